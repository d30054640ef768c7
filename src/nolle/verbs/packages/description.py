"""What stands in `datapackage.json`: what the package is, how to cite it, and each file with its schema and hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nolle.publish.package import sha256
from nolle.verbs.packages.forms import WHOLE
from nolle.verbs.packages.schema import Table

DESCRIPTION, README = "datapackage.json", "README.md"
SCHEMA = 1
"""The version of these tables: it rises when a column is renamed, taken away, or means something else."""

PUBLISHER = "The nolle contributors"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
_MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/atom+xml",
    ".md": "text/markdown",
    ".html": "text/html",
}


def description(
    folder: Path, name: str, about: Mapping[str, str], tables: Sequence[Table], counts: Mapping[str, int],
    others: Mapping[str, str],
) -> dict[str, Any]:  # fmt: skip
    """The description of a package: `about` in words, its tables, and the `others` of its files with their meaning."""
    return {
        "profile": "data-package",
        "name": name,
        "title": about["title"],
        "description": about["says"],
        "version": about["version"],
        "created": f"{about['as_of']}T00:00:00Z",
        "licenses": [LICENCE],
        "contributors": [{"title": PUBLISHER, "role": "author"}],
        "citation": about["citation"],
        "nolle:about": dict(about),
        "nolle:schema": SCHEMA,
        "resources": [
            *(_table(folder, table, counts[table.name]) for table in tables),
            *(_file(folder, file, says) for file, says in others.items() if (folder / file).is_file()),
        ],
    }


def _table(folder: Path, table: Table, rows: int) -> dict[str, Any]:
    file = folder / f"{table.name}.csv"
    own = ({"nolle:derived": True} if table.derived else {}) | ({"nolle:ours": True} if table.ours else {})
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.name,
        "title": table.title,
        "description": table.says,
        **_format(file),
        "encoding": "utf-8",
        **_stamp(file),
        "nolle:rows": rows,
        **own,
        "schema": table.schema(),
    }


def _file(folder: Path, name: str, says: str) -> dict[str, Any]:
    file = folder / name
    return {"name": name.lower(), "path": name, "description": says, **_format(file), **_stamp(file)}


def _format(file: Path) -> dict[str, str]:
    return {"format": file.suffix[1:], "mediatype": _MEDIA[file.suffix]}


def _stamp(file: Path) -> dict[str, Any]:
    return {"bytes": file.stat().st_size, "hash": f"sha256:{sha256(file)}"}


OTHERS = {**WHOLE, README: "this package for people: what is in it, what it does not say, how to cite it"}
"""The files of a package that are no table."""
