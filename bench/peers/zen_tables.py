"""The two policies as zen-engine decision tables: the first row of which every cell holds gives the answer.

An empty cell holds for anything. A cell does not hold for a fact that is null, and the table goes on to the next row.
"""

from __future__ import annotations

import json

from bench.peers.common import (
    APPROVAL,
    BUYING,
    DECLINE,
    DIVERT,
    FELONY,
    FIRST_MEMO,
    HISTORY,
    HOUSE,
    MISDEMEANOR,
    NORTH,
    NOT_IN_FORCE,
    PROSECUTE,
    ROW_LOCAL,
    SECOND_MEMO,
    SELLING,
    SILENT,
    SOUTH,
    SOUTH_MEMO,
    VIOLATION,
)

LOW = f'"{VIOLATION}", "{MISDEMEANOR}"'
FIRST = f"[{FIRST_MEMO}..{SECOND_MEMO})"
SECOND = f">= {SECOND_MEMO}"

Cells = tuple[str, ...]
FACTS: dict[str, Cells] = {
    ROW_LOCAL: ("filed", "county", "section", "level"),
    HISTORY: ("filed", "county", "section", "level", "felony_beside", "earlier_convictions"),
}
RULES: dict[str, tuple[tuple[Cells, str], ...]] = {
    ROW_LOCAL: (
        ((f"< {FIRST_MEMO}", "", "", ""), NOT_IN_FORCE),
        ((SECOND, f'"{NORTH}"', f'"{SELLING}"', f'"{FELONY}"'), APPROVAL),
        ((SECOND, f'"{NORTH}"', f'"{SELLING}"', ""), DECLINE),
        ((SECOND, f'"{NORTH}"', f'"{BUYING}"', LOW), DIVERT),
        ((SECOND, f'"{NORTH}"', f'"{HOUSE}"', f'"{FELONY}"'), PROSECUTE),
        ((SECOND, f'"{NORTH}"', f'"{HOUSE}"', ""), APPROVAL),
        ((FIRST, f'"{NORTH}"', f'"{SELLING}"', LOW), DIVERT),
        ((FIRST, f'"{NORTH}"', f'"{BUYING}"', ""), APPROVAL),
        ((FIRST, f'"{NORTH}"', f'"{HOUSE}"', ""), PROSECUTE),
        (("", "", "", ""), SILENT),
    ),
    HISTORY: (
        ((f"< {SOUTH_MEMO}", "", "", "", "", ""), NOT_IN_FORCE),
        (("", f'"{SOUTH}"', f'"{SELLING}"', LOW, "true", ""), APPROVAL),
        (("", f'"{SOUTH}"', f'"{SELLING}"', LOW, "", ">= 2"), DIVERT),
        (("", f'"{SOUTH}"', f'"{SELLING}"', LOW, "", ""), DECLINE),
        (("", f'"{SOUTH}"', f'"{BUYING}"', "", "true", ""), PROSECUTE),
        (("", f'"{SOUTH}"', f'"{BUYING}"', "", "", ">= 1"), PROSECUTE),
        (("", f'"{SOUTH}"', f'"{BUYING}"', "", "", ""), DIVERT),
        (("", f'"{SOUTH}"', f'"{HOUSE}"', "", "", ""), APPROVAL),
        (("", "", "", "", "", ""), SILENT),
    ),
}


def graph(policy: str, many: bool) -> str:
    """The table as a decision graph in JSON; with `many` it takes a list of charges in one call."""
    content: dict[str, object] = {
        "hitPolicy": "first",
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in FACTS[policy]],
        "outputs": [{"id": "decision", "name": "decision", "field": "decision"}],
        "rules": [_rule(policy, number) for number in range(len(RULES[policy]))],
        "passThrough": False,
    }
    if many:
        content |= {"executionMode": "loop", "inputField": "charges", "outputPath": "decided"}
    nodes = [("in", "inputNode"), ("table", "decisionTableNode"), ("out", "outputNode")]
    told: list[dict[str, object]] = [
        {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}} for name, kind in nodes
    ]
    told[1]["content"] = content
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b} for a, b in (("in", "table"), ("table", "out"))]
    return json.dumps({"nodes": told, "edges": edges})


def _rule(policy: str, number: int) -> dict[str, str]:
    cells, said = RULES[policy][number]
    return {"_id": f"row {number + 1}", **dict(zip(FACTS[policy], cells, strict=True)), "decision": json.dumps(said)}
