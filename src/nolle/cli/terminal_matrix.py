"""What `compare --all` prints: elements down, offices across, a sign and a key; or every square opened."""

from __future__ import annotations

from typing import Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.analysis.standing import Value
from nolle.analysis.standing.elements import Given, Row, Square
from nolle.cli.terminal import console, line
from nolle.law.library import Library
from nolle.publish.cells import VALUES
from nolle.publish.marks import STANDING, Mark

GIVEN = {
    Given.DONE: Mark("●", "bold cyan", "disc", "accent"),
    Given.PROMISED: Mark("◐", "cyan", "half-disc", "accent"),
    Given.SAID: Mark("+", "cyan", "disc", "accent"),
    Given.AVOIDED: Mark("no", "", "ring", "ink"),
    Given.FOLLOWED: Mark("yes", "bold red", "square", "warning"),
    Given.UNKNOWN: Mark("?", "bold yellow", "ring-question", "ink"),
}
GIVEN_WORDS = {
    Given.DONE: "done",
    Given.PROMISED: "promised",
    Given.SAID: "says something",
    Given.AVOIDED: "does not follow End Demand",
    Given.FOLLOWED: "follows End Demand: sellers spared, clients prosecuted",
    Given.UNKNOWN: "cannot be told",
}
TITLES, SQUARE = 50, 8
"""How wide the elements' titles and one square may be."""

READ = {"full": "text read in full", "part": "text read in part", "none": "known from reports"}


def word_of(value: Value | Given) -> str:
    """The word beside the sign."""
    return GIVEN_WORDS[value] if isinstance(value, Given) else VALUES[value]


def mark_of(square: Square) -> Mark:
    """The sign of a square."""
    return GIVEN[square.value] if isinstance(square.value, Given) else STANDING[square.value]


def table(matrix: Any) -> None:
    """The whole matrix with its key."""
    library: Library = matrix.library
    told = f"{len(matrix.rows)} {'offices' if matrix.rows and matrix.rows[0].as_of else 'documents'}"
    console.print()
    console.print(Text(f"{told} beside {len(matrix.elements)} elements of the model policy, {matrix.as_of}", "bold"))
    numbered = list(enumerate(matrix.rows, 1))
    width = max(1, (console.width - TITLES) // SQUARE)
    for start in range(0, len(numbered), width):
        console.print(Padding(_grid(matrix, numbered[start : start + width]), (1, 0, 1, 0)))
    for number, row in numbered:
        line(str(number), _named(row, library))
    console.print()
    for sign, words in _key(matrix).items():
        line(sign, "; ".join(words))
    line("n/m", "n of m offenses of the place are answered so; the others otherwise")
    line("( )", "a practice or a police agreement, and no policy of the office")
    line("*", "the source's list is open here")
    line("+", "the sources name it as discretion and say nothing of what to do")
    line("next", "nolle compare --all --element buying: every square opened, with its clause and source")
    console.print()


def _grid(matrix: Any, rows: list[tuple[int, Row]]) -> Table:
    """Some of the rows as columns, by number."""
    grid = Table(box=None, padding=(0, 1), show_header=True, header_style="dim")
    grid.add_column("", no_wrap=True)
    for number, _ in rows:
        grid.add_column(str(number), justify="center", no_wrap=True)
    for element in matrix.elements:
        title = f"{element.title}{' *' if element.opened else ''}{' +' if element.beside else ''}"
        grid.add_row(title, *(_sign(row.square(element.id)) for _, row in rows))
    return grid


def _key(matrix: Any) -> dict[str, list[str]]:
    """The signs that occur with what each stands for."""
    found: dict[str, list[str]] = {}
    squares = [row.square(element.id) for row in matrix.rows for element in matrix.elements]
    for value in sorted({square.value for square in squares}, key=[*VALUES, *GIVEN_WORDS].index):
        mark = GIVEN[value] if isinstance(value, Given) else STANDING[value]
        found.setdefault(mark.sign, []).append(word_of(value))
    return found


def _named(row: Row, library: Library) -> str:
    return row.id if row.as_of is None else library.offices[row.office].name


def _sign(square: Square) -> Text:
    mark = mark_of(square)
    share = f" {square.n}/{square.of}" if 0 < square.n < square.of else ""
    shown = f"({mark.sign})" if (square.outline or square.practice) and "(" not in mark.sign else mark.sign
    return Text(f"{shown}{share}", style=mark.style)


def opened(matrix: Any) -> None:
    """Every square: what is said, by which clause, where that stands, what was before, what was seen."""
    library: Library = matrix.library
    documents = matrix.json()["documents"]
    for element in matrix.elements:
        console.print()
        console.print(Text(f"{element.title}, {matrix.as_of}", style="bold"))
        if element.note:
            console.print(Padding(Text(element.note, style="dim"), (0, 0, 0, 2)))
        for row in matrix.rows:
            square = row.square(element.id)
            console.print()
            mark, word = mark_of(square), word_of(square.value)
            console.print(Text(f"  {_named(row, library)}"), Text(f"{mark.sign} {word}", style=mark.style))
            _inside(matrix.square(row, square), square, documents, library)
    console.print()


def _inside(told: dict[str, Any], square: Square, documents: dict[str, Any], library: Library) -> None:
    if 0 < square.n < square.of:
        line("offenses", f"{square.n} of {square.of}")
    for clause in told["by"]:
        line("clause", _clause(clause, documents, library))
    for clause in told["also"]:
        line("or else", _clause(clause, documents, library))
    if told["instrument"]:
        line("kind", f"{told['instrument']}, and no policy of the office")
    for seen in told["practice"]:
        line("seen", f"{seen['says']} ({seen['policy']})")
    for earlier in told["earlier"]:
        word = word_of(Value(earlier["value"]) if earlier["value"] in {*Value} else Given(earlier["value"]))
        ended = documents[earlier["policy"]]["ended"]
        line("before", f"{word}: {earlier['policy']}{f', until {ended}' if ended else ''}")
    if told["text_read"]:
        line("basis", READ[told["text_read"]])


def _clause(clause: dict[str, Any], documents: dict[str, Any], library: Library) -> str:
    since = documents.get(clause["policy"], {}).get("since")
    sources = [
        (library.sources[c["source"]].title if c["source"] in library.sources else c["source"])
        + (f": {c['at']}" if c["at"] else "")
        for c in clause["cite"]
    ]
    return f"{clause['policy']} {clause['clause']}" + (f", since {since}" if since else "") + (
        f" [{'; '.join(sources)}]" if sources else ""
    )  # fmt: skip
