"""What formulas speak of besides the text: the charge, its facts, the other charges, the history, the text's choices.

And what these say about one another: a felony is a crime, part of a count is at most the whole. Tests of another
charge that are not of the charge itself (its stage, its county) are free of one another, as the language has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, TypeAlias

from nolle.analysis.proof.charge import Charge, Law, lies_in
from nolle.analysis.proof.logic import (
    Formula,
    Number,
    at_least,
    at_most,
    every,
    follows,
    given,
    no,
    number,
    possible,
    solver,
    some,
    width,
)  # fmt: skip
from nolle.dates import Period
from nolle.law.charges import Catalogue, Kind
from nolle.law.condition import All, Any_, Between, Condition, Not, OneOf, When
from nolle.law.facts import CHARGE_FACTS, Dictionary

ANY_OTHER = ""
"""Every id that nobody names."""

NUMBER_BITS = 31
DAY_BITS = date.max.toordinal().bit_length()
Plain: TypeAlias = OneOf | Between | When


@dataclass(frozen=True)
class Count:
    """How many earlier charges, cases or dates meet a condition."""

    of: Condition
    unit: str
    within: Period | None
    before: str


class Around:
    """What is around every charge of a place: the other charges, and which tests of them bring others with them."""

    def __init__(self, catalogue: Catalogue, dictionary: Dictionary) -> None:
        self.law, self.dictionary = Law(catalogue), dictionary
        self.named: dict[str, set[str]] = {}
        """By fact, the ids that some text names."""
        self.asked: dict[Plain, None] = {}
        """The tests of facts that some text holds, of whatever charge."""
        self.others: dict[Condition, Number] = {}
        self.counts: dict[Count, Number] = {}
        self._inside: dict[tuple[Condition, Condition], bool] = {}
        self._another: dict[str, Another] = {}

    def other(self, of: Condition) -> Number:
        """1 if some other charge of the case meets this condition."""
        if of not in self.others:
            self.others[of] = number(f"other {len(self.others)}", 1)
        return self.others[of]

    def count(self, count: Count) -> Number:
        """A count of the history."""
        if count not in self.counts:
            self.counts[count] = number(f"count {len(self.counts)}", NUMBER_BITS)
        return self.counts[count]

    def another(self, name: str) -> Another:
        """A charge of the place by this name."""
        if name not in self._another:
            self._another[name] = Another(self.law, name)
        return self._another[name]

    def narrower(self, of: Condition, wider: Condition) -> bool:
        """Whether every charge that meets the one condition meets the other."""
        if (of, wider) not in self._inside:
            one, told = self._earlier
            unlike = of != wider and possible(told, one.meets(of), no(one.meets(wider))) is not None
            self._inside[of, wider] = not unlike
        return self._inside[of, wider]

    @cached_property
    def _earlier(self) -> tuple[Another, Any]:
        one = self.another("earlier")
        return one, solver(one.possible)


class World:
    """A charge of some kinds, and what is around it. Names make numbers: one name is one number."""

    def __init__(self, around: Around, kinds: Iterable[Kind]) -> None:
        self.around, self.kinds = around, sorted(kinds)
        self.law, self.dictionary = around.law, around.dictionary
        self.charge = self.law.charge("charge", self.kinds)
        self.facts: dict[str, Number] = {}
        self.others: dict[Condition, Number] = {}
        self.counts: dict[Count, Number] = {}
        self.choices: dict[str, tuple[Number, int]] = {}
        for test in around.asked:  # what one fact says about another holds wherever both are asked about
            self.fact(test)

    # -- what a text may ask

    def choice(self, name: str, size: int = 2) -> Number:
        """A choice that no fact settles, and that goes one of `size` ways."""
        if name not in self.choices:
            self.choices[name] = (number(name, width(size)), size)
        return self.choices[name][0]

    def chosen(self, name: str, way: int, size: int = 2) -> Formula:
        """The choice goes this way."""
        return self.choice(name, size) == given(way, width(size))

    def fact(self, test: Plain) -> Formula:
        """A test of a fact that is not of the charge itself."""
        match test:
            case OneOf(fact, values):
                domain = self.domain(fact)
                told = self._fact(fact, width(len(domain)))
                fitting = [n for n, value in enumerate(domain) if any(lies_in(value, wider) for wider in values)]
                if len(fitting) == len(domain):
                    return True
                return some(told == given(n, told.size()) for n in fitting)
            case Between(fact, low, high):
                return bounded(self._fact(fact, NUMBER_BITS), low, high)
            case When(fact, before, after):
                low = None if after is None else after.toordinal() + 1
                high = None if before is None else before.toordinal() - 1
                return bounded(self._fact(fact, DAY_BITS), low, high)

    def other(self, of: Condition) -> Formula:
        """Some other charge of the case meets this condition, in which no list and no reading is left."""
        self.others[of] = self.around.other(of)
        return self.others[of] == given(1, 1)

    def count(self, count: Count, low: int | None, high: int | None) -> Formula:
        """The count lies between these, both included."""
        self.counts[count] = self.around.count(count)
        return bounded(self.counts[count], low, high)

    def domain(self, fact: str) -> list[str]:
        """The values of a finite fact, or the ids that some text names and any other."""
        return list(self.dictionary.values(fact)) or [ANY_OTHER, *sorted(self.around.named.get(fact, ()))]

    def word(self, fact: str, told: int) -> str:
        """What a number of a fact means."""
        kind = self.dictionary.facts[fact].type
        if kind == "int":
            return str(told)
        if kind == "date":
            return date.fromordinal(max(told, 1)).isoformat()
        return self.domain(fact)[told] or "any other"

    def _fact(self, fact: str, bits: int) -> Number:
        if fact not in self.facts:
            self.facts[fact] = number(f"fact {fact}", bits)
        return self.facts[fact]

    # -- what can be at all

    def is_one(self, condition: Condition) -> Formula:
        """The charge asked about meets a condition of the charge alone, in which no list is left."""
        return meets(self.law, self.charge, "charge", condition)

    def bounds(self) -> Formula:
        """The charge is possible, and every fact has one of its values: to be asked once all texts are read."""
        return every([self.charge.of(self.kinds), *self._ranges(), *self._implied(), *self._case(), *self._history()])

    def choosable(self) -> Formula:
        """Every choice goes one of its ways."""
        return every(at_most(told, given(size - 1, told.size())) for told, size in self.choices.values())

    def _ranges(self) -> Iterable[Formula]:
        for fact, told in self.facts.items():
            entry = self.dictionary.facts[fact]
            if entry.type == "date":
                yield bounded(told, date.min.toordinal(), date.max.toordinal())
            elif entry.type == "int":
                yield bounded(told, entry.least, entry.most)
            else:
                yield at_most(told, given(len(self.domain(fact)) - 1, told.size()))

    def _implied(self) -> Iterable[Formula]:
        """What the dictionary says of two facts that are both asked about."""
        for fact in list(self.facts):
            for said in self.dictionary.facts[fact].implies:
                for other, values in said.then.items():
                    if other in self.facts:
                        yield follows(self.fact(OneOf(fact, said.when)), self.fact(OneOf(other, values)))

    def _case(self) -> Iterable[Formula]:
        """A test that some charge meets needs that charge, and it meets other tests too."""
        met = {of: told == given(1, 1) for of, told in self.others.items()}
        for of, is_met in met.items():
            witness = self.around.another(f"met {self.others[of].decl().name()}")
            brings = [follows(witness.meets(also), met[also]) for also in met if also != of]
            yield follows(is_met, every([witness.possible, witness.meets(of), *brings]))

    def _history(self) -> Iterable[Formula]:
        """A count of a narrower condition, or within a shorter time, is at most the wider one."""
        for (part, some_), (whole, more) in product(self.counts.items(), repeat=2):
            if part != whole and _comparable(part, whole) and self.around.narrower(part.of, whole.of):
                yield at_most(some_, more)


class Another:
    """A charge by its name: what its facts say is free, its kind is one that the law knows."""

    def __init__(self, law: Law, name: str) -> None:
        self.law, self.name = law, name
        self.charge = law.charge(name, law.catalogue.anything)
        self._meets: dict[Condition, Formula] = {}

    @cached_property
    def possible(self) -> Formula:
        """Some kind of charge that the law knows."""
        return self.charge.of(self.law.catalogue.anything)

    def meets(self, condition: Condition) -> Formula:
        """The charge meets a condition in which no list and no reading is left."""
        if condition not in self._meets:
            self._meets[condition] = meets(self.law, self.charge, self.name, condition)
        return self._meets[condition]


def meets(law: Law, charge: Charge, name: str, condition: Condition) -> Formula:
    """A charge meets a condition with no list and no reading left in it: tests of its facts are free of one another."""
    match condition:
        case All(parts):
            return every(meets(law, charge, name, part) for part in parts)
        case Any_(parts):
            return some(meets(law, charge, name, part) for part in parts)
        case Not(part):
            return no(meets(law, charge, name, part))
        case OneOf(fact, values) if fact in CHARGE_FACTS:
            return law.test(charge, fact, values)
        case OneOf() | Between() | When():
            return number(f"{name} passes {condition}", 1) == given(1, 1)
    raise TypeError(f"{condition} cannot be asked of another charge")


def bounded(told: Number, low: int | None, high: int | None) -> Formula:
    """The number lies between these, both included; None bounds nothing."""
    return every([low is None or at_least(told, low), high is None or (high >= 0 and at_most(told, high))])


def _comparable(part: Count, whole: Count) -> bool:
    if (part.unit, part.before) != (whole.unit, whole.before):
        return False
    short, long = part.within, whole.within
    if long is None or short == long:
        return True
    return short is not None and short.months <= long.months and short.days <= long.days


def ways(choices: Mapping[str, int]) -> Iterable[dict[str, int]]:
    """Every way in which these choices can go together."""
    for ways_ in product(*map(range, choices.values())):
        yield dict(zip(choices, ways_, strict=True))
