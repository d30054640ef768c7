"""A table of a database, by its address → its columns, and the rows of those that are asked for.

The table is read in one read-only transaction, a batch at a time. Neither a password nor a cell is ever shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nolle.engine.address import EXAMPLE, driver, options, parsed, secrets
from nolle.engine.address import shown as address_shown
from nolle.engine.clean import Clean, Cleaner, moment
from nolle.engine.files import check_columns
from nolle.errors import RecordsError

if TYPE_CHECKING:  # an extra: it is imported where it is needed
    from sqlalchemy import URL, Connection, Inspector, Select

_MOMENT = re.compile(r"\d:\d\d.*(Z|[+-]\d\d(:?\d\d)?)$")
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?(Z|[+-]00(:?00)?)$")
_BATCH = 10_000
_MOST_NAMED = 20


@dataclass(frozen=True)
class Table:
    """A table or view that was looked at: the type that each of its columns has once it is taken in."""

    shown: str
    columns: dict[str, str]
    address: str = field(repr=False)

    def clean(self, columns: Sequence[str], folder: Path, set_aside: bool) -> Clean:
        """All rows, with these columns; a row that is not UTF-8 text is refused by its number."""
        days = [(place, column) for place, column in enumerate(columns) if self.columns[column] == "DATE"]
        with Cleaner(folder, self.shown, set_aside, "row") as cleaner, _opened(self.address) as found:
            for number, values in enumerate(found.rows(columns), 1):
                cells = [_text(value) for value in values]
                for place, column in days:
                    cell = cells[place] or ""
                    if _MOMENT.search(cell) and not _MIDNIGHT.search(cell):
                        raise RecordsError(moment(self.shown, column))
                cleaner.row(number, cells)
            return cleaner.done()


def table(address: str) -> Table:
    """Look at a table. Raises RecordsError for a driver, server, database or table that is not there."""
    with _opened(address) as found:
        names = tuple(column for column, _ in found.columns)
        check_columns(names, found.shown)
        return Table(found.shown, dict(found.columns), address)


@dataclass(frozen=True)
class _Found:
    """A table in an open database: its columns with their types, and its key, by which its rows are ordered."""

    connection: Connection
    shown: str
    schema: str | None
    name: str

    @property
    def columns(self) -> list[tuple[str, str]]:
        return [(column["name"], self._kind(column["type"])) for column in self._inspected().get_columns(*self._place)]

    @property
    def _place(self) -> tuple[str, str | None]:
        return self.name, self.schema

    def _inspected(self) -> Inspector:
        from sqlalchemy import inspect

        return inspect(self.connection)

    def _kind(self, kind: object) -> str:
        """A day or a moment is taken in as a day; SQLite keeps either as any text."""
        from sqlalchemy.types import Date, DateTime

        days = isinstance(_plain(kind), Date | DateTime) and self.connection.dialect.name != "sqlite"
        return "DATE" if days else "VARCHAR"

    def rows(self, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
        """The rows, ordered by the table's key if it has one, so that two runs number them alike."""
        with self.connection.execution_options(yield_per=_BATCH).execute(self._select(columns)) as result:
            yield from result

    def _select(self, columns: Sequence[str]) -> Select[Any]:
        from sqlalchemy import Text, cast, column, func, select
        from sqlalchemy import table as named
        from sqlalchemy.types import ARRAY

        kinds = {found["name"]: found["type"] for found in self._inspected().get_columns(*self._place)}
        chosen: list[Any] = [column(name) for name in columns]
        if self.connection.dialect.name == "postgresql":  # as the server writes it: no date that Python lacks
            chosen = [
                cast(func.to_json(cell) if isinstance(_plain(kinds[name]), ARRAY) else cell, Text)
                for cell, name in zip(chosen, columns, strict=True)
            ]
        key = self._inspected().get_pk_constraint(*self._place)["constrained_columns"]
        return select(*chosen).select_from(named(self.name, schema=self.schema)).order_by(*map(column, key))


def _plain(kind: object) -> object:
    """What a domain is made of; any other type is itself."""
    from sqlalchemy.dialects.postgresql import DOMAIN

    while isinstance(kind, DOMAIN):
        kind = kind.data_type
    return kind


@contextmanager
def _opened(address: str) -> Iterator[_Found]:
    """The table at an address, in a transaction that changes nothing. Whatever goes wrong is a RecordsError."""
    url, target = parsed(address)
    shown = address_shown(address)
    from sqlalchemy import create_engine
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    try:
        database = create_engine(url, poolclass=NullPool, hide_parameters=True, **options(url))
        with database.connect() as connection:
            yield _found(_read_only(connection), shown, target)
    except ModuleNotFoundError as error:
        raise RecordsError(f"{shown}: {driver(error.name or '')}") from None
    except (SQLAlchemyError, ValueError) as error:
        raise RecordsError(f"{shown}: {_said(error, url)}.") from None


def _read_only(connection: Connection) -> Connection:
    """The connection, unable to change anything, and with texts as they are."""
    kind = connection.dialect.name
    if kind == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.exec_driver_sql("set local datestyle to ISO")
        connection.exec_driver_sql("set local timezone to 'UTC'")
    elif kind == "sqlite":
        raw: Any = connection.connection.dbapi_connection
        raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return connection


def _found(connection: Connection, shown: str, target: str) -> _Found:
    """The table that is meant, in the default schema or in the one before the dot. Raises RecordsError."""
    from sqlalchemy import inspect

    inspector = inspect(connection)
    here = _names(inspector, None)
    if target in here:
        return _Found(connection, shown, None, target)
    schema, _, name = target.partition(".")
    if name and schema in inspector.get_schema_names():
        inside = _names(inspector, schema)
        if name in inside:
            return _Found(connection, shown, schema, name)
        here = [f"{schema}.{table}" for table in inside]
    known = ", ".join(sorted(here)[:_MOST_NAMED]) + (", ..." if len(here) > _MOST_NAMED else "")
    what = f'there is no table "{target}" in the database' if target else "the address names no table"
    raise RecordsError(f"{shown}: {what}. It has: {known or 'no table that may be read'}. Write {EXAMPLE}.")


def _names(inspector: Inspector, schema: str | None) -> list[str]:
    """The tables and views of a schema."""
    names = [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]
    if inspector.dialect.name == "postgresql":
        names += inspector.get_materialized_view_names(schema)
    return names


def _said(error: Exception, url: URL) -> str:
    """What the driver says, without a secret of the address and without what it quotes of the records."""
    from sqlalchemy.exc import OperationalError

    said = (str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__])[0]
    for secret in secrets(url):
        said = said.replace(secret, "...")
    if not isinstance(error, OperationalError):  # which is about the server, not about what is in it
        said = re.sub(r"\"[^\"]*\"|'[^']*'", "...", said)
    return "the database cannot be read: " + said.rstrip(".")


def _text(value: object) -> str | None:
    """A value as a database hands it to Python → text of ours."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "surrogateescape")
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat(" ")
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else str(value)
