"""A document of an office on a day: its derived status, when it began, what ended it, and its rules one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nolle.dates import LAST_DAY, Span
from nolle.law import timeline
from nolle.law.places import Office
from nolle.law.policy import Event, Policy
from nolle.terms import EventType, Instrument


class State(StrEnum):
    """Where a document or one of its rules stands on a day."""

    IN_FORCE = "in_force"
    PART = "part"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    ENDED = "ended"
    PROMISE = "promise"
    NO_RULES = "no_rules"


@dataclass(frozen=True)
class Stretch:
    """Days within which nothing changes: the rules surely in force, and those that may be."""

    days: Span
    certain: frozenset[str]
    maybe: frozenset[str]


@dataclass(frozen=True)
class RuleState:
    """One rule on the day, with the event that ended it, if one did."""

    id: str
    state: State
    ended: Event | None = None


@dataclass(frozen=True)
class Document:
    """One document of the office on the day: status, beginning, end, and how it came there."""

    policy: Policy
    state: State
    since: Span | None
    unknown_since: date | None
    ended: Event | None
    rules: tuple[RuleState, ...]
    stretches: tuple[Stretch, ...]

    @property
    def holds(self) -> bool:
        """Whether some rule of it is or may be in force."""
        return self.state in (State.IN_FORCE, State.PART, State.UNKNOWN)


def document_of(
    policy: Policy, office: Office | None, day: date, known_on: date | None, history: tuple[Stretch, ...] = ()
) -> Document:
    """A document as it stands on a day, as known on `known_on`; `history` are its stretches, if they are known."""
    stretches = history or stretches_of(policy, office, known_on)
    now = next(stretch for stretch in stretches if stretch.days.first <= day <= stretch.days.last)
    events = [e for e in policy.events if timeline.known(e.recorded, known_on)]
    since = _since(events)
    ended = _ended(events, "", day)
    return Document(
        policy=policy,
        state=_state(policy, now, since is not None and since.first <= day),
        since=since,
        unknown_since=_unknown_since(stretches, day) if now.maybe else None,
        ended=ended,
        rules=tuple(_rule_state(rule.id, now, events, day) for rule in policy.rules),
        stretches=stretches,
    )


def stretches_of(policy: Policy, office: Office | None, known_on: date | None) -> tuple[Stretch, ...]:
    """The whole time in stretches within which nothing of a document changes, as known on `known_on`."""
    return tuple(_stretches(policy, office, known_on))


def _stretches(policy: Policy, office: Office | None, known_on: date | None) -> Iterable[Stretch]:
    last: Stretch | None = None
    for days in timeline.segments(timeline.turning_points(policy, office, known_on)):
        status = timeline.status(policy, office, days.first, known_on)
        ways = [way or frozenset() for option in status.options for way in option]
        certain = frozenset.intersection(*ways)
        found = Stretch(days, certain, frozenset.union(*ways) - certain)
        if last and (last.certain, last.maybe) == (found.certain, found.maybe):
            found = replace(found, days=Span(last.days.first, days.last))
        elif last:
            yield last
        last = found
    if last:
        yield last


def _state(policy: Policy, now: Stretch, begun: bool) -> State:
    if policy.kind is Instrument.CAMPAIGN_PROMISE:
        return State.PROMISE
    if not policy.rules:
        return State.NO_RULES
    if len(now.certain) == len(policy.rules):
        return State.IN_FORCE
    if now.certain:
        return State.PART
    if now.maybe:
        return State.UNKNOWN
    return State.ENDED if begun else State.NOT_YET


def _since(events: Sequence[Event]) -> Span | None:
    """When the document began: in effect, or announced where no source gives more."""
    for kind in (EventType.IN_EFFECT, EventType.ANNOUNCED):
        spans = [event.span for event in events if event.type is kind and not event.rules]
        if spans:
            return min(spans, key=lambda span: span.first)
    return None


_ENDS = (EventType.SUSPENDED, EventType.SUPERSEDED, EventType.REVOKED, EventType.LAPSED)


def _ended(events: Sequence[Event], rule: str, day: date) -> Event | None:
    """The last event up to a day that ended the document, or one of its rules."""
    ends = [
        event
        for event in events
        if event.type in _ENDS and event.span.first <= day and (not event.rules or rule in event.rules)
    ]
    return max(ends, key=lambda event: event.span.first) if ends else None


def _rule_state(id: str, now: Stretch, events: Sequence[Event], day: date) -> RuleState:
    if id in now.certain:
        return RuleState(id, State.IN_FORCE)
    if id in now.maybe:
        return RuleState(id, State.UNKNOWN)
    ended = _ended(events, id, day)
    return RuleState(id, State.ENDED if ended else State.NOT_YET, ended)


def _unknown_since(stretches: Sequence[Stretch], day: date) -> date:
    """The first day of the unsettled time that `day` lies in."""
    before = [stretch for stretch in stretches if stretch.days.first <= day]
    first = before[-1]
    for stretch in reversed(before):
        if not stretch.maybe:
            break
        first = stretch
    return first.days.first


def began(document: Document) -> tuple[date, str]:
    """What documents of an office are ordered by: when they began."""
    return (document.since.first if document.since else LAST_DAY), document.policy.id
