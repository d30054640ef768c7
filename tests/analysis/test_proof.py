"""The second opinion by z3: gaps, implication, equality, disjointness, clauses that do nothing, and a missing extra."""

import sys

import pytest

from nolle.analysis import proof
from nolle.analysis.comparison import class_tests, compare
from nolle.analysis.proof import logic
from nolle.analysis.proof.dead import Why
from nolle.errors import NolleError
from nolle.law.charges import Catalogue
from nolle.law.evaluator import Evaluator
from nolle.law.facts import Dictionary
from nolle.law.offense import Group, Offense
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from nolle.terms import Decision, Kind
from tests.analysis.enumeration import Enumeration
from tests.generated import COMMON, CONDUCT, FACTS, Raw

pytest.importorskip("z3")

OFFENSES: list[Raw] = [
    {"id": "sell", "conduct": "selling", "level": "misdemeanor"},
    {"id": "buy", "conduct": "buying", "level": "misdemeanor"},
    {"id": "trespass", "conduct": "quality_of_life/trespass", "level": "violation"},
    {"id": "assault", "conduct": "violence", "level": "felony", "elements": {"violence": "yes"}},
]
DICTIONARY = Dictionary.model_validate({"facts": FACTS, "conduct": CONDUCT})
CATALOGUE = Catalogue(
    [Offense.model_validate(COMMON | {"confidence": "verified"} | raw) for raw in OFFENSES],
    [Group(id="street", offenses=("trespass",))], CONDUCT,
)  # fmt: skip
KINDS = [kind for kind in CATALOGUE.anything if kind.offense]
OFFICE = Office.model_validate({"id": "office", "name": "made up", "place": "zz", "decides": {"level": "misdemeanor"}})


def policy(*rules, id="zz/a", **more):
    made = [{"id": f"r{n}"} | rule for n, rule in enumerate(rules)]
    return Policy.model_validate({"id": id, "title": "made up", "kind": "written_memo", "rules": made} | more)


def asking(*policies, offices=()):
    return Asking("asked", policies, {office.id: office for office in offices}, True)


def by_z3(left, right):
    found = proof.occurring([left, right], CATALOGUE, DICTIONARY, KINDS)
    return {(f.conduct, f.kind.value, f.left.value, f.right.value) for f in found}


def by_all(left, right):
    """What z3 finds, once it is seen that diagrams and enumeration find the same."""
    found = by_z3(left, right)
    question = Question(CATALOGUE, DICTIONARY, [left, right], also=class_tests(DICTIONARY))
    result = compare(Evaluator(question), KINDS)
    assert {(g.conduct, g.kind.value, g.left[0], g.right[0]) for g in (*result.gaps, *result.opened)} == found
    assert Enumeration([left, right], CATALOGUE, DICTIONARY, KINDS).gaps() == found
    return found


SELLING = {"covers": {"conduct": "selling"}, "then": "decline"}
BUYING = {"covers": {"conduct": "buying"}, "then": "decline"}


@pytest.mark.parametrize(
    ("rule", "kind", "left"),
    [
        (SELLING, None, ""),
        (BUYING, "silent", "silent"),
        (SELLING | {"then": "divert"}, "stricter", "divert"),
        (SELLING | {"then": "will_prosecute"}, "conflicts", "will_prosecute"),
        (SELLING | {"then": "unknown"}, "undetermined", "undetermined"),
        (SELLING | {"strength": "presumptive"}, "stricter", "decline"),
        (SELLING | {"when": {"flag.a": "true"}}, "narrower", "silent"),
        (SELLING | {"unless": [{"id": "e", "when": {"flag.a": "true"}, "then": "not_covered"}]}, "narrower", "not_covered"),
        (SELLING | {"readings": [{}, {"absent": "true"}]}, "undetermined", "silent"),
        (SELLING | {"readings": [{"then": "divert"}, {"absent": "true"}]}, "stricter", "divert"),
        ({"covers": [{"offense": "buy", "open": {"conduct": "selling"}}], "then": "decline"}, "undetermined", "silent"),
    ],
)  # fmt: skip
def test_the_kinds_of_gap(rule, kind, left):
    wanted = {("selling", kind, left, "decline")} if kind else set()
    assert by_all(asking(policy(rule)), asking(policy(SELLING, id="zz/b"))) == wanted


def test_a_decline_that_binds_is_not_lifted_by_a_presumption_beside_it():
    both = policy(SELLING | {"strength": "presumptive"}, SELLING)
    assert by_all(asking(both), asking(policy(SELLING, id="zz/b"))) == set()


def test_an_exception_that_restores_a_presumption_restores_no_more():
    restored = {"id": "e", "when": {"flag.a": "true"}, "then": "not_covered",
                "unless": [{"id": "back", "when": {"flag.b": "true"}}]}  # fmt: skip
    left = policy(SELLING | {"strength": "presumptive", "unless": [restored]})
    assert by_all(asking(left), asking(policy(SELLING, id="zz/b"))) == {
        ("selling", "stricter", "decline", "decline"), ("selling", "narrower", "not_covered", "decline"),
    }  # fmt: skip


def test_a_test_that_no_other_charge_can_pass_makes_no_gap():
    beside = {"case": {"any": {"offense": "trespass", "level": "felony"}}}  # the law has it as a violation
    left = policy(SELLING | {"unless": [{"id": "e", "when": beside, "then": "not_covered"}]})
    assert by_all(asking(left), asking(policy(SELLING, id="zz/b"))) == set()


def test_what_an_office_cannot_decide_is_no_gap():
    left, right = (
        policy(SELLING, office="office"),
        policy(SELLING, {"covers": {"group": "street"}, "then": "decline"}, id="zz/b"),
    )
    assert by_all(asking(left, offices=[OFFICE]), asking(right)) == set()
    assert by_all(asking(policy(SELLING)), asking(right)) == {("quality_of_life", "silent", "silent", "decline")}


def test_a_choice_that_two_askings_share_is_one_choice():
    shared = policy(SELLING | {"readings": [{"then": "divert"}, {"then": "decline"}]}, id="zz/shared")
    assert by_all(asking(shared), asking(shared)) == set()
    assert by_all(asking(shared), asking(shared.model_copy(update={"id": "zz/copy"})))


def test_what_one_fact_says_about_another_closes_a_gap():
    counted = {"history": {"of": {"level": "felony"}, "at_least": "2"}}
    wider = {"history": {"of": {}, "at_least": "1"}}
    left, right = policy(SELLING | {"when": wider}), policy(SELLING | {"when": counted}, id="zz/b")
    assert by_all(asking(left), asking(right)) == set()
    assert by_all(asking(right), asking(left)) == {("selling", "narrower", "silent", "decline")}


def test_an_opinion_says_where_it_differs():
    askings = [asking(policy(BUYING)), asking(policy(SELLING, id="zz/b"))]
    found = ("selling", Kind.SILENT, "silent", "decline")
    other = ("buying", Kind.STRICTER, "divert", "decline")
    agreed = proof.second_opinion(askings, CATALOGUE, DICTIONARY, KINDS, [found])
    assert agreed.agrees
    assert agreed.lines() == [
        "z3 agrees: 4 classes of conduct x 5 kinds of gap, and the same 1 gap by class, kind and decisions."
    ]
    missed = proof.second_opinion(askings, CATALOGUE, DICTIONARY, KINDS, [])
    assert (missed.agrees, [tuple(f) for f in missed.only_z3], missed.only_theirs) == (False, [found], ())
    assert "only z3 finds this gap: selling, silent: silent where decline is asked" in "\n".join(missed.lines())
    made_up = proof.second_opinion(askings, CATALOGUE, DICTIONARY, KINDS, [found, other])
    assert [tuple(f) for f in made_up.only_theirs] == [other]
    assert made_up.json()["agrees"] is False


def test_implication_and_its_counterexample():
    grown = asking(policy(SELLING | {"when": {"person.age": {"at_least": "18"}}}))
    everyone = asking(policy(SELLING, id="zz/b"))
    assert proof.implies([everyone, grown], CATALOGUE, DICTIONARY, KINDS) is None
    shown = proof.implies([grown, everyone], CATALOGUE, DICTIONARY, KINDS)
    assert shown is not None
    assert (shown.kind.offense, shown.left, shown.right) == ("sell", Decision.SILENT, Decision.DECLINE)
    assert int(shown.facts["person.age"]) < 18


def test_the_same_decisions_everywhere():
    one = policy(SELLING | {"when": {"any": [{"flag.a": "true"}, {"flag.b": "true"}]}})
    two = policy(SELLING | {"when": {"not": {"all": [{"flag.a": "false"}, {"flag.b": "false"}]}}}, id="zz/b")
    assert proof.same([asking(one), asking(two)], CATALOGUE, DICTIONARY, KINDS) is None
    shown = proof.same([asking(one), asking(policy(SELLING, id="zz/c"))], CATALOGUE, DICTIONARY, KINDS)
    assert shown is not None
    assert shown.facts == {"flag.a": "false", "flag.b": "false"}


def test_policies_that_never_speak_to_one_charge():
    sells = asking(policy(SELLING))
    assert proof.disjoint([sells, asking(policy(BUYING, id="zz/b"))], CATALOGUE, DICTIONARY, KINDS) is None
    shown = proof.disjoint([sells, asking(policy({"covers": {"level": "misdemeanor"}, "then": "divert"}, id="zz/b"))],
                           CATALOGUE, DICTIONARY, KINDS)  # fmt: skip
    assert shown is not None
    assert shown.kind.offense == "sell"


def dead(*rules, **more):
    return {d.path: (d.why, d.by) for d in proof.never_fires(policy(*rules), CATALOGUE, DICTIONARY, KINDS, **more)}


def test_a_policy_in_which_every_clause_counts():
    lifted = {"id": "e", "when": {"case": {"any": {"level": "felony"}}}, "then": "not_covered"}
    assert dead(SELLING | {"unless": [lifted]}, BUYING) == {}


def test_a_rule_that_no_charge_can_meet():
    nobody = {"covers": {"offense": "sell", "level": "felony"}, "then": "divert"}
    assert dead(SELLING, nobody) == {"r1": (Why.NEVER_APPLIES, ())}


def test_an_exception_whose_conditions_exclude_one_another():
    never = {"id": "e", "when": {"all": [{"person.age": {"at_least": "21"}}, {"person.age": {"at_most": "17"}}]},
             "then": "not_covered"}  # fmt: skip
    assert dead(SELLING | {"unless": [never]}) == {"r0/e": (Why.NEVER_APPLIES, ())}


def test_a_rule_that_another_always_overrides():
    wide = {"covers": {"level": "misdemeanor"}, "then": "divert", "overrides": ["r0"]}
    assert dead(SELLING, wide) == {"r0": (Why.SHADOWED, ("r1",))}


def test_a_rule_whose_exceptions_leave_it_nothing():
    halves = [
        {"id": "a", "when": {"flag.a": "true"}, "then": "divert"},
        {"id": "b", "when": {"flag.a": "false"}, "then": "divert"},
    ]
    assert dead(SELLING | {"unless": halves}) == {"r0": (Why.SHADOWED, ("r0/a", "r0/b"))}


def test_a_rule_without_which_every_decision_is_the_same():
    again = {"covers": {"offense": "sell"}, "then": "decline"}
    assert dead(SELLING, again, idle=False) == {}
    assert dead(SELLING, again) == {"r0": (Why.CHANGES_NOTHING, ()), "r1": (Why.CHANGES_NOTHING, ())}


def test_an_offense_that_the_office_cannot_decide_makes_a_rule_dead():
    made = policy({"covers": {"group": "street"}, "then": "decline"}, office="office")
    [one] = proof.never_fires(made, CATALOGUE, DICTIONARY, KINDS, OFFICE)
    assert (one.path, one.why) == ("r0", Why.NEVER_APPLIES)


def test_without_z3_the_error_says_what_to_install(monkeypatch):
    logic.z3.cache_clear()
    monkeypatch.setitem(sys.modules, "z3", None)
    try:
        with pytest.raises(NolleError, match=r'pip install "nolle\[verify\]"'):
            proof.implies([asking(policy(SELLING)), asking(policy(BUYING))], CATALOGUE, DICTIONARY, KINDS)
    finally:
        logic.z3.cache_clear()
