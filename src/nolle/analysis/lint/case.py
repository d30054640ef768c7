"""One policy under lint: its rules, the charges possible under the law of its place, and where each clause applies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from nolle.dates import Span
from nolle.law.advice import Advice
from nolle.law.charges import Cells, Kind, holds, is_charge_condition
from nolle.law.condition import ALWAYS, All, Any_, Condition, Not, OneOf
from nolle.law.diagram import Node, leaves
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library
from nolle.law.meaning import ON, Meaning, Said
from nolle.law.places import Office
from nolle.law.policy import Policy, Rule
from nolle.law.variables import Pattern
from nolle.terms import DECLINING, Decision, EventType

SPARING = (*DECLINING, Decision.DIVERT, Decision.SUPERVISORY_APPROVAL)
"""Decisions that keep a charge, or some of them, from being prosecuted."""

Counts = Sequence[tuple[Pattern, int]]
"""Patterns of charge records, and how many charges have each."""


@dataclass(frozen=True, eq=False)
class Case:
    """A policy asked by itself, as if in force and as written: what is unverified speaks too.

    `evaluator` must have been built so, over the catalogue of the policy's state; `counts` are of the same
    question, or None where no records were given.
    """

    policy: Policy
    library: Library
    evaluator: Evaluator
    counts: Counts | None = None

    # -- the document

    @property
    def office(self) -> Office | None:
        return self.library.offices.get(self.policy.office)

    @property
    def state(self) -> str:
        return self.library.place_of(self.policy).partition("/")[0]

    @cached_property
    def sparing(self) -> tuple[Rule, ...]:
        """The rules that, on some reading, spare a charge."""
        return tuple(r for r in self.policy.rules if any(v.then in SPARING for v in r.variants() if v is not None))

    @cached_property
    def declining(self) -> tuple[Rule, ...]:
        lenient = (*DECLINING, Decision.DIVERT)
        return tuple(r for r in self.policy.rules if any(v.then in lenient for v in r.variants() if v is not None))

    def advice(self, check: str) -> Advice:
        return self.library.advice[check]

    def days(self, *types: EventType) -> list[Span]:
        """The days of the document's own events of these types."""
        return [event.span for event in self.policy.events if event.type in types and not event.rules]

    # -- charges

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind of charge there is: of the catalogue, and of any offense that it does not hold."""
        return tuple(sorted(self.evaluator.question.catalogue.anything))

    @cached_property
    def here(self) -> tuple[Kind, ...]:
        """The catalogued kinds of charge that can be brought in the policy's place."""
        place = self.library.places.get(self.library.place_of(self.policy))
        towns = place.localities if place else ()
        offenses = self.evaluator.question.catalogue.offenses
        held = {id for id, law in offenses.items() if not law.locality or law.locality in towns}
        return tuple(kind for kind in self.kinds if kind.offense in held)

    @cached_property
    def decided(self) -> frozenset[Kind]:
        """The kinds that the office has power over; all of them where its document sets no limit."""
        limit = self.office.decides if self.office else None
        return self.reach(limit.named) if limit else frozenset(self.kinds)

    def reach(self, condition: Condition) -> frozenset[Kind]:
        """The kinds of charge that fit a condition on the charge alone; open lists count with what they name."""
        plain = self.closed(condition)
        if plain not in self._reached:
            tests = {test: self.evaluator.question.catalogue.test(test) for test in tests_of(plain)}
            self._reached[plain] = frozenset(k for k in self.kinds if holds(plain, lambda test: tests[test](k)))  # noqa: B023
        return self._reached[plain]

    @cached_property
    def _reached(self) -> dict[Condition, frozenset[Kind]]:
        return {}

    def closed(self, condition: Condition) -> Condition:
        """The condition with each list of the document replaced by the values it names."""
        match condition:
            case All(parts):
                return All(tuple(self.closed(part) for part in parts))
            case Any_(parts):
                return Any_(tuple(self.closed(part) for part in parts))
            case Not(part):
                return Not(self.closed(part))
            case OneOf(fact, values):
                return OneOf(fact, self.members(values))
            case _:
                return condition

    def members(self, values: Iterable[str]) -> tuple[str, ...]:
        """The values of a test, with those of the document's lists in place of their names."""
        lists = self.policy.lists
        found = (v for value in values for v in (lists[value].values if value in lists else (value,)))
        return tuple(dict.fromkeys(found))

    def named_by(self, rules: Iterable[Rule]) -> frozenset[Kind]:
        """The kinds that some reading of these rules names in `covers`."""
        found = (self.reach(v.covers.named) for rule in rules for v in rule.variants() if v is not None)
        return frozenset().union(*found)

    def narrowed(self, kinds: Iterable[Kind], condition: Condition) -> frozenset[Kind]:
        """The kinds that fit the part of a condition that looks at the charge alone."""
        parts = condition.parts if isinstance(condition, All) else (condition,)
        own = All(tuple(part for part in parts if is_charge_condition(part)))
        return frozenset(kinds) if own == ALWAYS else frozenset(kinds) & self.reach(own)

    # -- clauses

    @cached_property
    def cells(self) -> tuple[int, ...]:
        """The cells into which the question divides all kinds of charge."""
        cells: Cells = self.evaluator.question.cells
        return tuple(dict.fromkeys(cells.cell(kind) for kind in self.kinds))

    def applies(self, cell: int, meaning: Meaning | None = None) -> dict[str, Node]:
        """Where each clause applies to a charge of this cell, by its path; possible or not."""
        key = (meaning or self.evaluator.meaning, cell)
        if key not in self._applies:
            found = key[0].applies(0, cell)
            self._applies[key] = {path: node for (_, path), node in found.items()}
        return self._applies[key]

    @cached_property
    def _applies(self) -> dict[tuple[Meaning, int], dict[str, Node]]:
        return {}

    @cached_property
    def firing(self) -> frozenset[str]:
        """The clauses that apply to some charge that is possible."""
        found: set[str] = set()
        for cell in self.cells:
            for path, node in self.applies(cell).items():
                if path not in found and self._possible(node, True):
                    found.add(path)
        return frozenset(found)

    def _possible(self, node: Node, wanted: object) -> bool:
        if node is self.evaluator.meaning.false:
            return False
        tied = self.evaluator.diagrams.apply(lambda may, value: value if may else None, self.evaluator.constraint, node)
        return wanted in leaves(tied)

    @cached_property
    def heard(self) -> frozenset[str]:
        """The clauses whose own word is among the answers to some charge that is possible."""
        found: set[str] = set()
        for cell in self.cells:
            said = self.evaluator.meaning.heard(0, cell)
            tied = self.evaluator.diagrams.apply(_where, self.evaluator.constraint, said)
            found.update(one.rule for value in leaves(tied) for one in value - {ON})
        return frozenset(found)


def _where(may: bool, said: frozenset[Said]) -> frozenset[Said]:
    return said if may else frozenset()


def tests_of(condition: Condition) -> list[OneOf]:
    """The tests that a condition on the charge alone is made of."""
    match condition:
        case OneOf():
            return [condition]
        case All(parts) | Any_(parts):
            return [test for part in parts for test in tests_of(part)]
        case Not(part):
            return tests_of(part)
    return []
