"""Done when 1 of part 5: who said it, in what form, who ended it, since when nobody knows, and what was done for old cases."""

import re
import unicodedata
from collections import defaultdict
from datetime import date

import pytest
import yaml
from typer.testing import CliRunner

from nolle import verbs
from nolle.analysis.changes import What
from nolle.analysis.standing import Value, spells
from nolle.cli.main import app
from nolle.terms import Instrument
from tests.acceptance.track.histories import FIRST, HISTORIES, TODAY

HOLDERS = {
    "us-md/baltimore-sao": [("mosby", "2015-01", "2023-01-02"), ("bates", "2023-01-02", "")],
    "us-ny/manhattan-da": [("vance", "2010", "2022-01-01"), ("bragg", "2022-01-01", "")],
    "us-ny/brooklyn-da": [("gonzalez", "2016-10", "")],
    "us-ny/queens-da": [("katz", "2020-01-01", "")],
    "us-ny/bronx-da": [("clark", "2016-01", "")],
    "us-wa/seattle-city-attorney": [
        ("holmes", "2010-01", "2022-01"), ("davison", "2022-01", "2026-01-01"), ("evans", "2026-01-01", ""),
    ],
    "us-wa/king-county-prosecutor": [
        ("satterberg", "../2014-12-31", "2022-11-08/2026-01-14"), ("manion", "2022-11-08/2026-01-14", ""),
    ],
    "us-mi/washtenaw-prosecutor": [("mackie", "", "2021-01-01"), ("savit", "2021-01-01", "")],
    "us-ca/san-francisco-da": [
        ("gascon-sf", "", "2019-10"), ("loftus", "2019-10", "2020-01"), ("boudin", "2020-01", "2022-07-08"),
        ("jenkins", "2022-07-08", ""),
    ],
    "us-ca/los-angeles-da": [("gascon-la", "2020-12-07", "2024-12-03"), ("hochman", "2024-12-03", "")],
    "us-pa/philadelphia-da": [("krasner", "../2018-02-15", "")],
    "us-tx/harris-da": [("ogg", "2017-01", "2025-01"), ("teare", "2025-01", "")],
    "us-tx/harris-county-attorney": [("menefee", "../2021-01-28", "2026-01-08"), ("fombonne", "2026-01-08", "")],
    "us-tx/travis-da": [("garza", "2021-01", "")],
    "us-ma/suffolk-da": [("rollins", "2019-01-02", "2022-01-10"), ("hayden", "2022-01-10", "")],
    "us-ct/new-haven-sao": [("griffin", "../2016-12-31", "2022-05-14"), ("doyle", "2022-06-20", "")],
    "us-ct/new-haven-police": [("campbell", "2016", "2016-11-30/..")],
}  # fmt: skip
"""From the notes and their corrections; the first day no longer in office, where the notes give the last."""

PRACTICE, MEMO, TOLD = "practice", "written_memo", "announced_policy"
ROWS = [
    ("us-md/baltimore-sao", "2020-06-01", "selling", {"by": "Marilyn Mosby", "kind": TOLD, "since": "2020-03-18"}),
    ("us-md/baltimore-sao", "2022-06-01", "buying", {"by": "Marilyn Mosby", "kind": TOLD, "since": "2021-03-26"}),
    ("us-md/baltimore-sao", "2023-01-02", "selling", {
        "status": "unknown", "unknown_since": "2023-01-02", "candidates": {"decline", "not_in_force"},
    }),
    ("us-md/baltimore-sao", "2023-06-30", "selling", {"by": "Ivan Bates", "kind": TOLD, "since": "2023-01-03"}),
    ("us-md/baltimore-sao", "2023-06-30", "street_charges", {"by": "Ivan Bates", "since": "2023-06-12"}),
    ("us-ny/manhattan-da", "2018-06-01", "selling", {"by": "Cyrus R. Vance Jr.", "kind": PRACTICE, "since": "2016"}),
    ("us-ny/manhattan-da", "2021-06-01", "massage", {"kind": TOLD, "since": "2021-04-21"}),
    ("us-ny/manhattan-da", "2022-01-02", "buying", {
        "unknown_since": "2022-01-01", "candidates": {"will_prosecute", "not_in_force"},
    }),
    ("us-ny/manhattan-da", "2022-02-04", "buying", {"by": "Alvin L. Bragg Jr.", "kind": MEMO, "since": "2022-01-03"}),
    ("us-ny/manhattan-da", "2026-11-21", "massage", {
        "status": "unknown", "unknown_since": "2022-01-01", "candidates": {"decline", "silent"},
    }),
    ("us-ny/brooklyn-da", "2019-06-01", "buying", {"by": "Eric Gonzalez", "kind": PRACTICE}),
    ("us-ny/brooklyn-da", "2020-06-01", "selling", {
        "unknown_since": "2020-01-01", "candidates": {"decline", "divert", "silent"},
    }),
    ("us-ny/brooklyn-da", "2021-06-01", "selling", {"kind": TOLD, "since": "2021-01-29"}),
    ("us-ny/queens-da", "2020-06-01", "loitering", {"by": "Melinda Katz", "since": "2020-01-01"}),
    ("us-ny/bronx-da", "2019-06-01", "loitering", {
        "by": "Darcel D. Clark", "kind": PRACTICE, "unknown_since": "2016-01-01",
        "candidates": {"decline", "not_in_force"},
    }),
    ("us-wa/seattle-city-attorney", "2018-06-01", "buying", {"by": "Pete Holmes", "kind": "written_directive"}),
    ("us-wa/seattle-city-attorney", "2020-06-01", "selling", {"by": "Pete Holmes", "kind": PRACTICE, "since": "2019"}),
    ("us-wa/seattle-city-attorney", "2023-01-01", "selling", {
        "by": "Ann Davison", "kind": PRACTICE, "candidates": {"decline", "silent"},
    }),
    ("us-wa/seattle-city-attorney", "2025-12-31", "loitering", {"by": "Ann Davison", "since": "2024-10"}),
    ("us-wa/seattle-city-attorney", "2026-06-01", "loitering", {"status": "unknown", "unknown_since": "2026-01-01"}),
    ("us-wa/king-county-prosecutor", "2016-06-01", "buying", {
        "by": "Dan Satterberg", "kind": "interagency_agreement", "since": "2014",
    }),
    ("us-wa/king-county-prosecutor", "2024-06-01", "buying", {"status": "unknown", "unknown_since": "2022-11-08"}),
    ("us-mi/washtenaw-prosecutor", "2026-11-21", "buying", {
        "by": "Eli Savit", "kind": "written_directive", "since": "2021-01-14",
    }),
    ("us-ca/san-francisco-da", "2019-12-01", "loitering", {"status": "unknown", "unknown_since": "2019-10-01"}),
    ("us-ca/san-francisco-da", "2021-06-01", "selling", {"by": "Chesa Boudin", "kind": PRACTICE, "since": "2020-01"}),
    ("us-ca/san-francisco-da", "2022-07-07", "selling", {"by": "Chesa Boudin", "kind": PRACTICE, "since": "2020-01"}),
    ("us-ca/san-francisco-da", "2022-07-08", "selling", {"by": "Brooke Jenkins", "candidates": {"decline", "silent"}}),
    ("us-ca/san-francisco-da", "2023-01-01", "buying", {
        "by": "Brooke Jenkins", "status": "unknown", "candidates": {"divert", "will_prosecute"},
    }),
    ("us-ca/san-francisco-da", "2026-11-21", "buying", {
        "by": "Brooke Jenkins", "kind": PRACTICE, "candidates": {"divert", "will_prosecute"},
    }),
    ("us-ca/los-angeles-da", "2021-06-01", "loitering", {
        "by": "George Gascón", "kind": "written_directive", "since": "2020-12-08",
    }),
    ("us-ca/los-angeles-da", "2025-06-01", "street_charges", {
        "status": "ended", "until": "2024-12-03", "ended_by": "revoked by hochman",
    }),
    ("us-pa/philadelphia-da", "2019-06-01", "selling", {"by": "Larry Krasner", "kind": MEMO, "since": "2018-02-15"}),
    ("us-tx/harris-da", "2022-06-01", "selling", {"by": "Kim Ogg", "kind": PRACTICE}),
    ("us-tx/harris-da", "2025-06-01", "selling", {
        "status": "unknown", "unknown_since": "2025-01-01", "candidates": {"divert", "not_in_force"},
    }),
    ("us-tx/travis-da", "2022-06-01", "selling", {"status": "not_addressed", "kind": "", "by": ""}),
    ("us-ma/suffolk-da", "2020-06-01", "street_charges", {
        "by": "Rachael Rollins", "kind": MEMO, "since": "2019-03-25",
    }),
    ("us-ma/suffolk-da", "2023-06-01", "street_charges", {"status": "unknown", "unknown_since": "2022-01-10"}),
    ("us-ct/new-haven-sao", "2017-06-01", "selling", {"status": "none_found", "searched_on": "2026-11-20"}),
]  # fmt: skip

BY_PRACTICE = {
    ("us-ny/manhattan-da", "selling"): [("2016-12-31", "2021-04-20")],
    ("us-ny/brooklyn-da", "selling"): [("2019-04-25", "2019-12-31"), ("2020-12-31", "2021-01-28")],
    ("us-ny/brooklyn-da", "buying"): [("2019-04-25", "2021-01-28")],
    ("us-ny/brooklyn-da", "loitering"): [("2019-12-31", "2021-01-28")],
    ("us-wa/seattle-city-attorney", "selling"): [("2019-12-31", "2021-12-31")],
    ("us-wa/seattle-city-attorney", "loitering"): [("2024-10-31", "2025-12-31")],
    ("us-ca/san-francisco-da", "selling"): [("2020-01-31", "2022-07-07")],
    ("us-tx/harris-da", "selling"): [("2020-01-31", "2024-12-31")],
    ("us-tx/harris-da", "buying"): [("2018-12-31", "2021-08-31"), ("2022-12-31", "2024-12-31")],
}
"""When an answer rested on what was done, and on nothing that was announced or written."""

ACTS = [
    ("us-md/baltimore", "2020-06-25", "586", "balt-relief-1"),
    ("us-md/baltimore", "2021-02-25", "829", "balt-relief-2"),
    ("us-ny/manhattan", "2021-04-21", "5994", "manh-relief-3"),
    ("us-ny/brooklyn", "2021-01-29", "262", "bk-relief-1"),
    ("us-ny/brooklyn", "2021-03-24", "857", "bk-relief-2"),
    ("us-ny/queens", "2021-03-16", "673", "q-relief"),
    ("us-ny/bronx", "2021-03-08", "more than 800", "bx-relief"),
    ("us-wa/seattle", "2021-09-16", "37", "sea-relief"),
]
DECIDED = (Value.DECLINES, Value.CONDITION, Value.DIVERTS, Value.APPROVAL, Value.PROSECUTES)


@pytest.fixture(scope="module")
def library():
    return verbs.open_library()


@pytest.fixture
def cli():
    def run(*words):
        told = CliRunner().invoke(app, list(words), env={"COLUMNS": "100"})
        assert told.exit_code == 0, told.output
        return told.stdout

    return run


@pytest.fixture(scope="module")
def notes(shared):
    def told(name):
        return yaml.safe_load((shared / f"facts/{name}.yaml").read_text(encoding="utf-8"))

    return {**told("policies"), "elections": told("elections")["offices"]}


# -- office-holders


@pytest.mark.parametrize("office", HOLDERS)
def test_who_held_the_office_from_when_until_when(library, office):
    holders = library.offices[office].holders
    assert [(h.id, str(h.from_ or ""), str(h.until or "")) for h in holders] == HOLDERS[office]
    assert all(h.cite for h in holders)


@pytest.mark.shared
def test_nobody_whom_the_notes_name_is_left_out(library, notes):
    known = {holder.id for office in library.offices.values() for holder in office.holders}
    names = {_plain(holder.name) for office in library.offices.values() for holder in office.holders}
    assert {holder["id"] for holder in notes["office_holders"]} - known == set()
    elected = {_plain(office["last"]["winner_name"]) for office in notes["elections"] if office["last"]}
    assert elected - names == set()


def _plain(name):
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


# -- what the tracker says of an answer


@pytest.mark.parametrize(("office", "day", "conduct", "wanted"), ROWS, ids=[" ".join(row[:3]) for row in ROWS])
def test_who_said_it_in_what_form_and_how_it_stands(office, day, conduct, wanted):
    [row] = verbs.track(date.fromisoformat(day), filters=verbs.Filters(office, (conduct,))).rows
    told = {**row.json(), "by": ", ".join(row.by), "kind": ", ".join(row.kind), "candidates": {*row.candidates}}
    assert {key: told[key] for key in wanted} == wanted


def test_a_practice_is_never_drawn_as_a_policy_nor_a_promise_at_all(library):
    found = defaultdict(list)
    for office in HISTORIES:
        for spell in spells(library, office, FIRST, TODAY):
            assert Instrument.CAMPAIGN_PROMISE.value not in spell.row.kind
            if spell.row.value in DECIDED and {*spell.row.kind} == {PRACTICE}:
                found[office, spell.row.conduct].append((str(spell.days.first), str(spell.days.last)))
    assert {at: _joined(days) for at, days in found.items()} == BY_PRACTICE


def _joined(days):
    """Stretches that follow one another as one."""
    told: list[tuple[str, str]] = []
    for first, last in days:
        if told and date.fromisoformat(told[-1][1]).toordinal() + 1 == date.fromisoformat(first).toordinal():
            told[-1] = (told[-1][0], last)
        else:
            told.append((first, last))
    return told


# -- relief


@pytest.mark.parametrize(("place", "day", "total", "_"), ACTS, ids=[f"{act[0]} {act[1]}" for act in ACTS])
def test_what_was_done_for_old_cases_stands_in_the_history(library, place, day, total, _):
    told = verbs.place_history(place, TODAY)
    [change] = [one for one in told.changes if one.what is What.RELIEF and one.on == day]
    assert [act.total for act in library.policies[change.id].acts if str(act.on) == day] == [total]
    assert change.sources


@pytest.mark.shared
def test_no_counted_relief_of_the_notes_is_left_out(notes):
    acts: dict = {}
    for policy in notes["policies"]:
        for version in policy["versions"]:
            acts |= {one["id"]: one for one in version.get("relief", ()) if one["kind"] != "total"}
    merged = {"manh-relief-1", "manh-relief-2"}  # together they are the third, which gives their sum
    uncounted = {"phl-relief"}
    assert acts.keys() - merged - uncounted == {fact for *_, fact in ACTS}
    for _, day, total, fact in ACTS:
        assert (acts[fact]["date"], str(acts[fact]["count"] or acts[fact]["count_text"])) == (day, total)


# -- stories


def happened(place, day=TODAY):
    return [(one.on, one.what.value, one.type, one.id) for one in verbs.place_history(place, day).changes]


def test_san_francisco_recall_appointment_and_the_end_of_the_loitering_law():
    told = happened("us-ca/san-francisco")
    assert ("2022-06-07", "outside", "recall", "us-ca/san-francisco-recall-2022") in told
    assert ("2022-07-08", "office_holder", "takes_office", "jenkins") in told
    assert ("2022-07-08", "document", "revoked", "us-ca/san-francisco/2020-01") in told
    assert ("2022-12-31", "law", "ends", "us-ca-pc-653.22") in told
    at = told.index
    recall = ("2022-06-07", "outside", "recall", "us-ca/san-francisco-recall-2022")
    follows = ("2022-07-08", "office_holder", "takes_office", "jenkins")
    assert at(recall) < at(follows) < at(("2022-12-31", "law", "ends", "us-ca-pc-653.22"))


@pytest.mark.parametrize(
    ("place", "revoked", "instead"),
    [
        ("us-ca/san-francisco", "seed-slides", {"missionlocal-2023-02", "kron-2023"}),
        ("us-wa/seattle", "seed-slides", {"publicola-2024-02", "publicola-2025"}),
    ],
)
def test_whether_selling_is_still_declined_is_two_statements_with_their_sources(place, revoked, instead, library):
    [row] = verbs.track(date(2023, 1, 1), filters=verbs.Filters(place, ("selling",))).rows
    assert row.value is Value.UNCLEAR
    assert {revoked, *instead} <= {*row.sources}
    policy, _, path = row.clauses[0].partition("#")
    one, two = library.policies[policy].rule(path).readings
    assert one.absent
    assert [cite.source for cite in one.cite] == [revoked]
    assert {cite.source for cite in two.cite} == instead


@pytest.mark.parametrize("place", ["us-ca/san-francisco", "us-wa/seattle"])
def test_both_statements_are_printed_by_track_and_by_place(place, cli, tmp_path):
    asked = ["--as-of", "2023-01-01"]
    told = " ".join(cli("track", place, *asked).split())
    assert "was revoked [seed-slides]" in told
    assert "nothing written that ends the practice was found" in told
    page = page_of(place, "2023-01-01", cli, tmp_path)
    assert "Sources differ, and both stand: the practice of not prosecuting" in page


def test_seattle_goes_on_to_the_next_city_attorney():
    told = happened("us-wa/seattle")
    assert ("2026-01-01", "office_holder", "leaves_office", "davison") in told
    assert ("2026-01-01", "office_holder", "takes_office", "evans") in told
    [row] = verbs.track(date(2026, 1, 1), filters=verbs.Filters("us-wa/seattle", ("buying",))).rows
    assert {*row.candidates} == {"will_prosecute", "not_in_force"}


def test_the_state_law_of_2023_stands_in_harris_and_changes_no_answer_by_itself(library):
    assert ("2023-06-07", "outside", "legislation", "us-tx/hb17-2023") in happened("us-tx/harris")
    before, after = (
        [row.json() for row in verbs.track(date(2023, *day), filters=verbs.Filters("us-tx/harris")).rows]
        for day in ((6, 6), (9, 1))
    )
    assert before == after
    for policy in library.office_policies("us-tx/harris-da"):
        if policy.kind is not Instrument.CAMPAIGN_PROMISE:
            cited = {cite.source for note in policy.notes for cite in note.cite}
            assert "tx-hb17-enrolled" in cited, policy.id


def test_new_haven_never_had_a_policy_and_its_police_agreement_is_none(library):
    found = spells(library, "us-ct/new-haven-sao", FIRST, TODAY)
    assert {spell.row.policy for spell in found} == {()}
    assert {spell.row.value for spell in found} == {Value.NO_POLICY}
    told = [one for one in verbs.place_history("us-ct/new-haven", TODAY).changes if one.what is What.DOCUMENT]
    assert {library.policies[one.id].kind for one in told} == {Instrument.POLICE_AGREEMENT}


def test_a_search_that_found_nothing_is_told_and_is_no_document_that_was_made(cli, tmp_path):
    told = page_of("us-tx/harris", "2026-11-21", cli, tmp_path)
    assert "No policy was found (searched on 20 November 2026)" in told
    assert "Made. It holds no rule" not in told


def page_of(place, day, cli, folder):
    """The text of a place's page, without its marks."""
    cli("place", place, "--as-of", day, "--html", str(folder / "page.html"))
    text = (folder / "page.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]*>", "", text).split())
