"""What was found when somebody looked at a policy's effects, and counts that are quoted beside it.

A number keeps its unit, what it is a number of, and its source; what sources tell differently is a reading.
An evaluation of one place and one window says nothing of another.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from nolle.cite import Citation, Document
from nolle.law.policy import Day, Statement, Texts
from nolle.terms import Confidence

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class Unit(StrEnum):
    """How a value is to be read: a count, a part of one, a change against before, points of a percentage."""

    COUNT = "count"
    SHARE = "share"
    CHANGE = "change"
    POINTS = "points"


def number(value: str) -> Decimal | None:
    """The number that a value is; None where it is told in words, such as `more than 1,400`.

    >>> number("-0.37"), number("nearly 4,000")
    (Decimal('-0.37'), None)
    """
    return Decimal(value) if _NUMBER.fullmatch(value.strip()) else None


class ResultReading(Document):
    """Another source's telling of one result: what it gives replaces the result's own."""

    value: str = ""
    of: str = ""
    says: str = ""
    cite: tuple[Citation, ...] = ()


class Result(Document):
    """One headline number. A share or a change is written as a part of one: `-0.37` is 37 percent less.

    `before` and `after` are the values on both sides of a change, `version` the edition of the work that says it.
    """

    measure: str
    unit: Unit
    value: str = ""
    before: str = ""
    after: str = ""
    of: str = ""
    says: str = ""
    version: str = ""
    readings: tuple[ResultReading, ...] = ()
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()


class Evaluation(Document):
    """A study, or an office's own figures. No results means that none were read, and `note` says so."""

    id: str
    title: str
    authors: Texts
    published: Day | None = None
    venue: str = ""
    place: str
    policies: Texts = ()
    window: Day | None = None
    data: str = ""
    method: str = ""
    independence: str = ""
    results: tuple[Result, ...] = ()
    limits: tuple[Statement, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()


class Point(Document):
    """One value of a series: on which days, and of what. `on` is left out where the source gives no days."""

    on: Day | None = None
    value: str
    of: str = ""
    note: str = ""


class Series(Document):
    """Counts that a source gives for some days: a description, never an effect of a policy."""

    id: str
    title: str
    place: str
    measure: str
    points: tuple[Point, ...]
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()
