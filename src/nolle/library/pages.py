"""A text in pages: what every kind of file becomes before its citations are read, and where a character stands."""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from nolle.errors import NolleError

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that is opened, and of a Word file once unpacked."""

MOST_PAGES = 5_000
MOST_CHARACTERS = 10_000_000
KINDS = "text (.txt, .md), PDF (.pdf) and Word (.docx)"

UNSOUND = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, ArithmeticError, NotImplementedError,
    RecursionError, OSError, EOFError, MemoryError, struct.error, zlib.error,
)  # fmt: skip
"""What a library stumbles over in a broken file."""


@dataclass(frozen=True)
class Page:
    """One page, or another part of a file: `number` is empty where the file has no pages, `part` names the rest."""

    text: str
    number: int | None = None
    part: str = ""


class Spot(NamedTuple):
    """Where a character stands: on which page or part, in which line of it, and how many characters come before."""

    page: Page
    line: int
    offset: int


@dataclass(frozen=True)
class Text:
    """A file's text in pages. `counted` is what its lines are called, `notes` what a reader has to know of it.

    `unread` are those of the notes that say what of the file could not be read.
    """

    name: str
    pages: tuple[Page, ...]
    counted: str = "line"
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> str:
        """The pages joined, a line break between them."""
        return "\n".join(page.text for page in self.pages)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for page in self.pages:
            starts.append(at)
            at += len(page.text) + 1
        return starts

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.whole)]

    def spot(self, at: int) -> Spot:
        """The place of a character of `whole`."""
        number = bisect_right(self._starts, at) - 1
        start = self._starts[number]
        line = bisect_left(self._breaks, at) - bisect_left(self._breaks, start) + 1
        return Spot(self.pages[number], line, at - start)


_BEGINNINGS = (
    (b"%PDF-", "it begins as a PDF does"),
    (b"PK\x03\x04", "it begins as a packed file does, such as Word's .docx"),
    (b"\xd0\xcf\x11\xe0", "it begins as an old Word file does, or as one locked with a password"),
    (b"{\\rtf", "it begins as rich text (.rtf) does"),
    (b"\x89PNG", "it begins as a picture does"),
    (b"\xff\xd8\xff", "it begins as a picture does"),
    (b"<!DOCTYPE", "it begins as a web page does"),
    (b"<html", "it begins as a web page does"),
)


def beginning(raw: bytes) -> str:
    """What a file is by its first bytes, where they tell; empty where they do not."""
    return next((told for begins, told in _BEGINNINGS if raw.startswith(begins)), "")


def bounded(text: Text) -> Text:
    """The text itself. Raises NolleError where it is empty, or too long to read."""
    if sum(len(page.text) for page in text.pages) > MOST_CHARACTERS:
        raise too_large(text.name, f"holds more than {MOST_CHARACTERS:,} characters")
    if not any(page.text.strip() for page in text.pages):
        raise NolleError(f"{text.name}: holds no text.")
    return text


def too_large(name: str, what: str) -> NolleError:
    """The error for a file that is out of bounds."""
    return NolleError(f"{name}: {what}. Split it, and give the parts one by one.")


def missing(what: str) -> NolleError:
    """The error where the extra that reads these files is not installed."""
    return NolleError(f'{what} files need an extra. Install it: pip install "nolle[memos]"')


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def clean(words: str) -> str:
    """One kind of line break; no soft hyphens; what would move a terminal's cursor, or no text can hold, is a space."""
    told = words.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", "").replace("\ufeff", "")
    return _CONTROL.sub(" ", told)
