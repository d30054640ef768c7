"""What a file carries beside its rows is read, all of it, and none of the rows; who wrote a workbook is left out."""

import datetime
import gzip
import io
import json
import zipfile

import duckdb
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from nolle.engine import notes_excel
from nolle.engine.notes import carried
from nolle.errors import RecordsError
from nolle.records.privacy import packaged
from nolle.records.privacy.notes import kinds_noted

MARK = "Zyx Quux 219-09-9999"  # made up
SIGNS = packaged()


def workbook():
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["code", "filed_on", "id"])
    for n in range(30):
        sheet.append([f"PL 230.{n:02d}", datetime.date(2018, 1, 1), 172_325_250 + n])
    return book, sheet


def said(path):
    return [text for note in carried(path) for text in (*note.texts, *note.names)]


def places(path, mark="219-09-9999"):  # made up
    return {note.where for note in carried(path) if any(mark in text for text in (*note.texts, *note.names))}


def suspected(path):
    return {kind for note in carried(path) for kind in kinds_noted(note, SIGNS)}


# ---------------------------------------------------------------- Excel


def in_comment(book, sheet):
    sheet["A2"].comment = Comment(f"see {MARK}", "A Clerk")


def in_property(field):
    return lambda book, sheet: setattr(book.properties, field, MARK)


def in_custom_property(book, sheet):
    book.custom_doc_props.append(StringProperty(name="about", value=MARK))


def in_second_sheet(book, sheet):
    book.create_sheet("more").append(["a", MARK])


def in_hidden_sheet(book, sheet):
    other = book.create_sheet("more")
    other.append(["a", "b"])
    other.append([None, MARK])
    other.sheet_state = "veryHidden"


def in_title_of_sheet(book, sheet):
    book.create_sheet("219-09-9999")  # made up


def in_defined_name(book, sheet):
    book.defined_names["about"] = DefinedName("about", attr_text=f'"{MARK}"')


def in_drop_down_list(book, sheet):
    listed = DataValidation(type="list", formula1=f'"{MARK},none"', promptTitle="pick")
    sheet.add_data_validation(listed)
    listed.add("A2")


def in_header_line(book, sheet):
    sheet.oddHeader.center.text = MARK


def in_link(book, sheet):
    sheet["A3"].hyperlink = "mailto:jane.219-09-9999@example.org"  # made up


def in_chart(book, sheet):
    chart = BarChart()
    chart.title = MARK
    chart.add_data(Reference(sheet, min_col=3, min_row=1, max_row=20), titles_from_data=True)
    sheet.add_chart(chart, "E5")


PLACES = {
    in_comment: "comments", in_property("title"): "properties", in_property("subject"): "properties",
    in_property("description"): "properties", in_property("keywords"): "properties", in_property("category"): "properties",
    in_custom_property: "properties", in_second_sheet: "sheet 2", in_hidden_sheet: "sheet 2, which is hidden",
    in_title_of_sheet: "names of its sheets", in_defined_name: "names of its sheets", in_drop_down_list: "frame of a sheet",
    in_header_line: "frame of a sheet", in_link: "other parts", in_chart: "other parts",
}  # fmt: skip


@pytest.mark.parametrize("plant", PLACES)
def test_every_place_of_a_workbook_is_looked_at(tmp_path, plant):
    book, sheet = workbook()
    plant(book, sheet)
    book.save(tmp_path / "a.xlsx")
    found = places(tmp_path / "a.xlsx")
    assert any(PLACES[plant] in where for where in found)
    assert not any("219" in note.where for note in carried(tmp_path / "a.xlsx"))


def test_an_ordinary_workbook_carries_nothing_suspicious(tmp_path):
    book, sheet = workbook()
    sheet["A2"].comment = Comment("Jane Clerk:\nplease check this count", "Jane Clerk")
    sheet.add_table(Table(displayName="Charges", ref="A1:C31"))
    sheet["A3"].hyperlink = "https://example.org/law"
    in_chart(book, sheet)
    book["Sheet"]._charts[0].title = "Charges by month"
    legend = book.create_sheet("Legend")
    for row in (
        ["column", "meaning", "n"],
        ["code", "the section that was charged", 172_325_250],
        ["level", "felony", 9.5],
    ):
        legend.append(row)
    book.properties.creator, book.properties.lastModifiedBy = "Jane Clerk", "James Clerk"
    book.properties.title = "Charges filed in 2018"
    book.save(tmp_path / "charges 2018.xlsx")
    assert suspected(tmp_path / "charges 2018.xlsx") == set()
    assert not any("Jane" in text or "James" in text for text in said(tmp_path / "charges 2018.xlsx"))


def test_the_cells_of_the_first_sheet_are_no_notes(tmp_path):
    book, sheet = workbook()
    sheet.append([MARK])
    book.save(tmp_path / "a.xlsx")
    assert places(tmp_path / "a.xlsx") == set()


def test_headers_of_other_sheets_are_judged_as_names_of_columns_and_dates_come_as_dates(tmp_path):
    book, _ = workbook()
    book.create_sheet("more").append(["DOB", "x"])
    book["more"].append([datetime.date(1990, 1, 2), 3.0])
    book.save(tmp_path / "a.xlsx")
    assert suspected(tmp_path / "a.xlsx") == {"birth_date"}
    assert {"1990-01-02", "3"} <= set(said(tmp_path / "a.xlsx"))


def with_parts(path, parts):
    """A workbook with more parts, as other programs write them."""
    book, _ = workbook()
    plain = io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename in parts:
                content = content.replace(*parts[item.filename])
            new.writestr(item.filename, content)
        for part, content in parts.items():
            if part not in old.namelist():
                new.writestr(part, content)


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("xl/threadedComments/threadedComment1.xml", "<a><threadedComment><text>it was Jane Doe</text></threadedComment></a>", "name"),  # made up
        ("xl/comments1.xml", "<a><commentList><comment><r><t>219-09-</t></r><r><t>9999</t></r></comment></commentList></a>", "ssn"),  # made up
        ("xl/comments1.xml", "<a><t><![CDATA[219-09-9999]]></t></a>", "ssn"),  # made up
        ("xl/comments1.xml", "<a><t>&#50;19-09-9999</t></a>", "ssn"),  # made up
        ("xl/comments1.xml", "<a><t>219-09-9999</t></a>".encode("utf-16"), "ssn"),  # made up
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<p><cacheField name="c"><s v="Jane Doe"/></cacheField></p>', "name"),  # made up
        ("xl/pivotCache/pivotCacheDefinition1.xml", '<p><cacheField name="DOB"><d v="1990-01-02T00:00:00"/></cacheField></p>', "birth_date"),  # made up
        ("xl/drawings/drawing9.xml", "<d><a:p><a:r><a:t>Jane</a:t></a:r><a:r><a:t> Doe</a:t></a:r></a:p></d>", "name"),  # made up
        ("xl/externalLinks/externalLink1.xml", "<e><cell><v>jane@example.org</v></cell></e>", "email"),  # made up
        ("customXml/item1.xml", "<x><LastName>Quux</LastName></x>", "personal_field"),  # made up
        ("xl/revisions/log1.xml", "<r><nc><is><t>Jane Doe</t></is></nc></r>", "name"),  # made up
        ("docProps/custom.xml", '<P><property name="last name"><vt:lpwstr>Quux</vt:lpwstr></property></P>', "name"),  # made up
        ("xl/worksheets/sheet1.xml", (b"</sheetData>", b'</sheetData><autoFilter><filter val="Jane Doe"/></autoFilter>'), "name"),  # made up
    ],
)  # fmt: skip
def test_parts_that_other_programs_write_are_looked_at(tmp_path, part, content, kind):
    with_parts(tmp_path / "a.xlsx", {part: content})
    assert kind in suspected(tmp_path / "a.xlsx")


def test_a_workbook_that_carries_too_much_beside_is_refused(tmp_path, monkeypatch):
    book, _ = workbook()
    other = book.create_sheet("more")
    for n in range(200):
        other.append([n, n])
    book.save(tmp_path / "a.xlsx")
    carried(tmp_path / "a.xlsx")
    monkeypatch.setattr(notes_excel, "_MOST_CELLS", 300)
    with pytest.raises(RecordsError, match="Save the first sheet alone"):
        carried(tmp_path / "a.xlsx")
    monkeypatch.setattr(notes_excel, "_MOST_CELLS", 1000)
    monkeypatch.setattr(notes_excel, "_LARGEST", 1000)
    with pytest.raises(RecordsError, match="Save the first sheet alone"):
        carried(tmp_path / "a.xlsx")


def test_a_part_that_unpacks_to_very_much_takes_no_memory(tmp_path):
    with_parts(tmp_path / "a.xlsx", {"xl/comments1.xml": b"<a>" + b" " * 80_000_000})
    with pytest.raises(RecordsError, match="more beside its first sheet than can be looked at"):
        carried(tmp_path / "a.xlsx")


# ---------------------------------------------------------------- Parquet


def parquet(path, metadata=None, field=None):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as writer

    schema = pa.schema(
        [pa.field("code", pa.string(), metadata=field), pa.field("name", pa.string())], metadata=metadata
    )
    writer.write_table(pa.table([["PL 230.00"], ["x"]], schema=schema), path)


PANDAS = {
    "index_columns": [{"kind": "range", "name": None, "start": 0}],
    "columns": [{"name": "code", "field_name": "code", "pandas_type": "unicode", "metadata": None},
                {"name": "name", "field_name": "name", "pandas_type": "unicode", "metadata": {"encoding": "UTF-8"}}],
    "creator": {"library": "pyarrow", "version": "26.0"}, "pandas_version": "3.0",
}  # fmt: skip


def test_the_metadata_that_programs_write_by_themselves_is_harmless(tmp_path):
    spark = json.dumps(
        {"type": "struct", "fields": [{"name": "name", "type": "string", "nullable": True, "metadata": {}}]}
    )
    parquet(tmp_path / "a.parquet", {"pandas": json.dumps(PANDAS), "org.apache.spark.sql.parquet.row.metadata": spark})
    assert suspected(tmp_path / "a.parquet") == set()
    assert "code" not in said(tmp_path / "a.parquet")


@pytest.mark.parametrize(
    ("metadata", "field"),
    [
        ({"note": MARK}, None),
        ({MARK: "x"}, None),
        ({"note": json.dumps({"deep": [{"deeper": MARK}]})}, None),
        ({"pandas": json.dumps({**PANDAS, "attributes": {"by": MARK}})}, None),
        ({"pandas": json.dumps({**PANDAS, "columns": [{"name": "code", "metadata": {"note": MARK}}]})}, None),
        (None, {"comment": MARK}),
        (None, {MARK: "x"}),
        (None, {"json": json.dumps({"a": MARK})}),
    ],
)
def test_all_metadata_of_a_parquet_file_and_its_columns_is_read(tmp_path, metadata, field):
    parquet(tmp_path / "a.parquet", metadata, field)
    assert places(tmp_path / "a.parquet") == {"the metadata of the Parquet file"}
    assert "ssn" in suspected(tmp_path / "a.parquet")


@pytest.mark.parametrize("metadata", [{"last name": "Quux"}, {"x": '{"person": {"dob": "made up"}}'}])
def test_keys_of_metadata_are_judged_as_names_of_columns(tmp_path, metadata):
    parquet(tmp_path / "a.parquet", metadata)
    assert suspected(tmp_path / "a.parquet") & {"name", "birth_date"}


def test_metadata_that_duckdb_wrote(tmp_path):
    file = tmp_path / "a.parquet"
    with duckdb.connect() as base:
        base.execute(f"copy (select 1 as code) to '{file}' (format parquet, kv_metadata {{note: '{MARK}'}})")
    assert "ssn" in suspected(file)


def test_too_much_metadata_is_refused(tmp_path, monkeypatch):
    parquet(tmp_path / "a.parquet", {"note": "x" * 2000})
    monkeypatch.setattr("nolle.engine.notes._LARGEST", 1000)
    with pytest.raises(RecordsError, match="more metadata than can be looked at"):
        carried(tmp_path / "a.parquet")


# ---------------------------------------------------------------- names and archives


NAMES = ["DOE_JANE.csv", "219-09-9999.csv", "jane@example.org.parquet", "charges.Jane-Doe.csv"]  # made up


@pytest.mark.parametrize("name", NAMES)
def test_the_file_s_own_name_is_judged(tmp_path, name):
    assert [note.where for note in carried(tmp_path / name) if kinds_noted(note, SIGNS)] == ["the file's own name"]


@pytest.mark.parametrize(
    "name", ["charges 2018-01-01 to 2018-12-31.csv", "nypd_arrests_20171202_20171231.parquet", "a.b.c.csv.gz"]
)
def test_an_ordinary_name_is_left_alone(tmp_path, name):
    assert suspected(tmp_path / name) == set()


def test_the_names_and_comments_inside_a_zip_file(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("DOE_JANE.csv", "code\n1\n")  # made up
        archive.comment = b"write to jane@example.org"  # made up
    found = {note.where: kinds_noted(note, SIGNS) for note in carried(tmp_path / "a.zip")}
    assert found["the names inside the zip file"] == ["name"]
    assert found["the comments inside the zip file"] == ["email"]


def test_the_name_inside_a_gzip_file(tmp_path):
    with (
        (tmp_path / "a.csv.gz").open("wb") as raw,
        gzip.GzipFile("DOE JANE.csv", "wb", fileobj=raw) as packed,
    ):  # made up
        packed.write(b"code\n1\n")
    assert suspected(tmp_path / "a.csv.gz") == {"name"}
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"code\n1\n"))
    assert suspected(tmp_path / "b.csv.gz") == set()


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.zip", "a.parquet", "a.xlsx", "a.jsonl"])
@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 cut short", b"\x1f\x8b", b"PAR1 made up PAR1"])
def test_a_file_that_is_not_there_or_not_whole_carries_its_name_and_is_left_to_opening(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert {note.where for note in carried(tmp_path / name)} <= {
        "the file's own name",
        "the name and comment inside the gzip file",
    }
