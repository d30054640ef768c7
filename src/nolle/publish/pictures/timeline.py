"""A place over time: who headed the office, what it said of each kind of charge, its documents, and what others did.

A date that is not precise is drawn as faded as the record has it; what nobody knows is dotted; what is no policy of
the office is hollow; what nobody verified has a broken edge and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from nolle.analysis.standing import Row, Spell, Standing
from nolle.publish.cells import TITLES, VALUES
from nolle.publish.history import time_of
from nolle.publish.page import day, plural
from nolle.publish.pictures import answers, theme
from nolle.publish.pictures.lanes import BAR, COLUMNS, UNVERIFIED, WIDTH, Part, Time, Told, dots, faded
from nolle.publish.pictures.lanes_documents import document
from nolle.publish.pictures.lanes_office import heads, said_of
from nolle.publish.pictures.lanes_others import Happening, others, shown_of
from nolle.publish.pictures.layers import Box, Drawn, Line, Text, sheet
from nolle.publish.pictures.picture import Picture, sources_of

TOP = 72.0
"""Where the years stand, under title and finding."""


@dataclass(frozen=True)
class OfficeTime:
    """An office over time: how it stands at the end, and the stretches of its answers (none: it decides no charge)."""

    standing: Standing
    spells: tuple[Spell, ...] = ()


def first_day(offices: Sequence[Standing], as_of: date) -> date:
    """Where a timeline begins: the year before the first event of a document; without documents, ten years back."""
    times = [time.first for one in offices if (time := time_of(one)) is not None]
    return min([*times, as_of.replace(month=1, day=1)]) if times else date(as_of.year - 10, 1, 1)


def timeline(
    place: str, offices: Sequence[OfficeTime], happened: Sequence[Happening], as_of: date, known_on: date | None = None
) -> Picture:
    """The picture of a place from its first document to `as_of`. Raises NolleError without the extra `charts`."""
    time = Time(first_day([one.standing for one in offices], as_of), as_of)
    title = f"{place}: policies and office-holders, {time.first.year} to {day(as_of)}"
    parts: list[Part] = [Part(TOP + 14)]
    for one in offices:
        parts += _office(one, time, parts[-1].end)
    lanes_end = parts[-1].end
    parts.append(others(happened, time, lanes_end))
    rows = tuple(row for part in parts for row in part.rows)
    known = f" As known on {day(known_on)}." if known_on else ""
    drawn: list[Drawn] = [
        Text(0, 12, title, theme.TITLE, weight=600),
        Text(0, 37, f"{_today(offices)}{known}", theme.LARGE),
        *time.axis(TOP, lanes_end + (34 if shown_of(happened, time) else -8)),
        *(one for part in parts for one in part.drawn),
        *_key(parts[-1].end + 14, rows),
    ]
    return Picture(
        "timeline", title, _alt(place, offices, rows, time, known_on), sheet(WIDTH, parts[-1].end + 44, drawn),
        COLUMNS, rows, sources_of(rows), as_of, known_on,
    )  # fmt: skip


def _office(one: OfficeTime, time: Time, y: float) -> Iterator[Part]:
    """The lanes of an office, under its name."""
    yield Part(y + 22, (Text(0, y + 6, one.standing.office.name, theme.LARGE, weight=600),))
    part = heads(one.standing, time, y + 22)
    yield part
    for conduct, group in groupby(one.spells, lambda spell: spell.row.conduct):
        part = said_of(conduct, list(group), time, part.end)
        yield part
    for own in one.standing.documents:
        part = document(own, one.standing, time, part.end)
        yield part
    yield Part(part.end + 22)


def _key(y: float, rows: Sequence[Told]) -> Iterator[Drawn]:
    """What the documents' bars mean; the answers have their words beside them."""
    loose = any(UNVERIFIED in row["drawn_as"] for row in rows)
    looks: list[tuple[str, Box | Line, float]] = [
        ("in force", Box(0, y, 24, y + BAR, theme.QUIET, theme.QUIET), 80),
        ("in part", Box(0, y + 6, 24, y + BAR, theme.QUIET, theme.QUIET), 74),
        ("no policy: practice, promise, police agreement", Box(0, y, 24, y + BAR, theme.GROUND, theme.INK), 258),
        ("the day is not known exactly", faded(0, 24, y), 174),
        ("nobody knows since then", dots(0, 24, y), 156),
        *([("unverified", Box(0, y, 24, y + BAR, theme.GROUND, theme.QUIET, True), 90.0)] if loose else []),
    ]
    x = 0.0
    for word, one, wide in looks:
        yield replace(one, x=one.x + x, x2=one.x2 + x)
        yield Text(x + 31, y + 6, word, theme.SMALL, theme.QUIET)
        x += wide + 40


# -- words


def _today(offices: Sequence[OfficeTime]) -> str:
    told = []
    for one in offices:
        last = [spell.row for spell in one.spells if spell.days.last == one.standing.as_of]
        told += [f"{TITLES[row.conduct]}: {_answer(row)}" for row in last if row.conduct in ("selling", "buying")]
    if not told:
        return "No office of this place that decides charges was read."
    return f"On {day(offices[0].standing.as_of)}, {'; '.join(told)}."


def _answer(row: Row) -> str:
    more = ", ".join(part for part in (answers.instrument(row), answers.dated(row)) if part)
    return f"{VALUES[row.value]}{f' ({more})' if more else ''}"


def _alt(
    place: str, offices: Sequence[OfficeTime], rows: Sequence[Told], time: Time, known_on: date | None
) -> str:  # fmt: skip
    known = f", as known on {day(known_on)}" if known_on else ""
    lanes = {name: [row for row in rows if row["lane"] == name] for name in ("office-holder", "answer", "document")}
    parts = [f"{place} from {time.first.year} to {day(time.last)}{known}.", _today(offices)]
    if lanes["office-holder"]:
        parts.append(f"Office-holders: {'; '.join(map(_term, lanes['office-holder']))}.")
    for row in lanes["document"]:
        form, _, became = row["says"].partition(". ")
        parts.append(f'"{row["title"]}" ({form}): {became}')
    others_ = len(rows) - sum(map(len, lanes.values()))
    counts = ", ".join((
        plural(len(lanes["office-holder"]), "office-holder"),
        plural(len(lanes["answer"]), "stretch of an answer", "stretches of answers"),
        plural(len(lanes["document"]), "document"),
        plural(others_, "event of others or of the law", "events of others or of the law"),
    ))  # fmt: skip
    unseen = sum(row["drawn_as"].startswith("not drawn") for row in rows)
    left = f"{unseen} of them are not drawn, and say why." if unseen else "All of them are drawn."
    return " ".join([*parts, f"The table has {plural(len(rows), 'row')}: {counts}. {left}"])


def _term(row: Told) -> str:
    """A holder with the days as the record has them."""
    since = f"from {row['from']}" if row["from"] else "beginning not read"
    until = f" until {row['until']}" if row["until"] else ""
    return f"{row['title']}, {since}{until}{f', {UNVERIFIED}' if UNVERIFIED in row['drawn_as'] else ''}"
