"""Dates, numbers, marks and notes as pages write them."""

from datetime import date

import pytest

from nolle.analysis.standing import Value
from nolle.dates import parse
from nolle.publish import page
from nolle.publish.marks import MARKS, SHAPES, STANDING, sprite, svg
from nolle.terms import Decision


@pytest.mark.parametrize(
    ("edtf", "when", "on"),
    [
        ("2022-01-03", "3 January 2022", "on 3 January 2022"),
        ("2022-01", "January 2022", "in January 2022"),
        ("2019", "2019", "in 2019"),
        ("../2021-03-08", "by 8 March 2021", "by 8 March 2021"),
        ("2021-03-08/..", "8 March 2021 or later", "8 March 2021 or later"),
        ("2021-03-01/2021-03-08", "between 1 March 2021 and 8 March 2021", "between 1 March 2021 and 8 March 2021"),
    ],
)
def test_dates(edtf, when, on):
    assert page.when(parse(edtf)) == when
    assert page.on(parse(edtf)) == on


def test_small_words():
    assert page.day(date(2026, 11, 20)) == "20 November 2026"
    assert page.number(19452) == "19,452"
    assert page.plural(1, "charge") == "1 charge"
    assert page.plural(2, "charge") == "2 charges"
    assert page.listed(["a", "b", "c"], "or") == "a, b or c"
    assert page.capital("a memo by the DA") == "A memo by the DA"


def test_print_signs():
    assert page.typographic("a supervisor's § 230.00") == "a supervisor’s §\N{NO-BREAK SPACE}230.00"
    assert page.typographic(3) == 3


def test_a_note_is_one_note_wherever_it_is_met():
    notes = page.Footnotes()
    first, second = (page.Part("one"),), (page.Part("two"),)
    assert [notes.letter(n) for n in (first, second, first, ())] == ["a", "b", "a", ""]


def test_every_value_has_a_mark_with_a_shape():
    assert set(STANDING) == set(Value)
    assert set(MARKS) == set(Decision)
    for mark in (*STANDING.values(), *MARKS.values()):
        assert mark.shape in SHAPES
        assert mark.role in ("accent", "warning", "ink", "grey")


def test_a_mark_by_itself_has_a_name():
    alone = svg(MARKS[Decision.DECLINE], label='declined <"')
    assert 'role="img"' in alone
    assert "<title>declined &lt;&#34;</title>" in alone


def test_a_share_is_a_part_of_the_disc():
    assert "<use" in svg(MARKS[Decision.DECLINE])
    half, most = svg(MARKS[Decision.DECLINE], share=(1, 2)), svg(MARKS[Decision.DECLINE], share=(3, 4))
    assert " 0 0 1 " in half.replace("A5.2 5.2 0 0 1", " 0 0 1 ")
    assert "A5.2 5.2 0 1 1 4.80 10.00z" in most


def test_what_is_no_policy_is_drawn_in_outline():
    assert "#m-disc-outline" in svg(MARKS[Decision.DECLINE], outline=True)
    assert 'id="m-disc-outline"' in sprite(["disc-outline"])
