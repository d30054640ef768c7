"""`python -m bench.peers`: nolle, a plain Python loop, OpenFisca-core and zen-engine on the same policies and charges.

Run by hand, once a release. It takes about two minutes and prints one page of Markdown; `--out FILE` writes it too.
The peers are no part of nolle: install them beside it with `pip install -r bench/peers/requirements.txt`. One that
is missing is reported as not installed. If answers that must be equal are not, it stops and says which.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from bench.peers.common import HISTORY, ROW_LOCAL
from bench.peers.comparing import Beside, Disagreement, beside, must_show_all
from bench.peers.measuring import Measured, measure
from bench.peers.page import Part, page
from bench.peers.rows import make

NEEDS = {"openfisca": "openfisca_core", "python": "duckdb", "zen": "zen"}
"""By peer, what must be installed."""

KNOWS_UNKNOWN = ("python",)
"""Peers whose policy is written with an unknown of its own."""


def main() -> int:
    asked = _asked()
    sizes = {"openfisca": asked.openfisca_rows, "python": asked.python_rows, "zen": asked.zen_rows}
    with tempfile.TemporaryDirectory() as folder:
        files = {rows: Path(folder) / f"charges-{rows}.parquet" for rows in {asked.rows, *sizes.values()}}
        for rows, file in files.items():
            make(rows, file)
        try:
            parts = [_part(policy, files, sizes, asked.rows, asked.times) for policy in (ROW_LOCAL, HISTORY)]
        except (Disagreement, RuntimeError) as found:
            print(found, file=sys.stderr)
            return 1
    text = page(parts, asked.times)
    print(text, end="")
    if asked.out:
        asked.out.write_text(text, encoding="utf-8")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers", description="nolle beside other ways to run a policy."
    )
    parser.add_argument("--rows", type=int, default=1_000_000, help="charges for nolle")
    parser.add_argument("--openfisca-rows", type=int, default=1_000_000)
    parser.add_argument("--python-rows", type=int, default=200_000)
    parser.add_argument("--zen-rows", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=2, help="runs of each, of which the cheapest is told")
    parser.add_argument("--out", type=Path, help="write the page into this file too")
    return parser.parse_args()


def _part(policy: str, files: dict[int, Path], sizes: dict[str, int], most: int, times: int) -> Part:
    """Everything about one policy; nolle runs on every file, so that each peer has its answers to compare with."""
    nolle = {rows: measure("nolle", policy, file, times) for rows, file in files.items()}
    must_show_all(policy, nolle[most].answers)
    peers: dict[str, tuple[Measured, Beside] | None] = {}
    for peer, rows in sizes.items():
        if find_spec(NEEDS[peer]) is None:
            peers[peer] = None
            continue
        run = measure(peer, policy, files[rows], times)
        peers[peer] = run, beside(policy, nolle[rows].answers, peer, run.answers, peer in KNOWS_UNKNOWN)
    return Part(policy, nolle, peers)


if __name__ == "__main__":
    sys.exit(main())
