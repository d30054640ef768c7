"""Agreement for as long as one likes: `make soak ARGS="--pairs 100000 --engine duckdb --jobs 2"`.

Prints counts as it goes, each mismatch with all that one needs to make it again, and a last line with what was done.
Exits with 1 if anything differed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.engine.agreement import SETS, begun
from tests.engine.engines import ENGINES

EVERY = 20.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True)
class Job:
    """Some policies over the file of one seed, on one engine."""

    engine: str
    seed: int
    policies: int
    slowly: int = 1


@dataclass(frozen=True)
class Count:
    """What was done, and what is wrong, as text."""

    policies: int = 0
    rows: int = 0
    oracle: int = 0
    wrong: tuple[str, ...] = ()
    cpu: float = 0.0

    @property
    def pairs(self) -> int:
        """One policy over one of the record sets of a file."""
        return self.policies * SETS

    def plus(self, other: Count) -> Count:
        return Count(
            self.policies + other.policies, self.rows + other.rows, self.oracle + other.oracle,
            (*self.wrong, *other.wrong), self.cpu + other.cpu,
        )  # fmt: skip

    def __str__(self) -> str:
        return (
            f"{self.pairs:,} pairs ({self.policies:,} policies over {SETS} record sets each), {self.rows:,} rows compared, "
            f"{self.oracle:,} of them with the oracle too, {len(self.wrong):,} mismatches"
        )


FRESH = {"spark": 1}
"""After how many jobs a worker is started anew: what Spark keeps of one query slows the next, until its memory is full."""


def done(job: Job) -> Count:
    """One job; whatever is raised is told as a mismatch is, with the seed that makes it."""
    count, began = Count(), time.process_time()
    with tempfile.TemporaryDirectory() as folder, ENGINES[job.engine].opened() as engine:
        check = begun(engine, job.seed, Path(folder), job.slowly)
        for number in range(job.policies):
            try:
                found = check(number)
            except Exception:  # noqa: BLE001 -- an engine may raise anything
                what = f"NOLLE_SEED={job.seed}/{number}, engine {job.engine}\n{traceback.format_exc()}"
                count = count.plus(Count(1, wrong=(what,)))
            else:
                count = count.plus(Count(1, found.rows, found.oracle, tuple(map(str, found.mismatches[:1]))))
    return replace(count, cpu=time.process_time() - began)


def jobs(engine: str, policies: int, first: int, each: int) -> Iterator[Job]:
    """Files of consecutive seeds, until there are policies enough."""
    for number, start in enumerate(range(0, policies, each)):
        yield Job(engine, first + number, min(each, policies - start))


def soak(engine: str, policies: int, first: int, processes: int, each: int = 0) -> Count:
    """Do all of it, print as it goes, and give the sum."""
    began = shown = time.monotonic()
    total = Count()
    with multiprocessing.get_context("spawn").Pool(processes, maxtasksperchild=FRESH.get(engine, 200)) as pool:
        for count in pool.imap_unordered(done, list(jobs(engine, policies, first, each or ENGINES[engine].each))):
            total = total.plus(count)
            for what in count.wrong:
                print(what, flush=True)
            if time.monotonic() - shown > EVERY:
                shown = time.monotonic()
                print(f"{shown - began:6.0f} s: {total}", flush=True)
    took = max(time.monotonic() - began, 0.001)
    speed = f"{took:.0f} s, {total.cpu:.0f} s of this machine's processors, {total.pairs / took:.1f} pairs a second"
    print(f"{engine}, seeds from {first}: {total}, {speed}", flush=True)
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100_000)
    parser.add_argument("--engine", choices=sorted(ENGINES), default="duckdb")
    parser.add_argument("--from-seed", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--each", type=int, default=0, help="policies over one file, whose intake they share")
    asked = parser.parse_args()
    missing = ENGINES[asked.engine].missing()
    if missing:
        print(missing, file=sys.stderr)
        return 2
    return 1 if soak(asked.engine, -(-asked.pairs // SETS), asked.from_seed, asked.jobs, asked.each).wrong else 0


if __name__ == "__main__":
    sys.exit(main())
