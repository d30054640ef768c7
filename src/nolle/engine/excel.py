"""The first sheet of an Excel workbook → columns of text, row for row.

A workbook is a zip file: before it is opened, its members are looked at, so that a small file cannot fill the memory.
"""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from nolle.engine.clean import MORE, Clean, Cleaner
from nolle.engine.files import check_columns
from nolle.errors import RecordsError

_MOST_ROWS, _MOST_PLACES = 1_048_576, 16_384
"""Excel's own limits."""
_MOST_STRINGS = 2**30
_MOST_BYTES = 16 * 2**30
_MOST_RATIO, _RATIO_FROM = 250, 2**28
_OLD = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Sheet:
    """A workbook's first sheet: its columns are the cells of its first row."""

    file: Path
    shown: str
    names: tuple[str, ...]

    @property
    def columns(self) -> dict[str, str]:
        return dict.fromkeys(self.names, "VARCHAR")

    def clean(self, columns: Sequence[str], folder: Path, set_aside: bool) -> Clean:
        """The rows, with these columns; a row with more cells than the header is refused by its number."""
        places, width = [self.names.index(column) + 1 for column in columns], len(self.names)
        with Cleaner(folder, self.shown, set_aside, "row") as cleaner, _quiet():
            for number, cells in islice(_rows(self.file, self.shown), 1, None):
                if max(cells) > width:
                    cleaner.refuse(number, MORE)
                else:
                    cleaner.row(number, [cells.get(place) for place in places])
            return cleaner.done()


def sheet(file: Path, shown: str) -> Sheet:
    """Look at the first row of a workbook. Raises RecordsError if it is none, or its header is at fault."""
    _bounded(file, shown)
    with _quiet():
        number, header = next(_rows(file, shown), (1, {}))
    if number > 1 or not header:
        raise RecordsError(f"{shown}: the first row of the first sheet is empty. It must name the columns.")
    names = tuple(" ".join(header.get(place, "").split()) for place in range(1, max(header) + 1))
    check_columns(names, f"{shown}:1")
    return Sheet(file, shown, names)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warnings of openpyxl, which show what is in cells."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _bounded(file: Path, shown: str) -> None:
    """Refuse a workbook that is none, or that unpacks to more than can be honest."""
    try:
        with zipfile.ZipFile(file) as book:
            members = book.infolist()
    except (zipfile.BadZipFile, LookupError, NotImplementedError, OSError, ValueError, struct.error):
        with file.open("rb") as raw:
            old = raw.read(4) == _OLD
        why = "it is locked with a password, or of the old kind" if old else "it is damaged or of another kind"
        raise RecordsError(f"{shown}: is not a whole Excel workbook ({why}). Save it again as .xlsx.") from None
    size = sum(member.file_size for member in members)
    strings = sum(member.file_size for member in members if member.filename.lower().endswith("sharedstrings.xml"))
    bomb = size > _RATIO_FROM and size > _MOST_RATIO * file.stat().st_size
    if bomb or size > _MOST_BYTES or strings > _MOST_STRINGS:
        raise RecordsError(f"{shown}: unpacks to {size / 2**30:,.1f} GB, which is not read. Save the sheet as CSV.")


def _rows(file: Path, shown: str) -> Iterator[tuple[int, dict[int, str]]]:
    """Each row with anything in it: its number, and the texts of its cells by the numbers of their columns."""
    last = 0
    try:
        for number, cells in _parsed(file):
            if not last < number <= _MOST_ROWS:  # openpyxl's own sheets leave out a row that comes out of order
                raise ValueError("rows out of order")
            last, texts = number, {}
            for place, cell in cells:
                if place in texts or not 0 < place <= _MOST_PLACES:
                    raise ValueError("cells out of order")
                texts[place] = _text(cell)
            if found := {place: text for place, text in texts.items() if text}:
                yield number, found
    except Exception as error:  # openpyxl raises whatever the zip or the XML inside raises
        raise RecordsError(f"{shown}: is not a whole Excel workbook. Save it again as .xlsx.") from error


def _parsed(file: Path) -> Iterator[tuple[int, list[tuple[int, Any]]]]:
    """The rows of the first sheet as they stand in the file, one at a time."""
    from openpyxl import load_workbook
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        """As openpyxl's, but for a cell of a kind it does not know: it would be read as empty."""

        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell: dict[str, Any] = super().parse_cell(element)
            if cell["value"] is None and any(_holds(part) for part in element if part.tag != FORMULA_TAG):
                raise ValueError("a cell of an unknown kind")
            return cell

    with file.open("rb") as raw:  # ours to close: openpyxl leaves a file open that it cannot read
        book: Any = load_workbook(raw, read_only=True, data_only=True, keep_links=False)
        first = book.worksheets[0]
        with first._get_source() as source:
            parser = Parser(
                source, first._shared_strings, data_only=True, epoch=book.epoch,
                date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,
            )  # fmt: skip
            for number, cells in parser.parse():
                yield number, [(cell["column"], ReadOnlyCell(first, **cell)) for cell in cells]


def _holds(part: Any) -> bool:
    return any(text.strip() for text in part.itertext())


def _text(cell: Any) -> str:
    """A cell as it is shown: a number with the decimals that its format gives (230.10 stays 230.10)."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    decimals = re.fullmatch(r"0\.(0+)", str(getattr(cell, "number_format", "")))
    if decimals and isinstance(value, int | float):
        return f"{value:.{len(decimals.group(1))}f}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
