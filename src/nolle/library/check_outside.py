"""Events by others, evaluations and series: places, offices, holders and policies that are there, days that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from nolle.dates import Span
from nolle.errors import Fault
from nolle.law.evaluation import Evaluation, Result, ResultReading, Series, Unit, number
from nolle.law.outside import COUNTRY, Actor, OutsideEvent, OutsideKind
from nolle.law.places import Holder, Office
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined
from nolle.terms import Confidence

_BEFORE_TAKING_OFFICE = (OutsideKind.ELECTION, OutsideKind.APPOINTMENT)
"""What a person does or undergoes before holding the office."""

_FOLDERS = {"outside": "events", "evaluation": "evaluations", "series": "evaluations"}


def outside(shelf: Shelf) -> Iterator[Fault]:
    """Every event: where, by whom, on what it bears, and whether its days can be."""
    for id, event in shelf.loaded.documents.get("outside", {}).items():
        doc = Doc("outside", id)
        yield from _place(shelf, doc, event.place)
        yield from _days(shelf, doc, event)
        yield from _by(shelf, doc, event)
        yield from _affects(shelf, doc, event)
        yield from _cited(shelf, doc, event)


def _place(shelf: Shelf, doc: Doc, place: str) -> Iterator[Fault]:
    """A place that is described, or else the state or country whose file this is."""
    stem = PurePosixPath(shelf.file(doc)).stem
    if place.partition("/")[0] != stem:
        what = f'place "{cut(place)}" stands in the file of {stem}'
        yield shelf.fault(doc, ("place",), what, f"Move it to {_FOLDERS[doc.kind]}/{place.partition('/')[0]}.yaml.")
    elif place not in (stem, COUNTRY) and place not in shelf.ids("place"):
        yield shelf.fault(doc, ("place",), *shelf.unknown_value("place", place))


def _days(shelf: Shelf, doc: Doc, event: OutsideEvent) -> Iterator[Fault]:
    if event.on is None and not event.note:
        yield shelf.fault(doc, (), "has no day", "Add `on:`, or say in `note:` that no source gives one.")
    if event.on and event.in_effect and event.in_effect.last < event.on.first:
        what = f"in effect on {event.in_effect}, before it happened on {event.on}"
        yield shelf.fault(doc, ("in_effect",), what, "Check both dates.")


def _by(shelf: Shelf, doc: Doc, event: OutsideEvent) -> Iterator[Fault]:
    if event.by in ("", *Actor):
        return
    if event.by in shelf.ids("office"):
        yield from _too_early(shelf, doc, ("by",), event, event.by)
        return
    head, _, last = event.by.rpartition("/")
    office = shelf.offices.get(head)
    if office is None:
        what = f'"{cut(event.by)}" is no office, no holder of one and no word for who acts'
        near = shelf.near(event.by, [*shelf.ids("office"), *Actor])
        todo = f"Write OFFICE, OFFICE/HOLDER, or one of {', '.join(Actor)}."
        yield shelf.fault(doc, ("by",), what, joined(near, todo))
        return
    terms = [holder for holder in office.holders if holder.id == last]
    if not terms:
        ids = [holder.id for holder in office.holders]
        what = f'"{cut(last)}" is not a holder of {head}'
        yield shelf.fault(doc, ("by",), what, joined(shelf.near(last, ids), f"Its holders stand in {head}."))
    elif event.on and event.kind not in _BEFORE_TAKING_OFFICE:
        yield from _in_office(shelf, doc, event.on, terms[0])


def _in_office(shelf: Shelf, doc: Doc, on: Span, holder: Holder) -> Iterator[Fault]:
    if holder.from_ and on.last < holder.from_.first:
        what = f"on {on}, before {holder.id} took office on {holder.from_}"
        yield shelf.fault(doc, ("by",), what, f"Check the dates, or say by: {Actor.CANDIDATE}.")
    if holder.until and holder.until.last <= on.first:
        what = f"on {on}, when {holder.id} no longer held the office: until {holder.until}"
        yield shelf.fault(doc, ("by",), what, "Check the dates, or name the one who held it.")


def _affects(shelf: Shelf, doc: Doc, event: OutsideEvent) -> Iterator[Fault]:
    known = shelf.ids("policy") | shelf.ids("office")
    for index, id in enumerate(event.affects):
        at: Path_ = ("affects", index)
        if id not in known:
            what = f'"{cut(id)}" is no policy and no office of the library'
            yield shelf.fault(doc, at, what, joined(shelf.near(id, known), "Name what it bears on."))
        elif id in event.affects[:index]:
            yield shelf.fault(doc, at, f'"{cut(id)}" stands here twice')
        else:
            yield from _too_early(shelf, doc, at, event, id)


def _too_early(shelf: Shelf, doc: Doc, at: Path_, event: OutsideEvent, id: str) -> Iterator[Fault]:
    """An event before the office, as far as it is known: before the first day of its first known holder."""
    begun = _beginning(shelf.offices.get(id))
    if event.on and begun and event.on.last < begun.first:
        what = f"on {event.on}, before {id} is known to have existed: its first holder took office on {begun}"
        yield shelf.fault(doc, at, what, "Add the earlier holder, or name the policy that it bears on.")


def _beginning(office: Office | None) -> Span | None:
    """The first day of the first known holder; None where one holder's first day is not known."""
    begun: list[Span] = [holder.from_ for holder in office.holders if holder.from_] if office else []
    if office is None or not begun or len(begun) < len(office.holders):
        return None
    return min(begun, key=lambda span: span.first)


def _cited(shelf: Shelf, doc: Doc, said: OutsideEvent | Evaluation | Series) -> Iterator[Fault]:
    if not said.cite and said.confidence is not Confidence.UNVERIFIED:
        yield shelf.fault(doc, (), "cites no source", "Add cite: [{source: ID, at: page or phrase}]")


# ---------------------------------------------------------------- evaluations and series


def evaluations(shelf: Shelf) -> Iterator[Fault]:
    """Every evaluation: the policies it looked at, its days, and numbers that fit their units."""
    for id, evaluation in shelf.loaded.documents.get("evaluation", {}).items():
        doc = Doc("evaluation", id)
        yield from _place(shelf, doc, evaluation.place)
        yield from _cited(shelf, doc, evaluation)
        for index, policy in enumerate(evaluation.policies):
            if policy not in shelf.ids("policy"):
                what = f'policy "{cut(policy)}" is not in the library'
                near = shelf.near(policy, shelf.ids("policy"))
                yield shelf.fault(doc, ("policies", index), what, joined(near, "Its id is its path in policies/."))
        ends, out = evaluation.window, evaluation.published
        if ends and out and out.last < ends.first:
            what = f"published on {out}, before its window begins: {ends}"
            yield shelf.fault(doc, ("published",), what, "Check both dates.")
        if not evaluation.results and not evaluation.note:
            todo = "Add `results:`, or say in `note:` that no numbers were read."
            yield shelf.fault(doc, (), "has no results", todo)
        yield from _results(shelf, doc, evaluation.results)


def _results(shelf: Shelf, doc: Doc, results: Sequence[Result]) -> Iterator[Fault]:
    seen: list[tuple[str, str, Unit]] = []
    for index, result in enumerate(results):
        at: Path_ = ("results", index)
        key = (result.measure, result.version, result.unit)
        if key in seen:
            what = f'"{cut(result.measure)}" stands here twice in the same edition and unit'
            yield shelf.fault(doc, (*at, "measure"), what, "Write what sources tell differently as `readings`.")
        seen.append(key)
        if not (result.value or result.before or result.after):
            yield shelf.fault(doc, at, f'"{cut(result.measure)}" has no value')
        if not result.cite and result.confidence is not Confidence.UNVERIFIED:
            todo = "Add cite: [{source: ID, at: page or phrase}]"
            yield shelf.fault(doc, at, f'"{cut(result.measure)}" cites no source', todo)
        yield from _value(shelf, doc, at, result, result.unit)
        for place, reading in enumerate(result.readings):
            yield from _value(shelf, doc, (*at, "readings", place), reading, result.unit)


def _value(shelf: Shelf, doc: Doc, at: Path_, said: Result | ResultReading, unit: Unit) -> Iterator[Fault]:
    """A share lies between nothing and all; a change takes away no more than all."""
    value = number(said.value)
    if value is None:
        return
    if unit is Unit.SHARE and not 0 <= value <= 1:
        todo = "Write 78 percent as 0.78."
        yield shelf.fault(doc, (*at, "value"), f"{said.value} is no share: it lies between 0 and 1", todo)
    if unit is Unit.CHANGE and value < -1:
        what = f"{said.value} is no change: nothing can fall by more than all of it"
        yield shelf.fault(doc, (*at, "value"), what, "Write 37 percent less as -0.37, or say unit: points.")


def series(shelf: Shelf) -> Iterator[Fault]:
    """Every series: its place, a source, and points that are told apart."""
    for id, counts in shelf.loaded.documents.get("series", {}).items():
        doc = Doc("series", id)
        yield from _place(shelf, doc, counts.place)
        yield from _cited(shelf, doc, counts)
        seen: Mapping[tuple[str, str, str], int] = {}
        for index, point in enumerate(counts.points):
            key = (str(point.on or ""), point.of, point.note)
            if key in seen:
                yield shelf.fault(doc, ("points", index), "has the same days and subject as another point")
            seen = {**seen, key: index}
            if point.on is None and not point.note:
                what, todo = "a point without days", "Add `on:`, or say in `note:` what the source says."
                yield shelf.fault(doc, ("points", index), what, todo)


CHECKS: tuple[Callable[[Shelf], Iterator[Fault]], ...] = (outside, evaluations, series)
