"""The cells of an aggregate file as SQL: its words, its places, its days. What they make together is in `counts`."""

from __future__ import annotations

from datetime import date

from nolle.compiler.cells import NOTHING, trimmed, worded
from nolle.compiler.days import read_as_days
from nolle.compiler.layout import Layout
from nolle.compiler.query import name, text, texts
from nolle.errors import RecordsError
from nolle.records.counts import DIMENSIONS, CountTable
from nolle.records.mapping import Column

FIRST_YEAR, LAST_YEAR = 1000, 9999
"""Years of four digits: others are slips of the pen, and not every engine can hand them over."""

NO_TOTAL = "none"
NO_DATE = "cast(null as date)"


def laid_out(layout: Layout) -> CountTable:
    """How the numbers of a file are laid out. Raises RecordsError for a mapping of something else."""
    mapping = layout.mapping
    if mapping.counts is None:
        raise RecordsError(
            f'the mapping "{mapping.id}" reads rows of the kind "{mapping.row}", not a table of counts. '
            "Take it in with: nolle records check"
        )
    return mapping.counts


# ---------------------------------------------------------------- words


def own(layout: Layout, standard: str) -> str:
    """The office's own word, spelled out where the mapping spells it out."""
    column = layout.column(standard)
    if column is None or (standard == "place" and column.constant):
        return NOTHING
    cell = trimmed(column, layout)
    return cell if standard == "place" or not column.values else f"coalesce({worded(column, layout)}, {cell})"


def words(layout: Layout, standard: str) -> str:
    """The cell in standard words; null where nothing translates it."""
    column = layout.column(standard)
    return NOTHING if column is None else worded(column, layout)


def place(layout: Layout) -> str:
    """A place id: translated, constant, or written as one in the file."""
    column = layout.column("place")
    if column is None or column.constant or column.values:
        return words(layout, "place")
    cell = trimmed(column, layout)
    return f"case when {cell} in ({texts(layout.places)}) then {cell} end" if layout.places else NOTHING


def total_over(layout: Layout) -> str:
    """Over which dimension the file says that the row is a total, or `none`: null where it should say and does not."""
    if layout.column("total") is None:
        return text(NO_TOTAL)
    cell = words(layout, "total")
    return f"case when {cell} in ({texts((NO_TOTAL, *DIMENSIONS))}) then {cell} end"


# ---------------------------------------------------------------- days


def period(layout: Layout) -> tuple[str, str]:
    """The first and last day that a row counts."""
    given = {column: made for column in ("period", "year", "month", "until") if (made := layout.column(column))}
    if "period" in given:
        return _written(given["period"], layout)
    year = f"cast({_number(given['year'], layout, FIRST_YEAR, LAST_YEAR)} as varchar)" if "year" in given else ""
    if "until" in given:
        return _until(_written(given["until"], layout)[0], year)
    if not year:
        return NO_DATE, NO_DATE
    if "month" in given:
        month = f"cast({_number(given['month'], layout, 1, 12)} as varchar)"
        first = f"try_cast({year} || '-' || lpad({month}, 2, '0') || '-01' as date)"
        return first, f"last_day({first})"
    return f"try_cast({year} || '-01-01' as date)", f"try_cast({year} || '-12-31' as date)"


def _until(day: str, year: str) -> tuple[str, str]:
    """From 1 January to a day and month; 29 February is the 28th in a year that has none."""
    written = f"cast({day} as varchar)"
    if not year:
        return f"try_cast(substr({written}, 1, 4) || '-01-01' as date)", day
    same_day = f"try_cast({year} || substr({written}, 5, 6) as date)"
    same_month = f"last_day(try_cast({year} || substr({written}, 5, 3) || '-01' as date))"
    return f"try_cast({year} || '-01-01' as date)", f"coalesce({same_day}, {same_month})"


def _number(column: Column, layout: Layout, least: int, most: int) -> str:
    cell = f"try_cast({trimmed(column, layout)} as double)"
    return f"case when {cell} between {least} and {most} and {cell} = floor({cell}) then cast({cell} as integer) end"


def _written(column: Column, layout: Layout) -> tuple[str, str]:
    """The first and last day of a written period: a day, a month or a year; or from one such to another."""
    first, last = _one_written(column.column, column, layout)
    return (first, _one_written(column.until, column, layout)[1]) if column.until else (first, last)


def _one_written(read: str, column: Column, layout: Layout) -> tuple[str, str]:
    if read and layout.present.get(read) == "DATE":
        return name(read), name(read)
    cell = trimmed(Column(column=read), layout) if read else text(column.constant)
    return read_as_days(cell, column.format)


def day(on: date) -> str:
    """A date literal."""
    return f"date '{on.isoformat()}'"
