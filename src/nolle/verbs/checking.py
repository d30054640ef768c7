"""records check: what intake understood of a file, matched, refused, and set aside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis.months import Months, by_month
from nolle.analysis.quality import Charged, Quality, quality
from nolle.decisions import decide as decide_charges
from nolle.engine.duckdb import DuckDB
from nolle.law.offense import CodeSystem
from nolle.law.question import Question
from nolle.publish.quality import page
from nolle.publish.summary import summary
from nolle.records.matching.matcher import Matcher
from nolle.verbs.checking_charges import report_on
from nolle.verbs.checking_counts import CheckedTable, check_table
from nolle.verbs.checking_told import about
from nolle.verbs.documents import open_library
from nolle.verbs.matching import matcher_of
from nolle.verbs.opening import Asked, mapping_of, opened, records_state, source_told
from nolle.verbs.reviewing import write_review

AGE = "person.age_on_offense"


@dataclass(frozen=True)
class Checked:
    """The quality of a file, and what became of its rows."""

    quality: Quality
    months: Months
    summary: dict[str, Any]
    matcher: Matcher
    systems: tuple[CodeSystem, ...]

    report: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """Counts first, then what is missing, the numbers by month, what to ask for, and the strings for a person."""
        told = self.quality
        kept = (
            "records",
            "rows",
            "quarantine",
            "matching",
            "flagged_section_not_in_force",
            "unrecognised",
            "assumptions",
        )
        return {
            "kind": "charges",
            **{key: self.summary[key] for key in kept},
            "missing": [{"column": m.column, "n": m.n, "of": m.of, "unread": m.unread} for m in told.missing],
            "impossible": dict(told.impossible),
            "impossible_rows": told.impossible_rows,
            "impossible_ages": next((m.unread for m in told.missing if m.column == AGE), None),
            "alike": told.alike,
            "months_of": self.months.of,
            "months": [{"month": m.month, "n": m.n, "breaks": m.breaks} for m in self.months.months],
            **self.report,
            "to_review": [_string(string) for string in told.to_review],
        }

    def page(self) -> str:
        """The same as a page, for the office itself."""
        return page(self.json())

    def review(self, file: Path) -> int:
        """Write the strings that need a person, most frequent first, as CSV or Excel. Returns how many there are."""
        return write_review(self.quality.to_review, self.matcher, self.systems, file)


def _string(string: Charged) -> dict[str, Any]:
    return {
        "code": string.code, "description": string.description, "offense": string.offense, "conduct": string.conduct,
        "how": string.how, "may_be": list(string.offenses), "would_decide": list(string.deciding), "n": string.n,
    }  # fmt: skip


def check_records(
    records: Path | str, how: Asked | None = None, workspace: Path | None = None
) -> Checked | CheckedTable:
    """Take a file of charges, or a table of counts, in and say how good it is. No policy is asked.

    Raises UnknownId, RecordsError, EngineError.
    """
    how = how or Asked()
    lib = open_library(workspace)
    mapping = mapping_of(lib, how.mapping)
    if mapping.counts is not None:
        return check_table(lib, mapping, records, how)
    with DuckDB(how.memory_limit) as engine:
        source = opened(lib, engine, records, mapping, how)
        asking = lib.asking("model")
        state = records_state(lib, source)
        question = Question(lib.catalogue(state), lib.dictionary, [asking])
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        decided, _, _ = decide_charges(engine, question, matcher, source, how.as_of)
        layout = source.layout(lib.dictionary, how.as_of)
        told, months = quality(engine, layout, matcher), by_month(engine, layout)
    as_of = how.as_of.isoformat() if how.as_of else ""
    systems = tuple(system for system in lib.codes.values() if state and system.place.startswith(state))
    counted = summary(asking, decided, about(mapping), as_of, {}, {}, source_told(records, engine.digest))
    return Checked(told, months, counted, matcher, systems, report_on(lib, told, months, counted, layout, state))
