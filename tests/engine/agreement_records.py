"""Random tables of charges and how they are mapped, from one seed: nulls everywhere, ties, strays, contradictions."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nolle.law.charges import ELEMENTS
from nolle.records.mapping import Mapping
from tests.engine.agreement_library import DATES, ENDED, STAGES, Chance, Law
from tests.generated import CONDUCT, CRIMES, DAYS, FLAGS, LEVELS, PLACES, ROLES, Raw

ALWAYS = ("case_id", "person_id", "offense")
OPTIONAL = (
    "charge_id", "code", "conduct", "level", "place", "stage", *DATES, "report.role", "report.crime",
    "person.age", "person.points", *FLAGS, *ELEMENTS, *ENDED, "more_charges", "charges_in_case",
)  # fmt: skip
"""Columns that a file may lack; what it lacks is not known."""

NOTHING = ("", "", "", "NA", "NULL", "(null)")
NO_DAYS = ("soon", "2020-13", "2020-02-30", "0000", "02/03/2020")
NO_WORDS = ("?", "FELONY", "convicted ?")
EVERY_DAY = ("2019-12-31", *DAYS, "2020-01-02", "2020-02-28", "2020-03-01", "2021-02-28", "2021-07-14", "2022-01-31")
VAGUE = ("2020", "2020-02", "2021", "2021-07", "2019")


@dataclass(frozen=True)
class Table:
    """A file of records: its columns, its rows as written, and how it is read and asked about."""

    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    mapping_raw: Raw
    places: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    as_of: date = date(2024, 1, 1)

    @property
    def mapping(self) -> Mapping:
        return Mapping.model_validate(self.mapping_raw)

    def write(self, file: Path) -> Path:
        with file.open("w", newline="", encoding="utf-8") as opened:
            writer = csv.DictWriter(opened, self.columns)
            writer.writeheader()
            writer.writerows(self.rows)
        return file


def table(law: Law, chance: Chance, sets: int, size: int) -> Table:
    """A random file of several record sets of about `size` rows each, which share no case and no person."""
    share = chance.one([0.35, 0.6, 0.9])
    columns = (*ALWAYS, *(column for column in OPTIONAL if chance.yes(share)))
    rows = [row for number in range(sets) for row in _record_set(f"s{number}", law, chance, size)]
    strayed = _strays(chance.shuffled(rows), chance)
    return Table(
        columns, [{column: row[column] for column in columns} for row in strayed], _mapping(columns, chance),
        places=("zz/east", "zz/west", "yy") if chance.yes(0.3) else (),
        constants={"place": "zz/east"} if "place" not in columns and chance.yes() else {},
        as_of=date(2024, 1, 1) if chance.yes(0.85) else date(2021, 7, 1),
    )  # fmt: skip


def _record_set(id: str, law: Law, chance: Chance, size: int) -> list[Raw]:
    """Cases of few or of many persons; some cells, or most of them, hold nothing."""
    quality = chance.one([0.05, 0.2, 0.6])  # the share of cells that hold nothing
    persons = [f"{id}p{n}" for n in range(1 + size // chance.one([3, 6, 12]))]
    rows: list[Raw] = []
    number = 0
    while len(rows) < size:
        number += 1
        together = chance.weighed({1: 4, 2: 3, 3: 2, 4: 1, 7: 0.3})
        rows += _case(f"{id}k{number}", together, persons, law, quality, chance)
    return rows[:size]


def _case(id: str, size: int, persons: list[str], law: Law, quality: float, chance: Chance) -> list[Raw]:
    """The charges of one case: mostly of one person and one day, now and then of several."""
    person, day, rows = chance.one(persons), chance.one(EVERY_DAY), []
    for _ in range(size):
        row = _charge(law, quality, chance)
        row["case_id"] = chance.one(NOTHING) if chance.yes(0.08) else id
        row["person_id"] = (
            chance.one(NOTHING) if chance.yes(0.1) else chance.one(persons) if chance.yes(0.1) else person
        )
        for dated in ("offense_on", "filed_on"):
            if row[dated] and chance.yes(0.4):
                row[dated] = day
        rows.append(row)
    return rows


def _charge(law: Law, quality: float, chance: Chance) -> Raw:
    def cell(values, missing: float = quality) -> str:
        return chance.one(NOTHING) if chance.yes(missing) else chance.one(values)

    def worded(values, missing: float = quality) -> str:
        found = cell(values, missing)
        return chance.one(NO_WORDS) if found and chance.yes(0.03) else f" {found} " if chance.yes(0.02) else found

    row: Raw = {"charge_id": "", "code": ""}
    row["offense"] = chance.one([*law.ids, *law.ids[:3]]) if chance.yes(0.8) else chance.one(["zz-unmapped", ""])
    if not row["offense"] and chance.yes(0.6):
        row["code"] = chance.one([*(raw["code"] for raw in law.codes), "C99"])
    row["conduct"] = worded(list(CONDUCT), 0.93)
    row["level"] = worded(LEVELS, min(1, quality + 0.3))
    row["place"] = worded([*PLACES, "zz/east/part", "xx"])
    row["stage"] = worded(STAGES)
    for day in DATES:
        row[day] = _day(day, quality, chance)
    row["report.role"], row["report.crime"] = worded(ROLES), worded(CRIMES)
    row["person.age"], row["person.points"] = (
        cell(["15", "17", "18", "30", "40", "431", "-3"]),
        cell(["0", "3", "9", "12", "x"]),
    )
    row |= {flag: cell(["true", "false", "yes", "NO", "T", "0", "1"]) for flag in FLAGS}
    row |= {element: cell(["true", "false"], 0.98) for element in ELEMENTS}
    row["disposed.conduct"], row["disposed.level"] = worded(list(CONDUCT)), worded(LEVELS)
    row["more_charges"] = cell(["true", "false", "Y", "N"], 0.9)
    row["charges_in_case"] = cell(["1", "2", "3", "9"], 0.8)
    return row


def _day(day: str, quality: float, chance: Chance) -> str:
    if chance.yes(quality if day in ("offense_on", "filed_on") else min(1, quality + 0.3)):
        return chance.one(NOTHING)
    kind = chance.weighed({"day": 85, "vague": 12, "none": 3})
    return chance.one({"day": EVERY_DAY, "vague": VAGUE, "none": NO_DAYS}[kind])


def _strays(rows: list[Raw], chance: Chance) -> list[Raw]:
    """Ids for the charges, some of them twice, and rows that hold nothing."""
    numbered = chance.yes(0.7)
    for number, row in enumerate(rows):
        if numbered and chance.yes(0.9):
            row["charge_id"] = f"c{number // 2 if chance.yes(0.03) else number}"
        if chance.yes(0.01):
            row |= dict.fromkeys(row, "")
    return rows


def _mapping(columns: tuple[str, ...], chance: Chance) -> Raw:
    """What the source says of itself: whether cases and histories are whole, and what may be assumed."""
    history = {"complete": chance.one(["true", "true", "false"])}
    if chance.yes(0.4):
        history["since"] = chance.one(["2018", "2019-01-01", "2020-02"])
    return {
        "id": "made-up", "title": "made up", "system": "made-up", "optional": "true",
        "columns": {column: column for column in columns},
        "case": {"others": chance.one(["complete", "complete", "unknown"])},
        "history": history,
        "assumptions": {
            "top-charge": {"text": "made up", "others_at_most_own_level": "true"},
            "offense-day": {"text": "made up", "governing_date_is": "offense_on"},
        },
    }  # fmt: skip
