"""Citations in running text: which state's law is read, what bare sections inherit, and what is left unread."""

import time

import pytest

from nolle.law.charges import Catalogue
from nolle.library.load import library
from nolle.records import citations_prose
from nolle.records.citations import find, resolved
from nolle.records.citations_prose import prose, written
from tests.records.citations.accuracy import catalogue, grammar


def told(text, place=""):
    """The citations of a text as `section as written: what it is`, inherited ones marked."""
    found = prose(text, grammar(), catalogue(), place)
    shown = []
    for one in resolved(found.references, catalogue()):
        assert text[one.start : one.end] == one.text
        read = " / ".join(str(reference) for reference in one.references)
        shown.append(read + {"": "", "text": " (text)", "place": " (place)"}[found.bare.get((one.start, one.end), "")])
    return shown


# ---------------------------------------------------------------- laws that are named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PL 230.00 and 230.04", ["NY-PL 230.00", "NY-PL 230.04"]),
        # the name behind a comma belongs to what follows it
        ("Penal Law § 230.00 and 230.04, PL 240.37, and others", ["NY-PL 230.00", "NY-PL 230.04", "NY-PL 240.37"]),
        ("230.04, PL 240.37.", ["NY-PL 240.37"]),
        ("PL 230.04, PL § 240.37.", ["NY-PL 230.04", "NY-PL 240.37"]),
        ("647(b) PC, 653.22 PC", ["CA-PC 647(b)", "CA-PC 653.22"]),
        ("230.00, 230.03, Penal Law.", ["NY-PL 230.00", "NY-PL 230.03"]),
    ],
)
def test_a_name_takes_its_own_sections(text, expected):
    assert [str(one) for one in find(text, grammar())] == expected


@pytest.mark.parametrize(
    ("text", "place", "read_in", "named"),
    [
        ("PL 230.00", "", "us-ny", ("us-ny",)),
        ("PL 230.00 and 18 U.S.C. § 1591", "", "us-ny", ("us-ny",)),
        ("18 U.S.C. § 1591", "", "", ()),
        ("Cal. Penal Code § 647(b), Tex. Penal Code § 43.02", "", "", ("us-ca", "us-tx")),
        ("Cal. Penal Code § 647(b), 653.22 and 372, Tex. Penal Code § 43.02", "", "", ("us-ca", "us-tx")),
        ("Tex. Penal Code § 43.02", "us-ca", "us-ca", ("us-tx",)),
        ("no law at all", "", "", ()),
        ("no law at all", "us-vt", "us-vt", ()),
    ],
)
def test_the_state_is_the_one_given_or_the_only_one_named(text, place, read_in, named):
    found = prose(text, grammar(), catalogue(), place)
    assert (found.place, found.named) == (read_in, named)


def test_a_name_that_two_states_have_is_both_until_the_state_is_known():
    text = "charges under Penal Code § 43.02"
    assert told(text) == ["CA-PC 43.02 / TX-PC 43.02"]
    assert told(text, "us-tx") == ["TX-PC 43.02"]
    assert told(f"Tex. Penal Code § 43.03. {text}") == ["TX-PC 43.03", "TX-PC 43.02"]


def test_names_of_a_state_alone_are_read_where_the_state_is_known():
    assert told("Education Law § 6512") == []
    assert told("Education Law § 6512", "us-ny") == ["NY-ED 6512"]
    assert told("Education Law § 6512, and PL 230.00") == ["NY-ED 6512", "NY-PL 230.00"]


def test_the_law_of_another_state_is_read_too_where_a_place_is_given():
    text = "Penal Law § 230.00, unlike Cal. Penal Code § 647(b)"
    assert told(text, "us-ny") == told(text) == ["NY-PL 230.00", "CA-PC 647(b)"]


def test_a_prefix_of_two_cities_is_both_until_the_city_is_known():
    text = "SMC 12A.10.020"
    assert told(text) == told(text, "us-wa") == ["SEA-SMC 12A.10.020 / SPO-SMC 12A.10.020"]
    assert told(text, "us-wa/seattle") == ["SEA-SMC 12A.10.020"]
    assert told(text, "us-wa/spokane") == ["SPO-SMC 12A.10.020"]
    assert told(text, "us-wa/king-county") == told(text)


# ---------------------------------------------------------------- bare sections


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PL 230.00. Under section 240.37 too.", ["NY-PL 230.00", "NY-PL 240.37 (text)"]),
        ("PL 230.00. Sections 230.03 and 240.37.", ["NY-PL 230.00", "NY-PL 230.03 (text)", "NY-PL 240.37 (text)"]),
        ("PL 230.00. §§ 240.35(1), 240.37 as well", ["NY-PL 230.00", "NY-PL 240.35(1) (text)", "NY-PL 240.37 (text)"]),
        ("§ 240.37, and later PL 230.00", ["NY-PL 240.37 (text)", "NY-PL 230.00"]),
        # a plain number is read where the text has cited it with its law
        ("Cal. Penal Code § 647(b). Section 647(b) is a misdemeanor.", ["CA-PC 647(b)", "CA-PC 647(b) (text)"]),
        ("Cal. Penal Code § 647(b). See section 240.", ["CA-PC 647(b)"]),
        ("Cal. Penal Code § 647(a). Also subdivision (b) of section 647.", ["CA-PC 647(a)", "CA-PC 647(b) (text)"]),
        # it is a section of something else, or of a law nobody knows
        ("PL 230.00. Section 240.37 of this memo.", ["NY-PL 230.00"]),
        ("PL 230.00. Section 230.04 of the Labor Code.", ["NY-PL 230.00"]),
        ("PL 230.00. Labor Law § 240.20 is not meant.", ["NY-PL 230.00"]),
        ("PL 230.00. CPLR § 240.20 is not meant.", ["NY-PL 230.00"]),
        ("PL 230.00. Some Code, section 240.20, is not meant.", ["NY-PL 230.00"]),
        ("PL 230.00. See U.S.S.G. § 240.20.", ["NY-PL 230.00"]),
        ("PL 230.00. See Lab. Code § 240.20.", ["NY-PL 230.00"]),
        ("PL 230.00. It was in New York. Section 240.37 is gone.", ["NY-PL 230.00", "NY-PL 240.37 (text)"]),
        ("PL 230.00. Under § 240.37 nothing is filed.", ["NY-PL 230.00", "NY-PL 240.37 (text)"]),
        ("PL 230.00.\n§ 240.37 is gone.", ["NY-PL 230.00", "NY-PL 240.37 (text)"]),
        ("PL 230.00. Section 999.99 is in no catalogue.", ["NY-PL 230.00"]),
        ("PL 230.00. The 240.37 acres.", ["NY-PL 230.00"]),
        ("PL 230.00. Section 3 lists others.", ["NY-PL 230.00"]),
    ],
)
def test_a_bare_section_is_of_a_law_that_the_text_names_or_unread(text, expected):
    assert told(text) == expected


def test_the_law_named_last_before_it_comes_first():
    text = "18 Pa.C.S. § 5902(a). 35 P.S. § 780-113. Section 780-113 and section 5902."
    assert told(text)[2:] == ["PA-PS35 780-113 (text)", "PA-CS18 5902 (text)"]


def test_bare_sections_are_read_only_where_the_state_is_known():
    text = "We decline charges under section 240.37."
    assert told(text) == []
    assert prose(text, grammar(), catalogue()).unread == 1
    assert told(text, "us-ny") == ["NY-PL 240.37 (place)"]
    assert told(text, "us-vt") == []
    assert told(f"Cal. Penal Code § 647(b), Tex. Penal Code § 43.02. {text}")[2:] == []


def test_a_text_that_is_nothing_but_sections_is_of_every_law_of_the_place_that_holds_them():
    assert told("230.00, 230.04", "us-ny") == ["NY-PL 230.00 (place)", "NY-PL 230.04 (place)"]
    assert told("647(b)", "us-ca") == ["CA-PC 647(b) (place)"]
    assert told("999.99", "us-ny") == told("230.00, 230.04") == told("230.00 dollars", "us-ny") == []


def test_two_laws_of_a_place_that_hold_a_section_are_both():
    twice = [
        library().offenses["us-ny-pl-230.00"],
        library().offenses["us-ny-pl-230.00"].model_copy(update={"id": "us-ny-cpl-230.00", "code": "NY-CPL"}),
    ]
    found = prose("Under section 230.00.", grammar(), Catalogue(twice, (), ()), "us-ny")
    assert {one.body for one in found.references} == {"NY-PL", "NY-CPL"}


def test_what_is_not_read_is_counted():
    text = "PL 230.00. See section 5 below, § 12 and Section 3 of this memo."
    assert prose(text, grammar(), catalogue()).unread == 2  # the third speaks of something else


# ---------------------------------------------------------------- long texts, and one way of writing


def test_a_long_text_is_read_in_blocks_and_loses_nothing(monkeypatch):
    monkeypatch.setattr(citations_prose, "BLOCK", 5_000)
    filler = "The office wrote to the court about the matter. " * 60 + "\n"
    text = (filler * 4).join(["PL 230.00\n", "PL 230.03, but also, section 240.37\n", "PL 230.04"])
    assert len(text) > 4 * citations_prose.BLOCK
    assert told(text) == ["NY-PL 230.00", "NY-PL 230.03", "NY-PL 240.37 (text)", "NY-PL 230.04"]


@pytest.mark.parametrize(
    "sign", ["§ ", "section 1, ", "((((", "1-1-1-1-", "PL ", "subdivision (a) of ", "12.34, ", "a b"]
)
def test_no_text_takes_long(sign):
    began = time.monotonic()
    prose(sign * (20_000 // len(sign)), grammar(), catalogue(), "us-ny")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PL 240.35(1)", "New York Penal Law § 240.35(1)"),
        ("G.L. c. 272 § 53A(b)", "Massachusetts General Laws c. 272 § 53A(b)"),
        ("18 Pa.C.S. § 5902(a.1)", "Pennsylvania Consolidated Statutes, title 18 (Crimes Code) § 5902(a.1)"),
        ("720 ILCS 5/11-14", "Illinois Criminal Code of 2012 § 11-14"),
        ("225 ILCS 57/15", "Illinois Massage Therapy Practice Act § 15"),
        ("Penal Law §§ 230.00-230.40", "New York Penal Law §§ 230.00 to 230.40"),
        ("Penal Law § 230.00 et seq.", "New York Penal Law § 230.00 et seq."),
    ],
)
def test_a_reference_is_always_written_alike(text, expected):
    [found] = find(text, grammar())
    assert written(found, grammar()) == expected
