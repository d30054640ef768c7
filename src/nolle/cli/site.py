"""nolle site build: the whole record on a day as a folder of linked pages, each with its data beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import AsOf, Json, KnownOn, Workspace, day, emit, talk, today, workspace_of

app = typer.Typer(help="The record as static pages.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def site() -> None:
    """The record as static pages, without a server and without a script."""


@app.command("build")
def build(
    out: Annotated[Path, typer.Option("--out", help="The folder to write: a new one, or a site that nolle built.")],
    as_of: AsOf = "",
    known_on: KnownOn = "",
    drawn: Annotated[bool, typer.Option("--pictures", help="With maps and timelines (needs nolle[charts]).")] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Write places, offices, policies, clauses, changes and sources as linked pages, each with its data beside it."""
    from nolle.verbs.building import build_site

    asked_on = day(as_of, today())
    assert asked_on is not None
    known, here = day(known_on), workspace_of(workspace)
    figures = None
    if drawn:
        from nolle.verbs import illustrating

        figures = illustrating.figures(asked_on, known, here)
    built = build_site(out, asked_on, known, here, figures)
    if as_json:
        emit(built.json())
    told = f"{built.pages} pages in {built.files} files, {built.size / 1e6:.1f} MB"
    talk(f"{told}, written to {out}\n  Open {out / 'index.html'}")
