"""The smallest charge that shows something: the completion with the fewest facts off their ordinary value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from nolle.law.charges import ELEMENTS, Kind
from nolle.law.diagram import LEAF, Node
from nolle.law.question import CHOICES, Question
from nolle.law.sorts import sorts_of_charge
from nolle.law.variables import Charge, Count, Days, Numbers, Other, Pattern, Values, Variable


@dataclass(frozen=True)
class Witness:
    """One charge: its kind, the facts that are off their ordinary value, and the pattern to ask about it.

    `special` maps the position of a variable in the question to the cell it has; `cost` counts them and the
    elements that the offense alleges.
    """

    kind: Kind
    special: dict[int, int] = field(hash=False)
    pattern: Pattern = field(default_factory=lambda: Pattern(()))
    cost: int = 0


def ordinary_cell(variable: Variable) -> int:
    """The cell of a fact when nothing is special."""
    match variable:
        case Other() | Count():
            return 0
        case Numbers(ordinary=usual):
            return variable.cell(usual or 0)
        case Values(cells=cells, ordinary=usual):
            return next((index for index, cell in enumerate(cells) if usual in cell), 0)
        case Days() | Charge():
            return variable.size - 1


def smallest(question: Question, root: Node, wanted: Callable[[Any], bool], kinds: Iterable[Kind]) -> Witness:
    """The cheapest way through a diagram of one cell to a leaf that is wanted, as a charge of one of these kinds.

    Raises ValueError if no leaf is wanted.
    """
    usual = [ordinary_cell(variable) for variable in question.variables]
    least, path = _cheapest(root, wanted, usual)
    if least is None:
        raise ValueError("no completion shows this")
    kind = min(kinds, key=lambda k: (_alleged(k), not k.offense, k.level.rank, k.offense))
    masks = [1 << (path.get(index, usual[index])) for index in range(len(usual))]
    masks[0] = 1 << question.cells.cell(kind)
    special = _not_implied(question, path)
    return Witness(kind, special, Pattern(tuple(masks)), len(special) + _alleged(kind))


def _not_implied(question: Question, path: dict[int, int]) -> dict[int, int]:
    """The special facts without those that others bring with them: a felony is a crime too."""
    present = [i for i, cell in path.items() if cell and isinstance(question.variables[i], Other)]
    conditions = [v.of for i in present if isinstance(v := question.variables[i], Other)]
    sorts = sorts_of_charge(question.catalogue, conditions) if len(present) > 1 else frozenset()
    dropped: set[int] = set()
    for b, more in enumerate(present):
        for a, some in enumerate(present):
            inside = a != b and some not in dropped and all(sort[b] for sort in sorts if sort[a])
            if inside:
                dropped.add(more)
    return {index: cell for index, cell in path.items() if index not in dropped}


def _alleged(kind: Kind) -> int:
    return sum(bool(getattr(kind, element)) for element in ELEMENTS)


def _cheapest(root: Node, wanted: Callable[[Any], bool], usual: list[int]) -> tuple[int | None, dict[int, int]]:
    memo: dict[Node, tuple[int | None, dict[int, int]]] = {}

    def visit(node: Node) -> tuple[int | None, dict[int, int]]:
        if node.var == LEAF:
            return (0, {}) if wanted(node.value) else (None, {})
        if node not in memo:
            best: tuple[int | None, dict[int, int]] = (None, {})
            fact = node.var < CHOICES
            for index, kid in enumerate(node.kids):
                cost, path = visit(kid)
                if cost is None:
                    continue
                special = fact and index != usual[node.var]
                total = cost + special
                if best[0] is None or total < best[0]:
                    best = (total, {**path, node.var: index} if special else path)
            memo[node] = best
        return memo[node]

    return visit(root)
