"""How good are these records: what is missing, unmatched, impossible or repeated, and where the months break.

Asked before any number is believed. Reads the relations that deciding leaves in the engine (`read`,
`charges`, `coded`, `strings`, `matched`, `quarantine`, `unreadable`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from nolle.compiler.layout import DATES, Layout
from nolle.compiler.mapping import said
from nolle.compiler.query import Query, Step, name
from nolle.engine.base import Engine
from nolle.records.columns import OF_A_ROW
from nolle.records.matching.match import TO_REVIEW

KEPT = ("charge_id", "case_id", "person_id")
"""Columns of a row that a charge keeps."""

NEIGHBOURS = 6
BREAK = 2.0
"""A month is called a break where it holds less than half, or more than twice, the median of its neighbours."""


@dataclass(frozen=True)
class Missing:
    """A standard column that the file fills: how many charges lack it."""

    column: str
    n: int
    of: int


@dataclass(frozen=True)
class Charged:
    """One distinct charge string: how often it comes, how it was matched, and to what."""

    code: str
    description: str
    offense: str
    conduct: str
    how: str
    offenses: tuple[str, ...]
    n: int


@dataclass(frozen=True)
class Month:
    """Charges by month of a date; `breaks` where the count jumps against its neighbours."""

    month: str
    n: int
    breaks: bool


@dataclass(frozen=True)
class Quality:
    """What a data analyst must know of a file before believing a number made from it."""

    missing: tuple[Missing, ...]
    strings: tuple[Charged, ...]
    months_of: str
    months: tuple[Month, ...]
    impossible: Mapping[str, int]

    @property
    def to_review(self) -> tuple[Charged, ...]:
        """Charge strings that need a person, most frequent first."""
        return tuple(string for string in self.strings if string.how in TO_REVIEW)


def quality(engine: Engine, layout: Layout) -> Quality:
    """The quality of the records that the engine holds."""
    engine.run(Query((Step("said", said(layout), "charges with what they say"),)))
    dates = layout.dates
    dated = next((day for day in ("filed_on", "arrested_on", "referred_on", "offense_on") if day in dates), "")
    return Quality(
        missing=tuple(_missing(engine, layout)),
        strings=tuple(_strings(engine)),
        months_of=dated,
        months=tuple(_months(engine, dated)) if dated else (),
        impossible=dict(_impossible(engine, dates, layout)),
    )


def _missing(engine: Engine, layout: Layout) -> Iterator[Missing]:
    filled = [column for column in layout.own if column not in OF_A_ROW or column in KEPT]
    if not filled:
        return
    columns = [name(f"{own}_first" if own in DATES else own) for own in filled]
    counts = ", ".join(f"count(*) - count({column})" for column in columns)
    total, *lacking = engine.fetch(f"select count(*), {counts} from said")[0]
    for own, n in zip(filled, lacking, strict=True):
        yield Missing(own, n, total)


def _strings(engine: Engine) -> Iterator[Charged]:
    rows = engine.fetch(
        "select s.code, s.description, s.offense, s.conduct, m.how, m.offenses, sum(c.n) as n\n"
        "from coded as c join strings as s on s.charge_string = c.charge_string\n"
        "join matched as m on m.charge_string = c.charge_string\n"
        "group by 1, 2, 3, 4, 5, 6 order by n desc, 1, 2, 3, 4"
    )
    for code, description, offense, conduct, how, offenses, n in rows:
        yield Charged(
            code or "",
            description or "",
            offense or "",
            conduct or "",
            how,
            tuple(filter(None, offenses.split("|"))),
            int(n),
        )


def _months(engine: Engine, day: str) -> Iterator[Month]:
    column = name(f"{day}_first")
    rows = engine.fetch(
        f"select strftime({column}, '%Y-%m'), count(*) from said\n"
        f"where {column} is not null group by 1 order by 1"
    )
    counts: dict[str, int] = dict(rows)
    every = list(_every_month(rows[0][0], rows[-1][0])) if rows else []
    for place, month in enumerate(every):
        yield Month(month, counts.get(month, 0), _breaks([counts.get(m, 0) for m in every], place))


def _every_month(first: str, last: str) -> Iterator[str]:
    year, month = (int(part) for part in first.split("-"))
    while f"{year:04d}-{month:02d}" <= last:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _breaks(counts: Sequence[int], place: int) -> bool:
    """Whether a month stands out against the months around it; the first and last may be cut, and are left."""
    if place in (0, len(counts) - 1) or len(counts) < NEIGHBOURS:
        return False
    around = [
        counts[i] for i in range(max(0, place - NEIGHBOURS), min(len(counts), place + NEIGHBOURS + 1)) if i != place
    ]
    usual = median(around)
    return bool(usual) and not usual / BREAK <= counts[place] <= usual * BREAK


def _impossible(engine: Engine, dates: Sequence[str], layout: Layout) -> Iterator[tuple[str, int]]:
    """Dates that cannot be: one before another that comes first, or after the day the question is asked about."""
    for earlier, later in pairwise(dates):
        test = f"{name(later + '_last')} < {name(earlier + '_first')}"
        yield f"{later} before {earlier}", _count(engine, test)
    if layout.as_of is not None:
        for day in dates:
            yield f"{day} after the as-of date", _count(engine, f"{name(day + '_first')} > date '{layout.as_of}'")


def _count(engine: Engine, test: str) -> int:
    return int(engine.fetch(f"select count(*) from said where {test}")[0][0])
