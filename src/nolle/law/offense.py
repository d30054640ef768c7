"""Offenses and the catalogue of a jurisdiction; codes by which data systems name them."""

from __future__ import annotations

from nolle.cite import Document
from nolle.dates import ANY_DAY, Span
from nolle.law.policy import Day, Texts
from nolle.terms import Confidence, Level


class InForce(Document):
    """First and last day of a text, both included; a missing one is not known, which is not `always`."""

    from_: Day | None = None
    to: Day | None = None

    model_config = Document.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Elements(Document):
    """What the offense alleges: `yes` an element, `possible` may be, empty no."""

    violence: str = ""
    coercion: str = ""
    abusive_or_exploitative: str = ""
    minor_involved: str = ""


class Offense(Document):
    """One offense of the law: a section, a paragraph of one, or an earlier text of either."""

    id: str
    citation: str
    code: str
    chapter: str = ""
    section: str = ""
    subdivision: str = ""
    locality: str = ""
    title: str
    conduct: Texts
    also: tuple[str, ...] = ()
    party: str = ""
    level: str = ""
    grade: str = ""
    part_of: str = ""
    in_force: InForce = InForce()
    status: str = "unknown"
    successor: str = ""
    elements: Elements = Elements()
    crime: str = ""
    needs: tuple[str, ...] = ()
    confidence: Confidence = Confidence.PARTIAL
    dates_confidence: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels the law allows; all of them where the level varies or was not retrieved."""
        return (Level(self.level),) if self.level in tuple(Level) else tuple(Level)

    def in_force_on(self, days: Span) -> bool | None:
        """Whether the text was in force on all, on none, or (None) on some of these days.

        A missing date does not exclude: the section is taken to have been in force because it was charged.
        """
        first: Span = self.in_force.from_ or ANY_DAY
        last: Span = self.in_force.to or ANY_DAY
        began = True if not self.in_force.from_ else _order(first, days)
        open_still = True if not self.in_force.to else _order(days, last)
        if began is False or open_still is False:
            return False
        return True if began and open_still else None


def _order(earlier: Span, later: Span) -> bool | None:
    """Whether every day of `earlier` is on or before every day of `later`; None if only some pairs are."""
    if earlier.last <= later.first:
        return True
    return None if earlier.first <= later.last else False


class Coverage(Document):
    """What it means that a section of this code (or of these chapters of it) is not in the catalogue.

    `absent: other` says that such a section is of none of the classes `complete_for` (none: of no class that
    the catalogue holds). `section` is the pattern of its section numbers, and what does not fit it was not read.
    """

    id: str
    code: str
    absent: str = "unknown"
    section: str = ""
    chapters: tuple[str, ...] = ()
    complete_for: tuple[str, ...] = ()
    name: str = ""
    note: str = ""
    confidence: Confidence = Confidence.PARTIAL


class Group(Document):
    """A named group of offenses: an article, a title, a list a policy speaks of by one name."""

    id: str
    title: str = ""
    offenses: tuple[str, ...]
    sources: tuple[str, ...] = ()


class Code(Document):
    """One code or charge text of a data system, and what it means."""

    code: str
    description: str = ""
    offense: str = ""
    conduct: str = ""
    match: str = "exact"
    confidence: Confidence = Confidence.PARTIAL
    sources: tuple[str, ...] = ()
    note: str = ""


class CodeSystem(Document):
    """A system of codes: its table. How codes write citations of law is told in `data/citations`."""

    system: str
    title: str
    place: str = ""
    note: str = ""
    codes: tuple[Code, ...] = ()
