"""An engine whose records stay elsewhere: large relations there, small ones on the laptop's own DuckDB.

A statement that reads only small relations runs here, as it does without a remote engine. One that reads a large
relation runs there, in the dialect of there; the small relations it reads are sent along first. What comes back is
small, or was asked for row by row.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from duckdb import DuckDBPyRelation

from nolle.compiler.query import Query, Step, name
from nolle.engine.base import Rows, Written
from nolle.engine.duckdb import DuckDB
from nolle.engine.portable import Statement, may_read
from nolle.engine.remote_lookups import Lookup, looked_up
from nolle.errors import EngineError

_GATHERED = "rows from elsewhere"
"""The table of what the last statement that ran elsewhere gave."""

_MOST_LISTED = 1_000
"""So many values of a small relation are written out where a large one is filtered by them."""


class Remote(ABC):
    """What engines elsewhere have in common; each says how it does six things, from `look` to `leave`.

    Names of relations that these get are unique for as long as the engine is open: a relation that takes the place
    of another has a new one. `sql` is one select in the engine's `dialect` of sqlglot. All of them raise EngineError
    (or RecordsError for the records) with one line: no cell, no password, no stack.
    """

    name = ""
    dialect = ""

    @abstractmethod
    def look(self, records: Path | str) -> dict[str, str]:
        """The columns of the records, with the DuckDB types that they have once they are taken in."""

    @abstractmethod
    def source(self, relation: str, columns: Sequence[str], set_aside: bool) -> None:
        """Make the large relation of these columns of the records, with `source_row` from 1 in their order."""

    @abstractmethod
    def send(self, relation: str, columns: dict[str, str], rows: DuckDBPyRelation) -> None:
        """Make a small relation there; `columns` maps names to DuckDB types."""

    @abstractmethod
    def define(self, relation: str, sql: str, kept: bool) -> None:
        """Make a large relation there. One that is not `kept` is worked out again wherever it is read."""

    @abstractmethod
    def gather(self, sql: str, table: str) -> None:
        """Run a select there, and make of its rows, with their types, a table of that name in `self.near`."""

    @abstractmethod
    def leave(self) -> None:
        """Let go of everything there; called once, also after a failure."""

    def files(self, relation: str, files: Sequence[Path]) -> None:  # noqa: ARG002
        """Make a large relation of Parquet files that nolle wrote, where the engine can read them."""
        raise EngineError(f"{self.name} does not read prepared records. Decide them without --engine {self.name}.")

    # ------------------------------------------------------------ what is the same for all

    def __init__(self, memory_limit: str = "", threads: int = 0, progress: Callable[[str], None] | None = None) -> None:
        self.near = DuckDB(memory_limit, threads)
        self.digest = ""
        self._progress = progress
        self._far: dict[str, str] = {}  # large relations, with the name that each has there
        self._sent: dict[str, str] = {}  # small relations that are there as they are here
        self._known: dict[tuple[str, Lookup], str] = {}  # what was looked up, and the relation that says it
        self._made = self._lookups = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        try:
            self.leave()
        finally:
            self.near.close()

    def open(self, records: Path | str) -> dict[str, str]:
        return self.look(records)

    def take(self, columns: Sequence[str], set_aside: bool = False) -> None:
        self.load("unreadable", {"source_row": "bigint", "line": "bigint", "reason": "varchar"}, [])
        self._far["source"] = self._named("source")
        self.source(self._far["source"], columns, set_aside)

    def attach(self, name_: str, files: Sequence[Path], large: bool = False) -> None:
        if large:
            relation = self._named(name_)
            self.files(relation, files)
            self._far[name_] = relation
        else:
            self.near.attach(name_, files)
            self._here(name_)

    def run(self, query: Query) -> None:
        for step in query.steps:
            if self._progress:
                self._progress(step.what or step.name)
            try:
                self._step(step)
            except EngineError as error:
                if str(error).startswith("step "):
                    raise
                raise EngineError(f'step "{step.name}" ({step.what}) failed: {error}\n\n{step.sql}') from error

    def load(self, name_: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        self.near.load(name_, columns, rows)
        self._here(name_)

    def fetch(self, sql: str) -> Rows:
        found = self._reading(sql)
        try:
            here = self._gathered(found) if found else sql
        except EngineError as error:
            raise EngineError(f"a question to {self.name} failed: {error}\n\n{sql}") from error
        return self.near.fetch(here)

    def write(self, sql: str, file: Path, how: Written = Written.ALIKE) -> None:
        found = self._reading(sql)
        self.near.write(self._gathered(found) if found else sql, file, how)

    # ------------------------------------------------------------ where a statement runs

    def _step(self, step: Step) -> None:
        large = step.large or step.name in self._far  # what takes the place of a large relation is one
        found = self._reading(step.sql, large)
        if found is None:
            self.near.run(Query((replace(step, view=False),)))  # a view would change with what it reads
            self._here(step.name)
        elif large:
            relation = self._named(step.name)
            self.define(relation, self._there(found.unordered()[0]), kept=not step.view)
            self._far[step.name] = relation
        else:
            self.near.run(Query((Step(step.name, self._gathered(found), step.what),)))
            self._here(step.name)

    def _reading(self, sql: str, large: bool = False) -> Statement | None:
        """The statement, if it is one for elsewhere: it is large, or reads what is."""
        if not large and not may_read(sql, self._far):
            return None
        statement = Statement(sql)
        return statement if large or statement.relations & self._far.keys() else None

    def _gathered(self, statement: Statement) -> str:
        """Run a statement elsewhere; the select of its rows here, in their order."""
        inner, order = statement.unordered()
        self.gather(self._there(inner), _GATHERED)
        return f"select * from {name(_GATHERED)}{order}"

    def _there(self, statement: Statement) -> str:
        """The text of a statement there, once all that it reads is there."""
        statement = self._looked_up(statement.listing(self._listed))
        return statement.text(self.dialect, {relation: self._place(relation) for relation in statement.relations})

    def _listed(self, inner: Statement) -> list[Any] | None:
        """The values of a select of small relations, if they are few."""
        if not inner.relations or inner.relations & self._far.keys():
            return None
        rows = self.near.fetch(f"select distinct * from (\n{inner.tree.sql('duckdb')}\n) as v limit {_MOST_LISTED + 1}")
        values = sorted(row[0] for row in rows if row[0] is not None)
        return values if len(values) == len(rows) <= _MOST_LISTED else None

    def _looked_up(self, statement: Statement) -> Statement:
        """The statement with lookups, which are made here, for what only DuckDB can work out."""
        statement, found = looked_up(statement, self._far, self._lookups)
        self._lookups += len(found)
        for relation, lookup in found:
            known = self._known.setdefault((self._far[lookup.relation], lookup), relation)
            if known != relation:
                self.near.run(Query((Step(relation, f"select * from {name(known)}"),)))
                continue
            values = Statement(lookup.values())
            self.gather(values.text(self.dialect, self._far), _GATHERED)
            made = Step(relation, lookup.worked_out(name(_GATHERED)), "what is written, and what it means")
            self.near.run(Query((made,)))
            if any(value is not None for value in self.near.fetch(lookup.of_nothing())[0]):
                raise EngineError(f'"{lookup.column}" means something where nothing is written')
        return statement

    def _place(self, relation: str) -> str:
        """What a relation is called there; a small one is sent if it is not there as it is here."""
        if relation in self._far:
            return self._far[relation]
        if relation not in self._sent:
            rows = self.near.connection.sql(f"select * from {name(relation)}")
            there = self._named(relation)
            self.send(there, dict(zip(rows.columns, map(str, rows.types), strict=True)), rows)
            self._sent[relation] = there
        return self._sent[relation]

    def _named(self, relation: str) -> str:
        self._made += 1
        return f"{relation}_{self._made}"

    def _here(self, relation: str) -> None:
        """A small relation was made anew: what is there of it is no longer what is here."""
        self._far.pop(relation, None)
        self._sent.pop(relation, None)
