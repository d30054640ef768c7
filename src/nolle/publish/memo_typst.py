"""A memo or a redline → Typst source → a tagged PDF (PDF/UA-1), in the fonts that come with the `typst` package.

Text goes into the source as quoted strings, so that nothing a document says can be read as a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from itertools import zip_longest

from nolle.errors import NolleError
from nolle.publish.memo_blocks import Style
from nolle.publish.page import tool
from nolle.publish.redline import Change, Marked, MarkedBlock, MarkedRow, MarkedTable, Piece, Redline

PAPER = {"letter": "us-letter", "a4": "a4"}
_TOGETHER = 1200
"""A paragraph with those under it that has fewer letters is not parted by the end of a page."""

_MISSING = 'writing PDF needs the extra "print": pip install "nolle[print]"'


def pdf(told: Redline, on: date, paper: str = "letter") -> bytes:
    """The PDF of a memo, the same bytes for the same memo.

    Raises NolleError where the `print` extra is missing or a sign cannot be printed in the fonts there are.
    """
    try:
        import typst
    except ImportError:
        raise NolleError(_MISSING) from None
    source = typst_source(told, on, paper).encode("utf-8")
    try:
        # PDF/UA-1: Typst writes nothing where its own checks for the standard fail
        made: bytes = typst.compile(
            source, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True, timestamp=0
        )  # fmt: skip
    except typst.TypstError as error:
        why = f"{told.id}: the memo cannot be set as PDF: {error}"
        raise NolleError(f"{why}\n  Print it as Word instead: --to memo.docx") from None
    return made


def typst_source(told: Redline, on: date, paper: str = "letter") -> str:
    """The memo as Typst source, readable and complete."""
    lines = [
        files("nolle.publish").joinpath("templates", "memo.typ").read_text(encoding="utf-8").rstrip(),
        "",
        "#show: memo.with(",
        f"  title: {quoted(f'{told.subject} – memorandum')},",
        f"  office: {quoted(told.office)},",
        f"  subject: {quoted(told.subject)},",
        f"  place: {quoted(told.place)},",
        f"  as-of: {quoted(told.as_of)},",
        f"  made-with: {quoted(f'{tool()} · {told.id}')},",
        f"  date: datetime(year: {on.year}, month: {on.month}, day: {on.day}),",
        f"  paper: {quoted(PAPER[paper])},",
        f"  legend: {quoted(told.legend)},",
        "  head: (",
        *(f"    ({_content(row.cells[0])}, {_content(row.cells[1])})," for row in told.head.rows),
        "  ),",
        ")",
        "",
        *_blocks(told.blocks),
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A text as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _content(pieces: Iterable[Piece]) -> str:
    """Pieces as a content block: each a call that sets its style, inside one that marks its change."""
    return f"[{''.join(_piece(piece) for piece in pieces)}]"


def _piece(piece: Piece) -> str:
    styled = (
        f"#{piece.style.value}({quoted(piece.text)})" if piece.style is not Style.PLAIN else f"#{quoted(piece.text)}"
    )
    return styled if piece.change is Change.SAME else f"#{piece.change.value}[{styled}]"


def _blocks(blocks: Sequence[MarkedBlock]) -> Iterator[str]:
    """Blocks in order; numbered paragraphs that follow one another are one list."""
    waiting: list[Marked] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        if isinstance(block, Marked) and block.number and not block.heading:
            waiting.append(block)
            continue
        yield from _list(waiting)
        waiting = []
        if isinstance(block, MarkedTable):
            yield from _table(block)
        elif block.heading:
            yield f"== {_content(block.pieces)[1:-1]}"
        else:
            told = _content(block.pieces)
            yield f"#lead{told}" if isinstance(after, MarkedTable) else told[1:-1]
        yield ""
    yield from _list(waiting)


def _list(items: Sequence[Marked]) -> Iterator[str]:
    """Numbered paragraphs with their own numbers, those of a deeper level inside the one before."""
    if items:
        yield f"#{_clauses(items, 0)}"
        yield ""


def _clauses(items: Sequence[Marked], depth: int) -> str:
    at = "  " * depth
    told = []
    for first, inside in _grouped(items):
        number = first.number if first.change is Change.SAME else f"{first.change.value}:{first.number}"
        body = _content(first.pieces)
        if inside:
            body = f"[{body[1:-1]}#{_clauses(inside, depth + 1)}]"
            length = sum(len(piece.text) for each in (first, *inside) for piece in each.pieces)
            body = f"together{body}" if depth == 0 and length < _TOGETHER else body
        told.append(f"{at}  ({quoted(number)}, {body}),\n")
    return f"clauses(\n{''.join(told)}{at})"


def _grouped(items: Sequence[Marked]) -> Iterator[tuple[Marked, list[Marked]]]:
    """Each item of the first one's level with the deeper ones that follow it."""
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and items[end].level > items[at].level:
            end += 1
        yield items[at], list(items[at + 1 : end])
        at = end


def _table(table: MarkedTable) -> Iterator[str]:
    widths = ", ".join(f"{width}fr" for width in table.widths)
    yield f"#sections(({widths}), ({', '.join(map(quoted, table.heads))}),"
    for row in table.rows:
        yield f"  {', '.join(_cells(row))},"
    yield ")"


def _cells(row: MarkedRow) -> Iterator[str]:
    yield from (_content(cell) for cell in row.cells)
