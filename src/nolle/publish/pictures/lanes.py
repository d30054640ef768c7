"""What lanes of a timeline share: the scale of days, and a part of the picture with the rows that tell the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nolle.publish.pictures import theme
from nolle.publish.pictures.layers import Box, Drawn, Line, Text
from nolle.publish.pictures.picture import Column

LEFT, WIDTH = 118, 1120
"""Where time begins, and the width of all: pixels."""

BAR = 11
"""Height of a bar."""

UNVERIFIED = "unverified"

COLUMNS = (
    Column("lane", "office-holder, answer, document, law, or what others did"),
    Column("office", "the office's id; empty for what others did"),
    Column("id", "the holder, the kind of charge, the document, the offense or the event"),
    Column("title", "its name"),
    Column("says", "what is drawn, in words"),
    Column("from", "the first day, as the record has it (EDTF)"),
    Column("until", "the first day no longer, as the record has it (EDTF); empty where it goes on"),
    Column("drawn_as", "whole, outline, dotted, faded ends, a point; or not drawn, and why"),
    Column("sources", "the ids of its sources", many=True),
)

Told = Mapping[str, Any]
"""A row of a timeline's numbers."""


@dataclass(frozen=True)
class Part:
    """A part of the picture: what is drawn, the rows that tell the same, and where the next part may begin."""

    end: float
    drawn: tuple[Drawn, ...] = ()
    rows: tuple[Told, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Time:
    """The days that a timeline shows, both included."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands; what lies outside stands at the edge."""
        inside = min(max(day, self.first), self.last)
        share = (inside - self.first).days / max((self.last - self.first).days, 1)
        return round(LEFT + (WIDTH - LEFT) * share, 2)

    def axis(self, top: float, bottom: float) -> Iterator[Drawn]:
        """Years, as many as have room for their names."""
        years = range(self.first.year, self.last.year + 1)
        step = next((step for step in (1, 2, 5, 10) if len(years) / step <= 16), 20)
        marked = [(year, self.x(date(year, 1, 1))) for year in years if year % step == 0]
        yield from (Line(x, top, x, bottom, theme.LINE) for _, x in marked)
        yield from (Text(x + 3, top - 8, str(year), theme.SMALL, theme.QUIET) for year, x in marked if x < WIDTH - 26)


def dots(left: float, right: float, y: float) -> Line:
    """What nobody knows."""
    return Line(left + 2, y + 6, right, y + 6, theme.INK, 3.2, (0.01, 6.0))


def faded(left: float, right: float, y: float, high: float = BAR) -> Box:
    """The days on which something may have begun or ended."""
    return Box(left, y, right, y + high, theme.pattern("faded"))
