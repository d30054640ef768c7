"""Numbers period by period, and where they break.

Pure, like the periods. What may explain a break is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import exp, lgamma, log, sqrt
from statistics import mean, median, variance

from nolle.dates import Span, shift
from nolle.records.periods import Frame, Unit

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
