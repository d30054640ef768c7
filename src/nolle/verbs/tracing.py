"""Which sources each part of an answer rests on: the decision, its beginning, its end, who issued it, the unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from nolle.analysis.standing import ClauseRow, Row
from nolle.cite import Citation
from nolle.dates import edtf
from nolle.law.library import Library
from nolle.law.places import Holder
from nolle.law.policy import Policy, clauses
from nolle.terms import EventType

_BEGINS = (EventType.IN_EFFECT, EventType.ANNOUNCED)
_KEPT = 1 << 16


class Traced(NamedTuple):
    """The ids of the sources behind the parts of a row; a part that is empty in the row has none."""

    decision_sources: tuple[str, ...] = ()
    since_sources: tuple[str, ...] = ()
    until_sources: tuple[str, ...] = ()
    by_sources: tuple[str, ...] = ()
    unknown_sources: tuple[str, ...] = ()

    def within(self, own: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The parts by name, and all ids together with those of the row under `sources`."""
        every = dict.fromkeys((*own, *(id for part in self for id in part)))
        return {**self._asdict(), "sources": tuple(every)}


class Tracer:
    """Traces the parts of rows of one library to their sources; a part whose own are not told rests on the row's."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._clause = lru_cache(_KEPT)(self._of_clause)
        self._event = lru_cache(_KEPT)(self._of_event)
        self._holder = lru_cache(_KEPT)(self._of_holder)
        self._row = lru_cache(_KEPT)(self._of_row)

    def row(self, row: Row) -> Traced:
        """The sources of the parts of an office's answer."""
        told = (row.since, row.until, row.ended_by, bool(row.by), bool(row.unknown_since))
        return self._row(row.clauses, row.policy, row.sources, *told)

    def _of_row(
        self, clauses: tuple[str, ...], documents: tuple[str, ...], own: tuple[str, ...], since: str, until: str,
        ended_by: str, by: bool, unknown: bool,
    ) -> Traced:  # fmt: skip
        holders = (_joined(self._holder(id) for id in documents) or own) if by or unknown else ()
        return Traced(
            _joined(self._clause(*_parts(clause)) for clause in clauses) or own,
            (_joined(self._event(id, since, "") for id in documents) or own) if since else (),
            (_joined(self._event(id, until, _word(ended_by)) for id in documents) or own) if until else (),
            holders if by else (),
            holders if unknown else (),
        )

    def clause(self, row: ClauseRow) -> Traced:
        """The sources of the parts of a clause's row."""
        own = row.sources
        return Traced(
            self._clause(row.policy, row.clause) or own,
            (self._event(row.policy, row.since, "") or own) if row.since else (),
            (self._event(row.policy, row.until, _word(row.ended_by)) or own) if row.until else (),
            (self._holder(row.policy) or own) if row.by else (),
        )

    def _of_clause(self, policy: str, path: str) -> tuple[str, ...]:
        """What a clause, those it is an exception to, and its readings cite."""
        document = self.library.policies.get(policy)
        rule = document.rule(path) if document else None
        if rule is None:
            return ()
        told = [cite for at, clause in clauses(rule) if f"{path}/".startswith(f"{at}/") for cite in clause.cite]
        return ids([*told, *(cite for reading in rule.readings for cite in reading.cite)])

    def _of_event(self, policy: str, on: str, type: str) -> tuple[str, ...]:
        """What the events of a document on a date cite: those of a type, or those that begin it."""
        document = self.library.policies.get(policy)
        wanted = [EventType(type)] if type else _BEGINS
        events = document.events if document else ()
        return ids(cite for event in events if event.type in wanted and edtf(event.span) == on for cite in event.cite)

    def _of_holder(self, policy: str) -> tuple[str, ...]:
        """What the record of the holder who issued a document cites."""
        document = self.library.policies.get(policy)
        holder = issuer(document, self.library) if document else None
        return ids(holder.cite) if holder else ()


def issuer(policy: Policy, library: Library) -> Holder | None:
    """The holder under whom a document was issued, where the library knows the person."""
    office = library.offices.get(policy.office)
    return next((one for one in office.holders if one.id == policy.holder), None) if office and policy.holder else None


def ids(cites: Iterable[Citation]) -> tuple[str, ...]:
    """The ids of the sources of some citations, each once."""
    return tuple(dict.fromkeys(cite.source for cite in cites))


def _joined(parts: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for part in parts for id in part))


def _parts(clause: str) -> tuple[str, str]:
    policy, _, path = clause.partition("#")
    return policy, path


def _word(ended_by: str) -> str:
    """The type of the event, of `revoked by ID`."""
    return ended_by.partition(" ")[0]
