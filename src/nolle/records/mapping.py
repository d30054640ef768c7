"""A mapping document: how an office's own columns become the standard ones, and what its file leaves out."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from nolle.cite import Citation, Document
from nolle.law.policy import Day, Texts
from nolle.records.counts import CountTable, Total, Vintage
from nolle.terms import Confidence


class Column(Document):
    """Where a standard column comes from: a column of the file, its vocabulary translated, or a constant.

    A value that the vocabulary does not hold is unknown, is kept beside as the office's own word, and is
    counted; `otherwise` names a value for all of them. The cells of `join` follow the column's own, parted by a
    space (a section and the code it belongs to). A date may have several `format`s, tried in order, and lies
    between the day of the column and the day of `until`, where one is named.
    """

    column: str = ""
    join: Texts = ()
    constant: str = ""
    values: dict[str, str] = {}
    otherwise: str = ""
    format: Texts = ()
    until: str = ""

    @property
    def read(self) -> tuple[str, ...]:
        """Every column of the file that it reads."""
        return tuple(one for one in (self.column, *self.join, self.until) if one)

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


class SameCount(Document):
    """When two rows are one count: they share all of `columns`. The row that ended last governs.

    Where the days do not tell which ended last, one row stays and how it ended is not known.
    """

    columns: tuple[str, ...]
    note: str = ""


class Assumption(Document):
    """A named assumption that a user may turn on; it is printed with every result."""

    text: str
    others_at_most_own_level: bool = False
    governing_date_is: str = ""


class Mapping(Document):
    """One source's columns in standard terms.

    `by` names columns that charges are counted by and that decide nothing (race, sex, court): only replay reads them.
    """

    id: str
    title: str
    row: Literal["charge", "arrest_top_charge", "case", "incident", "count_table", "code_list", "person_reviewed"] = (
        "charge"
    )
    system: str = ""
    law: str = ""
    columns: dict[str, Column]
    optional: bool = False
    drop: tuple[str, ...] = ()
    by: dict[str, Column] = {}
    hash: tuple[str, ...] = ()
    case: CaseRule = CaseRule()
    history: HistoryRule = HistoryRule()
    same_count: SameCount | None = None
    assumptions: dict[str, Assumption] = {}
    counts: CountTable | None = None
    vintage: Vintage | None = None
    totals: tuple[Total, ...] = ()
    leaves_out: tuple[str, ...] = ()
    terms: str = ""
    nulls: tuple[str, ...] = ("", "(null)", "NA", "NULL")
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()
    note: str = ""
