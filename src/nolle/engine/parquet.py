"""A Parquet file → the relation `source` of a DuckDB connection, with no more trust in the file than it earns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from nolle.compiler.query import name
from nolle.engine.base import NESTED
from nolle.engine.clean import moment
from nolle.engine.duckdb_sql import day, made_source, path_sql, said, short_of
from nolle.engine.files import check_columns
from nolle.errors import EngineError, NolleError, RecordsError

_MOST_FIELDS = 20_000
_MANY_ROWS, _ROWS_A_BYTE = 50_000_000, 50
_NESTED = re.compile(r"\bSTRUCT\(|\bMAP\(|\bUNION\(|\[\d*\]$|^VARIANT")
_ZONED = "TIMESTAMP WITH TIME ZONE"


@dataclass(frozen=True)
class Parquet:
    """A Parquet file: the type that each column has in it."""

    file: Path
    types: dict[str, str]

    @property
    def columns(self) -> dict[str, str]:
        """Nested values come as JSON text, and a moment as its day: dates are all that is asked of it."""
        return {column: _made(kind)[1] for column, kind in self.types.items()}


def parquet(connection: DuckDBPyConnection, file: Path) -> Parquet:
    """The columns of a Parquet file. Raises RecordsError if it is broken, or its columns cannot be told apart."""
    try:
        schema = connection.execute(f"select name, num_children from parquet_schema({path_sql(file)})").fetchall()
        check_columns(_top(schema, file), str(file))
        rows = connection.execute(f"select num_rows from parquet_file_metadata({path_sql(file)})").fetchall()
        if rows[0][0] > max(_MANY_ROWS, _ROWS_A_BYTE * file.stat().st_size):
            raise RecordsError(f"{file}: claims {rows[0][0]:,} rows, too many for its size. Ask for the file again.")
        types = connection.execute(f"describe select * from {_relation(file)}").fetchall()
    except duckdb.Error as error:
        raise _broken(file, error) from error
    return Parquet(file, {row[0]: row[1] for row in types})


def _top(schema: Sequence[tuple[str, int | None]], file: Path) -> list[str]:
    """The names of the columns, without those that lie inside another."""
    if len(schema) > _MOST_FIELDS:
        raise RecordsError(f"{file}: there are {len(schema) - 1:,} columns, too many to read.")
    names: list[str] = []
    inside: list[int] = []  # for each column that we are inside of: how many of its parts are still to come
    for column, parts in schema[1:]:
        if inside:
            inside[-1] -= 1
        else:
            names.append(column)
        inside.append(parts or 0)
        while inside and not inside[-1]:
            inside.pop()
    return names


def _relation(file: Path) -> str:
    return f"read_parquet({path_sql(file)}, hive_partitioning = false, binary_as_string = true)"


def _made(kind: str) -> tuple[str, str]:
    """How a column of a type is read ({0} stands for it), and the type that it has then."""
    if _NESTED.search(kind):
        return "cast(to_json({0}) as varchar)", NESTED
    if kind == _ZONED:
        return day("cast({0} at time zone 'UTC' as date)"), "DATE"
    if kind.startswith("TIMESTAMP") or kind == "DATE":
        return day("cast({0} as date)"), "DATE"
    return "{0}", kind


def take_parquet(connection: DuckDBPyConnection, source: Parquet, columns: Sequence[str]) -> None:
    """Make the relation `source` of these columns. Raises RecordsError if the file does not hold what it claims."""
    relation = _relation(source.file)
    chosen = [(_made(source.types[column])[0].format(name(column)), column) for column in columns]
    try:
        for column in columns:
            if source.types[column] == _ZONED:
                _refuse_moments(connection, source.file, column)
        rows = made_source(connection, chosen, relation)
        claimed = connection.execute(f"select num_rows from parquet_file_metadata({path_sql(source.file)})").fetchall()
    except duckdb.Error as error:
        raise _broken(source.file, error) from error
    if rows != claimed[0][0]:
        raise RecordsError(
            f"{source.file}: claims {claimed[0][0]:,} rows and holds {rows:,}. It is not a whole Parquet file. "
            "Ask for the file again."
        )


def _refuse_moments(connection: DuckDBPyConnection, file: Path, column: str) -> None:
    """Which day a moment with a time zone falls on depends on where it is asked, unless it stands for a day."""
    at = f"{name(column)} at time zone 'UTC'"
    within = f"where isfinite({name(column)}) and {at} <> date_trunc('day', {at}) limit 1"
    if connection.execute(f"select 1 from {_relation(file)} {within}").fetchall():
        raise RecordsError(moment(str(file), column))


def _broken(file: Path, error: duckdb.Error) -> NolleError:
    """The error for a Parquet file that is cut or broken, without the path twice and without a cell."""
    lack = short_of(error)
    if lack:
        return EngineError(f"{file}: could not be taken in: {lack}.")
    return RecordsError(f"{file}: is not a whole Parquet file ({said(error)}). Ask for the file again.")
