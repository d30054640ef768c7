"""What always holds of the language (docs, "Properties that always hold"), on generated policies and charges."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from nolle.law import timeline
from nolle.law.evaluator import Evaluator
from nolle.law.knowledge import pattern, read
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.question import Question
from nolle.terms import DECLINING, Answer3, Decision
from tests import generated
from tests.generated import DECISIONS, SOAK, Raw, World, examples, givens, learned, worlds
from tests.oracle import CHARGE, NAMES, Oracle

MOST_COMPLETIONS = 2_000
WORDS = {
    Decision.DECLINE: Answer3.HOLDS,
    Decision.SILENT: Answer3.DOES_NOT_HOLD,
    Decision.UNDETERMINED: Answer3.UNDETERMINED,
}


def drawn(number):
    """How many cases, and the same ones in every normal run."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(
        max_examples=examples(number),
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # whole policies take minutes to make smaller
        derandomize=not SOAK,
        report_multiple_bugs=False,
        suppress_health_check=slow,
    )


class Case(NamedTuple):
    world: World
    given: Raw


@st.composite
def cases(draw, facts=6, dated=False, ordinary=True):
    world = draw(worlds(facts, dated))
    return Case(world, draw(givens(world, ordinary)))


def answered(world, known, as_if=True, accept_unverified=False):
    question = world.question(as_if, accept_unverified)
    return Evaluator(question).answer(pattern(known, question))


def merged(needs):
    """Needs with offense, conduct and level as the one fact that they are."""
    return {CHARGE if need in NAMES else need for need in needs}


# ---------------------------------------------------------------- 11: the evaluator equals plain enumeration


def agree(world, given, as_if=True, accept_unverified=False):
    """Compare the two; False where there are too many completions, or none."""
    known = world.read(given)
    oracle = world.oracle(known, as_if, accept_unverified)
    if len(oracle.assignments) > 24 or oracle.size() > MOST_COMPLETIONS:
        return False
    expected = oracle.answer()
    question = world.question(as_if, accept_unverified)
    evaluator = Evaluator(question)
    found = evaluator.answer(pattern(known, question))
    if expected is None:  # what is known contradicts itself: an answer, any answer
        return False
    assert set(found.candidates) == expected.candidates
    assert found.decision == expected.decision
    assert found.rule == expected.rule
    assert set(found.because) == expected.because
    assert {(clause.decision, clause.rule) for clause in found.rules} == expected.clauses
    assert expected.wrong_needs(found.needs, known.offense_known) == ""
    for protection, promise in zip(world.policy.protections, evaluator.promises(pattern(known, question)), strict=True):
        wanted = oracle.promise(protection)
        assert promise.answer == WORDS[wanted.decision]
        assert wanted.wrong_needs(promise.needs, known.offense_known) == ""
    return True


def small(*rules, offenses=(), groups=None, **more):
    raw = {"id": "zz/made-up", "title": "made up", "kind": "written_memo", "rules": list(rules)} | more
    return World(raw, [{"id": "zz-1", "conduct": "selling", "level": "felony"}, *offenses], groups or {}, {})


SELLING = {"offense": "zz-1"}
KEPT = [
    # A section of which a part is in a group: the charge is named by its offense.
    (small({"id": "r", "covers": {"group": "g"}, "then": "divert"}, groups={"g": ["zz-1"]}), {"conduct": "selling"}),
    # An exception that silences its own rule, under one reading of two.
    (
        small({"id": "r", "covers": SELLING, "then": "decline", "unless": [{"id": "e", "overrides": ["r"]}],
               "readings": [{}, {"covers": {"level": "infraction"}, "unless": [{"id": "e"}]}]}),
        SELLING,
    ),
    # The tests of a reading that is not preferred tell nothing apart.
    (
        small({"id": "r", "covers": {"level": "infraction", "except": {"conduct": "third_party"}}, "then": "divert",
               "readings": [{"covers": {"conduct": "selling"}}, {}], "preferred": "2", "note": "made up"},
              offenses=[{"id": "zz-2", "conduct": "third_party"}, {"id": "zz-3", "conduct": "buying", "part_of": "zz-2"}]),
        {"offense": ["zz-1", "zz-2"]},
    ),
    # An open list of offenses reaches by conduct, and a record may contradict both.
    (
        small({"id": "r", "covers": {"offense": "some"}, "then": "decline"},
              offenses=[{"id": "zz-2", "conduct": "other"}, {"id": "zz-3", "conduct": "violence", "part_of": "zz-2"}],
              lists={"some": {"values": "zz-3", "open": "other"}}),
        {"offense": "zz-2", "conduct": "buying"},
    ),
]  # fmt: skip


def test_the_documents_that_ship_are_read_as_they_are_by_enumeration(library):
    for policy in library.policies.values():
        place, office = library.place_of(policy), library.offices.get(policy.office)
        catalogue = library.catalogue(library.state_of([place]))
        for example in policy.examples:
            as_if = policy.governs not in example.given
            known = read({"place": place} | example.given if place else example.given, catalogue, library.dictionary)
            question = Question(catalogue, library.dictionary, [library.asking(policy.id, as_if)])
            found = Evaluator(question).answer(pattern(known, question))
            expected = Oracle(policy, catalogue, library.dictionary, known, office, as_if).answer()
            assert expected is not None
            where = f"{policy.id}: {example.name}"
            assert set(found.candidates) == expected.candidates, where
            assert found.rule == expected.rule, where
            assert set(found.because) == expected.because, where
            assert expected.wrong_needs(found.needs, known.offense_known) == "", where


@pytest.mark.parametrize(("world", "given"), KEPT)
def test_cases_that_once_went_wrong(world, given):
    assert agree(world, given)


@drawn(160)
@given(cases())
def test_candidates_needs_and_reasons_equal_plain_enumeration(case):
    assume(agree(case.world, case.given))


@drawn(70)
@given(cases(facts=4, dated=True))
def test_so_they_do_with_dates_places_and_powers(case):
    assume(agree(case.world, case.given, as_if=False))


@drawn(40)
@given(cases())
def test_so_they_do_where_unverified_statements_are_accepted(case):
    assume(agree(case.world, case.given, accept_unverified=True))


@st.composite
def flat(draw):
    """A policy over twelve facts of which nothing is known, and an offense that is."""
    pool = [{f"flag.{n}": "true"} for n in range(12)]
    rules = [
        {"id": id, "covers": {"offense": "zz-1"}, "then": draw(st.sampled_from(DECISIONS)),
         "when": draw(generated.conditions(pool, 3)), "unless": draw(generated.exceptions(pool, ["r0", "r1"]))}
        for id in ("r0", "r1")
    ]  # fmt: skip
    facts = {f"flag.{n}": {"type": "bool"} for n in range(12)}
    policy = {"id": "zz/made-up", "title": "made up", "kind": "written_memo", "rules": rules}
    return World(policy, [{"id": "zz-1", "conduct": "selling", "level": "felony"}], {}, facts)


@pytest.mark.soak
@drawn(40)
@given(flat())
def test_twelve_unknown_facts_equal_plain_enumeration(world):
    known = world.read({"offense": "zz-1"})
    expected, found = world.oracle(known).answer(), answered(world, known)
    assert set(found.candidates) == expected.candidates
    assert set(found.needs) == expected.essential
    assert set(found.because) == expected.because


# ---------------------------------------------------------------- 1: learning


@st.composite
def lessons(draw, dated=False):
    world = draw(worlds(5, dated))
    known = world.read(draw(givens(world, ordinary=False)))
    return world, known, draw(learned(world, known))


def possible(world, known, as_if):
    """Whether what is known does not contradict itself."""
    oracle = world.oracle(known, as_if)
    assume(len(oracle.assignments) <= 24 and oracle.size() <= 20_000)
    return any(True for _ in oracle.completions())


def learns(lesson, as_if):
    world, before, after = lesson
    assume(possible(world, after, as_if))
    first, then = answered(world, before, as_if), answered(world, after, as_if)
    assert set(then.candidates) <= set(first.candidates)
    assert merged(then.needs) <= merged(first.needs)
    if first.decision is not Decision.UNDETERMINED:
        assert then.decision == first.decision


@drawn(80)
@given(lessons())
def test_learning_a_fact_never_unsettles_an_answer(lesson):
    learns(lesson, as_if=True)


@drawn(40)
@given(lessons(dated=True))
def test_learning_a_date_or_place_never_unsettles_an_answer(lesson):
    learns(lesson, as_if=False)


# ---------------------------------------------------------------- 2: order


def shuffled(raw, order):
    """The document with everything that has no order in another order. Readings are numbered, dates may tie."""
    if isinstance(raw, dict):
        items = [
            (key, value if key in ("readings", "events") else shuffled(value, order)) for key, value in raw.items()
        ]
        return dict(order.sample(items, len(items)))
    if isinstance(raw, list):
        return order.sample([shuffled(item, order) for item in raw], len(raw))
    return raw


@drawn(80)
@given(cases(), st.integers(0, 2**32))
def test_order_means_nothing(case, seed):
    world, given = case
    other = world.with_policy(shuffled(world.given[0], random.Random(seed)))
    known = world.read(given)
    first, then = answered(world, known), answered(other, known)
    assert (first.decision, first.rule, set(first.because)) == (then.decision, then.rule, set(then.because))
    assert set(first.candidates) == set(then.candidates)
    if set(first.needs) != set(then.needs):  # only where one fact makes up for another
        oracle = world.oracle(known)
        assume(oracle.size() <= MOST_COMPLETIONS)
        assert not oracle.answer().unique


# ---------------------------------------------------------------- 6: before it takes effect


@drawn(50)
@given(cases(facts=4, dated=True), st.integers(1, 2000))
def test_before_it_takes_effect_a_policy_decides_nothing(case, days):
    world, given = case
    policy = world.policy
    first = min(event.span.first for event in policy.events)
    assume(first != date.min)
    day = (first - timedelta(days=days)).isoformat()
    known = world.read(given | {policy.governs: day, "place": world.office.place})
    found = answered(world, known, as_if=False)
    assert found.candidates == (Decision.NOT_IN_FORCE,)
    assert (found.decision, found.rule, found.needs, found.because) == (Decision.NOT_IN_FORCE, "", (), ())


# ---------------------------------------------------------------- 7: an exception takes away, never gives


@st.composite
def narrowed(draw):
    """A policy, the same with one more exception to a rule that declines, and a charge."""
    world = draw(worlds(5))
    policy, offenses, groups, _, _ = world.given
    asked = [rule["when"] for rule in policy["rules"] if "when" in rule and "confidence" not in rule] or [{}]
    world = World(policy, offenses, groups, {})
    declining = [n for n, rule in enumerate(policy["rules"]) if rule["then"] in DECLINING and "readings" not in rule]
    assume(declining)
    at = draw(st.sampled_from(declining))
    then = draw(st.sampled_from([decision for decision in DECISIONS if decision not in DECLINING]))
    exception = {"id": "added", "when": draw(st.sampled_from(asked)), "then": then}
    rules = [dict(rule) for rule in policy["rules"]]
    rules[at]["unless"] = [*rules[at].get("unless", ()), exception]
    return world, world.with_policy(policy | {"rules": rules}), draw(givens(world))


@drawn(60)
@given(narrowed())
def test_an_exception_that_does_not_decline_makes_no_charge_decline(pair):
    before, after, given = pair
    known = before.read(given)
    first, then = answered(before, known), answered(after, known)
    for decision in DECLINING:
        assert decision in first.candidates or decision not in then.candidates
        assert then.decision is not decision or first.decision is decision


# ---------------------------------------------------------------- 8: document, types, document


def written(policy):
    return policy.model_dump(by_alias=True, exclude_defaults=True)


@drawn(80)
@given(worlds(dated=True))
def test_a_document_survives_the_types(world):
    policy = world.policy
    assert Policy.model_validate(written(policy)) == policy
    assert Policy.model_validate(policy.model_dump(by_alias=True, exclude_unset=True)) == policy
    assert written(Policy.model_validate(written(policy))) == written(policy)


def test_the_documents_that_ship_survive_the_types(library):
    for policy in library.policies.values():
        assert Policy.model_validate(written(policy)) == policy, policy.id


# ---------------------------------------------------------------- 9: what is recorded later


@st.composite
def later(draw):
    """A dated policy and its office as written, and the same after more was recorded in 2030."""
    world = draw(worlds(1, dated=True))
    policy, office = world.given[0], world.given[4]
    ids = [rule["id"] for rule in policy["rules"]]
    said = {"events": list(policy["events"])}
    for happened in draw(generated.events(ids)):
        said["events"].insert(draw(st.integers(0, len(said["events"]))), happened | {"recorded": "2030-01-01"})
    if draw(st.booleans()):
        rule = {"id": "late", "covers": {"level": "felony"}, "then": "decline", "recorded": "2030-06"}
        said["rules"] = [*policy["rules"], rule]
    held = draw(generated.offices()).get("holders", [])
    holders = [*office.get("holders", []), *({**holder, "recorded": "2030"} for holder in held)]
    return policy, office, policy | said, office | {"holders": holders}


@drawn(100)
@given(later(), st.dates(date(2018, 1, 1), date(2024, 1, 1)), st.dates(date(2023, 1, 1), date(2029, 12, 31)))
def test_what_is_recorded_later_changes_no_status_as_known_before(pair, day, known_on):
    policy, office, policy_later, office_later = pair
    before = Policy.model_validate(policy), Office.model_validate(office)
    after = Policy.model_validate(policy_later), Office.model_validate(office_later)
    assert timeline.status(*after, day, known_on) == timeline.status(*before, day, known_on)
    assert set(timeline.turning_points(*after, known_on)) == set(timeline.turning_points(*before, known_on))
    assert timeline.status(*before, day, known_on) == timeline.status(*before, day)


@drawn(100)
@given(worlds(2, dated=True))
def test_a_status_changes_only_at_turning_points(world):
    points = sorted({date.min, *timeline.turning_points(world.policy, world.office)})
    for span in timeline.segments(points):
        middle = date.fromordinal((span.first.toordinal() + span.last.toordinal()) // 2)
        seen = {timeline.status(world.policy, world.office, day) for day in (span.first, middle, span.last)}
        assert len(seen) == 1


# ---------------------------------------------------------------- contradictions


@drawn(40)
@given(cases())
def test_any_charge_gets_an_answer(case):
    """Even one of which contradictory things are said, and twice the same one."""
    world, given = case
    known = world.read(given)
    found = answered(world, known)
    assert answered(world, replace(known)) == found
    assert found.decision in (*found.candidates, Decision.UNDETERMINED)
