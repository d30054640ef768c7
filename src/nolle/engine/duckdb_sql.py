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


def said(error: duckdb.Error) -> str:
    """The first line of what DuckDB says, without what it quotes: that may be a cell."""
    said = str(error).splitlines()[0].partition(": ")[2] or type(error).__name__
    return re.sub(r"\"[^\"]*\"|'[^']*'", "...", said).strip().rstrip(".")
