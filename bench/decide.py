"""`python -m bench.decide JSON`: decide made-up charges, beside a bare reading of the same columns, in one process."""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from bench.charges import Made
from bench.measure import least, peak_mb, read_bare
from nolle import verbs

HERE = Path(__file__).parent
WORKSPACE = HERE / "workspace"
DATA = HERE / "data"
AS_OF = date(2026, 11, 20)

# What the policies ask of a charge: in the user's file, and in the records that were prepared from it.
LOCAL = ("charge_id", "code", "level", "filed_on", "stage", "reporter")
HISTORY = (*LOCAL, "case_id", "person_id")
KEPT_LOCAL = ("charge_id", "source_row", "word", "filed_on_day")
KEPT_HISTORY = (*KEPT_LOCAL, "case_id", "person_id")


def ready(made: Made, memory_limit: str = "") -> dict[str, Any]:
    """The prepared records of made-up charges, made once, and what making them took."""
    folder = DATA / f"ready-{made.name}"
    note = folder.with_suffix(".json")
    if not note.exists() or not folder.exists():
        how = verbs.Asked(mapping="benchmark", memory_limit=memory_limit)
        file = made.file(DATA)
        cost = least(lambda: verbs.prepare(file, folder, how, workspace=WORKSPACE), 1)
        note.write_text(json.dumps({"cpu": cost.cpu, "wall": cost.wall, "peak_mb": peak_mb()}), encoding="utf-8")
    told: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    return told


def main(made: Made, policy: str, times: int, memory_limit: str) -> dict[str, Any]:
    """The costs of both floors and of deciding; the first run reads documents, and is not counted."""
    folder, local = DATA / f"ready-{made.name}", policy == "row-local"
    how = verbs.Asked(as_of=AS_OF, memory_limit=memory_limit)
    with tempfile.TemporaryDirectory() as scratch:

        def decide() -> verbs.Run:
            return verbs.decide(f"us-xx/county/{policy}", folder, how, Path(scratch) / "run", WORKSPACE)

        run = decide()
        file = least(lambda: read_bare([made.file(DATA)], LOCAL if local else HISTORY), times)
        parts = sorted(folder.glob("charges-*.parquet"))
        kept = least(lambda: read_bare(parts, KEPT_LOCAL if local else KEPT_HISTORY), times)
        cost = least(decide, times)
    return {
        "floor_file_cpu": file.cpu, "floor_cpu": kept.cpu, "cpu": cost.cpu, "wall": cost.wall, "peak_mb": peak_mb(),
        "patterns": len(run.decided.found), "rows": run.decided.source.n_in,
    }  # fmt: skip


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    charges = Made(**given["made"])
    if given.get("prepare"):
        print(json.dumps(ready(charges, given.get("memory_limit", ""))))
    else:
        print(json.dumps(main(charges, given["policy"], given.get("times", 3), given.get("memory_limit", ""))))
