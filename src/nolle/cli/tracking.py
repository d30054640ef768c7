"""nolle track: what is in force where on any day, as known on any day; what changed, what is due, how it lasts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from nolle.cli import packaging
from nolle.cli.options import AsOf, Json, KnownOn, Workspace, day, emit, talk, today, workspace_of
from nolle.errors import NolleError

_DUE, _DURABILITY, _OVERVIEW, _PACKAGE = "due", "durability", "overview", "package"

What = Annotated[
    str,
    typer.Argument(
        help="A place or a state (its history); `due` (what to look up again); `durability` (how long policies last); "
        "`overview` NAME (a printed table beside the record); `package` FOLDER (everything as a data package); or "
        "nothing (the table of all offices).",
        show_default=False,
    ),
]
Conduct = Annotated[
    list[str] | None, typer.Option("--conduct", help="Only this kind of charge, such as selling; more than one.")
]


def track(
    what: What = "",
    name: Annotated[str, typer.Argument(help="The name of an overview, or a folder.", show_default=False)] = "",
    as_of: AsOf = "",
    known_on: KnownOn = "",
    since: Annotated[str, typer.Option("--since", help="What changed after this day, and what was learned.")] = "",
    conduct: Conduct = None,
    decision: Annotated[list[str] | None, typer.Option("--decision", help="Only this decision: decline, ...")] = None,
    status: Annotated[list[str] | None, typer.Option("--status", help="Only this status: in_force, ended, ...")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", help="Only this instrument: written_memo, ...")] = None,
    state: Annotated[str, typer.Option("--in", help="Only this state or place, as a table: us-ny.")] = "",
    holder: Annotated[str, typer.Option("--holder", help="Only documents issued under this office-holder.")] = "",
    conditional: Annotated[
        bool, typer.Option("--conditional", help="Only answers that hang on more than the charge.")
    ] = False,
    clauses: Annotated[bool, typer.Option("--clauses", help="One row for each clause of each document.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write what is shown: .csv, .json, .xlsx, .sqlite, .xml (Atom feed).")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Of a package: read it back, and tell what is not whole.")
    ] = False,
    without: Annotated[
        list[str] | None, typer.Option("--without", help="Of a package: leave out this table, such as histories.")
    ] = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """What is in force where, since when, by whom: a table for today, or for any day, as known on any day."""
    from nolle import verbs
    from nolle.verbs.ledger import ledger

    here, now = workspace_of(workspace), day(as_of, today())
    assert now is not None
    known = day(known_on)
    if what != _PACKAGE and (check or without):
        raise NolleError("--check and --without belong to a package: nolle track package FOLDER")
    if what != _PACKAGE:
        ledger(here, talk)
    if what == _DUE:
        _due(now, state, as_json, out, here)
    elif what == _PACKAGE:
        narrowed = any((conduct, decision, status, kind, state, holder, conditional, clauses, since, out))
        packaging.package(name, now, known, without or [], check, narrowed, as_json, here)
    elif what == _OVERVIEW:
        _overview(name, day(as_of), known, as_json, here)
    elif name:
        raise NolleError(f'"{name}" is one word too many: ask about one place at a time.')
    elif what == _DURABILITY:
        _durability(now, known, as_json, out, here)
    elif since:
        _since(day(since) or now, now, known, what or state, as_json, out, here)
    elif what:
        _place(what, now, known, as_json, out, here)
    else:
        words = {"conduct": conduct, "decision": decision, "status": status, "kind": kind}
        several = {name: tuple(given or ()) for name, given in words.items()}
        filters = verbs.Filters(place=state, holder=holder, conditional=conditional, **several)
        _table(verbs.track(now, known, filters, here), clauses, as_json, out)


def _table(told: object, clauses: bool, as_json: bool, out: Path | None) -> None:
    from nolle import verbs
    from nolle.cli import terminal_tracking

    assert isinstance(told, verbs.Tracked)
    if out is not None:
        _written(verbs.write_tracked(told, out, clauses), out)
    if as_json:
        emit(told.json())
    elif out is None:
        terminal_tracking.tracked(told, clauses)


def _place(place: str, now: date, known: date | None, as_json: bool, out: Path | None, here: Path | None) -> None:
    from nolle import verbs
    from nolle.cli import terminal_tracking

    told = verbs.place_history(place, now, known, here)
    if out is not None:
        _written(verbs.write_changes(told.changes, out, told.tracked.library, now), out)
    if as_json:
        emit(told.json())
    elif out is None:
        terminal_tracking.history(told)


def _since(
    since: date, now: date, known: date | None, place: str, as_json: bool, out: Path | None, here: Path | None
) -> None:
    from nolle import verbs
    from nolle.cli import terminal_tracking

    told = verbs.track_since(since, now, known, place, here)
    if out is not None:
        _written(verbs.write_changes((*told.happened, *told.learned), out, verbs.open_library(here), now), out)
    if as_json:
        emit(told.json())
    elif out is None:
        terminal_tracking.changed(told, verbs.open_library(here))


def _due(now: date, place: str, as_json: bool, out: Path | None, here: Path | None) -> None:
    from nolle import verbs
    from nolle.cli import terminal_tracking

    told = verbs.track_due(now, place, here)
    if out is not None:
        _written(verbs.write_due(told, out, verbs.open_library(here), now), out)
    if as_json:
        emit({"as_of": now.isoformat(), "due": [one.json() for one in told]})
    elif out is None:
        terminal_tracking.due(told, now)
    if told:
        raise typer.Exit(1)


def _overview(name: str, now: date | None, known: date | None, as_json: bool, here: Path | None) -> None:
    from nolle import verbs
    from nolle.cli import terminal_overview

    told = verbs.overview(name, now, known, here)
    if as_json:
        emit(told.json())
    else:
        terminal_overview.overview(told)
    if told.differs:
        raise typer.Exit(1)


def _durability(now: date, known: date | None, as_json: bool, out: Path | None, here: Path | None) -> None:
    from nolle import verbs
    from nolle.cli import terminal_tracking

    told = verbs.track_durability(now, known, here)
    if out is not None:
        _written(verbs.write_durability(told, out, verbs.open_library(here)), out)
    if as_json:
        emit(told.json())
    elif out is None:
        terminal_tracking.durability(told)


def _written(n: int, out: Path) -> None:
    talk(f"{n:,} rows written to {out}")
