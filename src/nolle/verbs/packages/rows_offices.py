"""The rows of places, offices and who holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nolle.dates import edtf
from nolle.verbs.packages.view import View, numbered

Values = dict[str, Any]


def places(view: View) -> Iterator[Values]:
    """Counties and cities."""
    for place in view.library.places.values():
        yield {
            "id": place.id, "name": place.name, "state": place.state, "kind": place.kind, "fips": place.fips,
            "within": place.within, "also": place.also, "localities": place.localities, "note": place.note,
            "confidence": place.confidence, "sources": view.cite("places", place.id, place.cite),
        }  # fmt: skip


def offices(view: View) -> Iterator[Values]:
    """Offices with their powers, their last search and their terms."""
    for office in view.offices:
        term = office.term if office.term and view.known(office.term.recorded) else None
        told: Values = {}
        if term is not None:
            told = {
                "term_years": term.years, "term_by": term.by, "term_limits": term.limits, "vacancy": term.vacancy,
                "term_sources": view.cite("offices", office.id, term.cite, office.cite, column="term_sources"),
            }  # fmt: skip
        finding = office.finding
        searched = finding is not None and view.known(finding.searched_on)
        yield {
            "id": office.id, "place": office.place, "name": office.name, "kind": office.kind,
            "head_title": office.head_title, "selection": office.selection, "decides": view.scope(office.decides),
            "units": office.units,
            "none_found": finding.none_found if finding and searched else None,
            "searched_on": finding.searched_on if finding and searched else "",
            "note": office.note, "confidence": office.confidence,
            "sources": view.cite("offices", office.id, office.cite, view.library.places[office.place].cite), **told,
        }  # fmt: skip


def holders(view: View) -> Iterator[Values]:
    """Who held each office."""
    for office in view.offices:
        for holder in view.holders(office):
            id = f"{office.id}/{holder.id}"
            yield {
                "id": id, "office": office.id, "name": holder.name,
                "since": edtf(holder.from_) if holder.from_ else "",
                "until": edtf(holder.until) if holder.until else "",
                "entered": holder.entered, "left_by": holder.left, "note": holder.note,
                "confidence": holder.confidence, "recorded": holder.recorded,
                "sources": view.cite("holders", id, holder.cite, office.cite),
            }  # fmt: skip


def elections(view: View) -> Iterator[Values]:
    """Elections and appointments; an id is office, day and kind."""
    for office in view.offices:
        told = [election for election in office.elections if view.known(election.recorded)]
        days = [edtf(election.on) if election.on else "" for election in told]
        ids = numbered(f"{office.id}:{on or 'no-day'}:{one.kind.value}" for on, one in zip(days, told, strict=True))
        for id, on, one in zip(ids, days, told, strict=True):
            yield {
                "id": id, "office": office.id, "on_day": on, "kind": one.kind, "basis": one.basis, "held": one.held,
                "winner": view.holder(office.id, one.winner), "event": view.outside(one.event), "note": one.note,
                "confidence": one.confidence, "recorded": one.recorded,
                "sources": view.cite("elections", id, one.cite, office.cite),
            }  # fmt: skip


def removals(view: View) -> Iterator[Values]:
    """Ways to end a term; what a state's law says fills in what the office's record leaves out."""
    for office in view.offices:
        told = [removal for removal in office.removal if view.known(removal.recorded)]
        ids = numbered(f"{office.id}:{removal.means.value}" for removal in told)
        for id, one in zip(ids, told, strict=True):
            limit = view.library.limits.get(one.limit)
            yield {
                "id": id, "office": office.id, "means": one.means, "by": [actor.value for actor in one.by],
                "exists": one.exists, "says": one.says or (limit.says if limit else ""),
                "tried": one.tried or (limit.tried if limit else ""),
                "events": [event for event in map(view.outside, one.events) if event], "note": one.note,
                "confidence": one.confidence, "recorded": one.recorded,
                "sources": view.cite("removals", id, (*one.cite, *(limit.cite if limit else ())), office.cite),
            }  # fmt: skip
