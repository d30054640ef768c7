"""Two documents of one office that say different things to one charge: told with both places, unless they say so."""

import pytest

from nolle import verbs

SOURCE = "{source: seed-slides, at: somewhere}"
OFFICE = f"""\
id: us-zz/da
name: The office
place: us-zz/here
holders:
  - {{id: one, name: One, from: 2015-01-01, until: 2020-01-01, cite: [{SOURCE}]}}
  - {{id: two, name: Two, from: 2020-01-01, cite: [{SOURCE}]}}
cite: [{SOURCE}]
"""
POLICY = """\
id: us-zz/{name}
title: {name}
office: us-zz/da
kind: {kind}
holder: {holder}
{more}events:
{events}
rules:
{rules}
recorded: 2026-11-20
cite: [{source}]
"""


def rule(id, conduct, then, more=""):
    return f"  - {{id: {id}, covers: {{conduct: {conduct}}}, then: {then}{more}, cite: [{SOURCE}]}}"


DECLINES = rule("sellers", "selling", "decline")
SUPERVISED = rule("sellers", "selling", "decline", ", strength: presumptive")
PROSECUTES = rule("all", "[selling, buying]", "will_prosecute")
BUYERS = rule("buyers", "buying", "will_prosecute")


@pytest.fixture
def county(tmp_path):
    """A workspace of one office and some documents; hands out the warnings of its own files."""
    for kind in ("places", "offices", "policies"):
        (tmp_path / kind / "us-zz").mkdir(parents=True)
    place = f"id: us-zz/here\nname: Here\nstate: us-zz\nkind: county\ncite: [{SOURCE}]\n"
    (tmp_path / "places/us-zz/here.yaml").write_text(place)
    (tmp_path / "offices/us-zz/da.yaml").write_text(OFFICE)

    def checked(**policies):
        for name, (rules, events, *more) in policies.items():
            told = {"kind": "written_memo", "holder": "one", "more": "", **(more[0] if more else {})}
            dated = "\n".join(f"  - {{type: {type_}, on: {on}, cite: [{SOURCE}]}}" for type_, on in events)
            text = POLICY.format(name=name, rules=rules, events=dated, source=SOURCE, **told)
            (tmp_path / f"policies/us-zz/{name}.yaml").write_text(text)
        return [fault for fault in verbs.check(tmp_path) if "us-zz" in fault.file]

    return checked


def began(*days):
    return [("in_effect", days[0]), *(("revoked", day) for day in days[1:])]


def disagrees(name, why="both were found", kind="written_memo"):
    return {"more": f"disagrees_with:\n  - {{policy: us-zz/{name}, why: {why}}}\n", "kind": kind}


def test_it_is_told_what_where_on_which_day_and_what_to_do(county):
    [fault] = county(a=(DECLINES, began("2016-01-01")), b=(PROSECUTES, began("2017-06-01")))
    assert fault.warning
    assert (fault.file, fault.line) == ("policies/us-zz/b.yaml", 9)
    assert fault.what.startswith('"all" says “will be prosecuted” and "sellers" of us-zz/a (policies/us-zz/a.yaml:9)')
    assert "says “declined”, and both are in force on 2017-06-01. Smallest charge:" in fault.what
    assert "`superseded`" in fault.todo
    assert "disagrees_with: [{policy: us-zz/a, why: ...}]" in fault.todo


def test_rules_of_the_same_name_are_kept_apart(county):
    [fault] = county(
        a=(DECLINES, began("2016-01-01")), b=(PROSECUTES.replace("id: all", "id: sellers"), began("2017-06-01"))
    )
    assert '"sellers" of us-zz/a' in fault.what


@pytest.mark.parametrize("holder", ["a", "b"])
def test_a_contradiction_that_either_document_owns_up_to_is_not_told(county, holder):
    more = {"a": disagrees("b"), "b": disagrees("a")}
    told = county(
        a=(DECLINES, began("2016-01-01"), more["a"] if holder == "a" else {}),
        b=(PROSECUTES, began("2017-06-01"), more["b"] if holder == "b" else {}),
    )
    assert told == []


NEAR = {
    "one ends on the day on which the other begins": (
        (DECLINES, began("2016-01-01", "2017-06-01")), (PROSECUTES, began("2017-06-01")),
    ),
    "nobody knows whether they overlapped": ((DECLINES, began("2016", "2017")), (PROSECUTES, began("2017"))),
    "they speak of different charges": ((DECLINES, began("2016-01-01")), (BUYERS, began("2017-06-01"))),
    "they say the same, one of them more weakly": ((DECLINES, began("2016-01-01")), (SUPERVISED, began("2017-06-01"))),
    "one is a promise": ((DECLINES, [("announced", "2016-01-01")], {"kind": "campaign_promise"}),
                         (PROSECUTES, began("2017-06-01"))),
    "whether the first still holds is not known": (
        (DECLINES, began("2016-01-01")), (PROSECUTES, began("2020-06-01"), {"holder": "two"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("a", "b"), NEAR.values(), ids=NEAR)
def test_what_is_no_contradiction_is_not_told(county, a, b):
    assert county(a=a, b=b) == []


def test_a_disagreement_that_is_none_any_more_is_told(county):
    [fault] = county(a=(DECLINES, began("2016-01-01")), b=(BUYERS, began("2017-06-01"), disagrees("a")))
    assert fault.warning
    assert (fault.file, fault.line) == ("policies/us-zz/b.yaml", 7)
    assert "on no day do the two contradict each other" in fault.what


@pytest.mark.parametrize(
    ("name", "why", "said"),
    [
        ("c", "both were found", '"us-zz/c" is no other document of us-zz/da'),
        ("b", "both were found", '"us-zz/b" is no other document of us-zz/da'),
        ("a", '""', "it disagrees with us-zz/a, and does not say why both stand"),
    ],
)
def test_a_disagreement_with_nothing_or_without_a_reason_is_a_fault(county, name, why, said):
    found = county(a=(DECLINES, began("2016-01-01")), b=(PROSECUTES, began("2017-06-01"), disagrees(name, why)))
    told = [fault for fault in found if not fault.warning]
    assert [(fault.what, fault.file, fault.line) for fault in told] == [(said, "policies/us-zz/b.yaml", 7)]


def test_the_documents_that_ship_say_where_they_disagree(library):
    said = {
        policy.id: [beside.policy for beside in policy.disagrees_with]
        for policy in library.policies.values() if policy.disagrees_with
    }  # fmt: skip
    assert said == {
        "us-ca/san-francisco/undated-clients": ["us-ca/san-francisco/2022-11"],
        "us-pa/philadelphia/2021": ["us-pa/philadelphia/2018-02-15"],
    }
    assert all(beside.cite for policy in library.policies.values() for beside in policy.disagrees_with)
    assert verbs.check() == []
