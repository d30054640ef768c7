"""Decision diagrams against tables of all their values."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nolle.law.diagram import LEAF, Diagrams, leaves, nodes, support
from tests.generated import SOAK, examples

SIZES = (2, 3, 2, 2)
"""How many values each of the variables 0, 1, 2, 3 has."""
POINTS = list(product(*map(range, SIZES)))


def tables(values="abc"):
    """A function of all the variables, as one value for every point."""
    return st.lists(st.sampled_from(values), min_size=len(POINTS), max_size=len(POINTS)).map(
        lambda said: dict(zip(POINTS, said, strict=True))
    )


def built(diagrams, table, at=()):
    if len(at) == len(SIZES):
        return diagrams.leaf(table[at])
    return diagrams.node(len(at), [built(diagrams, table, (*at, value)) for value in range(SIZES[len(at)])])


def read(node, point):
    while node.var != LEAF:
        node = node.kids[point[node.var]]
    return node.value


def same(diagrams, node, table):
    """A diagram says what the table says, and is the one diagram that does."""
    return all(read(node, point) == table[point] for point in POINTS) and node is built(diagrams, table)


few = settings(max_examples=examples(60), deadline=None, derandomize=not SOAK)


@few
@given(tables())
def test_a_diagram_is_its_table_and_nothing_more(table):
    diagrams = Diagrams()
    root = built(diagrams, table)
    assert same(diagrams, root, table)
    assert set(leaves(root)) == set(table.values())
    matters = {
        var for var in range(len(SIZES)) for point in POINTS for value in range(SIZES[var])
        if table[point] != table[(*point[:var], value, *point[var + 1 :])]
    }  # fmt: skip
    assert support(root) == matters
    for node in nodes(root):
        assert node.var == LEAF or len({id(kid) for kid in node.kids}) > 1
        assert all(kid.var > node.var for kid in node.kids)
    assert len({id(node) for node in nodes(root)}) == len(list(nodes(root)))


@few
@given(tables(), tables(), tables())
def test_combining_is_done_point_by_point(one, other, third):
    diagrams = Diagrams()
    parts = [built(diagrams, table) for table in (one, other, third)]
    found = diagrams.apply(lambda *said: "".join(sorted(set(said))), *parts)
    assert same(diagrams, found, {point: "".join(sorted({one[point], other[point], third[point]})) for point in POINTS})


@few
@given(tables(), tables(), tables(), st.integers(0, 3))
def test_choosing_by_a_variable(one, other, third, var):
    diagrams = Diagrams()
    options = [one, other, third][: SIZES[var]]
    found = diagrams.choose(var, [built(diagrams, table) for table in options])
    assert same(diagrams, found, {point: options[point[var]][point] for point in POINTS})


@few
@given(tables(), st.tuples(*(st.integers(1, (1 << size) - 1) for size in SIZES)), st.integers(0, len(SIZES)))
def test_restricting_leaves_only_what_is_possible(table, masks, known):
    diagrams = Diagrams()
    impossible = diagrams.leaf(None)
    found = diagrams.restrict(built(diagrams, table), masks[:known], impossible)
    for point in POINTS:
        if all(masks[var] >> point[var] & 1 for var in range(known)):
            assert read(found, point) == table[point]
    possible = {table[p] for p in POINTS if all(masks[var] >> p[var] & 1 for var in range(known))}
    assert set(leaves(found)) - {None} == possible
    settled = {var for var in range(known) if masks[var].bit_count() == 1}
    assert support(found).isdisjoint(settled)


@few
@given(tables(), tables((True, False)))
def test_simplifying_keeps_what_is_cared_for(table, care):
    diagrams = Diagrams()
    root, where = built(diagrams, table), built(diagrams, care)
    found = diagrams.simplify(root, where)
    assert all(read(found, point) == table[point] for point in POINTS if care[point])
    assert support(found) <= support(root)
    if where is not diagrams.leaf(False):
        assert set(leaves(found)) <= set(table.values())


@few
@given(tables(), st.integers(0, 3), st.lists(st.integers(0, 2), min_size=3, max_size=3))
def test_forgetting_merges_what_can_no_longer_be_told_apart(table, var, into):
    diagrams = Diagrams()
    size = SIZES[var]
    groups = [[value for value in range(size) if into[value] == name] for name in range(3)]
    merge = lambda *said: "".join(sorted(set("".join(said))))  # noqa: E731
    found = diagrams.forget(built(diagrams, table), var, [group for group in groups if group], merge)
    expected = {
        point: "".join(sorted({table[(*point[:var], v, *point[var + 1 :])] for v in groups[into[point[var]]]}))
        for point in POINTS
    }
    assert same(diagrams, found, expected)


def test_leaves_of_different_types_are_different():
    diagrams = Diagrams()
    assert diagrams.leaf(1) is not diagrams.leaf(True)
    assert diagrams.leaf("a") is diagrams.leaf("a")


@pytest.mark.parametrize("depth", [3_000])
def test_thousands_of_variables_are_no_trouble(depth):
    diagrams = Diagrams()
    no, root = diagrams.leaf(False), diagrams.leaf(True)
    for var in reversed(range(depth)):
        root = diagrams.node(var, (no, root))
    assert diagrams.apply(lambda said: said, root) is root
    assert diagrams.apply(lambda a, b: a and b, root, root) is root
    negated = diagrams.apply(lambda said: not said, root)
    assert diagrams.apply(lambda said: not said, negated) is root
    assert support(diagrams.restrict(root, [2] * (depth - 1), diagrams.leaf(None))) == {depth - 1}
