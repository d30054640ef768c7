"""One document read slowly: what its clauses say of one completion, once every choice of the text is made.

Part of the oracle. Nothing here is shared with the evaluator but the types of documents and the timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from nolle.dates import next_day
from nolle.law import timeline
from nolle.law.charges import ELEMENTS, Catalogue, Kind
from nolle.law.condition import All, Any_, Between, Condition, History, Listed, Not, OneOf, Others, When, walk
from nolle.law.facts import Dictionary
from nolle.law.places import Office
from nolle.law.policy import Exception_, Policy, Reading, Rule
from nolle.law.scope import Scope
from nolle.terms import Confidence, Decision

TRIPLE = ("offense", "group", "conduct", "level")
ON_THE_CHARGE = (*TRIPLE, *ELEMENTS)

Chosen = Mapping[tuple[str, str, str], int]
"""What the text leaves open, decided: the reading of a rule, whether an open rule or list reaches further."""

Said = tuple[str, str, str, Decision]
"""One answer: the document, the rule, the clause by its path, and what it says."""


class Text:
    """One policy document, as it is asked and as known on a day."""

    def __init__(
        self,
        policy: Policy,
        office: Office | None,
        catalogue: Catalogue,
        dictionary: Dictionary,
        as_if: bool = True,
        accept_unverified: bool = False,
        known_on: date | None = None,
    ) -> None:
        self.policy, self.office, self.known_on = policy, office, known_on
        self.catalogue, self.dictionary = catalogue, dictionary
        self.as_if, self.accept_unverified = as_if or policy.is_model, accept_unverified

    @property
    def id(self) -> str:
        return self.policy.id

    # ------------------------------------------------------------ what the text leaves open

    @property
    def is_known(self) -> bool:
        """Whether anything of the document had been recorded."""
        return self.policy.is_model or timeline.known(self.policy.recorded, self.known_on)

    @cached_property
    def written(self) -> list[Rule]:
        """The rules that are known: those recorded later are left out."""
        return [rule for rule in self.policy.rules if timeline.known(rule.recorded, self.known_on)]

    @cached_property
    def choices(self) -> dict[tuple[str, str, str], int]:
        """Every choice of the text and how many ways it can go."""
        found = {}
        for rule in self.written:
            versions = self.versions(rule)
            if len(versions) > 1:
                found["reading", self.id, rule.id] = len(versions)
            if any(version and version.covers.bound is not None for version in versions):
                found["open", self.id, rule.id] = 2
        return found | {("list", self.id, name): 2 for name, named in self.policy.lists.items() if named.open}

    def versions(self, rule: Rule) -> list[Rule | None]:
        """The rule as each reading that counts has it; None where it is absent."""
        if rule.confidence is Confidence.UNVERIFIED and not self.accept_unverified:
            return [Rule(id=rule.id, covers=rule.covers, then=Decision.UNKNOWN)]
        if not rule.readings:
            return [rule]
        counting = rule.readings if rule.preferred is None else [rule.readings[rule.preferred - 1]]
        return [None if reading.absent else _read(rule, reading) for reading in counting]

    def rules(self, chosen: Chosen) -> list[Rule]:
        """The rules under these readings."""
        picked = [self.versions(rule)[chosen.get(("reading", self.id, rule.id), 0)] for rule in self.written]
        return [rule for rule in picked if rule]

    @cached_property
    def all_versions(self) -> list[Rule]:
        return [version for rule in self.written for version in self.versions(rule) if version]

    # ------------------------------------------------------------ everything that is asked

    @cached_property
    def conditions(self) -> list[Condition]:
        """Every condition of the document outside `covers`."""
        found: list[Condition] = [protection.holder for protection in self.policy.protections]
        for rule in self.all_versions:
            found += [clause.when for clause in _clauses(rule)]
        return found

    @cached_property
    def looks(self) -> list[Others | History]:
        every = [part for condition in self.conditions for part in walk(condition)]
        return list(dict.fromkeys(self.dated(part) for part in every if isinstance(part, Others | History)))

    def dated(self, look: Others | History) -> Others | History:
        """A count without a date of its own goes back from the governing date."""
        return replace(look, before=look.before or self.policy.governs) if isinstance(look, History) else look

    @cached_property
    def scope_tests(self) -> list[OneOf]:
        scopes = [rule.covers for rule in self.all_versions]
        scopes += [protection.covers for protection in self.policy.protections if protection.covers]
        scopes += [self.office.decides] if self.office and self.office.decides else []
        return [test for scope in scopes for test in _tests_in(scope)]

    @cached_property
    def turns(self) -> list[date]:
        """Days on which the status of the document may change, and more."""
        if self.as_if:
            return []
        spans = [event.span for event in self.policy.events]
        spans += [holder.until for holder in (self.office.holders if self.office else ()) if holder.until]
        edges = {edge for span in spans for edge in (span.first, span.last)}
        return sorted(edges | {next_day(edge) for edge in edges})

    def options(self, day: date) -> tuple[tuple[timeline.Active, timeline.Active], ...]:
        """The rules in force on a day: for each way that dates may fall, if the status holds and if it has ended."""
        return timeline.status(self.policy, self.office, day, self.known_on).options

    # ------------------------------------------------------------ tests of one charge

    def on_charge(self, test: OneOf, kind: Kind, chosen: Chosen) -> bool:
        """A test of offense, group, conduct, level or of what the charge alleges."""
        return self.meets(test.fact, *self.members(test.values, chosen), kind)

    def meets(self, fact: str, values: Iterable[str], opened: Iterable[str], kind: Kind) -> bool:
        """The same with lists written out, and the classes that their open ends reach."""
        if any(lies_in(kind.conduct, wider) for wider in opened):
            return True
        if fact == "offense":
            return any(id in values for id in self._chain(kind.offense))
        if fact == "group":
            return any(id in self.catalogue.groups.get(name, ()) for name in values for id in self._chain(kind.offense))
        if fact == "conduct":
            return any(lies_in(kind.conduct, wider) for wider in values)
        if fact == "level":
            kinds = {kind.level.value} | ({"misdemeanor"} if kind.level.value == "gross_misdemeanor" else set())
            return bool(kinds & set(values))
        return str(getattr(kind, fact)).lower() in values

    def _chain(self, offense: str) -> list[str]:
        """The offense, what it is part of, and so on."""
        chain = []
        while offense and offense not in chain:
            chain.append(offense)
            offense = self.catalogue.offenses[offense].part_of if offense in self.catalogue.offenses else ""
        return chain

    def members(self, values: Iterable[str], chosen: Chosen) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Values with named lists written out, and the classes that their open ends reach, as chosen."""
        members: list[str] = []
        opened: list[str] = []
        for value in values:
            named = self.policy.lists.get(value)
            members += named.values if named else [value]
            if named and named.open and chosen["list", self.id, value]:
                opened.append(named.open)
        return tuple(members), tuple(opened)

    def plain(self, test: OneOf | Between | When, chosen: Chosen) -> OneOf | Between | When:
        """A test of a fact that is not the charge, with its lists written out."""
        if not isinstance(test, OneOf):
            return test
        members, opened = self.members(test.values, chosen)
        groups = self.dictionary.facts[test.fact].groups
        reached = {value for name in opened for value in groups.get(name, ())}
        return OneOf(test.fact, tuple(sorted({*members, *reached})))

    def names(self, scope: Scope, kind: Kind, chosen: Chosen) -> bool:
        """Whether the scope names the charge, apart from what it leaves open."""
        return any(
            (bool(part.tests) or not (part.open or part.open_to_any))
            and all(self.on_charge(test, kind, chosen) for test in part.tests)
            and not (part.unless and self.names(part.unless, kind, chosen))
            for part in scope.parts
        )

    def _bounds(self, scope: Scope, kind: Kind, chosen: Chosen) -> bool:
        """Whether the charge lies in the bound of what the scope leaves open."""
        return any(
            (part.open_to_any or (part.open is not None and self.names(part.open, kind, chosen)))
            and not (part.unless and self.names(part.unless, kind, chosen))
            for part in scope.parts
        )

    def _power(self, kind: Kind, chosen: Chosen) -> bool:
        decides = self.office.decides if self.office else None
        return decides is None or self.names(decides, kind, chosen)

    def _listed(self, kind: Kind, chosen: Chosen) -> bool:
        declining = [rule for rule in self.rules(chosen) if rule.then in (Decision.DECLINE, Decision.DECLINE_IF)]
        return self._power(kind, chosen) and any(self.names(rule.covers, kind, chosen) for rule in declining)

    def true(self, condition: Condition, kind: Kind, chosen: Chosen, fact: Any, test: Any = None) -> bool:
        """A condition of a charge; `fact` answers its plain tests, `test` its case and history tests."""
        match condition:
            case All(parts):
                return all(self.true(part, kind, chosen, fact, test) for part in parts)
            case Any_(parts):
                return any(self.true(part, kind, chosen, fact, test) for part in parts)
            case Not(part):
                return not self.true(part, kind, chosen, fact, test)
            case Listed(value):
                return self._listed(kind, chosen) == value
            case OneOf(fact=name) if name in ON_THE_CHARGE:
                return self.on_charge(condition, kind, chosen)
            case OneOf() | Between() | When():
                return bool(fact(self.plain(condition, chosen)))
            case Others() | History():
                return bool(test(self.dated(condition)))

    # ------------------------------------------------------------ what is said

    def said(
        self, kind: Kind, place: str, chosen: Chosen, active: frozenset[str], fact: Any, test: Any
    ) -> list[Said]:  # fmt: skip
        """What the clauses say that are heard, while these rules are in force."""
        rules = [rule for rule in self.rules(chosen) if rule.id in active]
        covering = [rule for rule in rules if self._covers(rule, rules, kind, place, chosen)]

        def holds(condition: Condition) -> bool:
            return self.true(condition, kind, chosen, fact, test)

        applying = [
            found for rule in covering if holds(rule.when) for found in _applying(rule, rule.id, (), holds)
        ]  # fmt: skip
        silenced = {path for found in applying for path in _silenced(found)}
        paths = {path for path, _, _ in applying} - silenced
        return [
            (self.id, rule.id, path, decision)
            for rule in covering if rule.id in paths
            for path, decision in _says(rule, rule, rule.id, paths)
        ]  # fmt: skip

    def _covers(self, rule: Rule, rules: list[Rule], kind: Kind, place: str, chosen: Chosen) -> bool:
        if not self._power(kind, chosen) or not self._in_place(place):
            return False
        if self.names(rule.covers, kind, chosen):
            return True
        arguable = self._bounds(rule.covers, kind, chosen)
        arguable = arguable and not any(self.names(other.covers, kind, chosen) for other in rules)
        return arguable and bool(chosen["open", self.id, rule.id])

    def _in_place(self, place: str) -> bool:
        return self.as_if or not self.office or not self.office.place or lies_in(place, self.office.place)


def lies_in(value: str, wider: str) -> bool:
    return value == wider or value.startswith(f"{wider}/")


def _read(rule: Rule, reading: Reading) -> Rule:
    """The rule with the keys that a reading gives in place of its own."""
    given = {key: getattr(reading, key) for key in ("covers", "when", "unless", "then")}
    return rule.model_copy(update={key: value for key, value in given.items() if value is not None})


def _clauses(clause: Rule | Exception_) -> Iterator[Rule | Exception_]:
    yield clause
    for inner in clause.unless:
        yield from _clauses(inner)


def _tests_in(scope: Scope) -> Iterator[OneOf]:
    for part in scope.parts:
        yield from part.tests
        for inner in (part.unless, part.open):
            if inner:
                yield from _tests_in(inner)


def _applying(
    clause: Rule | Exception_, path: str, siblings: tuple[Exception_, ...], holds: Any
) -> Iterator[tuple[str, Rule | Exception_, tuple[Exception_, ...]]]:
    """The clause and the exceptions under it whose conditions hold, each with its path and siblings."""
    yield path, clause, siblings
    for inner in clause.unless:
        if holds(inner.when):
            yield from _applying(inner, f"{path}/{inner.id}", clause.unless, holds)


def _silenced(found: tuple[str, Rule | Exception_, tuple[Exception_, ...]]) -> Iterator[str]:
    """What a clause that applies silences: exceptions beside it, or rules."""
    path, clause, siblings = found
    beside = {sibling.id for sibling in siblings}
    for id in clause.overrides:
        yield f"{path.rpartition('/')[0]}/{id}" if id in beside else id


def _says(rule: Rule, clause: Rule | Exception_, path: str, paths: set[str]) -> list[tuple[str, Decision]]:
    """What the exceptions that fire say, or else the clause itself; an exception without `then`: the rule's."""
    firing = [inner for inner in clause.unless if f"{path}/{inner.id}" in paths]
    if firing:
        return [said for inner in firing for said in _says(rule, inner, f"{path}/{inner.id}", paths)]
    return [(path, clause.then or rule.then)]
