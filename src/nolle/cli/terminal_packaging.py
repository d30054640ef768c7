"""What a data package holds, and what is wrong with one, in the terminal."""

from __future__ import annotations

from rich.table import Table

from nolle.cli.terminal import console, line
from nolle.verbs.packages.checking import Checked
from nolle.verbs.packaging import Packaged

_ABREAST = 3
_SHOWN = ("version", "documents", "left_out")


def packaged(told: Packaged) -> None:
    """The tables with their rows, then how to cite them."""
    console.print(f"{told.about['says']}: {len(told.counts)} tables, {told.rows:,} rows", style="bold")
    console.print()
    grid = Table.grid(padding=(0, 2))
    for _ in range(_ABREAST):
        grid.add_column(justify="right")
        grid.add_column()
    cells = [(f"{n:,}", name) for name, n in told.counts.items()]
    for at in range(0, len(cells), _ABREAST):
        grid.add_row(*(word for cell in cells[at : at + _ABREAST] for word in cell))
    console.print(grid)
    console.print()
    for name in _SHOWN:
        if name in told.about:
            line(name.replace("_", " "), told.about[name])
    line("cite as", told.about["citation"])


def checked(told: Checked) -> None:
    """Every fault, or that there is none, and how much was looked at."""
    for fault in told.faults:
        console.print(fault, soft_wrap=True, highlight=False)
    n = len(told.faults)
    said = f"{n} fault{'s' * (n != 1)}" if n else "whole: hashes, schema, links and sources hold, and all is made again"
    console.print(f"{told.files} files, {told.rows:,} rows, {told.cells:,} cells: {said}", style="bold")
