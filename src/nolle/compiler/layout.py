"""A file's layout: which standard columns and facts it can fill, and the words that each may hold."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from nolle.law.facts import Dictionary
from nolle.records.columns import COLUMNS, DATES, OF_A_ROW
from nolle.records.mapping import Column, Mapping
from nolle.terms import Level

PENDING = "pending_on"
"""The last day, up to the as-of date, on which the charge was pending: derived from the others."""

STRINGS = ("offense", "code", "description", "conduct", "comment")
"""What a charge is matched by."""

DISPOSED = ("disposed_offense", "disposed_code", "disposed_description")
"""What a charge ended as, where it was amended: matched like what was charged."""

ENDED_AS = ("disposed.conduct", "disposed.level")
"""Facts that the offense a charge ended as fixes."""

ENDING = ("stage", "disposition", *ENDED_AS)
"""Facts that tell how a charge ended: not known of a count whose rows contradict each other."""


def day_of(date: str) -> str:
    """The column of a row that holds the number of what is written as one of its dates."""
    return f"{date}_day"


def days_of(date: str) -> str:
    """The relation of what is written as one of the dates, each text once."""
    return f"days_{date}"


@dataclass(frozen=True)
class Layout:
    """A file's layout and how to read it.

    `present` holds the columns of the file with their types, `places` the place ids that are known (none: any
    text is one), `as_of` the day the question is asked about, and `stands_in` a date that, by an assumption of
    the user's, takes the place of one the record lacks. `unlike` says that no charge id comes twice in the file.
    """

    mapping: Mapping
    present: Dict[str, str]
    dictionary: Dictionary
    places: tuple[str, ...] = ()
    as_of: date | None = None
    stands_in: Dict[str, str] = field(default_factory=dict)
    unlike: bool = False

    def column(self, standard: str) -> Column | None:
        """The column of the file, or the constant, that fills a standard column."""
        column = self.mapping.columns.get(standard)
        return column if column is not None and (column.constant or column.column in self.present) else None

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The standard columns and facts that a column of the file (not a constant) fills."""
        known = (name for name in self.mapping.columns if name in COLUMNS or name in self.dictionary.facts)
        return tuple(name for name in known if (column := self.column(name)) and not column.constant)

    def raw(self, standards: tuple[str, ...]) -> tuple[str, ...]:
        """The columns of the file that these standard columns are read from, each once."""
        found = dict.fromkeys(raw for name in standards if (column := self.column(name)) for raw in column.read)
        return tuple(raw for raw in found if raw in self.present)

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """The dates that the file holds, in the order in which they can happen."""
        return tuple(day for day in DATES if self.column(day))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts of the dictionary that the file holds, dates and the charge itself left out."""
        filled = [f for f in self.mapping.columns if f in self.dictionary.facts and f not in COLUMNS and self.column(f)]
        return tuple(fact for fact in filled if fact not in DATES)

    @cached_property
    def worded(self) -> tuple[str, ...]:
        """The standard columns and facts that say what was charged: many rows say the same."""
        return tuple(name for name in self.own if name not in OF_A_ROW and name not in DATES)

    @property
    def amended(self) -> bool:
        """Whether the file says what a charge ended as."""
        return any(self.column(standard) for standard in DISPOSED)

    def vocabulary(self, standard: str) -> tuple[str, ...]:
        """The words a standard column may hold; empty where any text is one."""
        words = {"level": tuple(Level), "conduct": tuple(self.dictionary.conduct), "place": self.places}
        if standard in words:
            return words[standard]
        return self.dictionary.values(standard) if standard in self.dictionary.facts else ()


@dataclass(frozen=True)
class Shape:
    """What the standard charges of one source hold: which facts and which dates."""

    facts: tuple[str, ...]
    dates: tuple[str, ...]


def shape(layout: Layout) -> Shape:
    """The facts and dates of the dictionary that this file can fill."""
    ended = tuple(fact for fact in ENDED_AS if layout.amended and fact not in layout.facts)
    return Shape((*layout.facts, *ended), layout.dates)
