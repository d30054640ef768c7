"""Small made-up dictionaries, catalogues, policies and charges, drawn by Hypothesis.

Documents are drawn as the mappings that a YAML file would hold and go through the types' own validation,
so the parser is part of every case. Every scalar is text, as the reader of documents keeps it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from nolle.dates import ANY_DAY, Span
from nolle.law.charges import ELEMENTS, Catalogue, Kind
from nolle.law.condition import History, Others, dump, walk
from nolle.law.facts import Dictionary
from nolle.law.knowledge import Knowledge, Known, Told, read
from nolle.law.offense import Group, Offense
from nolle.law.places import Office
from nolle.law.policy import Policy, clauses
from nolle.law.question import Asking, Question
from nolle.terms import EventType
from tests.oracle import Oracle

SOAK = bool(os.environ.get("NOLLE_SOAK"))
"""Whether to draw many more cases than a normal run does."""


def examples(number: int) -> int:
    """How many cases to draw: many more in a soak run."""
    return number * 25 if SOAK else number


CONDUCT = {
    "selling": "", "buying": "", "third_party": "", "third_party/place_house": "", "quality_of_life": "",
    "quality_of_life/trespass": "", "violence": "", "other": "",
}  # fmt: skip
LEVELS = ("infraction", "violation", "misdemeanor", "gross_misdemeanor", "felony")
FLAGS = ("flag.a", "flag.b", "flag.c", "flag.d")
CRIMES = ("robbery", "arson", "fraud", "none")
VIOLENT = ("robbery", "arson")
ROLES = ("victim", "witness", "none")
STAGES = ("filed", "convicted", "dismissed")
PLACES = ("zz", "zz/east", "zz/west", "yy")
DAYS = ("2019-06-01", "2020-01-01", "2020-02-29", "2021-07-15", "2022-12-31")
EDGES = ("2020-12-31", "2021-01-01", "2021-07-31")
DECISIONS = ("decline", "decline_if", "divert", "supervisory_approval", "will_prosecute", "not_covered", "unknown")
OFFENSES = tuple(f"zz-{n}" for n in range(1, 9))
FINITE = {"report.role": ROLES, "report.crime": CRIMES, "stage": STAGES} | dict.fromkeys(FLAGS, ("true", "false"))

Raw = dict[str, Any]


class World:
    """A dictionary, a catalogue, and a policy over them; prints as the text that makes it again."""

    def __init__(self, policy: Raw, offenses: list[Raw], groups: Raw, facts: Raw, office: Raw | None = None) -> None:
        self.given = (policy, offenses, groups, facts, office)
        self.policy = Policy.model_validate(policy)
        made = [Offense.model_validate(COMMON | raw) for raw in offenses]
        self.catalogue = Catalogue(made, [Group(id=id, offenses=of) for id, of in groups.items()], CONDUCT)
        every = {name: FACTS.get(name, {}) | facts.get(name, {}) for name in {**FACTS, **facts}}
        self.dictionary = Dictionary.model_validate({"facts": every, "conduct": CONDUCT})
        self.office = Office.model_validate(office) if office and self.policy.office else None

    def question(self, as_if: bool = True, accept_unverified: bool = False) -> Question:
        """The policy asked by itself."""
        offices = {self.office.id: self.office} if self.office else {}
        asking = Asking(self.policy.id, (self.policy,), offices, as_if)
        return Question(self.catalogue, self.dictionary, [asking], accept_unverified)

    def read(self, given: Raw) -> Knowledge:
        return read(given, self.catalogue, self.dictionary)

    def oracle(self, known: Knowledge, as_if: bool = True, accept_unverified: bool = False) -> Oracle:
        return Oracle(self.policy, self.catalogue, self.dictionary, known, self.office, as_if, accept_unverified)

    def with_policy(self, policy: Raw) -> World:
        """The same dictionary and catalogue under another policy."""
        return World(policy, *self.given[1:])

    def __repr__(self) -> str:
        return f"World{self.given!r}"


def some(values: Any, most: int = 2) -> st.SearchStrategy[list[Any]]:
    """A few different values out of some."""
    return st.lists(st.sampled_from(list(values)), min_size=1, max_size=most, unique=True)


def one_or_some(values: Any, most: int = 2) -> st.SearchStrategy[Any]:
    return st.one_of(st.sampled_from(list(values)), some(values, most))


# ---------------------------------------------------------------- dictionary and catalogue


COMMON: Raw = {"citation": "made up", "code": "ZZ", "title": "made up"}
FACTS: Raw = {
    "offense": {"type": "id"}, "group": {"type": "id"}, "conduct": {"type": "enum"},
    "level": {"type": "enum", "ordinary": "misdemeanor"}, "place": {"type": "id"},
    "stage": {"type": "enum", "values": list(STAGES), "ordinary": "filed"},
    "offense_on": {"type": "date"}, "filed_on": {"type": "date"},
    "report.role": {"type": "enum", "values": list(ROLES), "ordinary": "none"},
    "report.crime": {"type": "enum", "values": list(CRIMES), "groups": {"violent": list(VIOLENT)}},
    "person.age": {"type": "int", "ordinary": "30"}, "person.points": {"type": "int"},
    "case.others": {"type": "charges"}, "history": {"type": "int", "ordinary": "0"}, "listed": {"type": "bool"},
    **{element: {"type": "bool", "ordinary": "false", "as_charged": "true"} for element in ELEMENTS},
    **{flag: {"type": "bool"} for flag in FLAGS},
}  # fmt: skip
"""The dictionary of every case; what a case draws is which facts are ordinarily false and what they imply."""


@st.composite
def more_on_facts(draw: Any) -> Raw:
    """Which flags have an ordinary value, and what facts say about one another."""
    found: Raw = {flag: {"ordinary": "false"} for flag in draw(st.sets(st.sampled_from(FLAGS)))}
    for _ in range(draw(st.integers(0, 3))):
        fact, other = draw(st.permutations(sorted(FINITE)))[:2]
        said = {"when": draw(one_or_some(FINITE[fact])), "then": {other: draw(one_or_some(FINITE[other]))}}
        found.setdefault(fact, {}).setdefault("implies", []).append(said)
    return found


@st.composite
def offenses(draw: Any, dated: bool = False) -> list[Raw]:
    found = []
    for number in range(draw(st.integers(3, 8))):
        raw: Raw = {"id": OFFENSES[number], "conduct": draw(one_or_some(CONDUCT))}
        raw["level"] = draw(st.sampled_from(["", *LEVELS]))
        raw["confidence"] = draw(st.sampled_from(["verified", "verified", "verified", "unverified"]))
        elements = draw(st.sets(st.sampled_from(ELEMENTS)))
        raw["elements"] = {element: draw(st.sampled_from(["yes", "possible"])) for element in sorted(elements)}
        if number and draw(st.booleans()):
            raw["part_of"] = draw(st.sampled_from(OFFENSES[:number]))
        if dated and draw(st.integers(0, 3)) == 0:
            raw["in_force"] = {draw(st.sampled_from(["from", "to"])): draw(st.sampled_from(["2020", *DAYS]))}
        found.append(raw)
    return found


@st.composite
def groups(draw: Any) -> Raw:
    return {id: draw(some(OFFENSES[:4], 3)) for id in ("group-1", "group-2")}


# ---------------------------------------------------------------- scopes and conditions

LISTS: Raw = {
    "some-offenses": {"values": ["zz-1", "zz-3"]},
    "some-classes": {"values": ["selling", "third_party"]},
    "crimes": {"values": ["robbery"], "open": "violent"},
    "more-crimes": {"values": ["fraud"]},
    "open-offenses": {"values": ["zz-2"], "open": "quality_of_life"},
    "open-classes": {"values": ["buying"], "open": "third_party"},
}


@st.composite
def scope_tests(draw: Any, most: int = 2, lists: bool = True) -> Raw:
    choices = {
        "offense": one_or_some([*OFFENSES[:4], *(["some-offenses", "open-offenses"] if lists else [])]),
        "group": st.sampled_from(["group-1", "group-2"]),
        "conduct": one_or_some([*CONDUCT, *(["some-classes", "open-classes"] if lists else [])]),
        "level": one_or_some(LEVELS),
    }
    keys = draw(
        st.lists(st.sampled_from(["offense", "offense", "conduct", "level", "group"]), min_size=1, max_size=most)
    )
    return {key: draw(choices[key]) for key in dict.fromkeys(keys)}


@st.composite
def scope_parts(draw: Any, opens: bool = True, lists: bool = True) -> Raw:
    raw = draw(scope_tests(2, lists))
    if draw(st.integers(0, 4)) == 0:
        raw["except"] = draw(scope_tests(1, lists))
    if opens and draw(st.integers(0, 4)) == 0:
        raw["open"] = draw(st.one_of(st.just("any"), scope_tests(1)))
        if draw(st.booleans()):
            raw = {key: value for key, value in raw.items() if key in ("open", "except")}
    return raw


def scopes(opens: bool = True) -> st.SearchStrategy[Any]:
    part = scope_parts(opens)
    return st.one_of(part, part, st.lists(part, min_size=1, max_size=2))


@st.composite
def inner(draw: Any, listed: bool = True) -> Raw:
    """A condition on another charge."""
    kind = draw(st.integers(0, 9))
    if kind <= 4:
        return draw(scope_tests())
    if kind == 5:
        return {draw(st.sampled_from(ELEMENTS)): draw(st.sampled_from(["true", "false"]))}
    if kind == 6 and listed:
        return {"listed": draw(st.sampled_from(["true", "false"]))}
    if kind == 7:
        return {draw(st.sampled_from(["all", "any"])): [draw(inner()), draw(inner())]}
    if kind == 8:
        return {"not": draw(inner())}
    free = draw(
        st.one_of(
            st.fixed_dictionaries({"stage": one_or_some(STAGES)}),
            st.fixed_dictionaries({"stage": st.sampled_from(STAGES)}),
            st.fixed_dictionaries({"report.crime": one_or_some([*CRIMES, "crimes"])}),
            st.fixed_dictionaries({"person.points": bounds(9)}),
            st.fixed_dictionaries({"filed_on": st.fixed_dictionaries({"before": st.sampled_from(DAYS)})}),
        )
    )
    return draw(st.one_of(st.just(free), scope_tests(1).map(lambda raw: raw | free)))


@st.composite
def bounds(draw: Any, most: int) -> Raw:
    low = draw(st.integers(0, most))
    pick = draw(st.integers(0, 3))
    if pick == 3:
        return {"at_least": str(low), "at_most": str(draw(st.integers(low, most)))}
    return {"at_most": str(low)} if pick == 2 else {"at_least": str(low + 1)}


@st.composite
def histories(draw: Any) -> Raw:
    raw: Raw = {"of": draw(inner())} | draw(bounds(2))
    if draw(st.integers(0, 2)) == 0:
        raw["count"] = draw(st.sampled_from(["charges", "cases", "dates"]))
    if draw(st.integers(0, 2)) == 0:
        raw["within"] = draw(st.sampled_from(["P24M", "P12M", "P3Y"]))
    if draw(st.integers(0, 2)) == 0:
        raw["before"] = draw(st.sampled_from(["offense_on", "filed_on"]))
    return raw


@st.composite
def like(draw: Any, history: Raw) -> Raw:
    """Another test of the same history: other bounds, or another window."""
    if draw(st.booleans()):
        return {key: value for key, value in history.items() if key not in ("at_least", "at_most")} | draw(bounds(2))
    return history | {"within": draw(st.sampled_from(["P24M", "P12M", "P3Y"]))}


@st.composite
def leaves(draw: Any) -> Raw:
    kind = draw(st.integers(0, 11))
    if kind <= 2:
        return {draw(st.sampled_from(FLAGS)): draw(st.sampled_from(["true", "false"]))}
    if kind == 3:
        return {"report.role": draw(one_or_some(ROLES))}
    if kind == 4:
        return {"report.crime": draw(one_or_some([*CRIMES, "crimes", "crimes", "more-crimes"]))}
    if kind == 5:
        return {draw(st.sampled_from(["person.age", "person.points"])): draw(bounds(40))}
    if kind == 6:
        return {draw(st.sampled_from(ELEMENTS)): draw(st.sampled_from(["true", "false"]))}
    if kind == 7:
        return draw(scope_tests(1))
    if kind == 8:
        return draw(st.one_of(
            st.fixed_dictionaries({"offense_on": st.fixed_dictionaries({}, optional={
                "before": st.sampled_from(DAYS), "after": st.sampled_from(DAYS)})}).filter(lambda r: r["offense_on"]),
            st.fixed_dictionaries({"place": one_or_some(PLACES)})))  # fmt: skip
    if kind <= 10:
        quantifier = draw(st.sampled_from(["any", "every", "none"]))
        return {"case": {quantifier: draw(st.one_of(st.just({}), inner(), inner(), inner()))}}
    return {"history": draw(histories())}


@st.composite
def conditions(draw: Any, pool: list[Raw], depth: int = 2) -> Raw:
    """A condition made of the leaves in a pool, so that clauses share their facts."""
    kind = draw(st.integers(0, 7)) if depth else 0
    if kind <= 3:
        return draw(st.sampled_from(pool))
    if kind == 4:
        return {"not": draw(conditions(pool, depth - 1))}
    parts = draw(st.lists(conditions(pool, depth - 1), min_size=1, max_size=3))
    if kind == 7:  # several keys of one mapping hold together
        return {key: value for part in parts for key, value in part.items()}
    return {"all" if kind == 5 else "any": parts}


# ---------------------------------------------------------------- policies


@st.composite
def exceptions(draw: Any, pool: list[Raw], rules: list[str], depth: int = 2) -> list[Raw]:
    """Exceptions of one clause; they may silence one another and rules, and have exceptions of their own."""
    number = draw(st.sampled_from([0, 0, 1, 1, 2, 3] if depth == 2 else [0, 0, 0, 1, 2]))
    ids = [f"e{n}" for n in range(number)]
    found = []
    for id in ids:
        raw: Raw = {"id": id}
        if draw(st.integers(0, 5)):
            raw["when"] = draw(conditions(pool))
        if draw(st.integers(0, 4)):
            raw["then"] = draw(st.sampled_from([*DECISIONS, "not_covered", "not_covered"]))
        if depth:
            raw["unless"] = draw(exceptions(pool, rules, depth - 1))
        targets = [other for other in ids if other != id] + rules
        if targets and draw(st.integers(0, 4)) == 0:
            raw["overrides"] = draw(some(targets))
        found.append(raw)
    return found


@st.composite
def readings(draw: Any, pool: list[Raw], rules: list[str], opens: bool) -> list[Raw]:
    found: list[Raw] = []
    for _ in range(draw(st.integers(1, 3))):
        raw: Raw = {}
        if draw(st.integers(0, 5)) == 0:
            raw["absent"] = "true"
        if draw(st.integers(0, 2)) == 0:
            raw["covers"] = draw(scopes(opens))
        if draw(st.integers(0, 2)) == 0:
            raw["when"] = draw(conditions(pool))
        if draw(st.integers(0, 2)) == 0:
            raw["unless"] = draw(exceptions(pool, rules))
        if draw(st.integers(0, 2)) == 0:
            raw["then"] = draw(st.sampled_from(DECISIONS))
        found.append(raw)
    return found


@st.composite
def policy_mappings(draw: Any, facts: int = 6) -> Raw:
    """A policy as its document would be written; its conditions are made of at most `facts` different tests."""
    pool = draw(st.lists(leaves(), min_size=1, max_size=facts))
    pool += [{"history": draw(like(leaf["history"]))} for leaf in pool if "history" in leaf]
    ids = [f"r{n}" for n in range(draw(st.integers(1, 4)))]
    rules = []
    for id in ids:
        raw: Raw = {
            "id": id,
            "covers": draw(scopes()),
            "then": draw(st.sampled_from([*DECISIONS, "decline", "decline"])),
        }
        if draw(st.booleans()):
            raw["when"] = draw(conditions(pool))
        raw["unless"] = draw(exceptions(pool, ids))
        if len(ids) > 1 and draw(st.integers(0, 3)) == 0:
            raw["overrides"] = draw(some([other for other in ids if other != id]))
        if draw(st.integers(0, 3)) == 0:
            raw["readings"] = draw(readings(pool, ids, True))
            if draw(st.integers(0, 3)) == 0:
                raw["preferred"] = str(draw(st.integers(1, len(raw["readings"]))))
                raw["note"] = "made up"
        if draw(st.integers(0, 9)) == 0:
            raw["confidence"] = "unverified"
        rules.append(raw)
    protections = [
        {"id": f"p{n}", "kind": "no_use_of_information", "holder": draw(conditions(pool))}
        | ({"covers": draw(scopes(False))} if draw(st.booleans()) else {})
        for n in range(draw(st.integers(0, 1)))
    ]
    used = {name: named for name, named in LISTS.items() if f"'{name}'" in repr((rules, protections))}
    raw = {"id": "zz/made-up", "title": "made up", "kind": "written_memo", "lists": used, "rules": rules}
    raw["events"] = [{"type": "in_effect", "on": "2020-01-01"}]
    if protections:
        raw["protections"] = protections
    return raw


@st.composite
def events(draw: Any, rules: list[str]) -> list[Raw]:
    """What happened to a document and when, now and then not to the day, now and then to some rules only."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["announced", "in_effect", "in_effect", *EventType]))
        raw: Raw = {"type": str(kind), "on": draw(st.sampled_from([*DAYS, *DAYS, "2020", "2021-07", "../2020-02-29"]))}
        if draw(st.integers(0, 3)) == 0:
            raw["rules"] = draw(some(rules))
        found.append(raw)
    return found


@st.composite
def offices(draw: Any) -> Raw:
    """An office, the charges that it can decide, and who held it."""
    raw: Raw = {"id": "zz-office", "name": "made up", "place": draw(st.sampled_from(["zz/east", "zz"]))}
    if draw(st.integers(0, 3)) == 0:
        raw["decides"] = draw(scope_parts(opens=False, lists=False))
    if draw(st.booleans()):
        change = draw(st.sampled_from([*DAYS, "2021", "2021-07"]))
        raw["holders"] = [
            {"id": "first", "name": "made up", "until": change},
            {"id": "second", "name": "made up", "from": change},
        ]
    return raw


@st.composite
def worlds(draw: Any, facts: int = 6, dated: bool = False) -> World:
    """A policy with its dictionary and catalogue; `dated` gives it an office, events and dated offenses too."""
    policy = draw(policy_mappings(facts))
    office = None
    if dated:
        office = draw(offices())
        governs = draw(st.sampled_from(["filed_on", "filed_on", "offense_on"]))
        policy |= {
            "office": office["id"],
            "governs": governs,
            "events": draw(events([r["id"] for r in policy["rules"]])),
        }
        if draw(st.booleans()):
            policy["holder"] = "first"
    return World(policy, draw(offenses(dated)), draw(groups()), draw(more_on_facts()), office)


# ---------------------------------------------------------------- charges


def looks(policy: Policy) -> list[Others | History]:
    """The case and history tests of a policy."""
    found = [clause.when for rule in policy.rules for _, clause in clauses(rule)]
    found += [reading.when for rule in policy.rules for reading in rule.readings if reading.when is not None]
    found += [protection.holder for protection in policy.protections]
    every = [part for condition in found for part in walk(condition)]
    return list(dict.fromkeys(part for part in every if isinstance(part, Others | History)))


@st.composite
def charge_facts(draw: Any, catalogue: Catalogue) -> Raw:
    """What is said of offense, conduct, level and elements; what is left out is unknown."""
    raw: Raw = {}
    if draw(st.integers(0, 3)):
        raw["offense"] = draw(one_or_some(catalogue.offenses))
    if draw(st.integers(0, 4)) == 0:
        raw["conduct"] = draw(one_or_some(CONDUCT))
    if draw(st.integers(0, 2)) == 0:
        raw["level"] = draw(one_or_some(LEVELS))
    for element in ELEMENTS:
        if draw(st.integers(0, 5)) == 0:
            raw[element] = draw(one_or_some(["true", "false"]))
    return raw


@st.composite
def plain_facts(draw: Any) -> Raw:
    raw: Raw = {}
    for fact, values in FINITE.items():
        pick = draw(st.integers(0, 3))
        if pick < 3:
            raw[fact] = draw(some(values, 3) if pick == 2 else st.sampled_from(values))
    number = st.integers(0, 45).map(str)
    for fact in ("person.age", "person.points"):
        if draw(st.booleans()):
            raw[fact] = draw(st.one_of(number, st.lists(number, min_size=2, max_size=2)))
    for fact in ("offense_on", "filed_on"):
        if draw(st.booleans()):
            raw[fact] = draw(
                st.sampled_from([*DAYS, *EDGES, "2018-01-01", "2020", "2020-02", "../2020-02-28", "2021-07-15/.."])
            )
    if draw(st.booleans()):
        raw["place"] = draw(one_or_some(["zz/east", "zz/west", "yy", "zz", "xx"]))
    return raw


@st.composite
def told(draw: Any, policy: Policy) -> list[Raw]:
    """What is known of some of the counts that a policy asks for."""
    found = []
    for look in looks(policy):
        if isinstance(look, History) and draw(st.booleans()):
            low = draw(st.integers(0, 3))
            high = draw(st.one_of(st.just(".."), st.integers(low, 4).map(str)))
            entry: Raw = {"of": dump(look.of), "n": draw(st.sampled_from([str(low), [str(low), high]]))}
            found.append(entry | ({"count": look.count} if draw(st.booleans()) else {}))
    return found


@st.composite
def givens(draw: Any, world: World, ordinary: bool = True) -> Raw:
    """What is known of a charge, as an example or a command line would give it."""
    raw = draw(charge_facts(world.catalogue)) | draw(plain_facts())
    if draw(st.integers(0, 2)):
        raw["case.others"] = draw(others(world.catalogue))
    raw["history"] = draw(told(world.policy))
    if ordinary and draw(st.integers(0, 3)) == 0:
        raw["otherwise"] = "ordinary"
    return raw


@st.composite
def others(draw: Any, catalogue: Catalogue) -> Any:
    """The other charges: none, unknown, or some, known in part, of a list that is complete or not."""
    known = draw(st.lists(other_charges(catalogue), max_size=2))
    if not known:
        return draw(st.sampled_from(["none", "unknown"]))
    return [*known, "unknown"] if draw(st.booleans()) else known


@st.composite
def other_charges(draw: Any, catalogue: Catalogue) -> Raw:
    raw = draw(charge_facts(catalogue))
    for fact, values in (
        ("stage", one_or_some(STAGES)),
        ("report.crime", one_or_some(CRIMES)),
        ("person.points", st.integers(0, 9).map(str)),
        ("filed_on", st.sampled_from(["2020", *DAYS])),
    ):
        if draw(st.booleans()):
            raw[fact] = draw(values)
    if draw(st.integers(0, 5)) == 0:
        raw["otherwise"] = "ordinary"
    return raw


# ---------------------------------------------------------------- learning


def _fewer(draw: Any, kinds: frozenset[Kind]) -> frozenset[Kind]:
    """The kinds that are like one of them in some respects."""
    one = draw(st.sampled_from(sorted(kinds)))
    alike = [Kind._fields.index(name) for name in draw(some(Kind._fields, 4))]
    return frozenset(kind for kind in kinds if all(kind[at] == one[at] for at in alike))


def _narrower(draw: Any, known: Known | None, fact: str) -> Known:
    """Some of what a fact may be."""
    if fact in FINITE or fact == "place":
        every = sorted(known if isinstance(known, frozenset) else FINITE.get(fact, PLACES))
        return frozenset(draw(some(every, len(every))))
    if fact in ("offense_on", "filed_on"):
        span = known if isinstance(known, Span) else ANY_DAY
        days = sorted({day for day in map(date.fromisoformat, DAYS) if span.first <= day <= span.last} | {span.first})
        day = draw(st.sampled_from(days))
        return draw(st.sampled_from([Span(day, day), Span(day, span.last)]))
    low, high = known if isinstance(known, tuple) else (0, 45)
    low = draw(st.integers(low, high))
    return low, draw(st.integers(low, high))


@st.composite
def learned(draw: Any, world: World, known: Knowledge) -> Knowledge:
    """The same charge when more is known of it; fact by fact this agrees with what was known."""
    facts = dict(known.facts)
    for fact in draw(some([*FINITE, "person.age", "person.points", "offense_on", "filed_on", "place"], 4)):
        facts[fact] = _narrower(draw, known.facts.get(fact), fact)
    others = tuple(replace(o, kinds=_fewer(draw, o.kinds)) if draw(st.booleans()) else o for o in known.others)
    if not known.others_complete and draw(st.booleans()):
        others += (world.read(draw(other_charges(world.catalogue))),)
    history = []
    for entry in known.history:
        low = draw(st.integers(entry.low, min(entry.high, entry.low + 3)))
        history.append(replace(entry, low=low, high=draw(st.integers(low, min(entry.high, low + 3)))))
    asked = [look for look in looks(world.policy) if isinstance(look, History)]
    new = [look for look in asked if all(entry.of != look.of for entry in history)]
    if new and not known.ordinary and draw(st.booleans()):  # an ordinary charge has none: that is known
        history.append(Told(draw(st.sampled_from(new)).of, 1, draw(st.integers(1, 3))))
    return replace(
        known,
        kinds=_fewer(draw, known.kinds) if draw(st.booleans()) else known.kinds,
        facts=facts,
        others=others,
        others_complete=known.others_complete or draw(st.booleans()),
        history=tuple(history),
    )
