"""The histories of all offices of a large workspace, worked out by several processes, each with its share of them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from nolle.analysis.standing.chronicle import Chronicle, chronicle
from nolle.law.library import Library
from nolle.law.places import Office
from nolle.library import compiled
from nolle.library.uncollected import uncollected
from nolle.verbs import programs
from nolle.verbs.documents import open_library

_ENOUGH = 250
"""Offices for each process."""


def chronicles(workspace: Path, library: Library) -> dict[str, Chronicle]:
    """The chronicle of every prosecutor's office. Raises NolleError where a process fails."""
    offices = library.prosecutors
    share = min(_processors(), -(-len(offices) // _ENOUGH))
    if share == 1:
        return _each(library, offices)
    with tempfile.TemporaryDirectory(prefix="nolle-") as folder:
        files = [Path(folder) / str(number) for number in range(share)]
        _run([[str(workspace), str(number), str(share), str(file)] for number, file in enumerate(files)])
        parts = [compiled.load(file.read_bytes()) for file in files]
    found = {id: told for part in parts for id, told in part.items()}
    return {office.id: found[office.id] for office in offices}


def _each(library: Library, offices: Sequence[Office]) -> dict[str, Chronicle]:
    """The chronicles of some offices. They leave nothing that refers to itself: the collector need not look."""
    with uncollected():
        return {office.id: chronicle(library, office.id) for office in offices}


def _run(calls: Sequence[Sequence[str]]) -> None:
    """Each call in a process of its own; none is left behind."""
    running = [subprocess.Popen(programs.command(__name__, *call), text=True) for call in calls]
    programs.ended(running, "working out the history of the offices")


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def work(words: Sequence[str]) -> None:
    """One share: every `of`-th office from the `number`-th on, written to a file."""
    workspace, number, of, out = words
    library = open_library(Path(workspace))
    mine = library.prosecutors[int(number) :: int(of)]
    Path(out).write_bytes(compiled.dump(_each(library, mine)))


if __name__ == "__main__":
    programs.run(partial(work, sys.argv[1:]))
