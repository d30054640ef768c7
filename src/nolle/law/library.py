"""The frozen library: every document of one set, by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import TypeVar

from nolle.cite import Source
from nolle.errors import UnknownId
from nolle.law.advice import Advice
from nolle.law.charges import Catalogue
from nolle.law.elements import Element
from nolle.law.evaluation import Evaluation, Series
from nolle.law.facts import Dictionary
from nolle.law.limits import Limit
from nolle.law.offense import CodeSystem, Coverage, Group, Offense
from nolle.law.outside import OutsideEvent
from nolle.law.overview import Overview
from nolle.law.places import Office, Place
from nolle.law.policy import Policy
from nolle.law.question import Asking
from nolle.law.recheck import Recheck
from nolle.law.situation import Situation
from nolle.law.survey import Protocol, SurveyQuestion

_T = TypeVar("_T")


@dataclass(frozen=True)
class Origin:
    """Where a document was read: the path to show, and the line at which it begins."""

    file: str
    line: int = 1


@dataclass(frozen=True, eq=False)
class Library:
    """Documents by id; `policies` are resolved (an amendment holds the rules it takes over)."""

    dictionary: Dictionary
    sources: Mapping[str, Source] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    offenses: Mapping[str, Offense] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    codes: Mapping[str, CodeSystem] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    advice: Mapping[str, Advice] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    situations: Mapping[str, Situation] = field(default_factory=dict)
    outside: Mapping[str, OutsideEvent] = field(default_factory=dict)
    evaluations: Mapping[str, Evaluation] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    rechecks: Mapping[str, Recheck] = field(default_factory=dict)
    overviews: Mapping[str, Overview] = field(default_factory=dict)
    survey: Mapping[str, SurveyQuestion] = field(default_factory=dict)
    protocols: Mapping[str, Protocol] = field(default_factory=dict)
    mappings: Mapping[str, object] = field(default_factory=dict)
    bodies: Mapping[str, object] = field(default_factory=dict)
    reviews: Mapping[str, object] = field(default_factory=dict)
    origins: Mapping[tuple[str, str], Origin] = field(default_factory=dict)

    def policy(self, id: str) -> Policy:
        return found(self.policies, id, "policy")

    def office_policies(self, id: str) -> tuple[Policy, ...]:
        return self._of_offices.get(id, ())

    @cached_property
    def _of_offices(self) -> dict[str, tuple[Policy, ...]]:
        """The policies of each office, in their order."""
        found: dict[str, list[Policy]] = {}
        for policy in self.policies.values():
            found.setdefault(policy.office, []).append(policy)
        return {office: tuple(policies) for office, policies in found.items()}

    def offices_at(self, place: str) -> tuple[Office, ...]:
        """The offices of a place itself."""
        return self._at_places.get(place, ())

    @cached_property
    def _at_places(self) -> dict[str, tuple[Office, ...]]:
        found: dict[str, list[Office]] = {}
        for office in self.offices.values():
            found.setdefault(office.place, []).append(office)
        return {place: tuple(offices) for place, offices in found.items()}

    @cached_property
    def models(self) -> tuple[Policy, ...]:
        """The model policies that anybody may see."""
        return tuple(policy for policy in self.policies.values() if policy.is_model and not policy.private)

    @cached_property
    def prosecutors(self) -> tuple[Office, ...]:
        """The offices that decide charges, by id."""
        return tuple(sorted((one for one in self.offices.values() if one.prosecutes), key=lambda office: office.id))

    def asking(self, id: str, as_if: bool = False, known_on: date | None = None) -> Asking:
        """The asking of a policy's id, or of an office's id: all its documents together. Raises UnknownId."""
        if id in self.offices:
            return Asking(id, self.office_policies(id), self.offices, as_if, known_on)
        if id not in self.policies:
            raise UnknownId(unknown("policy or office", id, [*self.policies, *self.offices]))
        policy = self.policies[id]
        return Asking(id, (policy,), self.offices, as_if or policy.is_model, known_on)

    def place_of(self, policy: Policy) -> str:
        office = self.offices.get(policy.office)
        return office.place if office else ""

    def state_of(self, ids: Iterable[str]) -> str:
        """The state (`us-ny`) of the first of these place ids that has one; empty where none does."""
        return next((id.partition("/")[0] for id in ids if id), "")

    def catalogue(self, state: str) -> Catalogue:
        """The offenses of a state; of all states together where it is empty."""
        return _catalogue(self, state)


@lru_cache(maxsize=64)
def _catalogue(library: Library, state: str) -> Catalogue:
    inside = [o for o in library.offenses.values() if not state or o.id.startswith(f"{state}-")]
    return Catalogue(inside, library.groups.values(), library.dictionary.conduct)


def found(documents: Mapping[str, _T], id: str, what: str) -> _T:
    """The document of that id. Raises UnknownId, with the nearest ids there are."""
    if id not in documents:
        raise UnknownId(unknown(what, id, documents))
    return documents[id]


def unknown(what: str, id: str, known: Iterable[str]) -> str:
    """`policy "x" is not known. Did you mean "y"?`"""
    names = sorted(known)
    near = get_close_matches(id, names, n=3, cutoff=0.5)
    hint = " Did you mean " + " or ".join(f'"{name}"' for name in near) + "?" if near else ""
    return f'{what} "{id}" is not known.{hint}'
