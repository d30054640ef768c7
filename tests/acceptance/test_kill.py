"""A run that is stopped at any moment leaves the earlier output whole, and the next run leaves nothing beside it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.acceptance import worlds
from tests.acceptance.commands import Runner

ROWS = 3_000
SPREAD, LOTS = 8, 3
SAME = os.environ.get("CI") and not os.environ.get("NOLLE_SOAK")
SEED = int(os.environ.get("NOLLE_SEED") or (1 if SAME else random.randrange(10**6)))
"""Of the moments that are drawn by lot; what failed can be drawn again."""

MAPPING = """\
columns:
  charge_id: charge_id
  case_id: case_id
  person_id: person_id
  code: code
  level: level
  place: place
  filed_on: filed_on
row: charge
case: {others: complete, note: made up}
"""
HOW = ("-m", "own", "-w", "here")
BEFORE, AFTER = ("--as-of", "2023-01-01"), ("--as-of", "2024-01-01")
JOBS = {
    "decide": (
        ("decide", worlds.POLICY, "records.csv", *HOW, *BEFORE, "-o", "place/out"),
        ("decide", worlds.POLICY, "records.csv", *HOW, *AFTER, "-o", "place/out"),
    ),
    "decide what was prepared": (
        ("decide", worlds.POLICY, "ready", *HOW, *BEFORE, "-o", "place/out"),
        ("decide", worlds.POLICY, "ready", *HOW, *AFTER, "-o", "place/out"),
    ),
    "records prepare": (
        ("records", "prepare", "records.csv", *HOW, "-o", "place/out"),
        ("records", "prepare", "more.csv", *HOW, "-o", "place/out"),
    ),
    "records prepare onto": (
        ("records", "prepare", "records.csv", *HOW, "-o", "place/out"),
        ("records", "prepare", "more.csv", *HOW, "--onto", "ready", "-o", "place/out"),
    ),
}
"""What wrote the earlier output, and the run that is stopped."""


def rows(first, n):
    yield "charge_id,case_id,person_id,code,level,place,filed_on"
    for i in range(first, first + n):
        day = f"202{i % 4}-0{1 + i % 9}-1{i % 10}"
        yield f"c{i},k{i * 5 // 8},p{i % 977},ZZ Code § {1 + i % 5},,us-zz/here,{day}"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A folder with everything, and nolle loaded and ready to run there."""
    made = tmp_path_factory.mktemp("kill")
    worlds.workspace(made / "here", mapping=MAPPING)
    (made / "records.csv").write_text("\n".join(rows(0, ROWS)) + "\n")
    (made / "more.csv").write_text("\n".join(rows(ROWS, ROWS)) + "\n")
    (made / "tmp").mkdir()
    runner = Runner(made, made / "here")
    try:
        done = runner.run(made, ("records", "prepare", "records.csv", *HOW, "-o", "ready"))
        assert done.code == 0, done.said
        yield made, runner
    finally:
        runner.close()


class Job:
    """A run to be stopped, over the output of another; `n` moments long."""

    def __init__(self, made, runner, first, second):
        self.made, self.runner, self.first, self.second = made, runner, first, second
        shutil.rmtree(made / "place", ignore_errors=True)
        self.n, self.new = self.run(second).moments, self.output()
        self.old = self.whole_again()
        assert self.new != self.old

    def run(self, words, **how):
        done = self.runner.run(self.made, words, **how)
        assert how or done.code == 0, done.said
        return done

    def whole_again(self):
        """A run that nobody stops leaves its output, and nothing else of its own or of an earlier run."""
        self.run(self.first)
        assert self.strays() == []
        return self.output()

    def output(self):
        return {file.name: file.read_bytes() for file in sorted((self.made / "place/out").iterdir())}

    def strays(self):
        """What is there and is neither output nor was there before."""
        return sorted(
            path.name for folder in ("place", "tmp") for path in (self.made / folder).iterdir() if path.name != "out"
        )

    def moments(self):
        """Some moments: spread evenly from the first to the last, and by lot."""
        spread = {1 + (self.n - 1) * i // (SPREAD - 1) for i in range(SPREAD)}
        return sorted(spread | set(random.Random(SEED).sample(range(1, self.n + 1), LOTS)))


@pytest.fixture(params=JOBS)
def job(request, room):
    return Job(*room, *JOBS[request.param])  # type: ignore[call-arg]


def test_killed_at_any_moment(job):
    left = 0
    for at in job.moments():
        ended = job.run(job.second, at=at, send=signal.SIGKILL)
        where = f"at moment {at} of {job.n}, seed {SEED}"
        assert ended.signal == signal.SIGKILL, where
        assert job.output() in (job.old, job.new), where
        left += bool(job.strays())
        assert job.whole_again() == job.old
    assert left, "a run that is killed cannot clear up after itself"


@pytest.fixture
def deciding(room):
    return Job(*room, *JOBS["decide"])  # type: ignore[call-arg]


def test_killed_again_and_again_before_a_run_ends(deciding):
    for at in deciding.moments()[-SPREAD:]:
        assert deciding.run(deciding.second, at=at, send=signal.SIGKILL).signal == signal.SIGKILL
        assert deciding.output() in (deciding.old, deciding.new)
        assert len(deciding.strays()) <= 4, "each run sweeps up what the one before it left"
    deciding.whole_again()


def test_killed_while_the_database_writes_to_disk(deciding):
    slow = {"at": deciding.n // 3, "send": signal.SIGKILL, "slowly": 1.0}
    ended = deciding.run((*deciding.second, "--memory-limit", "64MB"), **slow)
    assert ended.signal == signal.SIGKILL
    assert deciding.output() == deciding.old
    spilled = [file for file in (deciding.made / "tmp").rglob("*.tmp") if file.stat().st_size]
    assert spilled, "nothing was on disk; the test shows nothing"
    assert deciding.whole_again() == deciding.old


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopped_politely(deciding, sent):
    """Ctrl-C, and what a system sends before it kills: the run clears up itself, says so, and fails."""
    for at in deciding.moments()[1::3]:
        stopped(deciding, deciding.run(deciding.second, at=at, send=sent))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopped_politely_in_the_middle_of_a_query(deciding, sent):
    slow = {"at": deciding.n // 3, "send": sent, "slowly": 1.0}
    stopped(deciding, deciding.run((*deciding.second, "--memory-limit", "64MB"), **slow))
    assert deciding.strays() == []


def stopped(job, ended):
    assert ended.code == 2, ended
    assert "Traceback" not in ended.said, ended.said
    assert ended.said.strip().splitlines()[-1].startswith("stopped"), ended.said
    assert job.output() in (job.old, job.new)
    assert job.whole_again() == job.old


def test_killed_after_any_time(deciding):
    """The command as a user runs it, and the clock."""
    nolle = Path(sys.executable).with_name("nolle")
    words = [str(nolle), *map(str, deciding.second)]
    how = {"cwd": deciding.made, "env": {**os.environ, "TMPDIR": str(deciding.made / "tmp")}}
    started = time.monotonic()
    subprocess.run(words, check=True, capture_output=True, **how)
    took = time.monotonic() - started
    assert deciding.whole_again() == deciding.old
    lots, killed = random.Random(SEED), 0
    for wait in (took * lots.uniform(0.1, 0.95) for _ in range(LOTS)):
        running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how)
        try:
            running.wait(wait)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            killed += 1
        assert deciding.output() in (deciding.old, deciding.new), f"after {wait:.2f} s, seed {SEED}"
    assert killed, "no run lasted as long as the first"
    assert deciding.whole_again() == deciding.old
