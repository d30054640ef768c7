"""What a report on charges says beyond its counts: the law it rests on, months and their breaks, what to ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from nolle.analysis.asks import in_order
from nolle.analysis.breaks import Known
from nolle.analysis.months import Months
from nolle.analysis.quality import Charged, Quality
from nolle.analysis.relied import Uncatalogued, held, relied
from nolle.compiler.layout import Layout
from nolle.law.library import Library, found
from nolle.records.citation_forms import Body
from nolle.records.matching.match import TO_REVIEW
from nolle.terms import Confidence
from nolle.verbs.checking_asks import of_breaks, of_charges
from nolle.verbs.checking_told import (
    about,
    asks_told,
    class_words,
    column_words,
    frame_told,
    place_words,
    policies_at,
    series_told,
    sources,
)
from nolle.verbs.matching import law_grammar


def report_on(
    lib: Library, quality: Quality, months: Months, summary: Mapping[str, Any], layout: Layout, state: str
) -> dict[str, Any]:
    """The keys of the report that are more than counts of the file."""
    places = quality.places
    states = {place.partition("/")[0] for place in places} or {state}
    law_of = states.pop() if len(states) == 1 else ""
    known = Known(
        offenses=tuple(lib.catalogue(law_of).offenses.values()) if law_of else (),
        policies=policies_at(lib, places[0]) if len(places) == 1 else (),
        parts=months.series,
    )
    series = [series_told(one, known) for one in months.series]
    asks = in_order((*of_charges(quality, layout, summary), *of_breaks(series)))
    law = law_told(lib, state, quality.strings, layout.mapping.law)
    columns = [m.column for m in quality.missing] + [ask.about for ask in asks if ask.kind == "column"]
    told = {
        "as_of": summary["as_of"],
        "mapping": about(layout.mapping),
        "coverage": law,
        "series": series,
        "frame": frame_told(months.series[0].frame) if months.series else None,
        "asks": asks_told(asks, series),
        "words": {
            "classes": class_words(lib, series, (c for item in law["relied"] for c in item["complete_for"])),
            "columns": column_words(lib, columns),
            "places": place_words(lib, layout.mapping, places),
            "offenses": _offense_words(lib, quality.to_review),
        },
    }
    return {**told, "sources": sources(lib, [told])}


def _offense_words(lib: Library, strings: Iterable[Charged]) -> dict[str, str]:
    ids = dict.fromkeys(id for string in strings for id in string.offenses)
    return {id: f"{lib.offenses[id].title} ({lib.offenses[id].citation})" for id in ids if id in lib.offenses}


# ---------------------------------------------------------------- the law


def law_told(lib: Library, state: str, strings: Iterable[Charged] = (), law: str = "") -> dict[str, Any]:
    """How far the law was read that the charges were matched to, and which statements about it were relied on."""
    catalogue = lib.catalogue(state)
    texts = held(catalogue)
    matched = [string for string in strings if string.how not in TO_REVIEW]
    checked = Counter[str]()
    for string in matched:
        if string.confidence:
            checked[string.confidence] += string.n
    rests = relied(
        [Uncatalogued(s.offense or s.code, s.description, s.n) for s in matched if s.how == "uncatalogued"],
        [one for one in lib.coverage.values() if _of_state(lib, one.code, state)],
        catalogue,
        law_grammar(lib).at(state) if state else law_grammar(lib),
        _inherited(lib, law),
    )
    return {
        "state": state,
        "texts": dict(texts.texts),
        "undated": texts.undated,
        "charges": {one.value: checked[one] for one in Confidence if checked[one]},
        "relied": [
            {
                "id": one.id, "name": one.name or _named(lib, one.code), "complete_for": list(one.complete_for),
                "note": one.note, "confidence": one.confidence.value, "n": n,
            }
            for one, n in rests.statements
        ],
        "relied_on_several": rests.several,
    }  # fmt: skip


def _of_state(lib: Library, code: str, state: str) -> bool:
    """Whether a body of law may be cited in a state; one that nobody describes may be."""
    body = lib.bodies.get(code)
    return not state or not isinstance(body, Body) or body.state in (state, "us")


def _named(lib: Library, code: str) -> str:
    body = lib.bodies.get(code)
    return body.title if isinstance(body, Body) else code


def _inherited(lib: Library, law: str) -> Body | None:
    """The body of law that bare section numbers of a mapping belong to."""
    body = found(lib.bodies, law, "body of law") if law else None
    assert body is None or isinstance(body, Body)
    return body
