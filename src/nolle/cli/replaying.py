"""nolle replay: a draft over last year's charges."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import (
    AsOf,
    Assume,
    BadLines,
    Drop,
    Json,
    Key,
    KnownOn,
    MappingId,
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


def replay(
    draft: Annotated[str, typer.Argument(help="The id of the draft: a policy of your workspace, or `model`.")],
    records: RecordsFile,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            help="What is current: a policy, or an office (as it stood on each day). Default: the draft's office.",
        ),
    ] = "",
    by: Annotated[
        list[str] | None, typer.Option("--by", help="Count by this column of the file too: race=DEF_RACE.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write all tables as CSV into this folder.")] = None,
    mapping: MappingId = "generic",
    where: Where = None,
    assume: Assume = None,
    as_of: AsOf = "",
    known_on: KnownOn = "",
    accept_unverified: Annotated[
        bool, typer.Option("--accept-unverified", help="Let unverified statements decide; stamped on the result.")
    ] = False,
    set_aside: BadLines = False,
    memory_limit: Memory = "",
    place: Place = "",
    drop: Drop = None,
    key: Key = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """What a draft would have decided over these charges: who gains, by what, and which facts are worth recording."""
    from nolle import verbs

    here = workspace_of(workspace)
    how = verbs.Asked(
        mapping, day(as_of, today()), True, day(known_on), pairs(where), tuple(assume or ()), accept_unverified,
        set_aside, memory_limit, place, tuple(drop or ()), key,
    )  # fmt: skip
    with progress(as_json) as step:
        told = verbs.replay(draft, records_of(records), against, pairs(by), how, out, here, step)
    if as_json:
        emit(told.json())
    else:
        from nolle.cli import terminal_replay

        terminal_replay.replayed(told.json(), verbs.open_library(here))
    if out is not None:
        talk(f"wrote {out}")
