"""A page for each state: its sections by kind of charge, its offices, its counties; and how to ask about any."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.law.gazetteer import Spot
from nolle.publish import outside, unresearched
from nolle.publish.cells import NOUNS
from nolle.publish.page import Sources, capital, number, plural
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, made
from nolle.publish.site.place_data import OUTSIDE, outside_rows
from nolle.publish.site.seen import Seen, StateSeen
from nolle.publish.wording import Wording
from nolle.terms import Confidence

COUNTIES = {
    "id": "the id to ask with",
    "name": "the county, or the place that a document describes",
    "fips": "its Census code",
    "people_2019": "people in July 2019; empty for what is no county",
    "researched": "whether it has a page here",
}
SECTIONS = {
    "conduct": "the kind of charge",
    "offense": "the offense's id",
    "citation": "the section",
    "title": "its title",
    "level": "its level",
    "stands": "whether it is in force on the day",
    "confidence": "how far the entry was checked",
    "sources": "the ids of its sources",
}


def pages(site: Site, seen: Seen) -> Iterator[SitePage]:
    """The page on how to ask about any county, and one page for each state."""
    yield _counties(site, seen)
    for one in seen.states:
        yield _state(site, seen, one)


def _says(one: StateSeen, offices: int) -> str:
    held = f"{plural(offices, 'office')} of {one.state.name} {'is' if offices == 1 else 'are'} described here."
    if not offices:
        held = f"No office of {one.state.name} is described here."
    if not one.catalogued:
        return f"{held} Its sections were not checked."
    listed = {offense.id: offense.confidence for law in one.law for offense in law.sections}
    read = sum(1 for confidence in listed.values() if confidence is Confidence.VERIFIED)
    sections = plural(len(listed), "section")
    return f"{held} The catalogue of its law holds {sections} for these charges, {read} of them verified."


def _state(site: Site, seen: Seen, one: StateSeen) -> SitePage:
    id, library = one.state.id, seen.library
    frame, words, sources = Frame(f"states/{id}", site), Wording(library), Sources(library.sources)
    offices = [s for s in seen.standings.values() if s.place.id.partition("/")[0] == id]
    limits = [(limit, sources.cite(limit.cite)) for limit in library.limits.values() if limit.jurisdiction == id]
    events = outside.events(library, id, site.as_of, site.known_on)
    values = {
        "state": one.state,
        "catalogued": one.catalogued,
        "sections": [*_sections(one, words)],
        "offices": [
            (frame.to(f"offices/{s.office.id}"), s.office.name, frame.to(f"places/{s.place.id}"), s.place.name)
            for s in offices
        ],
        "limits": limits,
        "outside": outside.grouped(events, id, library, sources),
        "counties": [_county(frame, spot) for spot in one.counties],
    }
    sheets = [
        Sheet("counties", "its counties", COUNTIES, [_county_values(frame, spot) for spot in one.counties]),
        Sheet("sections", "its sections", SECTIONS, [*_section_values(one, words)]),
        Sheet("outside", "what others did", OUTSIDE, outside_rows(site, seen, id)),
    ]
    return made(
        site, frame.path, "site_state.html", one.state.name, _says(one, len(offices)),
        {**values, "sources": sources.list()}, sheets, [*sources.cited],
    )  # fmt: skip


def _sections(one: StateSeen, words: Wording) -> Iterator[tuple[str, str, str, list[unresearched.Row]]]:
    for law in one.law:
        rows = [unresearched.row(offense, words, False) for offense in law.sections]
        rows += [unresearched.row(offense, words, True) for offense in law.gone]
        yield law.column, capital(NOUNS[law.column]), unresearched.word(law), rows


def _section_values(one: StateSeen, words: Wording) -> Iterator[dict[str, Value]]:
    for law in one.law:
        for offense in (*law.sections, *law.gone):
            row = unresearched.row(offense, words, offense in law.gone)
            yield {
                "conduct": law.column, "offense": offense.id, "citation": row.citation, "title": row.title,
                "level": row.level, "stands": row.stands, "confidence": row.sure, "sources": offense.sources,
            }  # fmt: skip


def _county(frame: Frame, spot: Spot) -> tuple[str, str, str]:
    """Link, name, the id to ask with."""
    return frame.to(f"places/{spot.id}"), spot.title, spot.id


def _county_values(frame: Frame, spot: Spot) -> dict[str, Value]:
    return {
        "id": spot.id, "name": spot.title, "fips": spot.county.fips if spot.county else "",
        "people_2019": spot.population if spot.population is not None else "",
        "researched": "yes" if frame.to(f"places/{spot.id}") else "no",
    }  # fmt: skip


def _counties(site: Site, seen: Seen) -> SitePage:
    frame = Frame("counties", site)
    rows = [
        (frame.to(f"states/{one.state.id}"), one.state.name, number(len(one.counties)), _offices(seen, one), _law(one))
        for one in seen.states
    ]
    every = sum(len(one.counties) for one in seen.states)
    with_law = sum(1 for one in seen.states if one.catalogued)
    says = (
        f"Ask about any of {number(every)} counties and places. "
        f"{with_law} of {len(seen.states)} states have a catalogue of their law here."
    )
    columns = {
        "id": "the state's id", "state": "the state", "counties": "its counties and described places",
        "offices": "its offices that are described", "law": "what is known of its sections",
    }  # fmt: skip
    told: list[dict[str, Value]] = [
        {"id": one.state.id, "state": one.state.name, "counties": len(one.counties), "offices": _offices(seen, one),
         "law": _law(one)}
        for one in seen.states
    ]  # fmt: skip
    return made(
        site, "counties", "site_counties.html", "Any county", says, {"rows": rows},
        [Sheet("states", "states", columns, told)],
    )  # fmt: skip


def _offices(seen: Seen, one: StateSeen) -> int:
    return sum(1 for s in seen.standings.values() if s.place.id.partition("/")[0] == one.state.id)


def _law(one: StateSeen) -> str:
    if not one.catalogued:
        return "sections not checked"
    return plural(len({offense.id for law in one.law for offense in law.sections}), "section")
