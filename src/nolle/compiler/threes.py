"""A test of a charge → SQL that answers it in three values: no, yes, not known."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.compiler.layout import ENDED_AS, Shape
from nolle.compiler.query import name, text
from nolle.law.charges import is_charge_condition, own_parts, parted
from nolle.law.condition import All, Any_, Between, Condition, Not, OneOf, When

YES, NO, MAYBE = 2, 1, 3
"""A three-valued answer as a mask: bit 0 it may be no, bit 1 it may be yes."""


def three_valued(condition: Condition, index: int, shape: Shape) -> str:
    """Whether a row passes a test of another charge: 1 no, 2 yes, 3 not known.

    The pieces that look at the charge alone are columns of the law table (`o1_0`, `o1_1`, ...); the rest is
    Kleene's logic over the facts that the records hold.
    """
    return _three(condition, shape, iter([f"l.o{index}_{n}" for n in range(len(own_parts(condition)))]))


def _three(condition: Condition, shape: Shape, law: Iterator[str]) -> str:
    """As `three_valued`; `law` gives the columns in the order of `own_parts`."""
    if is_charge_condition(condition):
        return next(law)
    match condition:
        case All(parts):
            return _both([_three(part, shape, law) for part in parted(parts, All)])
        case Any_(parts):
            return _turned(_both([_turned(_three(part, shape, law)) for part in parted(parts, Any_)]))
        case Not(part):
            return _turned(_three(part, shape, law))
        case OneOf(fact, values):
            if fact not in (*shape.facts, "place"):
                return str(MAYBE)
            cell = f"c.{name(fact)}"
            hit = " or ".join(f"{cell} = {text(v)} or {cell} like {text(v + '/%')}" for v in values)
            wider = " or ".join(f"{text(v)} like {cell} || '/%'" for v in values) if fact in ENDED_AS else "false"
            return (
                f"case when {cell} is null then {MAYBE} when {hit} then {YES} when {wider} then {MAYBE} else {NO} end"
            )
        case Between(fact, low, high):
            if fact not in shape.facts:
                return str(MAYBE)
            cell = f"c.{name(fact)}"
            bounds = [f"{cell} >= {low}"] * (low is not None) + [f"{cell} <= {high}"] * (high is not None)
            return f"case when {cell} is null then {MAYBE} when {' and '.join(bounds)} then {YES} else {NO} end"
        case When(fact, before, after):
            first, last = f"c.{name(fact + '_first')}", f"c.{name(fact + '_last')}"
            sure = [f"{last} < date '{before}'"] * (before is not None) + [f"{first} > date '{after}'"] * (
                after is not None
            )
            never = [f"{first} >= date '{before}'"] * (before is not None) + [f"{last} <= date '{after}'"] * (
                after is not None
            )
            return f"case when {' and '.join(sure)} then {YES} when {' or '.join(never)} then {NO} else {MAYBE} end"
    return str(MAYBE)


def _both(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return str(YES)
    no = " or ".join(f"{part} = {NO}" for part in parts)
    yes = " and ".join(f"{part} = {YES}" for part in parts)
    return f"case when {no} then {NO} when {yes} then {YES} else {MAYBE} end"


def _turned(part: str) -> str:
    return f"case {part} when {NO} then {YES} when {YES} then {NO} else {MAYBE} end"
