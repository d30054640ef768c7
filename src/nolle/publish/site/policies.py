"""The list of documents by place, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from nolle.law.policy import Policy
from nolle.publish.page import plural
from nolle.publish.site.document import View, status
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, made
from nolle.publish.site.places import ListRow
from nolle.publish.site.seen import Seen, instrument
from nolle.terms import TextRead


def pages(site: Site, seen: Seen) -> Iterator[SitePage]:
    """The list of documents, and the page of each that may be shown."""
    yield _list(site, seen)
    for policy in seen.policies.values():
        yield View(site, seen, policy).page()


def _list(site: Site, seen: Seen) -> SitePage:
    frame = Frame("policies", site)
    ordered = sorted(seen.policies.values(), key=lambda one: (seen.library.place_of(one) or "~", one.id))
    groups = [
        (_head(seen, place), frame.to(f"places/{place}"), [_row(frame, seen, one) for one in found])
        for place, found in groupby(ordered, key=seen.library.place_of)
    ]
    read = sum(1 for one in ordered if one.text_read is TextRead.FULL)
    says = f"{plural(len(ordered), 'document')}, promises and practices among them; of {read} the full text was read."
    values = {
        "heading": "Policies", "note": "A promise, a practice and an agreement with the police are no policy of the "
        "office, and say so.", "titles": ["document", "what it is", "how it stands", "clauses"], "groups": groups,
    }  # fmt: skip
    rows: list[dict[str, Value]] = [
        {"policy": one.id, "title": one.title, "office": one.office, "kind": instrument(one),
         "says": status(seen, one), "clauses": len(one.rules)}
        for one in ordered
    ]  # fmt: skip
    columns = {
        "policy": "the document's id", "title": "its title", "office": "the office's id", "kind": "what it is",
        "says": "how it stands on the day", "clauses": "how many clauses it has",
    }  # fmt: skip
    return made(
        site, "policies", "site_list.html", "Policies", says, values, [Sheet("policies", "documents", columns, rows)]
    )


def _head(seen: Seen, place: str) -> str:
    known = seen.library.places.get(place)
    return known.name if known else "To measure by"


def _row(frame: Frame, seen: Seen, policy: Policy) -> ListRow:
    cells = (instrument(policy), status(seen, policy), str(len(policy.rules)))
    return ListRow(frame.to(f"policies/{policy.id}"), policy.title, cells)
