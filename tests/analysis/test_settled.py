"""Which answer stands, and by what; which answers are others than before, and what says why."""

import pytest

from nolle.analysis.settled import Basis, Before, changed, settled
from nolle.law.survey import Coding, ReviewRow, SurveyQuestion

ANSWERS = {
    "yes": "it does",
    "no": "it does not",
    "not_addressed": "silent",
    "unclear": "two ways",
    "not_checked": "not yet",
}
PARENT = SurveyQuestion(id="parent", text="Does it?", answers=ANSWERS)
CHILD = SurveyQuestion.model_validate(
    {"id": "child", "text": "How?", "answers": ANSWERS, "asked_when": {"question": "parent", "answer": ["yes"]}}
)
NEW = SurveyQuestion.model_validate(
    {"id": "parent", "version": 2, "text": "Does it, for adults?", "answers": ANSWERS,
     "changes": [{"version": 2, "on": "2026-05-01", "what": "adults only"}]}
)  # fmt: skip
BOOK = {"child": CHILD, "parent": PARENT}


def coding(coder, version=1, **answers):
    told = [{"question": id, "version": version, "answer": answer} for id, answer in answers.items()]
    return Coding.model_validate({"coding": {"policy": "p", "coder": coder}, "answers": told})


def row(question="parent", decision="no", on="2026-03-01"):
    side = {"coder": "A", "answer": "yes"}
    return {("p", question): ReviewRow.model_validate(
        {"policy": "p", "question": question, "version": 1, "first": side, "second": side, "cause": "reading",
         "decision": decision, "on": on}
    )}  # fmt: skip


def stands(*codings, reviewed=None, book=BOOK):
    return {one.question: (one.answer, one.basis) for one in settled(codings, reviewed or {}, book)}


@pytest.mark.parametrize(
    ("first", "second", "parent", "child"),
    [
        ({"parent": "yes", "child": "no"}, {"parent": "yes", "child": "no"}, ("yes", "agreed"), ("no", "agreed")),
        ({"parent": "no", "child": "not_asked"}, {"parent": "no", "child": "not_asked"}, ("no", "agreed"),
         ("not_asked", "follows")),
        ({"parent": "not_checked", "child": "not_asked"}, {"parent": "yes", "child": "no"}, ("yes", "one_looked"),
         ("no", "one_looked")),
        ({"parent": "not_checked"}, {"parent": "not_checked"}, ("not_checked", "not_coded"), ("not_checked", "not_coded")),
        ({}, {}, ("not_checked", "not_coded"), ("not_checked", "not_coded")),
    ],
)  # fmt: skip
def test_what_stands_without_a_review(first, second, parent, child):
    told = stands(coding("A", **first), coding("B", **second))
    assert told == {"parent": parent, "child": child}


def test_a_review_decides_and_what_hangs_on_it_follows():
    both = coding("A", parent="yes", child="no"), coding("B", parent="no", child="not_asked")
    assert stands(*both, reviewed=row(decision="no")) == {"parent": ("no", "review"), "child": ("not_asked", "follows")}
    assert stands(*both, reviewed=row(decision="yes")) == {"parent": ("yes", "review"), "child": ("no", "one_looked")}


def test_the_order_of_the_coders_does_not_matter():
    one, two = coding("A", parent="yes", child="no"), coding("B", parent="yes", child="no")
    assert settled([one, two], {}, BOOK) == settled([two, one], {}, BOOK)


def test_one_coder_is_told_as_one():
    assert stands(coding("A", parent="yes", child="no"))["parent"] == ("yes", "coded_once")


def test_an_old_wording_stands_until_it_is_coded_again():
    book = {"parent": NEW}
    [same] = settled([coding("A", parent="yes"), coding("B", parent="yes")], {}, book)
    assert (same.answer, same.version, same.basis, same.again) == ("yes", 1, Basis.CODE_AGAIN, True)
    [apart] = settled([coding("A", parent="yes"), coding("B", parent="no")], {}, book)
    assert (apart.answer, apart.version, apart.basis) == ("not_checked", 2, Basis.CODE_AGAIN)


def before(**answers):
    return {("p", id): Before("p", id, 1, answer) for id, answer in answers.items()}


def others(was, now, since="2026-01-01", book=BOOK):
    return [(one.after.question, one.cause, one.on) for one in changed(was, now, since, book)]


def test_what_says_why_an_answer_is_another_one():
    both = coding("A", parent="yes", child="no"), coding("B", parent="no", child="not_asked")
    now = settled(both, row(decision="no"), BOOK)
    was = before(parent="yes", child="no")
    assert others(was, now) == [("parent", "reading", "2026-03-01"), ("child", "parent_changed", "")]
    assert others(was, now, since="2026-03-01")[0] == ("parent", "", ""), "that review was known at the last release"
    assert others(before(parent="no", child="not_asked"), now) == []


def test_what_nobody_had_looked_at_is_no_changed_answer():
    now = settled([coding("A", parent="yes", child="no")], {}, BOOK)
    assert others(before(parent="not_checked", child=""), now) == []
    assert others(before(parent="no", child="no"), now) == [("parent", "", "")]


def test_a_new_wording_is_the_cause():
    now = settled([coding("A", 2, parent="no"), coding("B", 2, parent="no")], {}, {"parent": NEW})
    assert others(before(parent="yes"), now, book={"parent": NEW}) == [("parent", "question_changed", "2026-05-01")]
