"""Redlines: accepted they are the new memo, refused the old one; and they can be read."""

from itertools import product

import pytest

from nolle.publish.memo_blocks import Run, Style
from nolle.publish.memo_plain import marked
from nolle.publish.redline import Change, accepted, alone, redline, words
from nolle.verbs.documents import open_library
from tests.publish.memo_examples import BALTIMORE, FULL, NEXT, made

SHIPPED = sorted(open_library().policies)
PAIRS = [(a, b) for a, b in product(SHIPPED, SHIPPED) if a.split("/")[0] == b.split("/")[0]]


@pytest.mark.parametrize(("old", "new"), [*PAIRS, (FULL, NEXT), (NEXT, FULL), ("model", FULL)])
def test_accepted_is_the_new_and_refused_the_old(old, new):
    was, now = made(old).memo, made(new).memo
    told = redline(was, now)
    assert accepted(told) == accepted(alone(now))
    assert accepted(told, Change.DELETED) == accepted(alone(was))
    assert (told.changed == 0) == (old == new)


def one(text):
    return (Run(text),)


def test_words_are_marked_and_not_letters():
    told = words(one("The Office will prosecute the charge."), one("The Office will decline the charge."))
    assert marked(told) == "The Office will [-prosecute-]{+decline+} the charge."


def test_a_word_left_between_two_changes_is_changed_with_them():
    told = words(one("one two three x four five six"), one("one two three y four z six"))
    assert marked(told) == "one two three [-x four five-]{+y four z+} six"


def test_a_change_of_style_is_a_change():
    told = words((Run("as it was "), Run("doubt", Style.VERIFY)), (Run("as it was "), Run("doubt")))
    assert [piece.change for piece in told] == [Change.SAME, Change.DELETED, Change.INSERTED]


def test_nothing_in_common_goes_and_comes_as_a_whole():
    told = made(NEXT, FULL).told
    massage = [block for block in told.blocks if block.key == "massage"]
    assert [block.change for block in massage] == [Change.DELETED, Change.INSERTED]


def test_a_paragraph_that_moved_is_the_same_paragraph():
    told = made(BALTIMORE[1], BALTIMORE[0]).told
    selling = next(block for block in told.blocks if block.key == "selling")
    assert selling.change is Change.SAME
    assert {piece.change for piece in selling.pieces} == {Change.SAME}
    assert selling.number == "6."
    assert "buildings-and-vehicles" in [block.key for block in told.blocks if block.change is Change.INSERTED]
    assert "relief:pending-cases:pending" in [block.key for block in told.blocks if block.change is Change.DELETED]
