"""The rows that are worked out from the documents for a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from operator import attrgetter
from typing import Any

from nolle.analysis.changes import Change, What
from nolle.analysis.standing import Row
from nolle.dates import FIRST_DAY, edtf
from nolle.publish.change_words import sentence
from nolle.verbs.feeds import change_id
from nolle.verbs.packages.view import View, numbered
from nolle.verbs.tracing import ids

Values = dict[str, Any]
_OF_A_ROW = tuple(field.name for field in fields(Row))
_values = attrgetter(*_OF_A_ROW)


def answers(view: View) -> Iterator[Values]:
    """What each office says of each kind of charge on the as-of day."""
    for row in view.rows:
        yield {"id": f"{row.office}:{row.conduct}", **_said(view, row)}


def histories(view: View) -> Iterator[Values]:
    """For each office and kind of charge, stretches of days from the first event of any document to the as-of day."""
    first = beginning(view)
    for office in view.offices:
        if office.prosecutes:
            for spell in view.spells(office.id, first):
                days = spell.days
                yield {
                    "id": f"{office.id}:{spell.row.conduct}:{days.first}", "first_day": days.first,
                    "last_day": days.last, **_said(view, spell.row),
                }  # fmt: skip


def beginning(view: View) -> date:
    """The first day of the histories: on it, as far as is known, the first thing happened to a document."""
    days = [e.span.first for p in view.policies.values() for e in p.events if view.known(e.recorded)]
    return min([day for day in days if FIRST_DAY < day <= view.as_of], default=view.as_of)


def _said(view: View, row: Row) -> Values:
    told: Values = dict(zip(_OF_A_ROW, _values(row), strict=True))
    told |= view.tracer.row(row).within(row.sources)
    view.named.update(dict.fromkeys(told["sources"]))
    told["clauses"] = [clause for clause in row.clauses if _there(view, clause)]
    if row.ended_by:
        told["ended_by"] = view.ended(row.office, row.ended_by)
    return told


def _there(view: View, clause: str) -> bool:
    policy, _, path = clause.partition("#")
    return path in view.paths.get(policy, ())


def lifetimes(view: View) -> Iterator[Values]:
    """How long each document stood."""
    for one in view.lifetimes:
        policy = view.policies[one.policy]
        cites = [cite.source for event in policy.events for cite in event.cite]
        yield {
            "id": one.policy, "office": one.office, "kind": one.kind, "since": edtf(one.start),
            "until": edtf(one.last), "days": one.days, "loose": one.loose, "end_by": one.end, "ended": one.ended,
            "sources": view.name([*cites, *(cite.source for cite in view.base(policy))]),
        }  # fmt: skip


def changes(view: View) -> Iterator[Values]:
    """What happened up to the as-of day, with its sentence."""
    told = [one for one in view.ledger.history(view.known_on) if one.span.first <= view.as_of]
    for id, one in zip(numbered(map(change_id, told)), told, strict=True):
        by = view.who(one.office, one.by)
        said = sentence(one if by or not one.by else replace(one, by=""), view.library)
        yield {
            "id": id, "on_day": one.on, "what": one.what, "type": one.type, "place": one.place, "office": one.office,
            "subject": f"{one.office}/{one.id}" if one.what is What.HOLDER else one.id, "title": one.title,
            "about": _about(view, one), "by": by, "note": one.note, "english": said,
            "recorded": one.recorded, "sources": view.name(one.sources or _behind(view, one)),
        }  # fmt: skip


def _behind(view: View, change: Change) -> tuple[str, ...]:
    """Where an event cites nothing itself: what its document, or its office, rests on."""
    policy, office = view.policies.get(change.id), view.library.offices.get(change.office)
    return ids((*(view.base(policy) if policy else ()), *(office.cite if office and not policy else ())))


def _about(view: View, change: Change) -> tuple[str, ...]:
    """The clauses or the relief of a document, or what an outside event bears on."""
    policy = view.policies.get(change.id)
    if change.what is What.DOCUMENT and policy:
        return view.clauses(policy, change.rules)
    if change.what is What.RELIEF and policy:
        there = {one.id for one in policy.relief}
        return tuple(f"{policy.id}#{rule}" for rule in change.rules if rule in there)
    return view.told(change.rules)
