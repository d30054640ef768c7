"""Numbers and elections in words: the unit is always said, and what is not known is said to be so."""

import pytest

from nolle.law.evaluation import Evaluation, Series
from nolle.law.facts import Dictionary
from nolle.law.library import Library
from nolle.law.places import Office
from nolle.publish import outcomes


def result(**more):
    made = {"measure": "violent_crime", "unit": "change", **more}
    told = Evaluation.model_validate({"id": "e", "title": "E", "authors": "A", "place": "us", "results": [made]})
    return next(outcomes.evaluation(told))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"value": "-0.37"}, "violent crime: 37 percent less"),
        ({"value": "0.2"}, "violent crime: 20 percent more"),
        ({"value": "0.0081", "unit": "share", "of": "741 people"}, "violent crime: 0.81 percent (741 people)"),
        ({"value": "-33", "unit": "points"}, "violent crime: 33 percentage points less"),
        ({"value": "1423", "unit": "count"}, "violent crime: 1,423"),
        ({"value": "more than -0.40", "version": "2017"}, "violent crime (2017): more than -0.40"),
        (
            {"value": "-0.37", "before": "4,000", "after": "2,500"},
            "violent crime: 37 percent less, from 4,000 to 2,500",
        ),
        ({"before": "167", "unit": "count", "value": "5 fewer"}, "violent crime: 5 fewer, from 167"),
    ],
)
def test_a_number_says_its_unit(given, words):
    assert result(**given) == words


def test_no_numbers_are_told_as_none_read():
    told = Evaluation.model_validate({"id": "e", "title": "E", "authors": "A", "place": "us"})
    assert list(outcomes.evaluation(told)) == ["No numbers were read."]


def test_a_series_is_no_effect():
    points = [{"on": "2017", "value": "19991"}, {"value": "72", "of": "arrests", "note": "in four months"}]
    told = Series.model_validate({"id": "s", "title": "S", "place": "us", "measure": "m", "points": points})
    assert list(outcomes.series(told)) == [
        "2017: 19,991",
        "72 arrests (in four months)",
        "Counts only: they do not tell what a policy did.",
    ]


def test_an_office_says_what_is_computed_and_what_is_unknown(library):
    told = Office.model_validate({
        "id": "us-ny/a", "name": "A", "place": "us-ny/p",
        "elections": [
            {"on": "2022-11-08", "kind": "general", "basis": "stated", "held": "somebody, unopposed"},
            {"on": "2026-11-03", "kind": "general", "basis": "computed", "held": "unknown",
             "note": "nothing was found", "confidence": "unverified"},
            {"kind": "appointment", "basis": "computed", "held": "unknown"},
        ],
        "term": {"years": "4", "by": "voters", "vacancy": "the mayor appoints", "confidence": "unverified"},
        "removal": [
            {"means": "recall", "exists": "no", "says": "there is none"},
            {"means": "removal_by_governor", "by": ["governor"], "limit": "us-ny/removal", "tried": "once",
             "note": "part of it", "confidence": "partial"},
            {"means": "recall", "exists": "unknown", "says": "put to voters"},
        ],
    })  # fmt: skip
    says = library.limits["us-ny/removal"].says
    assert list(outcomes.office(told, library)) == [
        "A term of 4 years, given by the voters; a vacancy: the mayor appoints (unverified).",
        "General election on 2022-11-08: somebody, unopposed.",
        "General election on 2026-11-03 (a computed day): result unknown; nothing was found (unverified).",
        "Appointment on a day that is not known: result unknown.",
        "Not there: recall. There is none.",
        f"Can end a term early (read in part): removal by governor. T{says[1:]}. Tried: Once. Part of it.",
        "Not known whether it is law: recall. Put to voters.",
    ]


def test_an_office_of_which_nothing_is_known_says_nothing():
    told = Office.model_validate({"id": "a", "name": "A", "place": "p"})
    assert list(outcomes.office(told, Library(dictionary=Dictionary(facts={}, conduct={})))) == []
