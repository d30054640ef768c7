"""A table of PostgreSQL, by the name in an address → its columns, and the select that numbers its rows.

Every cell becomes text, compared byte by byte, as it does on the way into DuckDB; a day or a moment becomes its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from nolle.compiler.query import columns, name
from nolle.engine.address import EXAMPLE
from nolle.engine.clean import moment
from nolle.engine.duckdb_sql import ROW
from nolle.engine.files import check_columns
from nolle.engine.postgres_session import Session
from nolle.errors import RecordsError

_MOST_NAMED = 20
_DATE, _MOMENT, _ZONED = 1082, 1114, 1184

_TABLES = """select c.oid::bigint, n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid),
  pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_any_column_privilege(c.oid, 'select')
from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
  and n.nspname not like 'pg\\_%%' and not c.relispartition
order by n.nspname, c.relname"""

_COLUMNS = """with recursive kinds as (
  select attnum, attname, atttypid as oid from pg_catalog.pg_attribute
  where attrelid = %(table)s and attnum > 0 and not attisdropped
  union all
  select k.attnum, k.attname, t.typbasetype from kinds as k
  join pg_catalog.pg_type as t on t.oid = k.oid and t.typtype = 'd'
)
select k.attname, t.oid::bigint, t.typcategory = 'A', pg_catalog.has_column_privilege(%(table)s, k.attnum, 'select')
from kinds as k join pg_catalog.pg_type as t on t.oid = k.oid and t.typtype <> 'd'
order by k.attnum"""

_KEY = """select a.attname from pg_catalog.pg_index as i
cross join lateral unnest(i.indkey) with ordinality as k (attnum, place)
join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = k.attnum
where i.indrelid = %(table)s and i.indisprimary order by k.place"""


@dataclass(frozen=True)
class Column:
    """A column: the number of its type (of what a domain is made of), whether it is a list, whether it may be read."""

    name: str
    kind: int
    listed: bool
    readable: bool

    @property
    def is_day(self) -> bool:
        return self.kind in (_DATE, _MOMENT, _ZONED)

    @property
    def cell(self) -> str:
        """The cell as text."""
        cell = name(self.name)
        if self.is_day:  # a day that no calendar of ours has is none
            day = cell if self.kind == _DATE else f"cast({cell} as date)"
            known = f"{day} between date '0001-01-01' and date '9999-12-31'"
            return f"case when {known} then cast({day} as text) end"
        return f"cast(to_json({cell}) as text)" if self.listed else f"cast({cell} as text)"


@dataclass(frozen=True)
class Table:
    """A table, view or foreign table: what messages call it, its name there, its columns, the columns of its key."""

    shown: str
    relation: str
    columns: dict[str, Column]
    key: tuple[str, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """The type that each column has once it is taken in."""
        return {column.name: "DATE" if column.is_day else "VARCHAR" for column in self.columns.values()}

    def source(self, chosen: Sequence[str]) -> str:
        """The select of these columns, the rows numbered by the table's key or, without one, by all of the columns."""
        cells = [f"{self._cell(column)} as {name(column)}" for column in chosen]
        order = ", ".join(map(name, self.key) if self._keyed else map(self._cell, chosen))
        numbered = f"row_number() over (order by {order}) as {name(ROW)}"
        return f"select\n  {columns([numbered, *cells])}\nfrom {self.relation}"

    def _cell(self, column: str) -> str:
        return f'({self.columns[column].cell}) collate "C"'

    @property
    def _keyed(self) -> bool:
        return bool(self.key) and all(self.columns[column].readable for column in self.key)


def found(session: Session) -> Table:
    """The table that the address names, in a schema of the search path or in the one before the dot.

    Raises RecordsError for one that is not there or may not be read, and for columns that cannot be told apart.
    """
    tables = session.fetch(_TABLES, {})
    visible = {table: (oid, schema, table, may) for oid, schema, table, seen, may in tables if seen}
    every = {f"{schema}.{table}": (oid, schema, table, may) for oid, schema, table, _, may in tables}
    if session.target not in {**visible, **every}:
        raise RecordsError(_not_there(session, [*visible, *(place for place in every if place not in _full(visible))]))
    oid, schema, table, may = visible.get(session.target) or every[session.target]
    relation = f"{name(schema)}.{name(table)}"
    if not may:
        raise RecordsError(_not_to_be_read(session.shown, relation))
    given = {"table": oid}
    found = [Column(*row) for row in session.fetch(_COLUMNS, given)]
    check_columns([column.name for column in found], session.shown)
    key = tuple(row[0] for row in session.fetch(_KEY, given))
    return Table(session.shown, relation, {column.name: column for column in found}, key)


def _full(visible: dict[str, tuple[int, str, str, bool]]) -> set[str]:
    return {f"{schema}.{table}" for _, schema, table, _ in visible.values()}


def _not_there(session: Session, known: list[str]) -> str:
    what = f'there is no table "{session.target}" in the database' if session.target else "the address names no table"
    near = get_close_matches(session.target, known, 3)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    named = ", ".join(known[:_MOST_NAMED]) + (", ..." if len(known) > _MOST_NAMED else "")
    return f"{session.shown}: {what}.{meant} It has: {named or 'no table that may be read'}. Write {EXAMPLE}."


def _not_to_be_read(shown: str, relation: str, which: Sequence[str] = ()) -> str:
    listed = f" ({', '.join(map(name, which))})" if which else ""
    what = "these columns of the table" if which else "the table"
    return (
        f"{shown}: who logs in may not read {what}{listed}. Ask whoever keeps the database for:\n"
        f"grant usage on schema {relation.partition('.')[0]} to ...; grant select{listed} on {relation} to ...;"
    )


def refuse(session: Session, table: Table, chosen: Sequence[str]) -> None:
    """Raises RecordsError for columns that may not be read, and for moments whose day depends on the place."""
    if any(column.lower() == ROW for column in chosen):
        raise RecordsError(f'a column of the table is called "{ROW}", as nolle calls its own. Rename it in a view.')
    closed = [column for column in chosen if not table.columns[column].readable]
    if closed:
        raise RecordsError(_not_to_be_read(table.shown, table.relation, closed))
    zoned = [column for column in chosen if table.columns[column].kind == _ZONED]
    if not zoned:
        return
    tests = [f"bool_or({name(column)} <> date_trunc('day', {name(column)}))" for column in zoned]
    held = session.fetch(f"select {columns(tests)} from {table.relation}".replace("%", "%%"), {})[0]
    for column, moments in zip(zoned, held, strict=True):
        if moments:
            raise RecordsError(moment(table.shown, column))
