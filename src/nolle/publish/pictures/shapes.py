"""The shapes that ship, in pixels of the map: counties and states by code, and the grid of tiles.

The file is TopoJSON: borders that two places share stand in it once. Here a place's shape is put together from its
borders, and the borders of all states are one set of lines.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

MAP_WIDTH, MAP_HEIGHT = 975.0, 610.0
"""The pixels for which the shapes were laid flat."""

NEAR = 1.5
"""Pixels between two points of a line, at least: nobody sees more."""

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Outline:
    """The rings of a place: outer borders, and holes, each closed."""

    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def middle(self) -> Point:
        """The centre of the largest of its parts."""
        area, x, y = max((_centre(polygon[0]) for polygon in self.polygons), key=lambda one: one[0])
        return (x, y) if area else self.polygons[0][0][0]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        points = [point for polygon in self.polygons for point in polygon[0]]
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def geojson(self, scale: float = 1.0, left: float = 0.0, top: float = 0.0) -> dict[str, Any]:
        """The shape as GeoJSON, enlarged and moved."""
        rings = [[_moved(ring, scale, left, top) for ring in polygon] for polygon in self.polygons]
        return {"type": "MultiPolygon", "coordinates": rings}


def _moved(ring: Ring, scale: float, left: float, top: float) -> list[list[float]]:
    """The points of a line where they are drawn, without those that lie nearer than a share of a pixel to the last."""
    points = [[round(x * scale + left, 1), round(y * scale + top, 1)] for x, y in ring]
    kept = points[:1]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= NEAR:
            kept.append(point)
    return [*kept, points[-1]]


def _centre(ring: Ring) -> tuple[float, float, float]:
    """Area and centre of a ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return (abs(area) / 2, x / (3 * area), y / (3 * area)) if area else (0.0, *ring[0])


@dataclass(frozen=True, eq=False)
class Shapes:
    """Counties by five-digit code, and the lines between states and around them."""

    counties: dict[str, Outline]
    borders: tuple[Ring, ...]

    def lines(self, scale: float, left: float, top: float) -> dict[str, Any]:
        """The borders of the states as GeoJSON."""
        return {"type": "MultiLineString", "coordinates": [_moved(line, scale, left, top) for line in self.borders]}


@lru_cache(maxsize=1)
def shapes() -> Shapes:
    """The shapes that ship."""
    packed = files("nolle").joinpath("data", "shapes", "counties.topojson.gz").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    counties = {
        one["id"]: Outline(tuple(tuple(_ring(ring, arcs) for ring in polygon) for polygon in _polygons(one)))
        for one in topology["objects"]["counties"]["geometries"]
    }
    states = topology["objects"]["states"]["geometries"]
    used = {
        arc if arc >= 0 else ~arc for one in states for polygon in _polygons(one) for ring in polygon for arc in ring
    }
    return Shapes(counties, tuple(arcs[arc] for arc in sorted(used)))


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else arcs


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """A border: its steps added up, then scaled."""
    (width, height), (left, top) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * width + left, y * height + top))
    return tuple(points)


def _ring(ring: list[int], arcs: list[Ring]) -> Ring:
    """Borders joined to a ring; the number of one that runs backwards is its complement."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


@lru_cache(maxsize=1)
def tiles() -> dict[str, tuple[int, int]]:
    """Column and row of each state's tile, by postal letters."""
    told = json.loads(files("nolle").joinpath("data", "shapes", "tiles.json").read_text(encoding="utf-8"))
    return {state: (column, row) for state, (column, row) in told["tiles"].items()}
