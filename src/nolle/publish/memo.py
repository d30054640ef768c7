"""A policy → the office's memo as blocks: head, table of sections, numbered paragraphs. It knows no file format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nolle.analysis.sections import Section
from nolle.dates import Span
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.publish import memo_beside as beside
from nolle.publish.memo_blocks import Memo, clean
from nolle.publish.memo_drafts import Grid, Part, Title, grid, numbered
from nolle.publish.memo_law import by_section
from nolle.publish.memo_rules import rules
from nolle.publish.memo_sources import Anchors
from nolle.publish.memo_text import MemoText
from nolle.publish.memo_words import MemoWording
from nolle.publish.page import Sources, capital, day, on, when
from nolle.terms import Confidence, Instrument


@dataclass(frozen=True)
class MemoWanted:
    """How a memo is wanted: the day it is printed as of, and what is put in or left out."""

    as_of: date
    disclaimer: bool = False
    anchors: bool = False
    final: bool = False


def memo(policy: Policy, library: Library, found: Sequence[Section], texts: MemoText, wanted: MemoWanted) -> Memo:
    """The memo of one policy. `found` are the sections that its rules name (`analysis.sections`)."""
    words = MemoWording(library, policy, texts)
    anchors = Anchors(Sources(library.sources), wanted.anchors)
    parts = list(_parts(policy, words, anchors, found, wanted))
    office = library.offices.get(policy.office)
    place = library.places.get(library.place_of(policy))
    return Memo(
        id=policy.id,
        office=clean(office.name) if office else texts.model["office"],
        subject=clean(policy.title),
        place=clean(place.name) if place else texts.model["place"],
        as_of=day(wanted.as_of),
        head=grid(Grid("head", "", (), tuple(_head(policy, words, wanted)), (18, 82)), {}),
        blocks=numbered(parts),
    )


def law_day(policy: Policy, as_of: date) -> Span:
    """The day whose law the memo speaks of: that on which the policy starts, else the day it is printed as of."""
    began = beside.start(policy)
    return began.span if began else Span(as_of, as_of)


def _parts(
    policy: Policy, words: MemoWording, anchors: Anchors, found: Sequence[Section], wanted: MemoWanted
) -> Iterator[Part]:
    yield from beside.purpose(policy, words, anchors)
    yield from beside.definitions(policy, words)
    yield from by_section(policy, found, law_day(policy, wanted.as_of), words)
    yield from rules(policy, words, anchors)
    yield from beside.relief(policy, words, anchors)
    yield from beside.protections(policy, words, anchors)
    yield from beside.positions(policy, words, anchors)
    yield from beside.undertakings(policy, words, anchors)
    yield from beside.limits(policy, words, anchors, wanted.disclaimer)
    anchors.sources.cite(policy.cite)
    if anchors.sources.cited:
        yield Title("sources", words.texts.headings["sources"])
        yield from anchors.list()


def _head(policy: Policy, words: MemoWording, wanted: MemoWanted) -> Iterator[tuple[str, tuple[str, ...]]]:
    office = words.library.offices.get(policy.office)
    place = words.library.places.get(words.library.place_of(policy))
    began = beside.start(policy)
    told = policy.communication.to if policy.communication else ()
    rows = {
        "From": capital(clean(office.head_title or office.name)) if office else words.texts.model["from"],
        "To": "; ".join(capital(clean(one)) for one in told) or words.texts.to,
        "Date": when(began.span) if began else "[date]",
        "Place": clean(place.name) if place else words.texts.model["place"],
        "Subject": clean(policy.title),
    }
    since = [f"{event.type.value.replace('_', ' ')} {on(event.span)}{' in part' if event.rules else ''}"
             for event in policy.events if event is not began and event.span.first <= wanted.as_of
             and event.span.first > (began.span.first if began else date.min)]  # fmt: skip
    if since:
        rows["Since then"] = capital("; ".join(since)) + "."
    if not wanted.final:
        rows["This copy"] = _copy(policy, words, wanted)
    for label, text in rows.items():
        yield f"head:{label}", (label, text)


def _copy(policy: Policy, words: MemoWording, wanted: MemoWanted) -> str:
    """What kind of copy this is, so that nobody takes a draft or a restatement for the office's own paper."""
    began = beside.start(policy)
    if policy.is_model:
        return words.texts.copies["model"]
    if policy.kind is Instrument.CAMPAIGN_PROMISE:
        return words.texts.copies["promise"]
    if began is None or began.span.first > wanted.as_of:
        return words.texts.copies["draft"]
    unchecked = " Nobody has checked it against its source." if policy.confidence is Confidence.UNVERIFIED else ""
    return f"{words.texts.copies['restated']} {words.texts.read[policy.text_read.value]}{unchecked}"
