"""What a memo is made of, before it is Word, PDF or plain text: runs of text in paragraphs, headings and tables.

Words of the law and doubts are marked inside sentences while these are put together; `runs` takes the marks
apart again, so that a printer can set them and the reading level can leave them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nolle.publish.page import listed, typographic

_MARKS = {"\ue000": "law", "\ue001": "verify", "\ue002": "term", "\ue003": "anchor"}
_END, _REF, _REF_END = "\ue00f", "\ue010", "\ue011"
_REFERENCE = re.compile(f"{_REF}([^{_REF_END}]*){_REF_END}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\ue0ff\ufffe\uffff]")


VERIFY = "[to be verified: "


class Style(StrEnum):
    """What a run of text is."""

    PLAIN = ""
    LAW = "law"
    """The law's own words: titles and citations. They are no part of the reading level."""
    VERIFY = "verify"
    """A doubt that somebody must settle before the memo is signed."""
    TERM = "term"
    """The name of a paragraph or of a word that is defined."""
    ANCHOR = "anchor"
    """The id of the clause behind a paragraph."""


@dataclass(frozen=True)
class Run:
    """Text of one style."""

    text: str
    style: Style = Style.PLAIN


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the memo; `key` stays the same from version to version."""

    key: str
    text: str

    @property
    def runs(self) -> Runs:
        return (Run(self.text),)


@dataclass(frozen=True)
class Para:
    """A paragraph: level 0 stands alone, 1 is numbered `4.`, 2 `(a)`, 3 `(i)`, 4 `(A)`; `whole` is `4(a)(i)`."""

    key: str
    runs: Runs
    level: int = 0
    number: str = ""
    whole: str = ""

    @property
    def text(self) -> str:
        return plain(self.runs)


@dataclass(frozen=True)
class Row:
    """A row of a table: a cell is runs."""

    key: str
    cells: tuple[Runs, ...]


@dataclass(frozen=True)
class Table:
    """A table with its caption, heads, rows and the shares of the width that its columns take.

    Without heads it is the head of the memo: labels beside what they say.
    """

    key: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]


Block = Heading | Para | Table


@dataclass(frozen=True)
class Memo:
    """A memo as blocks, and what stands at the head and foot of its pages."""

    id: str
    office: str
    subject: str
    place: str
    as_of: str
    head: Table
    blocks: tuple[Block, ...]

    @property
    def to_verify(self) -> tuple[str, ...]:
        """What somebody must check or decide before this is signed, each with its place, in its order."""
        doubts = [f"{place}: {doubt}" for place, runs in _places(self) for doubt in _doubts(runs)]
        return tuple(dict.fromkeys(doubts))


def _places(memo: Memo) -> Iterator[tuple[str, Runs]]:
    """Every paragraph and cell, with where it stands."""
    for block in memo.blocks:
        if isinstance(block, Para):
            yield f"paragraph {block.whole}" if block.whole else "text", block.runs
        elif isinstance(block, Table):
            yield from ((f"table, {plain(row.cells[0])}", cell) for row in block.rows for cell in row.cells)


def _doubts(runs: Runs) -> Iterator[str]:
    for run in runs:
        if run.style is Style.VERIFY:
            yield run.text.strip().removeprefix(VERIFY).removesuffix("]")


# -- marking texts


def clean(text: str) -> str:
    """A text of a document on one line, without signs that cannot be printed or that mark things here."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def law(text: str) -> str:
    """A title or citation of the law inside a sentence."""
    return f"\ue000{clean(text)}{_END}"


def verify(what: str) -> str:
    """` [to be verified: ...]` at the end of a sentence."""
    return f" \ue001{VERIFY}{what}]{_END}"


def term(text: str) -> str:
    """The name of a paragraph, or a word that is defined."""
    return f"\ue002{text}{_END}"


def anchor(text: str) -> str:
    """The id of a clause, small."""
    return f"\ue003{clean(text)}{_END}"


def reference(*keys: str) -> str:
    """The numbers of the paragraphs that have these keys, to be filled in once all have their numbers."""
    return f"{_REF}{'|'.join(keys)}{_REF_END}"


def referred(text: str, numbers: dict[str, str]) -> str:
    """The text with the numbers of the paragraphs it names; a clause that has no paragraph keeps its id."""
    return _REFERENCE.sub(lambda found: _counted([numbers.get(key, f"“{key}”") for key in found[1].split("|")]), text)


def _counted(numbers: Sequence[str]) -> str:
    """`5 to 8 and 11`: three or more that follow one another are a stretch."""
    stretches: list[list[str]] = []
    for number in numbers:
        last = stretches[-1][-1] if stretches else ""
        if number.isdigit() and last.isdigit() and int(number) == int(last) + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    told = [f"{each[0]} to {each[-1]}" if len(each) > 2 else listed(each) for each in stretches]
    return listed(told)


def runs(text: str) -> Runs:
    """A marked text as runs; marks do not nest, and neighbours of one style are one run."""
    made: list[Run] = []
    style = Style.PLAIN
    for piece in re.split(f"([{''.join(_MARKS)}{_END}])", text):
        if piece in _MARKS or piece == _END:
            style = Style(_MARKS.get(piece, ""))
        elif piece and made and made[-1].style is style:
            made[-1] = Run(made[-1].text + piece, style)
        elif piece:
            made.append(Run(piece, style))
    return tuple(Run(str(typographic(run.text)), run.style) for run in made)


def plain(runs: Runs) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)
