"""PostgreSQL: decide where the records are, on the office's own server or a standby of it, and only read there.

Rows of persons and cases stay on the server. What comes here is what rows say (each word and each day once), how many
say it, and the ids of charges that are written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyRelation

from nolle.compiler.query import name
from nolle.engine.address import EXAMPLE, is_address
from nolle.engine.duckdb_sql import day, said
from nolle.engine.postgres_session import Session
from nolle.engine.postgres_sql import Relations
from nolle.engine.postgres_table import Table, found, refuse
from nolle.engine.remote import Remote
from nolle.errors import EngineError, RecordsError

_NUMBERS_ALONE = ("quarantine", "unsettled")
"""Relations that say no more of rows than their numbers: asked once, and sent along if they are few."""

_FEW = 100_000

_DIGEST = """select encode(sha256(string_agg(block, ''::bytea order by place)), 'hex') from (
  select source_row / 65536 as place, string_agg(hash, ''::bytea order by source_row) as block
  from (select source_row, sha256(convert_to(cast(s as text), 'UTF8')) as hash from {source} as s) as hashes
  group by 1
) as blocks"""
"""The hash of the hashes of all rows; what is put together at one time must not grow beyond what a value can be."""


class Postgres(Remote):
    """A read-only transaction in PostgreSQL; nothing is made there, so there is nothing to clear away."""

    name = "postgres"
    dialect = "postgres"

    def __init__(self, memory_limit: str = "", threads: int = 0, progress: Callable[[str], None] | None = None) -> None:
        super().__init__(memory_limit, threads, progress)
        self._session: Session | None = None
        self._table: Table | None = None
        self._relations = Relations()
        self._asked: set[str] = set()
        self._held: frozenset[str] = frozenset()
        self._judge: Callable[[str], None] | None = None

    # -- records

    def look(self, records: Path | str) -> dict[str, str]:
        if not (isinstance(records, str) and is_address(records)):
            raise RecordsError(
                f"{records}: --engine postgres decides in a database. Name a table by its address: {EXAMPLE}."
            )
        if self._session is not None and self._session.address == records:
            self._session.begin()
        else:
            self.leave()
            self._session = Session(records)
        self._held, self._judge = frozenset(), None
        self._table = found(self._session)
        return self._table.kinds

    def source(self, relation: str, columns: Sequence[str], set_aside: bool) -> None:  # noqa: ARG002 - text of the server is text
        if self._session is None or self._table is None:
            raise EngineError("no records are open")
        refuse(self._session, self._table, columns)
        self._relations.define(relation, self._table.source(columns))
        rows = self._session.fetch(*self._relations.statement(_DIGEST.format(source=name(relation))))
        self.digest = rows[0][0] or ""

    def hold(self, columns: Collection[str], judge: Callable[[str], None]) -> None:
        self._held, self._judge = frozenset(columns), judge

    # -- relations

    def send(self, relation: str, columns: dict[str, str], rows: DuckDBPyRelation) -> None:
        texts = ", ".join(_day(column) if kind == "DATE" else name(column) for column, kind in columns.items())
        self._relations.send(relation, columns, rows.project(texts).fetchall())

    def define(self, relation: str, sql: str, kept: bool) -> None:  # noqa: ARG002 - nothing can be kept
        self._relations.define(relation, sql)

    def gather(self, sql: str, table: str) -> None:
        for relation in self._relations.needed(sql):
            if relation.rpartition("_")[0] in _NUMBERS_ALONE and relation not in self._asked:
                self._shorten(relation)
        self._answer(sql, table)

    def _answer(self, sql: str, table: str) -> None:
        """Make a table here of the rows of a select there."""
        if self._session is None:
            raise EngineError("no records are open")
        kinds: dict[str, str] = {}
        for found_kinds, rows in self._session.ask(*self._relations.statement(sql)):
            held = self._held.intersection(found_kinds)
            if held:
                raise EngineError(f"{', '.join(sorted(held))} must not leave the server. Please report this.")
            self._keep(table, found_kinds, rows, more=bool(kinds))
            kinds = found_kinds
        if "charge_id" in kinds and self._judge is not None:
            self._judge(table)

    def _keep(self, table: str, kinds: dict[str, str], rows: Sequence[Sequence[Any]], more: bool) -> None:
        try:
            if more:
                self._more(table, kinds, rows)
            else:
                self.near.load(table, kinds, rows)
        except duckdb.Error as error:
            raise EngineError(f"the answer of the database could not be kept here: {said(error)}.") from None

    def _more(self, table: str, kinds: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        lists = ", ".join(f"unnest(cast(? as {kind}[]))" for kind in kinds.values())
        values = [list(column) for column in zip(*rows, strict=True)]
        self.near.connection.execute(f"insert into {name(table)} select {lists}", values)

    def _shorten(self, relation: str) -> None:
        """Ask for a relation of row numbers once, and send it along from then on, if it is short."""
        self._asked.add(relation)
        here = f"{relation} here"
        self._answer(f"select * from {name(relation)} limit {_FEW + 1}", here)
        rows = self.near.connection.sql(f"select * from {name(here)}")
        if len(rows) <= _FEW:
            self.send(relation, dict(zip(rows.columns, map(str, rows.types), strict=True)), rows)
        self.near.connection.execute(f"drop table {name(here)}")

    # -- the end

    def leave(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = self._table = None


def _day(column: str) -> str:
    """A day as text, since Python has no day beyond the year 9999; such a day is none of ours."""
    return f"cast({day(name(column))} as varchar) as {name(column)}"
