"""nolle place: what is known of a county or city, what is not, and whom to ask; and skeletons of its documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from nolle.cli.options import AsOf, Json, KnownOn, Workspace, day, emit, talk, today, workspace_of
from nolle.errors import NolleError

if TYPE_CHECKING:
    from nolle.law.gazetteer import Match, Spot

NEW = "new"
SHOW = "show"


class _Place(TyperGroup):
    """`nolle place NAME` asks; only the word `new` (or `show`) in front is a command of its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # typer keeps the type of its context private
        if args and args[0] not in (*self.commands, "--help"):
            args = [SHOW, *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


app = typer.Typer(
    cls=_Place,
    help="A county or city: who decides, what they say, what is not known. Ask with: nolle place NAME",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[
    list[str], typer.Argument(help='A county or city, with its state where several have the name: "Cook, IL".')
]


@app.command(SHOW)
def show(
    name: Name,
    as_of: AsOf = "",
    known_on: KnownOn = "",
    html: Annotated[Path | None, typer.Option("--html", help="Write the page to this file.")] = None,
    office: Annotated[str, typer.Option("--office", help="Whose page, where a place has several offices.")] = "",
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """What is known of a place on a day, what is not, and whom to ask. Answers for every county."""
    from nolle.verbs import placing

    here = workspace_of(workspace)
    asked_on = day(as_of, today())
    assert asked_on is not None
    match = placing.find_place(" ".join(name), here)
    if len(match.found) > 1:
        _several(match, as_json)
        raise typer.Exit(1)
    placed = placing.place(match.found[0], asked_on, day(known_on), here)
    if html is not None:
        from nolle.publish.folder import whole_file

        page = placing.page_of(placed, office)
        with whole_file(html) as file:
            file.write_text(page, encoding="utf-8")
        talk(f"wrote {html}")
    if as_json:
        emit(placed.json())
    elif html is None:
        from nolle.cli import terminal_place

        terminal_place.placed(placed)


def _several(match: Match, as_json: bool) -> None:
    from nolle.verbs import placing

    if as_json:
        emit({"asked": match.asked, "choices": [placing.chosen(spot) for spot in match.found]})
        return
    from nolle.cli import terminal_place

    terminal_place.choices(match)


@app.command(NEW)
def new(
    name: Name,
    workspace: Workspace = None,
) -> None:
    """Write skeleton documents of a county into a workspace: the place and its prosecutor. Overwrites nothing."""
    from nolle.verbs.placing_new import new_place

    here = workspace_of(workspace)
    if here is None:
        raise NolleError("there is no workspace here.\n  Name one with --workspace, or make one: nolle init FOLDER")
    text = " ".join(name)
    spot = _one(text, here)
    for path in new_place(spot, here, today()):
        talk(f"wrote {path}")
    talk(f"\nNext: nolle check {here}\n  names every mark TODO that is still to be filled in.")


def _one(text: str, here: Path) -> Spot:
    """The one place a name means; `new york` may have been a question and no wish to write documents."""
    from nolle.verbs import placing

    try:
        return placing.need_one(placing.find_place(text, here))
    except NolleError as error:
        try:
            placing.find_place(f"{NEW} {text}", here)
        except NolleError:
            raise error from None
        raise NolleError(f'{error}\n  To ask about "{NEW} {text}", write: nolle place "{NEW} {text}"') from None
