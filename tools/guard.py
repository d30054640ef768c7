"""Looks over the files of the checkout for what must never be in it, and names each find with file and line.

Large files, addresses of package registries, paths of one machine, keys, and personal data: numbers and dates
that point at a person, and columns of data files that hold names, birth dates, addresses or immigration
status. A line that says "made up" may hold an invented number or date. What may enter a run is decided at
intake, not here.
"""

import csv
import gzip
import io
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zipfile import BadZipFile

LARGEST = 2_000_000
SAMPLES = PurePosixPath("src/nolle/records/samples")
LOCKS_WITH_ADDRESSES = re.compile(r"uv\.lock|pylock(\..+)?\.toml")

# A letter in brackets keeps this file from finding itself.
IN_ANY_LINE = {
    "address of a package registry": re.compile(
        r"py[p]i\.(org|python\.org)|python[h]osted\.org|registry\.(np[m]js|yarn[p]kg)|deb\.debian\.or[g]"
        r"|np[m]mirror\.com|prox[y]\.golang|cond[a]\.anaconda|static\.crate[s]\.io"
    ),
    "path of one machine": re.compile(
        r"(?<![\w.~%-])/(wor[k]|far[m]|roo[t]|tm[p]|hom[e]|User[s]|op[t])/\w|[A-Z]:\\User[s]\\"
    ),
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVAT[E] KEY"),
}
UNLESS_MADE_UP = {
    "social security number": re.compile(r"(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])"),
    "birth date": re.compile(
        r"(?i)\b(dob|born on|birth ?date|date of birth)\b\W{1,3}"
        r"(\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}-\d{2})"
    ),
    # A public office's own address may stand; so may one that cannot exist.
    "e-mail address": re.compile(
        r"(?<![\w.+-])(?!git@)[\w.+-]+@(?!example\.)[\w-]+(\.[\w-]+)*"
        r"\.(?!gov\b|us\b|example\b|invalid\b|test\b)[a-z]{2,}\b"
    ),
}
MADE_UP = re.compile(r"(?i)\bmade[ -]up\b")

# Looked for in a column's name cut into words: perp_last_name, "Birth Date", homeAddress.
PERSONAL_COLUMN = re.compile(
    r"\b(first|last|middle|full|given|family|maiden) names?\b|\b(sur|fore)names?\b"
    r"|\b(defendant|victim|witness|person|perp|officer|judge) names?\b"
    r"|\bdob\b|\b(birth|born)( ?(date|day|on)| dt)?\b|\bdate of birth\b"
    r"|\b(street|home|residence|residential|mailing|e ?mail|ip) addr(ess)?\b|^address$"
    r"|\bzip( ?code)?\b|\bpostal code\b|\b(latitude|longitude|[xy] coord)\b"
    r"|\bssn\b|\bsocial security\b|\b(phone|mobile|telephone)\b|\bpassport\b|\bdriver s? ?licen[cs]e\b"
    r"|\b(immigration|citizenship|nationality|alien|visa|deportation)\b"
)


class Find(NamedTuple):
    """One thing that must not be there."""

    path: PurePosixPath
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def files_of_checkout(root: Path) -> list[PurePosixPath]:
    """Every file that git tracks, or would add."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=root, capture_output=True, check=True).stdout.decode()
    return sorted({PurePosixPath(name) for name in listed.split("\0") if name and (root / name).is_file()})


def finds_in_tree(root: Path, paths: Iterable[PurePosixPath]) -> Iterator[Find]:
    """Everything wrong with these files of a checkout."""
    for path in paths:
        size = (root / path).stat().st_size
        if size > LARGEST and SAMPLES not in path.parents:
            yield Find(path, 1, f"{size / 1e6:.1f} MB; at most {LARGEST / 1e6:.0f} MB outside {SAMPLES}")
            continue
        if LOCKS_WITH_ADDRESSES.fullmatch(path.name):
            yield Find(path, 1, "records addresses of package registries; the locks are requirements/*.lock")
            continue
        content = (root / path).read_bytes()
        yield from finds_in_columns(path, content)
        yield from finds_in_text(path, content)


def finds_in_text(path: PurePosixPath, content: bytes) -> Iterator[Find]:
    """What a reader of the text would trip over; nothing in a file that is not text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        patterns = IN_ANY_LINE if MADE_UP.search(line) else IN_ANY_LINE | UNLESS_MADE_UP
        for what, pattern in patterns.items():
            if pattern.search(line):
                yield Find(path, number, what)


def finds_in_columns(path: PurePosixPath, content: bytes) -> Iterator[Find]:
    """Columns of a data file whose names say that they hold personal data."""
    try:
        names = columns(path, content)
    except (OSError, EOFError, ValueError, KeyError, csv.Error, BadZipFile) as error:
        yield Find(path, 1, f"cannot be read, so nobody knows what it holds ({type(error).__name__})")
        return
    for name in names:
        if PERSONAL_COLUMN.search(words(name)):
            yield Find(path, 1, f'column "{name}" looks like personal data: drop it, or make the file in a test')


def columns(path: PurePosixPath, content: bytes) -> list[str]:
    """The column names of a data file, by its ending; none for any other file."""
    match path.suffixes[-2:]:
        case [*_, ".csv" | ".tsv" as kind]:
            return header(content, kind)
        case [".csv" | ".tsv" as kind, ".gz"]:
            return header(gzip.decompress(content), kind)
        case [*_, ".parquet"]:
            from pyarrow import parquet  # among the dev requirements; without Parquet files not needed

            return list(parquet.read_schema(io.BytesIO(content)).names)
        case [*_, ".xlsx"]:
            from openpyxl import load_workbook

            book = load_workbook(io.BytesIO(content), read_only=True)
            tops = (row for sheet in book.worksheets for row in sheet.iter_rows(max_row=1, values_only=True))
            return [str(cell) for row in tops for cell in row]
        case _:
            return []


def header(content: bytes, kind: str) -> list[str]:
    """The first row of delimited text."""
    text = io.StringIO(content.decode("utf-8-sig", errors="replace"))
    return next(csv.reader(text, delimiter="," if kind == ".csv" else "\t"), [])


def words(column: str) -> str:
    """`perpLastName`, `perp_last_name` and `Perp Last Name` as "perp last name"."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", column)
    return re.sub(r"[\W_]+", " ", parted).strip().lower()


def main() -> int:
    """Exit code 0: nothing found; 1: finds printed; 2: could not look."""
    root = Path(__file__).resolve().parent.parent
    try:
        paths = files_of_checkout(root)
    except (OSError, subprocess.CalledProcessError) as error:
        why = getattr(error, "stderr", b"") or str(error).encode()
        print(f"guard: git cannot list the files of this checkout: {why.decode().strip()}", file=sys.stderr)
        return 2
    finds = list(finds_in_tree(root, paths))
    for find in finds:
        print(find)
    print(f"guard: {len(paths)} files, {len(finds)} finds", file=sys.stderr)
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
