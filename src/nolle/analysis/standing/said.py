"""What a policy says of a kind of charge, as a table shows it: the values, the clauses and the cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from nolle.law.meaning import Said
from nolle.terms import Decision, Instrument


class Value(StrEnum):
    """What one cell of the table shows; the first of several comes first here."""

    DECLINES = "declines"
    CONDITION = "condition"
    DIVERTS = "diverts"
    APPROVAL = "approval"
    PROSECUTES = "prosecutes"
    STATUS_UNKNOWN = "status_unknown"
    UNREAD = "unread"
    UNCLEAR = "unclear"
    UNDETERMINED = "undetermined"
    NOT_COVERED = "not_covered"
    SILENT = "silent"
    NOTHING_FOUND = "nothing_found"
    NOT_IN_FORCE = "not_in_force"
    NO_POLICY = "no_policy"
    REPEALED = "repealed"
    NOT_CHECKED = "not_checked"


RANK = {value: place for place, value in enumerate(Value)}
"""The order of the values."""

DECIDED = {
    Decision.DECLINE: Value.DECLINES,
    Decision.DECLINE_IF: Value.CONDITION,
    Decision.DIVERT: Value.DIVERTS,
    Decision.SUPERVISORY_APPROVAL: Value.APPROVAL,
    Decision.WILL_PROSECUTE: Value.PROSECUTES,
    Decision.NOT_COVERED: Value.NOT_COVERED,
    Decision.NOT_IN_FORCE: Value.NOT_IN_FORCE,
}
OUTLINED = {
    Instrument.PRACTICE: "practice",
    Instrument.POLICE_AGREEMENT: "police agreement",
    Instrument.CAMPAIGN_PROMISE: "promise",
}
"""Instruments that are no policy of the office, and never drawn as one."""


class Clause(NamedTuple):
    """The id of a document and the path of a rule or exception in it."""

    policy: str
    path: str


@dataclass(frozen=True)
class Entry:
    """The answer to one offense (empty: to the class itself) with nothing else special about the charge.

    `by` are the clauses that give it; `also` those that could change it if something were special; `only`
    says that some charge of this offense is outside the clauses that give it.
    """

    offense: str
    value: Value
    by: tuple[Clause, ...]
    also: tuple[Clause, ...] = ()
    only: bool = False
    because: tuple[str, ...] = ()
    candidates: tuple[Decision, ...] = ()

    @property
    def open(self) -> bool:
        """Whether only a list that the text leaves open stands between this and an answer."""
        return bool(self.because) and all(reason.startswith("open:") for reason in self.because)


@dataclass(frozen=True)
class Cell:
    """One kind of charge: the leading answer, to how many of the offenses it is given, and every offense."""

    column: str
    value: Value
    n: int
    of: int
    entries: tuple[Entry, ...]
    gone: tuple[str, ...] = ()
    outline: str = ""

    @cached_property
    def policies(self) -> frozenset[str]:
        """The documents with a clause that gives an answer."""
        return frozenset(clause.policy for entry in self.entries for clause in entry.by)

    @property
    def partly(self) -> bool:
        return 0 < self.n < self.of


def clauses_of(rules: Iterable[Said]) -> tuple[Clause, ...]:
    """The clauses that give some candidate of an answer, each once; silence has none."""
    return tuple(dict.fromkeys(Clause(said.policy, said.rule) for said in rules if said.rule))
