"""What stands in a charge string beside the citations in it: words, and pieces that may be more of a citation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nolle.records.citation_forms import Grammar
from nolle.records.citations import Reference, flattened
from nolle.records.citations_patterns import CONNECTOR, SIGN, compiled

GAP = "\x00"
_SIGNS = re.compile(rf"{SIGN}", re.IGNORECASE)
_NEXT = re.compile(rf"{GAP}\s{{0,3}}[.,\-/:&+]?\s{{0,3}}(?:(\d)|([A-Za-z])(?![A-Za-z]))")
_LAST = re.compile(rf"{GAP}\s{{0,3}}[.,\-/:&+]?\s{{0,3}}(?:(\d)[\d.\-]{{0,6}}|([A-Za-z]))\s{{0,3}}(?=$|[,;.)/])")
_BEFORE = re.compile(rf"(?<![A-Za-z])[A-Za-z][\s\-/.]{{0,2}}{GAP}")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Leftover:
    """A text without its citations and the names of their laws.

    `letter` stands alone right behind the last section, and may be part of it; `more` says that numbers or
    letters are left that may be part of a citation too.
    """

    words: str
    letter: str
    more: bool

    @property
    def nothing(self) -> bool:
        return not self.words and not self.letter and not self.more


def leftover(text: str, references: Iterable[Reference], grammar: Grammar, whole: bool) -> Leftover:
    """What is left of a text; `whole` where it should be a citation and nothing else, so that any number counts."""
    rest = _without(flattened(text).replace(GAP, " "), list(references), grammar)
    following = (_NEXT if whole else _LAST).search(rest)
    letter = (following[2] or "") if following else ""
    number = bool(following and following[1])
    if whole:
        number = number or bool(_DIGIT.search(rest)) or bool(_BEFORE.search(rest))
    words = " ".join(_SIGNS.sub(" ", rest.replace(GAP, " ")).split()).strip(" ,.;:-/&()[]|")
    return Leftover(words, letter.lower(), number)


def _without(text: str, references: list[Reference], grammar: Grammar) -> str:
    """The text with a gap in the place of each citation, the names of the laws included."""
    patterns = compiled(grammar)
    spans = {(one.start, one.end) for one in references}
    for end in {end for _, end in spans}:
        behind = (law.behind.match(text, end) for law in patterns.laws if law.behind)
        spans.update(found.span() for found in behind if found)
    starts = {start for start, _ in spans}
    for name in patterns.names.finditer(text):
        between = CONNECTOR.match(text, name.end())
        at = between.end() if between else name.end()
        if any(name.end() <= start <= at for start in starts):
            spans.add((name.start(), at))
    return _cut(text, sorted(spans))


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        if start >= at:
            pieces += [text[at:start], GAP]
        at = max(at, end)
    return "".join((*pieces, text[at:]))
