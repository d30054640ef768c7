"""Coding sheets: what of one is unanswered, where that stands, and the document of one that is answered."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.library import sheets
from nolle.library.load import load
from nolle.library.read import read_text

SHEET = """\
sheet:
  of: memo.txt
  questions:
    - {n: 1, at: rules/selling, ask: "whom does it mean?", answer: ""}
id: {proposal: true, value: us-xx/example-county/2025-01-06}
title: {proposal: true, value: A memo (made up)}
office: {proposal: true, value: us-xx/example-county-prosecutor}
kind: {proposal: true, value: written_memo}
rules:
  - proposal: true
    rests_on: [{line: 3, words: will not prosecute}]
    asked: [1]
    id: selling
    covers: {conduct: selling}
    then: decline
  - proposal: true
    id: other
    covers: ASK
    then: decline
"""


def read(text):
    marked = read_text(text, "memo.sheet.yaml")
    assert not marked.faults
    return sheets.read(marked)


def answered(text, other="no"):
    """The sheet with every proposal confirmed, but for the second rule."""
    first, last = text.rsplit("proposal: true", 1)
    return f"{first}confirmed: {other}{last}".replace("proposal: true", "confirmed: yes").replace('""', "adults")


def told(answered_):
    return [(fault.line, fault.what) for fault in answered_.faults]


def test_everything_unanswered_is_told_at_its_line():
    found = told(read(SHEET))
    assert [line for line, _ in found] == [4, 5, 6, 7, 8, 10, 16]
    assert "rules/selling: this proposal is neither confirmed nor refused" in found[5][1]
    assert found[0][1] == "question 1 is not answered (rules/selling)"


def test_an_answered_sheet_is_a_document_without_its_marks():
    done = read(answered(SHEET))
    assert done.faults == []
    assert (done.confirmed, done.refused) == (5, 1)
    assert done.document.data == {
        "id": "us-xx/example-county/2025-01-06", "title": "A memo (made up)", "kind": "written_memo",
        "office": "us-xx/example-county-prosecutor",
        "rules": [{"id": "selling", "covers": {"conduct": "selling"}, "then": "decline"}],
    }  # fmt: skip
    assert done.document.line(("rules", 0, "then")) == 15


def test_an_ask_that_was_confirmed_is_still_to_be_written():
    found = told(read(answered(SHEET, "yes")))
    assert found == [(18, "ASK still stands here: the memo does not say it")]


@pytest.mark.parametrize("said", ["maybe", "confirmed", "ja", "1"])
def test_another_word_than_yes_or_no_is_no_answer(said):
    found = told(read(answered(SHEET, said)))
    assert found == [(16, f'the coding sheet is not answered: rules/other: `confirmed` is "{said}"')]


def test_a_mark_taken_out_counts_as_confirmed_and_an_entry_of_ones_own_stays():
    text = answered(SHEET).replace("  - confirmed: yes\n    rests_on", "  - rests_on")
    done = read(text + "  - {id: added, covers: {conduct: buying}, then: decline}\n")
    assert done.faults == []
    assert [rule["id"] for rule in done.document.data["rules"]] == ["selling", "added"]


def test_a_question_about_what_was_refused_needs_no_answer():
    text = SHEET.replace("proposal: true", "confirmed: yes").replace("  - confirmed: yes", "  - confirmed: no")
    done = read(text)
    assert done.faults == []
    assert "rules" not in done.document.data


def test_a_load_refuses_a_sheet_where_its_lines_say_and_finds_the_rest_as_ever(tmp_path):
    folder = tmp_path / "policies" / "us-xx"
    folder.mkdir(parents=True)
    (folder / "memo.yaml").write_text(SHEET, encoding="utf-8")
    faults = load(tmp_path).faults
    assert [(fault.file, fault.line) for fault in faults] == [
        ("policies/us-xx/memo.yaml", line) for line in (4, 5, 6, 7, 8, 10, 16)
    ]  # fmt: skip
    (folder / "memo.yaml").write_text(answered(SHEET), encoding="utf-8")
    [fault] = load(tmp_path).faults
    assert "not yet a policy" in fault.what
    assert "nolle policy confirm" in fault.todo


def test_a_sheet_is_known_by_its_proposals_also_without_its_head():
    headless = read_text(SHEET[SHEET.index("id:") :], "x").data
    assert sheets.is_sheet(headless)
    assert not sheets.is_sheet({"id": "x", "rules": [{"id": "a"}], "title": "proposal"})
    assert not sheets.is_sheet(["proposal"])
    assert not sheets.is_sheet(None)


KEYS = st.sampled_from(
    ["sheet", "id", "rules", "lists", "proposal", "confirmed", "value", "questions", "rests_on", "x"]
)
TREES = st.recursive(
    st.sampled_from(["", "ASK", "true", "yes", "no", "a/ASK", "text"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_no_tree_brings_it_down(tree):
    from nolle.library.read import Marked

    marked = Marked("memo.sheet.yaml", {**tree, "sheet": tree.get("sheet", {})}, {}, [], True)
    sheets.read(marked)
    sheets.refusals(marked)
