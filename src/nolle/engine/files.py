"""What a records file is, found out before anything reads it: whether it is a file at all, its kind, its encoding.

Nothing is believed but the file's ending and its bytes; what is within is read by the module of each kind.
"""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from nolle.errors import EngineError, RecordsError

KINDS = {
    ".csv": "delimited", ".tsv": "delimited", ".txt": "delimited", ".jsonl": "json", ".ndjson": "json", ".json": "json",
    ".parquet": "parquet", ".xlsx": "excel", ".xlsm": "excel",
}  # fmt: skip
PACKED = (".gz", ".zip")
READ = "Use CSV, Parquet or Excel (.xlsx), JSON lines, or a CSV or JSON lines file packed as .gz or .zip."

MOST_COLUMNS = 2000
LONGEST = 2_000_000
"""The longest row that is read, in bytes: what the database reads at most as one line of CSV."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
SAVE = "Save the file as UTF-8 (in Excel: CSV UTF-8)."
_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_NO_FILES = (
    (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"),
)  # fmt: skip


def regular(path: Path) -> None:
    """Raises RecordsError unless there is an ordinary file that may be read; nothing is opened that could hang."""
    try:
        found = path.stat()
        outside = path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve())
    except (FileNotFoundError, NotADirectoryError):
        near = sorted(p.name for p in path.parent.glob("*") if p.suffix == path.suffix and path.suffix)[:3]
        hint = f" In that folder: {', '.join(near)}." if near else ""
        raise RecordsError(f"{path}: there is no such file.{hint}") from None
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a name that is too long or holds a NUL
        raise RecordsError(f"{str(path)[:200]!r}: cannot be opened: {_why(error)}.") from None
    if not stat.S_ISREG(found.st_mode):
        what = next((name for test, name in _NO_FILES if test(found.st_mode)), "something else")
        raise RecordsError(f"{path}: is not a file but {what}. Name one file of records.")
    if outside:
        raise RecordsError(f"{path}: is a link to a file outside its folder. Name the file itself.")
    try:
        path.open("rb").close()
    except OSError as error:
        raise RecordsError(f"{path}: cannot be opened: {_why(error)}.") from None


def kind(path: Path) -> str:
    """What an ordinary, unpacked file holds, by its ending. Raises RecordsError for an ending that is not read."""
    found = KINDS.get(path.suffix.lower())
    if found is None:
        raise RecordsError(f'{path}: files ending in "{path.suffix.lower()}" are not read. {READ}')
    return found


def as_utf8(file: Path, shown: str, folder: Path) -> Path:
    """The file itself, or its UTF-8 copy in `folder` where it begins with the mark of UTF-16 or UTF-32."""
    with file.open("rb") as raw:
        start = raw.read(4)
    encoding = next((name for mark, name in _BOMS if start.startswith(mark)), "")
    if not encoding:
        return file
    target, line = folder / "utf8.txt", 1
    with file.open(encoding=encoding, newline="") as text, target.open("w", encoding="utf-8", newline="") as copy:
        try:
            while piece := text.read(_CHUNK):
                copy.write(piece)
                line += piece.count("\n")
        except UnicodeError:
            name = encoding.upper()
            raise RecordsError(f"{shown}:{line}: from here on the file is not whole {name} text. {SAVE}") from None
        except OSError as error:
            raise EngineError(f"{shown}: {not_copied(error)}") from error
    return target


def not_copied(error: OSError) -> str:
    """What to say of a copy that could not be written."""
    why = (error.strerror or type(error).__name__).lower()
    return f"could not be copied for reading: {why}. Let TMPDIR lead to a disk with more room."


def opened(file: Path) -> TextIO:
    """A text file; bytes that are not UTF-8 come as lone surrogates, to be refused with their line."""
    return file.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def check_columns(columns: Sequence[str], place: str) -> None:
    """Refuse columns that are too many, or that cannot be told apart."""
    if len(columns) > MOST_COLUMNS:
        raise RecordsError(f"{place}: there are {len(columns):,} columns; at most {MOST_COLUMNS:,} are read.")
    blank = [str(position) for position, column in enumerate(columns, 1) if not column]
    if blank:
        raise RecordsError(f"{place}: column {', '.join(blank[:5])} has no name. Name every column.")
    odd = [str(position) for position, column in enumerate(columns, 1) if _CONTROL.search(column)]
    if odd:
        raise RecordsError(f"{place}: the name of column {', '.join(odd[:5])} is not text that can be printed. {SAVE}")
    _told_apart(columns, place)


def _told_apart(columns: Sequence[str], place: object) -> None:
    """Refuse two names alike. They are not printed: nobody has looked yet whether they tell who a person is."""
    seen: dict[str, int] = {}
    for position, column in enumerate(columns, 1):
        earlier = seen.setdefault(column.lower(), position)
        if earlier != position:
            same = columns[earlier - 1] == column
            how = "have the same name" if same else "have names that differ by capital letters only"
            raise RecordsError(f"{place}: columns {earlier} and {position} {how}. Rename one of them.")


def _why(error: Exception) -> str:
    """What the system says, without the path in it."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).rstrip(".").lower()
