"""The offenses of a place asked of the documents of an office: one cell for each kind of charge.

Asks the evaluator about every catalogued offense of the place with nothing else special about the charge,
and once more with everything else unknown, which shows the clauses that could change the answer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property

from nolle.analysis.standing.documents import Document, State
from nolle.analysis.standing.ground import ANYTHING, ORDINARY, Law
from nolle.analysis.standing.said import DECIDED, OUTLINED, RANK, Cell, Entry, Value, clauses_of
from nolle.analysis.standing.voice import Voice
from nolle.dates import Span
from nolle.law.evaluator import Answer, bits
from nolle.law.knowledge import pattern
from nolle.law.timeline import Status
from nolle.law.variables import Pattern
from nolle.terms import Decision, TextRead


class Asked:
    """The documents of one asking, asked about every kind of charge."""

    def __init__(self, law: Law, voice: Voice, documents: Sequence[Document]) -> None:
        self.law, self.voice, self.asking, self.documents = law, voice, voice.asking, documents
        holding = [d.policy for d in documents if d.holds or d.state is State.NO_RULES] or self.asking.policies
        self.whole = bool(holding) and all(p.text_read is TextRead.FULL for p in holding)

    def cells(self, asks: Mapping[str, Sequence[str]]) -> tuple[Cell, ...]:
        """One cell for each kind of charge that is asked about, each some classes of conduct."""
        kept, key = self.voice.texts.tables, (*self._alike, self._in_force, tuple(asks.items()))
        if key not in kept:
            kept[key] = tuple(self._cells(asks))
        return kept[key]

    def _cells(self, asks: Mapping[str, Sequence[str]]) -> Iterable[Cell]:
        kept = self.voice.texts.cells
        for column, classes in asks.items():
            charged = self.law.charged(classes)
            if not charged.present and charged.gone and self.asking.id != "model":
                yield Cell(column, Value.REPEALED, len(charged.gone), len(charged.gone), (), charged.gone)
            elif not self.ruled:
                none = tuple(Entry(offense, self.none(), ()) for _, offense in charged.asked if offense)
                yield Cell(column, self.none(), len(none), len(none), none, charged.gone, self._outline(()))
            else:
                key = (column, charged, *self._alike, self._in_force_of(charged.asked))
                if key not in kept:
                    kept[key] = self._cell(column, [self.entry(*one) for one in charged.asked], charged.gone)
                yield kept[key]

    @cached_property
    def _alike(self) -> tuple[Hashable, ...]:
        """All by which one asking of these texts is told from another, but for what is in force."""
        voice, day = self.voice, self.voice.told_apart(self.law.day)
        return self.law.jurisdiction, day, self.whole, self.ruled, self.none(), voice.governs, voice.ruleless

    def _cell(self, column: str, entries: list[Entry], gone: tuple[str, ...]) -> Cell:
        """The most protective answer leads; offenses that an open list leaves open are not counted."""
        counted = [entry for entry in entries if not entry.open] or entries
        value = min((entry.value for entry in counted), key=RANK.__getitem__)
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
        kinds = [*self.voice.ruleless.union(policy.kind for policy in self.asking.policies if policy.id in by)]
        return OUTLINED.get(kinds[0], "") if len(kinds) == 1 else ""

    def entry(self, conduct: str, offense: str) -> Entry:
        """The answer to one offense, and the clauses that could change it."""
        kept, in_force = self.voice.texts.entries, self._in_force_of(((conduct, offense),))
        key = (self.law.told_apart(conduct, offense), conduct, offense, in_force, *self._alike[1:])
        if key not in kept:
            kept[key] = self._entry(conduct, offense, self.voice.texts.number(in_force))
        return kept[key]

    def _in_force_of(self, asked: tuple[tuple[str, str], ...]) -> tuple[Status, ...]:
        """What may be in force, as far as the rules are concerned that may speak of one of these charges."""
        if not self._in_force:
            return ()
        kept, key = self.voice.texts.concerning, (self.law.ended, asked)
        if key not in kept:
            kinds = (kinds for one in asked for kinds in self.law.told_apart(*one))
            masks = [self.voice.texts.question.cells.mask(each) for each in kinds]
            cells = {cell for mask in masks for cell in bits(mask)}
            kept[key] = self.voice.texts.evaluator.meaning.concerning(0, cells)
        return tuple(map(self.voice.texts.narrowed, self._in_force, kept[key]))

    @cached_property
    def _in_force(self) -> tuple[Status, ...]:
        return self.voice.in_force(self.law.day)

    def _entry(self, conduct: str, offense: str, asking: int) -> Entry:
        evaluator = self.voice.texts.evaluator
        answer = evaluator.answer(self._pattern(conduct, offense, ORDINARY), asking)
        anything = self._pattern(conduct, offense, ANYTHING)
        wide = evaluator.spoken(anything, asking)
        by = clauses_of(answer.rules)
        told = {said.decision for said in wide if said not in answer.rules}
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
        texts, kinds = self.voice.texts, self.law.kinds(conduct, offense, otherwise)
        key = (kinds, conduct, offense, otherwise, self.voice.governs, self.law.day if texts.dated else None)
        if key not in texts.patterns:
            governed = dict.fromkeys(self.voice.governs, Span(self.law.day, self.law.day))
            known = self.law.known(conduct, offense, otherwise, governed)
            texts.patterns[key] = pattern(known, texts.question)
        return texts.patterns[key]

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
