"""track package: everything of the library as one data package, and the check that it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nolle import __version__
from nolle.law.library import Library
from nolle.library.uncollected import uncollected
from nolle.publish.folder import whole
from nolle.publish.package import as_json
from nolle.publish.package_page import Listed, readme
from nolle.publish.page import day
from nolle.verbs.ledger import ledger
from nolle.verbs.packages import forms
from nolle.verbs.packages.beside import beside
from nolle.verbs.packages.checking import Checked, checked
from nolle.verbs.packages.description import DESCRIPTION, OTHERS, PUBLISHER, README, description
from nolle.verbs.packages.schema import Row, Table
from nolle.verbs.packages.stamp import documents_hash
from nolle.verbs.packages.tables import filled, wanted
from nolle.verbs.packages.view import View

NAME = "nolle-tracker"
TITLE = "What prosecutors' offices say of sex work charges, where and since when"


@dataclass(frozen=True)
class Packaged:
    """A package that was written: where, how many rows each table has, and how to cite it."""

    folder: str
    counts: Mapping[str, int]
    about: Mapping[str, str]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    def json(self) -> dict[str, Any]:
        """As plain values."""
        return {"folder": self.folder, "about": dict(self.about), "tables": dict(self.counts), "rows": self.rows}


def write_package(
    folder: Path, as_of: date, known_on: date | None = None, without: Sequence[str] = (), workspace: Path | None = None
) -> Packaged:
    """Write everything that is known as a data package, over an earlier one. Raises NolleError."""
    tables = wanted(without)
    kept = ledger(workspace)
    about = _about(kept.library, as_of, known_on, without, workspace)
    view = View(kept, as_of, known_on)
    ways = (forms.csv_files, beside, forms.change_feed) if kept.chronicles else ()
    with whole(folder, DESCRIPTION) as new, uncollected():
        counts = forms.write(new, about, tables, filled(tables, view), ways)
        _finish(new, NAME, about, tables, counts)
    return Packaged(str(folder), counts, about)


def _finish(
    folder: Path, name: str, about: Mapping[str, str], tables: Sequence[Table], counts: Mapping[str, int]
) -> None:
    """Put the page for people and the description beside the tables of a package."""
    listed = [Listed(f"{table.name}.csv", table.title, table.says, counts[table.name]) for table in tables]
    files = [Listed(file, "", says) for file, says in OTHERS.items() if (folder / file).is_file()]
    (folder / README).write_text(readme(about, listed, files), encoding="utf-8")
    told = description(folder, name, about, tables, counts, OTHERS)
    (folder / DESCRIPTION).write_text(as_json(told), encoding="utf-8")


def _about(
    library: Library, as_of: date, known_on: date | None, without: Sequence[str], workspace: Path | None
) -> dict[str, str]:
    """What the package is, in a few words each; the same documents and days give the same."""
    hashed = documents_hash(workspace)
    version = f"{__version__}+{hashed[:12]}"
    known = f", as known on {day(known_on)}" if known_on else ""
    asked = f"as of {day(as_of)}{known}"
    told = {
        "title": TITLE,
        "says": f"Policies, practices and histories of {len(library.offices)} offices, with their sources, {asked}",
        "version": version,
        "as_of": as_of.isoformat(),
        "known_on": known_on.isoformat() if known_on else "",
        "made_by": f"nolle {__version__}",
        "documents": f"sha256:{hashed}",
        "workspace": "with documents of a workspace" if workspace else "",
        "left_out": ", ".join(without),
        "citation": f"{PUBLISHER}. {TITLE}. Data package, version {version}, {asked}. CC BY 4.0.",
    }
    return {name: says for name, says in told.items() if says}


def check_package(folder: Path) -> Checked:
    """Read a package back: hashes, schema, links, sources, and that it can be made again byte for byte.

    Raises NolleError where the folder is no package.
    """
    return checked(folder, _again)


def _again(
    new: Path, told: Mapping[str, Any], tables: Sequence[Table], rows: Iterator[tuple[Table, list[Row]]]
) -> None:
    about = {str(name): str(says) for name, says in told["nolle:about"].items()}
    _finish(new, told["name"], about, tables, forms.write(new, about, tables, rows))
