"""Patterns → what the draft says of each, what was said before, and whether that is surely or perhaps a change.

Two answers may be open for the same reason, and then fall together. So they are weighed together: in each completion
of a pattern, and under each reading, both say something, and only what all of these agree on is sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from nolle.analysis.replay.intervals import Range
from nolle.decisions import Found
from nolle.law.diagram import Node, leaves
from nolle.law.evaluator import IMPOSSIBLE, Answer, Evaluator
from nolle.law.meaning import Meaning, Said
from nolle.law.variables import Pattern
from nolle.terms import Decision

DRAFT, CURRENT = 0, 1
"""The askings of the question that is replayed."""

NO_POLICY = "no_policy"
"""What stands for the current decision where there is no document to ask."""

NOTHING_SAID = (Decision.SILENT, Decision.NOT_IN_FORCE)
SILENCE = frozenset({Said("", "", Decision.SILENT)})

Saying = frozenset[Said]


class Sure(IntEnum):
    """Whether something is so: in no completion, in some, in all."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True)
class Outcome:
    """One pattern: its charges, both answers, and what becomes of them.

    `declined` is by the draft and `was_declined` before. `gained` are declined by the draft and were not before,
    `lost` the other way round, `changed` have another decision. `current` is None where there is no policy to ask.
    """

    number: int
    n: int
    conduct: str
    draft: Answer
    current: Answer | None
    declined: Sure
    was_declined: Sure
    gained: Sure
    lost: Sure
    changed: Sure

    @property
    def before(self) -> str:
        """The current decision."""
        return self.current.decision.value if self.current else NO_POLICY

    @property
    def spoken_of(self) -> bool:
        """Whether the draft says something of these charges, or may."""
        return self.draft.decision not in NOTHING_SAID

    @property
    def of_interest(self) -> bool:
        """Whether either of both says something of them, or may."""
        return self.spoken_of or (self.current is not None and self.current.decision not in NOTHING_SAID)


def counted(outcomes: Iterable[Outcome], what: str) -> Range:
    """How many charges are `declined`, `gained`, ...: surely, and at most."""
    found = Range()
    for one in outcomes:
        sure: Sure = getattr(one, what)
        found += Range(one.n * (sure is Sure.YES), one.n * (sure is not Sure.NO))
    return found


def outcomes(evaluator: Evaluator, found: Sequence[Found]) -> tuple[Outcome, ...]:
    """What becomes of each pattern; asking 0 is the draft, asking 1 (where there is one) what is current."""
    both = len(evaluator.question.askings) > 1
    weigh = _Weighing(evaluator, both)
    made = []
    for one in found:
        draft = evaluator.answer(one.pattern, DRAFT)
        current = evaluator.answer(one.pattern, CURRENT) if both else None
        told = weigh.sayings(one.pattern)
        flags = [_sure([test(said, was) for said, was in told]) for test in (_declined, _was, _gained, _lost, _changed)]
        made.append(Outcome(one.number, one.n, one.conduct, draft, current, *flags))
    return tuple(made)


class _Weighing:
    """Both answers together, as one diagram for each cell of the charge."""

    def __init__(self, evaluator: Evaluator, both: bool) -> None:
        self.evaluator, self.both = evaluator, both
        self.together = cache(self._together)

    def sayings(self, pattern: Pattern) -> list[tuple[Saying, Saying]]:
        """What the draft and the current documents say, for every completion and reading."""
        root = self.evaluator.possible(self.together, pattern)
        return [value for value in leaves(root) if value is not IMPOSSIBLE]

    def _together(self, meaning: Meaning, cell: int) -> Node:
        draft = meaning.said(DRAFT, cell)
        if not self.both:
            return self.evaluator.diagrams.apply(lambda said: (said, SILENCE), draft)
        return self.evaluator.diagrams.apply(lambda said, was: (said, was), draft, meaning.said(CURRENT, cell))


def _sure(told: Sequence[Sure]) -> Sure:
    if told and min(told) is max(told):
        return told[0]
    return Sure.PERHAPS if told else Sure.NO


def _of(saying: Saying) -> Sure:
    """Whether what is said declines: text that nobody has read may, and clauses that contradict each other may."""
    decisions = {said.decision for said in saying}
    if decisions == {Decision.DECLINE}:
        return Sure.YES
    return Sure.PERHAPS if decisions & {Decision.DECLINE, Decision.UNKNOWN} else Sure.NO


def _declined(said: Saying, was: Saying) -> Sure:  # noqa: ARG001 one of five tests of both
    return _of(said)


def _was(said: Saying, was: Saying) -> Sure:  # noqa: ARG001
    return _of(was)


def _gained(said: Saying, was: Saying) -> Sure:
    if said == was:  # the same clauses of the same document: the same, even where nobody has read them
        return Sure.NO
    return Sure(min(_of(said), Sure.YES - _of(was)))


def _lost(said: Saying, was: Saying) -> Sure:
    return _gained(was, said)


def _changed(said: Saying, was: Saying) -> Sure:
    now, before = ({one.decision for one in saying} for saying in (said, was))
    if said == was or (now == before and len(now) == 1 and Decision.UNKNOWN not in now):
        return Sure.NO
    apart = not now & before and Decision.UNKNOWN not in now | before
    return Sure.YES if apart else Sure.PERHAPS
