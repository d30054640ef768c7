"""An office on a day as rows of a table: one for each kind of charge, one for each clause of its documents.

A row says what the record says and no more: no policy found, nothing said, not known and not yet checked stay apart,
and what is a practice, a promise or a police agreement says so in its kind.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from nolle.analysis.standing.said import Value


class Status(StrEnum):
    """How it stands with an answer; no two of these are the same."""

    IN_FORCE = "in_force"
    UNKNOWN = "unknown"
    ENDED = "ended"
    NOT_YET = "not_yet"
    PROMISE = "promise"
    NO_RULES = "no_rules"
    NOT_ADDRESSED = "not_addressed"
    NOTHING_FOUND = "nothing_found"
    NONE_FOUND = "none_found"
    NOT_CHECKED = "not_checked"
    REPEALED = "repealed"


@dataclass(frozen=True, slots=True)
class Row:
    """What an office says of one kind of charge on a day.

    `decision` is a word of the policy language, or empty where there is nothing that could decide; `value` is the same
    as tables show it. `n` of `of` offenses are answered so. `policy` are the documents behind it, `kind` their
    instruments, `by` who issued them. `since` and `until` are dates as the record has them (EDTF); `unknown_since` and
    `searched_on` are days.
    """

    place: str
    office: str
    conduct: str
    decision: str
    status: Status
    value: Value
    policy: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    n: int = 0
    of: int = 0
    unknown_since: str = ""
    ended_by: str = ""
    searched_on: str = ""
    conditional: bool = False

    def json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause of a document of an office on a day: what it says, of which classes, and how it stands."""

    place: str
    office: str
    policy: str
    kind: str
    clause: str
    conduct: tuple[str, ...]
    decision: str
    strength: str
    status: Status
    since: str
    until: str
    by: str
    ended_by: str
    confidence: str
    sources: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Table:
    """An office on a day: a row for each kind of charge, and one for each rule of each of its documents."""

    rows: tuple[Row, ...]
    clauses: tuple[ClauseRow, ...]
