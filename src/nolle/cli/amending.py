"""nolle amend: the fewest changes that close the gaps of a policy, as a redline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import (
    Assume,
    Json,
    MappingId,
    Where,
    Workspace,
    emit,
    pairs,
    records_of,
    talk,
    today,
    workspace_of,
)  # fmt: skip


def amend(
    policy: Annotated[str, typer.Argument(help="The policy to change.")],
    to: Annotated[str, typer.Option("--to", help="The policy whose protection it shall give.")] = "model",
    on: Annotated[str, typer.Option("--on", help="The law of this day (default: today).")] = "",
    records: Annotated[str, typer.Option("--records", help="Count the real charges that each change settles.")] = "",
    mapping: MappingId = "generic",
    where: Where = None,
    assume: Assume = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the amended policy as a document of this workspace.")
    ] = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """The fewest changes of clauses that close a policy's gaps, each with the charges it settles."""
    from nolle import verbs
    from nolle.verbs import amending

    how = verbs.Asked(mapping, today(), True, where=pairs(where), assume=tuple(assume or ()))
    law_day = verbs.parse_day(on or today().isoformat())
    told = amending.find_amendments(
        policy, to, law_day, records_of(records) if records else None, how, workspace_of(workspace)
    )
    if as_json:
        emit(told.json())
    else:
        from nolle.cli import terminal_amending

        terminal_amending.amended(told)
    if out is not None:
        talk(f"wrote {amending.write_amended(told, out)}")
    if told.open:
        raise typer.Exit(1)
