"""compare: does policy A give what policy B gives, over every charge possible under the law of a place?

Each is asked as if in force. The product of the two diagrams is walked once: no pattern is listed. Every
gap carries the rules responsible and the smallest counterexample, which is asked of both again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple

from nolle.law import end_demand
from nolle.law.charges import Kind
from nolle.law.condition import OneOf
from nolle.law.diagram import Node, leaves
from nolle.law.evaluator import IMPOSSIBLE, Answer, Evaluator, bits
from nolle.law.facts import Dictionary
from nolle.law.meaning import Said
from nolle.law.policy import clauses
from nolle.law.question import CHOICES, Question
from nolle.law.sorts import sorts_of_charge
from nolle.law.variables import Other, Pattern
from nolle.law.witness import Witness, smallest
from nolle.terms import ASKS_NOTHING, DECLINING, PROTECTION_ORDER, Decision, Strength
from nolle.terms import Kind as Gap_

LEFT, RIGHT = 0, 1
_WORST = (Gap_.CONFLICTS, Gap_.STRICTER, Gap_.NARROWER, Gap_.SILENT)


class Verdict(NamedTuple):
    """How A stands to B for one completion and one way to make the choices."""

    kind: Gap_
    left: str
    left_rule: str
    right: str
    right_rule: str


@dataclass(frozen=True)
class Gap:
    """Charges of one class of conduct for which A does not give what B gives, for one reason.

    `n` and `n_at_most` count real charges that surely and perhaps fall here, where records were given.
    """

    conduct: str
    kind: Gap_
    left: tuple[str, str]
    right: tuple[str, str]
    classes: tuple[str, ...]
    offenses: tuple[str, ...]
    witness: Witness
    left_answer: Answer
    right_answer: Answer
    n: int | None = None
    n_at_most: int | None = None


@dataclass(frozen=True)
class Comparison:
    """The gaps of A to B; whether A follows the End Demand pattern; how many regions were told apart."""

    left: str
    right: str
    gaps: tuple[Gap, ...]
    regions: int
    end_demand: bool
    opened: tuple[Gap, ...] = field(default=())


def class_tests(dictionary: Dictionary) -> list[OneOf]:
    """Tests that keep the classes of conduct apart, so that a gap names one."""
    return [OneOf("conduct", (conduct,)) for conduct in dictionary.conduct]


def compare(evaluator: Evaluator, kinds: Iterable[Kind], counts: Sequence[tuple[Pattern, int]] = ()) -> Comparison:
    """Asking 0 against asking 1 of the evaluator's question, over these kinds of charge.

    The question must have been built with `class_tests`. `counts` are patterns of records with their numbers.
    """
    question = evaluator.question
    powers = _Powers(evaluator)
    by_cell: dict[int, list[Kind]] = {}
    for kind in sorted(kinds):
        by_cell.setdefault(question.cells.cell(kind), []).append(kind)
    found: dict[tuple[str, Gap_, tuple[str, str], tuple[str, str]], list[tuple[int, Node]]] = {}
    regions = 0
    lawful = _lawful(evaluator)
    weighed: dict[tuple[Node, ...], Node] = {}
    for cell, inside in by_cell.items():
        if not powers.over(cell):
            continue
        told = _told(evaluator, cell)
        if told not in weighed:  # to many cells both say the same
            weighed[told] = _verdicts(evaluator, told, lawful)
        root = weighed[told]
        for outcome in set(leaves(root)):
            if outcome is IMPOSSIBLE:
                continue
            regions += 1
            verdict = settled(outcome)
            if verdict.kind is not Gap_.MEETS:
                conduct = inside[0].conduct.partition("/")[0]
                key = (conduct, verdict.kind, verdict[1:3], verdict[3:5])
                found.setdefault(key, []).append((cell, root))
    gaps = [_gap(evaluator, key, where, by_cell) for key, where in found.items()]
    if counts:
        gaps = _counted(evaluator, gaps, counts)
    gaps.sort(key=lambda gap: (-(gap.n or 0), -(gap.n_at_most or 0), gap.witness.cost, _rank(gap, question), gap.left))
    opened = tuple(gap for gap in gaps if _only_opened(gap))
    return Comparison(
        question.askings[LEFT].id, question.askings[RIGHT].id,
        tuple(gap for gap in gaps if gap not in opened), regions, end_demand.follows(evaluator, kinds), opened,
    )  # fmt: skip


def verdicts(evaluator: Evaluator, cell: int) -> Node:
    """The diagram over facts whose leaves are the sets of verdicts that the choices leave."""
    return _verdicts(evaluator, _told(evaluator, cell), evaluator.constraint)


def _told(evaluator: Evaluator, cell: int) -> tuple[Node, Node, Node]:
    """What A says to a charge of a cell, what B says, and whether A names the charge."""
    meaning = evaluator.meaning
    return meaning.said(LEFT, cell), meaning.said(RIGHT, cell), meaning.named(LEFT, cell)


def _verdicts(evaluator: Evaluator, told: tuple[Node, Node, Node], where: Node) -> Node:
    diagrams, question = evaluator.diagrams, evaluator.question
    ids = [{policy.id for policy in asking.policies} for asking in question.askings]
    shared = not ids[LEFT].isdisjoint(ids[RIGHT])
    left = diagrams.apply(lambda answers: _voice(question, LEFT, answers, shared), told[LEFT])
    right = diagrams.apply(lambda answers: _voice(question, RIGHT, answers, shared), told[RIGHT])
    found = diagrams.apply(_weighed, left, right, told[2])
    tied = diagrams.apply(_where, where, found)
    memo: dict[Node, Node] = {}

    def visit(node: Node) -> Node:
        if node not in memo:
            if node.var >= CHOICES:
                memo[node] = diagrams.leaf(frozenset(v for v in leaves(node) if v is not IMPOSSIBLE) or IMPOSSIBLE)
            else:
                memo[node] = diagrams.node(node.var, [visit(kid) for kid in node.kids])
        return memo[node]

    return visit(tied)


def _where(may: bool, value: Any) -> Any:
    return value if may else IMPOSSIBLE


def _lawful(evaluator: Evaluator) -> Node:
    """Where the facts allow it, and no other charge meets a test that no charge of the law can meet.

    A record may hold such a charge all the same, so it is ruled out here and not for every question.
    """
    question, diagrams = evaluator.question, evaluator.diagrams
    found = evaluator.constraint
    for index, variable in enumerate(question.variables):
        if isinstance(variable, Other) and (True,) not in sorts_of_charge(question.catalogue, [variable.of]):
            absent = diagrams.node(index, [diagrams.leaf(True), diagrams.leaf(False)])
            found = diagrams.apply(lambda one, other: one and other, found, absent)
    return found


class Voice(NamedTuple):
    """What one side says in a completion, as far as a verdict looks at it.

    `place` is that in the order of protection; `unread` says that nobody has read some of it. `words` are the answers
    themselves, where the other side may give the same ones.
    """

    decision: Decision
    rule: str = ""
    place: tuple[int, int] = (0, 0)
    unread: bool = False
    words: frozenset[Said] = frozenset()


_NOTHING = Voice(Decision.SILENT)


def verdict(question: Question, left: frozenset[Said], right: frozenset[Said], named: bool) -> Verdict:
    """How one answer of A stands to one of B."""
    return _weighed(_voice(question, LEFT, left, True), _voice(question, RIGHT, right, True), named)


def _weighed(left: Voice, right: Voice, named: bool) -> Verdict:
    said, asked = left.decision, right.decision
    words = (said.value, left.rule, asked.value, right.rule)
    same = bool(left.words) and left.words == right.words  # the same clauses of one document, even if unread
    if asked in ASKS_NOTHING or same:
        return Verdict(Gap_.MEETS, "", "", "", "")
    if Decision.UNDETERMINED in (said, asked):
        contradicts = said is Decision.UNDETERMINED and not left.unread
        return Verdict(Gap_.CONFLICTS if contradicts else Gap_.UNDETERMINED, *words)
    if said is Decision.NOT_COVERED:
        return Verdict(Gap_.NARROWER, *words)
    if said in (Decision.SILENT, Decision.NOT_IN_FORCE):
        return Verdict(Gap_.NARROWER if named else Gap_.SILENT, *words)
    if left.place <= right.place:
        return Verdict(Gap_.MEETS, "", "", "", "")
    if said is Decision.WILL_PROSECUTE and asked in DECLINING:
        return Verdict(Gap_.CONFLICTS, *words)
    return Verdict(Gap_.STRICTER, *words)


def _voice(question: Question, asking: int, answers: frozenset[Said], shared: bool) -> Voice:
    """The one decision of a completion, and its first rule; undetermined where rules contradict or nobody read."""
    decisions = {said.decision for said in answers}
    first = min(said.rule for said in answers)
    words = answers if shared else frozenset()
    if len(decisions) > 1 or Decision.UNKNOWN in decisions:
        return Voice(Decision.UNDETERMINED, first, unread=Decision.UNKNOWN in decisions, words=words)
    [decision] = decisions
    if asking == RIGHT and decision in ASKS_NOTHING:
        return _NOTHING
    place = protection(question, asking, answers) if decision in PROTECTION_ORDER else (0, 0)
    return Voice(decision, first, place, words=words)


def protection(question: Question, asking: int, answers: frozenset[Said]) -> tuple[int, int]:
    """The place of one decision in the order of protection: smaller protects more.

    Presumptive stands just below mandatory; of several clauses that decline, one that binds is enough.
    """
    decision = min(said.decision for said in answers)
    presumptive = decision is Decision.DECLINE and all(_presumptive(question, asking, said) for said in answers)
    return PROTECTION_ORDER.index(decision), int(presumptive)


def _presumptive(question: Question, asking: int, said: Said) -> bool:
    """Whether a clause presumes, in some reading of its rule; without `then` it restores its rule's presumption too."""
    policy = next((policy for policy in question.askings[asking].policies if policy.id == said.policy), None)
    head = policy.rule(said.rule) if policy else None
    for rule in filter(None, head.variants() if head else ()):
        clause = dict(clauses(rule)).get(said.rule)
        if clause is None or (clause.then or rule.then) is not said.decision:
            continue
        restored = rule.strength if clause.then is None else clause.strength
        if Strength.PRESUMPTIVE in (clause.strength, restored):
            return True
    return False


@lru_cache(maxsize=1 << 14)
def settled(outcome: frozenset[Verdict]) -> Verdict:
    """One verdict for a completion: undetermined where some ways to choose meet B and others do not."""
    kinds = {verdict.kind for verdict in outcome}
    ordered = sorted((v for v in outcome if v.kind is not Gap_.MEETS), key=lambda v: (v.kind.value, *v[1:]))
    if len(kinds) == 1:
        return ordered[0] if ordered else next(iter(outcome))
    if Gap_.MEETS in kinds or Gap_.UNDETERMINED in kinds:
        return Verdict(Gap_.UNDETERMINED, *ordered[0][1:])
    return min(ordered, key=lambda v: _WORST.index(v.kind))


class _Powers:
    """Which charges the office of A can decide at all."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        asking = evaluator.question.askings[LEFT]
        offices = [asking.office(policy) for policy in asking.policies]
        self.limits = [office.decides.named for office in offices if office is not None and office.decides]
        self.limited = bool(self.limits) and all(office is not None and office.decides for office in offices)

    def over(self, cell: int) -> bool:
        cells = self.evaluator.question.cells
        return not self.limited or any(cells.holds(limit, cell) for limit in self.limits)


def _gap(
    evaluator: Evaluator, key: tuple[str, Gap_, tuple[str, str], tuple[str, str]],
    where: list[tuple[int, Node]], by_cell: dict[int, list[Kind]],
) -> Gap:  # fmt: skip
    conduct, kind, left, right = key
    wanted = Verdict(kind, *left, *right)

    def here(outcome: Any) -> bool:
        return outcome is not IMPOSSIBLE and settled(outcome) == wanted

    alike: dict[Node, list[Kind]] = {}  # one diagram may serve many cells
    for cell, root in dict.fromkeys(where):
        alike.setdefault(root, []).extend(by_cell[cell])
    kinds = [k for cell, _ in dict.fromkeys(where) for k in by_cell[cell]]
    place = {k: at for at, k in enumerate(kinds)}
    found = [smallest(evaluator.question, root, here, inside) for root, inside in alike.items()]
    witness = min(found, key=lambda one: (*_smaller(one), place[one.kind]))
    return Gap(
        conduct, kind, left, right,
        tuple(dict.fromkeys(k.conduct for k in kinds)),
        tuple(dict.fromkeys(k.offense for k in kinds if k.offense)),
        witness, evaluator.answer(witness.pattern, LEFT), evaluator.answer(witness.pattern, RIGHT),
    )  # fmt: skip


def _smaller(witness: Witness) -> tuple[int, bool, int, str]:
    return witness.cost, not witness.kind.offense, witness.kind.level.rank, witness.kind.offense


def _rank(gap: Gap, question: Question) -> int:
    classes = list(question.dictionary.conduct)
    return classes.index(gap.conduct) if gap.conduct in classes else len(classes)


def _counted(evaluator: Evaluator, gaps: list[Gap], counts: Sequence[tuple[Pattern, int]]) -> list[Gap]:
    """How many charges of the records surely, and at most, fall into each gap.

    Charges whose offense is not known might fall anywhere; they are counted nowhere here.
    """
    sure = dict.fromkeys(range(len(gaps)), 0)
    most = dict.fromkeys(range(len(gaps)), 0)
    place = {(g.kind, g.left, g.right, g.conduct): i for i, g in enumerate(gaps)}
    for known, n in counts:
        if not known.offense_known:
            continue
        keys = set()
        for cell in bits(known.masks[0]):
            conduct = _conduct(evaluator.question, cell)
            masks = (1, *known.masks[1:])
            root = evaluator.diagrams.restrict(verdicts(evaluator, cell), masks, evaluator.impossible)
            for outcome in leaves(root):
                if outcome is not IMPOSSIBLE:
                    v = settled(outcome)
                    keys.add(None if v.kind is Gap_.MEETS else place.get((v.kind, v[1:3], v[3:5], conduct)))
        for key in keys:
            if key is not None:
                most[key] += n
                sure[key] += n if len(keys) == 1 else 0
    return [_with_counts(gap, sure[i], most[i]) for i, gap in enumerate(gaps)]


def _with_counts(gap: Gap, n: int, at_most: int) -> Gap:
    return replace(gap, n=n, n_at_most=at_most)


def _conduct(question: Question, cell: int) -> str:
    told = question.cells.answers[cell]
    inside = [c for c in question.dictionary.conduct if "/" not in c and told[OneOf("conduct", (c,))]]
    return inside[0] if inside else ""


def _only_opened(gap: Gap) -> bool:
    """Whether B asks for this only through a list that its text leaves open."""
    open_list = any(because.startswith("open:") for because in gap.right_answer.because)
    return open_list and gap.right_answer.decision is Decision.UNDETERMINED
