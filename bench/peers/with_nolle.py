"""nolle: the whole verb, from the file to a run's folder with a decision for every row, its report and its hashes."""

from __future__ import annotations

import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

import duckdb

from bench.peers.common import OFFICES, WORKSPACE, Laps, Ran, coded, peak_mb
from nolle import verbs

HOW = verbs.Asked(mapping="benchmark", as_of=date(2026, 11, 20), all_rows=True)
ANSWERS = "select decision from '{file}' order by source_row"


def run(policy: str, file: Path) -> Ran:
    """Decide all rows; opening and checking the documents counts as starting."""
    laps = Laps()
    verbs.open_library(WORKSPACE)
    starting = laps.lap()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        verbs.decide(OFFICES[policy], file, HOW, out, WORKSPACE)
        deciding, peak = laps.lap(), peak_mb()
        answers = duckdb.connect().execute(ANSWERS.format(file=out / "decisions.parquet")).fetchall()
    told = f"{version('nolle')}, DuckDB {duckdb.__version__}"
    return Ran(told, starting, None, deciding, peak, coded(decision for (decision,) in answers))
