"""Statements that compete are told each with its sources; two rules that say the same are told once."""

from dataclasses import replace
from datetime import date

import pytest

from nolle.analysis.standing import standing
from nolle.publish.place import place_page
from nolle.publish.statements import competing, sentence

HARRIS, OFFICE = "us-tx/harris/2020-01", "us-tx/harris-da"


def rule(library, policy, id):
    return library.policies[policy].rule(id)


def test_each_statement_in_words_with_its_sources(library):
    one, two = competing(rule(library, "us-ca/san-francisco/2022-07-08", "selling"))
    assert (one.text, one.sources) == ("the practice of not prosecuting was revoked", ("seed-slides",))
    assert two.text.startswith("nothing written that ends the practice was found")
    assert two.sources == ("missionlocal-2023-02", "kron-2023")


def test_without_words_of_their_own_the_decisions_stand_for_them(library):
    told = rule(library, "us-ca/san-francisco/2022-07-08", "selling")
    bare = told.model_copy(update={"readings": tuple(r.model_copy(update={"note": ""}) for r in told.readings)})
    assert sentence(bare) == "sources differ, and both stand: no such rule; or: declined"


@pytest.mark.parametrize(
    ("policy", "id"),
    [("us-ny/manhattan/2022-01-03", "patronizing"), ("us-ny/manhattan/2022-01-03", "prostitution")],
    ids=["one reading is preferred", "one reading alone"],
)
def test_nothing_competes_where_one_reading_decides(library, policy, id):
    assert competing(rule(library, policy, id)) == ()
    assert sentence(rule(library, policy, id)) == ""


def test_two_rules_that_say_the_same_are_told_once(library):
    policy = library.policies[HARRIS]
    again = policy.rule("selling").model_copy(update={"id": "selling-again"})
    policies = {**library.policies, HARRIS: policy.model_copy(update={"rules": (*policy.rules, again)})}
    other = replace(library, policies=policies)
    told = "The policy of January 2020 says “diverted”"

    def n(lib):
        return place_page(standing(lib, OFFICE, date(2026, 11, 20)), None, {}, lib).count(told)

    assert n(library) > 0
    assert n(other) == n(library)
