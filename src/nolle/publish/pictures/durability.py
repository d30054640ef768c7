"""How long documents stand, as a curve: which share still stands after so many years, with its 95 % interval.

The numbers still at risk are printed under the curve: where they are small, little is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from nolle.analysis.durability import Curve
from nolle.analysis.standing.lifetimes import Lifetime
from nolle.analysis.standing.said import OUTLINED
from nolle.publish.page import day, listed, plural
from nolle.publish.pictures import answers, theme
from nolle.publish.pictures.layers import altair, configured
from nolle.publish.pictures.picture import Column, Picture, sources_of

WIDTH, HEIGHT = 860, 340
"""Of the ground between the axes, in pixels."""

YEAR = 365.25
_MIND = "a tick: a document that stands, or of which nobody knows since; found by this project, not drawn by chance"
COLUMNS = (
    Column("documents", "all, or documents of one instrument"),
    Column("days", "after so many days", number=True),
    Column("years", "the same in years"),
    Column("share", "the share that still stands"),
    Column("low", "the lower end of its 95 % interval"),
    Column("high", "the upper end"),
    Column("at_risk", "documents that had stood until then", number=True),
    Column("ended", "documents that ended on that day", number=True),
    Column("which", "the documents that ended on that day; on day 0, all that began", many=True),
    Column("sources", "the ids of the sources of these documents", many=True),
)


def durability(
    lived: Sequence[Lifetime], curve: Curve, by_kind: Mapping[str, Curve], sources: Mapping[str, Sequence[str]],
    left_out: int, as_of: date, known_on: date | None = None,
) -> Picture:  # fmt: skip
    """The picture of a curve over these lifetimes; curves of single instruments stand in the table.

    `sources` are those of each document. Raises NolleError where the `charts` extra is missing.
    """
    kinds = {kind: [one for one in lived if one.kind == kind] for kind in by_kind}
    every = [("all", lived, curve), *((kind, kinds[kind], one) for kind, one in by_kind.items())]
    told = tuple(row for name, some, one in every for row in _rows(name, some, one, sources))
    title = f"How long documents of prosecutors' offices stand, {answers.at(as_of, known_on)}"
    return Picture(
        "durability", title, _alt(curve, by_kind, left_out, as_of, known_on), _spec(title, lived, curve, by_kind),
        COLUMNS, told, sources_of(told), as_of, known_on,
    )  # fmt: skip


def _rows(
    name: str, lived: Sequence[Lifetime], curve: Curve, sources: Mapping[str, Sequence[str]]
) -> Iterator[dict[str, Any]]:
    """The beginning, then each day on which the curve falls, with the documents behind it."""
    began: dict[str, Any] = {"days": 0, "share": "1.000", "low": "", "high": "", "at_risk": curve.n, "ended": 0}
    falls: list[dict[str, Any]] = [
        {
            "days": one.days, "share": f"{one.share:.3f}", "low": f"{one.low:.3f}", "high": f"{one.high:.3f}",
            "at_risk": one.at_risk, "ended": one.ends,
        }
        for one in curve.points
    ]  # fmt: skip
    for row in (began, *falls):
        which = [one.policy for one in lived if not row["days"] or (one.ended and one.days == row["days"])]
        yield {
            "documents": name.replace("_", " "), "years": f"{row['days'] / YEAR:.2f}", **row,
            "which": tuple(which), "sources": tuple(dict.fromkeys(id for one in which for id in sources.get(one, ()))),
        }  # fmt: skip


def _spec(title: str, lived: Sequence[Lifetime], curve: Curve, by_kind: Mapping[str, Curve]) -> dict[str, Any]:
    alt = altair()
    longest = max((one.days / YEAR for one in lived), default=1.0)
    x = alt.X(
        "years:Q", title="years since the document began",
        scale=alt.Scale(domain=[0, longest], nice=False),
        axis=alt.Axis(values=list(range(int(longest) + 1)), grid=False, format="d", **_AXIS),
    )  # fmt: skip
    y = alt.Y(
        "share:Q", title=None, scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", gridColor=theme.LINE, **_AXIS),
    )  # fmt: skip
    made = alt.layer(
        *_curve(alt, x, y, curve, longest), *_standing(alt, x, y, lived, curve), *_at_risk(alt, x, lived, longest),
        *_words(alt, x, y, curve, longest),
    )  # fmt: skip
    head = alt.TitleParams(
        title, subtitle=_finding(curve, by_kind), anchor="start", frame="group", dx=-40, offset=20, subtitlePadding=10,
        font=theme.FONT, fontSize=theme.TITLE, fontWeight=600, color=theme.INK,
        subtitleFont=theme.FONT, subtitleFontSize=theme.LARGE, subtitleColor=theme.INK,
    )  # fmt: skip
    whole = made.properties(width=WIDTH, height=HEIGHT, title=head, padding=14)
    told: dict[str, Any] = configured(whole).to_dict()
    return told


_AXIS = {
    "labelFont": theme.FONT, "titleFont": theme.FONT, "labelFontSize": theme.NORMAL, "titleFontSize": theme.NORMAL,
    "titleFontWeight": 400, "labelColor": theme.QUIET, "titleColor": theme.QUIET, "domainColor": theme.QUIET,
    "tickColor": theme.QUIET, "titlePadding": 8,
}  # fmt: skip


def _curve(alt: Any, x: Any, y: Any, curve: Curve, longest: float) -> Iterator[Any]:
    """The interval as a band with edges, and the curve in steps."""
    steps = [{"years": 0.0, "share": 1.0}]
    steps += [{"years": point.days / YEAR, "share": point.share} for point in curve.points]
    band = [{"years": p.days / YEAR, "low": p.low, "high": p.high} for p in curve.points if 0 < p.share < 1]
    if band:
        band.append({**band[-1], "years": longest})
        yield alt.Chart(alt.InlineData(values=band)).mark_area(
            interpolate="step-after", color=theme.ACCENT, fillOpacity=0.13, opacity=1
        ).encode(x=x, y=alt.Y("low:Q", title=None, scale=alt.Scale(domain=[0, 1])), y2="high:Q")  # fmt: skip
        for edge in ("low:Q", "high:Q"):
            yield (
                alt.Chart(alt.InlineData(values=band))
                .mark_line(interpolate="step-after", color=theme.ACCENT, strokeWidth=0.8, strokeDash=[3, 3])
                .encode(x=x, y=alt.Y(edge, title=None))
            )
    steps.append({**steps[-1], "years": longest})
    yield (
        alt.Chart(alt.InlineData(values=steps))
        .mark_line(interpolate="step-after", color=theme.ACCENT, strokeWidth=2.4)
        .encode(x=x, y=y)
    )


def _standing(alt: Any, x: Any, y: Any, lived: Sequence[Lifetime], curve: Curve) -> Iterator[Any]:
    """A tick on the curve for each document that has not ended, where its time in the record stops."""
    rows = [{"years": one.days / YEAR, "share": _share(curve, one.days)} for one in lived if not one.ended]
    if rows:
        yield (
            alt.Chart(alt.InlineData(values=rows))
            .mark_tick(orient="vertical", size=11, thickness=1.4, color=theme.INK, opacity=1)
            .encode(x=x, y=y)
        )


def _share(curve: Curve, days: int) -> float:
    return next((point.share for point in reversed(curve.points) if point.days <= days), 1.0)


def _at_risk(alt: Any, x: Any, lived: Sequence[Lifetime], longest: float) -> Iterator[Any]:
    """Under the axis, how many documents had stood for so many years."""
    rows = [
        {"years": year, "n": str(sum(one.days >= year * YEAR for one in lived))} for year in range(int(longest) + 1)
    ]
    base = {"font": theme.FONT, "fontSize": theme.NORMAL, "baseline": "middle"}
    at = alt.value(HEIGHT + 62)
    yield alt.Chart(alt.InlineData(values=rows)).mark_text(**base, color=theme.INK).encode(x=x, y=at, text="n:N")
    label = [{"years": 0, "text": "at risk: documents that had stood so long"}]
    yield (
        alt.Chart(alt.InlineData(values=label))
        .mark_text(**base, color=theme.QUIET, align="left", dx=-4)
        .encode(x=x, y=alt.value(HEIGHT + 80), text="text:N")
    )


def _words(alt: Any, x: Any, y: Any, curve: Curve, longest: float) -> Iterator[Any]:
    """Labels at the things themselves, in place of a key."""
    if not curve.points:
        return
    rows = [{"years": longest, "share": curve.points[-1].share, "text": "still standing"}]
    last = next((p for p in reversed(curve.points) if 0 < p.share < 1), None)
    if last:
        rows.append({"years": longest, "share": last.high, "text": "95 % interval"})
    yield (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(
            align="right",
            dx=-4,
            dy=-8,
            baseline="bottom",
            font=theme.FONT,
            fontSize=theme.NORMAL,
            color=theme.ACCENT,
            fontWeight=600,
        )
        .encode(x=x, y=y, text="text:N")
    )
    note = [{"years": longest, "text": _MIND}]
    yield (
        alt.Chart(alt.InlineData(values=note))
        .mark_text(align="right", font=theme.FONT, fontSize=theme.SMALL, color=theme.QUIET, baseline="middle")
        .encode(x=x, y=alt.value(HEIGHT + 80), text="text:N")
    )
    if curve.median is not None:
        half = [
            {"years": curve.median / YEAR, "share": 0.5, "text": f"half ended after {curve.median / YEAR:.1f} years"}
        ]
        yield (
            alt.Chart(alt.InlineData(values=half))
            .mark_point(shape="circle", size=60, filled=False, color=theme.INK, opacity=1)
            .encode(x=x, y=y)
        )
        yield (
            alt.Chart(alt.InlineData(values=half))
            .mark_text(align="left", dx=9, dy=-9, font=theme.FONT, fontSize=theme.NORMAL, color=theme.INK)
            .encode(x=x, y=y, text="text:N")
        )


def _finding(curve: Curve, by_kind: Mapping[str, Curve]) -> str:
    if not curve.n:
        return "The record holds no document that began."
    hollow = sum(by_kind[kind].n for kind in OUTLINED if kind in by_kind)
    apart = f" ({hollow} of practices and police agreements, which are no policy)" if hollow else ""
    said = f"Of {plural(curve.n, 'document')}{apart}, {curve.ended} ended. "
    if curve.median is None:
        return f"{said}Half have not ended within what the record shows."
    low, high = (
        f"{one / YEAR:.1f}" if one is not None else "no bound" for one in (curve.median_low, curve.median_high)
    )
    return f"{said}Half had ended after {curve.median / YEAR:.1f} years (95 % interval {low} to {high})."


def _alt(
    curve: Curve, by_kind: Mapping[str, Curve], left_out: int, as_of: date, known_on: date | None
) -> str:  # fmt: skip
    known = f", as known on {day(known_on)}" if known_on else ""
    told = [
        f"after {one.days / YEAR:.1f} years {one.share:.0%} ({one.low:.0%} to {one.high:.0%}, {one.at_risk} at risk)"
        for one in curve.points
    ]
    kinds = [f"{one.n} {kind.replace('_', ' ')}, {one.ended} ended" for kind, one in by_kind.items()]
    what = "A survival curve (Kaplan and Meier) of the documents of prosecutors' offices"
    parts = [f"{what} on {day(as_of)}{known}. {_finding(curve, by_kind)}"]
    if told:
        parts.append(f"Still standing: {listed(told)}.")
    parts.append(f"By instrument: {'; '.join(kinds)}; together {sum(one.n for one in by_kind.values())}.")
    parts.append(f"{left_out} left out: promises, documents without a rule, and what never began.")
    parts.append("These are documents that this project found, not drawn by chance.")
    return " ".join(parts)
