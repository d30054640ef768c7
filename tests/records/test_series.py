"""Periods and breaks, on numbers small enough to check by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.dates import Span
from nolle.records import periods
from nolle.records.periods import Frame, Unit
from nolle.records.series import Kind, Series, breaks

QUICK = settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def framed(rows, told=False):
    """The periods of rows that have some."""
    made = periods.framed(rows, told)
    assert made is not None
    return made


def daily(first, last, n=1, without=()):
    """`n` rows on every day from first to last, but for some days."""
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    return [(day, day, n) for day in days if day not in without]


def months(counts, first=(2014, 1)):
    """A frame of whole months, one for each count."""
    year, month = first
    rows = []
    for n in counts:
        day = date(year, month, 15)
        rows.append((day, day, max(n, 1)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return framed(rows)


def found(counts, unit=Unit.MONTH, whole=None, empty=()):
    return [
        (one.kind.value, one.first, one.last, one.n)
        for one in breaks(counts, whole or [True] * len(counts), unit, empty)
    ]


# -- periods


def test_a_short_file_is_looked_at_by_day_a_long_one_by_month():
    assert framed(daily(date(2017, 12, 2), date(2017, 12, 31))).unit is Unit.DAY
    assert framed(daily(date(2017, 1, 1), date(2017, 12, 31))).unit is Unit.MONTH


def test_yearly_rows_make_years_and_a_mix_is_counted_apart():
    years = [(date(year, 1, 1), date(year, 12, 31), 10) for year in range(2011, 2017)]
    frame = framed(years, told=True)
    assert frame.unit is Unit.YEAR
    assert [frame.label(index) for index in range(6)] == ["2011", "2012", "2013", "2014", "2015", "2016"]
    assert frame.count(years) == (10,) * 6
    mixed = framed([*daily(date(2014, 1, 1), date(2015, 12, 31)), (date(2014, 1, 1), date(2014, 12, 31), 7)])
    assert mixed.unit is Unit.MONTH
    assert mixed.loose == 7
    assert sum(mixed.count(daily(date(2014, 1, 1), date(2015, 12, 31)))) == 730


def test_days_years_away_from_all_others_are_left_out_and_counted():
    rows = [
        *daily(date(2014, 1, 1), date(2015, 12, 31)),
        (date(204, 1, 1),) * 2 + (1,),
        (date(9999, 12, 31),) * 2 + (2,),
    ]
    frame = framed(rows)
    assert (frame.label(0), frame.label(-1), len(frame.periods)) == ("2014-01", "2015-12", 24)
    assert frame.far == 3
    assert sum(frame.count(rows)) == 730


def test_the_end_of_time_ends():
    frame = framed([(date(9999, 11, 1), date(9999, 11, 1), 5), (date(9999, 12, 31), date(9999, 12, 31), 5)])
    assert frame.label(-1) == "9999-12-31"


def test_days_too_far_apart_make_no_picture():
    assert periods.framed([(date(year, 1, 1), date(year, 1, 1), 1) for year in range(1, 9000, 40)]) is None
    assert periods.framed([]) is None
    assert periods.framed([(date(1, 1, 1), date(9999, 12, 31), 5)]) is None


def test_a_last_month_that_is_cut_off_is_held_in_part():
    told = framed(daily(date(2014, 1, 1), date(2014, 4, 10)), told=True)
    assert told.days == (31, 28, 31, 10)
    assert [told.whole(index) for index in range(4)] == [True, True, True, False]
    charges = framed(daily(date(2014, 1, 1), date(2014, 4, 10)))
    assert charges.days == (31, 28, 31, 10)


def test_a_holiday_at_the_start_cuts_nothing_off():
    weekends = [
        date(2014, 1, 1) + timedelta(days=k) for k in range(365) if (date(2014, 1, 1) + timedelta(days=k)).weekday() > 4
    ]
    rows = daily(date(2014, 1, 2), date(2014, 12, 30), without=weekends)
    assert framed(rows).days[0] == 31
    assert framed(rows).days[-1] == 31


def test_a_table_that_tells_every_other_week_is_whole_as_far_as_it_goes():
    other = [day for k in range(0, 364, 14) for day in (date(2014, 1, 1) + timedelta(days=k + d) for d in range(7))]
    frame = framed([(day, day, 3) for day in other], told=True)
    assert 0.45 < frame.usual_share < 0.55
    assert sum(frame.days) == len(other)


# -- breaks


def test_a_month_with_nothing_is_low_and_a_gap_where_the_whole_file_is_empty():
    counts = [10] * 12
    counts[5] = 0
    assert found(counts) == [("low", 5, 5, 0)]
    assert found(counts, empty=[not n for n in counts]) == [("gap", 5, 5, 0)]


def test_months_beside_one_another_are_one_break():
    assert found([40] * 6 + [5, 6] + [40] * 6) == [("low", 6, 7, 11)]
    assert found([40] * 6 + [100] + [40] * 6) == [("high", 6, 6, 100)]


def test_a_fall_is_found_at_the_month_where_it_begins():
    assert found([70] * 12 + [20] * 12) == [("fall", 12, 12, 20)]
    assert found([20] * 12 + [70] * 12) == [("rise", 12, 12, 70)]
    [one] = breaks([70] * 12 + [20] * 12, [True] * 24, Unit.MONTH)
    assert (one.usual, one.now) == (70, 20)


def test_what_lies_on_the_way_from_one_level_to_the_other_is_no_break_of_its_own():
    assert [kind for kind, *_ in found([70] * 12 + [50, 35] + [20] * 12)] == ["fall"]


def test_small_numbers_do_not_break_by_chance():
    assert found([3, 1, 0, 2, 4, 1, 3, 0, 2, 1, 3, 2]) == []
    assert found([3, 1, 0, 2, 4, 1, 8, 0, 2, 1, 3, 2]) == []
    assert found([3, 1, 0, 2, 4, 1, 13, 0, 2, 1, 3, 2]) == [("high", 6, 6, 13)]


def test_a_series_that_always_jumps_breaks_only_where_it_jumps_farther():
    jumpy = [1, 44, 3, 39, 12, 2, 41, 6, 38, 1, 30, 8, 45, 2, 36]
    assert found(jumpy) == []


def test_a_slow_decline_is_no_break():
    assert found([100 - 2 * k for k in range(36)]) == []


def test_the_first_and_last_month_and_those_held_in_part_are_no_breaks():
    assert found([0] + [30] * 12 + [0]) == []
    whole = [True] * 13
    whole[6] = False
    assert found([30] * 6 + [2] + [30] * 6, whole=whole) == []


def test_years_are_held_against_the_year_before():
    assert found([349, 406, 193, 8, 8, 6], Unit.YEAR) == [("fall", 2, 2, 193), ("fall", 3, 3, 8)]
    assert found([349, 406, 204, 105], Unit.YEAR) == [], "not less than half"
    assert found([40578, 34240, 32906, 30958, 25619], Unit.YEAR) == []
    assert found([7, 3], Unit.YEAR) == [], "three where seven were: chance does that"


def test_by_day_only_gaps_are_told():
    weeks = [100, 110, 105, 95, 100, 20, 15] * 5
    assert found(weeks, Unit.DAY) == []
    weeks[17] = 0
    assert found(weeks, Unit.DAY, empty=[not n for n in weeks]) == [("gap", 17, 17, 0)]


@QUICK
@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.sampled_from(Unit))
def test_every_break_lies_in_the_series_and_says_its_own_number(counts, unit):
    empty = [not n for n in counts]
    last = -1
    for one in breaks(counts, [True] * len(counts), unit, empty):
        assert 0 <= one.first <= one.last < len(counts)
        assert one.n == sum(counts[one.first : one.last + 1])
        assert one.first >= last
        assert one.kind.fell == (
            one.now < one.usual if one.kind in (Kind.FALL, Kind.RISE) else one.kind is not Kind.HIGH
        )
        last = one.first


@QUICK
@given(
    st.lists(
        st.tuples(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 800), st.integers(1, 9)), max_size=40
    )
)
def test_every_row_is_in_one_period_or_counted_apart(drawn):
    rows = [
        (first, min(first + timedelta(days=length % 5 and length), date(2031, 1, 1)), n) for first, length, n in drawn
    ]
    frame = periods.framed(rows)
    if frame is not None:
        assert sum(frame.count(rows)) + frame.loose + frame.far == sum(n for *_, n in rows)


# -- series


def test_the_window_of_a_break_is_the_year_before_it():
    frame = Frame(Unit.MONTH, tuple(Unit.MONTH.around(date(2014, month, 1)) for month in range(1, 13)), (30,) * 12)
    series = Series("charges", frame, (50,) * 6 + (9,) + (50,) * 5)
    [one] = series.breaks
    assert series.window(one) == Span(date(2013, 7, 1), date(2014, 7, 31))
    assert not series.lasts(one)


@pytest.mark.parametrize(
    ("counts", "lasts"), [((70,) * 12 + (20,) * 12, True), ((70,) * 12 + (20,) + (70,) * 11, False)]
)
def test_a_level_lasts_and_a_single_month_does_not(counts, lasts):
    frame = months(counts)
    series = Series("charges", frame, tuple(counts))
    assert [series.lasts(one) for one in series.breaks] == [lasts]
