"""JSON records, one object a line or one array of objects → columns of text, row for row.

Every key at the top of any object is a column. Numbers keep the digits they are written with; what lies
deeper stays JSON text, so that a look for personal data finds it there. Memory is bounded by one record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from nolle.engine.clean import TOO_LONG, Clean, Cleaner
from nolle.engine.files import LONGEST, check_columns
from nolle.errors import RecordsError

Json = str | bool | dict[str, "Json"] | list["Json"] | None
"""A JSON value whose numbers are `_Number`, a kind of text."""

Row = tuple[int, dict[str, Json], str]
"""The line a record begins on, its values by their keys, and what is wrong with it."""

NOT_JSON = "is not one whole JSON object"
NO_OBJECT = "is no JSON object with names and values"
TWICE = "gives a name twice in one object"
NO_NUMBER = "holds a number that JSON does not know"
TOO_DEEP = "is nested too deeply"

_BLANK = re.compile(r"[ \t\r\n]*")
_CHUNK = 1 << 16
_DEEPEST = 200


class _Number(str):
    """A number as it was written."""


@dataclass(frozen=True)
class JsonRecords:
    """A file of JSON records: all keys that its objects have, in the order in which they first come."""

    file: Path
    shown: str
    names: tuple[str, ...]

    @property
    def columns(self) -> dict[str, str]:
        return dict.fromkeys(self.names, "VARCHAR")

    def clean(self, columns: Sequence[str], folder: Path, set_aside: bool) -> Clean:
        """The records that can be read, with these columns; the others refused by their lines."""
        with Cleaner(folder, self.shown, set_aside, "record" if _is_array(self.file) else "line") as cleaner:
            for line, values, fault in rows(self.file, self.shown):
                if fault:
                    cleaner.refuse(line, fault)
                    continue
                try:
                    cells = [_cell(values.get(column)) for column in columns]
                except RecursionError:
                    cleaner.refuse(line, TOO_DEEP)
                else:
                    cleaner.row(line, cells)
            return cleaner.done()


def json_records(file: Path, shown: str) -> JsonRecords:
    """Look through a JSON file for its keys. Raises RecordsError if it has none, or an array that is broken."""
    names: dict[str, None] = {}
    for _, values, _ in rows(file, shown):
        if not values.keys() <= names.keys():
            names.update(dict.fromkeys(values))
            check_columns(tuple(names), shown)
    if not names:
        raise RecordsError(f"{shown}: no line is a JSON object. Write one object a line, or one array of objects.")
    return JsonRecords(file, shown, tuple(names))


def rows(file: Path, shown: str) -> Iterator[Row]:
    """Each record with the line it begins on. Raises RecordsError where the rest of an array cannot be parted."""
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as text:
        yield from _Array(text, shown).rows() if _is_array(file) else _lines(text)


def _is_array(file: Path) -> bool:
    """Whether the first thing in the file opens an array."""
    with file.open(encoding="utf-8-sig", errors="surrogateescape") as text:
        while piece := text.read(_CHUNK):
            if piece.strip():
                return piece.lstrip().startswith("[")
    return False


def _lines(text: TextIO) -> Iterator[Row]:
    decoder, number, inside = _Decoder(), 0, False
    for line in iter(lambda: text.readline(LONGEST), ""):
        goes_on = not line.endswith("\n") and len(line) >= LONGEST
        if not inside:
            number += 1
            if goes_on:
                yield number, {}, TOO_LONG
            elif body := line.strip(" \t\r\n"):
                values, end, fault = decoder.decode(body, 0)
                yield _row(number, values, fault) if end == len(body) else (number, {}, fault or NOT_JSON)
        inside = goes_on


def _row(number: int, values: Json, fault: str) -> Row:
    if fault:
        return number, {}, fault
    return (number, values, "") if isinstance(values, dict) else (number, {}, NO_OBJECT)


def _blanks(text: str, at: int) -> int:
    """Where the blanks at a place end."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


class _Decoder:
    """Reads one JSON value; what a reader of JSON would let pass in silence is told as a fault."""

    def __init__(self) -> None:
        self._fault = ""
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=_Number, parse_int=_Number, parse_constant=self._constant
        )

    def decode(self, text: str, at: int) -> tuple[Json, int, str]:
        """The value that begins at a place, where it ends (-1: it is not whole), and what is wrong with it."""
        self._fault = ""
        try:
            value, end = self._decoder.raw_decode(text, at)
        except ValueError:
            return None, -1, NOT_JSON
        except RecursionError:
            return None, -1, TOO_DEEP
        return value, end, self._fault

    def _object(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self._fault = TWICE
        return found

    def _constant(self, _: str) -> None:
        self._fault = NO_NUMBER


class _Array:
    """One array of objects, read a piece at a time; `_line` is the line of the place that was read up to."""

    def __init__(self, text: TextIO, shown: str) -> None:
        self._text, self._shown = text, shown
        self._buffer, self._at, self._line, self._whole = "", 0, 1, False
        self._decoder = _Decoder()

    def rows(self) -> Iterator[Row]:
        self._pass("[")
        more = self._next() != "]"
        while more:
            self._next()
            yield self._element()
            more = self._next() == ","
            if more:
                self._pass(",")
        self._pass("]")
        if self._next():
            raise self._broken()

    def _element(self) -> Row:
        line = self._line
        while True:
            value, end, fault = self._decoder.decode(self._buffer, self._at)
            known = end >= 0 and (end < len(self._buffer) or self._whole)  # a number may go on in the next piece
            if known or self._whole or len(self._buffer) - self._at >= LONGEST:
                break
            self._read(len(self._buffer) - self._at)
        if end < 0:
            raise self._broken()
        self._line += self._buffer.count("\n", self._at, end)
        self._at = end
        return _row(line, value, fault)

    def _read(self, at_least: int) -> None:
        piece = self._text.read(max(_CHUNK, at_least))
        self._whole = not piece
        self._buffer, self._at = self._buffer[self._at :] + piece, 0

    def _next(self) -> str:
        """The next letter that is no blank; nothing at the end of the file."""
        while True:
            start, self._at = self._at, _blanks(self._buffer, self._at)
            self._line += self._buffer.count("\n", start, self._at)
            if self._at < len(self._buffer) or self._whole:
                return self._buffer[self._at : self._at + 1]
            self._read(0)

    def _pass(self, letter: str) -> None:
        if self._next() != letter:
            raise self._broken()
        self._at += 1

    def _broken(self) -> RecordsError:
        return RecordsError(
            f"{self._shown}:{self._line}: from here on the file is not one whole JSON array of objects, each of at "
            f"most {LONGEST:,} letters. Ask for the file again, or for JSON lines: there a bad line can be set aside."
        )


def _cell(value: Json) -> str | None:
    """A value as the text of a cell: text as it is, null as nothing, and what is nested as JSON."""
    return value if value is None or isinstance(value, str) else _json(value)


def _json(value: Json, depth: int = 0) -> str:
    """JSON text with its numbers as they were written. Raises RecursionError for what is nested too deeply."""
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        return "{" + ",".join([f"{_json(key)}:{_json(inner, depth + 1)}" for key, inner in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ",".join([_json(inner, depth + 1) for inner in value]) + "]"
    return str(value) if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)
