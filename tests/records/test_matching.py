"""Charge strings → offenses: what fits is found, what is close is not, and what is unknown stays unknown."""

from datetime import date

import pytest

from nolle.dates import Span
from nolle.terms import Level
from nolle.verbs.matching import matcher_of


@pytest.fixture(scope="module")
def nypd(library):
    return matcher_of(library, library.catalogue("us-ny"), library.mappings["nypd-arrests"], "us-ny")


@pytest.fixture(scope="module")
def massachusetts(library):
    return matcher_of(library, library.catalogue("us-ma"), library.mappings["middlesex-ma-da"], "us-ma")


@pytest.mark.parametrize(
    ("code", "how", "offenses"),
    [
        ("PL 2300000", "code", ("us-ny-pl-230.00",)),
        ("PL 2300400", "code", ("us-ny-pl-230.04",)),
        ("PL 2302502", "code", ("us-ny-pl-230.25-2",)),
        ("PL 2403703", "code", ("us-ny-pl-240.37",)),
        ("PL 230345A", "code", ("us-ny-pl-230.34",)),
        ("pl  2300000", "code", ("us-ny-pl-230.00",)),
        ("PL 2053000", "citation", ("us-ny-pl-205.30",)),
        ("PL 1552500", "uncatalogued", ()),
        ("VTL0511001", "uncatalogued", ()),
        ("LOC000000A", "unmatched", ()),
        ("PL 23000", "unmatched", ()),
        ("XPL 2300000", "unmatched", ()),
        (None, "unmatched", ()),
    ],
)
def test_codes_of_the_new_york_police(nypd, code, how, offenses):
    match = nypd.match(None, code, None, None)
    assert (match.how, match.offenses) == (how, offenses)


@pytest.mark.parametrize(
    "citation",
    [
        "PL 230.00",
        "Penal Law 230.00",
        "N.Y. Penal Law § 230.00",
        "n.y. penal law 230.00",
        "PL §230.00",
        "us-ny-pl-230.00",
    ],
)
def test_one_citation_in_several_styles(nypd, citation):
    assert nypd.match(citation, None, None, None).offenses == ("us-ny-pl-230.00",)


@pytest.mark.parametrize("citation", ["PL 230.0", "PL 230.000", "PL 2300", "230.00", "Penal Law"])
def test_what_is_not_an_exact_citation_is_never_read_as_one(nypd, citation):
    assert "us-ny-pl-230.00" not in nypd.match(citation, None, None, None).offenses


def test_two_citations_in_one_string_are_two_candidates(nypd):
    match = nypd.match("PL 230.00 or 230.04", None, None, None)
    assert (match.how, match.deciding) == ("ambiguous", ("section",))
    assert match.offenses == ("us-ny-pl-230.00", "us-ny-pl-230.04")


def test_a_paragraph_that_the_catalogue_does_not_part_is_its_section(nypd):
    assert nypd.match("PL 240.37(2)", None, None, None).offenses == ("us-ny-pl-240.37",)


IN_2016 = Span(date(2016, 5, 1), date(2016, 5, 1))


@pytest.mark.parametrize(
    ("code", "description", "classes"),
    [
        ("272/53A/A", "SEXUAL CONDUCT FOR FEE c272 §53A", {"selling"}),
        ("272/53A/B", "SEXUAL CONDUCT, PAY FOR c272 §53A", {"buying"}),
        ("272/53A/C", "SEXUAL CONDUCT WITH CHILD UNDER 18, PAY FOR c272 §53A(c)", {"exploitation_of_minor"}),
        ("272/53/A", "NIGHTWALKER, COMMON c272 §53", {"loitering_for_prostitution"}),
    ],
)
def test_massachusetts_paragraphs_by_date_and_description(massachusetts, code, description, classes):
    kinds, gone = massachusetts.kinds(massachusetts.match(None, code, description, None), None, IN_2016)
    assert {kind.conduct for kind in kinds} == classes
    assert not gone


def test_the_rest_of_section_53_is_not_53a(massachusetts):
    match = massachusetts.match(None, "272/53/F", "DISORDERLY CONDUCT c272 §53", None)
    assert not any("53a" in offense for offense in match.offenses)


def test_one_citation_was_another_crime_before_2012(massachusetts):
    match = massachusetts.match("Mass. G.L. c. 272, § 53A(b)", None, None, None)
    then, now = Span(date(2009, 1, 1), date(2009, 1, 1)), IN_2016
    classes = [{kind.conduct for kind in massachusetts.kinds(match, None, day)[0]} for day in (then, now)]
    assert classes == [{"exploitation_of_minor"}, {"buying"}]


def test_a_level_that_contradicts_the_law_stays_beside_it(nypd):
    kinds, _ = nypd.kinds(nypd.match("us-ny-pl-230.00", None, None, None), Level.FELONY)
    assert {kind.level for kind in kinds} == {Level.MISDEMEANOR, Level.FELONY}


def test_a_recorded_level_narrows_what_is_not_known(nypd):
    kinds, _ = nypd.kinds(nypd.match(None, "LOC000000A", None, None), Level.VIOLATION)
    assert {kind.level for kind in kinds} == {Level.VIOLATION}


@pytest.mark.parametrize(
    ("day", "gone"), [(date(2021, 2, 1), False), (date(2021, 2, 2), False), (date(2021, 2, 3), True)]
)
def test_loitering_for_prostitution_around_its_repeal(nypd, day, gone):
    _, flagged = nypd.kinds(nypd.match("us-ny-pl-240.37", None, None, None), None, Span(day, day))
    assert flagged is gone
