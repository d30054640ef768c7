"""Looking at an unknown file: what the profile counts, and what it never holds. All files here are made up."""

import random

import duckdb
import pytest

from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError
from nolle.intake.lens import Lens, Recogniser
from nolle.intake.profiling import profile
from nolle.library.vocabulary import vocabulary
from nolle.records.column_words import Vocabulary
from nolle.records.privacy import packaged
from nolle.records.profile import Hidden, Sort

WORDS = vocabulary(Vocabulary, "columns.yaml")
CITED = Recogniser(Sort.CITATION, "us-ny", lambda value: value.startswith("PL "))


def looked(path, *recognisers):
    with DuckDB() as engine:
        return profile(engine, engine.open(path), f"somewhere/{path.name}", Lens(WORDS, packaged(), recognisers))


def written(folder, header, rows):
    path = folder / "made-up.csv"
    lines = [",".join(f'"{cell}"' for cell in row) for row in rows]
    path.write_text("\n".join([",".join(f'"{name}"' for name in header), *lines]) + "\n")
    return path


def columns(folder, **cells):
    """A file of these columns, looked at."""
    rows = zip(*cells.values(), strict=True)
    return looked(written(folder, cells, rows), CITED)


# ---------------------------------------------------------------- what must never be in a profile

PLANTED = {  # all made up
    "Reviewer": ["Juan Hernandez", "Maria Lopez", "Robert Smith", "Wei Zhang"],
    "Ref A": ["219-09-9991", "219-09-9992", "219-09-9993", "219-09-9994"],  # made up
    "Ref B": ["juan@example.com", "maria@example.com", "robert@example.com", "wei@example.com"],
    "Ref C": ["212 555 0101", "(212) 555-0102", "212-555-0103", "212.555.0104"],
    "Ref D": ["12 Main Street", "13 Main Street", "14 Oak Avenue", "15 Oak Avenue"],
    "Ref E": ["DOB 1/2/1980", "DOB 3/4/1981", "DOB 5/6/1982", "DOB 7/8/1983"],  # made up
    "Ref F": ["ICE detainer", "visa overstayed", "green card", "undocumented"],
    "Def Name": ["Aaa Bbb", "Ccc Ddd", "Eee Fff", "Ggg Hhh"],
    "Home Address": ["no-where", "else-where", "up-there", "down-here"],
    "Docket No": ["CR-1001", "CR-1002", "CR-1003", "CR-1003"],
    "Xq Ref": ["A-77001", "A-77002", "A-77003", "A-77004"],
    "Narrative": ["the person was seen at the corner", "the officer spoke with them", "as told", "nothing seen"],
    "Perp Sex": ["Mxx", "Fxx", "Mxx", "Fxx"],
    "Race": ["Qa-grp", "Qb-grp", "Qa-grp", "Qb-grp"],
}


def test_no_value_of_a_person_an_id_or_a_free_text_is_in_a_profile(tmp_path):
    rows = 40
    cells = {name: [f"{values[n % 4]}" for n in range(rows)] for name, values in PLANTED.items()}
    cells["Xq Ref"] = [f"A-77{n:03d}" for n in range(rows)]
    found = columns(tmp_path, **cells, Statute=["PL 230.00"] * rows)
    told = repr(found)
    for name, values in PLANTED.items():
        column = found.column(name)
        assert column.hidden, name
        assert column.values == (), name
        for value in (*values, *cells[name]):
            assert value not in told, name
    assert [one.word for one in found.column("Statute").values] == ["PL 230.00"]


def test_columns_that_are_personal_by_name_or_content_are_told_apart_from_ids_and_texts(tmp_path):
    found = columns(tmp_path, **{name: values * 10 for name, values in PLANTED.items()})
    personal = {c.name for c in found.columns if c.hidden.personal}
    assert personal == {"Reviewer", "Ref A", "Ref B", "Ref C", "Ref D", "Ref E", "Ref F", "Def Name", "Home Address"}
    assert found.column("Perp Sex").hidden is Hidden.PERSON
    assert "sex or gender" in found.column("Perp Sex").why_hidden
    assert found.column("Race").hidden is Hidden.PERSON
    assert found.column("Docket No").hidden is Hidden.ID
    assert found.column("Narrative").hidden is Hidden.TEXT


def test_the_kind_and_the_count_of_what_was_found_is_told_and_nothing_else(tmp_path):
    found = columns(tmp_path, Ref=["x"] * 9 + ["juan@example.com"], Statute=["PL 230.00"] * 10)
    assert found.column("Ref").hidden is Hidden.CONTENT
    assert "e-mail" in found.column("Ref").why_hidden
    assert "juan" not in repr(found)


def test_a_column_of_birth_dates_is_known_by_its_days(tmp_path):
    r = random.Random(1)
    born = [f"{r.randint(1, 12):02d}/{r.randint(1, 28):02d}/{r.randint(1955, 2001)}" for _ in range(60)]
    filed = [f"{r.randint(1, 12):02d}/{r.randint(1, 28):02d}/2021" for _ in range(60)]
    found = columns(tmp_path, **{"Second Date": born, "Date Filed": filed})
    assert found.column("Second Date").hidden is Hidden.BIRTHS
    assert found.column("Second Date").days == ()
    assert "195" not in repr(found.column("Second Date"))
    assert not found.column("Date Filed").hidden


def test_a_file_without_a_header_is_refused_without_showing_its_first_record(tmp_path):
    path = tmp_path / "headless.csv"
    path.write_text("219-09-9999,juan@example.com,PL 230.00\n219-09-9998,b@example.com,PL 230.04\n")  # made up
    with pytest.raises(RecordsError) as error:
        looked(path)
    assert "header" in str(error.value)
    assert "219" not in str(error.value)
    assert "juan" not in str(error.value)


def test_a_person_id_of_a_small_file_is_never_shown(tmp_path):
    ids = [f"S{n % 60:04d}" for n in range(200)]
    found = columns(tmp_path, SPN=ids, Statute=["PL 230.00"] * 200)
    assert found.column("SPN").hidden is Hidden.ID
    assert "S0001" not in repr(found)
    assert [one.word for one in found.column("SPN").shapes] == ["A9999"]


def test_many_ids_that_repeat_often_are_ids_all_the_same(tmp_path):
    ids = [f"{n % 150 + 1000}" for n in range(3000)]
    assert columns(tmp_path, Ref=ids, Statute=["PL 230.00"] * 3000).column("Ref").hidden is Hidden.ID


# ---------------------------------------------------------------- what is counted


def test_counts_shapes_and_empty_cells(tmp_path):
    found = columns(tmp_path, Statute=["PL 230.00", "PL 230.00", "(null)", ""], Cat=["M", "F", "N/A", "M"])
    statute = found.column("Statute")
    assert (found.rows, statute.filled, statute.distinct) == (4, 2, 1)
    assert [(one.word, one.n) for one in statute.shapes] == [("AA 999.99", 2)]
    assert [(one.word, one.n) for one in statute.nulls] == [("(null)", 1)]
    assert statute.share(Sort.CITATION) == 1
    assert [(one.word, one.n) for one in found.column("Cat").values] == [("M", 2), ("F", 1)]
    assert found.column("Cat").whole


@pytest.mark.parametrize(
    ("cells", "form", "read"),
    [
        (["2024-03-26", "2024-03-05"], "", 2),
        (["03/26/2024", "03/05/2024"], "%m/%d/%Y", 2),
        (["26/03/2024", "05/03/2024"], "%d/%m/%Y", 2),
        (["20240326", "20240305"], "%Y%m%d", 2),
        (["26-Mar-2024", "05-Mar-2024"], "%d-%b-%Y", 2),
        (["26MAR2024", "05MAR2024"], "%d%b%Y", 2),
        (["03/26/2024 02:30:00 PM", "03/05/2024 12:00:00 AM"], "%m/%d/%Y %I:%M:%S %p", 2),
        (["03/26/24", "03/05/24"], "%m/%d/%y", 2),
        (["3/26/2024", "3/5/2024", "soon"], "%m/%d/%Y", 2),
    ],
)
def test_the_form_of_dates(tmp_path, cells, form, read):
    best = columns(tmp_path, When=cells).column("When").best_days
    assert (best.format, best.n) == (form, read)
    assert (best.first, best.last) == ("2024-03-05", "2024-03-26")


def test_a_number_above_12_in_either_place_tells_day_from_month(tmp_path):
    both = columns(tmp_path, When=["01/02/2024", "03/04/2024"]).column("When")
    assert {days.format: days.n for days in both.days} == {"%m/%d/%Y": 2, "%d/%m/%Y": 2}
    settled = columns(tmp_path, When=["01/02/2024", "03/14/2024"]).column("When")
    assert {days.format: days.n for days in settled.days} == {"%m/%d/%Y": 2, "%d/%m/%Y": 1}


def test_numbers_that_are_no_dates_are_no_dates(tmp_path):
    found = columns(tmp_path, Key=[str(172179594 + n) for n in range(50)], Grade=["1-2", "3-4"] * 25)
    assert found.column("Key").days == ()
    assert found.column("Grade").days == ()


def test_words_beside_codes(tmp_path):
    found = columns(
        tmp_path,
        Disp=["DWO", "GP", "DWO", "NP"] * 5,
        Meaning=["DISMISSED WITHOUT PREJUDICE", "GUILTY PLEA", "DISMISSED WITHOUT PREJUDICE", "NOLLE PROSEQUI"] * 5,
        Other=["some words", "more words", "other words", "some words"] * 5,
    )
    assert {one.word: one.beside for one in found.column("Disp").values} == {
        "DWO": "DISMISSED WITHOUT PREJUDICE", "GP": "GUILTY PLEA", "NP": "NOLLE PROSEQUI",
    }  # fmt: skip
    assert ("Disp", "Meaning") in {(one.column, one.other) for one in found.beside}
    assert ("Disp", "Other") not in {(one.column, one.other) for one in found.beside}


def test_the_order_of_days_and_the_numbers_of_a_case(tmp_path):
    found = columns(
        tmp_path,
        **{"Docket No": ["A-1", "A-1", "A-2", "A-3", "A-3"] * 1, "Cnt": ["1", "2", "1", "1", "3"]},
        Filed=["2024-01-02"] * 5,
        Ended=["2024-02-02"] * 4 + ["2023-02-02"],
    )
    orders = {(one.earlier, one.later): one.share for one in found.orders}
    assert orders == {("Filed", "Ended"): 0.8, ("Ended", "Filed"): 0.2}
    [numbering] = [one for one in found.numberings if one.group == "Docket No"]
    assert (numbering.number, numbering.groups, round(numbering.whole, 2)) == ("Cnt", 3, 0.67)


def test_what_tells_rows_apart(tmp_path):
    long = columns(tmp_path, Year=["2020", "2020", "2021"], Kind=["theft", "fraud", "theft"], N=["5", "5", "7"])
    assert ("Year", "Kind") in long.keys
    assert long.different_rows == 3
    twice = columns(tmp_path, Year=["2020", "2020"], Kind=["theft", "theft"], N=["5", "6"])
    assert ("Year", "Kind") not in twice.keys


def test_typed_columns_of_parquet(tmp_path):
    path = tmp_path / "made-up.parquet"
    duckdb.sql(
        f"copy (select 100 + i as key, date '2024-01-01' + i::int as filed, i % 2 = 0 as dv, 'PL 230.00' as law"
        f" from range(50) t(i)) to '{path}'"
    )
    found = looked(path, CITED)
    assert found.column("filed").best_days.n == 50
    assert found.column("key").number
    assert found.column("law").share(Sort.CITATION) == 1


@pytest.mark.parametrize("text", ["A,B\n", "A,B\n,\n,\n"])
def test_a_file_of_nothing(tmp_path, text):
    path = tmp_path / "empty.csv"
    path.write_text(text)
    found = looked(path, CITED)
    assert [column.filled for column in found.columns] == [0, 0]


def test_a_file_of_nothing_but_names(tmp_path):
    found = looked(written(tmp_path, ["Last Name", "DOB"], [["Aaa", "1/2/1980"], ["Bbb", "1/2/1981"]]))  # made up
    assert [column.hidden for column in found.columns] == [Hidden.NAME, Hidden.NAME]
    assert found.rows == 2
    assert "Aaa" not in repr(found)


def test_bad_lines_are_counted_and_stop_nothing(tmp_path):
    path = tmp_path / "ragged.csv"
    path.write_text("A,B\n1,x\n2\n3,y\n")
    found = looked(path)
    assert (found.rows, found.unreadable) == (2, 1)


def test_the_same_file_has_the_same_profile(tmp_path):
    r = random.Random(2)
    path = written(tmp_path, ["A", "B"], [[r.choice("xyz"), r.choice(["one word", "two words"])] for _ in range(300)])
    assert looked(path, CITED) == looked(path, CITED)


def test_column_names_with_quotes_are_names(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text('"a ""b""; drop table source; --","it\'s"\nPL 230.00,x\n')
    found = looked(path, CITED)
    assert [column.filled for column in found.columns] == [1, 1]
