"""A page that holds pictures, each with its finding, its numbers as a table, and the list of its sources.

One file: no network, no script. The picture's text is on the page for everybody, and not only for screen readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from nolle.cite import Source
from nolle.publish.page import day, render, tool
from nolle.publish.pictures.picture import Column, Picture, svg


@dataclass(frozen=True)
class Figure:
    """A picture as the page prints it."""

    name: str
    title: str
    alt: str
    drawn: Markup
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def picture_page(pictures: Sequence[Picture], sources: Mapping[str, Source]) -> str:
    """The page of one or more pictures of one day. Raises NolleError where the `charts` extra is missing."""
    first = pictures[0]
    known = f", as known on {day(first.known_on)}" if first.known_on else ""
    cited = sorted({id for one in pictures for id in one.sources})
    title = first.title if len(pictures) == 1 else f"Pictures of what is in force, {day(first.as_of)}{known}"
    return render(
        "picture.html",
        {
            "title": title, "description": first.alt.partition(". ")[0], "running": title, "foot_line": tool(),
            "kind": "pictures", "as_of": first.as_of, "figures": [_figure(one) for one in pictures],
            "sources": [(id, sources[id]) for id in cited if id in sources],
        },
    )  # fmt: skip


def _figure(one: Picture) -> Figure:
    rows = tuple(tuple(shown(row[column.name]) for column in one.columns) for row in one.rows)
    return Figure(one.name, one.title, one.alt, Markup(svg(one, fonts=False)), one.columns, rows)


def shown(value: Any) -> str:
    """A cell in words; several values with commas."""
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
