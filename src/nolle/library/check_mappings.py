"""Mappings of records: standard columns, words that fit, and no column that tells who a person is."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.errors import Fault
from nolle.library.check_conditions import unknown_fact
from nolle.library.check_counts import counted, uncounted
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined
from nolle.records.columns import COLUMNS
from nolle.records.mapping import Mapping
from nolle.records.privacy import NEVER, personal

SAY_WHAT = ("offense", "code", "description", "conduct")
"""Columns of which one at least must say what was charged."""

_NO_COLUMN = ("case.others", "history", "listed")


def mappings(shelf: Shelf) -> Iterator[Fault]:
    """Every mapping of the library."""
    for id, mapping in shelf.mappings.items():
        doc = Doc("mapping", id)
        if mapping.system and mapping.system not in shelf.ids("codes"):
            what = f'code system "{cut(mapping.system)}" is not in the library'
            yield shelf.fault(
                doc, ("system",), what, joined(shelf.near(mapping.system, shelf.ids("codes")), "See codes/.")
            )
        if mapping.counts is not None:
            yield from counted(shelf, doc, mapping)
            continue
        yield from uncounted(shelf, doc, mapping)
        if not set(SAY_WHAT) & mapping.columns.keys():
            what = "no column says what was charged"
            yield shelf.fault(doc, ("columns",), what, f"Fill one of {', '.join(SAY_WHAT)}.")
        for name in mapping.columns:
            yield from _column(shelf, doc, mapping, name)
        for name, assumption in mapping.assumptions.items():
            fact = assumption.governing_date_is
            entry = shelf.dictionary.facts.get(fact)
            if fact and (entry is None or entry.type != "date"):
                at = ("assumptions", name, "governing_date_is")
                yield shelf.fault(doc, at, f'"{cut(fact)}" is not a date of the record', "Say offense_on or filed_on.")


def _column(shelf: Shelf, doc: Doc, mapping: Mapping, name: str) -> Iterator[Fault]:
    at: Path_ = ("columns", name)
    if personal([name]):
        what = f'"{cut(name)}" cannot be filled: it would tell who a person is'
        yield shelf.fault(doc, at, what, f"{NEVER} Name the file's column under `drop`.")
        return
    if name in _NO_COLUMN or (name not in COLUMNS and name not in shelf.dictionary.facts):
        yield _unknown_column(shelf, doc, at, name)
        return
    column = mapping.columns[name]
    if personal([column.column]):
        what = f'column "{cut(column.column)}" looks like personal data'
        yield shelf.fault(doc, at, what, f"{NEVER} Name it under `drop`.")
    known = shelf.values(name)
    if not known:
        return
    for own, standard in column.values.items():
        if standard not in known:
            yield shelf.fault(doc, (*at, "values", own), *shelf.unknown_value(name, standard))
    for key in ("constant", "otherwise"):
        said = getattr(column, key)
        if said and said not in known:
            yield shelf.fault(doc, (*at, key), *shelf.unknown_value(name, said))


def _unknown_column(shelf: Shelf, doc: Doc, at: Path_, name: str) -> Fault:
    if name in _NO_COLUMN:
        return shelf.fault(
            doc, at, f'"{name}" comes from the other rows of the file, not from a column', "Take it out."
        )
    if shelf.near(name, list(COLUMNS)):
        todo = joined(shelf.near(name, list(COLUMNS)), f"The standard columns are {', '.join(COLUMNS)}.")
        return shelf.fault(doc, at, f'"{cut(name)}" is not a standard column', todo)
    return unknown_fact(shelf, doc, at, name)
