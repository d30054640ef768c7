"""A table of counts: what a row of an aggregate file counts, over which days, and which rows hold others.

Besides the layout of such a file stand its vintage (an office that redefines its categories publishes two series
under one name) and published totals, against which the file's own sums are held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from pydantic import field_validator

from nolle.cite import Citation, Document
from nolle.dates import Span, parse
from nolle.errors import RecordsError
from nolle.law.policy import Day
from nolle.records.columns import Standard

MEASURES = {
    "incidents": "incidents that the police recorded",
    "arrests": "arrests that the police made, or brought to the office",
    "reviews": "persons whose charges the police brought to the office for approval",
    "charges": "charges, or cases by their most serious charge, that the office filed",
    "bail": "cases by the bail that was set",
    "dispositions": "persons or charges by how their case ended",
    "outcomes": "cases that ended in the period, by how they ended",
    "population": "people who live in a place",
    "agencies": "police agencies that reported",
}
"""What a count can count."""

PERIODS = ("period", "year", "month", "until")
"""The columns that say over which days a row counts."""

DIMENSIONS = ("place", "measure", "category", "disposition", "race", "age_group", "sex", "agency")
"""The columns by which rows of one period differ."""

OVERLAPS = ("period", *DIMENSIONS)
"""What can keep a row from being added, in the order in which `overlap` names it."""

COLUMNS = {
    column.name: column
    for column in (
        Standard("period", "text", "the day, month or year that a row counts: 2020-03-31, 2020-03 or 2020"),
        Standard("year", "number", "the year that a row counts"),
        Standard("month", "number", "the month of that year, 1 to 12"),
        Standard("until", "date", "a row counts from 1 January to this day and month, of `year` where that is given"),
        Standard("place", "text", "the county, city or state, as a place id"),
        Standard("measure", "text", "what is counted"),
        Standard("category", "text", "the office's own name for what it counts"),
        Standard("disposition", "text", "the office's own words for how it ended"),
        Standard("stage", "text", "the same in standard words"),
        Standard("race", "text", "as the office wrote it"),
        Standard("age_group", "text", "as the office wrote it"),
        Standard("sex", "text", "as the office wrote it; nothing is ever inferred from it"),
        Standard("agency", "text", "the police agency, as the office wrote it"),
        Standard("n", "number", "how many"),
        Standard("total", "text", "over which column the row is a total of other rows: place, category, ..., or none"),
        Standard("flag", "text", "what the source says is odd about the number"),
    )
}
"""What the mapping of a table of counts may fill from columns of the file."""


class Category(Document):
    """One of the office's categories: our class of conduct, or the classes that it `holds` where it is wider than one.

    A column of counts that is no category of offenses may have a `measure` and a `period` of its own. `repeats`
    says that it counts again what another column or category of the file counts.
    """

    conduct: str = ""
    holds: tuple[str, ...] = ()
    measure: str = ""
    period: Day | None = None
    repeats: bool = False
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Whole(Document):
    """The words of a column that mark totals over the other rows, and whether those add up to them.

    Where the parts are `complete` they are what is added, and the total is not; where they are `incomplete` (only
    the arrests of children stand beside those of all ages) the total is added, and the parts are not.
    """

    words: tuple[str, ...]
    parts: Literal["complete", "incomplete"] = "complete"
    note: str = ""


class Break(Document):
    """A day on which numbers change for a reason of their own: a change of law, of words, of the world."""

    on: Day
    what: str
    category: str = ""
    cite: tuple[Citation, ...] = ()


class CountTable(Document):
    """How an aggregate file is laid out.

    `wide` names columns each of which is a category; `one_each` says that every row counts one. `cumulative`
    rows hold the shorter spans that begin on the same day. `dated` says in words what the date of a row is.
    """

    dated: str = ""
    wide: tuple[str, ...] = ()
    one_each: bool = False
    cumulative: bool = False
    categories: dict[str, Category] = {}
    wholes: dict[str, Whole] = {}
    breaks: tuple[Break, ...] = ()


class Vintage(Document):
    """Which edition of a series the file is: two editions of one series never stand in one table."""

    series: str
    id: str
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Total(Document):
    """Numbers that somebody published, by period, and the vintage that they belong to.

    A word that is given (`category`, `disposition`, ...) picks the rows that have it, totals too; what is not
    given is summed, each thing once.
    """

    measure: str
    n: dict[str, int]
    vintage: str = ""
    place: str = ""
    category: str = ""
    conduct: str = ""
    disposition: str = ""
    stage: str = ""
    age_group: str = ""
    note: str = ""
    cite: tuple[Citation, ...] = ()

    @field_validator("n")
    @classmethod
    def _dated(cls, n: dict[str, int]) -> dict[str, int]:
        for written in n:
            parse(written)
        return n

    @property
    def words(self) -> dict[str, str]:
        """The words given, by column."""
        named = ("place", "measure", "category", "conduct", "disposition", "stage", "age_group")
        return {column: getattr(self, column) for column in named if getattr(self, column)}

    @property
    def figures(self) -> Iterator[tuple[Span, int]]:
        """Each period with its number."""
        return ((parse(written), n) for written, n in self.n.items())


# ---------------------------------------------------------------- the standard table


class Count(NamedTuple):
    """One row of the standard table: how many, of what, over which days.

    `category`, `disposition`, the groups and `place_own` are the office's own words; `place`, `conduct` and `stage`
    are ours, null where nothing translates. `holds` lists the classes that a category wider than one may hold.
    `total` marks a total of other rows. `overlap` names what keeps a row from being added to the others; the rows
    without it count each thing once. Every row is of one `vintage` of one `series`.
    """

    series: str
    vintage: str | None
    period_first: date
    period_last: date
    place: str | None
    place_own: str | None
    measure: str
    category: str | None
    conduct: str | None
    holds: str | None
    disposition: str | None
    stage: str | None
    race: str | None
    age_group: str | None
    sex: str | None
    agency: str | None
    n: int
    total: bool
    overlap: str | None
    flag: str | None


@dataclass(frozen=True)
class Held:
    """A published number held against the file's own: `found` is None where the file has no such rows.

    `covered` says whether the file counts all days of the period.
    """

    total: Total
    period: Span
    published: int
    found: int | None
    covered: bool = True

    @property
    def agrees(self) -> bool | None:
        """Whether the file says the same; None where it says nothing, or only of a part of the period."""
        return None if self.found is None or not self.covered else self.found == self.published


@dataclass(frozen=True)
class Fit:
    """Which vintages the file's own sums agree with, and which they contradict."""

    agrees: tuple[str, ...]
    contradicts: tuple[str, ...]


def fit(held: Iterable[Held]) -> Fit:
    """A vintage fits if at least one of its totals was found, and every one that was found is the same."""
    said: dict[str, list[bool]] = {}
    for one in held:
        if one.total.vintage and one.agrees is not None:
            said.setdefault(one.total.vintage, []).append(one.agrees)
    return Fit(
        tuple(vintage for vintage, same in said.items() if all(same)),
        tuple(vintage for vintage, same in said.items() if not all(same)),
    )


def one_vintage(files: Iterable[tuple[str, Vintage | None]]) -> None:
    """Refuse to put two vintages of one series into one table.

    `files` are names with the vintage of each. Raises RecordsError naming the first two that do not go together.
    """
    first: dict[str, tuple[str, Vintage]] = {}
    for name, vintage in files:
        if vintage is None:
            continue
        other, known = first.setdefault(vintage.series, (name, vintage))
        if known.id != vintage.id:
            raise RecordsError(
                f'"{other}" is of the vintage "{known.id}" and "{name}" of the vintage "{vintage.id}" of the series '
                f'"{vintage.series}". Two vintages of one series count different things, and are never put into one '
                "table.\nRead them one by one, or ask the office for both in one vintage."
            )
