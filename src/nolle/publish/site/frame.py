"""Where a page stands: alone in a file, or in a site with its menu, its neighbours, its data and how to cite it.

A page of a site is known by its path without an ending. It links only to pages that the site has, and from where it
stands, so that the folder can be put anywhere.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from nolle.publish.cells import slug
from nolle.publish.page import FONTS, day, render, tool

MENU = (
    ("index", "In force"),
    ("places", "Places"),
    ("offices", "Offices"),
    ("policies", "Policies"),
    ("clauses", "Clauses"),
    ("changes", "Changes"),
    ("sources", "Sources"),
    ("counties", "Any county"),
)
"""The pages that every page leads to."""

_BELOW = {
    "states": "counties",
    "learned": "changes",
    "changes-earlier": "changes",
    "changes-law": "changes",
    "sources-news": "sources",
    "sources-law": "sources",
}
"""Under which page of the menu another one stands."""

BESIDE = tuple(path for path in _BELOW if path != "states")
"""Pages beside those of the menu."""

Value = str | int | tuple[str, ...]
"""What a cell of the data holds."""


@dataclass(frozen=True)
class Sheet:
    """A table that a page shows, as data: its columns with their meaning, and its rows."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Value]]


@dataclass(frozen=True)
class Figure:
    """A picture with its text alternative, and the table of what it draws."""

    id: str
    title: str
    svg: Markup
    alt: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class SitePage:
    """A page that is made: where it stands, what it is called, what it says first, its text and its data."""

    path: str
    title: str
    says: str
    html: str
    sheets: tuple[Sheet, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """What all pages share: the days they speak of, the documents they rest on, and which pages there are.

    `documents` is a hash of the documents, empty where it is not known; `lists` says on which page each source
    stands; `figures` are pictures by the path of a page.
    """

    as_of: date
    known_on: date | None = None
    documents: str = ""
    paths: frozenset[str] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Sequence[Figure]] = field(default_factory=dict)

    @property
    def days(self) -> str:
        """`as of 3 January 2022, as known on 1 June 2026`."""
        known = f", as known on {day(self.known_on)}" if self.known_on else ""
        return f"as of {day(self.as_of)}{known}"

    @property
    def basis(self) -> str:
        """The version, and the documents."""
        documents = f", documents {self.documents[:12]}" if self.documents else ""
        return f"{tool()}{documents}"

    def cite(self, title: str, path: str) -> str:
        """How to cite a page."""
        return f"nolle: “{title}”, {self.days} ({path}.html). {capitalised(self.basis)}."

    def json(self) -> dict[str, Any]:
        """The same as values, for the data of a page."""
        return {
            "as_of": self.as_of.isoformat(),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "made_by": f"nolle {version('nolle')}",
            "documents_sha256": self.documents or None,
        }


def capitalised(text: str) -> str:
    """The text as the start of a sentence; the tool's name stays as it is."""
    return text if text.startswith("nolle") else text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Frame:
    """One page's view of where it stands; without a site it stands alone, and links nowhere."""

    path: str = ""
    site: Site | None = None
    title: str = ""
    sheets: tuple[Sheet, ...] = ()

    @property
    def alone(self) -> bool:
        return self.site is None

    @property
    def template(self) -> str:
        """The frame that a page is laid into."""
        return "base.html" if self.site is None else "site_base.html"

    @property
    def root(self) -> str:
        """From the page to the folder of the site."""
        return "../" * self.path.count("/")

    def to(self, path: str, anchor: str = "") -> str:
        """The link to a page of the site; empty where there is none."""
        if self.site is None or path not in self.site.paths:
            return ""
        mark = f"#{anchor}" if anchor else ""
        if path == self.path and anchor:
            return mark
        return f"{posixpath.relpath(f'{path}.html', posixpath.dirname(self.path) or '.')}{mark}"

    def clause(self, policy: str, clause: str) -> str:
        """The link to a clause of a document."""
        return self.to(f"policies/{policy}", clause_anchor(clause))

    def source(self, id: str) -> str:
        """The link to what the site holds on a source."""
        page = self.site.lists.get(id, "") if self.site else ""
        return self.to(page, source_anchor(id))

    @property
    def menu(self) -> list[tuple[str, str, bool]]:
        """Title, link, and whether this page or one below it is open."""
        head = self.path.partition("/")[0]
        return [(title, self.to(path), _BELOW.get(head, head) == path) for path, title in MENU]

    @property
    def files(self) -> list[tuple[str, str]]:
        """The page's data: what is in it, and the file beside the page."""
        base = posixpath.basename(self.path)
        return [(sheet.title, f"{base}{ending(at, sheet)}") for at, sheet in enumerate(self.sheets)]

    @property
    def data(self) -> str:
        """The file with all of the page's data."""
        return f"{posixpath.basename(self.path)}.json"

    @property
    def figures(self) -> Sequence[Figure]:
        return self.site.figures.get(self.path, ()) if self.site else ()

    @property
    def citation(self) -> str:
        return self.site.cite(self.title, self.path) if self.site else ""


ALONE = Frame()


def ending(at: int, sheet: Sheet) -> str:
    """The ending of a sheet's file: the first has the page's own name."""
    return f".{sheet.name}.csv" if at else ".csv"


def clause_anchor(clause: str) -> str:
    """Where a clause stands on the page of its document; an exception stands with its rule."""
    return f"clause-{slug(clause.partition('/')[0])}"


def source_anchor(id: str) -> str:
    """Where a source stands in the list of all of them."""
    return f"source-{slug(id)}"


def made(
    site: Site, path: str, template: str, title: str, says: str, values: Mapping[str, Any], sheets: Sequence[Sheet],
    sources: Sequence[str] = (),
) -> SitePage:  # fmt: skip
    """A page of the site from its template and values."""
    frame = Frame(path, site, title, tuple(sheets))
    html = render(template, {**values, **head(frame, title, says)})
    return SitePage(path, title, says, html, tuple(sheets), tuple(sources))


def head(frame: Frame, title: str, says: str) -> dict[str, Any]:
    """What the frame itself prints."""
    assert frame.site is not None
    return {
        "title": title,
        "description": says,
        "says": says,
        "frame": frame,
        "as_of": frame.site.as_of,
        "known_on": frame.site.known_on,
        "running": f"{title}, {frame.site.days}",
        "foot_line": frame.site.basis,
    }


def stylesheet() -> str:
    """The site's one stylesheet: the same as a single page's, with the fonts as files beside it."""
    faces = [
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f'src:url(fonts/{name}) format("woff2")}}\n'
        for (family, weight), name in FONTS.items()
    ]
    folder = files("nolle.publish").joinpath("templates")
    sheets = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("style.css", "site.css")]
    return "".join(faces) + re.sub(r"/\*.*?\*/|\n *", "", "".join(sheets))


def fonts() -> dict[str, bytes]:
    """The files of the fonts, and their licence."""
    folder = files("nolle.publish").joinpath("static", "fonts")
    return {name: folder.joinpath(name).read_bytes() for name in (*FONTS.values(), "OFL.txt")}
