"""Relations that exist nowhere but in our statements → one statement of PostgreSQL that brings along what it reads.

Nothing is made on the server. A large relation is kept here as the select that defines it, a small one as its rows; a
statement begins with those that it needs (`with ...`), the rows of the small ones as parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nolle.compiler.query import columns, name
from nolle.errors import EngineError

_KINDS = {
    "BOOLEAN": "boolean", "TINYINT": "bigint", "SMALLINT": "bigint", "INTEGER": "bigint", "BIGINT": "bigint",
    "HUGEINT": "bigint", "UBIGINT": "bigint", "DOUBLE": "float8", "VARCHAR": "text", "DATE": "date",
}  # fmt: skip
"""The type that a column of DuckDB's has there. All whole numbers are of one size, so that no product is too large."""

_QUOTED = re.compile(r'"((?:[^"]|"")+)"')
_STAR = re.compile(r"(?<!\()\*(?=\s*(,|from\b|$))", re.IGNORECASE)


@dataclass(frozen=True)
class Defined:
    """A large relation: its select, and the names that stand in it."""

    sql: str
    names: frozenset[str]

    @property
    def all_columns(self) -> bool:
        """Whether it takes all columns of something, whatever they are called."""
        return _STAR.search(self.sql) is not None


@dataclass(frozen=True)
class Sent:
    """A small relation: its columns with their types there, and the values of each."""

    kinds: dict[str, str]
    values: list[list[Any]]


class Relations:
    """The relations of a session, by the names that they have for as long as it is open."""

    def __init__(self) -> None:
        self._all: dict[str, Defined | Sent] = {}  # in order: each reads only those before it

    def define(self, relation: str, sql: str) -> None:
        self._all[relation] = defined(sql)

    def send(self, relation: str, kinds: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Keep the rows of a small relation; `kinds` maps its columns to DuckDB types."""
        unknown = {kind for kind in kinds.values() if kind not in _KINDS}
        if unknown:
            raise EngineError(f"{relation} has columns of a type that is not sent: {', '.join(sorted(unknown))}")
        values = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in kinds]
        self._all[relation] = Sent({column: _KINDS[kind] for column, kind in kinds.items()}, values)

    def is_defined(self, relation: str) -> bool:
        """Whether a relation is kept as its select."""
        return isinstance(self._all.get(relation), Defined)

    def needed(self, sql: str) -> list[str]:
        """The relations that a select reads, directly or not, each after those that it reads itself."""
        found: set[str] = set()
        waiting = [defined(sql)]
        while waiting:
            for relation in waiting.pop().names & self._all.keys() - found:
                found.add(relation)
                kept = self._all[relation]
                if isinstance(kept, Defined):
                    waiting.append(kept)
        return [relation for relation in self._all if relation in found]

    def statement(self, sql: str) -> tuple[str, dict[str, list[Any]]]:
        """A select with all that it reads in front of it, and its parameters."""
        needed = self.needed(sql)
        if sql.lstrip()[:5].lower() == "with ":
            sql = f"select * from (\n{sql}\n) as answer"
        if not needed:
            return _escaped(sql), {}
        selects = [defined(sql), *(kept for r in needed if isinstance(kept := self._all[r], Defined))]
        given: dict[str, list[Any]] = {}
        made = [f"{name(relation)} as (\n{self._made(relation, selects, given)}\n)" for relation in needed]
        return "with " + ",\n".join(map(_escaped_but_ours, made)) + "\n" + _escaped(sql), given

    def _made(self, relation: str, selects: Iterable[Defined], given: dict[str, list[Any]]) -> str:
        kept = self._all[relation]
        if isinstance(kept, Defined):
            return kept.sql
        listed = []
        for place, column in _read(kept, relation, selects):
            key = f"p{len(given)}"
            given[key] = kept.values[place]
            listed.append((f"{_OURS}{key}{_OURS}::{list(kept.kinds.values())[place]}[]", column))
        arrays, names = ", ".join(array for array, _ in listed), ", ".join(name(column) for _, column in listed)
        texts = [f'{name(c)} collate "C" as {name(c)}' if kept.kinds[c] == "text" else name(c) for _, c in listed]
        return f"select\n  {columns(texts)}\nfrom unnest({arrays}) as t ({names})"


_OURS = "\x00"
"""Around the name of a parameter, until all other per cent signs are escaped; no text of PostgreSQL holds it."""


def defined(sql: str) -> Defined:
    """A select with the names that stand in it; all names are quoted."""
    return Defined(sql, frozenset(quoted.replace('""', '"') for quoted in _QUOTED.findall(sql)))


def _read(kept: Sent, relation: str, selects: Iterable[Defined]) -> Iterator[tuple[int, str]]:
    """The columns of a small relation that those who read it name; all, if one takes all."""
    readers = [select for select in selects if relation in select.names]
    every = any(select.all_columns for select in readers)
    named = [(n, c) for n, c in enumerate(kept.kinds) if every or any(c in select.names for select in readers)]
    yield from named or [(0, next(iter(kept.kinds)))]


def _escaped(sql: str) -> str:
    return sql.replace("%", "%%")


def _escaped_but_ours(sql: str) -> str:
    parts = _escaped(sql).split(_OURS)
    return "".join(f"%({part})s" if place % 2 else part for place, part in enumerate(parts))
