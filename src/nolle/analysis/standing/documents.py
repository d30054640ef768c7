"""What a document of an office is on a day: its derived status, when it began, what ended it, its rules one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nolle.dates import LAST_DAY, Span
from nolle.law.policy import Event, Policy


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


def began(document: Document) -> tuple[date, str]:
    """What documents of an office are ordered by: when they began."""
    return (document.since.first if document.since else LAST_DAY), document.policy.id
