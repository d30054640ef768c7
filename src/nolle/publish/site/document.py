"""The page of a document: its clauses in English and where they stand in the source, what became of it, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from nolle.analysis.standing import ClauseRow, Document, RuleState, Standing, State
from nolle.analysis.standing.said import OUTLINED
from nolle.dates import edtf
from nolle.law.library import Library
from nolle.law.policy import Act, Event, Policy, Reading, Rule, clauses
from nolle.law.timeline import known
from nolle.publish import history, outcomes
from nolle.publish.cells import TITLES
from nolle.publish.change_words import ACTS, EVENTS, who
from nolle.publish.marks import MARKS, svg
from nolle.publish.page import Reference, Sources, as_yaml, capital, listed, number, on
from nolle.publish.place_documents import CONFIDENCE, READ
from nolle.publish.report import Marked
from nolle.publish.site.beside import Statement, beside, communication, grounds
from nolle.publish.site.clauses import COLUMNS as CLAUSES
from nolle.publish.site.clauses import clause_values
from nolle.publish.site.frame import Frame, Sheet, Site, SitePage, Value, clause_anchor, made
from nolle.publish.site.place_data import HISTORY
from nolle.publish.site.seen import Seen, dated, instrument
from nolle.publish.wording import WORD, Wording
from nolle.terms import Instrument

STATEMENTS = {
    "kind": "what kind of statement it is",
    "id": "its id in the document",
    "says": "what it says",
    "status": "how it stands, where the record says so",
    "confidence": "how far it was checked",
    "sources": "the ids of its sources",
}
STATES = {
    State.IN_FORCE: "in force",
    State.UNKNOWN: "not known whether in force",
    State.NOT_YET: "not in force",
    State.ENDED: "ended",
}
PROMISED = "a promise, never in force"


@dataclass(frozen=True)
class Said:
    """A statement in words, with its numbered sources."""

    kind: str
    text: str
    confidence: str
    refs: tuple[Reference, ...]
    status: str = ""


@dataclass(frozen=True)
class ClauseView:
    """A clause: its mark, its state on the day, its words, its readings, its sources."""

    id: str
    anchor: str
    mark: Marked
    speaks_of: str
    state: str
    ended: bool
    english: str
    confidence: str
    readings: tuple[Said, ...]
    note: str
    refs: tuple[Reference, ...]
    written: str


@dataclass(frozen=True)
class Happened:
    """One event of the document."""

    on: Markup
    text: str
    refs: tuple[Reference, ...]


def _document(seen: Seen, policy: Policy) -> tuple[Standing | None, Document | None]:
    standing = seen.standings.get(policy.office)
    if standing is None:
        return None, None
    return standing, next((one for one in standing.documents if one.policy.id == policy.id), None)


def status(seen: Seen, policy: Policy) -> str:
    """How a document stands on the day, in a sentence."""
    standing, document = _document(seen, policy)
    if policy.is_model:
        return "The measure that other documents are laid beside. It is in force nowhere."
    if standing is None or document is None:
        return "Not known on this day."
    return history.said(document, standing)


def as_known(policy: Policy, known_on: date | None) -> Policy:
    """The document without the clauses, events and statements that were recorded later."""
    if known_on is None:
        return policy
    parts = ("rules", "events", "carve_outs", "disclaimers", "grounds", "notes")
    kept = {part: tuple(one for one in getattr(policy, part) if known(one.recorded, known_on)) for part in parts}
    return policy.model_copy(update=kept)


class View:
    """One page, whose parts share its numbered sources."""

    def __init__(self, site: Site, seen: Seen, policy: Policy) -> None:
        self.site, self.seen, self.policy = site, seen, as_known(policy, site.known_on)
        self.library: Library = seen.library
        self.words = Wording(self.library)
        self.sources = Sources(self.library.sources)
        self.frame = Frame(f"policies/{policy.id}", site)
        self.standing, self.document = _document(seen, policy)
        table = seen.tables.get(policy.office)
        self.rows = {row.clause: row for row in (table.clauses if table else ()) if row.policy == policy.id}

    def page(self) -> SitePage:
        policy = self.policy
        title = policy.title
        says = f"{capital(instrument(policy))}. {status(self.seen, policy)}"
        aside, why, told = [*beside(policy, self.words)], [*grounds(policy)], [*communication(policy)]
        office = self.library.offices.get(policy.office)
        values = {
            "policy": policy,
            "office": (self.frame.to(f"offices/{policy.office}"), office.name) if office else None,
            "place": self.place(),
            "by": self.issued_by(),
            "sure": CONFIDENCE,
            "read": READ[policy.text_read],
            "pages": policy.pages,
            "confidence": CONFIDENCE[policy.confidence.value],
            "clauses": [self.clause(rule) for rule in policy.rules],
            "events": [self.event(event) for event in policy.events],
            "chain": [*self.chain()],
            "beside": [self.said(one) for one in aside],
            "grounds": [self.said(one) for one in why],
            "told": [self.said(one) for one in told],
            "acts": [self.act(act) for act in policy.acts],
            "evaluations": [*self.evaluations()],
            "refs": self.sources.cite(policy.cite),
            "finding": policy.finding,
        }
        sheets = self.sheets([*aside, *why, *told])
        return made(
            self.site, self.frame.path, "site_policy.html", title, says,
            {**values, "sources": self.sources.list()}, sheets, [*self.sources.cited],
        )  # fmt: skip

    def place(self) -> tuple[str, str] | None:
        place = self.library.places.get(self.library.place_of(self.policy))
        return (self.frame.to(f"places/{place.id}"), place.name) if place else None

    def issued_by(self) -> str:
        """Under whom it was issued, where the document says so."""
        holders = self.standing.office.holders if self.standing else ()
        return next((one.name for one in holders if one.id == self.policy.holder), "")

    # -- clauses

    def clause(self, rule: Rule) -> ClauseView:
        cites = [cite for _, clause in clauses(rule) for cite in clause.cite]
        row = self.rows.get(rule.id)
        state = next((one for one in self.document.rules if one.id == rule.id), None) if self.document else None
        written = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"cite", "note"})
        promise = self.policy.kind is Instrument.CAMPAIGN_PROMISE
        holds = not promise and (state is None or state.state is State.IN_FORCE)
        mark = MARKS[rule.then] if holds else replace(MARKS[rule.then], role="grey")
        return ClauseView(
            id=rule.id,
            anchor=clause_anchor(rule.id),
            mark=Marked(svg(mark, outline=self.policy.kind in OUTLINED), WORD[rule.then]),
            speaks_of=listed(TITLES[column] for column in (row.conduct if row else ())),
            state=PROMISED if promise else _state(state),
            ended=state is not None and state.state is State.ENDED,
            english=self.words.rule(rule),
            confidence=CONFIDENCE[rule.confidence.value],
            readings=tuple(self.reading(n, one, rule) for n, one in enumerate(rule.readings, 1)),
            note=rule.note,
            refs=self.sources.cite(cites),
            written=as_yaml(written),
        )

    def reading(self, n: int, reading: Reading, rule: Rule) -> Said:
        text = "not in the text" if reading.absent else WORD[reading.then or rule.then]
        if reading.covers is not None:
            text += f": {self.words.scope(reading.covers)}"
        if reading.note:
            text += f". {capital(reading.note)}"
        decides = ", which decides here" if n == rule.preferred else ""
        return self.said(Statement(f"Reading {n}{decides}", f"{capital(text).rstrip('.')}.", "", reading.cite))

    # -- what happened

    def event(self, event: Event) -> Happened:
        by = f" by {who(event.by, self.policy.office, self.library)}" if event.by else ""
        whole = listed(event.rules)
        verb = EVENTS[event.type]
        text = f"{whole}: {verb}{by}" if whole else f"{capital(verb)}{by}"
        text += f". {capital(event.note).rstrip('.')}." if event.note else "."
        if event.span.first > self.site.as_of:
            text += " After the day of this page."
        return Happened(dated(event.span), text, self.sources.cite(event.cite))

    def chain(self) -> Iterator[tuple[str, str, str]]:
        """What it takes the place of, changes, or gives way to: how, the link, the title."""
        policy = self.policy
        ended_by = [event.by for event in policy.events if event.by in self.library.policies]
        pairs = [("amends", policy.amends)] if policy.amends else []
        pairs += [("takes the place of", id) for id in policy.supersedes]
        pairs += [("gives way to", id) for id in ended_by]
        for other in self.seen.policies.values():
            pairs += [("amended by", other.id)] if other.amends == policy.id else []
            pairs += [("gives way to", other.id)] if policy.id in other.supersedes else []
        for how, id in dict.fromkeys(pairs):
            if id in self.seen.policies:
                yield how, self.frame.to(f"policies/{id}"), self.seen.policies[id].title

    def act(self, act: Act) -> tuple[Markup, str, str, tuple[Reference, ...]]:
        """Relief that was done: when, what and by which court, how many."""
        text = capital(listed(ACTS.get(one, one.replace("_", " ")) for one in act.act))
        text += f", {act.court}" if act.court else ""
        text += f". {capital(act.outcome)}" if act.outcome else ""
        parts = [f"{_n(count.n)} {count.of}" for count in act.counts]
        told = " = ".join(filter(None, [_n(act.total), " + ".join(parts)])) or "how many was not stated"
        others = [" + ".join(f"{_n(c.n)} {c.of}" for c in one.counts) or _n(one.total) for one in act.readings]
        told += f"; told otherwise: {'; '.join(others)}" if any(others) else ""
        told += f". {capital(act.note)}" if act.note else ""
        cites = [*act.cite, *(cite for count in act.counts for cite in count.cite)]
        cites += [cite for one in act.readings for cite in one.cite]
        return dated(act.on), text, told, self.sources.cite(cites)

    # -- what stands beside the clauses

    def said(self, one: Statement) -> Said:
        return Said(one.kind, one.text, one.confidence, self.sources.cite(one.cites), one.status)

    def evaluations(self) -> Iterator[tuple[str, list[str], tuple[Reference, ...]]]:
        for one in self.library.evaluations.values():
            if self.policy.id in one.policies:
                cites = [*one.cite, *(cite for result in one.results for cite in result.cite)]
                told = [line.strip() for line in outcomes.evaluation(one)]
                yield f"{one.title} ({', '.join(one.authors)})", told, self.sources.cite(cites)

    # -- data

    def sheets(self, statements: Iterable[Statement]) -> list[Sheet]:
        rows: list[dict[str, Value]] = [
            {
                "kind": one.kind, "id": one.id, "says": one.text, "status": one.status, "confidence": one.confidence,
                "sources": tuple(dict.fromkeys(cite.source for cite in one.cites)),
            }
            for one in statements
        ]  # fmt: skip
        events: list[dict[str, Value]] = [
            {
                "on": edtf(event.span), "policy": self.policy.id, "what": EVENTS[event.type], "clauses": event.rules,
                "note": event.note, "sources": tuple(dict.fromkeys(cite.source for cite in event.cite)),
            }
            for event in self.policy.events
        ]  # fmt: skip
        own = [clause_values(row, rule, self.words) for rule in self.policy.rules if (row := self._row(rule))]
        return [
            Sheet("clauses", "clauses", CLAUSES, own),
            Sheet("events", "events", HISTORY, events),
            Sheet("statements", "what stands beside them", STATEMENTS, rows),
        ]

    def _row(self, rule: Rule) -> ClauseRow | None:
        return self.rows.get(rule.id)


def _state(state: RuleState | None) -> str:
    if state is None:
        return ""
    if state.state is State.ENDED and state.ended is not None:
        return f"{EVENTS[state.ended.type].removeprefix('was ')} {on(state.ended.span)}"
    return STATES[state.state]


def _n(text: str) -> str:
    """A number of a document with its thousands set apart."""
    return number(int(text)) if text.isdigit() else text
