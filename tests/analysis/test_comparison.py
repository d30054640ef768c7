"""compare: the verdict on one completion, and what holds for every pair of policies."""

from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from nolle.analysis.comparison import Verdict, class_tests, compare, settled, verdict
from nolle.law.evaluator import Evaluator
from nolle.law.meaning import Said
from nolle.law.question import Asking, Question
from nolle.terms import ASKS_NOTHING, Decision, Kind
from tests import generated

PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # whole policies take minutes to make smaller
SPOKEN = [d for d in Decision if d not in (Decision.UNDETERMINED, Decision.UNKNOWN)]


@pytest.fixture(scope="module")
def question(library):
    askings = [library.asking("model", True), library.asking("us-ny/manhattan/2022-01-03", True)]
    return Question(library.catalogue("us-ny"), library.dictionary, askings)


def told(question, left, right, named=False):
    return verdict(question, frozenset({Said("a", "x", left)}), frozenset({Said("b", "y", right)}), named).kind


@pytest.mark.parametrize(("left", "right"), list(product(SPOKEN, SPOKEN)))
def test_two_answers_meet_both_ways_only_if_they_protect_alike(question, left, right):
    both = told(question, left, right) is Kind.MEETS and told(question, right, left) is Kind.MEETS
    asks = [d not in ASKS_NOTHING for d in (left, right)]
    assert both == (left is right or not any(asks))


@pytest.mark.parametrize(
    ("left", "right", "named", "kind"),
    [
        ("decline", "decline", False, Kind.MEETS),
        ("silent", "will_prosecute", False, Kind.MEETS),
        ("silent", "decline", False, Kind.SILENT),
        ("silent", "decline", True, Kind.NARROWER),
        ("not_covered", "decline", True, Kind.NARROWER),
        ("supervisory_approval", "decline", True, Kind.STRICTER),
        ("divert", "decline_if", True, Kind.STRICTER),
        ("decline", "divert", True, Kind.MEETS),
        ("will_prosecute", "decline", True, Kind.CONFLICTS),
        ("will_prosecute", "divert", True, Kind.STRICTER),
        ("unknown", "decline", True, Kind.UNDETERMINED),
    ],
)
def test_the_kinds_of_gap(question, left, right, named, kind):
    assert told(question, Decision(left), Decision(right), named) is kind


def test_a_policy_that_contradicts_itself_conflicts(question):
    left = frozenset({Said("a", "x", Decision.DECLINE), Said("a", "z", Decision.WILL_PROSECUTE)})
    assert verdict(question, left, frozenset({Said("b", "y", Decision.DECLINE)}), True).kind is Kind.CONFLICTS


def test_readings_of_which_some_meet_are_undetermined():
    meets = Verdict(Kind.MEETS, "", "", "", "")
    silent = Verdict(Kind.SILENT, "silent", "", "decline", "y")
    assert settled(frozenset({meets, silent})).kind is Kind.UNDETERMINED
    assert settled(frozenset({silent})).kind is Kind.SILENT


@settings(
    max_examples=generated.examples(60), deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow]
)
@given(world=generated.worlds())
def test_no_generated_policy_has_a_gap_to_itself(world):
    askings = [Asking("p", (world.policy,), {}, True)] * 2
    question = Question(world.catalogue, world.dictionary, askings, also=class_tests(world.dictionary))
    result = compare(Evaluator(question), world.catalogue.anything)
    assert [gap for gap in (*result.gaps, *result.opened) if gap.kind is not Kind.CONFLICTS] == []


@settings(
    max_examples=generated.examples(40), deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow]
)
@given(world=generated.worlds(), other=generated.policy_mappings())
def test_every_counterexample_shows_its_gap_when_asked_again(world, other):
    two = world.with_policy(other | {"id": "zz/another"}).policy
    askings = [Asking("p", (world.policy,), {}, True), Asking("q", (two,), {}, True)]
    question = Question(world.catalogue, world.dictionary, askings, also=class_tests(world.dictionary))
    result = compare(Evaluator(question), world.catalogue.anything)
    for gap in (*result.gaps, *result.opened):
        if gap.kind in (Kind.SILENT, Kind.NARROWER, Kind.STRICTER):
            assert gap.left[0] in {c.value for c in gap.left_answer.candidates}
            assert gap.right[0] in {c.value for c in gap.right_answer.candidates}
