"""Changes as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from nolle.analysis.changes import Change
from nolle.dates import parse
from nolle.law.library import Library
from nolle.publish.change_words import sentence

FEED = "http://www.w3.org/2005/Atom"
"""The name of the feed's language: an identifier that is never looked up."""


@dataclass(frozen=True)
class Entry:
    """One change: its id, its date as the record has it, in words, when it was recorded, its kind and sources."""

    id: str
    on: str
    says: str
    recorded: str
    what: str
    sources: Sequence[str]


def change_id(change: Change) -> str:
    """What a change is known by: the same in every feed and package."""
    return ":".join([change.what.value, change.id, change.type, change.on, *change.rules])


def entry(change: Change, library: Library) -> Entry:
    """A change in words."""
    says = sentence(change, library)
    return Entry(change_id(change), change.on, says, change.recorded, change.what.value, change.sources)


def feed(entries: Iterable[Entry], as_of: date) -> str:
    """The text of a feed, the latest change first, each updated on the day its statement was recorded."""
    head = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="{FEED}">
  <id>urn:nolle:changes</id>
  <title>What changed in prosecutors' non-prosecution policies</title>
  <updated>{as_of.isoformat()}T00:00:00Z</updated>
  <author>
    <name>nolle</name>
  </author>
"""
    return "".join([head, *map(_entry, reversed(list(entries))), "</feed>\n"])


def _entry(one: Entry) -> str:
    title = f"{one.on}: {one.says.split('. ')[0].rstrip('.')}"
    summary = f"{one.says} Sources: {', '.join(one.sources) or 'none given'}."
    updated = one.recorded[:10] or parse(one.on).last.isoformat()
    return f"""  <entry>
    <id>{escape(f"urn:nolle:change:{one.id}")}</id>
    <title>{escape(title)}</title>
    <updated>{updated}T00:00:00Z</updated>
    <summary>{escape(summary)}</summary>
    <category term={quoteattr(one.what)}/>
  </entry>
"""
