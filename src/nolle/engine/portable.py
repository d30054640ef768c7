"""A statement of ours → what it reads, and the same statement in the SQL of another database.

Statements are written in DuckDB's SQL. sqlglot carries them over; what it does not do by itself stands here, once for
all databases. What cannot be carried over is refused, not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import sqlglot
from sqlglot import exp

from nolle.errors import EngineError

Way = Callable[[exp.Expr], exp.Expr]

_WORDS = re.compile(r"[A-Za-z_]\w*")


def may_read(sql: str, relations: Collection[str]) -> bool:
    """Whether a statement may read one of these relations: a look at its words, which is quick."""
    return not {word.lower() for word in _WORDS.findall(sql)}.isdisjoint(relations)


class Statement:
    """One select: the relations it reads, and its text elsewhere."""

    def __init__(self, sql: str | exp.Query) -> None:
        self.tree = _parsed(sql) if isinstance(sql, str) else sql

    @cached_property
    def relations(self) -> frozenset[str]:
        """The relations that it reads, by name; those that it makes for itself (`with`) left out."""
        return frozenset(table.name for table in _tables(self.tree))

    def unordered(self) -> tuple[Statement, str]:
        """The statement without its last `order by`, and that clause for whoever has its rows in hand.

        The clause stays where it is if it goes by what is not among the columns, or if there is a limit.
        """
        order = self.tree.args.get("order")
        if order is None or self.tree.args.get("limit") or self.tree.args.get("offset"):
            return self, ""
        outputs = {column.lower() for column in self.tree.named_selects}
        keys = [_key(ordered.this, outputs) for ordered in order.expressions]
        if None in keys or any(ordered.args.get("nulls_first") for ordered in order.expressions):
            return self, ""
        ways = [" desc" if ordered.args.get("desc") else "" for ordered in order.expressions]
        tree = self.tree.copy()
        tree.set("order", None)
        return Statement(tree), "\norder by " + ", ".join(f"{key}{way}" for key, way in zip(keys, ways, strict=True))

    def listing(self, listed: Callable[[Statement], Sequence[Any] | None]) -> Statement:
        """The statement with `in (select ...)` written out, wherever `listed` knows the values of the inner select.

        A database can look for values that it sees while it reads, and skip what holds none of them.
        """
        tree = self.tree.copy()
        for node in list(tree.find_all(exp.In)):
            query = node.args.get("query")
            inner = query.this if isinstance(query, exp.Subquery) else query
            values = listed(Statement(inner)) if isinstance(inner, exp.Query) and _alone(inner) else None
            if values is not None:
                found = [exp.convert(value) for value in values]
                node.replace(exp.In(this=node.this, expressions=found) if found else exp.false())
        return Statement(tree)

    def text(self, dialect: str, places: Mapping[str, str]) -> str:
        """The statement in a dialect of sqlglot, where relations have other names (`places`).

        Raises EngineError for what has no counterpart there.
        """
        tree: exp.Expr = self.tree.copy()
        for table in _tables(tree):
            alias = table.alias or table.name
            table.set("this", exp.to_identifier(places[table.name]))
            table.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))
        for way in (*_EVERYWHERE, *_BY_DIALECT.get(dialect, ())):
            tree = tree.transform(way, copy=False)
        for unknown in tree.find_all(exp.Anonymous):
            if unknown.name not in _THEIRS:
                raise EngineError(f'the function "{unknown.name}" has no counterpart in {dialect}')
        return tree.sql(dialect=dialect, identify=True, unsupported_level=sqlglot.ErrorLevel.RAISE)


@lru_cache(maxsize=256)
def _parsed(sql: str) -> exp.Query:
    """The statement as a tree, which nobody changes: whoever wants another copies it first."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    assert isinstance(tree, exp.Query)
    return tree


def _tables(tree: exp.Expr) -> list[exp.Table]:
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    return [table for table in tree.find_all(exp.Table) if table.name not in own]


def _key(ordered: exp.Expr, outputs: Collection[str]) -> str | None:
    """What an `order by` goes by, as a column of the result; None if it is none."""
    if isinstance(ordered, exp.Literal) and ordered.is_int:
        return str(ordered.name)
    if isinstance(ordered, exp.Column) and ordered.name.lower() in outputs:
        return exp.to_identifier(ordered.name, quoted=True).sql("duckdb")
    return None


def _alone(query: exp.Query) -> bool:
    """Whether an inner select reads one relation, and no column of what is around it."""
    tables = {table.alias_or_name for table in query.find_all(exp.Table)}
    return len(tables) == 1 and all(column.table in ("", *tables) for column in query.find_all(exp.Column))


# ---------------------------------------------------------------- for all databases


def _not_in(node: exp.Expr) -> exp.Expr:
    """`source_row not in (...)` as `not exists`: neither is ever null, and databases are slow at asking whether."""
    inside = node.this if isinstance(node, exp.Not) else None
    query = inside.args.get("query") if isinstance(inside, exp.In) else None
    row = inside.this if isinstance(inside, exp.In) else None
    if query is None or not isinstance(row, exp.Column) or row.name != "source_row" or not row.table:
        return node
    found = query.this if isinstance(query, exp.Subquery) else query
    same = exp.EQ(this=exp.column("source_row", table="set_aside"), expression=row.copy())
    rows = exp.select("1").from_(found.copy().subquery("set_aside")).where(same)
    return exp.Not(this=exp.Exists(this=rows))


def _numbered(node: exp.Expr) -> exp.Expr:
    """`row_number() over ()`: any order will do, and some databases want one named."""
    if isinstance(node, exp.Window) and isinstance(node.this, exp.RowNumber) and not node.args.get("order"):
        node.set("order", exp.Order(expressions=[exp.Ordered(this=exp.Null())]))
    return node


_BLANKS = "".join(map(chr, (0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
"""What DuckDB takes for a blank: all that Unicode calls a space, and neither tab nor line end."""


def _blanks(node: exp.Expr) -> exp.Expr:
    """`trim(text)`: other databases take away the plain blank alone."""
    if isinstance(node, exp.Trim) and node.expression is None and not node.args.get("position"):
        node.set("expression", exp.Literal.string(_BLANKS))
    return node


_EVERYWHERE: tuple[Way, ...] = (_not_in, _numbered, _blanks)

_NUMBER = r"^ *[+-]?([0-9]{1,40}([.][0-9]{0,40})?|[.][0-9]{1,40})([eE][+-]?[0-9]{1,2})? *$"
_DIGITS = "^[0-9]{1,20}$"
_LARGEST = 2**63 - 1

_UNSIGNED = "decimal(20,0)"

_THEIRS = frozenset({"xxhash64", "hashtextextended", "substring"})
"""Functions of theirs that sqlglot does not know, and that stand here in the place of one of DuckDB's."""


def _whole(node: exp.TryCast, number: str) -> exp.Expr:
    """`try_cast(text as integer)` as DuckDB does it: rounded, and null for what is no number or too large.

    `number` is the type in which that database rounds a half up.
    """
    rounded = exp.func("round", exp.cast(node.this.copy(), number))
    if node.to.is_type(exp.DType.INT):
        return exp.Case().when(_like(node.this, _NUMBER), _within(rounded, -(2**31), 2**31 - 1, "int"))
    exact = _within(exp.cast(node.this.copy(), _UNSIGNED), 0, 2**64 - 1, _UNSIGNED)
    other = _within(rounded, 0, 10**15, _UNSIGNED)
    return exp.Case().when(_like(node.this, _DIGITS), exact).when(_like(node.this, _NUMBER), other)


def _like(cell: exp.Expr, pattern: str) -> exp.Expr:
    return exp.RegexpLike(this=cell.copy(), expression=exp.Literal.string(pattern))


def _within(number: exp.Expr, low: int, high: int, kind: str) -> exp.Case:
    fits = exp.Between(this=number.copy(), low=exp.Literal.number(low), high=exp.Literal.number(high))
    return exp.Case().when(fits, exp.cast(number, kind))


def _hashed(called: str, arguments: list[exp.Expr]) -> exp.Expr:
    """A hash that is never below zero, as DuckDB's."""
    hashed = exp.Anonymous(this=called, expressions=arguments)
    return exp.Paren(this=exp.BitwiseAnd(this=hashed, expression=exp.Literal.number(_LARGEST)))


def _full_match(node: exp.RegexpFullMatch, end: str) -> exp.Expr:
    pattern = exp.Literal.string(f"^(?:{node.expression.name}){end}")
    return exp.RegexpLike(this=node.this, expression=pattern)


# ---------------------------------------------------------------- Spark


def _spark(node: exp.Expr) -> exp.Expr:
    match node:
        case exp.TryCast() if node.to.is_type(exp.DType.INT, exp.DType.UBIGINT):
            return _whole(node, "double")
        case exp.Select():
            return _except(node)
        case exp.CTE() if node.args.get("materialized") is not None:
            node.set("materialized", None)  # Spark has no such word: what is read often is kept by the engine
        case exp.RegexpFullMatch():
            return _full_match(node, r"\z")
        case exp.Anonymous() if node.name == "hash":
            return _hashed("xxhash64", node.expressions)
        case exp.Try(this=exp.Sub() as days):  # of two days: Spark would make an interval of it
            return exp.DateDiff(this=days.this, expression=days.expression, unit=exp.var("DAY"))
    return node


def _except(select: exp.Select) -> exp.Expr:
    """`* replace (x as a)` as `* except (a), x as a`: the columns of a relation go by their names."""
    more = []
    for star in select.find_all(exp.Star):
        replaced = star.args.get("replace") if star.parent_select is select else None
        if replaced:
            star.set("replace", None)
            star.set("except_", [exp.to_identifier(one.alias, quoted=True) for one in replaced])
            more += replaced
    return select.select(*more, copy=False) if more else select


# ---------------------------------------------------------------- Postgres


def _postgres(node: exp.Expr) -> exp.Expr:
    match node:
        case exp.TryCast() if node.to.is_type(exp.DType.INT, exp.DType.UBIGINT):
            return _whole(node, "decimal")
        case exp.RegexpFullMatch():
            return _full_match(node, "$")
        case exp.RegexpExtract():
            found = exp.Anonymous(this="substring", expressions=[node.this, node.expression])
            return exp.Coalesce(this=found, expressions=[exp.Literal.string("")])
        case exp.Anonymous() if node.name == "hash":
            text = exp.cast(node.expressions[0], "text")
            return _hashed("hashtextextended", [text, exp.Literal.number(0)])
        case exp.Try():
            return exp.Paren(this=node.this)
        case exp.Subquery(parent=exp.From() | exp.Join()) if not node.alias:
            node.set("alias", exp.TableAlias(this=exp.to_identifier("inner_select")))
    return node


_BY_DIALECT: Mapping[str, tuple[Way, ...]] = {"spark": (_spark,), "postgres": (_postgres,)}
