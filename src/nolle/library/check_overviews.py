"""Printed tables laid beside the record: offices and holders that are there."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.errors import Fault
from nolle.law.overview import Overview
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined


def overviews(shelf: Shelf) -> Iterator[Fault]:
    """Every entry: its office is described, and whom it has in office held it."""
    for id, overview in shelf.loaded.documents.get("overview", {}).items():
        yield from _entries(shelf, Doc("overview", id), overview)


def _entries(shelf: Shelf, doc: Doc, overview: Overview) -> Iterator[Fault]:
    for index, entry in enumerate(overview.entries):
        at: Path_ = ("entries", index)
        office = shelf.offices.get(entry.office)
        if office is None:
            what = f'office "{cut(entry.office)}" is not described'
            yield shelf.fault(doc, (*at, "office"), what, shelf.near(entry.office, shelf.ids("office")))
        elif entry.holder and entry.holder not in {holder.id for holder in office.holders}:
            ids = [holder.id for holder in office.holders]
            what = f'"{cut(entry.holder)}" is not a holder of {entry.office}'
            todo = joined(shelf.near(entry.holder, ids), f"Its holders stand in {entry.office}.")
            yield shelf.fault(doc, (*at, "holder"), what, todo)


CHECKS = (overviews,)
