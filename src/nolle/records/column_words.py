"""How offices name their columns and what the words in them mean: names and words → standard ones, with a doubt.

The words are data (`data/columns.yaml`); here are their types and how a name or a cell is compared with them:
word for word, never by a part of a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product

from nolle.cite import Document
from nolle.records.privacy import plain

_WAYS = 8
"""Readings of one name that are tried: `Chg Stat` may be a statute or a status."""


class Saying(StrEnum):
    """How far a name says what a column is."""

    NAMED = "named"
    IN_PART = "in part"
    PERHAPS = "perhaps"
    NOTHING = "nothing"
    NEVER = "never"


class Limits(Document):
    """How sure a proposal must be and what evidence adds; `data/columns.yaml` says what each means."""

    ask_below: float
    least: float
    named: float
    named_in_part: float
    perhaps: float
    fits: float
    says: float
    reads: float
    tells_rows_apart: float
    groups: float
    beside: float
    in_order: float
    repeats_most: float
    repeats_least: float
    mostly: float
    words_most: int
    id_share: float
    id_few: int
    id_many: int
    text_length: float
    values_most: int
    content_most: int
    wide_least: int


class Naming(Document):
    """What a standard column holds, and how offices name it."""

    holds: str = ""
    names: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Signs(Document):
    """Names that tell what a row is, or that a column is nothing for a standard one."""

    total: tuple[str, ...] = ()
    not_counted: tuple[str, ...] = ()
    free_text: tuple[str, ...] = ()
    arrest: tuple[str, ...] = ()
    incident: tuple[str, ...] = ()
    case: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()


class Drop(Document):
    """Words that alone, or beside words for persons, name a column that is left unread; and why."""

    words: tuple[str, ...]
    why: str


class DateForm(Document):
    """A form in which dates are written; `other_order` has day and month the other way round."""

    format: str
    like: str
    other_order: str = ""


class PlaceLetters(Document):
    """Letters that stand for places in a column of one of these names."""

    names: tuple[str, ...]
    values: dict[str, str]


class Word(Document):
    """Words of an office and the standard word: `is` the whole cell, `says` some words of it."""

    means: str
    is_: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    sure: bool = True
    why: str = ""

    model_config = Document.model_config | {"alias_generator": lambda name: name.rstrip("_")}


class Vocabulary(Document):
    """All of `data/columns.yaml`."""

    limits: Limits
    short: dict[str, tuple[str, ...]] = {}
    filler: frozenset[str] = frozenset()
    columns: dict[str, Naming]
    counts: dict[str, Naming] = {}
    rows: dict[str, str] = {}
    signs: Signs = Signs()
    drop: tuple[Drop, ...] = ()
    persons: frozenset[str] = frozenset()
    nulls: tuple[str, ...] = ("",)
    formats: tuple[DateForm, ...] = ()
    places: tuple[PlaceLetters, ...] = ()
    levels: tuple[Word, ...] = ()
    stages: tuple[Word, ...] = ()
    instruments: tuple[Word, ...] = ()

    def ways(self, name: str) -> frozenset[frozenset[str]]:
        """The sets of words that a column's name may be, written out: `Chg Stat` is charge statute or charge status."""
        return _ways(self, name)

    def named(self, name: str, phrases: Iterable[str]) -> bool:
        """Whether a name is one of these phrases, in whatever order and short form."""
        return not self.ways(name).isdisjoint(_written(self, tuple(phrases)))

    def named_in_part(self, name: str, phrases: Iterable[str]) -> bool:
        """Whether one of these phrases is part of a name."""
        return _in_part(self.ways(name), _written(self, tuple(phrases)))

    def dropped(self, name: str) -> str:
        """Why a column of this name is left unread, or nothing."""
        for drop in self.drop:
            words = _written(self, drop.words)
            if any(phrase <= way and way - phrase <= self.persons for phrase in words for way in self.ways(name)):
                return drop.why
        return ""

    def says(self, name: str, naming: Naming) -> Saying:
        """How far a column's name says that it is this standard column."""
        never = _written(self, naming.never)
        ways = frozenset(way for way in self.ways(name) if not any(phrase <= way for phrase in never))
        if not ways:
            return Saying.NEVER
        names = _written(self, naming.names)
        if not ways.isdisjoint(names):
            return Saying.NAMED
        if not ways.isdisjoint(_written(self, naming.perhaps)):
            return Saying.PERHAPS
        return Saying.IN_PART if _in_part(ways, names) else Saying.NOTHING

    def __hash__(self) -> int:
        return id(self)  # equal only to itself, so that what is made from it can be kept

    def __eq__(self, other: object) -> bool:
        return self is other


def _in_part(ways: frozenset[frozenset[str]], phrases: frozenset[frozenset[str]]) -> bool:
    return any(phrase <= way for phrase in phrases for way in ways)


@lru_cache(maxsize=4096)
def _ways(words: Vocabulary, name: str) -> frozenset[frozenset[str]]:
    kept = [word for word in plain(name).split() if word not in words.filler] or plain(name).split()
    choices = [words.short.get(word, (word,)) for word in kept]
    made = (frozenset(way) for way in product(*choices))
    return frozenset(way for way, _ in zip(made, range(_WAYS), strict=False) if way)


@lru_cache(maxsize=1024)
def _written(words: Vocabulary, phrases: tuple[str, ...]) -> frozenset[frozenset[str]]:
    return frozenset(way for phrase in phrases for way in _ways(words, phrase))


# ---------------------------------------------------------------- words in cells


@dataclass(frozen=True)
class Meaning:
    """What one word of an office is in standard terms: empty where no standard word says it."""

    means: str
    sure: bool = True
    why: str = ""


def meaning(cell: str, words: tuple[Word, ...]) -> Meaning | None:
    """What a cell says, or None where none of its words is known.

    The longest phrases count: "not guilty" is not "guilty". Two phrases that say different things leave the
    cell without a meaning.
    """
    said = tuple(plain(cell.upper()).split())
    if not said:
        return None
    whole, phrases = _index(words)
    found = whole.get(said)
    if found is not None:
        return Meaning(found.means, found.sure, found.why)
    spans = list(_spans(said, phrases))
    kept = [entry for one, entry in spans if not any(_inside(one, other) for other, _ in spans)]
    if not kept:
        return None
    if len({entry.means for entry in kept}) > 1:
        return Meaning("", False, "it says two things")
    sure = any(entry.sure for entry in kept)
    return Meaning(kept[0].means, sure, next((entry.why for entry in kept if entry.sure is sure), ""))


_Phrase = tuple[str, ...]


@lru_cache(maxsize=16)
def _index(words: tuple[Word, ...]) -> tuple[dict[_Phrase, Word], dict[_Phrase, Word]]:
    whole = {tuple(plain(text.upper()).split()): word for word in words for text in word.is_}
    phrases = {tuple(plain(text.upper()).split()): word for word in words for text in word.says}
    return whole, phrases


def _spans(said: _Phrase, phrases: dict[_Phrase, Word]) -> Iterator[tuple[tuple[int, int], Word]]:
    """Where known phrases stand in a text."""
    longest = max(map(len, phrases), default=0)
    for start in range(len(said)):
        for end in range(start + 1, min(len(said), start + longest) + 1):
            word = phrases.get(said[start:end])
            if word is not None:
                yield (start, end), word


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]
