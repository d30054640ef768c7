"""Dates with their precision (EDTF), periods, and the arithmetic of windows.

An imprecise date is a set of days: `2021-03` is any day of that month, `../2021-03-08` any day up to
that one. Month arithmetic clamps to the month's end: 29 February 2016 plus three years is 28 February 2019.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

FIRST_DAY, LAST_DAY = date(1, 1, 1), date(9999, 12, 31)
_PARTS = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")


@dataclass(frozen=True)
class Span:
    """The days a date may be: both ends included."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        return self.first == self.last

    def __str__(self) -> str:
        return self.first.isoformat() if self.exact else edtf(self)


ANY_DAY = Span(FIRST_DAY, LAST_DAY)


@lru_cache(maxsize=16384)
def parse(text: str) -> Span:
    """`2021-03-26`, `2021-03`, `2021`, `../2021-03-08`, `2021-03-08/..` or `A/B` → the days meant."""
    text = text.strip()
    if "/" in text:
        left, _, right = text.partition("/")
        if "/" in right:
            raise ValueError(f'"{text[:40]}" has more than one "/": write two dates, A/B')
        first = FIRST_DAY if left in ("", "..") else parse(left).first
        last = LAST_DAY if right in ("", "..") else parse(right).last
        if first > last:
            raise ValueError(f'"{text}" ends before it begins')
        return Span(first, last)
    match = _PARTS.fullmatch(text)
    if not match:
        raise ValueError(f'"{text}" is not a date: write 2021-03-26, 2021-03, 2021 or ../2021-03-26')
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month is None:
            return Span(date(year or 0, 1, 1), date(year or 0, 12, 31))
        if day is None:
            last_day = calendar.monthrange(year or 0, month)[1]
            return Span(date(year or 0, month, 1), date(year or 0, month, last_day))
        exact = date(year or 0, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f'"{text}" is not a day of the calendar') from None
    return Span(exact, exact)


def edtf(span: Span) -> str:
    """The shortest EDTF text that means these days."""
    first, last = span.first, span.last
    if first == last:
        return first.isoformat()
    if first == FIRST_DAY or last == LAST_DAY:
        left = ".." if first == FIRST_DAY else first.isoformat()
        return f"{left}/{'..' if last == LAST_DAY else last.isoformat()}"
    for text in (f"{first.year:04d}", f"{first.year:04d}-{first.month:02d}"):
        if parse(text) == span:
            return text
    return f"{first.isoformat()}/{last.isoformat()}"


@dataclass(frozen=True)
class Period:
    """A calendar length: `P24M`, `P3Y`, `P10D`."""

    months: int
    days: int

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        if years and not months and not self.days:
            return f"P{years}Y"
        return "P" + (f"{self.months}M" if self.months else "") + (f"{self.days}D" if self.days else "")

    def before(self, day: date) -> date:
        """The day this long before `day`; the month's end is clamped."""
        try:
            return shift(day, -self.months) - timedelta(days=self.days)
        except OverflowError:
            return FIRST_DAY


def parse_period(text: str) -> Period:
    """`P24M`, `P3Y`, `P1Y6M`, `P10D` → the period. Raises ValueError."""
    match = _PERIOD.fullmatch(text.strip())
    if not match:
        raise ValueError(f'"{text}" is not a length of time: write P24M, P3Y or P10D')
    years, months, days = (int(part or 0) for part in match.groups())
    return Period(12 * years + months, days)


def shift(day: date, months: int) -> date:
    """`day` moved by whole months, clamped to the end of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return FIRST_DAY if year < 1 else LAST_DAY
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_day(day: date) -> date:
    """The day after; the last day of time has none."""
    return day if day == LAST_DAY else day + timedelta(days=1)
