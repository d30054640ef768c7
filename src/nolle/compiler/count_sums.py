"""Questions to the standard table of counts: the table as it is handed on, sums, and files put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from nolle.compiler.cells import trimmed
from nolle.compiler.count_cells import day, words
from nolle.compiler.counts import TABLE
from nolle.compiler.layout import Layout
from nolle.compiler.query import Query, Step, columns, name, text, texts
from nolle.dates import Span
from nolle.records.counts import OVERLAPS, Total


def table_sql(relation: str = "counts") -> str:
    """The table as it is handed on: rows that differ in nothing but their source row are one."""
    keys = [column for column in TABLE if column != "n"]
    chosen = columns([f"cast(sum(n) as bigint) as {c}" if c == "n" else name(c) for c in TABLE])
    grouped = ", ".join(name(column) for column in keys)
    return f"select\n  {chosen}\nfrom {relation}\ngroup by {grouped}\norder by {grouped}"


def sum_sql(total: Total, period: Span) -> str:
    """The file's own sum for a published number: one row, `n` null where the file has no such rows.

    Beside it the first and last day that the file counts of this measure, and the last within the period.
    """
    inside = f"period_first >= {day(period.first)} and period_last <= {day(period.last)}"
    tests = [inside, *(f"{name(column)} = {text(word)}" for column, word in total.words.items())]
    picked = f"{' and '.join(tests)}\n    and {_apart(_named(total.words))}"
    return (
        f"select\n  cast(sum(case when {picked} then n end) as bigint) as n,\n"
        "  min(period_first) as first_day, max(period_last) as last_day,\n"
        f"  max(case when {inside} then period_last end) as last_inside\n"
        f"from counts\nwhere measure = {text(total.measure)}"
    )


def _named(words: Iterable[str]) -> list[str]:
    """The dimensions in which words pick single rows, so that these may be totals."""
    meant = {"stage": "disposition", "conduct": "category"}
    picked = {meant.get(word, word) for word in words} - {"measure"}
    return [what for what in OVERLAPS if what in picked]


def _apart(named: Sequence[str]) -> str:
    """Rows that overlap with nothing, or only in dimensions that were named."""
    allowed = [",".join(some) for size in range(1, len(named) + 1) for some in combinations(named, size)]
    return f"(overlap is null or overlap in ({texts(allowed)}))" if allowed else "overlap is null"


def sums_sql() -> str:
    """Sums by year, each thing counted once: what to look at before any number is believed."""
    keys = "series, measure, category, conduct, holds, extract(year from period_first)"
    return (
        "select series, measure, category, conduct, holds, cast(extract(year from period_first) as integer) as year,\n"
        f"  cast(sum(n) as bigint) as n\nfrom counts\nwhere overlap is null\ngroup by {keys}\norder by {keys}"
    )


def untranslated(layout: Layout) -> dict[str, str]:
    """For each column with a vocabulary: the select of the office's words that nothing translates, with counts."""
    found = {}
    for standard in ("place", "measure", "stage"):
        column = layout.column(standard)
        if column is None or not column.values or column.otherwise:
            continue
        cell, made = trimmed(column, layout), words(layout, standard)
        found[standard] = (
            f"select {cell} as word, count(*) as n\nfrom source\nwhere {cell} is not null and {made} is null\n"
            "group by 1\norder by 2 desc, 1\nlimit 20"
        )
    return found


REPEATED = """select coalesce(sum(k - 1), 0)
from (
  select count(*) as k
  from counts
  group by period_first, period_last, place, place_own, measure, category, disposition, race, age_group, sex, agency
) as keys"""
"""Rows that differ from an earlier one in their number at most."""

SPANS = """select measure, coalesce(place, place_own, ''), min(period_first), max(period_last)
from counts
group by 1, 2
order by 1, 2"""
"""For each measure and place: the first and last day counted."""


def kept(number: int) -> Query:
    """The table of one file under a name of its own, so that the next file can be read."""
    return Query((Step(f"counts_of_{number}", "select *\nfrom counts", "the counts of one file"),))


def joined(numbers: Iterable[int]) -> Query:
    """The tables of several files in one."""
    sql = "\nunion all\n".join(f"select *\nfrom counts_of_{number}" for number in numbers)
    return Query((Step("counts", sql, "the counts of all files"),))
