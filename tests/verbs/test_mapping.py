"""records map on real files and made-up ones: the draft, its text, and what the intake makes of the file with it."""

import csv
import io
import random
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rich.console import Console

from nolle import verbs
from nolle.cli import mapping as terminal_cli
from nolle.cli import terminal_mapping
from nolle.errors import NolleError, RecordsError, UnknownId
from nolle.library import skeleton
from nolle.library.read import read_text
from nolle.records.mapping import Mapping
from nolle.verbs import mapping as mapping_verbs

AS_OF = date(2024, 6, 1)


@pytest.fixture(scope="module")
def nypd(sample):
    return mapping_verbs.look(sample)


def drafted(looked, **answers):
    made = mapping_verbs.draft(looked, answers)
    return made, made.mapping("draft")


def valid(looked, made):
    """The text of a draft reads back as its mapping."""
    read = read_text(mapping_verbs.document(looked, made, "draft"), "draft.yaml")
    assert not read.faults
    assert Mapping.model_validate(read.data) == made.mapping("draft")


def like(mapping, shipped, *standards):
    """The draft fills these standard columns as the shipped mapping does, and states the same of its rows."""
    for standard in standards:
        assert mapping.columns[standard].column == shipped.columns[standard].column, standard
    assert (mapping.row, mapping.system) == (shipped.row, shipped.system)
    assert mapping.case.others == shipped.case.others
    assert mapping.history.complete == shipped.history.complete


# ---------------------------------------------------------------- the police of New York

NYPD = ("charge_id", "case_id", "code", "description", "level", "place", "arrested_on")


def test_the_nypd_file_is_drafted_as_it_ships(nypd, library):
    shipped = library.mappings["nypd-arrests"]
    made, mapping = drafted(nypd)
    like(mapping, shipped, *NYPD)
    assert set(mapping.columns) == set(NYPD) == set(shipped.columns)
    assert mapping.columns["level"].values == shipped.columns["level"].values
    assert mapping.columns["place"].values == shipped.columns["place"].values
    assert {"PERP_SEX", "PERP_RACE"} <= set(mapping.drop)
    assert [question.id for question in made.open] == ["leaves_out", "terms"], "only a person knows these"
    valid(nypd, made)


def test_every_row_of_the_nypd_file_ends_in_one_place(nypd):
    made, _ = drafted(nypd)
    tried = mapping_verbs.tried(nypd, made, AS_OF)
    assert tried.rows_in == 19_452 == tried.charges + sum(n for _, n in tried.quarantined)
    assert tried.share_matched > 0.9
    assert sum(n for _, n in tried.matched) == tried.charges


def test_the_draft_matches_as_well_as_the_shipped_mapping(nypd, sample):
    made, _ = drafted(nypd)
    shipped = verbs.check_records(sample, verbs.Asked("nypd-arrests", AS_OF)).json()["matching"]
    assert dict(mapping_verbs.tried(nypd, made, AS_OF).matched) == shipped


TODAY = """ARREST_KEY ARREST_DATE PD_CD PD_DESC KY_CD OFNS_DESC LAW_CODE LAW_CAT_CD ARREST_BORO ARREST_PRECINCT
JURISDICTION_CODE AGE_GROUP PERP_SEX PERP_RACE X_COORD_CD Y_COORD_CD Latitude Longitude"""


@pytest.fixture(scope="module")
def nypd_today(tmp_path_factory):
    """The present layout of the same source: other dates, coordinates, and "(null)" texts. All of it made up."""
    r = random.Random(4)
    charges = [
        ("101", "ASSAULT 3", "344", "ASSAULT 3 & RELATED OFFENSES", "PL 1200001", "M"),
        ("563", "PROSTITUTION, PATRONIZING 4, 3", "234", "PROSTITUTION & RELATED OFFENSES", "PL 2300400", "M"),
        ("567", "MARIJUANA, POSSESSION 4 & 5", "235", "DANGEROUS DRUGS", "PL 2210500", "V"),
        ("586", "(null)", "115", "PROSTITUTION & RELATED OFFENSES", "PL 2303400", "F"),
        ("(null)", "(null)", "(null)", "(null)", "VTL0511001", "(null)"),
        ("922", "TRAFFIC,UNCLASSIFIED MISDEMEAN", "348", "VEHICLE AND TRAFFIC LAWS", "VTL0511001", "M"),
        ("849", "NY STATE LAWS,UNCLASSIFIED VIO", "677", "OTHER STATE LAWS", "LOC000000V", "I"),
    ]
    file = tmp_path_factory.mktemp("nypd") / "arrests-to-date.csv"
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(TODAY.split())
        for n in range(600):
            day = f"{r.randint(1, 12):02d}/{r.randint(1, 28):02d}/2024"
            where = [r.choice("MBKQS"), r.randint(1, 123), r.choice("012"), r.choice(["18-24", "25-44", "45-64"])]
            who = [r.choice("MF"), r.choice(["BLACK", "WHITE", "UNKNOWN"])]
            spot = [1_000_000 + n, 200_000 + n, f"40.7{n:04d}", f"-73.9{n:04d}"]
            writer.writerow([280_000_000 + 37 * n, day, *r.choice(charges), *where, *who, *spot])
    return mapping_verbs.look(file)


def test_the_present_layout_of_the_nypd_file(nypd_today, library):
    shipped = library.mappings["nypd-arrests"]
    made, mapping = drafted(nypd_today)
    like(mapping, shipped, *NYPD)
    assert set(mapping.columns) == set(NYPD)
    assert mapping.columns["arrested_on"].format == ("%m/%d/%Y",)
    assert mapping.columns["place"].values == shipped.columns["place"].values
    assert mapping.columns["level"].values.items() <= shipped.columns["level"].values.items()
    assert {"X_COORD_CD", "Y_COORD_CD", "Latitude", "Longitude", "PERP_SEX", "PERP_RACE"} <= set(mapping.drop)
    valid(nypd_today, made)
    tried = mapping_verbs.tried(nypd_today, made, AS_OF)
    assert (tried.rows_in, tried.charges) == (600, 600)


def test_no_coordinate_key_or_race_of_it_is_told(nypd_today):
    made, _ = drafted(nypd_today)
    told = (
        repr(nypd_today.file)
        + mapping_verbs.document(nypd_today, made, "x")
        + repr(mapping_verbs.told(nypd_today, made, None))
    )
    for value in ("1000001", "40.70001", "-73.90001", "280000037", "BLACK", "WHITE"):
        assert value not in told


# ---------------------------------------------------------------- Middlesex, counts


@pytest.fixture(scope="module")
def middlesex(shared):
    return mapping_verbs.look(shared / "data/middlesex-ma-da/charges_decline_list_filed_2014_2018.parquet")


@pytest.mark.shared
def test_middlesex_is_drafted_as_it_ships(middlesex, library):
    shipped = library.mappings["middlesex-ma-da"]
    made, mapping = drafted(middlesex)
    like(mapping, shipped, "case_id", "code", "description", "offense_on", "filed_on", "disposed_on", "stage")
    assert mapping.columns["place"].constant == "us-ma/middlesex"
    assert {question.id for question in made.open} >= {"place", "system", "words:stage"}, "each of them is only likely"
    assert {"defendant_race", "defendant_ethnicity", "defendant_gender"} <= set(mapping.drop)
    valid(middlesex, made)


@pytest.mark.shared
def test_dispositions_of_middlesex_are_read_only_where_the_words_are_sure(middlesex, library):
    shipped = library.mappings["middlesex-ma-da"].columns["stage"].values
    made, mapping = drafted(middlesex)
    said = mapping.columns["stage"].values
    assert said.items() <= shipped.items(), "nothing is read that the shipped mapping does not say"
    assert len(said) >= 0.8 * len(shipped)
    asked = next(question for question in made.questions if question.id == "words:stage")
    left = {one.word: one.perhaps for one in asked.words if not one.means}
    assert {word: left[word] for word in shipped.keys() - said.keys()} == {
        word: shipped[word] for word in shipped.keys() - said.keys()
    }, "what it asks about is proposed as the shipped mapping has it"
    assert left["CWF"] == "", "continued without a finding has no standard word, and none is proposed"


@pytest.mark.shared
def test_every_row_of_middlesex_ends_in_one_place(middlesex):
    made, _ = drafted(middlesex)
    tried = mapping_verbs.tried(middlesex, made, AS_OF)
    assert tried.rows_in == 25_131 == tried.charges + sum(n for _, n in tried.quarantined)
    assert tried.share_matched > 0.9


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("philadelphia-dao/arrests_daily_citywide_20140101_20210410.parquet", "count_table"),
        ("philadelphia-dao/dashboard_ytd_month_end_2020.parquet", "count_table"),
        ("philadelphia-ppd-incidents/incidents_daily_20100101_20200229.parquet", "count_table"),
        ("sf-police-incidents/incidents_daily_by_category_2003_2015.parquet", "count_table"),
        ("fbi-ucr-arrests-by-state/arrests_by_state_2014_2018.parquet", "count_table"),
        ("cook-county-sao/felony_dispositions_by_offense_race_2011_2016.parquet", "count_table"),
        ("cook-county-sao/felony_review_intake_2011_2017.parquet", "person_reviewed"),
    ],
)
def test_tables_of_counts_are_known_and_said_to_be_no_charges(shared, file, kind):
    looked = mapping_verbs.look(shared / "data" / file)
    made, mapping = drafted(looked)
    assert made.row == kind
    assert not [question for question in made.open if question.id == "row"]
    assert any("no charge" in note for note in made.notes)
    assert mapping.counts is not None
    valid(looked, made)
    tried = mapping_verbs.tried(looked, made, AS_OF)
    assert tried.rows_in == looked.file.rows == tried.charges + sum(n for _, n in tried.quarantined)


@pytest.mark.shared
def test_the_columns_of_philadelphia_are_its_categories(shared, library):
    shipped = library.mappings["phila-dao-arrests-daily"]
    _, mapping = drafted(
        mapping_verbs.look(shared / "data/philadelphia-dao/arrests_daily_citywide_20140101_20210410.parquet")
    )
    assert mapping.counts.wide == shipped.counts.wide
    assert mapping.columns["period"].column == shipped.columns["period"].column
    assert mapping.columns["measure"].constant == "arrests"


# ---------------------------------------------------------------- an office's own export

WORDS = {"PL 230.00": "Prostitution", "PL 230.04": "Patronizing a person 3", "PL 140.10": "Criminal trespass 3",
         "PL 155.25": "Petit larceny"}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An export with names of its own. All of it is made up."""
    r = random.Random(5)
    file = tmp_path_factory.mktemp("office") / "export.csv"
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["Docket No", "Cnt", "Def Name", "DOB", "Chg Stat", "Chg Desc", "Offense Dt", "Dispo", "Fel/Misd",
                         "Sex", "Cnty", "Notes"])  # fmt: skip
        for case in range(90):
            for count in range(1, r.choice([2, 2, 3, 4])):
                code = r.choice(list(WORDS))
                dispo = r.choice(["Dismissed", "Pled Guilty", "ACD", "Nolle Prosequi", "Tfr FC", ""])
                day = f"{r.randint(1, 12):02d}/{r.randint(1, 28):02d}/2021"
                writer.writerow([f"CR-{case:05d}", count, "MADE, UP", "1/2/1980", code, WORDS[code], day, dispo,
                                 r.choice("MF"), r.choice("MF"), "New York", "spoke with the person"])  # fmt: skip
    return mapping_verbs.look(file)


def test_an_export_with_names_of_its_own(office):
    made, mapping = drafted(office)
    assert {name: column.column for name, column in mapping.columns.items()} == {
        "case_id": "Docket No", "count_number": "Cnt", "code": "Chg Stat", "description": "Chg Desc", "level": "Fel/Misd",
        "place": "Cnty", "offense_on": "Offense Dt", "stage": "Dispo",
    }  # fmt: skip
    assert mapping.columns["offense_on"].format == ("%m/%d/%Y",)
    assert mapping.columns["stage"].values == {
        "Dismissed": "dismissed", "Pled Guilty": "convicted", "Nolle Prosequi": "dismissed",
    }  # fmt: skip
    assert set(mapping.drop) == {"Def Name", "DOB", "Sex", "Notes"}
    assert {question.id for question in made.open} == {"words:stage", "case", "leaves_out", "terms"}
    assert "MADE" not in mapping_verbs.document(office, made, "x")
    valid(office, made)


def test_what_the_intake_makes_of_it(office):
    made, _ = drafted(office)
    tried = mapping_verbs.tried(office, made, AS_OF)
    assert tried.rows_in == office.file.rows == tried.charges
    assert tried.share_matched == 1
    assert {word for word, _ in tried.unrecognised["stage"]} == {"ACD", "Tfr FC"}
    assert tried.json()["rows_in"] == tried.rows_in


def test_answers_change_the_draft_and_nothing_else(office):
    made, mapping = drafted(office, case="complete", place="us-ny/brooklyn", leaves_out="juvenile cases; sealed cases",
                            **{"words:stage": '{"ACD": "diverted"}', "title": "Made up"})  # fmt: skip
    assert mapping.case.others == "complete"
    assert mapping.columns["place"].constant == "us-ny/brooklyn"
    assert mapping.columns["stage"].values["ACD"] == "diverted"
    assert mapping.leaves_out == ("juvenile cases", "sealed cases")
    assert mapping.title == "Made up"
    assert [question.id for question in made.open] == ["terms"]
    valid(office, made)


def test_drafts_pass_the_check_of_a_workspace(office, nypd, tmp_path):
    skeleton.init(tmp_path / "mine")
    for id, looked in (("office", office), ("nypd", nypd)):
        text = mapping_verbs.document(looked, mapping_verbs.draft(looked, {}), id)
        (tmp_path / "mine/mappings" / f"{id}.yaml").write_text(text, encoding="utf-8")
    assert [str(fault) for fault in verbs.check(tmp_path / "mine")] == []


def test_the_proposals_as_plain_values(office):
    made, _ = drafted(office)
    told = mapping_verbs.told(office, made, None)
    by_name = {one["standard"]: one for one in told["proposals"]}
    assert by_name["code"]["column"] == "Chg Stat"
    assert by_name["code"]["confidence"] >= told["ask_below"]
    assert by_name["stage"]["open"]
    assert {word["word"] for word in by_name["stage"]["unknown_words"]} == {"ACD", "Tfr FC"}
    assert "MADE" not in repr(told)
    assert told["drop"]["Sex"] == "conduct is never taken from sex or gender"


def test_the_same_file_and_answers_give_the_same_text(office):
    one, two = (mapping_verbs.document(office, mapping_verbs.draft(office, {}), "x") for _ in range(2))
    assert one == two


# ---------------------------------------------------------------- any file at all

cells = st.one_of(
    st.sampled_from(["", "(null)", "PL 230.00", "230.00", "M", "F", "Dismissed", "01/02/2021", "13/02/2021", "2021-02-03",
                     "1", "2", "20210203", "1e99", "-1", "us-ny/manhattan", "Guilty; Dismissed", "yes", "x" * 400]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n", exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip
names = st.lists(
    st.one_of(
        st.sampled_from(["Chg Stat", "Docket No", "Offense Dt", "Dispo", "Fel/Misd", "n", "DOB", "County", "ARREST_KEY", "id"]),
        st.text("abcXYZ _-/\"'#:{}[]é", min_size=1, max_size=10).map(str.strip).filter(bool),
    ),
    min_size=1, max_size=6, unique_by=str.strip,
)  # fmt: skip


@settings(
    max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(names, st.data())
def test_whatever_is_in_a_file_there_is_a_draft_or_an_error(tmp_path, header, data):
    """Every file ends in a draft that reads back and adds up, or in an error that explains itself."""
    rows = data.draw(st.lists(st.lists(cells, min_size=len(header), max_size=len(header)), max_size=8))
    file = tmp_path / "any.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    try:
        looked = mapping_verbs.look(file)
    except NolleError:
        return
    made, _ = drafted(looked)
    valid(looked, made)
    assert looked.file.rows + looked.file.unreadable == len(rows)
    try:
        tried = mapping_verbs.tried(looked, made, AS_OF)
    except (RecordsError, UnknownId):
        return
    assert tried.rows_in == tried.charges + sum(n for _, n in tried.quarantined)


def test_the_place_question_says_that_any_id_may_be_typed_and_shows_ones_own_first(tmp_path, monkeypatch):
    skeleton.init(tmp_path / "desk")
    charges = tmp_path / "charges.csv"
    charges.write_text("STATUTE\n" + "Ex. Code § 10.01\nEx. Code § 10.02\n" * 12)
    looked = terminal_cli._own_places(mapping_verbs.look(charges, tmp_path / "desk"))
    assert looked.context.own_places, "the workspace adds a place"
    made, _ = drafted(looked)
    question = next(one for one in made.questions if one.id == "place")
    assert question.choices[0].answer in looked.context.own_places
    console = Console(record=True, width=120, file=io.StringIO())
    monkeypatch.setattr(terminal_mapping, "console", console)
    terminal_mapping.question(made, question)
    assert "any other place id" in console.export_text()
