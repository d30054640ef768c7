"""Numbers by day, month or year: which periods a file holds, in whole or in part, and where its numbers break.

Pure: rows of days with a number come in, and nothing is known here of charges, places or law. What may explain a
break is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import exp, lgamma, log, sqrt
from statistics import mean, median, variance

from nolle.dates import Span, edtf, parse, shift

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
        return self.days[index] >= 0.8 * self.usual_share * self.length(index)


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


# ---------------------------------------------------------------- breaks

NEIGHBOURS = 6
"""How many periods on each side a period is held against."""

LEAST = 3
"""Fewer periods than this on a side make no level."""

TIMES = 2.0
"""A number breaks where it is less than half, or more than twice, what is usual around it."""

SELDOM = 0.001
"""And where chance alone would move it so far less often than this (the law of rare events)."""

RARE = 3.0
"""What is rarer than this a period comes in bunches: a higher number is held against this many."""

SPREADS = 4.0
"""And where it lies so many times farther off than the numbers of this series usually do: some always jump."""


class Kind(StrEnum):
    """How numbers break."""

    FALL = "fall"  # from here on it is less
    RISE = "rise"
    LOW = "low"  # here alone it is less
    HIGH = "high"
    GAP = "gap"  # here there is nothing at all

    @property
    def fell(self) -> bool:
        return self in (Kind.FALL, Kind.LOW, Kind.GAP)


@dataclass(frozen=True)
class Break:
    """Periods, by their first and last place, whose number `n` is far from the `usual` one of a period.

    After a fall or a rise, `now` is the usual one.
    """

    kind: Kind
    first: int
    last: int
    n: int
    usual: float
    now: float


@dataclass(frozen=True)
class Series:
    """Numbers of one thing, period by period: what is counted, of which category or classes of conduct, and where.

    `empty` says in which periods the whole file has nothing.
    """

    measure: str
    frame: Frame
    counts: tuple[int, ...]
    category: str = ""
    classes: tuple[str, ...] = ()
    place: str = ""
    empty: tuple[bool, ...] = ()

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Where its numbers break."""
        whole = [self.frame.whole(index) for index in range(len(self.counts))]
        return breaks(self.counts, whole, self.frame.unit, self.empty)

    def window(self, one: Break) -> Span:
        """From a year before a break to its end: the days in which something may have moved the numbers."""
        first = self.frame.periods[one.first].first
        return Span(shift(first, -12), self.frame.periods[one.last].last)

    def lasts(self, one: Break) -> bool:
        """Whether the numbers stay as they are after a break, as far as the file goes."""
        last = max((i for i in range(len(self.counts)) if self.frame.whole(i)), default=0)
        return one.kind in (Kind.FALL, Kind.RISE) or one.last == last


def breaks(counts: Sequence[int], whole: Sequence[bool], unit: Unit, empty: Sequence[bool] = ()) -> tuple[Break, ...]:
    """Where the numbers of a series break. Periods that are not `whole` are left out.

    Years are held against the year before; months against those around them. By day only gaps are told: weekends and
    holidays are no breaks. `empty` says in which periods the whole file has nothing.
    """
    usable = [index for index, held in enumerate(whole) if held]
    if unit is Unit.YEAR:
        return tuple(_by_year(counts, usable))
    shifts = _shifts(counts, usable) if unit is Unit.MONTH else []
    edges = [0, *(place for place, _ in shifts), len(usable)]
    alone = [one for a, b in pairwise(edges) for one in _alone(counts, usable[a:b])]
    alone = [_gap(one, empty) for one in alone if not any(_on_the_way(one, turn) for _, turn in shifts)]
    if unit is Unit.DAY:
        alone = [one for one in alone if one.kind is Kind.GAP]
    found = [*(one for _, one in shifts), *_runs(alone, counts)]
    return tuple(sorted(found, key=lambda one: (one.first, one.last)))


def _gap(one: Break, empty: Sequence[bool]) -> Break:
    """A low number as a gap, where the whole file has nothing."""
    return replace(one, kind=Kind.GAP) if not one.n and empty and empty[one.first] else one


def _on_the_way(one: Break, turn: Break) -> bool:
    """Whether a number stands between two levels, beside the turn from one to the other."""
    low, high = sorted((turn.usual, turn.now))
    return abs(one.first - turn.first) <= LEAST and low <= one.n <= high


def _by_year(counts: Sequence[int], usable: Sequence[int]) -> Iterator[Break]:
    for before, place in pairwise(usable):
        n, usual = counts[place], counts[before]
        if _far(n, usual) and _surprising(n, usual):
            yield Break(Kind.FALL if n < usual else Kind.RISE, place, place, n, usual, n)


def _shifts(counts: Sequence[int], usable: Sequence[int]) -> list[tuple[int, Break]]:
    """Where one level gives way to another, by place among the usable; of neighbouring places the clearest."""
    found = []
    for place in range(LEAST, len(usable) - LEAST + 1):
        before = [counts[i] for i in usable[max(0, place - NEIGHBOURS) : place]]
        after = [counts[i] for i in usable[place : place + NEIGHBOURS]]
        usual, now, at = median(before), median(after), usable[place]
        apart = _apart(before, after)
        if _far(now, usual) and apart >= SPREADS:
            kind = Kind.FALL if now < usual else Kind.RISE
            found.append((apart, place, Break(kind, at, at, counts[at], usual, now)))
    chosen: list[tuple[int, Break]] = []
    for _, place, one in sorted(found, key=lambda item: (-item[0], item[1])):
        if all(abs(place - other) >= NEIGHBOURS for other, _ in chosen):
            chosen.append((place, one))
    return sorted((_turn(counts, usable, *one) for one in chosen), key=lambda item: item[0])


def _turn(counts: Sequence[int], usable: Sequence[int], place: int, one: Break) -> tuple[int, Break]:
    """The same break at the place from which on the numbers are nearer to the new level than to the old one."""
    near = range(max(1, place - LEAST), min(len(usable) - 1, place + LEAST) + 1)
    wrong = {
        split: sum(
            abs(sqrt(counts[i]) - sqrt(one.usual if position < split else one.now))
            for position, i in enumerate(usable[near.start - 1 : near.stop], near.start - 1)
        )
        for split in near
    }
    best = min(near, key=lambda split: (wrong[split], abs(split - place)))
    at = usable[best]
    return best, replace(one, first=at, last=at, n=counts[at])


def _apart(before: Sequence[int], after: Sequence[int]) -> float:
    """By how many standard errors the means of two stretches differ; errors no smaller than those of chance alone."""
    error = sum(max(variance(side), mean(side)) / len(side) for side in (before, after))
    return abs(mean(before) - mean(after)) / sqrt(error) if error else 0.0


def _alone(counts: Sequence[int], level: Sequence[int]) -> Iterator[Break]:
    """Periods of one level that stand out from those around them; the first and last of the file may be cut."""
    around = {index: _others(counts, level, place) for place, index in enumerate(level)}
    apart = [counts[index] - median(others) for index, others in around.items() if others]
    for index, others in around.items():
        if len(others) < NEIGHBOURS - 1 or index in (0, len(counts) - 1):
            continue
        n, usual = counts[index], float(median(others))
        expected = usual if n < usual else max(usual, mean(others))
        if _far(n, usual) and abs(n - usual) > SPREADS * _spread(apart) and _surprising(n, expected):
            yield Break(Kind.LOW if n < usual else Kind.HIGH, index, index, n, usual, usual)


def _others(counts: Sequence[int], level: Sequence[int], place: int) -> list[int]:
    """The numbers of the periods around one."""
    near = level[max(0, place - NEIGHBOURS) : place + NEIGHBOURS + 1]
    return [counts[index] for index in near if index != level[place]]


def _spread(apart: Sequence[float]) -> float:
    """How far numbers usually lie from those around them: a standard deviation that a few odd ones do not move."""
    return 1.4826 * median(abs(one) for one in apart) if apart else 0.0


def _runs(found: Sequence[Break], counts: Sequence[int]) -> Iterator[Break]:
    """Breaks of one kind that follow one another, as one."""
    run: list[Break] = []
    for one in [*sorted(found, key=lambda one: one.first), None]:
        if run and (one is None or one.kind is not run[-1].kind or one.first != run[-1].last + 1):
            usual = float(median(each.usual for each in run))
            first, last = run[0].first, run[-1].last
            yield Break(run[0].kind, first, last, sum(counts[first : last + 1]), usual, usual)
            run = []
        if one is not None:
            run.append(one)


def _far(n: float, usual: float) -> bool:
    return n < usual / TIMES or n > usual * TIMES


def _surprising(n: int, expected: float) -> bool:
    """Whether chance alone would seldom give a number so far from the one expected."""
    if expected > 100:  # a half or a double of so many is far beyond chance
        return True
    if n < expected:
        return sum(_chance(k, expected) for k in range(n + 1)) < SELDOM
    return 1 - sum(_chance(k, max(expected, RARE)) for k in range(n)) < SELDOM


def _chance(n: int, expected: float) -> float:
    """How often chance gives exactly `n` where that many are expected (Poisson)."""
    return exp(n * log(expected) - expected - lgamma(n + 1))
