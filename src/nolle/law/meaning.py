"""What documents say, as diagrams: for each cell of the charge, over its other facts and the text's own choices.

The semantics of rules, exceptions, overriding, open lists, readings and status live here; `evaluator` asks
these diagrams about what a record leaves possible.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from nolle.law import timeline
from nolle.law.condition import All, Any_, Between, Condition, History, Listed, Not, OneOf, Others, When, walk
from nolle.law.diagram import Diagrams, Node
from nolle.law.facts import CHARGE_FACTS
from nolle.law.places import Office
from nolle.law.policy import Exception_, Policy, Rule, clauses
from nolle.law.question import Asking, Choice, Key, Question
from nolle.law.reach import Reach
from nolle.law.scope import Scope
from nolle.law.variables import Days, Numbers, Values
from nolle.terms import Decision

Applies = dict[str, Node]
"""Where each clause of a rule applies, by its path."""


class Said(NamedTuple):
    """One answer: which clause of which document says what. No clause for silence."""

    policy: str
    rule: str
    decision: Decision


ON = Said("", "", Decision.UNDETERMINED)
"""Marks that something of a document is in force, whether or not it speaks of the charge."""

SILENCE = Said("", "", Decision.SILENT)
NOTHING_IN_FORCE = Said("", "", Decision.NOT_IN_FORCE)


class Meaning:
    """The diagrams of one question's documents. They are built for the cells that are asked about, and kept.

    They hold where `possible` is true; elsewhere, conditions that hang on choices may say anything: a document whose
    lists can be read in many ways asks about many conditions of other charges, of which few combinations can be.
    """

    def __init__(self, question: Question, diagrams: Diagrams, possible: Node) -> None:
        self.question = question
        self.diagrams, self._possible = diagrams, possible
        self.narrowed = False
        """Whether some diagram is left to say anything where it is not possible."""
        self.true, self.false = self.diagrams.leaf(True), self.diagrams.leaf(False)
        self._said: dict[tuple[int, int], Node] = {}
        self._told: dict[Hashable, Node] = {}
        self._alike: dict[tuple[int, bool, int], Hashable] = {}
        self._powers: dict[tuple[bool, int, int], Node] = {}
        self._ruled: dict[tuple[int, timeline.Active, int], Node] = {}
        self._heard: dict[tuple[int, timeline.Status, int], Node] = {}
        self._in_force: dict[tuple[int, str], list[timeline.Status]] = {}
        self._reach = Reach(question)
        self._free: dict[tuple[int, int], tuple[Condition, Policy, Node | None]] = {}

    def said(self, asking: int, cell: int) -> Node:
        """The answers to a charge of this cell: each leaf a frozenset of Said, never empty."""
        key = (asking, cell)
        if key not in self._said:
            alike = (asking, self._likeness(self.question.askings[asking], cell))
            if alike not in self._told:
                self._told[alike] = self.diagrams.apply(settle, self.heard(asking, cell))
            self._said[key] = self._told[alike]
        return self._said[key]

    def _likeness(self, asked: Asking, cell: int) -> Hashable:
        """All that the documents can tell of a cell: cells alike in this are told the same."""
        key = (id(asked.policies), asked.as_if, cell)  # the question keeps its askings
        if key not in self._alike:
            self._alike[key] = tuple(
                (self._power(asked, office, policy, cell) if (office := asked.office(policy)) else None,
                 self._reach.likeness(policy, cell))
                for policy in asked.policies
            )  # fmt: skip
        return self._alike[key]

    def heard(self, asking: int, cell: int) -> Node:
        """What every rule says to a charge of this cell, before `not_covered` gives way: with ON where in force."""
        asked = self.question.askings[asking]
        ruled = [policy for policy in asked.policies if policy.rules] or asked.policies
        powers = [self._heard_of(asked, policy, cell) for policy in ruled]
        if not powers:  # an office without documents says nothing, on every day
            return self.diagrams.leaf(frozenset({ON}))
        return reduce(lambda a, b: self.diagrams.apply(frozenset.union, a, b), powers)

    def _heard_of(self, asked: Asking, policy: Policy, cell: int) -> Node:
        """What one document says; where it is told what is in force, once for all askings that are told the same."""
        if asked.standing is None or asked.as_if:
            return self._heard_anew(asked, policy, cell)
        key = (id(policy), asked.standing[policy.id], cell)
        if key not in self._heard:
            self._heard[key] = self._heard_anew(asked, policy, cell)
        return self._heard[key]

    def _heard_anew(self, asked: Asking, policy: Policy, cell: int) -> Node:
        spoken = self._over_time(asked, policy, lambda p, on: self._spoken(p, on, cell))
        return self._with_power(asked, policy, spoken, cell)

    def named(self, asking: int, cell: int) -> Node:
        """Whether some rule of the documents names a charge of this cell in `covers`, on each reading."""
        asked = self.question.askings[asking]
        known = {policy.id: {rule.id for rule in asked.rules(policy)} for policy in asked.policies}
        return self._any(
            self._named(policy, rule, cell)
            for policy in asked.policies
            for rule in self._reach.naming(policy, cell)
            if rule.id in known[policy.id]
        )

    def concerning(self, asking: int, cells: Iterable[int]) -> tuple[frozenset[str], ...]:
        """Of each document, the rules that may speak of a charge of one of these cells: no other matters to it."""
        return tuple(
            frozenset(rule.id for cell in cells for rule in self._reach.covering(policy, cell))
            for policy in self.question.askings[asking].policies
        )

    def applies(self, asking: int, cell: int) -> dict[tuple[str, str], Node]:
        """Where each clause of the documents applies to a charge of this cell, as if in force, heard or not.

        The keys are policy and path of the clause; the leaves say whether it applies.
        """
        asked = self.question.askings[asking]
        found: dict[tuple[str, str], Node] = {}
        for policy in asked.policies:
            office = asked.office(policy)
            power = self._power(asked, office, policy, cell) if office else self.true
            rules = asked.rules(policy)
            active = frozenset(rule.id for rule in rules)
            for rule in rules:
                variants = self._variants(policy, rule, active, cell)
                choice = self.question.reading(policy, rule)
                for path in dict.fromkeys(path for _, applies in variants for path in applies):
                    where = [applies.get(path, self.false) for _, applies in variants]
                    here = self._choose(choice, where) if choice else where[0]
                    found[policy.id, path] = self._all([power, here])
        return found

    def _over_time(self, asked: Asking, policy: Policy, build: Callable[[Policy, timeline.Active], Node]) -> Node:
        every = frozenset(rule.id for rule in asked.rules(policy))
        if asked.as_if or policy.is_model or not policy.rules:
            there = policy.is_model or timeline.known(policy.recorded, asked.known_on)
            return build(policy, every if there else None)
        statuses = self._statuses(asked, policy) if asked.standing is None else [asked.standing[policy.id]]
        ways = {active for status in statuses for option in status.options for active in option}
        built = {active: build(policy, active) for active in ways}
        unsettled = Choice(("status", policy.id), "status")
        stretches = []
        for status in statuses:
            options = [self._choose(unsettled, [built[settled], built[ended]]) for settled, ended in status.options]
            moved = Choice(("date", policy.id, len(options)), "date", len(options))
            stretches.append(self._choose(moved, options))
        if asked.standing is not None:
            return stretches[0]
        return self.diagrams.choose(self.question.index(("fact", policy.governs)), stretches)

    def _statuses(self, asked: Asking, policy: Policy) -> list[timeline.Status]:
        """What may be in force in each stretch of governing days."""
        key = (id(asked), policy.id)  # the question keeps its askings
        if key not in self._in_force:
            office = asked.office(policy)
            self._in_force[key] = [
                timeline.status(policy, office, days.first, asked.known_on) for days in self.question.days(policy)
            ]
        return self._in_force[key]

    def _with_power(self, asked: Asking, policy: Policy, said: Node, cell: int) -> Node:
        """A charge that the office has no power over is outside every scope."""
        office = asked.office(policy)
        if office is None:
            return said
        power = self._power(asked, office, policy, cell)
        if power is self.true:
            return said
        return self.diagrams.apply(lambda may, answers: answers if may else answers & {ON}, power, said)

    def _power(self, asked: Asking, office: Office, policy: Policy, cell: int) -> Node:
        key = (asked.as_if, id(policy), cell)  # the askings keep their documents
        if key not in self._powers:
            power = self.true if office.decides is None else self._when(office.decides.named, policy, cell)
            if not asked.as_if:
                power = self._all([power, self._when(OneOf("place", (office.place,)), policy, cell)])
            self._powers[key] = power
        return self._powers[key]

    def _spoken(self, policy: Policy, active: timeline.Active, cell: int) -> Node:
        """What the active rules say, worked out once for all askings that find the same rules active."""
        key = (id(policy), active, cell)
        if key not in self._ruled:
            self._ruled[key] = self._rules(policy, active, cell)
        return self._ruled[key]

    def _rules(self, policy: Policy, active: timeline.Active, cell: int) -> Node:
        """What the active rules say: a frozenset of Said with ON, or empty where nothing is in force."""
        if active is None:
            return self.diagrams.leaf(frozenset())
        heard = self.diagrams.leaf(frozenset({ON}))
        reaching = [rule for rule in self._reach.covering(policy, cell) if rule.id in active]
        applying = [(rule, self._variants(policy, rule, active, cell)) for rule in reaching]
        applying = [(rule, found) for rule, found in applying if any(a[rule.id] is not self.false for _, a in found)]
        silenced = self._silenced(policy, applying)
        for rule, found in applying:
            choice = self.question.reading(policy, rule)
            says = [self._says(policy, variant, rule.id, variant, applies, silenced) for variant, applies in found]
            spoken = self._choose(choice, says) if choice else says[0]
            heard = self.diagrams.apply(frozenset.union, heard, spoken)
        return heard

    def _variants(self, policy: Policy, rule: Rule, active: frozenset[str], cell: int) -> list[tuple[Rule, Applies]]:
        """The rule under each reading, with the diagram of where it and each of its exceptions applies."""
        found = []
        for number, variant in enumerate(rule.variants()):
            if variant is None:
                found.append((rule, dict.fromkeys((path for path, _ in clauses(rule)), self.false)))
                continue
            covered = self._covered(policy, rule, active, cell, number)
            if covered is self.false:
                found.append((variant, dict.fromkeys((path for path, _ in clauses(variant)), self.false)))
                continue
            applies: Applies = {}
            for path, clause in clauses(variant):
                parent = applies.get(path.rpartition("/")[0], covered)
                applies[path] = self._all([parent, self._clause(clause.when, policy, cell)])
            found.append((variant, applies))
        return found

    def _covered(self, policy: Policy, rule: Rule, active: frozenset[str], cell: int, number: int = -1) -> Node:
        """Where the charge is in the rule's scope: named, or arguably inside an open list no rule names it in."""
        if number < 0:
            each = [self._covered(policy, rule, active, cell, n) for n in range(len(rule.variants()))]
            choice = self.question.reading(policy, rule)
            return self._choose(choice, each) if choice else each[0]
        variant = rule.variants()[number]
        if variant is None:
            return self.false
        scope: Scope = variant.covers
        named = self._when(scope.named, policy, cell)
        bound = self.false if scope.bound is None else self._when(scope.bound, policy, cell)
        if bound is self.false:
            return named
        naming = [other for other in self._reach.naming(policy, cell) if other.id in active]
        listed = self._any(self._named(policy, other, cell) for other in naming)
        argued = self._choose(self.question.open_rule(policy, rule), [self.false, self.true])
        return self._any([named, self._all([bound, argued, self._not(listed)])])

    def _named(self, policy: Policy, rule: Rule, cell: int) -> Node:
        each = [self.false if v is None else self._when(v.covers.named, policy, cell) for v in rule.variants()]
        choice = self.question.reading(policy, rule)
        return self._choose(choice, each) if choice else each[0]

    def _silenced(self, policy: Policy, applying: list[tuple[Rule, list[tuple[Rule, Applies]]]]) -> Applies:
        """Where each clause is overridden by another that applies."""
        found: Applies = {}
        for rule, variants in applying:
            choice = self.question.reading(policy, rule)
            for path in dict.fromkeys(path for variant, _ in variants for path, _ in clauses(variant)):
                targets = [self._targets(path, variant) for variant, _ in variants]
                for target in dict.fromkeys(target for each in targets for target in each):
                    where = [a.get(path, self.false) if target in t else self.false
                             for (_, a), t in zip(variants, targets, strict=True)]  # fmt: skip
                    silent = self._choose(choice, where) if choice else where[0]
                    found[target] = self._any([found.get(target, self.false), silent])
        return found

    @staticmethod
    def _targets(path: str, variant: Rule) -> list[str]:
        """The paths that the clause at `path` overrides: siblings by bare id, others by path or rule id."""
        clause = dict(clauses(variant)).get(path)
        beside = path.rpartition("/")[0]
        paths = {known for known, _ in clauses(variant)}
        return [
            f"{beside}/{target}" if f"{beside}/{target}" in paths else target
            for target in (clause.overrides if clause else ())
        ]

    def _says(
        self, policy: Policy, rule: Rule, path: str, clause: Rule | Exception_,
        applies: Mapping[str, Node], silenced: Mapping[str, Node],
    ) -> Node:  # fmt: skip
        """What a clause says where it applies and is not overridden: its exceptions that fire, or itself."""
        own = frozenset({Said(policy.id, path, clause.then or rule.then)})
        inner = self.diagrams.leaf(frozenset())
        for exception in clause.unless:
            said = self._says(policy, rule, f"{path}/{exception.id}", exception, applies, silenced)
            inner = self.diagrams.apply(frozenset.union, inner, said)
        here = self._all([applies.get(path, self.false), self._not(silenced.get(path, self.false))])
        return self.diagrams.apply(lambda fires, said: (said or own) if fires else frozenset(), here, inner)

    def promised(self, asking: int, policy: Policy, covers: Scope | None, when: Condition, cell: int) -> Node:
        """Whether a protection or position that covers and holds so is there for a charge of this cell."""
        asked = self.question.askings[asking]
        scope = self.true if covers is None else self._when(covers.named, policy, cell)
        holds = self._all([scope, self._when(when, policy, cell)])
        return self._over_time(asked, policy, lambda _, active: self.false if active is None else holds)

    # -- conditions

    def _clause(self, condition: Condition, policy: Policy, cell: int) -> Node:
        """A clause's condition; one that does not look at the charge is the same for all cells, and built once."""
        key = (id(condition), id(policy))
        if key not in self._free:
            own = any(isinstance(p, Listed) or getattr(p, "fact", "") in CHARGE_FACTS for p in walk(condition))
            node = None if own else self._when(condition, policy, cell)
            self._free[key] = (condition, policy, node)  # both are kept, so that no other object takes their ids
        return self._free[key][2] or self._when(condition, policy, cell)

    def _when(self, condition: Condition, policy: Policy, cell: int) -> Node:
        match condition:
            case All(parts):
                return self._all([self._when(part, policy, cell) for part in parts])
            case Any_(parts):
                return self._any([self._when(part, policy, cell) for part in parts])
            case Not(part):
                return self._not(self._when(part, policy, cell))
            case _:
                return self._under(self.question.choices_of(condition, policy), condition, policy, cell, {})

    def _under(
        self, choices: Sequence[Choice], condition: Condition, policy: Policy, cell: int, chosen: dict[Key, int]
    ) -> Node:
        if not choices:
            return self._plain(self.question.resolve(condition, policy, chosen), cell)
        first, *rest = choices
        options = [self._under(rest, condition, policy, cell, {**chosen, first.key: n}) for n in range(first.size)]
        whole = self._choose(first, options)
        found = self.diagrams.simplify(whole, self._possible)
        self.narrowed |= found is not whole
        return found

    def _plain(self, condition: Condition, cell: int) -> Node:
        """A condition without choices, for a charge of this cell."""
        question = self.question
        match condition:
            case All(parts):
                return self._all([self._plain(part, cell) for part in parts])
            case Any_(parts):
                return self._any([self._plain(part, cell) for part in parts])
            case Not(part):
                return self._not(self._plain(part, cell))
            case OneOf(fact) if fact in CHARGE_FACTS:
                return self.true if question.cells.holds(condition, cell) else self.false
            case OneOf(fact):
                values = question.variable(("fact", fact))
                assert isinstance(values, Values)
                return self._test(("fact", fact), values.satisfying(condition))
            case Between(fact=fact, at_least=low, at_most=high):
                return self._test(("fact", fact), _between(question.variable(("fact", fact)), low, high))
            case When(fact, before, after):
                days = question.variable(("fact", fact))
                assert isinstance(days, Days)
                inside = [(not before or d.last < before) and (not after or d.first > after) for d in days.spans]
                return self._test(("fact", fact), sum(1 << i for i, good in enumerate(inside) if good))
            case Others(quantifier):
                return self._test(question.other_key(condition), 2 if quantifier == "any" else 1)
            case History(at_least=low, at_most=high):
                key = question.count_key(condition)
                return self._test(key, _between(question.variable(key), low, high))
        raise TypeError(f"{condition} has no meaning for a charge")

    def _test(self, key: Key, mask: int) -> Node:
        var, size = self.question.index(key), self.question.variable(key).size
        return self.diagrams.node(var, [self.true if mask >> i & 1 else self.false for i in range(size)])

    def _choose(self, choice: Choice, options: Sequence[Node]) -> Node:
        same = all(option is options[0] for option in options)
        return options[0] if same else self.diagrams.choose(self.question.choice(choice), options)

    def _all(self, parts: Iterable[Node]) -> Node:
        return self._joined(lambda x, y: x and y, parts, self.true, self.false)

    def _any(self, parts: Iterable[Node]) -> Node:
        return self._joined(lambda x, y: x or y, parts, self.false, self.true)

    def _joined(self, join: Callable[[bool, bool], bool], parts: Iterable[Node], neutral: Node, settles: Node) -> Node:
        """The parts joined; a part that settles it ends the search, one that changes nothing is passed over."""
        found = neutral
        for part in parts:
            if part is settles:
                return settles
            if part is not neutral:
                found = part if found is neutral else self.diagrams.apply(join, found, part)
        return found

    def _not(self, part: Node) -> Node:
        return self.diagrams.apply(lambda x: not x, part)


def _between(numbers: object, low: int | None, high: int | None) -> int:
    assert isinstance(numbers, Numbers)
    bounds = [numbers.bounds(cell) for cell in range(numbers.size)]
    return sum(
        1 << cell for cell, (least, most) in enumerate(bounds)
        if (low is None or least >= low) and (high is None or most <= high)
    )  # fmt: skip


def settle(answers: frozenset[Said]) -> frozenset[Said]:
    """One completion's answers: `not_covered` takes away its own rule's answer and no other's."""
    if ON not in answers:
        return frozenset({NOTHING_IN_FORCE})
    said = answers - {ON}
    voiced = {(s.policy, s.rule.partition("/")[0]) for s in said if s.decision is not Decision.NOT_COVERED}
    heard = {
        s for s in said
        if s.decision is not Decision.NOT_COVERED or not voiced - {(s.policy, s.rule.partition("/")[0])}
    }  # fmt: skip
    return frozenset(heard) or frozenset({SILENCE})
