"""nolle source: keep a source as it was found."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import Json, Workspace, emit, talk, workspace_of

app = typer.Typer(help="Sources: keep a text as it was found, with its hash and time.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Sources: keep a text as it was found, with its hash and time."""


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="The file as it was found: PDF, Word, text, a saved page, a picture.")],
    id: Annotated[str, typer.Option("--id", help="A new id: small letters, digits, hyphens (da-memo-2024).")],
    title: Annotated[str, typer.Option("--title", help="The title, as it stands on the text.")],
    publisher: Annotated[str, typer.Option("--publisher", help="Who issued it.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where it was found.")] = "",
    date: Annotated[str, typer.Option("--date", help="The day of the text: 2024-03-26, 2024-03, 2024.")] = "",
    kind: Annotated[str, typer.Option("--kind", help="What it is: policy_text, news, law, web_page, ...")] = "web_page",
    note: Annotated[str, typer.Option("--note", help="Anything a reader has to know.")] = "",
    captured: Annotated[
        str, typer.Option("--captured", help="When it was taken: 2026-11-21T09:30:00Z (default: now).")
    ] = "",
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Copy a file into the workspace's captures, with hash, time and pages, and describe it as a source."""
    from nolle.errors import NolleError
    from nolle.verbs import capturing as verbs

    here = workspace_of(workspace)
    if here is None:
        raise NolleError("a capture is kept in a workspace, and this folder is none.\n  Make one: nolle init FOLDER")
    when = captured or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    described = verbs.Described(id, title, publisher, url, date, kind, note)
    told = verbs.source_add(file, described, when, here)
    if as_json:
        emit(told.json())
    else:
        from nolle.cli import terminal_capturing

        terminal_capturing.captured(told)
    for path in told.files:
        talk(f"wrote {path}")
