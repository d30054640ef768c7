"""Events by others, evaluations, series and elections: each fault is told once, with file and line."""

import shutil

import pytest

from nolle.library import load as loading
from nolle.library.check import check
from nolle.library.load import load, package_data

OFFICE = "offices/us-xx/example-da.yaml"
HEAD = "events:\n  - id: us-xx/a\n"
SOUND = {
    "kind": "recall",
    "on": "2024-06-07",
    "place": "us-xx/example-county",
    "by": "voters",
    "says": "The head of the office was recalled.",
    "influence": "inhibits",
    "cite": "[{source: example-memo, at: page 1}]",
}


FILES = {
    "places/us-xx/example-county.yaml": "id: us-xx/example-county\nname: Example County (made up)\nstate: us-xx\n",
    "sources/made-up.yaml": """\
sources:
  - {id: example-memo, title: A memo (made up), kind: office_document}
  - {id: seed-slides, title: Cited by the facts, kind: training_slides}
""",
    "offices/us-xx/example-da.yaml": """\
id: us-xx/example-da
name: Example County District Attorney (made up)
place: us-xx/example-county
holders:
  - id: head
    name: Example Head
    from: 2020-03-02
    cite: [{source: example-memo, at: page 1}]
cite: [{source: example-memo, at: letterhead}]
""",
}
SHIPPED = """\
limits:
  - id: us-ny/removal
    jurisdiction: us-ny
    title: Removal in another state (made up)
    kind: removal
    says: it can be done
    cite: [{source: example-memo, at: page 1}]
"""


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A workspace over next to nothing, so that each of many loads is short."""
    ships, mine = tmp_path / "ships", tmp_path / "mine"
    (ships / "limits").mkdir(parents=True)
    (ships / "limits/states.yaml").write_text(SHIPPED, encoding="utf-8")
    shutil.copy(package_data() / "facts.yaml", ships)
    monkeypatch.setattr(loading, "package_data", lambda: ships)
    for path, text in FILES.items():
        (mine / path).parent.mkdir(parents=True, exist_ok=True)
        (mine / path).write_text(text, encoding="utf-8")
    return mine


def faults(workspace, path, text):
    """What is wrong with one more document of the workspace."""
    file = workspace / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    loaded = load(workspace)
    return [str(fault) for fault in (*loaded.faults, *check(loaded)) if fault.file == path]


def event(workspace, file="events/us-xx.yaml", **changed):
    lines = {**SOUND, **changed}
    body = "".join(f"    {key}: {value}\n" for key, value in lines.items() if value)
    return faults(workspace, file, HEAD + body)


def office(workspace, more):
    """The example office with more keys at its end."""
    return faults(workspace, OFFICE, FILES[OFFICE] + more)


def test_the_example_workspace_has_what_these_tests_stand_on(workspace):
    loaded = load(workspace)
    assert [str(fault) for fault in (*loaded.faults, *check(loaded)) if not fault.warning] == []
    assert event(workspace) == []


# ---------------------------------------------------------------- events


@pytest.mark.parametrize(
    ("changed", "line", "told"),
    [
        ({"place": "us-xx/example-contry"}, 5, 'place "us-xx/example-contry" is not in the library'),
        ({"place": "us-ny/manhattan"}, 5, 'place "us-ny/manhattan" stands in the file of us-xx'),
        ({"place": "us"}, 5, 'place "us" stands in the file of us-xx'),
        ({"by": "voter"}, 6, '"voter" is no office, no holder of one and no word for who acts'),
        ({"by": "us-xx/example-da/nobody"}, 6, '"nobody" is not a holder of us-xx/example-da'),
        ({"affects": "[us-xx/example-county/2023]"}, 10, '"us-xx/example-county/2023" is no policy and no office'),
        ({"affects": "[us-xx/example-da, us-xx/example-da]"}, 10, "stands here twice"),
        ({"on": ""}, 2, "has no day"),
        ({"on": "spring 2024"}, 4, "is not a date"),
        ({"on": "2024-02-30"}, 4, "is not a day of the calendar"),
        ({"in_effect": "2024-06-06"}, 10, "in effect on 2024-06-06, before it happened on 2024-06-07"),
        ({"cite": ""}, 2, "cites no source"),
        ({"cite": "[{source: nobody-wrote-it, at: page 1}]"}, 9, 'source "nobody-wrote-it" is not described'),
        ({"kind": "electoin"}, 3, '"kind" cannot be "electoin"'),
        ({"influence": "bad"}, 8, '"influence" cannot be "bad"'),
        ({"says": ""}, 2, '"says" is missing'),
        ({"sayz": "x"}, 10, '"sayz" is not a key that belongs here'),
    ],
    ids=lambda value: next(iter(value.items()), value) if isinstance(value, dict) else None,
)
def test_a_fault_of_an_event(workspace, changed, line, told):
    found = event(workspace, **changed)
    assert len(found) == 1, found
    assert found[0].startswith(f"events/us-xx.yaml:{line}: ")
    assert told in found[0]


def test_an_event_before_its_office_existed_is_told(workspace):
    found = event(workspace, on="1999", affects="[us-xx/example-da]")
    assert len(found) == 1
    assert "on 1999, before us-xx/example-da is known to have existed" in found[0]
    assert event(workspace, on="1999", by="us-xx/example-da")[0].count("known to have existed") == 1


@pytest.mark.parametrize(("on", "early"), [("2020", 0), ("2020-02", 1), ("2019", 1), ("../2020", 0), ("2019/2020", 0)])
def test_a_date_without_precision_is_early_only_if_all_of_it_is(workspace, on, early):
    assert len(event(workspace, on=on, affects="[us-xx/example-da]")) == early


@pytest.mark.parametrize(
    ("on", "kind", "told"),
    [
        ("2020-03-01", "statement", "before head took office on 2020-03-02"),
        ("2020-03-01", "election", ""),
        ("2020-03-02", "statement", ""),
        ("2024-06-06", "statement", ""),
        ("2024-06-07", "statement", "no longer held the office: until 2024-06-07"),
        ("2024-06", "statement", ""),
    ],
)
def test_a_holder_acts_only_while_in_office_unless_elected(workspace, on, kind, told):
    left = FILES[OFFICE].replace("    from: 2020-03-02\n", "    from: 2020-03-02\n    until: 2024-06-07\n")
    assert faults(workspace, OFFICE, left) == []
    found = event(workspace, on=on, by="us-xx/example-da/head", kind=kind)
    assert len(found) == bool(told)
    assert told in "".join(found)


def test_what_no_source_dates_says_so(workspace):
    assert event(workspace, on="", note="no source gives a day") == []


def test_general_knowledge_needs_no_source(workspace):
    assert event(workspace, cite="", confidence="unverified") == []


def test_ids_are_never_reused_and_a_workspace_lays_over_what_ships(workspace):
    twice = HEAD + "".join(f"    {key}: {value}\n" for key, value in SOUND.items())
    found = faults(workspace, "events/us-xx.yaml", twice + twice.removeprefix("events:\n"))
    assert len(found) == 1
    assert 'outside "us-xx/a" is already defined at events/us-xx.yaml:2' in found[0]


# ---------------------------------------------------------------- evaluations and series

EVALUATION = """\
evaluations:
  - id: us-xx/study
    title: A study
    authors: [Made, Up]
    published: 2024
    place: us-xx/example-county
    window: 2022/2023
    cite: [{source: example-memo, at: page 1}]
    results:
      - measure: arrests
        unit: change
        value: -0.37
        cite: [{source: example-memo, at: page 2}]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("place: us-xx/example-county", "place: us-xx/nowhere", 6, 'place "us-xx/nowhere" is not in the library'),
        ("published: 2024", "published: 2021", 5, "published on 2021, before its window begins: 2022-01-01/2023-12-31"),
        ("    window:", "    policies: [us-xx/none]\n    window:", 7, 'policy "us-xx/none" is not in the library'),
        ("value: -0.37", "value: -37", 12, "-37 is no change"),
        ("unit: change\n        value: -0.37", "unit: share\n        value: 78", 12, "78 is no share"),
        ("unit: change", "unit: percent", 11, '"unit" cannot be "percent"'),
        ("        unit: change\n", "", 10, '"unit" is missing'),
        ("        value: -0.37\n", "", 10, '"arrests" has no value'),
        ("        cite: [{source: example-memo, at: page 2}]\n", "", 10, '"arrests" cites no source'),
        ("    cite: [{source: example-memo, at: page 1}]\n", "", 2, "cites no source"),
    ],
)
def test_a_fault_of_an_evaluation(workspace, old, new, line, told):
    assert faults(workspace, "evaluations/us-xx.yaml", EVALUATION) == []
    assert old in EVALUATION
    found = faults(workspace, "evaluations/us-xx.yaml", EVALUATION.replace(old, new, 1))
    assert len(found) == 1, found
    assert found[0].startswith(f"evaluations/us-xx.yaml:{line}: ")
    assert told in found[0]


def test_an_evaluation_without_numbers_says_that_none_were_read(workspace):
    bare = EVALUATION[: EVALUATION.index("    results:")]
    assert len(faults(workspace, "evaluations/us-xx.yaml", bare)) == 1
    assert faults(workspace, "evaluations/us-xx.yaml", bare + "    note: no numbers were read\n") == []


def test_two_tellings_of_one_number_are_readings(workspace):
    again = EVALUATION[EVALUATION.index("      - measure") :]
    found = faults(workspace, "evaluations/us-xx.yaml", EVALUATION + again)
    assert len(found) == 1
    assert "stands here twice in the same edition and unit" in found[0]
    other = again.replace("value: -0.37", "value: -0.4\n        version: first draft")
    assert faults(workspace, "evaluations/us-xx.yaml", EVALUATION + other) == []


SERIES = """\
series:
  - id: us-xx/counts
    title: Counts
    place: us-xx
    measure: arrests
    points:
      - {on: 2017, value: 847}
      - {on: 2021, value: fewer than 30}
    cite: [{source: example-memo, at: page 1}]
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("on: 2021", "on: 2017", "has the same days and subject as another point"),
        ("on: 2021, ", "", "a point without days"),
        ("place: us-xx", "place: us-yy", 'place "us-yy" stands in the file of us-xx'),
        ("    cite: [{source: example-memo, at: page 1}]\n", "", "cites no source"),
        ("value: 847", "amount: 847", '"amount" is not a key that belongs here'),
    ],
)
def test_a_fault_of_a_series(workspace, old, new, told):
    assert faults(workspace, "evaluations/us-xx.yaml", SERIES) == []
    assert old in SERIES
    found = faults(workspace, "evaluations/us-xx.yaml", SERIES.replace(old, new, 1))
    assert any(told in fault for fault in found)
    assert all(fault.startswith("evaluations/us-xx.yaml:") for fault in found)


# ---------------------------------------------------------------- elections

ELECTION = """\
elections:
  - on: 2024-11-05
    kind: general
    basis: stated
    held: the example head, with nobody standing against
    cite: [{source: example-memo, at: page 1}]
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    cite:", "    winner: nobody\n    cite:", '"nobody" is not a holder of us-xx/example-da'),
        ("    cite:", "    event: us-xx/none\n    cite:", 'event "us-xx/none" is not in the library'),
        ("basis: stated", "basis: computed\n    confidence: unverified", "no source gives the day of"),
        ("    cite: [{source: example-memo, at: page 1}]\n", "", "cites no source"),
        ("  - on: 2024-11-05\n    kind: general", "  - kind: general", "has no day"),
        ("on: 2024-11-05", "on: 2024-11-31", "is not a day of the calendar"),
        ("kind: general", "kind: lottery", '"kind" cannot be "lottery"'),
        ("    held: the example head, with nobody standing against\n", "", '"held" is missing'),
        ("held: the example head, with nobody standing against", 'held: ""', "the result is left empty"),
    ],
)
def test_a_fault_of_an_election(workspace, old, new, told):
    assert office(workspace, ELECTION) == []
    assert old in ELECTION
    found = office(workspace, ELECTION.replace(old, new, 1))
    assert len(found) == 1, found
    assert told in found[0]
    assert int(found[0].split(":")[1]) > FILES[OFFICE].count("\n")


def test_a_computed_day_is_unverified(workspace):
    found = office(workspace, "elections:\n  - {on: 2028-11-07, kind: general, basis: computed, held: unknown}\n")
    assert len(found) == 1
    assert "a day that is computed was read in no source" in found[0]


def test_the_same_election_stands_once(workspace):
    found = office(workspace, ELECTION + ELECTION.removeprefix("elections:\n"))
    assert len(found) == 1
    assert "the general of 2024-11-05 stands here twice" in found[0]


def test_a_winner_has_a_known_result_and_has_not_left_before(workspace):
    won = ELECTION.replace("    cite:", "    winner: head\n    cite:")
    assert office(workspace, won) == []
    found = office(workspace, won.replace("the example head, with nobody standing against", "unknown"))
    assert len(found) == 1
    assert "whose result is unknown" in found[0]
    left = FILES[OFFICE].replace("    from: 2020-03-02\n", "    from: 2020-03-02\n    until: 2024-06\n")
    found = faults(workspace, OFFICE, left + won)
    assert len(found) == 1
    assert "won on 2024-11-05, and head had left the office by 2024-06" in found[0]


def test_an_election_and_its_event_are_on_one_day(workspace):
    event(workspace, kind="election", on="2024-11-06")
    told = ELECTION.replace("    cite:", "    event: us-xx/a\n    cite:")
    found = office(workspace, told)
    assert len(found) == 1
    assert "on 2024-11-05, and its event us-xx/a on 2024-11-06" in found[0]
    event(workspace, kind="election", on="2024-11")
    loaded = load(workspace)
    assert [str(fault) for fault in (*loaded.faults, *check(loaded)) if not fault.warning] == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{means: recall, cite: [{source: example-memo, at: p}]}", "nothing is said of the recall"),
        ("{means: recall, says: by petition}", "cites no source"),
        ("{means: recall, limit: us-xx/none}", 'limit "us-xx/none" is not in the library'),
        ("{means: removal_by_governor, limit: us-ny/removal}", 'limit "us-ny/removal" is no law of us-xx'),
        ("{means: recall, says: x, events: [us-xx/no], confidence: unverified}", 'event "us-xx/no" is not'),
        ("{means: duel, says: x, confidence: unverified}", '"means" cannot be "duel"'),
        ("{means: recall, exists: perhaps, says: x, confidence: unverified}", '"exists" cannot be "perhaps"'),
        ("{means: recall, by: [nobody], says: x, confidence: unverified}", 'cannot be "nobody"'),
    ],
)
def test_a_fault_of_a_removal(workspace, entry, told):
    found = office(workspace, f"removal:\n  - {entry}\n")
    assert len(found) == 1, found
    assert told in found[0]


def test_a_term_names_its_source(workspace):
    found = office(workspace, "term: {years: 4, by: voters}\n")
    assert len(found) == 1
    assert "cites no source" in found[0]
