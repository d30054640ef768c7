"""Which charges are possible: the kinds of charge that record and law allow, and the cells they fall into.

A kind of charge is an offense (or none of the catalogue's), its conduct and level, and what the offense
charged alleges. Offense, conduct and level stay together, so that no candidate borrows another's level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from nolle.dates import ANY_DAY, Span
from nolle.law.condition import All, Any_, Condition, Not, OneOf
from nolle.law.facts import CHARGE_FACTS
from nolle.law.offense import Group, Offense
from nolle.terms import Confidence, Level

ELEMENTS = ("violence", "coercion", "abusive_or_exploitative", "minor_involved")
UNCATALOGUED = ""
"""The offense of a charge that is none of the catalogue's."""

RESIDUAL = "other"
"""The class of what is in no other class; bare, it is none of its own subclasses either."""

_BOTH = (False, True)


class Kind(NamedTuple):
    """One possible charge."""

    offense: str
    conduct: str
    level: Level
    violence: bool
    coercion: bool
    abusive_or_exploitative: bool
    minor_involved: bool


class Catalogue:
    """The offenses of one state, the groups over them, and the conduct classes."""

    def __init__(self, offenses: Iterable[Offense], groups: Iterable[Group], conduct: Iterable[str]) -> None:
        self.offenses = {offense.id: offense for offense in offenses}
        self.groups = {group.id: frozenset(group.offenses) for group in groups}
        self.conduct = tuple(conduct)
        self._of_classes: dict[tuple[str, ...], frozenset[Kind]] = {}
        self._without: dict[frozenset[str], frozenset[Kind]] = {}
        self._parts: dict[str, list[str]] = {}
        for offense in self.offenses.values():
            if offense.part_of:
                self._parts.setdefault(offense.part_of, []).append(offense.id)

    def within(self, offense: str) -> tuple[str, ...]:
        """The offense and every wider one it is a part of, narrowest first."""
        chain = [offense]
        while chain[-1] in self.offenses and (wider := self.offenses[chain[-1]].part_of) and wider not in chain:
            chain.append(wider)
        return tuple(chain)

    def parts(self, offense: str) -> tuple[str, ...]:
        """The offense and every part of it that the catalogue holds."""
        found = [offense]
        for known in found:
            found.extend(part for part in self._parts.get(known, ()) if part not in found)
        return tuple(found)

    def kinds(self, offense: str, level: Level | None = None, on: Span = ANY_DAY) -> frozenset[Kind]:
        """What a charge recorded under this offense, at this level and on these days may be.

        Parts of the offense that were in force are possible too, at the levels the whole allows. A recorded
        level that the law does not allow stays beside the law's own: record and law contradict, and neither
        is thrown away. Empty if the text was in force on none of the days.
        """
        found: set[Kind] = set()
        whole = self.offenses[offense]
        for part in self.parts(offense):
            law = self.offenses[part]
            if law.in_force_on(on) is not False:
                shared = tuple(at for at in law.levels if at in whole.levels) or law.levels
                found.update(self._kinds(law, _levels(shared, level)))
        return frozenset(found)

    def other(self, level: Level | None = None, conduct: str = RESIDUAL) -> frozenset[Kind]:
        """A section known to be none of the catalogue's: its class is `conduct`, the rest is not known."""
        return frozenset(_every(UNCATALOGUED, (conduct,), (level,) if level else tuple(Level)))

    @cached_property
    def anything(self) -> frozenset[Kind]:
        """Every kind of charge there is: the catalogue's, and any other of every class and level."""
        catalogued = (kind for o in self.offenses.values() for kind in self._kinds(o, o.levels))
        return frozenset(catalogued) | frozenset(_every(UNCATALOGUED, self.conduct, tuple(Level)))

    def on(self, days: Span) -> frozenset[Kind]:
        """Every kind of charge possible on these days."""
        gone = self.gone(days)
        if gone not in self._without:  # as many as there are changes of the law, however many days are asked about
            self._without[gone] = frozenset(kind for kind in self.anything if kind.offense not in gone)
        return self._without[gone]

    def of_classes(self, classes: tuple[str, ...], days: Span) -> frozenset[Kind]:
        """The kinds of charge possible on these days whose conduct is of some of these classes."""
        if classes not in self._of_classes:
            of = (kind for kind in self.anything if any(is_class(kind.conduct, wider) for wider in classes))
            self._of_classes[classes] = frozenset(of)
        gone = self.gone(days)
        return frozenset(kind for kind in self._of_classes[classes] if kind.offense not in gone)

    def gone(self, days: Span) -> frozenset[str]:
        """The offenses that were in force on none of these days."""
        return frozenset(o.id for o in self.offenses.values() if o.in_force_on(days) is False)

    def _kinds(self, offense: Offense, levels: tuple[Level, ...]) -> Iterable[Kind]:
        said = offense.elements
        for conduct in self._classes(offense):
            minor = "yes" if is_class(conduct, "exploitation_of_minor") else said.minor_involved
            violence = "yes" if is_class(conduct, "violence") else said.violence
            abusive = said.abusive_or_exploitative or _abusive(conduct, said.coercion)
            truths = [_truths(text, offense.confidence) for text in (violence, said.coercion, abusive, minor)]
            for level in levels:
                for elements in product(*truths):
                    yield Kind(offense.id, conduct, level, *elements)

    def _classes(self, offense: Offense) -> tuple[str, ...]:
        """The classes the conduct may be of: a class without its subclass may be any of them.

        Where only the report text decides (`narrative`), the conduct may be none of these too.
        """
        found = dict.fromkeys(offense.conduct)
        for wide in offense.conduct:
            if wide != RESIDUAL:
                found.update(dict.fromkeys(c for c in self.conduct if is_class(c, wide)))
        if "narrative" in offense.needs:
            found[RESIDUAL] = None
        return tuple(found)

    def test(self, test: OneOf) -> Callable[[Kind], bool]:
        """A scope test or an as-charged test as a function of the kind of charge."""
        values = frozenset(test.values)
        if test.fact == "offense":
            return lambda kind: not values.isdisjoint(self.within(kind.offense))
        if test.fact == "group":
            members = frozenset().union(*(self.groups.get(value, frozenset()) for value in values))
            return lambda kind: not members.isdisjoint(self.within(kind.offense))
        if test.fact == "conduct":
            return lambda kind: any(is_class(kind.conduct, value) for value in values)
        if test.fact == "level":
            asked = [Level(value) for value in values]
            return lambda kind: any(kind.level.is_a(level) for level in asked)
        index = Kind._fields.index(test.fact)
        return lambda kind: ("true" if kind[index] else "false") in values


def is_class(conduct: str, wider: str) -> bool:
    """Whether a conduct path is the class `wider` or a subclass of it."""
    return conduct == wider or conduct.startswith(wider + "/")


def _levels(law: tuple[Level, ...], recorded: Level | None) -> tuple[Level, ...]:
    if recorded is None:
        return law
    allowed = tuple(level for level in law if level.is_a(recorded) or recorded.is_a(level))
    return allowed or (*law, recorded)


def _truths(element: str, confidence: Confidence) -> tuple[bool, ...]:
    """An element is true; no such element in a verified or partial row is false; anything else is open."""
    if element == "yes":
        return (True,)
    return _BOTH if element == "possible" or confidence is Confidence.UNVERIFIED else (False,)


def _abusive(conduct: str, coercion: str) -> str:
    """Trafficking, exploitation of a minor and coercion are abusive or exploitative as charged."""
    exploiting = is_class(conduct, "trafficking") or is_class(conduct, "exploitation_of_minor")
    return "yes" if exploiting else coercion


def _every(offense: str, conduct: Sequence[str], levels: Sequence[Level]) -> Iterable[Kind]:
    for said, level in product(conduct, levels):
        for elements in product(_BOTH, repeat=len(ELEMENTS)):
            yield Kind(offense, said, level, *elements)


class Cells:
    """The kinds of charge told apart only as far as some tests tell them: a cell is one combination of answers.

    Cells are numbered as they are met, so a kind that contradicts the law finds its cell too.
    """

    def __init__(self, catalogue: Catalogue, tests: Iterable[OneOf]) -> None:
        self.catalogue, self.tests = catalogue, tuple(dict.fromkeys(tests))
        self._asks = [catalogue.test(test) for test in self.tests]
        self._fields = tuple(sorted({_FIELD_OF[test.fact] for test in self.tests}))
        self._of: dict[Kind, int] = {}
        self._numbers: dict[tuple[bool, ...], int] = {}
        self.answers: list[dict[OneOf, bool]] = []

    def cell(self, kind: Kind) -> int:
        """The number of the cell of this kind."""
        found = self._of.get(kind)
        if found is None:
            told = tuple([ask(kind) for ask in self._asks])
            found = self._of[kind] = self._numbers.setdefault(told, len(self._numbers))
            if found == len(self.answers):
                self.answers.append(dict(zip(self.tests, told, strict=True)))
        return found

    def mask(self, kinds: Iterable[Kind]) -> int:
        """The cells that these kinds fall into, as bits."""
        found = 0
        for kind in _told_apart(frozenset(kinds), self._fields):
            found |= 1 << self.cell(kind)
        return found

    def holds(self, condition: Condition, cell: int) -> bool:
        """Whether a condition made of these tests holds in a cell."""
        return holds(condition, self.answers[cell].__getitem__)


_FIELD_OF = {name: index for index, name in enumerate(Kind._fields)} | {"group": Kind._fields.index("offense")}
"""Which field of a kind a test of a fact looks at."""


@lru_cache(maxsize=4096)
def _told_apart(kinds: frozenset[Kind], fields: tuple[int, ...]) -> tuple[Kind, ...]:
    """One kind for each combination of these fields: tests of no other field tell the rest apart."""
    return tuple({tuple([kind[field] for field in fields]): kind for kind in kinds}.values())


def holds(condition: Condition, answer: Callable[[OneOf], bool]) -> bool:
    """A condition made of charge tests only, for one kind of charge."""
    match condition:
        case OneOf():
            return answer(condition)
        case All(parts):
            return all(holds(part, answer) for part in parts)
        case Any_(parts):
            return any(holds(part, answer) for part in parts)
        case Not(part):
            return not holds(part, answer)
    raise TypeError(f"{condition} is not a test of the charge alone")


def is_charge_condition(condition: Condition) -> bool:
    """Whether a condition looks only at what the offense charged fixes."""
    match condition:
        case OneOf(fact):
            return fact in CHARGE_FACTS
        case All(parts) | Any_(parts):
            return all(is_charge_condition(part) for part in parts)
        case Not(part):
            return is_charge_condition(part)
        case _:
            return False


def parted(parts: Sequence[Condition], join: type[All] | type[Any_]) -> list[Condition]:
    """The parts of a conjunction or disjunction, with those that look at the charge alone made one.

    What they say of one charge is asked together, so that no kind borrows another's answer.
    """
    own = tuple(part for part in parts if is_charge_condition(part))
    return ([join(own)] if own else []) + [part for part in parts if not is_charge_condition(part)]


def own_parts(condition: Condition) -> list[Condition]:
    """The largest pieces of a condition that look at the charge alone, in order."""
    if is_charge_condition(condition):
        return [condition]
    match condition:
        case All(parts):
            return [own for part in parted(parts, All) for own in own_parts(part)]
        case Any_(parts):
            return [own for part in parted(parts, Any_) for own in own_parts(part)]
        case Not(part):
            return own_parts(part)
        case _:
            return []
