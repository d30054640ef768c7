"""Rows of the tracker as pictures tell them: the word, since when, whether it is a policy, and counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from nolle.analysis.standing import Row, Status, Value
from nolle.analysis.standing.said import OUTLINED
from nolle.publish.cells import VALUES
from nolle.publish.marks import STANDING
from nolle.publish.page import day, listed, plural
from nolle.publish.pictures.layers import Sign
from nolle.publish.pictures.picture import Column
from nolle.terms import Instrument

SAYS = (Value.DECLINES, Value.CONDITION, Value.DIVERTS, Value.APPROVAL, Value.PROSECUTES, Value.NOT_COVERED)
"""Answers that say something of the charge."""

COLUMNS = (
    Column("place", "the place's id"),
    Column("office", "the office's id"),
    Column("name", "the office's name"),
    Column("conduct", "the kind of charge"),
    Column("answer", "the answer, in the words of the picture"),
    Column("drawn_as", "policy, or outline: a practice, a promise or a police agreement is no policy"),
    Column("since", "when it began (EDTF)"),
    Column("until", "when what there was ended (EDTF)"),
    Column("unknown_since", "the first day on which nobody knows"),
    Column("searched_on", "the day on which a search found nothing"),
    Column("by", "under whom it was issued", many=True),
    Column("policy", "the documents behind it", many=True),
    Column("kind", "their instruments", many=True),
    Column("offenses", "how many offenses of the kind are answered so", number=True),
    Column("offenses_of", "how many offenses of the kind there are", number=True),
    Column("sources", "the ids of its sources", many=True),
)


def outlined(row: Row) -> bool:
    """Whether all that is behind an answer is a practice, a promise or an agreement of the police."""
    stands = row.status in (Status.IN_FORCE, Status.UNKNOWN)
    return stands and bool(row.kind) and all(kind in OUTLINED for kind in row.kind)


def instrument(row: Row) -> str:
    """What an answer in outline rests on: `practice`."""
    return listed([OUTLINED[Instrument(kind)] for kind in row.kind]) if outlined(row) else ""


def sign(row: Row, x: float, y: float, size: float = 15.0) -> Sign:
    """The mark of an answer at a point."""
    share = (row.n, row.of) if 0 < row.n < row.of else (1, 1)
    return Sign(x, y, STANDING[row.value], size, share, outlined(row))


def beside(row: Row) -> str:
    """What stands with the word of an answer: its form if it is no policy, its share of offenses, its time."""
    share = f"{row.n} of {row.of}" if 0 < row.n < row.of else ""
    return ", ".join(part for part in (instrument(row), share, dated(row)) if part)


def dated(row: Row) -> str:
    """Since when an answer stands, or what is known of its time; in a few words."""
    if row.unknown_since:
        return f"since {row.unknown_since}"
    if row.searched_on:
        return f"searched {row.searched_on}"
    if row.until and row.status is not Status.IN_FORCE:
        return _ended(row.until)
    return _since(row.since)


def _since(text: str) -> str:
    """A beginning as the record has it: a day, a month, a year, or the years within which it lies."""
    first, slash, last = text.partition("/")
    if not slash:
        return f"since {text}" if text else ""
    if first == "..":
        return f"by {last}"
    return f"began in {first[:4]}" if first[:4] == last[:4] else f"began {first[:4]} to {last[:4]}"


def _ended(text: str) -> str:
    """An end in the same way."""
    first, slash, last = text.partition("/")
    if not slash:
        return f"ended {text}"
    if first == "..":
        return f"ended by {last}"
    return f"ended {first[:4]} to {last[:4]}" if first[:4] != last[:4] else f"ended in {first[:4]}"


def values(row: Row, name: str) -> dict[str, Any]:
    """A row of a picture's numbers."""
    return {
        "place": row.place, "office": row.office, "name": name, "conduct": row.conduct, "answer": VALUES[row.value],
        "drawn_as": f"outline: {instrument(row)}" if outlined(row) else "policy" if row.value in SAYS else "",
        "since": row.since, "until": row.until, "unknown_since": row.unknown_since, "searched_on": row.searched_on,
        "by": row.by, "policy": row.policy, "kind": row.kind, "offenses": row.n, "offenses_of": row.of,
        "sources": row.sources,
    }  # fmt: skip


def in_force(rows: Iterable[Row]) -> tuple[int, int]:
    """How many answers say something by a policy that is in force, and how many only in outline."""
    telling = [row for row in rows if row.value in SAYS]
    hollow = sum(map(outlined, telling))
    return len(telling) - hollow, hollow


def counted(rows: Sequence[Row]) -> str:
    """How many offices give which answer, in the order of the answers; the counts add up to the rows."""
    told: Counter[tuple[Value, str]] = Counter((row.value, instrument(row)) for row in rows)
    ordered = sorted(told.items(), key=lambda one: (list(Value).index(one[0][0]), one[0][1]))
    return ", ".join(f"{n} {VALUES[value]}{f' ({form})' if form else ''}" for (value, form), n in ordered)


def at(as_of: date, known_on: date | None) -> str:
    """The day of a picture: `on 3 January 2022, as known on 1 June 2022`."""
    return f"on {day(as_of)}{f', as known on {day(known_on)}' if known_on else ''}"


def short(name: str) -> str:
    """An office's name as a label."""
    return name.removeprefix("Office of the ").removesuffix("'s Office").removesuffix(" Office")


def folded(text: str, letters: int) -> list[str]:
    """A text in lines of at most so many letters; a long word stays whole."""
    lines: list[str] = []
    for part in text.split():
        if lines and len(lines[-1]) + 1 + len(part) <= letters:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    return lines


def offices(n: int) -> str:
    """`1 office`, `12 offices`."""
    return plural(n, "office")


def names_of(rows: Iterable[Row], names: Mapping[str, str]) -> dict[str, str]:
    """The names of the offices of some rows, by id, in the order of the rows."""
    return {row.office: names[row.office] for row in rows}
