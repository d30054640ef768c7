"""What profiling asks an engine about cells: as text, as days; and what it looks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from nolle.compiler.query import name, text, texts
from nolle.engine.base import Engine
from nolle.records.column_words import Vocabulary
from nolle.records.evidence import forms, mostly_days
from nolle.records.privacy import Signs
from nolle.records.profile import Column, Sort

MOST_DAYS = 8


@dataclass(frozen=True)
class Recogniser:
    """Tells whether one value is a known thing of a sort: a code of this system, a citation of this state."""

    sort: Sort
    of: str
    holds: Callable[[str], bool]


@dataclass(frozen=True)
class Lens:
    """What to look for: names and words of columns, signs of personal data, and things to recognise."""

    words: Vocabulary
    signs: Signs
    recognisers: tuple[Recogniser, ...] = ()
    progress: Callable[[str], None] = field(default=lambda _: None)


def count(engine: Engine, sql: str) -> int:
    """The number that a select gives."""
    return int(engine.fetch(sql)[0][0] or 0)


def as_text(column: str, lens: Lens) -> str:
    """A cell as text without blanks around it, and null where an office writes nothing."""
    cell = f"trim(cast({name(column)} as varchar))"
    return f"case when {cell} in ({texts(lens.words.nulls)}) then null else {cell} end"


def as_day(column: Column, lens: Lens) -> str:
    """A cell as a day, in whichever of its forms reads it."""
    cell = as_text(column.name, lens)
    days = [parsed(cell, days.format) for days in forms(column, lens.words)]
    return f"coalesce({', '.join(days)})" if len(days) > 1 else days[0]


def parsed(cell: str, form: str) -> str:
    """A cell as a day in one form; without one, as the international standard writes it."""
    return f"cast(try_strptime({cell}, {text(form)}) as date)" if form else f"try_cast({cell} as date)"


def day_columns(columns: Iterable[Column], lens: Lens) -> list[Column]:
    """The columns whose cells are mostly days, as many as are compared with one another."""
    return [c for c in columns if mostly_days(c, lens.words) and not c.hidden.personal][:MOST_DAYS]
