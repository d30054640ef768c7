"""Replay: intervals, the order of facts worth recording, and that nothing unknown becomes a yes or a no."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nolle.analysis.replay import changes, tallies
from nolle.analysis.replay.facts import best_order, worth_recording
from nolle.analysis.replay.intervals import Apart, Range, apart, share, wilson
from nolle.analysis.replay.outcomes import Sure, counted, outcomes
from nolle.decisions import Found
from nolle.law.evaluator import Evaluator
from nolle.law.knowledge import pattern, read
from nolle.law.question import Asking, Question
from nolle.terms import Decision
from tests import generated

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # whole policies take minutes to make smaller
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


# -- intervals


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [  # R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_score_interval_is_that_of_the_books(n, of, low, high):
    assert wilson(n, of) == pytest.approx((low, high), abs=5e-5)


@given(of=st.integers(1, 10**7), data=st.data())
def test_an_interval_holds_its_share_and_stays_within_bounds(of, data):
    n = data.draw(st.integers(0, of))
    low, high = wilson(n, of)
    assert 0 <= low <= n / of <= high <= 1
    other = wilson(of - n, of)
    assert (1 - other[1], 1 - other[0]) == pytest.approx((low, high), abs=1e-9)


def test_a_share_of_nothing_is_none():
    assert share(Range(0, 0), 0) is None
    for n, of in ((1, 0), (3, 2), (-1, 5)):
        with pytest.raises(ValueError, match="is no share"):
            wilson(n, of)


def test_the_interval_of_a_range_goes_around_both_ends():
    found = share(Range(2, 8), 10)
    assert found is not None
    assert (found.low, found.high) == (wilson(2, 10)[0], wilson(8, 10)[1])


def test_groups_are_told_apart_only_beyond_chance_and_beyond_what_cannot_be_told():
    assert apart({"a": (Range(50, 50), 100), "b": (Range(5, 5), 100)}) == Apart(2, "a", "b")
    assert apart({"a": (Range(50, 50), 100), "b": (Range(5, 60), 100)}) == Apart(2)
    assert apart({"a": (Range(5, 5), 10), "b": (Range(0, 0), 10)}) is None  # too few to say anything
    two = {"a": (Range(20, 20), 60), "b": (Range(7, 7), 60)}
    many = {f"c{n}": (Range(13, 13), 60) for n in range(60)}
    assert apart(two) == Apart(2, "a", "b")
    assert apart(two | many) == Apart(62)  # of so many, two lie so far apart by chance


# -- facts worth recording


def sets(**given):
    return {frozenset(needs.split("_")): Range(n, n) for needs, n in given.items()}


def test_the_fact_that_settles_most_comes_first_and_leads_to_the_next():
    steps = best_order(sets(a=10, b=6, a_c=9, b_d=1))
    assert [(step.needs, step.settles.surely, step.so_far.surely) for step in steps] == [
        (("a",), 10, 10),
        (("c",), 9, 19),
        (("b",), 6, 25),
        (("d",), 1, 26),
    ]


def test_facts_that_settle_only_together_are_one_step():
    [first, second] = best_order(sets(a_b=10, c=1))
    assert (first.needs, first.settles) == (("a", "b"), Range(10, 10))
    assert (second.needs, second.so_far) == (("c",), Range(11, 11))


def test_what_is_surely_settled_comes_before_what_may_be():
    steps = best_order({frozenset("a"): Range(0, 100), frozenset("b"): Range(1, 1)})
    assert [step.needs for step in steps] == [("b",), ("a",)]


@given(
    st.dictionaries(
        st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=4),
        st.integers(1, 50).flatmap(lambda n: st.builds(Range, st.integers(0, n), st.just(n))),
        max_size=8,
    )
)
def test_every_order_settles_everything_in_the_end_and_no_fact_twice(settled):
    steps = best_order(settled)
    named = [need for step in steps for need in step.needs]
    assert sorted(named) == sorted(set().union(*settled)) if settled else steps == []
    assert sum((step.settles for step in steps), Range()) == sum(settled.values(), Range())
    recorded = set()
    for step in steps:
        recorded |= {*step.needs}
        assert step.so_far == sum((n for needs, n in settled.items() if needs <= recorded), Range())


# -- both answers together


def question(library, *askings):
    return Question(library.catalogue("us-ny"), library.dictionary, askings)


def found(asked, *charges):
    """One pattern for each charge, as the records would give them."""
    evaluator = Evaluator(asked)
    made = []
    for number, charge in enumerate(charges):
        of = pattern(read(charge, asked.catalogue, asked.dictionary), asked)
        made.append(Found(number, 10**number, "some", of, evaluator.answer(of)))
    return evaluator, made


@pytest.fixture(scope="module")
def bragg(library):
    return library.asking("us-ny/manhattan/2022-01-03", True)


def test_two_answers_open_for_the_same_reason_fall_together(library, bragg):
    """Unknown whether a felony stands beside it: undetermined before and after, and yet surely no change."""
    selling = {"offense": "us-ny-pl-230.00"}
    evaluator, patterns = found(question(library, bragg, bragg), selling)
    [one] = outcomes(evaluator, patterns)
    assert one.current is not None
    assert one.draft.decision is one.current.decision is Decision.UNDETERMINED
    assert (one.declined, one.gained, one.lost, one.changed) == (Sure.PERHAPS, Sure.NO, Sure.NO, Sure.NO)


def test_the_model_may_gain_what_the_exception_may_send_back(library, bragg):
    selling: generated.Raw = {"offense": "us-ny-pl-230.00"}
    alone = selling | {"case.others": []}
    evaluator, patterns = found(question(library, library.asking("model", True), bragg), selling, alone)
    open_, settled = outcomes(evaluator, patterns)
    assert (open_.declined, open_.gained, open_.lost) == (Sure.YES, Sure.PERHAPS, Sure.NO)
    assert (settled.declined, settled.gained, settled.changed) == (Sure.YES, Sure.NO, Sure.NO)


def test_a_text_that_nobody_has_read_may_decline(library):
    vance = library.asking("us-ny/manhattan/2021-04-21", True)
    doubted = [rule.model_copy(update={"then": Decision.UNKNOWN, "unless": ()}) for rule in vance.policies[0].rules]
    unread = Asking(
        "unread", (vance.policies[0].model_copy(update={"id": "unread", "rules": tuple(doubted)}),), {}, True
    )
    evaluator, patterns = found(question(library, unread), {"offense": "us-ny-pl-230.00", "otherwise": "ordinary"})
    [one] = outcomes(evaluator, patterns)
    assert (one.draft.decision, one.declined) == (Decision.UNDETERMINED, Sure.PERHAPS)
    worth = worth_recording([one])
    assert (worth.open_, worth.never, worth.order) == (1, 1, ())


def test_one_exception_taken_out_gives_what_it_sent_back(library, bragg):
    beside = {"offense": "us-ny-pl-230.00", "case.others": [{"level": "felony"}]}
    evaluator, patterns = found(question(library, bragg), beside)
    told = outcomes(evaluator, patterns)
    assert counted(told, "declined") == Range(0, 0)
    clauses = tallies.by_clause(told, bragg.policies)
    [clause] = [one for one in clauses if one.decides.surely]
    assert (clause.path, clause.sends_back) == ("prostitution/felony-on-the-instrument", True)
    [change] = changes.one_change(evaluator, patterns, clauses)
    assert (change.path, change.what, change.declined) == (clause.path, changes.TAKEN_OUT, Range(1, 1))


# -- whatever the policies

FLAGS = ("declined", "was_declined", "gained", "lost", "changed")


@settings(max_examples=generated.examples(60), deadline=None, phases=PHASES, suppress_health_check=SLOW)
@given(data=st.data())
def test_what_is_sure_is_so_in_every_answer(data):
    world = data.draw(generated.worlds())
    other = world.with_policy(data.draw(generated.policy_mappings()) | {"id": "zz/another"}).policy
    askings = [Asking("p", (world.policy,), {}, True), Asking("q", (other,), {}, True)]
    asked = Question(world.catalogue, world.dictionary, askings)
    evaluator = Evaluator(asked)
    known = read(data.draw(generated.givens(world)), world.catalogue, world.dictionary)
    of = pattern(known, asked)
    [one] = outcomes(evaluator, [Found(1, 1, "some", of, evaluator.answer(of))])
    assert one.current is not None
    for answer, flag in ((one.draft, one.declined), (one.current, one.was_declined)):
        assert (flag is Sure.YES) == ({*answer.candidates} == {Decision.DECLINE})
        assert (flag is Sure.NO) == (not {Decision.DECLINE, Decision.UNKNOWN} & {*answer.candidates})
    assert one.gained <= one.declined
    assert one.lost <= one.was_declined
    assert not (one.gained is Sure.YES and one.lost is not Sure.NO)
    assert one.changed >= one.gained or Decision.UNKNOWN in (*one.draft.candidates, *one.current.candidates)
    if Decision.UNDETERMINED not in (one.draft.decision, one.current.decision):
        assert (one.changed is Sure.YES) == (one.draft.decision is not one.current.decision)
        assert one.changed is not Sure.PERHAPS
    learned = pattern(data.draw(generated.learned(world, known)), asked)
    [after] = outcomes(evaluator, [Found(1, 1, "some", learned, evaluator.answer(learned))])
    for name in FLAGS:  # to learn a fact never unsettles what was sure
        before = getattr(one, name)
        assert before is Sure.PERHAPS or getattr(after, name) is before, name


@settings(max_examples=generated.examples(40), deadline=None, phases=PHASES, suppress_health_check=SLOW)
@given(data=st.data())
def test_a_policy_replayed_against_itself_changes_nothing(data):
    world = data.draw(generated.worlds())
    asked = Question(world.catalogue, world.dictionary, [Asking("p", (world.policy,), {}, True)] * 2)
    evaluator = Evaluator(asked)
    of = pattern(read(data.draw(generated.givens(world)), world.catalogue, world.dictionary), asked)
    [one] = outcomes(evaluator, [Found(1, 1, "some", of, evaluator.answer(of))])
    assert (one.gained, one.lost, one.changed) == (Sure.NO, Sure.NO, Sure.NO)
