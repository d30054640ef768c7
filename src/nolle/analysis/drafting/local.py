"""The place's own sections under each element, with what is not verified marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nolle.dates import Span
from nolle.law.charges import Catalogue, is_class
from nolle.law.elements import Asks, Element
from nolle.law.offense import Offense
from nolle.law.places import Office, Place
from nolle.terms import Confidence, Level


@dataclass(frozen=True)
class Section:
    """One section of the place: how it is cited, its title and levels, and what is not sure about it."""

    offense: str
    citation: str
    title: str
    levels: tuple[str, ...]
    doubts: tuple[str, ...]

    def line(self) -> str:
        """`N.Y. Penal Law § 230.00, Prostitution (misdemeanor)`, and what is not sure."""
        level = f" ({', '.join(self.levels)})" if self.levels else ""
        doubts = f" [to verify: {'; '.join(self.doubts)}]" if self.doubts else ""
        return f"{self.citation}, {self.title}{level}{doubts}"


@dataclass(frozen=True)
class Local:
    """What an interview knows of a place: its office, its elements, and the sections under each of them."""

    place: Place
    office: Office | None
    elements: tuple[Element, ...]
    sections: Mapping[str, tuple[Section, ...]]
    """By element; empty where no section of its classes is catalogued for the state."""
    catalogued: bool
    today: date
    new_place: bool = False


def local(
    place: Place, office: Office | None, elements: Sequence[Element], catalogue: Catalogue, today: date,
    new_place: bool = False,
) -> Local:  # fmt: skip
    """The sections that can be charged at a place on a day, under each element that asks about charges."""
    found = {
        element.id: tuple(_section(o) for o in _offenses(catalogue, place, element, today))
        for element in elements
        if element.asks is Asks.CHARGES
    }
    return Local(place, office, tuple(elements), found, bool(catalogue.offenses), today, new_place)


def _offenses(catalogue: Catalogue, place: Place, element: Element, today: date) -> list[Offense]:
    return [
        offense
        for offense in catalogue.offenses.values()
        if any(is_class(conduct, wider) for conduct in offense.conduct for wider in element.conduct)
        and (not offense.locality or offense.locality in place.localities)
        and offense.in_force_on(Span(today, today)) is not False
        and not _ended(offense)
    ]


def _ended(offense: Offense) -> bool:
    """Whether the text ended on a day that nobody noted."""
    return offense.status in ("repealed", "amended", "renumbered") and not offense.in_force.to


def _section(offense: Offense) -> Section:
    doubts = []
    if offense.confidence is Confidence.UNVERIFIED:
        doubts.append("the section")
    if not offense.level:
        doubts.append("its level")
    known = offense.level in tuple(Level)
    levels = (offense.level.replace("_", " "),) if known else ("level varies",) if offense.level else ()
    return Section(offense.id, offense.citation, offense.title, levels, tuple(doubts))
