"""Elections of offices and the ways in which a term can end early: days, winners and sources that fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nolle.errors import Fault
from nolle.law.elections import UNKNOWN, Basis, Election, ElectionKind, Removal
from nolle.law.outside import OutsideEvent
from nolle.law.places import Office
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined
from nolle.terms import Confidence


def elections(shelf: Shelf) -> Iterator[Fault]:
    """Every office's elections: one by one, and against one another."""
    for id, office in shelf.offices.items():
        doc = Doc("office", id)
        seen: list[tuple[str, ElectionKind]] = []
        for index, election in enumerate(office.elections):
            at: Path_ = ("elections", index)
            key = (str(election.on or ""), election.kind)
            if election.on and key in seen:
                what = f"the {election.kind} of {election.on} stands here twice"
                yield shelf.fault(doc, at, what, "Keep one of them.")
            seen.append(key)
            yield from _result(shelf, doc, at, election)
            yield from _winner(shelf, doc, at, office, election)
            yield from _told(shelf, doc, at, election)


def _result(shelf: Shelf, doc: Doc, at: Path_, election: Election) -> Iterator[Fault]:
    """What is computed is not known, and a result has a source."""
    known = election.held.strip() not in ("", UNKNOWN)
    if not election.held.strip():
        todo = f"Write held: {UNKNOWN} where none was found."
        yield shelf.fault(doc, (*at, "held"), "the result is left empty", todo)
    if election.on is None and not election.note:
        yield shelf.fault(doc, at, "has no day", "Add `on:`, or say in `note:` what is known of it.")
    computed = election.basis is Basis.COMPUTED
    if computed and election.confidence is not Confidence.UNVERIFIED:
        todo = "Add confidence: unverified, or a source and basis: stated."
        yield shelf.fault(doc, (*at, "basis"), "a day that is computed was read in no source", todo)
    if computed and known:
        what = "a result is told of an election that no source gives the day of"
        yield shelf.fault(doc, (*at, "held"), what, f"Write held: {UNKNOWN}, or the source and basis: stated.")
    if (known or not computed) and not election.cite and election.confidence is not Confidence.UNVERIFIED:
        yield shelf.fault(doc, at, "cites no source", "Add cite: [{source: ID, at: page or phrase}]")


def _winner(shelf: Shelf, doc: Doc, at: Path_, office: Office, election: Election) -> Iterator[Fault]:
    if not election.winner:
        return
    holder = next((one for one in office.holders if one.id == election.winner), None)
    if holder is None:
        what = f'"{cut(election.winner)}" is not a holder of {office.id}'
        near = shelf.near(election.winner, [one.id for one in office.holders])
        yield shelf.fault(doc, (*at, "winner"), what, joined(near, "Add the holder first, or leave `winner` out."))
        return
    if election.held == UNKNOWN:
        what = f'"{cut(election.winner)}" is named as winner of an election whose result is unknown'
        yield shelf.fault(doc, (*at, "winner"), what, "Write the result in `held`.")
    if election.on and holder.until and holder.until.last < election.on.first:
        what = f"won on {election.on}, and {holder.id} had left the office by {holder.until}"
        yield shelf.fault(doc, (*at, "winner"), what, "Check both dates.")


def _told(shelf: Shelf, doc: Doc, at: Path_, election: Election) -> Iterator[Fault]:
    if not election.event:
        return
    event: OutsideEvent | None = shelf.loaded.documents.get("outside", {}).get(election.event)
    if event is None:
        yield from _unknown_event(shelf, doc, (*at, "event"), election.event)
    elif election.on and event.on and (event.on.last < election.on.first or election.on.last < event.on.first):
        what = f"on {election.on}, and its event {event.id} on {event.on}"
        yield shelf.fault(doc, (*at, "event"), what, "Make the days agree.")


def _unknown_event(shelf: Shelf, doc: Doc, at: Path_, id: str) -> Iterator[Fault]:
    if id not in shelf.ids("outside"):
        what = f'event "{cut(id)}" is not in the library'
        yield shelf.fault(doc, at, what, joined(shelf.near(id, shelf.ids("outside")), "Events stand in events/."))


def removal(shelf: Shelf) -> Iterator[Fault]:
    """How terms end early: something said of it or a law named, a source, and events there are."""
    for id, office in shelf.offices.items():
        doc = Doc("office", id)
        for index, means in enumerate(office.removal):
            at: Path_ = ("removal", index)
            yield from _law(shelf, doc, at, means)
            for place, event in enumerate(means.events):
                yield from _unknown_event(shelf, doc, (*at, "events", place), event)
        if office.term and not office.term.cite and office.term.confidence is not Confidence.UNVERIFIED:
            yield shelf.fault(doc, ("term",), "cites no source", "Add cite: [{source: ID, at: page or phrase}]")


def _law(shelf: Shelf, doc: Doc, at: Path_, means: Removal) -> Iterator[Fault]:
    state = shelf.state_of(doc.id)
    if not means.says and not means.limit:
        yield shelf.fault(doc, at, f"nothing is said of the {means.means}", "Add `says:`, or `limit:` with a law's id.")
    if means.limit and means.limit not in shelf.ids("limit"):
        what = f'limit "{cut(means.limit)}" is not in the library'
        near = shelf.near(means.limit, shelf.ids("limit"))
        yield shelf.fault(doc, (*at, "limit"), what, joined(near, "Limits stand in limits/."))
    elif means.limit and means.limit.partition("/")[0] != state:
        what = f'limit "{cut(means.limit)}" is no law of {state}'
        yield shelf.fault(doc, (*at, "limit"), what, "Name one of the office's own state.")
    if not means.cite and not means.limit and means.confidence is not Confidence.UNVERIFIED:
        yield shelf.fault(doc, at, "cites no source", "Add cite: [{source: ID, at: page or phrase}]")


CHECKS: tuple[Callable[[Shelf], Iterator[Fault]], ...] = (elections, removal)
