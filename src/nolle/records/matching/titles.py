"""What the offenses of a catalogue are called, and how far the words of a charge are those of one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from nolle.law.charges import Catalogue, is_class
from nolle.law.offense import Code, CodeSystem
from nolle.records.matching.families import lineages, same_number
from nolle.records.matching.tokens import Reader, Tokens, fits
from nolle.terms import Confidence

SURE = ("exact", "section", "alias")
"""Rows of a code table whose words are a name of their offense."""

_BRACKETS = re.compile(r"\([^)]*\)")
_DEGREE = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)


class Titles:
    """The names of a catalogue's offenses: its titles, and the words that code tables of the place give them."""

    def __init__(
        self, catalogue: Catalogue, systems: Iterable[CodeSystem], reader: Reader, words_of: Callable[[str], str]
    ) -> None:
        self._catalogue, self._reader = catalogue, reader
        self._names: dict[str, list[Tokens]] = defaultdict(list)
        self._title: dict[str, Tokens] = {}
        self._texts: dict[str, list[str]] = defaultdict(list)
        self._holders: dict[str, set[str]] = defaultdict(set)
        self._initials: dict[str, set[str]] = defaultdict(set)
        self.having = lru_cache(maxsize=20_000)(self._having)
        for offense in catalogue.offenses.values():
            self._title[offense.id] = reader.read(_BRACKETS.sub(" ", offense.title))
            self._add(offense.id, _BRACKETS.sub(" ", offense.title))
            self._texts[offense.id].append(offense.title)
            self._hold(offense.id, reader.read(offense.title).words)
        for row in (row for system in systems for row in system.codes):
            if row.offense in catalogue.offenses and row.match in SURE:
                self._add(row.offense, words_of(_words(row)))

    def _add(self, offense: str, name: str) -> None:
        tokens = self._reader.read(name)
        self._texts[offense].append(name)
        if tokens.words:
            self._names[offense].append(tokens)
            self._hold(offense, tokens.words)
        letters = "".join(word[0].upper() for word in re.findall(r"[A-Za-z]{3,}", name) if word.lower() not in _SMALL)
        for start in range(len(letters) - 2):
            for end in range(start + 3, min(len(letters), start + 5) + 1):
                self._initials[letters[start:end]].add(offense)

    def _hold(self, offense: str, words: Iterable[str]) -> None:
        for word in words:
            self._holders[word].add(offense)

    def _having(self, word: str) -> frozenset[str]:
        """The offenses in whose names a word stands, in whatever form."""
        held = (ids for known, ids in self._holders.items() if fits(word, known))
        return frozenset(self._initials.get(word, set()).union(*held))

    def named(self, said: Tokens) -> tuple[str, ...]:
        """The offenses of which all these words are the name, or at least half of it, in no other degree."""
        return tuple(
            id for id in self._of_all(said) if any(_covers(said.words, one.words, 0.5) for one in self._names[id])
        )

    def exactly(self, said: Tokens) -> tuple[str, ...]:
        """The offenses of which these words are the whole title; one that is not verified names nothing."""
        known = self._catalogue.offenses
        sure = (id for id in self._of_all(said) if known[id].confidence is not Confidence.UNVERIFIED)
        return tuple(id for id in sure if _covers(said.words, self._title[id].words, 1.0))

    def telling(self, said: Tokens) -> tuple[str, ...]:
        """The offenses of which these words are a name, but for words of it that many crimes have."""
        names = ((id, one) for id in self._of_all(said) for one in self._names[id])
        return tuple(
            dict.fromkeys(
                id for id, one in names
                if _covers(said.words, one.words, 0.0)
                and all(self._reader.weak(word) or any(fits(word, w) for w in said.words) for word in one.words)
            )
        )  # fmt: skip

    def within(self, said: Tokens) -> tuple[str, ...]:
        """The offenses with a degree whose whole title these words hold, degree and all, among other words."""
        return tuple(
            id for id, title in self._title.items()
            if title.words and title.degrees and title.degrees <= said.degrees
            and all(any(fits(word, one) for word in said.words) for one in title.words)
        )  # fmt: skip

    def _of_all(self, said: Tokens) -> Iterable[str]:
        """The offenses in whose names each of these words stands, and that are of no other degree."""
        if said.words:
            those = frozenset.intersection(*(self.having(word) for word in said.words))
            yield from (id for id in self._catalogue.offenses if id in those and not self.other_degree((id,), said))

    def mention(self, pattern: re.Pattern[str], offenses: Iterable[str]) -> bool:
        """Whether some name of these offenses holds what a pattern looks for."""
        return any(pattern.search(text) for id in offenses for text in self._texts[id])

    def degrees(self, offenses: Iterable[str]) -> frozenset[int]:
        """The degrees that the titles of these offenses name."""
        titles = (self._catalogue.offenses[id].title for id in offenses)
        return frozenset(int(found[0]) for title in titles for found in _DEGREE.findall(title))

    def other_degree(self, offenses: Iterable[str], said: Tokens) -> bool:
        """Whether the words name a degree, and none of those that these offenses have."""
        own = self.degrees(offenses)
        return bool(own and said.degrees and own.isdisjoint(said.degrees))

    def kin(self, offenses: Iterable[str]) -> frozenset[str]:
        """These offenses with the other texts of their citations, what they are part of, and their parts.

        What a crime was called under another number is no name of it here: that number was not cited.
        """
        near = {member for id in offenses for member in same_number(self._catalogue)[id.partition("@")[0]]}
        return frozenset(one for id in near for one in (*self._catalogue.within(id), *self._catalogue.parts(id)))

    def titled(self, word: str, offenses: Iterable[str]) -> bool:
        """Whether a word stands in the title of one of these offenses."""
        return any(fits(word, one) for id in offenses for one in self._title[id].words)

    def alike(self, left: Iterable[str], right: str) -> bool:
        """Whether an offense is, or was under another number, of the conduct of these, and about minors if they are."""
        theirs = self._kinds(lineages(self._catalogue)[right])
        return any(
            (is_class(a, b) or is_class(b, a)) and minor == other
            for a, minor in self._kinds(left) for b, other in theirs
        )  # fmt: skip

    def _kinds(self, offenses: Iterable[str]) -> set[tuple[str, bool]]:
        entries = [self._catalogue.offenses[id] for id in offenses]
        return {(conduct, entry.elements.minor_involved == "yes") for entry in entries for conduct in entry.conduct}


_SMALL = frozenset(("the", "and", "for", "with", "from", "etc"))


def _words(row: Code) -> str:
    return row.code if re.search(r"[A-Za-z]{4}", row.code) else row.description


def _covers(said: Iterable[str], name: tuple[str, ...], share: float) -> bool:
    """Whether all words fit the name, and at least this share of the name is said."""
    words = tuple(said)
    if not all(any(fits(word, one) for one in name) for word in words):
        return False
    return sum(any(fits(word, one) for word in words) for one in name) >= share * len(name)
