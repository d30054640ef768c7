"""An Excel sheet → a CSV file in a private folder, cell for cell as text."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from nolle.engine.files import check_columns
from nolle.errors import RecordsError


def as_csv(workbook: Path, folder: Path) -> Path:
    """Write the first sheet of a workbook as CSV into `folder`, line for row. Raises RecordsError if it cannot.

    A row with more cells than the header keeps them, so that it is refused by its line; empty rows at the
    end are no rows.
    """
    from openpyxl import load_workbook

    try:
        book = load_workbook(workbook, read_only=True, data_only=True)
        rows = [[_text(cell) for cell in row] for row in book.worksheets[0].iter_rows()]
        book.close()
    except Exception as error:  # openpyxl raises whatever the zip or the XML inside raises
        raise RecordsError(f"{workbook}: is not a whole Excel workbook. Save it again as .xlsx.") from error
    while rows and not any(rows[-1]):
        rows.pop()
    header = tuple(_until_last(rows[0])) if rows else ()
    if not header:
        raise RecordsError(f"{workbook}: the first sheet is empty. The first row must name the columns.")
    check_columns(header, workbook)
    target = folder / "sheet.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            cells = _until_last(row)
            writer.writerow(cells + [""] * (len(header) - len(cells)))
    return target


def _until_last(cells: list[str]) -> list[str]:
    """The cells without empty ones at the end."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


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
