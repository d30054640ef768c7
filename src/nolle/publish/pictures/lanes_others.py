"""What others did, and the law: numbered ticks on a line, and the list of what they mean under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nolle.dates import Span, edtf
from nolle.publish.page import when
from nolle.publish.pictures import theme
from nolle.publish.pictures.answers import folded
from nolle.publish.pictures.lanes import LEFT, UNVERIFIED, WIDTH, Part, Time, Told, faded
from nolle.publish.pictures.layers import Drawn, Line, Text

_LETTERS, _DATE = 176, 26
"""In a line of the list, and for a date."""


@dataclass(frozen=True)
class Happening:
    """What others did, or a law that came or went: its day as the record has it, its kind, and what it says."""

    on: Span
    lane: str
    id: str
    kind: str
    says: str
    sources: tuple[str, ...]
    verified: bool = True

    @property
    def words(self) -> str:
        """The kind and what it says; that nobody verified it."""
        return f"{self.kind}{'' if self.verified else f' ({UNVERIFIED})'}: {self.says}"


def shown_of(happened: Sequence[Happening], time: Time) -> list[Happening]:
    """Those that may have happened within the time."""
    return [one for one in happened if one.on.last >= time.first]


def others(happened: Sequence[Happening], time: Time, y: float) -> Part:
    """The ticks and their list; what came before the first year has a row only."""
    shown = shown_of(happened, time)
    numbers = {id(one): number for number, one in enumerate(shown, 1)}
    rows = tuple(_row(one, numbers.get(id(one))) for one in happened)
    if not shown:
        return Part(y, (), rows)
    drawn: list[Drawn] = [Text(0, y + 6, "What others did, and the law", theme.LARGE, weight=600)]
    ticks = list(_ticks(shown, time, y + 26))
    y = max(one.y for one in ticks if isinstance(one, Text)) + 20
    for number, one in enumerate(shown, 1):
        words = folded(one.words, _LETTERS)
        drawn.append(Text(20, y, str(number), theme.SMALL, weight=600, align="right"))
        drawn.append(Text(28, y, _on(one.on), theme.SMALL, theme.QUIET))
        drawn += [Text(186, y + 13 * at, line, theme.SMALL) for at, line in enumerate(words)]
        y += 13 * len(words) + 3
    return Part(y + 14, (*drawn, *ticks), rows)


def _on(span: Span) -> str:
    """A date in the room that there is."""
    told = when(span)
    return told if len(told) <= _DATE else f"{span.first} to {span.last}"


def _ticks(shown: Sequence[Happening], time: Time, y: float) -> Iterator[Drawn]:
    """A tick for each, as wide as its date is vague, broken where it is unverified; numbers that meet stand lower."""
    yield Line(LEFT, y, WIDTH, y, theme.LINE)
    ends: list[float] = []
    for left, group in groupby(enumerate(shown, 1), lambda one: time.x(one[1].on.first)):
        same = list(group)
        yield from (_tick(one, left, time.x(one.on.last), y) for _, one in same)
        label = "–".join(str(number) for number in dict.fromkeys((same[0][0], same[-1][0])))
        half = 3.5 * len(label)
        row = next((at for at, end in enumerate(ends) if end + 4 < left - half), len(ends))
        ends[row : row + 1] = [left + half]
        yield Text(left, y + 14 + 13 * row, label, theme.SMALL, weight=600, align="center")


def _tick(one: Happening, left: float, right: float, y: float) -> Drawn:
    if right - left > 3:
        return faded(left, right, y - 5, 10)
    return Line(left, y - 6, left, y + 6, theme.INK, 1.6, () if one.verified else (2.0, 2.0))


def _row(one: Happening, number: int | None) -> Told:
    looks = ["a point" if one.on.exact else "faded ends"] + [UNVERIFIED] * (not one.verified)
    drawn = f"{', '.join(looks)}, number {number}" if number else "not drawn: before the first year shown"
    return {
        "lane": one.lane, "office": "", "id": one.id, "title": one.kind, "says": one.says, "from": edtf(one.on),
        "until": "", "drawn_as": drawn, "sources": one.sources,
    }  # fmt: skip
