"""Counties and states by name, and what a search by name found. A match is never a guess: two stay two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nolle.cite import Document
from nolle.law.places import Place
from nolle.terms import Confidence


@dataclass(frozen=True)
class State:
    """A state: its code, postal letters, name, and the id that ids of its places begin with."""

    fips: str
    postal: str
    name: str
    id: str


@dataclass(frozen=True)
class County:
    """A county, or what stands in for one: a parish, a borough, a city of its own."""

    fips: str
    name: str
    state: State
    population: int


@dataclass(frozen=True)
class Spot:
    """One place that a name can mean: a county, a place that the library describes, or both in one.

    `within` are the counties a described place lies in, where it is none itself.
    """

    id: str
    name: str
    state: State | None
    county: County | None = None
    place: Place | None = None
    within: tuple[County, ...] = ()

    @property
    def population(self) -> int | None:
        """How many people lived there in July 2019; None for what is no county."""
        return self.county.population if self.county else None

    @property
    def title(self) -> str:
        """The name as one says it: the list's `St. Louis city` is the City of St. Louis."""
        bare = self.place is None and self.name.endswith(" city")
        return f"City of {self.name.removesuffix(' city')}" if bare else self.name

    @property
    def state_name(self) -> str:
        """The name of the state; of a state that is in no list, its id."""
        return self.state.name if self.state else self.id.partition("/")[0]


@dataclass(frozen=True)
class Absent:
    """A name that the list does not have, why, and what to do instead."""

    says: str
    todo: str


@dataclass(frozen=True)
class Match:
    """What a name can mean: one spot, several to choose from, or none and then the nearest names."""

    asked: str
    found: tuple[Spot, ...] = ()
    near: tuple[Spot, ...] = ()
    state: State | None = None
    absent: Absent | None = None


class OtherName(Document):
    """A name by which a county is found beside its own."""

    fips: str
    name: str
    was: str = ""


class AbsentNames(Document):
    """Names of what the list does not have."""

    names: tuple[str, ...]
    says: str
    todo: str = ""


class StateNote(Document):
    """What to know about the list where it speaks of one state."""

    state: str
    says: str


class Names(Document):
    """Other names, absent names, notes on states."""

    confidence: Confidence = Confidence.UNVERIFIED
    names: tuple[OtherName, ...] = ()
    absent: tuple[AbsentNames, ...] = ()
    notes: tuple[StateNote, ...] = ()


class Unknown(StrEnum):
    """What can be left open about a place; for each there is a question."""

    DECIDES = "decides"
    HEAD = "head"
    POLICY = "policy"
    PRACTICE = "practice"
    TEXT = "text"
    STATUS = "status"
    SECTIONS = "sections"
    SECTIONS_COMPLETE = "sections_complete"
    ORDINANCES = "ordinances"
    POLICE = "police"
    LIMITS = "limits"
    PAST = "past"


class Inquiry(Document):
    """What to ask where something is not known, why it matters, whom to ask, and where the answer is written."""

    id: str
    about: Unknown
    ask: str
    why: str
    whom: tuple[str, ...]
    fills: str = ""


class Inquiries(Document):
    """The questions, in the order in which they are shown."""

    questions: tuple[Inquiry, ...]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """States by id, counties by code, and the document of other names."""

    states: Mapping[str, State]
    counties: Mapping[str, County]
    names: Names
