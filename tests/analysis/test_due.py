"""What is due: by hand, on a library of one office."""

from datetime import date
from typing import Any

import pytest

from nolle.analysis.due import due
from nolle.cite import Source
from nolle.law.facts import Dictionary
from nolle.law.library import Library
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.recheck import Recheck

RULES: list[dict[str, Any]] = [
    {"id": "holder", "after": "change_of_holder", "within": "P14D", "why": "a new head may change it"},
    {"id": "vote", "after": "election", "within": "P14D", "why": "the result says who is next"},
    {"id": "office-pages", "after": "source", "kinds": ["office_document"], "within": "P6M", "why": "they change"},
    {"id": "others", "after": "source", "within": "P1Y", "why": "they grow old"},
]
HOLDERS = [
    {"id": "first", "name": "First", "until": "2024-01-02"},
    {"id": "second", "name": "Second", "from": "2024-01-02"},
]


def library(recorded="2023-05-01", elections=(), holders=HOLDERS, ended=False):
    events = [{"type": "in_effect", "on": "2020-01-01"}, *([{"type": "revoked", "on": "2021-01-01"}] if ended else [])]
    clause = {"id": "r", "covers": {"conduct": "selling"}, "then": "decline", "cite": [{"source": "news"}]}
    policy = {
        "id": "zz/a", "title": "A", "office": "zz-da", "kind": "written_memo", "recorded": recorded,
        "events": events, "rules": [clause], "cite": [{"source": "page"}],
    }  # fmt: skip
    office = {
        "id": "zz-da",
        "name": "The office",
        "place": "zz",
        "holders": list(holders),
        "elections": list(elections),
    }
    address = "https://example.org/"
    return Library(
        Dictionary(facts={}, conduct={}),
        sources={
            "page": Source(id="page", title="P", url=address, kind="office_document", retrieved="2023-05-01"),
            "news": Source(id="news", title="N", url=address, kind="news", retrieved="2023-05-01"),
        },
        offices={"zz-da": Office.model_validate(office)},
        policies={"zz/a": Policy.model_validate(policy)},
        rechecks={str(rule["id"]): Recheck.model_validate(rule) for rule in RULES},
    )


def told(lib, day):
    return [(one.what, one.id, one.rule, one.by, one.overdue) for one in due(lib, date.fromisoformat(day))]


def test_nothing_is_due_before_something_happens():
    assert told(library(), "2023-10-31") == []


def test_an_office_is_due_from_the_day_of_the_change_and_overdue_after_two_weeks():
    office = ("office", "zz-da", "holder", "2024-01-16")
    assert (*office, False) in told(library(), "2024-01-02")
    assert (*office, False) in told(library(), "2024-01-16")
    assert (*office, True) in told(library(), "2024-01-17")
    assert not any(one[0] == "office" for one in told(library(), "2024-01-01"))


def test_a_word_recorded_after_the_change_settles_it():
    assert not any(one[0] == "office" for one in told(library(recorded="2024-01-03"), "2024-06-01"))


@pytest.mark.parametrize(("held", "is_due"), [("re-elected", False), ("unknown", True)])
def test_an_election_whose_result_is_not_known_stays_due(held, is_due):
    vote = {"on": "2024-11-05", "kind": "general", "basis": "computed", "held": held}
    found = told(library(recorded="2024-11-20", elections=[vote]), "2024-12-01")
    assert (("office", "zz-da", "vote", "2024-11-19", True) in found) == is_due


def test_sources_grow_old_at_their_own_pace():
    page, news = ("source", "page", "office-pages", "2023-11-01"), ("source", "news", "others", "2024-05-01")
    assert (*page, False) in told(library(), "2023-11-01")
    assert (*page, True) in told(library(), "2023-11-02")
    assert not any(one[1] == "news" for one in told(library(), "2024-04-30"))
    assert (*news, False) in told(library(), "2024-05-01")


def test_what_no_document_in_force_rests_on_is_left_alone():
    assert not any(one[0] == "source" for one in told(library(ended=True), "2030-01-01"))


def test_the_longest_overdue_comes_first():
    found = told(library(), "2025-01-01")
    assert [one[3] for one in found] == sorted(one[3] for one in found)
    assert len(found) == 3
