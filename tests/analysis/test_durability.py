"""Survival curves, against numbers worked out by hand."""

import sys

import pytest

from nolle.analysis.durability import curve
from nolle.errors import NolleError

pytest.importorskip("statsmodels")


def test_four_documents_by_hand():
    """Days 10 (ended), 20 (stands), 30 (ended), 40 (stands): 3/4, then 3/4 x 1/2.

    Greenwood: 0.75^2 x 1/(4 x 3) = 0.046875, error 0.216506; on the log(-log) scale 1.959964 x 0.216506 /
    (0.75 x ln 0.75) = -1.966730, so the bounds are 0.75^7.147259 and 0.75^0.139914.
    """
    found = curve([(10, True), (20, False), (30, True), (40, False)])
    assert (found.n, found.ended) == (4, 2)
    first, second = found.points
    assert (first.days, first.at_risk, first.ends) == (10, 4, 1)
    assert (first.share, first.low, first.high) == pytest.approx((0.75, 0.127947, 0.960550), abs=2e-6)
    assert (second.days, second.at_risk, second.ends) == (30, 2, 1)
    assert second.share == pytest.approx(0.375)
    assert found.median == 30
    assert found.median_low == 10
    assert found.median_high is None


def test_what_never_ended_has_no_curve():
    found = curve([(100, False), (200, False)])
    assert (found.n, found.ended, found.points, found.median) == (2, 0, (), None)


def test_all_ended_reaches_zero_and_invents_no_interval_there():
    found = curve([(10, True), (10, True)])
    assert [(p.share, p.low, p.high, p.at_risk, p.ends) for p in found.points] == [(0.0, 0.0, 0.0, 2, 2)]


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.duration.survfunc", None)
    with pytest.raises(NolleError, match=r'pip install "nolle\[impact\]"'):
        curve([(10, True)])
