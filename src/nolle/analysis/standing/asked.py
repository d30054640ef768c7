"""The offenses of a place asked of the documents of an office: one cell for each kind of charge.

Asks the evaluator about every catalogued offense of the place with nothing else special about the charge,
and once more with everything else unknown, which shows the clauses that could change the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from nolle.analysis.standing.documents import Document, State
from nolle.analysis.standing.ground import ANYTHING, ORDINARY, Law
from nolle.analysis.standing.said import DECIDED, OUTLINED, Cell, Entry, Value, clauses_of
from nolle.analysis.standing.voice import Voice
from nolle.dates import Span
from nolle.law.charges import is_class
from nolle.law.evaluator import Answer
from nolle.law.knowledge import pattern
from nolle.law.offense import Offense
from nolle.law.timeline import Status
from nolle.law.variables import Days, Pattern
from nolle.terms import Decision, TextRead


class Asked:
    """The documents of one asking, asked about every kind of charge."""

    def __init__(self, law: Law, voice: Voice, documents: Sequence[Document]) -> None:
        self.law, self.voice, self.asking, self.documents = law, voice, voice.asking, documents
        holding = [d.policy for d in documents if d.holds or d.state is State.NO_RULES] or self.asking.policies
        self.whole = bool(holding) and all(p.text_read is TextRead.FULL for p in holding)

    def cells(self, asks: Mapping[str, Sequence[str]]) -> Iterable[Cell]:
        """One cell for each kind of charge that is asked about, each some classes of conduct."""
        for column, classes in asks.items():
            offenses = list(dict.fromkeys(offense for name in classes for offense in self.law.of_class(name)))
            present = [offense for offense in offenses if not self.law.gone(offense)]
            gone = tuple(offense.id for offense in offenses if self.law.gone(offense))
            if self.asking.id != "model" and not present and gone:
                yield Cell(column, Value.REPEALED, len(gone), len(gone), (), gone)
            elif not self.ruled:
                none = tuple(Entry(offense.id, self.none(), ()) for offense in present)
                yield Cell(column, self.none(), len(none), len(none), none, gone, self._outline(()))
            else:
                yield self._cell(column, self._entries(classes, present), gone)

    def as_if(self, asks: Mapping[str, str]) -> dict[str, Cell]:
        """By column, the cell of a class, asked as if all were in force; once for days that nothing tells apart."""
        assert self.asking.as_if
        known, key = self.voice.texts.cells, (self.law.ended, self.voice.told_apart(self.law.day), tuple(asks.values()))
        if key not in known:
            known[key] = tuple(self.cells({column: (conduct,) for column, conduct in asks.items()}))
        return {cell.column: cell for cell in known[key]}

    def _entries(self, classes: Sequence[str], present: Sequence[Offense]) -> list[Entry]:
        """The answers to the offenses, or to the classes themselves where the catalogue has no offense of them."""
        asked = [
            (name, offense.id)
            for offense in present
            for name in classes
            if any(is_class(conduct, name) for conduct in offense.conduct)
        ]
        once = {offense: name for name, offense in reversed(asked)}
        found = [self.entry(once[offense.id], offense.id) for offense in present]
        return found or [self.entry(name, "") for name in classes]

    def _cell(self, column: str, entries: list[Entry], gone: tuple[str, ...]) -> Cell:
        """The most protective answer leads; offenses that an open list leaves open are not counted."""
        counted = [entry for entry in entries if not entry.open] or entries
        value = min((entry.value for entry in counted), key=list(Value).index)
        leading = [entry for entry in counted if entry.value is value]
        return Cell(column, value, len(leading), len(counted), tuple(entries), gone, self._outline(leading))

    @property
    def ruled(self) -> bool:
        """Whether any document holds a rule."""
        return any(policy.rules for policy in self.asking.policies)

    def none(self) -> Value:
        """What is shown where no document says anything: whether anybody looked."""
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
        known, day = self.voice.texts.entries, self.voice.told_apart(self.law.day)
        key = (self.law.told_apart(conduct, offense), self._in_force, day, conduct, offense, self.whole)
        if key not in known:
            known[key] = self._entry(conduct, offense)
        return known[key]

    @cached_property
    def _in_force(self) -> tuple[Status, ...]:
        return self.voice.in_force(self.law.day)

    def _entry(self, conduct: str, offense: str) -> Entry:
        evaluator, asking = self.voice.texts.evaluator, self.voice.texts.number(self._in_force)
        answer = evaluator.answer(self._pattern(conduct, offense, ORDINARY), asking)
        anything = self._pattern(conduct, offense, ANYTHING)
        wide = evaluator.answer(anything, asking)
        by = clauses_of(answer)
        told = {said.decision for said in wide.rules if said not in answer.rules}
        also = tuple(clause for clause in clauses_of(wide) if clause not in by)
        value = self._value(answer, bool(by or also))
        if value in (Value.SILENT, Value.NOTHING_FOUND) and also and self._charged(offense):
            value = Value.CONDITION if Decision.DECLINE in evaluator.reachable(anything, asking) else value
        only = bool(told & {Decision.SILENT, Decision.NOT_IN_FORCE}) or (not by and bool(also))
        return Entry(offense, value, by, also, only, answer.because, answer.candidates)

    def _charged(self, offense: str) -> bool:
        """Whether this is an offense of the law of the place, or no law of it is catalogued."""
        return bool(offense) or not self.law.catalogue.offenses

    def _pattern(self, conduct: str, offense: str, otherwise: str) -> Pattern:
        """What is known of a charge of the day: of two days, only what the documents tell apart is different."""
        governed = dict.fromkeys((p.governs for p in self.asking.policies), Span(self.law.day, self.law.day))
        known = self.law.known(conduct, offense, otherwise, governed)
        key = (known.kinds, conduct, offense, otherwise)
        if key not in self.voice.texts.patterns:
            self.voice.texts.patterns[key] = pattern(known, self.voice.texts.question)
        made = self.voice.texts.patterns[key]
        masks = tuple(
            one.mask(days) if isinstance(one, Days) and isinstance(days := known.facts.get(one.fact), Span) else mask
            for one, mask in zip(self.voice.texts.question.variables, made.masks, strict=True)
        )
        return Pattern(masks, made.offense_known)

    def _value(self, answer: Answer, spoken: bool) -> Value:
        """What a table shows; of a charge that no clause speaks of, it does not matter what is in force."""
        silent = answer.decision is Decision.SILENT
        if silent or (not spoken and {*answer.candidates} == {Decision.SILENT, Decision.NOT_IN_FORCE}):
            return Value.SILENT if self.whole else Value.NOTHING_FOUND
        if answer.decision is not Decision.UNDETERMINED:
            return DECIDED[answer.decision]
        if {"status", "date"} & {*answer.because}:
            return Value.STATUS_UNKNOWN
        if any(reason.startswith("text:") for reason in answer.because):
            return Value.UNREAD
        return Value.UNDETERMINED if "fact" in answer.because else Value.UNCLEAR
