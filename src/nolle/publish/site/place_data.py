"""The page of a place as data: its answers, gaps, clauses, offenses, history, what others did, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nolle.analysis.standing import Clause, Standing, Table
from nolle.dates import edtf
from nolle.law.library import Library
from nolle.law.timeline import known
from nolle.publish import outside, unresearched
from nolle.publish.cells import REACHED, VALUES
from nolle.publish.change_words import EVENTS
from nolle.publish.page import listed
from nolle.publish.place_answer import gone
from nolle.publish.site.clauses import clause_values
from nolle.publish.site.frame import Sheet, Site, Value
from nolle.publish.site.index import answer_values
from nolle.publish.site.seen import PlaceSeen, Seen
from nolle.publish.wording import Wording

OFFENSES = {
    "conduct": "the kind of charge",
    "offense": "the id of the offense",
    "title": "its title and section",
    "value": "what the office says of it",
    "clauses": "the clauses behind it, as document#clause",
    "model": "what the model policy says of it",
}
HISTORY = {
    "on": "when it happened (EDTF)",
    "policy": "the document",
    "what": "what happened to it",
    "clauses": "the clauses concerned; none: the whole document",
    "note": "what else the record says",
    "sources": "the ids of its sources",
}
OUTSIDE = {
    "on": "when it happened (EDTF); empty where no day is known",
    "place": "the place, the state, or the country",
    "id": "the event's id",
    "what": "what others did",
    "pushes": "which way it pushes, as its source tells it",
    "sources": "the ids of its sources",
}
MODEL = {"model": "what the model policy says of it"}
GAPS = {
    "about_gap": "what the gap is about",
    "kind": "how the document falls short",
    "here": "what the document says, in the policy language",
    "model": "what the model policy says",
    "rule": "the rule responsible; empty where there is none",
    "case": "the smallest charge that shows it",
    "open": "whether only a list that the model leaves open makes it a gap",
}
PAST = {
    "reach": "which past cases",
    "policy": "the document that promises relief",
    "act": "what was done; empty where nothing was found",
    "on": "when (EDTF)",
    "total": "how many, as the source has it",
    "sources": "the ids of its sources",
}
DECIDES = {"what": "which charges, or which office", "who": "who decides them, or what the office decides"}
ASKS = {"about": "what is not known", "ask": "the question", "why": "why it matters", "whom": "whom to ask"}


def answers(standing: Standing, table: Table) -> list[dict[str, Value]]:
    """The answers, with what the model policy says of the same."""
    model = {cell.column: VALUES[cell.value] for cell in standing.model}
    told = zip(standing.today, table.rows, strict=True)
    return [answer_values(row, cell.outline) | {"model": model.get(cell.column, "")} for cell, row in told]


def decides_rows(place: PlaceSeen, library: Library) -> list[dict[str, Value]]:
    """Who decides, as data."""
    return [{"what": what, "who": who} for what, who in unresearched.deciding(place.ground, library)]


def gap_rows(compared: Mapping[str, Any] | None) -> Iterator[dict[str, Value]]:
    """The gaps as the page has them: of those that a list leaves open, one of each kind."""
    opened: dict[str, Mapping[str, Any]] = {}
    for gap in compared["gaps_in_opened_lists"] if compared else ():
        opened.setdefault(gap["english"].partition(": ")[0], gap)
    for is_open, gaps in (("no", compared["gaps"] if compared else ()), ("yes", opened.values())):
        for gap in gaps:
            about, _, told = gap["english"].partition(": ")
            yield {
                "about_gap": about, "kind": gap["kind"], "here": gap["left"]["decision"],
                "model": gap["right"]["decision"], "rule": gap["left"]["rule"] or "",
                "case": told.rpartition("Smallest case: ")[2], "open": is_open,
            }  # fmt: skip


def clause_rows(seen: Seen, standing: Standing) -> Iterator[dict[str, Value]]:
    """The clauses of the documents whose rules stand on the page."""
    words = Wording(seen.library)
    there = {one.policy.id: one.policy for one in standing.documents if one.holds}
    for row in seen.tables[standing.office.id].clauses:
        rule = there[row.policy].rule(row.clause) if row.policy in there else None
        if rule is not None and known(rule.recorded, standing.known_on):
            yield clause_values(row, rule, words)


def past_rows(standing: Standing) -> Iterator[dict[str, Value]]:
    """Relief for past cases, a row for each act; one without an act where none was found."""
    for reach in standing.past:
        none: dict[str, Value] = {"act": "", "on": "", "total": "", "sources": ()}
        acts: list[dict[str, Value]] = [
            {
                "act": listed(act.act), "on": edtf(act.on), "total": act.total,
                "sources": tuple(dict.fromkeys(cite.source for cite in act.cite)),
            }
            for act in reach.acts
        ]  # fmt: skip
        for told in acts or [none]:
            yield {"reach": REACHED[reach.reach], "policy": reach.policy, **told}


def offense_rows(standing: Standing, library: Library) -> Iterator[dict[str, Value]]:
    """Every offense of the page with its answer; those that are no longer in force last."""
    model = {(cell.column, entry.offense): entry for cell in standing.model for entry in cell.entries}
    for cell in standing.today:
        for entry in cell.entries:
            theirs = model.get((cell.column, entry.offense))
            yield {
                "conduct": cell.column, "offense": entry.offense,
                "title": _title(entry.offense, library), "value": VALUES[entry.value],
                "clauses": tuple(map(_clause, entry.by or entry.also)),
                "model": VALUES[theirs.value] if theirs else "",
            }  # fmt: skip
        for id in cell.gone:
            yield {
                "conduct": cell.column, "offense": id, "title": _title(id, library),
                "value": gone(library.offenses[id]), "clauses": (), "model": "",
            }  # fmt: skip


def _title(id: str, library: Library) -> str:
    law = library.offenses.get(id)
    return f"{law.title} ({law.citation})" if law else ""


def _clause(clause: Clause) -> str:
    return f"{clause.policy}#{clause.path}"


def history_rows(standing: Standing) -> list[dict[str, Value]]:
    """Every event of every document of the office, oldest first, as the page has them."""
    found = [
        (event, document.policy)
        for document in standing.documents
        for event in document.policy.events
        if known(event.recorded, standing.known_on)
    ]
    ordered = sorted(found, key=lambda item: (item[0].span.first, item[0].span.last, item[1].id))
    return [
        {
            "on": edtf(event.span), "policy": policy.id, "what": EVENTS[event.type], "clauses": event.rules,
            "note": event.note, "sources": tuple(dict.fromkeys(cite.source for cite in event.cite)),
        }
        for event, policy in ordered
    ]  # fmt: skip


def outside_rows(site: Site, seen: Seen, place: str) -> list[dict[str, Value]]:
    """What others did, as data."""
    return [
        {
            "on": edtf(event.on) if event.on else "", "place": event.place, "id": event.id,
            "what": outside.sentence(event, seen.library), "pushes": outside.PUSHES[event.influence],
            "sources": tuple(dict.fromkeys(cite.source for cite in event.cite)),
        }
        for event in outside.events(seen.library, place, site.as_of, site.known_on)
    ]  # fmt: skip


def asks(place: PlaceSeen) -> Sheet:
    """What is not known, with the questions."""
    rows: list[dict[str, Value]] = [
        {"about": one.about.value, "ask": one.ask, "why": one.why, "whom": one.whom} for one in place.ground.inquiries
    ]
    return Sheet("asks", "what is not known, and whom to ask", ASKS, rows)
