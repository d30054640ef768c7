"""`python -m bench.tracking [--offices 3000] [--seed 0] [--json]`: track twenty made-up years of many offices.

Says how long the first build of the compiled library takes, a load from it, every kind of question after the load, and
the exports; and the shipped library's own load. Times are wall-clock seconds; the folder of the documents and the compiled
file are made in a temporary folder and removed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bench import histories

DAYS = (date(2012, 5, 5), date(2020, 5, 5))
KNOWN_ON = date(2015, 1, 1)
_LOAD = """
import sys, time
from pathlib import Path
from nolle.verbs.ledger import ledger
started = time.perf_counter()
told = ledger(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
print(time.perf_counter() - started)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offices", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    words = parser.parse_args()
    found: dict[str, Any] = {}
    for name, value in measured(words.offices, words.seed):
        found[name] = value
        if not words.json:
            print(f"{name:44} {value:>12,.3f}" if isinstance(value, float) else f"{name:44} {value:>12,}")
    if words.json:
        print(json.dumps(found))


def measured(offices: int, seed: int) -> Iterator[tuple[str, float | int]]:
    """Each figure by name, as soon as it is there."""
    with tempfile.TemporaryDirectory(prefix="nolle-bench-") as folder:
        os.environ["NOLLE_CACHE"] = str(Path(folder) / "cache")
        yield "shipped library, load (s)", _loaded()
        where = Path(folder) / "workspace"
        yield "documents", histories.write(where, offices, seed)
        yield "first build (s)", _loaded(where)
        yield "load from the compiled library (s)", _loaded(where)
        [kept] = (Path(folder) / "cache").iterdir()
        yield "compiled library (MB)", kept.stat().st_size / 1e6
        yield from _asked(where)
        yield from _exported(where, Path(folder))


def _loaded(*words: Path) -> float:
    """The seconds that a new process says it took, once nolle is imported."""
    told = subprocess.run([sys.executable, "-c", _LOAD, *map(str, words)], check=True, stdout=subprocess.PIPE)
    return float(told.stdout)


def _asked(where: Path) -> Iterator[tuple[str, float]]:
    from nolle import verbs

    place = next(id for id in verbs.open_library(where).places if "made-up" in id)
    narrow = verbs.Filters(place="us-tx", conduct=("selling",), decision=("decline",))
    verbs.track_durability(DAYS[0], workspace=where)  # the statistics package is imported once
    verbs.track(DAYS[0], workspace=where)
    for day in DAYS:
        asked: dict[str, Callable[[], object]] = {
            "track": partial(verbs.track, day, workspace=where),
            f"track as known on {KNOWN_ON}": partial(verbs.track, day, KNOWN_ON, workspace=where),
            "track with filters": partial(verbs.track, day, None, narrow, where),
            "track --since 2008": partial(verbs.track_since, date(2008, 1, 1), day, workspace=where),
            "track PLACE": partial(verbs.place_history, place, day, workspace=where),
            "track durability": partial(verbs.track_durability, day, workspace=where),
            "track due": partial(verbs.track_due, day, workspace=where),
        }
        for name, ask in asked.items():
            yield f"{name}, {day} (s)", _timed(ask)


def _exported(where: Path, folder: Path) -> Iterator[tuple[str, float | int]]:
    from nolle import verbs

    told = verbs.track(DAYS[1], workspace=where)
    yield "rows of the table", len(told.rows)
    for kind in ("csv", "json", "sqlite", "xlsx"):
        out = folder / f"track.{kind}"
        yield f"export of the table, {kind} (s)", _timed(partial(verbs.write_tracked, told, out))
    package: Callable[[], verbs.Packaged] = partial(verbs.write_package, folder / "package", DAYS[1], workspace=where)
    yield "rows of the package of everything", package().rows
    yield "package of everything, five forms (s)", _timed(package)


def _timed(call: Callable[[], object]) -> float:
    """The better of two."""
    took = []
    for _ in range(2):
        started = time.perf_counter()
        call()
        took.append(time.perf_counter() - started)
    return min(took)


if __name__ == "__main__":
    main()
