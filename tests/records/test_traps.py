"""What a matcher meets in real American data: strings that are almost the same, glued, cut, or that contradict."""

from datetime import date

import pytest

from nolle.dates import Span
from nolle.records.mapping import Mapping
from nolle.verbs.matching import matcher_of


@pytest.fixture(scope="module")
def asked(library):
    matchers = {}

    def ask(state, code, description=None, system="", law="", comment=None):
        key = (state, system, law)
        if key not in matchers:
            mapping = Mapping(id="test", title="Test", system=system, law=law, columns={})
            matchers[key] = matcher_of(library, library.catalogue(state), mapping, state)
        return matchers[key].match(None, code, description, None, comment)

    ask.matchers = matchers  # type: ignore[attr-defined]
    return ask


def ids(match):
    return {id.partition("@")[0] for id in match.offenses}


# -- 1. one number, two meanings by date


def classes(asked, state, match, day, level=None):
    on = Span(day, day)
    matcher = next(m for (s, *_), m in asked.matchers.items() if s == state)
    kinds, gone = matcher.kinds(match, level, on)
    return {kind.conduct for kind in kinds}, gone


def test_maryland_sections_changed_their_meaning_in_2019(asked):
    match = asked("us-md", "Md. Code, Crim. Law § 11-303")
    assert classes(asked, "us-md", match, date(2015, 1, 1))[0] == {"trafficking"}
    assert classes(asked, "us-md", match, date(2021, 1, 1))[0] == {"selling"}


def test_illinois_has_no_felony_of_prostitution_after_2013(asked):
    match = asked("us-il", "720 ILCS 5/11-14")
    matcher = asked.matchers["us-il", "", ""]
    levels = {
        day: {kind.level for kind in matcher.kinds(match, None, Span(day, day))[0]}
        for day in (date(2012, 1, 1), date(2014, 1, 1))
    }
    assert {level.value for level in levels[date(2014, 1, 1)]} == {"misdemeanor"}
    assert "felony" in {level.value for level in levels[date(2012, 1, 1)]}


# -- 2. one citation, both sides


@pytest.mark.parametrize(
    ("state", "code"),
    [("us-mi", "MCL 750.448"), ("us-vt", "13 V.S.A. § 2632"), ("us-ca", "Penal Code 647(b)")],
)
def test_a_citation_of_both_sides_is_never_one_side(asked, state, code):
    match = asked(state, code)
    matcher = asked.matchers[state, "", ""]
    kinds, _ = matcher.kinds(match, None, Span(date(2016, 1, 1), date(2016, 1, 1)))
    assert {"selling", "buying"} <= {kind.conduct for kind in kinds}


def test_words_that_name_both_sides_choose_none(asked):
    match = asked("us-ma", None, "SEXUAL CONDUCT, PAY FOR OR FOR FEE c. 272 s. 53A")
    assert not match.offense_known
    assert {"us-ma-gl-272-53a-a", "us-ma-gl-272-53a-b"} <= ids(match)


@pytest.mark.parametrize(
    ("words", "offense"),
    [
        ("SEXUAL CONDUCT FOR FEE c272 §53A", "us-ma-gl-272-53a-a"),
        ("SEXUAL CONDUCT, PAY FOR c272 §53A", "us-ma-gl-272-53a-b"),
    ],
)
def test_the_words_of_one_side_choose_it(asked, words, offense):
    match = asked("us-ma", None, words)
    assert match.offense_known
    assert offense in ids(match)


def test_solicit_without_a_side_stays_open(asked):
    match = asked("us-ca", None, "SOLICITS FOR ACT OF PROSTITUTION", "sfpd-incident-desc")
    assert not match.offense_known


# -- 3. one section, many offenses


@pytest.mark.parametrize(
    ("words", "offense"),
    [
        ("DISORDERLY CONDUCT c. 272 s. 53", "us-ma-gl-272-53-disorderly"),
        ("NIGHTWALKER, COMMON c. 272 s. 53", "us-ma-gl-272-53-nightwalker"),
        ("STREETWALKER, COMMON c272 §53", "us-ma-gl-272-53-streetwalker"),
    ],
)
def test_only_the_wording_tells_the_offenses_of_section_53(asked, words, offense):
    assert ids(asked("us-ma", "272.53", words, law="MA-GL")) == {offense}
    assert not asked("us-ma", "272.53", None, law="MA-GL").offense_known


# -- 4. strings that are almost the same


@pytest.mark.parametrize(
    ("state", "code", "not_"),
    [
        ("us-tx", "Tex. Penal Code § 43.021", "us-tx-pc-43.02"),
        ("us-ca", "459.5 PC", "us-ca-pc-459"),
        ("us-ca", "602.1(A)PC", "us-ca-pc-602"),
        ("us-ct", "Conn. Gen. Stat. 53a-83b", "us-ct-cgs-53a-83"),
        ("us-pa", "18 Pa.C.S. § 5902(a.1)", "us-pa-cs-18-5902-a1"),
    ],
)
def test_a_citation_is_never_matched_by_its_beginning(asked, state, code, not_):
    match = asked(state, code)
    assert not any(id == not_ or id.startswith(f"{not_}-") for id in match.offenses)


def test_a_section_with_a_letter_is_not_the_paragraph(asked):
    assert ids(asked("us-ca", "647(A) PC", system="ca-doj-rap")) == {"us-ca-pc-647-a"}
    assert ids(asked("us-ca", "647A PC", system="ca-doj-rap")) == {"us-ca-pc-647.6"}
    assert not asked("us-ca", "PC 647a").offense_known  # in free writing both stay


def test_a_police_crime_code_is_no_section(asked):
    match = asked("us-ca", "647", system="lapd-crm-cd")
    assert "us-ca-pc-647-b" not in match.offenses
    assert not match.offense_known


def test_one_code_of_two_national_systems(asked):
    nibrs, variant = (asked("", "40A", system=system) for system in ("nibrs", "ncic-state-variant"))
    assert nibrs.because != variant.because
    assert not nibrs.offense_known
    assert not variant.offense_known


def test_a_prefix_of_two_cities_is_told_by_the_place(asked):
    assert not any("spo" in id for id in asked("us-wa", "Seattle Municipal Code 12A.10.020").offenses)


# -- 5. glued and positional formats


@pytest.mark.parametrize(
    ("state", "code", "offense"),
    [
        ("us-ny", "PL 2300400", "us-ny-pl-230.04"),
        ("us-ny", "PL 230345A", "us-ny-pl-230.34"),
        ("us-ny", "PL 2403703", "us-ny-pl-240.37"),
        ("us-ny", "ED 6512001", "us-ny-ed-6512"),
        ("us-ny", "AC 0161186", "us-ny-nyc-ac-16-118-6"),
        ("us-mi", "750.449A2", "us-mi-mcl-750.449a-2"),
        ("us-mi", "750.462EA", "us-mi-mcl-750.462e"),
    ],
)
def test_glued_citations(asked, state, code, offense):
    assert offense in ids(asked(state, code))


def test_two_offenses_joined_are_two_candidates(asked):
    match = asked("us-ca", "186.22(B)(4)-213(A)(1)(A) PC")
    assert not match.offense_known or match.or_other


def test_federal_law_is_not_the_state_s(asked):
    assert not asked("us-ca", "18 3606US").offenses


# -- 6. text that is cut or varies


@pytest.mark.parametrize("text", ["c272 §8", "c. 272 s. 8", "Ch. 272 S 8", "C272  §8"])
def test_one_citation_in_many_styles(asked, text):
    assert ids(asked("us-ma", None, f"PROSTITUTE, SOLICIT FOR {text}")) == {"us-ma-gl-272-8"}


def test_a_cut_description_is_a_prefix_and_a_citation_is_not(asked):
    assert ids(asked("us-ny", None, "PROSTITUTION 4,PROMOTING&SECUR", "nypd-pd-desc")) <= {"us-ny-pl-230.20"}
    assert not asked("us-ny", "PL 23000", system="nypd-law-code").offense_known


# -- 7. what hides in a bucket


@pytest.mark.parametrize("code", ["PL 2303400", "PL 230345A"])
def test_trafficking_behind_an_empty_description_is_trafficking(asked, code):
    match = asked("us-ny", code, None, "nypd-law-code")
    matcher = asked.matchers["us-ny", "nypd-law-code", ""]
    assert {kind.conduct for kind in matcher.kinds(match, None)[0]} == {"trafficking"}


def test_a_bucket_decides_nothing(asked):
    match = asked("us-ny", "115", "PROSTITUTION & RELATED OFFENSES", "nypd-ky-cd")
    matcher = asked.matchers["us-ny", "nypd-ky-cd", ""]
    assert not match.offense_known
    assert {"selling", "trafficking", "other"} <= {kind.conduct for kind in matcher.kinds(match, None)[0]}


def test_words_that_stand_beside_a_code_do_not_speak_for_another_code(asked):
    match = asked("us-ny", "AC 0019190", "ADM.CODE,UNCLASSIFIED VIOLATIO", "nypd-law-code")
    assert not match.offense_known


# -- 8. citation and words disagree


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("us-pa", "18 § 5902 §§ A1", "Prom Pros-Inmate In House Of Prost/Business"),
        ("us-ny", "PL 155.25", "PROSTITUTION"),
        ("us-ny", "PL 230.00", "PATRONIZING A PROSTITUTE"),
        ("us-ma", "272/53A", "TRESPASS c266 §120"),
        ("us-ca", "647B PC", "LOITR ADLT SCH:MOLST PUPL"),
    ],
)
def test_where_they_disagree_nothing_is_decided(asked, state, code, words):
    match = asked(state, code, words)
    assert not match.offense_known
    matcher = asked.matchers[state, "", ""]
    assert len({kind.conduct for kind in matcher.kinds(match, None)[0]}) > 1


def test_an_attempt_is_another_offense(asked):
    assert not asked("us-ma", "265/25", "ATTEMPTED EXTORTION").offense_known


# -- comments (scenario 37)


def test_a_comment_stands_for_a_charge_that_is_not_there(asked):
    match = asked("us-ny", "SEE COMMENT FOR CHARGE", comment="charged under PL 230.00 per ADA")
    assert (match.how, match.offenses) == ("citation", ("us-ny-pl-230.00",))
    assert "comment" in match.because


def test_a_comment_that_cites_another_section_is_for_a_person(asked):
    match = asked("us-ny", "PL 230.00", comment="should read PL 230.04")
    assert match.how == "ambiguous"
    assert ids(match) == {"us-ny-pl-230.00", "us-ny-pl-230.04"}


def test_a_comment_without_a_citation_changes_nothing(asked):
    assert asked("us-ny", "PL 230.00", comment="see file").offense_known
