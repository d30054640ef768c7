"""How good is a table of counts: its numbers by month or year, and which places it lacks when.

Reads the relation `counts` that intake leaves in the engine, and of it only rows that overlap with no other, so that
each thing is counted once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from nolle.engine.base import Engine
from nolle.records.periods import Frame, Row, framed
from nolle.records.series import Series

REPORTERS = ("agencies", "population")
"""What a table may count besides: who reported, and for how many people."""

PLACES = 100
"""With more places than this, series of single places are not looked at."""


@dataclass(frozen=True)
class Lacking:
    """The periods of which a table that counts several places has no row of one of them."""

    measure: str
    place: str
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Numbers:
    """The series of a table: over all places, of single places where there are several, and of who reported there.

    For each measure the first series is of everything that it counts; the others are of one category each.
    """

    series: tuple[Series, ...]
    by_place: tuple[Series, ...]
    reporting: Mapping[str, tuple[Series, ...]]
    lacking: tuple[Lacking, ...]
    after_as_of: int


def numbers(engine: Engine, as_of: date | None = None) -> Numbers:
    """The numbers of the table that the engine holds."""
    frames = _frames(engine)
    places = sorted({str(place) for (place,) in engine.fetch(f"select distinct {_PLACE} from counts")})
    alone = places[0] if len(places) == 1 else ""
    held = _places(engine, frames) if len(places) > 1 else {}
    single = held if len(places) <= PLACES else {}
    reporting: dict[str, tuple[Series, ...]] = defaultdict(tuple)
    for one in _reporters(engine, frames, single, alone):
        reporting[one.place] += (one,)
    late = engine.fetch(f"select count(*) from counts where period_first > date '{as_of}'") if as_of else [(0,)]
    return Numbers(
        series=tuple(_series(engine, frames, alone)),
        by_place=tuple(_by_place(engine, frames, single)) if single else (),
        reporting=dict(reporting),
        lacking=tuple(_lacking(frames, held)),
        after_as_of=int(late[0][0]),
    )


_PLACE = "coalesce(place, place_own, '')"
_ONCE = "from counts where overlap is null"
_CATEGORY = ["measure", "category", "conduct", "holds"]
_CLASSED = "(conduct is not null or holds is not null)"


def _frames(engine: Engine) -> dict[str, Frame]:
    """For each measure the periods that the table counts, and how many of their days."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for measure, first, last, n in engine.fetch(
        f"select measure, period_first, period_last, count(*) {_ONCE} group by 1, 2, 3 order by 1, 2, 3"
    ):
        rows[measure].append((first, last, int(n)))
    made = {measure: framed(spans, told=True) for measure, spans in rows.items()}
    known = {measure: frame for measure, frame in made.items() if frame is not None}
    return dict(sorted(known.items(), key=lambda item: (item[0] in REPORTERS, item[0])))


def _series(engine: Engine, frames: Mapping[str, Frame], place: str) -> Iterator[Series]:
    """Of each measure all that it counts, then the categories that are of a class of conduct, or may be."""
    every = _counted(engine, ["measure"], "true")
    classed = _counted(engine, _CATEGORY, _CLASSED)
    withheld = bool(engine.fetch("select count(*) from quarantine")[0][0])
    for measure, frame in frames.items():
        empty = tuple(not days for days in frame.days)
        yield Series(measure, frame, frame.count(every[(measure,)]), place=place, empty=empty)
        for (of, category, conduct, holds), rows in classed.items():
            if of == measure:
                classes = tuple(holds.split("|")) if holds else (conduct,)
                held = _held(frame, rows) if withheld else frame
                yield Series(measure, held, frame.count(rows), category, classes, place, empty)


def _held(frame: Frame, rows: Sequence[Row]) -> Frame:
    """The periods of which rows tell; where rows were set aside, those of the other periods may be among them."""
    told = frame.count([(first, last, 1) for first, last, _ in rows])
    return replace(frame, days=tuple(days if n else 0 for n, days in zip(told, frame.days, strict=True)))


def _by_place(engine: Engine, frames: Mapping[str, Frame], held: Mapping[tuple[str, ...], Frame]) -> Iterator[Series]:
    for (measure, category, conduct, holds, place), rows in _counted(engine, [*_CATEGORY, _PLACE], _CLASSED).items():
        if measure in frames:
            frame = held[measure, place]
            classes = tuple(holds.split("|")) if holds else (conduct,)
            yield Series(measure, frame, frame.count(rows), category, classes, place)


def _places(engine: Engine, frames: Mapping[str, Frame]) -> dict[tuple[str, ...], Frame]:
    """For each measure and place its periods; one without a row of the place holds none of its days."""
    found: dict[tuple[str, ...], Frame] = {}
    for (measure, place), rows in _counted(engine, ["measure", _PLACE], "true").items():
        if measure in frames:
            found[measure, place] = _held(frames[measure], rows)
    return found


def _reporters(
    engine: Engine, frames: Mapping[str, Frame], held: Mapping[tuple[str, ...], Frame], alone: str
) -> Iterator[Series]:
    """Who reported, over all places and (where single places are looked at) of each."""
    for measure in (measure for measure in REPORTERS if measure in frames):
        every = _counted(engine, ["measure"], f"measure = '{measure}'")
        yield Series(measure, frames[measure], frames[measure].count(every[(measure,)]), place=alone)
        for (place,), rows in _counted(engine, [_PLACE], f"measure = '{measure}'").items() if held else ():
            yield Series(measure, held[measure, place], frames[measure].count(rows), place=place)


def _lacking(frames: Mapping[str, Frame], held: Mapping[tuple[str, ...], Frame]) -> Iterator[Lacking]:
    """Places of which some periods have no row; what a table never counts of a place is not missed."""
    for (measure, place), frame in held.items():
        whole = frames[measure].days
        missing = tuple(frame.label(i) for i, days in enumerate(frame.days) if not days and whole[i])
        if missing:
            yield Lacking(measure, place, missing)


def _counted(engine: Engine, keys: Sequence[str], test: str) -> dict[tuple[str, ...], list[Row]]:
    """The numbers of each combination of some columns, by the days they are of."""
    grouped = ", ".join(str(number) for number in range(1, len(keys) + 3))
    chosen = ", ".join(keys)
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    sql = f"select {chosen}, period_first, period_last, sum(n) {_ONCE} and {test} group by {grouped} order by {grouped}"
    for *key, first, last, n in engine.fetch(sql):
        found[tuple(key)].append((first, last, int(n)))
    return found
