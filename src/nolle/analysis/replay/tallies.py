"""Outcomes → tables that add up: decision by decision, by conduct, by clause, and why some cannot be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from nolle.analysis.replay.intervals import Range
from nolle.analysis.replay.outcomes import NO_POLICY, Outcome, Sure, counted
from nolle.law.evaluator import Answer
from nolle.law.policy import Policy, Rule, clauses
from nolle.terms import DECLINING, Decision

_ORDER = [*(decision.value for decision in Decision), NO_POLICY]
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True)
class Transition:
    """Charges of which one decision was current and another is the draft's; `changed` where it is not the same.

    An undetermined charge may in truth go from one decision to any other, so `changed` is a range.
    """

    current: str
    draft: str
    n: int
    changed: Range


@dataclass(frozen=True)
class Group:
    """Charges of one group: how many, of how many the draft speaks, and how many it declines.

    `gained` are declined by the draft and were not before, `lost` the other way round. `sex_work` are the charges
    that are surely of a class of sex work.
    """

    value: str
    n: int
    spoken_of: int
    declined: Range
    gained: Range
    lost: Range
    sex_work: int
    sex_work_gained: Range


@dataclass(frozen=True)
class Clause:
    """One clause of the draft: the charges it decides, surely and at most, and those it newly declines.

    `says` is empty for an exception that restores its rule; `sends_back` tells an exception that takes charges out
    of what its rule declines.
    """

    policy: str
    path: str
    says: str
    decides: Range
    gained: Range
    sends_back: bool


@dataclass(frozen=True)
class Why:
    """Charges of which a decision cannot be told: what is missing, and what they may be."""

    needs: tuple[str, ...]
    because: tuple[str, ...]
    candidates: tuple[str, ...]
    n: int


def transitions(outcomes: Sequence[Outcome]) -> tuple[Transition, ...]:
    """The matrix, most protective first, without empty cells; its `n` add up to the charges."""
    cells = _grouped(outcomes, lambda one: (one.before, one.draft.decision.value))
    made = [Transition(*key, total(inside), counted(inside, "changed")) for key, inside in cells.items()]
    return tuple(sorted(made, key=lambda cell: (_ORDER.index(cell.current), _ORDER.index(cell.draft))))


def by_conduct(outcomes: Sequence[Outcome], sex_work: Collection[str]) -> tuple[Group, ...]:
    """The charges by class of conduct, in the order of their names; `sex_work` are the classes that are."""
    return tuple(_group(conduct, inside, sex_work) for conduct, inside in sorted(_grouped(outcomes, _conduct).items()))


def _conduct(one: Outcome) -> str:
    return one.conduct


def _group(value: str, outcomes: Sequence[Outcome], sex_work: Collection[str]) -> Group:
    declined, gained, lost = (counted(outcomes, what) for what in ("declined", "gained", "lost"))
    spoken_of = total(one for one in outcomes if one.spoken_of)
    of_these = [one for one in outcomes if one.conduct in sex_work]
    return Group(
        value, total(outcomes), spoken_of, declined, gained, lost, total(of_these), counted(of_these, "gained")
    )


def why(answers: Iterable[tuple[Answer, int]]) -> tuple[Why, ...]:
    """Why decisions cannot be told, most frequent first, of answers with the number of their charges."""
    found: Counter[tuple[tuple[str, ...], tuple[str, ...], tuple[Decision, ...]]] = Counter()
    for answer, n in answers:
        if answer.decision is Decision.UNDETERMINED:
            found[answer.needs, answer.because, answer.candidates] += n
    made = [Why(needs, because, tuple(may), n) for (needs, because, may), n in found.items()]
    return tuple(sorted(made, key=lambda item: (-item.n, item.needs, item.because, item.candidates)))


def total(outcomes: Iterable[Outcome]) -> int:
    """How many charges."""
    return sum(one.n for one in outcomes)


def _grouped(outcomes: Iterable[Outcome], key: Callable[[Outcome], _Key]) -> dict[_Key, list[Outcome]]:
    found: dict[_Key, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        found[key(one)].append(one)
    return dict(found)


# ---------------------------------------------------------------- clauses


def by_clause(outcomes: Sequence[Outcome], policies: Sequence[Policy]) -> tuple[Clause, ...]:
    """Every clause of the draft, by the charges that it decides: those that decide none stand last.

    A charge that is decided is counted once, at the first of the clauses that decide it. An undetermined one is
    counted, at most, at each clause that may.
    """
    decides: dict[tuple[str, str], Range] = defaultdict(Range)
    gained: dict[tuple[str, str], Range] = defaultdict(Range)
    for one in outcomes:
        for key, sure, declines in _spoke(one):
            decides[key] += Range(one.n * sure, one.n)
            if declines:
                gained[key] += Range(one.n * (sure and one.gained is Sure.YES), one.n * (one.gained is not Sure.NO))
    made = [
        Clause(policy, path, says, decides[policy, path], gained[policy, path], back)
        for policy, path, says, back in _written(policies)
    ]
    return tuple(sorted(made, key=lambda c: (-c.decides.surely, -c.decides.at_most, c.policy, c.path)))


def _spoke(one: Outcome) -> Iterator[tuple[tuple[str, str], bool, bool]]:
    """The clauses that decide a pattern, whether they surely do, and whether they decline, or may."""
    answer = one.draft
    if answer.decision is not Decision.UNDETERMINED:
        yield (answer.policy, answer.rule), True, answer.decision is Decision.DECLINE
        return
    for policy, rule in sorted({(said.policy, said.rule) for said in answer.rules}):
        says = {said.decision for said in answer.rules if (said.policy, said.rule) == (policy, rule)}
        yield (policy, rule), False, bool(says & {Decision.DECLINE, Decision.UNKNOWN})


def _written(policies: Iterable[Policy]) -> Iterator[tuple[str, str, str, bool]]:
    """Each clause: its document, its path, what it says, and whether it takes back what its rule declines."""
    for policy in policies:
        for rule in policy.rules:
            declines = any(variant is not None and variant.then in DECLINING for variant in rule.variants())
            told: dict[str, Decision | None] = {}
            for path, clause in clauses(rule):
                told.setdefault(path, clause.then)
            for path, then in told.items():
                back = path != rule.id and declines and then is not None and then not in DECLINING
                yield policy.id, path, _said(rule, path, then), back


def _said(rule: Rule, path: str, then: Decision | None) -> str:
    """What a clause says; of a rule that its readings let say different things, all of these."""
    if path != rule.id:
        return then.value if then else ""
    said = [variant.then.value for variant in rule.variants() if variant is not None]
    return "|".join(dict.fromkeys(said)) or rule.then.value
