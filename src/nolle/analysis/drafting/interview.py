"""The interview as a function: the same answers give the same questions, and the same document.

A question that is not answered stands with its default, which is what the model policy asks. Third parties are
asked about once, and role by role where one wishes to tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nolle.analysis.drafting.asking import NO, NONE, YES, Choice, Kind, Question
from nolle.analysis.drafting.local import Local
from nolle.law.elements import Asks, Element
from nolle.terms import Decision

THEN = (
    Choice(Decision.DECLINE.value, "will not prosecute"),
    Choice(Decision.DECLINE_IF.value, "will not prosecute, provided a step comes before court"),
    Choice(Decision.DIVERT.value, "sends to a programme instead of prosecution"),
    Choice(Decision.SUPERVISORY_APPROVAL.value, "prosecutes only if a supervisor approves"),
    Choice(Decision.WILL_PROSECUTE.value, "will prosecute"),
    Choice(NONE, "the policy does not speak of it"),
)
HARM, FELONY, VIOLENCE = "harm", "felony", "violence"
UNLESS = (
    Choice(NONE, "no exception"),
    Choice(HARM, "not where the charge alleges violence, coercion, abuse or a minor"),
    Choice(FELONY, "not where another charge of the case is a felony"),
    Choice(VIOLENCE, "not where another charge of the case is one of violence"),
)
PROVIDED = {
    Decision.DECLINE_IF.value: "What must come first?",
    Decision.DIVERT.value: "Which programme, and what does it ask?",
    Decision.SUPERVISORY_APPROVAL.value: "Who approves?",
}
GOVERNS = (
    Choice("filed_on", "charges filed from that day on"),
    Choice("offense_on", "offenses committed from that day on"),
    Choice("referred_on", "cases referred to the office from that day on"),
)
THIRD, ROLES = "third-parties", "third_party"
FIRST = (Choice("same", "one answer for all third parties"), Choice("each", "ask role by role"))


@dataclass(frozen=True)
class Interview:
    """The questions that some answers leave, each with the answer it has or its default."""

    local: Local
    answers: Mapping[str, str]

    def __getitem__(self, id: str) -> str:
        """The answer to a question, or its default."""
        return self.answers[id] if id in self.answers else next(q.default for q in self.questions() if q.id == id)

    @property
    def next(self) -> Question | None:
        """The first question without an answer."""
        return next((question for question in self.questions() if question.id not in self.answers), None)

    def questions(self) -> list[Question]:
        """All questions, as far as the answers go, in order."""
        return [*self._head(), *self._charges(), *self._rest()]

    def given(self, question: Question) -> str:
        """The answer to a question of this interview, or its default."""
        return self.answers.get(question.id, question.default)

    # -- about the office and the document

    def _head(self) -> Iterator[Question]:
        place, office = self.local.place, self.local.office
        named = place.name
        if self.local.new_place:
            asked = Question("place.name", "What is the place called?", Kind.TEXT, place.name)
            yield asked
            named = self.given(asked)
        if office is None:
            yield Question("office.name", "What is the office called?", Kind.TEXT, f"{named} District Attorney")
            yield Question("office.head", "What is its head called?", Kind.TEXT, "District Attorney")
        yield Question("title", "What is the policy called?", Kind.TEXT, "Charges related to sex work")
        ask = "From which day shall it hold? (one day, or none while that is open)"
        yield Question("from", ask, Kind.DATE, NONE)
        yield Question("governs", "Which charges does it govern?", Kind.CHOICE, GOVERNS[0].word, GOVERNS)
        names = (
            Choice("conduct", "every section that fits what was done, also later ones"),
            Choice("sections", "only the sections that are listed"),
        )
        if self.local.catalogued:
            yield Question("names", "Shall it name conduct or sections?", Kind.CHOICE, "conduct", names)

    # -- about charges

    def _charges(self) -> Iterator[Question]:
        for unit in units(self.local, self.answers):
            yield from self._unit(unit)

    def _unit(self, unit: Unit) -> Iterator[Question]:
        if unit.id == THIRD and unit.roles:
            ask = "Third parties (people who drive, host, manage, protect or help): one answer, or role by role?"
            yield Question(f"{THIRD}.apart", ask, Kind.CHOICE, "same", FIRST)
            if self.answers.get(f"{THIRD}.apart") == "each":
                return
        shows = tuple(s.line() for e in unit.elements for s in self.local.sections.get(e.id, ()))
        shown = tuple(dict.fromkeys(shows))
        ask = f"{unit.title}: what does the office do?"
        then = Question(f"{unit.id}.then", ask, Kind.CHOICE, Decision.DECLINE.value, THEN, shown, unit.id)
        yield then
        said = self.given(then)
        if said in PROVIDED:
            yield Question(f"{unit.id}.provided", PROVIDED[said], Kind.TEXT, "", about=unit.id)
        if said not in (NONE, Decision.WILL_PROSECUTE.value):
            default = HARM if unit.harm else NONE
            yield Question(f"{unit.id}.unless", "Any exception?", Kind.SEVERAL, default, UNLESS, about=unit.id)

    # -- about the rest

    def _rest(self) -> Iterator[Question]:
        for element in self.local.elements:
            if element.asks is Asks.RELIEF:
                ask = f"{element.title}: does the office act on those of the charges it declines?"
                yield Question(f"{element.id}.do", ask, Kind.CHOICE, "yes", (YES, NO), about=element.id)
            elif element.asks is Asks.PROTECTION:
                ask = f"{element.title}: does the office promise not to use what they tell against them?"
                yield Question(f"{element.id}.do", ask, Kind.CHOICE, "yes", (YES, NO), about=element.id)
            elif element.asks is Asks.POSITION:
                ask = f"{element.title}: what does the office seek? (a sentence, or none)"
                yield Question(f"{element.id}.says", ask, Kind.TEXT, NONE, about=element.id)
        yield Question("training", "Training: for whom, and when? (or none)", Kind.TEXT, "all prosecutors, every year")
        data = "charges declined under this policy, by section and month, every quarter"
        yield Question("data", "Which figures are published, and how often? (or none)", Kind.TEXT, data)
        yield Question("review", "On which day is the policy looked at again? (one day, or none)", Kind.DATE, NONE)


@dataclass(frozen=True)
class Unit:
    """What one answer decides: an element, or all third parties together."""

    id: str
    title: str
    conduct: tuple[str, ...]
    elements: tuple[Element, ...]
    harm: bool = False
    roles: bool = False


def units(local: Local, answers: Mapping[str, str]) -> list[Unit]:
    """What is decided, one after the other, in the order of the elements."""
    found: list[Unit] = []
    charges = [element for element in local.elements if element.asks is Asks.CHARGES]
    third = tuple(e for e in charges if all(c.partition("/")[0] == ROLES for c in e.conduct))
    apart = answers.get(f"{THIRD}.apart") == "each"
    for element in charges:
        if element in third:
            if element == third[0]:
                found.append(Unit(THIRD, "Third parties", (ROLES,), third, True, True))
            if apart:
                found.append(Unit(element.id, element.title, element.conduct, (element,), True))
        else:
            found.append(Unit(element.id, element.title, element.conduct, (element,), element.conduct == ("buying",)))
    return found
