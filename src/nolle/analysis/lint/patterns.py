"""Does it follow the End Demand pattern, and does a law of the state reach it?"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.analysis.lint import others
from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Place, Slot, Words
from nolle.analysis.lint.sections import last_day
from nolle.law import end_demand
from nolle.law.limits import Limit, LimitKind
from nolle.law.policy import Rule
from nolle.terms import Confidence, Decision, Strength

_DOUBTFUL = (Confidence.UNVERIFIED, Confidence.PARTIAL)


def pattern(case: Case) -> Iterator[Finding]:
    """Selling spared and buying prosecuted: surely, or for all that can be told."""
    kinds = case.here or [kind for kind in case.kinds if not kind.offense]
    lenient, prosecuting = end_demand.rules(case.evaluator, kinds)
    spared = others.sparing(case, [end_demand.BUYING])
    if lenient:
        slots: dict[str, Slot] = {"named": Words(lenient), "clause": Words(prosecuting)}
        yield Finding("end-demand", Place(case.policy.id, "rules", prosecuting[0]), slots, spared)
    elif because := end_demand.perhaps(case.evaluator, kinds):
        yield Finding("end-demand-perhaps", Place(case.policy.id), {"clause": Words(because)}, spared)


def limits(case: Case) -> Iterator[Finding]:
    """The laws of the state that reach what a rule says, and those that let somebody end its author's term."""
    for limit in case.library.limits.values():
        if limit.jurisdiction != case.state or _over(case, limit):
            continue
        if limit.kind is LimitKind.REMOVAL:
            if case.sparing:
                yield Finding("limit-removal", Place(case.policy.id), _told(limit), cite=limit.cite)
        else:
            for rule in case.sparing:
                yield from _refusal(case, limit, rule)


def _refusal(case: Case, limit: Limit, rule: Rule) -> Iterator[Finding]:
    decisions = dict.fromkeys(v.then for v in rule.variants() if v is not None)
    presumptive = any(v.strength is Strength.PRESUMPTIVE for v in rule.variants() if v is not None)
    doubtful = limit.confidence in _DOUBTFUL or presumptive
    spared = [decision for decision in limit.spares if decision is not Decision.WILL_PROSECUTE]
    for decision in decisions:
        if decision in (*limit.reaches, *limit.unclear):
            sure = decision in limit.reaches and not doubtful
            at = Place(case.policy.id, "rules", rule.id)
            slots: dict[str, Slot] = {"clause": rule.id, "act": decision, **_told(limit)}
            found = others.deciding(case, spared, case.state) if spared else ()
            yield Finding("limit-refusal" if sure else "limit-refusal-unclear", at, slots, found, limit.cite)


def _told(limit: Limit) -> dict[str, Slot]:
    told = {"law": limit.title, "says": limit.says, "tried": limit.tried, "doubt": limit.note}
    return {name: Words((" ".join(text.split()),) if text else ()) for name, text in told.items()}


def _over(case: Case, limit: Limit) -> bool:
    """Whether the policy had ended before the law began."""
    ended, begun = last_day(case), limit.in_force.from_
    return bool(ended and begun and ended.last <= begun.first)
