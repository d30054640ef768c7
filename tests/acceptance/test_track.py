"""Done when 1 and 2 of part 5: what is in force at each place on the days that matter, and as known on any day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nolle import verbs
from nolle.analysis.standing import COLUMNS, Status, Value, spells, standing, table
from nolle.errors import NolleError
from nolle.law.places import Holder
from nolle.law.policy import Event
from nolle.terms import EventType
from tests.generated import SOAK, examples

TODAY = date(2026, 11, 21)
D, P, A, U = Value.DECLINES, Value.PROSECUTES, Value.APPROVAL, Value.STATUS_UNKNOWN
NOT, NOTHING, GONE, NONE = Value.NOT_IN_FORCE, Value.NOTHING_FOUND, Value.REPEALED, Value.NO_POLICY
IF, DIV, OPEN, UNREAD, LIFTED = Value.CONDITION, Value.DIVERTS, Value.UNCLEAR, Value.UNREAD, Value.NOT_COVERED

DAYS = [
    # selling, buying, third party, loitering, street charges, massage
    ("us-md/baltimore", "2020-03-17", [NOT, NOT, NOT, NOT, NOT, NOT]),
    ("us-md/baltimore", "2020-03-18", [D, NOTHING, NOTHING, NOTHING, D, NOTHING]),
    ("us-md/baltimore", "2021-03-25", [D, NOTHING, NOTHING, NOTHING, D, NOTHING]),
    ("us-md/baltimore", "2021-03-26", [D, D, D, NOTHING, D, NOTHING]),
    ("us-md/baltimore", "2023-01-01", [D, D, D, NOTHING, D, NOTHING]),
    ("us-md/baltimore", "2023-01-02", [U, U, U, U, U, U]),
    ("us-md/baltimore", "2023-01-03", [P, P, P, NOTHING, P, NOTHING]),
    ("us-md/baltimore", "2023-06-11", [P, P, P, NOTHING, P, NOTHING]),
    ("us-md/baltimore", "2023-06-12", [P, P, P, NOTHING, DIV, NOTHING]),
    ("us-ny/manhattan", "2021-04-20", [DIV, NOTHING, NOTHING, GONE, NOTHING, NOTHING]),
    ("us-ny/manhattan", "2021-04-21", [D, P, P, GONE, NOTHING, D]),
    ("us-ny/manhattan", "2021-12-31", [D, P, P, GONE, NOTHING, D]),
    ("us-ny/manhattan", "2022-01-01", [U, U, U, GONE, U, U]),
    ("us-ny/manhattan", "2022-01-02", [U, U, U, GONE, U, U]),
    ("us-ny/manhattan", "2022-01-03", [D, A, U, GONE, D, U]),
    ("us-ny/manhattan", "2022-02-04", [D, A, U, GONE, D, U]),
    ("us-ny/brooklyn", "2021-01-29", [IF, P, P, D, NOTHING, NOTHING]),
    ("us-ny/brooklyn", "2021-02-03", [IF, P, P, GONE, NOTHING, NOTHING]),
    ("us-ca/san-francisco", "2018-01-11", [IF, IF, Value.SILENT, IF, Value.SILENT, Value.SILENT]),
    ("us-ca/san-francisco", "2019-12-01", [U, U, U, U, U, U]),
    ("us-ca/san-francisco", "2022-06-08", [D, OPEN, NOTHING, NOTHING, NOTHING, NOTHING]),
    ("us-ca/san-francisco", "2022-07-08", [U, U, U, U, U, U]),
    ("us-wa/seattle", "2020-06-01", [D, P, NOTHING, NOTHING, NOTHING, NOTHING]),
    ("us-wa/seattle", "2022-01-15", [U, U, U, GONE, U, U]),
    ("us-wa/seattle", "2022-06-01", [NOTHING, P, NOTHING, GONE, NOTHING, NOTHING]),
    ("us-wa/seattle", "2025-12-31", [NOTHING, P, NOTHING, P, NOTHING, NOTHING]),
    ("us-wa/seattle", "2026-06-01", [U, U, U, U, U, U]),
    ("us-ca/los-angeles", "2020-12-07", [NOT, NOT, NOT, NOT, NOT, NOT]),
    ("us-ca/los-angeles", "2020-12-08", [OPEN, OPEN, NOTHING, D, LIFTED, OPEN]),
    ("us-ca/los-angeles", "2023-01-01", [OPEN, OPEN, NOTHING, GONE, LIFTED, OPEN]),
    ("us-ca/los-angeles", "2024-12-02", [OPEN, OPEN, NOTHING, GONE, LIFTED, OPEN]),
    ("us-ca/los-angeles", "2024-12-03", [NOT, NOT, NOT, GONE, NOT, NOT]),
    ("us-pa/philadelphia", "2018-02-14", [NOT, NOT, NOT, NOT, NOT, NOT]),
    ("us-pa/philadelphia", "2018-02-15", [D, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING]),
    ("us-mi/washtenaw", "2021-01-14", [D, D, P, UNREAD, UNREAD, UNREAD]),
    ("us-ct/new-haven", "2016-11-19", [NONE, NONE, NONE, NONE, NONE, NONE]),
]


@pytest.fixture(scope="module")
def library():
    return verbs.open_library()


@pytest.mark.parametrize(("place", "day", "expected"), DAYS, ids=[f"{place} {day}" for place, day, _ in DAYS])
def test_what_is_in_force_on_the_days_that_matter(place, day, expected):
    told = verbs.track(date.fromisoformat(day), filters=verbs.Filters(place))
    assert [row.value for row in told.rows] == expected
    assert [row.conduct for row in told.rows] == list(COLUMNS)


def prosecutors(library):
    return [office.id for office in library.offices.values() if office.kind == "prosecutor"]


def test_every_day_of_every_office_is_in_one_spell_and_is_what_track_says(library):
    first, last = date(2010, 1, 1), TODAY
    for office in prosecutors(library):
        found = spells(library, office, first, last)
        for column in COLUMNS:
            own = [spell for spell in found if spell.row.conduct == column]
            assert (own[0].days.first, own[-1].days.last) == (first, last)
            for one, other in pairwise(own):
                assert other.days.first == one.days.last + timedelta(1), (office, column)
                assert one.row != other.row
        edges = {day for spell in found for day in (spell.days.first, spell.days.last)}
        for day in sorted(edges)[:: 1 if SOAK else 5]:
            rows = table(library, standing(library, office, day, with_model=False)).rows
            told = {spell.row.conduct: spell.row for spell in found if spell.days.first <= day <= spell.days.last}
            assert {row.conduct: row for row in rows} == told


def test_new_haven_is_never_a_policy(library):
    found = spells(library, "us-ct/new-haven-sao", date(2010, 1, 1), TODAY)
    assert {spell.row.value for spell in found} == {Value.NO_POLICY}
    assert {spell.row.searched_on for spell in found} == {"2026-11-20"}
    assert {spell.row.policy for spell in found} == {()}
    told = verbs.track(TODAY, filters=verbs.Filters("us-ct/new-haven"))
    assert told.others == ("us-ct/new-haven-police",)


def test_what_ended_says_when_and_by_whom():
    [row] = verbs.track(TODAY, filters=verbs.Filters("us-ca/los-angeles", ("loitering",))).rows[:1]
    assert (row.status, row.until, row.ended_by) == (Status.ENDED, "2024-12-03", "revoked by hochman")
    assert row.policy == ("us-ca/los-angeles/2020-12-08",)


def test_since_when_nobody_knows():
    [row] = verbs.track(date(2022, 2, 1), filters=verbs.Filters("us-ny/manhattan", ("massage",))).rows
    assert (row.decision, row.status, row.unknown_since) == ("undetermined", Status.UNKNOWN, "2022-01-01")
    assert set(row.candidates) == {"decline", "silent"}


def test_filters_narrow_and_the_counts_add_up():
    every = verbs.track(TODAY)
    assert sum(sum(told.values()) for told in every.counts.values()) == len(every.rows) == every.of_rows
    assert every.of_rows == every.offices * len(COLUMNS)
    some = verbs.track(TODAY, filters=verbs.Filters("us-ny", ("selling", "buying"), ("decline",)))
    assert {(row.office, row.conduct) for row in some.rows} == {("us-ny/manhattan-da", "selling")}
    holder = verbs.track(TODAY, filters=verbs.Filters(holder="bragg"))
    assert holder.rows
    assert all("Alvin L. Bragg Jr." in row.by for row in holder.rows)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (verbs.Filters("us-zz"), 'no office is known at "us-zz"'),
        (verbs.Filters(conduct=("sellin",)), 'no conduct "sellin"'),
        (verbs.Filters(decision=("declined",)), 'no decision "declined"'),
        (verbs.Filters(kind=("memo",)), 'no kind "memo"'),
    ],
)
def test_a_filter_that_nothing_can_pass_is_refused(filters, said):
    with pytest.raises(NolleError, match=said):
        verbs.track(TODAY, filters=filters)


# -- the tables of the source documents


def test_the_first_table_of_the_sources_is_the_record_of_its_time():
    told = verbs.overview("handbook")
    assert [one.entry.office for one in told.entries if not one.agrees] == []
    assert len(told.entries) == 5


def test_the_second_table_differs_where_it_is_disputed_and_says_why():
    told = verbs.overview("today")
    apart = [one for one in told.entries if not one.agrees]
    assert [one.entry.office for one in apart] == ["us-wa/seattle-city-attorney", "us-ca/san-francisco-da"]
    assert all(one.entry.note for one in apart)
    notes = {one.entry.office: one.entry.note for one in told.entries}
    assert "out of date" in notes["us-wa/seattle-city-attorney"]
    assert "successor" in notes["us-ca/san-francisco-da"]
    assert "two still decline" in notes["us-pa/philadelphia-da"]


def test_the_second_table_is_out_of_date_where_somebody_else_holds_the_office():
    told = verbs.overview("today", date(2026, 11, 20))
    assert [(o.entry.office, o.other_holder) for o in told.entries if o.other_holder] == [
        ("us-wa/seattle-city-attorney", "Erika Evans")
    ]


# -- as known on


def test_before_anything_was_recorded_nothing_had_been_checked():
    told = verbs.track(date(2022, 6, 1), date(2026, 11, 19))
    assert {row.policy for row in told.rows} == {()}
    assert {row.value for row in told.rows} <= {Value.NOT_CHECKED, Value.NO_POLICY, Value.REPEALED}


RECORDED = date(2026, 11, 20)
days = st.dates(date(2015, 1, 1), date(2028, 1, 1))


@settings(max_examples=examples(25), deadline=None, derandomize=not SOAK)
@given(st.data())
def test_what_is_recorded_later_never_changes_what_was_known(library, data):
    """New events, holders and documents, all recorded after K, leave every answer as known on K alone."""
    known_on = data.draw(st.dates(RECORDED, date(2027, 12, 31)))
    later = (known_on + timedelta(data.draw(st.integers(1, 400)))).isoformat()
    office = library.offices[data.draw(st.sampled_from(sorted(prosecutors(library))))]
    policies = dict(library.policies)
    for policy in library.office_policies(office.id):
        events = data.draw(st.lists(st.builds(
            lambda kind, day: Event(type=kind, on=day.isoformat(), recorded=later), st.sampled_from(EventType), days
        ), max_size=2))  # fmt: skip
        policies[policy.id] = policy.model_copy(update={"events": (*policy.events, *events)})
        if data.draw(st.booleans()):
            copy = policy.model_copy(update={"id": f"{policy.id}-again", "recorded": later, "amends": ""})
            policies[copy.id] = copy
    holder = Holder.model_validate({"id": "next", "name": "N.", "from": data.draw(days).isoformat(), "recorded": later})
    offices = {**library.offices, office.id: office.model_copy(update={"holders": (*office.holders, holder)})}
    more = replace(library, policies=policies, offices=offices)
    day = data.draw(days)
    one, other = (
        table(lib, standing(lib, office.id, day, known_on, with_model=False)) for lib in (library, more)
    )  # fmt: skip
    assert one == other
