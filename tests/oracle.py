"""A slow reading of the policy language: write out every completion, decide each one, look at the results.

It shares the types of documents and of what is known with the evaluator, and nothing else: no cells, no
diagrams, no order of facts. A completion is one kind of charge, one value for every fact, a yes or no for
every test of the other charges, a number for every count of the history. What each document says of it is read
in `oracle_text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product
from typing import Any

from nolle.dates import ANY_DAY, LAST_DAY, Period, Span
from nolle.law.charges import ELEMENTS, Catalogue, Kind
from nolle.law.condition import Between, Condition, History, Listed, OneOf, Others, When, walk
from nolle.law.facts import Dictionary
from nolle.law.knowledge import Knowledge
from nolle.law.places import Office
from nolle.law.policy import Policy, Protection
from nolle.law.timeline import Active
from nolle.law.variables import history_label, other_label
from nolle.terms import Decision
from tests.oracle_text import ON_THE_CHARGE, TRIPLE, Chosen, Said, Text, lies_in

CHARGE = "charge"
"""The label of offense, conduct and level, which are one fact; printed as one of its `NAMES`."""
NAMES = ("offense", "conduct", "level")
ANY_OTHER = ""
NO_BOUND = 10**6
"""A count that nothing bounds from above."""

Counted = Callable[[History, Text, Chosen], tuple[int, int]]
"""The least and greatest number of earlier charges that a count may have, on one choice of readings."""


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
    policy: str = ""
    """The document of the rule."""

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
    """One policy, or all documents of an office together, asked of one charge and read slowly.

    `counted` answers the counts of the history where charges of a file stand behind them; else they are as `known`
    tells. `unseen` are the kinds of charge that a charge not in the record may be of: all, if it is left out.
    """

    def __init__(
        self,
        policy: Policy | Sequence[Policy],
        catalogue: Catalogue,
        dictionary: Dictionary,
        known: Knowledge,
        office: Office | Mapping[str, Office] | None = None,
        as_if: bool = True,
        accept_unverified: bool = False,
        known_on: date | None = None,
        counted: Counted | None = None,
        unseen: Iterable[Kind] | None = None,
    ) -> None:
        self.catalogue, self.dictionary, self.known = catalogue, dictionary, known
        self.counted, self.unseen = counted, frozenset(catalogue.anything if unseen is None else unseen)
        self._others_apart: dict[object, list[Kind]] = {}
        policies = [policy] if isinstance(policy, Policy) else list(policy)
        offices = office if isinstance(office, Mapping) else {p.office: office for p in policies if office}
        self.texts = [
            Text(p, offices.get(p.office), catalogue, dictionary, as_if, accept_unverified, known_on) for p in policies
        ]

    # ------------------------------------------------------------ what the texts leave open

    @cached_property
    def choices(self) -> dict[tuple[str, str, str], int]:
        """Every choice of the texts and how many ways it can go."""
        return {key: ways for text in self.texts for key, ways in text.choices.items()}

    @cached_property
    def assignments(self) -> list[Chosen]:
        return [dict(zip(self.choices, one, strict=True)) for one in product(*map(range, self.choices.values()))]

    @cached_property
    def _number(self) -> dict[tuple[int, ...], int]:
        return {tuple(chosen.values()): number for number, chosen in enumerate(self.assignments)}

    # ------------------------------------------------------------ the other charges and the history

    @cached_property
    def _looks(self) -> list[tuple[Text, Others | History]]:
        return [(text, look) for text in self.texts for look in text.looks]

    @cached_property
    def _inside(self) -> tuple[list[tuple[Text, OneOf]], list[frozenset[OneOf | Between | When]]]:
        """What is asked of another charge itself, and which of the other tests of it may pass together: any of them."""
        free, asked = set(), []
        for text, look in self._looks:
            for part in walk(look.of):
                if isinstance(part, OneOf) and part.fact in ON_THE_CHARGE:
                    asked.append((text, part))
                elif isinstance(part, OneOf | Between | When):
                    free |= {text.plain(part, chosen) for chosen in self.assignments}
        asked += [(text, test) for text in self.texts for test in text.scope_tests]
        return asked, [frozenset(s) for n in range(len(free) + 1) for s in combinations(sorted(free, key=repr), n)]

    @cached_property
    def singles(self) -> list[tuple[Kind, frozenset[OneOf | Between | When]]]:
        """Every single charge there may be: a kind, and which of the plain tests it passes, freely."""
        if not self._looks:
            return []
        asked, subsets = self._inside
        return [(kind, passed) for kind in self._told_apart(self.catalogue.anything, asked) for passed in subsets]

    def _told_apart(self, kinds: Iterable[Kind], tests: Iterable[tuple[Text, OneOf]]) -> list[Kind]:
        """Of the kinds of charge that no test can tell apart, one."""
        return [alike[0] for alike in self._alike(kinds, tests).values()]

    def _alike(self, kinds: Iterable[Kind], tests: Iterable[tuple[Text, OneOf]]) -> dict[object, list[Kind]]:
        """The kinds of charge that no test can tell apart, together."""
        asked = {
            (text, test.fact, *text.members(test.values, c)) for text, test in set(tests) for c in self.assignments
        }
        found: dict[object, list[Kind]] = {}
        for kind in sorted(kinds):
            told = tuple(text.meets(fact, values, opened, kind) for text, fact, values, opened in asked)
            found.setdefault(told, []).append(kind)
        return found

    def _test(self, text: Text, look: Others | History, chosen: Chosen) -> Test:
        """`every C` asks whether some other charge fails C; `any C` and `none C` whether one meets it."""
        wanted = not (isinstance(look, Others) and look.quantifier == "every")
        meets = frozenset(
            number
            for number, (kind, passed) in enumerate(self.singles)
            if text.true(look.of, kind, chosen, passed.__contains__) == wanted
        )
        return Test(look, meets)

    @cached_property
    def _tests(self) -> dict[tuple[int, str, Others | History], Test]:
        """The test that each look makes under each assignment of the choices."""
        numbered = list(enumerate(self.assignments))
        return {(n, text.id, look): self._test(text, look, c) for n, c in numbered for text, look in self._looks}

    @cached_property
    def _different(self) -> list[tuple[Test, Text, Chosen]]:
        found: dict[tuple[object, ...], tuple[Test, Text, Chosen]] = {}
        texts = {text.id: text for text in self.texts}
        for (number, id, _), test in self._tests.items():
            found.setdefault(test.key, (test, texts[id], self.assignments[number]))
        return list(found.values())

    @cached_property
    def _case_answers(self) -> list[dict[tuple[object, ...], int]]:
        """The answers that the tests of the other charges can give together."""
        tests = [entry for entry in self._different if isinstance(entry[0].condition, Others)]
        alone = {tuple(number in test.meets for test, _, _ in tests) for number in range(len(self.singles))}
        together = {tuple(False for _ in tests)}
        for _ in tests:  # sets of as many charges as there are tests show everything
            together |= {tuple(a or b for a, b in zip(x, y, strict=True)) for x in together for y in alone}
        allowed = [self._possible(*entry) for entry in tests]
        return [
            {test.key: int(said) for (test, _, _), said in zip(tests, answers, strict=True)}
            for answers in sorted(together)
            if all(said in may for said, may in zip(answers, allowed, strict=True))
        ]

    def _possible(self, test: Test, text: Text, chosen: Chosen) -> set[bool]:
        """What a test of the other charges may say, given those that are known."""
        assert isinstance(test.condition, Others)
        wanted = test.condition.quantifier != "every"
        sure = True
        for other in self.known.others:
            said = {answer == wanted for answer in self.passes(other, test.condition.of, text, chosen)}
            if said == {True}:
                return {True}
            sure = sure and said == {False}
        if sure and (self.known.others_complete or not self._conceivable(test, text, chosen)):
            return {False}
        return {False, True}

    def _conceivable(self, test: Test, text: Text, chosen: Chosen) -> bool:
        """Whether a charge that nobody recorded could pass a test."""
        asked, subsets = self._inside
        wanted = not (isinstance(test.condition, Others) and test.condition.quantifier == "every")
        return any(
            text.true(test.condition.of, kind, chosen, passed.__contains__) == wanted
            for kind in self._told_apart(self.unseen, asked) for passed in subsets
        )  # fmt: skip

    def passes(self, known: Knowledge, condition: Condition, text: Text, chosen: Chosen) -> set[bool]:
        """What another charge may say to a condition, over all its completions."""
        tests = [p for p in walk(condition) if isinstance(p, OneOf | Between | When) and p.fact not in ON_THE_CHARGE]
        facts = list(dict.fromkeys(test.fact for test in tests))
        plain = [text.plain(test, chosen) for test in tests]
        domains = [self._domain(fact, known, plain) for fact in facts]
        return {
            text.true(condition, kind, chosen, _passes_of(dict(zip(facts, values, strict=True))))
            for kind in self._of_another(known.kinds, condition, text)
            for values in product(*domains)
        }

    def _of_another(self, kinds: frozenset[Kind], condition: Condition, text: Text) -> list[Kind]:
        """The kinds that another charge may be of, told apart as far as one condition can tell them."""
        key = (kinds, condition, text.id)
        if key not in self._others_apart:
            inside = [(text, p) for p in walk(condition) if isinstance(p, OneOf) and p.fact in ON_THE_CHARGE]
            listed = (
                [(text, test) for test in text.scope_tests]
                if any(isinstance(p, Listed) for p in walk(condition))
                else []
            )
            self._others_apart[key] = self._told_apart(kinds, inside + listed)
        return self._others_apart[key]

    @cached_property
    def _count_answers(self) -> list[dict[tuple[object, ...], int]]:
        """The numbers that the counts of the history can have together."""
        entries = [entry for entry in self._different if isinstance(entry[0].condition, History)]
        tests = [test for test, _, _ in entries]
        top = max((n for _, look in self._looks for n in _cuts_of(look)), default=0)
        ranges = []
        for test, text, chosen in entries:
            assert isinstance(test.condition, History)
            low, high = (
                self.counted(test.condition, text, chosen) if self.counted else _told(self.known, test.condition)
            )
            ranges.append(range(min(low, top), min(high, top) + 1))
        narrower = [(a, b) for a in tests for b in tests if a is not b and _narrower(a, b)]
        found = []
        for numbers in product(*ranges):
            counts = dict(zip((test.key for test in tests), numbers, strict=True))
            if all(counts[a.key] <= counts[b.key] for a, b in narrower):
                found.append(counts)
        return found

    # ------------------------------------------------------------ the completions

    @cached_property
    def _plain_tests(self) -> list[OneOf | Between | When]:
        found = []
        for text in self.texts:
            for condition in text.conditions:
                for part in walk(condition):
                    if isinstance(part, Between | When) or (isinstance(part, OneOf) and part.fact not in ON_THE_CHARGE):
                        found += [text.plain(part, chosen) for chosen in self.assignments]
            if text.office and text.office.place and not text.as_if:
                found.append(OneOf("place", (text.office.place,)))
        return list(dict.fromkeys(found))

    @cached_property
    def facts(self) -> list[str]:
        """The facts that the question asks about, besides the charge."""
        found = [test.fact for test in self._plain_tests]
        return list(dict.fromkeys([*found, *(text.policy.governs for text in self.texts if not text.as_if)]))

    @cached_property
    def elements(self) -> list[str]:
        tested = {test.fact for _, test in self._charge_tests}
        return [element for element in ELEMENTS if element in tested]

    @cached_property
    def _charge_tests(self) -> list[tuple[Text, OneOf]]:
        found = []
        for text in self.texts:
            inside = [part for c in text.conditions for part in walk(c) if isinstance(part, OneOf)]
            found += [(text, test) for test in inside + text.scope_tests if test.fact in ON_THE_CHARGE]
        return list(dict.fromkeys(found))

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
            cuts |= {day for text in self.texts if fact == text.policy.governs for day in text.turns}
            return sorted({days.first} | {day for day in cuts if days.first < day <= days.last})
        if given is not None:
            return sorted(given)
        named = {value for test in mine if isinstance(test, OneOf) for value in test.values}
        return list(self.dictionary.values(fact)) or [ANY_OTHER, *sorted(named)]

    def _implied(self, facts: Mapping[str, Any]) -> bool:
        """Whether values agree with what the dictionary says one fact says about another."""
        return all(
            any(lies_in(facts[other], wider) for wider in allowed)
            for fact in facts
            for said in self.dictionary.facts[fact].implies
            if any(lies_in(facts[fact], wider) for wider in said.when)
            for other, allowed in said.then.items()
            if other in facts
        )

    def size(self) -> int:
        """How many completions there are before any is ruled out."""
        number = len(self._kinds) * len(self.assignments)
        for fact in self.facts:
            number *= len(self._domain(fact, self.known, self._plain_tests))
        return number * len(self._case_answers) * len(self._count_answers)

    def completions(self) -> Iterator[Completion]:
        domains = [self._domain(fact, self.known, self._plain_tests) for fact in self.facts]
        cases, counts = self._case_answers, self._count_answers
        for values in product(*domains):
            facts = dict(zip(self.facts, values, strict=True))
            if self._implied(facts):
                for kind, case, count in product(self._kinds, cases, counts):
                    yield Completion(kind, facts, case | count)

    @cached_property
    def _kinds(self) -> list[Kind]:
        return list(self._kinds_alike)

    @cached_property
    def _kinds_alike(self) -> dict[Kind, list[Kind]]:
        """The kinds the charge may be of: one that stands for each lot of those that decide alike, and the lot."""
        apart = [(self.texts[0], OneOf(element, ("true",))) for element in self.elements]
        return {lot[0]: lot for lot in self._alike(self.known.kinds, self._charge_tests + apart).values()}

    @cached_property
    def _names_of_all(self) -> dict[Kind, set[tuple[object, ...]]]:
        return {one: {tuple(self._names_of(kind)) for kind in lot} for one, lot in self._kinds_alike.items()}

    def _names_of(self, kind: Kind) -> list[object]:
        """Offense, conduct and level, each as far as the tests of it can tell."""
        tests: dict[str, list[tuple[Text, OneOf]]] = {"offense": [], "conduct": [], "level": []}
        for text in self.texts:
            opened = [OneOf("conduct", (named.open,)) for named in text.policy.lists.values() if named.open]
            tests["conduct"] += [(text, test) for test in opened]
        for text, test in self._charge_tests:
            if test.fact in TRIPLE:
                tests["offense" if test.fact == "group" else test.fact].append((text, test))
        closed = self.assignments[0]
        return [tuple(text.on_charge(test, kind, closed) for text, test in tests[name]) for name in NAMES]

    def _triple(self, kind: Kind) -> tuple[object, ...]:
        """Offense, conduct and level as far as the tests can tell; the class that a list is open to is one of them."""
        return tuple(text.meets(fact, values, (), kind) for text, fact, values in self._told_of_the_charge)

    @cached_property
    def _told_of_the_charge(self) -> list[tuple[Text, str, tuple[str, ...]]]:
        found: dict[tuple[Text, str, tuple[str, ...]], None] = {}
        for text, test in self._charge_tests:
            for chosen in self.assignments if test.fact in TRIPLE else ():
                values, opened = text.members(test.values, chosen)
                found |= {(text, test.fact, values): None} | {(text, "conduct", (wide,)): None for wide in opened}
        return list(found)

    # ------------------------------------------------------------ one completion

    def ways(self, done: Completion) -> Iterator[tuple[Chosen, tuple[Active, ...]]]:
        """Every assignment of the choices, with the rules of each document then in force.

        The last choices of each document are where its events fell and whether its status holds.
        """
        for chosen in self.assignments:
            each = [list(self._over_time(text, done)) for text in self.texts]
            for picked in product(*each):
                made = {key: way for more, _ in picked for key, way in more.items()}
                yield {**chosen, **made}, tuple(active for _, active in picked)

    def _over_time(self, text: Text, done: Completion) -> Iterator[tuple[Chosen, Active]]:
        if text.as_if or not text.policy.rules:
            yield {}, frozenset(rule.id for rule in text.written) if text.is_known else None
            return
        for fell, option in enumerate(text.options(done.facts[text.policy.governs])):
            for status, active in enumerate(option):
                yield {("date", text.id, ""): fell, ("status", text.id, ""): status}, active

    def heard(self, done: Completion, chosen: Chosen, active: tuple[Active, ...]) -> list[Said]:
        """The clauses that are heard and what they say, or one nameless entry where none is."""
        speaking = [text for text in self.texts if text.policy.rules] or self.texts
        asked = [(text, on) for text, on in zip(self.texts, active, strict=True) if text in speaking]
        if all(on is None for _, on in asked):
            return [("", "", "", Decision.NOT_IN_FORCE)]
        place = done.facts.get("place", "")
        said = [
            answer
            for text, on in asked if on is not None
            for answer in text.said(done.kind, place, chosen, on, _passes_of(done.facts), self._answer(text, done, chosen))
        ]  # fmt: skip
        kept = [
            (document, rule, path, decision)
            for document, rule, path, decision in said
            if decision is not Decision.NOT_COVERED
            or not any((d, r) != (document, rule) and what is not Decision.NOT_COVERED for d, r, _, what in said)
        ]
        return kept or [("", "", "", Decision.SILENT)]

    def _answer(self, text: Text, done: Completion, chosen: Chosen) -> Callable[[Others | History], bool]:
        """What a completion says to the tests of the other charges and of the history."""
        number = self._number[tuple(chosen[key] for key in self.choices)]

        def answer(look: Others | History) -> bool:
            got = done.tests[self._tests[number, text.id, look].key]
            if isinstance(look, Others):
                return bool(got) == (look.quantifier == "any")
            return _between(got, look.at_least, look.at_most)

        return answer

    # ------------------------------------------------------------ all of them

    def answer(self) -> Expected | None:
        """What the language says of a charge; None where what is known contradicts itself."""
        everything = list(self.completions())
        if not everything:
            return None
        results, because = [], set()
        givers: list[dict[Decision, set[tuple[str, str]]]] = []
        for done in everything:
            heard = [(c, self.heard(done, c, active)) for c, active in self.ways(done)]
            because |= _because(heard)
            givers += [_givers(said) for _, said in heard]
            results.append((done, frozenset(said[-1] for _, answers in heard for said in answers)))
        found = self._gathered(results)
        because |= set() if found.sufficient(()) else {"fact"}
        clauses = frozenset((decision, path) for said in givers for decision, who in said.items() for path, _ in who)
        rule, policy = _first(found.decision, givers)
        return replace(found, rule=rule, policy=policy, because=frozenset(because), clauses=clauses)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        tests = [test.label for test, _, _ in self._different]
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
                for test, _, _ in self._different
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
        [text] = self.texts
        results = []
        for done in self.completions():
            got = set()
            for chosen, [active] in self.ways(done):
                inside = protection.covers is None or text.names(protection.covers, done.kind, chosen)
                tests = self._answer(text, done, chosen)
                held = inside and text.true(protection.holder, done.kind, chosen, _passes_of(done.facts), tests)
                got.add(Decision.DECLINE if held and active is not None else Decision.SILENT)
            results.append((done, frozenset(got)))
        return self._gathered(results) if results else None

    def _gathered(self, results: list[tuple[Completion, frozenset[Decision]]]) -> Expected:
        cells: dict[tuple[object, ...], frozenset[Decision]] = {}
        finer: dict[tuple[object, ...], frozenset[Decision]] = {}
        for done, got in results:
            cell = tuple(self._cell(label, done) for label in self.labels)
            # Completions of one cell may still differ in facts that no test can tell apart.
            assert cells.setdefault(cell, got) == got
            for names in self._names_of_all[done.kind]:  # what decides alike may be called differently
                finer[(*names, *cell)] = got
        return Expected(frozenset().union(*cells.values()), "", frozenset(), cells, self.labels, finer)


# ---------------------------------------------------------------- small words


def _between(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _passes(value: Any, test: OneOf | Between | When) -> bool:
    match test:
        case OneOf(_, values):
            return any(lies_in(value, wider) for wider in values)
        case Between(_, low, high):
            return _between(value, low, high)
        case When(_, before, after):
            return (before is None or value < before) and (after is None or value > after)


def _passes_of(facts: Mapping[str, Any]) -> Callable[[OneOf | Between | When], bool]:
    return lambda test: _passes(facts[test.fact], test)


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
    return (0, 0) if known.ordinary else (0, NO_BOUND)


def _narrower(one: Test, other: Test) -> bool:
    """Whether what one test counts, the other counts too."""
    a, b = one.condition, other.condition
    assert isinstance(a, History)
    assert isinstance(b, History)
    same = a.count == b.count and a.before == b.before
    return same and one.meets <= other.meets and _inside(a.within, b.within)


def _because(results: list[tuple[Chosen, list[Said]]]) -> set[str]:
    """Why the answer to one completion is open: texts not read, conflicts, and choices that matter alone."""
    found = set()
    for _, said in results:
        found |= {f"text:{path}" for _, _, path, decision in said if decision is Decision.UNKNOWN}
        firm = [(path, decision) for _, _, path, decision in said if decision is not Decision.UNKNOWN]
        if len({decision for _, decision in firm}) > 1:
            found.add("conflict:" + "+".join(sorted({path for path, _ in firm})))
    for (one, said), (other, else_said) in combinations(results, 2):
        differ = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        if len(differ) == 1 and {s[-1] for s in said} != {s[-1] for s in else_said}:
            [(what, _, name)] = differ
            word = {"reading": f"reading:{name}", "open": f"open:{name}", "list": f"open:{name}"}
            found.add(word.get(what, what))
    return found


def _givers(said: list[Said]) -> dict[Decision, set[tuple[str, str]]]:
    """Which clauses give each decision: their paths with their documents."""
    found: dict[Decision, set[tuple[str, str]]] = {}
    for document, _, path, decision in said:
        found.setdefault(decision, set()).add((path, document))
    return found


def _first(decision: Decision, givers: list[dict[Decision, set[tuple[str, str]]]]) -> tuple[str, str]:
    """The first clause by id that gives a determined decision in every completion, or else in some; its document."""
    if decision is Decision.UNDETERMINED:
        return "", ""
    named = [found[decision] for found in givers]
    always = set.intersection(*named)
    return min(always or set.union(*named))
