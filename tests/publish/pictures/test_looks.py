"""What differs must differ without colour: in its mark, and in its pattern where it is an area."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from nolle.analysis.standing import Value
from nolle.publish.marks import MARKS, SHAPES, STANDING
from nolle.publish.pictures import theme
from nolle.publish.pictures.glyphs import moved, parts
from nolle.terms import Decision

APART = [
    Value.DECLINES, Value.CONDITION, Value.APPROVAL, Value.PROSECUTES, Value.SILENT, Value.NOTHING_FOUND,
    Value.STATUS_UNKNOWN, Value.UNCLEAR, Value.NOT_COVERED, Value.NO_POLICY, Value.REPEALED, Value.NOT_CHECKED,
]  # fmt: skip
"""Answers that a reader must never take for one another: no, not addressed, unknown, none found, not checked, ..."""


def gray(text):
    """A look in one colour: what is paper stays paper, all else is ink."""
    told = text.replace(theme.GROUND, "paper")
    return re.sub(r"#[0-9a-f]{6}", "ink", told)


def area(value, outlined=False):
    look = theme.look(value, outlined)
    named = re.fullmatch(r"url\(#(\w+)\)", look.fill)
    drawn = theme.PATTERNS[named[1]] if named else look.fill
    return gray(str(drawn)), gray(look.stroke), look.broken


@pytest.mark.parametrize(("one", "other"), list(combinations(APART, 2)))
def test_two_answers_differ_in_black_and_white(one, other):
    assert area(one) != area(other)
    assert [part.path for part in parts(STANDING[one])] != [part.path for part in parts(STANDING[other])] or [
        part.dotted for part in parts(STANDING[one])
    ] != [part.dotted for part in parts(STANDING[other])]


def test_every_answer_has_a_look():
    assert set(theme.LOOKS) == set(Value)


@pytest.mark.parametrize("value", [Value.DECLINES, Value.CONDITION, Value.DIVERTS, Value.APPROVAL, Value.PROSECUTES])
def test_a_practice_is_never_drawn_as_a_policy(value):
    assert area(value, outlined=True) != area(value)
    assert theme.look(value, outlined=True).fill == theme.GROUND


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_shape_of_the_pages_can_be_drawn(shape):
    mark = next(mark for mark in (*STANDING.values(), *MARKS.values()) if mark.shape == shape)
    drawn = parts(mark)
    inside = ElementTree.fromstring(f"<g>{SHAPES[shape]}</g>")
    assert len(drawn) == len(list(inside))
    for part in drawn:
        assert re.fullmatch(r"[MLCSQTAZ0-9eE .+-]+", part.path), part.path
        numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", part.path)]
        assert all(-1.01 <= number <= 1.01 for number in numbers)
    assert drawn[0].width > 0 or "fill" in SHAPES[shape]


def test_steps_become_absolute():
    assert moved("M4 9V4h5") == "M-0.6 -0.1L-0.6 -0.6L-0.1 -0.6"
    assert moved("M3 3h14v14H3z") == "M-0.7 -0.7L0.7 -0.7L0.7 0.7L-0.7 0.7Z"
    assert moved("M10 3a7 7 0 0 0 0 14z") == "M0 -0.7A0.7 0.7 0 0 0 0 0.7Z"
    assert moved("M0 0 10 10l1 1 1 1") == "M-1 -1L0 0L0.1 0.1L0.2 0.2"


def test_a_share_is_drawn_and_an_outline_is_hollow():
    disc = MARKS[Decision.DECLINE]
    assert parts(disc, (1, 4)) != parts(disc, (3, 4))
    assert all(part.width for part in parts(disc, outline=True))
    assert not any(part.width for part in parts(disc))
