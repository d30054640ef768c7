"""A mapping document → the query that turns a file's own columns into the standard charges.

Most of what a file says, many of its rows say alike: distinct words and distinct dates are read once, and a row
keeps the numbers of both. Each source row ends in one place: as a charge, or in the quarantine with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nolle.compiler.cells import NOTHING, cell, id_cell, trimmed, truth
from nolle.compiler.days import mood, written
from nolle.compiler.layout import DISPOSED, STRINGS, Layout, day_of, days_of
from nolle.compiler.numbered import Numbered, as_text
from nolle.compiler.query import Query, Step, columns, name
from nolle.compiler.rows import aside, incomplete
from nolle.records.columns import BESIDE, CHARGE, IDS, ROWS
from nolle.records.mapping import Column

WORDED = tuple(column.name for column in (*CHARGE, *BESIDE))
OWN = "own "
"""Before the name of a standard column: the office's own word for it."""


@dataclass(frozen=True)
class Before:
    """Records that were taken in before: new ones are numbered after them.

    `rows` of a file were taken in; the relation `charges_before` holds their charges, `words_before` and
    `days_..._before` the numbers of what they say.
    """

    rows: int


def standardise(layout: Layout, before: Before | None = None) -> Query:
    """`source` (with `source_row`) → `words`, `days_...`, `quarantine` and `charges`.

    A row goes to one of the last two. `counted` says how many charges have which words.
    """
    steps = [step for numbered in numberings(layout) for step in numbered.steps(before is not None)]
    steps += [*_read(layout, before.rows if before else 0), *aside(layout, before is not None), _quarantine()]
    return Query((*steps, _charges(layout), *incomplete(layout), _COUNTED))


_COUNTED = Step("counted", "select\n  word,\n  count(*) as n\nfrom charges\ngroup by word", "charges by their words")


def numberings(layout: Layout) -> list[Numbered]:
    """What rows say of a charge, and each of their dates: numbered, each combination once."""
    return [_words(layout), *(_days(layout, day) for day in layout.dates)]


def alike(layout: Layout) -> dict[Step, tuple[str, ...]]:
    """Steps that leave what many rows write alike once, with the columns of the file that each leaves."""
    return {numbered.written(): numbered.raw for numbered in numberings(layout) if numbered.raw}


def said(layout: Layout) -> str:
    """The select of the charges with what they say: for counting, never on the way to a decision."""
    facts = [f"w.{name(column)}" for column in (*WORDED, *layout.facts)]
    dates = [f"d{n}.{name(f'{day}_{end}')}" for n, day in enumerate(layout.dates) for end in ("first", "last")]
    chosen = columns(["c.source_row", "c.charge_id", "c.case_id", "c.person_id", *facts, *dates])
    joins = "".join(
        f"\njoin {days_of(day)} as d{n} on d{n}.day = c.{day_of(day)}" for n, day in enumerate(layout.dates)
    )
    return f"select\n  {chosen}\nfrom charges as c\njoin words as w on w.word = c.word{joins}"


def _words(layout: Layout) -> Numbered:
    made = [f"{_spoken(layout, column)} as {name(column)}" for column in WORDED]
    made += [f"{cell(layout, fact)} as {name(fact)}" for fact in layout.facts]
    made += [f"{trimmed(column, layout)} as {name(OWN + told)}" for told, column in _translated(layout).items()]
    filled = [_spoken(layout, column) for column in layout.worded]
    made += [f"{mood(layout)} as mood", f"{_all_null(filled)} as blank"]
    what = "what rows say of a charge, each combination once"
    return Numbered("words", "word", layout.raw(layout.worded), tuple(made), what)


def _spoken(layout: Layout, standard: str) -> str:
    """A standard column of the words, as the expression that fills it."""
    if standard == "more_charges":
        column = layout.column(standard)
        return NOTHING if column is None else truth(trimmed(column, layout))
    if standard in ("comment", "charges_in_case", *DISPOSED):
        column = layout.column(standard)
        return NOTHING if column is None else trimmed(column, layout)
    return cell(layout, standard)


def _days(layout: Layout, day: str) -> Numbered:
    """A date of the rows: what is written, each once, numbered from 1, and 0 where nothing is."""
    first, last = written(layout, day)
    made = (f"{first} as {name(day + '_first')}", f"{last} as {name(day + '_last')}")
    return Numbered(days_of(day), "day", layout.raw((day,)), made, f"the days written as {day}", filled=True)


def _all_null(expressions: Sequence[str]) -> str:
    return " and ".join(f"{expression} is null" for expression in expressions) or "true"


def _read(layout: Layout, before: int) -> list[Step]:
    """Each row with its own ids, and the numbers of its words and its dates; ids that are one column are kept once."""
    cells: dict[str, str] = {}
    for standard in (column.name for column in (*IDS, *ROWS)):
        column = layout.column(standard)
        if column is not None or standard in ("charge_id", "case_id", "person_id"):
            cells[standard] = NOTHING if column is None else id_cell(column, layout)
    kept = {cell: standard for standard, cell in reversed(cells.items())}
    numbers = ["w.word", *(f"d{n}.day as {day_of(day)}" for n, day in enumerate(layout.dates))]
    row = f"s.source_row + {before} as source_row" if before else "s.source_row"
    chosen = columns([row, *(f"{cell} as {standard}" for cell, standard in kept.items()), *numbers])
    joins = [f"join words as w on {_same(layout.raw(layout.worded), 'w')}"]
    for n, day in enumerate(layout.dates):
        joins.append(f"join {days_of(day)} as d{n} on {_same(layout.raw((day,)), f'd{n}')}")
    rows = f"select\n  {chosen}\nfrom source as s\n" + "\n".join(joins)
    named = ["source_row", *(f"{kept[cell]} as {standard}" for standard, cell in cells.items())]
    named += ["word", *map(day_of, layout.dates)]
    what = "each row of the file with the numbers of its words and its dates"
    return [
        Step("lines", rows, what, large=True),
        Step(
            "read", f"select\n  {columns(named)}\nfrom lines", f"{what}, by the standard names", view=True, large=True
        ),
    ]


def _same(raw: Sequence[str], alias: str) -> str:
    tests = [f"{alias}.r{place} = {as_text(column, 's.')}" for place, column in enumerate(raw)]
    return " and ".join(tests) or "true"


def _quarantine() -> Step:
    sql = "select source_row, min(reason) as reason\nfrom aside\ngroup by source_row"
    return Step("quarantine", sql, "rows that are no charge, and why", large=True)


def _charges(layout: Layout) -> Step:
    row = "'row ' || cast(r.source_row as varchar)" if layout.column("charge_id") else "cast(r.source_row as varchar)"
    kept = ["r.source_row", f"coalesce(r.charge_id, {row}) as charge_id", "r.case_id", "r.person_id", "r.word"]
    kept += [f"r.{day_of(day)}" for day in layout.dates]
    joins = "left join quarantine as q on q.source_row = r.source_row"
    if layout.mapping.same_count:
        kept.append("case when u.source_row is null then 0 else 1 end as unsettled")
        joins += "\nleft join unsettled as u on u.source_row = r.source_row"
    sql = f"select\n  {columns(kept)}\nfrom read as r\n{joins}\nwhere q.source_row is null"
    return Step("charges", sql, "one row per charge", view=True, large=True)


def strings(layout: Layout) -> Step:
    """`words` → `strings`: each distinct charge string once, numbered."""
    chosen, order = ", ".join(STRINGS), ", ".join(f"coalesce({s}, '')" for s in STRINGS)
    every = f"  select {chosen} from words"
    if layout.amended:
        ended = ", ".join((*DISPOSED, NOTHING, NOTHING))
        every += f"\n  union\n  select {ended} from words where coalesce({', '.join(DISPOSED)}) is not null"
    sql = (
        f"select row_number() over (order by {order}) as charge_string, {chosen}\n"
        f"from (\n  select distinct * from (\n{every}\n) as said\n) as once"
    )
    return Step("strings", sql, "distinct charge strings, and what charges ended as")


def _translated(layout: Layout) -> dict[str, Column]:
    """The standard columns whose cells are translated, or must be of a vocabulary, with where they come from."""
    found = {}
    for standard in layout.worded:
        column = layout.column(standard)
        fact = layout.dictionary.facts.get(standard)
        numbered = fact is not None and fact.type in ("int", "bool")
        worded = numbered or layout.vocabulary(standard) or (column is not None and column.values)
        if column is not None and worded and not column.otherwise:
            found[standard] = column
    return found


def unrecognised(layout: Layout) -> dict[str, str]:
    """For each column with a vocabulary: the select of its own words that nothing translates, with counts."""
    return {
        standard: (
            f"select w.{name(OWN + standard)} as word, sum(c.n) as n\nfrom words as w\n"
            "join counted as c on c.word = w.word\n"
            f"where w.{name(OWN + standard)} is not null and w.{name(standard)} is null\n"
            "group by 1\norder by 2 desc, 1\nlimit 20"
        )
        for standard in _translated(layout)
    }
