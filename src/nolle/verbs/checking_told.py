"""What reports on charges and on tables of counts have in common, as plain values: series, breaks, sources, words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nolle.analysis.asks import Ask
from nolle.analysis.breaks import (
    Explanation,
    Known,
    LawChange,
    OtherEdition,
    Part,
    PolicyEvent,
    Reporting,
    explanations,
)
from nolle.cite import Citation
from nolle.dates import edtf
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.policy import Policy
from nolle.publish.wording import Wording
from nolle.records import columns, counts
from nolle.records.mapping import Mapping as MappingDocument
from nolle.records.periods import Frame
from nolle.records.series import Break, Series


def about(mapping: MappingDocument) -> dict[str, Any]:
    """What a mapping says of its source."""
    since = edtf(mapping.history.since) if mapping.history.since else ""
    return {
        "id": mapping.id, "title": mapping.title, "row": mapping.row, "leaves_out": list(mapping.leaves_out),
        "dated": mapping.counts.dated if mapping.counts else "", "terms": mapping.terms, "note": mapping.note,
        "system": mapping.system, "confidence": mapping.confidence.value,
        "case": {"others": mapping.case.others, "note": mapping.case.note},
        "history": {"complete": mapping.history.complete, "since": since, "note": mapping.history.note},
        "cite": cited(mapping.cite),
    }  # fmt: skip


def cited(citations: Iterable[Citation]) -> list[dict[str, str]]:
    """Citations as values."""
    return [{"source": one.source, "at": one.at} for one in citations]


def sources(lib: Library, told: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The sources that these values cite, wherever in them, each once and in the order in which they come."""
    ids = dict.fromkeys(id for value in told for id in _cited_in(value))
    known = [lib.sources[id] for id in ids if id in lib.sources]
    return [
        {"id": s.id, "title": s.title, "publisher": s.publisher, "url": s.url, "date": s.date, "note": s.note}
        for s in known
    ]


def _cited_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if set(value) == {"source", "at"}:
            yield value["source"]
        for inner in value.values():
            yield from _cited_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _cited_in(inner)


# ---------------------------------------------------------------- series


def series_told(series: Series, known: Known) -> dict[str, Any]:
    """A series with its numbers, the periods that it holds in part, and its breaks with what may explain them."""
    frame = series.frame
    return {
        "measure": series.measure, "category": series.category, "classes": list(series.classes),
        "place": series.place, "unit": frame.unit.value,
        "periods": [frame.label(index) for index in range(len(frame.periods))], "counts": list(series.counts),
        "in_part": [
            {"period": frame.label(i), "days": frame.days[i], "of": frame.length(i)}
            for i in range(len(frame.periods)) if not frame.whole(i)
        ],
        "breaks": [break_told(series, one, known) for one in series.breaks],
    }  # fmt: skip


def frame_told(frame: Frame) -> dict[str, Any]:
    """Of how many of their days the periods have anything, and what is in no period."""
    return {"share": round(frame.usual_share, 3), "of_several_periods": frame.loose, "years_away": frame.far}


def break_told(series: Series, one: Break, known: Known) -> dict[str, Any]:
    """A break with what may explain it; an empty `explained` is a question to the office."""
    frame = series.frame
    return {
        "kind": one.kind.value, "first": frame.label(one.first), "last": frame.label(one.last), "n": one.n,
        "usual": one.usual, "now": one.now,
        "explained": [_explained(found) for found in explanations(series, one, known)],
    }  # fmt: skip


def _explained(found: Explanation) -> dict[str, Any]:
    match found:
        case LawChange():
            return {
                "kind": "law", "until": edtf(found.until) if found.until else "",
                "since": edtf(found.since) if found.since else "", "levels_changed": found.levels_changed,
                "verified": found.verified, "before": [_offense(o) for o in found.before],
                "after": [_offense(o) for o in found.after],
            }  # fmt: skip
        case Part():
            return {"kind": "part", "category": found.category, "classes": list(found.classes)}
        case OtherEdition():
            return {
                "kind": "edition", "period": edtf(found.period), "found": found.found, "published": found.published,
                "stated": found.stated, "vintage": found.vintage,
            }  # fmt: skip
        case Reporting():
            return {"kind": "reporting", "measure": found.measure, "before": found.before, "now": found.now}
        case PolicyEvent():
            return {
                "kind": "policy", "policy": found.policy, "title": found.title, "type": found.type,
                "on": edtf(found.on),
            }  # fmt: skip
        case counts.Break():
            return {"kind": "event", "on": edtf(found.on), "what": found.what, "cite": cited(found.cite)}


def _offense(offense: Offense) -> dict[str, Any]:
    return {
        "id": offense.id, "citation": offense.citation, "title": offense.title, "level": offense.level,
        "confidence": offense.confidence.value, "cite": [{"source": id, "at": ""} for id in offense.sources],
    }  # fmt: skip


# ---------------------------------------------------------------- words


def policies_at(lib: Library, place: str) -> tuple[Policy, ...]:
    """The documents of the office that prosecutes in a place."""
    offices = {office.id for office in lib.offices.values() if place and office.place == place}
    return tuple(policy for policy in lib.policies.values() if policy.office in offices)


def class_words(lib: Library, series: Iterable[Mapping[str, Any]], more: Iterable[str] = ()) -> dict[str, str]:
    """The classes of conduct that are spoken of, in words."""
    wording = Wording(lib)
    ids = dict.fromkeys([id for one in series for id in one["classes"]] + list(more))
    return {id: wording.conduct(id) for id in ids if id in lib.dictionary.conduct}


def column_words(lib: Library, names: Iterable[str]) -> dict[str, str]:
    """What standard columns hold: the question that a fact answers, or one line."""
    found = {}
    for name in dict.fromkeys(names):
        fact = lib.dictionary.facts.get(name)
        standard = columns.COLUMNS.get(name) or counts.COLUMNS.get(name)
        text = fact.asks if fact and fact.asks else standard.meaning if standard else ""
        if text:
            found[name] = text
    return found


def place_words(lib: Library, mapping: MappingDocument, ids: Iterable[str]) -> dict[str, str]:
    """Places by their name, or by the office's own word for one that nolle does not describe."""
    column = mapping.columns.get("place")
    own = {standard: word for word, standard in column.values.items()} if column else {}
    words = {}
    for id in dict.fromkeys(ids):
        word = own.get(id, "")
        words[id] = lib.places[id].name if id in lib.places else word if word.replace(" ", "").isalpha() else id
    return words


def asks_told(asks: Sequence[Ask], series: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What to ask for, in order; one about a break says where it is."""
    return [
        {
            "kind": ask.kind, "n": ask.n, "of": ask.of, "settles": ask.settles,
            "about": _where(ask.about, series) if ask.kind == "break" else ask.about,
            "examples": [{"text": text, "n": n} for text, n in ask.examples],
        }
        for ask in asks
    ]  # fmt: skip


def _where(about: str, series: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    number, place = (int(part) for part in about.split(":"))
    one, found = series[number], series[number]["breaks"][place]
    return {
        "series": number, "measure": one["measure"], "category": one["category"], "classes": one["classes"],
        "first": found["first"], "last": found["last"],
    }  # fmt: skip
