"""The few pieces of DuckDB's SQL that every reader of records writes."""

from __future__ import annotations

import glob
import re
from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from nolle.compiler.query import columns as listed
from nolle.compiler.query import name, text
from nolle.errors import EngineError

ROW = "source_row"
"""The column that numbers the rows taken in."""


_OF_A_DISK = re.compile(
    "No space left on device|Disk quota exceeded|File too large|Read-only file system|Permission denied|"
    "Input/output error|No such file or directory"
)


def path_sql(file: Path) -> str:
    """A path as a text literal that names this file and no other: `*`, `?` and `[` are letters in it."""
    return text(glob.escape(str(file)))


def day(value: str) -> str:
    """A date, or nothing where it is one that no calendar of ours has: an infinite one, or of the year 12000."""
    return f"case when {value} between date '0001-01-01' and date '9999-12-31' then {value} end"


def made_source(
    connection: DuckDBPyConnection, chosen: Sequence[tuple[str, str]], relation: str, days: Collection[str] = ()
) -> int:
    """Make the relation `source` of (expression, name of the column); returns how many rows it has.

    `days` names columns whose text is a date. It is made one only after the text is taken in: as part of reading
    CSV, DuckDB makes of `try_cast` a cast that fails.

    The rows keep the order of the file, and their place in the table is their number: to count them while they
    are read would read them one after another. In the table the columns have names of ours, so that none of
    the file's can hide that place.
    """
    connection.execute("drop view if exists source")
    cells = listed([f"{cell} as c{place}" for place, (cell, _) in enumerate(chosen)] or ["1 as nothing"])
    connection.execute(f"create or replace temp table source_rows as\nselect\n  {cells}\nfrom {relation}")
    kept = [(day(f"try_cast(c{n} as date)") if own in days else f"c{n}", own) for n, (_, own) in enumerate(chosen)]
    names = listed([*(f"{cell} as {name(own)}" for cell, own in kept), f"rowid + 1 as {ROW}"])
    connection.execute(f"create temp view source as\nselect\n  {names}\nfrom source_rows")
    counted = connection.execute(f"select count(*), max({ROW}) from source").fetchone()
    assert counted is not None
    if counted[0] != (counted[1] or 0):
        raise EngineError(f"the database numbered {counted[0]:,} rows up to {counted[1]:,}. Please report this.")
    return int(counted[0])


def short_of(error: duckdb.Error) -> str:
    """What the machine lacked, and what to do, if that is why the database gave up; else nothing."""
    told = str(error)
    if "failed to offload" in told:
        return "the disk for temporary files is full. Make room there, or let TMPDIR lead to a larger disk"
    if isinstance(error, duckdb.OutOfMemoryException):
        return "the memory that the database may use is too little. Allow more with --memory-limit, such as 4GB"
    refused = _OF_A_DISK.search(told)
    return f"{refused[0].lower()}. Make room, or ask for the right to write there" if refused else ""


def said(error: duckdb.Error) -> str:
    """The first line of what DuckDB says, without what it quotes: that may be a cell."""
    said = str(error).splitlines()[0].partition(": ")[2] or type(error).__name__
    return re.sub(r"\"[^\"]*\"|'[^']*'", "...", said).strip().rstrip(".")
