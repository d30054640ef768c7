"""The End Demand pattern: selling is declined or diverted, and buying prosecuted, where nothing else is special."""

from __future__ import annotations

from collections.abc import Iterable

from nolle.law.charges import ELEMENTS, Kind, is_class
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.knowledge import Knowledge, pattern, usual_facts
from nolle.law.question import Question
from nolle.law.variables import Pattern
from nolle.terms import DECLINING, Decision

SELLING, BUYING = "selling", "buying"
LENIENT = (*DECLINING, Decision.DIVERT)


def follows(evaluator: Evaluator, kinds: Iterable[Kind], asking: int = 0) -> bool:
    """Whether some plain charge of selling is declined or diverted, and some plain one of buying prosecuted."""
    selling, buying = _decided(evaluator, kinds, asking)
    return any(a.decision in LENIENT for a in selling) and any(a.decision is Decision.WILL_PROSECUTE for a in buying)


def rules(evaluator: Evaluator, kinds: Iterable[Kind], asking: int = 0) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clauses that are lenient on selling, and those that prosecute buying; both empty where one is."""
    selling, buying = _decided(evaluator, kinds, asking)
    lenient = dict.fromkeys(a.rule for a in selling if a.decision in LENIENT)
    prosecuting = dict.fromkeys(a.rule for a in buying if a.decision is Decision.WILL_PROSECUTE)
    return (tuple(lenient), tuple(prosecuting)) if lenient and prosecuting else ((), ())


def perhaps(evaluator: Evaluator, kinds: Iterable[Kind], asking: int = 0) -> tuple[str, ...]:
    """The clauses that could make the pattern where some answer is open; none where it is sure, or cannot be."""
    selling, buying = _decided(evaluator, kinds, asking)
    could = [said.rule for a in selling for said in a.rules if said.decision in LENIENT]
    would = [said.rule for a in buying for said in a.rules if said.decision is Decision.WILL_PROSECUTE]
    sure = any(a.decision in LENIENT for a in selling) and any(a.decision is Decision.WILL_PROSECUTE for a in buying)
    return tuple(dict.fromkeys((*could, *would))) if could and would and not sure else ()


def _decided(evaluator: Evaluator, kinds: Iterable[Kind], asking: int) -> tuple[list[Answer], list[Answer]]:
    found: dict[str, dict[Pattern, None]] = {SELLING: {}, BUYING: {}}
    for kind in sorted(kinds):
        for conduct, patterns in found.items():
            if is_class(kind.conduct, conduct) and not any(getattr(kind, element) for element in ELEMENTS):
                patterns[ordinary(evaluator.question, kind)] = None
    selling, buying = ([evaluator.answer(p, asking) for p in patterns] for patterns in found.values())
    return selling, buying


def ordinary(question: Question, kind: Kind) -> Pattern:
    """A charge of this kind with nothing special about it: no other charge, no history, every fact as usual."""
    usual = usual_facts(question.dictionary)
    return pattern(Knowledge(frozenset({kind}), usual, others_complete=True, ordinary=True), question)
