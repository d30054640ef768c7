"""What happened, newest first, and what was learned by the day on which it was written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from nolle.analysis.changes import Change, What
from nolle.dates import FIRST_DAY, parse
from nolle.publish.change_words import sentence
from nolle.publish.page import day, number, plural, when
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, made
from nolle.publish.site.seen import Seen
from nolle.publish.site.sources import others

COLUMNS = {
    "on": "when it happened (EDTF)",
    "what": "what changed: a document, relief, an office-holder, the law, or something outside the office",
    "type": "what happened to it",
    "place": "the place's id",
    "office": "the office's id",
    "id": "the document, holder, offense or event",
    "says": "the sentence that the page shows",
    "clauses": "the clauses, documents or offices it concerns",
    "recorded": "when it was written down here; empty: from the start",
    "sources": "the ids of its sources",
}
KINDS = {
    What.DOCUMENT: "documents",
    What.RELIEF: "relief given",
    What.HOLDER: "office-holders",
    What.LAW: "the law",
    What.OUTSIDE: "what others did",
}


@dataclass(frozen=True)
class Told:
    """One change: when, where, in a sentence, and the page that says more."""

    edtf: str
    when: str
    place: str
    place_href: str
    href: str
    text: str
    sources: tuple[str, ...]
    recorded: str


LISTS = {
    "changes": "What changed",
    "changes-earlier": "What changed earlier",
    "changes-law": "How the law changed",
}
"""The pages of what happened, which together hold each change once."""

RECENT = 5
"""Years back from the day that stand on the first of them."""


def pages(site: Site, seen: Seen) -> list[SitePage]:
    """What happened lately and earlier, how the law changed, and what was learned."""
    newest = sorted(seen.changes, key=_order, reverse=True)
    made_ = [_happened(site, seen, path, [one for one in newest if _list_of(one, site) == path]) for path in LISTS]
    return [*made_, _learned(site, seen)]


def _list_of(change: Change, site: Site) -> str:
    if change.what is What.LAW:
        return "changes-law"
    return "changes" if _order(change)[0].year >= site.as_of.year - RECENT else "changes-earlier"


def _order(change: Change) -> tuple[date, date, str, str]:
    """Newest first asks for one day: what was seen `by` a day counts from that day."""
    span = change.span
    return span.last if span.first == FIRST_DAY else span.first, span.last, change.office, change.id


def _happened(site: Site, seen: Seen, path: str, changes: Sequence[Change]) -> SitePage:
    frame = Frame(path, site)
    years = [
        (str(year), [_told(frame, seen, one) for one in found])
        for year, found in groupby(changes, key=lambda one: _order(one)[0].year)
    ]
    counted = Counter(one.what for one in changes)
    told = ", ".join(f"{KINDS[what]} {counted[what]}" for what in What if counted[what])
    says = f"{plural(len(changes), 'change')} up to {day(site.as_of)}{f': {told}' if told else ''}."
    values = {"heading": LISTS[path], "years": years, "others": others(frame, LISTS)}
    sheet = Sheet("changes", "changes", COLUMNS, [_values(one, seen) for one in changes])
    return made(site, path, "site_changes.html", LISTS[path], says, values, [sheet])


def _learned(site: Site, seen: Seen) -> SitePage:
    frame = Frame("learned", site)
    recorded = sorted((one for one in seen.changes if one.recorded), key=_recorded, reverse=True)
    days = [
        (recorded_on, [_told(frame, seen, one) for one in found])
        for recorded_on, found in groupby(recorded, key=lambda one: when(parse(one.recorded)))
    ]
    never = len(seen.changes) - len(recorded)
    says = f"{plural(len(recorded), 'statement')} with the day on which they were written down here."
    if never:
        says += f" {number(never)} more have none, and count as known from the start."
    sheet = Sheet("learned", "statements by the day of writing", COLUMNS, [_values(one, seen) for one in recorded])
    return made(site, "learned", "site_learned.html", "What was learned", says, {"days": days}, [sheet])


def _recorded(change: Change) -> tuple[str, str, str]:
    return change.recorded, change.on, change.id


def _told(frame: Frame, seen: Seen, change: Change) -> Told:
    place = seen.library.places.get(change.place)
    state = change.place.partition("/")[0]
    name = place.name if place else seen.state_name(state) if change.place != "us" else "United States"
    at = "" if change.what is What.OUTSIDE else change.id
    return Told(
        change.on, when(change.span), name,
        frame.to(f"places/{change.place}") or frame.to(f"states/{state}"),
        frame.to(f"policies/{at}"), sentence(change, seen.library), change.sources, change.recorded,
    )  # fmt: skip


def _values(change: Change, seen: Seen) -> dict[str, Value]:
    return {
        "on": change.on, "what": change.what.value, "type": change.type, "place": change.place,
        "office": change.office, "id": change.id, "says": sentence(change, seen.library),
        "clauses": _named(change, seen), "recorded": change.recorded, "sources": change.sources,
    }  # fmt: skip


def _named(change: Change, seen: Seen) -> tuple[str, ...]:
    """What it concerns; of documents only those that may be shown."""
    if change.what is not What.OUTSIDE:
        return change.rules
    hidden = {id for id in seen.library.policies if id not in seen.policies}
    return tuple(id for id in change.rules if id not in hidden)
