"""records check: what intake understood of a file, matched, refused, and set aside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis.quality import Charged, Quality, quality
from nolle.decisions import decide as decide_charges
from nolle.engine.duckdb import DuckDB
from nolle.law.offense import CodeSystem
from nolle.law.question import Question
from nolle.publish.summary import summary
from nolle.verbs.deciding import Asked, mapping_of, opened, records_state, source_told
from nolle.verbs.documents import open_library
from nolle.records.matching.matcher import Matcher
from nolle.verbs.matching import matcher_of
from nolle.verbs.reviewing import write_review

@dataclass(frozen=True)
class Checked:
    """The quality of a file, and what became of its rows."""

    quality: Quality
    summary: dict[str, Any]
    matcher: Matcher
    systems: tuple[CodeSystem, ...]

    def json(self) -> dict[str, Any]:
        """Counts first, then what is missing, then the strings that need a person."""
        told = self.quality
        kept = (
            "records",
            "mapping",
            "rows",
            "quarantine",
            "matching",
            "flagged_section_not_in_force",
            "unrecognised",
            "assumptions",
        )
        return {
            **{key: self.summary[key] for key in kept},
            "missing": [{"column": m.column, "n": m.n, "of": m.of} for m in told.missing],
            "impossible": dict(told.impossible),
            "months_of": told.months_of,
            "months": [{"month": m.month, "n": m.n, "breaks": m.breaks} for m in told.months],
            "to_review": [_string(string) for string in told.to_review],
        }

    def review(self, file: Path) -> int:
        """Write the strings that need a person, most frequent first, as CSV or Excel. Returns how many there are."""
        return write_review(self.quality.to_review, self.matcher, self.systems, file)


def _string(string: Charged) -> dict[str, Any]:
    return {
        "code": string.code, "description": string.description, "offense": string.offense, "conduct": string.conduct,
        "how": string.how, "may_be": list(string.offenses), "n": string.n,
    }  # fmt: skip


def check_records(records: Path | str, how: Asked | None = None, workspace: Path | None = None) -> Checked:
    """Take a file in, match its charges, and say how good it is. No policy is asked.

    Raises UnknownId, RecordsError, EngineError.
    """
    how = how or Asked()
    lib = open_library(workspace)
    mapping = mapping_of(lib, how.mapping)
    with DuckDB(how.memory_limit) as engine:
        source = opened(lib, engine, records, mapping, how)
        asking = lib.asking("model")
        state = records_state(lib, source)
        question = Question(lib.catalogue(state), lib.dictionary, [asking])
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        decided, _, _ = decide_charges(engine, question, matcher, source, how.as_of)
        told = quality(engine, source.layout(lib.dictionary, how.as_of))
    about = {"id": mapping.id, "title": mapping.title, "row": mapping.row, "leaves_out": list(mapping.leaves_out)}
    as_of = how.as_of.isoformat() if how.as_of else ""
    systems = tuple(system for system in lib.codes.values() if state and system.place.startswith(state))
    return Checked(told, summary(asking, decided, about, as_of, {}, {}, source_told(records)), matcher, systems)
