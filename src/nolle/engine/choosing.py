"""The name of an engine → the engine, opened. What it needs besides is imported only then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nolle.engine.duckdb import DuckDB
from nolle.errors import EngineError

if TYPE_CHECKING:  # sqlglot comes with the extras
    from nolle.engine.remote import Remote

ENGINES = ("duckdb", "spark", "postgres")


def engine(
    name: str = "duckdb", memory_limit: str = "", progress: Callable[[str], None] | None = None, master: str = ""
) -> DuckDB | Remote:
    """An engine by its name, to be closed; `master` is where Spark works. Raises EngineError if it is not installed."""
    if name not in ENGINES:
        raise EngineError(f'there is no engine "{name}". Use one of: {", ".join(ENGINES)}.')
    if master and name != "spark":
        raise EngineError("--master says where Spark works. Use it with --engine spark.")
    if name == "duckdb":
        return DuckDB(memory_limit, progress=progress)
    try:
        import sqlglot  # noqa: F401 each of the two extras brings it
    except ModuleNotFoundError:
        raise EngineError(f'--engine {name} needs an extra: pip install "nolle[{name}]"') from None
    if name == "spark":
        from nolle.engine.spark import Spark

        return Spark(memory_limit, progress=progress, master=master)
    from nolle.engine.postgres import Postgres

    return Postgres(memory_limit, progress=progress)
