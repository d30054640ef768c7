"""DuckDB, embedded: the engine that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import duckdb

from nolle.compiler.query import Query, Step, name, text
from nolle.engine.base import Rows, Written
from nolle.engine.duckdb_reading import opened, take
from nolle.engine.duckdb_sql import path_sql, said, short_of
from nolle.engine.opening import Source
from nolle.engine.parquet import Parquet
from nolle.errors import EngineError
from nolle.scratch import temporary

_WRITTEN = name("what is written")


class DuckDB:
    """One private in-memory database; what it spills goes to a folder of its own, removed on close."""

    name = "duckdb"

    def __init__(self, memory_limit: str = "", threads: int = 0, progress: Callable[[str], None] | None = None) -> None:
        self._scratch = temporary("nolle-spill")
        self._spill = self._scratch.folder
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
        try:
            self._connection = duckdb.connect(config=settings)
            self._connection.execute("set enable_progress_bar = false")  # nolle shows its own steps
        except BaseException as error:
            self._scratch.remove()
            if memory_limit and isinstance(error, duckdb.ParserException):
                what = f'"{memory_limit}" is no amount of memory. Write --memory-limit 2GB, or 500MB.'
                raise EngineError(what) from error
            raise
        self._progress = progress
        self._source: Source | Parquet | None = None
        self.digest = ""  # the sha256 of rows taken from a database, which no file has

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection itself, for a library that brings its own SQL (record linkage)."""
        return self._connection

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()
        self._scratch.remove()

    # -- records

    def open(self, records: Path | str) -> dict[str, str]:
        self._source = opened(self._connection, records, self._spill)
        return dict(self._source.columns)

    def take(self, columns: Sequence[str], set_aside: bool = False) -> None:
        if self._source is None:
            raise EngineError("no records are open")
        self.digest = take(self._connection, self._source, columns, set_aside, self._spill)

    # -- steps

    def run(self, query: Query) -> None:
        for step in query.steps:
            if self._progress:
                self._progress(step.what or step.name)
            self._step(step)

    def _step(self, step: Step) -> None:
        try:
            kind = "view" if step.view else "table"
            made = name(f"{step.name} made anew")  # a relation may be made from the one whose name it takes
            self._connection.execute(f"create or replace temp {kind} {made} as\n{step.sql}")
            self._forget(step.name)
            self._connection.execute(f"alter {kind} {made} rename to {name(step.name)}")
        except duckdb.Error as error:
            lack = short_of(error)
            if lack:
                raise EngineError(f'step "{step.name}" ({step.what}) could not be done: {lack}.') from error
            raise EngineError(f'step "{step.name}" ({step.what}) failed: {error}\n\n{step.sql}') from error

    def _forget(self, relation: str) -> None:
        """Drop a relation of this name, table or view."""
        try:
            self._connection.execute(f"drop table if exists {name(relation)}")
        except duckdb.CatalogException:  # it is a view; to look it up beforehand costs more than most steps
            self._connection.execute(f"drop view {name(relation)}")

    def load(self, name_: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        kinds = ", ".join(f"{name(column)} {kind}" for column, kind in columns.items())
        self._connection.execute(f"create or replace temp table {name(name_)} ({kinds})")
        if rows:  # one insert of column lists: thousands of rows in milliseconds, without a data frame library
            lists = ", ".join(f"unnest(cast(? as {kind}[]))" for kind in columns.values())
            values = [list(column) for column in zip(*rows, strict=True)]
            self._connection.execute(f"insert into {name(name_)} select {lists}", values)

    def attach(self, name_: str, files: Sequence[Path], large: bool = False) -> None:  # noqa: ARG002
        listed = ", ".join(path_sql(file) for file in files)
        relation = f"read_parquet([{listed}], hive_partitioning = false)"
        self._step(Step(name_, f"select * from {relation}", "records that were prepared", view=True))

    def fetch(self, sql: str) -> Rows:
        try:
            return self._connection.execute(sql).fetchall()
        except duckdb.Error as error:
            lack = short_of(error)
            why = f"could not be answered: {lack}." if lack else f"failed: {error}\n\n{sql}"
            raise EngineError(f"a question to the database {why}") from error

    def write(self, sql: str, file: Path, how: Written = Written.ALIKE) -> None:
        options = "format parquet, compression zstd" if file.suffix == ".parquet" else "format csv, header true"
        try:
            if how is Written.ALIKE:  # how Parquet writes a text depends on the vectors that it came in
                self._connection.execute(f"create or replace temp table {_WRITTEN} as\n{sql}")
                sql = f"select * from {_WRITTEN}"
            with self._one_thread() if how is Written.IN_ORDER else nullcontext():
                self._connection.execute(f"copy ({sql}) to {text(str(file))} ({options})")
            self._connection.execute(f"drop table if exists {_WRITTEN}")
        except duckdb.Error as error:
            raise EngineError(f"{file}: cannot be written: {short_of(error) or said(error)}.") from error

    @contextmanager
    def _one_thread(self) -> Iterator[None]:
        """Several threads would join the pieces of a relation as they come, and write them in that order."""
        ((threads,),) = self._connection.execute("select current_setting('threads')").fetchall()
        self._connection.execute("set threads = 1")
        try:
            yield
        finally:
            self._connection.execute(f"set threads = {threads}")
