"""track: what is in force where, on a day, as known on a day; the history of a place; what changed; what is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from nolle.analysis import changes as changing
from nolle.analysis.changes import Change, Changes, What
from nolle.analysis.due import Due, due
from nolle.analysis.durability import Curve, curve
from nolle.analysis.standing import COLUMNS, ClauseRow, Row, Status
from nolle.analysis.standing.lifetimes import Lifetime
from nolle.errors import NolleError
from nolle.law.library import Library
from nolle.law.places import Office
from nolle.terms import Decision, Instrument
from nolle.verbs.documents import open_library
from nolle.verbs.ledger import ledger


@dataclass(frozen=True)
class Filters:
    """Which rows are wanted; an empty filter wants all. Those of one filter add up, different ones narrow.

    `place` is a place or a state; `holder` part of a name or an id; `conditional` wants the answers that hang on more
    than the charge.
    """

    place: str = ""
    conduct: tuple[str, ...] = ()
    decision: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    holder: str = ""
    conditional: bool = False

    def check(self, library: Library) -> None:
        """Raises NolleError on a word that no row can have."""
        _known("conduct", self.conduct, COLUMNS)
        _known("decision", self.decision, [decision.value for decision in Decision])
        _known("kind", self.kind, [kind.value for kind in Instrument])
        _known("status", self.status, [status.value for status in Status])
        if self.place and not _offices(library, self.place):
            states = sorted({office.place.partition("/")[0] for office in library.offices.values()})
            raise NolleError(
                f'no office is known at "{self.place}". Write a place such as us-ny/manhattan, or one of the states '
                f"{', '.join(states)}. `nolle place {self.place}` answers for any county."
            )

    def wants(self, row: Row | ClauseRow) -> bool:
        """Whether a row passes every filter but the place."""
        conduct = (row.conduct,) if isinstance(row, Row) else row.conduct
        kinds = row.kind if isinstance(row, Row) else (row.kind,)
        by = " ".join(row.by) if isinstance(row, Row) else row.by
        conditional = row.conditional if isinstance(row, Row) else row.decision == Decision.DECLINE_IF.value
        return all((
            not self.conduct or not {*conduct}.isdisjoint(self.conduct),
            not self.decision or row.decision in self.decision,
            not self.status or row.status.value in self.status,
            not self.kind or not {*kinds}.isdisjoint(self.kind),
            not self.holder or self.holder.casefold() in by.casefold(),
            not self.conditional or conditional,
        ))  # fmt: skip


def _known(what: str, given: Iterable[str], words: Iterable[str]) -> None:
    known = list(words)
    wrong = [word for word in given if word not in known]
    if wrong:
        raise NolleError(f'no {what} "{wrong[0]}". Use one of: {", ".join(known)}.')


@dataclass(frozen=True)
class Tracked:
    """The rows wanted, those of the clauses behind them, and how many rows there are in all."""

    library: Library = field(repr=False)
    as_of: date
    known_on: date | None
    filters: Filters
    rows: tuple[Row, ...]
    clauses: tuple[ClauseRow, ...]
    of_rows: int
    offices: int
    others: tuple[str, ...]
    """Offices that decide no charge, such as police: they have no row, and their documents stand in the history."""

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """By kind of charge, how many offices are answered each way; the counts of a kind add up to the offices."""
        found: dict[str, Counter[str]] = {}
        for row in self.rows:
            found.setdefault(row.conduct, Counter())[row.value.value] += 1
        return {conduct: dict(sorted(told.items())) for conduct, told in found.items()}

    def json(self) -> dict[str, Any]:
        return {
            "as_of": self.as_of.isoformat(),
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "rows": [row.json() for row in self.rows],
            "clauses": [row.json() for row in self.clauses],
            "counts": self.counts,
            "shown": len(self.rows), "of": self.of_rows, "offices": self.offices, "others": list(self.others),
        }  # fmt: skip


def track(
    as_of: date, known_on: date | None = None, filters: Filters | None = None, workspace: Path | None = None
) -> Tracked:
    """What every office says of each kind of charge on `as_of`, as known on `known_on`. Raises NolleError."""
    told = ledger(workspace)
    library = told.library
    wanted = filters or Filters()
    wanted.check(library)
    rows: list[Row] = []
    clauses: list[ClauseRow] = []
    there = _offices(library, wanted.place)
    offices = [office for office in there if office.prosecutes]
    for office in offices:
        made = told.table(office.id, as_of, known_on)
        rows += made.rows
        clauses += made.clauses
    of_rows = len(rows)
    if wanted != Filters(wanted.place):
        rows, clauses = list(filter(wanted.wants, rows)), list(filter(wanted.wants, clauses))
    return Tracked(
        library, as_of, known_on, wanted, tuple(rows), tuple(clauses), of_rows,
        len(offices), tuple(office.id for office in there if not office.prosecutes),
    )  # fmt: skip


def _offices(library: Library, place: str) -> list[Office]:
    """The offices of a place, of a state, or all of them; by place."""
    inside = (office for office in library.offices.values() if _within(office.place, place) or office.id == place)
    return sorted(inside, key=lambda office: (office.place, office.id))


def _within(place: str, wider: str) -> bool:
    return not wider or place == wider or place.startswith(f"{wider}/")


# -- the history of a place


@dataclass(frozen=True)
class PlaceHistory:
    """Everything that happened at a place, in its state and in the country, and how it stands today."""

    tracked: Tracked
    changes: tuple[Change, ...]
    undated: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        return {
            **self.tracked.json(),
            "history": [change.json() for change in self.changes],
            "without_a_date": list(self.undated),
        }


def place_history(place: str, as_of: date, known_on: date | None = None, workspace: Path | None = None) -> PlaceHistory:
    """The history of a place up to `as_of`, as known on `known_on`. Raises NolleError where no office is known."""
    tracked = track(as_of, known_on, Filters(place), workspace)
    state = place.partition("/")[0]
    every = ledger(workspace).history(known_on)
    inside = [one for one in every if _concerns(one, place, state) and one.span.first <= as_of]
    undated = [e.id for e in tracked.library.outside.values() if e.on is None and e.place in (place, state)]
    return PlaceHistory(tracked, tuple(inside), tuple(undated))


def _concerns(change: Change, place: str, state: str) -> bool:
    if change.what in (What.LAW, What.OUTSIDE):
        return _within(change.place, place) or change.place == state
    return _within(change.place, place)


# -- what changed, what is due, how long policies last


def track_since(
    since: date, as_of: date, known_on: date | None = None, place: str = "", workspace: Path | None = None
) -> Changes:
    """What happened after `since` up to `as_of`, and what was learned in that time. Raises NolleError."""
    if since > as_of:
        raise NolleError(f"--since {since} lies after the day asked about, {as_of}")
    library = open_library(workspace)
    Filters(place).check(library)
    found = changing.changed(ledger(workspace).history(known_on), since, as_of)
    if not place:
        return found
    state = place.partition("/")[0]
    kept = [tuple(one for one in told if _concerns(one, place, state)) for told in (found.happened, found.learned)]
    return Changes(found.since, found.until, *kept)


def track_due(as_of: date, place: str = "", workspace: Path | None = None) -> tuple[Due, ...]:
    """What has to be looked at again on a day, the longest overdue first. Raises NolleError."""
    library = open_library(workspace)
    Filters(place).check(library)
    return tuple(one for one in due(library, as_of) if _within(one.place, place))


@dataclass(frozen=True)
class Durability:
    """How long documents last: one curve for all, one for each instrument, and what ended them."""

    as_of: date
    lifetimes: tuple[Lifetime, ...]
    all: Curve
    by_kind: dict[str, Curve]
    ends: dict[str, int]
    left_out: int

    def json(self) -> dict[str, Any]:
        return {
            "as_of": self.as_of.isoformat(),
            "all": self.all.json(),
            "by_kind": {kind: one.json() for kind, one in self.by_kind.items()},
            "ends": self.ends,
            "left_out": self.left_out,
            "lifetimes": [
                {"policy": one.policy, "kind": one.kind, "start": str(one.start), "last": str(one.last),
                 "days": one.days, "end": one.end.value, "may_be_off_by": one.loose}
                for one in self.lifetimes
            ],
        }  # fmt: skip


def track_durability(as_of: date, known_on: date | None = None, workspace: Path | None = None) -> Durability:
    """How long documents of offices stand until something ends them. Raises NolleError without the extra `impact`."""
    told = ledger(workspace)
    offices = [office for office in _offices(told.library, "") if office.prosecutes]
    lived = [told.lived(office.id, as_of, known_on) for office in offices]
    found = [one for lifetimes, _ in lived for one in lifetimes]
    every = sum(documents for _, documents in lived)
    kinds = sorted({one.kind for one in found})
    return Durability(
        as_of, tuple(found), _curve(found), {kind: _curve([o for o in found if o.kind == kind]) for kind in kinds},
        dict(sorted(Counter(one.end.value for one in found).items())), every - len(found),
    )  # fmt: skip


def _curve(lived: Sequence[Lifetime]) -> Curve:
    return curve([(one.days, one.ended) for one in lived])
