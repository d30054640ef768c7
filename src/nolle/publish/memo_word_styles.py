"""How a memo looks in Word: paper, styles, numbering, tables, running heads. Only `memo_word` uses it."""

from __future__ import annotations

import re
from typing import Any

from nolle.publish.memo_blocks import Style
from nolle.publish.redline import MarkedTable

SERIF = "Times New Roman"
INK, ACCENT, WARNING, QUIET = "1C1B1A", "0B5A5E", "9A3412", "55524E"
CHARACTERS = {Style.TERM: "Memo Term", Style.VERIFY: "Memo Verify", Style.ANCHOR: "Memo Anchor"}
"""The character style of each style of run that looks different."""

_PAPERS = {"letter": (12240, 15840), "a4": (11906, 16838)}
_TWIPS = 1440
_LEVELS = (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"), ("upperLetter", "(%4)"))
_HANG = 432
_CLAUSES, _SOURCES = "90", "91"


def qn(name: str) -> str:
    """`w:t` with its namespace."""
    from docx.oxml.ns import qn as full

    return str(full(name))


def element(name: str, attributes: dict[str, str] | None = None, *children: Any) -> Any:
    """An element with attributes and children."""
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in (attributes or {}).items():
        made.set(qn(key), value)
    for child in children:
        made.append(child)
    return made


def prepare(document: Any, paper: str) -> None:
    """Paper, styles and numbering of a new document."""
    from docx.shared import Twips

    section = document.sections[0]
    section.page_width, section.page_height = (Twips(size) for size in _PAPERS[paper])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_TWIPS)
    section.header_distance = section.footer_distance = Twips(_TWIPS // 2)
    _numbering(document)
    _styles(document)


# -- styles


def _styles(document: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    made = document.styles
    _look(made["Normal"], size=10.5, after=6)
    _look(made["Title"], size=17, bold=True, after=8)
    _no_border(made["Title"])
    _look(made["Heading 1"], size=12, bold=True, color=ACCENT, before=14, after=5)
    made["Heading 1"].paragraph_format.keep_with_next = True
    paragraphs: dict[str, dict[str, Any]] = {
        "Memo Office": {"size": 11, "color": QUIET, "after": 0},
        "Memo Label": {"size": 10.5, "bold": True, "after": 3},
        "Memo Told": {"size": 10.5, "after": 3},
        "Memo Cell": {"size": 9, "after": 0},
        "Memo Running": {"size": 8.5, "color": QUIET, "after": 0},
        "Memo Source": {"size": 10.5, "after": 4},
        **{f"Clause {level}": {"size": 10.5, "after": 5} for level in range(1, len(_LEVELS) + 1)},
    }
    for name, more in paragraphs.items():
        style = made.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made["Normal"]
        _look(style, **more)
    _counted(made["Memo Source"], _SOURCES)
    for level in range(1, len(_LEVELS) + 1):
        _counted(made[f"Clause {level}"], _CLAUSES, level)
    characters: dict[str, dict[str, Any]] = {
        "Memo Term": {"bold": True},
        "Memo Verify": {"bold": True, "color": WARNING},
        "Memo Anchor": {"size": 7.5, "color": QUIET},
    }
    for name, more in characters.items():
        _look(made.add_style(name, WD_STYLE_TYPE.CHARACTER), **more)


def _look(
    style: Any,
    size: float = 0,
    bold: bool | None = None,
    color: str = "",
    before: float = 0,
    after: float | None = None,
) -> None:
    from docx.shared import Pt, RGBColor

    style.font.name = SERIF
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if "Theme" in name]:
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), SERIF)
    if size:
        style.font.size = Pt(size)
    if bold is not None:
        style.font.bold = bold
    style.font.color.rgb = RGBColor.from_string(color or INK)
    if after is not None:
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.08
        style.paragraph_format.widow_control = True


def _no_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _counted(style: Any, list_: str, level: int = 1) -> None:
    """Tie a style to a level of a list, so that whoever edits the memo gets numbers with the style."""
    number = element("w:numPr", {}, element("w:ilvl", {"w:val": str(level - 1)}), element("w:numId", {"w:val": list_}))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(number, *_AFTER_NUMBER)


_AFTER_NUMBER = (
    "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc",
    "w:outlineLvl", "w:rPr",
)  # fmt: skip
"""What may follow the number in a style's properties: Word is strict about the order."""


def _numbering(document: Any) -> None:
    """Two lists: the clauses of the memo in four levels, and its sources."""
    root = document.part.numbering_part.element
    clauses = [(form, text, f"Clause{level}") for level, (form, text) in enumerate(_LEVELS, 1)]
    for number, levels in ((_SOURCES, [(*_LEVELS[0], "MemoSource")]), (_CLAUSES, clauses)):
        kind = element("w:multiLevelType", {"w:val": "multilevel"})
        made = [_level(at, *told) for at, told in enumerate(levels)]
        root.insert(0, element("w:abstractNum", {"w:abstractNumId": number}, kind, *made))
        root.append(element("w:num", {"w:numId": number}, element("w:abstractNumId", {"w:val": number})))


def _level(at: int, form: str, text: str, style: str) -> Any:
    return element(
        "w:lvl", {"w:ilvl": str(at)},
        element("w:start", {"w:val": "1"}),
        element("w:numFmt", {"w:val": form}),
        element("w:pStyle", {"w:val": style}),
        element("w:lvlText", {"w:val": text}),
        element("w:lvlJc", {"w:val": "left"}),
        element("w:pPr", {}, element("w:ind", {"w:left": str(_HANG * (at + 1)), "w:hanging": str(_HANG)})),
    )  # fmt: skip


# -- tables


def head_table(document: Any, told: MarkedTable) -> Any:
    """The empty head of the memo: labels beside what they say, a line under it."""
    made = _table(document, len(told.rows), told.widths)
    _borders(made, {"bottom": 8})
    for row in made.rows:
        row.cells[1].paragraphs[0].style = "Memo Told"
    return made


def section_table(document: Any, told: MarkedTable) -> Any:
    """The table of sections with its heads in place; heads come again on every page, and no row is torn."""
    made = _table(document, len(told.rows) + 1, told.widths)
    _borders(made, {"top": 8, "bottom": 4, "insideH": 4})
    for index, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if index == 0:
            properties.append(element("w:tblHeader"))
        for cell in row.cells:
            cell.paragraphs[0].style = "Memo Cell"
    for cell, head in zip(made.rows[0].cells, told.heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    about = element("w:tblCaption", {"w:val": told.caption})
    made._tbl.tblPr.append(about)
    document.add_paragraph(style="Memo Cell")  # or the next table or paragraph would touch this one
    return made


def _table(document: Any, rows: int, shares: tuple[int, ...]) -> Any:
    from docx.shared import Twips

    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) // 635
    widths = [width * share // sum(shares) for share in shares]
    made = document.add_table(rows=rows, cols=len(shares))
    made.autofit = False
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = Twips(wide)
        for cell in column.cells:
            cell.width = Twips(wide)
    return made


def _borders(table: Any, sizes: dict[str, int]) -> None:
    order = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = [
        element(f"w:{side}", {"w:val": "single", "w:sz": str(sizes[side]), "w:space": "0", "w:color": "808080"})
        for side in order if side in sizes
    ]  # fmt: skip
    borders = element("w:tblBorders", {}, *lines)
    properties = table._tbl.tblPr
    after = properties.find(qn("w:tblLayout"))
    if after is not None:
        after.addprevious(borders)
    else:
        properties.append(borders)


# -- heads and feet


def running(part: Any, left: str, right: str) -> None:
    """A running line: one text at the left, one at the right margin; `{PAGE}` is counted by Word."""
    part.is_linked_to_previous = False
    line = part.paragraphs[0]
    line.style = "Memo Running"
    section = part._document_part.document.sections[0] if hasattr(part, "_document_part") else None
    width = section.page_width - section.left_margin - section.right_margin if section else 6 * 914400
    from docx.enum.text import WD_TAB_ALIGNMENT

    line.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{left}\t" if right else left)
    for piece in re.split(r"(\{[A-Z]+\})", right):
        if piece.startswith("{"):
            line._p.append(element("w:fldSimple", {"w:instr": piece.strip("{}")}, _one(line)))
        elif piece:
            line.add_run(piece)


def _one(line: Any) -> Any:
    """The text of a field until Word counts: a run that says 1."""
    run = line.add_run("1")._r
    run.getparent().remove(run)
    return run
