"""How a document of an office stands on every day, as far as it was known: derived from its events, once for all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from nolle.analysis.standing.documents import Document, RuleState, State, Stretch
from nolle.dates import FIRST_DAY, Span
from nolle.law import timeline
from nolle.law.places import Office
from nolle.law.policy import Event, Policy
from nolle.law.timeline import Status
from nolle.terms import EventType, Instrument


class Version:
    """A document of an office as known on a day. Between two turning points nothing of it changes."""

    def __init__(self, policy: Policy, office: Office | None, known_on: date | None) -> None:
        self.policy = timeline.as_known(policy, known_on)
        self._office, self._known_on = office, known_on
        self._made: dict[int, Document] = {}
        self._alike: dict[Hashable, Document] = {}

    def status(self, day: date) -> Status:
        """What of it may be in force on a day."""
        return self._segments[self._segment(day)][1]

    @cached_property
    def whole(self) -> Status:
        """That all of it is in force."""
        return timeline.whole(self.policy)

    def document(self, day: date) -> Document:
        """The document as it stands on a day: one and the same object for days on which nothing differs."""
        segment = self._segment(day)
        if self.policy.is_model or segment not in self._made:  # a model has events, and they turn nothing
            made = self._document(day)
            key = (made.state, made.unknown_since, id(made.ended), *((r.state, id(r.ended)) for r in made.rules))
            self._made[segment] = self._alike.setdefault(key, made)
        return self._made[segment]

    def _segment(self, day: date) -> int:
        return bisect_right(self._starts, day) - 1

    @cached_property
    def _starts(self) -> list[date]:
        return [days.first for days, _ in self._segments]

    @cached_property
    def _segments(self) -> tuple[tuple[Span, Status], ...]:
        turns = timeline.turning_points(self.policy, self._office, self._known_on)
        return tuple(
            (days, timeline.status(self.policy, self._office, days.first, self._known_on))
            for days in timeline.segments(turns)
        )

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The whole time in stretches within which what is in force does not change."""
        return tuple(_stretches(self._segments))

    @cached_property
    def _since(self) -> Span | None:
        return _since(self.policy.events)

    def _document(self, day: date) -> Document:
        now = next(stretch for stretch in self.stretches if stretch.days.first <= day <= stretch.days.last)
        begun = self._since is not None and self._since.first <= day
        events = [event for event in self.policy.events if begun or event.span.first > FIRST_DAY]  # no end before that
        return Document(
            policy=self.policy,
            state=_state(self.policy, now, begun),
            since=self._since,
            unknown_since=_unknown_since(self.stretches, day) if now.maybe else None,
            ended=_ended(events, "", day),
            rules=tuple(_rule_state(rule.id, now, events, day) for rule in self.policy.rules),
            stretches=self.stretches,
        )


class Versions:
    """The documents of an office, as known on any day: one version from a day on which something was recorded to the
    next.
    """

    def __init__(self, policies: Sequence[Policy], office: Office) -> None:
        self._policies, self._office = policies, office
        self._made: dict[tuple[str, int, int, int], Version] = {}

    def known(self, known_on: date | None) -> tuple[Version, ...]:
        """The documents that were known on a day, as they were known."""
        holders = sum(timeline.known(holder.recorded, known_on) for holder in self._office.holders)
        known = [policy for policy in self._policies if timeline.known(policy.recorded, known_on)]
        return tuple(self._version(policy, holders, known_on) for policy in known)

    def _version(self, policy: Policy, holders: int, known_on: date | None) -> Version:
        """What is known only grows, so that the counts tell what of it was known."""
        rules, events = (
            sum(timeline.known(s.recorded, known_on) for s in said) for said in (policy.rules, policy.events)
        )
        key = (policy.id, rules, events, holders)
        if key not in self._made:
            self._made[key] = Version(policy, self._office, known_on)
        return self._made[key]


def document_of(policy: Policy, office: Office | None, day: date, known_on: date | None) -> Document:
    """A document as it stands on a day, as known on `known_on`."""
    return Version(policy, office, known_on).document(day)


def _stretches(segments: Iterable[tuple[Span, Status]]) -> Iterable[Stretch]:
    last: Stretch | None = None
    for days, status in segments:
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
