"""nolle memo: a policy as the office's memo, in the terminal, in Word, as PDF; or what changed between two versions."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nolle.cli.options import AsOf, Json, Workspace, day, emit, talk, today, workspace_of

if TYPE_CHECKING:
    from nolle.verbs.memo import Memoed

_WIDEST = 100
_SHOWN = 12
"""What a note names one by one; --json holds all of them."""


def memo(
    policy: Annotated[str, typer.Argument(help="The id of a policy (us-ny/manhattan/2022-01-03), or `model`.")],
    to: Annotated[
        Path | None,
        typer.Option("--to", "-o", help="Write this file: .docx, .pdf or .txt. What was there is replaced."),
    ] = None,
    against: Annotated[
        str, typer.Option("--against", help="Print the changes from this older policy: a redline.")
    ] = "",
    paper: Annotated[str, typer.Option("--paper", help="letter or a4.")] = "letter",
    disclaimer: Annotated[
        bool, typer.Option("--disclaimer", help="Add a paragraph that says that the memo gives nobody rights.")
    ] = False,
    anchors: Annotated[
        bool, typer.Option("--anchors", help="Name the clause and the sources behind each paragraph.")
    ] = False,
    final: Annotated[
        bool,
        typer.Option("--final", help="Your own text, to be signed: no line on what copy it is, and nothing to verify."),
    ] = False,
    as_of: AsOf = "",
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Print a policy as the office's memo, every sentence made from its rules; or a redline of two versions."""
    from nolle.verbs.memo import MemoWanted, make_memo, write_memo

    asked = day(as_of, today())
    assert asked is not None
    wanted = MemoWanted(asked, disclaimer, anchors, final)
    here = workspace_of(workspace)
    made = make_memo(policy, wanted, against, here)
    if to is not None:
        write_memo(made, to, wanted, paper)
    if as_json:
        emit(made.json())
    elif to is None:
        print(made.text(_width()), end="")
    _notes(made, here)
    if to is not None:
        talk(f"wrote {to}")


def _width() -> int:
    """As wide as the terminal up to what reads well; a file or a pipe gets 80."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if sys.stdout.isatty() else 80


def _notes(made: Memoed, workspace: Path | None) -> None:
    """What whoever prints the memo should know and its readers need not: on stderr."""
    from nolle.verbs import open_library

    offenses = open_library(workspace).offenses
    told = made.told
    talk("")
    if told.against:
        differ = _n(told.changed, "paragraph, heading or row differs", "paragraphs, headings and rows differ")
        talk(f"{differ} from {told.against}.")
    talk(
        f"Reading level: grade {made.level.grade} (Flesch-Kincaid; {made.level.words} words, "
        f"{made.level.sentences} sentences, without titles and citations of the law)."
    )
    doubts = made.memo.to_verify
    if doubts:
        _listed(f"{_n(len(doubts), 'thing stands', 'things stand')} to be verified before anybody signs:", doubts)
    if made.left_out:
        why = "this text names none of them" if made.whole_text else "nothing was found on them in what was read"
        sections = _n(len(made.left_out), "section", "sections")
        head = f"Not in the memo: {sections} of the place's law that the model policy names or may reach; {why}."
        _listed(head, [f"{offenses[id].citation}  {offenses[id].title}" for id in made.left_out])


def _listed(head: str, lines: tuple[str, ...] | list[str]) -> None:
    talk(head)
    for line in lines[:_SHOWN]:
        talk(f"  {line}")
    if len(lines) > _SHOWN:
        talk(f"  and {len(lines) - _SHOWN} more: --json lists all of them")


def _n(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
