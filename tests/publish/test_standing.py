"""What stands at an office on a day, over the made-up county and over every office that ships."""

from dataclasses import replace
from datetime import date

import pytest

from nolle.analysis.standing import Clause, State, Value, standing
from nolle.errors import UnknownId
from nolle.law.policy import Rule
from nolle.publish.place import place_page
from tests.publish import example
from tests.publish.reading import Page


def cells(found):
    return {cell.column: cell for cell in found.today}


@pytest.fixture(scope="module")
def today(made_up):
    return example.place(made_up)


def test_the_most_protective_answer_leads_with_its_share(today):
    selling = cells(today)["selling"]
    assert (selling.value, selling.n, selling.of, selling.partly) == (Value.DECLINES, 1, 2, True)
    prostitution, near_a_school = selling.entries
    assert prostitution.by == (Clause("us-xx/made-up/2022-01-03", "prostitution"),)
    assert prostitution.also == (Clause("us-xx/made-up/2022-01-03", "prostitution/felony"),)
    assert near_a_school.value is Value.NOTHING_FOUND


def test_each_kind_of_charge(today):
    found = {column: cell.value for column, cell in cells(today).items()}
    assert found == {
        "selling": Value.DECLINES,
        "buying": Value.APPROVAL,
        "third_party": Value.STATUS_UNKNOWN,
        "loitering": Value.REPEALED,
        "street_charges": Value.DECLINES,
        "massage": Value.NOTHING_FOUND,
    }


def test_an_open_list_is_not_counted(today):
    street = next(cell for cell in today.model if cell.column == "street_charges")
    assert (street.value, street.n, street.of) == (Value.DECLINES, 1, 1)
    assert [entry.open for entry in street.entries] == [True, False]


def test_documents_on_the_day(today):
    old, new = today.documents
    assert (old.state, old.unknown_since) == (State.UNKNOWN, date(2022, 1, 1))
    assert [(rule.id, rule.state) for rule in old.rules] == [("selling", State.ENDED), ("promoting", State.UNKNOWN)]
    assert (new.state, new.since.first) == (State.IN_FORCE, date(2022, 1, 3))
    assert today.holder.id == "two"


def test_a_day_before_and_a_day_between(made_up):
    before = example.place(made_up, date(2020, 1, 1))
    assert {cell.value for cell in before.today} == {Value.NOT_IN_FORCE}
    between = example.place(made_up, date(2021, 6, 1))
    assert cells(between)["selling"].value is Value.DECLINES
    assert cells(between)["third_party"].value is Value.PROSECUTES
    assert [document.state for document in between.documents] == [State.IN_FORCE, State.NOT_YET]


def test_past_cases_count_what_was_done(today, made_up):
    assert [(reach.reach, [act.id for act in reach.acts]) for reach in today.past] == [("open_warrants", ["first"])]
    assert [reach.reach for reach in today.model_past] == ["pending", "open_warrants", "convictions"]
    assert example.place(made_up, date(2021, 4, 22)).past[0].acts == ()


def test_a_private_document_is_nowhere(today, pages):
    assert all("hidden" not in document.policy.id for document in today.documents)
    assert "hidden practice" not in pages["place"].lower()


def test_without_documents(made_up):
    bare = replace(made_up, policies={"model": made_up.policies["model"]})
    found = example.place(bare)
    assert cells(found)["selling"].value is Value.NOT_CHECKED
    assert "Nobody has checked yet" in place_page(found, None, {}, bare)


def test_a_rule_that_an_ordinary_charge_does_not_meet(made_up):
    memo = made_up.policies["us-xx/made-up/2022-01-03"]
    rule = Rule.model_validate(
        {"id": "came-forward", "covers": {"offense": "us-xx-6"}, "when": {"came_forward": "true"}, "then": "decline"}
    )
    changed = memo.model_copy(update={"rules": (*memo.rules, rule)})
    lib = replace(made_up, policies={**made_up.policies, memo.id: changed})
    found = example.place(lib)
    camping = cells(found)["street_charges"].entries[1]
    assert (camping.value, camping.by, camping.only) == (Value.CONDITION, (), True)
    assert camping.also == (Clause(memo.id, "came-forward"),)


def test_a_title_of_an_older_law_is_listed_as_gone(today):
    loitering = cells(today)["loitering"]
    assert (loitering.entries, loitering.gone) == ((), ("us-xx-4",))


def test_unknown_office(made_up):
    with pytest.raises(UnknownId):
        standing(made_up, "us-xx/nobody", example.AS_OF)


def test_every_office_that_ships_has_a_page(library):
    for office in library.offices:
        found = standing(library, office, date(2026, 11, 20))
        page = place_page(found, None, {}, library)
        read = Page(page)
        assert read.wrong == [], office
        assert len(page.encode()) < 100_000, office
        ids = {tag["attrs"].get("id") for tag in read.tags}
        links = {tag["attrs"]["href"][1:] for tag in read.all("a") if tag["attrs"]["href"].startswith("#")}
        assert links <= ids, office
