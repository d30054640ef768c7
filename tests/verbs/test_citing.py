"""The law that a text cites, the law of a place, one offense, and offenses by what one knows of them."""

import json

import pytest

from nolle import verbs
from nolle.dates import parse
from nolle.errors import UnknownId
from nolle.library import texts
from nolle.library.pages import Page, Text
from nolle.publish.law import Standing, differ, standing
from nolle.verbs.catalogue import natural
from nolle.verbs.citing import Held
from tests.acceptance import worlds
from tests.library.files import pdf

MEMO = """\
Memorandum (made up)

The office declines Penal Law § 230.00 and 230.04, PL 240.37,
and charges under section 240.20. Warrants under CPL 120.20 stay.
Others: PHL § 3306, VTL 511 and Penal Law § 155.25.
"""


def on(text):
    return parse(text)


def cited(words, place="", day=""):
    return verbs.cite_law(texts.given(words), place, on(day) if day else None)


def only(words, place="", day=""):
    [mention] = cited(words, place, day).mentions
    return mention


# ---------------------------------------------------------------- where, and what


def test_each_citation_has_its_place_in_the_text():
    told = cited(MEMO)
    lines = MEMO.split("\n")
    for mention in told.mentions:
        assert MEMO[mention.offset : mention.offset + mention.length] == mention.quote
        assert mention.quote in lines[mention.line - 1]
    assert [(m.line, m.quote) for m in told.mentions] == [
        (3, "230.00"), (3, "230.04"), (3, "240.37"), (4, "240.20"), (4, "120.20"), (5, "3306"), (5, "511"), (5, "155.25"),
    ]  # fmt: skip


def test_pages_of_a_file_count_for_themselves(tmp_path):
    (tmp_path / "memo.pdf").write_bytes(pdf("PL 230.00", "first line\nPL 230.04"))
    told = verbs.cite_law(tmp_path / "memo.pdf")
    assert [(m.page, m.line, m.quote) for m in told.mentions] == [(1, 1, "230.00"), (2, 2, "230.04")]
    assert told.json()["pages"] == 2


def test_a_citation_may_run_over_the_end_of_a_page():
    text = Text("made up", (Page("under Penal Law §", 1), Page("230.00 nothing is filed", 2)))
    [mention] = verbs.cite_law(text).mentions
    assert (mention.page, mention.offset, mention.quote) == (2, 0, "230.00")


def test_a_few_whole_words_stand_around_it():
    mention = only(
        "Long before this the office said that under Penal Law § 230.00 it would not charge anybody any more."
    )
    assert (mention.before, mention.after) == ("that under Penal Law § ", " it would not charge")
    [last] = cited("A sentence.\n\nPL 230.00").mentions
    assert (last.before, last.after) == ("PL ", "")


def test_what_is_in_the_catalogue_what_is_not_and_what_has_no_coverage():
    held = {m.quote: (m.held, m.readings[0].absent) for m in cited(MEMO).mentions}
    assert held["230.00"] == (Held.CATALOGUED, None)
    assert held["3306"] == (Held.NO_COVERAGE, None)
    for quote in ("120.20", "511", "155.25"):
        assert held[quote][0] is Held.NOT_CATALOGUED
        assert held[quote][1].absent == "other"
    unknown = only("Tex. Penal Code § 22.01").readings[0]
    assert (unknown.held, unknown.absent) == (Held.NOT_CATALOGUED, None)


def test_a_paragraph_that_the_catalogue_lacks_is_not_its_section():
    mention = only("Cal. Penal Code § 647(j)(4)")
    assert (mention.held, mention.candidates) == (Held.NOT_CATALOGUED, ())


def test_sections_that_inherit_their_law_are_marked():
    marked = {m.quote: m.law_from for m in cited(MEMO).mentions}
    assert marked["230.00"] == marked["120.20"] == ""
    assert (marked["230.04"], marked["240.20"]) == ("list", "text")
    assert only("under section 240.37", "us-ny").law_from == "place"


def test_all_candidates_stay_and_what_would_decide_is_said():
    mention = only("G.L. c. 272, § 53")
    assert {one.offense.id for one in mention.candidates} >= {
        "us-ma-gl-272-53-nightwalker", "us-ma-gl-272-53-streetwalker", "us-ma-gl-272-53-lewd",
    }  # fmt: skip
    assert mention.several
    assert "description" in mention.deciding
    both = only("SMC 12A.10.020")
    assert [read.citation for read in both.readings] == [
        "Seattle Municipal Code § 12A.10.020", "Spokane Municipal Code § 12A.10.020",
    ]  # fmt: skip
    assert both.or_other


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("words", "day", "in_force", "gone"),
    [
        ("G.L. c. 272, § 53A(b)", "2010-01-01", {"us-ma-gl-272-53a-b@2007"}, {"us-ma-gl-272-53a-b"}),
        ("G.L. c. 272, § 53A(b)", "2020-01-01", {"us-ma-gl-272-53a-b"}, {"us-ma-gl-272-53a-b@2007"}),
        ("PL 240.37", "2021-02-01", {"us-ny-pl-240.37"}, set()),
        ("PL 240.37", "2021-02-03", set(), {"us-ny-pl-240.37"}),
        ("Cal. Health & Safety Code § 11377", "2014-11-04", {"us-ca-hs-11377@2014"}, {"us-ca-hs-11377"}),
        ("Cal. Health & Safety Code § 11377", "2014-11-05", {"us-ca-hs-11377"}, {"us-ca-hs-11377@2014"}),
        ("Tex. Penal Code § 43.021", "2021-08-31", set(), {"us-tx-pc-43.021"}),
    ],
)
def test_a_day_picks_the_text_in_force(words, day, in_force, gone):
    mention = only(words, day=day)
    found = {one.offense.id: one.standing for one in mention.candidates}
    assert {id for id, one in found.items() if one is Standing.NOT_IN_FORCE} == gone
    assert found.keys() - gone == in_force


def test_a_blank_date_is_never_called_in_force():
    [candidate] = only("PL 230.00", day="2022-01-03").candidates
    assert candidate.standing is Standing.NOT_VERIFIED
    md = {one.offense.id: one.standing for one in only("Md. Code, Crim. Law § 11-303", day="2018-05-01").candidates}
    assert md == {"us-md-cr-11-303@old": Standing.NOT_VERIFIED, "us-md-cr-11-303": Standing.NOT_IN_FORCE}


def test_a_date_that_is_only_a_year_leaves_its_days_open(library):
    offense = library.offenses["us-ny-pl-230.34"]
    assert str(offense.in_force.from_) == "2007"
    days = {"2006-12-31": "not_in_force", "2007-06-01": "part", "2008-01-01": "in_force"}
    assert {day: standing(offense, on(day)) for day in days} == days


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Md. Code, Crim. Law § 11-303", True),
        ("G.L. c. 272, § 53A(b)", True),
        ("Cal. Health & Safety Code § 11350", True),
        ("720 ILCS 5/11-14", True),
        ("PL 230.00", False),
        ("PL 240.37", False),
        ("G.L. c. 272, § 8", False),
    ],
)
def test_it_says_where_texts_of_other_times_say_other_things(words, expected):
    assert only(words).dates_matter is expected


def test_texts_differ_by_conduct_side_level_or_element(library):
    old, new = (library.offenses[id] for id in ("us-ma-gl-272-8@2011", "us-ma-gl-272-8"))
    assert not differ([old, new])
    assert differ([old.model_copy(update={"level": "felony"}), new])
    assert not differ([library.offenses["us-ny-pl-230.00"], library.offenses["us-ny-pl-230.04"]])


# ---------------------------------------------------------------- the whole


def test_the_summary_adds_up_and_json_is_plain():
    told = cited(MEMO)
    counts = told.summary()
    assert counts["citations"] == len(told.mentions) == sum(counts[one.value] for one in Held)
    assert (counts["catalogued"], counts["not_catalogued"], counts["no_coverage"]) == (4, 3, 1)
    assert counts["law_named_elsewhere"] == 2
    values = json.loads(json.dumps(told.json()))
    assert (values["place"], values["place_from"], values["states_named"]) == ("us-ny", "named in the text", ["us-ny"])
    assert len(values["citations"]) == 8
    assert values["citations"][0]["offenses"][0]["id"] == "us-ny-pl-230.00"
    assert "on_the_day" not in values["citations"][0]["offenses"][0]
    assert cited(MEMO, day="2022-01-03").json()["citations"][0]["offenses"][0]["on_the_day"] == "not_verified"


def test_a_text_without_citations_has_none():
    told = cited("Nothing is cited here, in 2021, for 12,500 dollars, at 212-555-0100.")
    assert told.mentions == ()
    assert set(told.summary().values()) == {0}


def test_a_place_that_has_no_catalogue_is_refused_and_near_ones_are_offered():
    with pytest.raises(UnknownId, match="no offenses are catalogued"):
        cited("PL 230.00", "us-zz")
    with pytest.raises(UnknownId, match="us-ny/manhattan"):
        cited("PL 230.00", "us-ny/manhatan")
    assert cited("SMC 12A.10.020", "us-wa/spokane").place == "us-wa/spokane"


def test_a_workspace_adds_its_own_law(tmp_path):
    folder = worlds.workspace(tmp_path)
    (folder / "citations").mkdir()
    (folder / "citations/us-zz.yaml").write_text(
        "place: us-zz\nbodies:\n"
        '  - {id: ZZ, code: ZZ, place: us-zz, title: ZZ Code, names: [ZZ Code], section: "\\\\d{1,3}"}\n'
    )
    told = verbs.cite_law(texts.given("under ZZ Code § 5, and ZZ Code § 99"), workspace=folder)
    assert told.place == "us-zz"
    assert [(m.held, [one.offense.id for one in m.candidates]) for m in told.mentions] == [
        (Held.CATALOGUED, ["us-zz-5"]), (Held.NOT_CATALOGUED, []),
    ]  # fmt: skip


# ---------------------------------------------------------------- law list


def test_the_law_of_a_place_is_all_of_it_and_nothing_else(library):
    told = {place: verbs.list_law(place) for place in ("us", "us-ny", "us-vt", "us-ny/manhattan")}
    assert {one.id for one in told["us"].offenses} == {"us-fed-18-1591", "us-fed-18-2421", "us-fed-18-2421a"}
    assert {one.id for one in told["us-ny"].offenses} == {id for id in library.offenses if id.startswith("us-ny-")}
    assert told["us-ny/manhattan"].offenses == told["us-ny"].offenses
    assert {group.id for group in told["us-vt"].groups} == {"us-vt-13-chapter-59", "us-vt-victim-witness-crimes"}


def test_classes_stand_in_the_order_of_the_dictionary_and_numbers_as_numbers(library):
    told = verbs.list_law("us-ny")
    order = list(library.dictionary.conduct)
    assert [order.index(conduct) for conduct in told.by_conduct()] == sorted(map(order.index, told.by_conduct()))
    buying = [one.id for one in verbs.list_law("us-wa", "buying").offenses]
    assert buying == ["us-wa-sea-smc-12a.10.040", "us-wa-rcw-9a.88.110"]
    assert [one.section for one in told.by_conduct()["buying"]] == ["230.04"]
    assert sorted(["us-100", "us-20b", "us-9", "us-20"], key=natural) == ["us-9", "us-20", "us-20b", "us-100"]


def test_a_class_of_conduct_takes_in_the_classes_under_it_and_what_also_reaches_it():
    third = verbs.list_law("us-ny", "third_party").offenses
    assert {"us-ny-pl-230.20", "us-ny-pl-230.40", "us-ny-pl-240.37"} <= {one.id for one in third}
    with pytest.raises(UnknownId, match='Did you mean "buying"'):
        verbs.list_law("us-ny", "buyin")


def test_a_day_sets_apart_what_a_known_date_excludes():
    told = verbs.list_law("us-ny", on=on("2021-02-03"))
    assert [one.id for one in told.excluded] == ["us-ny-pl-240.37"]
    assert "us-ny-pl-240.37" not in {one.id for one in told.offenses}
    values = told.json()
    assert (values["on"], values["not_in_force"]) == ("2021-02-03", ["us-ny-pl-240.37"])
    assert {one["id"]: one["on_the_day"] for one in values["offenses"]}["us-ny-pl-230.00"] == "not_verified"
    with pytest.raises(UnknownId, match="There are: us, us-ca"):
        verbs.list_law("us-xy")


# ---------------------------------------------------------------- law show


def test_an_offense_is_shown_with_its_texts_in_time():
    shown = verbs.show_law("us-ma-gl-272-53a-b").json()
    assert [(one["id"], one["dates"]) for one in shown["history"]] == [
        ("us-ma-gl-272-53a-pay@1983", "1983-07-26 to 2007-02-13"),
        ("us-ma-gl-272-53a@1983", "1983-07-26 to 2007-02-13"),
        ("us-ma-gl-272-53a-b@2007", "2007-02-14 to 2012-02-18 (partly verified)"),
        ("us-ma-gl-272-53a-a-pay", "2007-02-14 to 2012-02-18 (partly verified)"),
        ("us-ma-gl-272-53a-b", "from 2012-02-19 (partly verified)"),
    ]
    earlier = next(one for one in shown["history"] if one["id"] == "us-ma-gl-272-53a-b@2007")
    assert (earlier["dates"], earlier["conduct"]) == (
        "2007-02-14 to 2012-02-18 (partly verified)",
        ["exploitation_of_minor"],
    )


def test_one_number_with_two_meanings_shows_both():
    told = {one["id"] for one in verbs.show_law("us-md-cr-11-303").json()["history"]}
    assert {"us-md-cr-11-303@old", "us-md-cr-11-303", "us-md-cr-11-306-a1@old"} <= told


def test_what_is_not_known_is_said():
    assert verbs.show_law("us-ny-pl-230.00").json()["not_known"] == ["the first day of this text"]
    unread = verbs.show_law("us-md-cr-11-307").json()["not_known"]
    assert {"the first day of this text", "the level"} <= set(unread)
    assert verbs.show_law("us-ca-hs-11377").json()["not_known"] == []


def test_codes_of_every_system_point_to_it(library):
    told = verbs.show_law("us-ny-pl-230.00").json()["codes"]
    expected = {
        (system.system, code.code, code.match)
        for system in library.codes.values()
        for code in system.codes
        if code.offense == "us-ny-pl-230.00"
    }
    assert {(one["system"], one["code"], one["match"]) for one in told} == expected
    assert len({system for system, _, _ in expected}) > 1
    pointed = {code.offense for system in library.codes.values() for code in system.codes if code.offense}
    for id in sorted(pointed):
        assert any(one["offense"] == id for one in verbs.show_law(id).json()["codes"]), id


def test_policies_that_speak_of_it_are_named_with_how():
    told = {one["id"]: one for one in verbs.show_law("us-ny-pl-230.00").json()["policies"]}
    assert told["us-ny/manhattan/2022-01-03"]["speaks_by"] == "offense"
    assert "prostitution" in told["us-ny/manhattan/2022-01-03"]["rules"]
    assert told["model"]["speaks_by"] == "conduct"
    assert not any(id.startswith("us-ca") for id in told)


def test_a_policy_that_names_its_group_or_a_wider_offense_speaks_of_it(tmp_path):
    rule = """\
    rules:
      - {id: street, covers: {group: us-zz-street}, then: decline, cite: [{source: made-up, at: all}]}
      - {id: graver, covers: {conduct: buying}, then: decline, cite: [{source: made-up, at: all}],
         unless: [{id: beside, when: {case: {any: {offense: us-zz-3}}}, then: not_covered}]}
    """
    folder = worlds.workspace(tmp_path, rule)
    (folder / "offenses/us-zz-groups.yaml").write_text(
        "place: us-zz\ngroups: [{id: us-zz-street, title: Street, offenses: [us-zz-1]}]\n"
    )
    ways = {
        id: [
            (one["speaks_by"], one["rules"])
            for one in verbs.show_law(id, folder).json()["policies"]
            if one["id"] != "model"
        ]
        for id in ("us-zz-1", "us-zz-2", "us-zz-3", "us-zz-4")
    }
    assert ways == {
        "us-zz-1": [("group", ["street"])], "us-zz-2": [("conduct", ["graver"])],
        "us-zz-3": [("offense", ["graver"])], "us-zz-4": [],
    }  # fmt: skip
    assert verbs.show_law("us-zz-1", folder).json()["groups"] == [{"id": "us-zz-street", "title": "Street"}]


def test_an_unknown_id_offers_near_ones_and_a_group_says_what_it_is():
    with pytest.raises(UnknownId, match=r'Did you mean "us-ny-pl-240\.37"'):
        verbs.show_law("us-ny-pl-240.38")
    with pytest.raises(UnknownId, match="is a group of offenses"):
        verbs.show_law("us-ny-pl-article-230")


def test_every_offense_can_be_shown(library):
    for id in library.offenses:
        shown = verbs.show_law(id).json()
        assert shown["id"] in {one["id"] for one in shown["history"]}


# ---------------------------------------------------------------- law find


def found(text, place=""):
    return verbs.find_law(text, place)


def hits(text, place=""):
    return [(hit.how, hit.offense.id if hit.offense else "") for hit in found(text, place).hits]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("us-ny-pl-230.04", "", ("id", "us-ny-pl-230.04")),
        ("us-ny-pl-article-230", "", ("group", "us-ny-pl-230.00")),
        ("PL 230.04", "", ("citation", "us-ny-pl-230.04")),
        ("N.Y. Penal Law § 230.04", "", ("citation", "us-ny-pl-230.04")),
        ("section 230.04 of the Penal Law", "", ("citation", "us-ny-pl-230.04")),
        ("PL 2300400", "", ("code", "us-ny-pl-230.04")),
        ("pl  2300400", "", ("code", "us-ny-pl-230.04")),
        ("PL 2300401", "", ("citation", "us-ny-pl-230.04")),
        ("272/53A/B", "", ("code", "us-ma-gl-272-53a-b")),
        ("647(b)", "us-ca", ("citation", "us-ca-pc-647-b")),
        ("patronizing 3rd", "", ("words", "us-ny-pl-230.04")),
        ("Penal Law, promoting", "", ("words", "us-ny-pl-230.20")),
        ("225 ILCS 57", "", ("citation", "us-il-225-57")),
        ("230.04", "", ("words", "us-ny-pl-230.04")),
        ("prositution in a schol zone", "", ("likeness", "us-ny-pl-230.03")),
    ],
)
def test_an_offense_is_found_by_what_one_knows_of_it(text, place, expected):
    assert expected in hits(text, place)


def test_the_reason_is_said():
    told = found("PL 2300400")
    assert [hit.why for hit in told.hits] == [
        'code "PL 2300400" of NYPD arrest data, LAW_CODE', "it is read as New York Penal Law § 230.04",
    ]  # fmt: skip
    assert told.json()["hits"][0]["code"]["match"] == "exact"


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("43.02", "us-tx-pc-43.021"), ("459", "us-ca-pc-459.5"), ("647", "us-ca-pc-647.6"), ("230.0", "us-ny-pl-230.00"),
        ("53a-83", "us-ct-cgs-53a-83b"), ("Tex. Penal Code § 43.02", "us-tx-pc-43.021"), ("230", "us-ny-pl-230.00"),
    ],
)  # fmt: skip
def test_a_number_is_never_found_by_its_beginning(text, never):
    assert never not in {id for _, id in hits(text)}


def test_a_number_of_a_data_system_is_not_a_section():
    told = found("40A")
    assert told.offenses == ()
    assert {hit.system for hit in told.hits} == {"nibrs", "ncic-state-variant"}
    both = {(hit.how, hit.system) for hit in found("647").hits}
    assert ("code", "lapd-crm-cd") in both
    assert ("words", "") in both


def test_a_citation_that_is_not_in_the_catalogue_is_said_and_nothing_is_proposed():
    told = found("Penal Law 155.25")
    assert (told.hits, told.uncatalogued) == ((), ("New York Penal Law § 155.25",))


def test_likeness_comes_last_and_says_that_it_proposes():
    assert {hit.how for hit in found("prostitution").hits} == {"code", "words"}
    [first, *_] = found("loitring for prostitucion").hits
    assert first.how == "likeness"
    assert "a proposal, not a match" in first.why
    assert hits("zzzz") == []


def test_a_place_keeps_the_law_of_that_place(library):
    for _, id in hits("prostitution", "us-wa"):
        assert id.startswith("us-wa")
    assert {hit.system for hit in found("40A", "us-ny").hits} == {"nibrs", "ncic-state-variant"}


def test_every_citation_of_the_catalogue_finds_its_entry(library):
    missed = [
        one.id
        for one in library.offenses.values()
        if one.id not in {id for _, id in hits(one.citation)}
        and not any(one.id in library.catalogue("").parts(id) for _, id in hits(one.citation) if id)
    ]
    assert missed == []


def test_every_code_of_every_system_finds_its_offense(library):
    for system in library.codes.values():
        for code in system.codes:
            told = [hit for hit in found(code.code).hits if hit.system == system.system]
            assert code.offense in {hit.offense.id if hit.offense else "" for hit in told}, (system.system, code.code)
