"""How many charges there are by month, or by day or year, of each class of conduct.

Reads the relations that deciding leaves in the engine (`charges`, `all_rows`, `patterns`, `days_...`). What may
explain a break is asked in `breaks`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from nolle.compiler.layout import Layout, day_of, days_of
from nolle.compiler.query import name
from nolle.engine.base import Engine
from nolle.records.periods import Row, Unit, framed
from nolle.records.series import Series

DATED_BY = ("filed_on", "arrested_on", "referred_on", "offense_on")
"""Charges are counted by the first of these dates that the file has."""

CHARGES = "charges"
UNKNOWN = "unknown"
"""The class of charges that may be of several."""


@dataclass(frozen=True)
class Month:
    """Charges by month of a date; `breaks` where the count jumps against its neighbours."""

    month: str
    n: int
    breaks: bool


@dataclass(frozen=True)
class Months:
    """Charges over time, by the date `of`. The first of `series` is of all, the others of one class each."""

    of: str
    months: tuple[Month, ...]
    series: tuple[Series, ...]


def by_month(engine: Engine, layout: Layout) -> Months:
    """The charges that the engine holds, over time."""
    dated = next((day for day in DATED_BY if day in layout.dates), "")
    series = tuple(_series(_dated(engine, dated))) if dated else ()
    return Months(dated, tuple(_months(series)), series)


CLASSES = "select r.source_row, p.conduct_class\nfrom all_rows as r\njoin patterns as p on p.pattern = r.pattern"
"""The class of conduct that each charge is counted under."""


def _dated(engine: Engine, day: str) -> dict[str, list[Row]]:
    """For each class of conduct: the days that a date may be, and how many charges have them."""
    first, last = f"d.{name(day + '_first')}", f"d.{name(day + '_last')}"
    rows = engine.fetch(
        f"select coalesce(k.conduct_class, '{UNKNOWN}'), {first}, {last}, count(*)\nfrom charges as c\n"
        f"left join (\n  {CLASSES}\n) as k on k.source_row = c.source_row\n"
        f"join {days_of(day)} as d on d.day = c.{day_of(day)}\n"
        f"where {first} >= date '0001-01-01' and {last} <= date '9999-12-31'\ngroup by 1, 2, 3\norder by 1, 2, 3"
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for conduct, start, end, n in rows:
        found[conduct].append((start, end, int(n)))
    return dict(found)


def _every(counted: Mapping[str, list[Row]]) -> list[Row]:
    sums: dict[tuple[date, date], int] = defaultdict(int)
    for rows in counted.values():
        for first, last, n in rows:
            sums[first, last] += n
    return [(first, last, n) for (first, last), n in sorted(sums.items())]


def _series(counted: Mapping[str, list[Row]]) -> Iterator[Series]:
    """All charges, then each class of conduct, most frequent first."""
    frame = framed(_every(counted))
    if frame is None:
        return
    counts = frame.count(_every(counted))
    empty = tuple(not n for n in counts)
    yield Series(CHARGES, frame, counts, empty=empty)
    by_class = {conduct: frame.count(rows) for conduct, rows in counted.items()}
    for conduct in sorted(by_class, key=lambda one: (-sum(by_class[one]), one)):
        if sum(by_class[conduct]):
            yield Series(CHARGES, frame, by_class[conduct], classes=(conduct,), empty=empty)


def _months(series: tuple[Series, ...]) -> Iterator[Month]:
    """All charges by month, also where they are looked at by day; none where they are only known by year."""
    if not series or series[0].frame.unit is Unit.YEAR:
        return
    frame, sums = series[0].frame, defaultdict[str, int](int)
    for period, n in zip(frame.periods, series[0].counts, strict=True):
        sums[period.first.isoformat()[:7]] += n
    broken = {frame.label(place) for one in series[0].breaks for place in range(one.first, one.last + 1)}
    for month, n in sums.items():
        yield Month(month, n, month in broken)
