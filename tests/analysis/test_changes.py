"""What happened and what was learned are two questions: by hand, on the shipped documents and a made-up one."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from nolle import verbs
from nolle.analysis.changes import What, changes, history
from nolle.analysis.standing import COLUMNS
from nolle.dates import LAST_DAY
from nolle.errors import NolleError
from nolle.publish.change_words import sentence

CLASSES = tuple(COLUMNS.values())
RECORDED = date(2026, 11, 20)


@pytest.fixture(scope="module")
def library():
    return verbs.open_library()


def test_what_happened_is_dated_by_the_event(library):
    found = changes(library, date(2023, 1, 1), date(2023, 12, 31), CLASSES)
    inside = [(one.on, one.type, one.id) for one in found.happened if one.place == "us-md/baltimore"]
    assert ("2023-01-03", "in_effect", "us-md/baltimore/2023-01-03") in inside
    assert ("2023-01-03", "revoked", "us-md/baltimore/2021-03-26") in inside
    assert ("2023-06-12", "in_effect", "us-md/baltimore/2023-06-12") in inside
    assert all(date(2023, 1, 1) < one.span.last <= date(2023, 12, 31) for one in found.happened)
    assert found.learned == ()


def test_what_was_learned_is_dated_by_the_record(library):
    found = changes(library, RECORDED - timedelta(1), RECORDED + timedelta(1), CLASSES)
    assert ("2023-01-03", "revoked", "us-md/baltimore/2021-03-26") in {(o.on, o.type, o.id) for o in found.learned}
    assert all(one.recorded == "2026-11-20" for one in found.learned)
    assert changes(library, RECORDED, RECORDED + timedelta(30), CLASSES).learned == ()


def test_stretches_of_time_share_out_every_change_once(library):
    """Cutting time anywhere neither loses a change nor counts one twice."""
    every = [one for one in history(library, CLASSES) if one.span.last < LAST_DAY]
    cuts = [date.min, date(2000, 1, 1), date(2019, 6, 1), date(2021, 3, 26), date(2023, 1, 3), date(2100, 1, 1)]
    parts = [
        one for since, until in pairwise(cuts)
        for one in changes(library, since, until, CLASSES).happened
    ]  # fmt: skip
    assert sorted(parts, key=str) == sorted(every, key=str)


def test_before_anything_was_recorded_no_document_is_in_the_history(library):
    known = history(library, CLASSES, RECORDED - timedelta(1))
    assert not [one for one in known if one.what in (What.DOCUMENT, What.RELIEF)]


def test_every_change_has_a_sentence_without_a_raw_id(library):
    for change in history(library, CLASSES):
        said = sentence(change, library)
        assert said[0].isupper() or said[0] == '"', said
        assert said.endswith("."), said
        assert "_" not in said.split(":")[0], said


def test_since_after_the_day_asked_about_is_refused():
    with pytest.raises(NolleError, match="lies after the day asked about"):
        verbs.track_since(date(2025, 1, 1), date(2024, 1, 1))
