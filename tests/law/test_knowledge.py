"""What a charge of which nothing is known may be, and which rules count on a day of knowledge."""

from datetime import date

import pytest

from nolle.law.condition import parse
from nolle.law.evaluator import Evaluator
from nolle.law.knowledge import pattern, satisfiable
from nolle.law.question import Asking, Question
from nolle.terms import Level
from tests.law.test_evaluator_units import ask, world

FELONY = {"level": "felony"}


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        (FELONY, False),
        ({"not": {"not": FELONY}}, False),
        ({"not": FELONY}, True),
        (
            {"all": [{"not": {"any": [{"level": ["misdemeanor", "violation"]}, {"level": "infraction"}]}}, FELONY]},
            False,
        ),
        ({"any": [FELONY, {"place": "zz"}]}, True),
        ({"all": [{"any": [FELONY, FELONY]}, {"place": "zz"}]}, False),
        ({"all": [{"place": "zz"}, {"not": {"place": "zz"}}]}, True),  # each part by itself: more is left open
    ],
)
def test_an_unseen_charge_could_pass_if_every_part_could(condition, possible):
    catalogue = world().catalogue
    up_to = frozenset(kind for kind in catalogue.anything if kind.level is not Level.FELONY)
    assert satisfiable(parse(condition), catalogue, up_to) is possible
    assert satisfiable(parse(condition), catalogue)


def test_a_rule_not_yet_recorded_tells_no_charges_apart():
    """What would settle an answer is told by the rules known then, and not by what was written later."""
    later = {"id": "late", "covers": {"offense": "zz-house"}, "then": "divert", "recorded": "2030-01-01"}
    place = world({"id": "r", "covers": {"level": "felony"}}, later)
    asking = Asking("zz/p", (place.policy,), as_if=True, known_on=date(2024, 1, 1))
    question = Question(place.catalogue, place.dictionary, [asking])
    assert [test.fact for test in question.cells.tests] == ["level"]
    given = {"offense": ["zz-sell", "zz-house"]}
    assert Evaluator(question).answer(pattern(place.read(given), question)).needs == ("level",)
    assert ask(place, given).needs == ("level", "offense")
