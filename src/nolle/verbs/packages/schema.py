"""What a table of a package is: its columns with kind and meaning, and by which column the sources of a cell are told.

A schema goes into `datapackage.json` and comes back from it unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

JOIN = "; "
"""Between the values of a cell that holds several."""

SOURCES = "sources"
Cell = str | int
Row = tuple[Cell, ...]


class Kind(StrEnum):
    """What a cell holds: text, one day, a date as the record has it (EDTF), a whole number, yes or no."""

    TEXT = "text"
    DAY = "day"
    DATE = "edtf"
    WHOLE = "whole"
    TRUTH = "truth"


_TYPES = {Kind.TEXT: "string", Kind.DAY: "date", Kind.DATE: "string", Kind.WHOLE: "integer", Kind.TRUTH: "boolean"}


@dataclass(frozen=True)
class Field:
    """A column. `to` are the tables whose ids it holds; `by` is the column with the source ids of its cells.

    `by` is empty where a cell says nothing of the world: the ids of sources, and what this project made itself.
    """

    name: str
    says: str
    kind: Kind = Kind.TEXT
    many: bool = False
    to: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    by: str = SOURCES
    needed: bool = False

    @property
    def key_to(self) -> str:
        """The table that each cell names a row of; empty where a cell names several, or rows of several tables."""
        return self.to[0] if len(self.to) == 1 and not self.many else ""

    def json(self) -> dict[str, Any]:
        """As a field of a table schema, with what that language has no word for under words of our own."""
        told: dict[str, Any] = {"name": self.name, "type": _TYPES[self.kind], "description": self.says}
        told |= {"trueValues": ["yes"], "falseValues": ["no"]} if self.kind is Kind.TRUTH else {}
        limits: dict[str, Any] = {"required": True} if self.needed else {}
        limits |= {"enum": list(self.one_of)} if self.one_of else {}
        told |= {"constraints": limits} if limits else {}
        told |= {"nolle:date": "edtf"} if self.kind is Kind.DATE else {}
        told |= {"nolle:separator": JOIN} if self.many else {}
        told |= {"nolle:ids_of": list(self.to)} if self.to else {}
        return told | ({"nolle:sources": self.by} if self.by else {})


@dataclass(frozen=True)
class Table:
    """A table: the first column is its key. `ours` says that the rows are this project's own words or rules."""

    name: str
    title: str
    says: str
    fields: tuple[Field, ...]
    derived: bool = False
    ours: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.names)

    def row(self, told: Mapping[str, Any]) -> Row:
        """The cells of a row, from values by column; what is not given is empty. Raises KeyError for another name."""
        if not told.keys() <= self._known:
            raise KeyError(f"{self.name}: {', '.join(sorted(told.keys() - self._known))}")
        given = told.get
        return tuple([cell if type(cell := given(name)) is str else _cell(cell) for name in self.names])

    def schema(self) -> dict[str, Any]:
        """As a table schema, with its key and the tables that it names."""
        keys = [
            {"fields": field.name, "reference": {"resource": "" if to == self.name else to, "fields": "id"}}
            for field in self.fields
            if (to := field.key_to)
        ]
        made = {"fields": [field.json() for field in self.fields], "primaryKey": self.fields[0].name}
        return {**made, **({"foreignKeys": keys} if keys else {}), "missingValues": [""]}


def _cell(value: Any) -> Cell:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple | list):
        return _several(tuple(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int) else str(value)


@lru_cache(1 << 16)
def _several(values: tuple[Any, ...]) -> str:
    """Several values in one cell; the mark between them is taken out of the values themselves."""
    return JOIN.join([str(one).replace(JOIN, ", ") for one in values])


def table_of(resource: Mapping[str, Any]) -> Table:
    """The table that a resource of `datapackage.json` describes. Raises KeyError, TypeError or ValueError."""
    fields = tuple(_field(one) for one in resource["schema"]["fields"])
    return Table(
        resource["name"], resource["title"], resource["description"], fields,
        bool(resource.get("nolle:derived")), bool(resource.get("nolle:ours")),
    )  # fmt: skip


def _field(told: Mapping[str, Any]) -> Field:
    limits = told.get("constraints", {})
    kinds = {type_: kind for kind, type_ in _TYPES.items() if type_ != "string"}
    kind = Kind.DATE if "nolle:date" in told else kinds.get(told["type"], Kind.TEXT)
    return Field(
        told["name"], told["description"], kind, "nolle:separator" in told, tuple(told.get("nolle:ids_of", ())),
        tuple(limits.get("enum", ())), told.get("nolle:sources", ""), bool(limits.get("required")),
    )  # fmt: skip


COLUMNS = ("in_table", "name", "says", "kind", "many", "ids_of", "sources_in")
"""What a file that holds all tables says of each column."""

Add = Callable[[Table, Sequence[Row]], None]
"""Adds a table to a file."""


def described(tables: Sequence[Table]) -> Iterator[tuple[str, ...]]:
    """A row for each column of each table."""
    for table in tables:
        for field in table.fields:
            many = "yes" if field.many else "no"
            yield table.name, field.name, field.says, field.kind.value, many, JOIN.join(field.to), field.by
