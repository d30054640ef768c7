"""How good are these records of charges: what is missing, unmatched, impossible or repeated.

Asked before any number is believed. Reads the relations that deciding leaves in the engine (`charges`, `words`,
`days_...`, `read`, `counted`, `worded`, `strings`, `matched`). How many there are by month is asked in `months`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from nolle.compiler.cells import trimmed
from nolle.compiler.layout import Layout, day_of, days_of
from nolle.compiler.mapping import OWN, unrecognised
from nolle.compiler.query import Query, Step, name
from nolle.engine.base import Engine
from nolle.records.columns import DATES, OF_A_ROW
from nolle.records.mapping import Column
from nolle.records.matching.match import TO_REVIEW
from nolle.records.matching.matcher import Matcher

KEPT = ("charge_id", "case_id", "person_id")
"""Columns of a row that a charge keeps."""

_PER_WORD = "counted as c"
_PER_DAY = "per_day as d"


def _per_day(layout: Layout) -> Step:
    """How many charges have the same dates; the numbers of what is written, and the days that it may be."""
    days = ", ".join(map(day_of, layout.dates))
    counted = (
        f"select {days}, count(*) as n from charges group by {days}" if days else "select count(*) as n from charges"
    )
    ends = [f"d{n}.{name(f'{day}_{end}')}" for n, day in enumerate(layout.dates) for end in ("first", "last")]
    joins = "".join(
        f"\njoin {days_of(day)} as d{n} on d{n}.day = c.{day_of(day)}" for n, day in enumerate(layout.dates)
    )
    chosen = ", ".join(["c.*", *ends])
    return Step("per_day", f"select {chosen}\nfrom ({counted}) as c{joins}", "how many charges have the same dates")


@dataclass(frozen=True)
class Missing:
    """A standard column that the file fills: how many charges lack it.

    Of `unread` charges the cell is not empty: it holds a word or a date that nothing translates.
    """

    column: str
    n: int
    of: int
    unread: int = 0


@dataclass(frozen=True)
class Charged:
    """One distinct charge string: how often it comes, how it was matched, and to what.

    `deciding` names what would tell its candidates apart, `confidence` how far the statement it rests on was checked.
    """

    code: str
    description: str
    offense: str
    conduct: str
    how: str
    offenses: tuple[str, ...]
    n: int
    deciding: tuple[str, ...] = ()
    confidence: str = ""


@dataclass(frozen=True)
class Quality:
    """What a data analyst must know of a file before believing a number made from it.

    `impossible` counts charges by what cannot be of their dates, and `impossible_rows` each charge once. `alike` are
    charges of one case or person that say what another one says in everything that is read; None where no id joins
    charges. `places` are the counties and cities that charges are of.
    """

    missing: tuple[Missing, ...]
    strings: tuple[Charged, ...]
    impossible: Mapping[str, int]
    impossible_rows: int
    alike: int | None
    places: tuple[str, ...]

    @property
    def to_review(self) -> tuple[Charged, ...]:
        """Charge strings that need a person, most frequent first."""
        return tuple(string for string in self.strings if string.how in TO_REVIEW)


def quality(engine: Engine, layout: Layout, matcher: Matcher) -> Quality:
    """The quality of the records that the engine holds, whose strings this matcher matched."""
    engine.run(Query((_per_day(layout),)))
    return Quality(
        missing=tuple(_missing(engine, layout)),
        strings=tuple(_strings(engine, matcher)),
        impossible=dict(_impossible(engine, layout)),
        impossible_rows=_impossible_rows(engine, layout),
        alike=_alike(engine, layout),
        places=tuple(_places(engine)),
    )


# ---------------------------------------------------------------- what is missing


def _missing(engine: Engine, layout: Layout) -> Iterator[Missing]:
    """Each column that the file fills, in the order in which the mapping names them."""
    total = _number(engine, "select count(*) from charges")
    filled = [column for column in layout.own if column not in OF_A_ROW or column in KEPT]
    lacking = dict(_lacking(engine, filled))
    unread = {column: _unread_words(engine, column) for column in unrecognised(layout)}
    unread |= {day: _unread_days(engine, layout, day) for day in layout.dates}
    for column in filled:
        yield Missing(column, lacking[column], total, unread.get(column, 0))


def _lacking(engine: Engine, filled: Iterable[str]) -> Iterator[tuple[str, int]]:
    for column in filled:
        if column in KEPT:
            joined = "charges as c join read as r on r.source_row = c.source_row"
            yield column, _number(engine, f"select count(*) from {joined} where r.{column} is null")
        elif column in DATES:
            yield column, _days(engine, f"d.{name(column + '_first')} is null")
        else:
            joined = f"{_PER_WORD} join words as w on w.word = c.word"
            yield column, _number(engine, f"select sum(c.n) from {joined} where w.{name(column)} is null")


def _unread_words(engine: Engine, column: str) -> int:
    tests = f"w.{name(OWN + column)} is not null and w.{name(column)} is null"
    return _number(engine, f"select sum(c.n) from {_PER_WORD} join words as w on w.word = c.word where {tests}")


def _unread_days(engine: Engine, layout: Layout, day: str) -> int:
    """Charges whose date is written in a form that is not read, or is no day of the calendar."""
    raw = layout.raw((day,))
    key, first = _apart("key", raw), _apart("first", raw)
    named = [f"r{place} as {name(column)}" for place, column in enumerate(raw)]
    chosen = ", ".join([f"day as {name(key)}", f"{name(day + '_first')} as {name(first)}", *named])
    cell = trimmed(Column(column=layout.mapping.columns[day].column), layout)
    written = f"select {name(key)} as day from (select {chosen} from {days_of(day)}) as written"
    unread = f"{written} where {name(first)} is null and {cell} is not null"
    return _number(engine, f"select sum(c.n) from per_day as c join ({unread}) as d on d.day = c.{day_of(day)}")


def _apart(word: str, columns: Iterable[str]) -> str:
    """A name that no column of the file has, upper and lower case being the same."""
    taken = {column.lower() for column in columns}
    while word in taken:
        word += "_"
    return word


def _alike(engine: Engine, layout: Layout) -> int | None:
    """Charges of a case or person that say in all columns what an earlier one of it says."""
    own = [column for column in OF_A_ROW if column != "charge_id" and layout.column(column)]
    joins = [column for column in ("case_id", "person_id") if column in own]
    shared = layout.column("charge_id") is not None and any(
        layout.mapping.columns[column] == layout.mapping.columns["charge_id"] for column in joins
    )
    if not joins or shared:
        return None
    keys = ", ".join(["r.word", *(f"r.{column}" for column in (*map(day_of, layout.dates), *sorted(own)))])
    known = " or ".join(f"r.{column} is not null" for column in joins)
    rows = f"from charges as c join read as r on r.source_row = c.source_row where {known} group by {keys}"
    return _number(engine, f"select sum(k - 1) from (select count(*) as k {rows}) as same")


def _places(engine: Engine) -> Iterator[str]:
    """The places of charges, a precinct by its county."""
    rows = engine.fetch(
        f"select distinct w.place from {_PER_WORD} join words as w on w.word = c.word where place is not null"
    )
    yield from sorted({"/".join(place.split("/")[:2]) for (place,) in rows})


# ---------------------------------------------------------------- charge strings


def _strings(engine: Engine, matcher: Matcher) -> Iterator[Charged]:
    rows = engine.fetch(
        "select s.code, s.description, s.offense, s.conduct, m.how, m.offenses, sum(c.n) as n\n"
        "from worded as c join strings as s on s.charge_string = c.charge_string\n"
        "join matched as m on m.charge_string = c.charge_string\n"
        "group by 1, 2, 3, 4, 5, 6 order by n desc, 1, 2, 3, 4"
    )
    for code, description, offense, conduct, how, offenses, n in rows:
        match = matcher.match(offense, code, description, conduct)
        same = match.how == how  # a comment, which is never shown, may have made it another match
        yield Charged(
            code or "", description or "", offense or "", conduct or "", how, tuple(filter(None, offenses.split("|"))),
            int(n), match.deciding if same else (), match.confidence if same else "",
        )  # fmt: skip


# ---------------------------------------------------------------- dates that cannot be


def _impossible(engine: Engine, layout: Layout) -> Iterator[tuple[str, int]]:
    """Dates that cannot be: one before another that comes first, or after the day the question is asked about."""
    for what, test in _tests(layout).items():
        yield what, _days(engine, test)


def _impossible_rows(engine: Engine, layout: Layout) -> int:
    tests = [f"coalesce({test}, false)" for test in _tests(layout).values()]
    return _days(engine, " or ".join(tests)) if tests else 0


def _tests(layout: Layout) -> dict[str, str]:
    tests = {
        f"{later} before {earlier}": f"d.{name(later + '_last')} < d.{name(earlier + '_first')}"
        for earlier, later in combinations(layout.dates, 2)
    }
    if layout.as_of is not None:
        for day in layout.dates:
            tests[f"{day} after the as-of date"] = f"d.{name(day + '_first')} > date '{layout.as_of}'"
    return tests


def _days(engine: Engine, test: str) -> int:
    return _number(engine, f"select sum(d.n) from {_PER_DAY} where {test}")


def _number(engine: Engine, sql: str) -> int:
    return int(engine.fetch(sql)[0][0] or 0)
