"""One charge in formulas: its offense, class, level and elements are numbers, and the law says which go together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from nolle.analysis.proof.logic import Formula, Number, every, given, number, some, width
from nolle.law.charges import Catalogue, Kind
from nolle.law.facts import CHARGE_FACTS
from nolle.terms import Level

Rest = frozenset[tuple[object, ...]]
"""What of several kinds of charge is left, once their first fields are told."""


@dataclass(frozen=True)
class Charge:
    """A charge that z3 may choose: for each field of a kind, a number and what its values mean."""

    numbers: dict[str, Number]
    values: dict[str, list[Any]]

    def among(self, field: str, fits: Callable[[object], bool]) -> Formula:
        """The field has a value that fits."""
        values, told = self.values[field], self.numbers[field]
        fitting = [n for n, value in enumerate(values) if fits(value)]
        if len(fitting) == len(values):
            return True
        return some(told == given(n, told.size()) for n in fitting)

    def of(self, kinds: Iterable[Kind]) -> Formula:
        """The charge is of one of these kinds."""
        return self._left(0, frozenset(tuple(kind) for kind in kinds), {})

    def _left(self, at: int, rest: Rest, memo: dict[tuple[int, Rest], Formula]) -> Formula:
        """One of `rest`, looked at from field `at` on; what is alike for several values is said once."""
        if at == len(Kind._fields):
            return True
        key = (at, rest)
        if key not in memo:
            by_value: dict[object, set[tuple[object, ...]]] = {}
            for told in rest:
                by_value.setdefault(told[0], set()).add(told[1:])
            alike: dict[Rest, set[object]] = {}
            for value, left in by_value.items():
                alike.setdefault(frozenset(left), set()).add(value)
            memo[key] = some(
                every([self.among(Kind._fields[at], values.__contains__), self._left(at + 1, left, memo)])
                for left, values in alike.items()
            )
        return memo[key]

    def kind(self, value_of: Callable[[Number], int]) -> Kind:
        """The kind that a model gives the charge."""
        return Kind(*[self.values[f][min(value_of(self.numbers[f]), len(self.values[f]) - 1)] for f in Kind._fields])


class Law:
    """The offenses, classes and levels of one place, and what a test of a charge asks of them."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def charge(self, name: str, kinds: Iterable[Kind]) -> Charge:
        """A charge by this name, whose numbers tell apart what these kinds of charge differ in."""
        every = list(kinds)
        values: dict[str, list[Any]] = {f: sorted({kind[at] for kind in every}) for at, f in enumerate(Kind._fields)}
        return Charge({f: number(f"{name}.{f}", width(len(told))) for f, told in values.items()}, values)

    def test(self, charge: Charge, fact: str, values: Iterable[str]) -> Formula:
        """The charge has one of these values, or one that lies under them."""
        wanted = frozenset(values)
        if fact == "offense":
            return charge.among("offense", lambda id: not wanted.isdisjoint(self._whole(str(id))))
        if fact == "group":
            members = {o for name in wanted for o in self.catalogue.groups.get(name, ())}
            return charge.among("offense", lambda id: not members.isdisjoint(self._whole(str(id))))
        if fact == "conduct":
            return charge.among("conduct", lambda conduct: any(lies_in(str(conduct), wider) for wider in wanted))
        if fact == "level":
            return charge.among("level", lambda level: not wanted.isdisjoint(_levels(str(level))))
        assert fact in CHARGE_FACTS
        return charge.among(fact, lambda truth: ("true" if truth else "false") in wanted)

    def _whole(self, offense: str) -> list[str]:
        """The offense, what it is a part of, and so on."""
        found: list[str] = []
        while offense and offense not in found:
            found.append(offense)
            offense = self.catalogue.offenses[offense].part_of if offense in self.catalogue.offenses else ""
        return found


def _levels(level: str) -> set[str]:
    """What a charge of this level may be called."""
    return {level, Level.MISDEMEANOR.value} if level == Level.GROSS_MISDEMEANOR.value else {level}


def lies_in(value: str, wider: str) -> bool:
    """Whether a path (`us-ny/manhattan`, `third_party/place_house`) is the wider one or lies under it."""
    return value == wider or value.startswith(f"{wider}/")
