"""Which missing facts would settle most: what an office gains by a new field on its forms.

A charge is settled once all its `needs` are recorded; where its text is open too (a reading, a list, a text nobody has
read) it may be. `needs` is a smallest set: where another set would do as well, as of two facts that say the same, only
the one is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nolle.analysis.replay.intervals import Range
from nolle.analysis.replay.outcomes import Outcome
from nolle.terms import Decision

Needs = frozenset[str]
_ONLY_FACTS = ("fact",)


@dataclass(frozen=True)
class Fact:
    """One missing fact: the charges it settles by itself, and all for which it is one of those missing."""

    need: str
    alone: Range
    involved: int


@dataclass(frozen=True)
class Step:
    """The next facts to record: how many charges more are settled then, and how many with all before.

    Mostly it is one fact; several, where together they settle more for each than any single one.
    """

    needs: tuple[str, ...]
    settles: Range
    so_far: Range


@dataclass(frozen=True)
class Worth:
    """Facts worth recording: each by itself, and in the best order.

    Of the `open_` charges that the draft leaves undetermined, `never` are those for which no fact is missing: their
    text is open.
    """

    facts: tuple[Fact, ...]
    order: tuple[Step, ...]
    open_: int
    never: int


def worth_recording(outcomes: Iterable[Outcome]) -> Worth:
    """The facts that the draft's undetermined charges lack."""
    settled: dict[Needs, Range] = defaultdict(Range)
    open_ = never = 0
    for one in outcomes:
        if one.draft.decision is Decision.UNDETERMINED:
            open_ += one.n
            if one.draft.needs:
                settled[frozenset(one.draft.needs)] += Range(one.n * (one.draft.because == _ONLY_FACTS), one.n)
            else:
                never += one.n
    facts = [Fact(need, settled.get(frozenset({need}), Range()), n) for need, n in _involved(settled).items()]
    facts.sort(key=lambda fact: (-fact.alone.surely, -fact.alone.at_most, -fact.involved, fact.need))
    return Worth(tuple(facts), tuple(best_order(settled)), open_, never)


def best_order(settled: Mapping[Needs, Range]) -> list[Step]:
    """Greedy: each step settles most charges more for each fact. `settled` maps sets of needs to their charges."""
    left, steps, so_far = dict(settled), [], Range()
    while left:
        new = min(left, key=lambda needs: _rank(needs, left))
        gained = _gained(new, left)
        left = _without(left, new)
        so_far += gained
        steps.append(Step(tuple(sorted(new)), gained, so_far))
    return steps


def _rank(new: Needs, left: Mapping[Needs, Range]) -> tuple[float, float, int, list[str]]:
    """The best first: what is settled surely, then at most, then what leads on to most."""
    gained = _gained(new, left)
    leads_on = sum(n.at_most for needs, n in left.items() if needs & new)
    return -gained.surely / len(new), -gained.at_most / len(new), -leads_on, sorted(new)


def _gained(new: Needs, left: Mapping[Needs, Range]) -> Range:
    return sum((n for needs, n in left.items() if needs <= new), Range())


def _without(left: Mapping[Needs, Range], known: Needs) -> dict[Needs, Range]:
    """What is still missing once some facts are recorded."""
    after: dict[Needs, Range] = defaultdict(Range)
    for needs, n in left.items():
        if not needs <= known:
            after[needs - known] += n
    return dict(after)


def _involved(settled: Mapping[Needs, Range]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for needs, n in settled.items():
        for need in needs:
            found[need] += n.at_most
    return dict(found)
