"""What a policy undertakes beside its rules: for past cases, for people who report, and for carrying it out."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nolle.analysis.lint import others
from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Place, Words
from nolle.law.elements import Asks
from nolle.law.policy import clauses
from nolle.terms import Decision, EventType, Instrument


def relief(case: Case) -> Iterator[Finding]:
    """Each kind of past case for which a policy that declines holds no relief: pending, warrants, convictions."""
    if case.policy.is_model or not case.declining:
        return
    for element in case.library.elements.values():
        if element.asks is Asks.RELIEF and not any(element.reach in item.reach for item in case.policy.relief):
            check = f"no-relief-{element.reach.replace('_', '-')}"
            given = (
                f"{item.id}: {', '.join((*item.act, *item.reach))}".replace("_", " ") for item in case.policy.relief
            )
            near = Words((*given, *_near(case, case.advice(check).words).texts))
            yield Finding(
                check, Place(case.policy.id), {"near": near}, others.relief(case, element.reach), element.cite
            )


def protection(case: Case) -> Iterator[Finding]:
    """Whether anything in the policy looks at people who report violence."""
    looked = case.policy.protections or any(others.looks_at_reports(rule) for rule in case.policy.rules)
    asked = [element for element in case.library.elements.values() if element.asks is Asks.PROTECTION]
    if asked and not looked:
        slots = {"near": _near(case, case.advice("no-protection").words)}
        yield Finding("no-protection", Place(case.policy.id), slots, others.protections(case), asked[0].cite)


def approval(case: Case) -> Iterator[Finding]:
    """Clauses that need an approval, and do not say whose."""
    for rule in case.policy.rules:
        found = {path: clause for v in rule.variants() if v is not None for path, clause in clauses(v)}
        for path, clause in found.items():
            if clause.then is Decision.SUPERVISORY_APPROVAL and not clause.provided:
                at = Place(case.policy.id, "rules", path)
                yield Finding("no-approver", at, {"clause": path}, others.approving(case))


COMMITMENTS = ("no-reporting", "no-training", "no-review-date")
"""Checks that ask whether a commitment speaks of something; the words are in their texts."""


def commitments(case: Case) -> Iterator[Finding]:
    """Undertakings that the document does not hold: to publish figures, to train, to look at it again."""
    for check in COMMITMENTS:
        words = case.advice(check).words
        if not any(others.mentions(item, words) for item in case.policy.commitments):
            yield Finding(check, Place(case.policy.id), {"words": Words(words)}, others.commitments(case, words))


def first_day(case: Case) -> Iterator[Finding]:
    """Whether the document says from which day on it holds."""
    if case.policy.is_model or case.policy.kind is Instrument.CAMPAIGN_PROMISE:
        return
    starts = case.days(EventType.IN_EFFECT)
    announced = case.days(EventType.ANNOUNCED)
    if not starts and announced:
        day = Words((str(announced[0]),))
        yield Finding("no-first-day", Place(case.policy.id, "events", "1"), {"day": day}, others.begun(case))
    elif starts and not starts[0].exact:
        number = next(n for n, e in enumerate(case.policy.events, 1) if e.type is EventType.IN_EFFECT and not e.rules)
        at = Place(case.policy.id, "events", str(number))
        yield Finding("first-day-not-exact", at, {"day": Words((str(starts[0]),))}, others.begun(case))


def _near(case: Case, words: Collection[str]) -> Words:
    """What the document says of the matter all the same: in a commitment, or in the note of a rule that spares."""
    promised = (": ".join(filter(None, (item.to.replace("_", " "), item.says))) for item in case.policy.commitments)
    noted = (f"{rule.id}: {rule.note}" for rule in case.sparing if rule.note)
    return Words(tuple(" ".join(text.split()) for text in (*promised, *noted) if others.mention(text, words)))
