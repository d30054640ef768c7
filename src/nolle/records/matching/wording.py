"""The words of a charge: known descriptions, words that speak of a class of conduct, words of attempt.

Words never decide against a citation. Where they disagree with it, both are kept and nothing is decided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from nolle.cite import Document
from nolle.law.charges import Catalogue
from nolle.law.offense import Code, CodeSystem
from nolle.records.matching.codes import UNDECIDED

CUT = 25
"""Characters from which a description may be one that was cut at a fixed width."""


class Signal(Document):
    """Words that, wherever they stand in a charge, speak of these classes of conduct and no others.

    The first is the one they speak of above all: a section of which it is ruled out is not what they name.
    """

    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    classes: tuple[str, ...]
    note: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words as one pattern; each is a pattern itself."""
        return re.compile("|".join(f"(?:{word})" for word in self.words), re.IGNORECASE)

    @cached_property
    def not_pattern(self) -> re.Pattern[str] | None:
        """What takes the signal back."""
        return re.compile("|".join(f"(?:{word})" for word in self.unless), re.IGNORECASE) if self.unless else None

    def speaks(self, text: str) -> bool:
        """Whether a description says it."""
        return bool(self.pattern.search(text)) and not (self.not_pattern and self.not_pattern.search(text))


class Words(Document):
    """The document of words: `signals` of conduct, and the words of `incomplete` offenses (attempt, conspiracy)."""

    signals: tuple[Signal, ...] = ()
    incomplete: tuple[str, ...] = ()

    @cached_property
    def _incomplete(self) -> re.Pattern[str] | None:
        return (
            re.compile("|".join(f"(?:{word})" for word in self.incomplete), re.IGNORECASE) if self.incomplete else None
        )

    def of_an_attempt(self, text: str) -> bool:
        """Whether the words speak of an attempt, a conspiracy or a request to commit the offense."""
        return bool(self._incomplete and self._incomplete.search(text))


NO_WORDS = Words()


@dataclass(frozen=True)
class Said:
    """The rows of the tables that have these words, and the words as a table has them.

    `alone` says that the words themselves are what the table lists; otherwise they only stand beside its codes,
    and other codes may have them too.
    """

    rows: tuple[Code, ...]
    words: str
    alone: bool

    @property
    def offenses(self) -> tuple[str, ...]:
        """The offenses of these rows."""
        return tuple(dict.fromkeys(row.offense for row in self.rows if row.offense))

    @property
    def sure(self) -> bool:
        """Whether every row that has these words gives an offense, and none says not to decide."""
        return all(row.offense and row.match not in (*UNDECIDED, "broad") for row in self.rows)


class Descriptions:
    """The words of all code systems of a place, citations taken out, with the rows that have them."""

    def __init__(self, catalogue: Catalogue, systems: Iterable[CodeSystem], words_of: Callable[[str], str]) -> None:
        self._words_of = words_of
        self._rows: dict[str, list[Code]] = defaultdict(list)
        beside: set[str] = set()
        for row in (row for system in systems for row in system.codes):
            listed = re.search(r"[A-Za-z]{4}", row.code)
            words = words_of(row.code if listed else row.description)
            if words and (not row.offense or row.offense in catalogue.offenses):
                self._rows[words].append(row)
                beside.update(() if listed else (words,))
        self._beside = frozenset(beside)
        self._long = sorted(words for words in self._rows if len(words) >= CUT)

    def said(self, description: str) -> Said | None:
        """The rows of these very words, or of words that were cut where these go on (or these where they do)."""
        words = self._words_of(description)
        if words in self._rows:
            return Said(tuple(self._rows[words]), words, words not in self._beside)
        if len(words) < CUT:
            return None
        near = [long for long in self._long if _cut(words, long) or _cut(long, words)]
        rows = tuple(row for long in near for row in self._rows[long])
        if not near or len({row.offense for row in rows}) > 1:
            return None
        return Said(rows, near[0], self._beside.isdisjoint(near))


def _cut(short: str, long: str) -> bool:
    """Whether a text is another one, cut inside a word: cut between two words, it may as well be complete."""
    return long.startswith(short) and short[-1].isalnum() and long[len(short)].isalnum()
