"""nolle records check, review: what intake understood of a file, and what a person says of the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nolle.cli.options import (
    AsOf,
    BadLines,
    Drop,
    Json,
    Key,
    MappingId,
    Memory,
    Place,
    RecordsFile,
    Workspace,
    day,
    emit,
    progress,
    records_of,
    talk,
    today,
    workspace_of,
)  # fmt: skip


def check(
    records: RecordsFile,
    mapping: MappingId = "generic",
    html: Annotated[Path | None, typer.Option("--html", help="Write the report as a page here.")] = None,
    review: Annotated[
        Path | None, typer.Option("--review", help="Write the strings that need a person here, as .csv or .xlsx.")
    ] = None,
    as_of: AsOf = "",
    set_aside: BadLines = False,
    place: Place = "",
    drop: Drop = None,
    key: Key = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """What intake understood of a file: rows, matches, gaps, impossible dates, strings that need a person."""
    from nolle import verbs

    how = verbs.Asked(mapping, day(as_of, today()), set_aside=set_aside, place=place, drop=tuple(drop or ()), key=key)
    checked = verbs.check_records(records_of(records), how, workspace_of(workspace))
    told = checked.json()
    if review is not None:
        n = checked.review(review)
        talk(f"wrote {review}: {n:,} strings that need a person")
    if html is not None:
        html.write_text(checked.page(), encoding="utf-8")
        talk(f"wrote {html}")
    if as_json:
        emit(told)
    elif told["kind"] == "counts":
        from nolle.cli import terminal_quality

        terminal_quality.counted(told)
    else:
        from nolle.cli import terminal

        terminal.checked(told)


def prepare(
    records: RecordsFile,
    out: Annotated[Path, typer.Option("--out", "-o", help="Keep the prepared records in this folder.")],
    mapping: MappingId = "generic",
    onto: Annotated[
        Path | None, typer.Option("--onto", help="Prepared records that these come after: last year's folder.")
    ] = None,
    set_aside: BadLines = False,
    memory_limit: Memory = "",
    place: Place = "",
    drop: Drop = None,
    key: Key = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Take a file in once: checked, mapped, and laid out so that every question after that is quick."""
    from nolle import verbs

    how = verbs.Asked(
        mapping, set_aside=set_aside, memory_limit=memory_limit, place=place, drop=tuple(drop or ()), key=key
    )
    with progress(as_json) as step:
        ready = verbs.prepare(records_of(records), out, how, onto, workspace_of(workspace), step)
    if as_json:
        emit(ready.json())
    else:
        rows = ready.rows
        charges = f"{rows['charges']:,} charge{'s' * (rows['charges'] != 1)}"
        print(f"{rows['in']:,} rows in = {charges} + {rows['quarantined']:,} in quarantine")
    talk(f"wrote {out}; decide with: nolle decide POLICY {out}")


def review(
    answers: Annotated[Path, typer.Argument(help="The review file with the column reviewed_offense filled in.")],
    by: Annotated[str, typer.Option("--by", help="The role of the person who reviewed, never a name.")],
    mapping: MappingId = "generic",
    on: Annotated[str, typer.Option("--on", help="The day of the review (default: today).")] = "",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write it here (default: into reviews/).")] = None,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Take a person's answers about charge strings into the workspace, checked, with role and day."""
    from nolle import verbs

    reviewed_on = day(on, today())
    assert reviewed_on is not None
    read = verbs.read_review(answers, mapping, by, reviewed_on, out, workspace_of(workspace))
    told = {"review": read.review.id, "answers": len(read.review.answers), "unanswered": read.unanswered}
    if as_json:
        emit(told)
    else:
        print(f"{told['answers']:,} answers by {read.review.by} on {read.review.on}; {read.unanswered:,} left open")
    talk(f"wrote {read.file}")


def key(file: Annotated[Path, typer.Argument(help="Where the new key goes: a folder that only you can read.")]) -> None:
    """Make a key for pseudonyms (mappings with `hash:`, records link). The same key gives the same pseudonyms."""
    from nolle.intake.pseudonyms import make_key

    make_key(file)
    talk(f"wrote {file}, readable by you alone. Keep it apart from every output; without it two runs cannot be joined.")
