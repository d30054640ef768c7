"""(policies, pattern) → decision: exact, pure, on decision diagrams.

The diagrams of `meaning` give what every rule says, over facts first and the text's own choices (readings,
open lists, imprecise dates, unsettled status) last. Restricted to a pattern, their leaves are the candidates,
and the facts they cannot forget are the needs. Nothing is enumerated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from nolle.law.condition import Condition
from nolle.law.constraints import constraint
from nolle.law.diagram import LEAF, Diagrams, Node, leaves, nodes
from nolle.law.facts import CHARGE_FACTS, SAME_CHARGE
from nolle.law.meaning import Meaning, Said
from nolle.law.policy import Policy
from nolle.law.question import CHOICES, Question
from nolle.law.scope import Scope
from nolle.law.variables import Pattern
from nolle.terms import Answer3, Decision

IMPOSSIBLE, CLASH = None, "clash"
ORDER = tuple(Decision)


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
    """Answers patterns of one question, and remembers the answers."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.diagrams = Diagrams()
        self.impossible = self.diagrams.leaf(IMPOSSIBLE)
        self.constraint = constraint(question, self.diagrams)
        self.meaning = Meaning(question, self.diagrams, self.constraint)
        self._answers: dict[tuple[int, Pattern], Answer] = {}

    # -- answers

    def answer(self, pattern: Pattern, asking: int = 0) -> Answer:
        """The decision on a pattern, with candidates, needs and because."""
        found = self._answers.get((asking, pattern))
        if found is None:
            said = self.possible(lambda meaning, cell: meaning.said(asking, cell), pattern)
            found = self._answers[asking, pattern] = self._conclude(said, pattern)
        return found

    def spoken(self, pattern: Pattern, asking: int = 0) -> tuple[Said, ...]:
        """The clauses that give some candidate, without what would settle it."""
        return _clauses(leaves(self.possible(lambda meaning, cell: meaning.said(asking, cell), pattern)))

    def candidates(self, pattern: Pattern, asking: int = 0) -> frozenset[Decision]:
        """The decisions that a pattern leaves possible, without what would settle it."""
        return frozenset(said.decision for said in self.spoken(pattern, asking))

    def reachable(self, pattern: Pattern, asking: int = 0) -> frozenset[Decision]:
        """The decisions that are settled once the facts are known, whatever the text leaves open."""
        root = self.possible(lambda meaning, cell: meaning.said(asking, cell), pattern)
        outcomes = leaves(self._outcomes(self._decisions(root)))
        return frozenset(
            decision for told in outcomes if told is not IMPOSSIBLE and len(told) == 1 for decision in told
        )

    def promises(self, pattern: Pattern, asking: int = 0) -> list[Promise]:
        """Every protection and position of the documents asked, each answered by itself."""
        found = []
        for policy in self.question.askings[asking].policies:
            beside = [(p.id, p.covers, p.holder) for p in policy.protections]
            beside += [(p.id, p.covers, p.when) for p in policy.positions]
            for id, covers, condition in beside:
                root = self.possible(_promised(asking, policy, covers, condition), pattern)
                holds = {value for value in leaves(root) if value is not IMPOSSIBLE}
                needs, because = self._needs(root, pattern), self._choices(root)
                answer = Answer3.UNDETERMINED
                if len(holds) == 1:
                    answer = Answer3.HOLDS if True in holds else Answer3.DOES_NOT_HOLD
                found.append(Promise(policy.id, id, answer, needs, tuple(because)))
        return found

    def possible(self, told: Callable[[Meaning, int], Node], pattern: Pattern) -> Node:
        """The diagram over what a pattern leaves possible: variable 0 counts the pattern's own cells.

        `told` gives the diagram of one cell. A record that contradicts itself keeps both sides.
        """
        cells = bits(pattern.masks[0])
        masks = ((1 << len(cells)) - 1, *pattern.masks[1:])
        bound = self.diagrams.restrict(self.constraint, masks, self.meaning.false)
        meaning = self._of_anything if bound is self.meaning.false else self.meaning
        free = self.diagrams.restrict(self._charge([told(meaning, cell) for cell in cells]), masks, self.impossible)
        if meaning is not self.meaning or bound is self.meaning.true:
            return free
        return self.diagrams.apply(lambda may, value: value if may else IMPOSSIBLE, bound, free)

    @cached_property
    def _of_anything(self) -> Meaning:
        """What the documents say of records that contradict themselves too."""
        return Meaning(self.question, self.diagrams, self.meaning.true)

    def _charge(self, kids: Sequence[Node]) -> Node:
        return self.diagrams.node(0, kids) if kids else self.impossible

    def _conclude(self, root: Node, pattern: Pattern) -> Answer:
        told = [value for value in leaves(root) if value is not IMPOSSIBLE]
        rules = _clauses(told)
        candidates = tuple(sorted({said.decision for said in rules}, key=ORDER.index))
        decided = self._decisions(root)
        needs = self._needs(decided, pattern)
        because = (["fact"] if needs else []) + self._choices(decided) + sorted(_text(told))
        if len(candidates) == 1 and candidates[0] is not Decision.UNKNOWN:
            always = frozenset.intersection(*told) or frozenset(rules)  # clauses that give it however unknowns fall
            first = min(always, key=_by_decision)
            return Answer(candidates[0], first.rule, first.policy, candidates, (), (), rules)
        return Answer(Decision.UNDETERMINED, "", "", candidates, needs, tuple(because), rules)

    def _decisions(self, root: Node) -> Node:
        """The diagram with the clauses of its leaves left out."""
        return self.diagrams.apply(lambda value: value and frozenset(said.decision for said in value), root)

    def _choices(self, root: Node) -> list[str]:
        """The choices that, alone, can change the outcome: those the reduced diagram still tests."""
        return sorted({self.question.label(node.var) for node in nodes(root) if CHOICES <= node.var < LEAF})

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
        return self._told(root, {})

    def _told(self, node: Node, memo: dict[Node, Node]) -> Node:
        if node not in memo:
            if node.var >= CHOICES:
                memo[node] = self.diagrams.leaf(_together(leaves(node)))
            else:
                memo[node] = self.diagrams.node(node.var, [self._told(kid, memo) for kid in node.kids])
        return memo[node]

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
        for aspect, facts in (("conduct", {"conduct"}), ("level", {"level"}), ("offense", {"offense", "group"})):
            if CLASH in leaves(self._blur(root, hidden | facts, cells)):
                kept.append(aspect)
            else:
                hidden = hidden | facts
        return kept or ["offense"]


def bits(mask: int) -> list[int]:
    """The positions of the bits of a mask."""
    return [index for index in range(mask.bit_length()) if mask >> index & 1]


def _promised(asking: int, policy: Policy, covers: Scope | None, when: Condition) -> Callable[[Meaning, int], Node]:
    return lambda meaning, cell: meaning.promised(asking, policy, covers, when, cell)


def _text(told: Iterable[frozenset[Said]]) -> set[str]:
    """Unread text and contradictions among the answers, as `because` prints them."""
    found: set[str] = set()
    for answers in told:
        found.update(f"text:{said.rule}" for said in answers if said.decision is Decision.UNKNOWN)
        known = sorted({said for said in answers if said.decision is not Decision.UNKNOWN}, key=lambda s: s.rule)
        if len({said.decision for said in known}) > 1:
            found.add("conflict:" + "+".join(dict.fromkeys(said.rule for said in known)))
    return found


def _clauses(told: Iterable[frozenset[Said] | None]) -> tuple[Said, ...]:
    return tuple(sorted({said for value in told if value for said in value}, key=_by_decision))


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
