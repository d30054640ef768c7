"""The answers that follow from the encoded rules of a policy, to be laid beside what people coded.

Asked as if in force and as written, of plain charges: nothing else special about them. Where the rules do not
settle an answer none is given, and the reason is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nolle.analysis.intercoder.charges import Plain
from nolle.law.library import Library
from nolle.law.policy import Policy, Rule, clauses
from nolle.law.survey import NO, NOT_ADDRESSED, UNCLEAR, YES, Computing, SurveyQuestion
from nolle.terms import DECLINING, Decision, Instrument, Strength


@dataclass(frozen=True)
class ComputedAnswer:
    """What the rules give for one question; `answer` is empty where they give none. `because` says what it rests on."""

    question: str
    answer: str
    because: str


def computed_answers(policy: Policy, library: Library) -> dict[str, ComputedAnswer]:
    """The computed answer to each question of the codebook that can be computed, by the question's id."""
    plain = Plain(policy, library)
    asked = {id: q for id, q in library.survey.items() if q.computed is not None}
    return {id: ComputedAnswer(id, *_answer(question, policy, plain)) for id, question in asked.items()}


def _answer(question: SurveyQuestion, policy: Policy, plain: Plain) -> tuple[str, str]:
    computed = question.computed
    assert computed is not None
    match computed.what:
        case Computing.CHARGES:
            return plain.answer(computed.of)
        case Computing.KIND:
            return (
                ("", "the model is no instrument") if policy.kind is Instrument.MODEL else (policy.kind.value, "kind")
            )
        case Computing.APPROVAL:
            return _rules(policy, _needs_approval, "rules that ask for approval, or only presume")
        case Computing.EXCEPTIONS:
            return _rules(policy, lambda rule: rule.then in DECLINING and bool(rule.unless), "rules with exceptions")
        case Computing.RELIEF:
            return _named([r.id for r in policy.relief if set(r.reach) & set(computed.of)], "relief")
        case Computing.PROTECTION:
            return _named([p.id for p in policy.protections if p.kind in computed.of], "protections")
        case Computing.PUBLISHED:
            return _published(policy)


def _needs_approval(rule: Rule) -> bool:
    asks = any(clause.then is Decision.SUPERVISORY_APPROVAL for _, clause in clauses(rule))
    return asks or any(clause.strength is Strength.PRESUMPTIVE for _, clause in clauses(rule))


def _rules(policy: Policy, has: Callable[[Rule], bool], what: str) -> tuple[str, str]:
    """Yes where a rule has it on every reading, unclear where only on some."""
    sure: list[str] = []
    perhaps: list[str] = []
    for rule in policy.rules:
        told = [variant is not None and has(variant) for variant in rule.variants()]
        if any(told):
            (sure if all(told) else perhaps).append(rule.id)
    if sure:
        return YES, f"{what}: {', '.join(sure)}"
    if perhaps:
        return UNCLEAR, f"on one reading only, {what}: {', '.join(perhaps)}"
    return NOT_ADDRESSED, f"no {what}"


def _named(ids: list[str], what: str) -> tuple[str, str]:
    return (YES, f"{what}: {', '.join(ids)}") if ids else (NOT_ADDRESSED, f"no such {what}")


_TRUTH: Mapping[str, str] = {"true": YES, "yes": YES, "false": NO, "no": NO}


def _published(policy: Policy) -> tuple[str, str]:
    told = policy.communication.published if policy.communication else ""
    if told and told not in _TRUTH:
        return "", f"the document says: {told}"
    return (
        (_TRUTH[told], f"communication: published {told}") if told else (NOT_ADDRESSED, "no communication is recorded")
    )
