"""However a file is broken: an error that names it, or every record of it in `source` or in `unreadable`."""

import random
import re
import time

import duckdb
import pyarrow
import pytest

from nolle.compiler.query import name
from nolle.engine.duckdb import DuckDB
from nolle.errors import EngineError, NolleError
from tests.engine import breaking, counting
from tests.generated import SOAK

soak = pytest.mark.skipif(not SOAK, reason="a soak run only: NOLLE_SOAK=1")
WRONG = (AssertionError, LookupError, OSError, RuntimeError, TypeError, ValueError, duckdb.Error)
SECONDS = 30
"""What no small file may take, on a busy machine."""


@pytest.fixture(scope="module")
def reader():
    with Reader() as made:
        yield made


class Reader:
    """A database that is made anew after an error of its own."""

    def __enter__(self):
        self.engine = DuckDB(memory_limit="2GB")
        return self

    def __exit__(self, *_):
        self.engine.close()

    def read(self, path, set_aside):
        """The number of rows, and of lines refused; or the error, which names the file and shows no cell."""
        started = time.monotonic()
        try:
            present = self.engine.open(path)
            self.engine.take(list(present), set_aside)
            [(rows, first, last)] = self.engine.fetch("select count(*), min(source_row), max(source_row) from source")
            assert (first, last) == ((1, rows) if rows else (None, None))
            [(refused, reasons)] = self.engine.fetch("select count(*), count(reason) from unreadable")
            assert refused == reasons
            return (rows, refused), present
        except NolleError as error:
            if isinstance(error, EngineError):
                self.engine.close()
                self.engine = DuckDB(memory_limit="2GB")
            said = str(error)
            assert path.name in said
            assert breaking.SECRET not in said
            assert len(said) < 2000
            return said, {}
        finally:
            assert time.monotonic() - started < SECONDS

    def blank(self, columns):
        """Rows with nothing in them, which plain readers of CSV pass over in a file of one column."""
        [column] = columns
        return self.engine.fetch(f"select count(*) from source where {name(column)} is null")[0][0]


def check(reader, path, data):
    """Read a broken file both ways, and compare with a reader that shares nothing with ours."""
    path.write_bytes(data)
    strict, _ = reader.read(path, False)
    assert isinstance(strict, str) or strict[1] == 0
    found, columns = reader.read(path, True)
    if isinstance(found, str):
        return "refused"
    rows, aside = found
    if aside == 0:
        assert strict == found
    else:
        assert isinstance(strict, str)
        assert re.search(rf"{re.escape(path.name)}:\d+: this (line|row|record) ", strict)
    if expected := plainly(path.name, data):
        fewest, most = expected
        if len(columns) == 1:  # there a line with nothing on it is a row, which plain readers pass over
            most += reader.blank(columns)
        assert fewest <= rows + aside <= most
    return "set aside" if aside else "read"


def plainly(file, data):
    """What plain readers count; nothing where they give up on a file that ours reads."""
    try:
        return counting.records(file, data)
    except (pyarrow.ArrowException, OSError, ValueError, KeyError, IndexError):
        assert file.endswith((".parquet", ".xlsx")), "a text that ours reads can be counted"
        return None


def cases(seed, number, folder, reader):
    """Break files of every kind; returns what became of them."""
    became, wrong = dict.fromkeys(("read", "set aside", "refused"), 0), []
    for case in range(number):
        draw = random.Random(f"{seed}/{case}")
        kind = draw.choice(breaking.KINDS)
        data = breaking.broken(draw, kind, breaking.file(draw, kind))
        ending = kind if draw.random() < 0.95 else draw.choice(breaking.KINDS)
        path = folder / f"records-{case}.{ending}"
        try:
            became[check(reader, path, data)] += 1
        except WRONG as error:  # all of them are told at once
            wrong.append(f"{path.name}, {len(data)} bytes {data[:200]!r}: {error!r}"[:1000])
        path.unlink()
    assert not wrong, f"{len(wrong)} of {number}:\n" + "\n".join(wrong[:20])
    return became


@pytest.mark.parametrize("kind", breaking.KINDS)
def test_a_good_file_is_read_whole(tmp_path, reader, kind):
    for case in range(5):
        draw = random.Random(f"good/{kind}/{case}")
        data = breaking.file(draw, kind)
        if counting.records(f"a.{kind}", data)[0] or "json" not in kind:  # without records, JSON has no columns
            assert check(reader, tmp_path / f"a.{kind}", data) == "read"


def test_no_broken_file_crashes_or_loses_a_row(tmp_path, reader):
    became = cases("normal", 300, tmp_path, reader)
    assert min(became.values()) > 10, became


@soak
@pytest.mark.soak
def test_ten_thousand_broken_files(tmp_path, reader):
    became = cases("soak", 10_000, tmp_path, reader)
    print(became)
    assert min(became.values()) > 300, became


GOOD = (b"1,PL 230.00,x", b'2,"two\nlines",y', b"3,,", b'4,"say ""no""",z', "5,§ 5902(b),¿".encode(), b"6,a,b,,")
BAD = (b"short", b"1,2", b"1,2,3,4", b'1,"x"y,3', b"1,\xe9t\xe9,3", b'"1"2,3,4', b'1,2,"3"x"', b"\0\xff,\xc3,1")


def rows_of_all_kinds(path, number):
    """A file of good and bad rows; returns the lines on which the bad ones stand."""
    draw = random.Random(number)
    bad, line = [], 2
    with path.open("wb") as file:
        file.write(b"a,b,c\n")
        for _ in range(number):
            row = draw.choice(BAD if draw.random() < 0.5 else GOOD)
            if row in BAD:
                bad.append(line)
            line += 1 + row.count(b"\n")
            file.write(row + draw.choice((b"\n", b"\n", b"\r\n")))
    return bad


@pytest.mark.parametrize("number", [3000, pytest.param(1_000_000, marks=[soak, pytest.mark.soak])])
def test_every_bad_row_is_set_aside_by_its_line(tmp_path, reader, number):
    path = tmp_path / "records.csv"
    bad = rows_of_all_kinds(path, number)
    engine = reader.engine
    engine.take(list(engine.open(path)), True)
    assert engine.fetch("select count(*), max(source_row) from source") == [(number - len(bad),) * 2]
    assert [line for (line,) in engine.fetch("select line from unreadable order by line")] == bad
    assert counting.csv_rows(path.read_bytes()) == number
