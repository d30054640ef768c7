"""Records by a path or an address → the one of our readers that reads them, looked at and not read yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from nolle.engine import archive, database, delimited, excel, files, jsonlines
from nolle.engine.address import is_address
from nolle.engine.clean import Clean


class Source(Protocol):
    """Records that were looked at. `shown` is what messages call them: a path, or an address without its password."""

    @property
    def shown(self) -> str: ...

    @property
    def columns(self) -> dict[str, str]:
        """The columns in order, with the type that each has once it is taken in."""
        ...

    def clean(self, columns: Sequence[str], folder: Path, set_aside: bool) -> Clean:
        """Write the rows, with these columns, into a folder; RecordsError for rows that cannot be read."""
        ...


def looked_at(records: Path | str, folder: Path) -> Source | Path:
    """Whose records they are to read; a Parquet file, which is the engine's own to read, is handed back as it is.

    What is packed or in another encoding is unpacked into `folder` first. Raises RecordsError.
    """
    if isinstance(records, str) and is_address(records):
        return database.table(records)
    path = Path(records)
    files.regular(path)
    file = archive.unpacked(path, folder)
    kind = files.kind(file)
    if kind == "parquet":
        return file
    if kind == "excel":
        return excel.sheet(file, str(path))
    text = files.as_utf8(file, str(path), folder)
    return jsonlines.json_records(text, str(path)) if kind == "json" else delimited.delimited(text, str(path))
