"""The engines that must agree, in one table: how each is opened here, or why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from nolle.engine.base import Engine
from nolle.engine.duckdb import DuckDB
from tests import postgres
from tests.engine import sparking


@dataclass(frozen=True)
class Maker:
    """One engine: `opened` gives it as a context, `missing` says why it cannot be opened here (empty: it can).

    `policies` and `soak` say how many policies a normal run and a soak run decide, `each` how many of them over one
    file, `parts` into how many tests a normal run is split. `mark` is the mark of its tests.
    """

    opened: Callable[[], AbstractContextManager[Engine]]
    missing: Callable[[], str] = lambda: ""
    policies: int = 200
    soak: int = 10_000
    each: int = 25
    parts: int = 8
    mark: str = ""


ENGINES: dict[str, Maker] = {
    "duckdb": Maker(lambda: DuckDB(threads=1)),
    "postgres": Maker(postgres.over_files, postgres.missing, policies=20, soak=1_000, each=5, parts=2, mark="postgres"),
    "spark": Maker(sparking.opened, sparking.missing, policies=5, soak=1_000, each=5, parts=1, mark="spark"),
}
