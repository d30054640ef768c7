"""What others did that bears on an office: when, what, which way it pushes as the source tells it, and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nolle.analysis.changes import Change, What
from nolle.dates import Span, edtf
from nolle.law.library import Library
from nolle.law.outside import COUNTRY, Influence, OutsideEvent, reaching
from nolle.law.timeline import known
from nolle.publish import change_words
from nolle.publish.page import Reference, Sources, capital, when
from nolle.terms import Confidence

PUSHES = {
    Influence.SUPPORTS: "towards non-prosecution",
    Influence.INHIBITS: "against it",
    Influence.MIXED: "both ways",
    Influence.CONTEXT: "",
}
"""Which way an event pushes, as its source tells it."""


@dataclass(frozen=True)
class Outside:
    """Something that others did: when, what, which way it pushes, whether it is in doubt, its sources."""

    id: str
    on: Span | None
    when: str
    text: str
    pushes: str
    doubt: str
    refs: tuple[Reference, ...]


def events(library: Library, place: str, as_of: date, known_on: date | None = None) -> list[OutsideEvent]:
    """The events of a place and its state up to a day; what has no day comes last.

    What happened in the whole country is the same for every place, and stands with the changes.
    """
    return [
        event
        for event in reaching(library.outside.values(), place)
        if event.place != COUNTRY
        and known(event.recorded, known_on)
        and (event.on is None or event.days.first <= as_of)
    ]


def grouped(
    found: Iterable[OutsideEvent], place: str, library: Library, sources: Sources
) -> list[tuple[str, list[Outside]]]:
    """Those events in words: here, and in the state."""
    here: list[Outside] = []
    there: list[Outside] = []
    for event in found:
        (here if event.place == place else there).append(said(event, library, sources))
    return [(head, told) for head, told in (("Here", here), ("In the state", there)) if told]


def said(event: OutsideEvent, library: Library, sources: Sources) -> Outside:
    """One event in words."""
    text = sentence(event, library)
    doubt = "not verified" if event.confidence is Confidence.UNVERIFIED else ""
    on = when(event.on) if event.on else "no day is known"
    return Outside(event.id, event.on, on, text, PUSHES[event.influence], doubt, sources.cite(event.cite))


def sentence(event: OutsideEvent, library: Library) -> str:
    """What happened, when the law it made begins, and what else the record says."""
    change = Change(edtf(event.days), What.OUTSIDE, event.kind.value, event.place, "", event.id, event.says)
    told = change_words.sentence(change, library)
    if event.in_effect is not None and event.in_effect != event.on:
        told += f" In force from {when(event.in_effect)}."
    return told + (f" {capital(event.note.strip().rstrip('.'))}." if event.note else "")
