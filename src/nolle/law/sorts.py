"""Which combinations of answers one charge can give to some conditions: all kinds are asked at once, as bits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

from nolle.law.charges import Catalogue, Kind
from nolle.law.condition import All, Any_, Condition, Not, OneOf
from nolle.law.facts import CHARGE_FACTS

_MOST_FREE_TESTS = 6


def sorts_of_charge(catalogue: Catalogue, conditions: Sequence[Condition]) -> frozenset[tuple[bool, ...]]:
    """Every combination of answers that one other charge can give to these conditions.

    Tests that are not of the charge itself (its stage, its county) are taken as free of one another.
    """
    return _sorts(catalogue, tuple(conditions))


@lru_cache(maxsize=512)
def _sorts(catalogue: Catalogue, conditions: tuple[Condition, ...]) -> frozenset[tuple[bool, ...]]:
    tests = list(dict.fromkeys(test for condition in conditions for test in _tests(condition)))
    own = [test for test in tests if isinstance(test, OneOf) and test.fact in CHARGE_FACTS]
    free = [test for test in tests if test not in own]
    if len(free) > _MOST_FREE_TESTS:
        return frozenset(product((False, True), repeat=len(conditions)))
    kinds = _kinds(catalogue)
    answers: dict[Condition, int] = {test: kinds.passing(test) for test in own}
    found: set[tuple[bool, ...]] = set()
    for rest in product((0, kinds.every), repeat=len(free)):
        told = answers | dict(zip(free, rest, strict=True))
        found |= _combinations([_answered(condition, told, kinds.every) for condition in conditions], kinds.every)
    return frozenset(found)


class Kinds:
    """All kinds of charge of a catalogue, numbered: a set of them is the bits of a number."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        kinds = sorted(catalogue.anything)
        self.every = (1 << len(kinds)) - 1
        self._with: dict[str, list[tuple[Kind, int]]] = {}
        for at, field in enumerate(Kind._fields):
            lots: dict[object, tuple[Kind, list[int]]] = {}
            for number, kind in enumerate(kinds):
                lots.setdefault(kind[at], (kind, []))[1].append(number)
            self._with[field] = [(kind, sum(1 << number for number in numbers)) for kind, numbers in lots.values()]
        self._passing: dict[OneOf, int] = {}

    def passing(self, test: OneOf) -> int:
        """The kinds that pass a test: it looks at one field, so one kind speaks for all with the same value."""
        if test not in self._passing:
            field = "offense" if test.fact == "group" else test.fact
            ask = self.catalogue.test(test)
            self._passing[test] = sum(kinds for one, kinds in self._with[field] if ask(one))
        return self._passing[test]


@lru_cache(maxsize=16)
def _kinds(catalogue: Catalogue) -> Kinds:
    return Kinds(catalogue)


def _combinations(answers: Iterable[int], every: int) -> set[tuple[bool, ...]]:
    """The combinations of answers that some kind gives."""
    lots: dict[tuple[bool, ...], int] = {(): every} if every else {}
    for yes in answers:
        parted = {}
        for told, kinds in lots.items():
            for truth, among in ((True, kinds & yes), (False, kinds & ~yes)):
                if among:
                    parted[*told, truth] = among
        lots = parted
    return set(lots)


def _answered(condition: Condition, answers: Mapping[Condition, int], every: int) -> int:
    """The kinds that meet a condition whose single tests these kinds pass."""
    match condition:
        case All(parts):
            found = every
            for part in parts:
                found &= _answered(part, answers, every)
            return found
        case Any_(parts):
            found = 0
            for part in parts:
                found |= _answered(part, answers, every)
            return found
        case Not(part):
            return every & ~_answered(part, answers, every)
        case _:
            return answers[condition]


def _tests(condition: Condition) -> Iterable[Condition]:
    match condition:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from _tests(part)
        case Not(part):
            yield from _tests(part)
        case _:
            yield condition
