"""nolle picture: what is in force where, drawn, each picture with its numbers as a table and its text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import AsOf, Json, KnownOn, Workspace, day, emit, talk, today, workspace_of
from nolle.errors import NolleError

ALL = "all"


def picture(
    name: Annotated[
        str,
        typer.Argument(
            help="timeline (of a PLACE), matrix (offices by kinds of charge), map (counties), tiles (states), "
            "durability (how long documents last), or all."
        ),
    ],
    place: Annotated[str, typer.Argument(help="The place of a timeline, by id or name.", show_default=False)] = "",
    as_of: AsOf = "",
    known_on: KnownOn = "",
    conduct: Annotated[str, typer.Option("--conduct", help="The kind of charge of map and tiles.")] = "selling",
    within: Annotated[str, typer.Option("--in", help="Only this state or place, in a matrix: us-ny.")] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="FILE.svg or .png (numbers and text beside it), FILE.html (all in one), or a folder for all."
        ),
    ] = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Draw what is in force where, or how long documents last. Without --out: the picture's text."""
    from nolle.verbs import picturing

    here, now = workspace_of(workspace), day(as_of, today())
    assert now is not None
    names = picturing.NAMES if name == ALL else (name,)
    if place and "timeline" not in names:
        raise NolleError(f'"{place}" is one word too many: only a timeline is of one place.')
    told = picturing.pictures(now, day(known_on), here, names, place, conduct, within)
    if out is not None:
        for written in _write(told, out, here):
            talk(f"wrote {written}")
    if name == ALL and not place:
        talk("no timeline: it is of one place. Name one: nolle picture all PLACE")
    if as_json:
        emit([one.json() for one in told] if name == ALL else told[0].json())
    elif out is None:
        _say([(one.title, one.alt) for one in told])
        talk("next: --out FILE.svg, .png or .html writes the picture with its numbers; --json prints them")


def _say(told: list[tuple[str, str]]) -> None:
    """Titles and texts, folded to the width of the terminal."""
    from rich.text import Text

    from nolle.cli.terminal import console

    for title, text in told:
        console.print(Text(f"{title}\n", "bold"))
        console.print(Text(f"{text}\n"))


def _write(told: tuple[object, ...], out: Path, here: Path | None) -> tuple[Path, ...]:
    """One picture to a file, several to a page or a folder."""
    from nolle.publish.pictures.picture import Picture
    from nolle.verbs import picturing

    made = [one for one in told if isinstance(one, Picture)]
    if out.suffix.lower() == ".html":
        return picturing.write_page(made, out, here)
    if not out.suffix:
        return picturing.write_pictures(made, out, here)
    if len(made) > 1:
        raise NolleError(f"{out}: {len(made)} pictures do not go into one file. Name a folder, or FILE.html.")
    return picturing.write_picture(made[0], out, here)
