"""What the pages of a site are made from: every office on the day, every place, what happened, how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nolle.analysis.changes import Change
from nolle.analysis.standing import Cell, Row, Standing, Status, Table
from nolle.analysis.unresearched import ClassOfLaw, Ground
from nolle.dates import Span, edtf, parse
from nolle.law.gazetteer import Spot, State
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.publish import cells
from nolle.publish.page import on, when
from nolle.terms import Instrument


@dataclass(frozen=True)
class StateSeen:
    """A state: the law of its catalogue on the day, and its counties."""

    state: State
    catalogued: bool
    law: tuple[ClassOfLaw, ...]
    counties: tuple[Spot, ...]


@dataclass(frozen=True)
class PlaceSeen:
    """A described place: what is around it, its offices that were looked at, their gaps to the model by office."""

    ground: Ground
    standings: tuple[Standing, ...]
    gaps: Mapping[str, object]


@dataclass(frozen=True)
class Seen:
    """Everything a site shows.

    `standings` and `tables` are by office, of all offices; `policies` are the documents that may be shown, by id.
    """

    library: Library
    standings: Mapping[str, Standing]
    tables: Mapping[str, Table]
    places: tuple[PlaceSeen, ...]
    states: tuple[StateSeen, ...]
    policies: Mapping[str, Policy]
    changes: Sequence[Change]

    def deciding(self) -> list[Standing]:
        """The offices that decide charges, by place."""
        found = [one for one in self.standings.values() if one.office.prosecutes]
        return sorted(found, key=lambda one: (one.place.id, one.office.id))

    def others(self) -> list[Standing]:
        """The offices that decide no charge."""
        return [one for one in self.standings.values() if not one.office.prosecutes]

    def state_name(self, place: str) -> str:
        """The name of the state that a place lies in."""
        id = place.partition("/")[0]
        return next((one.state.name for one in self.states if one.state.id == id), id)


INSTRUMENTS = {
    Instrument.PRACTICE: "practice, no written policy",
    Instrument.CAMPAIGN_PROMISE: "promise, no policy",
    Instrument.POLICE_AGREEMENT: "agreement with the police, no policy of a prosecutor",
    Instrument.MODEL: "a measure for other documents, in force nowhere",
}
"""What a document is, where its kind alone could be taken for a policy."""


def instrument(policy: Policy) -> str:
    """What a document is, in words."""
    return INSTRUMENTS.get(policy.kind, policy.kind.value.replace("_", " "))


def dated(span: Span) -> Markup:
    """A date in words, which says the same to a machine."""
    return Markup('<time datetime="{}">{}</time>').format(edtf(span), when(span))


def dated_text(edtf_: str) -> Markup:
    """The same of a date as the record writes it; nothing for none."""
    return dated(parse(edtf_)) if edtf_ else Markup("")


@dataclass(frozen=True)
class Answer:
    """One cell of a table of offices: mark, word, whether it hangs on more, and since when."""

    title: str
    svg: Markup
    text: str
    star: bool
    aside: Markup


def answer(cell: Cell, row: Row) -> Answer:
    """What an office says of one kind of charge."""
    shown = cells.shown(cell, "", False)
    share = f" ({cell.n} of {cell.of})" if cell.partly else ""
    return Answer(cells.TITLES[cell.column], shown.svg, f"{shown.text}{share}", row.conditional, aside(row))


def aside(row: Row) -> Markup:
    """Since when, or until when, or on which day a search found nothing."""
    if row.unknown_since:
        return Markup("not known since {}").format(dated_text(row.unknown_since))
    if row.searched_on:
        return Markup("searched {}").format(_on(row.searched_on))
    if row.until:
        told = "ended {}" if row.status is Status.ENDED else "a document on it ended {}"
        return Markup(told).format(_on(row.until))
    return _since(row.since) if row.since else Markup("")


def since(span: Span) -> str:
    """`since 3 January 2022`; of a day that is only known to lie within others, `begun between ... and ...`."""
    told = when(span)
    return f"begun {told}" if told.startswith(("by ", "between ")) else f"since {told}"


def _since(text: str) -> Markup:
    span = parse(text)
    return Markup("{}{}").format(since(span).removesuffix(when(span)), dated(span))


def _on(text: str) -> Markup:
    span = parse(text)
    preposition = on(span).removesuffix(when(span))
    return Markup("{}{}").format(preposition, dated(span))
