"""The codebook and the protocol as documents: what ships is sound, and each fault is told at its line."""

import pytest

from nolle.law.survey import STANDARD, Computing
from nolle.library.check_survey import protocols, questions
from nolle.library.load import Loaded, _take
from nolle.library.read import read_text
from nolle.library.shelf import Shelf

QUESTION = """questions:
  - id: first
    text: Does it?
    answers: {"yes": it does, not_addressed: no word, unclear: two ways, not_checked: not yet}
  - id: second
    text: How?
    answers: {"yes": it does, not_addressed: no word, unclear: two ways, not_checked: not yet}
    asked_when: {question: first, answer: "yes"}
    computed: {what: relief, of: pending}
"""
PROTOCOL = """protocols:
  - id: standard
    title: T
    steps: [{id: one, says: do it}]
    coded_twice: {at_first: 100, once_below: 5, then: 20}
    kappa: {floor: 70, goal: 80}
    causes: [{id: reading, says: read otherwise}]
"""


def found(text):
    """The faults of a document, as `line: words`."""
    loaded, marked = Loaded(), read_text(text, "q.yaml")
    assert marked.whole
    _take("surveillance", marked, loaded)
    shelf = Shelf(loaded)
    return [f"{f.line}: {f.what}" for f in sorted({*loaded.faults, *questions(shelf), *protocols(shelf)})]


def test_sound_documents_have_no_fault():
    assert found(QUESTION) == found(PROTOCOL) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        (", not_checked: not yet}\n  - id", "}\n  - id", 4, "the answers lack not_checked"),
        ('"yes": it does, not_addressed', "not_addressed", 4, "no answer of its own"),
        ("question: first", "question: nowhere", 8, 'question "nowhere" is not in the codebook'),
        ('answer: "yes"', 'answer: "no"', 8, '"no" is not an answer of question "first"'),
        ("of: pending", "of: past", 9, '"past" is nothing that "relief" is computed of'),
        (", of: pending", "", 9, '"relief" is computed of something, and nothing is named'),
        ("what: relief", "what: kind", 7, "the answers lack kinds of instrument"),
        ("id: second\n", "id: second\n    version: 2\n", 6, "version 2 does not fit its changes"),
        ("id: second\n", "id: second\n    version: 99999999999999\n", 6, "version 99999999999999 does not fit"),
        ("question: first", "question: second", 8, "questions are asked when one another is answered: second"),
        ("id: second", "id: first", 5, 'survey question "first" is already defined'),
        ("text: How?", "texts: How?", 6, '"texts" is not a key'),
    ],
)
def test_a_fault_of_a_question(old, new, line, what):
    assert old in QUESTION
    told = found(QUESTION.replace(old, new, 1))
    assert [fault for fault in told if fault.startswith(f"{line}: {what}")], told


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("once_below: 5", "once_below: 0", 5, '"once_below" is 0: it is a percent'),
        ("at_first: 100", "at_first: 10", 5, "more is coded twice once the coders agree"),
        ("floor: 70", "floor: 90", 6, "the floor of kappa lies above the goal"),
        ("causes: [{id: reading, says: read otherwise}]", "causes: []", 7, "no causes"),
        ("says: read otherwise}]", "says: a}, {id: reading, says: b}]", 7, 'cause "reading" stands here twice'),
        ("title: T", "title: T\n    version: 3", 4, "version 3 does not fit its changes"),
    ],
)
def test_a_fault_of_a_protocol(old, new, line, what):
    assert old in PROTOCOL
    told = found(PROTOCOL.replace(old, new, 1))
    assert [fault for fault in told if fault.startswith(f"{line}: {what}")], told


def test_what_ships_covers_what_the_method_asks_for(library):
    protocol = library.protocols["standard"]
    assert (protocol.coded_twice.at_first, protocol.coded_twice.once_below, protocol.coded_twice.then) == (100, 5, 20)
    assert all({*STANDARD} <= question.answers.keys() for question in library.survey.values())
    computed = {question.computed.what for question in library.survey.values() if question.computed}
    assert computed == set(Computing)
    classes = {
        of
        for q in library.survey.values()
        if q.computed and q.computed.what is Computing.CHARGES
        for of in q.computed.of
    }
    third = {name for name in library.dictionary.conduct if name.startswith("third_party/")}
    assert classes >= third | {"selling", "buying", "loitering_for_prostitution", "unlicensed_massage"}
    assert [id for id, question in library.survey.items() if question.computed is None] == [
        "start-stated", "training", "review-date", "reporting", "reporting-public"
    ]  # fmt: skip
