# mypy: disable-error-code="import-not-found, import-untyped"
"""zen-engine with one decision table, in its fastest way: compiled once, thousands of charges in one call.

A table sees one charge. Whether a felony stands beside it and what came before are gathered in Python first and
handed over as facts: true, false, a number, or null where they are not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import zen

from bench.peers.common import BUYING, ROW_LOCAL, SELLING, Laps, Ran, coded, peak_mb
from bench.peers.gathering import Around
from bench.peers.rows import Row, read
from bench.peers.zen_tables import graph

AT_ONCE = 20_000
ONE_BY_ONE = 2_000

Facts = dict[str, str | int | bool | None]


def facts(rows: Sequence[Row], policy: str) -> Iterator[Facts]:
    """Each charge as the table takes it."""
    around = None if policy == ROW_LOCAL else Around(rows, (SELLING, BUYING))
    for number, row in enumerate(rows):
        section, level, county, filed, *_ = row
        told: Facts = {"section": section, "level": level, "county": county, "filed": filed}
        if around is not None and section in (SELLING, BUYING):
            told["felony_beside"] = around.felony_beside(row)
            told["earlier_convictions"] = around.convictions(number, row, section)[0] if row[5] else None
        yield told


def decided(decision: Any, charges: Sequence[Facts]) -> Iterator[str]:
    """The answers to many charges, thousands in one call."""
    for start in range(0, len(charges), AT_ONCE):
        result = decision.evaluate({"charges": charges[start : start + AT_ONCE]})["result"]
        yield from (said["decision"] for said in result["decided"])


def run(policy: str, file: Path) -> Ran:
    laps = Laps()
    engine = zen.ZenEngine()
    many, one = (engine.create_decision(zen.ZenDecisionContent(graph(policy, many))) for many in (True, False))
    starting = laps.lap()
    rows = read(file)
    reading = laps.lap()
    charges = list(facts(rows, policy))
    answers = coded(decided(many, charges))
    deciding, peak = laps.lap(), peak_mb()
    alone = coded(one.evaluate(charge)["result"]["decision"] for charge in charges[:ONE_BY_ONE])
    assert alone == answers[: len(alone)], "zen-engine answers otherwise when charges are asked one by one"
    note = f"one call for each charge: {len(alone) / laps.lap():,.0f} charges per CPU second"
    return Ran(version("zen-engine"), starting, reading, deciding, peak, answers, note)
