"""A memo or a redline → a Word file: styles, numbered clauses that Word itself counts, real tracked changes.

The file is the same bytes for the same memo. It needs python-docx, the `print` extra.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from nolle.errors import NolleError
from nolle.publish import memo_word_styles as styles
from nolle.publish.page import tool
from nolle.publish.redline import Change, Marked, MarkedBlock, MarkedRow, MarkedTable, Piece, Redline

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR = "nolle"
_MISSING = 'writing Word needs the extra "print": pip install "nolle[print]"'
_MARK = {Change.INSERTED: "w:ins", Change.DELETED: "w:del"}
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def word(told: Redline, on: date, paper: str = "letter") -> bytes:
    """The Word file of a memo. Raises NolleError where the `print` extra is missing."""
    try:
        import docx
    except ImportError:
        raise NolleError(_MISSING) from None
    document = docx.Document()
    styles.prepare(document, paper)
    _properties(document, told, on)
    _margins(document, told)
    writer = Writer(document, on)
    document.add_paragraph(told.office, style="Memo Office")
    document.add_paragraph("MEMORANDUM", style="Title")
    writer.table(told.head, styles.head_table(document, told.head))
    for block, after in zip_longest(told.blocks, told.blocks[1:]):
        if isinstance(block, MarkedTable):
            writer.table(block, styles.section_table(document, block))
        else:
            writer.paragraph(block, _leads(block, after))
    return _same_bytes(document)


class Writer:
    """Writes marked text into a document; each tracked change has a number of its own."""

    def __init__(self, document: Document, on: date) -> None:
        self._document, self._on = document, f"{on.isoformat()}T00:00:00Z"
        self._changes = 0

    def paragraph(self, block: Marked, leads: bool = False) -> None:
        """A heading or a paragraph in the style of its level, which numbers it; `leads` keeps it by the next one."""
        style = "Heading 1" if block.heading else (f"Clause {block.level}" if block.level else _loose(block))
        made = self._document.add_paragraph(style=style)
        if leads:
            made.paragraph_format.keep_with_next = True
        self.runs(made, block.pieces)
        if block.change is not Change.SAME:  # the break at the end of the paragraph goes or comes too
            self._break(made, block.change)

    def table(self, told: MarkedTable, made: Any) -> None:
        """The cells of a table that has its rows already; `made` says in which row the told ones begin."""
        first = len(made.rows) - len(told.rows)
        for row, into in zip(told.rows, made.rows[first:], strict=True):
            self._row(row, into)

    def _row(self, row: MarkedRow, into: Any) -> None:
        if row.change is not Change.SAME:
            into._tr.get_or_add_trPr().append(self._mark(row.change))
        for index, (pieces, cell) in enumerate(zip(row.cells, into.cells, strict=True)):
            made = cell.paragraphs[0]
            made.style = "Memo Label" if len(row.cells) == 2 and index == 0 else made.style
            self.runs(made, pieces)
            if row.change is not Change.SAME:
                self._break(made, row.change)

    def runs(self, paragraph: Any, pieces: Iterable[Piece]) -> None:
        """Pieces as runs; what changed stands inside the mark of its change."""
        for piece in pieces:
            run = paragraph.add_run(piece.text)
            if piece.style in styles.CHARACTERS:
                run.style = styles.CHARACTERS[piece.style]
            if piece.change is not Change.SAME:
                mark = self._mark(piece.change)
                run._r.addprevious(mark)
                mark.append(run._r)
            if piece.change is Change.DELETED:
                for text in run._r.findall(styles.qn("w:t")):
                    text.tag = styles.qn("w:delText")
                    text.set(styles.qn("xml:space"), "preserve")

    def _break(self, paragraph: Any, change: Change) -> None:
        paragraph._p.get_or_add_pPr().append(styles.element("w:rPr", {}, self._mark(change)))

    def _mark(self, change: Change) -> Any:
        self._changes += 1
        return styles.element(_MARK[change], {"w:id": str(self._changes), "w:author": AUTHOR, "w:date": self._on})


def _leads(block: Marked, after: MarkedBlock | None) -> bool:
    """Whether a list or a table follows that must not begin on another page."""
    if isinstance(after, MarkedTable):
        return True
    return after is not None and 0 < block.level < after.level


def _loose(block: Marked) -> str:
    return "Memo Source" if block.number else "Normal"


def _properties(document: Document, told: Redline, on: date) -> None:
    known = document.core_properties
    known.title, known.author, known.subject = f"{told.subject} – memorandum", told.office, told.subject
    known.comments, known.keywords, known.last_modified_by = "", told.id, AUTHOR
    known.created = known.modified = datetime(on.year, on.month, on.day, tzinfo=UTC).replace(tzinfo=None)
    known.language, known.revision = "en-US", 1


def _margins(document: Document, told: Redline) -> None:
    """Running head from the second page on, foot on every page; a redline says in the first head what it shows."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    styles.running(section.header, f"{told.place} · {told.subject}", f"as of {told.as_of}")
    styles.running(section.first_page_header, f"{told.legend} Tracked: accept or reject." if told.legend else "", "")
    for foot in (section.footer, section.first_page_footer):
        styles.running(foot, f"{tool()} · {told.id}", "page {PAGE} of {NUMPAGES}")


def _same_bytes(document: Document) -> bytes:
    """The file packed again with one fixed date, so that two runs give the same bytes."""
    first, second = BytesIO(), BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, made.read(name))
    return second.getvalue()
