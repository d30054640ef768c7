"""Options that several commands share, and how a command prints what it got."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from nolle.errors import NolleError

Json = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]
Workspace = Annotated[
    Path | None, typer.Option("--workspace", "-w", help="Your own documents, laid over those that ship (nolle init).")
]
MappingId = Annotated[
    str, typer.Option("--mapping", "-m", help="How the file's columns are read: nypd-arrests, generic, ...")
]
Where = Annotated[
    list[str] | None, typer.Option("--where", help="Only charges with this value: place=us-ny/manhattan.")
]
Assume = Annotated[list[str] | None, typer.Option("--assume", help="Turn on a named assumption of the mapping.")]
AsOf = Annotated[str, typer.Option("--as-of", help="The day the question is asked about (default: today).")]
KnownOn = Annotated[str, typer.Option("--known-on", help="Answer as was known on this day.")]
RecordsFile = Annotated[
    str, typer.Argument(help="A file of charges (CSV, Parquet, Excel, JSON; .gz, .zip), or a table by its address.")
]
Place = Annotated[
    str, typer.Option("--place", help="The county or city of the whole file, where it has no column for it.")
]
Drop = Annotated[list[str] | None, typer.Option("--drop", help="Leave this column of the file unread.")]
BadLines = Annotated[
    bool, typer.Option("--set-aside-bad-lines", help="Put lines that cannot be read into the quarantine.")
]
Memory = Annotated[str, typer.Option("--memory-limit", help="Memory the engine may use, such as 2GB.")]
Key = Annotated[
    Path | None, typer.Option("--key", help="The key of the pseudonyms, for a mapping with `hash:`. Keep it apart.")
]

EngineName = Annotated[
    str, typer.Option("--engine", help="Where to decide: duckdb (here), spark (here or a cluster), postgres.")
]
Master = Annotated[str, typer.Option("--master", help="Where Spark works: local[4], spark://HOST:7077, yarn, ...")]


def records_of(text: str) -> Path | str:
    """A file of records, or the address of a database table as it was given."""
    return text if "://" in text else Path(text)


def workspace_of(given: Path | None) -> Path | None:
    """The workspace named, or the folder one stands in if it is one."""
    if given is not None:
        if not given.is_dir():
            raise NolleError(f"{given}: there is no such folder. Make a workspace with: nolle init {given}")
        return given.resolve()
    here = Path.cwd()
    return here if (here / "policies").is_dir() and (here / "offices").is_dir() else None


def day(text: str, default: date | None = None) -> date | None:
    """An exact day given on the command line."""
    if not text:
        return default
    from nolle.dates import parse

    try:
        span = parse(text)
    except ValueError as error:
        raise NolleError(str(error)) from None
    if not span.exact:
        raise NolleError(f'"{text}" is not one day: write it as 2024-03-26')
    return span.first


def today() -> date:
    """The clock, which only the command line and the web may read."""
    return date.today()


def pairs(given: list[str] | None) -> dict[str, str]:
    """`NAME=VALUE` options."""
    made = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        if not equals or not name or not value:
            raise NolleError(f'"{text}" is not NAME=VALUE, such as place=us-ny/manhattan')
        made[name.strip()] = value.strip()
    return made


def emit(value: Any) -> None:
    """Data on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def talk(text: str) -> None:
    """Talk on stderr."""
    print(text, file=sys.stderr)


def _silent(_: str) -> None:
    """Nobody is watching."""


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """Says on stderr which step runs, once a run has taken more than two seconds; a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield _silent
        return
    import time

    from rich.console import Console
    from rich.status import Status

    started = time.monotonic()
    status = Status("", console=Console(stderr=True))
    shown = False

    def step(text: str) -> None:
        nonlocal shown
        if not shown and time.monotonic() - started > 1:
            status.start()
            shown = True
        status.update(text)

    try:
        yield step
    finally:
        if shown:
            status.stop()
