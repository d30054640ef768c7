"""What `track` shows as files: the columns of its tables, an Atom feed of changes, and everything as a data package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from nolle.analysis.changes import Change
from nolle.analysis.due import Due
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.publish.folder import whole_file
from nolle.verbs import feeds
from nolle.verbs.exporting import Column, DataTable, made, write_table
from nolle.verbs.tracing import Tracer, ids
from nolle.verbs.tracking import Durability, Tracked

ANSWERS = (
    Column("place", "the place's id"),
    Column("office", "the office's id"),
    Column("conduct", "the kind of charge"),
    Column("decision", "what the office decides, in the policy language; empty where nothing could decide"),
    Column("status", "how it stands with the answer: in force, unknown, ended, not addressed, none found, not checked"),
    Column("value", "the answer as tables show it"),
    Column("policy", "the documents behind it", many=True),
    Column("kind", "their instruments", many=True),
    Column("since", "when it began (EDTF: a year or a month where no day is known)"),
    Column("until", "when it ended (EDTF)"),
    Column("by", "under whom it was issued", many=True),
    Column("unknown_since", "the first day on which nobody knows"),
    Column("ended_by", "what ended it"),
    Column("searched_on", "the day on which a search found nothing"),
    Column("conditional", "whether it hangs on more than the charge"),
    Column("candidates", "the decisions that are possible, where it is not determined", many=True),
    Column("clauses", "the clauses behind it, as document#clause", many=True),
    Column("n", "how many offenses of the kind are answered so", number=True),
    Column("of", "how many offenses of the kind there are", number=True),
    Column("decision_sources", "of these, what the answer rests on", many=True),
    Column("since_sources", "of these, what its beginning rests on", many=True),
    Column("until_sources", "of these, what its end rests on", many=True),
    Column("by_sources", "of these, what is known of who issued it", many=True),
    Column("unknown_sources", "of these, what is known of the change of office-holder behind the unknown", many=True),
    Column("sources", "the ids of its sources", many=True),
)
CLAUSES = (
    Column("place", "the place's id"),
    Column("office", "the office's id"),
    Column("policy", "the document's id"),
    Column("kind", "its instrument"),
    Column("clause", "the clause's id in the document"),
    Column("conduct", "the kinds of charge it speaks of", many=True),
    Column("decision", "what it says"),
    Column("strength", "mandatory, or a presumption that a supervisor may lift"),
    Column("status", "how it stands"),
    Column("since", "when it began (EDTF)"),
    Column("until", "when it ended (EDTF)"),
    Column("by", "under whom it was issued"),
    Column("ended_by", "what ended it"),
    Column("confidence", "how far the statement was checked"),
    Column("since_sources", "of these, what its beginning rests on", many=True),
    Column("until_sources", "of these, what its end rests on", many=True),
    Column("sources", "the ids of its sources", many=True),
)
CHANGES = (
    Column("on", "when it happened (EDTF)"),
    Column("what", "what changed: a document, relief, an office-holder, the law, or something outside the office"),
    Column("type", "what happened to it"),
    Column("place", "the place's id"),
    Column("office", "the office's id"),
    Column("id", "the document, holder, offense or event"),
    Column("title", "its title"),
    Column("rules", "the clauses, documents or offices it concerns", many=True),
    Column("by", "by whom or what"),
    Column("note", "what else the record says"),
    Column("recorded", "when it was recorded here"),
    Column("sources", "the ids of its sources", many=True),
)
DUE = (
    Column("what", "an office or a source"),
    Column("id", "its id"),
    Column("title", "its name"),
    Column("place", "the place's id"),
    Column("rule", "the rule under which it is due"),
    Column("because", "what happened"),
    Column("since", "since when it is due"),
    Column("by", "by when it is to be looked at"),
    Column("overdue", "whether that day has passed"),
    Column("policies", "the documents that hang on it", many=True),
    Column("url", "where to look"),
    Column("sources", "the ids of its sources: the source itself, or those of the office and its events", many=True),
)
LIFETIMES = (
    Column("policy", "the document's id"),
    Column("office", "the office's id"),
    Column("kind", "its instrument"),
    Column("days", "how many days it stood", number=True),
    Column("loose", "by how many days the count may be off", number=True),
    Column("end", "what ended it, or that it stands"),
    Column("sources", "the ids of the sources of its events", many=True),
)


def answers(told: Tracked) -> DataTable:
    """The rows that are shown."""
    title = f"What offices say of each kind of charge, {told.as_of}{_known(told)}"
    tracer = Tracer(told.library)
    rows = ({**row.json(), **tracer.row(row).within(row.sources)} for row in told.rows)
    return made("answers", title, ANSWERS, rows, told.library.sources)


def clauses(told: Tracked) -> DataTable:
    """The clauses behind the rows."""
    title = f"Clauses of offices' documents, {told.as_of}{_known(told)}"
    tracer = Tracer(told.library)
    rows = ({**row.json(), **tracer.clause(row).within(row.sources)} for row in told.clauses)
    return made("clauses", title, CLAUSES, rows, told.library.sources)


def _known(told: Tracked) -> str:
    return f", as known on {told.known_on}" if told.known_on else ""


def change_table(changes: Sequence[Change], library: Library) -> DataTable:
    """Changes in the order given."""
    return made("changes", "What changed", CHANGES, [one.json() for one in changes], library.sources)


def write_tracked(told: Tracked, out: Path, by_clause: bool = False) -> int:
    """Write what is shown by the file's ending. Returns its rows. Raises NolleError."""
    return write_table(clauses(told) if by_clause else answers(told), out)


def write_changes(changes: Sequence[Change], out: Path, library: Library, as_of: date) -> int:
    """Write changes as a table, or as an Atom feed (.xml). Returns how many. Raises NolleError."""
    if out.suffix.lower() != ".xml":
        return write_table(change_table(changes, library), out)
    with whole_file(out) as new:
        new.write_text(feed(changes, library, as_of), encoding="utf-8")
    return len(changes)


def write_due(told: Sequence[Due], out: Path, library: Library, as_of: date) -> int:
    """Write what is due as a table. Returns its rows. Raises NolleError."""
    rows = [{**one.json(), "sources": _of_due(one, library)} for one in told]
    return write_table(made("due", f"What to look up again, {as_of}", DUE, rows, library.sources), out)


def _of_due(due: Due, library: Library) -> tuple[str, ...]:
    """A source itself; of an office what it, its holders and its elections cite."""
    office = library.offices.get(due.id)
    if office is None:
        return (due.id,)
    cited = [office.cite, *(one.cite for one in office.holders), *(one.cite for one in office.elections)]
    return ids(cite for told in cited for cite in told)


def write_durability(told: Durability, out: Path, library: Library) -> int:
    """Write the lifetimes behind the curves as a table. Returns its rows. Raises NolleError."""
    rows: list[dict[str, Any]] = [
        {**asdict(one), "end": one.end.value, "sources": _of_policy(library.policies[one.policy])}
        for one in told.lifetimes
    ]
    return write_table(
        made("lifetimes", f"How long documents stood, {told.as_of}", LIFETIMES, rows, library.sources), out
    )


def _of_policy(policy: Policy) -> tuple[str, ...]:
    return ids((*(cite for event in policy.events for cite in event.cite), *policy.cite))


def feed(changes: Sequence[Change], library: Library, as_of: date) -> str:
    """Changes as an Atom feed, the latest first."""
    return feeds.feed((feeds.entry(change, library) for change in changes), as_of)
