"""Two coders' sheets of one version of a policy → one pair of answers for each question, and what came of it.

A pair counts only where both were asked the same version of a question and both looked. Every other pair is kept
and named, so that the counts add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nolle.law.survey import NOT_ASKED, NOT_CHECKED, Coded, Coding, Side, SurveyQuestion


class Outcome(StrEnum):
    """What came of one pair of answers; the first two are counted, the others are not."""

    AGREE = "agree"
    DIVERGE = "diverge"
    OLD_VERSION = "old_version"
    NOT_CHECKED = "not_checked"
    NOT_ASKED = "not_asked"
    NOT_CODED = "not_coded"


COUNTED = (Outcome.AGREE, Outcome.DIVERGE)


@dataclass(frozen=True)
class Pair:
    """Two answers to one version of one question about one policy; the first coder is the first by initials."""

    policy: str
    question: str
    version: int
    first: Side
    second: Side
    outcome: Outcome


def pairs(codings: Iterable[Coding], codebook: Mapping[str, SurveyQuestion]) -> tuple[Pair, ...]:
    """The pairs of all policies of a batch, in the order of the codebook.

    Each policy must have two codings, by different coders and with the same versions; who is given first does
    not matter.
    """
    by_policy: dict[str, list[Coding]] = {}
    for coding in codings:
        by_policy.setdefault(coding.coding.policy, []).append(coding)
    return tuple(pair for _, both in sorted(by_policy.items()) for pair in _of_policy(both, codebook))


def _of_policy(both: Sequence[Coding], codebook: Mapping[str, SurveyQuestion]) -> Iterator[Pair]:
    first, second = sorted(both, key=lambda coding: coding.coding.coder)
    left, right = ({answer.question: answer for answer in coding.answers} for coding in (first, second))
    for id, question in codebook.items():
        one, two = (given.get(id, Coded(question=id, version=0)) for given in (left, right))
        outcome = _outcome(one, two, question.version) if id in left and id in right else Outcome.NOT_CODED
        sides = _side(first.coding.coder, one), _side(second.coding.coder, two)
        yield Pair(first.coding.policy, id, one.version, *sides, outcome)


def _side(coder: str, answer: Coded) -> Side:
    return Side(coder=coder, answer=answer.answer, at=answer.at, searched=answer.searched, note=answer.note)


def _outcome(one: Coded, two: Coded, version: int) -> Outcome:
    said = {one.answer, two.answer}
    if one.version != version or two.version != version:
        return Outcome.OLD_VERSION
    if NOT_CHECKED in said:
        return Outcome.NOT_CHECKED
    if NOT_ASKED in said:
        return Outcome.NOT_ASKED
    return Outcome.AGREE if len(said) == 1 else Outcome.DIVERGE
