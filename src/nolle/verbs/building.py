"""site build: the whole record on a day as a folder of linked pages, each with its data beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nolle.analysis import changes as changing
from nolle.analysis.standing import COLUMNS, standing, table
from nolle.analysis.unresearched import classes_of_law
from nolle.engine import sheets
from nolle.errors import NolleError
from nolle.law.gazetteer import Spot
from nolle.law.library import Library
from nolle.law.timeline import as_known, known
from nolle.library import gazetteer
from nolle.publish.folder import whole
from nolle.publish.package import as_json
from nolle.publish.site import changes, clauses, data, index, offices, places, policies, sources, states
from nolle.publish.site.frame import (
    BESIDE,
    MENU,
    Figure,
    Sheet,
    Site,
    SitePage,
    ending,
    fonts,
    stylesheet,
)
from nolle.publish.site.seen import PlaceSeen, Seen, StateSeen
from nolle.verbs.documents import open_library
from nolle.verbs.packages.stamp import documents_hash
from nolle.verbs.placing import gaps, place
from nolle.verbs.tracked_files import feed

MARKER = "nolle-site.json"
"""The file by which a folder is known as a site that nolle built: it lists every file of it."""

Figures = Mapping[str, Sequence[Figure]]
"""Pictures by the path of the page that shows them, such as `index` or `places/us-ny/manhattan`."""


@dataclass(frozen=True)
class Built:
    """A site that was written: where, how many pages and files, how many bytes, and the largest page."""

    folder: Path
    as_of: date
    pages: int
    files: int
    size: int
    largest: tuple[str, int]

    def json(self) -> dict[str, Any]:
        return {
            "folder": str(self.folder), "as_of": self.as_of.isoformat(), "pages": self.pages, "files": self.files,
            "bytes": self.size, "largest_page": {"page": self.largest[0], "bytes": self.largest[1]},
        }  # fmt: skip


def build_site(
    out: Path, as_of: date, known_on: date | None = None, workspace: Path | None = None, figures: Figures | None = None
) -> Built:
    """Write the site of a day into `out`, as a whole or not at all.

    Raises NolleError where the folder holds anything that nolle did not write there.
    """
    _refuse_foreign(out)
    files = site_files(as_of, known_on, workspace, figures)
    with whole(out, MARKER) as folder:
        for name, text in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text)
    pages = {name: len(text) for name, text in files.items() if name.endswith(".html")}
    largest = max(pages.items(), key=lambda one: (one[1], one[0]))
    return Built(out, as_of, len(pages), len(files), sum(map(len, files.values())), largest)


def site_files(
    as_of: date, known_on: date | None = None, workspace: Path | None = None, figures: Figures | None = None
) -> dict[str, bytes]:
    """Every file of the site by its path. The same documents and days give the same bytes. Raises NolleError."""
    library = open_library(workspace)
    seen = see(library, as_of, known_on, workspace)
    site = Site(as_of, known_on, documents_hash(workspace), paths_of(seen), sources.lists(library), figures or {})
    made = [*_pages(site, seen)]
    made += sources.pages(site, seen, {id for page in made for id in data.cited(page, library)})
    files = {"style.css": stylesheet().encode(), **{f"fonts/{name}": raw for name, raw in fonts().items()}}
    for page in sorted(made, key=lambda one: one.path):
        files |= _files_of(page, site, library)
    files["changes.xml"] = feed(seen.changes, library, as_of).encode()
    files[MARKER] = as_json({**site.json(), "files": sorted([*files, MARKER])}).encode()
    return files


def _pages(site: Site, seen: Seen) -> Iterator[SitePage]:
    yield index.page(site, seen)
    yield from places.pages(site, seen)
    yield from offices.pages(site, seen)
    yield from policies.pages(site, seen)
    yield clauses.page(site, seen)
    yield from changes.pages(site, seen)
    yield from states.pages(site, seen)


def _files_of(page: SitePage, site: Site, library: Library) -> Iterator[tuple[str, bytes]]:
    yield f"{page.path}.html", page.html.encode()
    yield f"{page.path}.json", as_json(data.values(page, site, library)).encode()
    for at, sheet in enumerate(page.sheets):
        yield f"{page.path}{ending(at, sheet)}", _csv(sheet).encode()


def _csv(sheet: Sheet) -> str:
    """A sheet as a table that no spreadsheet takes for formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows(
        [sheets.plain(cell) if isinstance(cell, str) else cell for cell in row] for row in data.cells(sheet)
    )
    return text.getvalue()


# ---------------------------------------------------------------- looking


def see(library: Library, as_of: date, known_on: date | None, workspace: Path | None) -> Seen:
    """Everything that the site shows of a library on a day."""
    spots = {spot.id: spot for spot in gazetteer.spots(library.places)}
    placed = {id: place(spots[id], as_of, known_on, workspace) for id in sorted(library.places)}
    standings = {one.office.id: one for told in placed.values() for one in told.standings}
    for id in sorted(library.offices):
        if id not in standings:
            standings[id] = standing(library, id, as_of, known_on, with_model=False)
    standings = dict(sorted(standings.items()))
    every = changing.history(library, tuple(COLUMNS.values()), known_on)
    return Seen(
        library=library,
        standings=standings,
        tables={id: table(library, one) for id, one in standings.items()},
        places=tuple(
            PlaceSeen(one.ground, one.standings, {s.office.id: gaps(s, library) for s in one.standings})
            for one in placed.values()
        ),
        states=tuple(_states(library, as_of, list(spots.values()))),
        policies={
            p.id: as_known(p, known_on)
            for p in library.policies.values()
            if not p.private and known(p.recorded, known_on)
        },
        changes=[one for one in every if one.span.first <= as_of],
    )  # fmt: skip


def _states(library: Library, as_of: date, spots: Sequence[Spot]) -> Iterator[StateSeen]:
    for state in gazetteer.gazetteer().states.values():
        offenses = tuple(library.catalogue(state.id).offenses.values())
        yield StateSeen(
            state, bool(offenses), classes_of_law(offenses, COLUMNS, as_of),
            tuple(spot for spot in spots if spot.state is not None and spot.state.id == state.id),
        )  # fmt: skip


def paths_of(seen: Seen) -> frozenset[str]:
    """The path of every page that the site will have."""
    found = {path for path, _ in MENU} | {*BESIDE}
    found |= {f"offices/{id}" for id in seen.standings}
    found |= {f"policies/{id}" for id in seen.policies}
    found |= {f"states/{one.state.id}" for one in seen.states}
    for one in seen.places:
        found |= {places.path_of(one)} | {places.path_of(one, told) for told in one.standings}
    return frozenset(found)


# ---------------------------------------------------------------- what is there already


def _refuse_foreign(out: Path) -> None:
    """A site that nolle built is replaced; a folder with any other file in it never is."""
    marker = out / MARKER
    if not out.is_dir() or not marker.is_file():
        return  # `whole` refuses a folder without the marker, unless it is empty
    try:
        ours = {str(name) for name in json.loads(marker.read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        raise NolleError(
            f"{marker}: cannot be read, so that what is in {out} is not known. Name a new folder."
        ) from None
    others = sorted({f.relative_to(out).as_posix() for f in out.rglob("*") if not f.is_dir() or f.is_symlink()} - ours)
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        raise NolleError(
            f"{out}: holds files that nolle did not write: {', '.join(others[:3])}{more}.\n"
            "  Move them away, or name another folder. Nothing was changed."
        )
