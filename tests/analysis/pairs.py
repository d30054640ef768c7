"""Random pairs of askings over one made-up law, from one seed: strangers, a document and its edit, or shared documents."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nolle.analysis.comparison import class_tests, compare
from nolle.analysis.proof import occurring
from nolle.law.charges import Catalogue
from nolle.law.evaluator import Evaluator
from nolle.law.facts import Dictionary
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from tests.analysis.enumeration import Enumeration, Occurs
from tests.engine.agreement_library import Chance, Law, law
from tests.engine.agreement_policies import _condition, _leaf, _policy, _scope
from tests.generated import DECISIONS, Raw

MOST = 12_000
"""Ways to complete and to choose that plain enumeration goes through for one pair."""


@dataclass(frozen=True)
class Pair:
    """Two askings and the law in which they are asked."""

    law: Law
    left: tuple[Raw, ...]
    right: tuple[Raw, ...]

    @property
    def catalogue(self) -> Catalogue:
        return self.law.catalogue

    @property
    def dictionary(self) -> Dictionary:
        return self.law.dictionary

    @property
    def askings(self) -> list[Asking]:
        documents = {raw["id"]: Policy.model_validate(raw) for raw in (*self.left, *self.right)}
        offices: dict[str, Office] = self.law.offices_by_id
        return [
            Asking(name, tuple(documents[raw["id"]] for raw in side), offices, True)
            for name, side in (("a", self.left), ("b", self.right))
        ]

    def by_diagrams(self) -> set[Occurs]:
        question = Question(self.catalogue, self.dictionary, self.askings, also=class_tests(self.dictionary))
        result = compare(Evaluator(question), self.catalogue.anything)
        return {(g.conduct, g.kind.value, g.left[0], g.right[0]) for g in (*result.gaps, *result.opened)}

    def by_z3(self) -> set[Occurs]:
        found = occurring(self.askings, self.catalogue, self.dictionary, self.catalogue.anything)
        return {(f.conduct, f.kind.value, f.left.value, f.right.value) for f in found}

    def by_all(self, most: int = MOST) -> dict[str, set[Occurs]]:
        """What each method finds; plain enumeration only where there is not too much to write out."""
        told = {"diagrams": self.by_diagrams(), "z3": self.by_z3()}
        slow = Enumeration(self.askings, self.catalogue, self.dictionary, self.catalogue.anything)
        return told | ({"enumeration": slow.gaps()} if slow.is_small(most) else {})


def pair(*seed: object) -> Pair:
    """The pair of a seed."""
    chance = Chance("pairs", *seed)
    made = law(chance)
    match chance.weighed({"strangers": 4, "edited": 3, "shared": 1, "office": 1}):
        case "strangers":
            return Pair(made, (_one("a", made, chance),), (_one("b", made, chance),))
        case "edited":
            one = _one("a", made, chance)
            other = _edited(one | {"id": "zz/b"}, made, chance)
            return Pair(made, (one,), (other,)) if chance.yes() else Pair(made, (other,), (one,))
        case "shared":
            one, two, three = (_one(name, made, chance, 2) for name in "abc")
            return Pair(made, (one, two), (two, three))
        case _:
            one, two = (_one(name, made, chance, 2) for name in "ab")
            return Pair(made, (one, two), (two,)) if chance.yes() else Pair(made, (one,), (one, two))


def _one(name: str, made: Law, chance: Chance, most: int = 3) -> Raw:
    raw = _policy(f"zz/{name}", made, chance, "", most)
    for rule in raw["rules"]:
        _lift(rule, chance)
    return {key: value for key, value in raw.items() if key not in ("protections", "recorded")} | {"protections": []}


def _lift(clause: Raw, chance: Chance) -> None:
    """Now and then a clause is a presumption; no clause was recorded late."""
    clause.pop("recorded", None)
    if chance.yes(0.15):
        clause |= {"strength": "presumptive"}
    for inner in (*clause.get("unless", ()), *(e for r in clause.get("readings", ()) for e in r.get("unless", ()))):
        _lift(inner, chance)


def _edited(raw: Raw, made: Law, chance: Chance) -> Raw:
    """The document with one or two things changed."""
    raw = copy.deepcopy(raw)
    for _ in range(chance.number(1, 2)):
        if not raw["rules"]:
            break
        rule = chance.one(raw["rules"])
        match chance.number(0, 5):
            case 0:
                rule["then"] = chance.one(DECISIONS)
            case 1:
                rule["covers"] = _scope_known(raw, made, chance)
            case 2:
                rule["when"] = _condition([_leaf_known(raw, made, chance)], chance)
            case 3:
                rule["unless"] = []
            case 4:
                raw["rules"] = [one for one in raw["rules"] if one is not rule] or raw["rules"]
            case _:
                for key in ("readings", "preferred", "note"):
                    rule.pop(key, None)
    return raw


def _scope_known(raw: Raw, made: Law, chance: Chance) -> Any:
    return _until_known(raw, lambda: _scope(made, chance))


def _leaf_known(raw: Raw, made: Law, chance: Chance) -> Raw:
    found: Raw = _until_known(raw, lambda: _leaf(made, chance))
    return found


def _until_known(raw: Raw, draw: Any) -> Any:
    """What is drawn, once it names no list that the document lacks."""
    names = ("some-offenses", "some-classes", "crimes", "more-crimes", "open-offenses", "open-classes")
    while True:
        found = draw()
        if not any(f"'{name}'" in repr(found) for name in names if name not in raw["lists"]):
            return found


def differences(told: Mapping[str, set[Occurs]]) -> list[str]:
    """The gaps that not every method found, in words."""
    return [
        f"{found}: found by {[name for name, gaps in told.items() if found in gaps]} of {list(told)}"
        for found in sorted(set().union(*told.values()))
        if not all(found in gaps for gaps in told.values())
    ]
