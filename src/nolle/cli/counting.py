"""nolle records counts: what a table of counts holds, and whether it adds up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nolle.cli.options import Json, Workspace, emit, talk, workspace_of

if TYPE_CHECKING:
    from nolle.verbs.counting import Counted, File


def counts(
    records: Annotated[list[Path], typer.Argument(help="Files of counts: CSV, Parquet or Excel.")],
    mapping: Annotated[
        list[str], typer.Option("--mapping", "-m", help="How a file is laid out: one for all files, or one for each.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the standard table here, as .parquet or .csv.")
    ] = None,
    drop: Annotated[list[str] | None, typer.Option("--drop", help="Leave this column of the file unread.")] = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside-bad-lines", help="Put lines that cannot be read into the quarantine.")
    ] = False,
    as_json: Json = False,
    workspace: Workspace = None,
) -> None:
    """Take in files of counts: rows in and set aside, sums by year, and the published totals they agree with."""
    from nolle.verbs.counting import counts as count

    counted = count(records, mapping, workspace_of(workspace), out, tuple(drop or ()), set_aside)
    if as_json:
        emit(counted.json())
    else:
        for file in counted.files:
            _file(file)
        _sums(counted)
    if out is not None:
        talk(f"wrote {out}")
    if not counted.sound:
        raise typer.Exit(1)


def _file(file: File) -> None:
    from nolle.cli.terminal import console, line

    rows = file.taken.rows
    console.print(f"\n{file.name}: {file.mapping.title}")
    line("rows", f"{rows.n_in:,} in = {rows.n_read:,} read + {rows.n_aside:,} set aside")
    for reason, n in rows.aside:
        line("set aside", f"{n:,}: {reason}")
    line("numbers", f"{rows.n_counts:,}")
    _vintage(file)
    for one in file.taken.breaks:
        line("break", f"{one.on}: {one.what}")
    if file.taken.repeated:
        line("repeated", f"{file.taken.repeated:,} rows say again what another row says; they count twice")
    for label, words in (("not read", file.taken.unread), ("not there", file.taken.missing)):
        if words:
            line(label, ", ".join(words))
    for text in file.mapping.leaves_out:
        line("leaves out", text)


def _vintage(file: File) -> None:
    """Which vintage the file is, and the published numbers that say something else."""
    from nolle.cli.terminal import line

    stated, held = file.mapping.vintage, file.taken.held
    if stated is not None:
        own = [one for one in held if one.total.vintage == stated.id and one.agrees is not None]
        same = sum(1 for one in own if one.agrees)
        said = f"{same} of {len(own)} published numbers agree" if own else "no published number to hold against"
        line("vintage", f"{stated.id} of {stated.series}: {said}. {stated.note}")
    for one in held:
        if one.agrees:
            continue
        what = " ".join(one.total.words.values())
        of = f"vintage {one.total.vintage}" if one.total.vintage else one.total.note or "no vintage named"
        found = "none" if one.found is None else f"{one.found:,}{'' if one.covered else ', of a part of the period'}"
        line("published", f"{what}, {one.period}: {one.published:,} ({of}); in this file: {found}")


def _sums(counted: Counted) -> None:
    """Sums by year of the categories that are, or may be, about conduct that nolle knows."""
    from nolle.cli.terminal import console, line

    sums = [s for file in counted.files for s in file.taken.sums if s.conduct or s.holds]
    kinds = dict.fromkeys((s.series, s.measure, s.category, s.conduct, s.holds) for s in sums)
    console.print("\nSums by year, each thing counted once")
    for series, measure, category, conduct, holds in kinds:
        by_year = (s for s in sums if (s.series, s.measure, s.category) == (series, measure, category))
        numbers = ", ".join(f"{s.year} {s.n:,}" for s in by_year)
        classes = conduct or f"may hold {(holds or '').replace('|', ', ')}"
        line(measure, f"{category} ({classes}): {numbers}")
