"""The rows of what others did, of figures, of the law, and of the sources of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nolle.analysis.standing import COLUMNS
from nolle.dates import edtf
from nolle.law.evaluation import Result
from nolle.verbs.packages.view import NO_SOURCE, View, numbered

Values = dict[str, Any]


def outside_events(view: View) -> Iterator[Values]:
    """What others did."""
    for event in view.library.outside.values():
        if view.known(event.recorded):
            yield {
                "id": event.id, "kind": event.kind, "on_day": edtf(event.on) if event.on else "",
                "in_effect": edtf(event.in_effect) if event.in_effect else "", "place": event.place, "by": event.by,
                "says": event.says, "affects": view.told(event.affects), "influence": event.influence,
                "note": event.note, "confidence": event.confidence, "recorded": event.recorded,
                "sources": view.cite("outside_events", event.id, event.cite),
            }  # fmt: skip


def evaluations(view: View) -> Iterator[Values]:
    """Studies and offices' own figures."""
    for one in view.library.evaluations.values():
        if view.known(one.recorded):
            yield {
                "id": one.id, "title": one.title, "authors": one.authors,
                "published": edtf(one.published) if one.published else "", "venue": one.venue, "place": one.place,
                "policies": view.told(one.policies), "window": edtf(one.window) if one.window else "",
                "data": one.data, "method": one.method, "independence": one.independence,
                "note": one.note, "confidence": one.confidence, "recorded": one.recorded,
                "sources": view.cite("evaluations", one.id, one.cite),
            }  # fmt: skip


def evaluation_limits(view: View) -> Iterator[Values]:
    """What stands against results."""
    for one in view.library.evaluations.values():
        if view.known(one.recorded):
            for number, limit in enumerate(one.limits, 1):
                if view.known(limit.recorded):
                    id = f"{one.id}:limit-{number}"
                    yield {
                        "id": id, "evaluation": one.id, "says": limit.says or limit.text,
                        "confidence": limit.confidence, "recorded": limit.recorded,
                        "sources": view.cite("evaluation_limits", id, limit.cite, one.cite),
                    }  # fmt: skip


def results_of(view: View) -> Iterator[tuple[str, Result]]:
    """The results of evaluations with their ids."""
    for one in view.library.evaluations.values():
        if view.known(one.recorded):
            yield from zip(numbered(f"{one.id}:{result.measure}" for result in one.results), one.results, strict=True)


def results(view: View) -> Iterator[Values]:
    """Headline numbers."""
    for id, one in results_of(view):
        evaluation = view.library.evaluations[id.partition(":")[0]]
        yield {
            "id": id, "evaluation": evaluation.id, "measure": one.measure, "unit": one.unit, "value": one.value,
            "before": one.before, "after": one.after, "of": one.of, "says": one.says, "version": one.version,
            "confidence": one.confidence, "sources": view.cite("results", id, one.cite, evaluation.cite),
        }  # fmt: skip


def series(view: View) -> Iterator[Values]:
    """Counts over time."""
    for one in view.library.series.values():
        if view.known(one.recorded):
            yield {
                "id": one.id, "title": one.title, "place": one.place, "measure": one.measure, "note": one.note,
                "confidence": one.confidence, "recorded": one.recorded,
                "sources": view.cite("series", one.id, one.cite),
            }  # fmt: skip


def series_points(view: View) -> Iterator[Values]:
    """The values of the counts."""
    for one in view.library.series.values():
        if view.known(one.recorded):
            days = [edtf(point.on) if point.on else "no-day" for point in one.points]
            ids = numbered(f"{one.id}:{on}" for on in days)
            for id, point in zip(ids, one.points, strict=True):
                yield {
                    "id": id, "series": one.id, "on_day": edtf(point.on) if point.on else "", "value": point.value,
                    "of": point.of, "note": point.note, "sources": view.cite("series_points", id, one.cite),
                }  # fmt: skip


def offenses(view: View) -> Iterator[Values]:
    """The catalogue of the states in which an office is described, and of the country."""
    for one in view.library.offenses.values():
        dates = one.in_force
        yield {
            "id": one.id, "citation": one.citation, "title": one.title, "conduct": one.conduct, "level": one.level,
            "locality": one.locality, "since": edtf(dates.from_) if dates.from_ else "",
            "until": edtf(dates.to) if dates.to else "", "status": one.status, "successor": one.successor,
            "dates_confidence": one.dates_confidence, "note": one.note, "confidence": one.confidence,
            "sources": view.name(one.sources),
        }  # fmt: skip


def rechecks(view: View) -> Iterator[Values]:
    """When something is looked at again."""
    for one in view.library.rechecks.values():
        yield {"id": one.id, "after": one.after, "within": one.within, "kinds": one.kinds, "why": one.why}


def kinds_of_charge(view: View) -> Iterator[Values]:
    """What offices are asked about."""
    for id, conduct in COLUMNS.items():
        yield {"id": id, "conduct": conduct, "says": view.words.conduct(conduct)}


def citations(view: View) -> Iterator[Values]:
    """Where each statement stands in its source."""
    ids = numbered(f"{one.table}:{one.row}:{one.cite.source}" for one in view.cited)
    for id, one in zip(ids, view.cited, strict=True):
        yield {
            "id": id, "in_table": one.table, "in_row": one.row, "in_column": one.column, "source": one.cite.source,
            "at": one.cite.at,
        }  # fmt: skip


def sources(view: View) -> Iterator[Values]:
    """The sources that some row names. Comes last: it must know them all."""
    for id in sorted(view.named):
        one = NO_SOURCE if id == NO_SOURCE.id else view.library.sources[id]
        yield {
            "id": id, "title": one.title, "publisher": one.publisher, "url": one.url, "date": one.date,
            "kind": one.kind, "retrieved": one.retrieved, "captured": one.capture.captured if one.capture else "",
            "sha256": one.capture.sha256 if one.capture else "", "note": one.note,
        }  # fmt: skip
