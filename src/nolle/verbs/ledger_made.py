"""The histories of all offices of a large workspace, worked out by several processes, each with its share of them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
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


def still(library: Library, before: Library, kept: Mapping[str, Chronicle]) -> dict[str, Chronicle]:
    """Of the chronicles of an earlier library those that hold: nothing of the office changed, nor of its law."""
    if (library.dictionary, library.groups) != (before.dictionary, before.groups):
        return {}
    law = [library.offenses, before.offenses]
    changed = [id for id in {**law[0], **law[1]} if law[0].get(id) != law[1].get(id)]

    def same(office: Office) -> bool:
        state = library.state_of([office.place])
        return (
            office == before.offices.get(office.id)
            and library.places[office.place] == before.places.get(office.place)
            and library.office_policies(office.id) == before.office_policies(office.id)
            and not any(id.startswith(f"{state}-") for id in changed)
        )

    return {office.id: kept[office.id] for office in library.prosecutors if office.id in kept and same(office)}


def chronicles(workspace: Path, library: Library, known: Mapping[str, Chronicle]) -> dict[str, Chronicle]:
    """The chronicle of every prosecutor's office, but for those that are known. Raises NolleError where that fails."""
    wanted = [office for office in library.prosecutors if office.id not in known]
    share = min(_processors(), -(-len(wanted) // _ENOUGH))
    found = {**known, **(_each(library, wanted) if share < 2 else _shared(workspace, wanted, share))}
    return {office.id: found[office.id] for office in library.prosecutors}


def _shared(workspace: Path, offices: Sequence[Office], share: int) -> dict[str, Chronicle]:
    """The chronicles of many offices, each from one of some processes."""
    with tempfile.TemporaryDirectory(prefix="nolle-") as folder:
        files = [Path(folder) / str(number) for number in range(share)]
        for number, file in enumerate(files):
            file.write_text("\n".join(office.id for office in offices[number::share]), encoding="utf-8")
        _run([[str(workspace), str(file)] for file in files])
        return {id: told for file in files for id, told in compiled.load(file.read_bytes()).items()}


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
    """One share: the chronicles of the offices whose ids a file holds, in place of the ids."""
    workspace, file = map(Path, words)
    library = open_library(workspace)
    mine = [library.offices[id] for id in file.read_text(encoding="utf-8").split("\n")]
    file.write_bytes(compiled.dump(_each(library, mine)))


if __name__ == "__main__":
    programs.run(partial(work, sys.argv[1:]))
