"""compare, slowly: write out every completion of two askings, hold each way to choose against the others, judge.

Built on the oracle of the evaluator (`tests.oracle`), which knows no diagram. What the kinds of gap mean is read anew
from the policy language, section 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from math import prod

from nolle.law.charges import Catalogue, Kind
from nolle.law.condition import History, OneOf
from nolle.law.facts import Dictionary
from nolle.law.knowledge import Knowledge
from nolle.law.policy import Exception_, Rule
from nolle.law.question import Asking
from nolle.terms import Confidence, Decision
from nolle.terms import Kind as Gap
from tests.oracle import Completion, Oracle, _cuts_of, _passes_of
from tests.oracle_text import Chosen, Said, Text

ORDER = ["decline", "decline_if", "divert", "supervisory_approval", "will_prosecute"]
FIRM = ["conflicts", "stricter", "narrower", "silent"]
Verdict = tuple[str, str, str, str, str]
"""Kind of gap, what A says and by which clause, what B says and by which clause."""

Occurs = tuple[str, str, str, str]
"""Top class of conduct, kind of gap, what A says, what B says."""


class Enumeration(Oracle):
    """Two askings, each as if in force, over some kinds of charge."""

    def __init__(
        self, askings: Sequence[Asking], catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Kind]
    ) -> None:
        policies = {policy.id: policy for asking in askings for policy in asking.policies}
        offices = {id: office for asking in askings for id, office in asking.offices.items()}
        super().__init__(list(policies.values()), catalogue, dictionary, Knowledge(frozenset(kinds)), offices)
        self.askings = askings
        self.sides = [[text for text in self.texts if text.policy in asking.policies] for asking in askings]

    @cached_property
    def _charge_tests(self) -> list[tuple[Text, OneOf]]:
        """Classes of conduct are told apart too, so that each gap has one."""
        apart = [(self.texts[0], OneOf("conduct", (conduct,))) for conduct in self.dictionary.conduct]
        return [*Oracle._charge_tests.func(self), *apart]  # type: ignore[attr-defined]

    def is_small(self, most: int) -> bool:
        """Whether no more than so many completions and ways to choose are to be written out: reckoned before any is."""
        ways = prod(self.choices.values())
        if ways > most:
            return False
        looks = [test.condition for test, _, _ in self._different]
        cuts = max((n for look in looks for n in _cuts_of(look)), default=0) + 1
        counts = cuts ** sum(isinstance(look, History) for look in looks)
        return ways * counts <= most and self.size() <= most

    def gaps(self) -> set[Occurs]:
        """Every gap that some completion shows."""
        found = set()
        for done in self.completions():
            if not self._decidable(done.kind):
                continue
            kind, left, _, right, _ = settled({self.verdict(done, chosen) for chosen in self.assignments})
            if kind != "meets":
                found.add((done.kind.conduct.partition("/")[0], kind, left, right))
        return found

    def _decidable(self, kind: Kind) -> bool:
        """The offices of A can decide the charge: at least one of them."""
        offices = [text.office for text in self.sides[0]]
        if any(office is None or office.decides is None for office in offices):
            return True
        limits = [(text, text.office.decides) for text in self.sides[0] if text.office and text.office.decides]
        return any(text.names(limit, kind, self.assignments[0]) for text, limit in limits)

    def verdict(self, done: Completion, chosen: Chosen) -> Verdict:
        """How A stands to what B asks, for one completion and one way to make the choices."""
        left, right = (self.words(side, done, chosen) for side in self.sides)
        says, rule = voice(left)
        asks, asked_by = voice(right)
        words = (says, rule, asks, asked_by)
        if asks in ("will_prosecute", "not_covered", "silent", "not_in_force") or left == right:
            return ("meets", "", "", "", "")
        if "undetermined" in (says, asks):
            torn = says == "undetermined" and all(said[-1] is not Decision.UNKNOWN for said in left)
            return ("conflicts" if torn else "undetermined", *words)
        if says == "not_covered":
            return ("narrower", *words)
        if says == "silent":
            named = any(t.names(r.covers, done.kind, chosen) for t in self.sides[0] for r in t.rules(chosen))
            return ("narrower" if named else "silent", *words)
        if self._protects(left, 0, chosen) <= self._protects(right, 1, chosen):
            return ("meets", "", "", "", "")
        if says == "will_prosecute" and asks in ("decline", "decline_if"):
            return ("conflicts", *words)
        return ("stricter", *words)

    def words(self, side: list[Text], done: Completion, chosen: Chosen) -> set[Said]:
        """What the documents of one side say; empty where they are silent."""
        said = {
            answer
            for text in side
            for answer in text.said(
                done.kind, "", chosen, frozenset(rule.id for rule in text.written), _passes_of(done.facts),
                self._answer(text, done, chosen),
            )
        }  # fmt: skip
        return {
            (document, rule, path, decision)
            for document, rule, path, decision in said
            if decision is not Decision.NOT_COVERED
            or not any((d, r) != (document, rule) and what is not Decision.NOT_COVERED for d, r, _, what in said)
        }

    def _protects(self, said: set[Said], side: int, chosen: Chosen) -> tuple[int, bool]:
        """Lower protects more. A decline binds if one of the clauses that say it is no presumption."""
        [decision] = {what for _, _, _, what in said}
        clauses = [self._clause(side, document, path, chosen) for document, _, path, _ in said]
        lifted = decision is Decision.DECLINE and all(presumptive(rule, clause) for rule, clause in clauses)
        return ORDER.index(decision.value), lifted

    def _clause(self, side: int, document: str, path: str, chosen: Chosen) -> tuple[Rule, Rule | Exception_]:
        head, *ids = path.split("/")
        text = next(text for text in self.sides[side] if text.id == document)
        rule = next(rule for rule in text.rules(chosen) if rule.id == head)
        clause: Rule | Exception_ = rule
        for id in ids:
            clause = next(inner for inner in clause.unless if inner.id == id)
        return rule, clause


def presumptive(rule: Rule, clause: Rule | Exception_) -> bool:
    """Whether a supervisor may lift what a clause says; a clause without a word of its own restores its rule's."""
    told = [clause.strength] if clause.then is not None else [clause.strength, rule.strength]
    return "presumptive" in told and rule.confidence is not Confidence.UNVERIFIED


def voice(said: set[Said]) -> tuple[str, str]:
    """The one decision of a side and its first clause; undetermined where clauses differ or nobody has read them."""
    decisions = {what for _, _, _, what in said}
    first = min((path for _, _, path, _ in said), default="")
    if not said:
        return "silent", ""
    if len(decisions) > 1 or Decision.UNKNOWN in decisions:
        return "undetermined", first
    return decisions.pop().value, first


def settled(verdicts: set[Verdict]) -> Verdict:
    """The verdict on a completion over all ways to choose: undetermined where only some close the gap."""
    gaps = sorted(verdict for verdict in verdicts if verdict[0] != "meets")
    kinds = {verdict[0] for verdict in verdicts}
    if not gaps:
        return ("meets", "", "", "", "")
    if kinds & {"meets", "undetermined"}:
        return ("undetermined", *gaps[0][1:])
    return min(gaps, key=lambda verdict: (FIRM.index(verdict[0]), *verdict))


assert set(FIRM) | {"meets", "undetermined"} == set(Gap)
