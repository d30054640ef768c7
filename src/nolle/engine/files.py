"""What a records file is, found out before any engine reads it: its kind, its columns, its first fault.

An engine's own guess at a ragged or badly encoded file can be wrong without a word; here the header is read
in Python, and the engine is told the columns.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from nolle.errors import RecordsError

_DELIMITERS = (",", "\t", ";", "|")
_MOST_COLUMNS = 2000
_CSV = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Delimited:
    """A CSV file: its columns in order and its delimiter."""

    columns: tuple[str, ...]
    delimiter: str


def kind(path: Path) -> str:
    """`csv`, `parquet` or `excel`. Raises RecordsError for a file that is missing or of no kind we read."""
    if not path.exists():
        near = sorted(p.name for p in path.parent.glob(f"*{path.suffix}"))[:3] if path.parent.is_dir() else []
        hint = f" In that folder: {', '.join(near)}." if near else ""
        raise RecordsError(f"{path}: there is no such file.{hint}")
    if not path.is_file():
        raise RecordsError(f"{path}: is not a file. Name one file of records.")
    ending = "".join(path.suffixes[-2:]).lower() if path.suffix.lower() == ".gz" else path.suffix.lower()
    if ending.removesuffix(".gz") in _CSV:
        return "csv"
    if ending == ".parquet":
        return "parquet"
    if ending in (".xlsx", ".xlsm"):
        return "excel"
    raise RecordsError(f'{path}: files ending in "{ending}" are not read. Use CSV, Parquet or Excel (.xlsx).')


def delimited(path: Path) -> Delimited:
    """The columns of a CSV file. Raises RecordsError naming the line of the first fault."""
    with opened(path) as file:
        try:
            header = file.readline()
        except UnicodeDecodeError:
            raise first_bad_byte(path) from None
        except (OSError, EOFError, gzip.BadGzipFile) as error:
            raise RecordsError(f"{path}: cannot be read to its end: {error}. Ask for the file again.") from None
    if not header.strip():
        raise RecordsError(f"{path}:1: the file has no header line. The first line must name the columns.")
    delimiter = max(_DELIMITERS, key=header.count)
    columns = tuple(column.strip() for column in next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter)))
    check_columns(columns, path)
    return Delimited(columns, delimiter)


def check_columns(columns: tuple[str, ...], path: Path) -> None:
    """Refuse headers that cannot be told apart."""
    if len(columns) > _MOST_COLUMNS:
        raise RecordsError(f"{path}:1: the header has {len(columns):,} columns; at most {_MOST_COLUMNS:,} are read.")
    blank = [str(position) for position, column in enumerate(columns, 1) if not column]
    if blank:
        raise RecordsError(f"{path}:1: column {', '.join(blank[:5])} has no name. Name every column in the first line.")
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise RecordsError(f'{path}:1: the column "{twice[0]}" is there twice. Rename one of them.')


@contextmanager
def opened(path: Path) -> Iterator[io.TextIOBase]:
    """A text file, unpacked if it is gzipped."""
    zipped = path.suffix.lower() == ".gz"
    with gzip.open(path, "rb") if zipped else path.open("rb") as raw:
        yield io.TextIOWrapper(cast(BinaryIO, raw), encoding="utf-8-sig", newline="")


def first_bad_byte(path: Path) -> RecordsError:
    """The error for a file that is not UTF-8, naming the line of the first byte that is not."""
    line = 1
    with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as file:
        for number, text in enumerate(file, 1):
            line = number
            try:
                text.decode("utf-8")
            except UnicodeDecodeError:
                break
    return RecordsError(f"{path}:{line}: this line is not UTF-8 text. Save the file as UTF-8 (in Excel: CSV UTF-8).")
