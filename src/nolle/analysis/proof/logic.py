"""Formulas: z3's, kept small by settling at once what needs no solver. z3 is imported when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from nolle.errors import NolleError

Formula: TypeAlias = Any
"""A truth: True, False, or a Boolean expression of z3 (which brings no types)."""

Number: TypeAlias = Any
"""A number that z3 may choose: a bit-vector, or one given."""


@lru_cache(maxsize=1)
def z3() -> Any:
    """The solver. Raises NolleError where the extra is not installed."""
    try:
        import z3 as module
    except ImportError:
        raise NolleError('A second opinion needs the solver z3. Install it with: pip install "nolle[verify]"') from None
    return module


def every(parts: Iterable[Formula]) -> Formula:
    """All of these hold; of none, true."""
    return _joined(parts, neutral=True)


def some(parts: Iterable[Formula]) -> Formula:
    """At least one of these holds; of none, false."""
    return _joined(parts, neutral=False)


def _joined(parts: Iterable[Formula], neutral: bool) -> Formula:
    kept: list[Formula] = []
    for part in parts:
        if part is neutral:
            continue
        if part is (not neutral):
            return part
        kept.append(part)
    if not kept:
        return neutral
    if len(kept) == 1:
        return kept[0]
    return z3().And(kept) if neutral else z3().Or(kept)


def no(part: Formula) -> Formula:
    """The part does not hold."""
    return (not part) if isinstance(part, bool) else z3().Not(part)


def follows(cause: Formula, effect: Formula) -> Formula:
    """Where the cause holds, the effect does."""
    return some([no(cause), effect])


def alike(one: Formula, other: Formula) -> Formula:
    """Both hold or neither does."""
    if isinstance(one, bool):
        return other if one else no(other)
    if isinstance(other, bool):
        return one if other else no(one)
    return one == other


def number(name: str, bits: int) -> Number:
    """A number from 0 that z3 may choose; one name is one number wherever it is used."""
    return z3().BitVec(name, bits)


def given(value: int, bits: int) -> Number:
    """A number that is settled."""
    return z3().BitVecVal(value, bits)


def width(size: int) -> int:
    """The bits that tell `size` values apart."""
    return max(1, (size - 1).bit_length())


def at_most(one: Number, other: Number | int) -> Formula:
    """The one number is at most the other."""
    if isinstance(other, int) and other >= (1 << one.size()) - 1:
        return True
    return z3().ULE(one, other)


def at_least(one: Number, other: int) -> Formula:
    """The number is at least so many."""
    if other <= 0:
        return True
    if other >= 1 << one.size():
        return False
    return z3().UGE(one, other)


def first(ways: Sequence[tuple[Formula, int]], otherwise: int, bits: int) -> Number:
    """The value of the first way that holds."""
    found = given(otherwise, bits)
    for formula, value in reversed(ways):
        if formula is True:
            found = given(value, bits)
        elif formula is not False:
            found = z3().If(formula, given(value, bits), found)
    return found


def solver(*formulas: Formula) -> Any:
    """A solver of finite questions that knows these formulas."""
    made = z3().SolverFor("QF_FD")
    for formula in formulas:
        made.add(formula)
    return made


def possible(told: Any, *more: Formula) -> Any:
    """A model of what the solver was told and of these; None where there is none.

    Raises NolleError where z3 gives up.
    """
    if more:
        told.push()
        told.add(*more)
    answer = told.check()
    model = told.model() if answer == z3().sat else None
    why = told.reason_unknown() if answer == z3().unknown else ""
    if more:
        told.pop()
    if why:
        raise NolleError(f"z3 gave no answer ({why}). Ask about fewer rules at a time.")
    return model


def value(model: Any, told: Number) -> int:
    """The number in a model; the least where the model leaves it open."""
    return int(model.eval(told, model_completion=True).as_long())


def replaced(formula: Formula, pairs: Sequence[tuple[Any, Any]]) -> Formula:
    """The formula with numbers replaced by others."""
    if isinstance(formula, bool) or not pairs:
        return formula
    return z3().simplify(z3().substitute(formula, *pairs))


def names_in(formulas: Iterable[Formula]) -> dict[str, Any]:
    """Every number and truth that z3 may choose in these formulas, by name."""
    found: dict[str, Any] = {}
    seen: set[int] = set()
    stack = [formula for formula in formulas if not isinstance(formula, bool)]
    while stack:
        part = stack.pop()
        if part.get_id() in seen:
            continue
        seen.add(part.get_id())
        if z3().is_const(part) and part.decl().kind() == z3().Z3_OP_UNINTERPRETED:
            found[part.decl().name()] = part
        stack.extend(part.children())
    return found
