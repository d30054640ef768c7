"""Which cells of the charge a rule can reach at all, on any reading: found for all cells at once, so that the
diagrams of a long document are built for each cell from the few rules that concern it.
"""

from __future__ import annotations

from nolle.law.condition import All, Any_, Condition, Not, OneOf
from nolle.law.policy import Policy, Rule
from nolle.law.question import Question, assignments

Cells = tuple[int, int]
"""Bits of the cells where a condition may hold, and of those where it must, however the text's choices fall."""


class Reach:
    """The cells that rules name, and that they may be argued to cover. Kept until there are more cells."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._size = -1
        self._of_rule: dict[int, tuple[Rule, int, int]] = {}
        self._of_test: dict[OneOf, int] = {}

    def names(self, policy: Policy, rule: Rule, cell: int) -> bool:
        """Whether the rule may name a charge of this cell."""
        return bool(self._cells(policy, rule)[1] >> cell & 1)

    def covers(self, policy: Policy, rule: Rule, cell: int) -> bool:
        """Whether the rule may name a charge of this cell, or leave a list open to it."""
        return bool(self._cells(policy, rule)[2] >> cell & 1)

    def _cells(self, policy: Policy, rule: Rule) -> tuple[Rule, int, int]:
        answers = self.question.cells.answers
        if len(answers) != self._size:
            self._size, self._of_rule, self._of_test = len(answers), {}, {}
        found = self._of_rule.get(id(rule))
        if found is None:  # the rule is kept beside its bits, so that no other object takes its id
            named = bound = 0
            for variant in rule.variants():
                if variant is not None:
                    named |= self._may(variant.covers.named, policy)[0]
                    bound |= 0 if variant.covers.bound is None else self._may(variant.covers.bound, policy)[0]
            found = self._of_rule[id(rule)] = (rule, named, named | bound)
        return found

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
                    told = enumerate(self.question.cells.answers)
                    self._of_test[condition] = sum(1 << cell for cell, answers in told if answers[condition])
                return self._of_test[condition]
        raise TypeError(f"{condition} does not belong in a scope")
