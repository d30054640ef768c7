"""What the columns of an opened file have to do with one another: words beside codes, days in order, keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from nolle.compiler.query import name
from nolle.engine.base import Engine
from nolle.intake.lens import Lens, as_day, as_text, count, day_columns
from nolle.records.column_words import Vocabulary
from nolle.records.profile import Beside, Column, Numbering, Order

_PAIRS = 60
"""Pairs of columns that are tried."""

_GLOSS = 0.98
"""From this share on the words beside a code are its words."""


def _open(columns: Iterable[Column]) -> list[Column]:
    """Columns of words: neither days nor whole numbers, and of which values may be seen."""
    return [c for c in columns if c.values and c.distinct > 1 and not c.number]


def words_beside(engine: Engine, columns: Sequence[Column], lens: Lens) -> Iterator[Beside]:
    """Which words always stand beside which codes."""
    coded = [c for c in columns if c.values and 1 < c.distinct <= lens.words.limits.values_most and c.length <= 16]
    worded = [c for c in _open(columns) if c.length >= 4 and c.words > 1.2]
    pairs = [(a, b) for a in coded for b in worded if a is not b and b.length > a.length]
    for a, b in pairs[:_PAIRS]:
        share = engine.fetch(
            f"with pairs as (select {as_text(a.name, lens)} as a, {as_text(b.name, lens)} as b, count(*) as n\n"
            "  from source group by all),\n"
            "most as (select a, max(n) as top, sum(n) as n from pairs\n"
            "  where a is not null and b is not null group by a)\n"
            "select sum(top) / sum(n) from most"
        )[0][0]
        if share is not None and share >= lens.words.limits.mostly:
            yield Beside(a.name, b.name, float(share))


def with_words(engine: Engine, columns: Sequence[Column], beside: Sequence[Beside], lens: Lens) -> Iterator[Column]:
    """The columns, with the words that always stand beside the codes of a short list."""
    by_name = {c.name: c for c in columns}
    for column in columns:
        worded = [
            by_name[one.other]
            for one in beside
            if one.column == column.name and one.share >= _GLOSS and 2 * by_name[one.other].distinct >= column.distinct
        ]
        if not worded or not column.whole:
            yield column
            continue
        words = max(worded, key=lambda c: (c.distinct, c.name))
        a, b = as_text(column.name, lens), as_text(words.name, lens)
        found = engine.fetch(
            f"select {a} as a, {b} as b from source where a is not null and b is not null group by all"
            " order by a, count(*), b desc"
        )
        said = {str(code): str(gloss) for code, gloss in found}  # the most frequent comes last and stays
        yield replace(column, values=tuple(replace(one, beside=said.get(one.word, "")) for one in column.values))


def different_rows(engine: Engine, columns: Sequence[str]) -> int:
    """How many rows are different in these columns."""
    if not columns:
        return 0
    return count(engine, f"select count(*) from (select distinct {', '.join(map(name, columns))} from source)")


def row_keys(engine: Engine, rows: int, columns: Sequence[Column], lens: Lens) -> Iterator[tuple[str, ...]]:
    """Of two sets of columns, those that tell all rows apart: all but a total, and all but numbers."""
    words = lens.words
    seen = [c for c in columns if c.filled and not c.hidden.personal]
    apart = [c.name for c in seen if not _total(c, words)]
    worded = [c.name for c in seen if not c.number or words.named_in_part(c.name, ("year", "month"))]
    for chosen in dict.fromkeys((tuple(apart), tuple(worded))):
        if chosen and len(chosen) < len(seen) and different_rows(engine, chosen) == rows:
            yield chosen


def _total(column: Column, words: Vocabulary) -> bool:
    return column.number and words.named(column.name, words.signs.total)


def day_orders(engine: Engine, columns: Sequence[Column], lens: Lens) -> Iterator[Order]:
    """Of each two columns of days: in how many rows one is not after the other."""
    for one, other in permutations(day_columns(columns, lens), 2):
        a, b = as_day(one, lens), as_day(other, lens)
        n, kept = engine.fetch(
            f"select count(*), count(*) filter (where a <= b) from (select {a} as a, {b} as b from source)\n"
            "where a is not null and b is not null"
        )[0]
        if n:
            yield Order(one.name, other.name, int(n), kept / n)


def row_numbers(engine: Engine, columns: Sequence[Column], lens: Lens) -> Iterator[Numbering]:
    """Whether a column counts the rows of each group: 1, 2, 3."""
    limits, words = lens.words.limits, lens.words
    groups = [
        c
        for c in columns
        if c.filled and not c.hidden.personal and not c.days
        if limits.repeats_least <= c.repeats <= limits.repeats_most
    ]
    naming = words.columns.get("count_number")
    numbers = [c for c in columns if c.low in (0, 1) and naming and words.named_in_part(c.name, naming.names)]
    for number in numbers[:3]:
        for group in (c for c in groups[:8] if c is not number):
            g, c = as_text(group.name, lens), as_text(number.name, lens)
            n, whole = engine.fetch(
                f"with cells as (select {g} as g, try_cast({c} as double) as c from source),\n"
                "counted as (select g, count(distinct c) as kinds, max(c) as top, count(*) as n from cells\n"
                "  where g is not null and c is not null group by g)\n"
                "select count(*), count(*) filter (where kinds = n and top = n) from counted"
            )[0]
            if n:
                yield Numbering(group.name, number.name, int(n), whole / n)
