"""A whole column, seen as its different values → the kinds of personal data in it. Nothing of a value is kept.

A form that is its own (an e-mail address) is enough in one cell; bare numbers, single names and dates are judged
by the whole column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from nolle.records.privacy.days import day_of, day_shaped, stray_births
from nolle.records.privacy.forms import by_form, may_be_by_form
from nolle.records.privacy.kinds import KINDS, Suspicion
from nolle.records.privacy.numbers import BARE, Bare, Numbers, cut
from nolle.records.privacy.plaintext import flat
from nolle.records.privacy.redacting import finds
from nolle.records.privacy.signs import Signs
from nolle.records.privacy.words import by_words

ORDINARY = r"[0-9]{1,5}|[0-9]{13,40}|[0-9a-fA-F]{16,128}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
"""Whole cells in which nothing is ever found: an engine may leave them out before it hands values over."""

_ORDINARY = re.compile(ORDINARY)
_FORM = re.compile(r"[a-z'’-]{2,40}(?: [a-z'’-]{2,40}){0,2},\s{0,2}[a-z'’-]{2,40} [a-z]\.?", re.I)
_CLEARED = re.compile(r"[A-Za-z0 ./#:,_-]{1,80}")
_DIGIT = re.compile(r"\d")


@dataclass
class Judged:
    """A column being looked at: counts of what its different values look like."""

    signs: Signs
    of: int = 0
    found: Counter[str] = field(default_factory=Counter)
    numbers: Numbers = field(init=False)
    given: Counter[str] = field(default_factory=Counter)
    family: Counter[str] = field(default_factory=Counter)
    origins: int = 0
    forms: int = 0
    without_digits: int = 0
    days: Counter[date] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.numbers = Numbers(self.signs.limits)

    def add(self, value: str) -> None:
        """Look at one value."""
        if _ORDINARY.fullmatch(value):
            self.of += 1
            self.numbers.digits[len(value)] += value.isdecimal()
            return
        cell = flat(value).text.strip()
        if not cell:
            return
        bare = cell.upper().removesuffix(".0")
        if BARE.fullmatch(bare):
            self._add_bare(bare)
            return
        self.of += 1
        if (day := day_of(bare)) is not None:
            self.days[day] += 1
        self.without_digits += _DIGIT.search(cell) is None
        if len(cell) <= 40 and cell.replace(" ", "").isalpha():
            self._add_alone(cell.lower())
        self.forms += len(cell) < 100 and _FORM.fullmatch(cell) is not None
        self.found.update({find.kind for find in finds(cell, self.signs, False)})

    def add_numbers(self, number: Bare, n: int = 1) -> None:
        """Count different bare numbers that begin alike."""
        self.of += n
        day = self.numbers.add(number, n)
        if day is not None:
            self.days[day] += n

    def add_days(self, text: str, n: int) -> None:
        """Count different values that name the same day and nothing else but a time."""
        self.of += n
        day = day_of(text)
        if day is not None:
            self.days[day] += n

    def add_harmless(self, n: int) -> None:
        """Count different values in which nothing can be found."""
        self.of += n

    def _add_bare(self, bare: str) -> None:
        if bare.isalnum():
            self.add_numbers(cut(bare))
        else:
            self.of += 1
            self.numbers.add_decimal(bare)

    def _add_alone(self, word: str) -> None:
        self.given.update({word} & self.signs.given_names)
        self.family.update({word} & self.signs.family_names)
        self.origins += word in self.signs.countries

    @property
    def mostly_days(self) -> bool:
        """Whether this is a column of dates."""
        return self.days.total() >= max(1, self.signs.limits.stray * self.of)

    @property
    def settled(self) -> bool:
        """Whether the verdict would be the same however often each value had been counted."""
        return self.days.total() in (0, self.of) and self.numbers.settled(self.of) and not self.suspicions()

    def suspicions(self, around: Iterable[date] = ()) -> list[Suspicion]:
        """The kinds of personal data in the column; `around` are days on which the records' own events lie."""
        found = self.found.copy()
        for kind, n in self.numbers.of_persons(self.of):
            found[kind] += n
        found["name"] += self._names_alone()
        found["immigration"] += self._origins()
        found["birth_date"] += stray_births(self.days, self.of, around, self.signs.limits)
        counts = ((kind, found[kind], self.signs.thresholds[kind]) for kind in KINDS if found[kind] > 0)
        return [
            Suspicion(kind, n, self.of) for kind, n, limit in counts if n >= limit.least and n >= limit.share * self.of
        ]

    def _names_alone(self) -> int:
        """How many cells are names without another beside them, or of the form of a name with names of no list."""
        limits = self.signs.limits
        alone = self.given.total() + self.family.total()
        many = len(self.given) >= limits.given_least or len(self.family) >= limits.family_least
        most = alone >= limits.alone_least and alone >= limits.alone_share * self.of
        count = alone if many or most else 0
        if self.forms >= limits.form_least and self.forms >= limits.form_share * self.of:
            count += max(0, self.forms - self.found["name"])
        return count

    def _origins(self) -> int:
        limits = self.signs.limits
        enough = self.origins >= limits.country_least and self.origins >= limits.country_share * self.of
        return self.origins if enough else 0


def suspects(values: Iterable[str], signs: Signs, around: Iterable[date] = ()) -> list[Suspicion]:
    """The kinds of personal data among the different values of one column, worst known first, without any value.

    `around` are days on which the records' own events lie: with them a date that stands where no date belongs,
    and lies a life before, is a birth date.
    """
    column = Judged(signs)
    for value in values:
        column.add(value)
    return column.suspicions(around)


def header_suspects(columns: Sequence[str], signs: Signs) -> list[Suspicion]:
    """Personal data that stands where the names of columns should: the sign of a file without a header line."""
    found: Counter[str] = Counter()
    for column in columns:
        text = flat(column).text
        worded = {find.kind for find in by_words(text, signs, False)} - {"immigration"}  # a column is named so
        found.update({find.kind for find in by_form(text)} | worded)
    return [Suspicion(kind, found[kind], len(columns)) for kind in KINDS if found[kind]]


def harmless(shape: str, signs: Signs) -> bool:
    """Whether nothing can be found in any text of this shape, which has a zero for every digit of the text.

    Only texts of plain letters, digits and a few marks are cleared so. `signs` are those of shapes (`of_shapes`).
    """
    if "0" not in shape or not _CLEARED.fullmatch(shape):
        return False
    cell = shape.strip().upper()
    bare = cell.removesuffix(".0")
    return not (BARE.fullmatch(bare) or day_shaped(bare) or day_shaped(cell)) and nothing_said(shape, signs)


def nothing_said(shape: str, signs: Signs) -> bool:
    """Whether neither forms nor words of a shape tell of a person: it may still be a bare number or a day."""
    return not may_be_by_form(shape) and not any(True for _ in by_words(shape, signs, False))
