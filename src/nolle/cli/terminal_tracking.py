"""What `track` prints: the answer first, then the table with signs and words, then how it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nolle.analysis.changes import Change, Changes
from nolle.analysis.due import Due
from nolle.analysis.durability import Curve
from nolle.analysis.standing import COLUMNS, ClauseRow, Row, Status, Value
from nolle.analysis.standing.said import OUTLINED
from nolle.cli.terminal import LABEL, console, line
from nolle.law.library import Library
from nolle.publish.cells import NOUNS, TITLES, VALUES
from nolle.publish.change_words import sentence
from nolle.publish.marks import STANDING
from nolle.publish.page import day, plural
from nolle.publish.statements import Said, competing

_YEAR = 365.25
_MOST_SHOWN = 15


def tracked(told: Any, clauses: bool) -> None:
    """Offices down and kinds of charge across; or the clauses, one by one."""
    console.print()
    console.print(Text(_headline(told), "bold"))
    console.print()
    if clauses:
        _clauses(told.clauses)
    elif _whole(told):
        _grid(told)
    else:
        _rows(told.rows)
    if not clauses:
        _key({row.value for row in told.rows})
    answers = f"{len(told.rows)} of {told.of_rows} answers"
    line("shown", f"{answers}: {plural(told.offices, 'office')} x {len(COLUMNS)} kinds of charge")
    if told.others:
        line("no row", f"{', '.join(told.others)}: no charge is decided there")
    line("next", "nolle track PLACE: its history; --clauses: one by one; --out FILE: as a table with every source")
    console.print()


def _headline(told: Any) -> str:
    known = f", as known on {day(told.known_on)}" if told.known_on else ""
    selling = [row for row in told.rows if row.value is Value.DECLINES and row.conduct == "selling"]
    seen = sum(map(_soft, selling))
    said = f"{plural(len(selling) - seen, 'office')} of {told.offices} had a policy to decline {NOUNS['selling']}"
    said += f", and {seen} did so without one" if seen else ""
    filtered = "" if _whole(told) else " among the rows asked for"
    return f"On {day(told.as_of)}{known}, {said}{filtered}."


def _whole(told: Any) -> bool:
    return bool(len(told.rows) == told.of_rows)


def _grid(told: Any) -> None:
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("office", overflow="fold")
    for column in COLUMNS:
        grid.add_column(TITLES[column], overflow="fold")
    by_office: dict[str, list[Row]] = {}
    for row in told.rows:
        by_office.setdefault(row.office, []).append(row)
    for office, rows in by_office.items():
        name = told.library.offices[office].name
        grid.add_row(name.removesuffix("'s Office").removesuffix(" Office"), *(_cell(row) for row in rows))
    console.print(Padding(grid, (0, 0, 1, 0)))


def _cell(row: Row) -> Text:
    """The sign, a star where it hangs on more, brackets where it is no policy; since when under it."""
    mark = STANDING[row.value]
    since = f"to {row.until}" if row.until else row.since
    return Text(f"{_sign(row)}{'*' if row.conditional else ''} {since}".rstrip(), mark.style)


def _soft(row: Row) -> bool:
    """Whether all that is behind it is a practice, a promise or an agreement of the police."""
    return bool(row.kind) and all(kind in OUTLINED for kind in row.kind)


def _sign(row: Row) -> str:
    """The sign of an answer, in brackets where no policy is behind it."""
    sign = STANDING[row.value].sign
    return f"({sign})" if _soft(row) and "(" not in sign else sign


def _key(values: Iterable[Value]) -> None:
    for value in Value:
        if value in values:
            line(STANDING[value].sign, VALUES[value])
    line("*", "hangs on more than the charge: see the clauses")
    line("( )", "a practice or a police agreement, and no policy of the office")


def _rows(rows: Sequence[Row]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("place", "charge", "answer", "since", "until", "by", "instrument"):
        table.add_column(name, overflow="fold")
    for row in rows:
        mark = STANDING[row.value]
        table.add_row(
            row.place, TITLES[row.conduct], Text(f"{_sign(row)} {VALUES[row.value]}", mark.style), row.since,
            row.until, ", ".join(row.by), ", ".join(row.kind).replace("_", " "),
        )  # fmt: skip
    console.print(Padding(table, (0, 0, 1, 0)))


def _clauses(rows: Sequence[ClauseRow]) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("document", "clause", "says", "status", "since", "until"):
        table.add_column(name, overflow="fold")
    for row in rows:
        says, status = row.decision.replace("_", " "), row.status.value.replace("_", " ")
        table.add_row(row.policy, row.clause, says, status, row.since, row.until)
    console.print(Padding(table, (0, 0, 1, 0)))


# -- history and changes


def history(told: Any) -> None:
    """A place: how it stands, then everything that happened, in order."""
    tracked_, library = told.tracked, told.tracked.library
    console.print()
    names = ", ".join(library.offices[office].name for office in dict.fromkeys(row.office for row in tracked_.rows))
    console.print(Text(f"{names}, on {day(tracked_.as_of)}", "bold"))
    console.print()
    for row in tracked_.rows:
        mark = STANDING[row.value]
        line(TITLES[row.conduct], f"{_sign(row)} {VALUES[row.value]}{told_of(row)}", mark.style)
        for n, said in enumerate(_statements(row, library), 1):
            line("", escape(f"statement {n}: {said.text} [{', '.join(said.sources)}]"))
    console.print()
    _changes(told.changes, library)
    if told.undated:
        line("no date", ", ".join(told.undated))
    line("next", f"nolle place {tracked_.filters.place}: the page; nolle show ID: a document with its sources")
    console.print()


def _statements(row: Row, library: Library) -> Iterator[Said]:
    """What each source says, where the answer hangs on which of them is right."""
    if row.value in (Value.UNCLEAR, Value.STATUS_UNKNOWN):
        for policy, _, path in (clause.partition("#") for clause in row.clauses):
            rule = library.policies[policy].rule(path)
            yield from competing(rule) if rule else ()


def told_of(row: Row) -> str:
    """Since when, until when, under whom and in what form; of an answer that is none, what ended before."""
    ended = f" ({row.ended_by.replace('_', ' ')})" if row.ended_by else ""
    stood = row.status in (Status.ENDED, Status.IN_FORCE, Status.UNKNOWN)
    parts = [
        f"since {row.since}" if row.since and not row.until else "",
        f"{row.since} until {row.until}{ended}" if row.until and stood else "",
        f"what there was ended {row.until}{ended}" if row.until and not stood else "",
        f"not known since {row.unknown_since}" if row.unknown_since else "",
        f"searched on {row.searched_on}" if row.searched_on else "",
        ", ".join(row.by),
        ", ".join(row.kind).replace("_", " "),
    ]
    said = "; ".join(part for part in parts if part)
    return f": {said}" if said else ""


def changed(told: Changes, library: Library) -> None:
    """What happened, and then what was learned of earlier days."""
    console.print()
    n = plural(len(told.happened), "change")
    console.print(Text(f"{n} after {day(told.since)}, up to {day(told.until)}", "bold"))
    console.print()
    _changes(told.happened, library)
    console.print(Text(f"Learned in that time of earlier days: {plural(len(told.learned), 'statement')}", "bold"))
    console.print()
    _changes(told.learned[:_MOST_SHOWN], library)
    if len(told.learned) > _MOST_SHOWN:
        line("", f"and {len(told.learned) - _MOST_SHOWN} more (--json lists all)")
        console.print()


def _changes(changes: Sequence[Change], library: Library) -> None:
    for change in changes:
        short = len(change.on) <= LABEL
        label, before = (change.on, "") if short else (f"{change.span.first}..", f"By {change.span.last}: ")
        sources = f"  [{', '.join(change.sources)}]" if change.sources else ""
        line(label, escape(f"{before}{sentence(change, library)}{sources}"))
    console.print()


# -- due, durability


def due(told: Sequence[Due], now: date) -> None:
    """What to look up again, the longest overdue first."""
    console.print()
    overdue = sum(one.overdue for one in told)
    console.print(Text(f"On {day(now)}, {plural(len(told), 'thing')} to look up again, {overdue} overdue", "bold"))
    console.print()
    for one in told:
        policies = f" Documents: {', '.join(one.policies)}." if one.policies else ""
        said = f"{one.title} ({one.id}): {one.because}; {one.why}.{policies}"
        line(f"by {one.by}", escape(said), "bold" if one.overdue else "")
    console.print()


def durability(told: Any) -> None:
    """How long documents stand: counts, medians and the curve, with numbers at risk."""
    console.print()
    n = plural(told.all.n, "document")
    console.print(Text(f"{n} of offices, {told.all.ended} ended by {day(told.as_of)}", "bold"))
    console.print()
    line("all", _median(told.all))
    for kind, curve in told.by_kind.items():
        line("", f"{kind.replace('_', ' ')}: {curve.n}, {curve.ended} ended. {_median(curve)}")
    for end, n in told.ends.items():
        line(str(n), end.replace("_", " "))
    if told.left_out:
        line("left out", f"{told.left_out}: promises, documents without a rule, and what never began")
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("years", "still standing", "95 % interval", "at risk", "ended"):
        table.add_column(name, justify="right")
    for point in told.all.points:
        years, share = f"{point.days / _YEAR:.1f}", f"{point.share:.0%}"
        interval = f"{point.low:.0%} to {point.high:.0%}"
        table.add_row(years, share, interval, str(point.at_risk), str(point.ends))
    console.print(Padding(table, (0, 0, 1, 2)))
    line("mind", "few documents, not drawn by chance: what this project found. A wide interval is the honest answer.")
    console.print()


def _median(curve: Curve) -> str:
    if curve.median is None:
        return "Half have not ended within what the record shows."
    low, high = (f"{d / _YEAR:.1f}" if d is not None else "no bound" for d in (curve.median_low, curve.median_high))
    return f"Half have ended after {curve.median / _YEAR:.1f} years (95 % interval {low} to {high})."
