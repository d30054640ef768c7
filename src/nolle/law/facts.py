"""The dictionary of facts: what each one is, when it becomes known, and what it says of others."""

from __future__ import annotations

from typing import Any, Literal

from nolle.cite import Citation, Document
from nolle.law.policy import Texts
from nolle.terms import Confidence, Level

CHARGE_FACTS = (
    "offense", "group", "conduct", "level", "violence", "coercion", "abusive_or_exploitative", "minor_involved",
)  # fmt: skip
"""Facts that the offense charged fixes or bounds: together they are one fact, the charge."""

SAME_CHARGE = ("offense", "group", "conduct", "level")
"""Offense, conduct and level are one fact; the other charge facts are known or unknown by themselves."""


class Implication(Document):
    """If the fact has this value, the others have those."""

    when: Texts
    then: dict[str, Texts]


class Fact(Document):
    """One entry of the dictionary.

    `values_of` takes its values from the classes of conduct or the levels; a number outside `least` to `most`
    cannot be, and is not known.
    """

    type: str
    unit: str = "charge"
    values: tuple[str, ...] = ()
    values_of: Literal["", "conduct", "level"] = ""
    least: int | None = None
    most: int | None = None
    groups: dict[str, tuple[str, ...]] = {}
    known: str = ""
    asks: str = ""
    says: str = ""
    says_not: str = ""
    sensitive: bool = False
    as_charged: bool = False
    ordinary: Any = None
    implies: tuple[Implication, ...] = ()
    note: str = ""


class Roles(Document):
    """Which roles of third parties a statute of each class can reach."""

    reach: dict[str, tuple[str, ...]] = {}
    confidence: Confidence = Confidence.UNVERIFIED
    cite: tuple[Citation, ...] = ()
    note: str = ""


class Dictionary(Document):
    """All facts, the conduct hierarchy and the levels in plain words, and the roles of third parties."""

    facts: dict[str, Fact]
    conduct: dict[str, str]
    levels: dict[str, str] = {}
    level_kinds: dict[str, str] = {}
    third_party_roles: Roles = Roles()
    note: str = ""

    def values(self, fact: str) -> tuple[str, ...]:
        """The values a finite fact can have: true and false for a bool; empty for numbers, dates and ids."""
        entry = self.facts[fact]
        if entry.values_of:
            return tuple(self.conduct) if entry.values_of == "conduct" else tuple(Level)
        return ("true", "false") if entry.type == "bool" else entry.values
