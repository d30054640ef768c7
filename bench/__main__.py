"""`python -m bench [--quick | --full] [--out FOLDER]`: what nolle takes, beside a bare reading of the same columns.

A ratio is CPU seconds of all threads, of deciding and writing the whole run, to those of counting and hashing the same
columns of the same Parquet file in the same process; the least of three runs each. Documents are read beforehand.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bench import page, users
from bench.cases import FULL, NORMAL, QUICK
from bench.measured import Measured, machine, measure


def quick() -> None:
    """The narrow cases at ten million charges; ends with one line of JSON."""
    local, history = measure(QUICK)
    for one in (local, history):
        print(one.line())
    peak = max(one.peak_mb for one in (local, history))
    print(json.dumps({"row_local_10M": local.ratio, "history_10M": history.ratio, "peak_mb": peak}))


def whole(full: bool, out: Path | None) -> None:
    """Every row of the table, as a page and a chart too."""
    cases = measure([*NORMAL, *(FULL if full else [])], show=Measured.line)
    told = users.questions()
    for one in told:
        print(one.line())
    result = {"machine": machine(), "cases": [one.json() for one in cases], "questions": [one.json() for one in told]}
    print(json.dumps(result, indent=2))
    if out is not None:
        page.write(out, result, cases, told)
        print(f"wrote {out}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--quick", action="store_true", help="the narrow cases at 10M alone, in under a minute")
    parser.add_argument("--full", action="store_true", help="100M too: takes an hour, 20 GB of disk")
    parser.add_argument("--out", type=Path, help="write bench.json, bench.md and bench.svg into this folder")
    given = parser.parse_args()
    if given.quick:
        quick()
    else:
        whole(given.full, given.out)


if __name__ == "__main__":
    main()
