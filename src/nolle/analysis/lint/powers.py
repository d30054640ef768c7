"""Does the policy speak of charges that its office cannot decide?"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Named, Place, Slot, Words
from nolle.law.charges import Kind
from nolle.law.condition import All, Condition, Not, OneOf
from nolle.law.policy import Rule
from nolle.law.scope import Part

LEVEL = "level"


def powers(case: Case) -> Iterator[Finding]:
    """What the office cannot decide, value by value of what each rule names; or that its power is not known."""
    office, here = case.office, Place(case.policy.id)
    if office is None:
        return
    if not office.prosecutes:
        yield Finding("not-a-prosecutor", here, {"office": office.name})
    elif office.decides is None:
        note = Words((office.note,) if office.note else ())
        yield Finding("power-not-known", here, {"office": office.name, "note": note})
    else:
        for rule in case.policy.rules:
            yield from _beyond(case, rule, {"office": office.name, "power": office.decides})


def _beyond(case: Case, rule: Rule, slots: dict[str, Slot]) -> Iterator[Finding]:
    wholly: dict[tuple[str, str], None] = {}
    partly: dict[str, None] = {}
    for part in (part for v in rule.variants() if v is not None for part in v.covers.parts):
        for test in part.tests:
            for value in case.members(test.values):
                kinds = _kinds(case, part, test, value)
                if kinds and not kinds & case.decided:
                    wholly[test.fact, value] = None
                else:
                    partly.update(dict.fromkeys(_outside(case, kinds)))
    at = Place(case.policy.id, "rules", rule.id)
    for fact, value in wholly:
        yield Finding("beyond-the-office", at, {"clause": rule.id, "outside": Named(fact, (value,)), **slots})
    partly = {id: None for id in partly if ("offense", id) not in wholly}
    if partly:
        yield Finding(
            "beyond-the-office-in-part", at, {"clause": rule.id, "outside": Named("offense", tuple(partly)), **slots}
        )


def _kinds(case: Case, part: Part, test: OneOf, value: str) -> frozenset[Kind]:
    """The charges that this one value names in its part: those of the law of the place, if it has any."""
    tests: list[Condition] = [OneOf(t.fact, (value,)) if t is test else t for t in part.tests]
    if part.unless:
        tests.append(Not(part.unless.named))
    found = case.reach(All(tuple(tests)))
    local = found.intersection(case.here)
    return local if local and test.fact != LEVEL else found


def _outside(case: Case, kinds: frozenset[Kind]) -> list[str]:
    """The offenses all of whose charges among these lie outside the office's power."""
    inside = {kind.offense for kind in kinds & case.decided}
    return sorted({kind.offense for kind in kinds if kind.offense} - inside)
