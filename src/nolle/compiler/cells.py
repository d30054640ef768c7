"""A cell of the file → a value of the standard vocabulary or null, which means unknown, as SQL expressions."""

from __future__ import annotations

from nolle.compiler.layout import Layout
from nolle.compiler.query import case, name, text, texts
from nolle.law.facts import Fact
from nolle.records.mapping import Column

NOTHING = "cast(null as varchar)"
TRUE, FALSE = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")


def trimmed(column: Column, layout: Layout) -> str:
    """The cell as text without blanks around it, and null where the source writes nothing."""
    if column.constant:
        return text(column.constant)
    cells = [_filled(raw, layout) for raw in (column.column, *column.join)]
    return f"nullif(concat_ws(' ', {', '.join(cells)}), '')" if column.join else cells[0]


def id_cell(column: Column, layout: Layout) -> str:
    """`trimmed` for a column in which each row has its own text: cells without blanks around them are not copied."""
    if column.constant or column.join:
        return trimmed(column, layout)
    cell = f"cast({name(column.column)} as varchar)"
    blank = f"{cell} like ' %' or {cell} like '% '"
    return (
        f"case when {blank} then {trimmed(column, layout)} when {cell} in ({_nulls(layout)}) then null else {cell} end"
    )


def _filled(raw: str, layout: Layout) -> str:
    cell = f"trim(cast({name(raw)} as varchar))"
    return f"case when {cell} in ({_nulls(layout)}) then null else {cell} end"


def _nulls(layout: Layout) -> str:
    return texts(dict.fromkeys(("", *layout.mapping.nulls)))  # an empty cell is never a word


def worded(column: Column, layout: Layout) -> str:
    """The cell with the office's own words translated; a word the mapping does not translate is unknown."""
    cell = trimmed(column, layout)
    if not column.values:
        return cell
    branches = [(f"{cell} = {text(own)}", text(standard)) for own, standard in column.values.items()]
    otherwise = text(column.otherwise) if column.otherwise else "null"
    return case([(f"{cell} is null", "null"), *branches], otherwise)


def cell(layout: Layout, standard: str) -> str:
    """A cell in the standard vocabulary; a word that the vocabulary does not hold is unknown."""
    column = layout.column(standard)
    if column is None:
        return NOTHING
    fact = layout.dictionary.facts.get(standard)
    said = worded(column, layout)
    if fact is not None and fact.type in ("int", "bool"):
        return _number(said, fact) if fact.type == "int" else truth(said)
    known = layout.vocabulary(standard)
    if not known:
        return said
    hit = f"{said} in ({texts(known)})"
    if standard == "place":  # a precinct of a known county is a known place too
        hit += "".join(f" or {said} like {text(place + '/%')}" for place in known)
    return f"case when {hit} then {said} end"


def truth(said: str) -> str:
    """A cell that says yes or no in one of many ways."""
    yes, no = (f"lower({said}) in ({texts(words)})" for words in (TRUE, FALSE))
    return f"case when {yes} then 'true' when {no} then 'false' end"


def number(said: str) -> str:
    """A cell as a whole number."""
    return f"case when regexp_matches({said}, '^-?[0-9]{{1,9}}$') then try_cast({said} as integer) end"


def _number(said: str, fact: Fact) -> str:
    """A whole number within what it can be; an age before birth is not known."""
    bounds = [f"{number(said)} >= {fact.least}"] * (fact.least is not None)
    bounds += [f"{number(said)} <= {fact.most}"] * (fact.most is not None)
    return f"case when {' and '.join(bounds)} then {number(said)} end" if bounds else number(said)
