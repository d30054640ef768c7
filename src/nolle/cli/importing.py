"""nolle policy import, nolle policy confirm: a memo into a coding sheet, an answered sheet into a document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import Json, Workspace, emit, talk, today, workspace_of

policy = typer.Typer(help="Read a memo into a coding sheet, and make a policy of it.", no_args_is_help=True)


@policy.command("import")
def import_(
    memo: Annotated[Path, typer.Argument(help="The memo: a .pdf, .docx, .txt or .md file.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The sheet (default: MEMO.sheet.yaml, here).")] = None,
    place: Annotated[str, typer.Option("--place", help="The state or place whose law bare sections are of.")] = "",
    pages: Annotated[str, typer.Option("--pages", help="Only these pages of a longer file: 3-9.")] = "",
    against: Annotated[
        str, typer.Option("--against", help="A policy that people coded: what is missed, what wrong.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Write over a sheet that was begun; keep a .bak.")] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Propose how to code a memo. Writes a coding sheet, in which a person confirms or refuses each proposal."""
    from nolle.verbs import importing as verbs

    imported = verbs.import_policy(memo, workspace_of(workspace), place, against, pages)
    written = verbs.write_sheet(imported, out or Path(f"{memo.stem}.sheet.yaml"), force)
    if as_json:
        emit({**imported.json(), "sheet": str(written.file)})
    else:
        from nolle.cli import terminal_import

        terminal_import.imported(imported)
    if written.kept is not None:
        talk(f"{written.began} had been begun: it is kept as {written.kept}")
    elif written.began is not None:
        talk(f"{written.began} has been begun and stays as it is (--force writes over it, and keeps a .bak)")
    talk(f"wrote {written.file}")
    talk(f"\nNext: go through it beside the memo, then\n  nolle policy confirm {written.file}")


@policy.command("confirm")
def confirm(
    sheet: Annotated[Path, typer.Argument(help="A coding sheet of which everything is answered.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the document here, and nothing else.")] = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Turn an answered coding sheet into a policy document, or say what is still unanswered."""
    from nolle.errors import DocumentError
    from nolle.verbs import confirming as verbs

    try:
        made = verbs.confirm_sheet(sheet, today().isoformat())
    except DocumentError as error:
        if as_json:
            emit([{"file": f.file, "line": f.line, "what": f.what, "todo": f.todo} for f in error.faults])
        else:
            print(error)
        talk(f"{len(error.faults)} still to do; nothing was written")
        raise typer.Exit(1) from None
    folder = workspace_of(workspace)
    if as_json:
        emit(made.json())
    elif out is not None:
        talk(f"wrote {verbs.write_new(out, made.document)}")
    elif folder is None:
        print(made.document, end="")
    talk(f"{made.confirmed} confirmed, {made.refused} refused")
    if folder is None or out is not None or as_json:
        return
    files, faults = verbs.put_in_place(made, folder)
    for file in files:
        talk(f"wrote {file}")
    for fault in faults:
        print(fault)
    if any(not fault.warning for fault in faults):
        raise typer.Exit(1)
