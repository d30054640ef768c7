"""nolle track package: everything as one data package, and the check that one is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from nolle.cli.options import emit, talk
from nolle.errors import NolleError


def package(
    folder: str, now: date, known: date | None, without: list[str], check: bool, narrowed: bool, as_json: bool,
    here: Path | None,
) -> None:  # fmt: skip
    """Write everything into a folder, or read back what lies there (`check`). Exit 1 where it is not whole."""
    if not folder:
        raise NolleError("name the folder of the package: nolle track package FOLDER")
    if narrowed:
        raise NolleError("a package holds everything: leave the filters out, or write what is shown with --out FILE")
    if check:
        _check(Path(folder), as_json)
    else:
        _write(Path(folder), now, known, without, as_json, here)


def _write(folder: Path, now: date, known: date | None, without: list[str], as_json: bool, here: Path | None) -> None:
    from nolle import verbs

    told = verbs.write_package(folder, now, known, without, here)
    if as_json:
        emit(told.json())
        return
    from nolle.cli import terminal_packaging

    terminal_packaging.packaged(told)
    talk(f"wrote {folder}; to read it back: nolle track package {folder} --check")


def _check(folder: Path, as_json: bool) -> None:
    from nolle import verbs

    told = verbs.check_package(folder)
    if as_json:
        emit(told.json())
    else:
        from nolle.cli import terminal_packaging

        terminal_packaging.checked(told)
    if told.faults:
        raise typer.Exit(1)
