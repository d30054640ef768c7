"""nolle init, check, show, schema: the commands about documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import Json, Workspace, emit, talk, workspace_of


def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
) -> None:
    """Make a workspace of your own, with an invented county to start from."""
    from nolle import verbs

    for path in verbs.init(folder):
        talk(f"wrote {path}")
    talk(f"\nNext: read {folder}/README.md, then\n  nolle check {folder}")


def check(
    path: Annotated[Path | None, typer.Argument(help="A workspace, or a coding sheet (default: what ships).")] = None,
    as_json: Json = False,
) -> None:
    """Check every document: schema, ids, citations, contradictions, examples. Reports all faults at once."""
    from nolle import verbs

    if path is not None and path.is_file():
        from nolle.verbs.confirming import check_sheet

        faults = check_sheet(path)
    else:
        faults = verbs.check(workspace_of(path))
    wrong = [fault for fault in faults if not fault.warning]
    if as_json:
        emit([
            {"file": f.file, "line": f.line, "what": f.what, "todo": f.todo, "warning": f.warning} for f in faults
        ])  # fmt: skip
    else:
        for fault in faults:
            print(fault)
        talk(_tally(len(wrong), len(faults) - len(wrong)))
    if wrong:
        raise typer.Exit(1)


def _tally(wrong: int, warnings: int) -> str:
    if not wrong and not warnings:
        return "all documents are in order"
    return f"{wrong} fault{'s' * (wrong != 1)}, {warnings} warning{'s' * (warnings != 1)}"


def show(
    id: Annotated[str, typer.Argument(help="The id of a policy, office, event, evaluation, source or other document.")],
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Any document in plain English, with its sources."""
    from nolle import verbs

    shown = verbs.show(id, workspace_of(workspace))
    if as_json:
        emit(shown)
    else:
        from nolle.cli import terminal

        terminal.document(shown)


def schema(
    folder: Annotated[Path | None, typer.Argument(help="Write one JSON Schema per kind of document here.")] = None,
) -> None:
    """JSON Schema of the documents, for editors."""
    from nolle.library import schema as schemas

    if folder is None:
        emit(schemas.schemas())
        return
    for path in schemas.write(folder):
        talk(f"wrote {path}")
