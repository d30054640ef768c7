"""What the words of a charge say against what it was matched to: another crime, another degree, an attempt, a denial.

Where there is an objection, nothing is decided without a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nolle.records.citation_forms import Beside
from nolle.records.matching.match import Match
from nolle.records.matching.naming import Naming, Objection


@dataclass(frozen=True)
class Objections:
    """Finds objections by the words of one place; `beside` is what these words are."""

    naming: Naming
    beside: Beside

    def to(
        self, found: Match, text: str, siblings: frozenset[str] = frozenset(), heading: bool = False
    ) -> Objection | None:
        """The first objection of a text to a match, or None; `siblings` and `heading` as for `Naming`."""
        if not text:
            return None
        if not found.offenses:
            return self.signalled(found, text) or self.naming.of_a_known_one(found, text, siblings)
        return (
            self.signalled(found, text)
            or self._incomplete(found, text)
            or self._denied(found, text)
            or self._former(found, text)
            or self.naming.of_another(found, text, heading)
            or self._apart(found, text)
        )

    def signalled(self, found: Match, text: str) -> Objection | None:
        """Words that speak of conduct that none of the candidates is of, or that a statement rules out."""
        for signal in self.naming.words.signals:
            if signal.speaks(text) and not self.naming.allowed(signal, found, first=not found.offenses):
                return Objection((), "description", "the words say something else")
        return None

    def denies(self, text: str) -> bool:
        """Whether a text ends in words that deny what follows: `not`, `instead of`."""
        return any(not text[one.end() :].strip(" :,.-(") for one in self._denials.finditer(text))

    def unfinished(self, text: str, offenses: Iterable[str] = ()) -> bool:
        """Whether words speak of an attempt, a conspiracy or help, other than in the names of these offenses."""
        kin, titles = self.naming.titles.kin(offenses), self.naming.titles
        for one in self._attempts.finditer(text):
            words = self.naming.reader.read(one.group()).words
            if not words or not all(titles.having(word) & kin for word in words):
                return True
        return False

    # -- one by one

    def _incomplete(self, found: Match, text: str) -> Objection | None:
        if not self.unfinished(text, found.offenses):
            return None
        return Objection((), "subdivision", "the words speak of an attempt or a conspiracy")

    def _denied(self, found: Match, text: str) -> Objection | None:
        """A denial right before words of the offense: `not prostitution`."""
        kin, titles = self.naming.titles.kin(found.offenses), self.naming.titles
        for one in self._denials.finditer(text):
            following = self.naming.reader.read(" ".join(text[one.end() :].split()[:3])).words
            if any(titles.titled(word, kin) for word in following):
                return Objection((), "description", "the words deny it")
        return None

    def _former(self, found: Match, text: str) -> Objection | None:
        """Words of a former text, where the catalogue holds only one."""
        if not any(one.search(text) for one in self._formers):
            return None
        titles = self.naming.titles
        entries = [self.naming.catalogue.offenses[id] for id in titles.kin(found.offenses)]
        if any("@" in one.id or one.status != "in_force" for one in entries):
            return None
        return Objection((), "date", "the words speak of a former text")

    def _apart(self, found: Match, text: str) -> Objection | None:
        """An act, a circumstance or a minor that makes another crime of it, and that its names do not have."""
        kin, titles = self.naming.titles.kin(found.offenses), self.naming.titles
        if any(one.search(text) and not titles.mention(one, kin) for one in self._aparts):
            return Objection((), "description", "the words add what makes another crime of it")
        if any(one.search(text) for one in self._minors) and not self._of_minors(kin):
            return Objection((), "description", "the words speak of a minor, and the offense does not")
        return None

    def _of_minors(self, offenses: Iterable[str]) -> bool:
        """Whether one of these offenses is, or may be, about a minor."""
        entries = [self.naming.catalogue.offenses[id] for id in offenses]
        if any(one.elements.minor_involved or "exploitation_of_minor" in (*one.conduct, *one.also) for one in entries):
            return True
        return any(self.naming.titles.mention(one, offenses) for one in self._minors)

    # -- the words

    @cached_property
    def _attempts(self) -> re.Pattern[str]:
        return _any((*self.naming.words.incomplete, *self.beside.incomplete))

    @cached_property
    def _denials(self) -> re.Pattern[str]:
        return _any(self.beside.denied)

    @cached_property
    def _formers(self) -> tuple[re.Pattern[str], ...]:
        return _each(self.beside.former)

    @cached_property
    def _aparts(self) -> tuple[re.Pattern[str], ...]:
        return _each(self.beside.apart)

    @cached_property
    def _minors(self) -> tuple[re.Pattern[str], ...]:
        return _each(self.beside.minors)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of several; of none, one that is never found."""
    return re.compile("|".join(f"(?:{one})" for one in patterns) or "(?!)", re.IGNORECASE)


def _each(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in patterns)
