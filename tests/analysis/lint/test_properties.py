"""lint on generated policies: it never raises, and what it says of clauses that do nothing is exact."""

import copy
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nolle.analysis.lint import Case, lint
from nolle.law.advice import SLOTS
from nolle.law.diagram import leaves
from nolle.law.evaluator import Evaluator
from nolle.law.knowledge import pattern
from nolle.law.library import Library
from nolle.law.question import Asking, Question
from nolle.publish.lint import told
from nolle.publish.wording import Wording
from tests.generated import Raw, World, examples, givens, worlds

DRAWN = settings(
    max_examples=examples(150),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # whole policies take minutes to make smaller
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.fixture(scope="module")
def words_of(library):
    """The texts and elements that ship; everything else is drawn."""
    return {"advice": library.advice, "elements": library.elements, "limits": library.limits}


def case_of(world, words_of):
    """The case of a generated policy, over the catalogue it was drawn with."""
    offices = {world.office.id: world.office} if world.office else {}
    offenses = world.catalogue.offenses
    lib = Library(
        world.dictionary, offices=offices, offenses=offenses, policies={world.policy.id: world.policy}, **words_of
    )
    asking = Asking(world.policy.id, (world.policy,), offices, True)
    return Case(world.policy, lib, Evaluator(Question(world.catalogue, world.dictionary, [asking], True)))


def without(raw, path):
    """The policy without one exception, in the rule and in its readings."""
    raw = copy.deepcopy(raw)
    head, *inner = path.split("/")
    for rule in raw["rules"]:
        if rule["id"] == head:
            for holder in (rule, *rule.get("readings", ())):
                take_out(holder, inner)
    return raw


def take_out(clause, inner):
    kept = []
    for exception in clause.get("unless", ()):
        if exception["id"] != inner[0]:
            kept.append(exception)
        elif inner[1:]:
            take_out(exception, inner[1:])
            kept.append(exception)
    if "unless" in clause:
        clause["unless"] = kept


class Drawn(NamedTuple):
    """A policy in its world, and a charge."""

    world: World
    given: Raw


@st.composite
def drawn(draw):
    world = draw(worlds(dated=draw(st.booleans())))
    return Drawn(world, draw(givens(world)))


def test_lint_never_raises_and_what_it_calls_dead_is_dead(words_of):
    """Every finding has words; taking out an exception that never fires changes nothing; what is never heard is not."""
    done: Counter[str] = Counter()

    @DRAWN
    @given(case=drawn())
    def holds(case):
        asked = case_of(case.world, words_of)
        words = Wording(asked.library)
        for finding in lint(asked):
            sentence = told(finding, asked.policy, words).what
            assert sentence
            assert not [slot for slot in SLOTS if f"{{{slot}}}" in sentence]
            if finding.check == "exception-never-fires":
                done["taken out"] += 1
                taken_out(case, asked.library, finding.at.clause)
            elif finding.check in ("never-heard", "rule-applies-nowhere"):
                done["never heard"] += never_heard(case, finding.at.clause)

    holds()
    assert done["taken out"] >= 10, "the property had nothing to hold for"
    assert done["never heard"] >= 10, "the property had nothing to hold for"


def never_heard(case, path):
    """Whether there was an answer to look at, which does not name the clause."""
    answer = answered(case.world, case.given)
    said = {one.rule for one in answer.rules} if answer else set()
    assert not [rule for rule in said if rule == path or rule.startswith(f"{path}/")]
    return answer is not None


def taken_out(case, library, path):
    """Without the exception every answer is the same: on the diagrams over every kind, and to the drawn charge."""
    raw = without(case.world.given[0], path)
    other = case.world.with_policy(raw)
    asks = [Asking(name, (each.policy,), library.offices, True) for name, each in (("a", case.world), ("b", other))]
    assert same_everywhere(Evaluator(Question(case.world.catalogue, case.world.dictionary, asks, True))), path
    one, two = answered(case.world, case.given), answered(other, case.given)
    if one is not None and two is not None:
        assert (one.decision, one.candidates, one.rules) == (two.decision, two.candidates, two.rules), path


def same_everywhere(both):
    """Whether the two askings give the same answer to every kind of charge, on every completion that is possible."""
    cells = {both.question.cells.cell(kind) for kind in sorted(both.question.catalogue.anything)}
    for cell in sorted(cells):
        one, two = (
            both.diagrams.apply(lambda may, said: said if may else None, both.constraint, both.meaning.said(n, cell))
            for n in (0, 1)
        )
        if one is not two:
            return False
    return True


def answered(world, given):
    """The answer to a charge; None where it contradicts the law or itself, and so is none that is possible."""
    known = world.read(given)
    if not known.kinds <= world.catalogue.anything:
        return None
    question = world.question(True, True)
    evaluator = Evaluator(question)
    found = pattern(known, question)
    masks = ((1 << found.masks[0].bit_length()) - 1, *found.masks[1:])
    may = evaluator.diagrams.restrict(evaluator.constraint, masks, evaluator.meaning.false)
    return evaluator.answer(found) if True in leaves(may) else None
