"""The cells of a table against its schema: kinds, keys, links to other tables, and the sources of each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from nolle.dates import parse
from nolle.verbs.packages.schema import JOIN, Cell, Field, Kind, Row, Table

Ids = dict[str, set[str]]
"""The ids of the rows of each table."""

SHOWN = 3
"""Rows that are named for one kind of fault; the others are counted."""

_WEB = "web_page"
"""What a source is taken for that has an address."""


def table_faults(table: Table, rows: Sequence[Row], ids: Mapping[str, set[str]]) -> Iterator[str]:
    """What is wrong with the cells of a table; a fault that many rows have is told once, with their number."""
    yield from _told(table, "the id is used twice", _twice(rows))
    for at, field in enumerate(table.fields):
        column = [row[at] for row in rows]
        yield from _told(table, f'"{field.name}" {_MUST[field.kind]}', _wrong(rows, at, _fits(field.kind)))
        if field.needed:
            yield from _told(table, f'"{field.name}" is empty', [str(row[0]) for row in rows if row[at] == ""])
        if field.one_of:
            known = {*field.one_of, ""}
            named = [str(row[0]) for row, cell in zip(rows, column, strict=True) if cell not in known]
            yield from _told(table, f'"{field.name}" holds a word that is not of its list', named)
        if field.to:
            yield from _told(table, f'"{field.name}" names what is not there', _lost(rows, at, field, ids))
    for by in dict.fromkeys(field.by for field in table.fields if field.by):
        yield from _told(table, f'something stands here, and "{by}" names no source of it', _bare(table, rows, by))
    if table.name == "sources":
        yield from _told(table, "has no address, and does not say what it is", _nameless(table, rows))


_MUST = {
    Kind.TEXT: "is no text", Kind.DAY: "is no day", Kind.DATE: "is no date", Kind.WHOLE: "is no whole number",
    Kind.TRUTH: "is neither yes nor no",
}  # fmt: skip


def _told(table: Table, what: str, rows: Sequence[str]) -> Iterator[str]:
    if rows:
        more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
        yield f"{table.name}.csv: {what}: {', '.join(rows[:SHOWN])}{more}"


def _twice(rows: Sequence[Row]) -> list[str]:
    return [str(id) for id, n in Counter(row[0] for row in rows).items() if n > 1]


def _wrong(rows: Sequence[Row], at: int, fits: Callable[[Cell], bool]) -> list[str]:
    """The rows whose cell does not fit; each value is looked at once."""
    wrong = {cell for cell in {row[at] for row in rows} if cell != "" and not fits(cell)}
    return [str(row[0]) for row in rows if row[at] in wrong] if wrong else []


def _fits(kind: Kind) -> Callable[[Cell], bool]:
    return {Kind.TEXT: _text, Kind.DAY: _day, Kind.DATE: _date, Kind.WHOLE: _whole, Kind.TRUTH: _truth}[kind]


def _text(cell: Cell) -> bool:
    return isinstance(cell, str)


def _whole(cell: Cell) -> bool:
    return isinstance(cell, int)


def _truth(cell: Cell) -> bool:
    return cell in ("yes", "no")


def _day(cell: Cell) -> bool:
    try:
        return date.fromisoformat(str(cell)).isoformat() == cell
    except ValueError:
        return False


def _date(cell: Cell) -> bool:
    try:
        parse(str(cell))
    except ValueError:
        return False
    return True


def _lost(rows: Sequence[Row], at: int, field: Field, ids: Mapping[str, set[str]]) -> list[str]:
    """The rows that name a row which none of the tables has."""
    there: set[str] = set().union(*(ids.get(name, set()) for name in field.to))
    return [
        str(row[0])
        for row in rows
        if (cell := str(row[at])) and not there.issuperset(cell.split(JOIN) if field.many else (cell,))
    ]


def _bare(table: Table, rows: Sequence[Row], by: str) -> list[str]:
    """The rows that say something whose sources `by` should name, and does not."""
    told = [at for at, field in enumerate(table.fields) if field.by == by]
    if by not in table.names:
        return [str(row[0]) for row in rows]
    there = table.names.index(by)
    return [str(row[0]) for row in rows if row[there] == "" and any(row[at] != "" for at in told)]


def _nameless(table: Table, rows: Sequence[Row]) -> list[str]:
    url, kind = table.names.index("url"), table.names.index("kind")
    return [str(row[0]) for row in rows if not row[url] and row[kind] in ("", _WEB)]
