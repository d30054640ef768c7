"""replay: what a draft would have decided over the charges of a file, beside what was decided by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nolle.analysis import examples
from nolle.analysis.replay import changes, facts, rows, tallies
from nolle.analysis.replay.outcomes import Outcome, outcomes
from nolle.compiler.cells import trimmed, worded
from nolle.compiler.layout import Layout
from nolle.decisions import Decided
from nolle.decisions import decide as decide_charges
from nolle.engine.duckdb import DuckDB
from nolle.errors import NolleError, UnknownId
from nolle.intake.charges import Records
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.law.question import Asking
from nolle.publish import replay_folder, replay_values
from nolle.publish.folder import whole
from nolle.publish.replay_values import Basis, Found
from nolle.publish.report import SEX_WORK
from nolle.publish.summary import summary
from nolle.publish.wording import Wording
from nolle.records.mapping import Column
from nolle.records.mapping import Mapping as MappingDocument
from nolle.verbs.documents import open_library, question_of
from nolle.verbs.matching import matcher_of
from nolle.verbs.opening import Asked, mapping_of, opened, records_state, source_told
from nolle.verbs.preparing import file_told, prepared_records

MOST_GROUPS = 300
"""A column with more different values than this is no group of charges: it may be an id."""

_BY = "counted by "
"""Before a word that charges are counted by, among the columns that are read: no standard column has such a name."""

_WORD = re.compile("[a-z][a-z0-9_]*")
_TAKEN = ("conduct", "month", "rule")
"""Every replay counts by these."""

USUAL = ("court", "unit", "race", "sex")
"""What every replay is asked for; where a file cannot say it, the result says so."""


@dataclass(frozen=True)
class Replayed:
    """A replay as plain values, ready to print: its numbers, and what each rests on."""

    values: Mapping[str, Any]

    def json(self) -> dict[str, Any]:
        return dict(self.values)


def replay(
    draft: str, records: Path | str, against: str = "", by: Mapping[str, str] | None = None, how: Asked | None = None,
    out: Path | None = None, workspace: Path | None = None, progress: Callable[[str], None] | None = None,
) -> Replayed:  # fmt: skip
    """What a draft would have decided, as if it had been in force on every charge, beside what is current.

    `against` is a policy (asked as if in force too) or an office (all its documents, as they stood on the governing
    day of each charge); without it, the office of the draft. `by` maps words (race) to columns of the file that
    charges are counted by, besides those that the mapping names. With `out`, tables are written into that folder,
    whole or not at all. Raises UnknownId, DocumentError, RecordsError, EngineError.
    """
    how = how or Asked()
    lib = open_library(workspace)
    asked = _draft(lib, draft, how)
    current, why = _current(lib, asked, against, how)
    askings = [asked, *([current] if current else [])]
    policies = [policy for asking in askings for policy in asking.policies]
    with DuckDB(how.memory_limit, progress=progress) as engine:
        mapping, source, file = _source(lib, engine, records, how)
        cells, absent = _cells(source, {**mapping.by, **_given(by or {})}, by or {})
        state = lib.state_of([lib.place_of(policy) for policy in policies]) or records_state(lib, source)
        question = question_of(lib, askings, policies, state, how.accept_unverified)
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        reading = replace(source, mapping=_also_read(mapping, cells))
        decided, _, evaluator = decide_charges(engine, question, matcher, reading, how.as_of, how.where, how.assume)
        told = outcomes(evaluator, decided.found)
        found = _found(engine, evaluator, decided, told, reading.layout(lib.dictionary), cells, bool(how.where))
        offered = {name: one.text for name, one in mapping.assumptions.items() if name not in how.assume}
        basis = Basis(asked, current, why, absent, mapping.case.others == "complete", offered)
        run = _run(asked, decided, mapping, how, file())
        values = replay_values.values(found, basis, run, Wording(lib))
    if out is not None:
        with whole(out, replay_folder.OURS) as folder:
            replay_folder.write(values, Wording(lib), folder)
    return Replayed(values)


# ---------------------------------------------------------------- what is asked


def _draft(lib: Library, id: str, how: Asked) -> Asking:
    """The draft, as if in force. Raises UnknownId; NolleError if it does not decide its own examples as it says."""
    if id.endswith((".yaml", ".yml")):
        raise UnknownId(
            f"{id}: a draft is named by its id, not by its file. Put the file under policies/ of a workspace "
            "(nolle init FOLDER), and name what stands after `id:` in it, with --workspace FOLDER."
        )
    if id in lib.offices:
        raise UnknownId(f'"{id}" is an office. Name one of its documents: {_documents(lib, id)}.')
    policy = lib.policy(id)
    if not policy.rules:
        raise NolleError(f'"{id}" has no rules, so there is nothing to replay.')
    wrong = [outcome.name for outcome in examples.outcomes(policy, lib) if outcome.differs]
    if wrong:
        named = ", ".join(f'"{name}"' for name in wrong)
        raise NolleError(f"{id}: its own examples do not hold: {named}. See what differs with: nolle check")
    return Asking(id, (policy,), lib.offices, True, how.known_on)


def _documents(lib: Library, office: str) -> str:
    return ", ".join(policy.id for policy in lib.office_policies(office)) or "none is in the library"


def _current(lib: Library, draft: Asking, against: str, how: Asked) -> tuple[Asking | None, str]:
    """What is current, and how that was found: a word that the wording knows."""
    if against in lib.offices:
        return _office(lib, against, (), how), "office"
    if against:
        return lib.asking(against, True, how.known_on), "policy"
    office = draft.policies[0].office
    if not office:
        return None, "no_office"
    return _office(lib, office, draft.policies, how), "own_office"


def _office(lib: Library, id: str, without: Sequence[Policy], how: Asked) -> Asking | None:
    """All documents of an office together, each as it stood on the day; None where there are none with rules."""
    left = tuple(policy for policy in lib.office_policies(id) if policy not in without)
    return Asking(id, left, lib.offices, False, how.known_on) if any(policy.rules for policy in left) else None


# ---------------------------------------------------------------- what is read


def _source(
    lib: Library, engine: DuckDB, records: Path | str, how: Asked
) -> tuple[MappingDocument, Records, Callable[[], dict[str, str]]]:
    if isinstance(records, Path) and records.is_dir():
        mapping, source = prepared_records(lib, records, how)
        return mapping, source, lambda: file_told(records)
    mapping = mapping_of(lib, how.mapping)
    return mapping, opened(lib, engine, records, mapping, how), lambda: source_told(records, engine.digest)


def _given(by: Mapping[str, str]) -> dict[str, Column]:
    return {word: Column(column=column) for word, column in by.items()}


def _cells(
    source: Records, named: Mapping[str, Column], given: Mapping[str, str]
) -> tuple[dict[str, Column], dict[str, str]]:
    """The columns to count by, and why others are absent.

    Raises NolleError for a word that can be no heading, UnknownId for a given column that the file lacks.
    """
    for word in named:
        if word in _TAKEN or not _WORD.fullmatch(word):
            raise NolleError(
                f'charges cannot be counted by "{word}": write small letters, digits and _, and not '
                f"{', '.join(_TAKEN)}, which every replay counts by."
            )
    lacking = [column for column in given.values() if column not in source.present]
    if lacking and source.prepared is None:
        raise UnknownId(f"--by: the file has no column {', '.join(lacking)}. Write --by race=COLUMN.")
    absent = {word: "not_named" for word in USUAL if word not in named}
    if source.prepared is not None:
        return {}, {**absent, **dict.fromkeys(named, "prepared")}
    here = {word: column for word, column in named.items() if {*column.read} <= source.present.keys()}
    return here, {**absent, **{word: "not_in_file" for word in named if word not in here}}


def _also_read(mapping: MappingDocument, cells: Mapping[str, Column]) -> MappingDocument:
    """The mapping that takes in these columns too, under names that no policy can ask about."""
    more = {f"{_BY}{word}": column for word, column in cells.items()}
    return mapping.model_copy(update={"columns": {**mapping.columns, **more}})


# ---------------------------------------------------------------- what is found


def _found(
    engine: DuckDB, evaluator: Evaluator, decided: Decided, told: Sequence[Outcome], layout: Layout,
    cells: Mapping[str, Column], selected: bool,
) -> Found:  # fmt: skip
    draft = evaluator.question.askings[0]
    engine.load(rows.OUTCOMES, rows.OUTCOME_COLUMNS, rows.outcome_rows(told, SEX_WORK))
    engine.run(rows.touched())
    day = rows.dated_by(layout, draft.policies[0].governs)
    groups = {}
    for word, column in cells.items():
        groups[word] = rows.by_cell(engine.fetch, _cell(column, layout), selected)
        if len(groups[word]) > MOST_GROUPS:
            raise NolleError(
                f"--by {word}: the column has {len(groups[word]):,} different values, and charges are counted by no "
                f"more than {MOST_GROUPS}. Name a column of groups, not of ids or dates."
            )
    clauses = tallies.by_clause(told, draft.policies)
    return Found(
        outcomes=tuple(told),
        clauses=clauses,
        changes=changes.one_change(evaluator, decided.found, clauses),
        worth=facts.worth_recording(told),
        months_of=day,
        months=rows.by_month(engine.fetch, day, selected) if day else (),
        groups=groups,
        cases=_units(engine, layout, "case_id", selected),
        people=_units(engine, layout, "person_id", selected),
    )


def _cell(column: Column, layout: Layout) -> str:
    """A cell as the office wrote it, or in the words that the mapping translates it to; null where it is empty."""
    return f"coalesce({worded(column, layout)}, {trimmed(column, layout)})"


def _run(
    draft: Asking, decided: Decided, mapping: MappingDocument, how: Asked, file: Mapping[str, str]
) -> dict[str, Any]:
    """The summary of the draft's decisions, as a run of decide gives it."""
    about = {"id": mapping.id, "title": mapping.title, "row": mapping.row, "leaves_out": list(mapping.leaves_out)}
    assumed = {name: mapping.assumptions[name].text for name in how.assume}
    as_of = how.as_of.isoformat() if how.as_of else ""
    return summary(draft, decided, about, as_of, how.where or {}, assumed, dict(file), how.accept_unverified)


def _units(engine: DuckDB, layout: Layout, id: str, selected: bool) -> rows.Units | None:
    """Cases or people, if the file tells them apart."""
    return rows.units(engine.fetch, id, selected) if layout.column(id) is not None else None
