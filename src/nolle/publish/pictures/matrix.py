"""Offices down, kinds of charge across, on one day: a mark, its word and since when in every cell.

*No*, *not addressed*, *not known*, *no policy found* and *not checked* have marks of their own, so that a copy in one
colour says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from nolle.analysis.standing import COLUMNS, Row
from nolle.publish.cells import NOUNS, TITLES, VALUES
from nolle.publish.page import capital, day
from nolle.publish.pictures import answers, theme
from nolle.publish.pictures.answers import folded
from nolle.publish.pictures.layers import Drawn, Line, Text, sheet
from nolle.publish.pictures.picture import Picture, sources_of

LEFT, WIDE, HIGH, TOP = 204, 176, 44, 112
"""Room for the names, a cell's width and height, and where the first row begins: pixels."""

_LETTERS = 29
"""What fits in a line of a name."""


def matrix(rows: Sequence[Row], names: Mapping[str, str], as_of: date, known_on: date | None = None) -> Picture:
    """The picture of these rows. `names` are the offices' names by id.

    Raises NolleError where the `charts` extra is missing.
    """
    told = tuple(answers.values(row, names[row.office]) for row in rows)
    title = f"What each office says of each kind of charge, {answers.at(as_of, known_on)}"
    width = LEFT + WIDE * len(COLUMNS)
    height = TOP + HIGH * len({row.office for row in rows}) + 58
    drawn = [*_head(title, rows, width), *_cells(rows, names, width), *_foot(height)]
    return Picture(
        "matrix", title, _alt(rows, as_of, known_on), sheet(width, height, drawn), answers.COLUMNS, told,
        sources_of(told), as_of, known_on,
    )  # fmt: skip


def _head(title: str, rows: Sequence[Row], width: float) -> Iterator[Drawn]:
    yield Text(0, 12, title, theme.TITLE, weight=600)
    yield Text(0, 38, _finding([row for row in rows if row.conduct == "selling"], "selling"), theme.LARGE)
    for index, conduct in enumerate(COLUMNS):
        x = LEFT + WIDE * index
        mine = [row for row in rows if row.conduct == conduct]
        yield Text(x, TOP - 38, capital(TITLES[conduct]), theme.LARGE, weight=600)
        yield Text(x, TOP - 20, _of(mine), theme.SMALL, theme.QUIET)
    yield Line(0, TOP - 7, width, TOP - 7, theme.INK)


def _of(rows: Sequence[Row]) -> str:
    policy, hollow = answers.in_force(rows)
    return f"answered by policy: {policy} of {len(rows)}" + (f", else {hollow}" if hollow else "")


def _cells(rows: Sequence[Row], names: Mapping[str, str], width: float) -> Iterator[Drawn]:
    order = list(dict.fromkeys(row.office for row in rows))
    columns = list(COLUMNS)
    for at, office in enumerate(order):
        middle = TOP + HIGH * at + HIGH / 2
        lines = folded(answers.short(names[office]), _LETTERS)
        for number, line in enumerate(lines):
            yield Text(0, middle + 15 * (number - (len(lines) - 1) / 2), line, theme.NORMAL, weight=600)
        yield Line(0, middle + HIGH / 2, width, middle + HIGH / 2, theme.LINE)
    placed = [
        (row, LEFT + WIDE * columns.index(row.conduct), TOP + HIGH * (order.index(row.office) + 0.5)) for row in rows
    ]
    yield from (answers.sign(row, x + 8, y) for row, x, y in placed)
    yield from (Text(x + 22, y - (7 if answers.beside(row) else 0), VALUES[row.value]) for row, x, y in placed)
    yield from (Text(x + 22, y + 8, answers.beside(row), theme.SMALL, theme.QUIET) for row, x, y in placed)


_FOOT = """\
In outline: a practice or a police agreement, and no policy. Nothing found: the text was not read in full. Silent: it was, and says nothing. Status unknown: nobody knows since that day, or when.
No policy found: a search found none. Not yet checked: nobody has looked. None of these is a no: "will prosecute" stands only where the text says so. A share: so many of the offenses of the kind."""  # noqa: E501


def _foot(height: float) -> Iterator[Drawn]:
    for index, line in enumerate(_FOOT.splitlines()):
        yield Text(0, height - 30 + 16 * index, line, theme.SMALL, theme.QUIET)


def _finding(rows: Sequence[Row], conduct: str) -> str:
    policy, hollow = answers.in_force(rows)
    also = f"; {hollow} more by practice or police agreement alone" if hollow else ""
    many = answers.offices(len(rows))
    return f"{capital(NOUNS[conduct])}: a policy in force says something at {policy} of {many}{also}."


def _alt(rows: Sequence[Row], as_of: date, known_on: date | None) -> str:
    known = f", as known on {day(known_on)}" if known_on else ""
    many = answers.offices(len({row.office for row in rows}))
    parts = [
        f"{_finding(mine, conduct)} The answers are: {answers.counted(mine)}."
        for conduct in COLUMNS
        if (mine := [row for row in rows if row.conduct == conduct])
    ]
    kinds = len({row.conduct for row in rows})
    return (
        f"A table of {many} by {kinds} kinds of charge on {day(as_of)}{known}. {' '.join(parts)} "
        f"Counted from the {len(rows)} rows."
    )
