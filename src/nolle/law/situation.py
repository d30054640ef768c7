"""A situation: one kind of sex work as a list of what is done in it. Never a list of people, and no law.

Each element names classes of the conduct hierarchy. Which offenses of a place can be charged for it follows
from the catalogue, and what a policy says of them from the evaluator.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from nolle.cite import Citation, Document
from nolle.law.policy import Statement, Texts
from nolle.terms import Confidence


class Does(StrEnum):
    """Whose part of the evening it is: what is done, never who the person is."""

    SELLING = "selling"
    BUYING = "buying"
    THIRD_PARTY = "third_party"
    ANYONE = "anyone"


_PARTIES = {
    "seller": (Does.SELLING, Does.ANYONE),
    "buyer": (Does.BUYING, Does.ANYONE),
    "third_party": (Does.THIRD_PARTY, Does.ANYONE),
    "both": (Does.SELLING, Does.BUYING, Does.ANYONE),
}
"""Whose acts an offense of each `party` reaches; every other word reaches all."""


class ConductElement(Document):
    """One thing that is done, in a plain sentence, and the classes of conduct it may be charged as."""

    id: str
    says: str
    conduct: Texts
    does: Does = Does.ANYONE
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()

    def reached_by(self, party: str) -> bool:
        """Whether an offense that is written for this party can be charged for it."""
        return self.does in _PARTIES.get(party, tuple(Does))


class Situation(Document):
    """One kind of sex work. `given` are facts that make it what it is, such as a report of violence.

    `leaves_out` says what belongs to it and cannot be listed, and `order` where it stands among the others.
    """

    id: str
    title: str
    says: str = ""
    order: int = 100
    given: dict[str, Any] = {}
    elements: tuple[ConductElement, ...] = ()
    leaves_out: tuple[Statement, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()
