"""The reading level: the formula, the syllables, and what the generated sentences of the memos come to."""

import pytest

from nolle.publish.memo_blocks import law, runs, verify
from nolle.publish.reading_level import Level, level, of_memo, own_words, syllables_of
from nolle.verbs.documents import open_library
from tests.publish.memo_examples import FULL, made


def test_the_formula():
    assert Level(sentences=1, words=10, syllables=15).grade == round(0.39 * 10 + 11.8 * 1.5 - 15.59, 1)
    assert Level(0, 0, 0).grade == 0.0


SYLLABLES = {
    "a": 1, "the": 1, "office": 2, "charge": 1, "charged": 1, "charges": 2, "file": 1, "files": 1, "prosecute": 3, "pursue": 2,
    "supervisor": 4, "approves": 2, "case": 1, "cases": 2, "selling": 2, "person": 2, "paragraph": 3, "decline": 2,
    "declined": 2, "table": 2, "people": 2, "ended": 2, "violence": 3, "applies": 2, "trespass": 2, "misdemeanor": 4,
    "conviction": 3, "warrant": 2, "third-party": 3, "court": 1, "program": 2, "listed": 2, "recalled": 2, "sealed": 1,
}  # fmt: skip


def test_syllables():
    wrong = {word: (syllables_of(word), n) for word, n in SYLLABLES.items() if syllables_of(word) != n}
    assert len(wrong) <= 2, wrong


def test_sentences_are_counted_and_the_law_left_out():
    text = (
        f"This Office will not file a charge of {law('Promoting prostitution, 4th degree (N.Y. Penal Law § 230.20)')}."
    )
    told = own_words(runs(text + verify("which degrees"))).strip()
    assert told == "This Office will not file a charge of it."
    assert level([told, "One. Two!"]) == Level(3, 11, level([told]).syllables + 2)


def test_the_model_policy_reads_at_the_eighth_grade_or_below():
    assert 3 <= made("model", disclaimer=True).level.grade <= 8


@pytest.mark.parametrize("id", [*sorted(open_library().policies), FULL])
def test_no_memo_is_harder_than_the_tenth_grade(id):
    assert of_memo(made(id).memo).grade <= 10
