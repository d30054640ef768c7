"""Pairs, rate, kappa and what to code again: on answers whose figures are worked out by hand."""

import sys
from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from nolle.analysis.intercoder import Outcome, again, agreement, computed_answers, kappa, pairs
from nolle.analysis.intercoder.agreement import NOTHING, ONE_VALUE
from nolle.errors import NolleError
from nolle.law.survey import Coded, CodedTwice, Coding, Head, SurveyQuestion

FEW = settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
BOOK = {
    id: SurveyQuestion(id=id, text=id, answers=dict.fromkeys(("yes", "no", "not_addressed", "unclear", "not_checked"), ""))
    for id in ("one", "two", "three")
}  # fmt: skip


def coding(policy, coder, **answers):
    """A coding of some questions; `said=("yes", 2)` answers version 2."""
    told = []
    for question, said in answers.items():
        answer, version = said if isinstance(said, tuple) else (said, 1)
        told.append(Coded(question=question, version=version, answer=answer))
    return Coding(coding=Head(policy=policy, coder=coder, saw_other="no"), answers=tuple(told))


@pytest.fixture(scope="module")
def protocol(library):
    return library.protocols["standard"]


# ---------------------------------------------------------------- kappa


def test_kappa_of_the_textbook_table():
    """yes/yes 20, yes/no 5, no/yes 10, no/no 15. Agreed: 35/50 = 0.7. By chance: (25*30 + 25*20)/50² = 0.5.
    Kappa: (0.7 - 0.5)/(1 - 0.5) = 0.4."""
    answers = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(answers) == pytest.approx(0.4)


def test_kappa_is_undefined_where_all_answers_are_one_value_and_where_there_are_none():
    assert kappa([("yes", "yes")] * 5) is None
    assert kappa([]) is None


def test_kappa_is_zero_where_each_coder_has_an_answer_of_their_own():
    """Agreed: 0. By chance: 0, for no answer was given by both. Kappa: (0 - 0)/(1 - 0) = 0."""
    assert kappa([("yes", "no")] * 3) == 0


def test_kappa_says_which_extra_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels.stats.inter_rater", None)
    with pytest.raises(NolleError, match=r'pip install "nolle\[impact\]"'):
        kappa([("yes", "no")])


words = st.sampled_from(["yes", "no", "not_addressed", "unclear"])


@given(st.lists(words, max_size=12))
@FEW
def test_kappa_of_a_coder_with_the_same_answers_is_one_or_undefined(answers):
    value = kappa([(word, word) for word in answers])
    assert value == pytest.approx(1) if len(set(answers)) > 1 else value is None


def by_hand(answers):
    """Kappa by its definition, in fractions."""
    n = len(answers)
    agreed = Fraction(sum(one == two for one, two in answers), n)
    chance = sum(
        Fraction(sum(a == w for a, _ in answers) * sum(b == w for _, b in answers), n * n)
        for w in {word for both in answers for word in both}
    )
    return None if chance == 1 else (agreed - chance) / (1 - chance)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=15))
@FEW
def test_kappa_is_what_its_definition_says_and_does_not_care_who_is_first(answers):
    value, exact = kappa(answers), by_hand(answers)
    if exact is None:
        assert value is None
    else:
        assert value == pytest.approx(float(exact))
        assert kappa([(two, one) for one, two in answers]) == pytest.approx(value)


# ---------------------------------------------------------------- pairs and rates


def test_every_pair_is_counted_or_named():
    """Three policies, three questions: nine pairs. P1: agree, diverge, one not checked. P2: one not asked,
    an old version in both, in neither sheet. P3: both not asked, agree, both not checked."""
    batch = [
        coding("p1", "AB", one="yes", two="yes", three="not_checked"),
        coding("p1", "CD", one="yes", two="no", three="yes"),
        coding("p2", "AB", one="not_asked", two=("yes", 0)),
        coding("p2", "CD", one="yes", two=("no", 0)),
        coding("p3", "AB", one="not_asked", two="no", three="not_checked"),
        coding("p3", "CD", one="not_asked", two="no", three="not_checked"),
    ]
    told = [pair.outcome for pair in pairs(batch, BOOK)]
    assert told == [
        Outcome.AGREE, Outcome.DIVERGE, Outcome.NOT_CHECKED,
        Outcome.NOT_ASKED, Outcome.OLD_VERSION, Outcome.NOT_CODED,
        Outcome.NOT_ASKED, Outcome.AGREE, Outcome.NOT_CHECKED,
    ]  # fmt: skip


def test_figures_are_of_the_pairs_that_count(protocol):
    """`one`: 1 compared, 0 apart. `two`: 2 compared, 1 apart. `three`: nothing. Together 3 compared, 1 apart: 1/3."""
    batch = [
        coding("p1", "AB", one="yes", two="yes", three="not_checked"),
        coding("p1", "CD", one="yes", two="no", three="yes"),
        coding("p2", "AB", one="not_asked", two="no", three="not_checked"),
        coding("p2", "CD", one="not_asked", two="no", three="not_checked"),
    ]
    told = agreement(pairs(batch, BOOK), BOOK, protocol)
    assert [(f.n, f.divergences, f.rate) for f in told.questions] == [
        (1, 0, Fraction(0)), (2, 1, Fraction(1, 2)), (0, 0, None)
    ]  # fmt: skip
    assert [f.why for f in told.questions] == [ONE_VALUE, "", NOTHING]
    assert (told.n, told.divergences, told.rate, told.next) == (3, 1, Fraction(1, 3), 100)
    assert told.n + sum(told.left_out.values()) == len(told.pairs) == 6


def test_the_bound_itself_is_not_below_it():
    twice = CodedTwice(at_first=100, once_below=5, then=20)
    assert twice.next(Fraction(5, 100)) == 100
    assert twice.next(Fraction(49, 1000)) == 20
    assert twice.next(None) == 100, "nothing compared shows nothing"


answers = st.fixed_dictionaries({id: words | st.sampled_from(["not_checked", "not_asked"]) for id in BOOK})


@given(st.lists(st.tuples(answers, answers), min_size=1, max_size=4), st.randoms(use_true_random=False))
@FEW
def test_the_rate_does_not_depend_on_who_is_first_or_on_the_order_of_the_files(library, batch, order):
    protocol = library.protocols["standard"]
    files = [
        coding(f"p{n}", coder, **said) for n, both in enumerate(batch) for coder, said in zip("AB", both, strict=True)
    ]
    swapped = [
        coding(f"p{n}", coder, **said) for n, both in enumerate(batch) for coder, said in zip("BA", both, strict=True)
    ]
    shuffled = order.sample(files, len(files))
    first, other, mixed = (agreement(pairs(f, BOOK), BOOK, protocol) for f in (files, swapped, shuffled))
    assert first == mixed
    assert first.rate == other.rate
    assert [f.rate for f in first.questions] == [f.rate for f in other.questions]
    assert first.n + sum(first.left_out.values()) == len(first.pairs) == 3 * len(batch)


# ---------------------------------------------------------------- coding again


def test_an_older_answer_and_a_new_question_are_coded_again():
    changes = [{"version": 2, "on": "2026-01-01", "what": "one"}, {"version": 3, "on": "2026-02-01", "what": "another"}]
    book = {
        **BOOK,
        "two": SurveyQuestion.model_validate({**BOOK["two"].model_dump(), "version": 3, "changes": changes}),
    }
    rows = list(again(coding("p", "AB", one="yes", two=("no", 2)), book))
    assert [(r.question, r.had, r.has, r.answer) for r in rows] == [("two", 2, 3, "no"), ("three", 0, 1, "")]
    assert rows[0].changed == ("another",)


# ---------------------------------------------------------------- computed answers


@pytest.mark.parametrize(
    ("policy", "question", "answer"),
    [
        # the whole of the crime is declined, and the nearby offense of a school zone is not named
        ("us-ny/manhattan/2022-01-03", "selling", "differs"),
        ("us-ny/manhattan/2022-01-03", "buying", "supervisory_approval"),
        ("us-ny/manhattan/2022-01-03", "exceptions", "yes"),
        ("us-ny/manhattan/2022-01-03", "third-party-permitting", "not_addressed"),
        ("us-ny/manhattan/2021-04-21", "buying", "will_prosecute"),
        ("us-ny/manhattan/2021-04-21", "loitering-for-prostitution", "decline"),  # repealed by then, and named
        ("us-ca/san-francisco/2018-01-11", "selling", "decline_if"),  # where violence was reported
        ("us-ca/san-francisco/2018-01-11", "immigration", "yes"),
        ("us-md/baltimore/2021-03-26", "third-party-permitting", "decline"),
        ("us-md/baltimore/2023-01-03", "selling", "will_prosecute"),
        ("us-pa/philadelphia/2018-02-15", "buying", "not_addressed"),
        ("us-mi/washtenaw/2021-01-14", "massage", ""),  # a part that nobody has read
        ("model", "convictions", "yes"),
        ("model", "kind", ""),
    ],
)
def test_what_the_rules_answer(library, policy, question, answer):
    told = computed_answers(library.policies[policy], library)[question]
    assert (told.answer, bool(told.because)) == (answer, True)


def test_what_is_computed_is_an_answer_of_its_question(library):
    for policy in library.policies.values():
        told = computed_answers(policy, library)
        assert set(told) == {id for id, question in library.survey.items() if question.computed}
        assert [a for id, a in told.items() if a.answer not in ("", *library.survey[id].answers)] == []
