"""link: pseudonymous person ids for the charges of a file with identifiers, before any of it becomes records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from nolle.engine.duckdb import DuckDB
from nolle.errors import NolleError, RecordsError, UnknownId
from nolle.intake.pseudonyms import make_key, pseudonym, read_key
from nolle.linkage import private
from nolle.linkage.identities import Columns
from nolle.linkage.link import HEADER, Row
from nolle.linkage.link import link as link_rows
from nolle.linkage.model import splink_version
from nolle.linkage.rules import Thresholds

REPORT = '{\n  "what": "nolle records link"'
"""How a report begins: nothing else is replaced by one."""


@dataclass(frozen=True)
class Files:
    """The file with identifiers, the file of persons to write, the key, and where the report goes if anywhere."""

    records: Path
    out: Path
    key: Path
    report: Path | None = None


def link(
    files: Files, given: Columns, thresholds: Thresholds | None = None, force: bool = False, memory_limit: str = "2GB",
    progress: Callable[[str], None] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write the persons of a file, and return the report, which names nobody.

    `force` lets the files lie in a repository or a workspace. Raises NolleError; what was there before is untouched.
    """
    thresholds = thresholds or Thresholds()
    splink_version()
    _check(files, thresholds, force)
    with DuckDB(memory_limit, threads=1, progress=progress) as engine:
        _has_columns(engine.open(files.records), given, files.records)
        key = _key(files.key)
        made = link_rows(engine, given, thresholds, lambda identity: pseudonym(identity, key))
        report = {"what": "nolle records link", **made.report}
        with private.saying_nothing("writing persons"):
            private.write(files.out, _csv(made.rows()))
    if files.report:
        private.write(files.report, [json.dumps(report, ensure_ascii=False, indent=2), "\n"])
    return report


def _check(files: Files, thresholds: Thresholds, force: bool) -> None:
    """Raise for thresholds that make no sense, and for files that lie where they must not."""
    if not 0 < thresholds.floor < thresholds.sure <= 1 or thresholds.sure < 0.5:
        raise NolleError(
            f"--sure {thresholds.sure} and --floor {thresholds.floor}: a link is made from `sure` on (0.5 to 1), and is"
            " none under `floor` (more than 0, less than `sure`)."
        )
    given = {"a file with identifiers": files.records, "the file of persons": files.out}
    if files.report:
        given["the report"] = files.report
    if len({path.resolve() for path in (files.key, *given.values())}) <= len(given):
        raise NolleError("the records, --out, --key and --report are different files. Give each a name of its own.")
    private.refuse_inside(files.key, "the key", may_be=False)
    if not force:
        for what, path in given.items():
            private.refuse_inside(path, what)
    private.refuse_to_replace(files.out, ",".join(HEADER))
    if files.report:
        private.refuse_to_replace(files.report, REPORT)


def _key(path: Path) -> bytes:
    """The key; a new one where there is none."""
    if not path.exists() and not path.is_symlink():
        make_key(path)
    return read_key(path)


def _has_columns(present: dict[str, str], given: Columns, records: Path) -> None:
    if given.charge in given.personal:
        raise RecordsError(
            f'"{given.charge}" says who a person is; it cannot be the id of a charge, which is written out.'
        )
    missing = [column for column in given.all if column not in present]
    if missing:
        names = ", ".join(f'"{column}"' for column in missing)
        raise UnknownId(f"{records}: has no column {names}. It has: {', '.join(present)}.")


def _csv(rows: Iterator[Row]) -> Iterator[str]:
    """The file of persons, line by line."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for row in chain([HEADER], rows):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()
