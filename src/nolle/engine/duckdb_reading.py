"""Records that were looked at → the relations `source` and `unreadable` of a DuckDB connection.

A CSV file that DuckDB reads without a complaint is read by it alone; at its first complaint the file is read
again, in Python, by a plain definition, so that every line is a row or is named with its fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from nolle.compiler.query import text
from nolle.engine.delimited import Delimited
from nolle.engine.duckdb_sql import ROW, made_source, path_sql, said, short_of
from nolle.engine.files import LONGEST, not_copied
from nolle.engine.opening import Source, looked_at
from nolle.engine.parquet import Parquet, parquet, take_parquet
from nolle.errors import EngineError, RecordsError

_FAULTS = (duckdb.InvalidInputException, duckdb.ConversionException)
"""What DuckDB raises at a CSV file that it cannot read; anything else is about the machine."""

_CLEAN = "delim = ',', header = false, new_line = '\\n'"


def opened(connection: DuckDBPyConnection, records: Path | str, folder: Path) -> Source | Parquet:
    """Look at records. Raises RecordsError if they cannot be read."""
    found = looked_at(records, folder)
    return parquet(connection, found) if isinstance(found, Path) else found


def take(
    connection: DuckDBPyConnection, source: Source | Parquet, columns: Sequence[str], set_aside: bool, folder: Path
) -> str:
    """Make `source`, and the (line, reason) of what was refused `unreadable`. Raises RecordsError.

    Returns the sha256 of the rows where it was Python that read them, as it does from a database.
    """
    if any(column.lower() == ROW for column in columns):
        raise RecordsError(f'a column of the file is called "{ROW}", as nolle calls its own. Rename it.')
    connection.execute(f"create or replace temp table unreadable ({ROW} bigint, line bigint, reason varchar)")
    if isinstance(source, Parquet):
        take_parquet(connection, source, columns)
    elif not (isinstance(source, Delimited) and _taken_at_once(connection, source, columns)):
        return _take_clean(connection, source, columns, set_aside, folder)
    return ""


# -- text


def _csv(file: Path, columns: int, options: str) -> str:
    """The table function that reads a CSV file whose columns we know, by their places."""
    types = "{" + ", ".join(f"'c{place}': 'VARCHAR'" for place in range(columns)) + "}"
    return (
        f"read_csv({path_sql(file)}, columns = {types}, quote = '\"', escape = '\"', auto_detect = false,\n"
        f"  strict_mode = true, hive_partitioning = false, {options})"
    )


def _taken_at_once(connection: DuckDBPyConnection, source: Delimited, columns: Sequence[str]) -> bool:
    """Whether DuckDB read rows, and had nothing to say against the file."""
    if source.tall:  # DuckDB takes the first line end for the end of the header, and all lines to end alike
        return False
    chosen = [(f"c{source.names.index(column)}", column) for column in columns]
    options = f"delim = {text(source.delimiter)}, header = true, max_line_size = {LONGEST}"
    try:
        return made_source(connection, chosen, _csv(source.file, len(source.names), options)) > 0
    except _FAULTS:
        return False
    except duckdb.Error as error:
        raise EngineError(f"{source.shown}: could not be taken in: {short_of(error) or said(error)}.") from error


def _take_clean(
    connection: DuckDBPyConnection, source: Source, columns: Sequence[str], set_aside: bool, folder: Path
) -> str:
    try:
        clean = source.clean(columns, folder, set_aside)
    except OSError as error:
        raise EngineError(f"{source.shown}: {not_copied(error)}") from error
    chosen = [(f"c{place}", column) for place, column in enumerate(columns)]
    days = [column for column in columns if source.columns[column] == "DATE"]
    digest = clean.sha256()
    options = f"{_CLEAN}, max_line_size = {max(LONGEST, clean.longest)}"
    try:
        rows = made_source(connection, chosen, _csv(clean.file, len(columns), options), days)
        refused = _csv(clean.refused, 2, _CLEAN)
        connection.execute(
            f"insert into unreadable select null, cast(c0 as bigint), c1 from {refused} order by cast(c0 as bigint)"
        )
    except duckdb.Error as error:
        raise EngineError(f"{source.shown}: could not be taken in: {short_of(error) or said(error)}.") from error
    finally:
        clean.remove()
    if rows != clean.rows:
        raise EngineError(f"{source.shown}: {clean.rows:,} rows were read and {rows:,} taken in. Please report this.")
    return digest
