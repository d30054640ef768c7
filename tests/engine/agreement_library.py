"""Random dictionaries, catalogues, offices and codes from one seed: the law in which random policies are asked.

Everything is the mapping that a document would hold, with text for every scalar, so that the types' own
validation is part of every case. All of it is made up.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nolle.law.charges import ELEMENTS, Catalogue
from nolle.law.facts import Dictionary
from nolle.law.offense import CodeSystem, Group, Offense
from nolle.law.places import Office
from nolle.terms import Stage
from tests.generated import COMMON, CONDUCT, CRIMES, DAYS, FACTS, FINITE, FLAGS, LEVELS, OFFENSES, PLACES, Raw

STAGES = tuple(stage.value for stage in Stage)
DATES = ("offense_on", "arrested_on", "referred_on", "filed_on", "disposed_on")
VAGUE_DAYS = ("2020", "2020-02", "2021-07", "2021", "../2020-02-29", "2021-07-15/..")
ENDED = {"disposed.conduct": tuple(CONDUCT), "disposed.level": LEVELS}
VALUES = {**FINITE, "stage": STAGES, **ENDED}
"""The facts with finitely many values, and what they may be."""


class Chance:
    """Choices that one seed makes; the same seed makes the same ones on every machine."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random("/".join(map(str, seed)))

    def one(self, values: Sequence[Any]) -> Any:
        return values[self._random.randrange(len(values))]

    def some(self, values: Sequence[Any], most: int = 2) -> list[Any]:
        """A few different ones, at least one."""
        return self._random.sample(list(values), self._random.randint(1, min(most, len(values))))

    def one_or_some(self, values: Sequence[Any], most: int = 2) -> Any:
        return self.one(values) if self.yes() else self.some(values, most)

    def yes(self, share: float = 0.5) -> bool:
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high)

    def weighed(self, choices: dict[Any, float]) -> Any:
        """A key, as often as its weight says."""
        return self._random.choices(list(choices), list(choices.values()))[0]

    def shuffled(self, values: Sequence[Any]) -> list[Any]:
        return self._random.sample(list(values), len(values))


@dataclass(frozen=True)
class Law:
    """A made-up state: its dictionary, catalogue, offices and one code system, as documents and as types."""

    facts: Raw
    offenses: list[Raw]
    groups: Raw
    offices: list[Raw]
    codes: list[Raw]

    @cached_property
    def dictionary(self) -> Dictionary:
        return Dictionary.model_validate({"facts": self.facts, "conduct": CONDUCT})

    @cached_property
    def catalogue(self) -> Catalogue:
        made = [Offense.model_validate(COMMON | raw) for raw in self.offenses]
        return Catalogue(made, [Group(id=id, offenses=of) for id, of in self.groups.items()], CONDUCT)

    @cached_property
    def offices_by_id(self) -> dict[str, Office]:
        return {raw["id"]: Office.model_validate(raw) for raw in self.offices}

    @cached_property
    def code_system(self) -> CodeSystem:
        return CodeSystem.model_validate({"system": "made-up", "title": "made up", "codes": self.codes})

    @property
    def ids(self) -> list[str]:
        return [raw["id"] for raw in self.offenses]


def law(chance: Chance) -> Law:
    """A random state."""
    offenses = _offenses(chance)
    ids = [raw["id"] for raw in offenses]
    groups = {name: chance.some(ids[:4], 3) for name in ("group-1", "group-2")}
    offices = [_office("zz-office", chance), _office("zz-other-office", chance)]
    return Law(_facts(chance), offenses, groups, offices, _codes(ids, chance))


def _facts(chance: Chance) -> Raw:
    """The dictionary: which flags have an ordinary value, and what facts say about one another."""
    found: Raw = {name: dict(entry) for name, entry in FACTS.items()}
    found["stage"] = {"type": "enum", "values": list(STAGES), "ordinary": "filed"}
    found["person.age"] |= {"least": "0", "most": "120"}
    found |= {day: {"type": "date"} for day in (*DATES, "pending_on")}
    found |= {fact: {"type": "enum", "values_of": fact.partition(".")[2]} for fact in ENDED}
    for flag in FLAGS:
        if chance.yes():
            found[flag]["ordinary"] = "false"
    for _ in range(chance.number(0, 3)):
        fact, other = chance.shuffled(sorted(VALUES))[:2]
        said = {"when": chance.one_or_some(VALUES[fact]), "then": {other: chance.one_or_some(VALUES[other], 3)}}
        found[fact].setdefault("implies", []).append(said)
    return found


def _offenses(chance: Chance) -> list[Raw]:
    found = []
    for number in range(chance.number(4, 8)):
        raw: Raw = {"id": OFFENSES[number], "conduct": chance.one_or_some(list(CONDUCT))}
        raw["level"] = chance.one(["", *LEVELS])
        raw["confidence"] = chance.weighed({"verified": 3, "partial": 1, "unverified": 1})
        raw["elements"] = {element: chance.one(["yes", "possible"]) for element in ELEMENTS if chance.yes(0.3)}
        if number and chance.yes(0.4):
            raw["part_of"] = chance.one(OFFENSES[:number])
        if chance.yes(0.15):
            raw["needs"] = ["narrative"]
        if chance.yes(0.3):
            raw["in_force"] = _in_force(chance)
        found.append(raw)
    if chance.yes():
        found += _renumbered(found.pop(), chance)
    return found


def _in_force(chance: Chance) -> Raw:
    """First and last day of a text, each perhaps unknown, perhaps known only to the month or year."""
    days = (*DAYS, *VAGUE_DAYS[:4])
    if chance.yes(0.2):
        return {
            "from": chance.one(["2019", "2019-06", "2019-06-01"]),
            "to": chance.one(["2022", "2021-07", "2022-01-31"]),
        }
    return {chance.one(["from", "to"]): chance.one(days)}


def _renumbered(old: Raw, chance: Chance) -> list[Raw]:
    """One offense under two numbers, one after the other."""
    day = chance.one(["2020-12-31", "2021"])
    first = "2021-01-01" if day == "2020-12-31" else chance.one(["2021", "2022-01-01"])
    new = old | {"id": f"{old['id']}-new", "in_force": {"from": first}}
    return [old | {"in_force": {"to": day}, "status": "renumbered", "successor": new["id"]}, new]


def _codes(ids: list[str], chance: Chance) -> list[Raw]:
    """A code table: exact codes, codes of two offenses, codes on which nothing is decided, and broad ones."""
    found = []
    for number in range(chance.number(2, 5)):
        match = chance.weighed({"exact": 4, "ambiguous": 1, "category": 1, "broad": 1})
        for offense in chance.some(ids, 1 if match == "exact" else 2):
            found.append({"code": f"C{number}", "offense": offense, "match": match})
    return found


def _office(id: str, chance: Chance) -> Raw:
    """An office, the charges that it can decide, and who held it."""
    raw: Raw = {"id": id, "name": "made up", "place": chance.one(["zz/east", "zz", "zz"])}
    if chance.yes(0.3):
        raw["decides"] = (
            {"level": chance.some(LEVELS, 3)} if chance.yes() else {"conduct": chance.some(list(CONDUCT), 4)}
        )
        if chance.yes(0.3):
            raw["decides"]["except"] = {"conduct": chance.one(list(CONDUCT))}
    if chance.yes():
        change = chance.one([*DAYS, "2021", "2021-07"])
        raw["holders"] = [
            {"id": "first", "name": "made up", "until": change},
            {"id": "second", "name": "made up", "from": change},
        ]
        if chance.yes(0.2):
            raw["holders"][1]["recorded"] = "2023-06"
    return raw


__all__ = ["CRIMES", "DATES", "ENDED", "PLACES", "STAGES", "VAGUE_DAYS", "VALUES", "Chance", "Law", "law"]
