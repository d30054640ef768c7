"""Tables as files: exactly what is shown, each row with the ids of its sources, and the sources beside it.

One table goes to CSV, Excel, JSON or SQLite; changes to an Atom feed too; a folder gets everything as a data package.
The same table gives the same bytes, and what was written can be read again (`read_table`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nolle.cite import Source
from nolle.engine import sheets
from nolle.engine.workbooks import workbook
from nolle.errors import NolleError, RecordsError
from nolle.publish.folder import whole_file

JOIN = "; "
"""Between the values of a cell that holds several; no id holds it."""

SOURCE_COLUMNS = ("id", "title", "publisher", "url", "date", "kind", "retrieved", "note")
KINDS_OF_FILE = (".csv", ".xlsx", ".json", ".sqlite")


@dataclass(frozen=True)
class Column:
    """A column by name, what is in it, and whether a cell holds several values."""

    name: str
    says: str
    many: bool = False
    number: bool = False


@dataclass(frozen=True)
class DataTable:
    """Rows of text and whole numbers under columns, with the sources that they name."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int, ...], ...]
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def made(
    name: str, title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]], sources: Mapping[str, Source]
) -> DataTable:
    """A table of values by column. Keeps of the sources what some row names; a source that is not known is an error."""
    told = [tuple(_cell(row[column.name]) for column in columns) for row in rows]
    at = [place for place, column in enumerate(columns) if column.name.endswith("sources")]
    named = sorted({id for row in told for place in at for id in str(row[place]).split(JOIN) if id})
    return DataTable(name, title, tuple(columns), tuple(told), {id: sources[id] for id in named})


def _cell(value: Any) -> str | int:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        return JOIN.join(str(one) for one in value)
    return value if isinstance(value, int) else str(value)


# -- writing


def write_table(table: DataTable, file: Path) -> int:
    """Write a table by the file's ending, its sources beside it or within. Returns its rows. Raises NolleError."""
    kind = file.suffix.lower()
    if kind not in KINDS_OF_FILE:
        known = ", ".join(KINDS_OF_FILE)
        raise NolleError(f'{file}: a table is written as {known} (changes as .xml too), not "{file.suffix}".')
    if kind == ".csv":
        with whole_file(file) as new:
            sheets.write(new, table.names, table.rows)
        with whole_file(_beside(file)) as new:
            sheets.write(new, SOURCE_COLUMNS, _source_rows(table))
    elif kind == ".xlsx":
        with whole_file(file) as new, workbook(new) as sheet:
            sheet(table.name, table.names, table.rows)
        with whole_file(_beside(file)) as new, workbook(new) as sheet:
            sheet("sources", SOURCE_COLUMNS, _source_rows(table))
    elif kind == ".json":
        with whole_file(file) as new:
            _json(table, new)
    else:
        with whole_file(file) as new:
            _sqlite(table, new)
    return len(table.rows)


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.stem}.sources{file.suffix}")


def _source_rows(table: DataTable) -> list[tuple[str, ...]]:
    return [tuple(str(getattr(source, name)) for name in SOURCE_COLUMNS) for source in table.sources.values()]


def _json(table: DataTable, file: Path) -> None:
    """The table with its columns and sources, a row to a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    columns = [{"name": c.name, "says": c.says, "many": c.many, "number": c.number} for c in table.columns]
    sources = [dict(zip(SOURCE_COLUMNS, told, strict=True)) for told in _source_rows(table)]
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(f'{{"name": {encode(table.name)},\n"title": {encode(table.title)},\n"columns": {encode(columns)},\n')
        out.write('"rows": [')
        out.writelines(f"{',' if at else ''}\n{encode(_values(table, row))}" for at, row in enumerate(table.rows))
        out.write(f'],\n"sources": {encode(sources)}}}\n')


def _values(table: DataTable, row: Sequence[str | int]) -> dict[str, Any]:
    return {
        c.name: str(cell).split(JOIN) if c.many and cell else [] if c.many else cell
        for c, cell in zip(table.columns, row, strict=True)
    }


def _sqlite(table: DataTable, file: Path) -> None:
    """One table of rows, one of sources, and one that joins them; a viewer such as Datasette opens it as it is."""
    with closing(sqlite3.connect(file)) as base, base:
        texts = ", ".join(f'"{name}" text' for name in SOURCE_COLUMNS)
        base.execute(f'create table sources ({texts}, primary key ("id"))')
        base.executemany(f"insert into sources values ({_marks(SOURCE_COLUMNS)})", _source_rows(table))
        kinds = ", ".join(f'"{c.name}" {"integer" if c.number else "text"}' for c in table.columns)
        base.execute(f'create table "{table.name}" (row integer primary key, {kinds})')
        numbered = ((number, *row) for number, row in enumerate(table.rows, 1))
        base.executemany(f'insert into "{table.name}" values ({_marks(("row", *table.columns))})', numbered)
        base.execute(
            f'create table "{table.name}_sources" (row integer references "{table.name}" (row), '
            "source text references sources (id))"
        )
        base.executemany(f'insert into "{table.name}_sources" values (?, ?)', _links(table))
        base.execute("create table columns (name text, says text, many integer, number integer)")
        base.executemany(
            "insert into columns values (?, ?, ?, ?)", [(c.name, c.says, c.many, c.number) for c in table.columns]
        )
        base.execute("create table about (name text, title text)")
        base.execute("insert into about values (?, ?)", (table.name, table.title))


def _marks(columns: Sequence[object]) -> str:
    return ", ".join("?" * len(columns))


def _links(table: DataTable) -> list[tuple[int, str]]:
    at = table.names.index("sources") if "sources" in table.names else -1
    return [
        (number, id)
        for number, row in enumerate(table.rows, 1)
        for id in (str(row[at]).split(JOIN) if at >= 0 else ())
        if id
    ]


# -- reading again


def read_table(file: Path, like: DataTable | None = None) -> DataTable:
    """A table that `write_table` wrote. CSV and Excel do not hold the columns' meanings: `like` gives them.

    Raises NolleError where the file is not such a table.
    """
    kind = file.suffix.lower()
    try:
        if kind == ".json":
            return _of_values(json.loads(file.read_text(encoding="utf-8")))
        if kind == ".sqlite":
            return _of_sqlite(file)
        if kind in (".csv", ".xlsx") and like is not None:
            return _of_sheet(file, like)
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error, RecordsError) as error:
        raise NolleError(f"{file}: is not a table that nolle wrote ({type(error).__name__}).") from None
    raise NolleError(f"{file}: a table is read from .json or .sqlite, and from .csv or .xlsx beside one that is known.")


def _of_values(told: Mapping[str, Any]) -> DataTable:
    columns = tuple(Column(c["name"], c["says"], c["many"], c["number"]) for c in told["columns"])
    rows = tuple(tuple(_cell(row[c.name]) for c in columns) for row in told["rows"])
    sources = {one["id"]: Source.model_validate(one) for one in told["sources"]}
    return DataTable(told["name"], told["title"], columns, rows, sources)


def _of_sqlite(file: Path) -> DataTable:
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as base:
        name, title = base.execute("select name, title from about").fetchone()
        columns = tuple(Column(n, s, bool(m), bool(i)) for n, s, m, i in base.execute("select * from columns"))
        rows = tuple(tuple(row[1:]) for row in base.execute(f'select * from "{name}" order by row'))
        told = [dict(zip(SOURCE_COLUMNS, row, strict=True)) for row in base.execute("select * from sources")]
    return DataTable(name, title, columns, rows, {one["id"]: Source.model_validate(one) for one in told})


def _of_sheet(file: Path, like: DataTable) -> DataTable:
    rows = tuple(
        tuple(int(cells[c.name]) if c.number else cells[c.name] for c in like.columns) for _, cells in sheets.read(file)
    )
    sources = {cells["id"]: Source.model_validate(cells) for _, cells in sheets.read(_beside(file))}
    return DataTable(like.name, like.title, like.columns, rows, sources)
