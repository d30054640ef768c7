"""amend: hand-worked changes of small policies, and that nothing is open after them, over generated policies."""

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from nolle.analysis import comparison
from nolle.analysis.amending.changes import How, apply
from nolle.analysis.amending.search import amend, closable
from nolle.law.evaluator import Evaluator
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from tests.generated import Raw, policy_mappings, worlds
from tests.law.test_evaluator_units import world

TARGET: Raw = {
    "id": "zz/t", "title": "made up", "kind": "written_memo",
    "rules": [
        {"id": "selling", "covers": {"conduct": "selling"}, "then": "decline"},
        {"id": "buying", "covers": {"conduct": "buying"}, "then": "decline"},
        {"id": "third", "covers": {"conduct": "third_party"}, "then": "divert"},
    ],
}  # fmt: skip


def gaps(place, left, right):
    askings = [Asking("left", (left,), as_if=True), Asking("right", (right,), as_if=True)]
    question = Question(place.catalogue, place.dictionary, askings, also=comparison.class_tests(place.dictionary))
    return comparison.compare(Evaluator(question), place.catalogue.anything).gaps


def amended(*rules, place=None, target=TARGET):
    place, target = place or world(*rules), Policy.model_validate(target)
    told = amend(place.policy, target, lambda p: gaps(place, p, target), lambda p: gaps(place, p, place.policy))
    return place, target, told


def brief(told):
    return {(step.change.how.value, step.change.path) for step in told.steps}


SELL, BUY = {"conduct": "selling"}, {"conduct": "buying"}
THIRD = {"id": "third", "covers": {"conduct": "third_party"}, "then": "divert"}
GIVEN = [{"id": "selling", "covers": SELL}, {"id": "buying", "covers": BUY}, THIRD]


def with_(index, **more):
    return [rule | more if n == index else rule for n, rule in enumerate(GIVEN)]


@pytest.mark.parametrize(
    ("rules", "changes"),
    [
        (GIVEN, set()),
        (GIVEN[1:], {("add", "selling")}),
        (GIVEN[:1], {("add", "buying"), ("add", "third")}),
        (with_(1, then="will_prosecute"), {("change", "buying")}),
        (with_(2, then="supervisory_approval"), {("change", "third")}),
        (with_(0, unless=[{"id": "e", "when": {"flag": "true"}, "then": "not_covered"}]), {("drop", "selling/e")}),
        (with_(0, unless=[{"id": "e", "when": {"flag": "true"}, "then": "divert"}]), {("drop", "selling/e")}),
        (with_(1, then="unknown"), {("change", "buying")}),
    ],
)
def test_the_fewest_changes_of_a_small_policy(rules, changes):
    facts = {"flag": {"type": "bool", "says": "flagged"}}
    place = world(*rules, facts=facts)
    _, target, told = amended(place=place)
    assert brief(told) == changes
    assert not told.open
    assert not told.gives_up
    assert gaps(place, told.after, target) == ()
    assert {How(how) for how, _ in changes} <= {*How}


def test_more_protection_than_is_asked_is_not_given_up():
    """The target only diverts third parties: a policy that declines them, but not beside a felony, keeps declining."""
    rule = THIRD | {"then": "decline", "unless": [{"id": "e", "when": {"case": {"any": {"level": "felony"}}}, "then": "will_prosecute"}]}  # fmt: skip
    _, _, told = amended(*GIVEN[:2], rule)
    assert not told.open
    assert not told.gives_up
    assert told.after.rule("third").then == "decline"


def test_what_the_other_text_leaves_unread_stays_open_and_is_told():
    target = TARGET | {"rules": [TARGET["rules"][0] | {"then": "unknown"}]}
    _, _, told = amended(*GIVEN, target=target)
    assert not told.steps
    assert [gap.kind for gap in told.open] == ["undetermined"]
    assert not any(closable(gap) for gap in told.open)


def test_changes_of_one_rule_add_up():
    unless = [{"id": "e", "when": {"level": "felony"}, "then": "divert"}, {"id": "f", "when": {"level": "misdemeanor"}, "then": "divert"}]  # fmt: skip
    place, target, told = amended(*with_(0, unless=unless))
    assert brief(told) == {("drop", "selling/e"), ("drop", "selling/f")} or brief(told) == {("add", "selling-2")}
    assert gaps(place, apply(place.policy, [s.change for s in told.steps], target), target) == ()


# ---------------------------------------------------------------- generated policies


def clear(rule):
    """A rule of the target without what nobody could meet: readings, texts that are not read, lists left open."""
    covers = rule["covers"] if isinstance(rule["covers"], list) else [rule["covers"]]
    closed = [{key: value for key, value in part.items() if key != "open"} for part in covers]
    named = [part for part in closed if set(part) - {"except"}] or [{"conduct": "selling"}]
    when = {} if "listed" in str(rule.get("when", {})) else rule.get("when", {})
    return {"id": rule["id"], "covers": named, "when": when, "then": "decline"}


@st.composite
def pairs(draw):
    """A policy of any kind in its world, and a clear target over the same facts."""
    place, raw = draw(worlds(3)), draw(policy_mappings(3))
    rules = [clear(rule) for rule in raw["rules"][:3]]
    lists = {name: {"values": named["values"]} for name, named in raw.get("lists", {}).items()}
    target = Policy.model_validate({**TARGET, "rules": rules, "lists": lists})
    same = {name for name in target.lists if target.lists[name] != place.policy.lists.get(name, target.lists[name])}
    assume(not same)
    return place, target


def known(policy):
    """Whether the policy does not ask `listed`: an added rule would change what is on the list."""
    return "Listed" not in repr(policy.rules)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[*HealthCheck],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
@given(pair=pairs())
def test_after_its_amendments_a_policy_has_no_gap(pair):
    place, target = pair
    assume(known(place.policy))
    told = amend(place.policy, target, lambda p: gaps(place, p, target), lambda p: gaps(place, p, place.policy))
    assert not [gap for gap in told.open if closable(gap)]
