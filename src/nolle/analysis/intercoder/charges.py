"""What a policy says of plain charges of some classes of conduct, in the words of the codebook.

Each offense of the place's law on the policy's first day is asked by itself, with nothing else special about the
charge; where the catalogue holds none, the class itself is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from nolle.dates import ANY_DAY, Span
from nolle.law.charges import is_class
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.knowledge import Knowledge, pattern, read, satisfies
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from nolle.law.survey import DIFFERS, NOT_ADDRESSED, UNCLEAR
from nolle.law.variables import Pattern
from nolle.terms import DECLINING, Decision, EventType

_STARTS = (EventType.IN_EFFECT, EventType.ANNOUNCED)
_SAID = {
    Decision.DECLINE: "decline",
    Decision.DECLINE_IF: "decline_if",
    Decision.DIVERT: "divert",
    Decision.SUPERVISORY_APPROVAL: "supervisory_approval",
    Decision.WILL_PROSECUTE: "will_prosecute",
}
_UNREAD = ""
"""The answer where a part of the text was not read, or the answer hangs on what no charge record holds."""

_MOST = 3
"""Offenses that are named for each answer."""


@dataclass(frozen=True, eq=False)
class Plain:
    """A policy asked by itself about plain charges, as if in force and as written."""

    policy: Policy
    library: Library

    @cached_property
    def _evaluator(self) -> Evaluator:
        library = self.library
        asking = Asking(self.policy.id, (self.policy,), library.offices, as_if=True)
        catalogue = library.catalogue(library.state_of([self._place]))
        return Evaluator(Question(catalogue, library.dictionary, [asking], accept_unverified=True))

    @property
    def _place(self) -> str:
        return self.library.place_of(self.policy)

    @cached_property
    def _day(self) -> Span:
        """The first day of the policy; any day where none is known."""
        days = [e.span for kind in _STARTS for e in self.policy.events if e.type is kind and not e.rules]
        return Span(days[0].first, days[0].first) if days else ANY_DAY

    def answer(self, classes: Sequence[str]) -> tuple[str, str]:
        """The answer to all offenses of these classes, and which offenses gave it; `differs` where they part."""
        here = list(self._of(classes))
        present = [offense for offense in here if not self._gone(offense)]
        asked = [(_class_of(offense, classes), offense.id) for offense in present or here]
        by_answer: dict[str, list[str]] = {}
        for conduct, offense in asked or [(name, "") for name in classes]:
            by_answer.setdefault(self._said(conduct, offense, bool(present)), []).append(offense or conduct)
        because = "; ".join(f"{word or 'not settled'}: {_few(ids)}" for word, ids in sorted(by_answer.items()))
        late = f" (no law any more on {self._day})" if here and not present else ""
        if _UNREAD in by_answer:
            return _UNREAD, because + late
        return (next(iter(by_answer)) if len(by_answer) == 1 else DIFFERS), because + late

    def _of(self, classes: Sequence[str]) -> Iterator[Offense]:
        """The offenses of these classes that the office can decide; one is not counted again for its parts."""
        place = self.library.places.get(self._place)
        towns = place.localities if place else ()
        catalogue = self._evaluator.question.catalogue
        inside = [
            offense
            for offense in (catalogue.offenses.values() if self._place else ())
            if any(is_class(name, wide) for name in offense.conduct for wide in classes)
            and (not offense.locality or offense.locality in towns)
            and self._decides(offense)
        ]
        ids = {offense.id for offense in inside}
        return (offense for offense in inside if offense.part_of not in ids)

    def _decides(self, offense: Offense) -> bool:
        office, catalogue = self.library.offices.get(self.policy.office), self._evaluator.question.catalogue
        if office is None or office.decides is None:
            return True
        return satisfies(Knowledge(catalogue.kinds(offense.id)), office.decides.named, catalogue) is not False

    def _gone(self, offense: Offense) -> bool:
        """Whether the text was no law on the policy's first day, or ended on a day nobody noted."""
        ended = offense.status in ("repealed", "amended", "renumbered") and not offense.in_force.to
        return ended or offense.in_force_on(self._day) is False

    def _said(self, conduct: str, offense: str, dated: bool) -> str:
        """The word for one offense; `dated` where it was law on the policy's first day."""
        answer = self._evaluator.answer(self._pattern(conduct, offense, "ordinary", dated))
        if answer.decision is Decision.SILENT:
            reachable = self._evaluator.reachable(self._pattern(conduct, offense, "", dated))
            return "decline_if" if set(DECLINING) & reachable and offense else NOT_ADDRESSED
        return _SAID.get(answer.decision, "") or _open(answer, offense)

    def _pattern(self, conduct: str, offense: str, otherwise: str, dated: bool) -> Pattern:
        given = {"conduct": conduct, "place": self._place, "offense": offense, "otherwise": otherwise}
        given["offense_on"] = self._day.first.isoformat() if self._day.exact and dated else ""
        question = self._evaluator.question
        known = read({key: value for key, value in given.items() if value}, question.catalogue, question.dictionary)
        if not self._day.exact:
            return pattern(known, question)
        return pattern(replace(known, facts={**known.facts, self.policy.governs: self._day}), question)


_READABLE = ("reading:", "open:", "conflict:")
"""What in a text can be taken in two ways."""


def _open(answer: Answer, offense: str) -> str:
    """The word for an answer that the rules leave open."""
    if answer.decision is not Decision.UNDETERMINED or any(reason.startswith("text:") for reason in answer.because):
        return _UNREAD
    if any(reason.startswith(_READABLE) for reason in answer.because):
        return UNCLEAR
    return "decline_if" if offense and set(DECLINING) & set(answer.candidates) else _UNREAD


def _class_of(offense: Offense, classes: Sequence[str]) -> str:
    """The asked class that the offense is of."""
    return next(wide for wide in classes for name in offense.conduct if is_class(name, wide))


def _few(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST} more" if len(ids) > _MOST else ""
    return ", ".join(ids[:_MOST]) + more
