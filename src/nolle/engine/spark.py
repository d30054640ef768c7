"""Spark: records on a cluster, or more of them than one machine likes. The same SQL, carried over by sqlglot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from duckdb import DuckDBPyRelation

from nolle.compiler.query import name
from nolle.engine.remote import Remote
from nolle.engine.spark_session import failing, is_local, session
from nolle.engine.spark_source import STORES, Parquet, in_store, is_parquet, parquet, take
from nolle.errors import EngineError, NolleError, RecordsError
from nolle.scratch import temporary

if TYPE_CHECKING:  # an extra: it is imported where it is needed
    from pyspark.sql import DataFrame

_REDUCES = re.compile(r"\b(WHERE|GROUP BY|DISTINCT|OVER)\b")
"""What says that a relation is smaller than what it is made from, or dear to make: it is kept. Others are read anew."""

_SPREAD = 64 * 2**20
"""Bytes of a small relation up to which every machine gets a copy, so that no large one is moved to meet it."""


class Spark(Remote):
    """A Spark session of our own; what it keeps is let go of on close, and its scratch folder removed."""

    name = "spark"
    dialect = "spark"

    def __init__(
        self, memory_limit: str = "", threads: int = 0, progress: Callable[[str], None] | None = None, master: str = ""
    ) -> None:
        super().__init__(memory_limit, threads, progress)
        self._scratch = temporary("nolle-spark")
        self._kept: list[DataFrame] = []
        self._views: list[str] = []
        self._records: Parquet | None = None
        try:
            self._session, self._ours = session(master, self._scratch.folder)
        except BaseException:
            self._scratch.remove()
            self.near.close()
            raise
        self._local = is_local(str(self._session.sparkContext.master))

    # -- records

    def look(self, records: Path | str) -> dict[str, str]:
        self._records = None
        if not is_parquet(records):
            self._only_here(str(records))
            return self.near.open(records)
        if not in_store(records):
            self._only_here(str(records))
        try:
            with failing(str(records)):
                self._records = parquet(self._session, records)
        except EngineError as error:
            raise RecordsError(str(error)) from None
        return self._records.columns

    def _only_here(self, shown: str) -> None:
        if not self._local:
            stores = ", ".join(f"{store}://" for store in STORES)
            raise RecordsError(
                f"{shown}: machines of a cluster do not see files of this one. Name Parquet files by an address that "
                f"all of them can read: {stores}."
            )

    def source(self, relation: str, columns: Sequence[str], set_aside: bool) -> None:
        if self._records is None:
            self._brought(relation, columns, set_aside)
            return
        with failing(f"{self._records.shown}: could not be taken in"):
            taken = take(self._session, self._records, columns)
            self._see(relation, taken.frame)
        self.digest = taken.digest

    def _brought(self, relation: str, columns: Sequence[str], set_aside: bool) -> None:
        """Records that DuckDB reads, as one Parquet file."""
        self.near.take(columns, set_aside)
        self.digest = self.near.digest
        file = self._scratch.folder / f"{relation}.parquet"
        self.near.write("select * from source order by source_row", file)
        self.files(relation, [file])

    def files(self, relation: str, files: Sequence[Path]) -> None:
        self._only_here(str(files[0]))
        with failing("records that were prepared cannot be read"):
            self._see(relation, self._session.read.parquet(*(file.resolve().as_uri() for file in files)))

    # -- relations

    def send(self, relation: str, columns: dict[str, str], rows: DuckDBPyRelation) -> None:
        kept = [
            f"cast({name(c)} as bigint) as {name(c)}" if kind == "HUGEINT" else name(c) for c, kind in columns.items()
        ]
        table = rows.project(", ".join(kept)).to_arrow_table()
        with failing(f"{relation} could not be sent to Spark"):
            frame = self._session.createDataFrame(table)
            self._see(relation, frame.hint("broadcast") if table.nbytes <= _SPREAD else frame)

    def define(self, relation: str, sql: str, kept: bool) -> None:
        with failing("Spark refused it"):
            frame = self._session.sql(sql)
            if kept and _REDUCES.search(sql):
                frame = self._cut(frame)
            self._see(relation, frame)

    def _cut(self, frame: DataFrame) -> DataFrame:
        """The same rows, kept once they are known, and planned with no more.

        A plan from the file on would double with every step that reads two others, beyond what Spark can look through.
        """
        if self._session.sparkContext.getCheckpointDir():
            return frame.checkpoint()
        kept = frame.localCheckpoint(eager=False)
        self._kept.append(kept)
        return kept

    def _see(self, relation: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(relation)
        self._views.append(relation)

    def gather(self, sql: str, table: str) -> None:
        with failing("Spark could not answer"):
            rows = self._session.sql(sql).toArrow()
        self.near.connection.register("arrow rows", rows)
        self.near.connection.execute(f'create or replace temp table {name(table)} as select * from "arrow rows"')
        self.near.connection.unregister("arrow rows")

    # -- the end

    def leave(self) -> None:
        try:
            with failing("Spark"):
                for frame in self._kept:
                    frame._jdf.queryExecution().logical().rdd().unpersist(False)
                for view in self._views:
                    self._session.catalog.dropTempView(view)
                if self._ours:
                    self._session.stop()
        except NolleError:
            pass  # a Spark that was lost keeps nothing
        finally:
            self._scratch.remove()
