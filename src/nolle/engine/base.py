"""What an engine does: open records, hold small tables, run the steps of a query, hand rows back, write files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from nolle.compiler.query import Query

Rows = list[tuple[Any, ...]]

NESTED = "JSON"
"""The type that a column of lists or records is said to have: it comes as JSON text."""


class Written(Enum):
    """How rows are written, and what their bytes depend on."""

    ALIKE = "alike"
    """Same rows in the same order, same bytes: they are copied first."""
    IN_ORDER = "in order"
    """The same, of one small-column relation in its order, to which small relations are joined while it is written."""
    AS_FOUND = "as found"
    """The bytes may depend on how the rows were found."""


class Engine(Protocol):
    """Everything that deciding needs of a database; relations go by name."""

    name: str
    digest: str
    """The sha256 of the records that were taken in, where no file holds them as they are."""

    def open(self, records: Path | str) -> dict[str, str]:
        """Look at a file of records, or a table by its address: its columns, with the types they are taken in with.

        Raises RecordsError for what cannot be read.
        """
        ...

    def take(self, columns: Sequence[str], set_aside: bool = False) -> None:
        """Make these columns of the opened file the relation `source`, its rows numbered from 1 in `source_row`.

        Rows that cannot be read go to the relation `unreadable` (source_row, line, reason) if `set_aside`;
        otherwise RecordsError names them.
        """
        ...

    def run(self, query: Query) -> None:
        """Run the steps in order. Raises EngineError naming the step that failed."""
        ...

    def load(self, name: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Make a small table of these rows; `columns` maps names to SQL types."""
        ...

    def attach(self, name: str, files: Sequence[Path], large: bool = False) -> None:
        """Make a relation of Parquet files that nolle wrote; they are read in place, one after another.

        A `large` one has as many rows as the records, and is read where those are.
        """
        ...

    def fetch(self, sql: str) -> Rows:
        """The rows of a select."""
        ...

    def write(self, sql: str, file: Path, how: Written = Written.ALIKE) -> None:
        """Write the rows of a select as Parquet (or CSV, by the file's ending)."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class InPlace(Engine, Protocol):
    """An engine whose rows stay where they are: it hands over what many rows say, and the ids of charges.

    What joins rows (cases, persons, instruments) never leaves. So that is judged by its name alone, and the ids of
    charges when they leave.
    """

    def hold(self, columns: Collection[str], judge: Callable[[str], None]) -> None:
        """Let no answer have one of these columns; have ids of charges that come from there judged before use.

        `judge` gets the name of a relation with a column `charge_id`, and raises RecordsError.
        """
        ...
