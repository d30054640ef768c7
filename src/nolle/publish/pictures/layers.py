"""A picture's sheet in pixels → Altair layers: boxes, lines, texts, marks and shapes, each row one thing drawn.

What is to be drawn is data, so that the specification holds nothing but values; y grows downwards, as on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from nolle.errors import NolleError
from nolle.publish.marks import Mark
from nolle.publish.pictures import theme
from nolle.publish.pictures.glyphs import parts

MISSING = 'Pictures need the extra "charts": pip install "nolle[charts]"'


@dataclass(frozen=True)
class Box:
    """A rectangle from a corner to another."""

    x: float
    y: float
    x2: float
    y2: float
    fill: str
    stroke: str = "transparent"
    broken: bool = False


@dataclass(frozen=True)
class Line:
    """A line between two points; dotted, broken or whole."""

    x: float
    y: float
    x2: float
    y2: float
    color: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Text:
    """Words at a point."""

    x: float
    y: float
    text: str
    size: float = theme.NORMAL
    color: str = theme.INK
    weight: int = 400
    align: str = "left"


@dataclass(frozen=True)
class Sign:
    """A mark around a point, `size` pixels wide."""

    x: float
    y: float
    mark: Mark
    size: float = 15.0
    share: tuple[int, int] = (1, 1)
    outline: bool = False
    color: str = ""


@dataclass(frozen=True)
class Shape:
    """A shape of a map in pixels, as GeoJSON."""

    geometry: dict[str, Any]
    fill: str
    stroke: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


Drawn = Box | Line | Text | Sign | Shape


def altair() -> Any:
    """The package that makes specifications. Raises NolleError where the `charts` extra is missing."""
    try:
        import altair as made
    except ImportError:
        raise NolleError(MISSING) from None
    return made


def sheet(width: float, height: float, drawn: Sequence[Drawn]) -> dict[str, Any]:
    """The specification of what is drawn: shapes below, then lines of the ground, boxes, lines, marks and words."""
    alt = altair()
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, width], nice=False, zero=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], nice=False, zero=False, reverse=True), axis=None)
    ordered = sorted(drawn, key=_kind)
    layers = [layer for _, group in groupby(ordered, _kind) for layer in _layers(alt, x, y, list(group))]
    made = alt.layer(*layers).properties(width=width, height=height, padding=14)
    told: dict[str, Any] = configured(made).to_dict()
    return told


def configured(chart: Any) -> Any:
    """The one theme on a chart."""
    return chart.configure(background=theme.GROUND, font=theme.FONT, aria=False).configure_view(stroke=None)


def _kind(one: Drawn) -> tuple[int, tuple[float, ...], str]:
    """What can stand in one layer: things of a kind with the same fixed properties. Few layers are drawn fast."""
    match one:
        case Shape():
            return 0, (one.width, *one.dash), ""
        case Line():
            return (1 if one.color == theme.LINE else 3), (one.width, *one.dash), ""
        case Box():
            return 2, (one.broken,), ""
        case Sign():
            return 4, (one.size,), ""
        case Text():
            return 5, (one.size, one.weight), one.align


def _layers(alt: Any, x: Any, y: Any, group: list[Drawn]) -> Iterable[Any]:
    match group[0]:
        case Box() as box:
            dash = [3, 2] if box.broken else [1, 0]
            yield _of(alt, group).mark_rect(strokeWidth=1.2, strokeDash=dash).encode(
                x=x, y=y, x2="x2", y2="y2", fill=alt.Fill("fill:N", scale=None),
                stroke=alt.Stroke("stroke:N", scale=None),
            )  # fmt: skip
        case Line() as line:
            cap = "round" if line.dash and line.dash[0] < 1 else "butt"
            yield (
                _of(alt, group)
                .mark_rule(strokeWidth=line.width, strokeDash=list(line.dash) or [1, 0], strokeCap=cap)
                .encode(x=x, y=y, x2="x2", y2="y2", color=alt.Color("color:N", scale=None))
            )
        case Text() as text:
            yield (
                _of(alt, group)
                .mark_text(
                    fontSize=text.size, fontWeight=text.weight, align=text.align, baseline="middle", font=theme.FONT
                )
                .encode(x=x, y=y, text="text:N", color=alt.Color("color:N", scale=None))
            )
        case Sign() as sign:
            yield from _signs(alt, x, y, [one for one in group if isinstance(one, Sign)], sign.size)
        case Shape() as shape:
            yield _shapes(alt, [one for one in group if isinstance(one, Shape)], shape)


def _of(alt: Any, group: Sequence[Drawn]) -> Any:
    return alt.Chart(alt.InlineData(values=[asdict(one) for one in group]))


def _signs(alt: Any, x: Any, y: Any, signs: Sequence[Sign], size: float) -> Iterable[Any]:
    """Filled parts, then lines of one width and kind at a time: both in the order of the marks."""
    rows = [
        {"x": one.x, "y": one.y, "path": part.path, "color": one.color or theme.ROLES[one.mark.role],
         "width": part.width, "dotted": part.dotted}
        for one in signs for part in parts(one.mark, one.share, one.outline)
    ]  # fmt: skip
    shape, area = alt.Shape("path:N", scale=None), size * size
    fills = [_plain(row) for row in rows if not row["width"]]
    if fills:
        yield (
            alt.Chart(alt.InlineData(values=fills))
            .mark_point(size=area, filled=True, opacity=1, strokeWidth=0)
            .encode(x=x, y=y, shape=shape, color=alt.Color("color:N", scale=None))
        )
    lines = sorted((row for row in rows if row["width"]), key=_line)
    for (width, dotted), group in groupby(lines, _line):
        scale = size / 20
        yield alt.Chart(alt.InlineData(values=[_plain(row) for row in group])).mark_point(
            size=area, filled=False, opacity=1, strokeWidth=width * scale, strokeCap="round",
            strokeDash=[0.01, 3.665 * scale] if dotted else [1, 0],
        ).encode(x=x, y=y, shape=shape, stroke=alt.Stroke("color:N", scale=None))  # fmt: skip


def _line(row: dict[str, Any]) -> tuple[float, bool]:
    return row["width"], row["dotted"]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("x", "y", "path", "color")}


def _shapes(alt: Any, shapes: Sequence[Shape], like: Shape) -> Any:
    rows = [
        {"type": "Feature", "geometry": one.geometry, "properties": {"fill": one.fill, "stroke": one.stroke}}
        for one in shapes
    ]
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_geoshape(strokeWidth=like.width, strokeDash=list(like.dash) or [1, 0], strokeJoin="round")
        .encode(fill=alt.Fill("properties.fill:N", scale=None), stroke=alt.Stroke("properties.stroke:N", scale=None))
        .project(type="identity", scale=1, translate=[0, 0])
    )
