"""Good files of every kind, made up from a seed, and ways to break them."""

import gzip
import io
import json
import random
import zipfile

import openpyxl
import pyarrow
import pyarrow.parquet

SECRET = "zzsecretzz"
"""In every record, and in no message."""

WORDS = (
    "PL 230.00",
    "x",
    "",
    "soliciting",
    "§ 5902(b)",
    "¿LOITERING",
    "a, b",
    'say "no"',
    "two\nlines",
    " kept ",
    "0",
    "1.50",
)
TEXTS = ("csv", "tsv", "jsonl", "json")
KINDS = (*TEXTS, "csv.gz", "jsonl.gz", "csv.zip", "utf16.csv", "xlsx", "parquet")


def table(draw: random.Random) -> list[list[str]]:
    width = draw.choice((1, 2, 3, 3, 5))
    rows = [[draw.choice(WORDS) for _ in range(width)] for _ in range(draw.choice((0, 1, 3, 10, 40)))]
    for row in rows:
        row[draw.randrange(width)] = SECRET
    return [[f"c{n}" for n in range(width)], *rows]


def file(draw: random.Random, kind: str) -> bytes:
    """A whole file of a kind."""
    rows = table(draw)
    if kind == "xlsx":
        return _excel(rows)
    if kind == "parquet":
        return _parquet(rows)
    return packed(kind, text(draw, kind, rows))


def packed(kind: str, content: bytes) -> bytes:
    if kind.endswith(".gz"):
        return gzip.compress(content, mtime=0)
    if kind.endswith(".zip"):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inside.csv", content)
        return made.getvalue()
    return content


def text(draw: random.Random, kind: str, rows: list[list[str]]) -> bytes:
    inner = kind.removesuffix(".gz").removesuffix(".zip")
    if inner in ("jsonl", "json"):
        objects = [json.dumps(dict(zip(rows[0], row, strict=True)), ensure_ascii=False) for row in rows[1:]]
        return ("\n".join([*objects, ""]) if inner == "jsonl" else "[" + ",\n ".join(objects) + "]").encode()
    end = draw.choice(("\n", "\n", "\r\n", "\r"))
    delimiter = "\t" if inner == "tsv" else draw.choice(",,;")
    lines = [delimiter.join(_field(cell, delimiter, draw.random() < 0.2) for cell in row) + end for row in rows]
    return "".join(lines).encode("utf-16" if inner.startswith("utf16") else "utf-8")


def _field(cell, delimiter, quoted):
    return '"' + cell.replace('"', '""') + '"' if quoted or set(cell) & {delimiter, '"', "\n"} else cell


def _excel(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _parquet(rows):
    columns = [list(column) for column in zip(*rows[1:], strict=True)] or [[] for _ in rows[0]]
    kinds = [pyarrow.array(column, pyarrow.string()) for column in columns]
    made = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(kinds, names=rows[0]), made, row_group_size=16)
    return made.getvalue()


# ---------------------------------------------------------------- breaking


def broken(draw: random.Random, kind: str, data: bytes) -> bytes:
    """The file with something wrong: in the bytes that are stored, or in the text that is packed in them."""
    if kind == "xlsx" and draw.random() < 0.6:
        return _repacked(data, lambda content: mangled(draw, content))
    if kind in ("csv.gz", "jsonl.gz", "csv.zip") and draw.random() < 0.5:
        content = text(draw, kind, table(draw))
        return packed(kind, mangled(draw, content))
    return mangled(draw, data)


def _repacked(data, change):
    """A workbook whose sheet is changed and whose check sums are right."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return made.getvalue()


def mangled(draw: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 3, 8))):
        draw.choice(WAYS)(draw, changed)
    return bytes(changed)


def _place(draw, data):
    """Anywhere, and more often in the first and the last bytes, where a file says what it is."""
    near = min(len(data), 80)
    spot = draw.random()
    if spot < 0.15:
        return draw.randrange(near + 1)
    return len(data) - draw.randrange(near + 1) if spot > 0.85 else draw.randrange(len(data) + 1)


def cut(draw, data):
    del data[_place(draw, data) :]


def flip(draw, data):
    if data:
        data[min(_place(draw, data), len(data) - 1)] ^= 1 << draw.randrange(8)


def put(draw, data):
    at = _place(draw, data)
    data[at:at] = draw.choice(
        (
            b"\0",
            b"\r",
            b"\n",
            b"\r\n",
            b'"',
            b'""',
            b",",
            b"\t",
            b" ",
            b"\xff",
            b"\xc3",
            b"{",
            b"]",
            b"\\",
            b"\x1a",
            b"\xef\xbb\xbf",
        )
    )


def drop(draw, data):
    at = _place(draw, data)
    del data[at : at + draw.choice((1, 1, 2, 10, 100))]


def double(draw, data):
    """Say a part twice: a row, a part of a row, the header."""
    at, length = draw.choice((0, _place(draw, data))), draw.choice((3, 20, 200))
    data[at:at] = data[at : at + length]


def blanked(draw, data):
    at = _place(draw, data)
    length = min(draw.choice((1, 4, 30)), len(data) - at)
    data[at : at + length] = b"\0" * length


def other_ends(draw, data):
    """Other line ends from a place on."""
    at = _place(draw, data)
    old, new = draw.choice(((b"\n", b"\r\n"), (b"\r\n", b"\n"), (b"\n", b"\r"), (b"\r", b"\n")))
    data[at:] = data[at:].replace(old, new)


def ragged(draw, data):
    """A field too many or too few in some line."""
    lines = data.split(b"\n")
    at = draw.randrange(len(lines))
    lines[at] = lines[at] + b",more" if draw.random() < 0.5 else lines[at].rpartition(b",")[0]
    data[:] = b"\n".join(lines)


def huge(draw, data):
    """A field of a megabyte; seldom, of three, which is longer than a line can be."""
    at = _place(draw, data)
    data[at:at] = b"y" * draw.choice((70_000, 1_100_000, 3_000_000)) if draw.random() < 0.2 else b"y" * 5000


def nothing_left(draw, data):
    del data[draw.choice((0, 1, 4)) :]


WAYS = (cut, flip, flip, put, put, put, drop, double, blanked, other_ends, ragged, huge, nothing_left)
