"""The phrases of `data/coding.yaml`: that each is a pattern, and that plain sentences are known by the right one."""

import time

import pytest
from pydantic import ValidationError

from nolle.analysis.coding.signs import DecisionSign, Phrase, Signs
from nolle.library.check_policies import WORDS
from nolle.library.vocabulary import vocabulary
from nolle.terms import Decision


@pytest.fixture(scope="module")
def signs():
    return vocabulary(Signs, "coding.yaml")


def decision(signs, text):
    return next((sign.then.value for sign in signs.decisions if sign.find(text)), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The office will not prosecute prostitution.", "decline"),
        ("Persons shall not be prosecuted for it.", "decline"),
        ("These charges shall be declined.", "decline"),
        ("We will no longer file charges of trespass.", "decline"),
        ("The office declines to charge loitering.", "decline"),
        ("Do not charge loitering.", "decline"),
        ("No charges will be filed for camping.", "decline"),
        ("There is a presumption of non-prosecution for it.", "decline"),
        ("It shall not be charged without the approval of a supervisor.", "supervisory_approval"),
        ("Such a charge requires the written approval of the chief.", "supervisory_approval"),
        ("The person shall be offered diversion.", "divert"),
        ("Treatment instead of prosecution is the rule.", "divert"),
        ("They will not be prosecuted if the person accepts services.", "decline_if"),
        ("The office will continue to prosecute trafficking.", "will_prosecute"),
        ("Promoting prostitution will be prosecuted.", "will_prosecute"),
        ("Last year the office declined nothing of the kind and dismissed 586 cases.", ""),
        ("Information will not be used to prosecute that person.", ""),
        ("When I took office we prosecuted everything.", ""),
    ],
)
def test_a_decision_is_known_by_its_words(signs, text, said):
    assert decision(signs, text) == said


def test_every_word_of_a_document_is_one_that_a_document_may_have(signs, library):
    conduct = library.dictionary.conduct
    facts = library.dictionary.facts
    for sign in signs.conducts:
        words = sign.covers.get("conduct", [])
        assert {words} if isinstance(words, str) else set(words) <= conduct.keys()
    for sign in (*signs.conditions, *signs.excepting):
        assert {fact for fact in sign.when if fact not in ("case", "history", "ASK")} <= facts.keys(), sign.id
    crimes = {sign.value for sign in signs.crimes} | {signs.crimes_open.value}
    assert crimes <= set(facts["report.crime"].values)
    assert signs.crimes_open.group in facts["report.crime"].groups
    assert {sign.kind for sign in signs.protections} == set(WORDS["protections", "kind"])
    assert {sign.stage for sign in signs.positions} <= set(WORDS["positions", "stage"])
    assert {sign.act for sign in signs.relief.acts} <= set(WORDS["relief", "act"])
    assert {sign.reach for sign in signs.relief.reaches} == set(WORDS["relief", "reach"])


def test_what_stands_inside_a_never_is_no_find():
    phrase = Phrase(words=(r"\bincluding\b",), never=(r"including attempts",))
    assert phrase.find("including attempts") is None
    found = phrase.find("including attempts, and including more")
    assert found is not None
    assert found.start() == 24


def test_a_pattern_that_is_none_is_refused():
    with pytest.raises(ValidationError, match="is no pattern"):
        DecisionSign(words=("(",), then=Decision.DECLINE)


def test_no_pattern_takes_long_on_a_hostile_sentence(signs):
    """A sentence has 3,000 characters at most; each phrase must be done with the worst of them at once."""
    hostile = ["a" * 3_000, "no " * 1_000, "will not " * 330, "unless " * 420, "information from " * 170, "(" * 3_000,
               "data report publish " * 150, "statements not use " * 150, "immigration status not " * 130]  # fmt: skip
    began = time.monotonic()
    for text in hostile:
        for phrase in _phrases(signs):
            list(phrase.finds(text))
    assert time.monotonic() - began < 20


def _phrases(signs):
    for name in type(signs).model_fields:
        value = getattr(signs, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Phrase):
                yield one
            elif hasattr(one, "all"):
                yield Phrase(words=one.all)
