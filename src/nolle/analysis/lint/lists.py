"""Does the policy name what it means: classes without bounds, lists that are open or empty?"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.analysis.lint import others
from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Named, Opened, Place, Slot, Words
from nolle.analysis.lint.sections import current
from nolle.law.condition import OneOf, walk
from nolle.law.facts import CHARGE_FACTS
from nolle.law.policy import Rule, conditions


def without_bounds(case: Case) -> Iterator[Finding]:
    """Rules that spare a class which no law bounds, and name no offense of it."""
    wide = case.advice("no-bounds").classes
    for rule in case.sparing:
        for name in _bare(case, rule):
            if name in wide:
                at = Place(case.policy.id, "rules", rule.id)
                yield Finding(
                    "no-bounds",
                    at,
                    {"clause": rule.id, "class": Named("conduct", (name,))},
                    others.closed(case, [name]),
                )


def _bare(case: Case, rule: Rule) -> tuple[str, ...]:
    """The classes that a rule names without an offense or a group beside them."""
    found: dict[str, None] = {}
    for part in (part for v in rule.variants() if v is not None for part in v.covers.parts):
        if all(test.fact not in ("offense", "group") for test in part.tests):
            tests = (test for test in part.tests if test.fact == "conduct")
            found.update(dict.fromkeys(value for test in tests for value in case.members(test.values)))
    return tuple(found)


def empty(case: Case) -> Iterator[Finding]:
    """Lists that hold nothing."""
    for name, named in case.policy.lists.items():
        if not named.values:
            yield Finding("empty-list", Place(case.policy.id, "lists", name), {"list": name})


def open_rules(case: Case) -> Iterator[Finding]:
    """Rules whose text opens the list of what they cover."""
    named = case.named_by(case.policy.rules)
    for rule in case.policy.rules:
        parts = [part for v in rule.variants() if v is not None for part in v.covers.parts]
        bounds = tuple(dict.fromkeys(part.open for part in parts if part.open is not None))
        to_any = any(part.open_to_any for part in parts)
        if not bounds and not to_any:
            continue
        within = (v.covers.bound for v in rule.variants() if v is not None and v.covers.bound is not None)
        arguable = frozenset().union(*(case.reach(bound) for bound in within)) & case.decided - named
        known = case.library.offenses
        offenses = {kind.offense for kind in arguable.intersection(case.here) if current(case, known[kind.offense])}
        slots: dict[str, Slot] = {"clause": rule.id, "open": Opened(bounds, to_any), "number": len(offenses)}
        yield Finding(
            "open-list",
            Place(case.policy.id, "rules", rule.id),
            slots,
            others.closed(case, others.classes(case.library, rule)),
        )


def open_lists(case: Case) -> Iterator[Finding]:
    """Named lists of the document that its text opens."""
    for name, named in case.policy.lists.items():
        if named.open:
            told = (
                Named("conduct", (named.open,)) if _of_charges(case, name) else Words((named.open.replace("_", " "),))
            )
            yield Finding("open-named-list", Place(case.policy.id, "lists", name), {"list": name, "open": told})


def _of_charges(case: Case, name: str) -> bool:
    scopes = (v.covers.named for rule in case.policy.rules for v in rule.variants() if v is not None)
    tests = (t for c in (*scopes, *conditions(case.policy)) for t in walk(c) if isinstance(t, OneOf))
    return any(name in test.values and test.fact in CHARGE_FACTS for test in tests)
