"""Does every clause do something? Exact, on the diagrams, over every kind of charge there is."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Place, Slot, Words
from nolle.law.policy import Exception_, Rule, clauses


def firing(case: Case) -> Iterator[Finding]:
    """Rules that apply nowhere, exceptions that never fire, clauses that are never heard."""
    for rule in case.policy.rules:
        paths = _clauses(rule)
        at = Place(case.policy.id, "rules", rule.id)
        if not paths:
            continue  # a preferred reading says that there is no such rule
        if rule.id not in case.firing:
            if case.named_by([rule]) & case.decided or rule.covers.bound is not None:
                yield Finding("rule-applies-nowhere", at, {"clause": rule.id})
            continue
        if not _voiced(case, rule.id):
            yield Finding("never-heard", at, {"clause": rule.id, "by": _by(case, rule.id)})
            continue
        for path, clause in paths.items():
            yield from _exception(case, path, clause)


def _clauses(rule: Rule) -> dict[str, Rule | Exception_]:
    """The clauses of all readings that can decide, each path once."""
    return {path: clause for variant in rule.variants() if variant is not None for path, clause in clauses(variant)}


def _exception(case: Case, path: str, clause: Rule | Exception_) -> Iterator[Finding]:
    parent = path.rpartition("/")[0]
    at = Place(case.policy.id, "rules", path)
    slots: dict[str, Slot] = {"clause": path}
    if not parent or parent not in case.firing:
        return  # what stands inside a clause that never fires is told with it
    if path not in case.firing:
        yield Finding("exception-never-fires", at, {**slots, "when": clause.when})
    elif not _voiced(case, path) and _voiced(case, parent):
        yield Finding("never-heard", at, {**slots, "by": _by(case, path)})


def _voiced(case: Case, path: str) -> bool:
    """Whether the clause, or one inside it, is ever among the answers."""
    return any(heard == path or heard.startswith(f"{path}/") for heard in case.heard)


def _by(case: Case, path: str) -> Words:
    """The clauses that say they override this one."""
    tail = path.rpartition("/")[2]
    every = ((other, clause) for rule in case.policy.rules for other, clause in _clauses(rule).items())
    found = [other for other, clause in every if other != path and {path, tail} & {*clause.overrides}]
    return Words(tuple(dict.fromkeys(found)))
