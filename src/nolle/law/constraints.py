"""What one fact says about another: which combinations of cells no charge can have.

A felony is a crime; part of a count is at most the whole; whoever is neither victim nor witness reported
nothing. Derived from the conditions themselves and from the dictionary's implications, as one diagram.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import product

from nolle.law.condition import OneOf
from nolle.law.diagram import Diagrams, Node
from nolle.law.question import Question
from nolle.law.sorts import sorts_of_charge
from nolle.law.variables import Count, Other, Values


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
    sorts = sorts_of_charge(question.catalogue, [v.of for _, v in counts]) if len(counts) > 1 else frozenset()
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
