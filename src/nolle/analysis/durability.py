"""Lifetimes → a survival curve: which share still stands after so many days, with intervals and numbers at risk.

Method: E. Kaplan and P. Meier, "Nonparametric Estimation from Incomplete Observations", JASA 53 (1958), by statsmodels;
pointwise 95 % intervals on the log(-log) scale with Greenwood's variance (J. Kalbfleisch and R. Prentice, "The
Statistical Analysis of Failure Time Data", 1980). What still stands counts as long as it has stood.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import exp, log
from typing import Any

from nolle.errors import NolleError

Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""


@dataclass(frozen=True)
class Point:
    """After `days`, `share` still stand, with its 95 % interval; `at_risk` had stood until then, `ends` ended then."""

    days: int
    share: float
    low: float
    high: float
    at_risk: int
    ends: int


@dataclass(frozen=True)
class Curve:
    """A survival curve over `n` lifetimes, of which `ended` came to an end.

    `median` is the day by which half have ended, with its interval; None where the record does not reach it.
    """

    n: int
    ended: int
    points: tuple[Point, ...]
    median: int | None
    median_low: int | None
    median_high: int | None

    def json(self) -> dict[str, Any]:
        return asdict(self)


def curve(lifetimes: Sequence[tuple[int, bool]]) -> Curve:
    """The curve of lifetimes, each so many days and whether it ended. Raises NolleError without the extra `impact`."""
    ended = sum(end for _, end in lifetimes)
    if not ended:
        return Curve(len(lifetimes), 0, (), None, None, None)
    fitted = _fitted(lifetimes)
    points = tuple(
        _point(int(days), float(share), float(error), int(risk), int(ends))
        for days, share, error, risk, ends in zip(
            fitted.surv_times, fitted.surv_prob, fitted.surv_prob_se, fitted.n_risk, fitted.n_events, strict=True
        )
        if ends
    )
    return Curve(
        len(lifetimes), ended, points,
        _reached(points, [point.share for point in points]),
        _reached(points, [point.low for point in points]),
        _reached(points, [point.high for point in points]),
    )  # fmt: skip


def _fitted(lifetimes: Sequence[tuple[int, bool]]) -> Any:
    try:
        from statsmodels.duration.survfunc import SurvfuncRight
    except ImportError:
        raise NolleError('A survival curve needs statsmodels. Install it with: pip install "nolle[impact]"') from None
    days, ends = zip(*lifetimes, strict=True)
    return SurvfuncRight([float(one) for one in days], [int(end) for end in ends])


def _point(days: int, share: float, error: float, risk: int, ends: int) -> Point:
    if share in (0.0, 1.0):  # the scale has no value there; none is invented
        return Point(days, share, 0.0, 1.0 if share else 0.0, risk, ends)
    width = Z * error / (share * log(share))
    low, high = sorted((share ** exp(width), share ** exp(-width)))
    return Point(days, share, low, high, risk, ends)


def _reached(points: Sequence[Point], shares: Sequence[float]) -> int | None:
    return next((point.days for point, share in zip(points, shares, strict=True) if share <= 0.5), None)
