"""Is there a charge on record that each clause is about?"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.analysis.lint.case import Case
from nolle.analysis.lint.finding import Finding, Place, Slot
from nolle.law.diagram import leaves
from nolle.law.evaluator import bits
from nolle.law.variables import Pattern


def recorded(case: Case) -> Iterator[Finding]:
    """Clauses that no charge of the records surely meets, and how many perhaps do; nothing without records."""
    if case.counts is None:
        return
    of = sum(n for _, n in case.counts)
    for path in sorted(case.firing):
        sure, perhaps = counted(case, path)
        if not sure:
            slots: dict[str, Slot] = {"clause": path, "of": of, "perhaps": perhaps}
            yield Finding("not-on-record", Place(case.policy.id, "rules", path), slots)


def counted(case: Case, path: str) -> tuple[int, int]:
    """How many charges of the records surely meet a clause, and how many more perhaps."""
    sure = perhaps = 0
    for pattern, n in case.counts or ():
        met = _met(case, path, pattern)
        sure += n if met is True else 0
        perhaps += n if met is None else 0
    return sure, perhaps


def _met(case: Case, path: str, pattern: Pattern) -> bool | None:
    false = case.evaluator.meaning.false
    if all(case.applies(cell).get(path, false) is false for cell in bits(pattern.masks[0])):
        return False
    root = case.evaluator.possible(lambda meaning, cell: case.applies(cell, meaning).get(path, false), pattern)
    told = {value for value in leaves(root) if value is not None}
    return None if len(told) != 1 else bool(told.pop())
