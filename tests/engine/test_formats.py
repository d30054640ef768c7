"""The same records in every format: JSON, packed files, Excel, Parquet with nested columns and moments."""

import csv
import gzip
import io
import json
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from nolle.engine import excel, jsonlines
from nolle.engine import parquet as parquets
from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError

ROWS: list[list[Any]] = [
    ["a1", "PL 230.00", "01", "2021-01-01"],
    ["a2", "§ 5902(b), as amended", "1.50", "2021-02"],
    ["a3", None, "MASS PIKE¿LOITERING", None],
    ["a4", 'said "no"', "two\nlines", "2019"],
]
NAMES = ["charge_id", "code", "words", "filed_on"]


@pytest.fixture
def engine():
    with DuckDB() as made:
        yield made


def taken(engine, path, columns=None, set_aside=False):
    """The rows of a file, numbered from 1, and what was set aside."""
    present = engine.open(path)
    columns = columns or list(present)
    engine.take(columns, set_aside)
    names = ", ".join('"' + column.replace('"', '""') + '"' for column in columns)
    rows = engine.fetch(f"select {names}, source_row from source order by source_row")
    assert [row[-1] for row in rows] == list(range(1, len(rows) + 1))
    return [list(row[:-1]) for row in rows], engine.fetch("select line, reason from unreadable order by line")


def refused(engine, path, *says, columns=None, set_aside=False):
    with pytest.raises(RecordsError) as caught:
        taken(engine, path, columns, set_aside)
    for words in (path.name, *says):
        assert words in str(caught.value)
    return str(caught.value)


# ---------------------------------------------------------------- the same rows


def as_text(delimiter=",", end="\n"):
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([NAMES, *ROWS])
    return made.getvalue().encode()


def as_json(lines):
    objects = [json.dumps(dict(zip(NAMES, row, strict=True)), ensure_ascii=n % 2 == 0) for n, row in enumerate(ROWS)]
    return "\n".join(objects).encode() if lines else ("[" + ",\n".join(objects) + "]\n").encode()


def as_zip(content, name="inside.csv"):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def as_excel():
    book = openpyxl.Workbook()
    for row in [NAMES, *ROWS]:
        book.worksheets[0].append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def as_parquet(columns=None):
    columns = columns or dict(zip(NAMES, map(list, zip(*ROWS, strict=True)), strict=True))
    made = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.csv", as_text()),
        ("r.csv", as_text(";", "\r\n")),
        ("r.csv", b"\xef\xbb\xbf" + as_text(end="\r")),
        ("r.txt", as_text("|")),
        ("r.tsv", as_text("\t")),
        ("r.csv", as_text().decode().encode("utf-16")),
        ("r.csv.gz", gzip.compress(as_text())),
        ("r.tsv.gz", gzip.compress(as_text("\t").decode().encode("utf-16"))),
        ("r.zip", as_zip(as_text())),
        ("r.csv.zip", as_zip(as_json(True), "x.jsonl")),
        ("r.jsonl", as_json(True)),
        ("r.ndjson", b"\xef\xbb\xbf" + as_json(True).replace(b"\n", b"\r\n\r\n")),
        ("r.jsonl.gz", gzip.compress(as_json(True))),
        ("r.json", as_json(False)),
        ("r.json", as_json(True)),
        ("r.json.gz", gzip.compress(as_json(False).decode().encode("utf-16"))),
        ("r.xlsx", as_excel()),
        ("r.parquet", as_parquet()),
    ],
)
def test_every_format_gives_the_same_rows(tmp_path, engine, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert list(engine.open(path)) == NAMES
    assert taken(engine, path) == (ROWS, [])
    assert taken(engine, str(path), ["words", "charge_id"]) == ([[row[2], row[0]] for row in ROWS], [])


@pytest.mark.parametrize("name", ["a*.csv", "a?.csv", "a[b].csv", "a{b}.csv", "year=2020.csv", "it's.csv", "§ 1.csv"])
def test_a_file_is_read_by_its_own_name_and_no_pattern(tmp_path, engine, name):
    folder = tmp_path / "x[1]" / "place=here"
    folder.mkdir(parents=True)
    for other in ("ab.csv", "a*.csv", "a1.csv", "b.csv"):
        (folder / other).write_text("code\nanother file\n")
    (tmp_path / "x1/place=here").mkdir(parents=True)
    (tmp_path / "x1/place=here/ab.csv").write_text("code\nanother folder\n")
    (folder / name).write_text("code\nthis one\n")
    assert taken(engine, folder / name) == ([["this one"]], [])
    (folder / name).with_suffix(".parquet").write_bytes(as_parquet({"code": ["this one"]}))
    assert taken(engine, (folder / name).with_suffix(".parquet")) == ([["this one"]], [])


def test_nothing_that_was_unpacked_or_copied_is_left_behind(tmp_path, engine):
    path = tmp_path / "r.csv.gz"
    path.write_bytes(gzip.compress(as_text() + b"short\n"))
    taken(engine, path, set_aside=True)
    spill = engine._spill
    assert spill.stat().st_mode & 0o077 == 0
    assert sorted(file.name for file in spill.iterdir()) == ["unpacked.csv"]
    refused(engine, path, "fewer fields")
    assert sorted(file.name for file in spill.iterdir()) == ["unpacked.csv"]
    engine.close()
    assert not spill.exists()


@pytest.mark.parametrize("name", ["rowid", "c0", "c1", "nothing", "source_rows", 'a"b', "select"])
def test_a_column_may_have_any_other_name(tmp_path, engine, name):
    path = tmp_path / "r.csv"
    written = '"' + name.replace('"', '""') + '"'
    path.write_text(f"{written},code\n7,x\n9,y\n")
    assert taken(engine, path) == ([["7", "x"], ["9", "y"]], [])
    assert taken(engine, path, ["code", name])[0] == [["x", "7"], ["y", "9"]]


@pytest.mark.parametrize("name", ["source_row", "Source_Row"])
def test_a_column_called_as_our_own_cannot_take_its_place(tmp_path, engine, name):
    path = tmp_path / "r.csv"
    path.write_text(f"{name},code\n7,x\n")
    assert taken(engine, path, ["code"]) == ([["x"]], [])
    with pytest.raises(RecordsError, match='is called "source_row"'):
        taken(engine, path, [name])


# ---------------------------------------------------------------- CSV with faults


def test_each_fault_is_named_by_its_line(tmp_path, engine):
    path = tmp_path / "r.csv"
    path.write_bytes(
        b'a,b\n1,"two\nlines"\nshort\n2,"x"y\n3,4,5\n\xff,6\n7,\n8,9,,\n10,"open\nlost,1\nclosed" here,2\n' + b"x" * 2_100_000
        + b'\n11,12\r\n13,"14"\r15,16\n\n,\n'
    )  # fmt: skip
    rows, aside = taken(engine, path, set_aside=True)
    assert rows == [
        ["1", "two\nlines"],
        ["7", None],
        ["8", "9"],
        ["11", "12"],
        ["13", "14"],
        ["15", "16"],
        [None, None],
    ]
    assert aside == [
        (4, "the line has fewer fields than the header"),
        (5, "the line has a quotation mark out of place"),
        (6, "the line has more fields than the header"),
        (7, "the line is not UTF-8 text"),
        (10, "the line has a quotation mark out of place"),
        (11, "the line comes after a quotation mark out of place"),
        (12, "the line comes after a quotation mark out of place"),
        (13, "the line is longer than a line can be"),
    ]
    said = refused(engine, path, "r.csv:4: this line has fewer", "... and 3 more lines", "--set-aside-bad-lines")
    assert "Save the file as UTF-8" in said
    assert "lost" not in said


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("inside", ["\n", "\r\n", "\r"])
def test_a_line_end_in_the_header_loses_no_row(tmp_path, engine, end, inside):
    path = tmp_path / "r.csv"
    path.write_text(f'"a{inside}x",b{end}1,2{end}"3{inside}y",4{end}', newline="")
    assert list(engine.open(path)) == ["a x", "b"]
    assert taken(engine, path) == ([["1", "2"], [f"3{inside}y", "4"]], [])


def test_a_bad_byte_in_a_column_that_is_not_read_does_no_harm(tmp_path, engine):
    path = tmp_path / "r.csv"
    path.write_bytes(b"a,b\n1,\xe9t\xe9\n2,x\n")
    assert taken(engine, path, ["a"]) == ([["1"], ["2"]], [])
    assert taken(engine, path, ["a", "b"], True) == ([["2", "x"]], [(2, "the line is not UTF-8 text")])
    path.write_bytes(b"a,b\n1,\xe9t\xe9\n2,x\nshort\n")
    assert taken(engine, path, ["a"], True) == ([["1"], ["2"]], [(4, "the line has fewer fields than the header")])


def test_a_mark_that_stays_open_counts_every_line_after_it(tmp_path, engine):
    path = tmp_path / "r.csv"
    path.write_text('a,b\n1,2\n3,"4\n' + "5,6\n" * 1000)
    rows, aside = taken(engine, path, set_aside=True)
    assert (len(rows), len(aside)) == (1, 1001)
    path.write_text('a,b\n1,2\n3,"4\n' + f"5,{'6' * 100}\n" * 40_000)  # more than one record may hold
    rows, aside = taken(engine, path, set_aside=True)
    assert (len(rows), len(aside)) == (1, 40_001)


# ---------------------------------------------------------------- JSON


def test_every_key_anywhere_in_the_file_is_a_column(tmp_path, engine):
    path = tmp_path / "r.jsonl"
    lines = ['{"a": 1}'] * 5000 + [
        '{"b": {"name": "x", "n": 230.10}, "a": null}',
        '{"c": [1, {"d": "é"}], "a": "t"}',
        "{}",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert list(engine.open(path)) == ["a", "b", "c"]
    rows, aside = taken(engine, path)
    assert aside == []
    assert rows[:5000] == [["1", None, None]] * 5000
    assert rows[5000:] == [[None, '{"name":"x","n":230.10}', None], ["t", None, '[1,{"d":"é"}]'], [None, None, None]]


def test_values_keep_the_letters_they_are_written_with(tmp_path, engine):
    path = tmp_path / "r.jsonl"
    values = {
        "230.10": "230.10", "12345678901234567890123": "12345678901234567890123", "1e400": "1e400", "-0": "-0",
        "true": "true", "false": "false", "null": None, '"null"': "null", '"a\\u00e9\\n\\"\\\\"': 'aé\n"\\',
        '"\\ud83d\\ude00"': "😀", '"x\\u0000y"': "x\0y", '" x "': " x ", '""': None, '{"a":[]}': '{"a":[]}',
        '["\\u0001", 0.10]': '["\\u0001",0.10]', '"\\r\\r\\n,"': "\r\r\n,", "1" * 5000: "1" * 5000,
    }  # fmt: skip
    path.write_text("\n".join(f'{{"v": {value}}}' for value in values))
    assert [row[0] for row in taken(engine, path)[0]] == list(values.values())


BAD_LINES = {
    '{"a": 1': "is not one whole JSON object",
    '{"a": 1} {"a": 2}': "is not one whole JSON object",
    "{'a': 1}": "is not one whole JSON object",
    '{"a": "': "is not one whole JSON object",
    "[1]": "is no JSON object with names and values",
    '"a"': "is no JSON object with names and values",
    "1": "is no JSON object with names and values",
    '{"a": 1, "a": 2}': "gives a name twice in one object",
    '{"b": {"a": 1, "a": 2}}': "gives a name twice in one object",
    '{"a": NaN}': "holds a number that JSON does not know",
    '{"a": -Infinity}': "holds a number that JSON does not know",
    '{"a": "\\ud800"}': "is not UTF-8 text",
    '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}": "is nested too deeply",
    '{"a": ' + "[" * 202 + "]" * 202 + "}": "is nested too deeply",
    '{"a": "' + "x" * 2_000_000 + '"}': "is longer than a line can be",
}


@pytest.mark.parametrize(("line", "reason"), BAD_LINES.items(), ids=[line[:20] for line in BAD_LINES])
def test_a_broken_line_is_refused_with_its_number(tmp_path, engine, line, reason):
    path = tmp_path / "r.jsonl"
    path.write_text('{"a": "zz"}\n\n' + line.strip() + '\n{"a": 2}\n')
    refused(engine, path, f"r.jsonl:3: this line {reason}", "set them aside")
    rows, aside = taken(engine, path, ["a"], set_aside=True)
    assert (rows, aside) == ([["zz"], ["2"]], [(3, f"the line {reason}")])


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path, engine):
    path = tmp_path / "r.jsonl"
    path.write_bytes(b'{"a": "x"}\n{"a": "\xff"}\n{"a": {"b": "\xc3"}}\n')
    assert taken(engine, path, set_aside=True) == (
        [["x"]],
        [(2, "the line is not UTF-8 text"), (3, "the line is not UTF-8 text")],
    )


@pytest.mark.parametrize("bad", ["3", "[]", '{"a": NaN}', '{"a": 1, "a": 2}', "null"])
def test_one_bad_element_of_an_array_is_refused_with_its_line(tmp_path, engine, bad):
    path = tmp_path / "r.json"
    path.write_text('\n[{"a":\n 1},\n' + bad + ',\n\n{"a": 2}]\n')
    rows, aside = taken(engine, path, set_aside=True)
    assert rows == [["1"], ["2"]]
    assert [line for line, _ in aside] == [4]
    refused(engine, path, "r.json:4: this record ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[{"a": 1},\n{"a": 2]', 2), ('[{"a": 1}\n{"a": 2}]', 2), ('[{"a": 1},\n\n]', 3), ('[{"a": 1}]\n[]', 2),
        ('[{"a": 1},\n', 2), ("[", 1), ('[{"a": 1}', 1), ("[1,\n2", 2), ('[{"a": "' + "x" * 3_000_000, 1),
        ("[" * 3_000_000, 1),
    ],
)  # fmt: skip
def test_an_array_that_breaks_off_is_refused_whole(tmp_path, engine, text, line):
    path = tmp_path / "r.json"
    path.write_text(text)
    refused(engine, path, f"r.json:{line}: from here on", "Ask for the file again", set_aside=True)


def test_an_array_is_read_a_piece_at_a_time(tmp_path, engine, monkeypatch):
    path = tmp_path / "r.json"
    monkeypatch.setattr(jsonlines, "_CHUNK", 7)
    wanted = [[str(10**n), "é" * n + "\n\\"] for n in range(1, 60)]
    made = ",\n".join(json.dumps({"a": int(a), "b": b}, ensure_ascii=len(b) % 3 == 0) for a, b in wanted)
    path.write_text(f"[\n{made}\n]", encoding="utf-8")
    assert taken(engine, path)[0] == wanted
    assert [line for line, *_ in jsonlines.rows(path, "r.json")] == list(range(2, 61))
    path.write_text("[12,34, 567]")
    assert len(taken_lines(path)) == 3


def taken_lines(path):
    return list(jsonlines.rows(path, "r.json"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no line is a JSON object"), ("[]", "no line is a JSON object"), ("x\n", "no line is a JSON object"),
        ('{"a": 1}\n{"A": 2}', "capital letters only"), ('{"": 1}', "has no name"), ('{"a\\u0000": 1}', "cannot be"),
        ("{" + ",".join(f'"{n}": 1' for n in range(3000)) + "}", "3,000 columns"),
    ],
)  # fmt: skip
def test_json_whose_keys_make_no_columns(tmp_path, engine, text, says):
    path = tmp_path / "r.jsonl"
    path.write_text(text)
    refused(engine, path, says if says != "cannot be" else "not text that can be printed")


# ---------------------------------------------------------------- Excel


def book(tmp_path, *rows, change=None):
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    path = tmp_path / "r.xlsx"
    made.save(path)
    if change:
        old = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(old)) as read, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
            for name in read.namelist():
                content = read.read(name)
                written.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return path


def test_cells_are_read_as_they_are_shown(tmp_path, engine):
    path = book(
        tmp_path,
        ["a", "b"],
        [date(2021, 1, 2), 230.0],
        [datetime.fromisoformat("2021-01-02T03:04"), True],
        ["#N/A", 1e3],
    )
    assert taken(engine, path)[0] == [["2021-01-02", "230"], ["2021-01-02 03:04:00", "True"], ["#N/A", "1000"]]


def test_a_row_with_more_cells_than_the_header_is_refused_by_its_number(tmp_path, engine):
    path = book(tmp_path, ["a", "b"], ["1\n2", "x"], [], ["3", "4", None, "5"], [None, None], ["6"], [None])
    rows, aside = taken(engine, path, set_aside=True)
    assert (rows, aside) == ([["1\n2", "x"], ["6", None]], [(4, "the row has more fields than the header")])
    refused(engine, path, "r.xlsx:4: this row has more fields than the header")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="3"', b'r="2"'), (b'r="3"', b'r="1"'), (b'r="3"', b'r="9999999999"'), (b'r="3"', b'r="x"'),
        (b'r="B3"', b'r="A3"'), (b'r="B3"', b'r="ZZZ3"'), (b"</row>", b""), (b"<sheetData>", b""),
        (b'r="A3" t="inlineStr"', b'r="A3" t="other"'), (b'r="A3" t="inlineStr"', b'r="A3"'),
    ],
)  # fmt: skip
def test_a_sheet_with_rows_or_cells_that_no_reader_expects_loses_none(tmp_path, engine, old, new):
    path = book(tmp_path, ["a", "b"], ["1", "x"], ["2", "y"], ["3", "z"], change=lambda xml: xml.replace(old, new))
    refused(engine, path, "is not a whole Excel workbook")


def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path, engine):
    for size in (b'ref="A1:A1"', b'ref="A1:XFD1048576"', b'ref="A3:B3"'):
        path = book(tmp_path, ["a", "b"], ["1", "x"], ["2", "y"], change=lambda xml: xml.replace(b'ref="A1:B3"', size))  # noqa: B023
        assert taken(engine, path)[0] == [["1", "x"], ["2", "y"]]


def test_a_formula_without_its_last_value_is_unknown_and_no_fault(tmp_path, engine):
    assert taken(engine, book(tmp_path, ["a", "b"], ["1", "=A2+1"], ["", "x"]))[0] == [["1", None], [None, "x"]]


def test_a_workbook_made_to_fill_the_memory_is_refused_unopened(tmp_path, engine, monkeypatch):
    monkeypatch.setattr(excel, "_RATIO_FROM", 1 << 20)
    path = tmp_path / "r.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b" " * (30 << 20))
    refused(engine, path, "unpacks to", "Save the sheet as CSV")


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "damaged"), (b"PK\x03\x04", "damaged"), (b"\xd0\xcf\x11\xe0 old", "of the old kind")]
)
def test_what_is_no_workbook(tmp_path, engine, content, says):
    path = tmp_path / "r.xlsx"
    path.write_bytes(content)
    refused(engine, path, "is not a whole Excel workbook", says)


def test_a_first_row_without_names(tmp_path, engine):
    refused(engine, book(tmp_path, [], ["a"]), "the first row of the first sheet is empty")
    refused(engine, book(tmp_path, ["a", None, "b"]), "column 2 has no name")
    refused(engine, book(tmp_path, ["a", "A"]), "capital letters only")


# ---------------------------------------------------------------- Parquet


def parquet(tmp_path, columns, name="r.parquet", **options):
    path = tmp_path / name
    pyarrow.parquet.write_table(
        columns if isinstance(columns, pyarrow.Table) else pyarrow.table(columns), path, **options
    )
    return path


def test_nested_columns_are_json_text(tmp_path, engine):
    path = parquet(tmp_path, {
        "s": [{"name": "x", "n": [1, None]}, None],
        "l": [["a"], []],
        "m": pyarrow.array([[("k", "v")], None], pyarrow.map_(pyarrow.string(), pyarrow.string())),
        "f": pyarrow.array([[1, 2], [3, 4]], pyarrow.list_(pyarrow.int32(), 2)),
    })  # fmt: skip
    assert set(engine.open(path).values()) == {"JSON"}
    first, second = taken(engine, path)[0]
    assert [json.loads(cell) for cell in first] == [{"name": "x", "n": [1, None]}, ["a"], {"k": "v"}, [1, 2]]
    assert second == [None, "[]", None, "[3,4]"]


def test_moments_are_days_and_days_are_days(tmp_path, engine):
    day, moment = date(2021, 2, 3), datetime.fromisoformat("2021-02-03T23:59")
    kinds = {unit: pyarrow.array([moment, None], pyarrow.timestamp(unit)) for unit in ("s", "ms", "us", "ns")}
    zoned = pyarrow.array([datetime(2021, 2, 3, tzinfo=UTC), None], pyarrow.timestamp("us", "UTC"))
    path = parquet(tmp_path, {"d": [day, None], **kinds, "z": zoned})
    assert set(engine.open(path).values()) == {"DATE"}
    assert taken(engine, path)[0] == [[day] * 6, [None] * 6]


def test_a_day_that_never_ends_is_unknown(tmp_path, engine):
    path = tmp_path / "r.parquet"
    engine.write(
        "select date 'infinity' as d, timestamp '-infinity' as t, timestamptz 'infinity' as z, date '12000-01-01' as y",
        path,
    )
    assert taken(engine, path)[0] == [[None] * 4]


def test_which_day_a_moment_with_a_zone_is_on_is_not_guessed(tmp_path, engine):
    late = pyarrow.array([datetime(2021, 2, 3, 2, tzinfo=UTC)], pyarrow.timestamp("us", "America/New_York"))
    path = parquet(tmp_path, {"a": ["x"], "z": late})
    assert taken(engine, path, ["a"])[0] == [["x"]]
    refused(engine, path, 'the column "z" holds moments with a time zone', "as plain dates")


def test_other_types_keep_what_they_say(tmp_path, engine):
    path = parquet(tmp_path, {
        "n": pyarrow.array([230], pyarrow.decimal128(9, 2)),
        "t": pyarrow.array([b"text"]),
        "w": pyarrow.array(["x"]).dictionary_encode(),
        "b": [True],
    })  # fmt: skip
    engine.open(path)
    engine.take(["n", "t", "w", "b"])
    assert engine.fetch("select cast(n as varchar), t, w, cast(b as varchar) from source") == [
        ("230.00", "text", "x", "true")
    ]


def test_bytes_that_are_no_text_are_not_shown(tmp_path, engine):
    path = parquet(tmp_path, {"a": ["x"], "t": [b"Zoe\xff"]})
    assert taken(engine, path, ["a"])[0] == [["x"]]
    assert "Zoe" not in refused(engine, path, "is not a whole Parquet file")


@pytest.mark.parametrize(
    ("names", "says"), [(["a", "a"], "same name"), (["a", "A"], "capital letters"), (["a", ""], "no name")]
)
def test_parquet_columns_that_cannot_be_told_apart(tmp_path, engine, names, says):
    refused(engine, parquet(tmp_path, pyarrow.table([["1"], ["2"]], names=names)), says)


def test_a_folder_that_names_a_value_adds_no_column(tmp_path, engine):
    (tmp_path / "year=2020").mkdir()
    assert list(engine.open(parquet(tmp_path / "year=2020", {"a": ["x"]}))) == ["a"]


def test_no_rows_are_no_rows(tmp_path, engine):
    assert taken(engine, parquet(tmp_path, {"a": pyarrow.array([], pyarrow.string())})) == ([], [])


@pytest.mark.parametrize("nested", [False, True])
def test_very_many_columns_are_refused_at_once(tmp_path, engine, monkeypatch, nested):
    monkeypatch.setattr(parquets, "_MOST_FIELDS", 3_000)
    columns = {f"c{n}": pyarrow.array([1]) for n in range(3_500 if nested else 2_500)}
    made = {"s": pyarrow.StructArray.from_arrays(columns.values(), names=list(columns))} if nested else columns
    refused(engine, parquet(tmp_path, made), "3,501 columns" if nested else "2,500 columns")


def test_a_cut_footer_is_refused(tmp_path, engine):
    path = parquet(tmp_path, {"a": ["x"] * 100})
    whole = path.read_bytes()
    for length in (0, 3, 4, 8, len(whole) // 2, len(whole) - 4, len(whole) - 1):
        path.write_bytes(whole[:length])
        refused(engine, path, "is not a whole Parquet file", "Ask for the file again")


def test_statistics_that_lie_change_nothing(tmp_path, engine):
    path = parquet(tmp_path, {"a": ["m", "n", None, "p"]}, compression="none", use_dictionary=False)
    data = path.read_bytes()
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    found = pyarrow.parquet.ParquetFile(path).metadata.row_group(0).column(0).statistics
    assert (found.min, found.max, found.null_count) == ("m", "p", 1)
    lying = data[:footer] + data[footer:].replace(b"\x01m", b"\x01z").replace(b"\x01p", b"\x01a")
    path.write_bytes(lying)
    lied = pyarrow.parquet.ParquetFile(path).metadata.row_group(0).column(0).statistics
    assert (lied.min, lied.max) == ("z", "a")
    assert taken(engine, path)[0] == [["m"], ["n"], [None], ["p"]]
    assert engine.fetch("select count(*) from source where a = 'm' or a is null") == [(2,)]


def test_a_number_of_rows_that_lies_is_refused(tmp_path, engine):
    path = parquet(tmp_path, {"a": ["x"] * 100}, compression="none")
    whole = path.read_bytes()
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    places = [
        at for at in range(footer, len(whole)) if whole.startswith(b"\xc8\x01", at)
    ]  # 100, as the footer writes it
    found = []
    for lie in (b"\xca\x01", b"\xc6\x01", b"\x80\x01", b"\xfe\x7f"):  # 101, 99, 64, 8191
        for place in places:
            path.write_bytes(whole[:place] + lie + whole[place + 2 :])
            found.append(outcome(engine, path))
    assert set(found) <= {"refused", 100}
    assert found.count("refused") >= 4


def outcome(engine, path):
    try:
        return len(taken(engine, path)[0])
    except RecordsError as error:
        return "refused" if path.name in str(error) else str(error)


def test_a_file_that_says_it_has_more_rows_than_it_could_is_refused(tmp_path, engine, monkeypatch):
    monkeypatch.setattr(parquets, "_MANY_ROWS", 1_000_000)
    path = tmp_path / "r.parquet"
    engine.write("select 'x' as a from range(2_000_000)", path)
    refused(engine, path, "claims 2,000,000 rows")
