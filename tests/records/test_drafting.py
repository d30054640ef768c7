"""Profiles → proposals, questions, answers, and the text of a mapping. All columns here are made up."""

import re
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.library.read import read_text
from nolle.library.vocabulary import vocabulary
from nolle.records import mapping_text
from nolle.records.answers import settle
from nolle.records.column_words import Meaning, Vocabulary, meaning
from nolle.records.draft import NONE, AskedWord, BadAnswer, Choice, Chosen, Draft, Kind, Question
from nolle.records.drafting import proposals, row_kinds
from nolle.records.evidence import Context, percent
from nolle.records.interview import draft
from nolle.records.mapping import CaseRule, Column, HistoryRule, Mapping
from nolle.records.profile import Column as Profile
from nolle.records.profile import Counted, Days, File, Hidden, Numbering, Order, Reading, Sort
from nolle.terms import Level, Stage

WORDS = vocabulary(Vocabulary, "columns.yaml")
STAGES = tuple(stage.value for stage in Stage)
CONTEXT = Context(
    words=WORDS,
    meanings={name: f"what {name} holds" for name in WORDS.columns},
    systems={"us-zz-codes": ("Police of ZZ, LAW_CODE", "us-zz"), "us-yy-codes": ("A table of YY", "us-yy")},
    laws={"ZZ-PL": ("ZZ Penal Law", "us-zz"), "YY-PL": ("YY Penal Law", "us-yy")},
    places={"us-zz/here": "Here County", "us-zz/there": "There County", "us-yy/far": "Far County"},
    place_names={"here county": "us-zz/here", "here": "us-zz/here", "there": "us-zz/there", "far": "us-yy/far"},
    values={"stage": STAGES, "level": tuple(Level), "instrument": ("arrest", "citation")},
    rows=tuple(WORDS.rows),
)
ROWS = 200


def column(name, values=(), **more):
    """A column of 200 rows with these values, as often each."""
    counted = tuple(Counted(value, ROWS // len(values)) for value in values)
    return Profile(
        name, "VARCHAR", more.pop("filled", ROWS), more.pop("distinct", len(values)), more.pop("length", 8.0),
        more.pop("words", 1.0), values=counted, whole=bool(values), **more,
    )  # fmt: skip


def ids(name, distinct=ROWS, **more):
    return column(name, distinct=distinct, hidden=Hidden.ID, shapes=(Counted("AA-9999", ROWS),), **more)


def cites(name, share=1.0, of="us-zz", sort=Sort.CITATION, **more):
    return column(name, ("ZZ 1.1", "ZZ 2.2"), readings=(Reading(sort, of, share, share),), **more)


def days(name, **forms):
    """A column of dates; `mdy=200, dmy=150` says how many cells each form reads."""
    known = {"iso": "", "mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y", "short": "%Y%m%d"}
    read = tuple(Days(known[form], n, "2021-01-02", "2021-11-30") for form, n in forms.items())
    return column(name, distinct=90, days=read)


def worded(name, values, sort=None, **more):
    readings = (Reading(sort, "", 1.0, 1.0),) if sort else ()
    return column(name, tuple(values), readings=readings, **more)


def file(*columns, name="folder/file.csv", **more):
    return File(name, ROWS, 0, tuple(columns), different_rows=more.pop("different_rows", ROWS), **more)


def counts_of(found):
    counts = draft(found, CONTEXT, {}).counts
    assert counts is not None
    return counts


def asked(made, id):
    return next((question for question in made.questions if question.id == id), None)


def proposed(found, **answers):
    """What fills each standard column when these questions are answered and all others take their default."""
    made = draft(found, CONTEXT, answers)
    return {one.standard: one.source.column or one.source.constant for one in made.chosen}


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("ARREST_KEY", "charge_id"), ("chargeId", "charge_id"), ("Docket No", "case_id"), ("Cause Nbr", "case_id"),
        ("DefendantID", "person_id"), ("Cnt", "count_number"), ("LAW_CODE", "code"), ("Chg Stat", "code"),
        ("charge_crime_code", "code"), ("PD_DESC", "description"), ("Fel/Misd", "level"), ("LAW_CAT_CD", "level"),
        ("ARREST_BORO", "place"), ("Cnty", "place"), ("Offense Dt", "offense_on"), ("date_of_filing", "filed_on"),
        ("Arr Dt", "arrested_on"), ("DISPO_DATE", "disposed_on"), ("Dispo", "stage"), ("Chg Disp Desc", "stage"),
    ],
)  # fmt: skip
def test_how_offices_name_their_columns(name, standard):
    assert WORDS.says(name, WORDS.columns[standard]).value == "named"


@pytest.mark.parametrize(
    ("name", "standard"),
    [
        ("disposition_date", "stage"), ("disposition_description", "description"), ("case_status", "case_id"),
        ("PERP_SEX_LEVEL", "level"), ("sentence_date", "stage"), ("home_county_address", "place"),
        ("birth date arrest", "arrested_on"), ("defendant_charge_id", "charge_id"),
    ],
)  # fmt: skip
def test_a_name_that_says_something_else_is_no_name(name, standard):
    assert WORDS.says(name, WORDS.columns[standard]).value == "never"


@pytest.mark.parametrize(
    "name", ["PERP_SEX", "gender", "DefendantRace", "victim sex", "Race/Ethnicity", "def_eye_color"]
)
def test_columns_about_who_a_person_is_are_left_unread(name):
    assert WORDS.dropped(name)


@pytest.mark.parametrize(
    "name", ["Prostitution/Sex Work", "Sexual Assault", "sex_offenses_except_rape", "offense", "Rape"]
)
def test_columns_about_offenses_are_not(name):
    assert WORDS.dropped(name) == ""


# ---------------------------------------------------------------- the vocabulary


def test_every_word_means_one_thing():
    for entries in (WORDS.levels, WORDS.stages, WORDS.instruments):
        known: dict[tuple[str, str], object] = {}
        for entry in entries:
            for text in (*(("is", one) for one in entry.is_), *(("says", one) for one in entry.says)):
                assert known.setdefault(text, entry) is entry, text


def test_every_meaning_is_a_standard_word():
    assert {entry.means for entry in WORDS.levels} <= {"", *Level}
    assert {entry.means for entry in WORDS.stages} <= {"", *STAGES}
    for entry in (*WORDS.levels, *WORDS.stages, *WORDS.instruments):
        assert entry.means or entry.why, entry
        assert entry.sure or entry.why, entry


@pytest.mark.parametrize(
    ("cell", "means", "sure"),
    [
        ("NOT GUILTY JURY TRIAL", "acquitted", True), ("Guilty Plea", "convicted", True),
        ("DISMISSED W/O  PREJUDICE", "dismissed", True), ("Nolle Prosequi", "dismissed", True), ("NP", "dismissed", True),
        ("GUILTY FILED", "convicted", True), ("CONTINUED W/O FINDING", "", True), ("DECLINED JURISDICTION", "", True),
        ("Motion to Dismiss - DENIED", "", True), ("PLED NOT GUILTY", "", True), ("Diversion terminated", "", True),
        ("Adjourned in contemplation of dismissal", "diverted", False), ("PRE-TRIAL PROBATION", "diverted", False),
        ("guilty, other counts dismissed", "", False), ("Guilty plea withdrawn", "", True), ("Open", "pending", False),
        ("Warrant recalled", "", True), ("BENCH WARRANT", "warrant", True), ("Transferred", "", True),
    ],
)  # fmt: skip
def test_what_words_of_dispositions_mean(cell, means, sure):
    found = meaning(cell, WORDS.stages)
    assert found is not None
    assert (found.means, found.sure) == (means, sure)


@pytest.mark.parametrize("cell", ["Xyz", "", "  ", "guiltyish", "undismissed", "¿?"])
def test_a_word_that_nobody_knows_means_nothing(cell):
    assert meaning(cell, WORDS.stages) is None


def test_a_bucket_of_two_levels_is_neither():
    assert meaning("Felony or misdemeanor", WORDS.levels) == Meaning("", True, "it may be either")
    assert meaning("M", WORDS.levels) == Meaning("misdemeanor")
    assert meaning("Class A Felony", WORDS.levels) == Meaning("felony")


# ---------------------------------------------------------------- proposals


def test_an_office_export_with_odd_names():
    found = file(
        ids("Docket No", 120), column("Cnt", ("1", "2"), number=True, low=1, high=2), cites("Chg Stat"),
        column("Chg Desc", ("Some offense here", "Some other offense"), words=3.0, length=18.0),
        days("Offense Dt", mdy=200, dmy=120), worded("Dispo", ["Dismissed", "Pled guilty"], Sort.STAGE),
        worded("Fel/Misd", ["F", "M"], Sort.LEVEL),
        numberings=(Numbering("Docket No", "Cnt", 120, 1.0),),
    )  # fmt: skip
    assert proposed(found) == {
        "case_id": "Docket No", "count_number": "Cnt", "code": "Chg Stat", "description": "Chg Desc",
        "offense_on": "Offense Dt", "stage": "Dispo", "level": "Fel/Misd",
    }  # fmt: skip
    made = draft(found, CONTEXT, {})
    assert made.row == "charge"
    assert made.mapping("x").columns["offense_on"].format == ("%m/%d/%Y",)
    assert made.mapping("x").columns["level"].values == {"F": "felony", "M": "misdemeanor"}


def test_a_short_name_of_two_meanings_is_settled_by_the_cells():
    assert proposed(file(cites("Chg Stat")))["code"] == "Chg Stat"
    status = file(worded("Chg Stat", ["Dismissed", "Guilty"], Sort.STAGE))
    assert proposed(status) == {"stage": "Chg Stat"}


def test_letters_that_look_like_levels_are_not_taken_for_levels_by_themselves():
    made = draft(file(worded("Xq", ["M", "F"], Sort.LEVEL)), CONTEXT, {})
    level = asked(made, "level")
    assert not level.sure, "M and F are words for sex too"
    named = file(replace(worded("PERP_SEX", ["M", "F"], Sort.LEVEL), hidden=Hidden.PERSON))
    assert "level" not in proposed(named)
    assert "PERP_SEX" in draft(named, CONTEXT, {}).drop


def test_a_column_fills_one_standard_column_only():
    found = proposals(file(cites("Charge"), column("Charge Desc", ("one thing", "two thing"), words=2.0)), CONTEXT)
    best = [one.best.column for one in found.values() if one.best]
    assert len(best) == len(set(best))


def test_of_two_descriptions_the_one_that_tells_more_apart():
    wide = column("OFNS_DESC", ("some thing", "other thing"), words=2.0, length=12.0)
    fine = column("PD_DESC", tuple(f"some thing {n}" for n in range(20)), words=3.0, length=14.0)
    assert proposed(file(wide, fine))["description"] == "PD_DESC"
    assert proposed(file(fine, wide))["description"] == "PD_DESC"


def test_a_proposal_under_the_stated_confidence_is_a_question():
    for found in (file(cites("Offense", 0.5)), file(cites("Xq", 0.9)), file(days("Booking Date", iso=200))):
        made = draft(found, CONTEXT, {})
        for one in made.chosen:
            question = next(q for q in made.questions if q.at == f"columns.{one.standard}")
            assert (one.confidence >= WORDS.limits.ask_below) == question.sure
            assert (question in made.open) != question.sure


def test_what_contradicts_a_column_is_stronger_than_its_name():
    assert "charge_id" not in proposed(file(ids("Charge ID", 100))), "not different in each row"
    assert "filed_on" not in proposed(file(column("Date Filed", ("soon", "later")))), "no dates"
    assert "level" not in proposed(file(worded("Charge Level", ["north", "south"]))), "no levels"


def test_dates_out_of_order_are_a_question():
    pair = (days("Offense Date", iso=200), days("Date Filed", iso=200))
    good = file(
        *pair, orders=(Order("Offense Date", "Date Filed", 200, 1.0), Order("Date Filed", "Offense Date", 200, 0))
    )
    bad = file(
        *pair, orders=(Order("Offense Date", "Date Filed", 200, 0.2), Order("Date Filed", "Offense Date", 200, 0.8))
    )
    assert asked(draft(good, CONTEXT, {}), "date:Date Filed").sure
    told = asked(draft(bad, CONTEXT, {}), "date:Date Filed")
    assert not told.sure
    assert any("160 rows" in one for one in told.seen)


# ---------------------------------------------------------------- rows


def test_an_arrest_with_its_top_charge():
    found = file(ids("ARREST_KEY"), cites("LAW_CODE"), days("ARREST_DATE", iso=200))
    made = draft(found, CONTEXT, {})
    assert made.row == "arrest_top_charge"
    assert asked(made, "row").sure
    assert {"charge_id": "ARREST_KEY", "case_id": "ARREST_KEY"}.items() <= proposed(found).items()
    assert made.case.others == "unknown"
    assert asked(made, "case") is None, "an arrest's other charges are never in the file"


@pytest.mark.parametrize("name", ["Case Number", "Incident Number"])
def test_one_row_a_case_or_an_incident_is_asked(name):
    best, *_ = row_kinds(found := file(ids(name), cites("Statute")), proposals(found, CONTEXT), CONTEXT)
    assert best.column == name.split()[0].lower()
    assert best.confidence < WORDS.limits.ask_below


def test_nothing_that_tells_is_asked_too():
    made = draft(file(cites("Statute")), CONTEXT, {})
    assert (made.row, asked(made, "row").sure) == ("charge", False)


def number(name):
    return column(name, ("1", "2", "3"), number=True, low=0, high=30)


def test_tables_of_counts():
    long = file(worded("Category", ["theft", "fraud"]), column("Year", ("2020", "2021")), number("Count"),
                keys=(("Category", "Year"),))  # fmt: skip
    wide = file(
        days("Day", iso=200), *map(number, ["Theft", "Fraud", "Arson", "Rape", "DUI", "Murder"]), keys=(("Day",),)
    )
    for found in (long, wide):
        made = draft(found, CONTEXT, {})
        assert made.row == "count_table"
        assert asked(made, "row").sure
        assert made.mapping("x").counts is not None
    assert counts_of(wide).wide == ("Theft", "Fraud", "Arson", "Rape", "DUI", "Murder")
    assert proposed(long)["n"] == "Count"


def test_numbers_beside_ids_or_citations_are_no_table_of_counts():
    numbers = list(map(number, ["A", "B", "C", "D", "E", "F"]))
    assert draft(file(ids("Case ID", 90), *numbers, keys=(("Case ID",),)), CONTEXT, {}).row == "charge"
    assert draft(file(cites("Statute"), *numbers, keys=(("Statute",),)), CONTEXT, {}).row == "charge"


def test_persons_brought_for_review():
    found = file(
        worded("approved", ["1", "0"]), worded("offense_group", ["Theft", "Drugs"], words=1.2), different_rows=20
    )
    made = draft(found, CONTEXT, {})
    assert made.row == "person_reviewed"
    assert counts_of(found).one_each
    assert any("counts one" in one for one in asked(made, "row").seen)


def test_another_answer_to_the_first_question_asks_other_questions():
    found = file(days("Day", iso=200), *map(number, ["Theft", "Fraud", "Arson", "Rape", "DUI"]), keys=(("Day",),))
    made = draft(found, CONTEXT, {"row": "charge"})
    assert made.counts is None
    assert asked(made, "date:Day") is not None


# ---------------------------------------------------------------- questions


def test_day_and_month_are_asked_where_nothing_settles_them():
    made = draft(file(days("Offense Date", mdy=200, dmy=200)), CONTEXT, {})
    question = asked(made, "order:Offense Date")
    assert not question.sure
    assert [choice.answer for choice in question.choices] == ["%m/%d/%Y", "%d/%m/%Y"]
    other = draft(file(days("Offense Date", mdy=200, dmy=200)), CONTEXT, {"order:Offense Date": "%d/%m/%Y"})
    assert other.mapping("x").columns["offense_on"].format == ("%d/%m/%Y",)


def test_a_number_above_12_settles_it_and_is_told():
    made = draft(file(days("Offense Date", mdy=200, dmy=120)), CONTEXT, {})
    assert asked(made, "order:Offense Date") is None
    assert (
        "in 80 cells the second number is above 12, so the month comes first" in asked(made, "date:Offense Date").seen
    )
    british = draft(file(days("Offense Date", dmy=200, mdy=120)), CONTEXT, {})
    assert british.mapping("x").columns["offense_on"].format == ("%d/%m/%Y",)


def test_the_settled_order_of_another_column_is_the_default_and_still_asked():
    made = draft(file(days("Offense Date", mdy=200, dmy=200), days("Date Filed", dmy=200, mdy=90)), CONTEXT, {})
    question = asked(made, "order:Offense Date")
    assert (question.default, question.sure) == ("%d/%m/%Y", False)


def test_two_forms_in_one_column_are_both_read():
    made = draft(file(days("Date Filed", mdy=150, dmy=60, iso=50)), CONTEXT, {})
    assert made.mapping("x").columns["filed_on"].format == ("%m/%d/%Y", "%Y-%m-%d")


def test_words_that_are_not_sure_stay_unknown_and_are_asked():
    found = file(worded("Dispo", ["Dismissed", "Pre-trial probation", "Zz", "Mistrial"], Sort.STAGE))
    made = draft(found, CONTEXT, {})
    assert made.mapping("x").columns["stage"].values == {"Dismissed": "dismissed"}
    question = asked(made, "words:stage")
    assert not question.sure
    assert [(one.word, one.perhaps, one.open) for one in question.words] == [
        ("Dismissed", "", False), ("Pre-trial probation", "diverted", True), ("Zz", "", True), ("Mistrial", "", False),
    ]  # fmt: skip
    answer = settle(question, "2=diverted, Zz=unknown 4=dismissed")
    told = draft(found, CONTEXT, {"words:stage": answer})
    values = {"Dismissed": "dismissed", "Pre-trial probation": "diverted", "Mistrial": "dismissed"}
    assert told.mapping("x").columns["stage"].values == values
    assert asked(told, "words:stage") not in told.open


def test_words_that_stand_beside_a_code_tell_what_it_means():
    coded = replace(
        worded("Disp Cd", ["A1", "B2"]),
        values=(Counted("A1", 100, "NOT GUILTY"), Counted("B2", 100, "CONTINUED W/O FINDING")),
    )
    made = draft(file(coded), CONTEXT, {})
    assert made.mapping("x").columns["stage"].values == {"A1": "acquitted"}


def test_places():
    by_column = draft(file(worded("County", ["Here", "THERE County"], Sort.PLACE)), CONTEXT, {})
    assert by_column.mapping("x").columns["place"].values == {"Here": "us-zz/here"}
    nothing = draft(file(cites("Statute")), CONTEXT, {})
    assert asked(nothing, "place").default == NONE
    assert not asked(nothing, "place").sure
    named = draft(file(cites("Statute"), name="here county/export.csv"), CONTEXT, {})
    assert named.mapping("x").columns["place"].constant == "us-zz/here"
    assert asked(named, "place") in named.open, "a folder's name is a hint, and no proof"
    elsewhere = draft(file(cites("Statute", of="us-yy"), name="here county/export.csv"), CONTEXT, {})
    assert asked(elsewhere, "place").default == NONE, "the codes are of another state's law"


def test_the_code_system_that_is_named_after_the_column():
    both = (Reading(Sort.CITATION, "us-zz", 0.9, 0.9), Reading(Sort.SYSTEM, "us-zz-codes", 0.2, 0.1))
    made = draft(file(column("LAW_CODE", ("ZZ 1", "ZZ 2"), readings=both)), CONTEXT, {})
    assert made.system == "us-zz-codes"
    assert asked(made, "system").sure
    weak = (Reading(Sort.SYSTEM, "us-yy-codes", 0.1, 0.1), Reading(Sort.CITATION, "us-zz", 0.9, 0.9))
    made = draft(file(column("Statute", ("ZZ 1", "ZZ 2"), readings=weak)), CONTEXT, {})
    assert made.system == "", "one cell in ten could be chance"
    assert not asked(made, "system").sure


def test_bare_sections_ask_for_their_law():
    read = (Reading(Sort.SECTION, "ZZ-PL", 0.9, 0.9), Reading(Sort.SECTION, "YY-PL", 0.9, 0.9))
    found = file(column("Statute", ("230.00", "1.1"), readings=read))
    made = draft(found, CONTEXT, {})
    assert made.law == ""
    assert asked(made, "law") in made.open
    assert draft(found, CONTEXT, {"law": "YY-PL"}).law == "YY-PL"


def test_cases_are_complete_only_if_somebody_says_so():
    found = file(
        ids("Case ID", 90), cites("Statute"), number("Cnt"), numberings=(Numbering("Case ID", "Cnt", 90, 1.0),)
    )
    assert draft(found, CONTEXT, {}).case.others == "unknown"
    assert not asked(draft(found, CONTEXT, {}), "case").sure
    assert draft(found, CONTEXT, {"case": "complete"}).case.others == "complete"
    gaps = replace(found, numberings=(Numbering("Case ID", "Cnt", 90, 0.5),))
    made = draft(gaps, CONTEXT, {})
    assert asked(made, "case").sure
    assert "45 cases have gaps" in made.case.note


def test_history_is_asked_only_of_persons():
    assert asked(draft(file(cites("Statute")), CONTEXT, {}), "history") is None
    found = file(ids("Person ID", 90), cites("Statute"), days("Date Filed", iso=200))
    assert draft(found, CONTEXT, {}).history == HistoryRule()
    told = draft(found, CONTEXT, {"history": "complete", "since": "2015"})
    assert told.history.complete
    assert str(told.history.since) == "2015"
    assert asked(draft(found, CONTEXT, {"history": "complete"}), "since").default == "2021-01-02"


def test_personal_columns_are_dropped_and_never_proposed():
    found = file(
        Profile("Defendant Name", hidden=Hidden.NAME), Profile("Charge ID", hidden=Hidden.CONTENT, why_hidden="names in 3"),
        replace(column("Notes"), hidden=Hidden.TEXT), cites("Statute"),
    )  # fmt: skip
    made = draft(found, CONTEXT, {})
    assert list(made.drop) == ["Defendant Name", "Charge ID", "Notes"]
    assert {one.source.column for one in made.chosen} == {"Statute"}
    assert any("Charge ID: names in 3" in note for note in made.notes)
    assert set(draft(found, CONTEXT, {"drop": '["Statute"]'}).drop) == {*made.drop, "Statute"}
    assert draft(found, CONTEXT, {"drop": '["Statute"]'}).chosen == ()


def test_texts_that_stand_for_empty_cells_are_told_to_the_mapping():
    met = replace(cites("Statute"), nulls=(Counted("N/A", 3), Counted("(null)", 2)))
    made = draft(file(met), CONTEXT, {})
    assert "N/A" in made.mapping("x").nulls
    assert "(null)" in made.mapping("x").nulls
    assert draft(file(cites("Statute")), CONTEXT, {}).mapping("x").nulls == Mapping(id="x", title="x", columns={}).nulls


# ---------------------------------------------------------------- answers


CHOICES = (Choice("charge", "one charge"), Choice("case", "one case"), Choice(NONE, "none"))


def question(kind, default="charge", **more):
    return Question("q", "q", "?", (), kind, default, False, **{"choices": CHOICES, **more})


def test_nothing_typed_is_the_default():
    assert settle(question(Kind.CHOICE), "\n") == "charge"


@pytest.mark.parametrize(
    ("typed", "answer"), [("2", "case"), ("case", "case"), ("ONE CASE", "case"), ("none", "-"), ("-", "-"), ("3", "-")]
)
def test_a_choice_by_number_word_or_label(typed, answer):
    assert settle(question(Kind.CHOICE), typed) == answer


@pytest.mark.parametrize("typed", ["9", "0", "x", "ca ch"])
def test_what_is_no_choice_says_what_would_be(typed):
    with pytest.raises(BadAnswer, match="from 1 to 3"):
        settle(question(Kind.CHOICE), typed)


def test_a_column_by_its_name_and_never_a_personal_one():
    asks = question(Kind.COLUMN, columns=("Docket No", "docket no", "3"), refused={"DOB": "it is personal"})
    assert settle(asks, "docket no") == "docket no"
    assert settle(asks, "DOCKET NO") == "Docket No"
    with pytest.raises(BadAnswer, match="left unread: it is personal"):
        settle(asks, "dob")
    with pytest.raises(BadAnswer, match="no column"):
        settle(asks, "Dock")


def test_a_place_by_id_or_what_only_one_holds():
    asks = question(Kind.PLACE, values=("us-zz/here", "us-zz/there", "us-yy/far", "column County"))
    assert settle(asks, "us-zz/here") == "us-zz/here"
    assert settle(asks, "us-zz/here/precinct-1") == "us-zz/here/precinct-1"
    assert settle(asks, "far") == "us-yy/far"
    assert settle(asks, "column county") == "column County"
    for typed in ("us-zz", "nowhere"):
        with pytest.raises(BadAnswer):
            settle(asks, typed)


def test_words_by_number_or_as_written():
    words = (AskedWord("A B", 3), AskedWord("FTA", 2))
    asks = question(Kind.WORDS, "{}", words=words, values=STAGES)
    assert settle(asks, "1=dismissed 2=warrant") == '{"A B": "dismissed", "FTA": "warrant"}'
    assert settle(asks, "FTA=war, A B = unknown") == '{"FTA": "warrant", "A B": ""}'
    for typed in ("1=d", "1=guilty", "3=dismissed", "dismissed", "=dismissed", "1="):
        with pytest.raises(BadAnswer):
            settle(asks, typed)


def test_days_and_columns_and_texts():
    assert settle(question(Kind.DAY), "2015-03") == "2015-03"
    with pytest.raises(BadAnswer):
        settle(question(Kind.DAY), "spring 2015")
    asks = question(Kind.COLUMNS, columns=("A", "B", "C"))
    assert settle(asks, "a, C") == '["A", "C"]'
    assert settle(asks, "none") == "[]"
    assert settle(question(Kind.COLUMNS, columns=("Name, Last",)), "Name, Last") == '["Name, Last"]'
    assert settle(question(Kind.TEXT), " two words ") == "two words"


def test_after_the_last_answer_nothing_is_left_to_ask():
    found = file(ids("Case ID", 90), ids("Person ID", 60), cites("Statute"), days("Date Filed", mdy=200, dmy=200),
                 worded("Dispo", ["Zz", "Guilty"], Sort.STAGE))  # fmt: skip
    answers: dict[str, str] = {}
    made = draft(found, CONTEXT, answers)
    for _ in range(60):
        made = draft(found, CONTEXT, answers)
        if made.next is None:
            break
        answers[made.next.id] = settle(made.next, "")
    assert made.next is None
    assert made.open == ()
    assert made.mapping("x") == draft(found, CONTEXT, {}).mapping("x"), "defaults are defaults"


# ---------------------------------------------------------------- the text


def text_of(made, found):
    return mapping_text.text(made, "x", found, CONTEXT.meanings, WORDS.limits.ask_below)


def back(text):
    read = read_text(text, "x.yaml")
    assert not read.faults, read.faults
    return Mapping.model_validate(read.data)


def test_the_text_says_why_and_what_is_open():
    found = file(
        cites("Statute", 0.6),
        worded("Dispo", ["Dismissed", "Acd", "Zz"], Sort.STAGE),
        Profile("DOB", hidden=Hidden.NAME),
    )
    made = draft(found, CONTEXT, {})
    text = text_of(made, found)
    assert back(text) == made.mapping("x")
    assert "# what code holds" in text
    assert "#   Statute: it is named so; 60% of its cells are read as citations of law in us-zz" in text
    assert "# ASK: Zz, 66 rows: what is it?" in text
    assert "# ASK: Acd, 66 rows: is it diverted?" in text
    assert re.search(r"- DOB +# its name says that it is personal", text)
    assert text.count("# ASK:") >= len(made.open)
    for one in made.open:
        assert one.ask.split(":")[0].split("(")[0].strip()[:30] in text.replace("\n# ", " ").replace("\n  # ", " ")


def test_a_draft_of_nothing_is_still_a_document():
    found = file(Profile("DOB", hidden=Hidden.NAME))
    made = draft(found, CONTEXT, {})
    assert back(text_of(made, found)) == made.mapping("x")
    assert made.mapping("x").columns == {}


odd = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=24)
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(odd, odd, odd, st.lists(odd, min_size=1, max_size=5, unique=True), odd)
def test_whatever_a_file_says_the_text_reads_back(name, title, note, words, place):
    source = Column(column=name, values=dict.fromkeys(words, "dismissed"), format=("%m/%d/%Y",))
    asked_words = (*(AskedWord(word, 2, note, "dismissed") for word in words), AskedWord(note, 1, title))
    made = Draft(
        title, "charge", (note,), 0.5, (), frozenset(),
        chosen=(Chosen("stage", source, 0.9, (note,), asked_words), Chosen("place", Column(constant=place), 0.4, (note,)),
                Chosen("code", Column(column=name), 1.0, (note,))),
        drop={name: note}, unused=(name,), case=CaseRule(note=note), history=HistoryRule(note=note),
        leaves_out=(note, title), terms=note, nulls=("", note), notes=(note,),
    )  # fmt: skip
    assert back(text_of(made, file(name=f"a/{name}"))) == made.mapping("x")


@given(odd)
def test_every_scalar_is_a_text(value):
    read = read_text(f"key: {mapping_text.scalar(value)}\nflow: {{a: {mapping_text.scalar(value, flow=True)}}}\n", "x")
    assert not read.faults
    assert read.data == {"key": value, "flow": {"a": value}}


@pytest.mark.parametrize(("share", "told"), [(1.0, "all"), (0.9999, "99.9%"), (0.5, "50%"), (0.00001, "0.1%")])
def test_shares_never_round_to_all_or_none(share, told):
    assert percent(share) == told


# ---------------------------------------------------------------- nothing is unused without a word


@pytest.mark.parametrize("name", ["STATUTE", "CODE", "CHARGE"])
def test_a_column_named_like_a_code_that_cannot_be_read_is_asked_about(name):
    found = file(
        column(name, ("Ex. Code § 10.01", "Ex. Code § 10.02"), words=4.0), column("OFFENSE_DESC", ("A", "BUYING"))
    )
    made = draft(found, CONTEXT, {})
    assert {one.standard: one.source.column for one in made.chosen}["code"] == name
    question = next(one for one in made.open if one.id == "code")
    assert question.default == name
    assert "could be read" in question.seen[-1]
    assert name not in made.unused
    text = " ".join(mapping_text.text(made, "draft", found, CONTEXT.meanings, 0.8).replace("#", " ").split())
    assert f"ASK: {question.ask} Taken for now: {name}. (" in text
    assert "nothing in it could be read" in text


def test_a_column_that_fills_the_code_better_is_still_taken():
    unread = column("STATUTE", ("Ex. Code § 10.01", "Ex. Code § 10.02"), words=4.0)
    assert proposed(file(unread, cites("LAW_CODE")))["code"] == "LAW_CODE"


def test_words_that_are_only_perhaps_charges_are_no_codes():
    found = file(column("CRIME", ("SELLING", "BUYING")), column("OFFENSE_DESC", ("SELLING IT", "BUYING IT")))
    assert "code" not in proposed(found)


@pytest.mark.parametrize("name", ["CHARGE_NO", "CHARGE_ID"])
@pytest.mark.parametrize(
    ("again", "why"),
    [
        (1, "1 of its values comes twice: the later row would be set aside"),
        (9, "9 of its values come again: the later rows would be set aside"),
    ],
)
def test_an_id_with_a_few_values_twice_is_proposed_and_asked(name, again, why):
    made = draft(file(ids(name, distinct=ROWS - again)), CONTEXT, {})
    question = next(one for one in made.open if one.id == "charge_id")
    assert question.default == name
    assert why in question.seen
    assert not any("different in each row" in told for told in made.why_row)


def test_an_id_with_many_values_twice_is_no_id_of_charges():
    assert "charge_id" not in proposed(file(ids("CHARGE_NO", distinct=ROWS // 2)))


def test_a_workspaces_own_places_are_offered_first():
    own = replace(CONTEXT, own_places=("us-yy/far",))
    question = asked(draft(file(cites("LAW_CODE")), own, {}), "place")
    assert question.choices[0].answer == "us-yy/far"
    assert settle(question, "us-zz/there") == "us-zz/there"


def test_one_is_no_plural_and_a_question_ends_once():
    found = file(
        days("OFFENSE_DATE", mdy=ROWS, dmy=ROWS - 1), days("FILED_DATE", iso=ROWS),
        orders=(Order("OFFENSE_DATE", "FILED_DATE", 10, 0.9),),
    )  # fmt: skip
    asks = {**CONTEXT.meanings, "offense_on": "when it happened?"}
    made = draft(found, replace(CONTEXT, meanings=asks), {})
    seen = " ".join(told for question in made.questions for told in question.seen)
    assert "in 1 row it is" in seen
    assert "in 1 cell the" in seen
    assert "happened?." not in mapping_text.text(made, "draft", found, asks, 0.8)
    assert "Taken for now: when it happened." in " ".join(map(mapping_text.asked, made.questions))
