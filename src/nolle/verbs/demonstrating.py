"""demo: the main job on the packaged real data, offline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from nolle.analysis.standing import standing
from nolle.dates import Span
from nolle.publish import package
from nolle.publish.place import place_page
from nolle.verbs.comparing import Compared, compare
from nolle.verbs.deciding import Run, decide
from nolle.verbs.documents import open_library
from nolle.verbs.explaining import Explained
from nolle.verbs.opening import Asked

OFFICE = "us-ny/manhattan-da"
POLICY = "us-ny/manhattan/2022-01-03"
MAPPING = "nypd-arrests"
PLACE = {"place": "us-ny/manhattan"}
CONDUCT = "selling"
ASSUMPTION = "top-charge-is-most-serious"
SAMPLE = "nypd-arrests-2017-12.parquet"
AS_OF = date(2026, 11, 20)
"""The day the shipped documents were last checked: a demo never asks the clock, and gives the same bytes."""


@dataclass(frozen=True)
class Demo:
    """What the demo found: the place and the whole city, as recorded and under the assumption; a charge; gaps."""

    folder: Path
    title: str
    recorded: Run
    assumed: Run
    city: Run
    city_assumed: Run
    charge: Explained
    gaps: Compared

    def json(self) -> dict[str, Any]:
        runs = {
            "recorded": self.recorded,
            "assumed": self.assumed,
            "city": self.city,
            "city_assumed": self.city_assumed,
        }
        return {
            "policy": POLICY,
            **{name: run.json() for name, run in runs.items()},
            "charge": self.charge.json(),
            "gaps": self.gaps.json(),
        }


def sample() -> Path:
    """The packaged file: NYPD arrests of December 2017."""
    return Path(str(files("nolle").joinpath("records", "samples", SAMPLE)))


def demo(folder: Path, progress: Callable[[str], None] | None = None) -> Demo:
    """Run Manhattan's 2022 policy, as if in force, over the arrests of December 2017; write pages and data.

    Raises NolleError if the folder holds something else.
    """
    lib, records = open_library(), sample()

    def run(where: dict[str, str] | None, *assume: str, **more: Any) -> Run:
        return decide(POLICY, records, _asked(where, assume), progress=progress, **more)

    recorded = run(PLACE, first_undetermined=CONDUCT)
    assumed, city, city_assumed = run(PLACE, ASSUMPTION), run(None), run(None, ASSUMPTION)
    gaps = compare(POLICY, on=Span(AS_OF, AS_OF), records=records, how=_asked(PLACE, ()))
    assert recorded.example is not None
    shown = Demo(folder, lib.policy(POLICY).title, recorded, assumed, city, city_assumed, recorded.example, gaps)

    def extra(into: Path) -> None:
        today = standing(lib, OFFICE, AS_OF)
        page = place_page(today, gaps.json(), {"recorded": recorded.json(), "assumed": assumed.json()}, lib)
        (into / "place.html").write_text(page, encoding="utf-8")
        (into / "demo.json").write_text(package.as_json(shown.json()), encoding="utf-8")

    run(PLACE, out=folder, also=extra)
    return shown


def _asked(where: dict[str, str] | None, assume: tuple[str, ...]) -> Asked:
    return Asked(MAPPING, AS_OF, as_if=True, where=where, assume=assume)
