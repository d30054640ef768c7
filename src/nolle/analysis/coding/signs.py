"""The phrases by which sentences of a memo are known: the types of `data/coding.yaml`, and how a phrase is looked for.

What a phrase means is data; here is only which keys there are, and that every pattern is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from nolle.cite import Document
from nolle.terms import Decision, Instrument

Raw = Mapping[str, "Raw"] | Sequence["Raw"] | str
"""A value of a document as it is written."""


def _pattern(words: str) -> str:
    try:
        re.compile(f"(?:{words})")
    except re.error as error:
        raise ValueError(f"is no pattern: {error}") from None
    return words


Pattern = Annotated[str, AfterValidator(_pattern)]


@lru_cache(maxsize=1024)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in words), re.IGNORECASE)


class Phrase(Document):
    """Patterns of which one must be found; what stands inside a find of `never` is no find."""

    words: tuple[Pattern, ...]
    never: tuple[Pattern, ...] = ()

    def finds(self, text: str) -> Iterator[re.Match[str]]:
        """Every find, from left to right."""
        spoiled = [found.span() for found in _compiled(self.never).finditer(text)] if self.never else []
        for found in _compiled(self.words).finditer(text):
            if not any(start <= found.start() and found.end() <= end for start, end in spoiled):
                yield found

    def find(self, text: str) -> re.Match[str] | None:
        """The first find."""
        return next(self.finds(text), None)


class DecisionSign(Phrase):
    """What the office says of a charge; `provided` is what must follow."""

    then: Decision
    provided: str = ""


class OpeningSign(Phrase):
    """Words that leave a list open; `alone` are those that say it by themselves of the list before them."""

    alone: tuple[Pattern, ...] = ()
    alone_note: str = ""


class ExceptionSign(Phrase):
    """Where an exception begins; `elsewhere` are words that only say that exceptions stand somewhere else."""

    elsewhere: tuple[Pattern, ...] = ()


class ConductSign(Phrase):
    """Words for what is charged; `ask` is what to ask of a person who confirms it."""

    covers: dict[str, Any]
    ask: str = ""


class CrimeSign(Phrase):
    """Words for a crime that somebody suffered or saw."""

    value: str


class CrimesOpen(Phrase):
    """Words that open a list of crimes to a group of values; `value` stands for it where nothing is listed."""

    group: str
    value: str


class ConditionSign(Phrase):
    """Words for a condition; `ask` is what to ask of a rule that has it and no condition on the fact `without`."""

    id: str
    when: dict[str, Any]
    without: str = ""
    ask: str = ""


class ProtectionSign(Document):
    """A kind of protection: all of these patterns must be found."""

    kind: str
    all: tuple[Pattern, ...]


class Says(Phrase):
    """Words, and the word of a document that they stand for."""

    says: str


class Against(Document):
    """Whom a protection binds."""

    default: str
    others: tuple[Says, ...] = ()


class CommitmentSign(Phrase):
    """What somebody undertakes to do; `bare` needs no word such as `will`."""

    topic: str
    to: str
    bare: bool = False


class ActSign(Phrase):
    """What is done to something past."""

    act: str


class ReachSign(Phrase):
    """What past thing it is done to."""

    reach: str


class ReliefSigns(Phrase):
    """Relief: acts, what they reach, and the words by which it is still to come."""

    acts: tuple[ActSign, ...]
    reaches: tuple[ReachSign, ...]


class PositionSign(Phrase):
    """What the office seeks, or does not seek, after charging."""

    id: str
    stage: str
    says: str


class KindSign(Phrase):
    """What sort of instrument a text is."""

    kind: Instrument


class Signs(Document):
    """The document `coding.yaml`."""

    core: Pattern
    decisions: tuple[DecisionSign, ...]
    presumptive: Phrase
    throughout: Pattern
    exceptions: ExceptionSign
    openings: OpeningSign
    forward: Pattern
    back: Pattern
    conducts: tuple[ConductSign, ...]
    crimes: tuple[CrimeSign, ...]
    crimes_open: CrimesOpen
    crimes_about: tuple[Pattern, ...]
    crimes_any: tuple[Pattern, ...]
    conditions: tuple[ConditionSign, ...]
    excepting: tuple[ConditionSign, ...]
    protections: tuple[ProtectionSign, ...]
    against: Against
    concerning: tuple[Says, ...]
    undertaking: Pattern
    commitments: tuple[CommitmentSign, ...]
    with_: tuple[Says, ...] = Field(alias="with")
    relief: ReliefSigns
    positions: tuple[PositionSign, ...]
    carve_outs: Phrase
    disclaimers: Phrase
    replaces: Phrase
    kinds: tuple[KindSign, ...]
    title_marks: tuple[Pattern, ...]
    not_titles: tuple[Pattern, ...]
    dated_marks: tuple[Pattern, ...]
    effective_words: tuple[Pattern, ...]
    immediately: tuple[Pattern, ...]
    announced_words: tuple[Pattern, ...]
    other_dates: tuple[Pattern, ...]
    head_lines: int
    abbreviations: tuple[str, ...]
    furniture: tuple[Pattern, ...]

    @model_validator(mode="after")
    def _titles(self) -> Signs:
        if any("(?P<title>" not in mark for mark in self.title_marks):
            raise ValueError("each of title_marks needs a part named `title`")
        return self


def found(words: tuple[str, ...], text: str) -> re.Match[str] | None:
    """The first find of any of these patterns."""
    return _compiled(words).search(text)
