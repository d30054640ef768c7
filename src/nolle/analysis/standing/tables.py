"""The rows of an office on a day, made of its answers and of the documents behind them.

What is made of the same answer and the same documents is the same on many days of a history: it is made once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from nolle.analysis.standing.asked import Asked
from nolle.analysis.standing.documents import Document, RuleState, State
from nolle.analysis.standing.ground import Law
from nolle.analysis.standing.office import ASKS, Standing
from nolle.analysis.standing.rows import ClauseRow, Row, Status, Table
from nolle.analysis.standing.said import DECIDED, Cell, Clause, Value
from nolle.analysis.standing.voice import voice_of
from nolle.cite import Citation
from nolle.dates import Span, edtf
from nolle.law.library import Library
from nolle.law.policy import Event, Policy, Rule, clauses
from nolle.terms import EventType


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
class Made:
    """Rows and clauses that were made of the answers and the documents of one office, by what they were made of."""

    rows: dict[Hashable, tuple[Row, object]] = field(default_factory=dict)
    clauses: dict[Hashable, tuple[tuple[ClauseRow, ...], object]] = field(default_factory=dict)
    reached: dict[int, tuple[Mapping[Clause, tuple[str, ...]], object]] = field(default_factory=dict)


def table(library: Library, standing: Standing, made: Made | None = None) -> Table:
    """The rows of an office on the day of a standing, in the order of a place's table, oldest document first.

    `made` keeps, for one office, what the rows of other days have in common with these.
    """
    found = _Rows(library, standing, made or Made())
    return Table(tuple(found.rows()), tuple(found.clauses()))


class _Rows:
    """The rows of one office on one day."""

    def __init__(self, library: Library, standing: Standing, made: Made) -> None:
        self.library, self.standing, self.made = library, standing, made
        self.documents = {document.policy.id: document for document in standing.documents}
        self.names = {holder.id: holder.name for holder in standing.office.holders}

    def rows(self) -> Iterator[Row]:
        for cell, former in zip(self.standing.today, self._former, strict=True):
            key, on = self._alike(cell, former), (cell, former, *self.documents.values())
            if key not in self.made.rows:
                self.made.rows[key] = (self._of(cell, former), on)  # kept beside, so that nothing takes their ids
            yield self.made.rows[key][0]

    def _alike(self, cell: Cell, former: Cell) -> Hashable:
        """All that a row is made of: a document that no clause of it is in is only named."""
        named = self.documents if cell.value is Value.STATUS_UNKNOWN else cell.policies | former.policies
        searched = self.standing.office.finding is not None
        told = [id(document) if name in named else name for name, document in self.documents.items()]
        return id(cell), id(former), len(self.names), searched, *told

    def _of(self, cell: Cell, former: Cell) -> Row:
        if cell.value in _NO_ANSWER:
            return self._unanswered(cell, former)
        return self._ended(cell, former) if cell.value is Value.NOT_IN_FORCE else self._answered(cell)

    def clauses(self) -> Iterator[ClauseRow]:
        for document in self.standing.documents:
            reached = tuple(
                self._reached.get(Clause(document.policy.id, rule.id), ()) for rule in document.policy.rules
            )
            key = (id(document), reached, len(self.names))
            if key not in self.made.clauses:
                rules = zip(document.policy.rules, document.rules, reached, strict=True)
                told = tuple(self._clause(document, rule, state, columns) for rule, state, columns in rules)
                self.made.clauses[key] = (told, document)
            yield from self.made.clauses[key][0]

    def _clause(self, document: Document, rule: Rule, state: RuleState, reached: tuple[str, ...]) -> ClauseRow:
        policy = document.policy
        since = _since(document, rule.id)
        by = self.names.get(policy.holder, policy.holder)
        ended = {"until": "", "ended_by": ""} | (_told(state.ended) if state.ended else {})
        return ClauseRow(
            self.standing.place.id, self.standing.office.id, policy.id, policy.kind.value, rule.id,
            reached, rule.then.value, rule.strength.value,
            Status.PROMISE if document.state is State.PROMISE else _STATES[state.state],
            edtf(since) if since else "", ended["until"], by, ended["ended_by"],
            rule.confidence.value, _sources([*_clause_cites(rule, rule.id), *policy.cite]),
        )  # fmt: skip

    @cached_property
    def _reached(self) -> Mapping[Clause, tuple[str, ...]]:
        """The kinds of charge of which each rule speaks."""
        former, kept = self._former, self.made.reached
        if id(former) not in kept:
            kept[id(former)] = (_reached(former), former)
        return kept[id(former)][0]

    @cached_property
    def _former(self) -> tuple[Cell, ...]:
        """What the documents would say, were all of them in force: which ones ever spoke of a kind of charge."""
        standing = self.standing
        law = Law(self.library, standing.office, standing.as_of)
        asked = Asked(law, voice_of(self.library, standing.office.id, standing.known_on, as_if=True), ())
        return asked.cells(ASKS)

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


def _reached(former: Iterable[Cell]) -> dict[Clause, tuple[str, ...]]:
    found: dict[Clause, dict[str, None]] = {}
    for cell in former:
        for clause in (clause for entry in cell.entries for clause in (*entry.by, *entry.also)):
            found.setdefault(Clause(clause.policy, clause.path.partition("/")[0]), {})[cell.column] = None
    return {clause: tuple(columns) for clause, columns in found.items()}


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
