"""Done when 3: identifiers planted wherever a file can hold text are refused, and nowhere are they repeated.

Every identifier here is made up: names from the word lists, a social security number that is kept for advertising,
telephone numbers ending in 555-01xx, mail at example.org. Each is planted in columns, free text, nested JSON, headers,
and in what a file carries beside its rows, in every kind of file; through the guard alone, and through the front door.
"""

import csv
import gzip
import json
import logging
import random
import tempfile
import traceback
import zipfile
from datetime import date, timedelta

import pytest

from nolle import verbs
from nolle.engine.duckdb import DuckDB
from nolle.engine.notes import carried
from nolle.errors import RecordsError
from nolle.intake.guard import Entering, admit
from nolle.records.privacy import packaged
from nolle.verbs import checking
from tests.acceptance import worlds

SIGNS = packaged()
GIVEN, FAMILY = min(SIGNS.given_names), "Quuxworth"

IDENTIFIERS = {
    "name": f"{FAMILY.upper()}, {GIVEN.upper()} Q",
    "name in a sentence": f"spoke with {GIVEN.title()} {FAMILY} there",
    "ssn": "987-65-4321",  # made up
    "birth date": "DOB 01/02/1990",  # made up
    "phone": "(312) 555-0123",  # made up
    "address": "123 Quuxworth Street",  # made up
    "email": "q.quuxworth@example.org",  # made up
    "alien number": "A# 000-123-456",  # made up
    "immigration": "undocumented since Quuxworth",  # made up
}
TELLING = (
    "quuxworth",
    GIVEN,
    "987-65",
    "4321",
    "01/02/1990",
    "555-0123",
    "000-123",
    "123-456",
    "undocumented",
)  # made up
"""What must not be said again, in small letters."""

MAPPING = """\
columns:
  charge_id: charge_id
  case_id: case_id
  person_id: person_id
  code: code
  description: remarks
  place: place
  offense_on: offense_on
  filed_on: filed_on
  stage: stage
drop: [notes]
"""
COLUMNS = ("charge_id", "case_id", "person_id", "code", "remarks", "place", "offense_on", "filed_on", "stage")
FORMATS = (".csv", ".csv.gz", ".zip", ".jsonl", ".parquet", ".xlsx")


def clean_rows(n=12):
    """Rows of charges in which nobody is."""
    chosen = random.Random(3)
    words = ("taken to court", "left there", "two counts", "closed at night", "seen by an officer", "sent back")
    for number in range(n):
        day = date(2021, 1, 1) + timedelta(days=number % 300)
        yield dict(zip(COLUMNS, (
            f"c{number}", f"k{number // 2}", f"p{number % 5}", "ZZ Code § 1",
            f"item {number} {' '.join(chosen.sample(words, 3))}", "us-zz/here", str(day), str(day), "Open",
        ), strict=True))  # fmt: skip


# ---------------------------------------------------------------- writing files


def written(folder, suffix, rows, **beside):
    """A file of these rows; `beside` says what it carries besides (see the writers)."""
    path = folder / (beside.pop("name", "records") + suffix)
    columns = list(dict.fromkeys(key for row in rows for key in row))
    WRITERS[suffix](path, columns, rows, **beside)
    return path


def as_text(columns, rows):
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    with tempfile.SpooledTemporaryFile(10**8, mode="w+", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows(lines)
        text.seek(0)
        return text.read()


def to_csv(path, columns, rows):
    path.write_text(as_text(columns, rows), encoding="utf-8")


def to_gzip(path, columns, rows, inside="records.csv"):
    with path.open("wb") as raw, gzip.GzipFile(inside, "wb", fileobj=raw) as packed:
        packed.write(as_text(columns, rows).encode())


def to_zip(path, columns, rows, inside="records.csv", comment=""):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(inside, as_text(columns, rows))
        archive.comment = comment.encode()


def to_jsonl(path, columns, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def to_parquet(path, columns, rows, metadata=None, field=None):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    fields = [pa.field(column, pa.string(), metadata=field if column == "code" else None) for column in columns]
    cells = [[row.get(column) for row in rows] for column in columns]
    parquet.write_table(pa.table(cells, schema=pa.schema(fields, metadata=metadata)), path)


def to_excel(path, columns, rows, comment="", sheet=None, hidden=False, title=""):
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    [first] = book.worksheets
    first.append(columns)
    for row in rows:
        first.append([row.get(column) for column in columns])
    if comment:
        first["B3"].comment = Comment(comment, "a clerk")
    for row in sheet or ():
        (book.worksheets[1] if len(book.worksheets) > 1 else book.create_sheet("more")).append(row)
    if hidden:
        book.worksheets[1].sheet_state = "hidden"
    book.properties.title = title
    book.save(path)


WRITERS = {
    ".csv": to_csv,
    ".csv.gz": to_gzip,
    ".zip": to_zip,
    ".jsonl": to_jsonl,
    ".parquet": to_parquet,
    ".xlsx": to_excel,
}


# ---------------------------------------------------------------- two ways in


def through_the_guard(path):
    """As intake does: look at the file, at what it carries, and take in the mapped columns."""
    with DuckDB() as engine:
        present = engine.open(path)
        read = tuple(column for column in COLUMNS if column in present)
        dates = {"offense_on": (), "filed_on": ()}
        admit(engine, Entering(present, read, ("notes",), (), dates, carried(path)), SIGNS)


def through_the_verb(path):
    verbs.check_records(path, verbs.Asked("own"))


WAYS = [
    pytest.param(through_the_guard, id="guard"),
    pytest.param(through_the_verb, id="verb"),
]


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """The library with a mapping of these files, read once for all."""
    return verbs.open_library(worlds.workspace(tmp_path_factory.mktemp("workspace"), mapping=MAPPING))


@pytest.fixture(params=WAYS)
def enter(request, documents, tmp_path, monkeypatch, capfd, caplog):
    """Go in with a file: what was said, after looking that nothing telling was left or logged anywhere."""
    for folder in ("temporary", "cwd"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(checking, "open_library", lambda _: documents)
    monkeypatch.chdir(tmp_path / "cwd")
    caplog.set_level(logging.DEBUG)

    def entered(path):
        said = ""
        try:
            request.param(path)
        except RecordsError as error:
            said = str(error)
            told = "".join(line for line in traceback.format_exception(error) if not line.startswith('  File "'))
            quiet(said, told)
        printed = capfd.readouterr()
        quiet(printed.out, printed.err, caplog.text)
        for left in tmp_path.rglob("*"):
            if left.parent != path.parent and left.is_file():
                quiet(left.name, left.read_bytes().decode("utf-8", errors="replace"))
        assert list((tmp_path / "temporary").rglob("*")) == []
        return said

    return entered


def quiet(*texts):
    for text in texts:
        assert [word for word in TELLING if word in text.lower()] == []


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


# ---------------------------------------------------------------- in the rows


@pytest.mark.parametrize("suffix", FORMATS)
def test_clean_files_are_let_in(files, enter, suffix):
    assert enter(written(files, suffix, list(clean_rows()))) == ""


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("what", IDENTIFIERS)
def test_an_identifier_in_one_cell_of_any_column_is_refused(files, enter, what, column):
    rows = list(clean_rows())
    rows[7][column] = IDENTIFIERS[what]
    said = enter(written(files, ".csv", rows))
    assert f'the column "{column}" holds what looks like personal data' in said
    assert "in 1 of" in said


@pytest.mark.parametrize("suffix", FORMATS[1:])
@pytest.mark.parametrize("what", IDENTIFIERS)
def test_an_identifier_is_refused_in_any_kind_of_file(files, enter, what, suffix):
    rows = list(clean_rows())
    rows[7]["remarks"] = f"item 7; {IDENTIFIERS[what]}; closed"
    assert 'the column "remarks" holds' in enter(written(files, suffix, rows))


@pytest.mark.parametrize("what", IDENTIFIERS)
def test_an_identifier_in_free_text_among_thousands_of_clean_rows_is_refused(files, enter, what):
    rows = list(clean_rows(9000))
    rows[6789]["remarks"] += f", {IDENTIFIERS[what]}."
    said = enter(written(files, ".csv", rows))
    assert "in 1 of 9,000 different values" in said


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("what", IDENTIFIERS)
def test_an_identifier_nested_in_json_is_refused(files, enter, what, suffix):
    rows = list(clean_rows())
    nested = {"seen": [{"by": "an officer", "said": [IDENTIFIERS[what]]}]}
    rows[7]["remarks"] = nested if suffix == ".jsonl" else json.dumps(nested)
    assert 'the column "remarks" holds' in enter(written(files, suffix, rows))


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet", ".xlsx"])
@pytest.mark.parametrize(
    "key", ["dob", "lastName", "ssn", "home_phone", "Citizenship", "e-mail", "street address", "a_number"]
)
def test_a_nested_field_that_is_named_like_personal_data_is_refused_whatever_it_holds(files, enter, key, suffix):
    rows = list(clean_rows())
    nested = {"charge": {"details": [{key: "quuxworth"}]}}
    rows[7]["remarks"] = nested if suffix == ".jsonl" else json.dumps(nested)
    said = enter(written(files, suffix, rows))
    assert "fields inside a cell that are named like personal data" in said


def test_a_struct_of_a_parquet_file_is_looked_into(files, enter):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    for number, value in enumerate(({"a": {"dob": "quuxworth"}}, {"a": {"x": IDENTIFIERS["email"]}})):
        table = pa.table({"code": ["ZZ Code § 1"], "remarks": [value], "stage": [["Open"]]})
        path = files / f"{number}.parquet"
        parquet.write_table(table, path)
        assert 'the column "remarks" holds' in enter(path)


BORN = [date(2021, 1, 1) - timedelta(days=int(365.25 * years)) for years in range(17, 65, 4)]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("form", ["%Y-%m-%d", "%m/%d/%Y", "%Y%m%d"])
def test_a_column_of_birth_dates_under_another_name_is_refused(files, enter, form, suffix):
    rows = list(clean_rows())
    for row, day in zip(rows, BORN, strict=True):
        row["offense_on"] = day.strftime(form)
    said = enter(written(files, suffix, rows))
    assert 'the column "offense_on" holds what looks like personal data: birth dates in 12 of 12' in said
    assert not any(str(day) in said for day in BORN)


@pytest.mark.parametrize("form", ["bare", "decimal"])
@pytest.mark.parametrize("kind", ["social security numbers", "telephone numbers", "alien registration numbers"])
def test_a_column_of_bare_numbers_of_persons_is_refused(files, enter, kind, form):
    rows = list(clean_rows(60))
    chosen = random.Random(5)
    for row in rows:
        row["person_id"] = {
            "social security numbers": f"{chosen.choice('12345')}{chosen.randrange(10, 60)}{chosen.randrange(10, 99)}{chosen.randrange(1000, 9999)}",
            "telephone numbers": f"{chosen.choice([312, 773, 872, 708])}{chosen.randrange(200, 1000)}0{chosen.randrange(100, 200)}",
            "alien registration numbers": f"A{chosen.randrange(10**7, 10**8)}",
        }[kind] + (".0" if form == "decimal" else "")  # fmt: skip
    assert f'the column "person_id" holds what looks like personal data: {kind}' in enter(written(files, ".csv", rows))


# ---------------------------------------------------------------- in the header


NAMES = ["defendant_name", "DOB", "home address", "SSN", "Cell Phone", "e-mail", "immigration_status", "AlienNumber"]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("column", NAMES)
def test_a_column_named_like_personal_data_is_refused_mapped_or_not(files, enter, column, suffix):
    rows = [{**row, column: "quuxworth"} for row in clean_rows()]
    assert f'the file has a column that looks like personal data: "{column}"' in enter(written(files, suffix, rows))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("what", [what for what in IDENTIFIERS if what != "immigration"])
def test_a_header_that_is_itself_an_identifier_is_refused_and_not_shown(files, enter, what, suffix):
    rows = [{**row, IDENTIFIERS[what]: "x"} for row in clean_rows()]
    assert "the first line of the file" in enter(written(files, suffix, rows))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_file_without_a_header_line_is_refused_and_its_first_record_is_not_shown(files, enter, suffix):
    first = {
        f"{n}x" if n > 2 else IDENTIFIERS[what]: "x"
        for n, what in enumerate(["name", "ssn", "phone", "email", "address"])
    }
    assert "the first line of the file" in enter(written(files, suffix, [first]))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_column_that_is_dropped_is_not_read_and_leaves_no_trace(files, enter, suffix):
    rows = [{**row, "notes": IDENTIFIERS["email"]} for row in clean_rows()]
    assert enter(written(files, suffix, rows)) == ""


# ---------------------------------------------------------------- beside the rows


@pytest.mark.parametrize("what", IDENTIFIERS)
@pytest.mark.parametrize("where", ["comment", "sheet", "hidden sheet", "header of a sheet", "title"])
def test_an_identifier_beside_the_rows_of_a_workbook_is_refused(files, enter, what, where):
    text = IDENTIFIERS[what]
    planted: dict[str, dict] = {
        "comment": {"comment": f"see: {text}"},
        "sheet": {"sheet": [["a", "b"], ["x", text]]},
        "hidden sheet": {"sheet": [["a", "b"], ["x", text]], "hidden": True},
        "header of a sheet": {"sheet": [["a", text if what != "immigration" else "Visa"], ["x", "y"]]},
        "title": {"title": text},
    }
    said = enter(written(files, ".xlsx", list(clean_rows()), **planted[where]))
    assert "the file carries what looks like personal data beside its rows" in said


@pytest.mark.parametrize("what", IDENTIFIERS)
@pytest.mark.parametrize("where", ["value", "key", "json", "pandas", "column"])
def test_an_identifier_in_the_metadata_of_a_parquet_file_is_refused(files, enter, what, where):
    text = IDENTIFIERS[what]
    beside = {
        "value": {"metadata": {"about": text}},
        "key": {"metadata": {text: "x"}},
        "json": {"metadata": {"about": json.dumps({"x": [text]})}},
        "pandas": {"metadata": {"pandas": json.dumps({"attributes": {"about": text}, "columns": []})}},
        "column": {"field": {"comment": text}},
    }[where]
    said = enter(written(files, ".parquet", list(clean_rows()), **beside))
    assert "beside its rows, in the metadata of the Parquet file" in said


@pytest.mark.parametrize("what", ["name", "ssn", "email"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_an_identifier_in_the_name_of_a_file_or_inside_an_archive_is_refused(files, enter, what, suffix):
    text = IDENTIFIERS[what].replace(", ", "_")
    inside = {"inside": f"{text}.csv"} if suffix in (".csv.gz", ".zip") else {"name": text}
    assert "beside its rows, in the" in enter(written(files, suffix, list(clean_rows()), **inside))


def test_the_comment_of_a_zip_file_is_looked_at(files, enter):
    said = enter(written(files, ".zip", list(clean_rows()), comment=IDENTIFIERS["phone"]))
    assert "in the comments inside the zip file: telephone numbers" in said


def test_all_of_it_at_once_is_said_at_once(files, enter):
    rows = [{**row, "DOB": "x"} for row in clean_rows()]
    rows[3]["remarks"], rows[4]["case_id"] = IDENTIFIERS["name in a sentence"], IDENTIFIERS["ssn"]
    said = enter(written(files, ".xlsx", rows, comment=IDENTIFIERS["email"], title=IDENTIFIERS["phone"]))
    for part in ('"DOB"', "the comments of its cells", "the workbook's properties", '"remarks"', '"case_id"'):
        assert part in said


# ---------------------------------------------------------------- false alarms


def test_the_packaged_sample_is_let_in(sample):
    with DuckDB() as engine:
        present = engine.open(sample)
        admit(engine, Entering(present, tuple(present), notes=carried(sample)), SIGNS)


@pytest.mark.shared
def test_every_public_file_is_let_in_with_all_its_columns_read(shared):
    for file in sorted((shared / "data").rglob("*.parquet")):
        with DuckDB() as engine:
            present = engine.open(file)
            admit(engine, Entering(present, tuple(present), notes=carried(file)), SIGNS)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "mapping"), [("nypd-arrests", "nypd-arrests"), ("middlesex-ma-da", "middlesex-ma-da")]
)
def test_public_records_go_through_the_front_door(shared, folder, mapping):
    [file] = (shared / "data" / folder).glob("*.parquet")
    assert verbs.check_records(file, verbs.Asked(mapping)).json()["rows"]["in"] > 10_000


# -- a draft of a mapping, which is kept and shared


def test_what_stands_in_a_column_of_remarks_never_comes_into_a_draft(tmp_path):
    """Remarks that go one to one with the words of another column look like their meanings, and are nobody's business."""
    from nolle.verbs import mapping as drafting

    file = tmp_path / "export.csv"
    words = [("ACD", "call them at 555-0101"), ("DWOP", "spoke to his mother"), ("PG", "see the blue folder")]
    lines = [f"{n},PL 230.00,{word},{remark},2022-03-{n % 27 + 1:02d}" for n, (word, remark) in enumerate(words * 8)]
    file.write_text("docket,statute,disposition,remark,filed\n" + "\n".join(lines) + "\n")
    looked = drafting.look(file)
    text = drafting.document(looked, drafting.draft(looked, {}), "export")
    assert "disposition" in text
    for _, remark in words:
        assert remark not in text


@pytest.mark.parametrize("way", WAYS[:1])
def test_seven_digits_that_one_calls_are_a_telephone_number(tmp_path, documents, way):
    file = tmp_path / "calls.csv"
    file.write_text("code,remarks,place,filed_on\nPL 230.00,call them at 555-0101,us-ny/manhattan,2022-03-01\n")
    with pytest.raises(RecordsError, match="telephone numbers"):
        way(file)
