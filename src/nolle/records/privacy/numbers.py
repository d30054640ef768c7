"""Bare numbers, alone in their cells: are they persons' numbers, or cases'?

One number cannot tell. A column can: numbers of persons are strays among other things, or scattered where numbers of
cases run on from one another. What is needed of each number is little, so that an engine can count it for millions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from nolle.records.privacy.days import day_of
from nolle.records.privacy.signs import Limits

BARE = re.compile(r"[-+]?\d{1,60}(?:\.\d{1,60})?|[A-Z]\d{1,60}")
_COORDINATE = re.compile(r"[-+]?\d{1,3}\.\d{4,20}")


class Bare(NamedTuple):
    """A number of `digits` digits, perhaps after one capital letter, cut down to how it begins.

    `void` says of nine digits that the middle two or the last four are zeros. The `lead` has the letter in it.
    """

    digits: int
    lead: str
    void: bool = False


LEADS = {9: 3, 10: 4, 11: 5}
"""How many first digits of a number of so many digits count."""

FILLERS = (*(digit * 9 for digit in "0123456789"), "123456789", "987654321")
"""Nine digits that stand for a number nobody had; they count by no digit."""

LED_BY_A_DAY = (8, 10, 11)
"""Numbers of so many digits may begin with a day: then all eight count."""

LETTERED_LEAD = 4


def cut(number: str) -> Bare:
    """What counts of a number of digits, or of a capital letter and digits."""
    if number[0].isalpha():
        return Bare(len(number) - 1, number[:LETTERED_LEAD])
    digits = len(number)
    if number in FILLERS:
        return Bare(digits, "")
    if digits in LED_BY_A_DAY and number[:2] in ("19", "20"):
        return Bare(digits, number[:8])
    return Bare(digits, number[: LEADS.get(digits, 0)], digits == 9 and (number[3:5] == "00" or number[5:] == "0000"))


@dataclass
class Tally:
    """What is known so far of the numbers of a column that could be of one kind.

    `valid` ones are possible, `fitting` ones are what most of a column of them would be.
    """

    n: int = 0
    valid: int = 0
    fitting: int = 0
    leads: set[str] = field(default_factory=set)
    areas: set[str] = field(default_factory=set)
    digits: set[int] = field(default_factory=set)


@dataclass
class Numbers:
    """The bare numbers of a column: tallies by kind, all by their number of digits, and all others."""

    limits: Limits
    tallies: dict[str, Tally] = field(default_factory=dict)
    digits: Counter[int] = field(default_factory=Counter)
    lettered: int = 0
    decimals: int = 0

    def add(self, number: Bare, n: int = 1) -> date | None:
        """Count different numbers that are the same as far as it counts; the day, if that is what they are."""
        if number.lead[:1].isalpha():
            self.lettered += n
        else:
            self.digits[number.digits] += n
        for kind, valid, lead, area in _kinds(number):
            tally = self.tallies.setdefault(kind, Tally())
            tally.n += n
            tally.valid += n * valid
            tally.fitting += n * (valid and (kind != "ssn" or int(area) <= self.limits.last_area))
            tally.digits.add(number.digits)
            tally.leads.add(lead)
            tally.areas.add(area)
        return day_of(number.lead) if number.digits == 8 and len(number.lead) == 8 else None

    def add_decimal(self, number: str) -> None:
        """Count a number with a sign or a decimal point."""
        self.decimals += 1
        if _COORDINATE.fullmatch(number):
            tally = self.tallies.setdefault("coordinates", Tally())
            tally.n += 1
            tally.valid += -180 <= float(number) <= -60 or 17 <= float(number) <= 72

    def of_persons(self, of: int) -> Iterator[tuple[str, int]]:
        """The kinds of which there are numbers, and how many, in a column of `of` different values."""
        for kind, tally in self.tallies.items():
            if tally.valid and self._judged(kind, tally, of):
                yield kind, tally.n

    def settled(self, of: int) -> bool:
        """Whether it makes no difference how often each value was counted: no share of the column decides anything."""
        for kind, tally in self.tallies.items():
            if kind in ("ssn", "phone"):
                alike, alone = self.digits.total(), not self._beside(tally)
            else:
                alike, alone = self.lettered, kind == "alien_number"
            shared = alike < of or (alone and tally.n < alike) or self._scattered(kind, tally)
            if tally.valid and shared:
                return False
        return True

    def _judged(self, kind: str, tally: Tally, of: int) -> bool:
        """Whether bare numbers are persons' and not cases': strays in a column of other things, or scattered."""
        if kind == "coordinates":
            return tally.valid == tally.n > 1 and tally.valid >= self.limits.coordinate_share * of
        if self._stray(kind, tally, of):
            return True
        if not self._scattered(kind, tally):
            return False
        if kind == "phone":  # of random numbers of ten digits, three in ten are none
            share = self.limits.phone_share
            whole = sum(self.digits[length] for length in tally.digits)
            return tally.n >= share * whole and tally.valid >= share * tally.n
        return kind == "alien_number" or tally.fitting >= self.limits.fitting_share * tally.n

    def _stray(self, kind: str, tally: Tally, of: int) -> bool:
        """Whether such numbers stand among other things, or among numbers of quite another length."""
        limits = self.limits
        if kind not in ("ssn", "phone"):
            alone = kind == "alien_number" and tally.n <= limits.odd_length * self.lettered
            return alone or self.lettered < limits.stray * of
        bare = self.digits.total() + self.decimals
        return bare < limits.stray * of or (tally.n <= limits.odd_length * bare and not self._beside(tally))

    def _beside(self, tally: Tally) -> bool:
        """Whether there are numbers that are one digit longer or shorter."""
        lengths = {length + step for length in tally.digits for step in (-1, 1)} - tally.digits
        return any(self.digits[length] for length in lengths)

    def _scattered(self, kind: str, tally: Tally) -> bool:
        """Whether the numbers begin as differently as persons' do; those of cases run on from one another."""
        limits = self.limits
        if kind == "alien_number":  # today's begin alike, and differ from the third digit on
            return len(tally.areas) >= limits.bare_leads
        if kind == "phone" and len(tally.areas) < limits.area_codes:
            return False
        return tally.n >= limits.bare_least and len(tally.leads) >= limits.bare_leads


def _kinds(number: Bare) -> Iterator[tuple[str, bool, str, str]]:
    """The kinds a number could be of: whether it is a valid one, how it begins, and the area it is of."""
    digits, lead, _ = number
    if lead[:1].isalpha():
        if digits in (7, 12):
            yield "licence", True, lead[0], ""
        if lead[0] == "A" and digits in (8, 9):
            yield "alien_number", True, lead[0], lead[1:4]
        if lead[0] != "A" and digits == 8:
            yield "passport", True, lead[0], ""
    elif digits == 9 and lead:
        yield "ssn", not number.void and lead not in ("000", "666") and lead[0] != "9", lead[0], lead
    elif digits in (10, 11) and (digits == 10 or lead[0] == "1"):
        local = lead[digits - 10 :]
        if local[0] in "23456789" and local[3] in "23456789":  # 2018010203 is an hour of a day
            yield "phone", len(lead) < 8 or day_of(lead) is None, local[3], local[:3]
