"""A text's sentences: where they begin, which list and heading they stand under, what is passed over."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nolle.analysis.coding import sentences as module
from nolle.analysis.coding.sentences import sentences
from nolle.analysis.coding.signs import Signs
from nolle.library.vocabulary import vocabulary


@pytest.fixture(scope="module")
def signs():
    return vocabulary(Signs, "coding.yaml")


def texts(told):
    return [one.text for one in told]


def test_a_sentence_keeps_its_place(signs):
    text = "The first ends here. The second,\nwhich is cut by the page, ends too.\n\nA third."
    told = sentences(text, signs)
    assert texts(told) == [
        "The first ends here.", "The second, which is cut by the page, ends too.", "A third."
    ]  # fmt: skip
    for one in told:
        assert text[one.start : one.end].split() == one.text.split()


def test_the_dots_of_a_citation_end_nothing(signs):
    text = "See Cal. Penal Code §§ 647(a), 653.22 and N.Y. Penal Law sec. 230.00 for it. Then more."
    assert len(sentences(text, signs)) == 2


def test_items_stand_under_the_sentence_that_opens_their_list(signs):
    text = "Purpose\n\nWe decline these charges:\n\na. One charge.\n\nb. Another charge. It goes on.\n\nAfter it."
    told = sentences(text, signs)
    heading, opens, one, other, more, after = told
    assert (heading.is_heading, opens.opens) == (True, True)
    assert [s.under for s in (one, other, more, after)] == [opens.number] * 3 + [-1]
    assert [s.heading for s in told[1:]] == [heading.number] * 5
    assert other.block == more.block != one.block


def test_an_item_that_is_set_in_stands_under_the_item_above(signs):
    told = sentences("Listed below:\n\n• Trespass\n  • Unless someone was hurt\n• Camping\n", signs)
    opens, trespass, unless, camping = told
    assert (trespass.under, unless.under, camping.under) == (opens.number, trespass.number, opens.number)


def test_a_numbered_heading_is_no_item_of_the_list_before_it(signs):
    told = sentences("1. Charges\n\nNot these:\n\na. One.\nb. Two.\n\n2. Cases\n\nThey end.", signs)
    assert [one.text for one in told if one.is_heading] == ["1. Charges", "2. Cases"]


def test_a_page_number_ends_no_sentence_and_a_running_head_is_passed_over(signs):
    pages = [f"Office of the made up county\nThis is page {n} and it goes\n{n}\n" for n in range(1, 6)]
    text, starts, at = "", [], 0
    for page in pages:
        starts.append(at)
        text += page
        at = len(text)
    told = sentences(text, signs, pages=starts)
    assert not any("Office of" in one for one in texts(told))
    assert sum("goes" in one for one in texts(told)) >= 1


def test_a_line_that_comes_often_inside_pages_is_kept(signs):
    text = "\n\n".join(f"Charge {n}\n- No sign of need" for n in range(9))
    assert sum("No sign of need" in one for one in texts(sentences(text, signs))) == 9


def test_every_line_of_a_word_file_is_a_paragraph(signs):
    assert texts(sentences("one goes on\nand on", signs, whole_lines=True)) == ["one goes on", "and on"]


def test_a_sentence_without_an_end_is_cut(signs):
    told = sentences("word " * 5_000, signs)
    assert max(len(one.text) for one in told) <= module.LONGEST
    assert sum(len(one.text.split()) for one in told) == 5_000


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.text(alphabet="aB.:;\n -•1)§ \t(“", max_size=300), st.booleans())
def test_no_word_is_lost_or_told_twice(signs, text, whole_lines):
    told = sentences(text, signs, whole_lines)
    spans = [(one.start, one.end) for one in told]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    letters = sum(character.isalpha() for character in text)
    kept = sum(character.isalpha() for one in told for character in one.text)
    marks = sum(len(line) < 8 for line in text.split("\n"))  # the letter of an item (`a)`) is no word of it
    assert letters - marks - text.count(")") - text.count(".") <= kept <= letters
