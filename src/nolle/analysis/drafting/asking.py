"""Questions of the interview and the answers to them: what may be answered, and what is taken if nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nolle.dates import parse as parse_date


class Kind(StrEnum):
    """What kind of answer a question takes."""

    CHOICE = "choice"
    SEVERAL = "several"
    TEXT = "text"
    DATE = "date"


class BadAnswer(ValueError):
    """An answer that the question cannot take; the text says why and what can be answered."""


@dataclass(frozen=True)
class Choice:
    """One thing that can be answered, and what it means."""

    word: str
    says: str


@dataclass(frozen=True)
class Question:
    """One question; `about` is the id of the element it belongs to, `shows` are lines to look at first."""

    id: str
    ask: str
    kind: Kind
    default: str
    choices: tuple[Choice, ...] = ()
    shows: tuple[str, ...] = ()
    about: str = ""


NONE = "none"
YES, NO = Choice("yes", ""), Choice("no", "")


def settle(question: Question, typed: str) -> str:
    """The answer in its standard form; what is left blank is the default. Raises BadAnswer."""
    said = " ".join(typed.split()) or question.default
    match question.kind:
        case Kind.CHOICE:
            return _word(question, said)
        case Kind.SEVERAL:
            words = [_word(question, part.strip()) for part in said.split(",") if part.strip()]
            if NONE in words and len(set(words)) > 1:
                raise BadAnswer(f'"{NONE}" and "{_other(words)}" contradict each other: answer one of them')
            return ", ".join(dict.fromkeys(words)) or question.default
        case Kind.DATE:
            return said if said == NONE else _day(said)
        case Kind.TEXT:
            if not said:
                raise BadAnswer("this needs some words")
            return said


def _word(question: Question, said: str) -> str:
    """A word, its number in the list, or the only word that begins so."""
    words = [choice.word for choice in question.choices]
    if said.isdigit() and 1 <= int(said) <= len(words):
        return words[int(said) - 1]
    lower = said.lower().replace(" ", "_")
    found = [word for word in words if word == lower] or [word for word in words if word.startswith(lower)]
    if len(found) == 1:
        return found[0]
    raise BadAnswer(f'"{said[:60]}" is none of the answers: {", ".join(words)}')


def _other(words: Sequence[str]) -> str:
    return next(word for word in words if word != NONE)


def _day(said: str) -> str:
    try:
        span = parse_date(said)
    except ValueError as error:
        raise BadAnswer(str(error)) from None
    if span.first != span.last:
        raise BadAnswer(f'"{said[:60]}" is not one day: write it as 2027-03-01')
    return said
