"""nolle law find, list, show, cite: the commands about the offense catalogue and about citations of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nolle.cli.options import Json, Workspace, day, emit, talk, workspace_of

if TYPE_CHECKING:
    from nolle.dates import Span
    from nolle.library.pages import Text

OnDay = Annotated[str, typer.Option("--on", help="A day: which text of the law was in force on it.")]
PlaceLike = Annotated[str, typer.Option("--place", help="A state (us-ny) or a place in it (us-wa/seattle).")]


def find(
    text: Annotated[list[str], typer.Argument(help="A citation, a code of a data system, or words of a title.")],
    place: PlaceLike = "",
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Find offenses by citation, code or words, and why."""
    from nolle import verbs

    found = verbs.find_law(" ".join(text), place, workspace_of(workspace))
    if as_json:
        emit(found.json())
        return
    from nolle.cli import terminal_law

    terminal_law.found(found, verbs.open_library(workspace_of(workspace)))


def list_(
    place: Annotated[str, typer.Argument(help="A state (us-ny) or a place in it (us-ny/manhattan).")],
    conduct: Annotated[str, typer.Option("--conduct", help="Only this class of conduct: selling, third_party.")] = "",
    on: OnDay = "",
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """The offenses of a place by class, repealed ones too."""
    from nolle import verbs

    listed = verbs.list_law(place, conduct, _span(on), workspace_of(workspace))
    if as_json:
        emit(listed.json())
        return
    from nolle.cli import terminal_law

    terminal_law.listed(listed, verbs.open_library(workspace_of(workspace)))


def show(
    id: Annotated[str, typer.Argument(help="An offense id, such as us-ny-pl-230.00.")],
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """One offense: its history, codes, policies, sources."""
    from nolle import verbs

    shown = verbs.show_law(id, workspace_of(workspace))
    if as_json:
        emit(shown.json())
        return
    from nolle.cli import terminal_law

    terminal_law.shown(shown)


def cite(
    file: Annotated[str, typer.Argument(help="A .txt, .md, .pdf or .docx file; - reads standard input.")] = "",
    text: Annotated[str, typer.Option("--text", help='A text instead of a file: "PL 230.00 and 230.04".')] = "",
    place: PlaceLike = "",
    on: OnDay = "",
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """The citations in a text, and what each may be."""
    from nolle import verbs

    cited = verbs.cite_law(_text(file, text), place, _span(on), workspace_of(workspace))
    if as_json:
        emit(cited.json())
        return
    from nolle.cli import terminal_cite

    terminal_cite.cited(cited)


def _text(file: str, text: str) -> Path | Text:
    from nolle.errors import NolleError
    from nolle.library import pages, texts

    if bool(file) == bool(text):
        raise NolleError('Give one text: a file, - for standard input, or --text "PL 230.00 and 230.04".')
    if text:
        return texts.given(text)
    if file == "-":
        if sys.stdin.isatty():
            talk("reading standard input; end it with Ctrl-D")
        return texts.plain("standard input", sys.stdin.buffer.read(pages.LARGEST + 1))
    return Path(file)


def _span(on: str) -> Span | None:
    chosen = day(on)
    if chosen is None:
        return None
    from nolle.dates import Span

    return Span(chosen, chosen)
