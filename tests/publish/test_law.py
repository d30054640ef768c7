"""An offense in words: dates with their doubt, levels, elements, and what nobody has read."""

import pytest

from nolle.dates import parse
from nolle.law.offense import Offense
from nolle.publish import law
from nolle.publish.law import Standing
from nolle.publish.wording import Wording
from nolle.terms import Confidence

BASE = {"id": "us-zz-1", "citation": "ZZ Code § 1", "code": "ZZ", "section": "1", "title": "Made up", "conduct": "selling",
        "status": "in_force", "level": "misdemeanor", "confidence": "verified"}  # fmt: skip


def offense(**changed):
    return Offense.model_validate({**BASE, **changed})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "dates not read"),
        ({"in_force": {"from": "2017"}}, "from 2017"),
        ({"in_force": {"from": "2017"}, "status": "unknown"}, "from 2017, end not checked"),
        ({"in_force": {"from": "2017"}, "status": "repealed"}, "from 2017, last day not read"),
        ({"in_force": {"to": "2019-09-30"}, "status": "renumbered"}, "until 2019-09-30, first day not read"),
        ({"in_force": {"from": "1976", "to": "2021-02-02"}, "status": "repealed"}, "1976 to 2021-02-02"),
        ({"in_force": {"from": "2017"}, "dates_confidence": "partial"}, "from 2017 (partly verified)"),
    ],
)
def test_dates_are_never_filled(given, said):
    assert law.dates(offense(**given)) == said


@pytest.mark.parametrize(
    ("given", "day", "expected"),
    [
        ({}, "2020-01-01", Standing.NOT_VERIFIED),
        ({"in_force": {"from": "2017-03-01"}}, "2017-02-28", Standing.NOT_IN_FORCE),
        ({"in_force": {"from": "2017-03-01"}}, "2017-03-01", Standing.IN_FORCE),
        ({"in_force": {"from": "2017-03-01"}, "status": "unknown"}, "2020-01-01", Standing.NOT_VERIFIED),
        ({"in_force": {"from": "2017-03-01"}, "status": "repealed"}, "2020-01-01", Standing.NOT_VERIFIED),
        ({"in_force": {"from": "2017"}}, "2017-06-01", Standing.PART),
        ({"in_force": {"from": "2017"}}, "2018-01-01", Standing.IN_FORCE),
        ({"in_force": {"to": "2019-09-30"}, "status": "amended"}, "2019-09-30", Standing.NOT_VERIFIED),
        ({"in_force": {"to": "2019-09-30"}, "status": "amended"}, "2019-10-01", Standing.NOT_IN_FORCE),
        ({"in_force": {"from": "2010", "to": "2019-09"}, "status": "amended"}, "2019-09-15", Standing.PART),
    ],
)
def test_a_blank_date_neither_confirms_nor_excludes(given, day, expected):
    assert law.standing(offense(**given), parse(day)) is expected


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "misdemeanor"),
        ({"grade": "B"}, "misdemeanor, class B"),
        ({"grade": "M+"}, "misdemeanor, M+"),
        ({"level": "varies", "grade": "by age"}, "varies: by age"),
        ({"level": "varies"}, "varies"),
        ({"level": ""}, "not read"),
        ({"level": "infraction"}, "infraction"),
    ],
)
def test_a_level_is_said_or_is_not_read(library, given, said):
    assert law.level(offense(**given), Wording(library)) == said


def test_elements_are_alleged_possible_or_for_an_unverified_row_unknown():
    assert law.elements(offense()) == ["no violence, no coercion and no minor"]
    told = law.elements(offense(elements={"violence": "yes", "minor_involved": "possible"}))
    assert told == ["alleges violence", "may allege another person under 18"]
    [unknown] = law.elements(offense(confidence="unverified"))
    assert "not known" in unknown


def test_what_is_not_known_is_listed():
    assert law.unknown(offense(in_force={"from": "2017-03-01"})) == []
    told = law.unknown(offense(level="", status="amended", dates_confidence="partial", in_force={"from": "2017"}))
    assert told == [
        "the last day of this text", "the level", "the first day within 2017",
        "whether the dates are exact: they were inferred or read in part", "what took its place",
    ]  # fmt: skip
    assert "whether it is still the law" in law.unknown(offense(status="unknown"))
    assert "what the level depends on" in law.unknown(offense(level="varies"))


def test_a_chain_of_texts_ends_even_if_it_goes_in_a_ring():
    ring = {f"us-zz-{n}": offense(id=f"us-zz-{n}", successor=f"us-zz-{n % 3 + 1}") for n in (1, 2, 3)}
    assert [one.id for one in law.later(ring["us-zz-1"], ring)] == ["us-zz-2", "us-zz-3"]
    assert [one.id for one in law.earlier(ring["us-zz-1"], ring)] == ["us-zz-3", "us-zz-2"]


def test_every_word_of_the_catalogue_has_words_for_people(library):
    from nolle.library.check_law import MATCHES, WORDS

    assert set(WORDS["party"]) == set(law.PARTY)
    assert set(WORDS["status"]) == set(law.STATUS)
    assert set(MATCHES) == set(law.MATCHES)
    assert set(law.ON_THE_DAY) == set(Standing)
    assert {need for one in library.offenses.values() for need in one.needs} <= set(law.NEEDS)
    for sure in Confidence:
        assert law.confidence(offense(confidence=sure.value))
