"""Does each document still decide its own examples as it says?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nolle.law.condition import BadCondition
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.knowledge import Knowledge, pattern, read
from nolle.law.library import Library
from nolle.law.policy import Example, Policy
from nolle.law.question import Asking, Question


@dataclass(frozen=True)
class Outcome:
    """One example, what it got, and in what it differs from what it expects (empty: it holds)."""

    policy: str
    index: int
    name: str
    differs: str


def outcomes(policy: Policy, library: Library) -> Iterator[Outcome]:
    """Run every example of a policy."""
    evaluators: dict[bool, Evaluator] = {}
    for index, example in enumerate(policy.examples):
        as_if = policy.governs not in example.given
        if as_if not in evaluators:
            evaluators[as_if] = Evaluator(_question(policy, library, as_if))
        try:
            differs = _differs(example, evaluators[as_if], library)
        except BadCondition as fault:
            differs = fault.what
        yield Outcome(policy.id, index, example.name, differs)


def _question(policy: Policy, library: Library, as_if: bool) -> Question:
    catalogue = library.catalogue(library.state_of([library.place_of(policy)]))
    asking = Asking(policy.id, (policy,), library.offices, as_if or policy.is_model)
    return Question(catalogue, library.dictionary, [asking], accept_unverified=False)


def _differs(example: Example, evaluator: Evaluator, library: Library) -> str:
    question = evaluator.question
    place = library.place_of(question.askings[0].policies[0])
    given = {"place": place, **example.given} if place else example.given
    known: Knowledge = read(given, question.catalogue, question.dictionary)
    found = pattern(known, question)
    answer = evaluator.answer(found)
    wrong = list(_compared(example, answer))
    promises = {promise.id: promise.answer for promise in evaluator.promises(found)}
    for id, expected in example.expect.protections.items():
        if promises.get(id) != expected:
            wrong.append(f"protection {id}: expected {expected}, got {promises.get(id, 'no such protection')}")
    return "; ".join(wrong)


def _compared(example: Example, answer: Answer) -> Iterator[str]:
    expect = example.expect
    for name, wanted, got in (
        ("decision", expect.decision, answer.decision),
        ("rule", expect.rule, answer.rule),
        ("candidates", _sorted(expect.candidates), _sorted(answer.candidates)),
        ("needs", _sorted(expect.needs), _sorted(answer.needs)),
        ("because", _sorted(expect.because), _sorted(answer.because)),
    ):
        if wanted is not None and wanted != got:
            yield f"{name}: expected {_shown(wanted)}, got {_shown(got)}"


def _sorted(values: tuple[str, ...] | None) -> list[str] | None:
    return None if values is None else sorted(values)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return str(value) or "none"
