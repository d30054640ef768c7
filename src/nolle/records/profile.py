"""What an unknown file looks like: for each column counts, forms and dates, and few values, none of a person.

Frozen types only. They are filled by looking at a file (`nolle.intake.profiling`) and read by the drafting of
a mapping; whatever stands in them may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Hidden(StrEnum):
    """Why no value of a column is in its profile."""

    NO = ""
    NAME = "its name says that it is personal"
    CONTENT = "it holds what looks like personal data"
    BIRTHS = "its days lie as far back as births do"
    PERSON = "it describes a person"
    ID = "it looks like an id"
    TEXT = "it is free text"
    MANY = "it has too many different values"

    @property
    def personal(self) -> bool:
        """Whether the column must be left unread."""
        return self in (Hidden.NAME, Hidden.CONTENT, Hidden.BIRTHS)


class Sort(StrEnum):
    """What the values of a column may be read as."""

    SYSTEM = "system"
    CITATION = "citation"
    SECTION = "section"
    OFFENSE = "offense"
    CONDUCT = "conduct"
    LEVEL = "level"
    STAGE = "stage"
    INSTRUMENT = "instrument"
    PLACE = "place"
    TRUTH = "truth"

    @property
    def tells(self) -> bool:
        """Whether it says what a column is: a number looks like a section of many laws, and 1 and 0 like yes and no."""
        return self not in (Sort.SECTION, Sort.TRUTH)


@dataclass(frozen=True)
class Counted:
    """A value and the number of rows that hold it; `beside` are the words that another column always puts beside it."""

    word: str
    n: int
    beside: str = ""


@dataclass(frozen=True)
class Reading:
    """How much of a column is known as one sort of thing: codes of system X, citations of state Y, words for levels.

    `rows` is the share of the filled rows, `values` the share of the different values, as far as they were tried.
    """

    sort: Sort
    of: str
    rows: float
    values: float


@dataclass(frozen=True)
class Days:
    """How many cells of a column are dates in one form, and the first and last of those days."""

    format: str
    n: int
    first: str
    last: str


@dataclass(frozen=True)
class Column:
    """One column.

    `shapes` are the most frequent forms of its cells, with 9 for a digit and A for a letter; `words` is the mean
    number of words in a cell, `length` its mean length. `number` says that all cells are whole numbers, from `low`
    to `high` (which are not there for ids). `nulls` are texts that stand for an empty cell. `whole` says that
    `values` are all there are.
    """

    name: str
    type: str = ""
    filled: int = 0
    distinct: int = 0
    length: float = 0.0
    words: float = 0.0
    shapes: tuple[Counted, ...] = ()
    values: tuple[Counted, ...] = ()
    whole: bool = False
    hidden: Hidden = Hidden.NO
    why_hidden: str = ""
    days: tuple[Days, ...] = ()
    number: bool = False
    low: int | None = None
    high: int | None = None
    nulls: tuple[Counted, ...] = ()
    readings: tuple[Reading, ...] = ()

    def reading(self, sort: Sort, of: str = "") -> Reading | None:
        """The best reading of a sort."""
        found = [one for one in self.readings if one.sort is sort and (not of or one.of == of)]
        return max(found, key=lambda one: (one.rows, one.values), default=None)

    def share(self, sort: Sort, of: str = "") -> float:
        """The share of rows of the best reading of a sort."""
        found = self.reading(sort, of)
        return found.rows if found else 0.0

    @property
    def known(self) -> float:
        """The largest share of its rows that is known as one sort of thing."""
        return max((one.rows for one in self.readings if one.sort.tells), default=0.0)

    @property
    def best_days(self) -> Days | None:
        """The form that reads most of its cells as dates; of equals, the first that was tried."""
        return max(self.days, key=lambda one: one.n, default=None)

    @property
    def repeats(self) -> float:
        """Rows for each different value."""
        return self.filled / self.distinct if self.distinct else 0.0


@dataclass(frozen=True)
class Beside:
    """In which share of the rows a value of one column always stands beside the same value of the other."""

    column: str
    other: str
    share: float


@dataclass(frozen=True)
class Order:
    """Of the rows with both days, the share in which one column's day is not after the other's."""

    earlier: str
    later: str
    n: int
    share: float


@dataclass(frozen=True)
class Numbering:
    """Of the groups of equal values in one column, the share in which another column counts from 1 without a gap."""

    group: str
    number: str
    groups: int
    whole: float


@dataclass(frozen=True)
class File:
    """A file: its rows, its columns in order, and what some columns have to do with others.

    `name` is the file's name with that of its folder. `different_rows` counts rows of which no other is a copy;
    `keys` are sets of columns of which each tells every row from the others.
    """

    name: str
    rows: int
    unreadable: int
    columns: tuple[Column, ...]
    different_rows: int = 0
    keys: tuple[tuple[str, ...], ...] = ()
    beside: tuple[Beside, ...] = ()
    orders: tuple[Order, ...] = ()
    numberings: tuple[Numbering, ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)
