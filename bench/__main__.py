"""`python -m bench`: times of a user's questions, and CPU ratios of `decide` to a bare scan of the same columns."""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from bench.charges import arrests, charges
from nolle import verbs
from nolle.verbs.demonstrating import sample

FOLDER = Path(__file__).with_name("data")
ROWS = 1_000_000
ARREST_ROWS = 4_000_000
FLOOR = """select count(*), sum(hash(case_id)), sum(hash(person_id)), sum(hash(code)), sum(hash(level)), sum(hash(place)),
  sum(hash(filed_on)), sum(hash(stage)) from '{file}'"""


CSV_FLOOR = """select count(*), sum(hash(ARREST_KEY)), sum(hash(LAW_CODE)), sum(hash(PD_DESC)), sum(hash(LAW_CAT_CD)),
  sum(hash(ARREST_BORO)), sum(hash(ARREST_DATE)) from read_csv('{file}', all_varchar = true)"""


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def least(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """The least CPU and wall seconds of several runs."""
    found = []
    for _ in range(times):
        started, wall = cpu(), time.perf_counter()
        work()
        found.append((cpu() - started, time.perf_counter() - wall))
    return min(c for c, _ in found), min(w for _, w in found)


def shell(*words: str) -> float:
    """The least wall seconds of a command, start-up included."""
    nolle = str(Path(sys.executable).with_name("nolle"))

    def run() -> None:
        subprocess.run([nolle, *words], check=True, capture_output=True)

    return least(run)[1]


def main() -> None:
    file = charges(ROWS, FOLDER)
    floor, _ = least(lambda: duckdb.connect().execute(FLOOR.format(file=file)).fetchall())
    policy, given = "us-ny/manhattan/2022-01-03", {"offense": "us-ny-pl-230.00"}
    verbs.explain(policy, given)
    how = verbs.Asked(as_of=date(2026, 11, 20), as_if=True)
    decided, wall = least(lambda: verbs.decide(policy, file, how))
    csv = arrests(ARREST_ROWS, sample(), FOLDER)
    csv_floor, _ = least(lambda: duckdb.connect().execute(CSV_FLOOR.format(file=csv)).fetchall(), 2)
    asked = verbs.Asked(mapping="nypd-arrests", as_of=date(2026, 11, 20), as_if=True)
    with tempfile.TemporaryDirectory() as out:
        csv_cpu, csv_wall = least(lambda: verbs.decide(policy, csv, asked, Path(out) / "run"), 2)
    result = {
        "machine": platform.processor() or platform.machine(),
        "python": platform.python_version(),
        "duckdb": duckdb.__version__,
        "help_seconds": round(shell("--help"), 3),
        "explain_shell_seconds": round(shell("explain", policy, "-f", "offense=us-ny-pl-230.00"), 3),
        "explain_warm_seconds": round(least(lambda: verbs.explain(policy, given))[1], 4),
        "compare_seconds": round(least(lambda: verbs.compare(policy))[1], 3),
        "rows": ROWS,
        "floor_cpu_seconds": round(floor, 3),
        "decide_cpu_seconds": round(decided, 3),
        "decide_ratio": round(decided / floor, 1),
        "decide_rows_per_second": round(ROWS / wall),
        "csv_rows": ARREST_ROWS,
        "csv_to_decided_rows_per_second": round(ARREST_ROWS / csv_wall),
        "csv_to_decided_cpu_seconds": round(csv_cpu, 2),
        "csv_floor_cpu_seconds": round(csv_floor, 2),
        "csv_to_decided_ratio": round(csv_cpu / csv_floor, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
