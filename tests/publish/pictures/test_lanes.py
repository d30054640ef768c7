"""Lanes of a timeline: vague days are faded, unknown ones dotted, unverified ones apart, later knowledge left out."""

from dataclasses import replace
from datetime import date

import pytest

from nolle.analysis.standing import standing
from nolle.dates import parse
from nolle.law.places import Holder
from nolle.publish.pictures import theme
from nolle.publish.pictures.lanes import LEFT, WIDTH, Time
from nolle.publish.pictures.lanes_documents import document
from nolle.publish.pictures.lanes_office import heads
from nolle.publish.pictures.lanes_others import Happening, others, shown_of
from nolle.publish.pictures.layers import Box, Line, Text
from nolle.terms import Confidence
from nolle.verbs import open_library

DAY = date(2022, 6, 1)
TIME = Time(date(2016, 1, 1), DAY)


@pytest.fixture(scope="module")
def francisco():
    return standing(open_library(), "us-ca/san-francisco-da", DAY, None, with_model=False)


def with_holders(one, *holders, known_on=None):
    return replace(one, office=one.office.model_copy(update={"holders": holders}), known_on=known_on)


def boxes(part, fill=""):
    return [one for one in part.drawn if isinstance(one, Box) and (not fill or one.fill == fill)]


FADED = theme.pattern("faded")


def test_days_stand_in_order_and_stay_inside():
    assert TIME.x(date(2010, 1, 1)) == TIME.x(TIME.first) == LEFT
    assert TIME.x(date(2030, 1, 1)) == TIME.x(TIME.last) == WIDTH
    assert TIME.x(date(2017, 1, 1)) < TIME.x(date(2018, 1, 1))


def test_a_vague_beginning_is_faded_from_its_first_to_its_last_day(francisco):
    one = Holder(id="a", name="A Person", from_=parse("2018"), until=parse("2020-01-01"))
    part = heads(with_holders(francisco, one), TIME, 0)
    [faded] = boxes(part, FADED)
    assert (faded.x, faded.x2) == (TIME.x(date(2018, 1, 1)), TIME.x(date(2018, 12, 31)))
    assert part.rows[0]["drawn_as"] == "faded ends"
    assert (part.rows[0]["from"], part.rows[0]["until"]) == ("2018", "2020-01-01")


def test_a_beginning_that_nobody_read_is_said(francisco):
    part = heads(with_holders(francisco, Holder(id="a", name="A Person", until=parse("2020-01-01"))), TIME, 0)
    assert any(one.text == "A Person (beginning not read)" for one in part.drawn if isinstance(one, Text))


def test_what_nobody_verified_has_a_broken_edge_and_says_so(francisco):
    one = Holder(id="a", name="A Person", from_=parse("2018-01-01"), confidence=Confidence.UNVERIFIED)
    part = heads(with_holders(francisco, one), TIME, 0)
    assert [box.broken for box in boxes(part)] == [True]
    assert part.rows[0]["drawn_as"] == "whole, unverified"
    assert any(one.text == "A Person (unverified)" for one in part.drawn if isinstance(one, Text))


def test_a_holder_recorded_later_is_not_drawn(francisco):
    one = Holder(id="a", name="A Person", from_=parse("2018-01-01"), recorded="2022-05-01")
    assert not heads(with_holders(francisco, one, known_on=date(2022, 4, 30)), TIME, 0).rows
    assert heads(with_holders(francisco, one, known_on=date(2022, 5, 1)), TIME, 0).rows


def test_who_left_before_the_first_year_has_a_row_only(francisco):
    one = Holder(id="a", name="A Person", from_=parse("2001"), until=parse("2005"))
    part = heads(with_holders(francisco, one), TIME, 0)
    assert part.rows[0]["drawn_as"] == "not drawn: before the first year shown"
    assert not boxes(part)


def test_not_known_since_a_change_of_hands_is_dotted(francisco):
    [one] = [one for one in francisco.documents if one.policy.id == "us-ca/san-francisco/2018-01-11"]
    part = document(one, francisco, TIME, 0)
    [bar] = boxes(part)
    [dots] = [line for line in part.drawn if isinstance(line, Line)]
    assert bar.fill == theme.QUIET
    assert bar.x2 == TIME.x(date(2019, 9, 30))
    assert dots.dash[0] < 1
    assert dots.x == TIME.x(date(2019, 10, 1)) + 2
    assert part.rows[0]["drawn_as"] == "whole; dotted"


def test_a_practice_is_hollow_and_its_vague_beginning_faded(francisco):
    [one] = [one for one in francisco.documents if one.policy.id == "us-ca/san-francisco/2020-01"]
    part = document(one, francisco, TIME, 0)
    assert [box.fill for box in boxes(part)] == [FADED, theme.GROUND]
    assert part.rows[0]["says"].startswith("practice: no policy. ")


def test_an_unverified_document_is_drawn_apart(francisco):
    [one] = [one for one in francisco.documents if one.policy.id == "us-ca/san-francisco/2018-01-11"]
    doubted = replace(one, policy=one.policy.model_copy(update={"confidence": Confidence.UNVERIFIED}))
    part = document(doubted, francisco, TIME, 0)
    assert [(box.fill, box.broken) for box in boxes(part)] == [(theme.GROUND, True)]
    assert "unverified" in part.rows[0]["says"]
    assert "unverified" in part.rows[0]["drawn_as"]


def happening(on, **more):
    return Happening(parse(on), "others", f"id-{on}", "election", "somebody won", ("one",), **more)


def test_what_may_have_happened_within_the_time_is_shown():
    shown = shown_of([happening("2015"), happening("../2016-03-01"), happening("2016"), happening("2020-01-01")], TIME)
    assert [str(one.on) for one in shown] == ["../2016-03-01", "2016", "2020-01-01"]


def test_what_falls_on_one_day_has_one_tick_and_every_event_a_row():
    happened = [happening("2015-01-01"), happening("2018-02-02"), happening("2018-02-02"), happening("2019-03-03")]
    part = others(happened, TIME, 0)
    words = [one.text for one in part.drawn if isinstance(one, Text)]
    assert "1–2" in words
    assert [row["drawn_as"] for row in part.rows] == [
        "not drawn: before the first year shown", "a point, number 1", "a point, number 2", "a point, number 3",
    ]  # fmt: skip


def test_an_unverified_event_says_so():
    part = others([happening("2018-02-02", verified=False)], TIME, 0)
    assert any("election (unverified)" in one.text for one in part.drawn if isinstance(one, Text))
    assert part.rows[0]["drawn_as"] == "a point, unverified, number 1"


def test_nothing_happened_nothing_drawn():
    assert others([], TIME, 7.0).end == 7.0
