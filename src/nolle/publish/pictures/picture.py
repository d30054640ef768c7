"""A picture as a value: its specification, its numbers, its text; and how it becomes SVG, PNG and a page.

The same picture gives the same bytes. Nothing is fetched: data, shapes and letters are inside, and an SVG holds no
address outside itself.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any
from xml.sax.saxutils import escape

from nolle.errors import NolleError
from nolle.publish.pictures import theme
from nolle.publish.pictures.layers import MISSING

SCALE = 2.0
"""Pixels of a PNG for each of the picture."""


@dataclass(frozen=True)
class Column:
    """A column of a picture's numbers, and what is in it."""

    name: str
    says: str
    many: bool = False
    number: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture: `title`, `alt` (the finding and the counts in words), `spec` (Vega-Lite), and its numbers as rows.

    `sources` are the ids of all sources behind the rows.
    """

    name: str
    title: str
    alt: str
    spec: Mapping[str, Any] = field(repr=False)
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...] = field(repr=False)
    sources: tuple[str, ...]
    as_of: date
    known_on: date | None = None

    def json(self) -> dict[str, Any]:
        """The numbers and the text, without the drawing."""
        return {
            "name": self.name, "title": self.title, "as_of": self.as_of.isoformat(),
            "known_on": self.known_on.isoformat() if self.known_on else None, "alt": self.alt,
            "columns": [{"name": one.name, "says": one.says} for one in self.columns],
            "rows": [dict(row) for row in self.rows], "sources": list(self.sources),
        }  # fmt: skip


def sources_of(rows: tuple[Mapping[str, Any], ...]) -> tuple[str, ...]:
    """The ids of the sources that rows name, each once."""
    return tuple(sorted({id for row in rows for id in row["sources"]}))


def svg(picture: Picture, fonts: bool = True) -> str:
    """The picture as SVG with its text inside. Without `fonts` it takes those of the page it stands in.

    Raises NolleError where the `charts` extra is missing.
    """
    drawn = _converter().vegalite_to_svg(dict(picture.spec), allowed_base_urls=[])
    body = drawn.partition(">")[2].rpartition("</svg>")[0]
    body = re.sub(r' (?:role|aria-roledescription|aria-hidden|class)="[^"]*"', "", body)
    body = body.replace(f'font-family="{theme.FONT}"', f'font-family="{theme.FAMILY}"')
    for number, clip in enumerate(
        dict.fromkeys(re.findall(r'id="(clip\d+)"', body)), 1
    ):  # counted on from call to call
        body = re.sub(rf"\b{clip}\b", f"c{number}", body)
    body = re.sub(r'id="(c\d+)"', rf'id="{picture.name}-\1"', body)
    names = list(dict.fromkeys(re.findall(r"url\(#([a-z]+)\)", body)))
    body = re.sub(r"url\(#(\w+)\)", rf"url(#{picture.name}-\1)", body)
    patterns = theme.defs(names).replace('id="', f'id="{picture.name}-')
    width, height = re.findall(r'(?:width|height)="([\d.]+)"', drawn)[:2]
    style = f"<style>{_faces() if fonts else _FLUID}{theme.dark()}</style>"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="{picture.name}-title {picture.name}-text">'
        f'<title id="{picture.name}-title">{escape(picture.title)}</title>'
        f'<desc id="{picture.name}-text">{escape(picture.alt)}</desc>'
        f"{style}<defs>{patterns}</defs>{body}</svg>\n"
    )


def png(picture: Picture, scale: float = SCALE) -> bytes:
    """The picture as PNG. Raises NolleError where the `charts` extra is missing."""
    drawn = svg(picture, fonts=False).replace(theme.FAMILY, theme.FONT)
    made: bytes = _converter().svg_to_png(re.sub("<style>.*?</style>", "", drawn), scale=scale)
    return made


_FLUID = "svg[role=img][viewBox]{width:100%;min-width:54rem;height:auto}"
"""Within a page a picture fills the width; on a small screen it is scrolled and stays legible."""


@lru_cache(maxsize=1)
def _converter() -> Any:
    """The tool that draws, which knows the fonts that ship."""
    try:
        import vl_convert
    except ImportError:
        raise NolleError(MISSING) from None
    with as_file(files("nolle.publish.pictures").joinpath("fonts")) as folder:
        vl_convert.register_font_directory(str(folder))
    return vl_convert


@lru_cache(maxsize=1)
def _faces() -> str:
    folder = files("nolle.publish").joinpath("static", "fonts")
    made = []
    for weight in (400, 600):
        data = base64.b64encode(folder.joinpath(f"nolle-sans-{weight}.woff2").read_bytes()).decode("ascii")
        made.append(
            f"@font-face{{font-family:'Nolle Sans';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(made)
