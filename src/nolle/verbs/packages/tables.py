"""Every table of a package, in order, with what makes its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from nolle.errors import NolleError
from nolle.terms import Confidence
from nolle.verbs.packages import rows_beside as beside
from nolle.verbs.packages import rows_derived as derived
from nolle.verbs.packages import rows_offices as offices
from nolle.verbs.packages import rows_others as others
from nolle.verbs.packages import rows_policies as policies
from nolle.verbs.packages import tables_derived, tables_offices, tables_others, tables_policies
from nolle.verbs.packages.schema import Row, Table
from nolle.verbs.packages.view import NO_SOURCE, View

Made = Callable[[View], Iterator[dict[str, Any]]]

ROWS: dict[Table, Made] = {
    tables_derived.ANSWERS: derived.answers,
    tables_derived.HISTORIES: derived.histories,
    tables_derived.CHANGES: derived.changes,
    tables_derived.LIFETIMES: derived.lifetimes,
    tables_offices.PLACES: offices.places,
    tables_offices.OFFICES: offices.offices,
    tables_offices.HOLDERS: offices.holders,
    tables_offices.ELECTIONS: offices.elections,
    tables_offices.REMOVALS: offices.removals,
    tables_policies.POLICIES: policies.policies,
    tables_policies.CLAUSES: policies.all_clauses,
    tables_policies.READINGS: policies.readings,
    tables_policies.EVENTS: beside.events,
    tables_policies.RELIEF: beside.relief,
    tables_policies.ACTS: beside.acts,
    tables_policies.PROTECTIONS: beside.protections,
    tables_policies.POSITIONS: beside.positions,
    tables_policies.COMMITMENTS: beside.commitments,
    tables_policies.REMARKS: beside.remarks,
    tables_others.OUTSIDE: others.outside_events,
    tables_others.EVALUATIONS: others.evaluations,
    tables_others.LIMITS: others.evaluation_limits,
    tables_others.RESULTS: others.results,
    tables_others.SERIES: others.series,
    tables_others.POINTS: others.series_points,
    tables_others.OFFENSES: others.offenses,
    tables_others.RECHECKS: others.rechecks,
    tables_others.KINDS_OF_CHARGE: others.kinds_of_charge,
    tables_others.CITATIONS: others.citations,
    tables_others.SOURCES: others.sources,
}
"""The sources come last: what they are depends on all the others."""


def wanted(without: Sequence[str]) -> tuple[Table, ...]:
    """The tables of a package, but for some of those that are worked out. Raises NolleError for any other."""
    free = [table.name for table in ROWS if table.derived]
    for name in without:
        if name not in free:
            raise NolleError(f'the table "{name[:60]}" cannot be left out. One of these can: {", ".join(free)}.')
    return tuple(table for table in ROWS if table.name not in without)


def filled(tables: Iterable[Table], view: View) -> Iterator[tuple[Table, list[Row]]]:
    """Tables with their rows, one after another: no two are held at a time."""
    for table in tables:
        doubtful = {"sources", "confidence"} <= {*table.names}
        yield table, [table.row(_marked(told, view) if doubtful else told) for told in ROWS[table](view)]


def _marked(told: dict[str, Any], view: View) -> dict[str, Any]:
    """What is unverified and names no source says so; what is not unverified stays bare, and the check finds it."""
    if told["sources"] or told["confidence"] is not Confidence.UNVERIFIED:
        return told
    return {**told, "sources": view.name((NO_SOURCE.id,))}
