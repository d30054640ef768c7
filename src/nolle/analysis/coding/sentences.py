"""A memo's text → its sentences, with the list they stand in, the sentence that opens it, and the heading above.

Lines that were cut by a page's width are put together again; page numbers and lines that come on every page
are passed over. A sentence keeps its place: its text has the length of what it was made from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nolle.analysis.coding.signs import Signs, found

LONGEST = 3_000
"""Characters of one sentence; what goes on without an end is cut there."""

_LINE = re.compile(r"[^\n]*")
_ITEM = re.compile(r"\s*(?:(?P<sign>[-•*▪‣–—●○◦])\s+|\(?(?P<mark>\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+)(?=\S)")
_END = re.compile(r"[.!?][\"”’')\]]*(?=\s|$)")
_WORD = re.compile(r"[\w.’']+$")
_FULL = re.compile(r"[^\n]*\S[^\n]*")
_EVERY_PAGE, _EDGE = 3, 2
_SHORT, _HEADING = 0.62, 90


@dataclass(frozen=True)
class Sentence:
    """A sentence: `start` is where it begins in the whole text, `under` the sentence that opens its list.

    `heading` is the number of the heading above (-1 for none); a heading is a sentence too.
    """

    number: int
    start: int
    text: str
    item: bool = False
    is_heading: bool = False
    under: int = -1
    heading: int = -1
    block: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def opens(self) -> bool:
        """Whether a list follows it."""
        return self.text.rstrip().endswith(":")


@dataclass
class _Block:
    start: int
    text: str
    kind: str
    mark: str = ""
    indent: int = 0


def sentences(text: str, signs: Signs, whole_lines: bool = False, pages: Sequence[int] = ()) -> tuple[Sentence, ...]:
    """The sentences of a text in their order. `whole_lines`: every line is a paragraph (as of a Word file).

    `pages` are the places where pages begin: a line that comes at the edge of page after page is passed over.
    """
    made = _Made(signs)
    for block in _blocks(text, signs, whole_lines, pages):
        made.add(block)
    return tuple(made.sentences)


@dataclass
class _Made:
    """Sentences as far as they were made, and in which list one stands."""

    signs: Signs
    sentences: list[Sentence] = field(default_factory=list)
    heading: int = -1
    openers: list[tuple[str, int]] = field(default_factory=list)
    items: list[tuple[int, int]] = field(default_factory=list)
    blocks: int = 0

    def add(self, block: _Block) -> None:
        self.blocks += 1
        if block.kind == "heading":
            self.openers, self.items = [], []
            self._put(block.start, block.text, block, -1)
            self.heading = len(self.sentences) - 1
            return
        under = self._under(block)
        first = len(self.sentences)
        for start, end in _spans(block.text, self.signs.abbreviations):
            self._put(block.start + start, block.text[start:end], block, under)
        if block.kind == "item" and len(self.sentences) > first:
            self.items.append((block.indent, first))
        if len(self.sentences) > first and self.sentences[-1].opens:
            self.openers.append((block.mark if block.kind == "item" else "", len(self.sentences) - 1))

    def _under(self, block: _Block) -> int:
        """The sentence that opens the list of an item, or the item it is set in under; a paragraph ends all lists."""
        if block.kind != "item":
            self.openers, self.items = [], []
            return -1
        self.items = [one for one in self.items if one[0] < block.indent]
        if self.items and not (self.openers and self.openers[-1][1] > self.items[-1][1]):
            return self.items[-1][1]
        same = next((n for n, (mark, _) in enumerate(self.openers) if mark == block.mark), len(self.openers))
        self.openers = self.openers[:same]
        return self.openers[-1][1] if self.openers else -1

    def _put(self, start: int, text: str, block: _Block, under: int) -> None:
        number, is_heading = len(self.sentences), block.kind == "heading"
        heading = -1 if is_heading else self.heading
        made = Sentence(number, start, text, block.kind == "item", is_heading, under, heading, self.blocks)
        self.sentences.append(made)


def _spans(text: str, abbreviations: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each sentence of a block begins and ends."""
    start, short = 0, frozenset(abbreviations)
    for end in _END.finditer(text):
        word = _WORD.search(text, max(0, end.start() - 20), end.start())
        spoken = word.group().lower().strip("’'") if word else ""
        rest = text[end.end() : end.end() + 12].lstrip()
        if text[end.start()] == "." and (
            spoken in short or (rest and not (rest[0].isupper() or rest[0] in "\"“‘'(§•-"))
        ):
            continue
        yield from _cut(text, start, end.end())
        start = end.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end - start > LONGEST:
        at = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        at = at if at > 0 else start + LONGEST
        yield start, at
        start = at
    if text[start:end].strip():
        yield start, end


# ---------------------------------------------------------------- blocks


def _blocks(text: str, signs: Signs, whole_lines: bool, pages: Sequence[int]) -> Iterator[_Block]:
    """Headings, list items and paragraphs."""
    lines = [(line.start(), line.group()) for line in _LINE.finditer(text) if line.group() or line.start() < len(text)]
    lines = [(at, line) for at, line in lines if not _twice(text, at, line)]
    often = _often(text, pages)
    width = _width(line for _, line in lines)
    here: list[tuple[int, str]] = []
    kept = [(at, "" if at in often or found(signs.furniture, line) else line) for at, line in lines]
    for number, (at, line) in enumerate(kept):
        if not line.strip():
            if not lines[number][1].strip():  # a page's number does not end a paragraph
                yield from _closed(here)
                here = []
            continue
        if here and (_ITEM.match(line) or whole_lines or _breaks(here, line, width)):
            yield from _closed(here)
            here = []
        if not here and _is_heading(kept, number, width):
            yield _Block(at, line, "heading")
            continue
        here.append((at, line))
    yield from _closed(here)


def _twice(text: str, at: int, line: str) -> bool:
    """The empty find that a pattern makes behind each line."""
    return not line and at > 0 and text[at - 1] != "\n"


def _often(text: str, pages: Sequence[int]) -> frozenset[int]:
    """Where the lines stand that come at the edge of page after page: the head or foot of each."""
    edges: list[tuple[int, str]] = []
    for start, end in pairwise([*pages, len(text)]):
        lines = [(start + line.start(), line.group().strip()) for line in _FULL.finditer(text[start:end])]
        edges += lines[:_EDGE] + lines[max(_EDGE, len(lines) - _EDGE) :]
    counted = Counter(line for _, line in edges if len(line) < _HEADING)
    return frozenset(at for at, line in edges if counted[line] >= max(_EVERY_PAGE, len(pages) // 2))


def _width(lines: Iterable[str]) -> int:
    """How wide the text is set: the length that nine in ten lines do not exceed."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)] if lengths else 0


def _breaks(here: Sequence[tuple[int, str]], line: str, width: int) -> bool:
    """Whether a line begins a paragraph though no empty line stands before it."""
    if not here:
        return True
    last = here[-1][1].rstrip()
    if last.endswith((",", ";")) or line.lstrip()[:1].islower():
        return False
    return len(last) < width * _SHORT or len(last) > LONGEST // 10


def _is_heading(lines: Sequence[tuple[int, str]], number: int, width: int) -> bool:
    """A short line without an end, in capitals or apart from what follows; not one of several items."""
    line = lines[number][1].strip()
    if len(line) > _HEADING or line[-1] in ".,;:!?" or len(line) < 3:
        return False
    item = _ITEM.match(line)
    behind = next((other for _, other in lines[number + 1 : number + 2]), "").strip()
    apart = not behind or (len(line) < width * _SHORT and behind[0].isupper())
    if item is not None:
        return apart and bool(item["mark"]) and not _of_a_list(lines, number)
    return line.isupper() or not behind or (apart and line[0].isupper())


def _of_a_list(lines: Sequence[tuple[int, str]], number: int) -> bool:
    """Whether the nearest lines around a short item are items of its kind, or it stands under one that opens a list."""
    behind = next((line for _, line in lines[number + 1 :] if line.strip()), "")
    before = next((line for _, line in reversed(lines[:number]) if line.strip()), "")
    own = _mark(lines[number][1])
    return own in (_mark(behind), _mark(before)) or before.rstrip().endswith(":")


def _mark(line: str) -> str:
    """The kind of mark an item has: a sign, a number, a letter."""
    item = _ITEM.match(line)
    if item is None:
        return ""
    return "sign" if item["sign"] else "digit" if item["mark"].isdigit() else "letter"


def _closed(here: Sequence[tuple[int, str]]) -> Iterator[_Block]:
    """The block of these lines, its line breaks as blanks."""
    if not here:
        return
    start = here[0][0]
    item = _ITEM.match(here[0][1])
    words = "".join(_whole(here))
    if item is None:
        yield _Block(start, words, "text")
        return
    yield _Block(
        start + item.end(), words[item.end() :], "item", _mark(here[0][1]), len(here[0][1]) - len(here[0][1].lstrip())
    )


def _whole(here: Sequence[tuple[int, str]]) -> Iterator[str]:
    """The lines with blanks for everything between them, so that places stay right."""
    at = here[0][0]
    for start, line in here:
        yield " " * (start - at)
        yield line.replace("\t", " ")
        at = start + len(line)
