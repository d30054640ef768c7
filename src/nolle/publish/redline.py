"""Two versions of a memo → one marked memo: what was put in, what was taken out, word by word.

Blocks are matched by their keys, which are the ids of clauses, so that a paragraph that moved to another number is the
same paragraph. A memo alone is a redline in which nothing changed: every printer prints redlines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar

from nolle.publish.memo_blocks import Block, Heading, Memo, Para, Row, Runs, Style, Table

_T = TypeVar("_T")
_TOKEN = re.compile(r"\s+|\d+(?:\([a-zA-Z]+\))+|\w+|[^\w\s]")
_ALIKE = 0.45
"""Two texts with less in common than this are not marked word by word: one goes, the other comes."""

_ISLAND = 2
"""Fewer words than this between two changes are changed too: a reader cannot follow a word here and there."""


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """Text of one style that shares one fate."""

    text: str
    style: Style = Style.PLAIN
    change: Change = Change.SAME


@dataclass(frozen=True)
class Marked:
    """A heading or paragraph with its pieces; `change` is that of the whole paragraph, its break included."""

    key: str
    pieces: tuple[Piece, ...]
    level: int = 0
    number: str = ""
    heading: bool = False
    change: Change = Change.SAME


@dataclass(frozen=True)
class MarkedRow:
    """A row of a table; `change` is that of the whole row."""

    key: str
    cells: tuple[tuple[Piece, ...], ...]
    change: Change = Change.SAME


@dataclass(frozen=True)
class MarkedTable:
    """A table; `change` is that of the whole table."""

    key: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[MarkedRow, ...]
    widths: tuple[int, ...]
    change: Change = Change.SAME


MarkedBlock = Marked | MarkedTable


@dataclass(frozen=True)
class Redline:
    """A memo with its changes marked; `against` is the id of the older version, empty for a memo alone."""

    id: str
    against: str
    office: str
    subject: str
    place: str
    as_of: str
    legend: str
    head: MarkedTable
    blocks: tuple[MarkedBlock, ...]

    @property
    def changed(self) -> int:
        """How many paragraphs, headings and rows differ."""
        return sum(_differs(block) for block in (self.head, *self.blocks))


def alone(memo: Memo) -> Redline:
    """A memo in which nothing is marked."""
    head = _table(memo.head, memo.head)
    blocks = tuple(_same(block, block) for block in memo.blocks)
    return Redline(memo.id, "", memo.office, memo.subject, memo.place, memo.as_of, "", head, blocks)


def redline(old: Memo, new: Memo) -> Redline:
    """The changes that make `old` into `new`."""
    marked: list[MarkedBlock] = []
    for was, now in _matched(old.blocks, new.blocks, lambda block: (type(block).__name__, block.key)):
        marked += _pair(was, now)
    told = f"Changes from {old.id} ({old.subject}) to {new.id} ({new.subject})."
    return replace(alone(new), against=old.id, legend=told, head=_table(old.head, new.head), blocks=tuple(marked))


def accepted(told: Redline, take: Change = Change.INSERTED) -> list[str]:
    """The texts of all blocks and cells with the changes accepted; refused with `take` of `Change.DELETED`."""
    kept = (Change.SAME, take)
    found: list[str] = []
    for block in (told.head, *told.blocks):
        if block.change in kept:
            rows = block.rows if isinstance(block, MarkedTable) else ()
            lines = [cell for row in rows if row.change in kept for cell in row.cells] if rows else []
            lines = lines if isinstance(block, MarkedTable) else [block.pieces]
            found += ["".join(piece.text for piece in line if piece.change in kept) for line in lines]
    return found


# -- blocks


def _matched(
    old: Sequence[_T], new: Sequence[_T], key: Callable[[_T], object]
) -> Iterator[tuple[_T | None, _T | None]]:
    """Items of two lists side by side where their keys agree in order; what was taken out comes first."""
    matcher = SequenceMatcher(None, [key(item) for item in old], [key(item) for item in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from ((item, None) for item in old[a:b])
            yield from ((None, item) for item in new[c:d])


def _pair(was: Block | None, now: Block | None) -> list[MarkedBlock]:
    if was is None or now is None:
        block = was or now
        assert block is not None
        return [_whole(block, Change.DELETED if now is None else Change.INSERTED)]
    if not isinstance(was, Table) and not isinstance(now, Table) and not _alike(was.runs, now.runs):
        return [_whole(was, Change.DELETED), _whole(now, Change.INSERTED)]
    return [_same(was, now)]


def _whole(block: Block, change: Change) -> MarkedBlock:
    """A block that goes or comes as a whole."""
    if isinstance(block, Table):
        rows = tuple(_row(row, change) for row in block.rows)
        return MarkedTable(block.key, block.caption, block.heads, rows, block.widths, change)
    return replace(_marked(block, _pieces(block.runs, change)), change=change)


def _same(was: Block, now: Block) -> MarkedBlock:
    """A block that stays, with the changes inside it."""
    if isinstance(was, Table) and isinstance(now, Table):
        return _table(was, now)
    assert not isinstance(was, Table)
    assert not isinstance(now, Table)
    return _marked(now, words(was.runs, now.runs))


def _marked(block: Heading | Para, pieces: tuple[Piece, ...]) -> Marked:
    if isinstance(block, Heading):
        return Marked(block.key, pieces, heading=True)
    return Marked(block.key, pieces, block.level, block.number)


def _table(was: Table, now: Table) -> MarkedTable:
    rows: list[MarkedRow] = []
    for old, new in _matched(was.rows, now.rows, lambda row: row.key):
        if old is not None and new is not None:
            cells = tuple(_cell(a, b) for a, b in zip(old.cells, new.cells, strict=True))
            rows.append(MarkedRow(new.key, cells))
        elif old is not None:
            rows.append(_row(old, Change.DELETED))
        elif new is not None:
            rows.append(_row(new, Change.INSERTED))
    return MarkedTable(now.key, now.caption, now.heads, tuple(rows), now.widths)


def _row(row: Row, change: Change) -> MarkedRow:
    return MarkedRow(row.key, tuple(_pieces(cell, change) for cell in row.cells), change)


def _cell(was: Runs, now: Runs) -> tuple[Piece, ...]:
    if _alike(was, now):
        return words(was, now)
    return (*_pieces(was, Change.DELETED), *_pieces(now, Change.INSERTED))


def _differs(block: MarkedBlock) -> int:
    if isinstance(block, Marked):
        return block.change is not Change.SAME or any(piece.change is not Change.SAME for piece in block.pieces)
    return sum(
        row.change is not Change.SAME or any(piece.change is not Change.SAME for cell in row.cells for piece in cell)
        for row in block.rows
    )


# -- words

_Token = tuple[str, Style]


def words(was: Runs, now: Runs) -> tuple[Piece, ...]:
    """Two texts as one, word by word: what stays, what goes and then what comes in its place."""
    old, new = _tokens(was), _tokens(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    told: list[Piece] = []
    for tag, a, b, c, d in _bridged(matcher.get_opcodes(), old):
        if tag == "equal":
            told += [Piece(text, style) for text, style in old[a:b]]
        else:
            told += [Piece(text, style, Change.DELETED) for text, style in old[a:b]]
            told += [Piece(text, style, Change.INSERTED) for text, style in new[c:d]]
    return _joined(told)


_Op = tuple[str, int, int, int, int]


def _bridged(ops: Sequence[_Op], old: Sequence[_Token]) -> list[_Op]:
    """Changes with next to nothing between them made one."""
    made: list[_Op] = []
    for index, (tag, a, b, c, d) in enumerate(ops):
        inside = 0 < index < len(ops) - 1
        if tag == "equal" and inside and sum(text.isalnum() for text, _ in old[a:b]) < _ISLAND:
            tag = "replace"
        if made and tag != "equal" and made[-1][0] != "equal":
            made[-1] = ("replace", made[-1][1], b, made[-1][3], d)
        else:
            made.append((tag, a, b, c, d))
    return made


def _alike(was: Runs, now: Runs) -> bool:
    old, new = _tokens(was), _tokens(now)
    return old == new or SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE


def _tokens(runs: Runs) -> list[_Token]:
    return [(text, run.style) for run in runs for text in _TOKEN.findall(run.text)]


def _pieces(runs: Runs, change: Change) -> tuple[Piece, ...]:
    return tuple(Piece(run.text, run.style, change) for run in runs)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one style and fate made one piece."""
    made: list[Piece] = []
    for piece in pieces:
        if made and (made[-1].style, made[-1].change) == (piece.style, piece.change):
            made[-1] = replace(made[-1], text=made[-1].text + piece.text)
        else:
            made.append(piece)
    return tuple(made)
