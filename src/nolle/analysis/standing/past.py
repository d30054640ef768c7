"""What stands for past cases: pending ones, open warrants, convictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nolle.analysis.standing.documents import Document
from nolle.law.policy import Act

REACHES = ("pending", "open_warrants", "convictions")
"""What relief for past cases can reach."""


@dataclass(frozen=True)
class Reach:
    """Relief for one kind of past case: the document that promises it, and what was done."""

    reach: str
    policy: str
    relief: tuple[str, ...]
    acts: tuple[Act, ...] = ()


def past(documents: Sequence[Document], day: date, as_if: bool = False) -> tuple[Reach, ...]:
    """For each kind of past case the relief that was given, or else what a document in force (or `as_if`) promises."""
    reaches = []
    for reach in REACHES:
        for document in documents:
            policy = document.policy
            relief = tuple(item.id for item in policy.relief if reach in item.reach)
            acts = tuple(a for a in policy.acts if {*a.relief} & {*relief} and a.on.first <= day)
            lives = as_if or policy.is_model or document.holds
            if relief and (acts or lives):
                reaches.append(Reach(reach, policy.id, relief, acts))
    return tuple(reaches)
