"""Reading conditions and scopes, and writing them again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nolle.dates import Period
from nolle.law import condition, scope
from nolle.law.condition import (
    ALWAYS,
    All,
    Any_,
    BadCondition,
    Between,
    History,
    Listed,
    Not,
    OneOf,
    Others,
    When,
    facts,
    walk,
)
from nolle.law.scope import Part, Scope
from tests.generated import conditions, leaves, scopes


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ({}, ALWAYS),
        ({"level": "felony"}, OneOf("level", ("felony",))),
        ({"report.role": ["victim", "witness"]}, OneOf("report.role", ("victim", "witness"))),
        ({"flag": "true", "level": "felony"}, All((OneOf("flag", ("true",)), OneOf("level", ("felony",))))),
        ({"person.age": {"at_least": "18"}}, Between("person.age", 18)),
        ({"person.age": {"at_least": "18", "at_most": "20"}}, Between("person.age", 18, 20)),
        ({"offense_on": {"before": "2020-01-01"}}, When("offense_on", date(2020, 1, 1))),
        ({"offense_on": {"after": "2020-01-01"}}, When("offense_on", None, date(2020, 1, 1))),
        ({"any": [{"a": "b"}, {}]}, Any_((OneOf("a", ("b",)), ALWAYS))),
        ({"all": []}, All(())),
        ({"any": []}, Any_(())),
        ({"not": {"a": "b"}}, Not(OneOf("a", ("b",)))),
        ({"case": {"any": {"level": "felony"}}}, Others("any", OneOf("level", ("felony",)))),
        ({"case": {"none": {}}}, Others("none", ALWAYS)),
        ({"case": {"any": {}, "every": {"a": "b"}}}, All((Others("any", ALWAYS), Others("every", OneOf("a", ("b",)))))),
        ({"case": {"any": {"listed": "false"}}}, Others("any", Listed(False))),
        ({"history": {"of": {"a": "b"}, "at_least": "2"}}, History(OneOf("a", ("b",)), at_least=2)),
        (
            {"history": {"of": {}, "count": "cases", "within": "P24M", "before": "offense_on", "at_most": "0"}},
            History(ALWAYS, "cases", Period(24, 0), "offense_on", None, 0),
        ),
    ],
)
def test_a_mapping_means_a_condition(raw, meant):
    assert condition.parse(raw) == meant
    assert condition.parse(condition.dump(meant)) == meant


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ("felony", ()),
        ([], ()),
        (None, ()),
        ({"all": {"a": "b"}}, ("all",)),
        ({"any": [{"a": "b"}, "c"]}, ("any", 1)),
        ({"not": "a"}, ("not",)),
        ({"a": []}, ("a",)),
        ({"a": [["b"]]}, ("a",)),
        ({"a": None}, ("a",)),
        ({"a": {}}, ("a",)),
        ({"a": {"at_least": "two"}}, ("a", "at_least")),
        ({"a": {"at_least": "-1"}}, ("a", "at_least")),
        ({"a": {"more_than": "1"}}, ("a", "more_than")),
        ({"a": {"before": "2020"}}, ("a", "before")),
        ({"a": {"after": "x"}}, ("a", "after")),
        ({"a": {"at_least": "1", "before": "2020-01-01"}}, ("a",)),
        ({"case": {}}, ("case",)),
        ({"case": "any"}, ("case",)),
        ({"case": {"some": {}}}, ("case", "some")),
        ({"case": {"any": {"case": {"any": {}}}}}, ("case", "any")),
        ({"case": {"any": {"not": {"history": {"of": {}, "at_least": "1"}}}}}, ("case", "any")),
        ({"case": {"any": {"level": {"at_lest": "1"}}}}, ("case", "any", "level", "at_lest")),
        ({"history": {"of": {}}}, ("history",)),
        ({"history": {"at_least": "1"}}, ("history",)),
        ({"history": {"of": {}, "at_least": "1", "count": "people"}}, ("history", "count")),
        ({"history": {"of": {}, "at_least": "1", "within": "2 years"}}, ("history", "within")),
        ({"history": {"of": {}, "at_least": "1", "since": "2020"}}, ("history", "since")),
        ({"listed": "yes"}, ("listed",)),
    ],
)
def test_a_fault_names_the_place_in_the_mapping(raw, at):
    with pytest.raises(BadCondition) as fault:
        condition.parse(raw, ("rules", 0, "when"))
    assert fault.value.at == ("rules", 0, "when", *at)
    assert fault.value.what


def test_what_is_inside_a_condition():
    inner = OneOf("level", ("felony",))
    found = condition.parse(
        {"all": [{"not": {"a": "b"}}, {"case": {"any": {"level": "felony"}}}], "c": {"at_least": "1"}}
    )
    assert list(facts(found)) == ["a", "level", "c"]
    assert inner not in list(walk(found))  # what a case test says of another charge stays inside it
    assert Others("any", inner) in list(walk(found))


@given(st.data())
def test_a_condition_survives_being_written(data):
    pool = data.draw(st.lists(leaves(), min_size=1, max_size=4))
    meant = condition.parse(data.draw(conditions(pool)))
    assert condition.parse(condition.dump(meant)) == meant


@given(scopes())
def test_a_scope_survives_being_written(raw):
    meant = scope.parse(raw)
    assert scope.parse(scope.dump_scope(meant)) == meant


# ---------------------------------------------------------------- scopes

LEVEL = OneOf("level", ("felony",))


def test_what_a_scope_names_and_how_far_it_may_reach():
    closed = scope.parse({"level": "felony"})
    assert closed.named == All((LEVEL,))
    assert closed.bound is None
    opened = scope.parse({"level": "felony", "open": {"conduct": "selling"}})
    assert opened.named == All((LEVEL,))
    assert opened.bound == Any_((All((OneOf("conduct", ("selling",)),)),))
    assert scope.parse({"level": "felony", "open": "any"}).bound == Any_((ALWAYS,))


def test_a_part_that_is_only_open_names_nothing():
    assert scope.parse({"open": "any"}).named == scope.NOTHING
    assert scope.parse({"open": {"level": "felony"}, "except": {"conduct": "buying"}}).named == scope.NOTHING


def test_an_exception_narrows_what_is_named_and_what_is_open():
    found = scope.parse({"level": "felony", "except": {"conduct": "buying"}, "open": "any"})
    unless = Not(All((OneOf("conduct", ("buying",)),)))
    assert found.named == All((All((LEVEL,)), unless))
    assert found.bound == Any_((All((ALWAYS, unless)),))


def test_a_list_of_scopes_means_any_of_them():
    found = scope.parse([{"level": "felony"}, {"conduct": "selling", "open": "any"}])
    assert found == Scope((Part((LEVEL,)), Part((OneOf("conduct", ("selling",)),), None, None, True)))
    assert found.named == Any_((All((LEVEL,)), All((OneOf("conduct", ("selling",)),))))
    assert found.bound == Any_((ALWAYS,))


@pytest.mark.parametrize(
    ("raw", "at"),
    [
        ({}, ()),
        ([], ()),
        ("felony", ()),
        ({"stage": "filed"}, ("stage",)),
        ([{"level": "felony"}, {}], (1,)),
        ({"level": "felony", "except": {"flag": "true"}}, ("except", "flag")),
        ({"level": "felony", "open": {}}, ("open",)),
        ({"level": []}, ("level",)),
    ],
)
def test_a_fault_in_a_scope_names_its_place(raw, at):
    with pytest.raises(BadCondition) as fault:
        scope.parse(raw, ("covers",))
    assert fault.value.at == ("covers", *at)


@pytest.mark.parametrize("number", ["²", "٣", "-1", "1.5", "", "9" * 30])
def test_what_is_no_whole_number_is_named(number):
    with pytest.raises(BadCondition) as fault:
        condition.parse({"person.age": {"at_least": number}})
    assert fault.value.at == ("person.age", "at_least")
