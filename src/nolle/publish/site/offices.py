"""The page of each office: who holds it and held it, how the head is chosen and can be removed, its documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from nolle.analysis.standing import Standing
from nolle.cite import Citation
from nolle.dates import edtf, parse
from nolle.law import timeline
from nolle.law.places import Holder, Office
from nolle.publish import history, outcomes
from nolle.publish.page import Reference, Sources, capital, on, plural, when
from nolle.publish.place_answer import answer_of
from nolle.publish.place_documents import CONFIDENCE
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, made
from nolle.publish.site.places import ListRow
from nolle.publish.site.seen import Answer, Seen, answer, dated, instrument
from nolle.publish.unresearched import decided

HOLDERS = {
    "id": "the holder's id",
    "name": "the name",
    "from": "the first day in office (EDTF)",
    "until": "the first day no longer in office (EDTF)",
    "note": "how it began and ended",
    "sources": "the ids of its sources",
}
CHOSEN = {
    "what": "an election, the term, or a way in which a term can end",
    "on": "the day (EDTF)",
    "says": "the sentence that the page shows",
    "sources": "the ids of its sources",
}
DOCUMENTS = {
    "policy": "the document's id", "title": "its title", "kind": "what it is", "says": "how it stands on the day",
}  # fmt: skip


@dataclass(frozen=True)
class HolderRow:
    """One holder of the office."""

    name: str
    since: Markup
    until: Markup
    note: str
    refs: tuple[Reference, ...]


@dataclass(frozen=True)
class Chosen:
    """A sentence on how the head is chosen, or how a term ends."""

    what: str
    on: str
    text: str
    refs: tuple[Reference, ...]
    cites: tuple[Citation, ...]


def pages(site: Site, seen: Seen) -> Iterator[SitePage]:
    """The list of offices, and the page of each."""
    yield _list(site, seen)
    for one in seen.standings.values():
        yield _page(site, seen, one)


def _page(site: Site, seen: Seen, standing: Standing) -> SitePage:
    office, frame = standing.office, Frame(f"offices/{standing.office.id}", site)
    sources = Sources(seen.library.sources)
    known = [one for one in office.holders if timeline.known(one.recorded, site.known_on)]
    holders = [_holder(one, sources) for one in reversed(known)]
    chosen = [*_chosen(office, seen, sources, site)]
    documents = [
        (frame.to(f"policies/{d.policy.id}"), d.policy.title, instrument(d.policy), history.said(d, standing))
        for d in reversed(standing.documents)
    ]
    values = {
        "office": office,
        "place": (frame.to(f"places/{standing.place.id}"), standing.place.name),
        "facts": [*_facts(standing, seen)],
        "answers": _answers(standing, seen),
        "holders": holders,
        "term": [one for one in chosen if one.what == "term"],
        "elections": [one for one in chosen if one.what == "election"],
        "removal": [one for one in chosen if one.what == "removal"],
        "documents": documents,
        "confidence": CONFIDENCE[office.confidence.value],
        "refs": sources.cite(office.cite),
    }
    said = answer_of(standing, seen.library) if office.prosecutes else "This office decides no charge."
    return made(
        site, frame.path, "site_office.html", office.name, f"{_head(standing)} {said}",
        {**values, "sources": sources.list()}, _sheets(standing, known, chosen), [*sources.cited],
    )  # fmt: skip


def _head(standing: Standing) -> str:
    """Who holds the office on the day."""
    title, holder = standing.office.head_title or "Head of the office", standing.holder
    if not standing.office.prosecutes:
        return f"{title}: {holder.name}." if holder else ""
    if holder is None:
        return f"{title}: not known, or vacant."
    return f"{title}: {holder.name}, since {when(holder.from_)}." if holder.from_ else f"{title}: {holder.name}."


def _facts(standing: Standing, seen: Seen) -> Iterator[tuple[str, str]]:
    office = standing.office
    yield "head", office.head_title or "not known"
    yield "chosen by", office.selection or "not known"
    yield "decides", decided(office, seen.library) if office.prosecutes else "no charge"
    if office.units:
        yield "units", ", ".join(office.units)
    if office.finding is not None and office.finding.none_found:
        searched = f" ({on(parse(office.finding.searched_on))})" if office.finding.searched_on else ""
        yield "search", f"no policy of this office was found{searched}"
    if office.note:
        yield "note", office.note


def _answers(standing: Standing, seen: Seen) -> list[Answer]:
    if not standing.office.prosecutes:
        return []
    rows = seen.tables[standing.office.id].rows
    return [answer(cell, row) for cell, row in zip(standing.today, rows, strict=True)]


def _holder(holder: Holder, sources: Sources) -> HolderRow:
    return HolderRow(
        holder.name, dated(holder.from_) if holder.from_ else Markup("not known"),
        dated(holder.until) if holder.until else Markup(""), _how(holder), sources.cite(holder.cite),
    )  # fmt: skip


def _how(holder: Holder) -> str:
    told = [holder.entered, holder.left, holder.note]
    return "; ".join(part.strip().rstrip(".") for part in told if part)


def _chosen(office: Office, seen: Seen, sources: Sources, site: Site) -> Iterator[Chosen]:
    """Term, elections and ways to end a term, a sentence each."""
    if office.term and timeline.known(office.term.recorded, site.known_on):
        yield _one(
            "term", "", office.model_copy(update={"elections": (), "removal": ()}), office.term.cite, seen, sources
        )
    for vote in office.elections:
        if timeline.known(vote.recorded, site.known_on):
            alone = office.model_copy(update={"elections": (vote,), "removal": (), "term": None})
            yield _one("election", edtf(vote.on) if vote.on else "", alone, vote.cite, seen, sources)
    for way in office.removal:
        if timeline.known(way.recorded, site.known_on):
            alone = office.model_copy(update={"elections": (), "removal": (way,), "term": None})
            law = seen.library.limits.get(way.limit)
            yield _one("removal", "", alone, (*way.cite, *(law.cite if law else ())), seen, sources)


def _one(
    what: str, on_: str, alone: Office, cites: tuple[Citation, ...], seen: Seen, sources: Sources
) -> Chosen:  # fmt: skip
    text = " ".join(outcomes.office(alone, seen.library))
    return Chosen(what, on_, capital(text), sources.cite(cites), cites)


def _sheets(standing: Standing, holders: list[Holder], chosen: list[Chosen]) -> list[Sheet]:
    held: list[dict[str, Value]] = [
        {
            "id": one.id, "name": one.name, "from": edtf(one.from_) if one.from_ else "",
            "until": edtf(one.until) if one.until else "", "note": _how(one), "sources": _ids(one.cite),
        }
        for one in reversed(holders)
    ]  # fmt: skip
    ways: list[dict[str, Value]] = [
        {"what": one.what, "on": one.on, "says": one.text, "sources": _ids(one.cites)} for one in chosen
    ]
    documents: list[dict[str, Value]] = [
        {
            "policy": d.policy.id,
            "title": d.policy.title,
            "kind": instrument(d.policy),
            "says": history.said(d, standing),
        }
        for d in reversed(standing.documents)
    ]
    return [
        Sheet("holders", "who held it", HOLDERS, held),
        Sheet("chosen", "how the head is chosen and removed", CHOSEN, ways),
        Sheet("documents", "its documents", DOCUMENTS, documents),
    ]


def _ids(cites: tuple[Citation, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite.source for cite in cites))


# -- the list


def _list(site: Site, seen: Seen) -> SitePage:
    frame = Frame("offices", site)
    ordered = sorted(seen.standings.values(), key=lambda one: (one.place.id, one.office.id))
    groups = [
        (seen.state_name(state), frame.to(f"states/{state}"), [_row(frame, seen, one) for one in found])
        for state, found in groupby(ordered, key=lambda one: one.place.id.partition("/")[0])
    ]
    holders = sum(len(one.office.holders) for one in ordered)
    says = f"{plural(len(ordered), 'office')}, and {plural(holders, 'person', 'people')} who held them."
    values = {
        "heading": "Offices", "note": "", "titles": ["office", "place", "who holds it", "decides", "documents"],
        "groups": groups,
    }  # fmt: skip
    rows: list[dict[str, Value]] = [
        {"office": one.office.id, "name": one.office.name, "place": one.place.id,
         "holder": one.holder.name if one.holder else "", "decides": _decides(one, seen),
         "documents": len(one.documents)}
        for one in ordered
    ]  # fmt: skip
    columns = {
        "office": "the office's id", "name": "its name", "place": "the place's id",
        "holder": "who holds it on the day; empty where it is not known",
        "decides": "which charges it decides", "documents": "how many documents of it are described",
    }  # fmt: skip
    return made(
        site, "offices", "site_list.html", "Offices", says, values, [Sheet("offices", "offices", columns, rows)]
    )


def _decides(standing: Standing, seen: Seen) -> str:
    return decided(standing.office, seen.library) if standing.office.prosecutes else "no charge"


def _row(frame: Frame, seen: Seen, one: Standing) -> ListRow:
    holder = one.holder.name if one.holder else "not known"
    cells = (one.place.name, holder, _decides(one, seen), str(len(one.documents)))
    return ListRow(frame.to(f"offices/{one.office.id}"), one.office.name, cells)
