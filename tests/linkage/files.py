"""Files with identifiers for tests, all of them made up, and linking them as the command does."""

import csv
import json
from pathlib import Path

from nolle.linkage.identities import Columns
from nolle.verbs.linking import Files, link

COLUMNS = ("charge", "first", "last", "born", "number")
GIVEN = Columns(("first", "last"), "born", ("number",), "charge")


def write(folder, rows, columns=COLUMNS):
    """A CSV file of rows, outside of the checkout."""
    file = Path(folder) / "people.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerows([columns, *rows])
    return file


def linked(folder, rows, given=GIVEN, columns=COLUMNS, **more):
    """Link rows; the report, and the output's rows by the id of the charge."""
    folder = Path(folder)
    (folder / "key").parent.mkdir(parents=True, exist_ok=True)
    if not (folder / "key").exists():
        (folder / "key").write_bytes(bytes(range(32)))  # made up, and the same in every test
        (folder / "key").chmod(0o600)
    told = folder / "report.json"
    files = Files(write(folder, rows, columns), folder / "persons.csv", folder / "key", told)
    report = link(files, given, **more)
    assert json.loads(told.read_text()) == report
    return report, read(files.out)


def read(file):
    with file.open(encoding="utf-8", newline="") as opened:
        return {row["charge_id"]: row for row in csv.DictReader(opened)}


def persons(out):
    """The ids of charges that share a person, as sets; charges with an unknown history are in none."""
    found: dict[str, set[str]] = {}
    for charge, row in out.items():
        if row["person_id"]:
            found.setdefault(row["person_id"], set()).add(charge)
    return sorted(found.values(), key=sorted)
