"""One document in formulas: where each clause applies, is silenced, and speaks, as if all of it were in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from nolle.analysis.proof.logic import Formula, every, no, some
from nolle.analysis.proof.world import Count, World, ways
from nolle.law.condition import All, Any_, Between, Condition, History, Listed, Not, OneOf, Others, When
from nolle.law.facts import CHARGE_FACTS
from nolle.law.places import Office
from nolle.law.policy import Exception_, Policy, Reading, Rule
from nolle.law.scope import Scope
from nolle.terms import DECLINING, Confidence, Decision

Clause = Rule | Exception_
Where = dict[str, Formula]
"""By the path of a clause, where something is so."""


class Text:
    """A policy and what its clauses say of the charge of a world.

    `applies` holds where a clause's conditions hold, `fires` where it is not silenced either, `speaks` where none of
    its exceptions speaks in its place: `speaks` is by path, decision and whether a supervisor may lift it.
    """

    def __init__(self, policy: Policy, rules: Iterable[Rule], office: Office | None, world: World) -> None:
        self.policy, self.office, self.world = policy, office, world
        self.rules = list(rules)
        self.applies: Where = {}
        self.fires: Where = {}
        self.speaks: dict[tuple[str, Decision, bool], Formula] = {}
        self.silencers: dict[str, dict[str, Formula]] = {}
        """By the path of a clause, the clauses that override it, and where they apply."""
        found = [(rule, way, version) for rule in self.rules for way, version in self._versions(rule)]
        placed = [(rule, version, self._placed(rule, way, version)) for rule, way, version in found if version]
        for _, version, here in placed:
            self._apply(version, version.id, (), here)
        for _, version, here in placed:
            self._speak(version, version, version.id, here)

    def spoken(self, path: str) -> Formula:
        """A clause speaks for itself."""
        return some(said for (one, _, _), said in self.speaks.items() if one == path)

    def shadows(self, path: str) -> Iterator[tuple[str, Formula]]:
        """The clauses that may speak in a clause's place, and where they silence it or fire."""
        parts = path.split("/")
        for length in range(1, len(parts) + 1):
            yield from self.silencers.get("/".join(parts[:length]), {}).items()
        for inner, fires in self.fires.items():
            if inner.rpartition("/")[0] == path:
                yield inner, fires

    # -- what the text leaves open

    def _versions(self, rule: Rule) -> list[tuple[Formula, Rule | None]]:
        """The rule as each reading has it, and where that reading is chosen; None where it is absent."""
        versions = versions_of(rule)
        if len(versions) == 1:
            return [(True, versions[0])]
        name = f"reading {self.policy.id} {rule.id}"
        return [(self.world.chosen(name, n, len(versions)), version) for n, version in enumerate(versions)]

    def _lists(self, condition: Condition) -> dict[str, int]:
        """The choices on which a condition depends, and how many ways each can go."""
        match condition:
            case All(parts) | Any_(parts):
                return {name: size for part in parts for name, size in self._lists(part).items()}
            case Not(part) | Others(of=part) | History(of=part):
                return self._lists(part)
            case OneOf(_, values):
                return {self._open(v): 2 for v in values if v in self.policy.lists and self.policy.lists[v].open}
            case Listed():
                return self._choices_of_the_list
            case _:
                return {}

    @cached_property
    def _choices_of_the_list(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for rule in self.rules:
            versions = versions_of(rule)
            naming = [v.covers if v and v.then in DECLINING else None for v in versions]
            if any(covers != naming[0] for covers in naming):
                found[f"reading {self.policy.id} {rule.id}"] = len(versions)
            for covers in naming:
                found |= self._lists(covers.named) if covers else {}
        return found

    def _open(self, name: str) -> str:
        return f"open list {self.policy.id} {name}"

    # -- conditions

    def holds(self, condition: Condition) -> Formula:
        """A condition of the charge asked about."""
        match condition:
            case All(parts):
                return every(self.holds(part) for part in parts)
            case Any_(parts):
                return some(self.holds(part) for part in parts)
            case Not(part):
                return no(self.holds(part))
            case OneOf(fact, values):
                return self._one_of(fact, values)
            case Between() | When():
                return self.world.fact(condition)
            case Listed(value):
                return self._listed if value else no(self._listed)
            case Others(quantifier, of):
                return self._case(quantifier, of)
            case History():
                return some(
                    every([made, self.world.count(self._counted(condition, of), condition.at_least, condition.at_most)])
                    for of, made in self._settled(condition.of)
                )

    def _one_of(self, fact: str, values: Iterable[str]) -> Formula:
        plain, opened = self._members(values)
        found = [self._test(fact, plain)]
        for name in opened:
            reached = self.policy.lists[name].open
            more = (
                self._test("conduct", [reached])
                if fact in CHARGE_FACTS
                else self._test(fact, self._group(fact, reached))
            )
            found.append(every([self.world.chosen(self._open(name), 1), more]))
        return some(found)

    def _members(self, values: Iterable[str]) -> tuple[list[str], list[str]]:
        """The values with named lists written out, and the names of the lists that the text opens."""
        named = [value for value in values if value in self.policy.lists]
        plain = [value for value in values if value not in self.policy.lists]
        plain += [value for name in named for value in self.policy.lists[name].values]
        return sorted(set(plain)), [name for name in named if self.policy.lists[name].open]

    def _group(self, fact: str, name: str) -> tuple[str, ...]:
        return self.world.dictionary.facts[fact].groups.get(name, ())

    def _test(self, fact: str, values: Iterable[str]) -> Formula:
        if fact in CHARGE_FACTS:
            return self.world.law.test(self.world.charge, fact, values)
        return self.world.fact(OneOf(fact, tuple(values)))

    def _case(self, quantifier: str, of: Condition) -> Formula:
        """`every` holds unless some other charge fails the condition; `none` unless some meets it."""
        asked = Not(of) if quantifier == "every" else of
        found = some(every([made, self.world.other(settled)]) for settled, made in self._settled(asked))
        return found if quantifier == "any" else no(found)

    def _counted(self, history: History, of: Condition) -> Count:
        return Count(of, history.count, history.within, history.before or self.policy.governs)

    def _settled(self, of: Condition) -> list[tuple[Condition, Formula]]:
        """A condition of another charge as the text's choices make it, each with the choices that do."""
        found: dict[Condition, list[Formula]] = {}
        choices = self._lists(of)
        for way in ways(choices):
            made = every(self.world.chosen(name, at, choices[name]) for name, at in way.items())
            found.setdefault(self._plain(of, way), []).append(made)
        return [(settled, some(made)) for settled, made in found.items()]

    def _plain(self, of: Condition, way: Mapping[str, int]) -> Condition:
        """The condition without lists and `listed`, which these choices settle."""
        match of:
            case All(parts):
                return All(tuple(self._plain(part, way) for part in parts))
            case Any_(parts):
                return Any_(tuple(self._plain(part, way) for part in parts))
            case Not(part):
                return Not(self._plain(part, way))
            case OneOf(fact, values):
                return self._plain_test(fact, values, way)
            case Listed(value):
                return self._plain_list(way) if value else Not(self._plain_list(way))
            case _:
                return of

    def _plain_test(self, fact: str, values: Iterable[str], way: Mapping[str, int]) -> Condition:
        plain, opened = self._members(values)
        reached = [self.policy.lists[name].open for name in opened if way[self._open(name)]]
        if fact not in CHARGE_FACTS:
            return OneOf(fact, tuple(sorted({*plain, *(v for name in reached for v in self._group(fact, name))})))
        own = OneOf(fact, tuple(plain))
        return Any_((own, OneOf("conduct", tuple(reached)))) if reached else own

    def _plain_list(self, way: Mapping[str, int]) -> Condition:
        named: list[Condition] = []
        for rule in self.rules:
            versions = versions_of(rule)
            version = versions[way.get(f"reading {self.policy.id} {rule.id}", 0)]
            if version and version.then in DECLINING:
                named.append(self._plain(version.covers.named, way))
        power = self.office.decides.named if self.office and self.office.decides else All(())
        return All((power, Any_(tuple(named))))

    # -- scope

    def _names(self, scope: Scope) -> Formula:
        """The scope names the charge, apart from what it leaves open."""
        return self.holds(scope.named)

    @cached_property
    def _power(self) -> Formula:
        return self._names(self.office.decides) if self.office and self.office.decides else True

    @cached_property
    def _listed(self) -> Formula:
        declining = [
            every([way, self._names(version.covers)])
            for rule in self.rules
            for way, version in self._versions(rule)
            if version and version.then in DECLINING
        ]
        return every([self._power, some(declining)])

    @cached_property
    def names(self) -> Formula:
        """Some rule names the charge."""
        return some(
            every([way, self._names(version.covers)])
            for rule in self.rules
            for way, version in self._versions(rule)
            if version
        )

    def _placed(self, rule: Rule, way: Formula, version: Rule) -> Formula:
        """Where this version counts and its scope reaches the charge: named, or arguably meant and named nowhere."""
        reached = [self._names(version.covers)]
        if version.covers.bound is not None:
            argued = self.world.chosen(f"open rule {self.policy.id} {rule.id}", 1)
            reached.append(every([self.holds(version.covers.bound), argued, no(self.names)]))
        return every([way, self._power, some(reached)])

    # -- clauses

    def _apply(self, clause: Clause, path: str, beside: tuple[Exception_, ...], here: Formula) -> None:
        """Note where a clause and the exceptions under it apply, and what they silence there."""
        applies = self._here(here, clause)
        self.applies[path] = some([self.applies.get(path, False), applies])
        siblings = {one.id: f"{path.rpartition('/')[0]}/{one.id}" for one in beside}
        for target in clause.overrides:
            by = self.silencers.setdefault(siblings.get(target, target), {})
            by[path] = some([by.get(path, False), applies])
        for inner in clause.unless:
            self._apply(inner, f"{path}/{inner.id}", clause.unless, applies)

    def _here(self, here: Formula, clause: Clause) -> Formula:
        """Where the conditions of a clause hold too; not asked where the clause cannot be reached at all."""
        return here is not False and every([here, self.holds(clause.when)])

    def _speak(self, rule: Rule, clause: Clause, path: str, here: Formula) -> Formula:
        """Note where a clause fires and speaks, where its rule's scope and the clauses around it let it."""
        fires = every([self._here(here, clause), no(some(self.silencers.get(path, {}).values()))])
        inner = some([self._speak(rule, one, f"{path}/{one.id}", fires) for one in clause.unless])
        self.fires[path] = some([self.fires.get(path, False), fires])
        key = (path, clause.then or rule.then, lifted(rule, clause))
        self.speaks[key] = some([self.speaks.get(key, False), every([fires, no(inner)])])
        return fires


def lifted(rule: Rule, clause: Clause) -> bool:
    """Whether what a clause says is a presumption; one that restores its rule's word restores that too."""
    own = clause.then is not None
    return "presumptive" in (clause.strength.value, "" if own else rule.strength.value)


def versions_of(rule: Rule) -> list[Rule | None]:
    """The rule as each reading that counts has it; what is unverified says nothing that is known."""
    if rule.confidence is Confidence.UNVERIFIED:
        return [Rule(id=rule.id, covers=rule.covers, then=Decision.UNKNOWN)]
    counting = rule.readings if rule.preferred is None else rule.readings[rule.preferred - 1 : rule.preferred]
    return [None if reading.absent else _read(rule, reading) for reading in counting] or [rule]


def _read(rule: Rule, reading: Reading) -> Rule:
    given = {key: getattr(reading, key) for key in ("covers", "when", "unless", "then")}
    return rule.model_copy(update={key: value for key, value in given.items() if value is not None})


def tests_of(policy: Policy, condition: Condition) -> Iterator[OneOf | Between | When]:
    """The tests of the charge's own facts in a condition, with lists written out."""
    match condition:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from tests_of(policy, part)
        case Not(part):
            yield from tests_of(policy, part)
        case OneOf(fact, values) if fact not in CHARGE_FACTS:
            listed = [v for value in values if value in policy.lists for v in policy.lists[value].values]
            yield replace(condition, values=(*(v for v in values if v not in policy.lists), *listed))
        case Between() | When():
            yield condition
        case _:
            return
