"""Done when 2 of part 4: the matrix of all encoded documents is right, cell by cell, with the clause of each cell.

`matrix.txt` is the whole matrix, read against the research notes by hand; a second test lays every clause of the
notes beside the cells it speaks of.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml

from nolle import verbs
from nolle.errors import UnknownId

DAY = date(2026, 11, 20)
GOLDEN = Path(__file__).with_name("matrix.txt")


@pytest.fixture(scope="module")
def documents():
    return verbs.matrix(DAY, documents=True)


def lines(matrix):
    for row in matrix.rows:
        for square in row.squares:
            share = f" {square.n}/{square.of}" if 0 < square.n < square.of else ""
            by = ", ".join(clause.path for clause in square.by) or "-"
            also = f" or else {', '.join(clause.path for clause in square.also)}" if square.also else ""
            outline = f" ({square.outline})" if square.outline else ""
            yield f"{row.id} | {square.element} | {square.value.value}{share}{outline} | {by}{also}"


def test_every_cell_with_its_clause(documents, request):
    told = "\n".join(lines(documents)) + "\n"
    if request.config.getoption("--update-golden", default=False):
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")


def test_every_clause_of_a_cell_is_one_of_the_document_and_cited(documents):
    for row in documents.rows:
        for square in row.squares:
            for clause in (*square.by, *square.also):
                told = documents.clause(clause)
                assert told["policy"] in row.policies
                assert told["cite"], clause
                assert all(cite["source"] in documents.library.sources for cite in told["cite"])


# ---------------------------------------------------------------- against the research notes

VERSIONS = {
    "balt-v1": "us-md/baltimore/2020-03-18", "balt-v2": "us-md/baltimore/2021-03-26",
    "balt-recall": "us-md/baltimore/2023-01-03", "balt-citation-docket": "us-md/baltimore/2023-06-12",
    "manh-v1": "us-ny/manhattan/2021-04-21", "manh-bragg-v1": "us-ny/manhattan/2022-01-03",
    "bk-v2": "us-ny/brooklyn/2021-01-29", "nh-v1": "us-ct/new-haven/2016-11",
    "sea-sell-v1": "us-wa/seattle/2019", "wash-v1": "us-mi/washtenaw/2021-01-14",
    "sf-pssw-v1": "us-ca/san-francisco/2018-01-11", "la-v1": "us-ca/los-angeles/2020-12-08",
    "phl-v1": "us-pa/philadelphia/2018-02-15",
    "manh-v0": "us-ny/manhattan/2016", "manh-bragg-v2": "us-ny/manhattan/2022-02-04",
    "bk-v0": "us-ny/brooklyn/before-2019", "bk-v1": "us-ny/brooklyn/2019", "queens-v1": "us-ny/queens/2021-03-16",
    "bronx-v1": "us-ny/bronx/2021-03-08", "sea-buy-v1": "us-wa/seattle/2017-09-26",
    "sea-davison-v1": "us-wa/seattle/2022-01", "sea-evans-v1": "us-wa/seattle/2025-12",
    "king-bb-v1": "us-wa/king-county/2014", "king-rep-v1": "us-wa/king-county/2018-01",
    "sf-boudin-v1": "us-ca/san-francisco/2019-10-27", "sf-boudin-v2": "us-ca/san-francisco/2020-01",
    "sf-jenkins-v1": "us-ca/san-francisco/2022-11", "sf-jenkins-v2": "us-ca/san-francisco/undated-clients",
    "phl-v1b": "us-pa/philadelphia/undated-no-threshold", "phl-v2": "us-pa/philadelphia/2021",
    "harris-ogg-v1": "us-tx/harris/2020-01", "harris-jones-promise": "us-tx/harris/2020-01-candidate",
    "harris-teare-v0": "us-tx/harris/2025-01", "travis-v0": "us-tx/travis/2020",
    "suf-v0": "us-ma/suffolk/2018-09-07", "suf-v1": "us-ma/suffolk/2019-03-25",
}  # fmt: skip
THIRD = ("promoting", "keeping-a-place", "letting-a-place", "driving", "earnings", "helping")
STREET = ("loitering", "camping", "urination", "congregating", "panhandling", "trespass")
ELEMENTS = {
    "selling": ("selling",), "buying": ("buying",), "third_party": THIRD, "quality_of_life": STREET,
    "loitering": ("loitering-for-prostitution",), "unlicensed_massage": ("unlicensed-massage",),
}  # fmt: skip
SAID = {
    "decline": {"declines", "condition"},
    "dismiss": {"declines"},
    "decline_presumption": {"declines"},
    "continue": {"prosecutes"},
    "supervisor_approval": {"approval"},
    "divert": {"diverts"},
    "refer_services": {"condition"},
    "silent": {"silent", "nothing_found"},
    "unknown": {"unread", "nothing_found", "unclear"},
}
OTHERWISE = {
    "balt-recall-divert-plan": "a plan of the campaign; the document is the recall",
    "balt-cit-3": "the third citation; the first leads, and the third is one of its exceptions",
    "mb-selling-rationale": "a newspaper's wider exception, kept as a note",
    "la-trespass": "with nothing special the exception for no sign of need lifts it",
    "la-peace": "with nothing special the exception for no sign of need lifts it",
    "la-647b": "not on the list, and the list is open: unclear",
    "phl-divert": "the third conviction; the first leads, and the third is its exception",
    "nh-stings": "what the police do, and no policy of a prosecutor",
    "nh-charges": "the same",
    "w-minors": "buying from a minor: an exception of the rule for adults",
    "manh-v1-loiter": "repealed before the document began",
    "sea-sell-3": "stay-out orders: a position, and no charge",
    "q-loiter": "repealed before the document began",
    "bx-loiter": "repealed before the document began",
    "bx-trafficking": "charges of trafficking go on; which third-party charges are meant is open",
    "sea-dav-soap": "stay-out orders: offenses of their own, and a position",
    "sea-ev-soap": "an intention about stay-out orders, which are offenses of their own",
    "king-bb-minors": "nobody under 18 was charged: seen, not announced",
    "sf-b2-all": "the slides give no scope: buying is one reading",
    "harris-buying-2022": "what many cases ended in: seen later, beside the rule of 2018",
    "harris-teare-selling": "no policy was found: the document has no rule",
    "sf-p3": "silent for third parties; 647(b) is one section for both sides, so buyers who report are reached",
}
"""Clauses of the notes that no leading answer shows, and why."""


@pytest.fixture(scope="module")
def noted(shared):
    told = yaml.safe_load((shared / "facts/policies.yaml").read_text(encoding="utf-8"))
    versions = [version for policy in told["policies"] for version in policy["versions"]]
    return {v["id"]: v for v in versions if v["id"] in VERSIONS}


def classes(clause):
    named = clause["conduct"]
    return [name for name in ([named] if isinstance(named, str) else named) if name in ELEMENTS]


@pytest.mark.shared
def test_every_clause_of_the_notes_is_in_the_cells_it_speaks_of(documents, noted):
    assert noted.keys() == VERSIONS.keys()
    rows = {row.id: row for row in documents.rows}
    seen, odd = 0, set()
    for version, told in noted.items():
        row = rows[VERSIONS[version]]
        for clause in told["clauses"]:
            for name in classes(clause):
                values = {row.square(element).value.value for element in ELEMENTS[name]}
                seen += 1
                if not values & SAID[clause["disposition"]]:
                    odd.add(clause["id"])
    assert seen > 40
    assert sorted(odd) == sorted(OTHERWISE)


IN_PART = (
    "manh-v0", "bk-v1", "bronx-v1", "sea-buy-v1", "sea-davison-v1", "sea-evans-v1", "king-bb-v1", "sf-boudin-v2",
    "sf-jenkins-v1", "sf-jenkins-v2",
)  # fmt: skip
"""Versions of which the notes tell the pattern for several together: each by itself speaks of one side only."""

NOT_NOTED = ("harris-ogg-v1",)
"""The notes do not say; its rules divert sellers and prosecute clients."""

END_DEMAND = {True: {"followed"}, False: {"avoided"}, None: {"avoided", "unknown", "nothing_found"}}


@pytest.mark.shared
def test_the_end_demand_pattern_is_as_noted(documents, noted, shared):
    told = yaml.safe_load((shared / "facts/policies.yaml").read_text(encoding="utf-8"))
    rows = {row.id: row for row in documents.rows}
    for policy in told["policies"]:
        for version in policy["versions"]:
            if version["id"] in VERSIONS and policy["end_demand"] != "partial":
                found = rows[VERSIONS[version["id"]]].square("end-demand").value.value
                apart = {*IN_PART} if found in ("avoided", "unknown") else {*NOT_NOTED}
                assert (found in END_DEMAND[policy["end_demand"]]) == (version["id"] not in apart), version["id"]


# ---------------------------------------------------------------- offices on a day


def test_manhattan_today_names_what_the_predecessor_announced_and_what_is_seen():
    today = verbs.matrix(DAY, elements=("unlicensed-massage",), only=("us-ny/manhattan-da",))
    [row] = today.rows
    told = today.square(row, row.square("unlicensed-massage"))
    assert told["value"] == "status_unknown"
    assert [c["policy"] for c in told["by"]] == ["us-ny/manhattan/2021-04-21"]
    assert [seen["policy"] for seen in told["practice"]] == ["us-ny/manhattan/2022-01-03"]


def test_what_an_ended_document_said_stands_beside_the_silence_of_today():
    today = verbs.matrix(date(2025, 6, 1), elements=("urination",), only=("us-ca/los-angeles-da",))
    [row] = today.rows
    told = today.square(row, row.square("urination"))
    assert told["value"] == "not_in_force"
    assert [(e["policy"], e["value"]) for e in told["earlier"]] == [("us-ca/los-angeles/2020-12-08", "unclear")]


def test_two_statements_that_compete_are_both_behind_the_answer():
    today = verbs.matrix(date(2025, 6, 1), elements=("selling",), only=("us-wa/seattle-city-attorney",))
    [row] = today.rows
    told = today.square(row, row.square("selling"))
    assert told["value"] == "unclear"
    assert {cite["source"] for clause in told["by"] for cite in clause["cite"]} == {"seed-slides", "publicola-2024-02"}


def test_unknown_ids_are_told():
    with pytest.raises(UnknownId, match="selling"):
        verbs.matrix(DAY, elements=("seling",))
    with pytest.raises(UnknownId):
        verbs.matrix(DAY, only=("us-ny/nowhere",))
