"""One measured run, in a process of its own: `python -m bench.peers.measuring PEER POLICY FILE ANSWERS`.

The answers go into a file, one byte for each row; the figures to stdout as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bench.peers.common import Ran

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """What one run of a peer over one file told."""

    peer: str
    rows: int
    version: str
    starting: float
    reading: float | None
    deciding: float
    peak_mb: float
    note: str
    answers: bytes

    @property
    def seconds(self) -> float:
        """CPU seconds from the first row read to the last answer."""
        return (self.reading or 0.0) + self.deciding


def measure(peer: str, policy: str, file: Path, times: int) -> Measured:
    """The cheapest of some runs. Raises RuntimeError with what a run that failed said."""
    return min((_once(peer, policy, file) for _ in range(times)), key=lambda measured: measured.seconds)


def _once(peer: str, policy: str, file: Path) -> Measured:
    into = file.with_suffix(".answers")
    words = [sys.executable, "-m", "bench.peers.measuring", peer, policy, str(file), str(into)]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{peer} could not run the policy {policy}:\n{ended.stderr[-2000:]}")
    answers = into.read_bytes()
    return Measured(peer=peer, rows=len(answers), answers=answers, **json.loads(ended.stdout))


def main(peer: str, policy: str, file: str, into: str) -> None:
    ran: Ran = import_module(f"bench.peers.with_{peer}").run(policy, Path(file))
    Path(into).write_bytes(ran.answers)
    told = {"version": ran.version, "starting": ran.starting, "reading": ran.reading, "deciding": ran.deciding}
    print(json.dumps({**told, "peak_mb": ran.peak_mb, "note": ran.note}))


if __name__ == "__main__":
    main(*sys.argv[1:])
