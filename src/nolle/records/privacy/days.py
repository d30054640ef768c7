"""Days: what a cell says of a date, and which columns of dates are of births.

A birth date looks like any other. It is known by its distance: it lies a life before the other days of its record.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from nolle.records.privacy.signs import Limits, Signs

YEAR_DAYS = 365.25

_FORMS = (
    re.compile(r"(?P<y>\d{4})[-/]?(?P<m>\d\d)[-/]?(?P<d>\d\d)(?:[T ][\d:.Z+-]{1,20})?"),
    re.compile(r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})[-/](?P<y>\d{4})"),
)
_LONGEST = 24


@dataclass(frozen=True)
class Distances:
    """How far a column's days lie before another day of their records, in years.

    `n` records have both days; in `lives` of them the distance is one of a life so far, from `nearest` to `farthest`.
    """

    n: int
    lives: int
    nearest: float = 0.0
    farthest: float = 0.0


def day_of(cell: str) -> date | None:
    """The day that a whole cell names, if it names one between 1900 and 2099."""
    if len(cell) >= _LONGEST:
        return None
    for form in _FORMS:
        if (found := form.fullmatch(cell)) and found["y"][:2] in ("19", "20"):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def day_shaped(shape: str) -> bool:
    """Whether any text of this shape (every digit a zero) could name a day."""
    return len(shape) < _LONGEST and any(form.fullmatch(shape) for form in _FORMS)


def stray_births(days: Counter[date], of: int, around: Iterable[date], limits: Limits) -> int:
    """Dates in a column of other things, a life before the records' own days."""
    events = [day.toordinal() for day in around]
    if not events or days.total() >= limits.stray * of:
        return 0
    middle = date.fromordinal(int(median(events)))
    return sum(n for day, n in days.items() if limits.birth_years <= _years(day, middle) <= limits.life_years)


def looks_like_birth_dates(values: Iterable[date | None], reference_days: Iterable[date | None], signs: Signs) -> bool:
    """Whether a column of dates lies, record by record, as far before its reference days as births do.

    The two run side by side: a record's value, and the earliest other day of the same record. Old cases are
    safe, because their other days are old as well; a column without other days says nothing, and is not judged.
    """
    limits = signs.limits
    years = [
        _years(value, reference)
        for value, reference in zip(values, reference_days, strict=False)
        if value is not None and reference is not None
    ]
    lives = [distance for distance in years if limits.birth_years <= distance <= limits.life_years]
    return like_births(Distances(len(years), len(lives), min(lives, default=0), max(lives, default=0)), limits)


def like_births(distances: Distances, limits: Limits) -> bool:
    """The same, of distances that were counted elsewhere."""
    if distances.n < limits.birth_least or distances.lives < limits.birth_share * distances.n:
        return False
    return distances.farthest - distances.nearest >= limits.birth_spread


def _years(earlier: date, later: date) -> float:
    return (later - earlier).days / YEAR_DAYS
