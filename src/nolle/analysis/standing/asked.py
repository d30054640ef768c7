"""The offenses of a place asked of the documents of an office: one cell for each kind of charge.

Asks the evaluator about every catalogued offense of the place with nothing else special about the charge,
and once more with everything else unknown, which shows the clauses that could change the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nolle.analysis.standing.documents import Document, State
from nolle.analysis.standing.said import DECIDED, OUTLINED, Cell, Entry, Value, clauses_of
from nolle.dates import Span
from nolle.law.charges import is_class
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.knowledge import Knowledge, pattern, read, satisfies
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.places import Office
from nolle.law.question import Asking, Question
from nolle.law.variables import Pattern
from nolle.terms import Decision, TextRead


class Law:
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


class Asked:
    """The documents of one asking, asked about every kind of charge."""

    def __init__(self, law: Law, asking: Asking, documents: Sequence[Document]) -> None:
        self.law, self.asking, self.documents = law, asking, documents
        self.question = Question(law.catalogue, law.library.dictionary, [asking])
        self.evaluator = Evaluator(self.question)
        holding = [d.policy for d in documents if d.holds or d.state is State.NO_RULES] or asking.policies
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
        answer = self.evaluator.answer(self._pattern(conduct, offense, "ordinary"))
        anything = self._pattern(conduct, offense, "")
        wide = self.evaluator.answer(anything)
        by = clauses_of(answer)
        told = {said.decision for said in wide.rules if said not in answer.rules}
        also = tuple(clause for clause in clauses_of(wide) if clause not in by)
        value = self._value(answer)
        if value in (Value.SILENT, Value.NOTHING_FOUND) and also and self._charged(offense):
            value = Value.CONDITION if Decision.DECLINE in self.evaluator.reachable(anything) else value
        only = bool(told & {Decision.SILENT, Decision.NOT_IN_FORCE}) or (not by and bool(also))
        return Entry(offense, value, by, also, only, answer.because, answer.candidates)

    def _charged(self, offense: str) -> bool:
        """Whether this is an offense of the law of the place, or no law of it is catalogued."""
        return bool(offense) or not self.law.catalogue.offenses

    def _pattern(self, conduct: str, offense: str, otherwise: str) -> Pattern:
        day = self.law.day.isoformat()
        given = {"conduct": conduct, "place": self.law.office.place, "offense_on": day}
        given |= {"offense": offense} if offense else {}
        given |= {"otherwise": otherwise} if otherwise else {}
        known = read(given, self.question.catalogue, self.question.dictionary)
        governed = dict.fromkeys((p.governs for p in self.asking.policies), Span(self.law.day, self.law.day))
        return pattern(replace(known, facts={**known.facts, **governed}), self.question)

    def _value(self, answer: Answer) -> Value:
        if answer.decision is Decision.SILENT:
            return Value.SILENT if self.whole else Value.NOTHING_FOUND
        if answer.decision is not Decision.UNDETERMINED:
            return DECIDED[answer.decision]
        if {"status", "date"} & {*answer.because}:
            return Value.STATUS_UNKNOWN
        if any(reason.startswith("text:") for reason in answer.because):
            return Value.UNREAD
        return Value.UNDETERMINED if "fact" in answer.because else Value.UNCLEAR
