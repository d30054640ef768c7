"""The whole history of an office: for each kind of charge, the stretches of days within which its row is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from nolle.analysis.standing.office import COLUMNS, standing
from nolle.analysis.standing.rows import Row
from nolle.analysis.standing.tables import Made, table
from nolle.dates import Span, next_day
from nolle.law import timeline
from nolle.law.charges import is_class
from nolle.law.library import Library, found
from nolle.law.places import Office


@dataclass(frozen=True)
class Spell:
    """Days, both included, on which an office says the same of a kind of charge."""

    days: Span
    row: Row


def spells(
    library: Library, office_id: str, first: date, last: date, known_on: date | None = None
) -> tuple[Spell, ...]:
    """What an office said of each kind of charge from `first` to `last`, as known on `known_on`, in order of days.

    Every kind of charge of every day is in exactly one of them. Raises UnknownId.
    """
    office = found(library.offices, office_id, "office")
    starts = sorted({first, *(day for day in turns(library, office, known_on) if first < day <= last)})
    kept = Made()
    found_: dict[str, list[Spell]] = {column: [] for column in COLUMNS}
    for start, end in zip(starts, [*starts[1:], next_day(last)], strict=True):
        days = Span(start, date.fromordinal(end.toordinal() - 1))
        made = table(library, standing(library, office_id, start, known_on, with_model=False), kept)
        for row in made.rows:
            before = found_[row.conduct]
            if before and before[-1].row == row:
                before[-1] = replace(before[-1], days=Span(before[-1].days.first, days.last))
            else:
                before.append(Spell(days, row))
    return tuple(spell for told in found_.values() for spell in told)


def turns(library: Library, office: Office, known_on: date | None) -> Iterator[date]:
    """Days on which a row of an office may change: events of documents, of office-holders, and of the law."""
    for policy in library.office_policies(office.id):
        if timeline.known(policy.recorded, known_on):
            yield from timeline.turning_points(policy, office, known_on)
    yield from _of_law(library, library.state_of([office.place]))


@lru_cache(maxsize=64)
def _of_law(library: Library, state: str) -> tuple[date, ...]:
    """The days on which the law of a state changes, of the classes that the table asks about."""
    found: set[date] = set()
    for offense in library.catalogue(state).offenses.values():
        if any(is_class(name, wider) for name in offense.conduct for wider in COLUMNS.values()):
            for span in (offense.in_force.from_, offense.in_force.to):
                if span is not None:
                    found |= {span.first, next_day(span.first), next_day(span.last)}
    return tuple(sorted(found))
