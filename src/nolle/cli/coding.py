"""nolle code: the codebook, two blind coders, how far they part, what is settled, coded again, released."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import Json, Workspace, day, emit, talk, today, workspace_of

app = typer.Typer(help="Code policies by a codebook, twice and blind, and measure the agreement.", no_args_is_help=True)

Sheets = Annotated[list[Path], typer.Argument(help="Coding sheets: YAML files made by `nolle code new`.")]


@app.command("book")
def book(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown page.")] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Print the codebook: the protocol, and every question with its answers."""
    from nolle.verbs import surveying as verbs

    told = verbs.code_book(workspace_of(workspace))
    if as_json:
        emit(told.json())
    elif markdown:
        from nolle.publish.codebook import codebook

        print(codebook(told.questions, told.protocol), end="")
    else:
        from nolle.cli import terminal_coding

        terminal_coding.book(told)


@app.command("new")
def new(
    policy: Annotated[str, typer.Argument(help="The version to code: us-ny/manhattan/2022-01-03.")],
    coder: Annotated[str, typer.Option("--coder", help="Initials, never a name: they are published.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The sheet to write; nothing is written over.")],
    workspace: Workspace = None,
) -> None:
    """Write an empty coding sheet: every question with its answers, and nothing of anybody else's."""
    from nolle.verbs import surveying as verbs

    written = verbs.code_new(policy, coder, today().isoformat(), out, workspace_of(workspace))
    talk(f"wrote {written}\n\nNext: code it alone, from the text, then\n  nolle code check {written}")


@app.command("check")
def check(files: Sheets, as_json: Json = False, workspace: Workspace = None) -> None:
    """Every fault of coding sheets, with file and line. Exit 1 where there is one."""
    from nolle.verbs import surveying as verbs

    faults = verbs.code_check(files, workspace_of(workspace))
    if as_json:
        emit([{"file": f.file, "line": f.line, "what": f.what, "todo": f.todo} for f in faults])
    else:
        for fault in faults:
            print(fault)
        talk(f"{len(files)} sheet{'s' * (len(files) != 1)}, {len(faults)} fault{'s' * (len(faults) != 1)}")
    if faults:
        raise typer.Exit(1)


@app.command("compare")
def compare(
    files: Sheets,
    review: Annotated[Path | None, typer.Option("--review", help="Write the sheet of divergences here.")] = None,
    figures: Annotated[
        Path | None, typer.Option("--figures", help="Write the figures of a release here (CSV).")
    ] = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Compare two blind codings of each version: divergence, kappa, what to code twice next.

    Exit 1 where the rate is not below the protocol's bound.
    """
    from nolle.verbs import surveying_pairs as verbs

    told = verbs.code_compare(files, workspace_of(workspace))
    if as_json:
        emit(told.json())
    else:
        from nolle.cli import terminal_coding

        terminal_coding.compared(told)
    if review is not None:
        written, n = verbs.write_review(told, review)
        talk(f"wrote {written}: {n} divergence{'s' * (n != 1)} to settle, then\n  nolle code review {written}")
    if figures is not None:
        talk(f"wrote {verbs.write_figures(told, figures)}")
    if not told.met:
        raise typer.Exit(1)


@app.command("review")
def review(
    file: Annotated[Path, typer.Argument(help="The sheet of divergences, filled in by the team.")],
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """What a review settled: causes, questions that need a new version, what is still open. Exit 1 where a row is."""
    from nolle.verbs import surveying_pairs as verbs

    told = verbs.code_review(file, workspace_of(workspace))
    if as_json:
        emit(told.json())
    else:
        from nolle.cli import terminal_coding

        terminal_coding.reviewed(told)
    if told.faults:
        raise typer.Exit(1)


@app.command("recode")
def recode(files: Sheets, as_json: Json = False, workspace: Workspace = None) -> None:
    """Which answers have to be coded again, because their question changed. Exit 1 where there is one."""
    from nolle.verbs import surveying as verbs

    rows = verbs.code_recode(files, workspace_of(workspace))
    if as_json:
        emit([row.json() for row in rows])
    else:
        from nolle.cli import terminal_coding

        terminal_coding.to_recode(rows, len(files))
    if rows:
        raise typer.Exit(1)


@app.command("against")
def against(
    policy: Annotated[str, typer.Argument(help="The encoded policy: us-ny/manhattan/2022-01-03.")],
    file: Annotated[Path, typer.Argument(help="A coding sheet of the same policy.")],
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Coded answers beside those that follow from the encoded rules. Exit 1 where they differ."""
    from nolle.verbs import surveying as verbs

    told = verbs.code_against(policy, file, workspace_of(workspace))
    if as_json:
        emit(told.json())
    else:
        from nolle.cli import terminal_coding

        terminal_coding.against(told)
    if told.counts()[verbs.DIFFERS]:
        raise typer.Exit(1)


@app.command("release")
def release(
    folder: Annotated[Path, typer.Argument(help="A new folder; a release is never written over.")],
    files: Annotated[
        list[Path] | None, typer.Argument(help="Coding sheets, or folders of them.", show_default=False)
    ] = None,
    review: Annotated[
        list[Path] | None, typer.Option("--review", help="A settled sheet of divergences; more than one.")
    ] = None,
    corrections: Annotated[
        list[Path] | None, typer.Option("--corrections", help="A sheet that says why released answers changed.")
    ] = None,
    before: Annotated[Path | None, typer.Option("--since", help="The folder of the release before this one.")] = None,
    on: Annotated[str, typer.Option("--on", help="The day of the release (default: today).")] = "",
    check_: Annotated[bool, typer.Option("--check", help="Read a release back, and tell what is not whole.")] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Write a release: data, codebook, protocol, agreement, changes, corrections. Or read one back (--check)."""
    from nolle.cli import terminal_packaging
    from nolle.verbs import releasing as verbs

    if check_:
        found = verbs.check_release(folder)
        emit(found.json()) if as_json else terminal_packaging.checked(found)
        if found.faults:
            raise typer.Exit(1)
        return
    now = day(on, today())
    assert now is not None
    told = verbs.code_release(
        folder, files or [], now, review or [], corrections or [], before, workspace_of(workspace)
    )
    if as_json:
        emit(told.json())
        return
    from nolle.cli import terminal_release

    terminal_release.released(told)
    talk(f"wrote {folder}; to read it back: nolle code release {folder} --check")
