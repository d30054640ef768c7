"""nolle lint: advice on one policy."""

from __future__ import annotations

from typing import Annotated

import typer

from nolle.cli.options import (
    Assume,
    Drop,
    Json,
    Key,
    MappingId,
    Place,
    Where,
    Workspace,
    emit,
    pairs,
    progress,
    records_of,
    today,
    workspace_of,
)  # fmt: skip


def lint(
    policy: Annotated[str, typer.Argument(help="The id of a policy (us-ny/manhattan/2022-01-03), or `model`.")],
    records: Annotated[str, typer.Option("--records", help="Count real charges for each clause.")] = "",
    mapping: MappingId = "generic",
    where: Where = None,
    assume: Assume = None,
    place: Place = "",
    drop: Drop = None,
    key: Key = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Advice on a sound policy: what does nothing, what law it runs into, what others wrote that it lacks."""
    from nolle import verbs

    how = verbs.Asked(
        mapping, today(), True, None, pairs(where), tuple(assume or ()), place=place, drop=tuple(drop or ()), key=key
    )
    with progress(as_json) as step:
        result = verbs.lint(policy, records_of(records) if records else None, how, workspace_of(workspace), step)
    values = result.json()
    if as_json:
        emit(values)
    else:
        from nolle.cli import terminal_lint

        terminal_lint.linted(values)
    if values["counts"]["problem"]:
        raise typer.Exit(1)
