"""An Excel sheet → a CSV file in a private folder, cell for cell as text."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from nolle.engine.files import check_columns
from nolle.errors import RecordsError


def as_csv(workbook: Path, folder: Path) -> Path:
    """Write the first sheet of a workbook as CSV into `folder`. Raises RecordsError if it cannot be read."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(workbook, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        header = tuple(_text(cell) for cell in next(rows, ()))
    except Exception as error:  # openpyxl raises whatever the zip or the XML inside raises
        raise RecordsError(f"{workbook}: is not a whole Excel workbook. Save it again as .xlsx.") from error
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise RecordsError(f"{workbook}: the first sheet is empty. The first row must name the columns.")
    check_columns(header, workbook)
    target = folder / "sheet.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            cells = [_text(cell) for cell in row[: len(header)]]
            if any(cells):
                writer.writerow(cells + [""] * (len(header) - len(cells)))
    book.close()
    return target


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
