"""What changed between two days, and what was learned: from the events of documents, offices and the law.

Two questions that trackers mix up. What *happened* is dated by the event; what was *learned* is dated by the day on
which the statement was recorded, whenever it happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from nolle.cite import Citation
from nolle.dates import FIRST_DAY, Span, edtf, parse
from nolle.law.charges import is_class
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.places import Holder, Office
from nolle.law.policy import Act, Event, Policy


class What(StrEnum):
    """What a change is a change of."""

    DOCUMENT = "document"
    RELIEF = "relief"
    HOLDER = "office_holder"
    LAW = "law"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Change:
    """Something that happened, and when it was recorded (empty: from the start).

    `on` is the date as the record has it (EDTF); `type` is the event's own word; `id` names the document, the holder
    or the offense; `rules` the rules concerned (none: the whole document); `by` who did it, by id.
    """

    on: str
    what: What
    type: str
    place: str
    office: str
    id: str
    title: str
    rules: tuple[str, ...] = ()
    by: str = ""
    note: str = ""
    recorded: str = ""
    sources: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return parse(self.on)

    def json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Changes:
    """What happened after `since` up to `until`, and what was recorded in those days of an earlier time."""

    since: date
    until: date
    happened: tuple[Change, ...]
    learned: tuple[Change, ...]

    def json(self) -> dict[str, Any]:
        return {
            "since": self.since.isoformat(), "until": self.until.isoformat(),
            "happened": [change.json() for change in self.happened],
            "learned": [change.json() for change in self.learned],
        }  # fmt: skip


def changes(
    library: Library, since: date, until: date, classes: Sequence[str] = (), known_on: date | None = None
) -> Changes:
    """What changed after `since` up to `until`, as known on `known_on`; of the law, what concerns `classes` of conduct.

    An event whose date is not precise counts from the last day on which it can have happened. What was learned are
    statements recorded in those days about earlier ones.
    """
    return changed(history(library, classes, known_on), since, until)


def changed(every: Sequence[Change], since: date, until: date) -> Changes:
    """Of a history, what happened in some days, and what was recorded in them of an earlier time."""
    happened = [one for one in every if since < one.span.last <= until]
    learned = [
        one for one in every
        if one.recorded and since < parse(one.recorded).first <= until and one.span.last <= since
    ]  # fmt: skip
    return Changes(since, until, tuple(happened), tuple(learned))


class Dated(NamedTuple):
    """A change, and the first day on which it was known."""

    known: date
    change: Change


def history(library: Library, classes: Sequence[str] = (), known_on: date | None = None) -> tuple[Change, ...]:
    """Everything that happened, at every office, in the order of its days: for an event whose `rules` are of an outside
    kind, the documents and offices it bears on. Private drafts are left out.
    """
    return as_known(dated(library, classes), known_on)


def as_known(every: Iterable[Dated], known_on: date | None) -> tuple[Change, ...]:
    """The changes that were known on a day (None: all)."""
    return tuple(one.change for one in every if known_on is None or one.known <= known_on)


def dated(library: Library, classes: Sequence[str] = ()) -> tuple[Dated, ...]:
    """Everything that happened, whenever it was learned, in the order of its days."""
    found = [*_documents(library), *_holders(library), *_law(library, classes), *_outside(library)]
    return tuple(sorted(found, key=lambda one: _order(one.change)))


def _known(*recorded: str) -> date:
    """The first day on which all of some statements were there; those recorded on no day always were."""
    return max((parse(day).first for day in recorded if day), default=FIRST_DAY)


def _order(change: Change) -> tuple[date, date, str, str]:
    first = change.span.last if change.span.first == FIRST_DAY else change.span.first  # `by` a day: when it was seen
    return first, change.span.last, change.office, change.id


def _documents(library: Library) -> Iterator[Dated]:
    for policy in library.policies.values():
        if policy.private or policy.is_model:
            continue
        for event in policy.events:
            yield Dated(_known(policy.recorded, event.recorded), _event(library, policy, event))
        for act in policy.acts:
            yield Dated(_known(policy.recorded), _act(library, policy, act))


def _act(library: Library, policy: Policy, act: Act) -> Change:
    return Change(
        edtf(act.on), What.RELIEF, " and ".join(act.act), library.place_of(policy), policy.office, policy.id,
        policy.title, tuple(act.relief), "", act.note, policy.recorded, _sources(act.cite),
    )  # fmt: skip


def _event(library: Library, policy: Policy, event: Event) -> Change:
    return Change(
        edtf(event.span), What.DOCUMENT, event.type.value, library.place_of(policy), policy.office, policy.id,
        policy.title, event.rules, event.by, event.note, event.recorded or policy.recorded, _sources(event.cite),
    )  # fmt: skip


def _holders(library: Library) -> Iterator[Dated]:
    for office in library.offices.values():
        for holder in office.holders:
            learned = _known(holder.recorded)
            if holder.from_ is not None:
                yield Dated(learned, _holder(office, holder, holder.from_, "takes_office", holder.entered))
            if holder.until is not None:
                yield Dated(learned, _holder(office, holder, holder.until, "leaves_office", holder.left))


def _holder(office: Office, holder: Holder, on: Span, type_: str, how: str) -> Change:
    return Change(
        edtf(on), What.HOLDER, type_, office.place, office.id, holder.id, holder.name, (), "",
        how or holder.note, holder.recorded, _sources(holder.cite),
    )  # fmt: skip


def _outside(library: Library) -> Iterator[Dated]:
    """What others did; what has no day cannot stand in a history, and is listed with its place only."""
    for event in library.outside.values():
        if event.on is not None:
            yield Dated(_known(event.recorded), Change(
                edtf(event.on), What.OUTSIDE, event.kind.value, event.place, "", event.id, event.says,
                tuple(event.affects), event.by, event.note, event.recorded, _sources(event.cite),
            ))  # fmt: skip


def _law(library: Library, classes: Sequence[str]) -> Iterator[Dated]:
    """Offenses of sex work and of what is used against it, as they came and went, for states with an office."""
    states = {library.state_of([office.place]) for office in library.offices.values()}
    for offense in library.offenses.values():
        place = next((state for state in states if offense.id.startswith(f"{state}-")), "")
        if not place or not any(is_class(name, wider) for name in offense.conduct for wider in classes):
            continue
        for type_, span in (("takes_effect", offense.in_force.from_), ("ends", offense.in_force.to)):
            if span is not None:
                yield Dated(FIRST_DAY, _offense(place, offense, type_, span))


def _offense(place: str, offense: Offense, type_: str, span: Span) -> Change:
    return Change(
        edtf(span), What.LAW, type_, place, "", offense.id, offense.title, (), "", offense.note, "", offense.sources
    )


def _sources(cites: tuple[Citation, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite.source for cite in cites))
