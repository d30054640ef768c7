"""A printed table of what is in force where, laid beside the record: where they agree, and where not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from nolle.analysis.standing import COLUMNS, Row, Value, standing, table
from nolle.dates import edtf
from nolle.errors import NolleError
from nolle.law import timeline
from nolle.law.library import Library, found
from nolle.law.overview import Entry, Overview
from nolle.verbs.documents import open_library


@dataclass(frozen=True)
class Beside:
    """One entry of a printed table, and the record on a day.

    `rows` are the record's answers to what the entry claims; `differs` the kinds of charge in which the record has
    another answer; `other_holder` who held the office, if it was not whom the entry has.
    """

    entry: Entry
    on: date
    rows: tuple[Row, ...]
    differs: tuple[str, ...]
    other_holder: str

    @property
    def agrees(self) -> bool:
        return not self.differs and not self.other_holder


@dataclass(frozen=True)
class Overviewed:
    """A printed table, laid beside the record entry by entry."""

    library: Library = field(repr=False)
    overview: Overview
    asked_on: date | None
    entries: tuple[Beside, ...]

    @property
    def differs(self) -> bool:
        return any(not one.agrees for one in self.entries)

    def json(self) -> dict[str, Any]:
        return {
            "id": self.overview.id, "title": self.overview.title, "speaks_of": edtf(self.overview.on),
            "asked_on": self.asked_on.isoformat() if self.asked_on else None, "note": self.overview.note,
            "entries": [
                {"office": one.entry.office, "on": one.on.isoformat(), "says": one.entry.says, "agrees": one.agrees,
                 "differs": list(one.differs), "in_office": one.other_holder, "note": one.entry.note,
                 "record": [row.json() for row in one.rows],
                 "sources": [cite.model_dump(exclude_defaults=True) for cite in one.entry.cite]}
                for one in self.entries
            ],
        }  # fmt: skip


def overview(
    name: str, as_of: date | None = None, known_on: date | None = None, workspace: Path | None = None
) -> Overviewed:
    """A printed table beside the record on the days for which it speaks, or all of it on `as_of`. Raises NolleError."""
    library = open_library(workspace)
    if not name:
        raise NolleError(f"which overview? Name one of: {', '.join(sorted(library.overviews))}.")
    printed = found(library.overviews, name, "overview")
    entries = tuple(_beside(library, printed, entry, as_of, known_on) for entry in printed.entries)
    return Overviewed(library, printed, as_of, entries)


def _beside(library: Library, printed: Overview, entry: Entry, as_of: date | None, known_on: date | None) -> Beside:
    on: date = as_of or (entry.on or printed.on).last
    rows = {row.conduct: row for row in table(library, standing(library, entry.office, on, known_on, False)).rows}
    _check(printed, entry)
    differs = tuple(conduct for conduct, values in entry.claims.items() if rows[conduct].value.value not in values)
    holder = timeline.in_office(library.offices[entry.office].holders, on)
    other = "" if not entry.holder or (holder and holder.id == entry.holder) else holder.name if holder else "not known"
    return Beside(entry, on, tuple(rows[conduct] for conduct in entry.claims), differs, other)


def _check(printed: Overview, entry: Entry) -> None:
    """Claims are of kinds of charge and answers that there are."""
    for conduct, values in entry.claims.items():
        wrong = [value for value in values if value not in list(Value)]
        if conduct not in COLUMNS or wrong:
            known = ", ".join(COLUMNS) if conduct not in COLUMNS else ", ".join(Value)
            word = conduct if conduct not in COLUMNS else wrong[0]
            raise NolleError(f'overview "{printed.id}", {entry.office}: no word "{word}" here. Use one of: {known}.')
