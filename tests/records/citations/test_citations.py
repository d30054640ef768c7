"""Reading: spans, lists, inheritance and what is refused; and that no text breaks it or takes long."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nolle.records.citations import Reading, Reference, catalogued, find, read, resolve, resolved
from tests.records.citations.accuracy import catalogue, grammar


def shown(references):
    return [str(reference) for reference in references]


def test_a_list_inherits_its_law_and_says_so():
    text = "Penal code §§ 647(a), 647(b), 653.22, 372"
    found = find(text, grammar())
    assert [(one.text, one.inherited) for one in found] == [
        ("647(a)", False), ("647(b)", True), ("653.22", True), ("372", True)
    ]  # fmt: skip
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_name_with_two_owners_keeps_both_readings_in_one_span():
    found = resolved(read("SMC 12A.10.020", grammar()), catalogue())
    assert len(found) == 1
    assert shown(found[0].references) == ["SEA-SMC 12A.10.020", "SPO-SMC 12A.10.020"]
    assert found[0].offenses == ("us-wa-sea-smc-12a.10.020",)
    assert found[0].or_other


def test_a_place_named_before_a_general_name_decides_whose_it_is():
    assert shown(find("Texas PC 43.02(b)", grammar())) == ["TX-PC 43.02(b)"]
    assert find("Nevada Penal Code 43.02(b)", grammar()) == []
    assert find("Tex. Penal Code § 43.02(b)", grammar().at("us-ca")) == []


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Tex. Penal Code § 43.021", "us-tx-pc-43.02-b@2021"),
        ("C.G.S. § 53a-83b", "us-ct-cgs-53a-83"),
        ("C.G.S. § 53a-83", "us-ct-cgs-53a-83b"),
        ("Penal Code 459.5", "us-ca-pc-459"),
        ("Penal Code 602.1(a)", "us-ca-pc-602"),
        ("M.G.L. c. 272, § 53", "us-ma-gl-272-53a-a"),
        ("M.G.L. c. 272, § 53A", "us-ma-gl-272-53-nightwalker"),
        ("18 Pa.C.S. § 5902(a.1)", "us-pa-cs-18-5902-a1"),
        ("18 Pa.C.S. § 5902(a.1)", "us-pa-cs-18-5902-a"),
        ("PL 230.34-a", "us-ny-pl-230.34"),
        ("Penal Law § 155.40(1)", "us-ny-pl-155.40-2"),
    ],
)
def test_a_section_is_never_matched_by_its_beginning(text, never):
    found = read(text, grammar())
    assert found
    assert never not in {offense for one in found for offense in resolve(one, catalogue())}


def test_every_version_of_a_text_is_kept():
    [found] = resolved(read("RCW 9A.88.030", grammar()), catalogue())
    assert set(found.offenses) == {"us-wa-rcw-9a.88.030", "us-wa-rcw-9a.88.030@1976"}


def test_a_letter_without_brackets_keeps_both_readings_unless_the_catalogue_has_the_section():
    f = read("PC 647f", grammar())
    assert [one.reading for one in f] == [Reading.SECTION, Reading.PARAGRAPH]
    assert resolved(f, catalogue())[0].or_other
    [h] = resolved(read("PC 266h", grammar()), catalogue())
    assert (h.offenses, h.or_other) == (("us-ca-pc-266h",), False)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("647A PC", ["CA-PC 647.6", "CA-PC 647(a)"]),
        ("PC 43.02B", ["TX-PC 43.02B", "TX-PC 43.02(b)"]),
        ("18 Pa.C.S. § 5902A", ["PA-CS18 5902A", "PA-CS18 5902(a)"]),
        ("MCL 750.145aa", ["MI-MCL 750.145a(a)", "MI-MCL 750.145aa", "MI-MCL 750.145(a)(a)"]),
        ("MCL 750.145AA(1)", ["MI-MCL 750.145A(a)(1)", "MI-MCL 750.145AA(1)", "MI-MCL 750.145(a)(a)(1)"]),
    ],
)
def test_letters_glued_to_a_number_keep_every_section_that_they_may_be(text, reads):
    place = {"CA": "us-ca", "TX": "us-tx", "PA": "us-pa", "MI": "us-mi"}[reads[0][:2]]
    found = read(text, grammar().at(place))
    assert [one.upper() for one in shown(found)] == [one.upper() for one in reads]
    assert len({(one.start, one.end) for one in found}) == 1


def test_two_letters_are_not_decided_to_be_the_section_of_one():
    [found] = resolved(read("750.145AA", grammar().at("us-mi")), catalogue())
    assert found.offenses == ("us-mi-mcl-750.145a",)
    assert found.or_other
    [sure] = resolved(read("750.449A2", grammar().at("us-mi")), catalogue())
    assert (sure.offenses, sure.or_other) == (("us-mi-mcl-750.449a-2",), False)


def test_an_uncatalogued_paragraph_of_a_catalogued_section_is_told_from_an_unknown_section():
    [paragraph] = read("18 Pa.C.S. § 5902(c)", grammar())
    [section] = read("18 Pa.C.S. § 5904", grammar())
    assert resolve(paragraph, catalogue()) == resolve(section, catalogue()) == ()
    assert catalogued(paragraph, catalogue())
    assert not catalogued(section, catalogue())


def test_a_section_of_which_only_paragraphs_are_catalogued_may_be_another():
    [found] = resolved(read("Penal Code 647", grammar()), catalogue())
    assert found.or_other
    assert "us-ca-pc-647-b" in found.offenses


def test_bare_sections_are_read_only_where_their_law_is_given():
    assert read("230.00, 240.37", grammar()) == []
    found = read("230.00, 240.37", grammar(), grammar().body("NY-PL"))
    assert [(str(one), one.inherited) for one in found] == [("NY-PL 230.00", True), ("NY-PL 240.37", True)]
    assert read("230.00 and more", grammar(), grammar().body("NY-PL")) == []


def test_codes_of_a_state_are_read_only_where_the_state_is_known():
    assert shown(read("272/53A/A", grammar().at("us-ma"))) == ["MA-GL 272/53A"]
    assert read("272/53A/A", grammar()) == []
    assert read("272/53A/A", grammar().at("us-ny")) == []


def test_several_sections_of_one_span_are_told_apart():
    found = read("Penal Code 647(a)-(c)", grammar())
    assert [(str(one), one.number) for one in found] == [("CA-PC 647(a)", 0), ("CA-PC 647(b)", 1), ("CA-PC 647(c)", 2)]
    assert len({(one.start, one.end) for one in found}) == 1


def test_typography_changes_nothing():
    assert shown(find("Conn. Gen. Stat. §\u00a053a\u201183b", grammar())) == ["CT-CGS 53a-83b"]
    assert shown(find("Penal Law 230.00\u2013230.04", grammar())) == ["NY-PL 230.00..230.04"]


# ---------------------------------------------------------------- any text

PIECES = [
    "647", "(b)", "(", ")", "PC", " PC", "Penal Code ", "§", "§§ ", ", ", ";", " and ", "-", "/", ".", " ", "\n", "230.00", "PL ", "c. 272 ", "c272",
    "s. 53A", "1/2", "½", "18 Pa.C.S. ", "5902", "RCW ", "9A.88.030", "SMC ", "53a-83b", "ILCS 5/", "720 ", "11-14", "MCL ", "750.449A2", "CR ",
    "11-306", "V.S.A.", "subdivision (a) of ", "Section ", "of the Penal Code", "through ", "et seq.", "Texas ", "LAMC", "41.18D", "HS", "US",
    "2300400", "2021", "ยง", "\u2011", "é", "\U0001f600", "\x00",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
PLACES = st.sampled_from(
    ["", "us-ny", "us-ca", "us-ma", "us-pa", "us-wa", "us-tx", "us-ct", "us-il", "us-md", "us-mi", "us-vt"]
)


def sound(references: list[Reference], text: str) -> None:
    for one in references:
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.section
    assert references == sorted(references, key=lambda one: (one.start, one.end, one.number))


@settings(max_examples=400, deadline=2000)
@given(TEXTS, PLACES)
@example("0/0", "us-ma")
def test_any_text_is_read_with_sound_spans(text, place):
    whole = grammar().at(place) if place else grammar()
    sound(find(text, whole), text)
    references = read(text, whole)
    sound(references, text)
    for found in resolved(references, catalogue()):
        assert set(found.offenses) <= catalogue().offenses.keys()


@settings(max_examples=200, deadline=2000)
@given(TEXTS, st.sampled_from([body.id for body in grammar().bodies]))
def test_any_text_is_read_with_any_law_to_inherit(text, body):
    sound(read(text, grammar(), grammar().body(body)), text)


@settings(max_examples=200, deadline=2000)
@given(st.text(alphabet="0123456789().-/, §abPC", max_size=200))
def test_without_a_name_of_a_law_nothing_is_read(text):
    assert find(text.replace("PC", ""), grammar().at("us-ny")) == []


LONG = {
    "a list without end": "PC 647, " + "647(b), " * 4000,
    "a list without its name": "647(b), " * 4000 + " x PC",
    "ranges": "Penal Law " + "230.00-230.04, " * 2000,
    "brackets": "PC 647" + "(a)" * 9000,
    "open brackets": "(" * 30000,
    "spaces": "PC" + " " * 30000 + "647",
    "commas": "PC 647" + "," * 30000,
    "names": "Penal Code " * 2800,
    "leads": "subdivision (b) of " * 1600 + "Section 647 of the Penal Code",
    "digits": "1" * 30000 + " PC",
    "chapters": "c 1 " * 7500,
    "hyphens": "647-" * 7500 + " PC",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_no_text_takes_long(text):
    began = time.perf_counter()
    find(text, grammar())
    first = time.perf_counter() - began
    assert first < 10
