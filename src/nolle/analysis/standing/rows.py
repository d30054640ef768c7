"""An office on a day as rows of a table: one for each kind of charge, one for each clause of its documents.

A row says what the record says and no more: no policy found, nothing said, not known and not yet checked stay apart,
and what is a practice, a promise or a police agreement says so in its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from nolle.analysis.standing.asked import Asked
from nolle.analysis.standing.documents import Document, RuleState, State
from nolle.analysis.standing.ground import Law
from nolle.analysis.standing.office import COLUMNS, Standing
from nolle.analysis.standing.said import DECIDED, Cell, Clause, Value
from nolle.analysis.standing.voice import voice_of
from nolle.cite import Citation
from nolle.dates import Span, edtf
from nolle.law.library import Library
from nolle.law.policy import Event, Policy, Rule, clauses
from nolle.terms import EventType


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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


class _Behind(NamedTuple):
    """A clause behind an answer, with its document and how its rule stands."""

    document: Document
    rule: Rule
    state: RuleState
    path: str


_NO_ANSWER = {
    Value.NO_POLICY: Status.NONE_FOUND,
    Value.NOT_CHECKED: Status.NOT_CHECKED,
    Value.REPEALED: Status.REPEALED,
    Value.SILENT: Status.NOT_ADDRESSED,
    Value.NOTHING_FOUND: Status.NOTHING_FOUND,
}
_SILENT = (Value.SILENT, Value.NOTHING_FOUND)
_DECISIONS = {value: decision.value for decision, value in DECIDED.items()}
_STATES = {
    State.IN_FORCE: Status.IN_FORCE,
    State.PART: Status.IN_FORCE,
    State.UNKNOWN: Status.UNKNOWN,
    State.ENDED: Status.ENDED,
    State.NOT_YET: Status.NOT_YET,
    State.PROMISE: Status.PROMISE,
    State.NO_RULES: Status.NO_RULES,
}


@dataclass(frozen=True)
class Table:
    """An office on a day: a row for each kind of charge, and one for each rule of each of its documents."""

    rows: tuple[Row, ...]
    clauses: tuple[ClauseRow, ...]


def table(library: Library, standing: Standing) -> Table:
    """The rows of an office on the day of a standing, in the order of a place's table, oldest document first."""
    made = _Rows(library, standing)
    return Table(tuple(made.rows()), tuple(made.clauses()))


class _Rows:
    """The rows of one office on one day."""

    def __init__(self, library: Library, standing: Standing) -> None:
        self.library, self.standing = library, standing
        self.documents = {document.policy.id: document for document in standing.documents}
        self.names = {holder.id: holder.name for holder in standing.office.holders}

    def rows(self) -> Iterator[Row]:
        for cell in self.standing.today:
            if cell.value in _NO_ANSWER:
                yield self._unanswered(cell, self._former[cell.column])
            elif cell.value is Value.NOT_IN_FORCE:
                yield self._ended(cell, self._former[cell.column])
            else:
                yield self._answered(cell)

    def clauses(self) -> Iterator[ClauseRow]:
        for document in self.standing.documents:
            for rule in document.policy.rules:
                yield self._clause(document, rule)

    def _clause(self, document: Document, rule: Rule) -> ClauseRow:
        policy = document.policy
        state = next(state for state in document.rules if state.id == rule.id)
        since = _since(document, rule.id)
        by = self.names.get(policy.holder, policy.holder)
        ended = {"until": "", "ended_by": ""} | (_told(state.ended) if state.ended else {})
        return ClauseRow(
            self.standing.place.id, self.standing.office.id, policy.id, policy.kind.value, rule.id,
            self._reached.get(Clause(policy.id, rule.id), ()), rule.then.value, rule.strength.value,
            Status.PROMISE if document.state is State.PROMISE else _STATES[state.state],
            edtf(since) if since else "", ended["until"], by, ended["ended_by"],
            rule.confidence.value, _sources([*_clause_cites(rule, rule.id), *policy.cite]),
        )  # fmt: skip

    @cached_property
    def _reached(self) -> dict[Clause, tuple[str, ...]]:
        """The kinds of charge of which each rule speaks."""
        found: dict[Clause, dict[str, None]] = {}
        for cell in self._former.values():
            for entry in cell.entries:
                for clause in (*entry.by, *entry.also):
                    found.setdefault(Clause(clause.policy, clause.path.partition("/")[0]), {})[cell.column] = None
        return {clause: tuple(columns) for clause, columns in found.items()}

    @cached_property
    def _former(self) -> dict[str, Cell]:
        """What the documents would say, were all of them in force: which ones ever spoke of a kind of charge."""
        standing = self.standing
        law = Law(self.library, standing.office, standing.as_of)
        asked = Asked(law, voice_of(self.library, standing.office.id, standing.known_on, as_if=True), ())
        return asked.as_if(COLUMNS)

    def _answered(self, cell: Cell) -> Row:
        behind = list(self._behind(cell, leading=True))
        unsettled = [one.document for one in behind if one.state.state is State.UNKNOWN] or self.documents.values()
        days = [document.unknown_since for document in unsettled if document.unknown_since]
        unknown = cell.value is Value.STATUS_UNKNOWN
        leading = [entry for entry in cell.entries if entry.value is cell.value]
        return self._row(
            cell, Status.UNKNOWN if unknown else Status.IN_FORCE, behind,
            since=_earliest(_since(one.document, one.rule.id) for one in behind),
            unknown_since=min(days).isoformat() if days and unknown else "",
            candidates=tuple(dict.fromkeys(c.value for entry in leading for c in entry.candidates)),
        )  # fmt: skip

    def _unanswered(self, cell: Cell, former: Cell) -> Row:
        """No document speaks: what of the office's own once did is named with its end."""
        finding = self.standing.office.finding
        searched = finding.searched_on if finding and cell.value is Value.NO_POLICY else ""
        past = [one for one in self._behind(former) if one.state.state is State.ENDED]
        return self._row(cell, _NO_ANSWER[cell.value], past[-1:], **_end(past), searched_on=searched)

    def _ended(self, cell: Cell, former: Cell) -> Row:
        behind = list(self._behind(former))
        past = [one for one in behind if one.state.state is State.ENDED]
        status = Status.ENDED if past else Status.NOT_YET if behind else Status.NOT_ADDRESSED
        last = past[-1:] or behind[:1]
        return self._row(
            cell, status, last, since=_earliest(_since(one.document, one.rule.id) for one in last), **_end(past)
        )

    def _behind(self, cell: Cell, leading: bool = False) -> Iterator[_Behind]:
        """The clauses that give an answer (only the `leading` one, if asked), oldest document first."""
        entries = [entry for entry in cell.entries if not leading or entry.value is cell.value]
        by = dict.fromkeys(clause for entry in entries for clause in entry.by)
        order = {id: at for at, id in enumerate(self.documents)}
        for clause in sorted(by, key=lambda one: order.get(one.policy, 0)):
            document = self.documents.get(clause.policy)
            rule = document.policy.rule(clause.path) if document else None
            if document is not None and document.state is not State.PROMISE and rule is not None:
                state = next(state for state in document.rules if state.id == rule.id)
                yield _Behind(document, rule, state, clause.path)

    def _row(self, cell: Cell, status: Status, behind: Sequence[_Behind], **told: Any) -> Row:
        standing = self.standing
        decision = _DECISIONS.get(cell.value, "")
        if not decision and cell.value not in _NO_ANSWER:
            decision = "undetermined"
        elif cell.value in _SILENT:
            decision = "silent"
        policies = tuple(dict.fromkeys(one.document.policy.id for one in behind))
        if not policies and status is Status.UNKNOWN:
            policies = tuple(id for id, document in self.documents.items() if document.unknown_since)
        documents = [self.documents[id].policy for id in policies]
        return Row(
            standing.place.id, standing.office.id, cell.column, decision, status, cell.value,
            policy=policies,
            kind=tuple(dict.fromkeys(policy.kind.value for policy in documents)),
            by=tuple(dict.fromkeys(self.names.get(p.holder, p.holder) for p in documents if p.holder)),
            sources=_sources(self._cited(behind, documents)),
            clauses=tuple(f"{one.document.policy.id}#{one.path}" for one in behind),
            n=cell.n, of=cell.of,
            conditional=any(entry.only for entry in cell.entries if entry.value is cell.value),
            **told,
        )  # fmt: skip

    def _cited(self, behind: Sequence[_Behind], documents: Sequence[Policy]) -> Iterator[Citation]:
        """What the clauses, the beginning and the end of their documents rest on; else what the office rests on."""
        for one in behind:
            yield from _clause_cites(one.rule, one.path)
        for policy in documents:
            yield from (cite for event in policy.events for cite in event.cite)
        if not behind:
            yield from (cite for document in self.standing.documents for cite in document.policy.cite)
            yield from self.standing.office.cite
            yield from self.standing.place.cite


def _clause_cites(rule: Rule, path: str) -> Iterator[Citation]:
    for at, clause in clauses(rule):
        if path == at or path.startswith(f"{at}/"):
            yield from clause.cite
    yield from (cite for reading in rule.readings for cite in reading.cite)


def _since(document: Document, rule: str) -> Span | None:
    """When a rule began: by an event of its own, or with its document."""
    own = [e.span for e in document.policy.events if e.type is EventType.IN_EFFECT and rule in e.rules]
    return min(own, key=lambda span: span.first) if own else document.since


def _earliest(spans: Iterable[Span | None]) -> str:
    told = [span for span in spans if span is not None]
    return edtf(min(told, key=lambda span: (span.first, span.last))) if told else ""


def _end(past: Sequence[_Behind]) -> dict[str, str]:
    """When and by what the last of some clauses ended."""
    ends = [one.state.ended for one in past if one.state.ended is not None]
    return _told(max(ends, key=lambda event: event.span.first)) if ends else {}


def _told(event: Event) -> dict[str, str]:
    by = f" by {event.by}" if event.by else ""
    return {"until": edtf(event.span), "ended_by": f"{event.type.value}{by}"}


def _sources(cites: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite.source for cite in cites))
