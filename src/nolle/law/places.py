"""Places, offices with their powers, and office-holders."""

from nolle.cite import Citation, Document
from nolle.law.elections import Election, Removal, Term
from nolle.law.policy import Covers, Day, Finding, Texts
from nolle.terms import Confidence

PROSECUTOR = "prosecutor"
"""The kind of office that decides charges."""


class Place(Document):
    """A county or city; `localities` are the cities whose ordinances are charged there.

    `fips` is the Census code of the county it is, `within` those of the counties it lies in where it is none;
    `also` are other names by which people know it.
    """

    id: str
    name: str
    state: str
    kind: str = ""
    fips: str = ""
    within: Texts = ()
    also: Texts = ()
    localities: tuple[str, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()


class Holder(Document):
    """Who held the office, from the first day to the first day no longer."""

    id: str
    name: str
    from_: Day | None = None
    until: Day | None = None
    entered: str = ""
    left: str = ""
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()

    model_config = Document.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Office(Document):
    """An office and which charges it can decide; `decides` left out means all levels.

    `elections` are how its head was and will be chosen, `removal` how a term can end early.
    """

    id: str
    name: str
    place: str
    head_title: str = ""
    selection: str = ""
    kind: str = PROSECUTOR
    decides: Covers | None = None
    units: tuple[str, ...] = ()
    holders: tuple[Holder, ...] = ()
    finding: Finding | None = None
    elections: tuple[Election, ...] = ()
    term: Term | None = None
    removal: tuple[Removal, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()

    @property
    def prosecutes(self) -> bool:
        """Whether it is an office that decides charges."""
        return self.kind == PROSECUTOR
