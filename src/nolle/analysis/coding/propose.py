"""A memo → its coding: every proposal in the order of a document, and the questions that are left, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nolle.analysis.coding.charges import Reader
from nolle.analysis.coding.clauses import Clauses
from nolle.analysis.coding.conditions import Lists
from nolle.analysis.coding.dates import events
from nolle.analysis.coding.head import kind, offices, title
from nolle.analysis.coding.promises import promises, taken
from nolle.analysis.coding.proposals import ASK, Coding, Memo, Pin, Proposal, Question
from nolle.analysis.coding.rules import named
from nolle.analysis.coding.sentences import Sentence, sentences
from nolle.analysis.coding.signs import Raw, Signs, found
from nolle.law.places import Office, Place
from nolle.terms import Decision

ORDER = (
    "id", "title", "office", "holder", "kind", "text_read", "events", "lists", "rules", "protections", "carve_outs",
    "relief", "positions", "commitments", "disclaimers",
)  # fmt: skip
"""The keys of a document that a memo can fill, in the order in which they are written."""

_NO_DAY = "no date in the text says when it was announced or takes effect: on which day?"
_WHICH_ID = "which place and which day is the document called by?"
_WHOLE = "is this the whole text, with all that belongs to it? If not, say part"


def propose(
    memo: Memo, signs: Signs, known: Sequence[Office], places: Iterable[Place], states: Sequence[str] = ()
) -> Coding:
    """The coding of a memo. `states` are those whose law it names; it raises nothing."""
    told = sentences(memo.text, signs, memo.whole_lines, memo.pages)
    reader, crimes = Reader(memo, signs), Lists(signs.crimes_open.value, signs.crimes_open.group)
    when = events(memo, signs, told)
    dated = next((str(one.value["on"]) for one in when if isinstance(one.value, dict)), "")
    head = offices(memo, known, places, states, dated)
    office = next(one.value for one in head if one.part == "office")
    assert isinstance(office, str)
    place = next((one.place for one in known if one.id == office), f"{ASK}/{ASK}")
    _lists(reader, crimes, told)
    beside = promises(reader, crimes, told, office if office != ASK else "")
    clauses = Clauses(reader, crimes, told, taken(beside))
    rules = named(clauses.read())
    when = when or [Proposal("events", "in-effect", {"type": "in_effect", "on": ASK}, (), (_NO_DAY,))]
    first = [title(memo, signs), *head, kind(memo, signs, told), _read(memo)]
    lists = [
        Proposal("lists", name, crimes.value(listed), (pin,), _opened(listed is None or listed.open))
        for name, (listed, pin) in crimes.made.items()
    ]
    made = [_id(place, when), *first, *when, *lists, *rules, *(one.proposal for one in beside)]
    made = [_for_rules(one, rules) for one in made]
    made.sort(key=lambda one: ORDER.index(one.part))
    replaced = [
        ("it replaces another text: is that in the library, and should `supersedes` name it?", memo.pin(*span))
        for span in _replaced(told, signs)
    ]
    return Coding(tuple(made), tuple(_questions(made, [*clauses.left, *replaced])))


def _lists(reader: Reader, crimes: Lists, told: Sequence[Sentence]) -> None:
    """Name the lists of crimes first: words for violent crime as such mean the list that the text has."""
    signs = reader.signs
    for sentence in told:
        protects = any(all(found((one,), sentence.text) for one in sign.all) for sign in signs.protections)
        if protects or any(sign.find(sentence.text) for sign in signs.decisions):
            for one in reader.crimes(sentence.start, sentence.end):
                crimes.name(one, reader.memo.pin(one.start, one.end))


def _opened(open_: bool) -> tuple[str, ...]:
    return ("the text opens the list to other violent crimes: is the group right?",) if open_ else ()


def _read(memo: Memo) -> Proposal:
    """Whether the text was read in full: what a file could not give is said, and then it is part."""
    if memo.unread:
        return Proposal("text_read", "", "part", (), tuple(f"{note}: what stands there?" for note in memo.unread))
    return Proposal("text_read", "", "full", (), (_WHOLE,))


def _id(place: str, when: Sequence[Proposal]) -> Proposal:
    days = [str(one.value["on"]) for one in when if isinstance(one.value, dict)]
    day = days[0] if re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", days[0]) else ASK
    id = f"{place}/{day}"
    return Proposal("id", "", id, (), (_WHICH_ID,) if ASK in id.split("/") else ())


def _for_rules(one: Proposal, rules: Sequence[Proposal]) -> Proposal:
    """Relief without charges of its own is for the rules that decline."""
    if one.part != "relief" or not isinstance(one.value, dict) or one.value.get("for") != ASK:
        return one
    declining: list[Raw] = [
        rule.id for rule in rules if isinstance(rule.value, dict) and rule.value["then"] == Decision.DECLINE.value
    ]
    return replace(one, value={**one.value, "for": declining}) if declining else one


def _replaced(told: Sequence[Sentence], signs: Signs) -> Iterator[tuple[int, int]]:
    for sentence in told:
        find = signs.replaces.find(sentence.text)
        if find is not None and not sentence.is_heading:
            yield sentence.start + find.start(), sentence.end


def _questions(made: Sequence[Proposal], left: Sequence[tuple[str, Pin]]) -> Iterator[Question]:
    n = 0
    for one in made:
        for ask in one.asks:
            n += 1
            yield Question(n, one.at, ask, one.pins[0].spot if one.pins else None)
    for ask, pin in left:
        n += 1
        yield Question(n, "rules", ask, pin.spot)
