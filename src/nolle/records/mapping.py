"""A mapping document: how an office's own columns become the standard ones, and what its file leaves out."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from nolle.cite import Citation, Document
from nolle.law.policy import Day
from nolle.terms import Confidence


class Column(Document):
    """Where a standard column comes from: a column of the file, its vocabulary translated, or a constant.

    A value that the vocabulary does not hold is unknown, is kept beside as the office's own word, and is
    counted; `otherwise` names a value for all of them.
    """

    column: str = ""
    constant: str = ""
    values: dict[str, str] = {}
    otherwise: str = ""
    format: str = ""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, raw: object) -> object:
        return {"column": raw} if isinstance(raw, str) else raw

    @model_validator(mode="after")
    def _one(self) -> Column:
        if bool(self.column) == bool(self.constant):
            raise ValueError("give a column of the file, or a constant")
        return self


class CaseRule(Document):
    """Whether the charges of a case that the file holds are all there were."""

    others: Literal["complete", "unknown"] = "unknown"
    note: str = ""


class HistoryRule(Document):
    """For which years a person's earlier charges are all in the file; outside them a count has no upper bound."""

    complete: bool = False
    since: Day | None = None
    note: str = ""


class Assumption(Document):
    """A named assumption that a user may turn on; it is printed with every result."""

    text: str
    others_at_most_own_level: bool = False
    governing_date_is: str = ""


class Mapping(Document):
    """One source's columns in standard terms."""

    id: str
    title: str
    row: Literal["charge", "arrest_top_charge", "case"] = "charge"
    system: str = ""
    columns: dict[str, Column]
    optional: bool = False
    drop: tuple[str, ...] = ()
    case: CaseRule = CaseRule()
    history: HistoryRule = HistoryRule()
    assumptions: dict[str, Assumption] = {}
    leaves_out: tuple[str, ...] = ()
    terms: str = ""
    nulls: tuple[str, ...] = ("", "(null)", "NA", "NULL")
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()
    note: str = ""
