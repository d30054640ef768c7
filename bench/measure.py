"""CPU seconds, wall seconds and peak memory of a piece of work, and the bare reading of a file to compare it with."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb


@dataclass(frozen=True)
class Cost:
    """What some work took: CPU seconds of all threads, wall seconds."""

    cpu: float
    wall: float


def cpu() -> float:
    """CPU seconds of this process until now."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mb() -> int:
    """The most memory that this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def least(work: Callable[[], object], times: int = 3) -> Cost:
    """The least of several runs: what disturbs a machine only ever adds."""
    costs = []
    for _ in range(times):
        started, wall = cpu(), time.perf_counter()
        work()
        costs.append(Cost(cpu() - started, time.perf_counter() - wall))
    return Cost(min(cost.cpu for cost in costs), min(cost.wall for cost in costs))


def read_bare(files: Iterable[Path], columns: Iterable[str], relation: str = "read_parquet") -> None:
    """The floor: count the rows of files, and hash these columns of every row."""
    listed = ", ".join(f"'{file}'" for file in files)
    sums = ", ".join(f"sum(hash({column}))" for column in columns)
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"select count(*), {sums} from {relation}([{listed}])").fetchall()


def alone(module: str, **given: Any) -> dict[str, Any]:
    """What `python -m module` prints as JSON, given this as JSON: a process of its own, so that its memory is its own."""
    run = subprocess.run(
        [sys.executable, "-m", module, json.dumps(given)], check=False, capture_output=True, text=True, encoding="utf-8"
    )
    if run.returncode:
        raise SystemExit(f"python -m {module} {json.dumps(given)} failed:\n{run.stderr}")
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


def shell(*words: str) -> float:
    """The least wall seconds of a nolle command, start-up included."""
    nolle = str(Path(sys.executable).with_name("nolle"))
    return least(lambda: subprocess.run([nolle, *words], check=True, capture_output=True)).wall
