"""Counts → a share with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

DOUBT = 0.05
"""Intervals are of 95 %."""

FEWEST = 30
"""Groups of fewer charges are not compared."""


@dataclass(frozen=True)
class Range:
    """How many surely, and how many at most, where records do not tell."""

    surely: int = 0
    at_most: int = 0

    def __add__(self, other: Range) -> Range:
        return Range(self.surely + other.surely, self.at_most + other.at_most)

    def json(self) -> dict[str, int]:
        return {"surely": self.surely, "at_most": self.at_most}


@dataclass(frozen=True)
class Share:
    """A share between two, and one interval around both: from the lower end of the one to the upper of the other."""

    surely: float
    at_most: float
    low: float
    high: float

    def json(self) -> dict[str, float]:
        return {key: round(getattr(self, key), 6) for key in ("surely", "at_most", "low", "high")}


def wilson(n: int, of: int, doubt: float = DOUBT) -> tuple[float, float]:
    """The score interval of a share of `n` in `of`, at 95 %. Raises ValueError where `n` is no part of `of`.

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the
    American Statistical Association 22 (1927), 209-212. It holds for small counts, and for none or all of them.
    """
    if of <= 0 or not 0 <= n <= of:
        raise ValueError(f"{n} of {of} is no share")
    z = NormalDist().inv_cdf(1 - doubt / 2)
    p, square = n / of, z * z / of
    middle = (p + square / 2) / (1 + square)
    half = z / (1 + square) * sqrt(p * (1 - p) / of + square / (4 * of))
    return (0.0 if n == 0 else middle - half), (1.0 if n == of else middle + half)


def share(n: Range, of: int) -> Share | None:
    """The share that a range is of a number; none of nothing."""
    if not of:
        return None
    return Share(n.surely / of, n.at_most / of, wilson(n.surely, of)[0], wilson(n.at_most, of)[1])


@dataclass(frozen=True)
class Apart:
    """Of `compared` groups, two whose shares differ by more than chance; both are empty where no two do."""

    compared: int
    highest: str = ""
    lowest: str = ""


def apart(groups: Mapping[str, tuple[Range, int]]) -> Apart | None:
    """Whether some two groups lie apart: their intervals do, at a level shared among all pairs (C. E. Bonferroni).

    So a difference is not found only because many groups were looked at. None where there are no two to compare.
    """
    large = {value: (n, of) for value, (n, of) in groups.items() if of >= FEWEST}
    if len(large) < 2:
        return None
    doubt = DOUBT / (len(large) * (len(large) - 1) / 2)
    lows = {value: wilson(n.surely, of, doubt)[0] for value, (n, of) in large.items()}
    highs = {value: wilson(n.at_most, of, doubt)[1] for value, (n, of) in large.items()}
    highest, lowest = max(lows, key=lambda v: (lows[v], v)), min(highs, key=lambda v: (highs[v], v))
    return Apart(len(large), highest, lowest) if lows[highest] > highs[lowest] else Apart(len(large))
