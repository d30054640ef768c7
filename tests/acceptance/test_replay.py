"""Replay: agrees with two runs of decide row by row, adds up, counts people once, and says what it cannot tell."""

import csv
import json
import random
from collections import Counter
from datetime import date

import duckdb
import pytest
from typer.testing import CliRunner

from nolle import verbs
from nolle.cli.main import app
from nolle.errors import DocumentError, NolleError, RecordsError, UnknownId
from nolle.terms import Decision
from tests.acceptance import worlds
from tests.publish.reading import Page

AS_OF = date(2026, 11, 20)
BRAGG = "us-ny/manhattan/2022-01-03"
NYPD = verbs.Asked("nypd-arrests", AS_OF, as_if=True)
TOP = "top-charge-is-most-serious"


def rows_of(folder):
    """What decide said of every charge."""
    found = duckdb.connect().execute(
        f"select charge_id, decision, candidates from '{folder}/decisions.parquet' order by source_row"
    )
    return {id: (decision, candidates.split("|")) for id, decision, candidates in found.fetchall()}


def decided(policy, records, how, folder, workspace=None):
    verbs.decide(policy, records, how, folder, workspace)
    return rows_of(folder)


def asked(how, **more):
    return verbs.Asked(**{**{name: getattr(how, name) for name in how.__dataclass_fields__}, **more})


def matrix(told):
    return {(cell["current"], cell["draft"]): cell["n"] for cell in told["transitions"]}


# -- real arrests


@pytest.fixture(scope="module")
def model_against_bragg(sample):
    return verbs.replay("model", sample, BRAGG, how=NYPD).json()


def test_65_the_sex_work_rows_of_december_2017(model_against_bragg):
    told = {group["value"]: group for group in model_against_bragg["by"]["conduct"]}
    sex_work = {name: told[name]["n"] for name in ("buying", "selling", "third_party", "loitering_for_prostitution")}
    assert sex_work == {"buying": 102, "selling": 43, "third_party": 9, "loitering_for_prostitution": 3}
    assert sum(sex_work.values()) == 157
    assert told["third_party"]["declined"] == {"surely": 6, "at_most": 9}
    assert told["selling"]["declined"] == {"surely": 43, "at_most": 43}
    assert told["selling"]["gained"] == {"surely": 0, "at_most": 43}  # now: unknown, whether a felony stood beside it
    assert told["buying"]["gained"] == {"surely": 102, "at_most": 102}  # now: a supervisor's approval
    assert told["trafficking"] | {"n": 3, "spoken_of": 0} == told["trafficking"]


def test_under_the_assumption_selling_is_declined_by_both(sample):
    told = verbs.replay("model", sample, BRAGG, how=asked(NYPD, assume=(TOP,))).json()
    selling = next(group for group in told["by"]["conduct"] if group["value"] == "selling")
    assert selling["declined"] == {"surely": 43, "at_most": 43}
    assert selling["gained"] == {"surely": 0, "at_most": 0}


def test_the_matrix_is_that_of_two_runs_of_decide(sample, tmp_path, model_against_bragg):
    how = asked(NYPD, all_rows=True)
    draft = decided("model", sample, how, tmp_path / "draft")
    now = decided(BRAGG, sample, how, tmp_path / "now")
    assert draft.keys() == now.keys()
    pairs = Counter((now[id][0], draft[id][0]) for id in draft)
    assert matrix(model_against_bragg) == dict(pairs)


def test_everything_adds_up(model_against_bragg, sample):
    told = model_against_bragg
    n = told["rows"]["charges"]
    raw = duckdb.connect().execute(f"select PERP_RACE, count(*) from '{sample}' group by 1").fetchall()
    assert n + told["rows"]["quarantined"] + told["rows"]["left_out_by_where"] == told["rows"]["in"] == 19_452
    assert sum(cell["n"] for cell in told["transitions"]) == n
    for groups in told["by"].values():
        assert sum(group["n"] for group in groups) == n
        for what in ("declined", "gained", "lost"):
            for end in ("surely", "at_most"):
                assert sum(group[what][end] for group in groups) == told["totals"][what][end]
        assert sum(group["sex_work"] for group in groups) == 157
    assert {group["value"]: group["n"] for group in told["by"]["race"]} == dict(raw)
    assert sum(item["n"] for item in told["undetermined"]) == told["facts"]["undetermined"]


def test_a_county_of_the_file_adds_up_too(sample):
    told = verbs.replay("model", sample, BRAGG, how=asked(NYPD, where={"place": "us-ny/manhattan"})).json()
    rows = told["rows"]
    assert rows["charges"] + rows["left_out_by_where"] == rows["in"]
    for groups in told["by"].values():
        assert sum(group["n"] for group in groups) == rows["charges"]


def test_without_a_policy_to_set_beside_it(sample):
    told = verbs.replay("model", sample, how=NYPD).json()
    assert {cell["current"] for cell in told["transitions"]} == {"no_policy"}
    assert told["totals"]["gained"] == told["totals"]["declined"]
    assert "Now: no policy." in "\n".join(told["notes"])


def test_the_same_policy_changes_nothing_and_says_so(sample):
    told = verbs.replay(BRAGG, sample, BRAGG, how=NYPD).json()
    assert told["answer"].startswith("No change: 19,452 charges")
    assert all(
        range_ == {"surely": 0, "at_most": 0} for what, range_ in told["totals"].items() if "declined" not in what
    )
    assert told["facts"]["undetermined"] > 0  # what cannot be told cannot be told, and is the same before and after


def test_what_an_office_had_on_the_day_not_what_it_has_today(sample):
    how = asked(NYPD, assume=("filed-when-arrested",))
    told = verbs.replay(BRAGG, sample, how=how).json()
    current = {cell["current"] for cell in told["transitions"]}
    assert current == {"divert", "silent", "undetermined"}  # the practice of 2016, and nothing of what came later
    assert told["current"]["found"] == "own_office"
    assert "us-ny/manhattan/2016" in told["current"]["documents"]
    assert BRAGG not in told["current"]["documents"]


@pytest.mark.shared
def test_middlesex(shared, tmp_path):
    file = shared / "data/middlesex-ma-da/charges_decline_list_filed_2014_2018.parquet"
    told = verbs.replay("model", file, how=verbs.Asked("middlesex-ma-da", AS_OF), out=tmp_path / "out").json()
    raw = duckdb.connect().execute(f"select count(*), count(distinct case_id) from '{file}'").fetchall()
    courts = duckdb.connect().execute(f"select court_location, count(*) from '{file}' group by 1").fetchall()
    assert (told["rows"]["in"], told["cases"]["n"]) == raw[0]
    assert {group["value"]: group["n"] for group in told["by"]["court"]} == dict(courts)
    assert len(told["by"]["month"]) == 60
    assert told["people"] is None
    done = run("replay", "model", file, "-m", "middlesex-ma-da", "--as-of", "2026-11-20")
    assert [year in done.output for year in ("2014 ", "2018 ", "2014-01")] == [True, True, False]
    assert "no id of a person" in "\n".join(told["notes"])


@pytest.mark.shared
def test_a_table_of_counts_has_no_charges_to_replay(shared):
    file = shared / "data/philadelphia-dao/charges_daily_citywide_20140101_20210410.parquet"
    with pytest.raises(RecordsError, match="table of counts"):
        verbs.replay("model", file, how=verbs.Asked("phila-dao-charges-daily", AS_OF))


# -- an invented county, where every number can be counted by hand

CITED = "cite: [{source: made-up, at: all}]"
NOW = f"""\
rules:
  - id: selling
    covers: {{conduct: selling}}
    then: decline
    unless:
      - {{id: beside-a-felony, when: {{case: {{any: {{level: felony}}}}}}, then: not_covered}}
    {CITED}
"""
DRAFT = f"""\
id: us-zz/here/draft
title: A draft
office: us-zz/here-da
kind: written_memo
text_read: full
events:
  - {{type: announced, on: 2030-01-01}}
rules:
  - id: selling
    covers: {{conduct: selling}}
    then: decline
    unless:
      - {{id: convicted, when: {{stage: convicted}}, then: not_covered}}
    {CITED}
  - id: buying
    covers: {{conduct: buying}}
    then: supervisory_approval
    unless:
      - {{id: alone, when: {{case: {{none: {{}}}}}}, then: decline}}
    {CITED}
  - id: street
    covers: {{offense: us-zz-4}}
    then: decline
    unless:
      - {{id: convicted, when: {{stage: convicted}}, then: not_covered}}
    {CITED}
{CITED}
"""
HEAD = "charge_id,case_id,person_id,code,level,place,offense_on,filed_on,stage,race,unit"
MAPPING = """\
columns:
  charge_id: charge_id
  case_id: case_id
  person_id: person_id
  code: code
  level: level
  place: place
  offense_on: offense_on
  filed_on: filed_on
  stage: {column: stage, values: {Convicted: convicted, Dismissed: dismissed, Open: pending}}
by: {race: race, unit: {column: unit, values: {A: unit A}}}
case: {others: complete}
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    folder = worlds.workspace(tmp_path_factory.mktemp("replay") / "mine", NOW, MAPPING)
    (folder / "policies/us-zz/here/draft.yaml").write_text(DRAFT)
    return folder


def written(folder, lines, name="charges.csv"):
    file = folder / name
    file.write_text("\n".join([HEAD, *lines]) + "\n")
    return file


HOW = verbs.Asked("own", date(2024, 1, 1))
BY_HAND = (
    "1,A,p1,ZZ Code § 1,,us-zz/here,2022-01-05,2022-01-05,Open,x,A",  # declined now and then
    "2,B,p1,ZZ Code § 4,,us-zz/here,2022-02-05,2022-02-05,Open,x,A",  # newly declined; nothing left of B and of p1
    "3,C,p2,ZZ Code § 1,,us-zz/here,2022-02-06,2022-02-06,Open,y,B",  # beside a felony: newly declined,
    "4,C,p2,ZZ Code § 3,felony,us-zz/here,2022-02-06,2022-02-06,Open,y,B",  # and the felony is left
    "5,D,p3,ZZ Code § 1,,us-zz/here,2022-02-07,2022-02-07,Convicted,y,B",  # declined now, and no longer
    "6,E,,ZZ Code § 4,,us-zz/here,2022-02-08,2022-02-08,,,A",  # stage not known: perhaps newly declined; no person
    "7,F,p4,ZZ Code § 2,,us-zz/here,,2022-03,Open,x,B",  # alone: newly declined
    "7,F,p4,ZZ Code § 2,,us-zz/here,,2022-03,Open,x,B",  # an id that came before
)


@pytest.fixture(scope="module")
def by_hand(county, tmp_path_factory):
    file = written(tmp_path_factory.mktemp("by-hand"), BY_HAND)
    return verbs.replay("us-zz/here/draft", file, how=HOW, workspace=county).json()


def test_the_matrix_by_hand(by_hand):
    assert by_hand["rows"] == {"in": 8, "charges": 7, "quarantined": 1, "left_out_by_where": 0}
    assert matrix(by_hand) == {
        ("decline", "decline"): 1,
        ("decline", "not_covered"): 1,
        ("not_covered", "decline"): 1,
        ("silent", "decline"): 2,
        ("silent", "silent"): 1,
        ("silent", "undetermined"): 1,
    }
    assert by_hand["totals"]["gained"] == {"surely": 3, "at_most": 4}
    assert by_hand["totals"]["lost"] == {"surely": 1, "at_most": 1}


def test_cases_and_people_count_once(by_hand):
    cases, people = by_hand["cases"], by_hand["people"]
    assert (cases["n"], cases["charges_without_id"], people["n"], people["charges_without_id"]) == (6, 0, 4, 1)
    assert cases["none_left"] == {"surely": 3, "at_most": 4}  # A, B, F; perhaps E
    assert cases["newly_none_left"] == {"surely": 2, "at_most": 3}
    assert people["gained"] == {"surely": 3, "at_most": 3}  # p1, p2, p4; whose charge 6 is nobody knows
    assert people["newly_none_left"] == {"surely": 2, "at_most": 2}  # p1, p4; p2 keeps the felony
    assert "1 charge without an id of a person" in "\n".join(by_hand["notes"])
    assert by_hand["answer"].endswith("2 people would have had no charge left in these records.")


def test_months_and_groups_by_hand(by_hand):
    months = {group["value"]: group["n"] for group in by_hand["by"]["month"]}
    assert (by_hand["months_of"], months) == ("filed_on", {"2022-01": 1, "2022-02": 5, "2022-03": 1})
    race = {group["value"]: (group["n"], group["gained"]) for group in by_hand["by"]["race"]}
    assert race == {
        "": (1, {"surely": 0, "at_most": 1}),
        "x": (3, {"surely": 2, "at_most": 2}),
        "y": (3, {"surely": 1, "at_most": 1}),
    }
    sex_work = {group["value"]: (group["sex_work"], group["sex_work_gained"]) for group in by_hand["by"]["race"]}
    assert sex_work == {
        "": (0, {"surely": 0, "at_most": 0}),
        "x": (2, {"surely": 1, "at_most": 1}),  # 1, 7
        "y": (2, {"surely": 1, "at_most": 1}),  # 3, 5
    }
    assert {group["value"] for group in by_hand["by"]["unit"]} == {"unit A", "B"}
    assert by_hand["absent"] == {"court": "not_named", "sex": "not_named"}


def test_which_exceptions_send_back_and_what_one_change_adds(by_hand):
    clauses = {clause["path"]: clause for clause in by_hand["clauses"]}
    assert clauses["selling/convicted"]["decides"] == {"surely": 1, "at_most": 1}
    assert clauses["street/convicted"]["decides"] == {"surely": 0, "at_most": 1}
    assert [path for path, one in clauses.items() if one["sends_back"]] == ["selling/convicted", "street/convicted"]
    changes = {one["path"]: one["declined"] for one in by_hand["changes"]}
    assert by_hand["totals"]["declined"] == {"surely": 4, "at_most": 5}
    assert changes["selling/convicted"] == {"surely": 5, "at_most": 6}
    assert changes["street/convicted"] == {"surely": 5, "at_most": 5}


def test_the_fact_worth_recording_settles_as_many_as_recording_it_does(by_hand, county, tmp_path):
    [step] = by_hand["facts"]["best_order"]
    assert (step["needs"], step["settles"]) == (["stage"], {"surely": 1, "at_most": 1})
    recorded = written(tmp_path, [line.replace("2022-02-08,,,A", "2022-02-08,Open,,A") for line in BY_HAND])
    after = verbs.replay("us-zz/here/draft", recorded, how=HOW, workspace=county).json()
    assert after["facts"]["undetermined"] == 0


def made_up(seed, n=400):
    draw = random.Random(seed)
    for row in range(n):
        case = draw.randrange(n // 2)
        code = draw.choice(["ZZ Code § 1", "ZZ Code § 2", "ZZ Code § 3", "ZZ Code § 4", "no such code"])
        level = draw.choice(["", "", "misdemeanor", "felony"])
        stage = draw.choice(["", "Convicted", "Open"])
        filed = draw.choice(
            ["", "2019-12-31", "2021-05", "2022-06-07", f"20{draw.randrange(18, 24)}-0{draw.randrange(1, 9)}-11"]
        )
        place = draw.choice(["us-zz/here", "us-zz/here", "us-zz/there", ""])
        person = draw.choice(["", f"p{case % 50}"])
        yield f"{row},c{case},{person},{code},{level},{place},,{filed},{stage},{draw.choice('xyz')},{draw.choice('AB')}"


@pytest.mark.parametrize("seed", range(3))
def test_invented_records_agree_with_two_runs_of_decide(county, tmp_path, seed):
    """Also where the draft is silent and the current policy is not: its rows must be looked at all the same."""
    lines = list(made_up(seed))
    file = written(tmp_path, lines)
    told = verbs.replay("us-zz/here/draft", file, "us-zz/here-da", how=HOW, workspace=county).json()
    every = asked(HOW, all_rows=True)
    draft = decided("us-zz/here/draft", file, asked(every, as_if=True), tmp_path / "draft", county)
    only = worlds.workspace(tmp_path / "only", NOW, MAPPING)  # the office's documents without the draft
    now = decided("us-zz/here-da", file, every, tmp_path / "now", only)
    assert matrix(told) == dict(Counter((now[id][0], draft[id][0]) for id in draft))
    sure = {id for id, (decision, _) in draft.items() if decision == Decision.DECLINE}
    may = {id for id, (_, candidates) in draft.items() if Decision.DECLINE in candidates}
    assert told["totals"]["declined"] == {"surely": len(sure), "at_most": len(may)}
    raw = list(csv.DictReader(file.read_text().splitlines()))
    for unit, id in (("cases", "case_id"), ("people", "person_id")):
        of = {value: {row["charge_id"] for row in raw if row[id] == value} for value in {row[id] for row in raw} - {""}}
        left = [sum(charges <= those for charges in of.values()) for those in (sure, may)]
        assert told[unit]["none_left"] == dict(zip(("surely", "at_most"), left, strict=True))
        assert told[unit]["n"] == len(of)
    for race in told["by"]["race"]:
        mine = {row["charge_id"] for row in raw if row["race"] == race["value"]}
        assert (race["n"], race["declined"]["surely"]) == (len(mine), len(mine & sure))


# -- the folder and the terminal


def test_the_folder_is_whole_and_says_how_each_number_was_made(county, tmp_path):
    out = tmp_path / "out"
    file = written(tmp_path, BY_HAND)
    for _ in range(2):
        verbs.replay("us-zz/here/draft", file, how=HOW, out=out, workspace=county)
    names = {path.name for path in out.iterdir()}
    assert {"transitions.csv", "units.csv", "by_race.csv", "by_month.csv", "by_rule.csv", "facts.csv"} <= names
    readme = (out / "README.txt").read_text()
    assert all(name in readme for name in names - {"README.txt"})
    page = Page((out / "replay.html").read_text())
    assert page.wrong == []
    assert not [tag for name in ("script", "link", "img", "iframe") for tag in page.all(name)]
    beside = {tag["attrs"]["href"] for tag in page.all("a")} - {"#content"}
    assert beside == names - {"replay.html"}
    rows = list(csv.DictReader((out / "transitions.csv").read_text().splitlines()))
    assert sum(int(row["charges"]) for row in rows) == 7
    assert json.loads((out / "replay.json").read_text())["rows"]["in"] == 8
    (tmp_path / "other").mkdir()
    (tmp_path / "other/letter.txt").write_text("mine")
    with pytest.raises(NolleError, match="not a folder that nolle wrote"):
        verbs.replay("us-zz/here/draft", file, how=HOW, out=tmp_path / "other", workspace=county)


def test_two_runs_give_the_same_bytes(county, tmp_path):
    file = written(tmp_path, made_up(7))
    for name in ("one", "two"):
        verbs.replay("us-zz/here/draft", file, how=HOW, out=tmp_path / name, workspace=county)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def run(*words):
    return CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "100"})


def test_the_terminal_answers_first_and_shows_what_adds_up(county, tmp_path):
    file = written(tmp_path, BY_HAND)
    done = run("replay", "us-zz/here/draft", file, "-m", "own", "--as-of", "2024-01-01", "-w", county)
    assert done.exit_code == 0, done.output
    first = next(line for line in done.output.splitlines() if line.strip())
    assert first.startswith("“A draft” would have declined 4 to 5 of 7 charges")
    assert "8 in = 7 charges asked about + 1 set aside" in done.output
    assert "court, sex: no column is named" in done.output
    as_json = run("replay", "us-zz/here/draft", file, "-m", "own", "--as-of", "2024-01-01", "-w", county, "--json")
    assert json.loads(as_json.output)["rows"]["charges"] == 7


# -- what cannot be done


def test_no_records_no_dates_no_persons(county, tmp_path):
    told = verbs.replay("us-zz/here/draft", written(tmp_path, [], "empty.csv"), how=HOW, workspace=county).json()
    assert told["answer"].startswith("No charge of these records")
    assert run("replay", "us-zz/here/draft", tmp_path / "empty.csv", "-m", "own", "-w", county).exit_code == 0
    bare = tmp_path / "bare.csv"
    bare.write_text("code\nZZ Code § 1\nZZ Code § 2\n")
    told = verbs.replay("us-zz/here/draft", bare, how=HOW, workspace=county).json()
    assert told["absent"]["month"] == "no_date"
    assert told["absent"]["race"] == "not_in_file"
    assert (told["cases"], told["people"]) == (None, None)
    assert "neither people nor cases" in told["answer"]
    assert run("replay", "us-zz/here/draft", bare, "-m", "own", "-w", county).exit_code == 0


@pytest.mark.parametrize(
    ("draft", "against", "by", "says"),
    [
        ("us-zz/here/drift", "", {}, 'Did you mean "us-zz/here/draft"'),
        ("us-zz/here/draft", "us-zz/nowhere", {}, "is not known"),
        ("us-zz/here-da", "", {}, "is an office"),
        ("drafts/mine.yaml", "", {}, "named by its id"),
        ("us-zz/here/draft", "", {"race": "no such column"}, "has no column"),
    ],
)
def test_ids_nobody_knows(county, tmp_path, draft, against, by, says):
    with pytest.raises(UnknownId, match=says):
        verbs.replay(draft, written(tmp_path, BY_HAND), against, by, HOW, workspace=county)


@pytest.mark.parametrize("word", ["conduct", "rule", "../race", "Race", ""])
def test_a_word_that_is_no_heading(county, tmp_path, word):
    with pytest.raises(NolleError, match="cannot be counted by"):
        verbs.replay("us-zz/here/draft", written(tmp_path, BY_HAND), "", {word: "race"}, HOW, workspace=county)


def test_a_name_is_nothing_to_count_by(county, tmp_path):
    file = tmp_path / "names.csv"
    file.write_text("code,defendant_name\nZZ Code § 1,Somebody Madeup\n")
    with pytest.raises(RecordsError, match="defendant_name"):
        verbs.replay("us-zz/here/draft", file, "", {"who": "defendant_name"}, HOW, workspace=county)


def test_a_column_of_ids_is_no_group(county, tmp_path):
    with pytest.raises(NolleError, match="400 different values"):
        verbs.replay(
            "us-zz/here/draft", written(tmp_path, made_up(1)), "", {"race": "charge_id"}, HOW, workspace=county
        )


def test_a_draft_that_fails_its_check_is_not_replayed(county, tmp_path):
    folder = worlds.workspace(tmp_path / "mine", NOW, MAPPING)
    draft = folder / "policies/us-zz/here/draft.yaml"
    draft.write_text(DRAFT.replace("us-zz-4", "us-zz-44"))
    with pytest.raises(DocumentError, match="us-zz-44"):
        verbs.replay("us-zz/here/draft", written(tmp_path, BY_HAND), how=HOW, workspace=folder)
    example = "examples:\n  - {name: wrong, given: {offense: us-zz-1, stage: convicted}, expect: {decision: decline}}\n"
    other = worlds.workspace(tmp_path / "other", NOW, MAPPING)
    (other / "policies/us-zz/here/draft.yaml").write_text(DRAFT + example)
    with pytest.raises(NolleError, match='examples do not hold: "wrong"'):
        verbs.replay("us-zz/here/draft", written(tmp_path, BY_HAND), how=HOW, workspace=other)


def test_prepared_records_keep_no_race_and_it_is_said(county, tmp_path):
    file, folder = written(tmp_path, BY_HAND), tmp_path / "prepared"
    verbs.prepare(file, folder, HOW, workspace=county)
    told = verbs.replay("us-zz/here/draft", folder, how=HOW, workspace=county).json()
    plain = verbs.replay("us-zz/here/draft", file, how=HOW, workspace=county).json()
    assert told["absent"]["race"] == "prepared"
    assert told["by"]["month"] == plain["by"]["month"]
    for same in ("transitions", "totals", "people", "cases", "facts"):
        assert told[same] == plain[same]
