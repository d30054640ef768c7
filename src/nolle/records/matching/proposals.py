"""Offenses whose words are like a charge's: proposals for a person who reviews. Nothing is ever decided on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nolle.law.charges import Catalogue
from nolle.law.offense import CodeSystem
from nolle.records.matching.match import spaced

LEAST = 72.0
"""Likeness (0 to 100, RapidFuzz's token set ratio) under which nothing is proposed."""

MOST = 3


@dataclass(frozen=True)
class Proposal:
    """An offense with the words that are like the charge's, and how like they are."""

    offense: str
    words: str
    likeness: int


class Proposer:
    """Proposes offenses of a catalogue by the words of their titles and of the code tables."""

    def __init__(self, catalogue: Catalogue, systems: Iterable[CodeSystem] = ()) -> None:
        self._words: list[tuple[str, str]] = []
        for offense in catalogue.offenses.values():
            if "@" not in offense.id:
                self._words.append((spaced(offense.title), offense.id))
        for row in (row for system in systems for row in system.codes):
            if row.description and row.offense in catalogue.offenses:
                self._words.append((spaced(row.description), row.offense))

    def propose(self, description: str) -> tuple[Proposal, ...]:
        """At most three offenses, the likest first; none for words that are like nothing."""
        from rapidfuzz import fuzz, process

        if not description.strip():
            return ()
        known = [words for words, _ in self._words]
        found: dict[str, Proposal] = {}
        for words, likeness, place in process.extract(
            spaced(description), known, scorer=fuzz.token_set_ratio, score_cutoff=LEAST, limit=30
        ):
            offense = self._words[place][1]
            found.setdefault(offense, Proposal(offense, words, round(likeness)))
        return tuple(sorted(found.values(), key=lambda one: (-one.likeness, one.offense)))[:MOST]
