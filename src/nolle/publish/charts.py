"""Bars over time as plain SVG: what a chart draws and where, made ready for the template `charts.html`.

Widths are shares, so that a chart fits any page, and heights are pixels. What is odd about a bar shows in its
pattern as well as in its colour, and the numbers stand in a table beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nolle.dates import LAST_DAY, Span, parse
from nolle.publish.page import MONTHS, number

HEIGHT = 120
"""Of the bars, in pixels."""

WIDE, GAP = 10, 1
"""A period's width in units, and the blank on each side of its bar."""

STRIPE, BLANK = 3, 2
"""Pixels of a stripe, and between two: the pattern of a bar that breaks."""


@dataclass(frozen=True)
class Label:
    """A text at a share of the width."""

    x: str
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Band:
    """A stretch of time of its own: it begins at a share of the width."""

    x: str
    width: str


@dataclass(frozen=True)
class Chart:
    """Bars by period: `plain`, `striped` (they break) and `hollow` (held in part), as paths over `width` units.

    A break stands in a column with its letter above; `bands` are stretches of time, `rules` days.
    """

    id: str
    title: str
    alt: str
    width: int
    plain: str
    striped: str
    hollow: str
    columns: tuple[Band, ...]
    bands: tuple[Band, ...]
    rules: tuple[str, ...]
    letters: tuple[Label, ...]
    axis: tuple[Label, ...]
    top: str
    half: str

    @property
    def wide(self) -> bool:
        """Whether its scale needs room."""
        return len(self.top) > len("100,000")


def chart(
    id: str, title: str, alt: str, series: Mapping[str, Any], lettered: Sequence[tuple[str, Mapping[str, Any]]],
    bands: Iterable[Span] = (), rules: Iterable[date] = (),
) -> Chart:  # fmt: skip
    """The chart of a told series. `lettered` are its breaks with their letters, `bands` stretches, `rules` days."""
    periods, counts = series["periods"], series["counts"]
    place = {label: index for index, label in enumerate(periods)}
    broken = {i for _, one in lettered for i in range(place[one["first"]], place[one["last"]] + 1)}
    hollow = {place[item["period"]] for item in series["in_part"]}
    top = _top(max([*counts, 1]))
    heights = [HEIGHT * max(n, 0) / top for n in counts]
    time = Time(tuple(parse(label) for label in periods))
    return Chart(
        id=id, title=title, alt=alt, width=WIDE * len(periods),
        plain=_bars((i, h) for i, h in enumerate(heights) if i not in broken | hollow),
        striped=_stripes((i, heights[i]) for i in sorted(broken)),
        hollow=_bars((i, heights[i]) for i in sorted(hollow - broken)),
        columns=tuple(time.around(place[one["first"]], place[one["last"]]) for _, one in lettered),
        bands=tuple(found for span in bands if (found := time.band(span)) is not None),
        rules=tuple(dict.fromkeys(x for day in rules if (x := time.at(day)) is not None)),
        letters=tuple(_letter(letter, one, place) for letter, one in lettered),
        axis=tuple(time.axis(series["unit"])),
        top=number(top), half=number(top // 2) if top % 2 == 0 else "",
    )  # fmt: skip


def _top(most: int) -> int:
    """The next round number: 1, 2, 3, 4, 5, 6 or 8 times a power of ten."""
    power = 1
    while most > 10 * power:
        power *= 10
    return next(step * power for step in (1, 2, 3, 4, 5, 6, 8, 10) if step * power >= most)


def _bars(bars: Iterable[tuple[int, float]]) -> str:
    return "".join(
        f"M{WIDE * i + GAP} {HEIGHT}v{-round(height, 1):g}h{WIDE - 2 * GAP}V{HEIGHT}z" for i, height in bars if height
    )


def _stripes(bars: Iterable[tuple[int, float]]) -> str:
    return "".join(_striped(WIDE * i + GAP, height) for i, height in bars if height)


def _striped(x: int, height: float) -> str:
    """A bar in stripes, closed at its top so that its height can be read."""
    low, made = 0.0, ""
    while low < height:
        high = min(low + STRIPE, height)
        made += f"M{x} {HEIGHT - high:.4g}h{WIDE - 2 * GAP}v{high - low:.3g}h-{WIDE - 2 * GAP}z"
        low += STRIPE + BLANK
    return f"{made}M{x} {HEIGHT - height:.4g}h{WIDE - 2 * GAP}v1.5h-{WIDE - 2 * GAP}z"


def _letter(letter: str, one: Mapping[str, Any], place: Mapping[str, int]) -> Label:
    return Label(_percent((place[one["first"]] + place[one["last"]] + 1) / 2 / len(place)), letter, "middle")


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"


# ---------------------------------------------------------------- time


@dataclass(frozen=True)
class Time:
    """The periods that a chart shows, one after the other."""

    periods: tuple[Span, ...]

    def at(self, day: date) -> str | None:
        """Where a day stands; None outside of the chart."""
        share = self._share(day)
        return None if share is None else _percent(share)

    def _share(self, day: date) -> float | None:
        for index, period in enumerate(self.periods):
            if period.first <= day <= period.last:
                inside = (day - period.first).days / ((period.last - period.first).days + 1)
                return (index + inside) / len(self.periods)
        return None

    def band(self, days: Span) -> Band | None:
        """Some days as a stretch of the chart; None where they lie outside."""
        first, last = max(days.first, self.periods[0].first), min(days.last, self.periods[-1].last)
        if first > last:
            return None
        left = self._share(first) or 0.0
        after = last + timedelta(days=1) if last < LAST_DAY else last
        right = self._share(after)
        return Band(_percent(left), _percent((1.0 if right is None else right) - left))

    def around(self, first: int, last: int) -> Band:
        """Some periods as a stretch of the chart."""
        return Band(_percent(first / len(self.periods)), _percent((last - first + 1) / len(self.periods)))

    def axis(self, unit: str) -> Iterator[Label]:
        """Names of periods at a distance that leaves room for them."""
        named = [i for i, period in enumerate(self.periods) if _starts(period, unit, len(self.periods))]
        step = next((step for step in (1, 2, 3, 5, 10, 20, 50) if len(named) / step <= 7), 100)
        for i in named[::step]:
            if unit == "year":
                yield Label(
                    _percent((i + 0.5) / len(self.periods)), _name(self.periods[i], unit, True), anchor="middle"
                )
            elif i / len(self.periods) <= 0.93:
                yield Label(_percent(i / len(self.periods)), _name(self.periods[i], unit, len(self.periods) > 24))


def _starts(period: Span, unit: str, many: int) -> bool:
    """Whether a period may have its name under it: every year, January, or every month or day of few."""
    return unit != "month" or many <= 24 or period.first.month == 1


def _name(period: Span, unit: str, years: bool) -> str:
    first = period.first
    if unit == "day":
        return f"{first.day} {MONTHS[first.month - 1][:3]}"
    return str(first.year) if years or unit == "year" else f"{MONTHS[first.month - 1][:3]} {first.year % 100:02d}"
