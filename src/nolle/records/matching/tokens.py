"""The words of charges as tokens: what an office shortens, what says nothing of conduct, and degrees of crimes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nolle.records.citation_forms import Beside

_WORD = re.compile(r"[A-Z]{2,}")
_SPELLED = ("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH")
_ROMAN = ("I", "II", "III", "IV")
_DEGREE = re.compile(
    rf"(?<![0-9A-Z.$#<>/])(?:([1-8])(?:ST|ND|RD|TH)?|({'|'.join(_SPELLED)})|(I{{1,3}}|IV))(?![0-9A-Z%+.])"
    r"(?!\s?(?:-|OR MORE|OFF|COUNT|CO?N?TS?\b|TIME|PRIOR|SUBSQ|SUBSEQ|CONV|Y|OZ|G|LB|MO|DAY|PE?RS|VICT|X\b))"
)
"""A number that may be a degree: none of a count, an age, a weight or a repeated offense."""

_NOT_BEFORE = re.compile(
    r"(?:CLASS|TYPE|AGE|UNDER|OVER|SCHED\w*|GROUP|GRP|PART|LEVEL|TIER|ART\w*|CH\w*|SEC\w*|SUB\w*|X|#|NO\.?)\s?$"
)
_VOWELS = frozenset("AEIOU")

MOST = 60
"""Words of one text that are weighed; a charge has few."""


@dataclass(frozen=True)
class Tokens:
    """The words of a text that may say what was done, and the degrees that it names."""

    words: tuple[str, ...]
    degrees: frozenset[int]


class Reader:
    """Makes tokens of texts; which words count, and what is shorthand, is data (`beside` in citing.yaml)."""

    def __init__(self, beside: Beside) -> None:
        self._neutral = frozenset(word.upper() for word in beside.neutral)
        self._weak = frozenset(word.upper() for word in beside.weak)
        self._shorthand = [
            (re.compile(rf"(?<![A-Z0-9])(?:{short})(?![A-Z0-9])"), f" {long.upper()} ")
            for short, long in beside.shorthand.items()
        ]

    def read(self, text: str) -> Tokens:
        """The tokens of a text, each once, in their order."""
        upper = text.upper().replace("'", "")
        for short, long in self._shorthand:
            upper = short.sub(long, upper)
        words = dict.fromkeys(word for word in _WORD.findall(upper) if word not in self._neutral)
        return Tokens(tuple(words)[:MOST], frozenset(_degrees(upper)))

    def weak(self, word: str) -> bool:
        """Whether a word stands in the names of many crimes, so that it does not tell which."""
        return word in self._weak or any(_stem(*sorted((word, one), key=len)) for one in self._weak)


def _degrees(text: str) -> Iterator[int]:
    for found in _DEGREE.finditer(text):
        if not _NOT_BEFORE.search(text[max(0, found.start() - 16) : found.start()]):
            yield int(found[1] or 0) or (_SPELLED.index(found[2]) if found[2] else _ROMAN.index(found[3])) + 1


def fits(word: str, other: str) -> bool:
    """Whether two words may be one: a shared stem, or one that is the other cut or with letters left out."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if len(short) < 3 or short[0] != long[0]:
        return False
    if (len(short) > 3 and long.startswith(short)) or _stem(short, long):
        return True
    rest = iter(long)
    return _thinned(short, long) and all(letter in rest for letter in short)


def _stem(short: str, long: str) -> bool:
    """Whether two words share their beginning, but for an ending."""
    least = max(4, len(short) - (2 if len(short) > 6 else 1))
    return len(short) >= least and long.startswith(short[:least])


def _thinned(short: str, long: str) -> bool:
    """Whether a word looks like one with letters left out: vowels go first, and few letters are not half of a word."""
    vowels = sum(letter in _VOWELS for letter in short[1:])
    return vowels * 3 < len(short) and len(short) * (5 if vowels == 0 else 4) >= len(long) * 2
