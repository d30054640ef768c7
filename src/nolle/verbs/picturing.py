"""pictures: what is in force where, drawn; each picture with its numbers and its text, as values and as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from nolle.analysis.changes import Change, What
from nolle.analysis.standing import COLUMNS, Row, spells, standing
from nolle.errors import NolleError
from nolle.law.gazetteer import Spot
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.library.gazetteer import gazetteer
from nolle.publish.folder import whole_file
from nolle.publish.pictures import picture as drawing
from nolle.publish.pictures.durability import durability
from nolle.publish.pictures.lanes_others import Happening
from nolle.publish.pictures.maps import Site, county_map
from nolle.publish.pictures.matrix import matrix
from nolle.publish.pictures.page import picture_page
from nolle.publish.pictures.picture import Picture
from nolle.publish.pictures.tiles import tile_map
from nolle.publish.pictures.timeline import OfficeTime, first_day, timeline
from nolle.terms import Confidence
from nolle.verbs.documents import open_library
from nolle.verbs.exporting import Column, made, write_table
from nolle.verbs.placing import find_place, need_one
from nolle.verbs.tracking import Filters, place_history, track, track_durability

NAMES = ("timeline", "matrix", "map", "tiles", "durability")
"""What can be drawn."""

MOST_OFFICES = 120
"""In a matrix that somebody can still read."""

KINDS_OF_FILE = (".svg", ".png", ".html")


def pictures(
    as_of: date, known_on: date | None = None, workspace: Path | None = None, names: Sequence[str] = NAMES,
    place: str = "", conduct: str = "selling", within: str = "",
) -> tuple[Picture, ...]:  # fmt: skip
    """The pictures of these names on `as_of`, as known on `known_on`, in the order asked for.

    A timeline needs a `place`, by id or by name; it is left out of several where none is given. Maps show one kind of
    `conduct`, a matrix the offices `within` a state or place. Raises NolleError for a name that nothing has, for more
    offices than a matrix can show, and where the extra `charts` (or `impact`) is missing.
    """
    wanted = _wanted(names, place)
    if conduct not in COLUMNS:
        raise NolleError(f'no kind of charge "{conduct}". Use one of: {", ".join(COLUMNS)}.')
    how: dict[str, Callable[[], Picture]] = {
        "timeline": lambda: _timeline(place, as_of, known_on, workspace),
        "matrix": lambda: _matrix(within, as_of, known_on, workspace),
        "map": lambda: _map(conduct, as_of, known_on, workspace),
        "tiles": lambda: _tiles(conduct, as_of, known_on, workspace),
        "durability": lambda: _durability(as_of, known_on, workspace),
    }
    return tuple(how[name]() for name in wanted)


def _wanted(names: Sequence[str], place: str) -> list[str]:
    wrong = [name for name in names if name not in NAMES]
    if wrong:
        raise NolleError(f'no picture "{wrong[0]}". Use one of: {", ".join(NAMES)}.')
    if place:
        return list(names)
    if list(names) == ["timeline"]:
        raise NolleError("a timeline is of one place: name it, such as nolle picture timeline us-ny/manhattan")
    return [name for name in names if name != "timeline"]


def _matrix(within: str, as_of: date, known_on: date | None, workspace: Path | None) -> Picture:
    told = track(as_of, known_on, Filters(place=within), workspace)
    if not told.rows:
        raise NolleError(f"no office of {within or 'the record'} decides charges, so there is nothing to draw.")
    if told.offices > MOST_OFFICES:
        raise NolleError(
            f"a matrix shows at most {MOST_OFFICES} offices, and these are {told.offices}. Name a state: --in us-ny"
        )
    return matrix(told.rows, _names(told.library), as_of, known_on)


def _answers(conduct: str, as_of: date, known_on: date | None, workspace: Path | None) -> tuple[Library, list[Row]]:
    told = track(as_of, known_on, None, workspace)
    return told.library, [row for row in told.rows if row.conduct == conduct]


def _map(conduct: str, as_of: date, known_on: date | None, workspace: Path | None) -> Picture:
    library, rows = _answers(conduct, as_of, known_on, workspace)
    return county_map(rows, _names(library), _sites(library), as_of, known_on)


def _tiles(conduct: str, as_of: date, known_on: date | None, workspace: Path | None) -> Picture:
    _, rows = _answers(conduct, as_of, known_on, workspace)
    return tile_map(rows, gazetteer().states, as_of, known_on)


def _durability(as_of: date, known_on: date | None, workspace: Path | None) -> Picture:
    told = track_durability(as_of, known_on, workspace)
    policies = open_library(workspace).policies
    sources = {one.policy: _cited(policies[one.policy]) for one in told.lifetimes}
    return durability(told.lifetimes, told.all, told.by_kind, sources, told.left_out, as_of, known_on)


def _cited(policy: Policy) -> tuple[str, ...]:
    cites = (*policy.cite, *(cite for event in policy.events for cite in event.cite))
    return tuple(dict.fromkeys(cite.source for cite in cites))


def _names(library: Library) -> dict[str, str]:
    return {office.id: office.name for office in library.offices.values()}


def _sites(library: Library) -> dict[str, Site]:
    """Where each place is, by the Census codes of its document."""
    counties = gazetteer().counties
    found = {}
    for place in library.places.values():
        codes = (place.fips,) if place.fips else place.within
        named = tuple(counties[code].name for code in codes if code in counties)
        found[place.id] = Site(place.fips, place.within, named)
    return found


# -- a place over time


def _timeline(name: str, as_of: date, known_on: date | None, workspace: Path | None) -> Picture:
    library = open_library(workspace)
    spot = _spot(name, library, workspace)
    offices = [office for office in library.offices.values() if office.place == spot]
    if not offices:
        raise NolleError(f"no office of {spot} is known, so there is no history to draw. Ask: nolle place {spot}")
    told = place_history(spot, as_of, known_on, workspace)
    standings = [standing(library, office.id, as_of, known_on, with_model=False) for office in offices]
    shown = [one for one in standings if one.documents or one.office.prosecutes]
    shown.sort(key=lambda one: (not one.office.prosecutes, one.office.id))
    first = first_day(shown, as_of)
    times = [
        OfficeTime(one, spells(library, one.office.id, first, as_of, known_on) if one.office.prosecutes else ())
        for one in shown
    ]
    others = [_happening(change, library) for change in told.changes if change.what in (What.LAW, What.OUTSIDE)]
    return timeline(library.places[spot].name, times, others, as_of, known_on)


def _spot(name: str, library: Library, workspace: Path | None) -> str:
    """The id of a place given by id or by name."""
    if name in library.places:
        return name
    spot: Spot = need_one(find_place(name, workspace))
    return spot.id


def _happening(change: Change, library: Library) -> Happening:
    if change.what is What.OUTSIDE:
        kind = change.type.replace("_", " ")
        verified = library.outside[change.id].confidence is not Confidence.UNVERIFIED
        return Happening(change.span, "others", change.id, kind, change.title, change.sources, verified)
    offense = library.offenses[change.id]
    says = f"{offense.citation} ({offense.title}) {change.type.replace('_', ' ')}"
    verified = Confidence.UNVERIFIED.value not in (offense.confidence.value, offense.dates_confidence)
    return Happening(change.span, "law", change.id, "law", says, change.sources, verified)


# -- as files


def write_picture(told: Picture, out: Path, workspace: Path | None = None) -> tuple[Path, ...]:
    """Write a picture, and beside it its numbers (.csv, with its sources) and its text (.txt); as .html all in one.

    Returns what was written. Raises NolleError.
    """
    kind = out.suffix.lower()
    if kind not in KINDS_OF_FILE:
        raise NolleError(f'{out}: a picture is written as {", ".join(KINDS_OF_FILE)}, not "{out.suffix}".')
    if kind == ".html":
        return write_page([told], out, workspace)
    drawn = drawing.svg(told).encode("utf-8") if kind == ".svg" else drawing.png(told)
    with whole_file(out) as new:
        new.write_bytes(drawn)
    table, text = out.with_suffix(".csv"), out.with_suffix(".txt")
    columns = [Column(one.name, one.says, one.many, one.number) for one in told.columns]
    write_table(made(told.name, told.title, columns, told.rows, open_library(workspace).sources), table)
    with whole_file(text) as new:
        new.write_text(f"{told.title}\n\n{told.alt}\n", encoding="utf-8")
    return out, table, table.with_name(f"{table.stem}.sources.csv"), text


def write_page(told: Sequence[Picture], out: Path, workspace: Path | None = None) -> tuple[Path, ...]:
    """Write pictures as one page with their numbers and texts. Raises NolleError."""
    page = picture_page(told, open_library(workspace).sources)
    with whole_file(out) as new:
        new.write_text(page, encoding="utf-8")
    return (out,)


def write_pictures(told: Sequence[Picture], folder: Path, workspace: Path | None = None) -> tuple[Path, ...]:
    """Write pictures into a folder: each as SVG and PNG with its numbers and text, and all on one page."""
    written: list[Path] = []
    for one in told:
        written += write_picture(one, folder / f"{one.name}.svg", workspace)
        with whole_file(folder / f"{one.name}.png") as new:
            new.write_bytes(drawing.png(one))
        written.append(folder / f"{one.name}.png")
    return (*written, *write_page(told, folder / "index.html", workspace))
