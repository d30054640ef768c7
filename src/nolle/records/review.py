"""A person's answers about charge strings: a document, with the role of who reviewed and the day.

A reviewed answer stands before every other way to match, for the records of the mapping it was made for.
"""

from __future__ import annotations

from nolle.cite import Document
from nolle.law.policy import Day


class Reviewed(Document):
    """What one charge string means: offenses of the catalogue, or none of them (`other`)."""

    code: str = ""
    description: str = ""
    offenses: tuple[str, ...] = ()
    other: bool = False
    note: str = ""


class Review(Document):
    """Answers about the strings of one mapping; `by` is a role (policy counsel), never a name."""

    id: str
    mapping: str
    by: str
    on: Day
    answers: tuple[Reviewed, ...] = ()
    note: str = ""
