"""Questions about two policies, each proved: does A protect as much, do they say the same, do they ever meet?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nolle.analysis.proof.logic import Formula, every, no, possible, solver, some, value
from nolle.analysis.proof.verdict import SPOKEN, Voice, around, verdict
from nolle.analysis.proof.world import World
from nolle.law.charges import Catalogue, Kind
from nolle.law.condition import dump
from nolle.law.facts import Dictionary
from nolle.law.question import Asking
from nolle.terms import Decision
from nolle.terms import Kind as Gap


@dataclass(frozen=True)
class Counterexample:
    """A charge that shows something, with one way for the texts' choices to go.

    `facts` hold what the facts asked about are, in words of the dictionary; `others` and `history` what the tests of
    the other charges and the counts say, by the condition; `left` and `right` what each asking says.
    """

    kind: Kind
    facts: Mapping[str, str]
    others: Mapping[str, bool]
    history: Mapping[str, int]
    choices: Mapping[str, int]
    left: Decision
    right: Decision


class _Two:
    """Two askings, each as if in force, over some kinds of charge."""

    def __init__(
        self, askings: Sequence[Asking], catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Kind]
    ) -> None:
        self.world = World(around(askings, catalogue, dictionary), kinds)
        self.left, self.right = (Voice(asking, self.world) for asking in askings)

    def shown(self, wanted: Formula) -> Counterexample | None:
        """A charge and a way to choose that show this; None if there are none."""
        model = possible(solver(self.world.bounds(), self.world.choosable(), wanted))
        return None if model is None else self._told(model)

    def _told(self, model: Any) -> Counterexample:
        world = self.world
        return Counterexample(
            world.charge.kind(lambda told: value(model, told)),
            {fact: world.word(fact, value(model, told)) for fact, told in world.facts.items()},
            {str(dump(of)): bool(value(model, told)) for of, told in world.others.items()},
            {f"{count.unit} of {dump(count.of)}": value(model, told) for count, told in world.counts.items()},
            {name: value(model, told) for name, (told, _) in world.choices.items()},
            SPOKEN[value(model, self.left.decision)],
            SPOKEN[value(model, self.right.decision)],
        )


def implies(
    askings: Sequence[Asking], catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Kind]
) -> Counterexample | None:
    """None if the first asking gives all that the second asks, on every charge and reading; else a charge where not.

    Raises NolleError where z3 is not installed.
    """
    two = _Two(askings, catalogue, dictionary, kinds)
    return two.shown(no(verdict(two.left, two.right).one_of(Gap.MEETS)))


def same(
    askings: Sequence[Asking], catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Kind]
) -> Counterexample | None:
    """None if both askings make the same decisions on every charge and reading; else a charge where they differ.

    A choice that both texts leave open goes the same way in both. Raises NolleError where z3 is not installed.
    """
    two = _Two(askings, catalogue, dictionary, kinds)
    return two.shown(two.left.differs(two.right))


def disjoint(
    askings: Sequence[Asking], catalogue: Catalogue, dictionary: Dictionary, kinds: Iterable[Kind]
) -> Counterexample | None:
    """None if there is no charge to which both askings speak; else such a charge.

    A text speaks to a charge where a clause of it says anything but `not_covered`. Raises NolleError where z3 is
    not installed.
    """
    two = _Two(askings, catalogue, dictionary, kinds)
    return two.shown(every(some(v for d, v in voice.says.items() if d in _SPEAKS) for voice in (two.left, two.right)))


_SPEAKS = frozenset(Decision) - {Decision.NOT_COVERED, Decision.SILENT, Decision.NOT_IN_FORCE}
