"""decide: a policy over a file of charges, and the run's folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from nolle.analysis import explanation
from nolle.compiler.query import Query
from nolle.decisions import Decided, decisions_sql, locate, write_decisions
from nolle.decisions import decide as decide_charges
from nolle.engine.base import Engine
from nolle.engine.choosing import engine as chosen_engine
from nolle.intake.charges import Records
from nolle.law.library import Library
from nolle.law.question import Asking, Question
from nolle.publish import package
from nolle.publish.folder import whole
from nolle.publish.report import report
from nolle.publish.summary import summary
from nolle.publish.wording import Wording
from nolle.records.mapping import Mapping as MappingDocument
from nolle.verbs.documents import open_library, question_of
from nolle.verbs.explaining import Explained
from nolle.verbs.matching import matcher_of
from nolle.verbs.opening import Asked, mapping_of, opened, records_state, source_told
from nolle.verbs.preparing import PACKAGE, file_told, prepared_records


@dataclass(frozen=True)
class Run:
    """A run of decide: the patterns and counts, the summary, and the SQL that ran."""

    decided: Decided
    summary: Mapping[str, Any]
    query: Query
    question: Question
    example: Explained | None = None

    def json(self) -> dict[str, Any]:
        return dict(self.summary)


def decide(
    policy: str, records: Path | str, how: Asked | None = None, out: Path | None = None, workspace: Path | None = None,
    progress: Callable[[str], None] | None = None, charge: str = "", first_undetermined: str = "",
    also: Callable[[Path], None] | None = None,
) -> Run:  # fmt: skip
    """Decide every charge of a file. With `out`, the run's folder is written whole or not at all.

    With `charge` that one charge is explained too; with `first_undetermined`, the first of that class of
    conduct that the record does not settle. `also` writes more files into the folder before it is in its
    place. Raises UnknownId, RecordsError, EngineError.
    """
    how = how or Asked()
    lib = open_library(workspace)
    asked = lib.asking(policy, how.as_if, how.known_on)
    with chosen_engine(how.engine, how.memory_limit, progress, how.master) as engine:
        mapping, source, file = _source(lib, engine, records, how, [out] if out else [])
        state = lib.state_of([lib.place_of(policy) for policy in asked.policies]) or records_state(lib, source)
        question = question_of(lib, [asked], asked.policies, state, how.accept_unverified)
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        decided, query, evaluator = decide_charges(engine, question, matcher, source, how.as_of, how.where, how.assume)
        told = _told(asked, decided, mapping, how, file())
        example = None
        if first_undetermined:
            charge = _first_undetermined(engine, decided, first_undetermined)
        if charge:
            place = locate(engine, decided, charge)
            explained = explanation.explain(evaluator, place.pattern)
            english = Wording(lib).answer(explained.answer, explained.policies, explained.note)
            example = Explained(explained, english, {"charge_id": charge}, question)
        run = Run(decided, told, query, question, example)
        if out is not None:
            with whole(out) as folder:
                write_run(engine, run, lib, folder, also, how.all_rows)
    return run


def _source(
    lib: Library, engine: Engine, records: Path | str, how: Asked, outside: Sequence[Path]
) -> tuple[MappingDocument, Records, Callable[[], dict[str, str]]]:
    """The records, with their mapping, and what names them in a result once they are taken in."""
    if isinstance(records, Path) and records.is_dir() and (how.engine == "duckdb" or (records / PACKAGE).is_file()):
        mapping, source = prepared_records(lib, records, how)
        return mapping, source, lambda: file_told(records)
    mapping = mapping_of(lib, how.mapping)
    source = opened(lib, engine, records, mapping, how, outside)
    if isinstance(records, Path) and records.is_file():
        return mapping, source, _meanwhile(lambda: source_told(records))
    return mapping, source, lambda: source_told(records, engine.digest)


def _meanwhile(work: Callable[[], dict[str, str]]) -> Callable[[], dict[str, str]]:
    """What some work gives, which goes on from now until it is asked for: to hash a large file takes its time."""
    found: Future[dict[str, str]] = Future()

    def run() -> None:
        try:
            found.set_result(work())
        except Exception as error:  # noqa: BLE001 raised again where it is asked for
            found.set_exception(error)

    Thread(target=run, daemon=True).start()
    return found.result


def _told(
    asked: Asking, decided: Decided, mapping: MappingDocument, how: Asked, file: Mapping[str, str]
) -> dict[str, Any]:
    about = {"id": mapping.id, "title": mapping.title, "row": mapping.row, "leaves_out": list(mapping.leaves_out)}
    assumed = {name: mapping.assumptions[name].text for name in how.assume}
    as_of = how.as_of.isoformat() if how.as_of else ""
    return summary(asked, decided, about, as_of, how.where or {}, assumed, file, how.accept_unverified)


PATTERNS = """select p.pattern, p.n, p.conduct_class, d.decision, d.rule, d.policy, d.candidates, d.needs, d.because
from patterns as p join decided as d on d.pattern = p.pattern order by p.pattern"""
QUARANTINE = """select source_row, null as line, reason from quarantine
union all select source_row, line, reason from unreadable order by source_row, line"""


def _first_undetermined(engine: Engine, decided: Decided, conduct: str) -> str:
    """The id of the first charge of a class of conduct that the record leaves undetermined; empty if none is."""
    numbers = [str(f.number) for f in decided.found if f.conduct == conduct and f.answer.needs]
    inside = f"pattern in ({', '.join(numbers) or 'null'})"
    rows = engine.fetch(f"select charge_id from ({decisions_sql()}) where {inside} order by source_row limit 1")
    return str(rows[0][0]) if rows else ""


def write_run(
    engine: Engine,
    run: Run,
    lib: Library,
    folder: Path,
    also: Callable[[Path], None] | None = None,
    all_rows: bool = False,
) -> None:
    """The files of a run, into a folder that is not yet in its place; with `all_rows` the silent ones too."""
    write_decisions(engine, folder / "decisions.parquet", all_rows)
    engine.write(PATTERNS, folder / "patterns.parquet")
    engine.write(QUARANTINE, folder / "quarantine.parquet")
    (folder / "query.sql").write_text(f"{run.query}\n", encoding="utf-8")
    (folder / "summary.json").write_text(package.as_json(run.json()), encoding="utf-8")
    (folder / "report.html").write_text(report(run.summary, Wording(lib)), encoding="utf-8")
    if also is not None:
        also(folder)
    rests_on = {
        key: run.summary[key]
        for key in ("title", "policy", "version", "as_if_in_force", "governing_date", "as_of", "records", "assumptions")
    }
    (folder / "datapackage.json").write_text(package.datapackage(folder, "nolle-run", rests_on), encoding="utf-8")
