"""How long each document of an office stood: from its beginning to its end, or to the day of asking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nolle.analysis.standing.documents import Document, State
from nolle.analysis.standing.office import Standing
from nolle.dates import Span
from nolle.law.policy import Event, Policy
from nolle.terms import EventType


class End(StrEnum):
    """What ended a document; still standing is no end."""

    STANDS = "stands"
    UNKNOWN = "status_unknown"
    OWN = "replaced_by_same_holder"
    SUCCESSOR = "ended_by_successor"
    LAPSED = "lapsed"
    OTHER = "ended_otherwise"


@dataclass(frozen=True)
class Lifetime:
    """The days a document stood, counted between the middle days of dates that are not precise.

    `ended` is false where it still stands, or where nobody knows since some day: then it is counted up to that day.
    `loose` is by how many days the count may be off, for want of precise dates.
    """

    policy: str
    office: str
    place: str
    kind: str
    end: End
    start: Span
    last: Span
    days: int
    loose: int

    @property
    def ended(self) -> bool:
        return self.end not in (End.STANDS, End.UNKNOWN)

    @property
    def closed(self) -> bool:
        """Whether its last day does not hang on the day of asking."""
        return self.end is not End.STANDS

    def until(self, day: date) -> Lifetime:
        """The lifetime up to a day of asking on which the document stands as it does here."""
        return self if self.closed else _measured(self, Span(day, day))


def lifetimes(standing: Standing) -> tuple[Lifetime, ...]:
    """How long each document of an office stood up to the day; what never began, and promises, have no lifetime."""
    by_id = {document.policy.id: document.policy for document in standing.documents}
    found = (_lifetime(document, standing, by_id) for document in standing.documents)
    return tuple(one for one in found if one is not None)


def _lifetime(document: Document, standing: Standing, by_id: dict[str, Policy]) -> Lifetime | None:
    policy, start = document.policy, document.since
    if start is None or document.state in (State.PROMISE, State.NOT_YET, State.NO_RULES):
        return None
    whole = document.ended is not None and not document.ended.rules
    if document.state is State.ENDED and document.ended is not None and whole:
        end, last = _end(document.ended, policy, by_id), document.ended.span
    elif document.unknown_since is not None and document.state is State.UNKNOWN:
        end, last = End.UNKNOWN, Span(document.unknown_since, document.unknown_since)
    else:
        end, last = End.STANDS, Span(standing.as_of, standing.as_of)
    found = Lifetime(policy.id, standing.office.id, standing.place.id, policy.kind.value, end, start, last, 0, 0)
    return _measured(found, last)


def _measured(lifetime: Lifetime, last: Span) -> Lifetime:
    """The lifetime with the days counted up to `last`."""
    start = lifetime.start
    return replace(
        lifetime, last=last, days=max(0, _middle(last) - _middle(start)),
        loose=(_width([start]) + _width([last]) + 1) // 2,
    )  # fmt: skip


def _end(event: Event, policy: Policy, by_id: dict[str, Policy]) -> End:
    if event.type is EventType.LAPSED:
        return End.LAPSED
    holder = by_id[event.by].holder if event.by in by_id else event.by
    if not holder or not policy.holder:
        return End.OTHER
    return End.OWN if holder == policy.holder else End.SUCCESSOR


def _middle(span: Span) -> int:
    return (span.first.toordinal() + span.last.toordinal()) // 2


def _width(spans: Iterable[Span]) -> int:
    return sum(span.last.toordinal() - span.first.toordinal() for span in spans)
