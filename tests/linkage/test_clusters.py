"""Grouping links to persons: the rules hold for whole groups, whatever chain leads to them."""

from itertools import combinations, permutations

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.linkage.clusters import CERTAIN, Edge, Marks, persons

SURE = 990_000
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


def groups(found, everyone):
    made: dict[int, set[int]] = {}
    for identity in everyone:
        made.setdefault(found.of(identity), set()).add(identity)
    return sorted(made.values(), key=min)


def marks(*each):
    return {number: Marks(name, year, ids) for number, (name, year, *ids) in enumerate(each, 1)}


def test_a_person_is_as_sure_as_the_weakest_link_that_is_needed():
    alike = marks((1, 1980), (2, 1980), (3, 1980))
    edges = [Edge(1, 2, 999_000, "model"), Edge(2, 3, 995_000, "model"), Edge(1, 3, 991_000, "model")]
    for order in permutations(edges):
        found = persons(order, alike, SURE)
        assert groups(found, alike) == [{1, 2, 3}]
        assert [found.weakest(identity) for identity in alike] == [995_000] * 3  # 1 and 3 hold without their own link
        assert found.unsure(1) is None


def test_the_likelier_of_two_links_is_made_and_the_other_leaves_both_sides_unsure():
    """1 and 3 have one name and two birth years; 2 has another name, and may be either."""
    apart = marks((1, 1980), (2, 0), (1, 1985))
    found = persons([Edge(1, 2, 992_000, "model"), Edge(2, 3, 998_000, "model")], apart, SURE)
    assert groups(found, apart) == [{1}, {2, 3}]
    assert [found.unsure(identity) for identity in apart] == [992_000] * 3
    assert found.refused == 1


def test_an_id_joins_what_the_model_may_not():
    ids = {1: Marks(1, 1980, (7,)), 2: Marks(1, 1980, (8,)), 3: Marks(2, 1980, (7,))}
    found = persons([Edge(1, 2, 999_000, "model"), Edge(1, 3, CERTAIN, "id")], ids, SURE)
    assert groups(found, ids) == [{1, 3}, {2}]
    assert found.weakest(1) == CERTAIN
    assert found.unsure(1) == found.unsure(2) == found.unsure(3) == 999_000


def test_a_possible_link_inside_a_person_leaves_nothing_open():
    alike = marks((1, 1980), (2, 1980), (3, 1980))
    found = persons(
        [Edge(1, 2, 999_000, "model"), Edge(2, 3, 999_000, "model"), Edge(1, 3, 500_000, "possible")], alike, SURE
    )
    assert groups(found, alike) == [{1, 2, 3}]
    assert found.unsure(1) is None


def test_rows_alike_of_a_common_name_are_unsure_by_themselves():
    found = persons([Edge(1, 1, 700_000, "itself"), Edge(2, 2, 996_000, "itself")], {}, SURE)
    assert (found.unsure(1), found.unsure(2)) == (700_000, None)
    assert (found.weakest(2), found.weakest(3)) == (996_000, CERTAIN)


def test_a_long_chain_is_followed_without_running_out_of_depth():
    n = 50_000
    chain = {number: Marks(number, 1980, ()) for number in range(n)}
    found = persons((Edge(number, number + 1, 999_000, "model") for number in range(n - 1)), chain, SURE)
    assert {found.of(identity) for identity in chain} == {0}


@st.composite
def worlds(draw):
    n = draw(st.integers(2, 9))
    held = {
        number: Marks(draw(st.integers(0, 3)), draw(st.sampled_from([0, 1980, 1981])), (draw(st.integers(0, 3)),))
        for number in range(1, n + 1)
    }
    pairs = draw(st.lists(st.sampled_from(list(combinations(held, 2))), max_size=18))
    edges = []
    for a, b in pairs:
        how = draw(st.sampled_from(["id", "model", "possible"]))
        edges.append(Edge(a, b, CERTAIN if how == "id" else draw(st.integers(200_000, 999_999)), how))
    return held, edges


@settings(max_examples=400, deadline=None, phases=PHASES)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_rules_hold_for_every_group(world, random):
    held, edges = world
    found = persons(edges, held, SURE)
    for group in groups(found, held):
        for a, b in combinations(group, 2):
            one, other = held[a], held[b]
            assert not (
                one.name
                and one.name == other.name
                and one.birth_year
                and other.birth_year
                and one.birth_year != other.birth_year
            )
        assert {found.unsure(identity) for identity in group} == {found.unsure(min(group))}
    for edge in edges:  # whatever was not made, and might be, leaves both sides unsure
        if found.of(edge.a) != found.of(edge.b):
            assert found.unsure(edge.a) is not None
            assert found.unsure(edge.b) is not None
    random.shuffle(edges)
    again = persons(edges, held, SURE)
    for identity in held:
        assert (again.of(identity), again.unsure(identity), again.weakest(identity)) == (
            found.of(identity), found.unsure(identity), found.weakest(identity),
        )  # fmt: skip


@settings(max_examples=200, deadline=None, phases=PHASES)
@given(worlds())
def test_nobody_is_joined_without_a_link_that_may_be_made(world):
    held, edges = world
    found = persons(edges, held, SURE)
    made = persons([e for e in edges if e.how == "id" or (e.how == "model" and e.millionths >= SURE)], held, SURE)
    assert groups(found, held) == groups(made, held)
