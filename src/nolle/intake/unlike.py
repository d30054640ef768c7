"""Are the ids of charges all different? Of plain numbers that lie close together this is cheap to know."""

from __future__ import annotations

from nolle.compiler.layout import Layout
from nolle.compiler.query import name
from nolle.engine.base import Engine, InPlace

_SAMPLE = 8_000
_CLOSE = 64
"""Among so many possible numbers at most, one row is found: each possible number is one bit of memory."""
_MOST = 2**29
"""So many bits at most for each thread; DuckDB refuses more than a thousand million."""


def all_unlike(engine: Engine, layout: Layout) -> bool:
    """Whether the column of charge ids in `source` is known to hold no id twice; False says nothing."""
    column = layout.column("charge_id")
    if column is None or column.constant or column.join or isinstance(engine, InPlace):
        return False
    cell = name(column.column)
    first = f"(select {cell} from source limit {_SAMPLE}) as first_rows"
    if not _span(engine, cell, first):
        return False
    span = _span(engine, cell, "source")
    if not span:
        return False
    rows, low, high = span
    bits = f"bit_count(bitstring_agg(cast({cell} as ubigint), {low}, {high}))"
    return high - low < min(rows * _CLOSE, _MOST) and bool(engine.fetch(f"select {bits} from source")[0][0] == rows)


def _span(engine: Engine, cell: str, relation: str) -> tuple[int, int, int] | None:
    """How many cells there are, the least and the greatest, if all are numbers.

    Texts that differ may be one number; numbers that differ are never one text.
    """
    number = f"try_cast({cell} as ubigint)"
    filled, numbers, low, high = engine.fetch(
        f"select count({cell}), count({number}), min({number}), max({number}) from {relation}"
    )[0]
    return (filled, low, high) if filled and filled == numbers else None
