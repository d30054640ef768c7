"""Which sections a policy names: hand-worked cases over the shipped catalogue."""

import pytest

from nolle.analysis.sections import resolved, sections, unnamed
from nolle.law.condition import dump, parse
from nolle.law.evaluator import Evaluator
from nolle.law.question import Asking
from nolle.terms import Decision
from nolle.verbs.documents import question_of


@pytest.fixture
def asked(library):
    def ask(id, **changed):
        policy = library.policies[id].model_copy(update=changed)
        asking = Asking(policy.id, (policy,), library.offices, True)
        evaluator = Evaluator(question_of(library, [asking], [policy], accept_unverified=True))
        return policy, evaluator, list(evaluator.question.catalogue.offenses)

    return ask


def test_sections_of_the_day_one_memo(asked):
    policy, evaluator, offenses = asked("us-ny/manhattan/2022-01-03")
    found = {(section.offense, section.rule): section for section in sections(evaluator, policy, offenses)}
    prostitution = found["us-ny-pl-230.00", "prostitution"]
    assert prostitution.decision is Decision.DECLINE
    assert prostitution.clauses == ("prostitution", "prostitution/felony-on-the-instrument")
    assert found["us-ny-pl-230.04", "patronizing"].decision is Decision.SUPERVISORY_APPROVAL
    # trespass as a violation: the narrower clause speaks, so the rule on violations does not list it
    assert ("us-ny-pl-140.05", "trespass") in found
    assert ("us-ny-pl-140.05", "not-a-crime") not in found
    assert not any(offense == "us-ny-pl-230.20" for offense, _ in found)
    assert found["us-ny-pl-230.04", "patronizing"].always
    assert not prostitution.always  # its exception looks at the other charges


def test_a_charge_that_the_condition_rules_out_is_not_listed(asked):
    policy, evaluator, offenses = asked("us-mi/washtenaw/2021-01-14")
    found = {(section.offense, section.rule) for section in sections(evaluator, policy, offenses)}
    assert ("us-mi-mcl-750.449a-2", "buying-from-a-minor") in found
    assert ("us-mi-mcl-750.449a-2", "buying") not in found


def test_a_section_an_open_list_only_might_reach_is_not_named(asked):
    policy, evaluator, offenses = asked("us-ca/san-francisco/2018-01-11")
    found = {section.offense for section in sections(evaluator, policy, offenses)}
    assert "us-ca-pc-459.5" not in found
    assert "us-ca-pc-372" in found


def test_what_is_left_out_is_what_the_model_names_and_this_does_not(asked, library):
    policy, evaluator, offenses = asked("us-ny/manhattan/2022-01-03")
    named = [section.offense for section in sections(evaluator, policy, offenses)]
    left = unnamed(evaluator.question.catalogue, library.policies["model"], offenses, named)
    assert {"us-ny-pl-230.20", "us-ny-pl-230.40"} <= set(left)
    assert not set(left) & set(named)
    assert "us-ny-pl-230.34" not in left  # trafficking: the model does not name it either
    assert "us-ny-pl-230.25-1" not in left  # its whole section stands there


def test_named_lists_are_written_out(library):
    policy = library.policies["us-ca/san-francisco/2018-01-11"]
    told = resolved(parse({"all": [{"report.crime": "violent-crimes"}, {"not": {"report.made": "true"}}]}), policy)
    robbed = {"report.crime": [*policy.lists["violent-crimes"].values]}
    assert dump(told) == {**robbed, "not": {"report.made": "true"}}
