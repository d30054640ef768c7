"""The catalogue holds what was researched, field by field, and its groups hold what they say."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from nolle import verbs
from nolle.dates import Span, parse
from nolle.law.charges import is_class
from nolle.terms import Level
from tests.acceptance import worlds

SHARED = Path(__file__).resolve().parents[3] / "shared"
ALLEGED = {"Y": "yes", "possible": "possible", "": ""}

ADDED = {
    "us-ny-pl-205.30": "resisting arrest: a worked policy document names it",
    "us-ca-pc-415": "disturbing the peace: a worked policy document names it",
    "us-ca-pc-459.5": "shoplifting: a worked policy document names it",
    "us-ca-pc-647-e@2007": "what paragraph (e) was before 2008, as the state's table of offense codes has it",
}
"""Entries that the research table does not have."""

SIDES = {
    "us-md-cr-11-306@old", "us-md-cr-11-306-a5@old", "us-md-cr-11-306", "us-mi-mcl-750.448", "us-ca-pc-647-b@2016",
    "us-ca-pc-647-b", "us-ca-sf-pol-225", "us-tx-pc-43.02@old", "us-vt-13-2632", "us-wa-rcw-9a.56",
}  # fmt: skip
"""Entries whose text reaches several classes alike: the further classes stand under `conduct`, not under `also`, so that
a charge under them is of any of these classes, and never surely of the first."""

CHAPTERED = {"MA-GL"}
"""Codes whose sections are numbered within a chapter; in all others the chapter is no part of the citation."""

NEEDS_MORE = {
    "us-ma-gl-266-14": "the section holds more than its title says",
    "us-ma-gl-266-16": "the section holds more than its title says",
}
"""Entries that need the description beside them, as the courts' complaint codes showed; the table asks for nothing."""

DATED_SINCE = {
    "us-ca-pc-647-e": "the paragraph was something else until 2007, as the state's table of offense codes has it"
}
"""Entries with a date that the research table does not have."""

NO_NOTE = {
    "us-ca-pc-647-h": "the string is in the code table of the Los Angeles police",
    "us-ca-pc-372": "the policy of San Francisco names it itself",
    "us-ma-gl-272-53a@1983": "the code is in the table of complaint codes",
}
LEFT_OUT = {
    "18-year-olds": "said as an 18-year-old", "under-18": "said as persons under 18", "90-day": "said as 90 days",
    "1st": "the session of a law of 1975, which is named", "98th": "the number of a legislature; its bill is named",
    "98-0538": "general knowledge, kept on the entry for the whole text",
    "2012-02-18": "the day before the one that is named",
    "2023": "the bill is among the sources", "647(b": "an amendment of what the section refers to",
    "266h(b": "said as: the letter belongs to the section", "s53": "said as section 53",
}  # fmt: skip
"""Numbers of the research notes that our shorter notes leave out or say otherwise."""

FILES = {
    "seed:004_d9c30059ec91e8be.txt": "seed-sfda",
    "index:13970350407": "file-lapd-charge-table",
    "index:8955245622": "file-spd-descriptions",
}
"""Sources that have no address."""

SAME_PAGE = {"ypdcrime-article-240": "the same page with a search word in its address"}


@cache
def research():
    with (SHARED / "facts/offenses.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def joined(text):
    return tuple(part for part in text.split(";") if part)


# ---------------------------------------------------------------- against the research table


@pytest.mark.shared
def test_every_row_is_an_entry_and_every_other_entry_has_a_reason(library):
    rows = research()
    assert (len(rows), len(rows[0])) == (330, 27)
    assert library.offenses.keys() - {row["offense_id"] for row in rows} == set(ADDED)
    assert {row["offense_id"] for row in rows} - library.offenses.keys() == set()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("locality", "locality"), ("code_body", "code"), ("citation", "citation"), ("part_section", "section"),
        ("part_subdivision", "subdivision"), ("short_title", "title"), ("party", "party"), ("level", "level"),
        ("level_detail", "grade"), ("status", "status"), ("successor_id", "successor"),
        ("trigger_category", "crime"), ("dates_confidence", "dates_confidence"), ("confidence", "confidence"),
    ],
)  # fmt: skip
def test_a_column_is_as_it_was_researched(library, column, key):
    differ = {
        row["offense_id"]: (row[column], str(getattr(library.offenses[row["offense_id"]], key)))
        for row in research()
        if row[column] != str(getattr(library.offenses[row["offense_id"]], key))
        and not (key == "dates_confidence" and row["offense_id"] in DATED_SINCE)
    }
    assert differ == {}


@pytest.mark.shared
def test_dates_are_as_researched_and_a_blank_stays_blank(library):
    for row in research():
        held = library.offenses[row["offense_id"]].in_force
        if row["offense_id"] in DATED_SINCE:
            continue
        for text, day in ((row["in_force_from"], held.from_), (row["in_force_to"], held.to)):
            assert day == (parse(text) if text else None), row["offense_id"]


@pytest.mark.shared
def test_elements_and_needs_are_as_researched(library):
    for row in research():
        entry = library.offenses[row["offense_id"]]
        assert entry.elements.minor_involved == ALLEGED[row["minor_involved"]], entry.id
        assert entry.elements.coercion == ALLEGED[row["coercion_element"]], entry.id
        more = ("description",) if entry.id in NEEDS_MORE else ()
        assert entry.needs == (*joined(row["needs"]), *more), entry.id


@pytest.mark.shared
def test_classes_are_as_researched_save_those_that_reach_several_alike(library):
    moved = set()
    for row in research():
        entry = library.offenses[row["offense_id"]]
        own = "/".join(filter(None, (row["conduct_class"], row["conduct_subclass"])))
        assert entry.conduct[0] == own, entry.id
        assert {*entry.conduct[1:], *entry.also} == set(joined(row["also_classes"])), entry.id
        moved |= {entry.id} if len(entry.conduct) > 1 else set()
    assert moved == SIDES


@pytest.mark.shared
def test_places_are_as_researched(library):
    for row in research():
        state = row["jurisdiction"].lower()
        place = verbs.show_law(row["offense_id"]).json()["place"]
        assert place == ("us" if state == "us" else f"us-{state}"), row["offense_id"]


@pytest.mark.shared
def test_a_chapter_stands_where_it_is_part_of_the_citation(library):
    for row in research():
        entry = library.offenses[row["offense_id"]]
        if entry.code in CHAPTERED:
            assert entry.chapter == row["part_chapter"], entry.id
        else:
            assert entry.chapter == "", entry.id


@pytest.mark.shared
def test_sources_are_as_researched(library):
    for row in research():
        entry = library.offenses[row["offense_id"]]
        given = joined(row["source"])
        assert len(given) == len(entry.sources), entry.id
        for source, id in zip(given, entry.sources, strict=True):
            assert _is_source(source, id, library.sources[id].url), (entry.id, source, id)


def _is_source(given, id, url):
    if given in FILES:
        return FILES[given] == id
    if given.startswith("repo:"):
        found = re.fullmatch(r"repo:([^:]+):([^@]+?)/?(?:@(\w+))?", given)
        shown = unquote(url)
        assert found
        return all(part in shown for part in (found[1], found[2], found[3] or ""))
    return given == url or id in SAME_PAGE


NUMBER = re.compile(r"[A-Za-z0-9§.()-]*\d[A-Za-z0-9.()/-]*")


@pytest.mark.shared
def test_no_note_is_lost_and_every_number_in_one_is_kept_or_has_a_reason(library):
    codes: dict = {}
    for system in library.codes.values():
        for code in system.codes:
            codes[code.offense] = f"{codes.get(code.offense, '')} {code.code} {code.description}"
    left_out = set()
    for row in research():
        entry = library.offenses[row["offense_id"]]
        assert bool(entry.note) == bool(row["notes"]) or entry.id in NO_NOTE, entry.id
        held = entry.in_force
        told = (
            entry.id,
            entry.note,
            entry.title,
            entry.citation,
            entry.grade,
            str(held.from_),
            str(held.to),
            entry.successor,
        )
        known = " ".join((*told, codes.get(entry.id, ""))).lower()
        numbers = {found.strip(".()-,;").lower() for found in NUMBER.findall(row["notes"])}
        left_out |= {number for number in numbers if number not in known}
    assert left_out == LEFT_OUT.keys()


@pytest.mark.shared
def test_the_confidence_of_the_table_is_the_confidence_of_the_catalogue(library):
    counts = Counter(library.offenses[row["offense_id"]].confidence.value for row in research())
    assert counts == {"verified": 227, "partial": 56, "unverified": 47}


# ---------------------------------------------------------------- sections that changed


@pytest.mark.parametrize(
    ("before", "after", "last", "first"),
    [
        ("us-md-cr-11-303@old", "us-md-cr-11-303", "2019-09-30", "2019-10-01"),
        ("us-ma-gl-272-53a-b@2007", "us-ma-gl-272-53a-b", "2012-02-18", "2012-02-19"),
        ("us-ca-hs-11350@2014", "us-ca-hs-11350", "2014-11-04", "2014-11-05"),
        ("us-ca-hs-11377@2014", "us-ca-hs-11377", "2014-11-04", "2014-11-05"),
        ("us-il-720-5-11-14@2013", "us-il-720-5-11-14", "2013-08-22", "2013-08-23"),
    ],
)
def test_a_section_that_was_something_else_is_two_entries_with_dates(library, before, after, last, first):
    old, new = library.offenses[before], library.offenses[after]
    assert (old.section, old.code) == (new.section, new.code)
    assert (old.in_force.to, new.in_force.from_) == (parse(last), parse(first))
    assert (old.conduct, old.level) != (new.conduct, new.level)
    assert old.in_force_on(parse(last)) is True
    assert new.in_force_on(parse(last)) is False
    assert old.in_force_on(parse(first)) is False
    assert new.in_force_on(parse(first)) is True


def test_dates_of_one_citation_do_not_overlap(library):
    for entry in library.offenses.values():
        later = library.offenses.get(entry.successor)
        if later and entry.in_force.to and later.in_force.from_ and entry.section == later.section:
            assert entry.in_force.to.last < later.in_force.from_.first, entry.id


def test_a_blank_date_neither_excludes_a_day_nor_confirms_it(library):
    from nolle.publish.law import Standing, dates, standing, unknown

    day = Span(parse("1950-01-01").first, parse("1950-01-01").first)
    blank = library.offenses["us-ny-pl-230.00"]
    assert blank.in_force_on(day) is True
    assert standing(blank, day) is Standing.NOT_VERIFIED
    assert dates(blank) == "dates not read"
    assert "the first day of this text" in unknown(blank)


# ---------------------------------------------------------------- groups


def members(library, suffix):
    found: dict = {}
    for group in library.groups.values():
        if group.id.endswith(suffix):
            found[group.id.removesuffix(suffix)] = set(group.offenses)
    return found


def grouped(library, chosen):
    found: dict = {}
    for entry in library.offenses.values():
        if chosen(entry):
            found.setdefault("-".join(entry.id.split("-")[:2]), set()).add(entry.id)
    return found


def test_every_place_with_quality_of_life_offenses_has_them_as_a_group(library):
    expected = grouped(library, lambda entry: any(is_class(one, "quality_of_life") for one in entry.conduct))
    assert members(library, "-quality-of-life") == expected
    assert len(expected) == 10


def test_every_place_with_crimes_that_can_trigger_protection_has_them_as_a_group(library):
    expected = grouped(library, lambda entry: bool(entry.crime))
    assert members(library, "-victim-witness-crimes") == expected
    assert len(expected) == 12


def test_every_crime_of_the_list_is_one_that_a_report_can_name(library):
    named = {entry.crime for entry in library.offenses.values() if entry.crime}
    assert named <= set(library.dictionary.facts["report.crime"].values)
    assert named >= {"sexual_assault", "human_trafficking", "stalking", "robbery", "assault", "kidnapping", "extortion"}


OF_A_CODE = re.compile(r"-(article|chapter|title|subtitle)-[\w.-]+$")
NOT_A_CHAPTER = {
    "us-ca-pc-section-647": "a section with many paragraphs",
    "us-ca-pc-chapter-2.5": "the table gives section numbers as chapters of this code",
    "us-md-cr-title-11-subtitle-3": "a part of title 11",
    "us-mi-mcl-750.448-to-462": "a run of sections", "us-mi-mcl-750.462b-to-462j": "a run of sections",
}  # fmt: skip


@pytest.mark.shared
def test_articles_chapters_and_titles_are_whole(library):
    rows = {row["offense_id"]: (row["code_body"], row["part_chapter"]) for row in research()}
    groups = [g for g in library.groups.values() if OF_A_CODE.search(g.id) and g.id not in NOT_A_CHAPTER]
    seen = set()
    for group in groups:
        [key] = {rows[id] for id in group.offenses if id in rows}
        assert {id for id, other in rows.items() if other == key} == set(group.offenses) - set(ADDED), group.id
        seen.add(key)
    several = Counter(rows.values())
    cited_by_chapter = {"NY-PL", "MA-GL", "WA-RCW", "SEA-SMC", "CT-CGS", "MD-CR", "PA-CS18", "TX-PC", "TX-OC", "TX-HSC",
                        "VT-SA", "US-USC18"}  # fmt: skip
    wide = {key for key, n in several.items() if n > 1 and key[0] in cited_by_chapter}
    known_small = {("MD-CR", "5")}  # two drug sections that no policy names together
    assert wide - seen == known_small


def test_a_group_has_each_member_once_and_a_title(library):
    for group in library.groups.values():
        assert len(set(group.offenses)) == len(group.offenses) > 0, group.id
        assert group.title
        assert set(group.sources) <= library.sources.keys()
        assert group.id not in library.offenses


def test_a_policy_can_use_a_group_in_its_scope_and_in_its_conditions(tmp_path):
    rule = """\
    rules:
      - id: street
        covers: {group: us-zz-street}
        then: decline
        unless:
          - {id: beside-violence, when: {case: {any: {group: us-zz-grave}}}, then: not_covered}
        cite: [{source: made-up, at: all}]
    """
    folder = worlds.workspace(tmp_path, rule)
    (folder / "offenses/us-zz-groups.yaml").write_text(
        "place: us-zz\ngroups:\n  - {id: us-zz-street, title: Street, offenses: [us-zz-1]}\n"
        "  - {id: us-zz-grave, title: Grave, offenses: [us-zz-3]}\n"
    )
    for others, decision in (([], "decline"), (["us-zz-2"], "decline"), (["us-zz-3"], "not_covered")):
        given = {"offense": "us-zz-1", "case.others": [{"offense": other} for other in others]}
        assert verbs.explain(worlds.POLICY, given, "", folder).json()["decision"] == decision


def test_levels_are_of_the_ladder_or_say_that_they_vary(library):
    assert {entry.level for entry in library.offenses.values()} <= {*Level, "varies", ""}
