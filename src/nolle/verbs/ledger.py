"""What tracking asks of a library: worked out when it is asked for, or, for a large workspace, once and kept.

The kept form holds every day of every office as known on every day, beside the documents themselves, in one file that
is made again when a document changes (`nolle.library.compiled`). Both forms give the same answers.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from nolle.analysis import changes as changing
from nolle.analysis.changes import Change, Dated
from nolle.analysis.standing import COLUMNS, Table, standing, table
from nolle.analysis.standing.chronicle import Chronicle
from nolle.analysis.standing.lifetimes import Lifetime, lifetimes
from nolle.law.library import Library
from nolle.library import compiled
from nolle.library.uncollected import uncollected
from nolle.verbs.documents import HISTORIES, open_library
from nolle.verbs.ledger_made import chronicles, still

LARGE = 100
"""Offices of a library from which on it is worth a file to keep what was worked out."""


@dataclass(frozen=True)
class Ledger:
    """What offices said on any day, as known on any day, and what happened."""

    library: Library
    chronicles: Mapping[str, Chronicle] = field(default_factory=dict)
    kept_history: tuple[Dated, ...] = ()

    def table(self, office: str, day: date, known_on: date | None) -> Table:
        """The rows and clauses of an office on a day. Raises UnknownId."""
        kept = self.chronicles.get(office)
        if kept is not None:
            return kept.table(day, known_on)
        return table(self.library, standing(self.library, office, day, known_on, with_model=False))

    def lived(self, office: str, day: date, known_on: date | None) -> tuple[tuple[Lifetime, ...], int]:
        """How long each document of an office had stood, and how many documents it has. Raises UnknownId."""
        kept = self.chronicles.get(office)
        if kept is not None:
            return kept.lifetimes(day, known_on), kept.known(known_on)
        told = standing(self.library, office, day, known_on, with_model=False)
        return lifetimes(told), len(told.documents)

    def history(self, known_on: date | None) -> tuple[Change, ...]:
        """Everything that happened, as known on a day."""
        return changing.as_known(self._history, known_on)

    @cached_property
    def _history(self) -> tuple[Dated, ...]:
        return self.kept_history or changing.dated(self.library, tuple(COLUMNS.values()))


_ledgers: dict[Path, tuple[Library, Ledger]] = {}


def ledger(workspace: Path | None, say: Callable[[str], None] = lambda _: None) -> Ledger:
    """The ledger of a workspace; `say` is told where it takes a while. Raises NolleError."""
    with uncollected():
        library = open_library(workspace)
        if workspace is None or len(library.prosecutors) < LARGE:
            return Ledger(library)
        known = _ledgers.get(workspace)
        if known is None or known[0] is not library:
            _ledgers[workspace] = known = (library, _kept(workspace, library, say))
        return known[1]


def forget() -> None:
    """Look at the documents again, next time."""
    _ledgers.clear()


def _kept(workspace: Path, library: Library, say: Callable[[str], None]) -> Ledger:
    """The ledger as it was kept, or a new one; one that cannot be kept is worked out as it is asked."""
    found, stamps = compiled.opened(workspace)
    if found is None:
        return Ledger(library)
    kept, history = found.get("chronicles"), found.get("history")
    if kept is None or history is None:
        before = [found.get(f"{compiled.EARLIER}{name}") for name in HISTORIES]
        known = still(library, *before) if all(before) else {}
        every = len(library.prosecutors)
        say(f"working out the history of {every - len(known):,} of {every:,} offices, once for these documents")
        kept, history = chronicles(workspace, library, known), changing.dated(library, tuple(COLUMNS.values()))
        compiled.write(workspace, stamps, {"library": library, "chronicles": kept, "history": history})
    gc.freeze()  # what is kept stays: no question need wait until the collector has looked at all of it
    return Ledger(library, kept, history)
