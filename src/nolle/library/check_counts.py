"""Mappings of count tables: what a number counts, over which days, and which rows hold others.

One table counts each thing once only if the mapping says what is a total and what is a part; these checks see to
it that it does, and that every word it uses is one that nolle knows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from nolle.dates import Span
from nolle.errors import Fault
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined, listed
from nolle.records.counts import COLUMNS, DIMENSIONS, MEASURES, Category, CountTable, Total
from nolle.records.mapping import Column, Mapping
from nolle.records.privacy import NEVER, personal

ROWS = ("count_table", "person_reviewed", "incident")
"""Kinds of row that a table of counts can have."""

_STATE = re.compile(r"us-[a-z]{2}")
_TRANSLATED = ("place", "measure", "stage", "total")
_NO_TOTAL = "none"


def counted(shelf: Shelf, doc: Doc, mapping: Mapping) -> Iterator[Fault]:
    """Faults of a mapping that has `counts`."""
    table = mapping.counts
    if table is None:
        return
    if mapping.row not in ROWS:
        what = f'a row of the kind "{mapping.row}" has no `counts`'
        yield shelf.fault(doc, ("row",), what, f"Say one of {', '.join(ROWS)}, or take `counts` out.")
    if mapping.row != "count_table" and not table.one_each:
        todo = "Say `one_each: true`, or `row: count_table`."
        yield shelf.fault(doc, ("counts",), f'a row of the kind "{mapping.row}" counts one', todo)
    if mapping.optional:
        what = "a table of counts needs every column that it reads: without one, a total could pass for a part"
        yield shelf.fault(doc, ("optional",), what, "Take it out.")
    for standard, column in mapping.columns.items():
        yield from _column(shelf, doc, standard, column)
    yield from _numbers(shelf, doc, mapping, table)
    yield from _days(shelf, doc, mapping, table)
    yield from _measured(shelf, doc, mapping, table)
    for own, category in table.categories.items():
        if table.wide and own not in table.wide:
            what = f'"{cut(own)}" is not one of the columns of numbers'
            yield shelf.fault(doc, ("counts", "categories", own), what, shelf.near(own, table.wide))
        yield from _category(shelf, doc, own, category)
    yield from _wholes(shelf, doc, mapping, table)
    yield from _editions(shelf, doc, mapping)


def uncounted(shelf: Shelf, doc: Doc, mapping: Mapping) -> Iterator[Fault]:
    """Faults of a mapping without `counts` that speaks of counts all the same."""
    if mapping.row in ("count_table", "person_reviewed"):
        what = f'a row of the kind "{mapping.row}" needs `counts`'
        yield shelf.fault(doc, ("row",), what, "Say in `counts` how the numbers are laid out.")
    if mapping.totals:
        yield shelf.fault(doc, ("totals",), "only a table of counts has totals to hold against", "Take them out.")


# ---------------------------------------------------------------- columns


def _column(shelf: Shelf, doc: Doc, standard: str, column: Column) -> Iterator[Fault]:
    at: Path_ = ("columns", standard)
    if standard not in COLUMNS:
        many = f"A table of counts has {', '.join(COLUMNS)}."
        yield shelf.fault(
            doc, at, f'"{cut(standard)}" is not a column of counts', joined(shelf.near(standard, COLUMNS), many)
        )
        return
    if personal([column.column]):
        what = f'column "{cut(column.column)}" looks like personal data'
        yield shelf.fault(doc, at, what, f"{NEVER} Name it under `drop`.")
    if standard not in _TRANSLATED:
        return
    said: dict[Path_, str] = {("values", own): word for own, word in column.values.items()}
    said |= {(key,): getattr(column, key) for key in ("constant", "otherwise") if getattr(column, key)}
    for path, word in said.items():
        yield from _word(shelf, doc, (*at, *path), standard, word)


def _known(shelf: Shelf, standard: str) -> Collection[str]:
    match standard:
        case "measure":
            return tuple(MEASURES)
        case "total":
            return (_NO_TOTAL, *DIMENSIONS)
        case _:
            return shelf.values(standard)


def _word(shelf: Shelf, doc: Doc, at: Path_, standard: str, word: str) -> Iterator[Fault]:
    """A word that a column of counts cannot hold."""
    known = _known(shelf, standard)
    if word in known or (standard == "place" and _STATE.fullmatch(word)):
        return
    if standard in ("measure", "total"):
        yield shelf.fault(
            doc, at, f'"{cut(word)}" is not a word for {standard}', joined(shelf.near(word, known), listed(known))
        )
    else:
        yield shelf.fault(doc, at, *shelf.unknown_value(standard, word))


# ---------------------------------------------------------------- numbers, days, measures


def _numbers(shelf: Shelf, doc: Doc, mapping: Mapping, table: CountTable) -> Iterator[Fault]:
    ways = [
        way for way, said in (("n", "n" in mapping.columns), ("wide", table.wide), ("one_each", table.one_each)) if said
    ]
    if len(ways) != 1:
        what = (
            "nothing says where the numbers are" if not ways else f"says twice where the numbers are: {', '.join(ways)}"
        )
        todo = "Fill the column n, or list the columns of numbers under `wide`, or say `one_each: true`; one of them."
        yield shelf.fault(doc, ("counts",), what, todo)
    twice = sorted({column for column in table.wide if table.wide.count(column) > 1})
    if twice:
        yield shelf.fault(doc, ("counts", "wide"), f'column "{cut(twice[0])}" is listed twice', "It would count twice.")
    if table.wide and "category" in mapping.columns:
        todo = "Each column under `wide` is a category; take the other out."
        yield shelf.fault(doc, ("columns", "category"), "says twice what the categories are", todo)
    for column in table.wide:
        if personal([column]):
            what = f'column "{cut(column)}" looks like personal data'
            yield shelf.fault(doc, ("counts", "wide"), what, f"{NEVER} Name it under `drop`.")


def _days(shelf: Shelf, doc: Doc, mapping: Mapping, table: CountTable) -> Iterator[Fault]:
    columns = mapping.columns.keys()
    if "period" in columns and columns & {"year", "month", "until"}:
        yield shelf.fault(
            doc, ("columns", "period"), "says twice over which days a row counts", "Keep period, or the others."
        )
    if "month" in columns and "year" not in columns:
        yield shelf.fault(doc, ("columns", "month"), "a month without its year", "Name the column of the year.")
    if "month" in columns and "until" in columns:
        yield shelf.fault(
            doc, ("columns", "month"), "a row counts a month or up to a day, not both", "Keep one of them."
        )
    if not columns & {"period", "year", "until"} and not _each(table, "period"):
        todo = "Fill period, year, or until; or give every column under `wide` a period."
        yield shelf.fault(doc, ("counts",), "nothing says over which days a row counts", todo)
    if not table.dated:
        yield shelf.fault(
            doc, ("counts",), "does not say what the date of a row is", "Say it in words under `dated`.", True
        )


def _measured(shelf: Shelf, doc: Doc, mapping: Mapping, table: CountTable) -> Iterator[Fault]:
    if "measure" not in mapping.columns and not _each(table, "measure"):
        yield shelf.fault(doc, ("counts",), "nothing says what is counted", f"Fill measure: {', '.join(MEASURES)}.")


def _each(table: CountTable, key: str) -> bool:
    """Whether every column of numbers says this for itself."""
    return bool(table.wide) and all(
        column in table.categories and getattr(table.categories[column], key) for column in table.wide
    )


def _category(shelf: Shelf, doc: Doc, own: str, category: Category) -> Iterator[Fault]:
    at: Path_ = ("counts", "categories", own)
    if category.conduct and category.holds:
        yield shelf.fault(doc, at, "is one class and wider than one", "Keep `conduct`, or `holds`.")
    if len(category.holds) == 1:
        yield shelf.fault(doc, (*at, "holds"), "a category that holds one class is that class", "Say `conduct`.")
    for number, word in enumerate((category.conduct, *category.holds)):
        if word and word not in shelf.dictionary.conduct:
            key: Path_ = ("holds", number - 1) if number else ("conduct",)
            yield shelf.fault(doc, (*at, *key), *shelf.unknown_value("conduct", word))
    if category.measure:
        yield from _word(shelf, doc, (*at, "measure"), "measure", category.measure)


# ---------------------------------------------------------------- totals, vintages


def _wholes(shelf: Shelf, doc: Doc, mapping: Mapping, table: CountTable) -> Iterator[Fault]:
    for dimension, whole in table.wholes.items():
        at: Path_ = ("counts", "wholes", dimension)
        if dimension not in DIMENSIONS:
            todo = joined(shelf.near(dimension, DIMENSIONS), listed(DIMENSIONS))
            yield shelf.fault(doc, at, f'"{cut(dimension)}" is not a column by which counts differ', todo)
        elif dimension not in mapping.columns and not (dimension == "category" and table.wide):
            yield shelf.fault(doc, at, f"no column says the {dimension}", "Fill it, or take this out.")
        elif not whole.words:
            yield shelf.fault(doc, at, "names no word that marks a total", "Name the words, or take this out.")
        if dimension == "category" and table.wide:
            for word in set(whole.words) - set(table.wide):
                what = f'"{cut(word)}" is not one of the columns of numbers'
                yield shelf.fault(doc, (*at, "words"), what, shelf.near(word, table.wide))


def _editions(shelf: Shelf, doc: Doc, mapping: Mapping) -> Iterator[Fault]:
    """The vintage and the published totals."""
    if mapping.vintage is not None:
        if not (mapping.vintage.series and mapping.vintage.id):
            yield shelf.fault(doc, ("vintage",), "does not say of which series, or which one", "Give series and id.")
        if not mapping.vintage.cite:
            yield shelf.fault(doc, ("vintage",), "cites no source", "Add cite: [{source: ID, at: page or phrase}]")
    for index, total in enumerate(mapping.totals):
        yield from _published(shelf, doc, ("totals", index), total)
        if total.vintage and mapping.vintage is None:
            todo = "Say under `vintage` which one the file is."
            yield shelf.fault(doc, ("totals", index), "is of a vintage, and the file of none", todo)


def _published(shelf: Shelf, doc: Doc, at: Path_, total: Total) -> Iterator[Fault]:
    yield from _word(shelf, doc, (*at, "measure"), "measure", total.measure)
    for column, word in total.words.items():
        if column in ("conduct", "stage", "place") and word:
            yield from _word(shelf, doc, (*at, column), column, word)
    if not total.cite:
        yield shelf.fault(doc, at, "this total cites no source", "Add cite: [{source: ID, at: page or phrase}]")
    if not total.n:
        yield shelf.fault(doc, (*at, "n"), "gives no number", "Give numbers by period: {2014: 1055}.")
    for written, (period, _) in zip(total.n, total.figures, strict=True):
        if not _bounded(period):
            yield shelf.fault(doc, (*at, "n", written), f'"{cut(written)}" has no end', "Give its first and last day.")


def _bounded(period: Span) -> bool:
    return period.first.year > 1 and period.last.year < 9999
