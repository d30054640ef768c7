"""Reduced ordered decision diagrams with any number of branches and leaves of any value.

A diagram is a function of variables with finitely many values each. Equal diagrams are one object, so
two functions are compared by identity. Nothing is enumerated: an operation costs the product of the
sizes of its operands. Method: R. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation",
IEEE Transactions on Computers 35 (1986), with multi-valued nodes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

LEAF = 1 << 60
"""The variable of a leaf: below every other in the order."""

_DEPTH = 20_000
if sys.getrecursionlimit() < _DEPTH:  # one call for each variable of a diagram, and policies may hold thousands
    sys.setrecursionlimit(_DEPTH)


class Node:
    """A test of variable `var` with one child per value, or a leaf with its value."""

    __slots__ = ("kids", "value", "var")

    def __init__(self, var: int, kids: tuple[Node, ...], value: Any) -> None:
        self.var, self.kids, self.value = var, kids, value


class Diagrams:
    """The table in which equal nodes are one; every diagram of one question comes from one table.

    What an operation remembers while it runs goes from call to call, and not into a function within: that would
    refer to itself and stay until the collector finds it.
    """

    def __init__(self) -> None:
        self._nodes: dict[Hashable, Node] = {}

    def leaf(self, value: Hashable) -> Node:
        key = (type(value), value)
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = Node(LEAF, (), value)
        return found

    def node(self, var: int, kids: Sequence[Node]) -> Node:
        first = kids[0]
        for kid in kids:
            if kid is not first:
                break
        else:
            return first
        key = (var, *map(id, kids))
        found = self._nodes.get(key)
        if found is None:
            found = self._nodes[key] = Node(var, tuple(kids), None)
        return found

    def apply(self, combine: Callable[..., Hashable], *operands: Node) -> Node:
        """The diagram whose leaf, wherever it is asked, is `combine` of the operands' leaves there."""
        if len(operands) == 2:
            return self._apply_two(combine, *operands, {})
        return self._apply(combine, operands, {})

    def _apply(
        self, combine: Callable[..., Hashable], nodes: tuple[Node, ...], memo: dict[tuple[Node, ...], Node]
    ) -> Node:
        found = memo.get(nodes)
        if found is not None:
            return found
        var = min([node.var for node in nodes])
        if var == LEAF:
            made = self.leaf(combine(*[node.value for node in nodes]))
        else:
            size = next(len(node.kids) for node in nodes if node.var == var)
            kids = []
            for index in range(size):
                below = tuple([node.kids[index] if node.var == var else node for node in nodes])
                kids.append(self._apply(combine, below, memo))
            made = self.node(var, kids)
        memo[nodes] = made
        return made

    def _apply_two(
        self, combine: Callable[..., Hashable], a: Node, b: Node, memo: dict[tuple[Node, Node], Node]
    ) -> Node:
        """The same for two operands, as most are: written out, because it is where the time goes."""
        found = memo.get((a, b))
        if found is not None:
            return found
        if a.var == b.var == LEAF:
            made = self.leaf(combine(a.value, b.value))
        else:
            kids = []
            if a.var == b.var:
                for index, kid in enumerate(a.kids):
                    kids.append(self._apply_two(combine, kid, b.kids[index], memo))
            elif a.var < b.var:
                for kid in a.kids:
                    kids.append(self._apply_two(combine, kid, b, memo))
            else:
                for kid in b.kids:
                    kids.append(self._apply_two(combine, a, kid, memo))
            made = self.node(min(a.var, b.var), kids)
        memo[a, b] = made
        return made

    def choose(self, var: int, options: Sequence[Node]) -> Node:
        """The diagram that behaves as `options[i]` where the variable has its i-th value."""
        if all(option is options[0] for option in options):
            return options[0]
        if all(option.var > var for option in options):
            return self.node(var, options)
        selector = self.node(var, [self.leaf(index) for index in range(len(options))])
        return self.apply(lambda chosen, *leaves: leaves[chosen], selector, *options)

    def simplify(self, root: Node, care: Node) -> Node:
        """A diagram that is `root` wherever `care` is true, and smaller if it may be anything elsewhere.

        Method: the restrict operator of O. Coudert and J. Madre, "A Unified Framework for the Formal Verification of
        Sequential Circuits", ICCAD 1990, with multi-valued nodes.
        """
        return self._simplify(root, care, {})

    def _simplify(self, node: Node, where: Node, memo: dict[tuple[Node, Node], Node]) -> Node:
        if node.var == LEAF or where.var == LEAF:
            return node
        found = memo.get((node, where))
        if found is None:
            if where.var < node.var:
                found = self._simplify(node, self.apply(_either, *where.kids), memo)
            else:
                never = self.leaf(False)
                parts = where.kids if where.var == node.var else [where] * len(node.kids)
                there = [(kid, part) for kid, part in zip(node.kids, parts, strict=True) if part is not never]
                kids = [self._simplify(kid, part, memo) for kid, part in there]
                found = self.node(node.var, _spread(kids, [part is not never for part in parts]))
            memo[node, where] = found
        return found

    def restrict(self, root: Node, masks: Sequence[int], impossible: Node) -> Node:
        """`root` where variable v has only the values in bits of `masks[v]`; elsewhere `impossible`.

        Variables at or beyond `len(masks)` (the choices) are left alone. A variable left with one value
        is gone from the result.
        """
        return self._restrict(root, masks, impossible, {})

    def _restrict(self, node: Node, masks: Sequence[int], impossible: Node, memo: dict[Node, Node]) -> Node:
        if node.var >= len(masks):
            return node
        found = memo.get(node)
        if found is None:
            mask = masks[node.var]
            kids, allowed = [], []
            for index, kid in enumerate(node.kids):
                if mask >> index & 1:
                    allowed.append(self._restrict(kid, masks, impossible, memo))
                    kids.append(allowed[-1])
                else:
                    kids.append(impossible)
            same = bool(allowed) and all(kid is allowed[0] for kid in allowed)
            found = memo[node] = allowed[0] if same else self.node(node.var, kids)
        return found

    def forget(self, root: Node, var: int, groups: Sequence[Sequence[int]], merge: Callable[..., Hashable]) -> Node:
        """`root` for someone who sees of variable `var` only which group its value is in."""
        return self._forget(root, var, groups, merge, {})

    def _forget(
        self, node: Node, var: int, groups: Sequence[Sequence[int]], merge: Callable[..., Hashable],
        memo: dict[Node, Node],
    ) -> Node:  # fmt: skip
        if node.var > var:
            return node
        found = memo.get(node)
        if found is None:
            kids = [self._forget(kid, var, groups, merge, memo) for kid in node.kids]
            if node.var == var:
                for group in groups:
                    together = self.apply(merge, *[kids[index] for index in group])
                    for index in group:
                        kids[index] = together
            found = memo[node] = self.node(node.var, kids)
        return found


def _either(*may: bool) -> bool:
    return any(may)


def _spread(kids: Sequence[Node], there: Sequence[bool]) -> list[Node]:
    """The kids at the places that are there, and the first of them at all others."""
    left = iter(kids)
    return [next(left) if is_there else kids[0] for is_there in there]


def nodes(root: Node) -> Iterator[Node]:
    """Every node of a diagram once, leaves too, in no promised order but the same for equal diagrams."""
    seen = {root}
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        for kid in node.kids:
            if kid not in seen:
                seen.add(kid)
                stack.append(kid)


def leaves(root: Node) -> list[Any]:
    """The values of all leaves, each once."""
    return [node.value for node in nodes(root) if node.var == LEAF]


def support(root: Node) -> set[int]:
    """The variables that the diagram tests."""
    return {node.var for node in nodes(root) if node.var != LEAF}
