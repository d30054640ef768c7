"""A tile for each state, all of one size: how many of its offices were researched, and how many decline.

A state without a researched office is blank with a corner: not checked, which is not no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nolle.analysis.standing import Row, Value
from nolle.law.gazetteer import State
from nolle.publish.cells import NOUNS, VALUES
from nolle.publish.marks import MARKS, STANDING
from nolle.publish.page import capital, day, listed, plural
from nolle.publish.pictures import answers, theme
from nolle.publish.pictures.answers import folded
from nolle.publish.pictures.layers import Box, Drawn, Sign, Text, sheet
from nolle.publish.pictures.picture import Column, Picture, sources_of
from nolle.publish.pictures.shapes import tiles
from nolle.terms import Decision

TILE, GAP, TOP = 98.0, 5.0, 66.0
"""Side of a tile, the blank between two, and where the first row begins: pixels."""

COLUMNS = (
    Column("state", "the state's id"),
    Column("name", "its name"),
    Column("offices", "offices in the record", number=True),
    Column("researched", "of these, those that somebody has checked", number=True),
    Column("declines", "of these, those that decline by a policy in force", number=True),
    Column("declines_by_practice", "those that decline by a practice or an agreement, and no policy", number=True),
    Column("limits", "those that decline on a condition, divert, or need a supervisor's approval", number=True),
    Column("will_prosecute", "those that say that they will prosecute", number=True),
    Column("says_nothing", "silent, nothing found, not covered, not in force, or the law is repealed", number=True),
    Column("not_known", "status unknown, text not read, unclear, undetermined", number=True),
    Column("no_policy_found", "those where a search found none", number=True),
    Column("sources", "the ids of its sources", many=True),
)
_GROUPS = {
    Value.CONDITION: "limits", Value.DIVERTS: "limits", Value.APPROVAL: "limits",
    Value.PROSECUTES: "will_prosecute",
    Value.SILENT: "says_nothing", Value.NOTHING_FOUND: "says_nothing", Value.NOT_COVERED: "says_nothing",
    Value.NOT_IN_FORCE: "says_nothing", Value.REPEALED: "says_nothing",
    Value.STATUS_UNKNOWN: "not_known", Value.UNREAD: "not_known", Value.UNCLEAR: "not_known",
    Value.UNDETERMINED: "not_known",
    Value.NO_POLICY: "no_policy_found",
}  # fmt: skip
"""Where an answer is counted; declining is counted by what it rests on, and not checked is no answer."""

_SHORT = {
    "declines_by_practice": "by practice", "limits": "with a limit", "will_prosecute": "will prosecute",
    "says_nothing": "nothing said", "not_known": "not known", "no_policy_found": "none found",
}  # fmt: skip
"""The counts in the words of a tile."""

_FOOT = (
    "A tile: how many of the offices that were researched decline by a policy in force. With a limit: on a condition, "
    "by diversion, or if a supervisor approves. "
    "A blank tile with a corner: nobody has checked an office of the state, which is no answer and not no."
)
_LINES, _LETTERS = 3, 15
"""What a tile has room for."""

_COUNTS = tuple(column.name for column in COLUMNS[4:-1])


@dataclass(frozen=True)
class _Tile:
    state: State
    x: float
    y: float
    counts: Mapping[str, int]
    sources: tuple[str, ...]

    @property
    def researched(self) -> int:
        return self.counts["researched"]


def tile_map(rows: Sequence[Row], states: Mapping[str, State], as_of: date, known_on: date | None = None) -> Picture:
    """The tiles of these rows, all of one kind of charge. `states` are by id.

    Raises NolleError where the `charts` extra is missing.
    """
    conduct = rows[0].conduct if rows else "selling"
    made = [_tile(state, [row for row in rows if row.place.partition("/")[0] == state.id]) for state in _shown(states)]
    told = tuple(_row(tile) for tile in sorted(made, key=lambda tile: tile.state.name))
    title = f"{capital(NOUNS[conduct])}: offices that decline, by state, {answers.at(as_of, known_on)}"
    columns, lines = (max(one[axis] for one in tiles().values()) + 1 for axis in (0, 1))
    width, height = columns * (TILE + GAP), TOP + lines * (TILE + GAP) + 42
    drawn: list[Drawn] = [
        Text(0, 12, title, theme.TITLE, weight=600), Text(0, 38, _finding(told), theme.LARGE),
        *(one for tile in made for one in _drawn(tile)),
        *(Text(0, height - 28 + 16 * at, line, theme.SMALL, theme.QUIET) for at, line in enumerate(folded(_FOOT, 190))),
    ]  # fmt: skip
    return Picture(
        "tiles", title, _alt(told, rows, conduct, as_of, known_on), sheet(width, height, drawn), COLUMNS, told,
        sources_of(told), as_of, known_on,
    )  # fmt: skip


def _shown(states: Mapping[str, State]) -> list[State]:
    return [state for state in states.values() if state.postal in tiles()]


def _tile(state: State, rows: Sequence[Row]) -> _Tile:
    column, line = tiles()[state.postal]
    checked = [row for row in rows if row.value is not Value.NOT_CHECKED]
    counts = dict.fromkeys(_COUNTS, 0)
    for row in checked:
        practice = "declines_by_practice" if answers.outlined(row) else "declines"
        counts[practice if row.value is Value.DECLINES else _GROUPS[row.value]] += 1
    counts |= {"offices": len(rows), "researched": len(checked)}
    sources = tuple(dict.fromkeys(id for row in checked for id in row.sources))
    return _Tile(state, column * (TILE + GAP), TOP + line * (TILE + GAP), counts, sources)


def _drawn(tile: _Tile) -> Iterator[Drawn]:
    x, y, counts = tile.x, tile.y, tile.counts
    many, n = tile.researched, counts["declines"]
    yield Box(x, y, x + TILE, y + TILE, theme.GROUND, theme.QUIET if many else theme.LINE)
    yield Text(x + 8, y + 16, tile.state.postal, theme.LARGE, theme.INK if many else theme.QUIET, 600 if many else 400)
    if not many:
        yield Sign(x + TILE - 17, y + 16, STANDING[Value.NOT_CHECKED], 15)
        return
    if n:
        yield Sign(x + TILE - 17, y + 16, MARKS[Decision.DECLINE], 19, (n, many))
    told = f"{n} of {many} decline{'s' if many == 1 else ''}"
    yield Text(x + 8, y + 38, told if len(told) <= _LETTERS else f"{n} of {many}", theme.NORMAL, weight=600)
    others = [f"{counts[name]} {word}" for name, word in _SHORT.items() if counts[name]]
    if len(others) > _LINES:
        others[_LINES - 1 :] = ["others: the table"]
    for at, text in enumerate(others):
        yield Text(x + 8, y + 54 + 14 * at, text, theme.SMALL, theme.QUIET)


def _row(tile: _Tile) -> dict[str, Any]:
    return {
        "state": tile.state.id, "name": tile.state.name, "offices": tile.counts["offices"],
        "researched": tile.researched, **{name: tile.counts[name] for name in _COUNTS}, "sources": tile.sources,
    }  # fmt: skip


def _finding(told: Sequence[Mapping[str, Any]]) -> str:
    many, states = sum(row["researched"] for row in told), sum(row["researched"] > 0 for row in told)
    n, hollow = sum(row["declines"] for row in told), sum(row["declines_by_practice"] for row in told)
    also = f", and {hollow} more by practice alone" if hollow else ""
    return (
        f"{n} of {answers.offices(many)} researched, in {plural(states, 'state')}, decline by a policy in force{also}."
    )


def _alt(
    told: Sequence[Mapping[str, Any]], rows: Sequence[Row], conduct: str, as_of: date, known_on: date | None
) -> str:
    known = f", as known on {day(known_on)}" if known_on else ""
    some = [row for row in told if row["researched"]]
    each = [f"{row['name']} {row['declines']} of {row['researched']}" for row in some]
    sums = [(name.replace("_", " "), sum(row[name] for row in told)) for name in _COUNTS]
    added = " + ".join(f"{n} {name}" for name, n in sums)
    kinds = answers.counted([row for row in rows if row.value is not Value.NOT_CHECKED])
    outside = len(rows) - sum(row["offices"] for row in told)
    beyond = f" {plural(outside, 'office is', 'offices are')} in no state of the tiles." if outside else ""
    return (
        f"Tiles of 50 states and the District of Columbia, {NOUNS[conduct]}, on {day(as_of)}{known}. {_finding(told)} "
        f"By state: {listed(each)}. The other {plural(len(told) - len(some), 'tile is', 'tiles are')} blank: "
        f"{VALUES[Value.NOT_CHECKED]}, which is not no.{beyond} The answers are: {kinds}. "
        f"Counted from the rows: {added} = {sum(n for _, n in sums)}."
    )
