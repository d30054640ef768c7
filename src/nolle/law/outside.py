"""What others did that bears on an office's policies: voters, legislatures, councils, courts, police, governors.

Such an event changes nobody's policy by itself. What an office says is read from its own documents, and the
events stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from nolle.cite import Citation, Document
from nolle.dates import ANY_DAY, Span
from nolle.law.policy import Day, Texts
from nolle.terms import Confidence

COUNTRY = "us"
"""The place of what happened to the whole country."""


class OutsideKind(StrEnum):
    """What kind of thing happened."""

    ELECTION = "election"
    APPOINTMENT = "appointment"
    LEGISLATION = "legislation"
    ORDINANCE = "ordinance"
    CHARTER = "charter"
    RECALL = "recall"
    LAWSUIT = "lawsuit"
    COURT_RULING = "court_ruling"
    POLICE_ACTION = "police_action"
    POLICE_AGREEMENT = "police_agreement"
    END_DEMAND_CAMPAIGN = "end_demand_campaign"
    IMPEACHMENT = "impeachment"
    EXECUTIVE_REMOVAL = "executive_removal"
    STATEMENT = "statement"
    PUBLICATION = "publication"


class Influence(StrEnum):
    """Which way it pushes, as the source tells it: towards non-prosecution of sex work, or away from it."""

    SUPPORTS = "supports"
    INHIBITS = "inhibits"
    MIXED = "mixed"
    CONTEXT = "context"


class Actor(StrEnum):
    """Who acts, where it is no office of the library and nobody who held one."""

    VOTERS = "voters"
    LEGISLATURE = "legislature"
    COUNCIL = "council"
    PROSECUTOR = "prosecutor"
    GOVERNOR = "governor"
    MAYOR = "mayor"
    ATTORNEY_GENERAL = "attorney_general"
    COUNTY_ATTORNEY = "county_attorney"
    COMMISSION = "commission"
    COURT = "court"
    POLICE = "police"
    CANDIDATE = "candidate"
    FEDERAL_GOVERNMENT = "federal_government"
    RESIDENTS = "residents"
    ADVOCATES = "advocates"
    AUTHORS = "authors"
    PRESS = "press"


class OutsideEvent(Document):
    """One thing that others did. `on` is left out where no source gives a day; `in_effect` is when a law began.

    `by` is an actor's word, an office, or a holder of one written as OFFICE/HOLDER; left out where it was not read.
    `affects` names policies and offices; `place` is a place, a state (`us-ny`) or `us`.
    """

    id: str
    kind: OutsideKind
    on: Day | None = None
    in_effect: Day | None = None
    place: str
    by: str = ""
    says: str
    affects: Texts = ()
    influence: Influence
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()

    @property
    def days(self) -> Span:
        """The days it may have happened on; any day where no source gives one."""
        return self.on or ANY_DAY


def reaching(events: Iterable[OutsideEvent], place: str) -> tuple[OutsideEvent, ...]:
    """The events of a place, of its state and of the country, by day; those without a day come last.

    >>> reaching([], "us-ny/manhattan")
    ()
    """
    wider = {place, place.partition("/")[0], COUNTRY}
    inside = [event for event in events if event.place in wider]
    return tuple(sorted(inside, key=lambda event: (event.on is None, event.days.first, event.days.last, event.id)))
