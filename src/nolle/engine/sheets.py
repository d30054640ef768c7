"""Small tables that people fill in: written as CSV or Excel, and read back cell by cell with their rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from nolle.errors import RecordsError

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula."""


_QUOTED = ("'", *FORMULA)
_NUMBER = re.compile(r"-\d+(\.\d+)?")


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number is none."""
    if not cell.startswith(_QUOTED) or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def told(cell: str) -> str:
    """A cell as it was before `plain`."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def write(file: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int] = ()) -> None:
    """Write a table, by the file's ending. Raises RecordsError for any other ending, or where it cannot be written."""
    cells = ([plain(str(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows)
    try:
        if file.suffix.lower() == ".csv":
            with file.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(cells)
        elif file.suffix.lower() == ".xlsx":
            _excel(file, columns, cells, widths)
        else:
            raise RecordsError(f'{file}: a table is written as .csv or .xlsx, not "{file.suffix}".')
    except OSError as error:
        raise RecordsError(f"{file}: cannot be written: {(error.strerror or 'unknown').lower()}.") from None


def _excel(file: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(columns))
    for row in rows:
        sheet.append(list(row))
    for place in range(1, len(columns) + 1):
        sheet.cell(1, place).font = Font(bold=True)
        for cell in sheet[get_column_letter(place)]:
            cell.number_format = "@"  # text stays text: 266.120 is no number
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if place <= len(widths):
            sheet.column_dimensions[get_column_letter(place)].width = widths[place - 1]
    sheet.freeze_panes = "A2"
    book.save(file)
    _steady(file)


def _steady(file: Path) -> None:
    """Take the hour of writing out of a workbook: the same table gives the same bytes."""
    with ZipFile(file) as written:
        parts = [(name, written.read(name)) for name in written.namelist()]
    with ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name, told in parts:
            said = _HOUR.sub(_NO_HOUR, told) if name == "docProps/core.xml" else told
            new.writestr(ZipInfo(name), said, ZIP_DEFLATED)


_HOUR = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_HOUR = b"1980-01-01T00:00:00Z"


def read(file: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a table by the names of its first row, each with its line. Raises RecordsError."""
    if file.suffix.lower() == ".csv":
        lines = _csv_lines(file)
    elif file.suffix.lower() == ".xlsx":
        lines = _excel_lines(file)
    else:
        raise RecordsError(f'{file}: a table is read from .csv or .xlsx, not "{file.suffix}".')
    if not lines:
        raise RecordsError(f"{file}: the file is empty. Its first row must name the columns.")
    header = [cell.strip() for cell in lines[0][1]]
    return [
        (number, {name: told(cell.strip()) for name, cell in zip(header, cells, strict=False)})
        for number, cells in lines[1:]
        if any(cell.strip() for cell in cells)
    ]


def _csv_lines(file: Path) -> list[tuple[int, list[str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.reader(source, strict=True)
            return [(reader.line_num, row) for row in reader]
    except FileNotFoundError:
        raise RecordsError(f"{file}: there is no such file.") from None
    except (OSError, UnicodeDecodeError, csv.Error):
        raise RecordsError(f"{file}: cannot be read as a CSV file in UTF-8. Save it again as CSV UTF-8.") from None


def _excel_lines(file: Path) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    if not file.is_file():
        raise RecordsError(f"{file}: there is no such file.")
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
        book.close()
    except Exception as error:
        raise RecordsError(f"{file}: is not a whole Excel workbook. Save it again as .xlsx.") from error
    return list(enumerate(rows, 1))
