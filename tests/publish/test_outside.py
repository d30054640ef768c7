"""What others did, as a page tells it: here and in the state, up to the day, as known on a day."""

from dataclasses import replace
from datetime import date

from nolle.law.outside import OutsideEvent
from nolle.publish import outside
from nolle.publish.page import Sources

HERE, STATE = "us-xx/made-up", "us-xx"
EVENTS = [
    {"id": "late", "kind": "recall", "on": "2023-05", "place": HERE, "says": "voters recalled the head", "influence": "inhibits"},
    {"id": "law", "kind": "legislation", "on": "2022-07-01", "in_effect": "2023-01-01", "place": STATE,
     "says": "a section was repealed.", "influence": "supports", "note": "old records stay"},
    {"id": "undated", "kind": "statement", "place": HERE, "says": "somebody spoke", "influence": "context",
     "confidence": "unverified"},
    {"id": "next", "kind": "election", "on": "2026-11-03", "place": HERE, "says": "an election", "influence": "mixed"},
    {"id": "elsewhere", "kind": "lawsuit", "on": "2020", "place": "us-yy/other", "says": "a suit", "influence": "mixed"},
    {"id": "country", "kind": "publication", "on": "2020", "place": "us", "says": "a book", "influence": "supports"},
    {"id": "noted-later", "kind": "charter", "on": "2021", "place": HERE, "says": "a charter", "influence": "mixed",
     "recorded": "2024-02-01"},
]  # fmt: skip


def of(made_up):
    return replace(made_up, outside={one["id"]: OutsideEvent.model_validate(one) for one in EVENTS})


def ids(library, known_on=None):
    return [event.id for event in outside.events(library, HERE, date(2024, 5, 6), known_on)]


def test_what_happened_here_and_in_the_state_up_to_the_day(made_up):
    assert ids(of(made_up)) == ["noted-later", "law", "late", "undated"]


def test_what_was_recorded_later_was_not_known(made_up):
    assert ids(of(made_up), date(2024, 1, 1)) == ["law", "late", "undated"]


def test_each_event_in_words(made_up):
    library = of(made_up)
    found = outside.events(library, HERE, date(2024, 5, 6))
    told = dict(outside.grouped(found, HERE, library, Sources(library.sources)))
    assert list(told) == ["Here", "In the state"]
    law = told["In the state"][0]
    said = "Law passed: a section was repealed. In force from 1 January 2023. Old records stay."
    assert (law.when, law.text, law.pushes) == ("1 July 2022", said, "towards non-prosecution")
    undated = told["Here"][-1]
    assert (undated.when, undated.doubt, undated.pushes) == ("no day is known", "not verified", "")


def test_nothing_is_no_heading(made_up):
    assert outside.grouped([], HERE, made_up, Sources(made_up.sources)) == []
