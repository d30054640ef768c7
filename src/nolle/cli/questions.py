"""nolle demo, decide, explain, compare: the commands that ask a question."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import (
    AsOf,
    Assume,
    BadLines,
    Drop,
    EngineName,
    Json,
    Key,
    KnownOn,
    MappingId,
    Master,
    Memory,
    Place,
    RecordsFile,
    Where,
    Workspace,
    day,
    emit,
    pairs,
    progress,
    records_of,
    talk,
    today,
    workspace_of,
)  # fmt: skip

Policy = Annotated[str, typer.Argument(help="The id of a policy (us-ny/manhattan/2022-01-03), an office, or `model`.")]
AsIf = Annotated[
    bool,
    typer.Option("--as-if-in-force", help="Replay: as if in force on every charge given, whatever its day and county."),
]
Unverified = Annotated[
    bool, typer.Option("--accept-unverified", help="Let unverified statements decide; stamped on the result.")
]


def decide(
    policy: Policy,
    records: RecordsFile,
    mapping: MappingId = "generic",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the run's data package into this folder.")
    ] = None,
    as_if: AsIf = False,
    where: Where = None,
    assume: Assume = None,
    as_of: AsOf = "",
    known_on: KnownOn = "",
    accept_unverified: Unverified = False,
    set_aside: BadLines = False,
    memory_limit: Memory = "",
    place: Place = "",
    drop: Drop = None,
    key: Key = None,
    all_rows: Annotated[
        bool, typer.Option("--all-rows", help="Write a row for every charge, also where the policy is silent.")
    ] = False,
    engine: EngineName = "duckdb",
    master: Master = "",
    show_sql: Annotated[bool, typer.Option("--show-sql", help="Print the SQL that runs, step by step.")] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Decide every charge of a file, and print the summary."""
    from nolle import verbs

    how = verbs.Asked(
        mapping, day(as_of, today()), as_if, day(known_on), pairs(where), tuple(assume or ()),
        accept_unverified, set_aside, memory_limit, place, tuple(drop or ()), key, all_rows, engine, master,
    )  # fmt: skip
    with progress(as_json) as step:
        run = verbs.decide(policy, records_of(records), how, out, workspace_of(workspace), step)
    if show_sql:
        print(run.query)
    elif as_json:
        emit(run.json())
    else:
        from nolle.cli import terminal

        terminal.run(run.json(), verbs.open_library(workspace_of(workspace)))
    if out is not None:
        talk(f"wrote {out}")


def explain(
    policy: Policy,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", "-f", help="What is known of the charge: NAME=VALUE.")
    ] = None,
    ordinary: Annotated[bool, typer.Option("--ordinary", help="Every fact not given has its ordinary value.")] = False,
    on: Annotated[str, typer.Option("--on", help="The governing day; without one, as if in force.")] = "",
    charge: Annotated[str, typer.Option("--charge", help="The id of a charge in --records.")] = "",
    records: Annotated[str, typer.Option("--records", help="A file of charges.")] = "",
    mapping: MappingId = "generic",
    place: Place = "",
    drop: Drop = None,
    key: Key = None,
    as_if: AsIf = False,
    assume: Assume = None,
    as_of: AsOf = "",
    known_on: KnownOn = "",
    accept_unverified: Unverified = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """What a policy says of one charge, why, and what would settle it."""
    from nolle import verbs
    from nolle.errors import NolleError

    here = workspace_of(workspace)
    if bool(charge) != bool(records):
        raise NolleError("--charge and --records go together: the id of a charge, and the file that holds it.")
    if charge and records:
        how = verbs.Asked(
            mapping, day(as_of, today()), as_if, day(known_on), None, tuple(assume or ()), accept_unverified,
            place=place, drop=tuple(drop or ()), key=key,
        )  # fmt: skip
        told = verbs.decide(policy, records_of(records), how, None, here, charge=charge).example
        assert told is not None
    else:
        given = verbs.given_of(fact or [])
        if ordinary:
            given["otherwise"] = "ordinary"
        told = verbs.explain(policy, given, on, here, day(known_on), accept_unverified)
    if as_json:
        emit(told.json())
        return
    from nolle.cli import terminal

    terminal.explained(told, verbs.open_library(here))


def compare(
    left: Annotated[str, typer.Argument(help="The id of a policy, or of an office: all its documents.")] = "",
    right: Annotated[str, typer.Argument(help="The policy to compare with.")] = "model",
    records: Annotated[str, typer.Option("--records", help="Count real charges in each gap.")] = "",
    mapping: MappingId = "generic",
    on: Annotated[str, typer.Option("--on", help="The law of this day (default: today).")] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Every office beside every element of the model policy, on one day.")
    ] = False,
    documents: Annotated[
        bool, typer.Option("--documents", help="With --all: every document as written, in place of the offices.")
    ] = False,
    element: Annotated[
        list[str] | None, typer.Option("--element", help="With --all: open the squares of this element.")
    ] = None,
    second: Annotated[
        bool, typer.Option("--second-opinion", help="Let the solver z3 seek the gaps too, and say whether it agrees.")
    ] = False,
    where: Where = None,
    assume: Assume = None,
    place: Place = "",
    drop: Drop = None,
    key: Key = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Does one policy give what another gives? Every gap with its smallest counterexample."""
    from nolle import verbs
    from nolle.errors import NolleError

    here = workspace_of(workspace)
    if every and second:
        raise NolleError("--second-opinion is asked of two policies: name them, and leave out --all.")
    if every:
        _matrix((left,) if left else (), day(on) or today(), documents, tuple(element or ()), here, as_json)
        return
    if not left or documents or element:
        raise NolleError("Name a policy to compare (nolle compare us-ny/manhattan/2022-01-03), or ask for --all.")
    law_day = verbs.parse_day(on or today().isoformat())
    how = verbs.Asked(
        mapping, today(), True, None, pairs(where), tuple(assume or ()), place=place, drop=tuple(drop or ()), key=key
    )
    result = verbs.compare(left, right, law_day, records_of(records) if records else None, how, here, second)
    if as_json:
        emit(result.json())
    else:
        from nolle.cli import terminal

        terminal.compared(result, verbs.open_library(here))
    if result.second and not result.second.agrees:
        raise typer.Exit(1)


def _matrix(
    only: tuple[str, ...], on: date, documents: bool, elements: tuple[str, ...], here: Path | None, as_json: bool
) -> None:
    from nolle import verbs

    told = verbs.matrix(on, None, documents, elements, only, here)
    if as_json:
        emit(told.json())
        return
    from nolle.cli import terminal_matrix

    if elements or only:
        terminal_matrix.opened(told)
    else:
        terminal_matrix.table(told)


def demo(
    folder: Annotated[Path, typer.Argument(help="Where the pages and the data go.")] = Path("demo-output"),
    as_json: Json = False,
) -> None:
    """The main job on packaged real data: Manhattan's 2022 policy over arrests of December 2017. Offline."""
    from nolle import verbs

    with progress(as_json) as step:
        shown = verbs.demo(folder, step)
    if as_json:
        emit(shown.json())
        return
    from nolle.cli import terminal

    terminal.demo(shown, verbs.open_library())
