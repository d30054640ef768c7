"""The words of a charge: known descriptions, words that speak of a class of conduct, words of attempt.

Words never decide against a citation. Where they disagree with it, both are kept and nothing is decided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nolle.cite import Document
from nolle.law.charges import Catalogue
from nolle.law.offense import Code, CodeSystem
from nolle.records.matching.codes import UNDECIDED
from nolle.records.matching.match import spaced

CUT = 25
"""Characters from which a description may be one that was cut at a fixed width."""


class Signal(Document):
    """Words that, wherever they stand in a charge, speak of these classes of conduct and no others."""

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
        return re.compile("|".join(f"(?:{word})" for word in self.incomplete), re.IGNORECASE) if self.incomplete else None

    def of_an_attempt(self, text: str) -> bool:
        """Whether the words speak of an attempt, a conspiracy or a request to commit the offense."""
        return bool(self._incomplete and self._incomplete.search(text))


@dataclass(frozen=True)
class Said:
    """The rows of the tables that give these words, and the words as the table has them."""

    rows: tuple[Code, ...]
    description: str

    @property
    def decides(self) -> bool:
        """Whether every row that has these words gives an offense, and none says not to decide."""
        return all(row.offense and row.match not in (*UNDECIDED, "broad") for row in self.rows)


class Descriptions:
    """The descriptions of all code systems of a place, with the rows that have them."""

    def __init__(self, catalogue: Catalogue, systems: Iterable[CodeSystem]) -> None:
        rows: dict[str, list[Code]] = defaultdict(list)
        for system in systems:
            for row in system.codes:
                words = row.description or (row.code if re.search(r"[A-Za-z]{4}", row.code) else "")
                if words and (not row.offense or row.offense in catalogue.offenses):
                    rows[spaced(words)].append(row)
        self._rows = {words: tuple(found) for words, found in rows.items()}
        self._long = sorted(words for words in self._rows if len(words) >= CUT)

    def said(self, description: str) -> Said | None:
        """The rows of these very words, or of words that were cut where these go on (or these where they do)."""
        words = spaced(description)
        if words in self._rows:
            return Said(self._rows[words], words)
        if len(words) < CUT:
            return None
        near = [long for long in self._long if long.startswith(words) or words.startswith(long)]
        rows = tuple(row for long in near for row in self._rows[long])
        return Said(rows, near[0]) if near and len({row.offense for row in rows}) == 1 else None
