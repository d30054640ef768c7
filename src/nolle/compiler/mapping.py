"""A mapping document → the query that turns a file's own columns into the standard charges.

Every cell becomes a value of the standard vocabulary or null, which means unknown. Dates become a first
and a last day they may be, bounded by the other dates of the record; nothing is put in their place.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date

from nolle.compiler.query import Query, Step, case, columns, name, text, texts
from nolle.law.facts import Dictionary
from nolle.records.columns import CHARGE, IDS
from nolle.records.mapping import Column, Mapping
from nolle.terms import Level

DATES = ("offense_on", "arrested_on", "referred_on", "filed_on", "disposed_on")
"""The dates of a charge in the order in which they can happen."""

PENDING = "pending_on"
"""The last day, up to the as-of date, on which the charge was pending: derived from the others."""

STRINGS = ("offense", "code", "description", "conduct")
"""What a charge is matched by."""

NOT_YET_FILED = ("uncharged", "referred")
STILL_OPEN = ("filed", "pending", "warrant")


@dataclass(frozen=True)
class Layout:
    """A file's layout and how to read it.

    `present` holds the columns of the file with their types, `places` the place ids that are known (none: any
    text is one), `as_of` the day the question is asked about, and `stands_in` a date that, by an assumption of
    the user's, takes the place of one the record lacks.
    """

    mapping: Mapping
    present: Dict[str, str]
    dictionary: Dictionary
    places: tuple[str, ...] = ()
    as_of: date | None = None
    stands_in: Dict[str, str] = field(default_factory=dict)

    def column(self, standard: str) -> Column | None:
        """The column of the file, or the constant, that fills a standard column."""
        column = self.mapping.columns.get(standard)
        return column if column is not None and (column.constant or column.column in self.present) else None


@dataclass(frozen=True)
class Shape:
    """What the standard charges of one source hold: which facts and which dates have a column."""

    facts: tuple[str, ...]
    dates: tuple[str, ...]


def shape(layout: Layout) -> Shape:
    """The facts of the dictionary that this file can fill."""
    fixed = {column.name for column in (*IDS, *CHARGE)}
    filled = [fact for fact in layout.mapping.columns if fact not in fixed and layout.column(fact)]
    dates = tuple(day for day in DATES if day in filled)
    return Shape(tuple(fact for fact in filled if fact not in DATES and fact in layout.dictionary.facts), dates)


def standardise(layout: Layout) -> Query:
    """`source` (with `source_row`) → `quarantine` and `charges`; each source row goes to one of the two."""
    found = shape(layout)
    chosen = [f"{_id(layout, column.name)} as {column.name}" for column in IDS]
    chosen += [f"{_cell(layout, column.name)} as {column.name}" for column in CHARGE]
    chosen += [f"{_fact(layout, fact)} as {name(fact)}" for fact in found.facts]
    for day in found.dates:
        first, last = _days(layout, day)
        chosen += [f"{first} as {name(day + '_first')}", f"{last} as {name(day + '_last')}"]
    read = Step(
        "read", f"select\n  source_row,\n  {columns(chosen)}\nfrom source", "the file's columns in standard terms"
    )
    return Query((read, _reasons(layout), _quarantine(), _charges(found, layout)))


def own_columns(layout: Layout) -> list[str]:
    """The standard columns that a column of the file (not a constant) fills."""
    return [name for name in layout.mapping.columns if (column := layout.column(name)) and not column.constant]


def _reasons(layout: Layout) -> Step:
    """Why a row is no charge: it is empty, or a row with its id came before.

    A row that does not say what was charged is a charge all the same: of an offense that is not known.
    """
    filled = [name(f"{own}_first" if own in DATES else own) for own in own_columns(layout) if _kept(layout, own)]
    empty = " and ".join(f"{column} is null" for column in filled)
    branches = [(empty, text("the row is empty"))]
    table = "read"
    if layout.column("charge_id"):
        branches.append(("charge_id is not null and source_row > first_row", text("a charge with this id came before")))
        table = "(select read.*, min(source_row) over (partition by charge_id) as first_row from read) as read"
    sql = f"select\n  read.*,\n  {case(branches, 'null')} as reason\nfrom {table}"
    return Step("sorted", sql, "each row with the reason why it is no charge, if there is one")


def _kept(layout: Layout, standard: str) -> bool:
    return standard in layout.dictionary.facts or standard in {column.name for column in (*IDS, *CHARGE)}


def _quarantine() -> Step:
    return Step(
        "quarantine",
        "select source_row, reason\nfrom sorted\nwhere reason is not null",
        "rows that are no charge, and why",
    )


def _charges(found: Shape, layout: Layout) -> Step:
    row = "'row ' || cast(source_row as varchar)" if layout.column("charge_id") else "cast(source_row as varchar)"
    kept = ["source_row", f"coalesce(charge_id, {row}) as charge_id", "case_id", "person_id"]
    kept += [column.name for column in CHARGE] + [name(fact) for fact in found.facts]
    bounds = {day: _bounded(day, found, layout) for day in DATES}
    bounds[PENDING] = _pending(found, layout)
    for day, (first, last) in bounds.items():
        kept += [f"{first} as {name(day + '_first')}", f"{last} as {name(day + '_last')}"]
    return Step("charges", f"select\n  {columns(kept)}\nfrom sorted\nwhere reason is null", "one row per charge")


def _as_of(layout: Layout) -> str:
    return f"date '{layout.as_of.isoformat()}'" if layout.as_of else "cast(null as date)"


def _bounded(day: str, found: Shape, layout: Layout) -> tuple[str, str]:
    """The first and last day a date may be: its own, or between the dates around it.

    A charge not yet filed takes the as-of date. Where the dates around it contradict each other (a charge that
    ended before its offense), every day between them stays possible.
    """
    order = DATES.index(day)
    earlier = [name(d + "_first") for d in DATES[:order] if d in found.dates]
    later = [name(d + "_last") for d in DATES[order + 1 :] if d in found.dates] + [_as_of(layout)]
    low = f"greatest({', '.join(earlier)})" if earlier else "cast(null as date)"
    high = f"least({', '.join(later)})" if len(later) > 1 else later[0]
    first = f"case when {low} > {high} then {high} else {low} end" if earlier else low
    last = f"case when {low} > {high} then {low} else {high} end" if earlier else high
    if day == "filed_on" and "stage" in found.facts and layout.as_of:
        waiting = f'"stage" in ({texts(NOT_YET_FILED)})'
        first = f"case when {waiting} then {_as_of(layout)} else {first} end"
        last = f"case when {waiting} then {_as_of(layout)} else {last} end"
    own = [d for d in (day, layout.stands_in.get(day, "")) if d in found.dates]
    return (
        f"coalesce({', '.join([*(name(d + '_first') for d in own), first])})" if own else first,
        f"coalesce({', '.join([*(name(d + '_last') for d in own), last])})" if own else last,
    )


def _pending(found: Shape, layout: Layout) -> tuple[str, str]:
    """The last day, up to the as-of date, on which the charge was pending."""
    first, _ = _bounded("filed_on", found, layout)
    last = _as_of(layout)
    if "disposed_on" in found.dates:
        first = f"coalesce({name('disposed_on_first')}, {first})"
        last = f"coalesce(least({name('disposed_on_last')}, {last}), {last})"
    if "stage" in found.facts:
        first = f'case when "stage" in ({texts(STILL_OPEN)}) then {_as_of(layout)} else {first} end'
        last = f'case when "stage" in ({texts(STILL_OPEN)}) then {_as_of(layout)} else {last} end'
    return first, last


def _id(layout: Layout, standard: str) -> str:
    column = layout.column(standard)
    return "cast(null as varchar)" if column is None else _trimmed(column, layout)


def _cell(layout: Layout, standard: str) -> str:
    """A cell in the standard vocabulary; a word that the vocabulary does not hold is unknown."""
    column = layout.column(standard)
    if column is None:
        return "cast(null as varchar)"
    cell = _worded(column, layout)
    known = vocabulary(layout, standard)
    if not known:
        return cell
    hit = f"{cell} in ({texts(known)})"
    if standard == "place":  # a precinct of a known county is a known place too
        hit += "".join(f" or {cell} like {text(place + '/%')}" for place in known)
    return f"case when {hit} then {cell} end"


def vocabulary(layout: Layout, standard: str) -> tuple[str, ...]:
    """The words a standard column may hold; empty where any text is one."""
    words = {"level": tuple(Level), "conduct": tuple(layout.dictionary.conduct), "place": layout.places}
    if standard in words:
        return words[standard]
    return layout.dictionary.values(standard) if standard in layout.dictionary.facts else ()


def _trimmed(column: Column, layout: Layout) -> str:
    """The cell as text without blanks around it, and null where the source writes nothing."""
    if column.constant:
        return text(column.constant)
    cell = f"trim(cast({name(column.column)} as varchar))"
    return f"case when {cell} in ({texts(layout.mapping.nulls)}) then null else {cell} end"


def _worded(column: Column, layout: Layout) -> str:
    """The cell with the office's own words translated; a word the mapping does not translate is unknown."""
    cell = _trimmed(column, layout)
    if not column.values:
        return cell
    branches = [(f"{cell} = {text(own)}", text(standard)) for own, standard in column.values.items()]
    otherwise = text(column.otherwise) if column.otherwise else "null"
    return case([(f"{cell} is null", "null"), *branches], otherwise)


def _fact(layout: Layout, fact: str) -> str:
    cell = _worded(layout.mapping.columns[fact], layout)
    entry = layout.dictionary.facts[fact]
    if entry.type == "int":
        return f"try_cast({cell} as integer)"
    if entry.type == "bool":
        yes, no = texts(("true", "t", "yes", "y", "1")), texts(("false", "f", "no", "n", "0"))
        return f"case when lower({cell}) in ({yes}) then 'true' when lower({cell}) in ({no}) then 'false' end"
    return _cell(layout, fact)


def _days(layout: Layout, day: str) -> tuple[str, str]:
    """The first and last day that a written date may be: a day, a month or a year."""
    column = layout.mapping.columns[day]
    if layout.present.get(column.column) == "DATE":
        return name(column.column), name(column.column)
    cell = _trimmed(column, layout)
    if column.format:
        exact = f"cast(try_strptime({cell}, {text(column.format)}) as date)"
        return exact, exact
    year, month, exact = (f"try_cast({cell}{end} as date)" for end in (" || '-01-01'", " || '-01'", ""))
    first = case([(f"length({cell}) = 4", year), (f"length({cell}) = 7", month)], exact)
    end_of_year = f"try_cast({cell} || '-12-31' as date)"
    last = case([(f"length({cell}) = 4", end_of_year), (f"length({cell}) = 7", f"last_day({month})")], exact)
    return first, last


def unrecognised(layout: Layout) -> dict[str, str]:
    """For each column with a vocabulary: the select of its own words that nothing translates, with counts."""
    found = {}
    for standard in own_columns(layout):
        column = layout.mapping.columns[standard]
        worded = bool(column.values or vocabulary(layout, standard))
        if not worded or column.otherwise or standard in DATES or not _kept(layout, standard):
            continue
        cell = _trimmed(column, layout)
        made = _fact(layout, standard) if standard in shape(layout).facts else _cell(layout, standard)
        found[standard] = (
            f"select {cell} as word, count(*) as n\nfrom source\nwhere {cell} is not null and {made} is null\n"
            "group by 1\norder by 2 desc, 1\nlimit 20"
        )
    return found
