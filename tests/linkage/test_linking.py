"""What is linked, what is not, and what is unknown, on files of a few rows."""

import duckdb
import pytest

from nolle.errors import NolleError, RecordsError, UnknownId
from nolle.linkage.identities import Columns
from nolle.linkage.rules import Thresholds
from nolle.verbs.linking import Files, link
from tests.linkage.files import GIVEN, linked, persons, read

TWO = [
    ("a1", "Torvamel", "Brisdokan", "1980-03-04", ""),
    ("a2", "TORVAMEL", "Brisdokan", "1980-03-04", ""),
    ("b1", "Klinora", "Vasternou", "1991-11-20", ""),
]


def test_rows_that_spell_name_and_birth_date_alike_are_one_person(tmp_path):
    report, out = linked(tmp_path, TWO)
    assert persons(out) == [{"a1", "a2"}, {"b1"}]
    assert out["a1"]["person_id"] == out["a2"]["person_id"]
    assert {row["history"] for row in out.values()} == {"known"}
    assert 0.99 <= float(out["a1"]["link_probability"]) < 1
    assert out["b1"]["link_probability"] == "1.000000"
    assert (report["charges"], report["history_known"], report["persons_with_known_history"]) == (3, 3, 2)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Torvamél", "BRISDOKAN"),
        ("Torvamel J.", "Brisdokan Jr."),
        (" torvamel ", "Bris'dokan"),
        ("Torvamell", "Brisdokan"),
    ],
)
def test_the_same_name_in_another_spelling(tmp_path, first, last):
    _, out = linked(tmp_path, [*TWO, ("a3", first, last, "03/04/1980", "")])
    assert {"a1", "a2", "a3"} in persons(out)


def test_51_the_same_name_and_another_birth_year_never_link(tmp_path):
    _, out = linked(tmp_path, [*TWO, ("a3", "Torvamel", "Brisdokan", "1955-07-21", "")])
    assert persons(out) == [{"a1", "a2"}, {"a3"}, {"b1"}]


def test_51_the_same_id_and_another_name_link_with_a_warning(tmp_path):
    rows = [
        *TWO,
        ("c1", "Klinora", "Vasternou", "1991-11-20", "P77001"),
        ("c2", "Zeminka", "Oltarous", "1991-11-20", "P77001"),
    ]
    report, out = linked(tmp_path, rows)
    assert {"b1", "c1", "c2"} in persons(out)
    assert report["same_id"]["different_name"] == report["same_id"]["and_not_alike"] == 1
    assert not any(word in str(report) for word in ("Zeminka", "ZEMINKA", "P77001"))


def test_an_id_does_not_join_one_name_with_two_birth_years(tmp_path):
    rows = [
        ("c1", "Klinora", "Vasternou", "1991-11-20", "P77001"),
        ("c2", "Klinora", "Vasternou", "1960-02-03", "P77001"),
    ]
    report, out = linked(tmp_path, rows)
    assert persons(out) == []
    assert {row["history"] for row in out.values()} == {"unknown"}
    assert report["same_id"]["same_name_different_birth_year"] == 1


def test_a_chain_does_not_join_one_name_with_two_birth_years(tmp_path):
    """Two people of one name, and between them rows that share an id with the one and a name with the other."""
    rows = [
        ("c1", "Klinora", "Vasternou", "1991-11-20", "P77001"),
        ("c2", "Zeminka", "Oltarous", "1991-11-20", "P77001"),
        ("c3", "Zeminka", "Oltarous", "1991-11-20", "P77002"),
        ("c4", "Klinora", "Vasternou", "1960-02-03", "P77002"),
        ("c5", "Zeminka", "Oltarous", "1991-11-20", "P77003"),
    ]
    _, out = linked(tmp_path, rows)
    for found in persons(out):
        assert not {"c1", "c4"} <= found
    assert {out[charge]["history"] for charge in ("c1", "c2", "c3", "c4")} == {"unknown"}


def test_two_ids_of_the_office_are_two_people_unless_the_office_says_otherwise(tmp_path):
    rows = [
        ("c1", "Klinora", "Vasternou", "1991-11-20", "P77001"),
        ("c2", "Klinora", "Vasternou", "1991-11-20", "P77002"),
    ]
    _, out = linked(tmp_path, rows)
    assert persons(out) == []
    assert {row["history"] for row in out.values()} == {"unknown"}
    assert all(0 < float(row["link_probability"]) < 1 for row in out.values())


def test_a_possible_link_leaves_both_sides_unknown_with_all_that_hangs_on_them(tmp_path):
    """A name without a birth date may be either of two people of that name, and so may all their rows."""
    rows = [*TWO, ("a3", "Torvamel", "Brisdokan", "1955-07-21", ""), ("a4", "Torvamel", "Brisdokan", "", "")]
    report, out = linked(tmp_path, rows, thresholds=Thresholds(floor=0.01))
    assert persons(out) == [{"b1"}]
    assert {out[charge]["person_id"] for charge in ("a1", "a2", "a3", "a4")} == {""}
    assert report["unknown_because"] == {
        "a link that is possible and not sure": 3, "no full name and birth date, and no id": 1,
    }  # fmt: skip


def test_a_higher_threshold_makes_fewer_links_and_leaves_more_unknown(tmp_path):
    rows = [*TWO, ("a3", "Torvamell", "Brisdokan", "1980-03-04", "")]
    _, out = linked(tmp_path, rows, thresholds=Thresholds(sure=1.0))
    assert persons(out) == [{"b1"}]


@pytest.mark.parametrize(
    ("first", "born", "why"),
    [
        ("Marindel", "1980-03-04", "a twin"),
        ("Torvamel", "1980-09-27", "the same name, born in the same year"),
        ("Torvamel", "1981-03-04", "the same name, and one digit of the year"),
    ],
)
def test_what_is_never_a_sure_link(tmp_path, first, born, why):
    _, out = linked(tmp_path, [*TWO, ("a3", first, "Brisdokan", born, "")])
    assert all(found <= {"a1", "a2"} or found in ({"a3"}, {"b1"}) for found in persons(out)), why


def test_two_names_that_others_bear_are_two_names(tmp_path):
    """Alike, but no misspelling: three others have each of them."""
    others = [(f"o{n}", first, last, f"19{60 + n}-05-06", "")
              for n, (first, last) in enumerate((f, s) for f in ("Torvamel", "Torvamela") for s in ("Gr", "Kl", "Tr"))]  # fmt: skip
    others = [(charge, first, last + "endroth", born, number) for charge, first, last, born, number in others]
    twin = ("a3", "Torvamela", "Brisdokan", "1980-03-04", "")
    _, alone = linked(tmp_path, [*TWO, twin])
    _, out = linked(tmp_path, [*TWO, twin, *others])
    assert {"a1", "a2", "a3"} in persons(alone)
    assert out["a1"]["history"] == out["a3"]["history"] == "unknown"


def test_a_slip_in_a_birth_date_that_both_sides_repeat_is_none(tmp_path):
    once = ("a3", "Torvamel", "Brisdokan", "1980-03-05", "")
    _, out = linked(tmp_path, [*TWO, once])
    assert {"a1", "a2", "a3"} in persons(out)
    _, out = linked(tmp_path, [*TWO, once, ("a4", *once[1:])])
    assert persons(out) == [{"b1"}]


def test_an_id_that_too_many_share_links_nobody(tmp_path):
    rows = [
        (f"c{n}", f"Tor{chr(97 + n % 26)}mel", f"Bris{chr(97 + n // 26)}dokan", "1980-03-04", "X1") for n in range(60)
    ]
    report, out = linked(tmp_path, rows)
    assert persons(out) == []
    assert report["same_id"]["shared_by_too_many"] == 1
    assert report["unknown_because"] == {"an id that too many share": 60}


@pytest.mark.parametrize("number", ["", "0", "0000", "999", "n/a", "Unknown"])
def test_what_stands_for_no_id_links_nobody(tmp_path, number):
    rows = [("a1", "Torvamel", "Brisdokan", "1980-03-04", number), ("b1", "Klinora", "Vasternou", "1991-11-20", number)]
    report, out = linked(tmp_path, rows)
    assert persons(out) == [{"a1"}, {"b1"}]
    assert report["rows_that_lack"]["id_missing"] == 2


def test_rows_that_say_nobody_are_unknown(tmp_path):
    rows = [*TWO, ("n1", "", "", "", ""), ("n2", "John", "Doe", "1980-03-04", ""), ("n3", "FNU", "LNU", "1/1/1900", "")]
    report, out = linked(tmp_path, rows)
    assert [out[charge]["history"] for charge in ("a1", "n1", "n2", "n3")] == ["known", "unknown", "unknown", "unknown"]
    assert report["rows_that_lack"]["name_missing"] == 3


# -- ids of charges


def test_without_an_id_of_charges_rows_are_numbered_as_intake_numbers_them(tmp_path):
    given = Columns(("first", "last"), "born", ("number",))
    _, out = linked(tmp_path, TWO, given)
    assert persons(out) == [{"1", "2"}, {"3"}]


def test_a_charge_without_an_id_gets_its_row_number(tmp_path):
    _, out = linked(tmp_path, [("", *TWO[0][1:]), *TWO[1:]])
    assert set(out) == {"row 1", "a2", "b1"}


def test_an_id_of_a_charge_that_comes_twice_is_one_line(tmp_path):
    report, out = linked(tmp_path, [*TWO, TWO[0], ("b1", *TWO[0][1:])])
    assert set(out) == {"a1", "a2", "b1"}
    assert (report["rows"], report["charges"], report["charge_ids_repeated"]) == (5, 3, 2)
    assert persons(out) == []  # b1 is of two people's history: neither is known
    assert report["unknown_because"] == {
        "a link that is possible and not sure": 2, "one id of a charge, several persons": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("charge", "number"),
    [("BRISDOKAN-01", ""), ("2024/torvamel", ""), ("C19800304-2", ""), ("C03041980", ""), ("7-P77001", "P77001")],
)
def test_an_id_of_a_charge_that_tells_who_it_is_about_is_refused(tmp_path, charge, number):
    with pytest.raises(RecordsError, match="1 of 3 ids") as raised:
        linked(tmp_path, [*TWO[:2], (charge, *TWO[0][1:4], number)])
    assert "Brisdokan" not in str(raised.value)
    assert not (tmp_path / "persons.csv").exists()


def test_a_column_that_says_who_a_person_is_cannot_be_the_id_of_a_charge(tmp_path):
    with pytest.raises(RecordsError, match='"number" says who a person is'):
        linked(tmp_path, TWO, Columns(("first", "last"), "born", ("number",), "number"))


# -- reading


@pytest.mark.parametrize(
    "written", ["1980-03-04", "1980-3-4", "19800304", "03041980", "3/4/1980", "1980-03-04 00:00:00"]
)
def test_birth_dates_are_read_however_they_are_written(tmp_path, written):
    _, out = linked(tmp_path, [*TWO, ("a3", "Torvamel", "Brisdokan", written, "")])
    assert {"a1", "a2", "a3"} in persons(out)


def test_the_day_comes_first_where_it_can_only_be_so(tmp_path):
    rows = [
        ("a1", *TWO[0][1:3], "4/3/1980", ""),
        ("a2", *TWO[0][1:3], "1980-03-04", ""),
        ("b1", *TWO[2][1:3], "20.11.1991", ""),
    ]
    report, out = linked(tmp_path, rows)
    assert report["birth_dates_with_slashes_read_as"] == "%d/%m/%Y"
    assert persons(out) == [{"a1", "a2"}, {"b1"}]


def test_the_form_of_a_birth_date_can_be_said(tmp_path):
    rows = [
        (charge, first, last, born[8:] + born[5:7] + born[2:4], number) for charge, first, last, born, number in TWO
    ]
    _, out = linked(tmp_path, rows, Columns(("first", "last"), "born", (), "charge", "%d%m%y"))
    assert persons(out) == [{"a1", "a2"}, {"b1"}]
    with pytest.raises(RecordsError, match="is no form of a date"):
        linked(tmp_path, rows, Columns(("first", "last"), "born", (), "charge", "%Q"))


def test_a_column_that_holds_no_birth_dates_is_refused(tmp_path):
    with pytest.raises(RecordsError, match='3 of 3 birth dates in "last" cannot be read') as raised:
        linked(tmp_path, TWO, Columns(("first", "last"), "last"))
    assert "Brisdokan" not in str(raised.value)


def test_one_column_may_hold_the_whole_name(tmp_path):
    columns = ("charge", "name", "born")
    rows = [
        ("a1", "Brisdokan, Torvamel J", "1980-03-04"),
        ("a2", "Torvamel Brisdokan", "1980-03-04"),
        ("b1", "Vasternou, Klinora", "1991-11-20"),
    ]
    _, out = linked(tmp_path, rows, Columns(("name",), "born", (), "charge"), columns)
    assert persons(out) == [{"a1", "a2"}, {"b1"}]


def test_a_missing_column_is_named_with_those_there_are(tmp_path):
    with pytest.raises(UnknownId, match=r'no column "dob".*It has: charge, first'):
        linked(tmp_path, TWO, Columns(("first", "last"), "dob"))


def test_a_file_of_one_row_and_of_none(tmp_path):
    _, out = linked(tmp_path, TWO[:1])
    assert persons(out) == [{"a1"}]
    report, out = linked(tmp_path, [])
    assert (out, report["charges"]) == ({}, 0)


@pytest.mark.parametrize(("sure", "floor"), [(0.99, 0.0), (0.99, 0.995), (1.01, 0.2), (0.3, 0.2)])
def test_thresholds_that_make_no_sense_are_refused(tmp_path, sure, floor):
    with pytest.raises(NolleError, match="--sure"):
        linked(tmp_path, TWO, thresholds=Thresholds(sure, floor))


def test_an_id_may_stand_in_several_columns(tmp_path):
    columns = ("charge", "first", "last", "born", "state_id", "jail_id")
    rows = [
        ("a1", "Torvamel", "Brisdokan", "1980-03-04", "S1001", ""),
        ("a2", "Zeminka", "Oltarous", "1980-03-04", "S1001", "J2002"),
        ("a3", "Fredomil", "Gruntavex", "1971-01-02", "", "J2002"),
    ]
    _, out = linked(tmp_path, rows, Columns(GIVEN.names, "born", ("state_id", "jail_id"), "charge"), columns)
    assert persons(out) == [{"a1", "a2", "a3"}]
    assert {row["link_probability"] for row in out.values()} == {"1.000000"}


@pytest.mark.parametrize("kind", ["date", "timestamp", "varchar"])
def test_a_parquet_file_with_dates_of_its_own(tmp_path, kind):
    file = tmp_path / "people.parquet"
    values = ", ".join(f"('{c}', '{first}', '{last}', {kind} '{born}')" for c, first, last, born, _ in TWO)
    select = f"select * from (values {values}) as t(charge, first, last, born)"
    duckdb.connect().execute(f"copy ({select}) to '{file}' (format parquet)")
    link(Files(file, tmp_path / "persons.csv", tmp_path / "key"), Columns(("first", "last"), "born", (), "charge"))
    assert persons(read(tmp_path / "persons.csv")) == [{"a1", "a2"}, {"b1"}]
