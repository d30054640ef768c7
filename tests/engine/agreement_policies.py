"""Random policies with every construct of the language, and how each is asked, from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from nolle.law.charges import ELEMENTS
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from nolle.terms import EventType, Instrument
from tests.engine.agreement_library import DATES, VAGUE_DAYS, VALUES, Chance, Law
from tests.generated import CONDUCT, CRIMES, DAYS, DECISIONS, FLAGS, LEVELS, LISTS, PLACES, Raw

UNITS = ("charges", "cases", "dates")
WINDOWS = ("P24M", "P12M", "P3Y", "P1Y6M", "P90D", "P1M", "P1D")
DATED = (*DATES, "pending_on")


@dataclass(frozen=True)
class Asked:
    """One or more documents, and how they are asked."""

    policies: tuple[Raw, ...]
    as_if: bool = False
    accept_unverified: bool = False
    known_on: str = ""

    def question(self, law: Law) -> Question:
        """The question anew, so that no two askers share what one of them has worked out."""
        documents = tuple(Policy.model_validate(raw) for raw in self.policies)
        known = date.fromisoformat(self.known_on) if self.known_on else None
        asking = Asking("asked", documents, law.offices_by_id, self.as_if, known)
        return Question(law.catalogue, law.dictionary, [asking], self.accept_unverified)


def asked(law: Law, chance: Chance) -> Asked:
    """A random policy, now and then all documents of an office together."""
    many = chance.number(2, 3) if chance.yes(0.12) else 1
    office = chance.one(law.offices)["id"] if many > 1 else ""
    documents = tuple(_policy(f"zz/made-up-{n}", law, chance, office, 4 if many == 1 else 3) for n in range(many))
    return Asked(
        documents,
        as_if=chance.yes(0.35),
        accept_unverified=chance.yes(0.15),
        known_on=chance.one(["2021-06-30", "2023-12-31"]) if chance.yes(0.1) else "",
    )


# ---------------------------------------------------------------- scopes


def _scope_tests(law: Law, chance: Chance, most: int = 2, lists: bool = True) -> Raw:
    named = ["some-offenses", "open-offenses"] if lists else []
    classes = ["some-classes", "open-classes"] if lists else []
    found: Raw = {}
    for _ in range(chance.number(1, most)):
        key = chance.weighed({"offense": 2, "conduct": 1, "level": 1, "group": 1})
        found[key] = {
            "offense": lambda: chance.one_or_some([*law.ids, *named]),
            "group": lambda: chance.one_or_some(list(law.groups)),
            "conduct": lambda: chance.one_or_some([*CONDUCT, *classes]),
            "level": lambda: chance.one_or_some(LEVELS),
        }[key]()
    return found


def _part(law: Law, chance: Chance, opens: bool = True) -> Raw:
    raw = _scope_tests(law, chance)
    if chance.yes(0.2):
        raw["except"] = _scope_tests(law, chance, 1)
    if opens and chance.yes(0.2):
        raw["open"] = "any" if chance.yes(0.3) else _scope_tests(law, chance, 1)
        if chance.yes(0.3):  # only open: it names no charge at all
            raw = {key: value for key, value in raw.items() if key in ("open", "except")}
    return raw


def _scope(law: Law, chance: Chance, opens: bool = True) -> Any:
    if chance.yes(0.2):
        return [_part(law, chance, opens) for _ in range(chance.number(1, 3))]
    return _part(law, chance, opens)


# ---------------------------------------------------------------- conditions


def _bounds(most: int, chance: Chance) -> Raw:
    low = chance.number(0, most)
    match chance.number(0, 3):
        case 0:
            return {"at_most": str(low)}
        case 1:
            return {"at_least": str(low), "at_most": str(chance.number(low, most))}
        case _:
            return {"at_least": str(low + 1)}


def _of_date(chance: Chance) -> Raw:
    if chance.yes(0.2):
        after, before = sorted(chance.number(0, len(DAYS) - 1) for _ in range(2))
        if after < before:
            return {"after": DAYS[after], "before": DAYS[before]}
    return {chance.one(["before", "after"]): chance.one(DAYS)}


def _of_element(chance: Chance) -> Raw:
    return {chance.one(ELEMENTS): chance.one(["true", "false"])}


def _inner(law: Law, chance: Chance, depth: int = 2) -> Raw:
    """A condition on another charge."""
    kind = chance.weighed({
        "charge": 5, "element": 1, "listed": 1.5, "fact": 2, "both": 2,
        "all": depth / 2, "any": depth / 2, "not": depth / 2,
    })  # fmt: skip
    match kind:
        case "charge":
            return _scope_tests(law, chance)
        case "element":
            return _of_element(chance)
        case "listed":
            return {"listed": chance.one(["true", "false"])}
        case "fact":
            return _inner_fact(chance)
        case "both":
            return _scope_tests(law, chance, 1) | _inner_fact(chance)
        case "not":
            return {"not": _inner(law, chance, depth - 1)}
        case _:
            return {kind: [_inner(law, chance, depth - 1) for _ in range(2)]}


def _inner_fact(chance: Chance) -> Raw:
    kind = chance.weighed({"stage": 4, "flag": 1, "crime": 1, "points": 1, "date": 1, "place": 1, "ended": 1})
    match kind:
        case "stage":
            return {"stage": chance.one_or_some(VALUES["stage"], 3)}
        case "flag":
            return {chance.one(FLAGS): chance.one(["true", "false"])}
        case "crime":
            return {"report.crime": chance.one_or_some([*CRIMES, "crimes"])}
        case "points":
            return {chance.one(["person.points", "person.age"]): _bounds(9, chance)}
        case "date":
            return {chance.one(DATED): _of_date(chance)}
        case "place":
            return {"place": chance.one_or_some(PLACES)}
        case _:
            return _of_ending(chance)


def _of_ending(chance: Chance) -> Raw:
    fact = chance.one(["disposed.conduct", "disposed.level"])
    return {fact: chance.one_or_some(VALUES[fact])}


def _history(law: Law, chance: Chance) -> Raw:
    raw: Raw = {"of": {} if chance.yes(0.1) else _inner(law, chance)} | _bounds(2, chance)
    if chance.yes():
        raw["count"] = chance.one(UNITS)
    if chance.yes(0.4):
        raw["within"] = chance.one(WINDOWS)
    if chance.yes(0.4):
        raw["before"] = chance.one(DATED)
    return raw


def _like(history: Raw, chance: Chance) -> Raw:
    """Another test of the same history: other bounds, another window, or another unit."""
    match chance.number(0, 3):
        case 0:
            return history | {"within": chance.one(WINDOWS)}
        case 1:
            return history | {"count": chance.one(UNITS)}
        case _:
            return {key: v for key, v in history.items() if key not in ("at_least", "at_most")} | _bounds(2, chance)


def _leaf(law: Law, chance: Chance) -> Raw:
    kind = chance.weighed({
        "flag": 3, "role": 1, "crime": 1, "number": 1, "element": 1, "charge": 1, "date": 1, "place": 1, "stage": 1,
        "ended": 0.5, "case": 3, "history": 3,
    })  # fmt: skip
    match kind:
        case "flag":
            return {chance.one(FLAGS): chance.one(["true", "false"])}
        case "role":
            return {"report.role": chance.one_or_some(VALUES["report.role"])}
        case "crime":
            return {"report.crime": chance.one_or_some([*CRIMES, "crimes", "crimes", "more-crimes"])}
        case "number":
            return {chance.one(["person.age", "person.points"]): _bounds(40, chance)}
        case "element":
            return _of_element(chance)
        case "charge":
            return _scope_tests(law, chance, 1)
        case "date":
            return {chance.one(DATED): _of_date(chance)}
        case "place":
            return {"place": chance.one_or_some(PLACES)}
        case "stage":
            return {"stage": chance.one_or_some(VALUES["stage"], 3)}
        case "ended":
            return _of_ending(chance)
        case "case":
            return {"case": {chance.one(["any", "every", "none"]): {} if chance.yes(0.15) else _inner(law, chance)}}
        case _:
            return {"history": _history(law, chance)}


def _condition(pool: list[Raw], chance: Chance, depth: int = 2) -> Raw:
    """A condition made of the leaves in a pool, so that clauses share their facts."""
    kind = chance.weighed({"leaf": 4, "not": 1, "all": 1, "any": 1, "keys": 1, "always": 0.1}) if depth else "leaf"
    match kind:
        case "leaf":
            return dict(chance.one(pool))
        case "not":
            return {"not": _condition(pool, chance, depth - 1)}
        case "always":
            return {}
        case _:
            parts = [_condition(pool, chance, depth - 1) for _ in range(chance.number(1, 3))]
            return {k: v for part in parts for k, v in part.items()} if kind == "keys" else {kind: parts}


# ---------------------------------------------------------------- rules


def _exceptions(pool: list[Raw], others: list[str], chance: Chance, depth: int = 2) -> list[Raw]:
    """Exceptions of one clause; they may silence one another and rules, and have exceptions of their own."""
    ids = [f"e{n}" for n in range(chance.weighed({0: 3, 1: 3, 2: 1.5, 3: 0.5} if depth == 2 else {0: 4, 1: 2, 2: 1}))]
    found = []
    for id in ids:
        raw: Raw = {"id": id}
        if chance.yes(0.85):
            raw["when"] = _condition(pool, chance)
        if chance.yes(0.8):
            raw["then"] = chance.one([*DECISIONS, "not_covered", "not_covered"])
        if depth:
            raw["unless"] = _exceptions(pool, others, chance, depth - 1)
        targets = [other for other in ids if other != id] + others
        if targets and chance.yes(0.2):
            raw["overrides"] = chance.some(targets)
        found.append(raw)
    return found


def _readings(law: Law, pool: list[Raw], rules: list[str], chance: Chance) -> list[Raw]:
    found: list[Raw] = []
    for _ in range(chance.number(1, 3)):
        raw: Raw = {"absent": "true"} if chance.yes(0.15) else {}
        if chance.yes(0.35):
            raw["covers"] = _scope(law, chance)
        if chance.yes(0.35):
            raw["when"] = _condition(pool, chance)
        if chance.yes(0.35):
            raw["unless"] = _exceptions(pool, rules, chance)
        if chance.yes(0.35):
            raw["then"] = chance.one(DECISIONS)
        found.append(raw)
    return found


def _rule(id: str, ids: list[str], law: Law, pool: list[Raw], chance: Chance) -> Raw:
    raw: Raw = {"id": id, "covers": _scope(law, chance), "then": chance.one([*DECISIONS, "decline", "decline"])}
    if chance.yes():
        raw["when"] = _condition(pool, chance)
    raw["unless"] = _exceptions(pool, [*ids, f"{chance.one(ids)}/e0"], chance)
    if len(ids) > 1 and chance.yes(0.25):
        raw["overrides"] = chance.some([other for other in ids if other != id])
    if chance.yes(0.2):
        raw["readings"] = _readings(law, pool, ids, chance)
        if chance.yes(0.25):
            raw |= {"preferred": str(chance.number(1, len(raw["readings"]))), "note": "made up"}
    if chance.yes(0.07):
        raw["confidence"] = "unverified"
    if chance.yes(0.1):
        raw["recorded"] = chance.one(["2021", "2022-03-01", "2024"])
    if chance.yes(0.1):
        raw |= {"strength": "presumptive", "provided": "made up"}
    return raw


# ---------------------------------------------------------------- documents


def _policy(id: str, law: Law, chance: Chance, office: str, most_rules: int) -> Raw:
    """A policy as its document would be written; its conditions are made of few different tests."""
    pool = [_leaf(law, chance) for _ in range(chance.weighed({1: 1, 2: 2, 3: 3, 4: 2, 5: 1, 7: 0.3}))]
    pool += [{"history": _like(leaf["history"], chance)} for leaf in pool if "history" in leaf and chance.yes()]
    ids = [f"r{n}" for n in range(min(most_rules, chance.weighed({1: 2, 2: 3, 3: 2, 4: 1})))]
    raw: Raw = {
        "id": id,
        "title": "made up",
        "kind": chance.weighed({"written_memo": 12, "campaign_promise": 1, "model": 1}),
    }
    if raw["kind"] != Instrument.MODEL and (office or chance.yes(0.7)):
        raw["office"] = office or chance.one(law.offices)["id"]
    raw["governs"] = chance.weighed(
        {"filed_on": 4, "offense_on": 2, "pending": 1, "referred_on": 1, "arrested_on": 1, "disposed_on": 1}
    )
    raw["rules"] = [] if chance.yes(0.02) else [_rule(id, ids, law, pool, chance) for id in ids]
    raw["protections"] = [_promise(n, law, pool, chance) for n in range(chance.weighed({0: 2, 1: 1}))]
    used = {name: named for name, named in LISTS.items() if f"'{name}'" in repr((raw["rules"], raw["protections"]))}
    raw["lists"] = {name: named | _known_values(named, law) for name, named in used.items()}
    raw["events"] = _events(ids if raw["rules"] else [], chance)
    if raw.get("office") and chance.yes(0.4):
        raw["holder"] = "first"
    if chance.yes(0.05):
        raw["recorded"] = chance.one(["2021", "2024"])
    return raw


def _known_values(named: Raw, law: Law) -> Raw:
    """The values of a list of offenses, without those that this catalogue lacks."""
    kept = [value for value in named["values"] if not value.startswith("zz-") or value in law.ids]
    return {"values": kept or [law.ids[0]]}


def _promise(number: int, law: Law, pool: list[Raw], chance: Chance) -> Raw:
    raw: Raw = {"id": f"p{number}", "kind": "no_use_of_information", "holder": _condition(pool, chance)}
    return raw | ({"covers": _scope(law, chance, opens=False)} if chance.yes() else {})


def _events(rules: list[str], chance: Chance) -> list[Raw]:
    """What happened to a document and when, now and then not to the day, to some rules only, or known late."""
    found = []
    for number in range(chance.number(1, 4)):
        kind = "in_effect" if not number and chance.yes() else chance.one(["announced", "in_effect", *EventType])
        day = chance.one(VAGUE_DAYS[:5]) if chance.yes(0.25) else chance.one(["2018-01-01", *DAYS])
        raw: Raw = {"type": str(kind), "on": day}
        if rules and chance.yes(0.2):
            raw["rules"] = chance.some(rules)
        if chance.yes(0.1):
            raw["recorded"] = chance.one(["2021", "2024"])
        found.append(raw)
    return found
