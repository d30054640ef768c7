"""nolle routes: what can still be charged in each kind of sex work, and what the policy says of it."""

from __future__ import annotations

from typing import Annotated

import typer

from nolle.cli.options import (
    Assume,
    Drop,
    Json,
    Key,
    MappingId,
    Where,
    Workspace,
    day,
    emit,
    pairs,
    records_of,
    today,
    workspace_of,
)  # fmt: skip


def routes(
    policy: Annotated[str, typer.Argument(help="A policy as if in force; an office, as it stands; or `model`.")],
    on: Annotated[str, typer.Option("--on", help="The law of this day (default: today).")] = "",
    situation: Annotated[
        list[str] | None, typer.Option("--situation", help="Only this situation, such as street; more than one.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="List what is declined in the tables too.")] = False,
    place: Annotated[str, typer.Option("--place", help="Whose law, for a policy of no place such as `model`.")] = "",
    records: Annotated[str, typer.Option("--records", help="Rank offenses by the charges of this file.")] = "",
    mapping: MappingId = "generic",
    where: Where = None,
    assume: Assume = None,
    drop: Drop = None,
    key: Key = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """What can still be charged: for each situation every offense that fits, and what the policy says of it."""
    from nolle import verbs

    here = workspace_of(workspace)
    how = verbs.Asked(
        mapping, today(), True, None, pairs(where), tuple(assume or ()), drop=tuple(drop or ()), key=key
    )  # fmt: skip
    law_day = day(on, today())
    assert law_day is not None
    told = verbs.routes(
        policy, law_day, tuple(situation or ()), place, records_of(records) if records else None, how, here
    )
    if as_json:
        emit(told.json())
        return
    from nolle.cli import terminal_routes

    terminal_routes.routed(told, all_)
