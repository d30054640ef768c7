"""DuckDB, embedded: the engine that needs nothing else."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from nolle.compiler.query import Query, Step, name, text
from nolle.engine import excel, files
from nolle.engine.base import Rows
from nolle.errors import EngineError, RecordsError

_MOST_SHOWN = 5
_REASONS = {
    "MISSING COLUMNS": "has fewer fields than the header",
    "TOO MANY COLUMNS": "has more fields than the header",
    "UNQUOTED VALUE": "has a quotation mark out of place",
    "LINE SIZE OVER MAXIMUM": "is longer than a line can be",
    "INVALID ENCODING": "is not UTF-8 text",
}


@dataclass(frozen=True)
class _Scan:
    """A file of records that was looked at: the path to show, how it is read, and the file that is read."""

    shown: Path
    sql: str
    kind: str
    file: Path

    def error(self, error: duckdb.Error) -> RecordsError:
        """A database's complaint about the file, for whoever can mend the file."""
        if self.kind == "parquet":
            return _broken_parquet(self.shown, error)
        if "unicode" in str(error).lower() or "utf-8" in str(error).lower():
            return files.first_bad_byte(self.file)
        line = re.search(r"Line: (\d+)", str(error))
        place = f"{self.shown}:{line.group(1)}" if line else str(self.shown)
        return RecordsError(f"{place}: cannot be read as CSV. Check quotation marks on and before it.")


class DuckDB:
    """One private in-memory database; what it spills goes to a folder of its own, removed on close."""

    name = "duckdb"

    def __init__(self, memory_limit: str = "", threads: int = 0, progress: Callable[[str], None] | None = None) -> None:
        self._spill = Path(tempfile.mkdtemp(prefix="nolle-"))
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": str(self._spill),
            "preserve_insertion_order": "true",
        }
        if memory_limit:
            settings["memory_limit"] = memory_limit
        if threads:
            settings["threads"] = str(threads)
        self._connection = duckdb.connect(config=settings)
        self._progress = progress
        self._scan: _Scan | None = None

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()
        shutil.rmtree(self._spill, ignore_errors=True)

    # -- records

    def open(self, records: Path) -> dict[str, str]:
        kind = files.kind(records)
        if kind == "parquet":
            self._scan = _Scan(records, f"read_parquet({text(str(records))})", "parquet", records)
            return self._described(records)
        file = excel.as_csv(records, self._spill) if kind == "excel" else records
        found = files.delimited(file)
        types = "{" + ", ".join(f"{text(column)}: 'VARCHAR'" for column in found.columns) + "}"
        self._scan = _Scan(
            records,
            f"read_csv({text(str(file))}, columns = {types}, delim = {text(found.delimiter)}, header = true,\n"
            "  quote = '\"', escape = '\"', auto_detect = false, strict_mode = true, store_rejects = true,\n"
            "  rejects_limit = 0)",
            "csv", file,
        )  # fmt: skip
        return dict.fromkeys(found.columns, "VARCHAR")

    def _described(self, records: Path) -> dict[str, str]:
        assert self._scan is not None
        try:
            rows = self._connection.execute(f"describe select * from {self._scan.sql}").fetchall()
        except duckdb.Error as error:
            raise _broken_parquet(records, error) from error
        return {row[0]: row[1] for row in rows}

    def take(self, columns: Sequence[str], set_aside: bool = False) -> None:
        if self._scan is None:
            raise EngineError("no records are open")
        chosen = ", ".join([name(column) for column in columns] + ["row_number() over () as source_row"])
        sql = f"create or replace temp table source as\nselect {chosen} from {self._scan.sql}"
        self.load("unreadable", {"source_row": "bigint", "line": "bigint", "reason": "varchar"}, [])
        try:
            self._connection.execute(sql)
        except duckdb.Error as error:
            raise self._scan.error(error) from error
        if self._scan.kind == "csv":
            self._rejected(self._scan.shown, set_aside)

    def _rejected(self, shown: Path, set_aside: bool) -> None:
        rejects = self.fetch(
            "select line, min(cast(error_type as varchar)) from reject_errors\n"
            "where scan_id = (select max(scan_id) from reject_errors) group by line order by line"
        )
        bad = [(line, _REASONS.get(kind, "cannot be read")) for line, kind in rejects]
        if bad and not set_aside:
            shown_lines = [f"{shown}:{line}: this line {reason}." for line, reason in bad[:_MOST_SHOWN]]
            more = [f"... and {len(bad) - _MOST_SHOWN:,} more lines."] if len(bad) > _MOST_SHOWN else []
            todo = "Mend them, or set them aside, counted, with --set-aside-bad-lines."
            raise RecordsError("\n".join([*shown_lines, *more, todo]))
        rows = [(None, line, f"the line {reason}") for line, reason in bad]
        self.load("unreadable", {"source_row": "bigint", "line": "bigint", "reason": "varchar"}, rows)
        self._connection.execute("drop table if exists reject_errors; drop table if exists reject_scans")

    # -- steps

    def run(self, query: Query) -> None:
        for step in query.steps:
            if self._progress:
                self._progress(step.what or step.name)
            self._step(step)

    def _step(self, step: Step) -> None:
        try:
            self._connection.execute(f"create or replace temp table {name(step.name)} as\n{step.sql}")
        except duckdb.Error as error:
            raise EngineError(f'step "{step.name}" ({step.what}) failed: {error}\n\n{step.sql}') from error

    def load(self, name_: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        kinds = ", ".join(f"{name(column)} {kind}" for column, kind in columns.items())
        self._connection.execute(f"create or replace temp table {name(name_)} ({kinds})")
        if rows:  # one insert of column lists: thousands of rows in milliseconds, without a data frame library
            lists = ", ".join(f"unnest(cast(? as {kind}[]))" for kind in columns.values())
            values = [list(column) for column in zip(*rows, strict=True)]
            self._connection.execute(f"insert into {name(name_)} select {lists}", values)

    def fetch(self, sql: str) -> Rows:
        try:
            return self._connection.execute(sql).fetchall()
        except duckdb.Error as error:
            raise EngineError(f"a question to the database failed: {error}\n\n{sql}") from error

    def write(self, sql: str, file: Path) -> None:
        options = "format parquet, compression zstd" if file.suffix == ".parquet" else "format csv, header true"
        try:
            self._connection.execute(f"copy ({sql}) to {text(str(file))} ({options})")
        except duckdb.Error as error:
            raise EngineError(f"{file}: cannot be written: {str(error).splitlines()[0]}") from error


def _broken_parquet(records: Path, error: duckdb.Error) -> RecordsError:
    """The error for a Parquet file that is cut or broken, without the path twice."""
    what = str(error).splitlines()[0].partition(": ")[2] or str(error)
    what = what.replace(f"'{records}'", "it").replace(str(records), "it").strip().rstrip(".")
    return RecordsError(f"{records}: is not a whole Parquet file ({what}). Ask for the file again.")
