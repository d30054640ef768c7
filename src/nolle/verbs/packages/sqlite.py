"""Tables → one SQLite file with primary and foreign keys, which Datasette opens as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from nolle.verbs.packages.schema import COLUMNS, Add, Kind, Row, Table, described

SQLITE = "nolle.sqlite"


@contextmanager
def sqlite_file(folder: Path, about: Mapping[str, str], tables: Sequence[Table]) -> Iterator[Add]:
    """All tables in one SQLite file; what is empty is null."""
    with closing(sqlite3.connect(folder / SQLITE, isolation_level=None)) as base:
        base.execute("pragma journal_mode = off")  # a file that is not whole never takes its place
        base.execute("pragma synchronous = off")
        base.execute("begin")
        base.execute("create table package (name text primary key, says text)")
        base.executemany("insert into package values (?, ?)", about.items())
        told_ = ", ".join(f"{name} text" for name in COLUMNS)
        base.execute(f"create table columns ({told_}, primary key (in_table, name))")
        base.executemany(f"insert into columns values ({_marks(COLUMNS)})", described(tables))
        for table in tables:
            base.execute(_statement(table))

        def add(table: Table, rows: Sequence[Row]) -> None:
            values = ", ".join(["nullif(?, '')"] * len(table.fields))
            base.executemany(f'insert into "{table.name}" values ({values})', rows)
            for statement in _indexes(table):  # of a table that is full they are made faster than along with it
                base.execute(statement)

        yield add
        base.execute("commit")


def _statement(table: Table) -> str:
    """The table with its keys."""
    columns = []
    for at, field in enumerate(table.fields):
        kind = "integer" if field.kind is Kind.WHOLE else "text"
        key = " primary key" if not at else ""
        to = f' references "{field.key_to}" ("id")' if field.key_to else ""
        columns.append(f'"{field.name}" {kind}{key}{" not null" if field.needed else ""}{to}')
    return f'create table "{table.name}" ({", ".join(columns)})'


def _indexes(table: Table) -> Iterator[str]:
    """An index for each column that names rows of another table."""
    for field in table.fields[1:]:
        if field.key_to:
            yield f'create index "{table.name}_{field.name}" on "{table.name}" ("{field.name}")'


def _marks(columns: Sequence[object]) -> str:
    return ", ".join("?" * len(columns))
