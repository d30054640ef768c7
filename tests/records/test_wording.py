"""Words of charges: which two may be one, which numbers are degrees, what is left beside a citation; and, over the
whole catalogue, that the name of one crime beside the citation of another decides nothing."""

import re
import time

import pytest

from nolle.library.vocabulary import vocabulary
from nolle.records.citation_forms import Beside, Common
from nolle.records.citations import read
from nolle.records.mapping import Mapping
from nolle.records.matching.families import lineages, one_in_time, related, texts
from nolle.records.matching.leftover import leftover
from nolle.records.matching.tokens import Reader, fits
from nolle.verbs.matching import law_grammar, matcher_of


@pytest.fixture(scope="module")
def reader():
    return Reader(vocabulary(Common, "citing.yaml").beside)


# -- words


@pytest.mark.parametrize(
    ("word", "other"),
    [("ASLT", "ASSAULT"), ("STALKNG", "STALKING"), ("CNTL", "CONTROLLED"), ("PROSTITUTE", "PROSTITUTION"), ("TRES", "TRESPASS"),
     ("LODGE", "LODGING"), ("LOITR", "LOITERING"), ("BRGLRY", "BURGLARY"), ("TRESPASSING", "TRESPASS")],
)  # fmt: skip
def test_one_word_in_two_forms(word, other):
    assert fits(word, other)
    assert fits(other, word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("POSITION", "PROSTITUTION"), ("PROSEC", "PROSTITUTION"), ("PRO", "PROSTITUTION"), ("SEWER", "STREETWALKER"), ("ROBBERY", "BATTERY"),
     ("ASSIGNATION", "ASSAULT"), ("PROPERTY", "PROSTITUTION"), ("TIME", "TRESPASS"), ("BURGLARY", "BATTERY")],
)  # fmt: skip
def test_two_words_that_look_a_little_alike(word, other):
    assert not fits(word, other)
    assert not fits(other, word)


def test_words_that_say_nothing_are_left_out(reader):
    assert reader.read("CLASS A MISDEMEANOR, UNCLASSIFIED").words == ()
    assert reader.read("A&B on a person").words == ("ASSAULT", "BATTERY", "PERSON")
    assert reader.read("A &amp; B").words == ("ASSAULT", "BATTERY")


def test_shorthand_is_data():
    own = Reader(Beside(neutral=("of",), weak=("public",), shorthand={"XY": "made up"}))
    assert own.read("XY of public").words == ("MADE", "UP", "PUBLIC")
    assert own.weak("PUBLICLY")
    assert not own.weak("MADE")


@pytest.mark.parametrize(
    ("text", "degrees"),
    [("ASSAULT 3", {3}), ("BURGLARY-2ND", {2}), ("ASSAULT 2,1,UNCLASSIFIED", {1, 2}), ("ROBBERY II", {2}), ("RAPE FIRST DEGREE", {1}),
     ("CPCS-7TH", {7}), ("THEFT, 2 COUNTS", set()), ("2ND OFFENSE", set()), ("CLASS 3", set()), ("POSS 4 OZ", set()), ("AGE 5", set()),
     ("VICTIM -16", set()), ("11.20", set())],
)  # fmt: skip
def test_numbers_that_are_degrees(reader, text, degrees):
    assert reader.read(text).degrees == degrees


# -- beside a citation


@pytest.mark.parametrize(
    ("place", "text", "words", "letter", "more"),
    [
        ("us-ny", "PL 230.00", "", "", False),
        ("us-ny", "N.Y. Penal Law § 230.00(1).", "", "", False),
        ("us-ny", "ATT PL 230.00", "ATT", "", False),
        ("us-ny", "PL 230.34 a", "a", "a", False),
        ("us-ny", "PL 230.00 240.37", "240.37", "", True),
        ("us-ca", "647(H)PCLPP", "", "", False),
        ("us-ca", "PC 459 .5", "5", "", True),
        ("us-ca", "664 211 PC", "664", "", True),
        ("us-ca", "211 PC - ROBBERY", "ROBBERY", "", False),
    ],
)
def test_what_is_left_of_a_code(library, place, text, words, letter, more):
    grammar = law_grammar(library).at(place)
    left = leftover(text, read(text, grammar), grammar, whole=True)
    assert (left.words, left.letter, left.more) == (words, letter, more)


# -- texts of one provision


def test_a_number_and_a_crime_are_followed_apart(library):
    maryland = library.catalogue("us-md")
    assert "us-md-cr-3-1102" in lineages(maryland)["us-md-cr-11-303@old"]
    assert "us-md-cr-11-303" in texts(maryland)["us-md-cr-11-303@old"]
    assert "us-md-cr-3-1102" not in texts(maryland)["us-md-cr-11-303"]
    assert one_in_time(("us-md-cr-11-303@old", "us-md-cr-11-303"), maryland)
    assert not one_in_time(("us-md-cr-3-1102", "us-md-cr-11-303"), maryland)


def test_parts_go_with_their_whole(library):
    illinois = library.catalogue("us-il")
    parts = (
        "us-il-720-5-11-14@2013",
        "us-il-720-5-11-14-repeat@2013",
        "us-il-720-5-11-14-school@2013",
        "us-il-720-5-11-14",
    )
    assert one_in_time(parts, illinois)


# -- any length


@pytest.mark.parametrize("piece", ["PL 230.00 ", "not PL 230.00 ", "PROSTITUTION ATT ", "1 ", "A & ", " . ", "\x00"])
def test_no_string_takes_long(library, piece):
    matcher = matcher_of(library, library.catalogue("us-ny"), Mapping(id="t", title="T", columns={}), "us-ny")
    began = time.perf_counter()
    matcher.match(None, "PL 230.00 " + piece * 2000, piece * 2000, None, piece * 2000)
    assert time.perf_counter() - began < 20


# -- over the whole catalogue


STATES = ("us-ca", "us-ct", "us-il", "us-ma", "us-md", "us-mi", "us-ny", "us-pa", "us-tx", "us-vt", "us-wa")


def short(title):
    return re.sub(r"\([^)]*\)", "", title).strip()


@pytest.fixture(scope="module", params=STATES)
def cited(request, library):
    """A state's matcher, and its sections that are decided by their citation alone, with the offenses they are."""
    mapping = Mapping(id="test", title="Test", columns={})
    matcher = matcher_of(library, library.catalogue(request.param), mapping, request.param)
    printed = {re.sub(r"\s*\([^)]{3,}\)", "", one.citation) for one in matcher.catalogue.offenses.values()}
    alone = {citation: matcher.match(None, citation, None, None) for citation in sorted(printed)}
    return matcher, {
        citation: match.offenses for citation, match in alone.items() if match.offense_known and match.offenses
    }


def test_the_name_of_other_conduct_beside_a_citation_decides_nothing(cited):
    matcher, sections = cited
    entries, tried, decided = matcher.catalogue.offenses, 0, []
    for citation, offenses in sections.items():
        own = {conduct for id in offenses for conduct in (*entries[id].conduct, *entries[id].also)}
        for other in entries.values():
            if own.isdisjoint(other.conduct) and not related(offenses, (other.id,), matcher.catalogue):
                tried += 1
                if matcher.match(None, citation, short(other.title), None).offense_known:
                    decided.append((citation, other.title))
    assert len(decided) <= 0.01 * tried, decided


def test_the_name_of_its_own_offense_beside_a_citation_leaves_it_decided(cited):
    matcher, sections = cited
    titles = [(citation, matcher.catalogue.offenses[id].title) for citation, ids in sections.items() for id in ids]
    left = [pair for pair in titles if not matcher.match(None, pair[0], short(pair[1]), None).offense_known]
    assert len(left) <= 0.05 * len(titles), left


@pytest.mark.parametrize("words", ["ATT {}", "CONSPIRACY TO COMMIT {}", "NOT {}", "ACCESSORY TO {}"])
def test_an_attempt_or_a_denial_of_its_own_offense_decides_nothing(cited, words):
    matcher, sections = cited
    titles = [(citation, matcher.catalogue.offenses[id].title) for citation, ids in sections.items() for id in ids]
    decided = [
        pair for pair in titles if matcher.match(None, pair[0], words.format(short(pair[1])), None).offense_known
    ]
    assert decided in ([], [("Mass. G.L. c. 272, § 13", "Detaining or drugging a person in a brothel")])


@pytest.mark.parametrize("behind", ["AA", " 1", " .1", "(A)(1)X", " ATT", " 2 COUNTS"])
def test_a_citation_that_goes_on_is_never_the_section_before_it(cited, behind):
    matcher, sections = cited
    goes_on = {c: matcher.match(None, c + behind, None, None) for c in sections}
    decided = {c for c, match in goes_on.items() if match.offense_known and match.offenses}
    assert decided <= {"Mass. G.L. c. 272, § 13"}  # the section covers attempts
