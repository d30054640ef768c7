"""What a charge by itself says of each variable, as masks of the cells it may be in."""

from __future__ import annotations

from collections.abc import Sequence

from nolle.compiler.layout import ENDED_AS, PENDING
from nolle.compiler.pairs import Facts
from nolle.compiler.query import Step, case, columns, name, text
from nolle.law.variables import OTHER, Charge, Count, Days, Numbers, Values, Variable
from nolle.records.columns import DATES

WORD = 60
"""Bits of a pattern that one integer column packs."""


def words(variables: Sequence[Variable]) -> list[list[tuple[int, int]]]:
    """How masks are packed: for each integer column the variables in it with the bit at which each starts."""
    packed: list[list[tuple[int, int]]] = [[]]
    used = 0
    for index, variable in enumerate(variables):
        if isinstance(variable, Charge):
            continue
        if used + variable.size > WORD:
            packed.append([])
            used = 0
        packed[-1].append((index, used))
        used += variable.size
    return packed


def masks(table: str, source: str, variables: Sequence[Variable], known: Facts) -> Step:
    """Every variable's mask, for each combination."""
    chosen = ["k.pair", "k.n", "k.cells", "k.conduct_class"]
    for index, variable in enumerate(variables):
        if not isinstance(variable, Charge):
            chosen.append(f"{_mask(variable, known)} as v{index}")
    return Step(table, f"select\n  {columns(chosen)}\nfrom {source} as k", "what each may be, as masks of cells")


def _mask(variable: Variable, known: Facts) -> str:
    """The mask of a variable that the charge alone decides; all cells of one that the case or history decides."""
    every = str((1 << variable.size) - 1)
    match variable:
        case Numbers(fact=fact) if not isinstance(variable, Count):
            if fact not in known.shape.facts:
                return every
            cell = f"k.{name(fact)}"
            return f"case when {cell} is null then {every} else {range_mask(variable, cell, cell)} end"
        case Days(fact=fact) if fact not in (*DATES, PENDING):
            return every
        case Days(fact=fact):
            return _days_mask(variable, f"k.{name(fact + '_first')}", f"k.{name(fact + '_last')}")
        case Values(fact=fact):
            if fact not in (*known.shape.facts, "place"):
                return every
            return _values_mask(variable, f"k.{name(fact)}", every)
    return every


def _days_mask(days: Days, first: str, last: str) -> str:
    def power(column: str, times: int, missing: int) -> str:
        branches = [(f"{column} is null", str(missing))]
        branches += [(f"{column} < date '{cut.isoformat()}'", str(times << cell)) for cell, cut in enumerate(days.cuts)]
        return f"({case(branches, str(times << len(days.cuts)))})"

    return f"{power(last, 2, 2 << len(days.cuts))} - {power(first, 1, 1)}"


def _values_mask(values: Values, column: str, every: str) -> str:
    branches = [(f"{column} is null", every)]
    rest = every
    named = [(value, bit) for bit, cell in enumerate(values.cells) for value in cell if value != OTHER]
    for value, bit in sorted(named, key=lambda item: -len(item[0])):
        hit = f"{column} = {text(value)}"
        if any(OTHER in cell for cell in values.cells):
            hit += f" or {column} like {text(value + '/%')}"
        narrower = _narrower(values, value) if values.fact in ENDED_AS else set()
        branches.append((hit, str(sum(1 << b for b in {*narrower, bit}))))
    for bit, cell in enumerate(values.cells):
        if OTHER in cell:
            rest = str(1 << bit)
    return case(branches, rest)


def _narrower(values: Values, value: str) -> set[int]:
    """The cells of what lies within a value: a record that says the wider class does not say which of them it was."""
    within = value + "/"
    return {bit for bit, cell in enumerate(values.cells) if any(v.startswith(within) for v in cell)}


def range_mask(numbers: Numbers, low: str, high: str) -> str:
    """The cells from the one of `low` to the one of `high`."""
    return f"{_power(numbers, high, 2)} - {_power(numbers, low, 1)}"


def _power(numbers: Numbers, value: str, times: int) -> str:
    branches = [(f"{value} < {cut}", str(times << cell)) for cell, cut in enumerate(numbers.cuts)]
    return f"({case(branches, str(times << len(numbers.cuts)))})"
