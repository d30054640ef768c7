"""Mappings of records: standard columns, words that fit, and no column that tells who a person is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nolle.errors import Fault
from nolle.library.check_conditions import unknown_fact
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined
from nolle.records.columns import COLUMNS
from nolle.records.mapping import Mapping

PERSONAL = re.compile(
    r"\b(first|last|middle|full|given|family|maiden|defendant|victim|witness|person|perp|officer) names?\b"
    r"|\b(sur|fore)names?\b|^names?$"
    r"|\bdob\b|\b(birth|born)( ?(date|day|on)| dt)?\b|\bdate of birth\b"
    r"|\b(street|home|residence|residential|mailing|e ?mail|ip) addr(ess)?\b|^addr(ess)?$"
    r"|\bzip( ?code)?\b|\bpostal code\b|\b(latitude|longitude|[xy] coord)\b"
    r"|\bssn\b|\bsocial security\b|\b(phone|mobile|telephone)\b|\bpassport\b|\bdriver s? ?licen[cs]e\b"
    r"|\b(immigration|citizen|citizenship|nationality|alien|visa|deportation)\b"
)
"""Looked for in a column's name cut into plain words."""

SAY_WHAT = ("offense", "code", "description", "conduct")
"""Columns of which one at least must say what was charged."""

_NEVER = "Names, birth dates, addresses and immigration status never enter."
_NO_COLUMN = ("case.others", "history", "listed")


def plain(column: str) -> str:
    """`perpLastName`, `perp_last_name` and `Perp Last Name` as "perp last name"."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", column[:1000])
    return re.sub(r"[^a-z0-9]+", " ", parted.lower()).strip()


def mappings(shelf: Shelf) -> Iterator[Fault]:
    """Every mapping of the library."""
    for id, mapping in shelf.mappings.items():
        doc = Doc("mapping", id)
        if mapping.system and mapping.system not in shelf.ids("codes"):
            what = f'code system "{cut(mapping.system)}" is not in the library'
            yield shelf.fault(
                doc, ("system",), what, joined(shelf.near(mapping.system, shelf.ids("codes")), "See codes/.")
            )
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
                yield shelf.fault(
                    doc, at, f'"{cut(fact)}" is not a date of the record', "Say offense_on or filed_on."
                )


def _column(shelf: Shelf, doc: Doc, mapping: Mapping, name: str) -> Iterator[Fault]:
    at: Path_ = ("columns", name)
    if PERSONAL.search(plain(name)):
        what = f'"{cut(name)}" cannot be filled: it would tell who a person is'
        yield shelf.fault(doc, at, what, f"{_NEVER} Name the file's column under `drop`.")
        return
    if name in _NO_COLUMN or (name not in COLUMNS and name not in shelf.dictionary.facts):
        yield _unknown_column(shelf, doc, at, name)
        return
    column = mapping.columns[name]
    if PERSONAL.search(plain(column.column)):
        what = f'column "{cut(column.column)}" looks like personal data'
        yield shelf.fault(doc, at, what, f"{_NEVER} Name it under `drop`.")
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
