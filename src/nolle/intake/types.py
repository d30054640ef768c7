"""Columns of a type that cannot be what the mapping takes them for: all said at once, before anything is decided.

Text may say anything, and what it says that nobody understands is counted. A column of another type was made so by
somebody, and if none of it can be read it is the column that is wrong, not a cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.compiler.layout import Layout, days_of
from nolle.compiler.query import name
from nolle.engine.base import NESTED, Engine, InPlace
from nolle.errors import RecordsError
from nolle.records.columns import IDS, ROWS

_EXACT = {"DOUBLE": 2**53, "FLOAT": 2**24}
"""Up to which whole number a type with a point tells numbers apart."""

_SAYS_DAYS = ("VARCHAR", "TEXT", "DATE", "TIMESTAMP")


def refuse_types(engine: Engine, layout: Layout) -> None:
    """Raises RecordsError with all columns of the wrong type; `source` and `days_...` must be there."""
    faults = [*_nested(layout), *_days(engine, layout), *_ids(engine, layout)]
    if faults:
        raise RecordsError("\n".join(faults))


def _nested(layout: Layout) -> Iterator[str]:
    for standard in layout.own:
        for raw in layout.raw((standard,)):
            if layout.present[raw] == NESTED:
                yield (
                    f'the column "{raw}", read as {standard}, holds lists or records, and a cell of a charge is one '
                    f"value. Export it as one value a row, or leave it unread: --drop {raw}."
                )


def _days(engine: Engine, layout: Layout) -> Iterator[str]:
    for day in layout.dates:
        raw = layout.mapping.columns[day].column
        kind = layout.present.get(raw, "VARCHAR").upper()
        if kind.startswith(_SAYS_DAYS) or kind == NESTED:
            continue
        first = name(f"{day}_first")
        read, written = engine.fetch(f"select count({first}), count(*) from {days_of(day)} where day <> 0")[0]
        if written and not read:
            yield (
                f'the column "{raw}" is read as {day}, and holds {kind}, of which nothing can be read as a day. Export '
                'it as dates, or say in the mapping how days are written in it (format: "%Y%m%d").'
            )


def _ids(engine: Engine, layout: Layout) -> Iterator[str]:
    if isinstance(engine, InPlace):
        return  # its numbers with a point are exact
    for standard in (column.name for column in (*IDS, *ROWS)):
        for raw in layout.raw((standard,)):
            kind = layout.present[raw].upper()
            if kind not in _EXACT:
                continue
            cell = name(raw)
            odd = f"not ({cell} = floor({cell}) and abs({cell}) < {_EXACT[kind]})"
            if engine.fetch(f"select count(*) from source where {odd}")[0][0]:
                yield (
                    f'the column "{raw}", read as {standard}, holds numbers with a point ({kind}), some of which are '
                    "not whole, or so long that two ids may be one. Export it as text or as whole numbers."
                )
