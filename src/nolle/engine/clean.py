"""Rows that were read in Python → a CSV file that any engine reads as it is meant, and the lines that were refused.

A file with faults is not left to an engine's guess: whatever is written here is whole, numbered and counted,
and what is not written is a reject with its line and reason.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from nolle.engine.files import LONGEST, SAVE
from nolle.errors import RecordsError

ENCODING = "is not UTF-8 text"
TOO_LONG = "is longer than a line can be"
FEWER = "has fewer fields than the header"
MORE = "has more fields than the header"

_MOST_SHOWN = 5


@dataclass(frozen=True)
class Clean:
    """A CSV file of `rows` records without a header, and a CSV file of (line, reason) of what was refused.

    Every field in them is quoted, every record ends with a line feed: engines differ over anything less.

    `longest` is at least the length in bytes of the longest record written.
    """

    file: Path
    refused: Path
    rows: int
    n_refused: int
    longest: int

    def sha256(self) -> str:
        """The hash of the rows as they were written here."""
        with self.file.open("rb") as rows:
            return hashlib.file_digest(rows, "sha256").hexdigest()

    def remove(self) -> None:
        """Take both files away: what is in them is in the database now."""
        self.file.unlink(missing_ok=True)
        self.refused.unlink(missing_ok=True)


class Cleaner:
    """Writes the two files. With `set_aside` refused lines are kept count of; else closing raises RecordsError."""

    def __init__(self, folder: Path, shown: str, set_aside: bool, unit: str = "line") -> None:
        self._shown, self._set_aside, self._unit = shown, set_aside, unit
        self._paths = folder / "rows.csv", folder / "refused.csv"
        self._files = [path.open("w", encoding="utf-8", newline="") for path in self._paths]
        rows, refused = self._files
        self._rows = csv.writer(rows, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._refused = csv.writer(refused, quoting=csv.QUOTE_ALL, lineterminator="\n")
        self._first: list[str] = []
        self._advice: set[str] = set()
        self._n_rows = self._n_refused = self._longest = 0

    def __enter__(self) -> Cleaner:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for file in self._files:
            file.close()
        for path in self._paths if kind else ():
            path.unlink(missing_ok=True)

    def row(self, line: int, cells: Sequence[str | None]) -> None:
        """Write a record, or refuse it if one of its cells cannot be text of the database."""
        text = "".join(filter(None, cells))
        length = len(text)
        if not text.isascii():
            if not _is_text(text):
                return self.refuse(line, ENCODING)
            length = len(text.encode())
        if length > LONGEST:
            return self.refuse(line, TOO_LONG)
        self._longest = max(self._longest, 2 * length + 3 * len(cells) + 2)  # every quotation mark is written twice
        self._n_rows += 1
        if self._set_aside or not self._n_refused:  # after a fault that ends the run, nothing more is written
            self._rows.writerow(cells)
        return None

    def refuse(self, line: int, reason: str) -> None:
        """Set a line aside, with the reason."""
        self._n_refused += 1
        if len(self._first) < _MOST_SHOWN:
            self._first.append(f"{self._shown}:{line}: this {self._unit} {reason}.")
        if reason == ENCODING:
            self._advice.add(SAVE)
        if self._set_aside:
            self._refused.writerow((line, f"the {self._unit} {reason}"))

    def done(self) -> Clean:
        """The two files. Raises RecordsError naming the first refused lines, unless they are set aside."""
        if self._n_refused and not self._set_aside:
            over = self._n_refused - _MOST_SHOWN
            more = [f"... and {over:,} more {self._unit}s."] if over > 0 else []
            todo = "Mend them, or set them aside, counted, with --set-aside-bad-lines."
            raise RecordsError("\n".join([*self._first, *more, *self._advice, todo]))
        for file in self._files:
            file.flush()
        return Clean(*self._paths, self._n_rows, self._n_refused, self._longest)


def _is_text(cell: str) -> bool:
    try:
        cell.encode()
    except UnicodeEncodeError:
        return False
    return True


def moment(shown: str, column: str) -> str:
    """What to do about a column of moments with a time zone: the day that they fall on is nobody's to guess."""
    return (
        f'{shown}: the column "{column}" holds moments with a time zone, and which day they fall on depends on the '
        "place. Give it as plain dates of the office's own place."
    )
