"""What a package is made of: the same from what is kept and from what is worked out; ids that stay apart; sources."""

from datetime import date

import pytest

from nolle.analysis.standing.chronicle import chronicle
from nolle.cite import Citation
from nolle.verbs.ledger import Ledger
from nolle.verbs.packages.view import View, numbered

OFFICES = ("us-md/baltimore-sao", "us-ny/manhattan-da", "us-ct/new-haven-sao")


@pytest.fixture(scope="module")
def kept(library):
    offices = [id for id in OFFICES if id in library.offices]
    assert len(offices) >= 2
    return Ledger(library, {id: chronicle(library, id) for id in offices})


@pytest.mark.parametrize(
    ("day", "known_on"), [(date(2026, 11, 20), None), (date(2021, 6, 1), None), (date(2023, 1, 2), date(2026, 11, 20))]
)
def test_what_is_kept_gives_what_is_worked_out(library, kept, day, known_on):
    one, other = View(kept, day, known_on), View(Ledger(library), day, known_on)
    assert one.rows == other.rows
    assert one.clause_rows == other.clause_rows
    assert one.lifetimes == other.lifetimes
    for office in kept.chronicles:
        assert one.spells(office, date(2018, 2, 15)) == other.spells(office, date(2018, 2, 15))


def test_ids_that_come_again_are_numbered():
    assert list(numbered(["a", "b", "a", "a"])) == ["a", "b", "a~2", "a~3"]


def test_citations_are_kept_with_their_row_and_column(library):
    view = View(Ledger(library), date(2026, 11, 20))
    first, second = Citation(source="x", at="page 1"), Citation(source="y")
    assert view.cite("t", "1", (), (first, second), (second,)) == ("x", "y")
    assert view.cite("t", "2", (), (), column="since_sources") == ()
    assert [(one.table, one.row, one.column, one.cite.at) for one in view.cited] == [
        ("t", "1", "sources", "page 1"), ("t", "1", "sources", ""),
    ]  # fmt: skip
    assert [*view.named] == ["x", "y"]


def test_what_may_not_be_told_is_not_named(library):
    view = View(Ledger(library), date(2026, 11, 20), date(1990, 1, 1))
    recorded = [policy for policy in library.policies.values() if policy.office and policy.recorded]
    assert recorded
    for policy in recorded:
        assert policy.id not in view.policies
        assert view.who(policy.office, policy.id) == ""
        assert view.ended(policy.office, f"superseded by {policy.id}") == "superseded"
    assert view.who("us-md/baltimore-sao", "the_voters") == "the_voters"
    assert view.ended("us-md/baltimore-sao", "lapsed") == "lapsed"
