"""A slow reading of the policy language: write out every completion, decide each one, look at the results.

It shares the types of documents and of what is known with the evaluator, and nothing else: no cells, no
diagrams, no order of facts. A completion is one kind of charge, one value for every fact, a yes or no for
every test of the other charges, a number for every count of the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product
from typing import Any

from nolle.dates import ANY_DAY, LAST_DAY, Period, Span, next_day
from nolle.law import timeline
from nolle.law.charges import ELEMENTS, Catalogue, Kind
from nolle.law.condition import All, Any_, Between, Condition, History, Listed, Not, OneOf, Others, When, walk
from nolle.law.facts import Dictionary
from nolle.law.knowledge import Knowledge
from nolle.law.places import Office
from nolle.law.policy import Exception_, Policy, Protection, Reading, Rule
from nolle.law.scope import Scope
from nolle.law.variables import history_label, other_label
from nolle.terms import Confidence, Decision

TRIPLE = ("offense", "group", "conduct", "level")
ON_THE_CHARGE = (*TRIPLE, *ELEMENTS)
CHARGE = "charge"
"""The label of offense, conduct and level, which are one fact; printed as one of its `NAMES`."""
NAMES = ("offense", "conduct", "level")
ANY_OTHER = ""

Chosen = Mapping[tuple[str, str], int]
"""What the text leaves open, decided: the reading of a rule, whether an open rule or list reaches further."""


@dataclass(frozen=True)
class Test:
    """A test of the other charges or a count of the history, as one choice of readings makes it."""

    condition: Others | History
    meets: frozenset[int]
    """Which of all possible single charges it speaks of: numbers of `Oracle.singles`."""

    @property
    def label(self) -> str:
        if isinstance(self.condition, Others):
            return other_label(self.condition.quantifier, self.condition.of)
        return history_label(self.condition)

    @property
    def key(self) -> tuple[object, ...]:
        if isinstance(self.condition, Others):
            return (self.label, self.meets)
        told = self.condition
        return (self.label, self.meets, told.count, told.within, told.before)


@dataclass(frozen=True)
class Completion:
    """One way in which all that is unknown may be."""

    kind: Kind
    facts: Mapping[str, Any]
    tests: Mapping[tuple[object, ...], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Expected:
    """What the language says of one charge, from all its completions."""

    candidates: frozenset[Decision]
    rule: str
    because: frozenset[str]
    cells: Mapping[tuple[object, ...], frozenset[Decision]]
    labels: tuple[str, ...]
    finer: Mapping[tuple[object, ...], frozenset[Decision]]
    """The same with offense, conduct and level apart, for the printed name of the charge."""
    clauses: frozenset[tuple[Decision, str]] = frozenset()
    """Which clause gives which candidate in some completion."""

    @property
    def decision(self) -> Decision:
        [*found] = self.candidates
        return found[0] if len(found) == 1 and found[0] != Decision.UNKNOWN else Decision.UNDETERMINED

    def sufficient(self, labels: Iterable[str]) -> bool:
        """Whether any two completions that agree on these facts have the same candidates."""
        wanted = [self.labels.index(label) for label in labels]
        return _function((tuple(cell[at] for at in wanted), got) for cell, got in self.cells.items())

    @cached_property
    def essential(self) -> frozenset[str]:
        """The facts that no set of others makes up for."""
        return frozenset(one for one in self.labels if not self.sufficient(set(self.labels) - {one}))

    @property
    def unique(self) -> bool:
        """Whether there is one smallest set of needs: then it is the essential ones."""
        return self.sufficient(self.essential)

    def wrong_needs(self, needs: Iterable[str], offense_known: bool) -> str:
        """What is wrong with printed needs; empty if nothing is."""
        printed = frozenset(needs)
        merged = frozenset(CHARGE if name in NAMES else name for name in printed)
        if not merged <= set(self.labels):
            return f"{sorted(merged - set(self.labels))} are no facts of the question"
        if self.unique and merged != self.essential:
            return f"needs are {sorted(self.essential)}, not {sorted(printed)}"
        if not self.sufficient(merged):
            return f"{sorted(printed)} do not settle it"
        for one in merged:
            if self.sufficient(merged - {one}):
                return f"{one} is not needed besides {sorted(merged - {one})}"
        names = printed & set(NAMES)
        if names and not offense_known:
            return "" if names == {"offense"} else f"the offense is not known, and the charge is called {sorted(names)}"
        if names and not self._settled_by(names, merged):
            return f"{sorted(names)} of the charge do not settle it"
        for one in names:
            if self._settled_by(names - {one}, merged):
                return f"{one} of the charge is not needed besides {sorted(names - {one})}"
        return ""

    def _settled_by(self, names: Iterable[str], merged: Iterable[str]) -> bool:
        """`finer` cells begin with the offense, the conduct and the level of the charge."""
        wanted = [NAMES.index(name) for name in names]
        wanted += [self.labels.index(label) + len(NAMES) for label in merged if label != CHARGE]
        return _function((tuple(cell[at] for at in wanted), got) for cell, got in self.finer.items())


def _function(pairs: Iterable[tuple[object, object]]) -> bool:
    """Whether the first of each pair fixes the second."""
    seen: dict[object, object] = {}
    return all(seen.setdefault(one, other) == other for one, other in pairs)


class Oracle:
    """One policy, asked of one charge, read slowly."""

    def __init__(
        self,
        policy: Policy,
        catalogue: Catalogue,
        dictionary: Dictionary,
        known: Knowledge,
        office: Office | None = None,
        as_if: bool = True,
        accept_unverified: bool = False,
    ) -> None:
        self.policy, self.catalogue, self.dictionary, self.known = policy, catalogue, dictionary, known
        self.office, self.as_if, self.accept_unverified = office, as_if or policy.is_model, accept_unverified

    # ------------------------------------------------------------ what the text leaves open

    @cached_property
    def choices(self) -> dict[tuple[str, str], int]:
        """Every choice of the text and how many ways it can go."""
        found = {}
        for rule in self.policy.rules:
            versions = self._versions(rule)
            if len(versions) > 1:
                found["reading", rule.id] = len(versions)
            if any(version and version.covers.bound is not None for version in versions):
                found["open", rule.id] = 2
        return found | {("list", name): 2 for name, named in self.policy.lists.items() if named.open}

    @cached_property
    def assignments(self) -> list[Chosen]:
        return [dict(zip(self.choices, one, strict=True)) for one in product(*map(range, self.choices.values()))]

    @cached_property
    def _number(self) -> dict[tuple[int, ...], int]:
        return {tuple(chosen.values()): number for number, chosen in enumerate(self.assignments)}

    def _versions(self, rule: Rule) -> list[Rule | None]:
        """The rule as each reading that counts has it; None where it is absent."""
        if rule.confidence is Confidence.UNVERIFIED and not self.accept_unverified:
            return [Rule(id=rule.id, covers=rule.covers, then=Decision.UNKNOWN)]
        if not rule.readings:
            return [rule]
        counting = rule.readings if rule.preferred is None else [rule.readings[rule.preferred - 1]]
        return [None if reading.absent else _read(rule, reading) for reading in counting]

    def rules(self, chosen: Chosen) -> list[Rule]:
        """The rules under these readings."""
        picked = [self._versions(rule)[chosen.get(("reading", rule.id), 0)] for rule in self.policy.rules]
        return [rule for rule in picked if rule]

    @cached_property
    def _all_versions(self) -> list[Rule]:
        return [version for rule in self.policy.rules for version in self._versions(rule) if version]

    # ------------------------------------------------------------ tests of one charge

    def _on_charge(self, test: OneOf, kind: Kind, chosen: Chosen) -> bool:
        """A test of offense, group, conduct, level or of what the charge alleges."""
        values, opened = self._members(test.values, chosen)
        if any(_lies_in(kind.conduct, wider) for wider in opened):
            return True
        if test.fact == "offense":
            return any(id in values for id in self._chain(kind.offense))
        if test.fact == "group":
            return any(id in self.catalogue.groups.get(name, ()) for name in values for id in self._chain(kind.offense))
        if test.fact == "conduct":
            return any(_lies_in(kind.conduct, wider) for wider in values)
        if test.fact == "level":
            kinds = {kind.level.value} | ({"misdemeanor"} if kind.level.value == "gross_misdemeanor" else set())
            return bool(kinds & set(values))
        return str(getattr(kind, test.fact)).lower() in values

    def _chain(self, offense: str) -> list[str]:
        """The offense, what it is part of, and so on."""
        chain = []
        while offense and offense not in chain:
            chain.append(offense)
            offense = self.catalogue.offenses[offense].part_of if offense in self.catalogue.offenses else ""
        return chain

    def _members(self, values: Iterable[str], chosen: Chosen) -> tuple[list[str], list[str]]:
        """Values with named lists written out, and the classes that their open ends reach, as chosen."""
        members: list[str] = []
        opened: list[str] = []
        for value in values:
            named = self.policy.lists.get(value)
            members += named.values if named else [value]
            if named and named.open and chosen["list", value]:
                opened.append(named.open)
        return members, opened

    def _plain(self, test: OneOf | Between | When, chosen: Chosen) -> OneOf | Between | When:
        """A test of a fact that is not the charge, with its lists written out."""
        if not isinstance(test, OneOf):
            return test
        members, opened = self._members(test.values, chosen)
        groups = self.dictionary.facts[test.fact].groups
        members += [value for name in opened for value in groups.get(name, ())]
        return OneOf(test.fact, tuple(sorted(set(members))))

    def _names(self, scope: Scope, kind: Kind, chosen: Chosen) -> bool:
        """Whether the scope names the charge, apart from what it leaves open."""
        return any(
            (bool(part.tests) or not (part.open or part.open_to_any))
            and all(self._on_charge(test, kind, chosen) for test in part.tests)
            and not (part.unless and self._names(part.unless, kind, chosen))
            for part in scope.parts
        )

    def _bounds(self, scope: Scope, kind: Kind, chosen: Chosen) -> bool:
        """Whether the charge lies in the bound of what the scope leaves open."""
        return any(
            (part.open_to_any or (part.open is not None and self._names(part.open, kind, chosen)))
            and not (part.unless and self._names(part.unless, kind, chosen))
            for part in scope.parts
        )

    def _power(self, kind: Kind, chosen: Chosen) -> bool:
        decides = self.office.decides if self.office else None
        return decides is None or self._names(decides, kind, chosen)

    def _listed(self, kind: Kind, chosen: Chosen) -> bool:
        declining = [rule for rule in self.rules(chosen) if rule.then in (Decision.DECLINE, Decision.DECLINE_IF)]
        return self._power(kind, chosen) and any(self._names(rule.covers, kind, chosen) for rule in declining)

    def _true(self, condition: Condition, kind: Kind, chosen: Chosen, fact: Any, test: Any = None) -> bool:
        """A condition of a charge; `fact` answers its plain tests, `test` its case and history tests."""
        match condition:
            case All(parts):
                return all(self._true(part, kind, chosen, fact, test) for part in parts)
            case Any_(parts):
                return any(self._true(part, kind, chosen, fact, test) for part in parts)
            case Not(part):
                return not self._true(part, kind, chosen, fact, test)
            case Listed(value):
                return self._listed(kind, chosen) == value
            case OneOf(fact=name) if name in ON_THE_CHARGE:
                return self._on_charge(condition, kind, chosen)
            case OneOf() | Between() | When():
                return bool(fact(self._plain(condition, chosen)))
            case Others() | History():
                return bool(test(condition))

    # ------------------------------------------------------------ the other charges and the history

    @cached_property
    def _conditions(self) -> list[Condition]:
        """Every condition of the document outside `covers`."""
        found: list[Condition] = [protection.holder for protection in self.policy.protections]
        for rule in self._all_versions:
            found += [clause.when for clause in _clauses(rule)]
        return found

    @cached_property
    def _looks(self) -> list[Others | History]:
        every = [part for condition in self._conditions for part in walk(condition)]
        return list(dict.fromkeys(part for part in every if isinstance(part, Others | History)))

    @cached_property
    def singles(self) -> list[tuple[Kind, frozenset[OneOf | Between | When]]]:
        """Every single charge there may be: a kind, and which of the plain tests it passes, freely."""
        inside = [part for look in self._looks for part in walk(look.of)]
        plain: list[OneOf | Between | When] = [p for p in inside if isinstance(p, Between | When)]
        plain += [p for p in inside if isinstance(p, OneOf) and p.fact not in ON_THE_CHARGE]
        free = {self._plain(test, chosen) for test in plain for chosen in self.assignments}
        asked = [p for p in inside if isinstance(p, OneOf) and p.fact in ON_THE_CHARGE] + self._scope_tests
        kinds = self._told_apart(self.catalogue.anything, asked)
        subsets = [frozenset(s) for n in range(len(free) + 1) for s in combinations(sorted(free, key=repr), n)]
        return [(kind, passed) for kind in kinds for passed in subsets]

    def _told_apart(self, kinds: Iterable[Kind], tests: Iterable[OneOf]) -> list[Kind]:
        """Of the kinds of charge that no test can tell apart, one."""
        tests = list(dict.fromkeys(tests))
        found: dict[object, Kind] = {}
        for kind in sorted(kinds):
            told = tuple(self._on_charge(test, kind, chosen) for test in tests for chosen in self.assignments)
            found.setdefault(told, kind)
        return list(found.values())

    def _test(self, look: Others | History, chosen: Chosen) -> Test:
        """`every C` asks whether some other charge fails C; `any C` and `none C` whether one meets it."""
        wanted = not (isinstance(look, Others) and look.quantifier == "every")
        meets = frozenset(
            number
            for number, (kind, passed) in enumerate(self.singles)
            if self._true(look.of, kind, chosen, passed.__contains__) == wanted
        )
        return Test(look, meets)

    @cached_property
    def _tests(self) -> dict[tuple[int, Others | History], Test]:
        """The test that each look makes under each assignment of the choices."""
        return {(n, look): self._test(look, c) for n, c in enumerate(self.assignments) for look in self._looks}

    @cached_property
    def _different(self) -> list[tuple[Test, Chosen]]:
        found: dict[tuple[object, ...], tuple[Test, Chosen]] = {}
        for (number, _), test in self._tests.items():
            found.setdefault(test.key, (test, self.assignments[number]))
        return list(found.values())

    def _case_answers(self) -> list[dict[tuple[object, ...], int]]:
        """The answers that the tests of the other charges can give together."""
        tests = [(test, chosen) for test, chosen in self._different if isinstance(test.condition, Others)]
        alone = {tuple(number in test.meets for test, _ in tests) for number in range(len(self.singles))}
        together = {tuple(False for _ in tests)}
        for _ in tests:  # sets of as many charges as there are tests show everything
            together |= {tuple(a or b for a, b in zip(x, y, strict=True)) for x in together for y in alone}
        allowed = [self._possible(test, chosen) for test, chosen in tests]
        return [
            {test.key: int(said) for (test, _), said in zip(tests, answers, strict=True)}
            for answers in sorted(together)
            if all(said in may for said, may in zip(answers, allowed, strict=True))
        ]

    def _possible(self, test: Test, chosen: Chosen) -> set[bool]:
        """What a test of the other charges may say, given those that are known."""
        assert isinstance(test.condition, Others)
        wanted = test.condition.quantifier != "every"
        sure = True
        for other in self.known.others:
            said = {
                self._true(test.condition.of, one.kind, chosen, _passes_of(one)) == wanted
                for one in self._alone(other, test.condition.of, chosen)
            }
            if said == {True}:
                return {True}
            sure = sure and said == {False}
        return {False} if self.known.others_complete and sure else {False, True}

    def _alone(self, known: Knowledge, condition: Condition, chosen: Chosen) -> Iterator[Completion]:
        """The completions of another charge, as far as one condition looks at it."""
        tests = [p for p in walk(condition) if isinstance(p, OneOf | Between | When) and p.fact not in ON_THE_CHARGE]
        facts = list(dict.fromkeys(test.fact for test in tests))
        plain = [self._plain(test, chosen) for test in tests]
        domains = [self._domain(fact, known, plain) for fact in facts]
        for kind in known.kinds:
            for values in product(*domains):
                yield Completion(kind, dict(zip(facts, values, strict=True)))

    def _count_answers(self) -> list[dict[tuple[object, ...], int]]:
        """The numbers that the counts of the history can have together."""
        tests = [test for test, _ in self._different if isinstance(test.condition, History)]
        top = max((n for look in self._looks for n in _cuts_of(look)), default=0)
        ranges = []
        for test in tests:
            low, high = _told(self.known, test.condition)
            ranges.append(range(min(low, top), min(high, top) + 1))
        narrower = [(a, b) for a in tests for b in tests if a is not b and self._narrower(a, b)]
        found = []
        for numbers in product(*ranges):
            counts = dict(zip((test.key for test in tests), numbers, strict=True))
            if all(counts[a.key] <= counts[b.key] for a, b in narrower):
                found.append(counts)
        return found

    def _narrower(self, one: Test, other: Test) -> bool:
        """Whether what one test counts, the other counts too."""
        a, b = one.condition, other.condition
        assert isinstance(a, History)
        assert isinstance(b, History)
        dates = [look.before or self.policy.governs for look in (a, b)]
        same = a.count == b.count and dates[0] == dates[1]
        return same and one.meets <= other.meets and _inside(a.within, b.within)

    # ------------------------------------------------------------ the completions

    @cached_property
    def _plain_tests(self) -> list[OneOf | Between | When]:
        found = []
        for condition in self._conditions:
            for part in walk(condition):
                if isinstance(part, Between | When) or (isinstance(part, OneOf) and part.fact not in ON_THE_CHARGE):
                    found += [self._plain(part, chosen) for chosen in self.assignments]
        place = self.office.place if self.office else ""
        if place and not self.as_if:
            found.append(OneOf("place", (place,)))
        return list(dict.fromkeys(found))

    @cached_property
    def facts(self) -> list[str]:
        """The facts that the question asks about, besides the charge."""
        found = [test.fact for test in self._plain_tests]
        if not self.as_if:
            found.append(self.policy.governs)
        return list(dict.fromkeys(found))

    @cached_property
    def elements(self) -> list[str]:
        tested = {test.fact for test in self._charge_tests}
        return [element for element in ELEMENTS if element in tested]

    @cached_property
    def _charge_tests(self) -> list[OneOf]:
        found = [part for c in self._conditions for part in walk(c) if isinstance(part, OneOf)]
        return list(dict.fromkeys(test for test in found + self._scope_tests if test.fact in ON_THE_CHARGE))

    @cached_property
    def _scope_tests(self) -> list[OneOf]:
        scopes = [rule.covers for rule in self._all_versions]
        scopes += [protection.covers for protection in self.policy.protections if protection.covers]
        scopes += [self.office.decides] if self.office and self.office.decides else []
        return [test for scope in scopes for test in _tests_in(scope)]

    @cached_property
    def _turns(self) -> list[date]:
        """Days on which the status of the document may change, and more."""
        spans = [event.span for event in self.policy.events]
        spans += [holder.until for holder in (self.office.holders if self.office else ()) if holder.until]
        edges = {edge for span in spans for edge in (span.first, span.last)}
        return [] if self.as_if else sorted(edges | {next_day(edge) for edge in edges})

    def _domain(self, fact: str, known: Knowledge, tests: Iterable[OneOf | Between | When]) -> list[Any]:
        """The values that a fact may have; of numbers and dates, one of each stretch that a test can tell."""
        entry = self.dictionary.facts[fact]
        given: Any = known.facts.get(fact)
        if given is None and known.ordinary and entry.ordinary is not None:
            given = (int(entry.ordinary),) * 2 if entry.type == "int" else frozenset({entry.ordinary})
        mine = [test for test in tests if test.fact == fact]
        if entry.type == "int":
            low, high = given or (0, 10**6)
            return sorted({low} | {n for test in mine for n in _cuts_of(test) if low < n <= high})
        if entry.type == "date":
            days: Span = given or ANY_DAY
            cuts = {day for test in mine for day in _days_of(test)}
            cuts |= set(self._turns) if fact == self.policy.governs else set()
            return sorted({days.first} | {day for day in cuts if days.first < day <= days.last})
        if given is not None:
            return sorted(given)
        named = {value for test in mine if isinstance(test, OneOf) for value in test.values}
        return list(self.dictionary.values(fact)) or [ANY_OTHER, *sorted(named)]

    def _implied(self, facts: Mapping[str, Any]) -> bool:
        """Whether values agree with what the dictionary says one fact says about another."""
        return all(
            facts[other] in allowed
            for fact in facts
            for said in self.dictionary.facts[fact].implies
            if facts[fact] in said.when
            for other, allowed in said.then.items()
            if other in facts
        )

    def size(self) -> int:
        """How many completions there are before any is ruled out."""
        number = len(self._kinds()) * len(self.assignments)
        for fact in self.facts:
            number *= len(self._domain(fact, self.known, self._plain_tests))
        return number * len(self._case_answers()) * len(self._count_answers())

    def completions(self) -> Iterator[Completion]:
        domains = [self._domain(fact, self.known, self._plain_tests) for fact in self.facts]
        cases, counts = self._case_answers(), self._count_answers()
        for values in product(*domains):
            facts = dict(zip(self.facts, values, strict=True))
            if self._implied(facts):
                for kind, case, count in product(self._kinds(), cases, counts):
                    yield Completion(kind, facts, case | count)

    def _kinds(self) -> list[Kind]:
        apart = [OneOf(element, ("true",)) for element in self.elements]
        return self._told_apart(self.known.kinds, self._charge_tests + apart)

    def _names_of(self, kind: Kind) -> list[object]:
        """Offense, conduct and level, each as far as the tests of it can tell."""
        opened = [OneOf("conduct", (named.open,)) for named in self.policy.lists.values() if named.open]
        tests: dict[str, list[OneOf]] = {"offense": [], "conduct": opened, "level": []}
        for test in self._charge_tests:
            if test.fact in TRIPLE:
                tests["offense" if test.fact == "group" else test.fact].append(test)
        closed = self.assignments[0]
        return [tuple(self._on_charge(test, kind, closed) for test in tests[name]) for name in NAMES]

    def _triple(self, kind: Kind) -> tuple[object, ...]:
        """Offense, conduct and level as far as the tests can tell."""
        tests = [test for test in self._charge_tests if test.fact in TRIPLE]
        return tuple(self._on_charge(test, kind, chosen) for test in tests for chosen in self.assignments)

    # ------------------------------------------------------------ one completion

    def ways(self, done: Completion) -> Iterator[tuple[Chosen, frozenset[str] | None]]:
        """Every assignment of the choices, with the rules then in force; the last choices are date and status."""
        every = frozenset(rule.id for rule in self.policy.rules)
        if self.as_if or not self.policy.rules:
            yield from ((chosen, every) for chosen in self.assignments)
            return
        day = done.facts[self.policy.governs]
        options = timeline.status(self.policy, self.office, day).options
        for chosen in self.assignments:
            for fell, option in enumerate(options):
                for status, active in enumerate(option):
                    yield {**chosen, ("date", ""): fell, ("status", ""): status}, active

    def heard(self, done: Completion, chosen: Chosen, active: frozenset[str] | None) -> list[tuple[str, Decision]]:
        """The clauses that are heard and what they say, or one nameless entry where none is."""
        if active is None:
            return [("", Decision.NOT_IN_FORCE)]
        rules = [rule for rule in self.rules(chosen) if rule.id in active]
        covering = [rule for rule in rules if self._covers(rule, rules, done, chosen)]
        applying = [
            found for rule in covering if self._holds(rule.when, done, chosen)
            for found in self._applying(rule, rule.id, (), done, chosen)
        ]  # fmt: skip
        silenced = {path for found in applying for path in _silenced(found)}
        paths = {path for path, _, _ in applying} - silenced
        said = [
            (rule.id, path, decision)
            for rule in covering if rule.id in paths
            for path, decision in _says(rule, rule, rule.id, paths)
        ]  # fmt: skip
        kept = [
            (path, decision)
            for own, path, decision in said
            if decision is not Decision.NOT_COVERED
            or not any(other != own and what is not Decision.NOT_COVERED for other, _, what in said)
        ]
        return kept or [("", Decision.SILENT)]

    def _covers(self, rule: Rule, rules: list[Rule], done: Completion, chosen: Chosen) -> bool:
        kind = done.kind
        if not self._power(kind, chosen) or not self._in_place(done):
            return False
        if self._names(rule.covers, kind, chosen):
            return True
        arguable = self._bounds(rule.covers, kind, chosen)
        arguable = arguable and not any(self._names(other.covers, kind, chosen) for other in rules)
        return arguable and bool(chosen["open", rule.id])

    def _in_place(self, done: Completion) -> bool:
        place = self.office.place if self.office else ""
        return self.as_if or not place or _lies_in(done.facts["place"], place)

    def _holds(self, condition: Condition, done: Completion, chosen: Chosen) -> bool:
        number = self._number[tuple(chosen[key] for key in self.choices)]

        def answer(look: Others | History) -> bool:
            got = done.tests[self._tests[number, look].key]
            if isinstance(look, Others):
                return bool(got) == (look.quantifier == "any")
            return _between(got, look.at_least, look.at_most)

        return self._true(condition, done.kind, chosen, _passes_of(done), answer)

    def _applying(
        self, clause: Rule | Exception_, path: str, siblings: tuple[Exception_, ...], done: Completion, chosen: Chosen
    ) -> Iterator[tuple[str, Rule | Exception_, tuple[Exception_, ...]]]:
        """The clause and the exceptions under it whose conditions hold, each with its path and siblings."""
        yield path, clause, siblings
        for inner in clause.unless:
            if self._holds(inner.when, done, chosen):
                yield from self._applying(inner, f"{path}/{inner.id}", clause.unless, done, chosen)

    # ------------------------------------------------------------ all of them

    def answer(self) -> Expected | None:
        """What the language says of a charge; None where what is known contradicts itself."""
        everything = list(self.completions())
        if not everything:
            return None
        results, because = [], set()
        givers: list[dict[Decision, set[str]]] = []
        for done in everything:
            heard = [(c, self.heard(done, c, active)) for c, active in self.ways(done)]
            because |= _because(heard)
            givers += [_givers(said) for _, said in heard]
            results.append((done, frozenset(decision for _, said in heard for _, decision in said)))
        found = self._gathered(results)
        because |= set() if found.sufficient(()) else {"fact"}
        clauses = frozenset((decision, path) for said in givers for decision, paths in said.items() for path in paths)
        return replace(found, rule=_first(found.decision, givers), because=frozenset(because), clauses=clauses)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        tests = [test.label for test, _ in self._different]
        return (CHARGE, *self.elements, *self.facts, *dict.fromkeys(tests))

    def _cell(self, label: str, done: Completion) -> object:
        """What the tests of the document can tell of a fact."""
        if label == CHARGE:
            return self._triple(done.kind)
        if label in self.elements:
            return getattr(done.kind, label)
        if label not in self.facts:
            return tuple(
                (bool(done.tests[test.key]),) if isinstance(test.condition, Others) else self._cut(test, done)
                for test, _ in self._different
                if test.label == label
            )
        value = done.facts[label]
        if self.dictionary.facts[label].type in ("int", "date"):
            return value  # one of each stretch is written out
        return tuple(_passes(value, test) for test in self._plain_tests if test.fact == label)

    def _cut(self, test: Test, done: Completion) -> tuple[bool, ...]:
        """A count, as far as the bounds set on it can tell."""
        looks = {t.condition for t in self._tests.values() if t.key == test.key}
        cuts = sorted({n for look in looks for n in _cuts_of(look)})
        return tuple(done.tests[test.key] >= n for n in cuts)

    def promise(self, protection: Protection) -> Expected | None:
        """The same for a protection: `decline` stands for "it holds", `silent` for "it does not"."""
        results = []
        for done in self.completions():
            got = set()
            for chosen, active in self.ways(done):
                inside = protection.covers is None or self._names(protection.covers, done.kind, chosen)
                held = active is not None and inside and self._holds(protection.holder, done, chosen)
                got.add(Decision.DECLINE if held else Decision.SILENT)
            results.append((done, frozenset(got)))
        return self._gathered(results) if results else None

    def _gathered(self, results: list[tuple[Completion, frozenset[Decision]]]) -> Expected:
        cells: dict[tuple[object, ...], frozenset[Decision]] = {}
        finer: dict[tuple[object, ...], frozenset[Decision]] = {}
        for done, got in results:
            cell = tuple(self._cell(label, done) for label in self.labels)
            # Completions of one cell may still differ in facts that no test can tell apart.
            assert cells.setdefault(cell, got) == got
            finer[(*self._names_of(done.kind), *cell)] = got
        return Expected(frozenset().union(*cells.values()), "", frozenset(), cells, self.labels, finer)


# ---------------------------------------------------------------- small words


def _lies_in(value: str, wider: str) -> bool:
    return value == wider or value.startswith(f"{wider}/")


def _between(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _passes(value: Any, test: OneOf | Between | When) -> bool:
    match test:
        case OneOf(_, values):
            return any(_lies_in(value, wider) for wider in values)
        case Between(_, low, high):
            return _between(value, low, high)
        case When(_, before, after):
            return (before is None or value < before) and (after is None or value > after)


def _passes_of(done: Completion) -> Any:
    return lambda test: _passes(done.facts[test.fact], test)


def _cuts_of(test: Condition) -> list[int]:
    """The numbers at which a bound starts or stops to hold."""
    if not isinstance(test, Between | History):
        return []
    return [n for n in (test.at_least, None if test.at_most is None else test.at_most + 1) if n is not None]


def _days_of(test: Condition) -> list[Any]:
    if not isinstance(test, When):
        return []
    after = None if test.after is None or test.after == LAST_DAY else test.after + timedelta(days=1)
    return [day for day in (test.before, after) if day is not None]


def _inside(shorter: Period | None, longer: Period | None) -> bool:
    if longer is None or shorter is None:
        return longer is None
    return shorter.months <= longer.months and shorter.days <= longer.days


def _told(known: Knowledge, look: Condition) -> tuple[int, int]:
    assert isinstance(look, History)
    for told in known.history:
        if told.of == look.of and told.count in ("", look.count):
            return told.low, told.high
    return (0, 0) if known.ordinary else (0, 10**6)


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


def _because(results: list[tuple[Chosen, list[tuple[str, Decision]]]]) -> set[str]:
    """Why the answer to one completion is open: texts not read, conflicts, and choices that matter alone."""
    found = set()
    for _, said in results:
        found |= {f"text:{path}" for path, decision in said if decision is Decision.UNKNOWN}
        firm = {path: decision for path, decision in said if decision is not Decision.UNKNOWN}
        if len(set(firm.values())) > 1:
            found.add("conflict:" + "+".join(sorted(firm)))
    for (one, said), (other, else_said) in combinations(results, 2):
        differ = [key for key in one if one[key] != other[key]]
        if len(differ) == 1 and {d for _, d in said} != {d for _, d in else_said}:
            [(what, name)] = differ
            word = {"reading": f"reading:{name}", "open": f"open:{name}", "list": f"open:{name}"}
            found.add(word.get(what, what))
    return found


def _givers(said: list[tuple[str, Decision]]) -> dict[Decision, set[str]]:
    found: dict[Decision, set[str]] = {}
    for path, decision in said:
        found.setdefault(decision, set()).add(path)
    return found


def _first(decision: Decision, givers: list[dict[Decision, set[str]]]) -> str:
    """The first clause by id that gives a determined decision in every completion, or else in some."""
    if decision is Decision.UNDETERMINED:
        return ""
    named = [found[decision] for found in givers]
    always = set.intersection(*named)
    return min(always or set.union(*named))
