"""Which elements of the model policy does it not speak of?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nolle.analysis.lint import others
from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Named, Place, Slot
from nolle.analysis.lint.sections import current
from nolle.law.charges import Kind
from nolle.law.condition import OneOf
from nolle.law.elements import Asks, Element
from nolle.law.policy import Rule
from nolle.terms import Decision


def elements(case: Case) -> Iterator[Finding]:
    """Each element on charges that no rule names, or names in part; the opened part of the model apart."""
    if case.policy.is_model:
        return
    if not case.policy.rules:
        yield Finding("nothing-decided", Place(case.policy.id))
        return
    asked = _asked(case)
    without: list[Element] = []
    for element in case.library.elements.values():
        if element.asks is Asks.CHARGES and not element.beside:
            kinds = case.reach(OneOf("conduct", element.conduct)) & asked
            known = case.library.offenses
            law = frozenset(kind for kind in kinds.intersection(case.here) if current(case, known[kind.offense]))
            if law:
                yield from _element(case, element, law)
            elif not element.opened and not kinds & case.named_by(case.policy.rules):
                without.append(element)
    if without:
        classes = tuple(name for element in without for name in element.conduct)
        yield Finding("element-no-law", Place(case.policy.id), {"element": Named("conduct", classes)})


def _asked(case: Case) -> frozenset[Kind]:
    """The kinds of charge of which the model policies ask anything; all where there is no model."""
    found: list[frozenset[Kind]] = []
    models = [policy for policy in case.library.policies.values() if policy.is_model]
    for rule in (rule for model in models for rule in model.rules):
        scope = case.reach(rule.covers.named)
        bound = case.reach(rule.covers.bound) if rule.covers.bound is not None else frozenset()
        found.append(case.narrowed(scope | bound, rule.when))
    return frozenset().union(*found) if models else frozenset(case.kinds)


def _element(case: Case, element: Element, kinds: frozenset[Kind]) -> Iterator[Finding]:
    law = frozenset(
        kind for kind in kinds.intersection(case.here) if current(case, case.library.offenses[kind.offense])
    )
    mine = law & case.decided
    unread = [rule for rule in case.policy.rules if rule.then is Decision.UNKNOWN]
    read = [rule for rule in case.policy.rules if rule.then is not Decision.UNKNOWN]
    named, unknown = case.named_by(read), case.named_by(unread)
    if not mine:
        yield _finding(case, element, "element-beyond-office", law)
    elif mine & named:
        rest = mine - named - unknown
        if rest and not element.opened:
            yield _finding(case, element, "element-in-part", rest)
    elif mine & unknown:
        clause = next(rule.id for rule in unread if mine & case.named_by([rule]))
        yield _finding(case, element, "element-unread", mine, clause)
    else:
        yield from _unnamed(case, element, mine)


def _unnamed(case: Case, element: Element, kinds: frozenset[Kind]) -> Iterator[Finding]:
    """What an open list may hold is told apart from what no list can."""
    for rule in case.policy.rules:
        arguable = {kind.offense for kind in kinds & _arguable(case, rule)}
        perhaps = frozenset(kind for kind in kinds if kind.offense in arguable)
        if perhaps:
            check = "opened-element-perhaps" if element.opened else "element-only-opened"
            yield _finding(case, element, check, perhaps, rule.id)
            kinds -= perhaps
    if kinds:
        yield _finding(case, element, "opened-element-silent" if element.opened else "element-silent", kinds)


def _arguable(case: Case, rule: Rule) -> frozenset[Kind]:
    bounds = [v.covers.bound for v in rule.variants() if v is not None and v.covers.bound is not None]
    return frozenset().union(*(case.reach(bound) for bound in bounds))


def _finding(case: Case, element: Element, check: str, kinds: Iterable[Kind], clause: str = "") -> Finding:
    missing = tuple(sorted({kind.offense for kind in kinds}))
    slots: dict[str, Slot] = {
        "element": Named("conduct", element.conduct),
        "missing": Named("offense", missing),
        "clause": clause,
    }
    if case.office:
        slots["office"] = case.office.name
    at = Place(case.policy.id, "rules", clause) if clause else Place(case.policy.id)
    return Finding(check, at, slots, others.sparing(case, element.conduct), element.cite)
