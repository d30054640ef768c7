"""How many records a file holds, as slow and plain readers count them that share nothing with ours."""

import gzip
import io
import json
import re
import zipfile
from xml.etree import ElementTree

import pyarrow.parquet

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def records(name: str, data: bytes) -> tuple[int, int]:
    """The fewest and the most records that a file may be said to hold: good ones, and bad ones told apart.

    They are one number, but for CSV text with blanks beside a quotation mark: there readers part the text in
    different ways, and all that can be asked is that no line is lost.
    """
    ending = name.rpartition(".")[2]
    if ending in ("gz", "zip"):
        return records(*_unpacked(name, data))
    if ending == "parquet":
        found = pyarrow.parquet.ParquetFile(io.BytesIO(data)).metadata.num_rows
    elif ending == "xlsx":
        found = _sheet(data)
    elif ending in ("jsonl", "json"):
        found = _json(_utf8(data))
    else:
        data = _utf8(data)
        likely = b"\t,;|" if ending == "tsv" else b",\t;|"
        found = csv_rows(data, likely)
        if b' "' in data or b'" ' in data:
            return csv_rows(data, likely, 1), len(LINES.split(data))
    return found, found


def _unpacked(name, data):
    if name.endswith(".gz"):
        return name.removesuffix(".gz"), gzip.decompress(data) if data else b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [member] = archive.namelist()
        return member, archive.read(member)


def _utf8(data):
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding).encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _json(data):
    if data.lstrip().startswith(b"["):
        return len(json.loads(data.decode(errors="replace")))
    return sum(1 for line in data.split(b"\n") if line.strip(b" \t\r\n"))


def _sheet(data):
    """The rows with anything in them, less the header."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        root = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))

    def filled(cell):
        return any("".join(text.itertext()) for tag in ("v", "is") for text in cell.findall(SHEET + tag))

    rows = [row for row in root.iter(f"{SHEET}row") if any(filled(cell) for cell in row.iter(f"{SHEET}c"))]
    return len(rows) - 1


LONGEST = 2_000_000
LINES = re.compile(rb"\r\n|\n|\r")


def csv_rows(data: bytes, likely: bytes = b",\t;|", bad_one: int = 0) -> int:
    """The records of CSV text, less the header and lines with nothing on them: letter by letter, by the rules that the docs give.

    A quotation mark opens a field at its start (blanks aside), and closes it again; where something else than
    the end of the field follows, or where the record is too long, each line from the record's first to this one
    is a bad one (or all are `bad_one`).
    """
    header = LINES.split(data)[0]
    delimiter = max(likely, key=re.sub(rb'"[^"]*"?', b"", header).count)
    at, *_ = _record(data, 0, delimiter)
    rows = 0
    while at < len(data):
        blank = data[at] in b"\r\n"
        start, (at, _, lines, bad) = at, _record(data, at, delimiter)
        bad = bad or at - start > LONGEST
        rows += 0 if blank else bad_one or lines if bad else 1
    return rows


def _record(data, at, delimiter):
    """Where the record that begins at a place ends, its fields, its lines, and whether it is a bad one."""
    fields, lines, state = 1, 1, "start"  # of a field; then `plain`, or `quoted` and `closed`
    while at < len(data):
        letter, two = data[at], data[at : at + 2]
        if state == "quoted":
            if two == b'""':
                at += 1
            elif letter == 34:
                state = "closed"
            elif letter == 10 or (letter == 13 and two != b"\r\n"):
                lines += 1
        elif letter in b"\r\n":
            return at + (2 if two == b"\r\n" else 1), fields, lines, False
        elif letter == delimiter:
            fields, state = fields + 1, "start"
        elif state == "closed" and letter != 32:
            rest = LINES.search(data, at)
            return rest.end() if rest else len(data), fields, lines, True
        elif state == "start" and letter != 32:
            state = "quoted" if letter == 34 else "plain"
        at += 1
    after = data[-1:] in (b"\n", b"\r") and state == "quoted"  # after the last line end there is no line
    return at, fields, lines - after, state == "quoted"
