"""Parts that every page shares: the frame with its style and fonts, dates, numbers, citations, footnotes.

A page is one file: it asks nothing of the network and runs no script. What a page says is made in its own
module; the templates only lay it out.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nolle.cite import Citation, Source
from nolle.dates import FIRST_DAY, LAST_DAY, Span, edtf
from nolle.publish.marks import sprite

FONTS = {
    ("Nolle Serif", 400): "nolle-serif-400.woff2",
    ("Nolle Sans", 400): "nolle-sans-400.woff2",
    ("Nolle Sans", 600): "nolle-sans-600.woff2",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


# -- the frame


def render(template: str, values: Mapping[str, Any]) -> str:
    """A page: the template filled in. What is not given is an error, and every text is escaped."""
    made = _environment().get_template(template).render(**values)
    head, main, rest = made.partition("<main")
    shapes = sprite(set(re.findall('<use href="#m-([a-z-]+)">', rest)))
    return f"{head}{shapes}\n{main}{rest}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("nolle.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=typographic,
    )
    made.filters.update(day=day, when=when, number=number, capital=capital, css_text=css_text)
    made.globals.update(style=style())
    return made


def typographic(value: Any) -> Any:
    """Texts with the printer's apostrophe, and no line that ends in a section sign; markup is left alone."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?=\s)", "’", value).replace("§ ", "§\N{NO-BREAK SPACE}")


def tool() -> str:
    """The tool and its version, for the foot of a page."""
    return f"nolle {version('nolle')}"


@lru_cache(maxsize=1)
def style() -> Markup:
    """The one stylesheet, with the fonts inside it."""
    sheet = files("nolle.publish").joinpath("templates", "style.css").read_text(encoding="utf-8")
    return Markup(_faces() + re.sub(r"/\*.*?\*/|\n *", "", sheet))


def _faces() -> str:
    folder = files("nolle.publish").joinpath("static", "fonts")
    faces = []
    for (family, weight), name in FONTS.items():
        data = base64.b64encode(folder.joinpath(name).read_bytes()).decode("ascii")
        faces.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
            f'src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'
        )
    return "".join(faces)


def css_text(text: str) -> Markup:
    """A text as a quoted string of a stylesheet: only letters, digits and plain marks stay as they are."""
    kept = "".join(sign if sign.isalnum() or sign in " .,:;()-" else f"\\{ord(sign):x} " for sign in text)
    return Markup('"{}"').format(Markup(kept))


# -- dates and numbers


def day(on: date) -> str:
    """`3 January 2022`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def when(span: Span) -> str:
    """A date with its precision: `3 January 2022`, `January 2022`, `2022`, `by 8 March 2021`."""
    if span.exact:
        return day(span.first)
    if span.first == FIRST_DAY:
        return f"by {day(span.last)}"
    if span.last == LAST_DAY:
        return f"{day(span.first)} or later"
    text = edtf(span)
    if len(text) == 4:
        return text
    if len(text) == 7:
        return f"{MONTHS[span.first.month - 1]} {span.first.year}"
    return f"between {day(span.first)} and {day(span.last)}"


def on(span: Span) -> str:
    """The same with its preposition: `on 3 January 2022`, `in January 2022`, `by 8 March 2021`."""
    text = when(span)
    if span.exact:
        return f"on {text}"
    return text if text.startswith(("by ", "between ")) or span.last == LAST_DAY else f"in {text}"


def number(n: int) -> str:
    """`19,452`."""
    return f"{n:,}"


def capital(text: str) -> str:
    """The text with a capital at its start; the rest is left as it is."""
    return text[:1].upper() + text[1:]


def plural(n: int, one: str, many: str = "") -> str:
    """`1 charge`, `12 charges`."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def listed(parts: Iterable[str], word: str = "and") -> str:
    """`a, b and c`."""
    told = list(parts)
    return "".join(told) if len(told) < 2 else f"{', '.join(told[:-1])} {word} {told[-1]}"


def as_yaml(value: Any) -> str:
    """A part of a document as it would be written: short lists in one line, keys in their order."""
    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, default_flow_style=None, width=88)
    return text.rstrip("\n")


# -- citations and footnotes


@dataclass(frozen=True)
class Reference:
    """A numbered source, and where in it."""

    number: int
    at: str


@dataclass
class Sources:
    """The sources of a page, numbered in the order in which it first cites them."""

    known: Mapping[str, Source]
    cited: dict[str, int] = field(default_factory=dict)

    def cite(self, citations: Iterable[Citation]) -> tuple[Reference, ...]:
        """The references for some citations."""
        return tuple(
            Reference(self.cited.setdefault(citation.source, len(self.cited) + 1), citation.at)
            for citation in dict.fromkeys(citations)
        )

    def list(self) -> list[tuple[int, str, Source | None]]:
        """Number, id and document of every source cited, in order."""
        return [(n, id, self.known.get(id)) for id, n in self.cited.items()]


@dataclass(frozen=True)
class Part:
    """One sentence of a footnote, and where on the page the rule behind it stands."""

    text: str
    label: str = ""
    href: str = ""


Note = tuple[Part, ...]


@dataclass
class Footnotes:
    """Footnotes under a table, lettered as they are met; the same note is one note."""

    letters: dict[Note, str] = field(default_factory=dict)

    def letter(self, note: Note) -> str:
        """The letter of a note; none for an empty one."""
        if not note:
            return ""
        if note not in self.letters:
            count = len(self.letters)
            self.letters[note] = (chr(96 + count // 26) if count >= 26 else "") + chr(97 + count % 26)
        return self.letters[note]
