"""A text in plain letters and digits: what a cell says, however it is written.

Digits of every script, dashes, spaces, accents, and the escapes of JSON and HTML are made plain; each character of
the outcome still knows where it stood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Flat(NamedTuple):
    """A text in plain letters and digits, and for each of its characters where it stood in the text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|&#(\d{2,6});|&#[xX]([0-9a-fA-F]{2,5});")


def flat(text: str) -> Flat:
    """Digits of every script, dashes, spaces, accents and escapes of JSON and HTML made plain."""
    if text.isascii() and "\\u" not in text and "&#" not in text:
        return Flat(text, range(len(text)), range(1, len(text) + 1))
    made: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, character in _characters(text):
        for one in _plainly(character):
            made.append(one)
            starts.append(start)
            ends.append(end)
    return Flat("".join(made), starts, ends)


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    done = 0
    for escape in _ESCAPED.finditer(text):
        yield from ((at, at + 1, text[at]) for at in range(done, escape.start()))
        code = int(escape[1], 16) if escape[1] else int(escape[2]) if escape[2] else int(escape[3], 16)
        yield escape.start(), escape.end(), chr(code)
        done = escape.end()
    yield from ((at, at + 1, text[at]) for at in range(done, len(text)))


def _plainly(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    match unicodedata.category(character):
        case "Pd":
            return "-"
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cf" | "Mn" | "Cc":
            return ""
    if character == "−":  # the minus sign is no dash to Unicode
        return "-"
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")
