"""What one fact says about another: which combinations of cells no charge can have.

A felony is a crime; part of a count is at most the whole; whoever is neither victim nor witness reported
nothing. Derived from the conditions themselves and from the dictionary's implications, as one diagram.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import product

from nolle.law.charges import Catalogue, Kind
from nolle.law.condition import All, Any_, Condition, Not, OneOf
from nolle.law.diagram import Diagrams, Node
from nolle.law.facts import CHARGE_FACTS
from nolle.law.question import Question
from nolle.law.variables import Count, Other, Values

_MOST_FREE_TESTS = 6


def constraint(question: Question, diagrams: Diagrams) -> Node:
    """The diagram that is true on the combinations of cells that are possible."""
    true = diagrams.leaf(True)
    parts = [*_others(question, diagrams), *_counts(question, diagrams), *_implied(question, diagrams)]
    return reduce(lambda a, b: diagrams.apply(lambda x, y: x and y, a, b), parts, true)


def _others(question: Question, diagrams: Diagrams) -> Iterable[Node]:
    """A quantifier that holds needs a charge that satisfies it, and that charge satisfies others too."""
    found = [(index, v) for index, v in enumerate(question.variables) if isinstance(v, Other)]
    if len(found) < 2:
        return
    sorts = sorts_of_charge(question.catalogue, [variable.of for _, variable in found])
    present = [_is(diagrams, index, 2, 2) for index, _ in found]
    for position, variable in enumerate(present):
        ways = [
            reduce(lambda a, b: diagrams.apply(lambda x, y: x and y, a, b),
                   [present[other] for other, satisfied in enumerate(sort) if satisfied])
            for sort in sorted(sorts) if sort[position]
        ]  # fmt: skip
        some = reduce(lambda a, b: diagrams.apply(lambda x, y: x or y, a, b), ways, diagrams.leaf(False))
        yield diagrams.apply(lambda has, way: way or not has, variable, some)


def _counts(question: Question, diagrams: Diagrams) -> Iterable[Node]:
    """A count of a narrower condition, or within a shorter time, is at most the wider one."""
    counts = [(index, v) for index, v in enumerate(question.variables) if isinstance(v, Count)]
    sorts = sorts_of_charge(question.catalogue, [v.of for _, v in counts]) if len(counts) > 1 else set()
    for (i, (part, some)), (j, (whole, more)) in product(enumerate(counts), repeat=2):
        inside = i != j and all(sort[j] for sort in sorts if sort[i])
        if inside and some.unit == more.unit and some.before == more.before and _shorter(some, more):
            rows = [
                diagrams.node(whole, [diagrams.leaf(more.bounds(b)[1] >= some.bounds(a)[0]) for b in range(more.size)])
                for a in range(some.size)
            ]
            yield diagrams.choose(part, rows)


def _shorter(some: Count, more: Count) -> bool:
    if more.within is None or some.within == more.within:
        return True
    return some.within is not None and (
        some.within.months <= more.within.months and some.within.days <= more.within.days
    )


def _implied(question: Question, diagrams: Diagrams) -> Iterable[Node]:
    """The dictionary's implications between facts that are both asked about."""
    place = {v.fact: (index, v) for index, v in enumerate(question.variables) if isinstance(v, Values)}
    for name, entry in question.dictionary.facts.items():
        for implied in entry.implies:
            for other, values in implied.then.items():
                if name not in place or other not in place:
                    continue
                (i, one), (j, two) = place[name], place[other]
                causes = _is(diagrams, i, one.size, one.satisfying(OneOf(name, implied.when)))
                follows = _is(diagrams, j, two.size, two.mask(values))
                yield diagrams.apply(lambda cause, effect: effect or not cause, causes, follows)


def _is(diagrams: Diagrams, index: int, size: int, mask: int) -> Node:
    return diagrams.node(index, [diagrams.leaf(bool(mask >> cell & 1)) for cell in range(size)])


def sorts_of_charge(catalogue: Catalogue, conditions: Sequence[Condition]) -> set[tuple[bool, ...]]:
    """Every combination of answers that one other charge can give to these conditions.

    Tests that are not of the charge itself (its stage, its county) are taken as free of one another.
    """
    tests = list(dict.fromkeys(test for condition in conditions for test in _tests(condition)))
    own = [test for test in tests if isinstance(test, OneOf) and test.fact in CHARGE_FACTS]
    free = [test for test in tests if test not in own]
    if len(free) > _MOST_FREE_TESTS:
        return set(product((False, True), repeat=len(conditions)))
    asks = [(test, catalogue.test(test)) for test in own]
    kinds = {tuple(ask(kind) for _, ask in asks) for kind in projected(catalogue, own)}
    found = set()
    for told in kinds:
        for rest in product((False, True), repeat=len(free)):
            answers: dict[Condition, bool] = {**dict(zip(own, told, strict=True)), **dict(zip(free, rest, strict=True))}
            found.add(tuple(answered(condition, answers) for condition in conditions))
    return found


def projected(catalogue: Catalogue, tests: Iterable[OneOf]) -> set[Kind]:
    """Every kind of charge, with what these tests do not look at made equal."""
    facts = {test.fact for test in tests}
    flags = [field for field in Kind._fields[3:] if field not in facts]
    blank = dict.fromkeys(flags, False)
    if not facts & {"offense", "group"}:
        blank["offense"] = ""  # type: ignore[assignment]
    return {kind._replace(**blank) for kind in catalogue.anything}  # type: ignore[arg-type]


def answered(condition: Condition, answers: dict[Condition, bool]) -> bool:
    """A condition whose single tests have these answers."""
    match condition:
        case All(parts):
            return all(answered(part, answers) for part in parts)
        case Any_(parts):
            return any(answered(part, answers) for part in parts)
        case Not(part):
            return not answered(part, answers)
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
