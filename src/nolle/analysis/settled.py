"""Two coders' answers and what a team settled → the one answer that stands to each question, and what it rests on.

Nothing is guessed: where nobody looked the answer is `not_checked`, and an answer to an old wording says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nolle.law.survey import NOT_ASKED, NOT_CHECKED, Coded, Coding, Pinpoint, ReviewRow, SurveyQuestion


class Basis(StrEnum):
    """By what an answer stands."""

    AGREED = "agreed"
    REVIEW = "review"
    ONE_LOOKED = "one_looked"
    CODED_ONCE = "coded_once"
    FOLLOWS = "follows"
    NOT_CODED = "not_coded"
    CODE_AGAIN = "code_again"


_NOWHERE = Pinpoint()


@dataclass(frozen=True)
class Settled:
    """The answer that stands to one question about one policy; `version` is the wording that was answered.

    `again` says that the codebook has a newer wording, so that it must be coded again.
    """

    policy: str
    question: str
    version: int
    answer: str
    basis: Basis
    coders: tuple[str, ...] = ()
    at: Pinpoint = _NOWHERE
    searched: str = ""
    note: str = ""
    cause: str = ""
    on: str = ""
    again: bool = False


Rows = Mapping[tuple[str, str], ReviewRow]
"""Settled divergences by policy and question."""


def settled(
    codings: Sequence[Coding], reviewed: Rows, codebook: Mapping[str, SurveyQuestion]
) -> tuple[Settled, ...]:  # fmt: skip
    """The answers that stand about one policy, coded by one person or two, in the order of the codebook."""
    first, *second = sorted(codings, key=lambda coding: coding.coding.coder)
    made = _Policy(first, second[0] if second else None, reviewed, codebook)
    return tuple(made.answer(id) for id in codebook)


class _Policy:
    """The answers of one policy; that of a question may hang on that of another."""

    def __init__(
        self, first: Coding, second: Coding | None, reviewed: Rows, codebook: Mapping[str, SurveyQuestion]
    ) -> None:
        self.policy, self.reviewed, self.codebook = first.coding.policy, reviewed, codebook
        both = [first, *([second] if second else [])]
        self.given = [(one.coding.coder, {answer.question: answer for answer in one.answers}) for one in both]
        self._made: dict[str, Settled] = {}

    def answer(self, id: str) -> Settled:
        if id not in self._made:
            self._made[id] = self._settle(self.codebook[id])
        return self._made[id]

    def _settle(self, question: SurveyQuestion) -> Settled:
        sides = [(coder, there[question.id]) for coder, there in self.given if question.id in there]
        if not sides:
            return Settled(self.policy, question.id, question.version, NOT_CHECKED, Basis.NOT_CODED)
        if any(answer.version != question.version for _, answer in sides):
            return self._old(question, sides)
        if not self._asked(question):
            return Settled(self.policy, question.id, question.version, NOT_ASKED, Basis.FOLLOWS, _coders(sides))
        row = self.reviewed.get((self.policy, question.id))
        looked = [(coder, a) for coder, a in sides if a.answer not in (NOT_CHECKED, NOT_ASKED)]
        if not looked:
            return Settled(self.policy, question.id, question.version, NOT_CHECKED, Basis.NOT_CODED, _coders(sides))
        if len({answer.answer for _, answer in looked}) > 1:
            return self._reviewed(question, looked, row)
        basis = Basis.CODED_ONCE if len(self.given) == 1 else Basis.AGREED if len(looked) == 2 else Basis.ONE_LOOKED
        return self._said(question.version, looked, basis)

    def _asked(self, question: SurveyQuestion) -> bool:
        """Whether what stands to the parent question lets this one arise."""
        asked = question.asked_when
        return (
            asked is None or asked.question not in self.codebook or self.answer(asked.question).answer in asked.answer
        )

    def _old(self, question: SurveyQuestion, sides: Sequence[tuple[str, Coded]]) -> Settled:
        """What stood under the old wording stands as such, if it was one answer, until it is coded again."""
        same = len({(answer.answer, answer.version) for _, answer in sides}) == 1
        if same:
            return self._said(sides[0][1].version, sides, Basis.CODE_AGAIN, again=True)
        return Settled(
            self.policy, question.id, question.version, NOT_CHECKED, Basis.CODE_AGAIN, _coders(sides), again=True
        )

    def _reviewed(
        self, question: SurveyQuestion, looked: Sequence[tuple[str, Coded]], row: ReviewRow | None
    ) -> Settled:  # fmt: skip
        assert row is not None, "a divergence without a row is refused before"
        stands = [(coder, answer) for coder, answer in looked if answer.answer == row.decision] or looked
        said = stands[0][1]
        return Settled(
            self.policy, question.id, question.version, row.decision, Basis.REVIEW, _coders(looked), said.at,
            said.searched, row.note, row.cause, row.on,
        )  # fmt: skip

    def _said(
        self, version: int, sides: Sequence[tuple[str, Coded]], basis: Basis, again: bool = False
    ) -> Settled:  # fmt: skip
        said = sides[0][1]
        return Settled(
            self.policy, said.question, version, said.answer, basis, _coders(sides), said.at, said.searched, said.note,
            again=again,
        )  # fmt: skip


def _coders(sides: Sequence[tuple[str, Coded]]) -> tuple[str, ...]:
    return tuple(coder for coder, _ in sides)


# -- what is another answer than before


@dataclass(frozen=True)
class Before:
    """An answer of an earlier release."""

    policy: str
    question: str
    version: int
    answer: str


class Cause(StrEnum):
    """Causes of a changed answer that follow by themselves; all others a team must say."""

    QUESTION_CHANGED = "question_changed"
    PARENT_CHANGED = "parent_changed"


@dataclass(frozen=True)
class Changed:
    """An answer that is another one than in the earlier release; `cause` is empty where nothing says why."""

    before: Before
    after: Settled
    cause: str = ""
    on: str = ""
    note: str = ""


def changed(
    before: Mapping[tuple[str, str], Before], now: Sequence[Settled], since: str,
    codebook: Mapping[str, SurveyQuestion],
) -> Iterator[Changed]:  # fmt: skip
    """The answers that are others now, with the cause where the question, its parent or a review after `since` says it.

    What nobody had looked at before is no change of an answer.
    """
    others = {(one.policy, one.question): one for one in now}
    parents = {id: q.asked_when.question for id, q in codebook.items() if q.asked_when}
    for key, old in before.items():
        one = others.get(key)
        if one is None or one.answer == old.answer or old.answer in ("", NOT_CHECKED):
            continue
        above = (one.policy, parents.get(one.question, ""))
        turned = above in before and above in others and before[above].answer != others[above].answer
        if one.version != old.version or one.again:
            question = codebook[one.question]
            said = [change for change in question.changes if change.version > old.version]
            what, on = "; ".join(change.what for change in said), str(said[-1].on) if said else ""
            yield Changed(old, one, Cause.QUESTION_CHANGED, on, what)
        elif one.basis is Basis.REVIEW and one.on > since:
            yield Changed(old, one, one.cause, one.on, one.note)
        elif turned and NOT_ASKED in (one.answer, old.answer):
            yield Changed(old, one, Cause.PARENT_CHANGED, note=f"hangs on {above[1]}")
        else:
            yield Changed(old, one)
