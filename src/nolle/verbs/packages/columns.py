"""Columns that many tables share."""

from __future__ import annotations

from nolle.terms import Confidence
from nolle.verbs.packages.schema import SOURCES, Field, Kind


def key(says: str) -> Field:
    """The first column of a table: ids of rows, which say nothing of the world."""
    return Field("id", says, by="", needed=True)


def text(name: str, says: str, *to: str, by: str = SOURCES, needed: bool = False) -> Field:
    """A text, or the id of a row of another table."""
    return Field(name, says, to=to, by=by, needed=needed)


def several(name: str, says: str, *to: str, by: str = SOURCES) -> Field:
    """Several texts or ids in one cell."""
    return Field(name, says, many=True, to=to, by=by)


def dated(name: str, says: str, by: str = SOURCES) -> Field:
    """A date as the record has it."""
    return Field(name, f"{says} (EDTF)", Kind.DATE, by=by)


def day(name: str, says: str, by: str = SOURCES, needed: bool = False) -> Field:
    """One day of the calendar."""
    return Field(name, says, Kind.DAY, by=by, needed=needed)


def whole(name: str, says: str, by: str = SOURCES) -> Field:
    """A whole number."""
    return Field(name, says, Kind.WHOLE, by=by)


def truth(name: str, says: str, by: str = SOURCES) -> Field:
    """Yes or no; empty where it is not known."""
    return Field(name, says, Kind.TRUTH, by=by)


def word(name: str, says: str, words: type, by: str = SOURCES, needed: bool = False) -> Field:
    """A word of a closed list."""
    return Field(name, says, one_of=tuple(one.value for one in words), by=by, needed=needed)  # type: ignore[attr-defined]


def of_sources(name: str, says: str) -> Field:
    """The ids of sources behind other cells of the row."""
    return Field(name, says, many=True, to=("sources",), by="")


PLACE = text("place", "the place's id", "places", needed=True)
OFFICE = text("office", "the office's id", "offices", needed=True)
POLICY = text("policy", "the document's id", "policies", needed=True)
NOTE = text("note", "what else the record says")
CONFIDENCE = word("confidence", "how far the statement was checked", Confidence)
RECORDED = text("recorded", "the day on which the statement was recorded; empty: from the start")
CITED = of_sources(SOURCES, "the ids of the row's sources")
END = (NOTE, CONFIDENCE, RECORDED, CITED)
