"""Cases → what they took."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from bench.cases import Case
from bench.measure import alone


@dataclass(frozen=True)
class Measured:
    """What a case took; `ratio` is to the prepared file that deciding reads, `of_file` to the user's own."""

    name: str
    rows: int
    goal: float | None
    ratio: float
    of_file: float
    cpu: float
    wall: float
    floor_cpu: float
    peak_mb: int
    intake_cpu_per_million: float

    @property
    def met(self) -> bool:
        return self.goal is None or self.ratio <= self.goal

    @property
    def met_beside_file(self) -> bool:
        return self.goal is None or self.of_file <= self.goal

    @property
    def rows_per_second(self) -> int:
        return round(self.rows / self.wall)

    def line(self) -> str:
        """One line for the terminal."""
        goal = f" (goal {self.goal})" if self.goal else ""
        return (
            f"{self.name:<42} {self.ratio:5.2f} x floor{goal}, {self.of_file:5.2f} x the user's file, "
            f"{self.cpu:6.2f} CPU s, {self.rows_per_second:>12,} rows/s, {self.peak_mb:,} MB"
        )

    def json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met, "rows_per_second": self.rows_per_second}


def machine() -> dict[str, Any]:
    """What it was measured on."""
    return {
        "processor": platform.processor() or platform.machine(), "cores": os.cpu_count(), "system": platform.system(),
        "python": platform.python_version(), "duckdb": duckdb.__version__,
    }  # fmt: skip


def measure(cases: Sequence[Case], show: Callable[[Measured], str] | None = None) -> list[Measured]:
    """Each case in a process of its own. One that is compared with another is not run twice."""
    found: dict[str, Measured] = {}
    for case in cases:
        found[case.name] = _beside(case, found) if case.beside else _measured(case)
        if show is not None:
            print(show(found[case.name]), flush=True)
    return list(found.values())


def _measured(case: Case) -> Measured:
    made = asdict(case.made)
    limit = {"memory_limit": case.memory_limit}
    intake = alone("bench.decide", made=made, prepare=True)
    times = 1 if case.made.rows > 20_000_000 else 3
    told = alone("bench.decide", made=made, policy=case.policy, times=times, **limit)
    return Measured(
        name=case.name, rows=told["rows"], goal=case.goal, ratio=round(told["cpu"] / told["floor_cpu"], 2),
        of_file=round(told["cpu"] / told["floor_file_cpu"], 2), cpu=round(told["cpu"], 3), wall=round(told["wall"], 3),
        floor_cpu=round(told["floor_cpu"], 3), peak_mb=told["peak_mb"],
        intake_cpu_per_million=round(intake["cpu"] / told["rows"] * 1_000_000, 2),
    )  # fmt: skip


def _beside(case: Case, found: dict[str, Measured]) -> Measured:
    """A case beside another one: its CPU to that one's, both as multiples of their own floors."""
    same = next(one for name, one in reversed(found.items()) if name.startswith("case and history"))
    other = found[case.beside]
    return Measured(
        name=case.name, rows=same.rows, goal=case.goal, ratio=round(same.cpu / other.cpu, 2),
        of_file=round(same.of_file / other.of_file, 2), cpu=same.cpu, wall=same.wall, floor_cpu=other.cpu,
        peak_mb=same.peak_mb, intake_cpu_per_million=same.intake_cpu_per_million,
    )  # fmt: skip
