"""Dates with their precision, periods and windows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nolle.dates import ANY_DAY, FIRST_DAY, LAST_DAY, Period, Span, edtf, next_day, parse, parse_period, shift

DAYS = st.dates()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-03-26", date(2021, 3, 26), date(2021, 3, 26)),
        (" 2021-03-26 ", date(2021, 3, 26), date(2021, 3, 26)),
        ("2021-03", date(2021, 3, 1), date(2021, 3, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("../2021-03-08", FIRST_DAY, date(2021, 3, 8)),
        ("2021-03-08/..", date(2021, 3, 8), LAST_DAY),
        ("2021-03/2021-05", date(2021, 3, 1), date(2021, 5, 31)),
        ("../..", FIRST_DAY, LAST_DAY),
        ("1904-01-01", date(1904, 1, 1), date(1904, 1, 1)),
    ],
)
def test_a_date_is_the_days_it_may_mean(text, first, last):
    assert parse(text) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2021-3-8", "21-03-08", "2021-13", "2021-00", "2021-02-29", "2021-02-30", "0000", "0000-01", "2021-06/2021-03",
     "8 March 2021", "03/2021/05", "2021-03-08T10:00", "20210308", "2021-03-08 or so", "٢٠٢١"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a|ends before|more than one"):
        parse(text)


@given(DAYS, DAYS)
def test_a_span_survives_being_written(one, other):
    span = Span(min(one, other), max(one, other))
    assert parse(edtf(span)) == span
    assert parse(edtf(Span(one, one))) == Span(one, one)


@pytest.mark.parametrize("text", ["2021", "2021-03", "2021-03-08", "../2021-03-08", "2021-03-08/..", "0987"])
def test_the_shortest_way_to_write_it_is_used(text):
    assert edtf(parse(text)) == text


def test_a_span_is_exact_only_on_one_day():
    assert parse("2021-03-08").exact
    assert not parse("2021-03").exact
    assert str(parse("2021-03")) == "2021-03"
    assert Span(FIRST_DAY, LAST_DAY) == ANY_DAY


@pytest.mark.parametrize(
    ("text", "months", "days", "written"),
    [
        ("P24M", 24, 0, "P2Y"),
        ("P3Y", 36, 0, "P3Y"),
        ("P10D", 0, 10, "P10D"),
        ("P1Y6M", 18, 0, "P18M"),
        ("P1Y2D", 12, 2, "P12M2D"),
    ],
)
def test_a_period(text, months, days, written):
    assert parse_period(text) == Period(months, days)
    assert str(Period(months, days)) == written
    assert parse_period(written) == Period(months, days)


@pytest.mark.parametrize("text", ["", "P", "24M", "P24", "PT5H", "P-1Y", "P1.5Y", "two years", "P1M1Y"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="is not a length of time"):
        parse_period(text)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_period_survives_being_written(months, days):
    if months or days:
        assert parse_period(str(Period(months, days))) == Period(months, days)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2016, 2, 29), 36, date(2019, 2, 28)),  # the end of a shorter month, not the first of the next
        (date(2016, 2, 29), 48, date(2020, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2021, 3, 31), -1, date(2021, 2, 28)),
        (date(2021, 12, 15), 1, date(2022, 1, 15)),
        (date(2021, 1, 15), -1, date(2020, 12, 15)),
        (date(9999, 6, 1), 12, LAST_DAY),
        (date(1, 6, 1), -12, FIRST_DAY),
    ],
)
def test_moving_by_months_clamps_to_the_end_of_the_month(day, months, moved):
    assert shift(day, months) == moved


@given(DAYS, st.integers(-600, 600))
def test_moving_by_months_keeps_the_order_of_days(day, months):
    assert shift(day, months) <= shift(next_day(day), months)


def test_where_a_window_opens():
    assert parse_period("P24M").before(date(2022, 3, 15)) == date(2020, 3, 15)
    assert parse_period("P1M").before(date(2022, 3, 31)) == date(2022, 2, 28)
    assert parse_period("P10D").before(date(2022, 3, 5)) == date(2022, 2, 23)


def test_no_day_follows_the_last():
    assert next_day(date(2020, 2, 28)) == date(2020, 2, 29)
    assert next_day(LAST_DAY) == LAST_DAY
