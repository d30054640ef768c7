"""The life of policies: what amends, supersedes or ends what, and whether the days fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nolle.dates import Span
from nolle.errors import Fault
from nolle.law.policy import Event, Policy
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, among, cut, joined, loops
from nolle.terms import EventType, Instrument

_STARTS = (EventType.IN_EFFECT, EventType.ANNOUNCED, EventType.CONTINUED, EventType.MADE_PERMANENT)
_ENDS = (EventType.SUSPENDED, EventType.SUPERSEDED, EventType.REVOKED, EventType.LAPSED)

MOST_LOOSE = 8
"""Events of which it may be open on the same day whether they have happened: what may be in force is up to 2^8 sets."""

BY_ROLE = ("office_holder", "candidate", "legislature", "court", "voters")
"""Words that may stand after `by` where nobody is named."""


def links(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """What it amends or supersedes, and by what or whom its events came about."""
    if policy.amends:
        yield from _policy_id(shelf, doc, ("amends",), policy.amends)
    for index, older in enumerate(policy.supersedes):
        yield from _policy_id(shelf, doc, ("supersedes", index), older)
    known = shelf.offices.get(policy.office)
    holders = [holder.id for holder in known.holders] if known else []
    for index, event in enumerate(policy.events):
        people = (*holders, *shelf.ids("office"), *BY_ROLE)
        policies = shelf.ids("policy")
        if event.by and event.by not in people and event.by not in policies:
            what = f'"{cut(event.by)}" is no policy, no office and no holder of {policy.office or "an office"}'
            todo = joined(shelf.near(event.by, [*people, *policies]), f"Or say {' or '.join(BY_ROLE)}.")
            yield shelf.fault(doc, ("events", index, "by"), what, todo)


def _policy_id(shelf: Shelf, doc: Doc, path: Path_, id: str) -> Iterator[Fault]:
    if id not in shelf.ids("policy"):
        what = f'policy "{cut(id)}" is not in the library'
        yield shelf.fault(
            doc, path, what, joined(shelf.near(id, shelf.ids("policy")), "Its id is its path in policies/.")
        )


def chains(shelf: Shelf) -> Iterator[Fault]:
    """Documents that amend or supersede one another in a ring, each ring named in full, once."""
    for key in ("amends", "supersedes"):
        named = {id: getattr(policy, key) for id, policy in shelf.policies.items()}
        graph = {id: [at] if isinstance(at, str) else list(at) for id, at in named.items()}
        for loop in loops(graph):
            ring = " → ".join((*loop, loop[0]))
            yield shelf.fault(Doc("policy", loop[0]), (key,), f"{key} goes in a ring: {ring}", "Take one of them out.")


def succession(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Whether the older and the newer document tell the same story of the change."""
    begun = _beginning(policy)
    for index, id in enumerate(policy.supersedes):
        older = shelf.policies.get(id)
        if older is None:
            continue
        at: Path_ = ("supersedes", index)
        ended = [event for event in older.events if event.type in _ENDS]
        if not any(event.by == policy.id for event in ended):
            what = f"{id} does not say that it was superseded by this document"
            on = f"on: {begun}, " if begun else ""
            todo = f"Add to its events: {{type: superseded, {on}by: {policy.id}}}"
            yield shelf.fault(doc, at, what, todo, warning=True)
        whole = [event for event in ended if not event.rules]
        if begun and whole and all(begun.last < event.span.first for event in whole):
            until = min(event.span.first for event in whole)
            what = f"it supersedes {id}, and both are in force from {begun} until {until}"
            yield shelf.fault(doc, at, what, f"Make the older one end when this one begins: see {_at(shelf, id)}.")
    for index, event in enumerate(policy.events):
        newer = shelf.policies.get(event.by)
        if newer and event.type is EventType.SUPERSEDED and not event.rules and doc.id not in newer.supersedes:
            what = f"{event.by} does not say that it supersedes this document"
            yield shelf.fault(doc, ("events", index), what, f"Add to it: supersedes: [{doc.id}]", warning=True)


def _at(shelf: Shelf, id: str) -> str:
    return shelf.file(Doc("policy", id))


def _beginning(policy: Policy) -> Span | None:
    """When the document as a whole began: in effect, or else announced."""
    for wanted in _STARTS:
        spans = [event.span for event in policy.events if event.type is wanted and not event.rules]
        if spans:
            return min(spans, key=lambda span: span.first)
    return None


def events(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Events speak of rules there are, and come one after another."""
    rules = dict.fromkeys(rule.id for rule in shelf.merged(policy).rules)
    before: Event | None = None
    for index, event in enumerate(policy.events):
        for number, id in enumerate(event.rules):
            if id not in rules:
                what = f'event "{event.type}" speaks of rule "{cut(id)}", and there is no such rule'
                todo = joined(shelf.near(id, rules), among("There are", rules))
                yield shelf.fault(doc, ("events", index, "rules", number), what, todo)
        too_early = event.type in _ENDS and before is not None and before.type in _STARTS
        if before and event.span.last < before.span.first and not too_early:  # that is told by `starting`
            what = f'"{event.type}" on {event.span} stands after "{before.type}" on {before.span}'
            yield shelf.fault(doc, ("events", index), what, "Write events in the order of their days.")
        before = event


def starting(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Something must have brought the rules into force; a promise never does."""
    began = [event for event in policy.events if event.type in _STARTS]
    if policy.kind is Instrument.MODEL:
        return
    if policy.kind is Instrument.CAMPAIGN_PROMISE:
        for index, event in enumerate(policy.events):
            if event.type is EventType.IN_EFFECT:
                what = "a campaign promise never starts: this event has no effect"
                todo = "If the office adopted it, write that as an instrument of its own."
                yield shelf.fault(doc, ("events", index), what, todo, warning=True)
    elif policy.rules and not began:
        what = "has rules, and no event brings them into force"
        if policy.private:  # a draft is in force on no day yet
            yield shelf.fault(doc, (), f"is private, {what}", "A draft may wait; add events: before it holds.", True)
        else:
            yield shelf.fault(doc, ("events",), what, "Add events: [{type: in_effect, on: 2024-02-01}]")
    elif began:
        yield from _first_day(shelf, doc, policy, began)


def _first_day(shelf: Shelf, doc: Doc, policy: Policy, began: list[Event]) -> Iterator[Fault]:
    """Nothing ends before it began, and nobody issues a policy before taking office."""
    start = min(event.span.first for event in began)
    known = shelf.offices.get(policy.office)
    holders = known.holders if known else ()
    issuer = next((holder for holder in holders if holder.id == policy.holder), None)
    first = issuer or next(iter(holders), None)
    for index, event in enumerate(policy.events):
        if event.type in _ENDS and event.span.last < start:
            what = f'"{event.type}" on {event.span} comes before the policy began on {start}'
            yield shelf.fault(doc, ("events", index), what, "Check both dates.")
        if event.type in _STARTS and first and first.from_ and event.span.last < first.from_.first:
            who = f"{first.id} took office" if issuer else f"the first known holder, {first.id}, took office"
            what = f'"{event.type}" on {event.span} comes before {who} on {first.from_}'
            yield shelf.fault(doc, ("events", index), what, f"Check the dates, or add a holder to {policy.office}.")


def loose(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """Of few events at a time it is open whether they have happened: each doubles what may be in force."""
    for start in dict.fromkeys(event.span.first for event in policy.events):
        open_ = [at for at, event in enumerate(policy.events) if event.span.first <= start < event.span.last]
        if len(open_) > MOST_LOOSE:
            what = (
                f"on {start} it is not known of {len(open_)} events whether they had happened, and {MOST_LOOSE} may be"
            )
            todo = (
                "Give days as closely as a source does, or put rules that came and went by themselves into documents."
            )
            yield shelf.fault(doc, ("events", open_[MOST_LOOSE]), what, todo)
            return


CHECKS: tuple[Callable[[Shelf, Doc, Policy], Iterator[Fault]], ...] = (
    links, succession, events, starting, loose,
)  # fmt: skip
