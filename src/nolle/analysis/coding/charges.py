"""What a stretch of a sentence names: offenses by citation, conduct and crimes by words, and whether a list is open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nolle.analysis.coding.proposals import ASK, Cited, Memo, Pin
from nolle.analysis.coding.sentences import Sentence
from nolle.analysis.coding.signs import ConductSign, Raw, Signs, found

_JOINS = re.compile(r"[;,]|\b(?:and|or)\b", re.IGNORECASE)
_LAW = re.compile(r"[,(]?\s*(?:[A-Z][\w.&’']*,?\s*)*(?:§+\s*)?$")
"""The name of a law, with the sign, right before a section."""

_NEAR, _TITLE, _GAP = 8, 70, 45
_FEW = 3


@dataclass(frozen=True)
class Crimes:
    """A list of crimes in a sentence: their values, whether the text opens it, and its span."""

    values: tuple[str, ...]
    open: bool
    start: int
    end: int


@dataclass(frozen=True)
class Charges:
    """What a stretch covers, with the pins of it. `asks` are questions that its words leave.

    `unread` says that it cites a section that the catalogue lacks.
    """

    offenses: tuple[str, ...] = ()
    named: tuple[ConductSign, ...] = ()
    open: bool = False
    pins: tuple[Pin, ...] = ()
    asks: tuple[str, ...] = ()
    unread: bool = False

    def __bool__(self) -> bool:
        return bool(self.offenses or self.named or self.unread)

    def covers(self) -> Raw:
        """As a document writes it."""
        parts: list[dict[str, Raw]] = [{"offense": _short(self.offenses)}] if self.offenses else []
        conducts = [sign for sign in self.named if list(sign.covers) == ["conduct"]]
        if conducts:
            parts.append({"conduct": _short([str(sign.covers["conduct"]) for sign in conducts])})
        parts += [dict(sign.covers) for sign in self.named if sign not in conducts]
        if not parts and not self.open:
            return ASK
        if self.open:
            first = parts[0] if parts else {}
            parts = [{**first, "open": "any"}, *parts[1:]]
        return parts[0] if len(parts) == 1 else parts


def _short(values: Sequence[str]) -> Raw:
    return values[0] if len(values) == 1 else list(values)


class Reader:
    """Reads stretches of one memo."""

    def __init__(self, memo: Memo, signs: Signs) -> None:
        self.memo, self.signs = memo, signs
        self._starts = [one.start for one in memo.cited]

    def cited(self, start: int, end: int) -> list[Cited]:
        """The citations between two places of the text."""
        from bisect import bisect_left

        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [one for one in self.memo.cited[first:last] if one.end <= end + 1]

    def charges(self, start: int, end: int) -> Charges:
        """What is charged, as a stretch of the text names it."""
        text = self.memo.text[start:end]
        here = self.cited(start, end)
        taken = [(one.start, one.end) for one in self.crimes(start, end)]
        named, words = self._conducts(text, start, here, taken)
        opening = self._opening(text, start, taken)
        pins = [self.memo.pin(here[0].start, here[-1].end)] if here else []
        pins += [self.memo.pin(start + one.start(), start + one.end()) for one in words]
        pins += [opening] if opening else []
        offenses = tuple(dict.fromkeys(id for one in here for id in one.offenses))
        asks = [sign.ask for sign in named if sign.ask] + [self._unread(one) for one in here if self._unread(one)]
        unread = any(not one.offenses for one in here)
        return Charges(offenses, named, opening is not None, tuple(pins), tuple(dict.fromkeys(asks)), unread)

    def _unread(self, one: Cited) -> str:
        quote = self.memo.pin(one.start, one.end).words
        if not one.offenses:
            return f'"{quote}" is not in the catalogue: which offense is it, and must it be added?'
        if one.or_other:
            return f'"{quote}" may also be a part of the section that the catalogue lacks: which part is meant?'
        return ""

    def _conducts(
        self, text: str, start: int, here: Sequence[Cited], taken: Sequence[tuple[int, int]]
    ) -> tuple[tuple[ConductSign, ...], list[re.Match[str]]]:
        """Conduct that is named by words, without the titles of sections that are cited beside them."""
        signs: dict[int, ConductSign] = {}
        finds, spans = [], list(taken)
        for sign in self.signs.conducts:
            for find in sign.finds(text):
                first, last = start + find.start(), start + find.end()
                if any(first < end and begin < last for begin, end in spans) or _a_title(self.memo, first, last, here):
                    continue
                spans.append((first, last))
                if id(sign) not in signs:
                    finds.append(find)
                signs[id(sign)] = sign
        return tuple(signs.values()), sorted(finds, key=lambda find: find.start())

    def _opening(self, text: str, start: int, taken: Sequence[tuple[int, int]]) -> Pin | None:
        for find in self.signs.openings.finds(text):
            first, last = start + find.start(), start + find.end()
            if not any(begin - 4 <= first and last <= end + 30 for begin, end in taken):
                return self.memo.pin(first, min(last + 30, start + len(text)))
        return None

    # -- crimes of which somebody is a victim

    def crimes(self, start: int, end: int) -> list[Crimes]:
        """The lists of crimes of a stretch: three or more in a row, or two that the text leaves open."""
        text = self.memo.text[start:end]
        if not found(self.signs.crimes_about, text):
            return []
        finds = sorted(
            (find.start(), find.end(), sign.value) for sign in self.signs.crimes for find in sign.finds(text)
        )
        made = []
        for row in _rows(finds):
            first, last = row[0][0], row[-1][1]
            opened = self.signs.crimes_open.find(text[first : last + _GAP])
            values = tuple(dict.fromkeys(value for _, _, value in row))
            if len(values) >= _FEW or (opened and len(values) >= _FEW - 1):
                last = first + opened.end() if opened else last
                made.append(Crimes(values, opened is not None, start + first, start + last))
        return made

    def any_crime(self, start: int, end: int) -> Pin | None:
        """Words for violent crime as such."""
        text = self.memo.text[start:end]
        find = found(self.signs.crimes_any, text) if found(self.signs.crimes_about, text) else None
        return self.memo.pin(start + find.start(), start + find.end()) if find else None

    def exception(self, sentence: Sentence) -> int:
        """Where the exception of a sentence begins, in the whole text; its end where there is none."""
        find = self.signs.exceptions.find(sentence.text)
        return sentence.start + find.start() if find else sentence.end


def _rows(finds: Sequence[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    row: list[tuple[int, int, str]] = []
    for find in finds:
        if row and find[0] - row[-1][1] > _GAP:
            yield row
            row = []
        row.append(find)
    if row:
        yield row


def _a_title(memo: Memo, first: int, last: int, here: Sequence[Cited]) -> bool:
    """Whether words are the title of a section cited right behind them, or in brackets before them."""
    for one in here:
        if one.start <= first < one.end:
            return True
        between = memo.text[last : one.start] if last <= one.start else memo.text[one.end : first]
        if last <= one.start and len(between) < _TITLE and not _JOINS.search(_LAW.sub("", between)):
            return True
        if one.end <= first and len(between) < _NEAR and not re.search(r"[,;\w]", between):
            return True
    return False
