"""Done when 1 and 2 of part 5: spells and rows agree on every day, and what was known on a day stays.

The history of each place, laid beside the research notes, is in `track/`.
"""

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


@pytest.fixture(scope="module")
def library():
    return verbs.open_library()


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
