"""Which rules of a document are in force on a day, as known on another: derived from events, never written.

Source of the rules of derivation: the policy language, section 5 (docs/policy-language.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nolle.dates import FIRST_DAY, LAST_DAY, Span, parse
from nolle.law.places import Holder, Office
from nolle.law.policy import Event, Policy
from nolle.terms import EventType, Instrument

_ON = (EventType.IN_EFFECT, EventType.CONTINUED, EventType.MADE_PERMANENT)
_OFF = (EventType.SUSPENDED, EventType.SUPERSEDED, EventType.REVOKED, EventType.LAPSED)
_WORD = (EventType.CONTINUED, EventType.SUPERSEDED, EventType.REVOKED)
"""What counts as the successor's word after a change of office-holder."""

Active = frozenset[str] | None
"""The ids of the rules in force; None where nothing of the document is."""


class Status(NamedTuple):
    """What may be in force on a day.

    `options` holds one entry for each way the imprecise dates of events may fall; in each, the rules in
    force if the document's status is as last said, and those if an unsettled status means it ended.
    """

    options: tuple[tuple[Active, Active], ...]

    @property
    def certain(self) -> bool:
        return len({active for option in self.options for active in option}) == 1

    def of(self, rules: frozenset[str]) -> Status:
        """The same as far as these rules are concerned; of the others, whether any is in force."""
        return Status(tuple(dict.fromkeys((_of(said, rules), _of(ended, rules)) for said, ended in self.options)))


def _of(active: Active, rules: frozenset[str]) -> Active:
    return None if active is None else active & rules


NOTHING = Status(((None, None),))
"""That nothing of a document is in force."""


def known(recorded: str, known_on: date | None) -> bool:
    """Whether a statement recorded on that date (empty: always) was known on `known_on` (None: now)."""
    return known_on is None or not recorded or parse(recorded).first <= known_on


def as_known(policy: Policy, known_on: date | None) -> Policy:
    """The policy without what was recorded of it after `known_on`."""
    rules = tuple(rule for rule in policy.rules if known(rule.recorded, known_on))
    events = tuple(event for event in policy.events if known(event.recorded, known_on))
    if len(rules) == len(policy.rules) and len(events) == len(policy.events):
        return policy
    return policy.model_copy(update={"rules": rules, "events": events})


def office_as_known(office: Office, known_on: date | None) -> Office:
    """The office without the office-holders that were recorded, and the search that was made, after `known_on`."""
    holders = tuple(holder for holder in office.holders if known(holder.recorded, known_on))
    finding = office.finding if office.finding and known(office.finding.searched_on, known_on) else None
    if len(holders) == len(office.holders) and finding is office.finding:
        return office
    return office.model_copy(update={"holders": holders, "finding": finding})


def status(policy: Policy, office: Office | None, day: date, known_on: date | None = None) -> Status:
    """What of the policy may be in force on `day`, as known on `known_on`."""
    if policy.is_model or not policy.rules:
        return whole(policy, known_on)
    every = _rules(policy, known_on)
    if policy.kind is Instrument.CAMPAIGN_PROMISE or not known(policy.recorded, known_on):
        return NOTHING
    events, change = _ordered(policy, known_on), _change(policy, office, known_on)
    ends = [event for event in events if event.type in _OFF and event.span.first <= day]  # its date leaves both open
    options = []
    for happened in _possible(events, day):
        on = _in_force(every, events, happened)
        unsettled = _unsettled(on, [*happened, *ends], change) if change and change <= day else frozenset()
        options.append((on or None, (on - unsettled) or None))
    return Status(tuple(dict.fromkeys(options)))


def whole(policy: Policy, known_on: date | None = None) -> Status:
    """That all of the policy is in force, as known on `known_on`."""
    every = _rules(policy, known_on)
    return Status(((every, every),))


def _rules(policy: Policy, known_on: date | None) -> frozenset[str]:
    return frozenset(rule.id for rule in policy.rules if known(rule.recorded, known_on))


def turning_points(policy: Policy, office: Office | None, known_on: date | None = None) -> Iterator[date]:
    """The first days of stretches within which the status does not change; unsorted, with repeats."""
    if policy.is_model:
        return
    for event in _ordered(policy, known_on):
        yield event.span.first
        yield event.span.last  # by the end of its last possible day it has happened
    change = _change(policy, office, known_on)
    if change:
        yield change


def recorded(policies: Iterable[Policy], office: Office) -> frozenset[date]:
    """The days on which statements about an office and its policies were recorded, or a search was made."""
    told = [holder.recorded for holder in office.holders]
    told += [office.finding.searched_on] if office.finding else []
    for policy in policies:
        told += [policy.recorded, *(rule.recorded for rule in policy.rules), *(e.recorded for e in policy.events)]
    return frozenset(parse(on).first for on in told if on)


def in_office(holders: Iterable[Holder], day: date) -> Holder | None:
    """Which of these certainly held the office on a day."""
    for holder in holders:
        began = holder.from_ is None or holder.from_.last <= day
        if began and (holder.until is None or day < holder.until.first):
            return holder
    return None


def _ordered(policy: Policy, known_on: date | None) -> list[Event]:
    """The events in the order in which those of the same rules happen: by their earliest days.

    An end of which only the last possible day is known has no earliest day, and goes by that last one.
    """
    events = [event for event in policy.events if known(event.recorded, known_on)]
    return sorted(events, key=_order)


def _order(event: Event) -> tuple[date, date]:
    open_end = event.type in _OFF and event.span.first <= FIRST_DAY
    return (event.span.last if open_end else event.span.first), event.span.last


def _possible(events: Sequence[Event], day: date) -> list[tuple[Event, ...]]:
    """The sets of events that may have happened by a day.

    An event has happened only if those before it have that are about the same rules; events of different rules hang
    together in nothing.
    """
    begun = [event for event in events if event.span.first <= day]
    if all(event.span.last <= day for event in begun):
        return [tuple(begun)]
    found: list[tuple[int, ...]] = [()]
    for at, event in enumerate(begun):
        before = [other for other in range(at) if _related(begun[other], event)]
        after = [(*one, at) for one in found if all(other in one for other in before)]
        found = [one for one in found if event.span.last > day] + after
    return [tuple(begun[at] for at in one) for one in found]


def _related(one: Event, other: Event) -> bool:
    """Whether two events are about the same rule; one that names none is about all of them."""
    return not one.rules or not other.rules or bool({*one.rules} & {*other.rules})


def _in_force(every: frozenset[str], events: Sequence[Event], happened: Sequence[Event]) -> frozenset[str]:
    dated = any(event.type is EventType.IN_EFFECT and not event.rules for event in events)
    late = {rule for event in events if event.type is EventType.IN_EFFECT for rule in event.rules}
    starts = _ON if dated else (*_ON, EventType.ANNOUNCED)
    on: set[str] = set()
    ended: set[str] = set()
    for event in happened:
        if event.type in starts:
            on |= set(event.rules) if event.rules else every - late - ended
            ended -= set(event.rules)
        elif event.type in _OFF:
            on -= set(event.rules) if event.rules else every
            ended |= set(event.rules)
    return frozenset(on & every)


def _change(policy: Policy, office: Office | None, known_on: date | None) -> date | None:
    """The first day on which whoever issued the policy may no longer have held the office."""
    if office is None:
        return None
    holders = [holder for holder in office.holders if known(holder.recorded, known_on)]
    issuer = next((holder for holder in holders if holder.id == policy.holder), None)
    if issuer is None and not policy.holder:
        start = min((event.span.last for event in _ordered(policy, known_on)), default=None)
        issuer = in_office(holders, start) if start else None
    until: Span | None = issuer.until if issuer else None
    return until.first if until else None


def _unsettled(on: frozenset[str], happened: Iterable[Event], change: date) -> frozenset[str]:
    """The rules in force on which the successor has not yet had a word."""
    settled: set[str] = set()
    for event in happened:
        if event.type in _WORD and change <= event.span.last:
            settled |= set(event.rules) or on
    return on - settled


def segments(points: Iterable[date]) -> tuple[Span, ...]:
    """The stretches of days between turning points, from the first day of time to the last."""
    starts = sorted({date.min, *points})
    ends = [date.fromordinal(start.toordinal() - 1) for start in starts[1:]] + [LAST_DAY]
    return tuple(Span(first, last) for first, last in zip(starts, ends, strict=True))
