"""(policies, pattern) → decision: exact, pure, on decision diagrams. The meaning of the language lives here.

For each cell of the charge a diagram over the other facts, with the text's own choices (readings, open
lists, imprecise dates, unsettled status) last, gives what every rule says. Restricted to a pattern, its
leaves are the candidates, and the facts it cannot forget are the needs. Nothing is enumerated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from nolle.law import timeline
from nolle.law.condition import All, Any_, Between, Condition, History, Not, OneOf, Others, When
from nolle.law.constraints import constraint
from nolle.law.diagram import Diagrams, Node, leaves, nodes
from nolle.law.facts import CHARGE_FACTS, SAME_CHARGE
from nolle.law.policy import Exception_, Policy, Rule, clauses
from nolle.law.question import CHOICES, Asking, Choice, Key, Question
from nolle.law.scope import Scope
from nolle.law.variables import Days, Numbers, Pattern, Values
from nolle.terms import Answer3, Decision

IMPOSSIBLE, CLASH = None, "clash"
ORDER = tuple(Decision)


class Said(NamedTuple):
    """One answer: which clause of which document says what. No clause for silence."""

    policy: str
    rule: str
    decision: Decision


ON = Said("", "", Decision.UNDETERMINED)
"""Marks that something of a document is in force, whether or not it speaks of the charge."""

SILENCE = Said("", "", Decision.SILENT)
NOTHING_IN_FORCE = Said("", "", Decision.NOT_IN_FORCE)


@dataclass(frozen=True)
class Answer:
    """What the documents say of a charge, and why.

    `rules` holds, for every candidate, the clauses that give it; `rule` is the first by id of those that
    give a determined decision however the unknowns fall (of all that give it, if none does so always).
    `needs` is a smallest set of facts that leaves nothing for a fact to settle.
    """

    decision: Decision
    rule: str
    policy: str
    candidates: tuple[Decision, ...]
    needs: tuple[str, ...]
    because: tuple[str, ...]
    rules: tuple[Said, ...]


@dataclass(frozen=True)
class Promise:
    """A protection or position beside the decision: whether it holds for this charge, and what would settle it."""

    policy: str
    id: str
    answer: Answer3
    needs: tuple[str, ...]
    because: tuple[str, ...]


class Evaluator:
    """Answers patterns of one question. Diagrams are built for the cells that are asked about, and kept."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.diagrams = Diagrams()
        self.true, self.false = self.diagrams.leaf(True), self.diagrams.leaf(False)
        self.impossible = self.diagrams.leaf(IMPOSSIBLE)
        self.constraint = constraint(question, self.diagrams)
        self._answers: dict[tuple[int, Pattern], Answer] = {}
        self._said: dict[tuple[int, int], Node] = {}

    # -- answers

    def answer(self, pattern: Pattern, asking: int = 0) -> Answer:
        """The decision on a pattern, with candidates, needs and because."""
        found = self._answers.get((asking, pattern))
        if found is None:
            said = self.possible(lambda cell: self.said(asking, cell), pattern)
            found = self._answers[asking, pattern] = self._conclude(said, pattern)
        return found

    def promises(self, pattern: Pattern, asking: int = 0) -> list[Promise]:
        """Every protection and position of the documents asked, each answered by itself."""
        found = []
        for policy in self.question.askings[asking].policies:
            for item in (*policy.protections, *policy.positions):
                condition = item.when if hasattr(item, "when") else item.holder
                root = self.possible(self._promise(asking, policy, item.covers, condition), pattern)
                holds = {value for value in leaves(root) if value is not IMPOSSIBLE}
                needs, because = self._needs(root, pattern), self._choices(root)
                answer = Answer3.UNDETERMINED
                if len(holds) == 1:
                    answer = Answer3.HOLDS if True in holds else Answer3.DOES_NOT_HOLD
                found.append(Promise(policy.id, item.id, answer, needs, tuple(because)))
        return found

    def possible(self, cell_diagram: Callable[[int], Node], pattern: Pattern) -> Node:
        """The diagram over what a pattern leaves possible: variable 0 counts the pattern's own cells."""
        cells = bits(pattern.masks[0])
        masks = ((1 << len(cells)) - 1, *pattern.masks[1:])
        root = self._charge([cell_diagram(cell) for cell in cells])
        free = self.diagrams.restrict(root, masks, self.impossible)
        bound = self.diagrams.restrict(self.constraint, masks, self.false)
        tied = self.diagrams.apply(lambda may, value: value if may else IMPOSSIBLE, bound, free)
        return free if tied is self.impossible else tied  # a record that contradicts itself keeps both sides

    def _charge(self, kids: Sequence[Node]) -> Node:
        return self.diagrams.node(0, kids) if kids else self.impossible

    def _conclude(self, root: Node, pattern: Pattern) -> Answer:
        told = [value for value in leaves(root) if value is not IMPOSSIBLE]
        rules = tuple(sorted({said for value in told for said in value}, key=_by_decision))
        candidates = tuple(sorted({said.decision for said in rules}, key=ORDER.index))
        decided = self.diagrams.apply(lambda value: value and frozenset(said.decision for said in value), root)
        needs = self._needs(decided, pattern)
        because = (["fact"] if needs else []) + self._choices(decided) + sorted(_text(told))
        if len(candidates) == 1 and candidates[0] is not Decision.UNKNOWN:
            always = frozenset.intersection(*told) or frozenset(rules)  # clauses that give it however unknowns fall
            first = min(always, key=_by_decision)
            return Answer(candidates[0], first.rule, first.policy, candidates, (), (), rules)
        return Answer(Decision.UNDETERMINED, "", "", candidates, needs, tuple(because), rules)

    def _choices(self, root: Node) -> list[str]:
        """The choices that, alone, can change the outcome: those the reduced diagram still tests."""
        return sorted({self.question.label(node.var) for node in nodes(root) if CHOICES <= node.var < 1 << 59})

    def _needs(self, root: Node, pattern: Pattern) -> tuple[str, ...]:
        """Facts that, once known, leave nothing for a fact to settle; without any one of them that fails.

        Facts are forgotten one after another, last first, wherever what is left still tells apart every two
        completions with different candidates. The set is unique unless two facts say the same thing.
        """
        root = self._outcomes(root)
        cells = bits(pattern.masks[0])
        tested = {node.var for node in nodes(root) if node.kids}
        kept: list[str] = []
        hidden: set[str] = set()
        for label in reversed(self._labels(tested)):
            facts = {*SAME_CHARGE} if label == "charge" else {label}
            without = self._forget(root, label, hidden | facts, cells, tested)
            if CLASH in leaves(without):
                kept.append(label)
            else:
                root, hidden = without, hidden | facts
        if "charge" in kept:
            kept.remove("charge")
            kept += ["offense"] if not pattern.offense_known else self._aspects(root, hidden, cells)
        return tuple(sorted(kept))

    def _outcomes(self, root: Node) -> Node:
        """The diagram over facts alone: each leaf is the set of outcomes that the choices leave."""
        memo: dict[Node, Node] = {}

        def visit(node: Node) -> Node:
            if node not in memo:
                if node.var >= CHOICES:
                    memo[node] = self.diagrams.leaf(_together(leaves(node)))
                else:
                    memo[node] = self.diagrams.node(node.var, [visit(kid) for kid in node.kids])
            return memo[node]

        return visit(root)

    def _labels(self, tested: set[int]) -> list[str]:
        elements = [fact for fact in CHARGE_FACTS if fact not in SAME_CHARGE]
        own = ["charge", *elements] if 0 in tested else []
        return own + list(dict.fromkeys(self.question.variables[var].label for var in sorted(tested) if var))

    def _forget(self, root: Node, label: str, hidden: set[str], cells: list[int], tested: set[int]) -> Node:
        """`root` for someone who does not know the facts of this label, nor those hidden before."""
        if label == "charge" or label in CHARGE_FACTS:
            return self._blur(root, hidden, cells)
        for var in sorted(tested - {0}):
            variable = self.question.variables[var]
            if variable.label == label:
                root = self.diagrams.forget(root, var, [range(variable.size)], _merge)
        return root

    def _blur(self, root: Node, hidden: Iterable[str], cells: list[int]) -> Node:
        """`root` with the charge's cells told apart only by tests of facts that are not hidden."""
        groups: dict[object, list[int]] = {}
        for position, cell in enumerate(cells):
            told = self.question.cells.answers[cell]
            seen = tuple(value for test, value in told.items() if test.fact not in hidden)
            groups.setdefault(seen, []).append(position)
        return self.diagrams.forget(root, 0, list(groups.values()), _merge)

    def _aspects(self, root: Node, hidden: set[str], cells: list[int]) -> list[str]:
        """Which of conduct, level and offense of one charge it is that must be known."""
        kept = []
        hidden = hidden | {"group"}
        for aspect in ("conduct", "level", "offense"):
            if CLASH in leaves(self._blur(root, hidden | {aspect}, cells)):
                kept.append(aspect)
            else:
                hidden = hidden | {aspect}
        return kept or ["offense"]

    # -- what documents say of one cell of the charge

    def said(self, asking: int, cell: int) -> Node:
        """The answers to a charge of this cell: each leaf a frozenset of Said, never empty."""
        key = (asking, cell)
        if key not in self._said:
            self._said[key] = self.diagrams.apply(settle, self.heard(asking, cell))
        return self._said[key]

    def heard(self, asking: int, cell: int) -> Node:
        """What every rule says to a charge of this cell, before `not_covered` gives way: with ON where in force."""
        asked = self.question.askings[asking]
        ruled = [policy for policy in asked.policies if policy.rules] or asked.policies
        spoken = [self._over_time(asked, policy, lambda p, on: self._rules(p, on, cell)) for policy in ruled]
        powers = [self._with_power(asked, p, node, cell) for p, node in zip(ruled, spoken, strict=True)]
        return reduce(lambda a, b: self.diagrams.apply(frozenset.union, a, b), powers)

    def named(self, asking: int, cell: int) -> Node:
        """Whether some rule of the documents names a charge of this cell in `covers`, on each reading."""
        policies = self.question.askings[asking].policies
        return self._any([self._named(policy, rule, cell) for policy in policies for rule in policy.rules])

    def _over_time(self, asked: Asking, policy: Policy, build: Callable[[Policy, timeline.Active], Node]) -> Node:
        every = frozenset(rule.id for rule in policy.rules)
        if asked.as_if or policy.is_model or not policy.rules:
            return build(policy, every)
        stretches = []
        for days in self.question.days(policy):
            status = timeline.status(policy, asked.office(policy), days.first, asked.known_on)
            options = []
            for settled, ended in status.options:
                unsettled = Choice(("status", policy.id), "status")
                options.append(self._choose(unsettled, [build(policy, settled), build(policy, ended)]))
            moved = Choice(("date", policy.id, len(options)), "date", len(options))
            stretches.append(self._choose(moved, options))
        return self.diagrams.choose(self.question.index(("fact", policy.governs)), stretches)

    def _with_power(self, asked: Asking, policy: Policy, said: Node, cell: int) -> Node:
        """A charge that the office has no power over is outside every scope."""
        office = asked.office(policy)
        if office is None:
            return said
        power = self.true if office.decides is None else self._when(office.decides.named, policy, cell)
        if not asked.as_if:
            power = self._all([power, self._when(OneOf("place", (office.place,)), policy, cell)])
        return self.diagrams.apply(lambda may, answers: answers if may else answers & {ON}, power, said)

    def _rules(self, policy: Policy, active: timeline.Active, cell: int) -> Node:
        """What the active rules say: a frozenset of Said with ON, or empty where nothing is in force."""
        if active is None:
            return self.diagrams.leaf(frozenset())
        heard = self.diagrams.leaf(frozenset({ON}))
        applying = [(rule, self._variants(policy, rule, active, cell)) for rule in policy.rules if rule.id in active]
        applying = [(rule, found) for rule, found in applying if any(a[rule.id] is not self.false for _, a in found)]
        silenced = self._silenced(policy, applying)
        for rule, found in applying:
            choice = self.question.reading(policy, rule)
            says = [self._says(policy, variant, rule.id, variant, applies, silenced) for variant, applies in found]
            spoken = self._choose(choice, says) if choice else says[0]
            heard = self.diagrams.apply(frozenset.union, heard, spoken)
        return heard

    def _variants(
        self, policy: Policy, rule: Rule, active: frozenset[str], cell: int
    ) -> list[tuple[Rule, dict[str, Node]]]:
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
            applies: dict[str, Node] = {}
            for path, clause in clauses(variant.model_copy(update={"readings": ()})):
                parent = applies.get(path.rpartition("/")[0], covered)
                applies[path] = self._all([parent, self._when(clause.when, policy, cell)])
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
        listed = self._any([self._named(policy, other, cell) for other in policy.rules if other.id in active])
        argued = self._choose(self.question.open_rule(policy, rule), [self.false, self.true])
        return self._any([named, self._all([bound, argued, self._not(listed)])])

    def _named(self, policy: Policy, rule: Rule, cell: int) -> Node:
        each = [self.false if v is None else self._when(v.covers.named, policy, cell) for v in rule.variants()]
        choice = self.question.reading(policy, rule)
        return self._choose(choice, each) if choice else each[0]

    def _silenced(self, policy: Policy, applying: list[tuple[Rule, list[tuple[Rule, dict[str, Node]]]]]) -> dict[str, Node]:
        """Where each clause is overridden by another that applies."""
        found: dict[str, Node] = {}
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

    def _promise(self, asking: int, policy: Policy, covers: Scope | None, when: Condition) -> Callable[[int], Node]:
        asked = self.question.askings[asking]

        def build(cell: int) -> Node:
            scope = self.true if covers is None else self._when(covers.named, policy, cell)
            holds = self._all([scope, self._when(when, policy, cell)])
            return self._over_time(asked, policy, lambda _, active: self.false if active is None else holds)

        return build

    # -- conditions

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
        return self._choose(first, options)

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
        return reduce(lambda a, b: self.diagrams.apply(lambda x, y: x and y, a, b), parts, self.true)

    def _any(self, parts: Iterable[Node]) -> Node:
        return reduce(lambda a, b: self.diagrams.apply(lambda x, y: x or y, a, b), parts, self.false)

    def _not(self, part: Node) -> Node:
        return self.diagrams.apply(lambda x: not x, part)


def bits(mask: int) -> list[int]:
    return [index for index in range(mask.bit_length()) if mask >> index & 1]


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


def _text(told: Iterable[frozenset[Said]]) -> set[str]:
    """Unread text and contradictions among the answers, as `because` prints them."""
    found = set()
    for answers in told:
        found.update(f"text:{said.rule}" for said in answers if said.decision is Decision.UNKNOWN)
        known = sorted({said for said in answers if said.decision is not Decision.UNKNOWN}, key=lambda s: s.rule)
        if len({said.decision for said in known}) > 1:
            found.add("conflict:" + "+".join(dict.fromkeys(said.rule for said in known)))
    return found


def _by_decision(said: Said) -> tuple[int, str, str]:
    return ORDER.index(said.decision), said.rule, said.policy


def _together(values: Iterable[object]) -> object:
    """The set of outcomes under some leaves; impossible ones are none."""
    found: set[object] = set()
    for value in values:
        if isinstance(value, frozenset):
            found |= value
        elif value is not IMPOSSIBLE:
            found.add(value)
    return frozenset(found) or IMPOSSIBLE


def _merge(*values: object) -> object:
    """What someone sees who cannot tell these completions apart: the outcome, or that it differs."""
    seen = {value for value in values if value is not IMPOSSIBLE}
    if not seen:
        return IMPOSSIBLE
    return seen.pop() if len(seen) == 1 else CLASH
