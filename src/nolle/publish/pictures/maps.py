"""A map of the counties: what the offices that were researched answer to one kind of charge; all else is blank.

Blank is not no: it says that nobody has checked. Each office has its name, mark and word at the edge of the map, with a
line to its place, for most counties are too small to show a pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nolle.analysis.standing import Row, Value
from nolle.publish.cells import NOUNS, VALUES
from nolle.publish.marks import STANDING
from nolle.publish.page import capital, day, listed, number, plural
from nolle.publish.pictures import answers, theme
from nolle.publish.pictures.answers import folded
from nolle.publish.pictures.layers import Box, Drawn, Line, Shape, Sign, Text, sheet
from nolle.publish.pictures.picture import Column, Picture, sources_of
from nolle.publish.pictures.shapes import MAP_HEIGHT, MAP_WIDTH, Outline, shapes

SIDE, SCALE, TOP = 212.0, 0.84, 66.0
"""Room for labels on each side, the map's scale, and where it begins: pixels."""

_LETTERS, _HIGH = 34, 13.0
"""Of a line of a label."""

MOST = 14
"""Labels that a side can hold. With more offices, a key with counts takes their place."""

TINY = 9.0
"""A county smaller than this, in pixels of the shapes, gets a mark of its own on the map."""

_WIDTH = 2 * SIDE + MAP_WIDTH * SCALE

COLUMNS = (
    Column("fips", "the Census codes of its counties", many=True),
    *answers.COLUMNS[:-1],
    Column("map", "what the map shows of it"),
    Column("counties", "counties that are filled for this row, or left blank; together all counties", number=True),
    answers.COLUMNS[-1],
)


@dataclass(frozen=True)
class Site:
    """Where an office is: the county it is (`fips`), or those it lies in (`within`), with the names of either."""

    fips: str = ""
    within: tuple[str, ...] = ()
    county_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Placed:
    """An answer on the map: the row, the shapes of its counties, and whether they are its own."""

    row: Row
    name: str
    site: Site
    outlines: tuple[Outline, ...]

    @property
    def own(self) -> bool:
        return bool(self.site.fips and self.outlines)

    @property
    def tiny(self) -> bool:
        """Whether its county is too small to show a pattern."""
        left, top, right, bottom = self.outlines[0].bounds
        return max(right - left, bottom - top) < TINY

    @property
    def point(self) -> tuple[float, float]:
        x, y = self.outlines[0].middle
        return SIDE + x * SCALE, TOP + y * SCALE


def county_map(
    rows: Sequence[Row], names: Mapping[str, str], sites: Mapping[str, Site], as_of: date, known_on: date | None = None
) -> Picture:
    """The map of these rows, all of one kind of charge. `names` are of offices, `sites` of places, by id.

    Raises NolleError where the `charts` extra is missing.
    """
    conduct = rows[0].conduct if rows else "selling"
    every = [_placed(row, names[row.office], sites.get(row.place, Site())) for row in rows]
    placed = [one for one in every if one.outlines]
    filled = _filled(placed)
    told = tuple(_rows(every, filled))
    title = f"{capital(NOUNS[conduct])}: what researched offices answer, by county, {answers.at(as_of, known_on)}"
    labelled = len(placed) <= 2 * MOST
    height = TOP + MAP_HEIGHT * SCALE + 66
    drawn: list[Drawn] = [
        *_head(title, rows, len(filled)), *_ground(placed, filled),
        *(_labels(placed) if labelled else _key(placed)), *_foot(placed, labelled, height),
    ]  # fmt: skip
    return Picture(
        "map", title, _alt(rows, told, filled, conduct, as_of, known_on), sheet(_WIDTH, height, drawn), COLUMNS, told,
        sources_of(told), as_of, known_on,
    )  # fmt: skip


def _placed(row: Row, name: str, site: Site) -> _Placed:
    codes = (site.fips,) if site.fips else site.within
    known = shapes().counties
    return _Placed(row, name, site, tuple(known[code] for code in codes if code in known))


def _filled(placed: Sequence[_Placed]) -> dict[str, list[_Placed]]:
    """The counties that are filled, with the offices whose county each is; where nobody checked, it stays blank."""
    found: dict[str, list[_Placed]] = {}
    for one in placed:
        if one.own and one.row.value is not Value.NOT_CHECKED:
            found.setdefault(one.site.fips, []).append(one)
    return found


# -- drawing


def _head(title: str, rows: Sequence[Row], filled: int) -> Iterator[Drawn]:
    blank = number(len(shapes().counties) - filled)
    yield Text(0, 12, title, theme.TITLE, weight=600)
    yield Text(0, 38, f"{_finding(rows)} Blank: not checked, {blank} counties. Blank is not no.", theme.LARGE)


def _ground(placed: Sequence[_Placed], filled: Mapping[str, list[_Placed]]) -> Iterator[Drawn]:
    yield Shape(shapes().lines(SCALE, SIDE, TOP), "transparent", theme.LINE, 1.0)
    for told in filled.values():
        look = _look(told)
        dash = (3.0, 2.0) if look.broken else ()
        yield Shape(told[0].outlines[0].geojson(SCALE, SIDE, TOP), look.fill, look.stroke, 1.2, dash)
    for one in placed:
        if not one.own:
            for outline in one.outlines:
                yield Shape(outline.geojson(SCALE, SIDE, TOP), "transparent", theme.QUIET, 1.0, (1.5, 1.5))


def _look(told: Sequence[_Placed]) -> theme.Look:
    """How a county is filled; crossed where its offices do not agree."""
    looks = {theme.look(one.row.value, answers.outlined(one.row)) for one in told}
    return looks.pop() if len(looks) == 1 else theme.LOOKS[Value.NOT_COVERED]


def _labels(placed: Sequence[_Placed]) -> Iterator[Drawn]:
    """Names, marks and words on both sides, in the order of the places from north to south."""
    middle = SIDE + MAP_WIDTH * SCALE / 2
    west = sorted((one for one in placed if one.point[0] < middle), key=_north)
    east = sorted((one for one in placed if one.point[0] >= middle), key=_north)
    while len(east) > MOST:
        west.append(east.pop(0))
    while len(west) > MOST:
        east.append(west.pop())
    made = [*_side(sorted(west, key=_north), False), *_side(sorted(east, key=_north), True)]
    yield from (one for one in made if isinstance(one, Line))
    yield from (one for one in made if not isinstance(one, Line))


def _north(one: _Placed) -> tuple[float, float]:
    return one.point[1], one.point[0]


def _side(side: Sequence[_Placed], east: bool) -> Iterator[Drawn]:
    x = _WIDTH - SIDE + 14 if east else 0.0
    told = [_lines(one) for one in side]
    heights = _heights([one.point[1] for one in side], [_HIGH * len(lines) + 9 for lines in told])
    for one, lines, y in zip(side, told, heights, strict=True):
        to_x, to_y = one.point
        yield Line(x - 4 if east else SIDE - 22, y, to_x, to_y, theme.QUIET, 0.7)
        if not one.own or one.tiny:
            yield Sign(to_x, to_y, STANDING[one.row.value], 9, outline=answers.outlined(one.row))
        yield answers.sign(one.row, x + 7, y)
        top = y - _HIGH * (len(lines) - 1) / 2
        for at, (text, color, weight) in enumerate(lines):
            yield Text(x + 20, top + _HIGH * at, text, theme.SMALL, color, weight)


def _lines(one: _Placed) -> list[tuple[str, str, int]]:
    """The lines of a label: the office, its answer, and what belongs to it."""
    more = answers.beside(one.row)
    return [
        *((line, theme.INK, 600) for line in folded(answers.short(one.name), _LETTERS)),
        (VALUES[one.row.value], theme.INK, 400),
        *([(more, theme.QUIET, 400)] if more else []),
    ]


def _heights(wanted: Sequence[float], high: Sequence[float]) -> list[float]:
    """Where labels so high stand: as near to their places as room allows, from top to bottom."""
    told: list[float] = []
    floor, bottom = TOP, TOP + MAP_HEIGHT * SCALE + 24
    for at, (y, own) in enumerate(zip(wanted, high, strict=True)):
        most = bottom - sum(high[at + 1 :]) - own / 2
        told.append(max(floor + own / 2, min(y, most)))
        floor = told[-1] + own / 2
    return told


def _key(placed: Sequence[_Placed]) -> Iterator[Drawn]:
    """What the patterns mean, with counts, where there are too many offices for labels."""
    y = TOP + 10
    for value in Value:
        told = [one for one in placed if one.row.value is value]
        if told:
            look = theme.LOOKS[value]
            yield Box(0, y - 7, 20, y + 7, look.fill, look.stroke, look.broken)
            yield Sign(32, y, STANDING[value])
            yield Text(44, y, f"{VALUES[value]}: {number(len(told))}", theme.NORMAL)
            y += 26


def _foot(placed: Sequence[_Placed], labelled: bool, height: float) -> Iterator[Drawn]:
    told = (
        ["Where a county is too small for a pattern, its mark stands on it."]
        if labelled
        else ["A blank county without a border of its own was not checked."]
    )
    if not all(one.own for one in placed):
        told.append("Dotted border: the office serves a part of the county, or several counties.")
    if any(answers.outlined(one.row) for one in placed):
        told.append("In outline: a practice or a police agreement, and no policy.")
    yield Text(0, height - 30, " ".join(told), theme.SMALL, theme.QUIET)
    yield Text(
        0, height - 14, "Borders: US Census Bureau, edition of 2017, by way of us-atlas.", theme.SMALL, theme.QUIET
    )


# -- numbers and words


def _rows(every: Sequence[_Placed], filled: Mapping[str, list[_Placed]]) -> Iterator[dict[str, Any]]:
    counted: set[str] = set()
    for one in every:
        fips = one.site.fips
        new = fips in filled and fips not in counted
        counted |= {fips} if new else set()
        yield {
            **answers.values(one.row, one.name), "fips": (fips,) if fips else one.site.within,
            "map": _shown(one, filled), "counties": int(new),
        }  # fmt: skip
    left = len(shapes().counties) - len(filled)
    yield {
        **{column.name: () if column.many else 0 if column.number else "" for column in COLUMNS},
        "name": "all other counties", "conduct": every[0].row.conduct if every else "",
        "answer": VALUES[Value.NOT_CHECKED], "map": "blank", "counties": left,
    }  # fmt: skip


def _shown(one: _Placed, filled: Mapping[str, list[_Placed]]) -> str:
    if not one.outlines:
        codes = listed([one.site.fips] if one.site.fips else one.site.within)
        return f"not drawn: the map has no county {codes}" if codes else "not drawn: no county is named for its place"
    if not one.own:
        return f"a mark: its place is no county, and lies in {listed(one.site.county_names or one.site.within)}"
    if one.site.fips not in filled:
        return "blank"
    return "county filled" if len(filled[one.site.fips]) == 1 else "county filled, with other offices of it"


def _finding(rows: Sequence[Row]) -> str:
    declines = [row for row in rows if row.value is Value.DECLINES]
    hollow = sum(map(answers.outlined, declines))
    also = f", {hollow} more by practice" if hollow else ""
    return f"{len(declines) - hollow} of {answers.offices(len(rows))} decline by policy{also}."


def _alt(
    rows: Sequence[Row], told: Sequence[Mapping[str, Any]], filled: Mapping[str, object], conduct: str, as_of: date,
    known_on: date | None,
) -> str:  # fmt: skip
    known = f", as known on {day(known_on)}" if known_on else ""
    missing = [row["name"] for row in told if str(row["map"]).startswith("not drawn")]
    marks = [row["name"] for row in told if str(row["map"]).startswith("a mark")]
    filled_ = plural(len(filled), "county is", "counties are")
    blank, every = number(told[-1]["counties"]), number(len(shapes().counties))
    parts = [
        f"Map of the counties of the United States, {NOUNS[conduct]}, on {day(as_of)}{known}. {_finding(rows)}",
        f"The answers are: {answers.counted(rows)}.",
        f"{filled_} filled and {blank} are blank: not checked, which is not no; together {every}.",
    ]
    if marks:
        parts.append(f"Shown by a mark only, for their place is no county: {listed(marks)}.")
    parts.append(
        f"Not drawn, for the map has no county of theirs: {listed(missing)}." if missing else "No office is left out."
    )
    parts.append(f"Counted from {plural(len(rows), 'row')}, one for each office.")
    return " ".join(parts)
