"""What the coding of a memo comes to: proposals with the words they rest on, questions, and what went into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from nolle.analysis.coding.signs import Raw

ASK = "ASK"
"""Stands in a proposal where nothing in the text says what belongs there."""

LONGEST_PIN = 90


class Spot(NamedTuple):
    """A place in the file: the page (empty where the file has none), the part beside the body, the line in it."""

    page: int | None
    part: str
    line: int


@dataclass(frozen=True)
class Pin:
    """The exact words that something rests on, cut short, and their place."""

    spot: Spot
    words: str


@dataclass(frozen=True)
class Proposal:
    """One entry of the document as proposed. `part` is the key it goes under, `id` its name there."""

    part: str
    id: str
    value: Raw
    pins: tuple[Pin, ...]
    asks: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """Its place in the sheet: `rules/trespass`; `office` for what stands alone."""
        return f"{self.part}/{self.id}" if self.id else self.part


@dataclass(frozen=True)
class Question:
    """One question that is left: its number, its place in the sheet, and the place of the memo it is about."""

    n: int
    at: str
    ask: str
    spot: Spot | None = None


@dataclass(frozen=True)
class Cited:
    """A citation in the text: the span of it, the offenses it may be, and whether it may be something else."""

    start: int
    end: int
    offenses: tuple[str, ...]
    or_other: bool = False


@dataclass(frozen=True)
class Memo:
    """What is read: the whole text, where each character stands, whether each line is a paragraph, its citations,
    what of it could not be read, and where its pages begin.
    """

    name: str
    text: str
    spot: Callable[[int], Spot]
    whole_lines: bool = False
    cited: tuple[Cited, ...] = ()
    unread: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    def pin(self, start: int, end: int) -> Pin:
        """The words from here to there as a pinpoint: white space made one, and cut after a word."""
        words = " ".join(self.text[start:end].split())
        if len(words) > LONGEST_PIN:
            words = words[:LONGEST_PIN].rpartition(" ")[0]
        return Pin(self.spot(start), words.rstrip(" ,;"))


@dataclass(frozen=True)
class Coding:
    """The proposals of a memo in the order of a document, and the questions left."""

    proposals: tuple[Proposal, ...]
    questions: tuple[Question, ...] = field(default=())

    def part(self, name: str) -> Iterator[Proposal]:
        """The proposals that go under one key."""
        return (one for one in self.proposals if one.part == name)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many proposals there are of each part."""
        told: dict[str, int] = {}
        for one in self.proposals:
            told[one.part] = told.get(one.part, 0) + 1
        return told
