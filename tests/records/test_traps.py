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


@pytest.mark.parametrize(
    ("state", "code", "words", "named"),
    [
        ("us-md", "CR § 11-307", "Assignation", "us-md-cr-11-303"),  # a word of no list, in another section's title
        ("us-md", "CR 11-303", "House of prostitution", "us-md-cr-11-307"),
        ("us-md", "CR 6-402", "Burglary", ""),  # a crime that the catalogue does not have
        ("us-mi", "MCL 750.448", "LEASING PLACE FOR PROSTITUTION", "us-mi-mcl-750.454"),  # shares a word, fits another
        ("us-il", "720 ILCS 5/21-3", "BURGLARY", ""),
        ("us-il", "720 ILCS 5/11-18", "PATRONIZING A MINOR", "us-il-720-5-11-18.1"),
        ("us-tx", "PC 43.03", "COMPELLING PROSTITUTION", "us-tx-pc-43.05"),
        ("us-tx", "PC 30.05", "CRIMINAL MISCHIEF", ""),
        ("us-wa", "RCW 9A.52.030", "RESIDENTIAL BURGLARY", "us-wa-rcw-9a.52.025"),
        ("us-ct", "53a-83b", "PATRONIZING A PROSTITUTE", "us-ct-cgs-53a-83"),
        ("us-vt", "13 V.S.A. § 2632", "LEWDNESS", "us-vt-13-2601a"),
        ("us-ma", "265/13A", "ROBBERY", ""),  # of the same class of conduct, and another crime
        ("us-ma", "272/7", "DERIVING SUPPORT FROM CHILD PROSTITUTION", "us-ma-gl-272-4b"),
        ("us-ca", "459 PC", "SHOPLIFTING", "us-ca-pc-459.5"),
        ("us-ca", "266H PC", "PANDERING", "us-ca-pc-266i"),
        ("us-ca", "240 PC", "ASSAULT WITH DEADLY WEAPON", "us-ca-pc-245"),
        ("us-ny", "PL 140.10", "BURGLARY 3", "us-ny-pl-140.20"),
        ("us-ny", "AC 16-118(6)", "LITTERING", ""),
        ("us-ny", "ED 6512(1)", "PRACTICING DENTISTRY W/O LICENSE", ""),
        ("us-pa", "18 § 5503", "PUBLIC DRUNKENNESS", ""),
    ],
)
def test_words_that_are_not_known_to_agree_do_not_agree(asked, state, code, words, named):
    match = asked(state, code, words)
    assert not match.offense_known
    assert not named or named in ids(match)


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("us-ny", "PL 230.00", "PROS"),
        ("us-ny", "PL 230.04", "PATR PROST 3"),
        ("us-ny", "PL 120.00", "ASLT 3"),
        ("us-ny", "PL 220.03", "CPCS-7TH"),
        ("us-ny", "PL 140.10", "CRIM TRESP"),
        ("us-ca", "647(F) PC", "DISORD CONDUCT:ALCOHOL"),
        ("us-ca", "245(A)(1) PC", "ADW NOT FIREARM"),
        ("us-ca", "11377(A) HS", "POSSESS CNTL SUB"),
        ("us-ma", "265/13A", "A&B"),
        ("us-md", "CR 6-402", "TRESS-POSTED PROPERTY"),
        ("us-mi", "750.450", "AID & ABET"),  # the section's own words, of all of them
        ("us-tx", "HSC 481.121", "POSS MARIJ <2OZ"),
        ("us-ny", "PL 230.34", "PROSTITUTION & RELATED OFFENSES"),  # a heading: trafficking stands under it, too
        ("us-ny", "PL 230.00", "UNCLASSIFIED MISDEMEANOR"),
    ],
)
def test_words_as_offices_shorten_them_agree(asked, state, code, words):
    assert asked(state, code, words).offense_known


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("us-ny", "PL 155.25", "ASSAULT 3"),
        ("us-ny", "PL 110.00", "ASSAULT 3"),  # the section of attempts
        ("us-ny", "PL 485.05", "ASSAULT 3 AS A HATE CRIME"),  # a section that only raises the penalty
        ("us-ny", "PL 265.01", "BURGLARY 3"),
        ("us-ny", "PL 121.11", "STRANGULATION-2"),  # the section beside it
        ("us-pa", "18 § 901 §§ A", "Criminal Attempt - Promoting Prostitution"),
        ("us-pa", "18 § 5903", "Prostitution"),
        ("us-ma", "266/30", "TRESPASS"),
    ],
)
def test_a_section_that_is_not_catalogued_is_not_other_if_the_words_name_one_that_is(asked, state, code, words):
    assert asked(state, code).how == "uncatalogued"
    assert not asked(state, code, words).offense_known


@pytest.mark.parametrize(
    ("code", "words"), [("PL 120.15", "MENACING,UNCLASSIFIED"), ("PL 120.07", "ASSAULT 2,1,UNCLASSIFIED")]
)
def test_sections_that_stand_side_by_side_share_their_words(asked, code, words):
    assert asked("us-ny", code, words).how == "uncatalogued"


@pytest.mark.parametrize(
    ("state", "code", "words", "offense"),
    [
        ("us-ny", "PL 120.00", "ASSAULT 1", "us-ny-pl-120.10"),
        ("us-ny", "PL 230.25", "PROM PROST 4TH", "us-ny-pl-230.20"),
        ("us-ny", "PL 140.05", "CRIM TRESP 3", "us-ny-pl-140.10"),
        ("us-ct", "CGS 53a-107", "CRIMINAL TRESPASS IN THE THIRD DEGREE", "us-ct-cgs-53a-109"),
        ("us-wa", "RCW 9A.88.080", "PROMOTING PROSTITUTION I", "us-wa-rcw-9a.88.070"),
    ],
)
def test_another_degree_is_another_offense(asked, state, code, words, offense):
    match = asked(state, code, words)
    assert not match.offense_known
    assert offense in ids(match)


@pytest.mark.parametrize(
    "words", ["ASSAULT 3", "ASSAULT 2,1,3", "ASSAULT, 2 COUNTS", "ASSAULT 2ND OFFENSE", "ASSAULT > 1 VICT"]
)
def test_a_number_that_is_no_other_degree_says_nothing(asked, words):
    assert asked("us-ny", "PL 120.00", words).offense_known


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("us-ny", "PL 230.00", "NOT PROSTITUTION"),
        ("us-ny", "PL 230.00 NOT PROSTITUTION", None),
        ("us-ca", "211 PC", "NON-ROBBERY"),
        ("us-ca", "NOT PC 211", None),
        ("us-ny", None, "DISMISSED, NOT PL 230.00"),
        ("us-ny", "PL 240.20", "IN LIEU OF DISORDERLY CONDUCT"),
    ],
)
def test_a_denial_is_heard(asked, state, code, words):
    assert not asked(state, code, words).offense_known


def test_a_denial_of_something_else_is_none(asked):
    assert asked("us-ny", "PL 120.14", "MENACING 2 (VICT NOT PEACE OFFICER)").offense_known


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("us-ca", "211 PC", "ATTMPT ROBBERY"),
        ("us-ca", "211 PC", "CONSP ROBBERY"),
        ("us-ca", "ATT 211 PC", None),
        ("us-ca", "211 PC (ATT)", None),
        ("us-ca", "664/211 PC", None),
        ("us-ca", "664 211 PC", None),
        ("us-ca", "182(A)(1)/266H PC", None),
        ("us-ny", "AT PL 230.04", None),
        ("us-ny", "PL 110-230.04", None),
        ("us-ny", "PL 110.00/230.04", None),
        ("us-ny", "PL 230.04 110", None),
        ("us-pa", "18 § 903 / 18 § 5902 §§ B", None),
        ("us-wa", "RCW 9A.88.110 9A.28.020", None),
        ("us-il", "720 ILCS 5/8-4 (720 ILCS 5/11-14)", None),
        ("us-mi", "MCL 750.92", "SOLICITING MCL 750.448"),  # the code is the section of attempts
        ("us-mi", "750.92-ATT", "SOLICITING MCL 750.448"),
        ("us-ct", "CGS 53a-86", "CRIM ATT PROMOTING PROSTITUTION 1ST"),
    ],
)
def test_an_attempt_however_it_is_written(asked, state, code, words):
    assert not asked(state, code, words).offense_known


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("us-ca", "11350 HS", "POSS FOR SALES"),
        ("us-tx", "HSC 481.121", "DELIVERY OF MARIHUANA"),
        ("us-tx", "HSC 481.121", "POSS MARIJ DRUG FREE ZONE"),
        ("us-ma", "94C/34", "POSS W/INTENT CLASS B"),
        ("us-ma", "265/50", "TRAFFICKING IN COCAINE"),
        ("us-ny", "PL 230.00", "PROSTITUTION IN SCHOOL ZONE"),
        ("us-tx", "PC 43.02(a)", "PROSTITUTION-BUYER"),
        ("us-ny", "PL 230.20", "PROMOTING PROSTITUTION OF MINOR"),
        ("us-il", "720 ILCS 5/11-14.3", "JUVENILE PIMPING"),
    ],
)
def test_what_the_words_add_makes_another_crime_of_it(asked, state, code, words):
    assert asked(state, code).offense_known
    assert not asked(state, code, words).offense_known


# -- 9. more of a citation than was read


@pytest.mark.parametrize(
    ("state", "code", "also"),
    [
        ("us-mi", "750.145AA", "us-mi-mcl-750.145a"),
        ("us-mi", "MCL 750.145aa", "us-mi-mcl-750.145a"),
        ("us-mi", "MCL 750.449 a", "us-mi-mcl-750.449a-1"),
        ("us-mi", "MCL 750.462(e)", "us-mi-mcl-750.462e"),
        ("us-mi", "MCL 750.145(a)", "us-mi-mcl-750.145a"),
        ("us-ca", "647A PC", "us-ca-pc-647-a"),
        ("us-ca", "647FPC", "us-ca-pc-647-f"),
        ("us-ca", "PC 266 H", "us-ca-pc-266h"),
        ("us-ca", "PC 459 .5", "us-ca-pc-459"),
        ("us-ca", "65322 PC", "us-ca-pc-653.22"),
        ("us-tx", "PC 43.02B", "us-tx-pc-43.02-b"),
        ("us-pa", "18 § 5902A", "us-pa-cs-18-5902-a"),
        ("us-ct", "CGS 53a-83 b", "us-ct-cgs-53a-83b"),
        ("us-ct", "Conn. Gen. Stat. § 53a-83 b", "us-ct-cgs-53a-83b"),
        ("us-il", "720 ILCS 5/11-14 .3", "us-il-720-5-11-14"),
        ("us-ma", "c. 272 s. 4 A", "us-ma-gl-272-4a"),
        ("us-ma", "265/13/A", "us-ma-gl-265-13a"),
        ("us-ny", "PL 230.34 a", "us-ny-pl-230.34-a"),
        ("us-ny", "PL 230.00-A", "us-ny-pl-230.00"),
        ("us-ny", "PL 230.00, .04", "us-ny-pl-230.00"),
        ("us-ny", "PL 230.00 240.37", "us-ny-pl-230.00"),
        ("us-ny", "PL 155.25 230.00", ""),
    ],
)
def test_what_may_be_more_of_the_citation_keeps_it_open(asked, state, code, also):
    match = asked(state, code)
    assert not match.offense_known
    assert not also or also in ids(match)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("us-ca", "211 PC F"),
        ("us-ca", "211 PC-F"),
        ("us-ca", "647(B) PC/M"),
        ("us-ny", "PL 230.00 BM"),
        ("us-ny", "PL 230.00 (B MISD)"),
        ("us-ny", "230.00 PL Prostitution"),
        ("us-tx", "PC 30.05 MB"),
        ("us-ct", "53a-83b"),
        ("us-mi", "750.449A2"),
    ],
)
def test_a_level_or_a_word_of_its_own_is_no_more_of_the_citation(asked, state, code):
    assert asked(state, code).offense_known


def test_words_that_cite_one_reading_of_a_code_choose_it(asked):
    assert not asked("us-ma", "265/13/A").offense_known
    assert asked("us-ma", "265/13/A", "MANSLAUGHTER c265 §13").how == "uncatalogued"
    assert ids(asked("us-ca", "647F PC", "DRUNK IN PUBLIC PC 647(f)")) == {"us-ca-pc-647-f"}


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ("us-ny", "PL 230.00", "PL 155.25"),  # words cite a section that the catalogue does not hold
        ("us-ma", "266/120", "TRESPASS c272 §16"),
        ("us-mi", "MCL 750.110", "TRESPASS MCL 750.552"),  # of the code's section nothing is known
    ],
)
def test_words_that_cite_a_section_of_which_nothing_is_known_disagree(asked, state, code, words):
    assert not asked(state, code, words).offense_known


def test_a_section_of_which_nothing_is_known_stays_unmatched(asked):
    assert asked("us-ma", None, "POLYGAMY c. 272 s. 15").how == "unmatched"
    assert asked("us-ma", "272/15", "POLYGAMY c272 §15").how == "unmatched"


# -- 10. one number in another law of the state


@pytest.mark.parametrize(
    ("state", "code"),
    [("us-ca", "211 VC"), ("us-ca", "602 WI"), ("us-ca", "602 EC"), ("us-ca", "211 MC"), ("us-il", "625 ILCS 5/11-14"), ("us-pa", "75 § 3701"),
     ("us-md", "TR 11-303"), ("us-wa", "TMC 12A.10.020")],
)  # fmt: skip
def test_a_number_of_another_law_is_not_the_crime_s(asked, state, code):
    assert not asked(state, code).offenses


def test_a_short_name_of_two_laws_needs_words_that_agree(asked):
    assert not asked("us-md", "CL § 11-307").offense_known
    assert not asked("us-md", "CL § 11-307", "Assignation").offense_known
    assert asked("us-md", "CL § 11-307", "House of prostitution").offense_known
    assert asked("us-md", "CR § 11-307").offense_known


def test_the_prefix_of_two_cities_stays_open_though_the_catalogue_prints_it(asked):
    match = asked("us-wa", "SMC 12A.10.020")
    assert not match.offense_known
    assert ids(match) == {"us-wa-sea-smc-12a.10.020"}


# -- 11. a number that changed hands


@pytest.mark.parametrize(
    ("words", "text", "day", "gone"),
    [
        ("Human trafficking", "us-md-cr-11-303@old", date(2015, 1, 1), False),
        ("Human trafficking", "us-md-cr-11-303@old", date(2021, 1, 1), True),
        ("Prostitution", "us-md-cr-11-303", date(2021, 1, 1), False),
        ("Prostitution", "us-md-cr-11-303", date(2015, 1, 1), True),
    ],
)
def test_words_of_one_text_are_never_read_as_the_other_because_of_the_day(asked, words, text, day, gone):
    match = asked("us-md", "CR 11-303", words)
    assert match.offenses == (text,)
    assert classes(asked, "us-md", match, day)[1] is gone


def test_what_became_of_a_former_text_is_no_kin_of_what_took_its_number(asked):
    assert not asked("us-md", "CR 3-1102", "PROSTITUTION CR 11-303").offense_known


def test_a_former_text_that_is_not_known_is_open(asked):
    assert not asked("us-md", "CR 11-307 (former)").offense_known
    assert asked("us-md", "CR 11-303 (former)", "Human trafficking").offense_known


# -- comments (scenario 37)


def test_a_comment_stands_for_a_charge_that_is_not_there(asked):
    match = asked("us-ny", "SEE COMMENT FOR CHARGE", comment="charged under PL 230.00 per ADA")
    assert (match.how, match.offenses) == ("citation", ("us-ny-pl-230.00",))
    assert "comment" in match.because


def test_a_comment_that_cites_another_section_is_for_a_person(asked):
    match = asked("us-ny", "PL 230.00", comment="should read PL 230.04")
    assert match.how == "ambiguous"
    assert ids(match) == {"us-ny-pl-230.00", "us-ny-pl-230.04"}


@pytest.mark.parametrize("comment", ["not PL 230.00", "attempted PL 230.00", "reduced from PL 230.00"])
def test_a_comment_that_denies_or_speaks_of_an_attempt_decides_nothing(asked, comment):
    assert not asked("us-ny", "SEE COMMENT FOR CHARGE", comment=comment).offense_known


def test_a_comment_and_words_that_disagree_decide_nothing(asked):
    assert not asked("us-ny", None, "ROBBERY", comment="PL 230.00").offense_known


def test_two_columns_that_name_two_offenses_decide_nothing(library):
    nypd = matcher_of(library, library.catalogue("us-ny"), library.mappings["nypd-arrests"], "us-ny")
    match = nypd.match("PL 230.00", "PL 140.10", None, None)
    assert not match.offense_known
    assert ids(match) == {"us-ny-pl-230.00", "us-ny-pl-140.10"}
    assert nypd.match("PL 230.00", "PL 2300000", None, None).offense_known


def test_a_comment_without_a_citation_changes_nothing(asked):
    assert asked("us-ny", "PL 230.00", comment="see file").offense_known
