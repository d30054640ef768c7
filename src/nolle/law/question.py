"""A question: which documents are asked, of which facts, and which choices their texts leave open.

Turns policies into the ordered variables that a pattern holds and the choices (readings, open lists,
imprecise dates, unsettled status) that no record can settle. The evaluator builds diagrams over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nolle.dates import Span, next_day
from nolle.law import timeline
from nolle.law.charges import Catalogue, Cells
from nolle.law.condition import (
    ALWAYS,
    All,
    Any_,
    Between,
    Condition,
    History,
    Listed,
    Not,
    OneOf,
    Others,
    When,
)  # fmt: skip
from nolle.law.facts import CHARGE_FACTS, Dictionary
from nolle.law.places import Office
from nolle.law.policy import Policy, Rule, clauses
from nolle.law.variables import (
    Charge,
    Count,
    Days,
    Numbers,
    Other,
    Variable,
    cut_values,
    history_label,
    other_label,
)  # fmt: skip
from nolle.terms import DECLINING, Confidence, Decision

CHOICES = 1 << 40
"""Choice variables stand below every fact in the order."""

Key = tuple[object, ...]


@dataclass(frozen=True)
class Asking:
    """One or more documents asked together, and how: a policy, or all documents of an office.

    `as_if` asks as if all of it were in force on every charge given, whatever its day and county. `standing` says what
    may be in force of each document, by id, where that is known already: then no day of the charge is looked at.
    """

    id: str
    policies: tuple[Policy, ...]
    offices: Mapping[str, Office] = field(default_factory=dict)
    as_if: bool = False
    known_on: date | None = None
    standing: Mapping[str, timeline.Status] | None = None

    def office(self, policy: Policy) -> Office | None:
        return self.offices.get(policy.office)

    def rules(self, policy: Policy) -> list[Rule]:
        """The rules of a document that were recorded by the day of knowledge."""
        return [rule for rule in policy.rules if timeline.known(rule.recorded, self.known_on)]


@dataclass(frozen=True)
class Choice:
    """Something that no record settles: `label` is what `because` prints."""

    key: Key
    label: str
    size: int = 2


class Question:
    """The variables and choices of some askings, in the order in which the documents first use them."""

    def __init__(
        self,
        catalogue: Catalogue,
        dictionary: Dictionary,
        askings: Sequence[Asking],
        accept_unverified: bool = False,
        also: Iterable[OneOf] = (),
    ) -> None:
        self.catalogue, self.dictionary = catalogue, dictionary
        self.askings = tuple(replace(a, policies=_spoken(a.policies, accept_unverified)) for a in askings)
        self.choices: dict[Key, tuple[int, Choice]] = {}
        self._charge_tests: list[OneOf] = list(also)
        self._tests: dict[Key, list[Condition]] = {}
        self._cuts: dict[Key, set[date]] = {}
        for asking in self.askings:
            self._register_asking(asking)
        self.variables, self._index = self._cut()

    def also(self, asking: int, standing: Mapping[str, timeline.Status]) -> int:
        """The number of an asking like another one that is given its standing, with another standing."""
        assert self.askings[asking].standing is not None
        self.askings = (*self.askings, replace(self.askings[asking], standing=standing))
        return len(self.askings) - 1

    # -- what the evaluator asks

    def index(self, key: Key) -> int:
        return self._index[key]

    def variable(self, key: Key) -> Variable:
        return self.variables[self._index[key]]

    def choice(self, choice: Choice) -> int:
        """The variable of a choice, numbered when first met; one key is one choice wherever it is used."""
        if choice.key not in self.choices:
            self.choices[choice.key] = (CHOICES + len(self.choices), choice)
        return self.choices[choice.key][0]

    def label(self, variable: int) -> str:
        return self._labels()[variable]

    def _labels(self) -> dict[int, str]:
        return {number: choice.label for number, choice in self.choices.values()}

    @property
    def cells(self) -> Cells:
        charge = self.variables[0]
        assert isinstance(charge, Charge)
        return charge.cells

    def reading(self, policy: Policy, rule: Rule) -> Choice | None:
        """The choice between the readings of a rule, if it has several and none is preferred."""
        size = len(rule.variants())
        return Choice(("reading", policy.id, rule.id), f"reading:{rule.id}", size) if size > 1 else None

    def open_rule(self, policy: Policy, rule: Rule) -> Choice:
        return Choice(("open rule", policy.id, rule.id), f"open:{rule.id}")

    def choices_of(self, condition: Condition, policy: Policy) -> tuple[Choice, ...]:
        """The choices that one test depends on: open lists it names, readings behind `listed`."""
        found: dict[Key, Choice] = {}
        for part in _parts(condition):
            if isinstance(part, OneOf):
                for value in part.values:
                    if value in policy.lists and policy.lists[value].open:
                        opened = Choice(("open", policy.id, value), f"open:{value}")
                        found[opened.key] = opened
            elif isinstance(part, Others | History):
                found |= {choice.key: choice for choice in self.choices_of(part.of, policy)}
            elif isinstance(part, Listed):
                found |= {choice.key: choice for choice in self._choices_of_the_list(policy)}
        return tuple(found.values())

    def _choices_of_the_list(self, policy: Policy) -> Iterable[Choice]:
        """The choices on which the list of declined charges depends: readings, and open lists they name."""
        for rule in policy.rules:
            naming = [variant.covers if variant and variant.then in DECLINING else None for variant in rule.variants()]
            reading = self.reading(policy, rule)
            if reading and any(covers != naming[0] for covers in naming):
                yield reading
            for covers in naming:
                if covers is not None:
                    yield from self.choices_of(covers.named, policy)

    def resolve(self, condition: Condition, policy: Policy, chosen: Mapping[Key, int]) -> Condition:
        """The condition with named lists and `listed` replaced by what they mean under these choices."""
        match condition:
            case OneOf(fact, values):
                return self._members(fact, values, policy, chosen)
            case Listed(value):
                named = self._listed(policy, chosen)
                return named if value else Not(named)
            case All(parts):
                return All(tuple(self.resolve(part, policy, chosen) for part in parts))
            case Any_(parts):
                return Any_(tuple(self.resolve(part, policy, chosen) for part in parts))
            case Not(part):
                return Not(self.resolve(part, policy, chosen))
            case Others(_, of):
                return replace(condition, of=self.resolve(of, policy, chosen))
            case History(of=of, before=before):
                return replace(condition, of=self.resolve(of, policy, chosen), before=before or policy.governs)
            case _:
                return condition

    def other_key(self, others: Others) -> Key:
        """The yes-or-no variable behind a quantifier: `every` and `none` are `any` turned round."""
        return ("other", Not(others.of) if others.quantifier == "every" else others.of)

    def count_key(self, history: History) -> Key:
        return ("count", history.of, history.count, history.within, history.before)

    # -- named lists

    def _members(self, fact: str, values: tuple[str, ...], policy: Policy, chosen: Mapping[Key, int]) -> Condition:
        plain = [value for value in values if value not in policy.lists]
        opened: list[Condition] = []
        for value in values:
            if value not in policy.lists:
                continue
            named = policy.lists[value]
            plain.extend(named.values)
            if named.open and chosen.get(("open", policy.id, value)):
                if fact in CHARGE_FACTS:
                    opened.append(OneOf("conduct", (named.open,)))
                else:
                    entry = self.dictionary.facts[fact]
                    plain.extend(entry.groups.get(named.open, ()))
        members = OneOf(fact, tuple(dict.fromkeys(plain)))
        return Any_((members, *opened)) if opened else members

    def _listed(self, policy: Policy, chosen: Mapping[Key, int]) -> Condition:
        """The charges that some declining rule names, under these readings: scope only."""
        named = []
        asking = next(asking for asking in self.askings if policy in asking.policies)
        for rule in asking.rules(policy):
            variants = rule.variants()
            variant = variants[chosen.get(("reading", policy.id, rule.id), 0)]
            if variant is not None and variant.then in DECLINING:
                named.append(self.resolve(variant.covers.named, policy, chosen))
        office = asking.office(policy)
        listed = Any_(tuple(named))
        return listed if office is None or office.decides is None else All((office.decides.named, listed))

    # -- registration, in document order

    def _register_asking(self, asking: Asking) -> None:
        for policy in asking.policies:
            office = asking.office(policy)
            if not asking.as_if and asking.standing is None and not policy.is_model and policy.rules:
                cuts = self._cuts.setdefault(("fact", policy.governs), set())
                cuts.update(day for day in timeline.turning_points(policy, office, asking.known_on))
            if office is not None:
                if not asking.as_if:
                    self._register(OneOf("place", (office.place,)), policy)
                if office.decides is not None:
                    self._register(office.decides.named, policy)
            for variant in (v for rule in asking.rules(policy) for v in rule.variants() if v is not None):
                self._register_rule(variant, policy)
            for protection in policy.protections:
                if protection.covers is not None:
                    self._register(protection.covers.named, policy)
                self._register(protection.holder, policy)
            for position in policy.positions:
                if position.covers is not None:
                    self._register(position.covers.named, policy)
                self._register(position.when, policy)

    def _register_rule(self, rule: Rule, policy: Policy) -> None:
        self._register(rule.covers.named, policy)
        if rule.covers.bound is not None:
            self._register(rule.covers.bound, policy)
        for _, clause in clauses(rule):
            self._register(clause.when, policy)

    def _register(self, condition: Condition, policy: Policy) -> None:
        for part in _parts(condition):
            for chosen in assignments(self.choices_of(part, policy)):
                self._register_plain(self.resolve(part, policy, chosen), part)

    def _register_plain(self, condition: Condition, written: Condition) -> None:
        for part in _parts(condition):
            match part:
                case OneOf(fact) if fact in CHARGE_FACTS:
                    self._charge_tests.append(part)
                case OneOf(fact) | Between(fact=fact):
                    self._tests.setdefault(("fact", fact), []).append(part)
                case When(fact, before, after):
                    cuts = self._cuts.setdefault(("fact", fact), set())
                    cuts.update([before] if before else [], [next_day(after)] if after else [])
                case Others():
                    assert isinstance(written, Others)
                    self._tests.setdefault(self.other_key(part), []).append(written)
                case History():
                    assert isinstance(written, History)
                    self._tests.setdefault(self.count_key(part), []).extend((part, written))
                case _:
                    continue

    # -- cutting facts into cells

    def _cut(self) -> tuple[tuple[Variable, ...], dict[Key, int]]:
        self._imply()
        variables: list[Variable] = [Charge(Cells(self.catalogue, self._charge_tests))]
        index: dict[Key, int] = {}
        for key in dict.fromkeys((*self._cuts, *self._tests)):
            index[key] = len(variables)
            variables.append(self._variable(key))
        return tuple(variables), index

    def _imply(self) -> None:
        """Let facts that say something about one another be cut where they do."""
        for name, entry in self.dictionary.facts.items():
            for implied in entry.implies:
                for other, values in implied.then.items():
                    if {("fact", name), ("fact", other)} <= self._tests.keys():
                        self._tests["fact", name].append(OneOf(name, implied.when))
                        self._tests["fact", other].append(OneOf(other, values))

    def _variable(self, key: Key) -> Variable:
        tests = self._tests.get(key, [])
        if key[0] == "other":
            written = tests[0]
            assert isinstance(written, Others)
            return Other(key[1], other_label(written.quantifier, written.of))  # type: ignore[arg-type]
        if key[0] == "count":
            return _count(tests, self._count_cuts(key))
        fact = str(key[1])
        entry = self.dictionary.facts.get(fact)
        if key in self._cuts:
            return Days(fact, tuple(sorted(cut for cut in self._cuts[key] if cut > date.min)))
        if entry is not None and entry.type == "int":
            cuts = {cut for test in tests if isinstance(test, Between) for cut in _thresholds(test)}
            return Numbers(fact, tuple(sorted(cuts)), fact, None if entry.ordinary is None else int(entry.ordinary))
        ordinary = "" if entry is None or entry.ordinary is None else str(entry.ordinary)
        return cut_values(fact, self.dictionary.values(fact), [t for t in tests if isinstance(t, OneOf)], ordinary)

    def _count_cuts(self, key: Key) -> set[int]:
        """The thresholds of all counts of the same unit up to the same date: what one says bounds another."""
        related = [k for k in self._tests if k[0] == "count" and (k[2], k[4]) == (key[2], key[4])]
        return {
            cut for k in related for test in self._tests[k] if isinstance(test, History) for cut in _thresholds(test)
        }

    def days(self, policy: Policy) -> tuple[Span, ...]:
        """The stretches of governing days on which the status of a policy does not change."""
        variable = self.variable(("fact", policy.governs))
        assert isinstance(variable, Days)
        return variable.spans


def assignments(choices: Sequence[Choice]) -> Iterable[dict[Key, int]]:
    """Every way to make some choices."""
    if not choices:
        yield {}
        return
    for rest in assignments(choices[1:]):
        for value in range(choices[0].size):
            yield {choices[0].key: value, **rest}


def _parts(condition: Condition) -> Iterable[Condition]:
    """The single tests of a condition, in order; case and history tests whole."""
    match condition:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from _parts(part)
        case Not(part):
            yield from _parts(part)
        case _:
            yield condition


def _thresholds(test: Between | History) -> Iterable[int]:
    if test.at_least:
        yield test.at_least
    if test.at_most is not None:
        yield test.at_most + 1


def _count(tests: list[Condition], cuts: set[int]) -> Count:
    histories = [test for test in tests if isinstance(test, History)]
    first, written = histories[0], histories[1]
    return Count(
        "history", tuple(sorted(cuts)), history_label(written), 0,
        of=first.of, unit=first.count, within=first.within, before=first.before,
    )  # fmt: skip


def _spoken(policies: tuple[Policy, ...], accept_unverified: bool) -> tuple[Policy, ...]:
    """An unverified rule decides nothing by itself: what it says is not known until somebody reads it."""
    if accept_unverified:
        return policies
    return tuple(
        policy.model_copy(update={"rules": tuple(_doubted(rule) for rule in policy.rules)}) for policy in policies
    )


def _doubted(rule: Rule) -> Rule:
    if rule.confidence is not Confidence.UNVERIFIED:
        return rule
    return rule.model_copy(
        update={"then": Decision.UNKNOWN, "when": ALWAYS, "unless": (), "readings": (), "overrides": ()}
    )
