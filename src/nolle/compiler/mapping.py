"""A mapping document → the query that turns a file's own columns into the standard charges.

Every cell becomes a value of the standard vocabulary or null, which means unknown. Dates become a first
and a last day they may be, bounded by the other dates of the record; nothing is put in their place.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date

from nolle.compiler.query import Query, Step, case, columns, name, text, texts
from nolle.law.facts import Dictionary
from nolle.records.columns import CHARGE, IDS
from nolle.records.mapping import Column, Mapping

DATES = ("offense_on", "arrested_on", "referred_on", "filed_on", "disposed_on")
"""The dates of a charge in the order in which they can happen."""

STRINGS = ("offense", "code", "description", "conduct")
"""What a charge is matched by."""

NOT_YET_FILED = ("uncharged", "referred")


@dataclass(frozen=True)
class Shape:
    """What the standard charges of one source hold: which facts have a column."""

    facts: tuple[str, ...]
    dates: tuple[str, ...]


def shape(mapping: Mapping, present: Dict[str, str], dictionary: Dictionary) -> Shape:
    """The facts of the dictionary that this file can fill."""
    fixed = {column.name for column in (*IDS, *CHARGE)}
    filled = [fact for fact, column in mapping.columns.items() if fact not in fixed and _there(column, present)]
    dates = tuple(day for day in DATES if day in filled)
    return Shape(tuple(fact for fact in filled if fact not in DATES and fact in dictionary.facts), dates)


def standardise(mapping: Mapping, present: Dict[str, str], dictionary: Dictionary, as_of: date | None) -> Query:
    """`source` (with `source_row`) → `quarantine` and `charges`.

    `present` holds the columns of the file with their types. Each source row goes to one of the two.
    """
    found = shape(mapping, present, dictionary)
    chosen = [f"{_id(mapping, column.name, present)} as {column.name}" for column in IDS]
    chosen += [f"{_cell(mapping, column.name, present)} as {column.name}" for column in CHARGE]
    for fact in found.facts:
        chosen.append(f"{_fact(mapping, fact, present, dictionary)} as {name(fact)}")
    for day in found.dates:
        first, last = _days(mapping.columns[day], mapping, present)
        chosen += [f"{first} as {name(day + '_first')}", f"{last} as {name(day + '_last')}"]
    read = Step(
        "read", f"select\n  source_row,\n  {columns(chosen)}\nfrom source", "the file's columns in standard terms"
    )
    filled = [c.name for c in (*IDS, *CHARGE) if _filled(mapping, c.name, present)]
    filled += [name(fact) for fact in found.facts] + [name(f"{day}_first") for day in found.dates]
    return Query((read, _reasons(mapping, filled), _quarantine(), _charges(found, as_of)))


def _reasons(mapping: Mapping, filled: list[str]) -> Step:
    """Why a row is no charge: it is empty, or a row with its id came before.

    A row that does not say what was charged is a charge all the same: of an offense that is not known.
    """
    empty = " and ".join(f"{column} is null" for column in filled)
    branches = [(empty, text("the row is empty"))]
    table = "read"
    if "charge_id" in mapping.columns:
        branches.append(("charge_id is not null and source_row > first_row", text("a charge with this id came before")))
        table = "(select read.*, min(source_row) over (partition by charge_id) as first_row from read) as read"
    sql = f"select\n  read.*,\n  {case(branches, 'null')} as reason\nfrom {table}"
    return Step("sorted", sql, "each row with the reason why it is no charge, if there is one")


def _quarantine() -> Step:
    return Step(
        "quarantine",
        "select source_row, reason\nfrom sorted\nwhere reason is not null",
        "rows that are no charge, and why",
    )


def _charges(found: Shape, as_of: date | None) -> Step:
    kept = ["source_row", "coalesce(charge_id, cast(source_row as varchar)) as charge_id", "case_id", "person_id"]
    kept += [column.name for column in CHARGE] + [name(fact) for fact in found.facts]
    kept += [item for day in DATES for item in _bounded(day, found, as_of)]
    return Step("charges", f"select\n  {columns(kept)}\nfrom sorted\nwhere reason is null", "one row per charge")


def _bounded(day: str, found: Shape, as_of: date | None) -> list[str]:
    """The first and last day a date may be: its own, or between the dates around it.

    A charge not yet filed is filed on the as-of date at the earliest: the question is asked as of that day.
    """
    order = DATES.index(day)
    earlier = [name(d + "_first") for d in DATES[:order] if d in found.dates]
    later = [name(d + "_last") for d in DATES[order + 1 :] if d in found.dates]
    limit = f"date '{as_of.isoformat()}'" if as_of else "null"
    lowest = f"greatest({', '.join(earlier)})" if earlier else "cast(null as date)"
    highest = f"least({', '.join([*later, limit])})" if later and as_of else (
        f"least({', '.join(later)})" if later else f"cast({limit} as date)"
    )  # fmt: skip
    first = f"coalesce({name(day + '_first')}, {lowest})" if day in found.dates else lowest
    last = f"coalesce({name(day + '_last')}, {highest})" if day in found.dates else highest
    if day == "filed_on" and "stage" in found.facts and as_of:
        waiting = f'"stage" in ({texts(NOT_YET_FILED)})'
        first, last = (
            f"case when {waiting} then {limit} else {first} end",
            f"case when {waiting} then {limit} else {last} end",
        )
    return [f"{first} as {name(day + '_first')}", f"{last} as {name(day + '_last')}"]


def _filled(mapping: Mapping, standard: str, present: Dict[str, str]) -> bool:
    """Whether a column of the file (not a constant) fills a standard column."""
    column = mapping.columns.get(standard)
    return column is not None and not column.constant and _there(column, present)


def _there(column: Column, present: Dict[str, str]) -> bool:
    return bool(column.constant) or column.column in present


def _id(mapping: Mapping, standard: str, present: Dict[str, str]) -> str:
    column = mapping.columns.get(standard)
    if column is None or not _there(column, present):
        return "cast(null as varchar)"
    return _trimmed(column, mapping)


def _cell(mapping: Mapping, standard: str, present: Dict[str, str]) -> str:
    column = mapping.columns.get(standard)
    if column is None or not _there(column, present):
        return "cast(null as varchar)"
    return _worded(column, mapping)


def _trimmed(column: Column, mapping: Mapping) -> str:
    """The cell as text without blanks around it, and null where the source writes nothing."""
    if column.constant:
        return text(column.constant)
    cell = f"trim(cast({name(column.column)} as varchar))"
    return f"case when {cell} in ({texts(mapping.nulls)}) then null else {cell} end"


def _worded(column: Column, mapping: Mapping) -> str:
    """The cell in the standard vocabulary; a word the mapping does not know is unknown."""
    cell = _trimmed(column, mapping)
    if not column.values:
        return cell
    branches = [(f"{cell} = {text(own)}", text(standard)) for own, standard in column.values.items()]
    otherwise = text(column.otherwise) if column.otherwise else "null"
    return case([(f"{cell} is null", "null"), *branches], otherwise)


def _fact(mapping: Mapping, fact: str, present: Dict[str, str], dictionary: Dictionary) -> str:
    del present
    cell = _worded(mapping.columns[fact], mapping)
    entry = dictionary.facts[fact]
    if entry.type == "int":
        return f"try_cast({cell} as integer)"
    if entry.type == "bool":
        yes, no = texts(("true", "t", "yes", "y", "1")), texts(("false", "f", "no", "n", "0"))
        return f"case when lower({cell}) in ({yes}) then 'true' when lower({cell}) in ({no}) then 'false' end"
    values = dictionary.values(fact)
    return f"case when {cell} in ({texts(values)}) then {cell} end" if values else cell


def _days(column: Column, mapping: Mapping, present: Dict[str, str]) -> tuple[str, str]:
    """The first and last day that a written date may be: a day, a month or a year."""
    if present.get(column.column) == "DATE":
        return name(column.column), name(column.column)
    cell = _trimmed(column, mapping)
    if column.format:
        day = f"cast(try_strptime({cell}, {text(column.format)}) as date)"
        return day, day
    first = case(
        [(f"length({cell}) = 4", f"try_cast({cell} || '-01-01' as date)"),
         (f"length({cell}) = 7", f"try_cast({cell} || '-01' as date)")],
        f"try_cast({cell} as date)",
    )  # fmt: skip
    last = case(
        [(f"length({cell}) = 4", f"try_cast({cell} || '-12-31' as date)"),
         (f"length({cell}) = 7", f"last_day(try_cast({cell} || '-01' as date))")],
        f"try_cast({cell} as date)",
    )  # fmt: skip
    return first, last


def unrecognised(mapping: Mapping, present: Dict[str, str], dictionary: Dictionary) -> dict[str, str]:
    """For each column with a vocabulary: the select of its own words that nothing translates, with counts."""
    found = {}
    for standard, column in mapping.columns.items():
        vocabulary = bool(column.values) or bool(standard in dictionary.facts and dictionary.values(standard))
        if not column.column or column.column not in present or not vocabulary or column.otherwise:
            continue
        cell = _trimmed(column, mapping)
        made = (
            _fact(mapping, standard, present, dictionary) if standard in dictionary.facts else _worded(column, mapping)
        )
        if standard in ("level", "conduct", "place"):
            made = _worded(column, mapping)
        found[standard] = (
            f"select {cell} as word, count(*) as n\nfrom source\nwhere {cell} is not null and {made} is null\n"
            "group by 1\norder by 2 desc, 1\nlimit 20"
        )
    return found
