"""records check of a table of counts: what became of its rows, its edition, its numbers by month, what to ask for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis.asks import in_order
from nolle.analysis.breaks import Known
from nolle.analysis.tables import Numbers, numbers
from nolle.dates import edtf
from nolle.engine.duckdb import DuckDB
from nolle.engine.notes import carried
from nolle.errors import RecordsError
from nolle.intake import counts as intake
from nolle.intake.charges import Records
from nolle.law.library import Library
from nolle.publish.quality import page
from nolle.records.counts import Held
from nolle.records.mapping import Mapping as MappingDocument
from nolle.records.privacy import packaged
from nolle.records.series import Series
from nolle.verbs.checking_asks import of_breaks, of_table
from nolle.verbs.checking_charges import law_told
from nolle.verbs.checking_told import (
    about,
    asks_told,
    cited,
    class_words,
    column_words,
    frame_told,
    place_words,
    policies_at,
    series_told,
    sources,
)
from nolle.verbs.counting import File
from nolle.verbs.documents import known_place
from nolle.verbs.opening import Asked, source_told


@dataclass(frozen=True)
class CheckedTable:
    """The quality of a table of counts, and what became of its rows."""

    quality: Numbers
    file: File
    report: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """Counts first, then the edition, the numbers by month or year, and what to ask for."""
        return self.report

    def page(self) -> str:
        """The same as a page, for the office itself."""
        return page(self.json())

    def review(self, file: Path) -> int:
        """A table has no charge strings. Raises RecordsError."""
        raise RecordsError(
            f'{file.name}: the mapping "{self.file.mapping.id}" is of a table of counts, which has no charge '
            "strings to review.\nLook at the report instead: nolle records check FILE --html report.html"
        )


def check_table(lib: Library, mapping: MappingDocument, records: Path | str, how: Asked) -> CheckedTable:
    """Take a table of counts in, and say how good it is. Raises UnknownId, RecordsError, EngineError."""
    if how.place:
        known_place(lib, how.place)
    states = sorted({id.partition("/")[0] for id in lib.places})
    constants = {"place": how.place} if how.place else {}
    with DuckDB(how.memory_limit) as engine:
        opened = Records(mapping, engine.open(records), constants, (), how.set_aside, (*lib.places, *states))
        layout = opened.layout(lib.dictionary, how.as_of)
        taken = intake.take_in(engine, layout, packaged(), how.drop, how.set_aside, carried(records))
        found = numbers(engine, how.as_of)
    source = source_told(records)
    file = File(source["file"], mapping, taken)
    return CheckedTable(found, file, _report(lib, file, found, source, how))


def _report(lib: Library, file: File, found: Numbers, source: dict[str, str], how: Asked) -> dict[str, Any]:
    mapping, taken, told = file.mapping, file.taken, file.json()
    series = [series_told(one, _known(lib, file, found, one)) for one in found.series]
    by_place = [series_told(one, _known(lib, file, found, one)) for one in found.by_place]
    asks = in_order((*of_table(taken, found, mapping), *of_breaks(series)))
    places = [one.place for one in taken.spans] + [one.place for one in found.lacking]
    states = {place.partition("/")[0] for place in places if place in lib.places}
    rows = told["rows"]
    report = {
        "kind": "counts",
        "as_of": how.as_of.isoformat() if how.as_of else "",
        "records": {**source, "days": told["days"]},
        "mapping": about(mapping),
        "rows": {"in": rows["in"], "read": rows["read"], "quarantined": rows["aside"], "numbers": told["numbers"]},
        "quarantine": rows["reasons"],
        "unrecognised": told["untranslated"],
        "columns_not_read": told["columns_not_read"],
        "categories_not_in_the_file": told["categories_not_in_the_file"],
        "rows_that_repeat_another": told["rows_that_repeat_another"],
        "after_as_of": found.after_as_of,
        "vintage": _edition(file, told),
        "totals": [_total(one, cite) for one, cite in zip(told["totals"], taken.held, strict=True)],
        "events": _events(file),
        "coverage": law_told(lib, states.pop()) if len(states) == 1 else None,
        "frames": {one.measure: frame_told(one.frame) for one in found.series},
        "series": series,
        "by_place": [one for one in by_place if one["breaks"]],
        "lacking": [{"measure": o.measure, "place": o.place, "periods": list(o.periods)} for o in found.lacking],
        "asks": asks_told(asks, series),
    }
    report["words"] = {
        "classes": class_words(lib, [*series, *by_place], (one.total.conduct for one in taken.held)),
        "columns": column_words(lib, taken.untranslated),
        "places": place_words(lib, mapping, places),
        "offenses": {},
    }
    return {**report, "sources": sources(lib, [report])}


def _known(lib: Library, file: File, found: Numbers, one: Series) -> Known:
    """What could move the numbers of a series: its state's law, its mapping's events, its office's policies."""
    state = one.place.partition("/")[0]
    stated = file.mapping.vintage
    return Known(
        offenses=tuple(lib.catalogue(state).offenses.values()) if state else (),
        events=file.taken.breaks,
        held=file.taken.held,
        stated=stated.id if stated else "",
        policies=policies_at(lib, one.place),
        reporting=found.reporting,
        parts=found.series,
    )


def _edition(file: File, told: dict[str, Any]) -> dict[str, Any] | None:
    stated = file.mapping.vintage
    return {**told["vintage"], "cite": cited(stated.cite)} if stated else None


def _total(told: dict[str, Any], held: Held) -> dict[str, Any]:
    return {**{key: value for key, value in told.items() if key != "sources"}, "cite": cited(held.total.cite)}


def _events(file: File) -> list[dict[str, Any]]:
    return [
        {"on": edtf(one.on), "category": one.category, "what": one.what, "cite": cited(one.cite)}
        for one in file.taken.breaks
    ]
