"""What an office says today: its documents with their derived status, and its answer to each kind of charge.

Asks the evaluator about every catalogued offense of the place with nothing else special about the charge,
and once more with everything else unknown, which shows the clauses that could change the answer. Nothing
is counted here and no clock is read: the day is an argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nolle.dates import LAST_DAY, Span
from nolle.law import timeline
from nolle.law.charges import is_class
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.knowledge import Knowledge, pattern, read, satisfies
from nolle.law.library import Library, found
from nolle.law.offense import Offense
from nolle.law.places import Holder, Office, Place
from nolle.law.policy import Act, Event, Policy
from nolle.law.question import Asking, Question
from nolle.terms import Decision, EventType, Instrument, TextRead

COLUMNS = {
    "selling": "selling",
    "buying": "buying",
    "third_party": "third_party",
    "loitering": "loitering_for_prostitution",
    "street_charges": "quality_of_life",
    "massage": "unlicensed_massage",
}
"""The kinds of charge a place is asked about, and the class of conduct each stands for."""

REACHES = ("pending", "open_warrants", "convictions")
"""What relief for past cases can reach."""


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


_DECIDED = {
    Decision.DECLINE: Value.DECLINES,
    Decision.DECLINE_IF: Value.CONDITION,
    Decision.DIVERT: Value.DIVERTS,
    Decision.SUPERVISORY_APPROVAL: Value.APPROVAL,
    Decision.WILL_PROSECUTE: Value.PROSECUTES,
    Decision.NOT_COVERED: Value.NOT_COVERED,
    Decision.NOT_IN_FORCE: Value.NOT_IN_FORCE,
}
OUTLINED = {Instrument.PRACTICE: "practice", Instrument.POLICE_AGREEMENT: "police agreement"}
"""Instruments that are no policy of the office, and never drawn as one."""

SAYS_NOTHING = (Decision.SILENT, Decision.NOT_COVERED, Decision.NOT_IN_FORCE)


class State(StrEnum):
    """Where a document or one of its rules stands on a day."""

    IN_FORCE = "in_force"
    PART = "part"
    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    ENDED = "ended"
    PROMISE = "promise"
    NO_RULES = "no_rules"


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

    @property
    def partly(self) -> bool:
        return 0 < self.n < self.of


@dataclass(frozen=True)
class Stretch:
    """Days within which nothing changes: the rules surely in force, and those that may be."""

    days: Span
    certain: frozenset[str]
    maybe: frozenset[str]


@dataclass(frozen=True)
class RuleState:
    """One rule on the day, with the event that ended it, if one did."""

    id: str
    state: State
    ended: Event | None = None


@dataclass(frozen=True)
class Document:
    """One document of the office on the day: status, beginning, end, and how it came there."""

    policy: Policy
    state: State
    since: Span | None
    unknown_since: date | None
    ended: Event | None
    rules: tuple[RuleState, ...]
    stretches: tuple[Stretch, ...]

    @property
    def holds(self) -> bool:
        """Whether some rule of it is or may be in force."""
        return self.state in (State.IN_FORCE, State.PART, State.UNKNOWN)


@dataclass(frozen=True)
class Reach:
    """Relief for one kind of past case: the document that promises it, and what was done."""

    reach: str
    policy: str
    relief: tuple[str, ...]
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Standing:
    """An office on a day, and the model policy asked the same."""

    office: Office
    place: Place
    as_of: date
    known_on: date | None
    holder: Holder | None
    documents: tuple[Document, ...]
    elsewhere: tuple[Policy, ...]
    today: tuple[Cell, ...]
    model: tuple[Cell, ...]
    past: tuple[Reach, ...]
    model_past: tuple[Reach, ...]
    model_id: str = ""


def standing(library: Library, office_id: str, as_of: date, known_on: date | None = None) -> Standing:
    """What stands at an office on `as_of`, as known on `known_on`. Raises UnknownId."""
    office = found(library.offices, office_id, "office")
    public = [p for p in library.policies.values() if not p.private and timeline.known(p.recorded, known_on)]
    own = tuple(p for p in public if p.office == office_id)
    models = tuple(p for p in public if p.is_model)[:1]
    documents = tuple(sorted((_document(p, office, as_of, known_on) for p in own), key=_began))
    law = _Law(library, office, as_of)
    asked = Asking(office_id, own, library.offices, False, known_on)
    return Standing(
        office=office,
        place=library.places[office.place],
        as_of=as_of,
        known_on=known_on,
        holder=timeline.in_office(office.holders, as_of),
        documents=documents,
        elsewhere=tuple(p for p in public if p.office != office_id and library.place_of(p) == office.place),
        today=tuple(_Asked(law, asked, documents).cells()),
        model=tuple(_Asked(law, Asking("model", models, {}, True), ()).cells()) if models else (),
        past=_past([d for d in documents if d.state is not State.PROMISE], as_of),
        model_past=_past([_document(p, None, as_of, known_on) for p in models], as_of),
        model_id=models[0].id if models else "",
    )


def _began(document: Document) -> tuple[date, str]:
    return (document.since.first if document.since else LAST_DAY), document.policy.id


# -- what the offenses of the place are asked


class _Law:
    """The offenses of one place that its office can decide, on a day."""

    def __init__(self, library: Library, office: Office, day: date) -> None:
        self.library, self.office, self.day = library, office, day
        self.catalogue = library.catalogue(library.state_of([office.place]))
        self.localities = library.places[office.place].localities

    def of_class(self, conduct: str) -> list[Offense]:
        """The offenses of a class that can be charged here; an offense is not counted again for its parts."""
        here = [
            offense
            for offense in self.catalogue.offenses.values()
            if any(is_class(name, conduct) for name in offense.conduct)
            and (not offense.locality or offense.locality in self.localities)
            and self._in_power(offense)
        ]
        ids = {offense.id for offense in here}
        return [offense for offense in here if offense.part_of not in ids]

    def _in_power(self, offense: Offense) -> bool:
        if self.office.decides is None:
            return True
        known = Knowledge(self.catalogue.kinds(offense.id))
        return satisfies(known, self.office.decides.named, self.catalogue) is not False

    def gone(self, offense: Offense) -> bool:
        """Whether the text could not be charged on the day: not in force, or ended on a day nobody noted."""
        ended = offense.status in ("repealed", "amended", "renumbered") and not offense.in_force.to
        return ended or offense.in_force_on(Span(self.day, self.day)) is False


class _Asked:
    """The documents of one asking, asked about every kind of charge."""

    def __init__(self, law: _Law, asking: Asking, documents: Sequence[Document]) -> None:
        self.law, self.asking, self.documents = law, asking, documents
        self.question = Question(law.catalogue, law.library.dictionary, [asking])
        self.evaluator = Evaluator(self.question)
        holding = [d.policy for d in documents if d.holds or d.state is State.NO_RULES] or asking.policies
        self.whole = bool(holding) and all(p.text_read is TextRead.FULL for p in holding)

    def cells(self) -> Iterable[Cell]:
        """One cell for each kind of charge."""
        for column, conduct in COLUMNS.items():
            offenses = self.law.of_class(conduct)
            present = [offense for offense in offenses if not self.law.gone(offense)]
            gone = tuple(offense.id for offense in offenses if self.law.gone(offense))
            if self.asking.id != "model" and not present and gone:
                yield Cell(column, Value.REPEALED, len(gone), len(gone), (), gone)
            elif not any(policy.rules for policy in self.asking.policies):
                none = tuple(Entry(offense.id, self._none(), ()) for offense in present)
                yield Cell(column, self._none(), len(none), len(none), none, gone, self._outline(()))
            else:
                entries = [self.entry(conduct, offense.id) for offense in present] or [self.entry(conduct, "")]
                yield self._cell(column, entries, gone)

    def _cell(self, column: str, entries: list[Entry], gone: tuple[str, ...]) -> Cell:
        """The most protective answer leads; offenses that an open list leaves open are not counted."""
        counted = [entry for entry in entries if not entry.open] or entries
        value = min((entry.value for entry in counted), key=list(Value).index)
        leading = [entry for entry in counted if entry.value is value]
        return Cell(column, value, len(leading), len(counted), tuple(entries), gone, self._outline(leading))

    def _none(self) -> Value:
        finding = self.law.office.finding
        spoken = bool(self.asking.policies) or (finding is not None and finding.none_found)
        return Value.NO_POLICY if spoken else Value.NOT_CHECKED

    def _outline(self, leading: Sequence[Entry]) -> str:
        """The kind of instrument that is drawn in outline, where nothing stronger gives the answer."""
        by = {clause.policy for entry in leading for clause in entry.by}
        kinds = {p.kind for p in self.asking.policies if p.id in by or not p.rules}
        return OUTLINED.get(kinds.pop(), "") if len(kinds) == 1 else ""

    def entry(self, conduct: str, offense: str) -> Entry:
        """The answer to one offense, and the clauses that could change it."""
        answer = self._answer(conduct, offense, "ordinary")
        wide = self._answer(conduct, offense, "")
        by = _clauses(answer)
        told = {said.decision for said in wide.rules if said not in answer.rules}
        also = tuple(clause for clause in _clauses(wide) if clause not in by)
        value = self._value(answer)
        if value in (Value.SILENT, Value.NOTHING_FOUND) and also:
            protects = [s for s in wide.rules if s.decision not in SAYS_NOTHING and s.decision in _DECIDED]
            value = Value.CONDITION if any(s.decision is Decision.DECLINE for s in protects) else value
        only = bool(told & {Decision.SILENT, Decision.NOT_IN_FORCE}) or (not by and bool(also))
        return Entry(offense, value, by, also, only, answer.because, answer.candidates)

    def _answer(self, conduct: str, offense: str, otherwise: str) -> Answer:
        day = self.law.day.isoformat()
        given = {"conduct": conduct, "place": self.law.office.place, "offense_on": day}
        given |= {"offense": offense} if offense else {}
        given |= {"otherwise": otherwise} if otherwise else {}
        known = read(given, self.question.catalogue, self.question.dictionary)
        governed = dict.fromkeys((p.governs for p in self.asking.policies), Span(self.law.day, self.law.day))
        return self.evaluator.answer(pattern(replace(known, facts={**known.facts, **governed}), self.question))

    def _value(self, answer: Answer) -> Value:
        if answer.decision is Decision.SILENT:
            return Value.SILENT if self.whole else Value.NOTHING_FOUND
        if answer.decision is not Decision.UNDETERMINED:
            return _DECIDED[answer.decision]
        if {"status", "date"} & {*answer.because}:
            return Value.STATUS_UNKNOWN
        if any(reason.startswith("text:") for reason in answer.because):
            return Value.UNREAD
        return Value.UNDETERMINED if "fact" in answer.because else Value.UNCLEAR


def _clauses(answer: Answer) -> tuple[Clause, ...]:
    return tuple(dict.fromkeys(Clause(said.policy, said.rule) for said in answer.rules if said.rule))


# -- documents on the day


def _document(policy: Policy, office: Office | None, day: date, known_on: date | None) -> Document:
    stretches = tuple(_stretches(policy, office, known_on))
    now = next(stretch for stretch in stretches if stretch.days.first <= day <= stretch.days.last)
    events = [e for e in policy.events if timeline.known(e.recorded, known_on)]
    since = _since(events)
    ended = _ended(events, "", day)
    return Document(
        policy=policy,
        state=_state(policy, now, since is not None and since.first <= day),
        since=since,
        unknown_since=_unknown_since(stretches, day) if now.maybe else None,
        ended=ended,
        rules=tuple(_rule_state(rule.id, now, events, day) for rule in policy.rules),
        stretches=stretches,
    )


def _stretches(policy: Policy, office: Office | None, known_on: date | None) -> Iterable[Stretch]:
    last: Stretch | None = None
    for days in timeline.segments(timeline.turning_points(policy, office, known_on)):
        status = timeline.status(policy, office, days.first, known_on)
        ways = [way or frozenset() for option in status.options for way in option]
        certain = frozenset.intersection(*ways)
        found = Stretch(days, certain, frozenset.union(*ways) - certain)
        if last and (last.certain, last.maybe) == (found.certain, found.maybe):
            found = replace(found, days=Span(last.days.first, days.last))
        elif last:
            yield last
        last = found
    if last:
        yield last


def _state(policy: Policy, now: Stretch, begun: bool) -> State:
    if policy.kind is Instrument.CAMPAIGN_PROMISE:
        return State.PROMISE
    if not policy.rules:
        return State.NO_RULES
    if len(now.certain) == len(policy.rules):
        return State.IN_FORCE
    if now.certain:
        return State.PART
    if now.maybe:
        return State.UNKNOWN
    return State.ENDED if begun else State.NOT_YET


def _since(events: Sequence[Event]) -> Span | None:
    """When the document began: in effect, or announced where no source gives more."""
    for kind in (EventType.IN_EFFECT, EventType.ANNOUNCED):
        spans = [event.span for event in events if event.type is kind and not event.rules]
        if spans:
            return min(spans, key=lambda span: span.first)
    return None


_ENDS = (EventType.SUSPENDED, EventType.SUPERSEDED, EventType.REVOKED, EventType.LAPSED)


def _ended(events: Sequence[Event], rule: str, day: date) -> Event | None:
    """The last event up to a day that ended the document, or one of its rules."""
    ends = [
        event
        for event in events
        if event.type in _ENDS and event.span.first <= day and (not event.rules or rule in event.rules)
    ]
    return max(ends, key=lambda event: event.span.first) if ends else None


def _rule_state(id: str, now: Stretch, events: Sequence[Event], day: date) -> RuleState:
    if id in now.certain:
        return RuleState(id, State.IN_FORCE)
    if id in now.maybe:
        return RuleState(id, State.UNKNOWN)
    ended = _ended(events, id, day)
    return RuleState(id, State.ENDED if ended else State.NOT_YET, ended)


def _unknown_since(stretches: Sequence[Stretch], day: date) -> date:
    """The first day of the unsettled time that `day` lies in."""
    before = [stretch for stretch in stretches if stretch.days.first <= day]
    first = before[-1]
    for stretch in reversed(before):
        if not stretch.maybe:
            break
        first = stretch
    return first.days.first


# -- past cases


def _past(documents: Sequence[Document], day: date) -> tuple[Reach, ...]:
    """For each kind of past case the relief that was given, or else what a document in force promises."""
    reaches = []
    for reach in REACHES:
        for document in documents:
            policy = document.policy
            relief = tuple(item.id for item in policy.relief if reach in item.reach)
            acts = tuple(a for a in policy.acts if {*a.relief} & {*relief} and a.on.first <= day)
            lives = policy.is_model or document.holds
            if relief and (acts or lives):
                reaches.append(Reach(reach, policy.id, relief, acts))
    return tuple(reaches)
