"""An engine that does not do twice what it has just done: policies over one file share its intake.

A step is left out if its SQL and everything it reads are what they were when it last ran; then the relation that it
would make is there already. Most of the time of a small run goes into steps that no policy changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nolle.compiler.query import Query
from nolle.engine.base import Engine, Rows

_READ = re.compile(r"\b(?:from|join)\s+\"?(\w+)")
"""Whatever stands after `from` or `join`: nolle's SQL names relations nowhere else."""
Made = tuple[Any, ...]
"""How a relation was made: its SQL, and how everything that it reads was made."""


class Remembering:
    """An engine in front of another; nothing it hands over differs from what the other would."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self.name = engine, engine.name
        self._numbers: dict[Made, int] = {}
        self._made: dict[str, int] = {}
        self._fetched: dict[int, Rows] = {}
        self._opened = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def open(self, records: Path | str) -> dict[str, str]:
        self._opened += 1
        self._fetched.clear()
        self._made.clear()
        return self._engine.open(records)

    def take(self, columns: Sequence[str], set_aside: bool = False) -> None:
        made = self._number(("take", self._opened, tuple(columns), set_aside))
        if self._made.get("taken") != made:
            self._engine.take(columns, set_aside)
            self._made |= {"taken": made, "source": made, "unreadable": made}

    def run(self, query: Query) -> None:
        for step in query.steps:
            made = self._number(("step", step.view, step.sql, *self._read(step.sql)))
            if self._made.get(step.name) != made:
                self._engine.run(Query((step,)))
                self._made[step.name] = made

    def load(self, name: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        made = self._number(("load", *columns.items(), *map(tuple, rows)))
        if self._made.get(name) != made:
            self._engine.load(name, columns, rows)
            self._made[name] = made

    def fetch(self, sql: str) -> Rows:
        made = self._number(("fetch", sql, *self._read(sql)))
        if made not in self._fetched:
            self._fetched[made] = self._engine.fetch(sql)
        return list(self._fetched[made])

    def _read(self, sql: str) -> list[tuple[str, int]]:
        """The relations that some SQL reads, and how each was made."""
        return [(name, self._made[name]) for name in dict.fromkeys(_READ.findall(sql)) if name in self._made]

    def _number(self, made: Made) -> int:
        return self._numbers.setdefault(made, len(self._numbers))
