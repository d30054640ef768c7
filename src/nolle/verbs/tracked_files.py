"""What `track` shows as files: the columns of its tables, an Atom feed of changes, and everything as a data package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from nolle.analysis.changes import Change
from nolle.analysis.due import Due
from nolle.law.library import Library
from nolle.publish.change_words import sentence
from nolle.publish.folder import whole_file
from nolle.verbs.exporting import Column, DataTable, made, write_table
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
)
LIFETIMES = (
    Column("policy", "the document's id"),
    Column("office", "the office's id"),
    Column("kind", "its instrument"),
    Column("days", "how many days it stood", number=True),
    Column("loose", "by how many days the count may be off", number=True),
    Column("end", "what ended it, or that it stands"),
)
FEED = "http://www.w3.org/2005/Atom"
"""The name of the feed's language: an identifier that is never looked up."""


def answers(told: Tracked) -> DataTable:
    """The rows that are shown."""
    title = f"What offices say of each kind of charge, {told.as_of}{_known(told)}"
    return made("answers", title, ANSWERS, [row.json() for row in told.rows], told.library.sources)


def clauses(told: Tracked) -> DataTable:
    """The clauses behind the rows."""
    title = f"Clauses of offices' documents, {told.as_of}{_known(told)}"
    return made("clauses", title, CLAUSES, [row.json() for row in told.clauses], told.library.sources)


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


def write_due(told: Sequence[Due], out: Path, as_of: date) -> int:
    """Write what is due as a table. Returns its rows. Raises NolleError."""
    return write_table(made("due", f"What to look up again, {as_of}", DUE, [one.json() for one in told], {}), out)


def write_durability(told: Durability, out: Path) -> int:
    """Write the lifetimes behind the curves as a table. Returns its rows. Raises NolleError."""
    rows: list[dict[str, Any]] = [{**asdict(one), "end": one.end.value} for one in told.lifetimes]
    return write_table(made("lifetimes", f"How long documents stood, {told.as_of}", LIFETIMES, rows, {}), out)


def feed(changes: Sequence[Change], library: Library, as_of: date) -> str:
    """Changes as an Atom feed (RFC 4287), the latest first, each updated on the day its statement was recorded."""
    root = Xml.Element("feed", {"xmlns": FEED})
    _say(root, "id", "urn:nolle:changes")
    _say(root, "title", "What changed in prosecutors' non-prosecution policies")
    _say(root, "updated", f"{as_of.isoformat()}T00:00:00Z")
    _say(Xml.SubElement(root, "author"), "name", "nolle")
    for change in reversed(changes):
        entry = Xml.SubElement(root, "entry")
        what = ":".join([change.what.value, change.id, change.type, change.on, *change.rules])
        _say(entry, "id", f"urn:nolle:change:{what}")
        said = sentence(change, library)
        _say(entry, "title", f"{change.on}: {said.split('. ')[0].rstrip('.')}")
        _say(entry, "updated", f"{change.recorded[:10] or change.span.last.isoformat()}T00:00:00Z")
        _say(entry, "summary", f"{said} Sources: {', '.join(change.sources) or 'none given'}.")
        Xml.SubElement(entry, "category", {"term": change.what.value})
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _say(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
