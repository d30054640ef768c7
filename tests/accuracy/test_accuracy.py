"""What is published of the matcher's accuracy is what it does, and it stays within what was promised."""

import pytest

from tests.accuracy.measure import HELD_OUT, HELD_OUT_AFTER, LABELS, labels, measured, report
from tests.accuracy.page import BEGIN, END, PAGE


@pytest.fixture(scope="module")
def first():
    return measured(labels(LABELS))


def test_the_labels_are_many_and_each_string_is_labelled_once():
    every = [*labels(LABELS), *labels(HELD_OUT), *labels(HELD_OUT_AFTER)]
    assert len(every) >= 3000
    keys = [(label.source, label.place, label.code, label.description, label.on) for label in every]
    assert len(set(keys)) == len(keys)


def test_at_most_one_is_decided_wrongly_without_a_person(first):
    assert len(first["all"].wrong) <= 1, [str(label) for label, _ in first["all"].wrong]


@pytest.mark.parametrize("folder", [HELD_OUT, HELD_OUT_AFTER], ids=["held out", "held out after all changes"])
def test_at_most_one_of_what_was_held_out_is_decided_wrongly(folder):
    wrong = measured(labels(folder))["all"].wrong
    assert len(wrong) <= 1, [str(label) for label, _ in wrong]


def test_a_useful_share_is_decided(first):
    whole = first["with an offense"]
    assert (whole.decided + whole.by_table) / whole.n > 0.8


def test_what_is_published_is_what_is_measured():
    text = PAGE.read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0].strip() == report().strip()
