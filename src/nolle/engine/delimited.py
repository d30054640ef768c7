"""A CSV file, read by a short and plain definition: what its columns are, and what its records are.

An engine reads a good file faster; this is for its header, and for a file that the engine refuses. A record
ends with its line (of any kind), unless a quotation mark is open. A field is quoted if it begins with a
quotation mark, blanks before it aside; inside, two marks are one. Empty fields too many are no fault, and a
line with nothing on it is no record, unless there is one column only.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from nolle.engine.clean import ENCODING, FEWER, MORE, TOO_LONG, Clean, Cleaner
from nolle.engine.files import LONGEST, SAVE, check_columns, opened
from nolle.errors import RecordsError

QUOTE = "has a quotation mark out of place"
AFTER_QUOTE = "comes after a quotation mark out of place"

_BLANK = "is empty"
_ENDS = ("\n", "\r\n", "\r")
_DELIMITERS = (",", "\t", ";", "|")
_OPENING = re.compile(r' *"')
_INSIDE = re.compile(r'(?:[^"]++|"")*+')
_BLANKS = re.compile(r" *")
_BROKEN = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\r\n\t]+")
_ENDING = re.compile(r"[\r\n]")

Row = tuple[int, Sequence[str], str]
"""The number of a record's first line, its fields, and what is wrong with it; without fields if it cannot be parted."""


@dataclass(frozen=True)
class Delimited:
    """A CSV file of UTF-8 text: its columns in order and its delimiter; `shown` is what messages call it.

    `tall` says that the header takes more than one line.
    """

    file: Path
    shown: str
    names: tuple[str, ...]
    delimiter: str
    tall: bool = False

    @property
    def columns(self) -> dict[str, str]:
        return dict.fromkeys(self.names, "VARCHAR")

    def clean(self, columns: Sequence[str], folder: Path, set_aside: bool) -> Clean:
        """The records that can be read, with these columns; the others refused by their lines."""
        places, width = [self.names.index(column) for column in columns], len(self.names)
        with opened(self.file) as text, Cleaner(folder, self.shown, set_aside) as cleaner:
            found = records(text, self.delimiter)
            next(found, None)  # the header
            for line, fields, fault in found:
                if fault == _BLANK:
                    if width == 1:
                        cleaner.row(line, [None])
                    continue
                fault = fault or _width(fields, width)
                if fault:
                    cleaner.refuse(line, fault)
                else:
                    cleaner.row(line, [fields[place] or None for place in places])
            return cleaner.done()


def _width(fields: Sequence[str], width: int) -> str:
    if len(fields) < width:
        return FEWER
    return MORE if any(fields[width:]) else ""


def delimited(file: Path, shown: str) -> Delimited:
    """Look at the header of a CSV file. Raises RecordsError naming its fault."""
    place = f"{shown}:1"
    with opened(file) as text:
        first = text.readline(LONGEST)
        if not first.strip():
            raise RecordsError(f"{place}: the file has no header line. The first line must name the columns.")
        tabs_first = Path(shown).suffix.lower() == ".tsv"
        likely = sorted(_DELIMITERS, key="\t".__ne__) if tabs_first else _DELIMITERS
        delimiter = max(likely, key=re.sub(r'"(?:[^"]|"")*+"?', "", first).count)
        text.seek(0)
        _, cells, fault = next(records(text, delimiter))
    if fault:
        raise RecordsError(f"{place}: the header line {fault}. The first line must name the columns.")
    if any(_BROKEN.search(cell) for cell in cells):
        raise RecordsError(f"{place}: this line {ENCODING}. {SAVE}")
    names = tuple(_CONTROL.sub(" ", cell).strip() for cell in cells)
    check_columns(names, place)
    return Delimited(file, shown, names, delimiter, any(_ENDING.search(cell) for cell in cells))


@dataclass
class _Open:
    """A record as far as it was read: `inside` holds the pieces of a quoted field that is not closed yet."""

    first: int
    fields: list[str] = field(default_factory=list)
    inside: list[str] | None = None
    size: int = 0
    marks: int = 0


def records(text: TextIO, delimiter: str) -> Iterator[Row]:
    """The records of a text file, and one fault for every line that is in no record. Memory is bounded."""
    number, record, whole = 0, None, True
    for line in iter(lambda: text.readline(LONGEST), ""):
        number += whole
        whole = line.endswith(("\n", "\r"))
        if record is None and len(line) < LONGEST:
            if line in _ENDS:
                yield number, (), _BLANK
                continue
            if fields := _at_once(line, delimiter):
                yield number, fields, ""
                continue
        record = record or _Open(number)
        record.size += len(line)
        record.marks += line.count('"')
        if record.size >= LONGEST:  # its fields are let go; it ends with the first line that leaves no mark open
            record.fields, record.inside = [], None
            if whole:
                yield from _lost(record, number)
                record.first = number + 1
                record = record if record.marks % 2 else None
            continue
        fault = _carry_on(record, line, delimiter)
        if fault or record.inside is None:
            yield from _ended(record, number, fault)
            record = None
    if record is not None:
        yield from _lost(record, number) if record.size >= LONGEST else _ended(record, number, QUOTE)


def _at_once(line: str, delimiter: str) -> list[str]:
    """The fields of a line that is a record; none if Python's quick reader may differ from ours about it."""
    if '"' not in line:
        return line.rstrip("\r\n").split(delimiter)
    if ' "' in line or '" ' in line:
        return []
    try:
        return next(csv.reader((line,), delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _lost(record: _Open, last: int) -> Iterator[Row]:
    for number in range(record.first, last + 1):
        yield number, (), TOO_LONG


def _ended(record: _Open, last: int, fault: str) -> Iterator[Row]:
    """A record that is whole, or each of its lines refused: where it should have ended, nobody can tell."""
    yield record.first, () if fault else record.fields, fault
    for number in range(record.first + 1, last + 1) if fault else ():
        yield number, (), AFTER_QUOTE


def _carry_on(record: _Open, line: str, delimiter: str) -> str:
    """Read one more line of a record; returns what is wrong with it. `record.inside` says whether it goes on."""
    end, at = len(line.rstrip("\r\n")), 0
    while True:
        if record.inside is None:
            opening = _OPENING.match(line, at)
            if not opening:
                stop = line.find(delimiter, at, end)
                record.fields.append(line[at:stop] if stop >= 0 else line[at:end])
                if stop < 0:
                    return ""
                at = stop + len(delimiter)
                continue
            record.inside, at = [], opening.end()
        inside = _INSIDE.match(line, at)
        assert inside is not None  # it matches the empty text too
        record.inside.append(inside[0])
        at = inside.end()
        if at == len(line):
            return ""
        record.fields.append("".join(record.inside).replace('""', '"'))
        record.inside = None
        blanks = _BLANKS.match(line, at + 1)
        at = blanks.end() if blanks else at + 1
        if at >= end:
            return ""
        if not line.startswith(delimiter, at):
            return QUOTE
        at += len(delimiter)
