"""`python -m bench.compare200 [--rules 200] [--seed 1] [--law made-up|us-ny] [--json]`: compare two large policies.

Both are made up from a seed and use what real ones use: scopes over offenses, groups, classes and levels, conditions on
the person, the report, the other charges and the history, exceptions, overrides, readings, lists and open lists. B keeps
half of A's rules, some of them edited. `made-up` is a penal law of 240 offenses, `us-ny` the catalogue of one state. Times
are CPU seconds: the diagrams' comparison, and z3's opinion of it.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from typing import Any

from nolle import verbs
from nolle.analysis import comparison, proof
from nolle.law.charges import Catalogue
from nolle.law.evaluator import Evaluator
from nolle.law.facts import Dictionary
from nolle.law.offense import Group, Offense
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question

Raw = dict[str, Any]
LEVELS = ["violation", "misdemeanor", "misdemeanor", "felony"]
DECISIONS = [*["decline"] * 6, "decline_if", "divert", "divert", "supervisory_approval", "will_prosecute", "unknown"]
CONDITIONS: list[Raw] = [
    {"person.age_on_offense": {"at_least": "18"}}, {"person.age_on_offense": {"at_most": "20"}},
    {"report.role": ["victim", "witness"]}, {"report.made": "true"}, {"report.truthful": "true"},
    {"report.crime": "violent-crimes"}, {"person.coerced": "true"}, {"family_offense": "true"},
    {"imminent_safety_risk": "true"}, {"sign_of_need": "true"}, {"coercion": "false"}, {"minor_involved": "false"},
    {"offense_on": {"after": "2019-01-01"}}, {"stage": ["filed", "pending"]},
    {"charge.third_party_role": ["driver", "security"]}, {"case": {"any": {"level": "felony"}}},
    {"case": {"none": {}}}, {"case": {"every": {"level": "violation"}}}, {"case": {"any": {"listed": "false"}}},
    {"case": {"any": {"conduct": "violence"}}}, {"history": {"of": {"stage": "convicted"}, "within": "P24M", "at_most": "2"}},
    {"history": {"of": {"conduct": "violence", "stage": "convicted"}, "at_least": "1"}},
]  # fmt: skip


def law() -> Catalogue:
    """A made-up penal law: 240 offenses over the classes of the dictionary, in 24 articles."""
    chance = random.Random("law")
    conduct = list(verbs.open_library().dictionary.conduct)
    made = []
    for n in range(240):
        raw: Raw = {"id": f"zz-{n}", "citation": f"§ {n}", "code": "ZZ", "title": "made up", "confidence": "verified"}
        raw |= {"conduct": [conduct[n % len(conduct)]], "level": chance.choice(["", *LEVELS])}
        if chance.random() < 0.2:
            raw["elements"] = {
                chance.choice(["violence", "coercion", "minor_involved"]): chance.choice(["yes", "possible"])
            }
        made.append(Offense.model_validate(raw))
    groups = [Group(id=f"article-{n}", offenses=tuple(f"zz-{10 * n + k}" for k in range(10))) for n in range(24)]
    return Catalogue(made, groups, conduct)


class Writer:
    """Writes policies over one catalogue."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self.chance = random.Random(f"policy {seed}")
        self.offenses, self.groups = sorted(catalogue.offenses), sorted(catalogue.groups)
        self.conduct = list(catalogue.conduct)
        self.ids: list[str] = []

    def policy(self, id: str, rules: list[Raw]) -> Policy:
        lists = {
            "violent-crimes": {"values": ["sexual_assault", "robbery", "assault"], "open": "violence"},
            "street-offenses": {"values": self.offenses[3:9], "open": "quality_of_life"},
        }
        raw = {
            "id": id,
            "title": "made up",
            "kind": "written_memo",
            "text_read": "full",
            "lists": lists,
            "rules": rules,
        }
        return Policy.model_validate(raw)

    def rules(self, number: int) -> list[Raw]:
        self.ids = [f"r{n:03}" for n in range(number)]
        return [self.rule(id) for id in self.ids]

    def rule(self, id: str) -> Raw:
        chance = self.chance
        raw: Raw = {"id": id, "covers": self.scope(), "then": chance.choice(DECISIONS)}
        if chance.random() < 0.35:
            raw["when"] = self.condition()
        if chance.random() < 0.3:
            raw["unless"] = [self.exception(n) for n in range(chance.choice([1, 1, 2]))]
        if chance.random() < 0.15:
            raw["overrides"] = chance.sample(self.ids, 2)
        if chance.random() < 0.04:
            raw["readings"] = [{}, *(self.reading() for _ in range(chance.choice([1, 1, 2])))]
        if chance.random() < 0.1:
            raw["strength"] = "presumptive"
        return raw

    def reading(self) -> Raw:
        """What a disputed point mostly is: under which condition, seldom with which exception or which word."""
        match self.chance.choices(["when", "unless", "then"], [8, 1, 1])[0]:
            case "when":
                return {"when": self.condition()}
            case "unless":
                return {"unless": [self.exception(0)]}
            case _:
                return {"then": self.chance.choice(DECISIONS)}

    def exception(self, number: int) -> Raw:
        raw: Raw = {
            "id": f"e{number}",
            "when": self.condition(),
            "then": self.chance.choice([*DECISIONS, *["not_covered"] * 8]),
        }
        if self.chance.random() < 0.2:
            raw["unless"] = [{"id": "back", "when": self.condition()}]
        return raw

    def condition(self) -> Raw:
        one, two = self.chance.sample(CONDITIONS, 2)
        match self.chance.choice(["one", "one", "all", "any", "not"]):
            case "all":
                return {"all": [one, two]}
            case "any":
                return {"any": [one, two]}
            case "not":
                return {"not": one}
            case _:
                return one

    def scope(self) -> Any:
        chance = self.chance
        match chance.choices(["offense", "group", "conduct", "list"], [70, 12, 15, 3])[0]:
            case "offense":
                raw: Raw = {"offense": chance.sample(self.offenses, chance.choice([1, 1, 2, 3]))}
            case "group":
                raw = {"group": chance.choice(self.groups)}
            case "conduct":
                raw = {"conduct": chance.choice(self.conduct), "level": chance.choice(LEVELS)}
            case _:
                raw = {"offense": "street-offenses"}
        if chance.random() < 0.1:
            raw["except"] = {"level": "felony"}
        if chance.random() < 0.04:
            raw["open"] = {"conduct": chance.choice(self.conduct)}
        return raw

    def edited(self, rules: list[Raw]) -> list[Raw]:
        """Half of the rules kept, some of those edited, the others new."""
        found = []
        for rule in copy.deepcopy(rules):
            if self.chance.random() < 0.5:
                rule = self.rule(rule["id"])
            elif self.chance.random() < 0.3:
                rule["then"] = self.chance.choice(DECISIONS)
            found.append(rule)
        return found


def pair(catalogue: Catalogue, rules: int, seed: int) -> list[Asking]:
    """The two policies, asked as if in force."""
    writer = Writer(catalogue, seed)
    first = writer.rules(rules)
    policies = (writer.policy("zz/a", first), writer.policy("zz/b", writer.edited(first)))
    return [Asking(policy.id, (policy,), {}, True) for policy in policies]


def timed(askings: list[Asking], catalogue: Catalogue, dictionary: Dictionary, z3: bool = True) -> Raw:
    """Seconds of CPU and of the clock, what was found, and whether z3 agrees."""
    kinds = catalogue.anything
    began, wall = time.process_time(), time.perf_counter()
    question = Question(catalogue, dictionary, askings, also=comparison.class_tests(dictionary))
    result = comparison.compare(Evaluator(question), kinds)
    told: Raw = {"cpu": round(time.process_time() - began, 2), "wall": round(time.perf_counter() - wall, 2)}
    told |= {"gaps": len(result.gaps) + len(result.opened), "regions": result.regions}
    if z3:
        began = time.process_time()
        found = [(gap.conduct, gap.kind, gap.left[0], gap.right[0]) for gap in (*result.gaps, *result.opened)]
        opinion = proof.second_opinion(askings, catalogue, dictionary, kinds, found)
        told |= {"z3_cpu": round(time.process_time() - began, 2), "z3": " ".join(opinion.lines()[:3])}
    return told


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.compare200")
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--law", choices=["made-up", "us-ny"], default="made-up")
    parser.add_argument("--no-z3", action="store_true", help="the diagrams alone")
    given = parser.parse_args()
    library = verbs.open_library()
    catalogue = law() if given.law == "made-up" else library.catalogue(given.law)
    askings = pair(catalogue, given.rules, given.seed)
    print(json.dumps(vars(given) | timed(askings, catalogue, library.dictionary, not given.no_z3)))


if __name__ == "__main__":
    main()
