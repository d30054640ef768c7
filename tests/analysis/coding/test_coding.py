"""Made-up memos, coded by hand first: how much of each is proposed, at which place, and what is wrong."""

from collections import Counter

import pytest

from nolle import verbs
from nolle.analysis.coding.measure import measure
from nolle.analysis.coding.signs import Raw, Signs
from nolle.law.policy import Policy
from nolle.library.vocabulary import vocabulary
from nolle.verbs.importing import proposed
from tests.analysis.coding.memos import HELD_OUT, MEMOS, WRITTEN_FOR, coded, workspace

EXPECTED = {
    "day-one": (50, 0, 0, 0), "announcement": (24, 0, 0, 1), "directive": (44, 0, 0, 0), "city": (32, 1, 0, 0),
}  # fmt: skip
"""Found, missed, wrong, asked: printed in docs/import.md, and changed there when they change here."""


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return workspace(tmp_path_factory.mktemp("offices"))


@pytest.fixture(scope="module")
def imported(here):
    return {name: verbs.import_policy(MEMOS / f"{name}.txt", here) for name in EXPECTED}


@pytest.fixture(scope="module")
def measured(imported):
    signs = vocabulary(Signs, "coding.yaml")
    return {name: measure(proposed(one.coding), coded(name), signs) for name, one in imported.items()}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_people_coded_is_a_sound_document(name):
    Policy.model_validate(coded(name))


@pytest.mark.parametrize("name", EXPECTED)
def test_found_missed_and_wrong_are_as_printed(measured, name):
    told = measured[name]
    print(f"\n{name}: {told.kinds()}\nmissed: {told.missed}\nwrong: {told.wrong}\nasked: {told.asked}")
    assert (len(told.found), len(told.missed), len(told.wrong), len(told.asked)) == EXPECTED[name]


def test_every_memo_was_either_tried_on_or_held_out():
    assert sorted((*WRITTEN_FOR, *HELD_OUT)) == sorted(EXPECTED) == sorted(file.stem for file in MEMOS.glob("*.txt"))


@pytest.mark.parametrize("name", EXPECTED)
def test_every_pinpoint_stands_where_it_says(imported, name):
    told = imported[name]
    rows = told.text.pages[0].text.split("\n")
    pins = [pin for one in told.coding.proposals for pin in one.pins]
    assert pins
    for pin in pins:
        there = " ".join(" ".join(rows[pin.spot.line - 1 :]).split())
        assert pin.words in there, pin
        assert len(pin.words) <= 90


@pytest.mark.parametrize("name", EXPECTED)
def test_every_question_names_a_place_of_the_sheet_and_is_numbered(imported, name):
    coding = imported[name].coding
    places = {one.at for one in coding.proposals} | {"rules"}
    assert [one.n for one in coding.questions] == list(range(1, len(coding.questions) + 1))
    assert {one.at for one in coding.questions} <= places


def test_a_measure_of_the_same_document_finds_it_all():
    signs = vocabulary(Signs, "coding.yaml")
    for name in EXPECTED:
        told = measure(coded(name), coded(name), signs)
        assert (told.missed, told.wrong, told.precision, told.recall) == ((), (), 1.0, 1.0)


def test_a_measure_counts_what_is_wrong_and_what_is_missed():
    signs = vocabulary(Signs, "coding.yaml")
    ours: dict[str, Raw] = {"rules": [{"covers": {"conduct": "selling"}, "then": "decline"}]}
    theirs: dict[str, Raw] = {
        "rules": [{"covers": {"conduct": "selling"}, "then": "divert", "when": {"report.made": "true"}}]
    }
    told = measure(ours, theirs, signs)
    assert told.wrong == (("charge", "selling", "decline"),)
    assert set(told.missed) == {("charge", "selling", "divert"), ("condition", "selling", "report.made true")}
    assert (told.precision, told.recall) == (0.0, 0.0)


# ---------------------------------------------------------------- single sentences


def rules(text, here, tmp_path, place="us-ny/larkmoor"):
    (tmp_path / "memo.txt").write_text(text, encoding="utf-8")
    coding = verbs.import_policy(tmp_path / "memo.txt", here, place).coding
    return {one.id: one.value for one in coding.part("rules")}, coding


@pytest.mark.parametrize(
    "text",
    [
        "Last year the office declined 300 cases of prostitution and dismissed 20.",
        "Critics say that prostitution should be a felony. The police disagree.",
        "We asked the court to quash 40 warrants for prostitution in 2019.",
        "A study of trespass found that arrests fell.",
    ],
)
def test_what_is_told_of_the_past_or_of_others_is_no_rule(here, tmp_path, text):
    told, coding = rules(text, here, tmp_path)
    assert told == {}
    assert not [*coding.part("relief")]


def test_a_decision_without_charges_is_a_question_and_no_rule(here, tmp_path):
    told, coding = rules("These cases shall be declined.", here, tmp_path)
    assert told == {}
    assert any('"shall be declined" names no charges' in one.ask for one in coding.questions)


def test_an_exception_that_no_fact_holds_is_asked_for(here, tmp_path):
    told, coding = rules("The office will not prosecute prostitution, except on Sundays.", here, tmp_path)
    assert told["selling"]["unless"] == [{"id": "exception", "when": {"ASK": "ASK"}, "then": "not_covered"}]
    assert any('"except on Sundays." fire?' in one.ask for one in coding.questions)


def test_a_policy_wide_exception_goes_with_every_rule(here, tmp_path):
    text = (
        "The office will not prosecute prostitution.\n\nThe office will not prosecute trespass.\n\n"
        "This policy does not apply where a minor was harmed."
    )
    told, _ = rules(text, here, tmp_path)
    fired = {id: [one["when"] for one in rule["unless"]] for id, rule in told.items()}
    assert fired == {
        name: [{"minor_involved": "true"}, {"violence": "true"}] for name in ("selling", "trespass")
    }  # fmt: skip


def test_a_section_that_the_catalogue_lacks_is_asked_for_and_not_dropped(here, tmp_path):
    told, coding = rules("The office will not prosecute a charge under Penal Law § 222.30.", here, tmp_path)
    assert [rule["covers"] for rule in told.values()] == ["ASK"]
    assert any('"222.30" is not in the catalogue' in one.ask for one in coding.questions)


def test_a_list_opened_by_the_text_is_open(here, tmp_path):
    told, _ = rules("The office will not prosecute offenses such as trespass and public camping.", here, tmp_path)
    [rule] = told.values()
    assert rule["covers"]["open"] == "any"
    assert set(rule["covers"]["conduct"]) == {"quality_of_life/trespass", "quality_of_life/camping"}


def test_the_holder_of_the_day_tells_two_offices_apart(here, tmp_path):
    """One person held two offices: the date says which it was, and without one nobody knows."""
    names = Counter(one.name for office in verbs.open_library().offices.values() for one in office.holders)
    [name] = [name for name, n in names.items() if n > 1]
    text = f"MEMORANDUM\n{{}}\nFrom: {name}\n\nThe office will not prosecute Penal Code § 653.22.\n"
    for day, office in (("December 8, 2020", "us-ca/los-angeles-da"), ("", "ASK")):
        _, coding = rules(text.format(day), here, tmp_path, "us-ca")
        assert [one.value for one in coding.part("office")] == [office]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("It takes effect on January 9, 2023.", "2023-01-09"),
        ("Effective 9 January 2023 the following holds.", "2023-01-09"),
        ("This is effective 2023-01-09.", "2023-01-09"),
        ("The policy is effective 13/45/2023.", "ASK"),
        ("It took effect in 2021.", "2021"),
        ("It took effect in March 2021.", "2021-03"),
        ("It is effective February 30, 2021.", "ASK"),
    ],
)
def test_the_day_of_effect_is_read_as_far_as_it_is_told(here, tmp_path, text, on):
    _, coding = rules(f"{text}\nThe office will not prosecute prostitution.", here, tmp_path)
    assert [one.value["on"] for one in coding.part("events") if one.value["type"] == "in_effect"] == [on]
