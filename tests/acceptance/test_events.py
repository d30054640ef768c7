"""Every event, evaluation, series and election of the researched facts is in the library, with its day and its sources."""

from collections import Counter

import pytest
import yaml

from nolle import verbs
from nolle.dates import edtf, parse
from nolle.law.elections import UNKNOWN, Basis
from nolle.law.evaluation import number
from nolle.law.outside import Actor
from nolle.terms import Confidence

OFFICES = {
    "balt-sao": "us-md/baltimore-sao", "manh-da": "us-ny/manhattan-da", "bk-da": "us-ny/brooklyn-da",
    "queens-da": "us-ny/queens-da", "bronx-da": "us-ny/bronx-da", "nh-sao": "us-ct/new-haven-sao",
    "sea-cao": "us-wa/seattle-city-attorney", "king-pao": "us-wa/king-county-prosecutor",
    "wash-pao": "us-mi/washtenaw-prosecutor", "sf-da": "us-ca/san-francisco-da", "la-da": "us-ca/los-angeles-da",
    "phl-da": "us-pa/philadelphia-da", "harris-da": "us-tx/harris-da", "travis-da": "us-tx/travis-da",
    "harris-ca": "us-tx/harris-county-attorney", "suffolk-da": "us-ma/suffolk-da",
}  # fmt: skip
"""Offices that are chosen by voters or by a commission; the two police departments have neither."""

WITHOUT_A_DAY = {"us-la/new-orleans-victims-ordinance", "us/federal-pressure", "us/project-2025"}


def facts(shared, name):
    return yaml.load((shared / f"facts/{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)


def refs(entry):
    return frozenset(source["ref"] for source in entry["sources"])


def span(text):
    return edtf(parse(text)) if text else ""


def sources(entry):
    return frozenset(citation.source for citation in entry.cite)


# ---------------------------------------------------------------- events


@pytest.mark.shared
def test_all_59_events_are_there_with_their_days_and_sources(library, shared):
    told = facts(shared, "policies")["events"]
    assert len(told) == 59
    theirs = Counter(
        (e["kind"], span(e["date"]), span(e.get("effective")), e["influence"], e["confidence"]) for e in told
    )
    ours = Counter(
        (e.kind, edtf(e.on) if e.on else "", edtf(e.in_effect) if e.in_effect else "", e.influence, e.confidence)
        for e in library.outside.values()
    )
    assert ours == theirs
    assert Counter((e.kind, edtf(e.on) if e.on else "", cited(e)) for e in library.outside.values()) == Counter(
        (e["kind"], span(e["date"]), refs(e)) for e in told
    )


def cited(event):
    """Its sources as the facts have them: one event cites a second paper, which tells it differently."""
    return sources(event) - ({"ydn-2016-11-29"} if event.id == "us-ct/new-haven-sting-2016" else set())


@pytest.mark.shared
def test_each_event_bears_on_something_where_the_facts_say_so(library, shared):
    told = facts(shared, "policies")["events"]
    assert sum(bool(event.affects) for event in library.outside.values()) == sum("affects" in e for e in told)


def test_every_id_that_an_event_names_leads_somewhere(library):
    for event in library.outside.values():
        state = event.place.partition("/")[0]
        assert event.place in library.places or event.place == state, event.id
        assert event.id.startswith(f"{state}/")
        assert event.cite
        assert sources(event) <= library.sources.keys(), event.id
        assert all(citation.at for citation in event.cite)
        assert set(event.affects) <= library.policies.keys() | library.offices.keys(), event.id
        office, _, holder = event.by.rpartition("/")
        known = {one.id for one in library.offices[office].holders} if office in library.offices else set()
        assert event.by in ("", *Actor) or event.by in library.offices or holder in known, event.id


def test_three_events_have_no_day_and_say_so(library):
    assert {event.id for event in library.outside.values() if event.on is None} == WITHOUT_A_DAY
    assert all(library.outside[id].note for id in WITHOUT_A_DAY)


def test_the_ids_of_events_are_those_of_no_other_document(library):
    others = (library.policies, library.offices, library.places, library.offenses, library.sources, library.limits)
    mine = [*library.outside, *library.evaluations, *library.series]
    assert len(mine) == len(set(mine)) == 59 + 6 + 11
    assert not set(mine) & {id for documents in others for id in documents}


def test_what_sources_tell_differently_is_kept(library):
    assert "26 October" in library.outside["us-ct/new-haven-sting-2016"].note
    assert "2,400" in library.outside["us-ca/san-francisco-election-2019"].note
    assert "20 and as 23 points" in library.outside["us-ca/los-angeles-election-2024"].note


# ---------------------------------------------------------------- evaluations and series


@pytest.mark.shared
def test_every_number_of_the_six_evaluations_is_there(library, shared):
    told = facts(shared, "policies")["evaluations"]
    assert len(library.evaluations) == len(told) == 6
    theirs: Counter[str] = Counter()
    for evaluation in told:
        for result in evaluation["results"]:
            values = [result.get(key) for key in ("value", "share", "percentage_points", "before", "after")]
            theirs.update(str(value) for value in values if value is not None)
    ours: Counter[str] = Counter()
    for evaluation in library.evaluations.values():
        for result in evaluation.results:
            ours.update(plain(text) for text in (result.value, result.before, result.after) if text)
    for word in ("-0.37", "about 5 fewer"):  # told as `change` and as `trend`
        ours[word] -= 1
    assert +ours == theirs


def plain(text):
    """A number as the facts write it: `-0.60` and `-0.6` are one."""
    amount = number(text)
    return text if amount is None else str(float(amount)) if "." in text else str(amount)


def test_the_443_are_drugs_and_prostitution_to_one_source_and_drugs_alone_to_another(library):
    first = library.evaluations["us-md/johns-hopkins-2021"].results[0]
    assert (first.value, first.readings[0].value) == ("443", "about 440")
    assert "prostitution" in first.of
    assert "prostitution" not in first.readings[0].of


@pytest.mark.shared
def test_every_point_of_the_eleven_series_is_there(library, shared):
    told = facts(shared, "policies")["reference_series"]
    assert len(library.series) == len(told) == 11
    theirs = Counter((refs(s), str(point["value"])) for s in told for point in s["points"])
    ours = Counter((sources(s), point.value) for s in library.series.values() for point in s.points)
    assert ours == theirs


# ---------------------------------------------------------------- elections


@pytest.mark.shared
def test_every_last_and_next_election_is_there(library, shared):
    told = facts(shared, "elections")["offices"]
    assert {entry["office"] for entry in told if entry["last"]} == OFFICES.keys()
    for entry in told:
        if entry["last"] is None:
            continue
        office = library.offices[OFFICES[entry["office"]]]
        days = {edtf(election.on): election for election in office.elections if election.on}
        assert entry["last"]["date"] in days, office.id
        coming = entry["next"]
        if coming["date"]:
            assert days[coming["date"]].basis == coming["basis"], office.id
            assert days[coming["date"]].held == UNKNOWN, office.id
            assert days[coming["date"]].confidence == coming["confidence"], office.id
        assert office.term is not None
        assert office.term.years == entry["selection"]["term_years"]
        assert len(office.removal) >= len(entry["mechanisms"]) - (office.id == "us-ca/san-francisco-da")


def test_no_result_of_november_2026_is_known(library):
    due = [e for office in library.offices.values() for e in office.elections if e.on and str(e.on) == "2026-11-03"]
    assert len(due) == 4
    assert {election.held for election in due} == {UNKNOWN}
    assert not any(election.winner for election in due)


def test_nothing_after_november_2025_has_a_result_but_an_appointment(library):
    late = [(o.id, e) for o in library.offices.values() for e in o.elections if e.on and str(e.on) > "2025-11-04"]
    assert [id for id, e in late if e.held != UNKNOWN] == ["us-tx/harris-county-attorney"]


def test_what_is_computed_is_unverified_and_has_no_result(library):
    computed = [e for o in library.offices.values() for e in o.elections if e.basis is Basis.COMPUTED]
    assert computed
    assert all(e.confidence is Confidence.UNVERIFIED and e.held == UNKNOWN and not e.winner for e in computed)


def test_elections_and_their_events_tell_of_one_day(library):
    linked = [e for o in library.offices.values() for e in o.elections if e.event]
    told = {e.event for e in linked}
    for election in linked:
        on = library.outside[election.event].on
        assert on.first <= election.on.first <= on.last
    votes = {id for id, event in library.outside.items() if event.kind in ("election", "recall")}
    assert votes <= told  # each vote that is an event stands with its office too


@pytest.mark.parametrize("state", ["us-ny", "us-tx", "us-wa"])
def test_what_holds_in_a_whole_state_stands_with_each_of_its_offices(library, state):
    each = [
        sorted(r.means for r in office.removal)
        for id, office in library.offices.items()
        if id.startswith(f"{state}/") and office.elections
    ]
    assert len(each) > 1
    assert all(means == each[0] for means in each)


def test_new_york_has_no_recall_and_california_has(library):
    def recall(office):
        return {r.exists for r in library.offices[office].removal if r.means == "recall"}

    assert recall("us-ny/manhattan-da") == {"no"}
    assert recall("us-ca/san-francisco-da") == {"yes"}
    assert recall("us-md/baltimore-sao") == set()  # not looked for: neither yes nor no


# ---------------------------------------------------------------- shown


@pytest.mark.parametrize(
    ("id", "kind", "words"),
    [
        ("us-ca/san-francisco-recall-2022", "event", None),
        ("us-md/johns-hopkins-2021", "evaluation", "arrests averted: 443"),
        ("us-pa/philadelphia-cases", "series", "2017: 847"),
        ("us-md/baltimore-sao", "office", "General election on 2026-11-03"),
    ],
)
def test_show_prints_them(id, kind, words):
    shown = verbs.show(id)
    assert shown["kind_of_document"] == kind
    assert shown["sources_cited"]
    if words:
        assert any(line.startswith(words) for line in shown["english"])
