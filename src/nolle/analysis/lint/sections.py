"""Does the policy cite sections that have ended, and does it name what took their place?"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.analysis.lint import others
from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Named, Place, Slot
from nolle.dates import Span
from nolle.law.condition import OneOf, walk
from nolle.law.offense import Offense
from nolle.law.policy import Rule
from nolle.terms import Confidence, EventType

ENDED = ("repealed", "renumbered", "amended")
_STARTS = (EventType.IN_EFFECT, EventType.ANNOUNCED, EventType.CONTINUED, EventType.MADE_PERMANENT)
_ENDS = (EventType.SUPERSEDED, EventType.REVOKED, EventType.LAPSED)


def sections(case: Case) -> Iterator[Finding]:
    """Each section that a rule cites and that has ended, with its successor where no rule names that."""
    for rule in case.policy.rules:
        old: dict[str, list[Offense]] = {}
        for law in (case.library.offenses[id] for id in _cited(case, rule) if id in case.library.offenses):
            if has_ended(law) and not _outlived(case, law):
                yield from _ended(case, rule, law, old)
        at = Place(case.policy.id, "rules", rule.id)
        for check, laws in old.items():
            slots: dict[str, Slot] = {"clause": rule.id, "ended": Named("ended", tuple(law.id for law in laws))}
            yield Finding(check, at, slots, others.closed(case, {name for law in laws for name in law.conduct}))


def has_ended(law: Offense) -> bool:
    """Whether the text of the law stands no longer, as far as the catalogue knows."""
    return law.status in ENDED or law.in_force.to is not None


def ended_before(case: Case, law: Offense) -> bool | None:
    """Whether it had ended before the policy began; None where a day is not known."""
    begun = first_day(case)
    if law.in_force.to is None or begun is None:
        return None
    return bool(law.in_force.to.last < begun.first)


def current(case: Case, law: Offense) -> bool:
    """Whether a charge under it could be brought while the policy was in force, as far as the days are known."""
    over, begun = last_day(case), law.in_force.from_
    if over is not None and begun is not None and over.last <= begun.first:
        return False
    before = ended_before(case, law)
    return not before if before is not None else not (has_ended(law) and law.in_force.to is None)


def first_day(case: Case) -> Span | None:
    """The day on which the policy as a whole began."""
    return min(case.days(*_STARTS), key=lambda span: span.first, default=None)


def last_day(case: Case) -> Span | None:
    """The day from which the policy as a whole was in force no longer."""
    return min(case.days(*_ENDS), key=lambda span: span.first, default=None)


def _outlived(case: Case, law: Offense) -> bool:
    """Whether the policy had ended before the section did."""
    over = last_day(case)
    return bool(over and law.in_force.to and over.last <= law.in_force.to.first)


def _cited(case: Case, rule: Rule) -> tuple[str, ...]:
    tests = (t for v in rule.variants() if v is not None for t in walk(v.covers.named) if isinstance(t, OneOf))
    return tuple(dict.fromkeys(value for t in tests if t.fact == "offense" for value in case.members(t.values)))


def _ended(case: Case, rule: Rule, law: Offense, old: dict[str, list[Offense]]) -> Iterator[Finding]:
    """A successor that is left out; what has ended without one, or with one that is named, goes to `old`."""
    newer = _newest(case, law)
    covered = newer is not None and _covered(case, newer)
    at = Place(case.policy.id, "rules", rule.id)
    if newer is not None and not covered and law.confidence is not Confidence.UNVERIFIED:
        slots: dict[str, Slot] = {"clause": rule.id, "ended": Named("ended", (law.id,))}
        slots["successor"] = Named("offense", (newer.id,))
        yield Finding("successor-left-out", at, slots, others.citing(case, {newer.id}))
    elif law.status != "amended" or not covered:  # an earlier text whose text of today is named too says nothing
        before = ended_before(case, law)
        check = {True: "section-ended-before", False: "section-ended-since", None: "section-ended"}[before]
        old.setdefault(check, []).append(law)


def _newest(case: Case, law: Offense) -> Offense | None:
    """The last of the sections that took its place, if it has one."""
    seen = {law.id}
    newer = case.library.offenses.get(law.successor)
    while newer is not None and newer.successor and newer.id not in seen:
        seen.add(newer.id)
        newer = case.library.offenses.get(newer.successor)
    return newer


def _covered(case: Case, law: Offense) -> bool:
    within = case.evaluator.question.catalogue.within
    kinds = frozenset(kind for kind in case.kinds if kind.offense and law.id in within(kind.offense))
    return bool(kinds & case.named_by(case.policy.rules))
