"""The whole history of an office on both clocks: what its table held on every day, as known on every day.

A statement recorded later changes nothing of what was known before it, so a chronicle is made of rectangles: days
within which nothing happened, times days within which nothing was learned. It is plain values, so that it can be kept.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from nolle.analysis.standing.documents import began
from nolle.analysis.standing.ground import Law
from nolle.analysis.standing.lifetimes import Lifetime, lifetimes
from nolle.analysis.standing.office import Standing, standing
from nolle.analysis.standing.rows import ClauseRow, Row, Table
from nolle.analysis.standing.spells import turns
from nolle.analysis.standing.tables import Made, table
from nolle.analysis.standing.voice import Voice, recorded, voice_of
from nolle.dates import FIRST_DAY, LAST_DAY
from nolle.law import timeline
from nolle.law.library import Library, found

Values = tuple[Any, ...]
"""The values of a row, a clause or a lifetime, in the order of its fields."""


_of_row, _of_clause, _of_life = (attrgetter(*(one.name for one in fields(made))) for made in (Row, ClauseRow, Lifetime))
"""The values of each."""


class Kept(NamedTuple):
    """What held from `first` to `last`, as known from `learned` to `known`: ordinals of days, all included."""

    first: int
    last: int
    learned: int
    known: int
    told: Values


@dataclass(frozen=True)
class Chronicle:
    """What was kept of one office; `documents` counts those known, in place of `told`."""

    office: str
    rows: tuple[Kept, ...]
    clauses: tuple[Kept, ...]
    lives: tuple[Kept, ...]
    documents: tuple[Kept, ...]

    def table(self, day: date, known_on: date | None) -> Table:
        """The rows of the office on a day, as known on a day."""
        return Table(
            tuple(Row(*told) for told in at(self.rows, day, known_on)),
            tuple(ClauseRow(*told[:-1]) for told in sorted(at(self.clauses, day, known_on), key=itemgetter(-1))),
        )

    def lifetimes(self, day: date, known_on: date | None) -> tuple[Lifetime, ...]:
        """How long each of its documents had stood up to a day."""
        found = (Lifetime(*told).until(day) for told in at(self.lives, day, known_on))
        return tuple(sorted(found, key=lambda one: (one.start.first, one.policy)))

    def known(self, known_on: date | None) -> int:
        """How many of its documents were known."""
        return sum(told[0] for told in at(self.documents, FIRST_DAY, known_on))


def at(kept: Iterable[Kept], day: date, known_on: date | None) -> Iterator[Values]:
    """What held on a day, as known on a day (None: all that was recorded), in the order in which it was kept."""
    on, by = day.toordinal(), (known_on or LAST_DAY).toordinal()
    return (told for first, last, learned, known, told in kept if first <= on <= last and learned <= by <= known)


def chronicle(library: Library, office_id: str) -> Chronicle:
    """Every day of an office, as known on every day. Raises UnknownId."""
    rows, clauses, lives, documents = _Keeper(), _Keeper(), _Keeper(), _Keeper()
    whole = found(library.offices, office_id, "office")
    seen: dict[Hashable, _Day] = {}
    made = Made()
    learned = [FIRST_DAY, *recorded(library, office_id)]
    for known_on, until in zip(learned, [*learned[1:], None], strict=True):
        by = (known_on.toordinal(), until.toordinal() - 1 if until else LAST_DAY.toordinal())
        office, voice = timeline.office_as_known(whole, known_on), voice_of(library, office_id, known_on)
        starts = sorted({FIRST_DAY, *turns(library, office, known_on)})
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            days = (start.toordinal(), end.toordinal() - 1 if end else LAST_DAY.toordinal())
            alike = _likeness(voice, Law(library, office, start), start)
            if alike not in seen:
                told = standing(library, office_id, start, known_on, with_model=False)
                seen[alike] = _Day(told, table(library, told, made))
            rows.keep(days, by, seen[alike].rows)
            clauses.keep(days, by, seen[alike].clauses)
            lives.keep(days, by, seen[alike].lives)
        everything = (FIRST_DAY.toordinal(), LAST_DAY.toordinal())
        documents.keep(everything, by, [("", (len(voice.asking.policies),))])
    return Chronicle(office_id, rows.kept(), clauses.kept(), lives.kept(), documents.kept())


def _likeness(voice: Voice, law: Law, day: date) -> Hashable:
    """All by which one day of an office, as known on a day, is told from another: the law, and how documents stand."""
    documents = map(id, voice.documents(day))  # what is alike is one object
    holders, searched = len(law.office.holders), law.office.finding is not None
    return law.ended, holders, searched, voice.in_force(day), voice.told_apart(day), *documents


class _Day:
    """What the table of an office held on a day, under the names by which it is kept."""

    def __init__(self, told: Standing, made: Table) -> None:
        order = {one.policy.id: began(one) for one in told.documents}
        self.rows = [(row.conduct, _of_row(row)) for row in made.rows]
        self.clauses = [
            ((row.policy, row.clause), (*_of_clause(row), (*order[row.policy], place)))
            for place, row in _placed(made.clauses)
        ]
        self.lives = [(one.policy, _of_life(_still(one))) for one in lifetimes(told)]


def _placed(clauses: Iterable[ClauseRow]) -> Iterator[tuple[int, ClauseRow]]:
    """Each clause with its place in its document."""
    for _, own in groupby(clauses, key=attrgetter("policy")):
        yield from enumerate(own)


def _still(lifetime: Lifetime) -> Lifetime:
    """A lifetime without the day of asking: the same on every day on which the document still stands."""
    return lifetime if lifetime.closed else replace(lifetime, last=lifetime.start, days=0, loose=0)


class _Keeper:
    """Rectangles as they are met, with those joined that say the same: first days that follow, then knowledge."""

    def __init__(self) -> None:
        self._done: dict[Hashable, list[Kept]] = {}
        self._last: dict[Hashable, Kept] = {}
        self._order: dict[Hashable, None] = {}

    def keep(self, days: tuple[int, int], by: tuple[int, int], told: Iterable[tuple[Hashable, Values]]) -> None:
        """Keep what held on these days, as known on those, each under its name."""
        for name, values in told:
            self._order[name] = None
            before = self._last.get(name)
            if before and before.told == values and before.last + 1 == days[0] and before.learned == by[0]:
                self._last[name] = Kept(before.first, days[1], *by, values)
            else:
                self._put(name)
                self._last[name] = Kept(*days, *by, values)

    def _put(self, name: Hashable) -> None:
        """Lay aside the last rectangle of a name, joined to one of the knowledge before, if that says the same."""
        last = self._last.pop(name, None)
        if last is None:
            return
        done = self._done.setdefault(name, [])
        for place, one in enumerate(done):
            if one[:2] == last[:2] and one.known + 1 == last.learned and one.told == last.told:
                done[place] = Kept(*one[:3], last.known, one.told)
                return
        done.append(last)

    def kept(self) -> tuple[Kept, ...]:
        """All rectangles, by name in the order in which names were first met."""
        for name in list(self._last):
            self._put(name)
        return tuple(one for name in self._order for one in self._done[name])
