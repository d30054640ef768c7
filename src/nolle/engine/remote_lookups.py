"""What only DuckDB can work out of one column of a large relation → a small relation to look it up in.

How a written date is read is DuckDB's own. Of a column's different values, which are few for such columns, it is
worked out here; elsewhere the rows look it up. So it means the same on every engine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlglot import exp

from nolle.compiler.query import columns, name
from nolle.engine.portable import Statement

VALUE, MADE = "value by nolle", "made by nolle"
"""Names that no file gives its columns."""


@dataclass(frozen=True)
class Lookup:
    """The `column` of a large `relation`, and what is worked out of each of its values."""

    relation: str
    column: str
    made: tuple[str, ...]

    def values(self) -> str:
        """The select of the different values."""
        return f"select distinct {name(self.column)} as {name(VALUE)} from {name(self.relation)}"

    def worked_out(self, values: str) -> str:
        """The select of each value (of a relation that holds them) with what is made of it."""
        made = [f"{sql} as {name(made_of(place))}" for place, sql in enumerate(self.made)]
        return f"select {name(VALUE)}, {columns(made)} from {values} where {name(VALUE)} is not null"

    def of_nothing(self) -> str:
        """The select of what is made of no value, of which a lookup finds nothing."""
        return f"select {', '.join(self.made)} from (select cast(null as varchar) as {name(VALUE)}) as v"


def made_of(place: int) -> str:
    """The column of what is made at a place."""
    return f"{MADE} {place}"


def looked_up(statement: Statement, large: Collection[str], first: int) -> tuple[Statement, list[tuple[str, Lookup]]]:
    """The statement with lookups in the place of what it cannot work out elsewhere, and these by their names."""
    tree = statement.tree.copy()
    found: list[tuple[str, Lookup]] = []
    for select in list(tree.find_all(exp.Select)):
        table = _only(select)
        if table is None or table.name not in large:
            continue
        by_column: dict[str, list[exp.Expr]] = {}
        for chosen in select.expressions:
            for node in _peculiar(chosen):
                by_column.setdefault(next(node.find_all(exp.Column)).name, []).append(node)
        for column, nodes in by_column.items():
            relation = f"lookup{first + len(found)}"
            found.append((relation, Lookup(table.name, column, tuple(_of_value(node) for node in nodes))))
            for place, node in enumerate(nodes):
                node.replace(exp.column(made_of(place), table=relation, quoted=True))
            here = exp.column(column, table=table.alias_or_name, quoted=True)
            same = exp.EQ(this=exp.column(VALUE, table=relation, quoted=True), expression=here)
            select.join(exp.to_table(relation), on=same, join_type="left", copy=False)
    return Statement(tree), found


def _only(select: exp.Select) -> exp.Table | None:
    """The relation that a select reads, if it reads one."""
    source = select.args.get("from_")
    return source.this if source and isinstance(source.this, exp.Table) and not select.args.get("joins") else None


def _peculiar(node: exp.Expr) -> Iterator[exp.Expr]:
    """The largest parts of an expression that only DuckDB can work out, and that depend on one column."""
    if not any(_is_peculiar(part) for part in node.walk()):
        return
    one = len({column.name for column in node.find_all(exp.Column)}) == 1
    if one and not isinstance(node, exp.Alias) and not node.find(exp.AggFunc, exp.Window, exp.Query):
        yield node
        return
    for part in node.iter_expressions():
        yield from _peculiar(part)


def _is_peculiar(node: exp.Expr) -> bool:
    """Whether a part of a statement reads a date as DuckDB does."""
    if isinstance(node, exp.Anonymous):
        return node.name == "try_strptime"
    return isinstance(node, exp.TryCast) and bool(node.to.is_type(exp.DType.DATE))


def _of_value(node: exp.Expr) -> str:
    """The expression over the column of a lookup."""
    return node.transform(lambda part: exp.column(VALUE, quoted=True) if isinstance(part, exp.Column) else part).sql(
        "duckdb"
    )
