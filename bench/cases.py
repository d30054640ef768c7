"""What is measured, and how good it should be."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.charges import Made

MILLION = 1_000_000
_LEAST_MILLIONS = 10


@dataclass(frozen=True)
class Case:
    """Deciding a policy over made-up charges: CPU at most `goal` times a bare reading of the same columns.

    With `beside`, `goal` is the ratio to the CPU of the case of that name. Without a goal it only shows how cost grows.
    """

    name: str
    made: Made
    policy: str
    goal: float | None
    beside: str = ""
    memory_limit: str = ""
    more: dict[str, str] = field(default_factory=dict)


NARROW, WIDE = 20, 300
"""Charges in a policy's scope, per thousand."""


def sized(millions: int) -> list[Case]:
    """The cases with a narrow scope at one size. What a run costs whatever its size is most of it below ten million."""
    made, told, goals = Made(millions * MILLION, NARROW), f"{millions}M", millions >= _LEAST_MILLIONS
    return [
        Case(f"charges alone, {told}", made, "row-local", 1.1 if goals else None),
        Case(f"case and history, {told}", made, "history", 1.5 if goals else None),
        Case(f"case and any history, {told}", made, "any-history", 2.5 if goals else None),
    ]


def wide(millions: int) -> Case:
    """The case in which nearly a third of all charges are in scope."""
    return Case(f"case and history, scope 30 %, {millions}M", Made(millions * MILLION, WIDE), "history", 4)


QUICK = sized(10)[:2]

NORMAL = [
    *sized(1),
    *sized(10),
    wide(10),
    Case("case and history, shuffled, 10M", Made(10 * MILLION, NARROW, shuffled=True), "history", 1.5),
    Case("the same beside rows in filing order", Made(10 * MILLION, NARROW, shuffled=True), "history", 1.3, "case and history, 10M"),
    Case("case and history, half unknown, 10M", Made(10 * MILLION, NARROW, half_unknown=True), "history", 1.5),
    Case("the same beside known facts", Made(10 * MILLION, NARROW, half_unknown=True), "history", 1.2, "case and history, 10M"),
]  # fmt: skip

FULL = [
    *sized(100),
    wide(100),
    Case("case and history, 2 GB limit, 100M", Made(100 * MILLION, NARROW), "history", 2, memory_limit="1.6GB"),
]
