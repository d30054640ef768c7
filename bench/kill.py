"""`python -m bench.kill`: runs over 100 million charges, killed at random moments; what is left, and after the next run.

By hand, before a release: it takes half an hour, and the prepared records of the benchmark besides.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.charges import Made
from bench.decide import DATA, WORKSPACE, ready
from nolle.publish.package import sha256

NOLLE = Path(sys.executable).with_name("nolle")
PREPARING = 60.0
"""Seconds of `records prepare` within which it is killed."""

Output = dict[str, str]


@dataclass(frozen=True)
class Job:
    """A run to be killed, and the run that wrote the earlier output and comes after: each the words of a command."""

    name: str
    killed: tuple[str, ...]
    next: tuple[str, ...]


@dataclass(frozen=True)
class Kill:
    """One kill: when, how it ended, whether the output was whole, and what lay around before and after the next run."""

    job: str
    at: float
    ended: str
    output: str
    left: int
    left_bytes: int
    after: int

    @property
    def good(self) -> bool:
        return self.output in ("earlier", "new") and self.after == 0

    def line(self) -> str:
        left = f"{self.left} ({self.left_bytes / 1e6:,.0f} MB)"
        return f"{self.job:<16} {self.at:8.2f} s  {self.ended:<9} {self.output:<8} {left:>20} {self.after:>10}"


HEAD = f"{'run':<16} {'killed at':>10}  {'ended':<9} {'output':<8} {'strays':>20} {'after next':>10}"


class Place:
    """A folder with the output and the temporary files of the runs, and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.temporary = folder / "tmp"
        (folder / "place").mkdir()
        self.temporary.mkdir()

    @property
    def out(self) -> Path:
        return self.folder / "place" / "out"

    def start(self, words: Sequence[str], stderr: int) -> subprocess.Popen[str]:
        given = {**os.environ, "TMPDIR": str(self.temporary)}
        called = [str(NOLLE), *words, "-o", str(self.out)]
        return subprocess.Popen(called, env=given, text=True, stdout=subprocess.DEVNULL, stderr=stderr)

    def run(self, words: Sequence[str]) -> float:
        """Seconds of a run that nobody stops."""
        started = time.perf_counter()
        process = self.start(words, subprocess.PIPE)
        _, said = process.communicate()
        if process.returncode:
            sys.exit(f"failed: {' '.join(words)}\n{said}")
        return time.perf_counter() - started

    def output(self) -> Output:
        return {file.name: sha256(file) for file in sorted(self.out.iterdir())} if self.out.is_dir() else {}

    def strays(self) -> list[Path]:
        return [path for path in (*self.out.parent.iterdir(), *self.temporary.iterdir()) if path != self.out]

    def clear(self) -> None:
        for path in (*self.strays(), self.out):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def size(paths: Sequence[Path]) -> int:
    files = [file for path in paths for file in (path, *path.rglob("*")) if file.is_file()]
    return sum(file.stat().st_size for file in files)


def killed(place: Place, job: Job, at: float, earlier: Output, new: Output) -> Kill:
    """Kill a run after so many seconds, look, and run the next."""
    process = place.start(job.killed, subprocess.DEVNULL)
    try:
        process.wait(at)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    found, strays = place.output(), place.strays()
    output = "earlier" if found == earlier else "new" if new and found == new else "BROKEN"
    ended = "killed" if process.returncode == -signal.SIGKILL else f"exit {process.returncode}"
    left, left_bytes = len(strays), size(strays)
    place.run(job.next)
    after = len(place.strays()) + (place.output() != earlier)
    return Kill(job.name, at, ended, output, left, left_bytes, after)


def deciding(folder: Path) -> Job:
    words = ("decide", "us-xx/county/history", str(folder), "-w", str(WORKSPACE), "--as-of")
    return Job("decide", (*words, "2026-11-20"), (*words, "2020-01-01"))


def preparing(large: Path, small: Path) -> Job:
    def words(file: Path) -> tuple[str, ...]:
        return ("records", "prepare", str(file), "-m", "benchmark", "-w", str(WORKSPACE), "--memory-limit", "6GB")

    return Job("records prepare", words(large), words(small))


def main(rows: int, kills: int, kills_preparing: int, seed: int) -> list[Kill]:
    made, lots, found = Made(rows), random.Random(seed), []
    ready(made, "6GB")
    print(f"{rows:,} charges, seed {seed}\n{HEAD}", flush=True)
    with tempfile.TemporaryDirectory(prefix="kill-", dir=DATA) as scratch:
        place = Place(Path(scratch))
        jobs = [(deciding(DATA / f"ready-{made.name}"), kills, 0.0)]
        jobs.append((preparing(made.file(DATA), Made(1_000_000).file(DATA)), kills_preparing, PREPARING))
        for job, times, within in jobs:
            place.clear()
            within = within or place.run(job.killed)
            new = place.output()
            place.run(job.next)
            earlier = place.output()
            for at in sorted(lots.uniform(0, within) for _ in range(times)):
                found.append(killed(place, job, at, earlier, new))
                print(found[-1].line(), flush=True)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--kills-preparing", type=int, default=5)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    told = main(asked.rows, asked.kills, asked.kills_preparing, asked.seed)
    print(
        json.dumps(
            {"rows": asked.rows, "kills": len(told), "bad": sum(not one.good for one in told), "seed": asked.seed}
        )
    )
    sys.exit(any(not one.good for one in told))
