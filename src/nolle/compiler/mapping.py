"""A mapping document → the query that turns a file's own columns into the standard charges.

Most of what a file says, many of its rows say alike: distinct words and distinct dates are read once, and a row
keeps the numbers of both. Each source row ends in one place: as a charge, or in the quarantine with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from nolle.compiler.cells import NOTHING, cell, trimmed, truth
from nolle.compiler.days import mood, written
from nolle.compiler.layout import DISPOSED, STRINGS, Layout
from nolle.compiler.query import Query, Step, columns, name
from nolle.compiler.rows import aside, incomplete, unsettled_mood
from nolle.records.columns import BESIDE, CHARGE, IDS, ROWS
from nolle.records.mapping import Column

WORDED = tuple(column.name for column in (*CHARGE, *BESIDE))
OWN = "own "
"""Before the name of a standard column: the office's own word for it."""


def standardise(layout: Layout) -> Query:
    """`source` (with `source_row`) → `words`, `days`, `quarantine` and `charges`; a row goes to one of the last two."""
    steps = [_words(layout), _days(layout), _read(layout), *aside(layout), _quarantine(), _charges(layout)]
    return Query((*steps, *incomplete(layout)))


def said(layout: Layout) -> str:
    """The select of the charges with what they say: for counting, never on the way to a decision."""
    facts = [f"w.{name(column)}" for column in (*WORDED, *layout.facts)]
    dates = [f"d.{name(f'{day}_{end}')}" for day in layout.dates for end in ("first", "last")]
    chosen = columns(["c.source_row", "c.charge_id", "c.case_id", "c.person_id", *facts, *dates])
    return f"select\n  {chosen}\nfrom timed as c\njoin words as w on w.word = c.word\njoin days as d on d.day = c.day"


def _numbered(step: str, number: str, raw: Sequence[str], made: Sequence[str], what: str) -> Step:
    """Each distinct combination of some raw columns, numbered, with what is made of it."""
    if not raw:
        return Step(step, f"select\n  {columns(['1 as ' + number, *made])}", what)
    kept = [f"{_text(column)} as {name(column)}" for column in raw]
    raws = [f"{name(column)} as r{place}" for place, column in enumerate(raw)]
    order = ", ".join(name(column) for column in raw)
    distinct = f"select distinct\n    {columns(kept, '    ')}\n  from source"
    chosen = columns([f"row_number() over (order by {order}) as {number}", *raws, *made])
    return Step(step, f"select\n  {chosen}\nfrom (\n  {distinct}\n) as source", what)


def _text(column: str) -> str:
    """A cell as text; nothing and an empty text are the same."""
    return f"coalesce(cast({name(column)} as varchar), '')"


def _words(layout: Layout) -> Step:
    made = [f"{_spoken(layout, column)} as {name(column)}" for column in WORDED]
    made += [f"{cell(layout, fact)} as {name(fact)}" for fact in layout.facts]
    made += [f"{trimmed(column, layout)} as {name(OWN + told)}" for told, column in _translated(layout).items()]
    filled = [_spoken(layout, column) for column in layout.worded]
    made += [f"{mood(layout)} as mood", f"{_all_null(filled)} as blank"]
    return _numbered(
        "words", "word", layout.raw(layout.worded), made, "what rows say of a charge, each combination once"
    )


def _spoken(layout: Layout, standard: str) -> str:
    """A standard column of the words, as the expression that fills it."""
    if standard == "more_charges":
        column = layout.column(standard)
        return NOTHING if column is None else truth(trimmed(column, layout))
    if standard in ("comment", "charges_in_case", *DISPOSED):
        column = layout.column(standard)
        return NOTHING if column is None else trimmed(column, layout)
    return cell(layout, standard)


def _days(layout: Layout) -> Step:
    made, filled = [], []
    for day in layout.dates:
        first, last = written(layout, day)
        made += [f"{first} as {name(day + '_first')}", f"{last} as {name(day + '_last')}"]
        filled.append(first)
    made.append(f"{_all_null(filled)} as blank")
    return _numbered("days", "day", layout.raw(layout.dates), made, "the dates of rows, each combination once")


def _all_null(expressions: Sequence[str]) -> str:
    return " and ".join(f"{expression} is null" for expression in expressions) or "true"


def _read(layout: Layout) -> Step:
    """Each row with its own ids, and the numbers of its words and its dates."""
    chosen = ["s.source_row"]
    for standard in (column.name for column in (*IDS, *ROWS)):
        column = layout.column(standard)
        if column is not None or standard in ("charge_id", "case_id", "person_id"):
            chosen.append(f"{NOTHING if column is None else trimmed(column, layout)} as {standard}")
    chosen += ["w.word", "w.mood", "d.day", "w.blank and d.blank as blank"]
    joins = [
        f"join {table} as {alias} on {_same(layout.raw(standards), alias)}"
        for table, alias, standards in (("words", "w", layout.worded), ("days", "d", layout.dates))
    ]
    sql = f"select\n  {columns(chosen)}\nfrom source as s\n" + "\n".join(joins)
    return Step("read", sql, "each row of the file with the numbers of its words and its dates")


def _same(raw: Sequence[str], alias: str) -> str:
    tests = [f"{alias}.r{place} = coalesce(cast(s.{name(column)} as varchar), '')" for place, column in enumerate(raw)]
    return " and ".join(tests) or "true"


def _quarantine() -> Step:
    sql = "select source_row, min(reason) as reason\nfrom aside\ngroup by source_row"
    return Step("quarantine", sql, "rows that are no charge, and why")


def _charges(layout: Layout) -> Step:
    row = "'row ' || cast(r.source_row as varchar)" if layout.column("charge_id") else "cast(r.source_row as varchar)"
    kept = ["r.source_row", f"coalesce(r.charge_id, {row}) as charge_id", "r.case_id", "r.person_id", "r.word", "r.day"]
    kept.append(f"{unsettled_mood(layout)} as mood")
    joins = "left join quarantine as q on q.source_row = r.source_row"
    if layout.mapping.same_count:
        joins += "\nleft join unsettled as u on u.source_row = r.source_row"
    sql = f"select\n  {columns(kept)}\nfrom read as r\n{joins}\nwhere q.source_row is null"
    return Step("charges", sql, "one row per charge", view=True)


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
            "join (select word, sum(n) as n from pairs group by word) as c on c.word = w.word\n"
            f"where w.{name(OWN + standard)} is not null and w.{name(standard)} is null\n"
            "group by 1\norder by 2 desc, 1\nlimit 20"
        )
        for standard in _translated(layout)
    }
