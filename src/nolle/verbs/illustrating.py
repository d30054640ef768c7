"""Pictures for the pages of a site: where the record stands on the first one, a timeline on each place's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from markupsafe import Markup

from nolle.law.library import Library
from nolle.publish.pictures.picture import Picture, svg
from nolle.publish.site.frame import Figure
from nolle.verbs.documents import open_library
from nolle.verbs.picturing import pictures

ON_INDEX = ("tiles", "map", "durability")
"""What the first page shows."""


def figures(as_of: date, known_on: date | None = None, workspace: Path | None = None) -> dict[str, list[Figure]]:
    """Pictures by the path of the page they stand on. Raises NolleError where the extra `charts` is missing."""
    library = open_library(workspace)
    found = {"index": [figure(one) for one in pictures(as_of, known_on, workspace, ON_INDEX)]}
    for place in _drawn(library):
        drawn = pictures(as_of, known_on, workspace, ("timeline",), place)
        found[f"places/{place}"] = [figure(one) for one in drawn]
    return found


def _drawn(library: Library) -> Iterator[str]:
    """The places of which something can be drawn: somebody has found a document of an office there."""
    offices = library.prosecutors
    yield from sorted({office.place for office in offices if library.office_policies(office.id)})


def figure(picture: Picture) -> Figure:
    """A picture as it stands on a page, with its text and its numbers."""
    rows = [[_cell(row[column.name]) for column in picture.columns] for row in picture.rows]
    drawn = Markup(svg(picture, fonts=False))  # made here, from escaped text
    return Figure(picture.name, picture.title, drawn, picture.alt, [one.name for one in picture.columns], rows)


def _cell(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
