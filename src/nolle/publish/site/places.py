"""The page of each described place, and the list of them: the page of `nolle place`, with its neighbours and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, cast

from markupsafe import Markup

from nolle.analysis.standing import Standing
from nolle.publish import unresearched
from nolle.publish.cells import slug
from nolle.publish.page import plural
from nolle.publish.place import place_page
from nolle.publish.place_answer import answer_of
from nolle.publish.site.clauses import COLUMNS as CLAUSES
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, made
from nolle.publish.site.index import ANSWERS
from nolle.publish.site.place_data import (
    DECIDES,
    GAPS,
    HISTORY,
    MODEL,
    OFFENSES,
    OUTSIDE,
    PAST,
    answers,
    asks,
    clause_rows,
    decides_rows,
    gap_rows,
    history_rows,
    offense_rows,
    outside_rows,
    past_rows,
)
from nolle.publish.site.seen import PlaceSeen, Seen


@dataclass(frozen=True)
class ListRow:
    """One line of a list of pages."""

    href: str
    name: str
    cells: tuple[str | Markup, ...]


def path_of(seen: PlaceSeen, standing: Standing | None = None) -> str:
    """Where a place's page stands; a second office of the place has a page below it."""
    path = f"places/{seen.ground.spot.id}"
    first = seen.standings[0] if seen.standings else None
    if standing is None or first is None or standing.office.id == first.office.id:
        return path
    return f"{path}/{slug(standing.office.id.rpartition('/')[2])}"


def pages(site: Site, seen: Seen) -> Iterator[SitePage]:
    """The list of places, and the page of each; one for each of its offices that were looked at."""
    yield _list(site, seen)
    for place in seen.places:
        if not place.standings:
            yield _unresearched(site, seen, place)
        for standing in place.standings:
            yield _place(site, seen, place, standing)


# -- one place


def _place(site: Site, seen: Seen, place: PlaceSeen, standing: Standing) -> SitePage:
    library, path = seen.library, path_of(place, standing)
    gaps = cast("Mapping[str, Any] | None", place.gaps.get(standing.office.id))
    title = f"{standing.place.name}: {standing.office.name}"
    sheets = (
        Sheet("answers", "answers", ANSWERS | MODEL, answers(standing, seen.tables[standing.office.id])),
        Sheet("decides", "who decides", DECIDES, decides_rows(place, library)),
        Sheet("gaps", "gaps to the model", GAPS, [*gap_rows(gaps)]),
        Sheet("clauses", "clauses", CLAUSES, [*clause_rows(seen, standing)]),
        Sheet("offenses", "offense by offense", OFFENSES, list(offense_rows(standing, library))),
        Sheet("past", "past cases", PAST, [*past_rows(standing)]),
        Sheet("history", "events of its documents", HISTORY, history_rows(standing)),
        Sheet("outside", "what others did", OUTSIDE, outside_rows(site, seen, standing.place.id)),
        asks(place),
    )
    html = place_page(standing, gaps, {}, library, place.ground, Frame(path, site, title, sheets))
    cited = [cite.source for document in standing.documents for cite in document.policy.cite]
    return SitePage(path, title, answer_of(standing, library), html, sheets, tuple(dict.fromkeys(cited)))


def _unresearched(site: Site, seen: Seen, place: PlaceSeen) -> SitePage:
    ground = place.ground
    path = f"places/{ground.spot.id}"
    title = f"{unresearched.name(ground.spot)}: not yet researched"
    decides = Sheet("decides", "who decides", DECIDES, decides_rows(place, seen.library))
    sheets = (
        asks(place),
        decides,
        Sheet("outside", "what others did", OUTSIDE, outside_rows(site, seen, ground.spot.id)),
    )
    html = unresearched.unresearched_page(ground, seen.library, Frame(path, site, title, sheets))
    return SitePage(path, title, unresearched.answer(ground), html, sheets)


# -- the list


def _list(site: Site, seen: Seen) -> SitePage:
    frame = Frame("places", site)
    ordered = sorted(seen.places, key=lambda one: one.ground.spot.id)
    groups = [
        (seen.state_name(state), frame.to(f"states/{state}"), [row for one in found for row in _rows(frame, seen, one)])
        for state, found in groupby(ordered, key=lambda one: one.ground.spot.id.partition("/")[0])
    ]
    researched = sum(1 for one in seen.places if one.standings)
    says = f"{plural(len(seen.places), 'place')} described here; of {researched} an office was looked at."
    values = {
        "heading": "Places",
        "note": "For any other county: see “Any county”.",
        "titles": ["place", "office", "in short"],
        "groups": groups,
    }
    rows: list[dict[str, Value]] = [
        {"place": one.ground.spot.id, "office": office, "says": says_}
        for one in ordered
        for office, says_ in _said(seen, one)
    ]
    columns = {"place": "the place's id", "office": "the office's id", "says": "the answer in short"}
    return made(site, "places", "site_list.html", "Places", says, values, [Sheet("places", "places", columns, rows)])


def _said(seen: Seen, place: PlaceSeen) -> list[tuple[str, str]]:
    told = [(one.office.id, answer_of(one, seen.library)) for one in place.standings]
    return told or [("", unresearched.answer(place.ground))]


def _rows(frame: Frame, seen: Seen, place: PlaceSeen) -> Iterator[ListRow]:
    if not place.standings:
        yield ListRow(
            frame.to(path_of(place)), place.ground.spot.title, ("not yet checked", unresearched.answer(place.ground))
        )
    for one in place.standings:
        yield ListRow(
            frame.to(path_of(place, one)), one.place.name, (one.office.name, answer_of(one, seen.library))
        )  # fmt: skip
