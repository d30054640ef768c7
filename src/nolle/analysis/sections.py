"""Which sections of a place's law a policy speaks of, by which clauses, and which it leaves out.

Every section is asked of the evaluator, so that a table of sections cannot part from the rules. A section that a list
only might reach, because the text leaves it open, is none that the policy names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nolle.law.charges import Catalogue, Kind, holds, is_charge_condition
from nolle.law.condition import All, Any_, Condition, Not, OneOf
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.knowledge import pattern, read
from nolle.law.policy import Policy, Rule
from nolle.terms import Decision


@dataclass(frozen=True)
class Section:
    """One section that one rule names: what the rule says of it, and how much of the section it means.

    `clauses` are the rule and those of its exceptions that can decide a charge under this section. `conduct` and
    `levels` hold the part of the section that is meant, where it is not all of it. `always`: no condition of the rule
    and no exception can change it for a charge under this section.
    """

    offense: str
    rule: str
    decision: Decision
    clauses: tuple[str, ...]
    conduct: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    always: bool = False


def sections(evaluator: Evaluator, policy: Policy, offenses: Iterable[str]) -> tuple[Section, ...]:
    """The sections that the rules of a policy name, in the order of its rules and then of `offenses`.

    The evaluator's first asking must be of this policy. A part of a section is left out where the whole is named.
    """
    catalogue = evaluator.question.catalogue
    told = {id: _answer(evaluator, id) for id in offenses}
    found: list[Section] = []
    for rule in policy.rules:
        inside = {id: _inside(catalogue, policy, rule, id) for id in told}
        whole = {id for id, kinds in inside.items() if kinds and len(kinds) == len(catalogue.kinds(id))}
        for id, kinds in inside.items():
            paths = dict.fromkeys(said.rule for said in told[id].rules)
            clauses = tuple(path for path in paths if path.partition("/")[0] == rule.id)
            if kinds and clauses and not whole & set(catalogue.within(id)[1:]):
                part = _part(catalogue, id, kinds)
                found.append(Section(id, rule.id, rule.then, clauses, *part, always=told[id].decision is rule.then))
    return tuple(found)


def unnamed(catalogue: Catalogue, other: Policy, offenses: Iterable[str], named: Iterable[str]) -> tuple[str, ...]:
    """The sections that another policy (the model) names or opens its lists to, and that are not among `named`.

    A part of a section is left out where the whole is already on the list.
    """
    had = set(named)
    left: list[str] = []
    for id in offenses:
        near = set(catalogue.within(id))
        reached = any(_reached(catalogue, other, rule, id) for rule in other.rules)
        if reached and not near & had and not near & set(left) and not set(catalogue.parts(id)) & had:
            left.append(id)
    return tuple(left)


def _answer(evaluator: Evaluator, offense: str) -> Answer:
    question = evaluator.question
    return evaluator.answer(pattern(read({"offense": offense}, question.catalogue, question.dictionary), question))


def _inside(catalogue: Catalogue, policy: Policy, rule: Rule, offense: str) -> frozenset[Kind]:
    """The kinds of charge under a section that the rule names, in any of its readings, and does not rule out."""
    found: set[Kind] = set()
    for variant in rule.variants():
        if variant is not None:
            tests = [resolved(variant.covers.named, policy)]
            tests += [test for test in _parts(variant.when) if is_charge_condition(test)]
            found |= {kind for kind in catalogue.kinds(offense) if _all(catalogue, tests, kind)}
    return frozenset(found)


def _reached(catalogue: Catalogue, policy: Policy, rule: Rule, offense: str) -> bool:
    scopes = [rule.covers.named] + [rule.covers.bound] * (rule.covers.bound is not None)
    scope = resolved(Any_(tuple(scopes)), policy)
    tests = [test for test in _parts(rule.when) if is_charge_condition(test)]
    return any(_all(catalogue, [scope, *tests], kind) for kind in catalogue.kinds(offense))


def resolved(condition: Condition, policy: Policy) -> Condition:
    """The condition with the policy's named lists written out."""
    match condition:
        case OneOf(fact, values):
            spelled = [
                v for value in values for v in (policy.lists[value].values if value in policy.lists else (value,))
            ]
            return OneOf(fact, tuple(dict.fromkeys(spelled)))
        case All(parts):
            return All(tuple(resolved(part, policy) for part in parts))
        case Any_(parts):
            return Any_(tuple(resolved(part, policy) for part in parts))
        case Not(part):
            return Not(resolved(part, policy))
        case _:
            return condition


def _parts(condition: Condition) -> Sequence[Condition]:
    return condition.parts if isinstance(condition, All) else (condition,)


def _all(catalogue: Catalogue, tests: Iterable[Condition], kind: Kind) -> bool:
    return all(holds(test, lambda test: catalogue.test(test)(kind)) for test in tests)


def _part(catalogue: Catalogue, offense: str, inside: frozenset[Kind]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The classes and levels that are meant, each empty where it does not tell the meant from the rest."""
    outside = catalogue.kinds(offense) - inside
    conduct = {kind.conduct for kind in inside}
    levels = {kind.level.value for kind in inside}
    apart = {kind.conduct for kind in outside} - conduct
    lower = {kind.level.value for kind in outside} - levels
    return (tuple(sorted(conduct)) if apart else (), tuple(sorted(levels)) if lower else ())
