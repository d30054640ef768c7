"""The page of a place whose offices nobody has researched: what the law of its state holds, what is open, whom to ask.

Five things stay apart: not checked, no policy found by a search, silent, says no, and a state without a catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from nolle.analysis.standing import Value
from nolle.analysis.unresearched import ClassOfLaw, Ground, Law
from nolle.cite import Citation
from nolle.dates import LAST_DAY
from nolle.law.gazetteer import Spot
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.places import Office
from nolle.publish import law, outside
from nolle.publish.cells import NOUNS, TITLES, VALUES
from nolle.publish.marks import MARKS, STANDING, svg
from nolle.publish.page import Sources, capital, day, listed, number, plural, render, tool, when
from nolle.publish.site.frame import ALONE, Frame
from nolle.publish.wording import Wording
from nolle.terms import Confidence, Decision

NO_OFFICE = "not checked"
"""Who decides, where no office of the place is described."""

_POPULATION = "census-county-2019"


def answer(ground: Ground) -> str:
    """What is known, in two sentences."""
    where, state = name(ground.spot), ground.spot.state_name
    first = f"Nobody has checked yet what the prosecutor does with these charges in {where}."
    if not ground.offices:
        first = f"Nobody has checked yet who decides these charges in {where}, or what they do with them."
    if not ground.catalogued:
        return f"{first} The sections of {state} law were not checked either."
    listed_ = {offense.id: offense.confidence for one in ground.law for offense in one.sections}
    read = sum(1 for confidence in listed_.values() if confidence is Confidence.VERIFIED)
    n = plural(len(listed_), "section")
    return f"{first} The catalogue of {state} law holds {n} for them, {read} of them verified."


def name(spot: Spot) -> str:
    """`Cook County, Illinois`."""
    return f"{spot.title}, {spot.state_name}" if spot.state and spot.state.name != spot.title else spot.title


def under(spot: Spot) -> str:
    """What sort of place it is: its code, its people, the counties it lies in."""
    told = [f"FIPS {spot.county.fips}" if spot.county else ""]
    told += [f"{number(spot.population)} people (July 2019)" if spot.population is not None else ""]
    told += [f"in {listed([county.name for county in spot.within])}" if spot.within else ""]
    return ", ".join(filter(None, told))


def decided(office: Office, library: Library) -> str:
    """Which charges an office decides, as its document says."""
    if office.confidence is Confidence.UNVERIFIED:
        return NO_OFFICE
    if office.decides is None:
        return "all charges, as far as its document says"
    return f"only {Wording(library).scope(office.decides)}"


def deciding(ground: Ground, library: Library) -> list[tuple[str, str]]:
    """Who decides here: each office with its charges, and what is left."""
    told = [(office.name, decided(office, library)) for office in ground.offices]
    whole = any(office.decides is None for office in ground.offices)
    if not told:
        told = [("felonies, misdemeanors, lesser charges", NO_OFFICE)]
    elif not whole:
        told.append(("all other charges", NO_OFFICE))
    return [*told, ("city and county ordinances", NO_OFFICE)]


# -- the law by class


def word(one: ClassOfLaw) -> str:
    """`3 sections`, `none in the catalogue`, `repealed` or `sections not checked`."""
    match one.law:
        case Law.LISTED:
            return plural(len(one.sections), "section")
        case Law.REPEALED:
            return "repealed"
        case Law.NONE_LISTED:
            return "none in the catalogue"
        case Law.NOT_CHECKED:
            return "sections not checked"


def sign(one: ClassOfLaw) -> str:
    """The sign of the terminal for what is known of the law of a class."""
    match one.law:
        case Law.LISTED:
            return "§"
        case Law.REPEALED:
            return MARKS[Decision.NOT_IN_FORCE].sign
        case Law.NONE_LISTED:
            return STANDING[Value.NO_POLICY].sign
        case Law.NOT_CHECKED:
            return STANDING[Value.NOT_CHECKED].sign


def _mark(one: ClassOfLaw) -> Markup:
    match one.law:
        case Law.LISTED:
            return Markup('<span class="mark section" aria-hidden="true">§</span>')
        case Law.REPEALED:
            return svg(MARKS[Decision.NOT_IN_FORCE])
        case Law.NONE_LISTED:
            return svg(STANDING[Value.NO_POLICY])
        case Law.NOT_CHECKED:
            return svg(STANDING[Value.NOT_CHECKED])


@dataclass(frozen=True)
class Row:
    """One section in words."""

    citation: str
    title: str
    level: str
    stands: str
    sure: str


def row(offense: Offense, words: Wording, ended: bool) -> Row:
    """A section: what it is called, its level, how it stands, how sure the entry is."""
    sure = {Confidence.VERIFIED: "verified", Confidence.UNVERIFIED: "unverified"}
    stands = _ended(offense) if ended else _since(offense)
    return Row(
        offense.citation, offense.title, law.level(offense, words), stands,
        sure.get(offense.confidence, "partly verified"),
    )  # fmt: skip


def _since(offense: Offense) -> str:
    return f"since {when(offense.in_force.from_)}" if offense.in_force.from_ else "first day not known"


def _ended(offense: Offense) -> str:
    last = offense.in_force.to
    what = offense.status if offense.status in ("repealed", "amended", "renumbered") else "not in force"
    return f"{what}; last day {when(last)}" if last and last.last != LAST_DAY else f"{what}; last day not known"


# -- the page


def _county(spot: Spot) -> str:
    return f"{spot.county.name}, POPESTIMATE2019" if spot.county else ""


def _unchecked() -> tuple[Markup, str]:
    """What an office that nobody researched says: not checked, and nothing else."""
    return svg(STANDING[Value.NOT_CHECKED]), VALUES[Value.NOT_CHECKED]


def _elsewhere(ground: Ground, library: Library) -> Iterator[tuple[str, str, str, str]]:
    """Offices of other places of the state: their name and place, how the head is chosen, what they decide."""
    for office in ground.elsewhere:
        place = library.places.get(office.place)
        yield office.name, place.name if place else office.place, office.selection, decided(office, library)


def _sections(ground: Ground, words: Wording) -> Iterator[tuple[str, str, str, list[Row]]]:
    """For each class its column, its name, what is known of it, and its sections; those that ended last."""
    for one in ground.law:
        rows = [row(offense, words, False) for offense in one.sections]
        rows += [row(offense, words, True) for offense in one.gone]
        yield one.column, capital(NOUNS[one.column]), word(one), rows


def unresearched_page(ground: Ground, library: Library, frame: Frame = ALONE) -> str:
    """The page of a place that nobody has researched, alone or in a site."""
    words, sources = Wording(library), Sources(library.sources)
    title = f"{name(ground.spot)}: what is known about who prosecutes sex work"
    population = sources.cite([Citation(source=_POPULATION, at=_county(ground.spot))] if ground.spot.county else ())
    values = {
        "title": title,
        "frame": frame,
        "description": answer(ground),
        "kind": "Place",
        "as_of": ground.as_of,
        "running": f"{name(ground.spot)}, as of {day(ground.as_of)}",
        "foot_line": f"{tool()}. {ground.spot.id}.",
        "place": name(ground.spot),
        "under": under(ground.spot),
        "answer": answer(ground),
        "columns": [(TITLES[one.column], _unchecked(), _mark(one), word(one), one) for one in ground.law],
        "decides": deciding(ground, library),
        "elsewhere": list(_elsewhere(ground, library)),
        "inside": [(place.id, place.name) for place in ground.inside],
        "around": [county.name for county in ground.around],
        "catalogued": ground.catalogued,
        "state": ground.spot.state_name,
        "sections": list(_sections(ground, words)),
        "limits": [(limit, sources.cite(limit.cite)) for limit in ground.limits],
        "asks": ground.inquiries,
        "notes": ground.notes,
        "outside": outside.grouped(
            outside.events(library, ground.spot.id, ground.as_of), ground.spot.id, library, sources
        ),
        "population": population,
        "refs": sources.cite(ground.spot.place.cite if ground.spot.place else ()),
        "id": ground.spot.id,
    }
    return render("unresearched.html", {**values, "sources": sources.list()})
