"""The days, months or years of a file: which of them it holds, in whole or in part.

Pure: rows of days with a number come in, and nothing is known here of charges, places or law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from nolle.dates import Span, edtf, parse

Row = tuple[date, date, int]
"""The first and last day that something may be of, and how often it is."""

LONGEST = 600
"""More periods than this are no picture: months give way to years, and years to nothing."""

SHORT = 62
"""A file of so few days is looked at by day."""

APART, FEW = 730, 0.01
"""Days that lie so many days from all others, and are so small a share of the rows, are slips of the pen."""


class Unit(StrEnum):
    """What one number is counted over."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def around(self, day: date) -> Span:
        """The period that a day lies in."""
        if self is Unit.DAY:
            return Span(day, day)
        return parse(day.isoformat()[:7] if self is Unit.MONTH else day.isoformat()[:4])


# ---------------------------------------------------------------- the periods of a file


@dataclass(frozen=True)
class Frame:
    """The periods of a file, one after the other, and of how many of its days each has anything.

    `loose` of the rows are of more than one period, and `far` lie years away from all others; both are in none.
    """

    unit: Unit
    periods: tuple[Span, ...]
    days: tuple[int, ...]
    loose: int = 0
    far: int = 0

    def count(self, rows: Iterable[Row]) -> tuple[int, ...]:
        """How many of some rows lie in each period."""
        place = {period.first: index for index, period in enumerate(self.periods)}
        counts = [0] * len(self.periods)
        for first, last, n in rows:
            period = self.unit.around(first)
            if period.first in place and last <= period.last:
                counts[place[period.first]] += n
        return tuple(counts)

    def length(self, index: int) -> int:
        """How many days a period has."""
        return _length(self.periods[index])

    def label(self, index: int) -> str:
        """`2014-03-05`, `2014-03` or `2014`."""
        return edtf(self.periods[index])

    @property
    def usual_share(self) -> float:
        """Of how many of their days the periods usually have anything, from 0 to 1."""
        return median(days / _length(period) for days, period in zip(self.days, self.periods, strict=True))

    def whole(self, index: int) -> bool:
        """Whether a period holds about as many of its days as the others do."""
        return 0 < self.days[index] >= 0.8 * self.usual_share * self.length(index)


def _length(period: Span) -> int:
    return (period.last - period.first).days + 1


def framed(rows: Sequence[Row], told: bool = False) -> Frame | None:
    """The periods of these rows; None where they have none, or too many.

    `told` rows say of which days they are, so that a day without a row is not held (a table of counts). Of others
    (charges) a day without a row may be a day on which nothing happened: only the two ends can be cut off.
    """
    total = sum(n for _, _, n in rows)
    near = _near(rows)
    if not near:
        return None
    unit = _unit(near)
    if unit is None:
        return None
    inside = [row for row in near if row[1] <= unit.around(row[0]).last]
    first, last = min(row[0] for row in inside), max(row[1] for row in inside)
    periods = tuple(_periods(first, last, unit))
    days = _told(inside, periods, unit) if told else _ends(inside, periods, first, last)
    held, kept = sum(row[2] for row in inside), sum(row[2] for row in near)
    return Frame(unit, periods, days, loose=kept - held, far=total - kept)


def _near(rows: Sequence[Row]) -> list[Row]:
    """The rows without those few that lie years away from all others."""
    clusters: list[list[Row]] = []
    for row in sorted(rows):
        if clusters and (row[0] - clusters[-1][-1][0]).days <= APART:
            clusters[-1].append(row)
        else:
            clusters.append([row])
    total = sum(n for _, _, n in rows)
    kept = [cluster for cluster in clusters if sum(n for _, _, n in cluster) >= FEW * total]
    return [row for row in sorted(rows) if kept and kept[0][0][0] <= row[0] <= kept[-1][-1][0]]


def _unit(rows: Sequence[Row]) -> Unit | None:
    """The finest unit that most rows lie within one period of, and that makes no more periods than one can see."""
    total = sum(n for _, _, n in rows)
    first, last = min(row[0] for row in rows), max(row[1] for row in rows)
    for unit in Unit:
        within = sum(n for start, end, n in rows if end <= unit.around(start).last)
        many = {Unit.DAY: (last - first).days, Unit.MONTH: _months(first, last), Unit.YEAR: last.year - first.year}
        if 2 * within > total and many[unit] < (SHORT if unit is Unit.DAY else LONGEST):
            return unit
    return None


def _months(first: date, last: date) -> int:
    return 12 * (last.year - first.year) + last.month - first.month


def _periods(first: date, last: date, unit: Unit) -> Iterator[Span]:
    period = unit.around(first)
    while True:
        yield period
        if period.last >= last:
            return
        period = unit.around(period.last + timedelta(days=1))


def _told(rows: Iterable[Row], periods: Sequence[Span], unit: Unit) -> tuple[int, ...]:
    """Of how many of its days each period has a row."""
    held: dict[date, set[date]] = {period.first: set() for period in periods}
    for first, last in {(first, last) for first, last, _ in rows}:
        days = held[unit.around(first).first]
        days.update(first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(len(held[period.first]) for period in periods)


def _ends(rows: Sequence[Row], periods: Sequence[Span], first: date, last: date) -> tuple[int, ...]:
    """All days of each period; at the two ends without those before the first and after the last row.

    Unless no more days are missing there than between two rows elsewhere: a holiday cuts nothing off.
    """
    starts = sorted({row[0] for row in rows})
    widest = max(((b - a).days - 1 for a, b in pairwise(starts)), default=0)
    days = [_length(period) for period in periods]
    before, after = (first - periods[0].first).days, (periods[-1].last - last).days
    days[0] -= before if before > widest else 0
    days[-1] -= after if after > widest else 0
    return tuple(days)
