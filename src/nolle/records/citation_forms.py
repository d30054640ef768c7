"""How bodies of law are cited: names, shapes of their sections, codes that run a citation together.

These documents are the grammar by which `nolle.records.citations` reads; nothing about a statute is in the code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pydantic import Field

from nolle.cite import Document


class Letter(StrEnum):
    """What a letter right after a section's digits may be: `266h` is a section, `43.02b` a paragraph."""

    NONE = "none"
    SUBDIVISION = "subdivision"
    EITHER = "either"


class Renamed(Document):
    """A section that had another number once, and is still cited by it."""

    old: str
    new: str


class Glued(Document):
    """A citation run together, as a pattern whose groups fill the templates.

    It stands behind a name of the body, or by itself as the whole text: `alone` when the body is known to be
    this one, `sure` when the state is. `open` says that the pattern does not tell the paragraph; `lettered`
    is another section it may mean, counted only if the catalogue holds it.
    """

    pattern: str
    section: str
    chapter: str = ""
    subdivision: tuple[str, ...] = ()
    lettered: str = ""
    open: bool = False
    alone: bool = False
    sure: bool = False
    note: str = ""


class Body(Document):
    """One body of law as it is cited.

    `names` stand before a section and `behind` after it, wherever the text comes from; the `local` ones only
    where the text is known to come from this state. In a name a dot is optional, a space is any space, and
    `{chapter}` is the chapter. `section` is a pattern; `stored` is how the catalogue writes what it matched.
    """

    id: str
    code: str
    place: str
    title: str
    names: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    local_behind: tuple[str, ...] = ()
    tails: bool = False
    """Letters of an agency's own may be glued behind the name: `647(H)PCLPP`."""
    chapter: str = ""
    section: str
    stored: str = "{section}"
    letter: Letter = Letter.NONE
    compact: bool = False
    """A paragraph may be glued to the section's letter: `449A2`."""
    paragraphs: str = ""
    """Another way to write paragraphs, as a pattern: `.A`, `§§ A1`."""
    decimal: bool = True
    """Digits after a dot are decimals (43.02, 43.021, 43.03), not a number of their own (750.99, 750.448)."""
    shared: tuple[str, ...] = ()
    """Names among the local ones that another law of the state has too: what they cite is taken where words agree."""
    not_after: str = ""
    """What in front of a name says that it is something else, as a pattern."""
    renamed: tuple[Renamed, ...] = ()
    glued: tuple[Glued, ...] = ()
    note: str = ""

    @property
    def state(self) -> str:
        return self.place.partition("/")[0]


class Bodies(Document):
    """A file of the bodies of law of one place."""

    place: str
    bodies: tuple[Body, ...]


class Beside(Document):
    """Words that stand beside a citation in a charge string, and what they do to it.

    `neutral` words say nothing of what was done; `weak` ones stand in the names of many crimes; `shorthand` says
    what letters stand for, by pattern; `levels` are single letters that are a level of crime. `incomplete` (an
    attempt, a conspiracy), `denied` (not, other than), `former` (an earlier text), `apart` (acts and circumstances)
    and `minors` are patterns of words that make something else of what is cited.
    """

    neutral: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    shorthand: dict[str, str] = Field(default_factory=dict)
    levels: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    minors: tuple[str, ...] = ()


class Common(Document):
    """What is the same everywhere: names of places with their ids, and words that may follow a section in a list."""

    places: dict[str, str]
    words: tuple[str, ...]
    beside: Beside = Beside()


@dataclass(frozen=True, eq=False)
class Grammar:
    """All that a reader needs; equal only to itself, so that what is made from it can be kept."""

    bodies: tuple[Body, ...]
    common: Common

    @property
    def local(self) -> bool:
        """Whether the text is known to come from one state; federal law is cited in all of them."""
        return len({body.state for body in self.bodies} - {"us"}) == 1

    def at(self, place: str) -> Grammar:
        """The grammar of one state, of its cities and of the federal law."""
        return _at(self, place.partition("/")[0])

    def body(self, id: str) -> Body:
        """The body of this id."""
        return next(body for body in self.bodies if body.id == id)


def grammar(bodies: Iterable[Body], common: Common) -> Grammar:
    """The grammar of these bodies of law."""
    return Grammar(tuple(bodies), common)


@lru_cache(maxsize=128)
def _at(whole: Grammar, state: str) -> Grammar:
    return Grammar(tuple(body for body in whole.bodies if body.state in (state, "us")), whole.common)
