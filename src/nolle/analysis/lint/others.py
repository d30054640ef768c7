"""How others wrote it: the clauses of other documents that have what a check misses, found by asking the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from nolle.analysis.lint.case import SPARING, Case
from nolle.analysis.lint.finding import Place
from nolle.law.charges import is_class
from nolle.law.condition import Condition, OneOf, facts, walk
from nolle.law.library import Library
from nolle.law.policy import Commitment, Policy, Rule, clauses
from nolle.terms import Decision, EventType, Instrument

REPORTS = "report."
"""Facts about a person's report of a crime begin so."""


def documents(case: Case) -> Iterator[Policy]:
    """Every other document that may be shown, in the order of their ids; what a candidate promised shows nobody how."""
    for id, policy in sorted(case.library.policies.items()):
        promised = policy.kind is Instrument.CAMPAIGN_PROMISE
        if id != case.policy.id and not policy.private and not promised:
            yield policy


def rules(case: Case, wanted: Callable[[Rule], bool]) -> tuple[Place, ...]:
    """The rules of other documents that are as wanted."""
    return tuple(Place(p.id, "rules", rule.id) for p in documents(case) for rule in p.rules if wanted(rule))


def sparing(case: Case, conduct: Collection[str]) -> tuple[Place, ...]:
    """Rules that spare charges of one of these classes, by class or by offense."""
    return rules(case, lambda rule: rule.then in SPARING and speaks_of(case.library, rule, conduct))


def closed(case: Case, conduct: Collection[str]) -> tuple[Place, ...]:
    """Rules that spare such charges and name them one by one, without leaving the list open."""

    def named(rule: Rule) -> bool:
        wide = {value for value in _values(rule.covers.named, "conduct") if "/" not in value}
        return rule.covers.bound is None and not wide & {*conduct} and speaks_of(case.library, rule, conduct)

    return rules(case, lambda rule: rule.then in SPARING and named(rule))


def citing(case: Case, offenses: Collection[str]) -> tuple[Place, ...]:
    """Rules that cite one of these offenses."""
    return rules(case, lambda rule: bool({*_values(rule.covers.named, "offense")} & {*offenses}))


def relief(case: Case, reach: str) -> tuple[Place, ...]:
    """Relief that reaches such cases."""
    found = ((p, item) for p in documents(case) for item in p.relief if reach in item.reach)
    return tuple(Place(p.id, "relief", item.id) for p, item in found)


def protections(case: Case) -> tuple[Place, ...]:
    """Protections, and rules that look at a report."""
    beside = tuple(Place(p.id, "protections", item.id) for p in documents(case) for item in p.protections)
    return beside + rules(case, looks_at_reports)


def commitments(case: Case, words: Collection[str]) -> tuple[Place, ...]:
    """Commitments that speak of one of these words."""
    found = ((p, n, item) for p in documents(case) for n, item in enumerate(p.commitments, 1))
    return tuple(Place(p.id, "commitments", item.id or str(n)) for p, n, item in found if mentions(item, words))


def approving(case: Case) -> tuple[Place, ...]:
    """Rules that need approval and say whose."""
    return rules(
        case, lambda rule: any(c.then is Decision.SUPERVISORY_APPROVAL and c.provided for _, c in clauses(rule))
    )


def begun(case: Case) -> tuple[Place, ...]:
    """Documents that give the very day on which they take effect."""
    found = ((p, n, e) for p in documents(case) for n, e in enumerate(p.events, 1))
    return tuple(
        Place(p.id, "events", str(n))
        for p, n, e in found
        if e.type is EventType.IN_EFFECT and not e.rules and e.span.exact
    )


def deciding(case: Case, decisions: Collection[Decision], state: str) -> tuple[Place, ...]:
    """Rules that decide so: of the same state, or of any where it has none."""
    found = rules(case, lambda rule: rule.then in decisions)
    return tuple(place for place in found if place.policy.startswith(f"{state}/")) or found


# ---------------------------------------------------------------- what a clause speaks of


def speaks_of(library: Library, rule: Rule, conduct: Collection[str]) -> bool:
    """Whether a rule names a class, a part or the whole of it, or an offense that may be of this class."""
    named = _values(rule.covers.named, "conduct")
    if any(is_class(value, wanted) or is_class(wanted, value) for value in named for wanted in conduct):
        return True
    cited = (library.offenses[id] for id in _values(rule.covers.named, "offense") if id in library.offenses)
    return any(is_class(value, wanted) for law in cited for value in law.conduct for wanted in conduct)


def classes(library: Library, rule: Rule) -> tuple[str, ...]:
    """The classes of conduct that a rule names, or that the offenses it cites are of."""
    cited = (library.offenses[id] for id in _values(rule.covers.named, "offense") if id in library.offenses)
    return tuple(dict.fromkeys((*_values(rule.covers.named, "conduct"), *(c for law in cited for c in law.conduct))))


def looks_at_reports(rule: Rule) -> bool:
    """Whether some condition of a rule asks about a report of a crime."""
    told = [clause.when for variant in rule.variants() if variant is not None for _, clause in clauses(variant)]
    return any(fact.startswith(REPORTS) for condition in told for fact in facts(condition))


def mentions(item: Commitment, words: Collection[str]) -> bool:
    """Whether what a commitment says holds one of these words, or one that begins so."""
    return mention(f"{item.to} {item.says}", words)


def mention(text: str, words: Collection[str]) -> bool:
    """Whether a text holds one of these words, or one that begins so."""
    plain = text.replace("_", " ")
    return any(re.search(rf"\b{re.escape(word)}", plain, re.IGNORECASE) for word in words)


def _values(condition: Condition, fact: str) -> list[str]:
    return [v for part in walk(condition) if isinstance(part, OneOf) and part.fact == fact for v in part.values]
