"""Events by others, evaluations, series and elections as types: what they hold, and how events of a place are found."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from nolle.dates import ANY_DAY, parse
from nolle.law.elections import Election
from nolle.law.evaluation import Point, Result, Unit, number
from nolle.law.outside import Actor, Influence, OutsideEvent, OutsideKind, reaching
from nolle.law.places import Office

EVENT = {"id": "us-xx/a", "kind": "recall", "place": "us-xx/county", "says": "Recalled.", "influence": "inhibits"}


def event(**more):
    return OutsideEvent.model_validate({**EVENT, **more})


def test_an_event_keeps_the_precision_of_its_day():
    assert event(on="2022-06-07").days == parse("2022-06-07")
    assert event(on="2024-10", in_effect="2024-11").days == parse("2024-10")
    assert event().days == ANY_DAY
    assert event().on is None


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "riot"}, {"influence": "good"}, {"on": "spring 2022"}, {"voters": "many"}, {"confidence": "sure"}],
)
def test_words_and_days_that_are_none_are_refused(wrong):
    with pytest.raises(ValidationError):
        event(**wrong)


@pytest.mark.parametrize("missing", ["kind", "place", "says", "influence", "id"])
def test_what_an_event_must_say(missing):
    with pytest.raises(ValidationError):
        OutsideEvent.model_validate({key: value for key, value in EVENT.items() if key != missing})


def test_a_dumped_event_reads_back_the_same():
    for made in (event(on="2024/2025", by=Actor.VOTERS, affects="us-xx/office"), event(note="no day")):
        dumped = made.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        assert OutsideEvent.model_validate(dumped) == made


def test_the_events_of_a_place_are_its_own_its_states_and_the_countrys_by_day():
    events = [
        event(id="d"),
        event(id="c", on="2024", place="us"),
        event(id="b", on="2022-06-07"),
        event(id="a", on="2021", place="us-xx"),
        event(id="other", on="2020", place="us-xx/elsewhere"),
        event(id="far", on="2020", place="us-yy"),
    ]
    assert [one.id for one in reaching(events, "us-xx/county")] == ["a", "b", "c", "d"]
    assert [one.id for one in reaching(events, "us-xx")] == ["a", "c"]


def test_an_imprecise_day_stands_before_a_later_one():
    events = [event(id="month", on="2022-06"), event(id="day", on="2022-06-07"), event(id="year", on="2022")]
    assert [one.id for one in reaching(events, "us-xx/county")] == ["year", "month", "day"]


def test_the_words_are_closed():
    assert len(OutsideKind) == 15
    assert list(Influence) == ["supports", "inhibits", "mixed", "context"]


# ---------------------------------------------------------------- evaluations


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("443", Decimal(443)),
        (" -0.37 ", Decimal("-0.37")),
        ("nearly 4,000", None),
        ("1,400", None),
        ("", None),
        ("1e3", None),
        (".5", None),
    ],
)
def test_only_a_plain_number_is_a_number(text, value):
    assert number(text) == value


def test_a_result_must_say_its_unit():
    with pytest.raises(ValidationError):
        Result.model_validate({"measure": "arrests", "value": "3"})
    assert Result.model_validate({"measure": "arrests", "value": "3", "unit": "count"}).unit is Unit.COUNT


def test_a_point_keeps_its_words():
    point = Point.model_validate({"on": "2022-01-01/2022-12", "value": "more than 1,400"})
    assert point.value == "more than 1,400"
    assert point.on is not None
    assert str(point.on.last) == "2022-12-31"


# ---------------------------------------------------------------- elections


def test_a_result_is_never_left_out():
    """`unknown` is written, so that nothing reads a missing result as none."""
    with pytest.raises(ValidationError):
        Election.model_validate({"on": "2026-11-03", "kind": "general", "basis": "stated"})
    election = Election.model_validate({"on": "2026-11-03", "kind": "general", "basis": "stated", "held": "unknown"})
    assert election.model_dump(mode="json", exclude_defaults=True)["held"] == "unknown"


def test_an_office_without_elections_says_nothing_of_them():
    office = Office.model_validate({"id": "a", "name": "A", "place": "us-xx/county"})
    assert (office.elections, office.term, office.removal) == ((), None, ())


def test_that_a_means_does_not_exist_stays_a_word():
    office = Office.model_validate(
        {"id": "a", "name": "A", "place": "p", "removal": [{"means": "recall", "exists": "no", "says": "none"}]}
    )
    assert office.removal[0].exists == "no"
