"""The marks of the pages as paths that Vega can draw: what is filled, and what is drawn as a line.

The shapes themselves stand in `publish.marks` alone. Here their paths are moved from a ground of 20 by 20 to one
from -1 to 1, with every step written out as an absolute one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree as Xml

from nolle.publish.marks import Mark, sprite, svg

_SIGNS = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_OUTLINED = ("disc", "half-disc", "square")


@dataclass(frozen=True)
class Part:
    """A path, filled or drawn as a line so many pixels wide (of 20), perhaps of dots."""

    path: str
    width: float = 0.0
    dotted: bool = False


@lru_cache(maxsize=256)
def parts(mark: Mark, share: tuple[int, int] = (1, 1), outline: bool = False) -> tuple[Part, ...]:
    """What a mark is made of; a disc is filled to its share, and in outline where it is no policy."""
    n, of = share
    if n < of and mark.shape == "disc" and not outline:
        drawn = str(svg(mark, share=share))
    else:
        name = f"{mark.shape}-outline" if outline and mark.shape in _OUTLINED else mark.shape
        drawn = str(sprite([name]))
    return tuple(_parts(Xml.fromstring(drawn)))


def _parts(drawn: Xml.Element) -> Iterator[Part]:
    for one in drawn.iter():
        if one.tag == "circle":
            path = _circle(*(float(one.attrib[name]) for name in ("cx", "cy", "r")))
        elif one.tag == "path":
            path = moved(one.attrib["d"])
        else:
            continue
        filled = one.attrib.get("fill") != "none"
        yield Part(path, 0.0 if filled else float(one.attrib["stroke-width"]), "stroke-dasharray" in one.attrib)


def _circle(x: float, y: float, r: float) -> str:
    x, y, r = (x - 10) / 10, (y - 10) / 10, r / 10
    return f"M{x - r:.4g} {y:.4g}A{r:.4g} {r:.4g} 0 1 1 {x + r:.4g} {y:.4g}A{r:.4g} {r:.4g} 0 1 1 {x - r:.4g} {y:.4g}Z"


def moved(path: str) -> str:
    """A path on a ground of 20 by 20, as absolute steps on a ground from -1 to 1.

    >>> moved("M5 10h10")
    'M-0.5 0L0.5 0'
    """
    at, start, told = (0.0, 0.0), (0.0, 0.0), []
    for letter, numbers in _steps(path):
        kind, relative = letter.upper(), letter.islower()
        if kind == "Z":
            told.append("Z")
            at = start
            continue
        points = _points(kind, numbers, at, relative)
        at = points[-1]
        start = at if kind == "M" else start
        kept = numbers[:5] if kind == "A" else []
        told.append(_step("L" if kind in "HV" else kind, kept, points))
    return "".join(told)


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """The letters with the numbers of one step each; a letter may stand once for several steps."""
    signs = _SIGNS.findall(path)
    at = 0
    letter = ""
    while at < len(signs):
        if signs[at].isalpha():
            letter, at = signs[at], at + 1
        count = _NUMBERS[letter.upper()]
        yield letter, [float(sign) for sign in signs[at : at + count]]
        at += count
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _points(kind: str, numbers: list[float], at: tuple[float, float], relative: bool) -> list[tuple[float, float]]:
    x, y = at if relative else (0.0, 0.0)
    if kind == "H":
        return [(x + numbers[0], at[1])]
    if kind == "V":
        return [(at[0], y + numbers[0])]
    ends = numbers[5:] if kind == "A" else numbers
    return [(x + a, y + b) for a, b in zip(ends[::2], ends[1::2], strict=True)]


def _step(kind: str, kept: list[float], points: list[tuple[float, float]]) -> str:
    radii = [kept[0] / 10, kept[1] / 10, *kept[2:]] if kept else []
    numbers = [*radii, *((one - 10) / 10 for point in points for one in point)]
    return kind + " ".join(f"{round(number, 4) + 0:.4g}" for number in numbers)
