"""A query as ordered, named steps of SQL text: frozen, printable, and run by an engine, never here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One relation: its name, the select that makes it, and what it is, for whoever reads the SQL.

    A `view` is not kept: it is worked out again by each step that reads it. A `large` relation has as many rows as
    the records, or cases, or persons: an engine keeps it where the records are. All others are small enough for a
    laptop, and are made there; only they may use what is peculiar to the database on it.
    """

    name: str
    sql: str
    what: str = ""
    view: bool = False
    large: bool = False


@dataclass(frozen=True)
class Query:
    """Steps in order; each may read the relations of those before it."""

    steps: tuple[Step, ...] = ()

    def __add__(self, other: Query) -> Query:
        return Query((*self.steps, *other.steps))

    def __str__(self) -> str:
        return "\n\n".join(f"-- {step.name}: {step.what}\n{step.sql}" for step in self.steps)


def name(identifier: str) -> str:
    """A quoted column or relation name."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str | None) -> str:
    """A text literal."""
    return "null" if value is None else "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Text literals, parted by commas."""
    return ", ".join(text(value) for value in values)


def columns(items: Iterable[str], indent: str = "  ") -> str:
    """Select items, one a line."""
    return (",\n" + indent).join(items)


def case(branches: Iterable[tuple[str, str]], otherwise: str) -> str:
    """A case expression; the last value alone where there is no branch."""
    lines = [f"when {when} then {then}" for when, then in branches]
    return f"case {' '.join(lines)} else {otherwise} end" if lines else otherwise
