"""The larger forms of a large package, made by a program of its own while the rows of the next tables are worked out.

It is told the name of each table once its CSV file is whole, and reads the rows back from there: the forms hold nothing
that is not in those files, so that they are the same, byte for byte, whoever makes them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from nolle.verbs import programs
from nolle.verbs.packages import forms
from nolle.verbs.packages.schema import Add, Row, Table
from nolle.verbs.packages.tables import wanted


@contextmanager
def beside(folder: Path, about: Mapping[str, str], tables: Sequence[Table]) -> Iterator[Add]:
    """The forms of `forms.LARGER` for tables of the package whose CSV files are written before. Raises NolleError."""
    program = subprocess.Popen(programs.command(__name__, folder), stdin=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        _say(program, json.dumps({"about": dict(about), "tables": [table.name for table in tables]}))
        yield lambda table, _: _say(program, table.name)
        with suppress(BrokenPipeError):
            program.communicate()
        programs.ended([program], "writing the files that hold all tables")
    finally:
        program.kill()
        program.wait()


def _say(program: subprocess.Popen[str], line: str) -> None:
    """A line to the program; that it ended in a fault is found when it is waited for."""
    assert program.stdin is not None
    with suppress(BrokenPipeError):
        program.stdin.write(f"{line}\n")
        program.stdin.flush()


def make(folder: Path, lines: Iterable[str]) -> None:
    """Make the forms: the first line says what the package is, each other one names a table that is ready."""
    told = iter(lines)
    first = json.loads(next(told))
    every = {table.name: table for table in wanted(())}
    tables = [every[name] for name in first["tables"]]
    with ExitStack() as open_:
        adds = [open_.enter_context(form(folder, first["about"], tables)) for form in forms.LARGER]
        for line in told:
            table = every[line.strip()]
            rows: list[Row] = list(forms.read(folder / f"{table.name}.csv", table))
            for add in adds:
                add(table, rows)


if __name__ == "__main__":
    programs.run(partial(make, Path(sys.argv[1]), sys.stdin))
