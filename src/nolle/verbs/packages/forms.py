"""Tables → the files of a package: CSV each, and all of them as one SQLite file, one workbook and one JSON.

Each table is gone through once and let go. The files hold nothing that is not in the tables and their schemas, so
they can be made again from the CSV files, byte for byte.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from nolle.engine.sheets import plain, told
from nolle.engine.workbooks import workbook
from nolle.errors import NolleError
from nolle.verbs.feeds import Entry, feed
from nolle.verbs.packages.schema import COLUMNS, JOIN, Add, Cell, Field, Kind, Row, Table, described
from nolle.verbs.packages.sqlite import SQLITE, sqlite_file

WORKBOOK, JSON, FEED = "nolle.xlsx", "nolle.json", "changes.xml"
WHOLE = {
    SQLITE: "all tables in one SQLite file, with keys; Datasette opens it as it is",
    WORKBOOK: "all tables in one Excel workbook, the list of columns first",
    JSON: "all tables in one JSON file, a row to a line",
    FEED: "the changes as an Atom feed, the latest first",
}
"""The files that hold all tables, or one of them in another form, and what they are."""

CHANGES = "changes"
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
Form = Callable[[Path, Mapping[str, str], Sequence[Table]], AbstractContextManager[Add]]
"""Opens the files of one form in a folder; what it yields adds a table."""


def write(
    folder: Path, about: Mapping[str, str], tables: Sequence[Table], rows: Iterable[tuple[Table, list[Row]]],
    forms: Sequence[Form] = (),
) -> dict[str, int]:  # fmt: skip
    """Write the files of a package but for its description, in all forms or in some; how many rows each table has.

    `about` says in a few words what the package is; `as_of` among them dates the feed. Raises NolleError.
    """
    counts = {}
    forms = forms or (csv_files, *LARGER, change_feed)
    with ExitStack() as open_:
        adds = [open_.enter_context(form(folder, about, tables)) for form in forms]
        for table, told_ in rows:
            counts[table.name] = len(told_)
            for add in adds:
                add(table, told_)
    return counts


class _Shown(dict[Cell, Cell]):
    """A cell as CSV has it; what comes again is not made again."""

    def __missing__(self, cell: Cell) -> Cell:
        made = self[cell] = plain(cell) if isinstance(cell, str) else cell
        return made


@contextmanager
def csv_files(folder: Path, _: Mapping[str, str], __: Sequence[Table]) -> Iterator[Add]:
    """A CSV file for each table."""

    def add(table: Table, rows: Sequence[Row]) -> None:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(table.names)
            shown = _Shown()
            writer.writerows([shown[cell] for cell in row] for row in rows)

    yield add


def read(file: Path, table: Table) -> Iterator[Row]:
    """The rows of a table that was written as CSV. Raises NolleError where it is no such table."""
    whole = [place for place, field in enumerate(table.fields) if field.kind is Kind.WHOLE]
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            reader = csv.reader(opened, strict=True)
            if tuple(next(reader, ())) != table.names:
                raise NolleError(f"{file.name}:1: the columns are not those of the schema: {', '.join(table.names)}")
            for row in reader:
                if len(row) != len(table.names):
                    what = f"has {len(row)} cells, and there are {len(table.names)} columns"
                    raise NolleError(f"{file.name}:{reader.line_num}: {what}")
                cells: list[Cell] = [told(cell) if cell[:1] == "'" else cell for cell in row]
                for place in whole:
                    cells[place] = _number(row[place], f"{file.name}:{reader.line_num}")
                yield tuple(cells)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NolleError(f"{file.name}: cannot be read as CSV in UTF-8 ({type(error).__name__}).") from None


def _number(cell: str, at: str) -> Cell:
    try:
        return int(cell) if cell else ""
    except ValueError:
        raise NolleError(f"{at}: a cell of whole numbers holds something else") from None


# -- workbook, JSON, feed


@contextmanager
def _workbook(folder: Path, about: Mapping[str, str], tables: Sequence[Table]) -> Iterator[Add]:
    with workbook(folder / WORKBOOK) as sheet:
        titles = [(table.name, f"{table.title}: {table.says}") for table in tables]
        sheet("package", ("name", "says"), [*about.items(), *titles])
        sheet("columns", COLUMNS, described(tables))

        def add(table: Table, rows: Sequence[Row]) -> None:
            sheet(table.name, table.names, rows)

        yield add


def json_file(name: str) -> Form:
    """All tables in one JSON file of that name."""

    @contextmanager
    def form(folder: Path, about: Mapping[str, str], _: Sequence[Table]) -> Iterator[Add]:
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            out.write(f'{{"package": {_ENCODE(dict(about))},\n"tables": {{')
            before = ""

            def add(table: Table, rows: Sequence[Row]) -> None:
                nonlocal before
                out.write(f"{before}\n{_ENCODE(table.name)}: [")
                before = ","
                columns = [_Told(field) for field in table.fields]
                before_row = ""
                for row in rows:
                    cells = ", ".join([one[cell] for one, cell in zip(columns, row, strict=True)])
                    out.write(f"{before_row}\n{{{cells}}}")
                    before_row = ","
                out.write("]")

            yield add
            out.write("\n}}\n")

    return form


_TRUTHS = {"yes": "true", "no": "false"}


class _Told(dict[Cell, str]):
    """A cell of a column as JSON has it, with its name: several as a list, yes as true, what is empty as null."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field, self._name = field, _ENCODE(field.name)

    def __missing__(self, cell: Cell) -> str:
        made = self[cell] = f"{self._name}: {self._value(cell)}"
        return made

    def _value(self, cell: Cell) -> str:
        if self.field.many:
            return f"[{', '.join(map(encode_basestring, str(cell).split(JOIN)))}]" if cell else "[]"
        if cell == "":
            return "null"
        if self.field.kind is Kind.TRUTH:
            return _TRUTHS[str(cell)]
        return encode_basestring(cell) if isinstance(cell, str) else str(cell)


LARGER: Sequence[Form] = (sqlite_file, _workbook, json_file(JSON))
"""The files that hold all tables."""


@contextmanager
def change_feed(folder: Path, about: Mapping[str, str], _: Sequence[Table]) -> Iterator[Add]:
    """The changes as an Atom feed."""

    def add(table: Table, rows: Sequence[Row]) -> None:
        if table.name == CHANGES:
            entries = (_entry(dict(zip(table.names, row, strict=True))) for row in rows)
            text = feed(entries, date.fromisoformat(about["as_of"]))
            (folder / FEED).write_text(text, encoding="utf-8")

    yield add


def _entry(row: Mapping[str, Any]) -> Entry:
    sources = row["sources"].split(JOIN) if row["sources"] else []
    return Entry(row["id"], row["on_day"], row["english"], row["recorded"], row["what"], sources)
