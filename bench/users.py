"""The questions of one person at a desk: one charge explained, two policies compared, a file of arrests decided."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.charges import arrests
from bench.decide import DATA
from bench.measure import least, read_bare, shell
from nolle import verbs
from nolle.verbs.demonstrating import sample

ARRESTS = 4_000_000
POLICY = "us-ny/manhattan/2022-01-03"
GIVEN = {"offense": "us-ny-pl-230.00"}
COLUMNS = ("ARREST_KEY", "LAW_CODE", "PD_DESC", "LAW_CAT_CD", "ARREST_BORO", "ARREST_DATE")


@dataclass(frozen=True)
class Question:
    """How long a question takes, or how fast it is answered; `more_is_better` for the latter."""

    name: str
    value: float
    unit: str
    goal: float
    more_is_better: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    def line(self) -> str:
        """One line for the terminal."""
        return f"{self.name:<42} {self.value:,} {self.unit} (goal {self.goal:,})"

    def json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}


def questions() -> list[Question]:
    """All of them, one after another."""
    verbs.explain(POLICY, GIVEN)
    verbs.compare(POLICY)
    fact = "=".join(next(iter(GIVEN.items())))
    return [
        Question("explain a charge, warm", _ms(least(lambda: verbs.explain(POLICY, GIVEN)).wall), "ms", 5),
        Question("explain a charge, from the shell", _ms(shell("explain", POLICY, "-f", fact)), "ms", 1000),
        Question("compare with the model policy", _ms(least(lambda: verbs.compare(POLICY)).wall), "ms", 1000),
        Question("nolle --help", _ms(shell("--help")), "ms", 500),
        *_from_csv(),
    ]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _from_csv() -> list[Question]:
    """Arrests as the city exports them: the guard, the mapping, the matching, the deciding and the writing."""
    file = arrests(ARRESTS, sample(), DATA)
    asked = verbs.Asked(mapping="nypd-arrests", as_of=date(2026, 11, 20), as_if=True)
    with tempfile.TemporaryDirectory() as out:
        cost = least(lambda: verbs.decide(POLICY, file, asked, Path(out) / "run"), 3)
    floor = least(lambda: read_bare([file], COLUMNS, "read_csv"), 3)
    return [
        Question("CSV to decided, rows a second", round(ARRESTS / cost.wall), "rows/s", 1_000_000, True),
        Question("CSV to decided, CPU to a bare reading", round(cost.cpu / floor.cpu, 2), "x floor", 5),
    ]
