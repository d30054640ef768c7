"""A memo or a redline as plain text, for a terminal and for .txt files.

What a redline takes out stands in `[-...-]`, what it puts in stands in `{+...+}`, so that colour is never needed.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from nolle.publish.redline import Change, Marked, MarkedBlock, MarkedTable, Piece, Redline

LEGEND = "Changes: [-taken out-]  {+put in+}"
_INDENT = 5
_LABEL = 14
_WORD = 14
"""No column is narrower than its longest word up to this length."""


def plain_text(told: Redline, width: int = 80) -> str:
    """The whole memo as lines of at most `width` signs, with a line break at the end."""
    lines = ["MEMORANDUM", told.office, ""]
    if told.legend:
        lines += [*textwrap.wrap(told.legend, width), LEGEND, ""]
    lines += [*_head(told.head, width), "-" * width]
    for block in told.blocks:
        lines += ["", *_block(block, width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def marked(pieces: Iterable[Piece]) -> str:
    """Pieces in one line, what changed in its signs; neighbours of one kind share them."""
    told, last = "", Change.SAME
    for piece in pieces:
        if piece.change is not last:
            told += _CLOSE[last] + _OPEN[piece.change]
            last = piece.change
        told += piece.text
    return told + _CLOSE[last]


_OPEN = {Change.SAME: "", Change.DELETED: "[-", Change.INSERTED: "{+"}
_CLOSE = {Change.SAME: "", Change.DELETED: "-]", Change.INSERTED: "+}"}


def _head(table: MarkedTable, width: int) -> Iterator[str]:
    for row in table.rows:
        label, text = row.cells
        first = f"{marked(label)}:".ljust(_LABEL)
        yield from textwrap.wrap(marked(text), width, initial_indent=first, subsequent_indent=" " * _LABEL)


def _block(block: MarkedBlock, width: int) -> list[str]:
    if isinstance(block, MarkedTable):
        return _table(block, width)
    if block.heading:
        return [marked(block.pieces).upper() if not _changed(block) else marked(block.pieces)]
    return _paragraph(block, width)


def _changed(block: Marked) -> bool:
    return any(piece.change is not Change.SAME for piece in block.pieces)


def _paragraph(block: Marked, width: int) -> list[str]:
    at = " " * (_INDENT * max(block.level - 1, 0))
    label = block.number.ljust(_INDENT - 1) + " " if block.number else ""
    hang = at + " " * len(label)
    text = marked(block.pieces)
    return textwrap.wrap(
        text, width, initial_indent=at + label, subsequent_indent=hang, break_on_hyphens=False, break_long_words=False
    )


def _table(table: MarkedTable, width: int) -> list[str]:
    columns = zip(table.heads, *([marked(cell) for cell in row.cells] for row in table.rows), strict=True)
    least = [min(max(len(word) for cell in column for word in cell.split()), _WORD) for column in columns]
    widths = _widths(table.widths, least, width - 2 * (len(table.widths) - 1))
    lines = _row([*table.heads], widths)
    lines.append("  ".join("-" * each for each in widths))
    for row in table.rows:
        lines += _row([marked(cell) for cell in row.cells], widths)
    return lines


def _widths(shares: Sequence[int], least: Sequence[int], width: int) -> list[int]:
    made = [max(width * share // sum(shares), at_least) for share, at_least in zip(shares, least, strict=True)]
    made[0] += width - sum(made)
    return made


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        textwrap.wrap(cell, each, break_on_hyphens=False) or [""] for cell, each in zip(cells, widths, strict=True)
    ]
    height = max(len(cell) for cell in wrapped)
    padded = [cell + [""] * (height - len(cell)) for cell in wrapped]
    return [
        "  ".join(part.ljust(each) for part, each in zip(line, widths, strict=True))
        for line in zip(*padded, strict=True)
    ]
