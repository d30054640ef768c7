"""Paragraphs before they are numbered, and their numbers: `4.`, `(a)`, `(i)`, and in full `4(a)(i)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nolle.publish.memo_blocks import Block, Heading, Para, Row, Table, referred, runs
from nolle.publish.page import capital


@dataclass(frozen=True)
class Draft:
    """A paragraph to be: its key, its marked text, and its level (0 has no number but the `label` it brings)."""

    key: str
    text: str
    level: int = 1
    label: str = ""


@dataclass(frozen=True)
class Title:
    """A heading to be."""

    key: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A table to be: the marked texts of its cells, by the keys of its rows."""

    key: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    widths: tuple[int, ...]


Part = Draft | Title | Grid


def numbered(parts: Sequence[Part]) -> tuple[Block, ...]:
    """The parts as blocks: paragraphs numbered in their order, and every reference to one filled in."""
    labels = list(_labels(parts))
    full = {part.key: number for part, _, number in labels if isinstance(part, Draft)}
    return tuple(_block(part, label, whole, full) for part, label, whole in labels)


def grid(table: Grid, numbers: dict[str, str]) -> Table:
    """A table with its references filled in."""
    rows = tuple(Row(key, tuple(runs(referred(cell, numbers)) for cell in cells)) for key, cells in table.rows)
    return Table(table.key, table.caption, table.heads, rows, table.widths)


def _block(part: Part, label: str, whole: str, numbers: dict[str, str]) -> Block:
    match part:
        case Title(key, text):
            return Heading(key, text)
        case Grid():
            return grid(part, numbers)
        case Draft(key, text, level):
            text = referred(text, numbers)
            return Para(key, runs(text if "?" in key else capital(text)), level, label, whole)


def _labels(parts: Iterable[Part]) -> Iterable[tuple[Part, str, str]]:
    """Each part with its label and its number in full."""
    counts = [0, 0, 0, 0]
    for part in parts:
        level = part.level if isinstance(part, Draft) else 0
        if not level:
            yield part, part.label if isinstance(part, Draft) else "", ""
            continue
        counts[level - 1] += 1
        counts[level:] = [0] * (len(counts) - level)
        shown = [_shown(at, n) for at, n in enumerate(counts[:level], 1)]
        yield part, f"{shown[0]}." if level == 1 else shown[-1], "".join(shown)


def _shown(level: int, n: int) -> str:
    match level:
        case 1:
            return str(n)
        case 2:
            return f"({letters(n)})"
        case 3:
            return f"({roman(n)})"
    return f"({letters(n).upper()})"


def letters(n: int) -> str:
    """1 → `a`, 26 → `z`, 27 → `aa`, 28 → `bb`: as Word counts."""
    return chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1)


def roman(n: int) -> str:
    """4 → `iv`."""
    made = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        made += sign * (n // value)
        n %= value
    return made
