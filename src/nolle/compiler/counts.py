"""A mapping document → the query that turns an aggregate file into the standard table of counts.

Each source row ends in one place: as one or more rows of `counts`, or, with its reason, in `quarantine`. Totals are
kept and say what they overlap with; nothing is added up here, and no number is put in the place of one that is
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nolle.compiler.cells import NOTHING, trimmed
from nolle.compiler.count_cells import (
    FIRST_YEAR,
    LAST_YEAR,
    NO_TOTAL,
    day,
    laid_out,
    own,
    period,
    place,
    total_over,
    words,
)
from nolle.compiler.layout import Layout
from nolle.compiler.query import Query, Step, case, columns, name, text, texts
from nolle.dates import Span
from nolle.errors import RecordsError
from nolle.records.counts import DIMENSIONS, MEASURES, OVERLAPS, Category, Count, CountTable
from nolle.records.mapping import Column, Mapping

OWN_WORDS = ("disposition", "race", "age_group", "sex", "agency")
TABLE = tuple(Count._fields)


def needed(mapping: Mapping) -> tuple[str, ...]:
    """The columns of the file that a mapping reads, in the order in which it names them."""
    wide = mapping.counts.wide if mapping.counts else ()
    named = [read for column in mapping.columns.values() for read in column.read]
    return tuple(dict.fromkeys((*named, *wide)))


def series(mapping: Mapping) -> str:
    """The series that a file belongs to: its mapping's own, where it names none."""
    return mapping.vintage.series if mapping.vintage else mapping.id


def count(layout: Layout) -> Query:
    """`source` (with `source_row`) → `quarantine` and `counts`. Raises RecordsError where no column holds numbers."""
    if not (laid_out(layout).wide or laid_out(layout).one_each or layout.column("n")):
        raise RecordsError(f'the mapping "{layout.mapping.id}" names no column of numbers: fill n, wide or one_each.')
    steps = [
        _read(layout),
        *_cells(layout),
        _numbered(layout),
        _quarantine(bool(laid_out(layout).wide)),
        _counts(layout),
    ]
    return Query(tuple(steps))


# ---------------------------------------------------------------- reading


def _read(layout: Layout) -> Step:
    first, last = period(layout)
    chosen = [f"{first} as first_day", f"{last} as last_day", f"{own(layout, 'place')} as place_own"]
    chosen += [f"{place(layout)} as place", f"{words(layout, 'measure')} as measure"]
    chosen += [f"{words(layout, 'stage')} as stage", f"{own(layout, 'category')} as category"]
    chosen += [f"{own(layout, column)} as {column}" for column in OWN_WORDS]
    chosen += [f"{words(layout, 'flag')} as flag", f"{total_over(layout)} as total_over"]
    for position, column in enumerate(laid_out(layout).wide):
        chosen.append(f"{trimmed(Column(column=column), layout)} as cell{position}")
    if not laid_out(layout).wide:
        chosen.append(f"{text('1') if laid_out(layout).one_each else own(layout, 'n')} as cell")
    sql = f"select\n  source_row,\n  {columns(chosen)}\nfrom source"
    return Step("read", sql, "the file's columns in standard terms")


def _cells(layout: Layout) -> Sequence[Step]:
    """The long form: one row for each number of the file."""
    wide = laid_out(layout).wide
    if not wide:
        return (Step("cells", "select read.*, cell as written, 0 as position\nfrom read", "one row for each number"),)
    listed = columns(f"({position}, {text(column)})" for position, column in enumerate(wide))
    listed = f"select *\nfrom (values\n  {listed}\n) as listed(position, name)"
    kept = [column for column in _READ if column not in ("category", "cell")]
    written = case([(f"w.position = {p}", f"r.cell{p}") for p in range(len(wide))], "null")
    chosen = columns([*(f"r.{column}" for column in kept), "w.name as category", f"{written} as written", "w.position"])
    sql = f"select\n  {chosen}\nfrom read as r cross join wide_columns as w"
    return (
        Step("wide_columns", listed, "the columns of numbers, each of them a category"),
        Step("cells", sql, "one row for each number"),
    )


_READ = ("source_row", "first_day", "last_day", "place_own", "place", "measure", "stage", "category", *OWN_WORDS,
         "flag", "total_over", "cell")  # fmt: skip


def _numbered(layout: Layout) -> Step:
    """What each category adds, and why a row that cannot be counted cannot."""
    table = laid_out(layout)
    measure = _by_category(table, lambda c: text(c.measure) if c.measure else "", "measure")
    first = _by_category(table, lambda c: day(c.period.first) if isinstance(c.period, Span) else "", "first_day")
    last = _by_category(table, lambda c: day(c.period.last) if isinstance(c.period, Span) else "", "last_day")
    chosen = [c for c in _READ if c not in ("first_day", "last_day", "measure", "cell")]
    chosen += [f"{_sane(first)} as period_first", f"{_sane(last)} as period_last"]
    chosen += [f"case when {measure} in ({texts(MEASURES)}) then {measure} end as measure"]
    chosen += [f"{_whole_number()} as n", "written", "position"]
    sql = f"select\n  {columns(chosen)}\nfrom cells"
    return Step("numbered", sql, "each number with its days and what it counts")


def _whole_number() -> str:
    """A cell as a whole number; null where it is none: nothing is rounded."""
    number = "try_cast(written as double)"
    return f"case when {number} = floor({number}) and abs({number}) < 1e12 then try_cast({number} as bigint) end"


def _sane(day: str) -> str:
    """A day of a year of four digits, or null."""
    return f"case when {day} between date '{FIRST_YEAR}-01-01' and date '{LAST_YEAR}-12-31' then {day} end"


def _quarantine(wide: bool) -> Step:
    """Rows of which one number at least cannot be counted, each with one reason: the first that holds."""
    number = """the number in "' || category || '" """ if wide else "the number "
    branches = [
        ("period_first is null or period_last is null", text("nothing says over which days it counts")),
        ("period_first > period_last", text("the days over which it counts end before they begin")),
        ("measure is null", text("nothing says what it counts")),
        ("total_over is null", text("nothing says whether it is a total of other rows")),
        ("written is null", f"'{number}is missing'"),
        ("n is null", f"'{number}is not a whole number'"),
        ("n < 0 and flag is null", f"'{number}is negative, and nothing in the file says why'"),
    ]
    order = "lpad(cast(position as varchar), 4, '0')"
    reason = case([(when, f"'{place}' || {order} || {said}") for place, (when, said) in enumerate(branches)], "null")
    sql = (
        "select source_row, substr(min(reason), 6) as reason\n"
        f"from (select source_row, {reason} as reason from numbered) as judged\n"
        "where reason is not null\ngroup by source_row"
    )
    return Step("quarantine", sql, "rows that are not counted, and why")


# ---------------------------------------------------------------- the table


def _counts(layout: Layout) -> Step:
    table = laid_out(layout)
    vintage = layout.mapping.vintage
    chosen = {column: column for column in TABLE}
    chosen["series"] = text(series(layout.mapping))
    chosen["vintage"] = text(vintage.id) if vintage else NOTHING
    chosen["conduct"] = _by_category(table, lambda c: text(c.conduct) if c.conduct else "", NOTHING)
    chosen["holds"] = _by_category(table, lambda c: text("|".join(c.holds)) if c.holds else "", NOTHING)
    chosen["total"] = " or ".join(
        [f"total_over <> {text(NO_TOTAL)}", *(_is_whole(layout, dimension) for dimension in table.wholes)]
    )
    chosen["overlap"] = _overlaps(layout)
    made = [expression if expression == as_ else f"{expression} as {name(as_)}" for as_, expression in chosen.items()]
    kept = "where source_row not in (select source_row from quarantine)"
    sql = f"select\n  source_row,\n  {columns(made)},\n  position\nfrom numbered\n{kept}"
    return Step("counts", sql, "one row for each number, in standard terms")


def _overlaps(layout: Layout) -> str:
    """The dimensions that keep a row from being added: it is a total of them, or a part of a total that is added."""
    table = laid_out(layout)
    parts: dict[str, list[str]] = {what: [] for what in OVERLAPS}
    if table.cumulative:
        widest = "max(period_last) over (partition by measure, place, place_own, period_first)"
        parts["period"].append(f"period_last < {widest}")
    if layout.column("total"):
        for dimension in DIMENSIONS:
            parts[dimension].append(f"total_over = {text(dimension)}")
    for dimension, whole in table.wholes.items():
        inside = _is_whole(layout, dimension)
        parts[dimension].append(inside if whole.parts == "complete" else f"not {inside}")
    repeated = [category for category, said in table.categories.items() if said.repeats]
    if repeated:
        parts["category"].append(f"coalesce(category in ({texts(repeated)}), false)")
    named = [f"case when {' or '.join(tests)} then {text(what)} end" for what, tests in parts.items() if tests]
    return f"nullif(concat_ws(',', {', '.join(named)}), '')" if named else NOTHING


def _is_whole(layout: Layout, dimension: str) -> str:
    """Whether a row is a total over a dimension, by the office's own words."""
    if dimension not in DIMENSIONS:
        raise RecordsError(f'"{dimension}" is not a column by which counts differ: {", ".join(DIMENSIONS)}.')
    words = laid_out(layout).wholes[dimension].words
    own = "place_own" if dimension == "place" else dimension
    return f"coalesce({name(own)} in ({texts(words) if words else 'null'}), false)"


def _by_category(table: CountTable, said: Callable[[Category], str], otherwise: str) -> str:
    """What a category says of itself, or what holds for those that say nothing."""
    branches = [(f"category = {text(own)}", said(category)) for own, category in table.categories.items()]
    return case([(when, then) for when, then in branches if then], otherwise)
