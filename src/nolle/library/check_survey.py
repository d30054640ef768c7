"""Codebook and protocol: closed answers, parents that exist, versions that are told, thresholds that make sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nolle.errors import Fault
from nolle.law.survey import STANDARD, Change, Computing, Protocol, SurveyQuestion
from nolle.library.check_policies import WORDS
from nolle.library.shelf import Doc, Shelf, cut, joined, listed, loops
from nolle.terms import Instrument


def questions(shelf: Shelf) -> Iterator[Fault]:
    """Each question is closed, asked of a parent that there is, and computed from words that there are."""
    every: Mapping[str, SurveyQuestion] = shelf.loaded.documents.get("survey question", {})
    for id, question in every.items():
        doc = Doc("survey question", id)
        yield from _answers(shelf, doc, question)
        yield from _parent(shelf, doc, question, every)
        yield from _computed(shelf, doc, question)
        yield from _versions(shelf, doc, question.version, question.changes)
    graph = {id: [q.asked_when.question] if q.asked_when else [] for id, q in every.items()}
    for loop in loops(graph):
        what = f"questions are asked when one another is answered: {' → '.join((*loop, loop[0]))}"
        yield shelf.fault(Doc("survey question", loop[0]), ("asked_when",), what, "Let one of them be asked always.")


def _answers(shelf: Shelf, doc: Doc, question: SurveyQuestion) -> Iterator[Fault]:
    missing = [word for word in STANDARD if word not in question.answers]
    if missing:
        what = f"the answers lack {', '.join(missing)}"
        yield shelf.fault(doc, ("answers",), what, "Unknown is never no: every question has these.")
    if len(question.answers) <= len(STANDARD) - len(missing):
        yield shelf.fault(doc, ("answers",), "no answer of its own: there is nothing to find", "Add its answers.")


def _parent(shelf: Shelf, doc: Doc, question: SurveyQuestion, every: Mapping[str, SurveyQuestion]) -> Iterator[Fault]:
    asked = question.asked_when
    if asked is None:
        return
    known = every.get(asked.question)
    if known is None:
        what = f'question "{cut(asked.question)}" is not in the codebook'
        yield shelf.fault(doc, ("asked_when", "question"), what, shelf.near(asked.question, every))
        return
    for answer in asked.answer:
        if answer not in known.answers:
            what = f'"{cut(answer)}" is not an answer of question "{known.id}"'
            yield shelf.fault(doc, ("asked_when", "answer"), what, listed(known.answers))


def _computed(shelf: Shelf, doc: Doc, question: SurveyQuestion) -> Iterator[Fault]:
    if question.computed is None:
        return
    known: Mapping[Computing, tuple[str, ...]] = {
        Computing.CHARGES: tuple(shelf.dictionary.conduct),
        Computing.RELIEF: WORDS["relief", "reach"],
        Computing.PROTECTION: WORDS["protections", "kind"],
    }
    words = known.get(question.computed.what, ())
    if words and not question.computed.of:
        what = f'"{question.computed.what}" is computed of something, and nothing is named'
        yield shelf.fault(doc, ("computed",), what, "Add `of:`.")
    for word in question.computed.of:
        if word not in words:
            what = f'"{cut(word)}" is nothing that "{question.computed.what}" is computed of'
            yield shelf.fault(doc, ("computed", "of"), what, joined(shelf.near(word, words), listed(words)))
    if question.computed.what is Computing.KIND:
        lacking = [kind.value for kind in Instrument if kind is not Instrument.MODEL and kind not in question.answers]
        if lacking:
            yield shelf.fault(doc, ("answers",), f"the answers lack kinds of instrument: {', '.join(lacking)}")


def _versions(shelf: Shelf, doc: Doc, version: int, changes: tuple[Change, ...]) -> Iterator[Fault]:
    """A version says what is new in it: version 3 has an entry for 2 and for 3."""
    told = [change.version for change in changes]
    if version != len(told) + 1 or told != [*range(2, len(told) + 2)]:
        what = f"version {version} does not fit its changes, which tell of {', '.join(map(str, told)) or 'none'}"
        todo = "Version 1 has none; each later version has one entry under `changes`, in order."
        yield shelf.fault(doc, ("version",), what, todo)


def protocols(shelf: Shelf) -> Iterator[Fault]:
    """Shares lie between nothing and all, and a bound can be reached."""
    every: Mapping[str, Protocol] = shelf.loaded.documents.get("protocol", {})
    for id, protocol in every.items():
        doc = Doc("protocol", id)
        yield from _versions(shelf, doc, protocol.version, protocol.changes)
        for key, name in (("coded_twice", "at_first"), ("coded_twice", "once_below"), ("coded_twice", "then")):
            value = getattr(protocol.coded_twice, name)
            if not 0 < value <= 100:
                yield shelf.fault(doc, (key, name), f'"{name}" is {value}: it is a percent, 1 to 100')
        if protocol.coded_twice.then > protocol.coded_twice.at_first:
            what = "more is coded twice once the coders agree than before"
            yield shelf.fault(doc, ("coded_twice", "then"), what, "Let `then` be the smaller share.")
        if not 0 <= protocol.kappa.floor <= protocol.kappa.goal <= 100:
            what = "the floor of kappa lies above the goal, or one of them is not between 0 and 100"
            yield shelf.fault(doc, ("kappa",), what, "Write hundredths: 70 for 0.70.")
        names = [cause.id for cause in protocol.causes]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield shelf.fault(doc, ("causes", index), f'cause "{cut(name)}" stands here twice', "Keep one of them.")
        if not names:
            yield shelf.fault(doc, ("causes",), "no causes: a review has nothing to choose from", "Add them.")


CHECKS = (questions, protocols)
