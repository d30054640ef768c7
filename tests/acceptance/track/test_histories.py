"""Done when 1 of part 5: the whole history of every place, day by day, against the research notes."""

import csv
from collections import defaultdict
from datetime import date, timedelta

import pytest
import yaml

from nolle import verbs
from nolle.analysis.standing import COLUMNS, spells
from tests.acceptance.track.histories import ALSO, FIRST, HISTORIES, TODAY, changes, expected, named

OFFICES = sorted(HISTORIES)
TURNS = [(office, change.day) for office in OFFICES for change in changes(office) if change.facts]


@pytest.fixture(scope="module")
def library():
    return verbs.open_library()


def test_every_office_that_decides_charges_has_its_history_here(library):
    assert sorted(office.id for office in library.offices.values() if office.kind == "prosecutor") == OFFICES


@pytest.mark.parametrize("office", OFFICES)
def test_every_day_is_in_one_spell_and_says_what_the_notes_say(library, office):
    told = defaultdict(list)
    for spell in spells(library, office, FIRST, TODAY):
        for number in range(spell.days.first.toordinal(), spell.days.last.toordinal() + 1):
            told[date.fromordinal(number), spell.row.conduct].append(spell.row.value)
    wanted = expected(office)
    assert len(told) == len(wanted) * len(COLUMNS)
    twice = [at for at, values in told.items() if len(values) != 1]
    assert twice == []
    wrong = [day for day, values in wanted.items() if values != tuple(told[day, column][0] for column in COLUMNS)]
    assert wrong == []


@pytest.mark.parametrize(("office", "day"), TURNS, ids=[f"{office} {day}" for office, day in TURNS])
def test_the_table_of_the_day_before_the_day_and_the_day_after(library, office, day):
    wanted = expected(office)
    for near in (day - timedelta(1), day, day + timedelta(1)):
        told = verbs.track(near, filters=verbs.Filters(office))
        assert tuple(row.value for row in told.rows) == wanted[near], near
        assert [row.conduct for row in told.rows] == list(COLUMNS)


@pytest.mark.parametrize("office", OFFICES)
def test_nothing_changes_on_any_other_day(library, office):
    turns = {spell.days.first for spell in spells(library, office, FIRST, TODAY)}
    also = {date.fromisoformat(day) for day in ALSO.get(office, ())}
    assert turns == {change.day for change in changes(office)} | also


@pytest.fixture(scope="module")
def facts(shared):
    """Every entry of the research notes with an id, as text."""
    found: dict[str, str] = defaultdict(str)
    for name in ("policies", "elections"):
        told = yaml.safe_load((shared / f"facts/{name}.yaml").read_text(encoding="utf-8"))
        _collect(told, found)
        for id, source in told["sources"].items():
            found[id] += str(source)
    with (shared / "facts/offenses.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            found[row["offense_id"]] += f"{row['in_force_from']} {row['in_force_to']}"
    return found


def _collect(value, found):
    if isinstance(value, dict):
        id = value.get("id") or (value.get("office") if "selection" in value else None)
        if isinstance(id, str):
            found[id] += str(value)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _collect(inner, found)


@pytest.mark.shared
@pytest.mark.parametrize("office", OFFICES)
def test_each_of_these_days_is_named_by_the_notes(facts, office):
    also = [(date.fromisoformat(day), fact) for day, fact in ALSO.get(office, {}).items()]
    for day, fact in [*((change.day, fact) for change in changes(office) for fact in change.facts), *also]:
        id, text, days = named(fact)
        assert text in facts[id], fact
        assert day in days, fact


def test_two_places_of_the_notes_have_events_and_no_office(library):
    for place in ("us-vt/burlington", "us-la/new-orleans"):
        assert place in library.places
        assert [office.id for office in library.offices.values() if office.place == place] == []
        assert [event.id for event in library.outside.values() if event.place == place]
