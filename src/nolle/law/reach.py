"""Which cells of the charge a rule can reach at all, on any reading: found for all cells at once, so that the
diagrams of a long document are built for each cell from the few rules that concern it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from nolle.law.condition import All, Any_, Condition, Listed, Not, OneOf, walk
from nolle.law.facts import CHARGE_FACTS
from nolle.law.policy import Policy, Rule, clauses
from nolle.law.question import Question, assignments

Cells = tuple[int, int]
"""Bits of the cells where a condition may hold, and of those where it must, however the text's choices fall."""


class Reach:
    """The rules that may name a charge of a cell, and those that may cover it. Kept until there are more cells."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._size = -1
        self._rows: dict[int, tuple[Policy, list[tuple[Rule, int, int]]]] = {}
        self._of_test: dict[OneOf, int] = {}
        self._tests: dict[int, tuple[Rule, list[int] | None]] = {}

    def naming(self, policy: Policy, cell: int) -> list[Rule]:
        """The rules that may name a charge of this cell, in the document's order."""
        return [rule for rule, named, _ in self._of(policy) if named >> cell & 1]

    def covering(self, policy: Policy, cell: int) -> list[Rule]:
        """The rules that may name a charge of this cell, or leave a list open to it, in the document's order."""
        return [rule for rule, _, covered in self._of(policy) if covered >> cell & 1]

    def likeness(self, policy: Policy, cell: int) -> Hashable:
        """What the rules of a document can tell of a cell: to cells alike in this they say the same."""
        rules = self.covering(policy, cell)
        told = []
        for rule in rules:
            tests = self._tests_of(policy, rule)
            if tests is None:
                return cell
            told.append(tuple(cells >> cell & 1 for cells in tests))
        return tuple(rule.id for rule in rules), tuple(told)

    def _tests_of(self, policy: Policy, rule: Rule) -> list[int] | None:
        """The cells that pass each test of the charge in a rule; None if the rule asks whether the charge is listed."""
        if id(rule) not in self._tests:
            variants = [variant for variant in rule.variants() if variant is not None]
            scopes = [c for v in variants for c in (v.covers.named, v.covers.bound) if c is not None]
            asked = [part for c in scopes for part in walk(c)]
            asked += [part for v in variants for _, clause in clauses(v) for part in walk(clause.when)]
            listed = any(isinstance(part, Listed) for part in asked)
            own = dict.fromkeys(test for part in asked for test in self._own(part, policy))
            self._tests[id(rule)] = (rule, None if listed else [self._plain(test) for test in own])
        return self._tests[id(rule)][1]

    def _own(self, part: Condition, policy: Policy) -> Iterator[OneOf]:
        """The tests of the charge that a single test comes to, under every choice that it depends on."""
        if isinstance(part, OneOf) and part.fact in CHARGE_FACTS:
            for chosen in assignments(self.question.choices_of(part, policy)):
                for test in walk(self.question.resolve(part, policy, chosen)):
                    if isinstance(test, OneOf):
                        yield test

    def _of(self, policy: Policy) -> list[tuple[Rule, int, int]]:
        """Every rule of a document, with the cells that it may name, and those that it may cover."""
        size = len(self.question.cells.answers)
        if size != self._size:
            self._size, self._rows, self._of_test, self._tests = size, {}, {}, {}
        if id(policy) not in self._rows:  # the policy is kept beside, so that no other object takes its id
            self._rows[id(policy)] = (policy, [(rule, *self._reached(policy, rule)) for rule in policy.rules])
        return self._rows[id(policy)][1]

    def _reached(self, policy: Policy, rule: Rule) -> tuple[int, int]:
        named = bound = 0
        for variant in rule.variants():
            if variant is not None:
                named |= self._may(variant.covers.named, policy)[0]
                bound |= 0 if variant.covers.bound is None else self._may(variant.covers.bound, policy)[0]
        return named, named | bound

    def _may(self, condition: Condition, policy: Policy) -> Cells:
        every = (1 << self._size) - 1
        match condition:
            case All(parts):
                may, must = every, every
                for part in parts:
                    one, sure = self._may(part, policy)
                    may, must = may & one, must & sure
                return may, must
            case Any_(parts):
                may, must = 0, 0
                for part in parts:
                    one, sure = self._may(part, policy)
                    may, must = may | one, must | sure
                return may, must
            case Not(part):
                may, must = self._may(part, policy)
                return every & ~must, every & ~may
            case _:
                return self._test(condition, policy)

    def _test(self, condition: Condition, policy: Policy) -> Cells:
        """A single test: under every choice that it depends on."""
        may, must = 0, (1 << self._size) - 1
        for chosen in assignments(self.question.choices_of(condition, policy)):
            cells = self._plain(self.question.resolve(condition, policy, chosen))
            may, must = may | cells, must & cells
        return may, must

    def _plain(self, condition: Condition) -> int:
        """The cells where a test holds in which no choice is left."""
        match condition:
            case Any_(parts):
                found = 0
                for part in parts:
                    found |= self._plain(part)
                return found
            case OneOf():
                if condition not in self._of_test:
                    told = enumerate(self.question.cells.answers)  # of a rule not known yet, nobody asks
                    self._of_test[condition] = sum(1 << cell for cell, answers in told if answers.get(condition, True))
                return self._of_test[condition]
        raise TypeError(f"{condition} does not belong in a scope")
