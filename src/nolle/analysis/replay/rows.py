"""What a pattern does not hold: months, race, sex, court; and cases and people, each counted once.

Selects over the relations that deciding leaves in the engine (`charges`, `all_rows`, `days_...`, `source`), run by
whoever gives `fetch`. `OUTCOMES` must be loaded first, and `touched()` made: the rows of sex work, and those of which
the draft or the current policy says something, or may. All other charges are only counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from nolle.analysis.replay.intervals import Range
from nolle.analysis.replay.outcomes import Outcome, Sure
from nolle.analysis.replay.tallies import Group
from nolle.compiler.layout import Layout, day_of, days_of
from nolle.compiler.query import Query, Step, name
from nolle.records.columns import DATES

Fetch = Callable[[str], list[tuple[Any, ...]]]

OUTCOMES = "replayed"
OUTCOME_COLUMNS = {
    "pattern": "bigint",
    "spoken": "integer",
    "declined": "integer",
    "gained": "integer",
    "lost": "integer",
    "sex_work": "integer",
}
TOUCHED = "touched_rows"
NOT_RECORDED = ""
"""The group of charges whose cell is empty."""

SEVERAL_MONTHS = "several"
"""The group of charges whose day is known less exactly than by its month."""

DATED_BY = ("filed_on", "referred_on", "arrested_on", "offense_on", "disposed_on")


def outcome_rows(outcomes: Iterable[Outcome], sex_work: Collection[str]) -> list[tuple[int, ...]]:
    """The rows of `OUTCOMES`: patterns of which something is said, or may be, and those of sex work."""
    return [
        (one.number, int(one.spoken_of), *map(int, (one.declined, one.gained, one.lost)), int(one.conduct in sex_work))
        for one in outcomes
        if one.of_interest or one.conduct in sex_work
    ]


def touched() -> Query:
    """`all_rows`, `OUTCOMES` → `TOUCHED`: the rows of those patterns with what becomes of them."""
    told = ", ".join(f"o.{column}" for column in OUTCOME_COLUMNS if column != "pattern")
    sql = f"select r.source_row, {told}\nfrom all_rows as r\njoin {OUTCOMES} as o on o.pattern = r.pattern"
    return Query(
        (Step(TOUCHED, sql, "charges of sex work, or of which one of the policies says something, or may", large=True),)
    )


# ---------------------------------------------------------------- breakdowns


def dated_by(layout: Layout, governs: str) -> str:
    """The date that months are of: the draft's governing date, or the next best that the file has; empty if none."""
    return next((day for day in (governs, *DATED_BY) if day in layout.dates and day in DATES), "")


def by_month(fetch: Fetch, day: str, selected: bool) -> tuple[Group, ...]:
    """The charges by month of a date, as `2017-12`, `NOT_RECORDED` or `SEVERAL_MONTHS`.

    `selected` says that not all charges of the file were asked about.
    """
    first, last = (f"strftime(d.{name(f'{day}_{end}')}, '%Y-%m')" for end in ("first", "last"))
    told = f"case when {first} is null then '{NOT_RECORDED}' when {first} = {last} then {first} "
    told += f"else '{SEVERAL_MONTHS}' end"
    joined = f"join charges as c on c.source_row = r.source_row\njoin {days_of(day)} as d on d.day = c.{day_of(day)}"
    alone = f"from charges as c\njoin {days_of(day)} as d on d.day = c.{day_of(day)}"
    return _groups(fetch, told, joined, alone, selected)


def by_cell(fetch: Fetch, cell: str, selected: bool) -> tuple[Group, ...]:
    """The charges by a cell of the file's own row: `cell` is an expression over the columns of `source`."""
    cells = f"(select source_row, coalesce({cell}, '{NOT_RECORDED}') as value from source) as s"
    joined = f"join {cells} on s.source_row = r.source_row"
    alone = f"from charges as c\njoin {cells} on s.source_row = c.source_row"
    return _groups(fetch, "s.value", joined, alone, selected)


def _groups(fetch: Fetch, value: str, joined: str, alone: str, selected: bool) -> tuple[Group, ...]:
    every = f"from all_rows as r\n{joined}" if selected else alone
    n: dict[str, int] = dict(fetch(f"select {value} as value, count(*)\n{every}\ngroup by 1 order by 1"))
    kinds = ", ".join(f"r.{column}" for column in OUTCOME_COLUMNS if column != "pattern")
    parts: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for at, *told in fetch(
        f"select {value} as value, {kinds}, count(*)\nfrom {TOUCHED} as r\n{joined}\ngroup by all order by all"
    ):
        parts[at].append(tuple(told))
    return tuple(_group(value, int(n[value]), parts[value]) for value in sorted(n))


def _group(value: str, n: int, parts: Sequence[tuple[int, ...]]) -> Group:
    def range_(place: int, parts: Sequence[tuple[int, ...]]) -> Range:
        surely = sum(count for *flags, count in parts if flags[place] == Sure.YES)
        return Range(surely, sum(count for *flags, count in parts if flags[place] != Sure.NO))

    spoken_of = sum(count for spoken, *_, count in parts if spoken)
    of_these = [part for part in parts if part[-2]]
    declined, gained, lost = (range_(place, parts) for place in (1, 2, 3))
    sex_work = sum(count for *_, count in of_these)
    return Group(value, n, spoken_of, declined, gained, lost, sex_work, range_(2, of_these))


# ---------------------------------------------------------------- cases and people


@dataclass(frozen=True)
class Units:
    """Cases, or people, each counted once, by the charges that the file shows of them.

    `n` have an id. Of the charges that were asked about, `without_id` have none. `spoken_of` have a charge of which
    the draft says something, or may. `gained` have a charge that is declined and was not before. `none_left` are
    those all of whose charges the draft declines, `newly_none_left` those of them that had one left before.
    """

    n: int
    without_id: int
    spoken_of: int
    gained: Range
    none_left: Range
    newly_none_left: Range


def units(fetch: Fetch, id: str, selected: bool) -> Units:
    """The cases (`case_id`) or people (`person_id`) of the records.

    A charge that was not asked about, or that no policy speaks of, is a charge left.
    """
    every = "charges as c" if not selected else "charges as c join all_rows as a on a.source_row = c.source_row"
    ((n, without),) = fetch(
        f"select count(distinct c.{id}), sum(case when c.{id} is null then 1 else 0 end) from {every}"
    )
    told = fetch(_UNITS.format(id=id, touched=TOUCHED, yes=int(Sure.YES), no=int(Sure.NO)))[0]
    spoken, *ranges = (int(count or 0) for count in told)
    return Units(int(n), int(without or 0), spoken, *(Range(*ranges[at : at + 2]) for at in (0, 2, 4)))


_UNITS = """with of_unit as (
  select c.{id} as unit,
    max(t.spoken) as spoken,
    max(case when t.gained = {yes} then 1 else 0 end) as gained,
    max(case when t.gained <> {no} then 1 else 0 end) as may_gain,
    sum(case when t.declined = {yes} then 1 else 0 end) as declined,
    sum(case when t.declined <> {no} then 1 else 0 end) as may_be_declined
  from {touched} as t
  join charges as c on c.source_row = t.source_row
  where c.{id} is not null
  group by c.{id}
), of_file as (
  select {id} as unit, count(*) as n from charges where {id} in (select unit from of_unit) group by {id}
)
select
  sum(u.spoken), sum(u.gained), sum(u.may_gain),
  sum(case when u.declined = f.n then 1 else 0 end),
  sum(case when u.may_be_declined = f.n then 1 else 0 end),
  sum(case when u.declined = f.n and u.gained = 1 then 1 else 0 end),
  sum(case when u.may_be_declined = f.n and u.may_gain = 1 then 1 else 0 end)
from of_unit as u
join of_file as f on f.unit = u.unit"""
"""What becomes of each case or person, and how many there are of each kind."""
