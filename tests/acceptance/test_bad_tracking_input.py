"""Done when 8 of part 5: stories that cannot be are named, each with its file and line and what to do."""

import pytest

from nolle import verbs

SOURCE = "{source: seed-slides, at: somewhere}"
OFFICE = """\
id: us-zz/da
name: The office
place: us-zz/here
holders:
{holders}
cite: [{source}]
"""
HOLDERS = [("one", "2015-01-01", "2020-01-01"), ("two", "2020-01-01", "")]
POLICY = """\
id: us-zz/{name}
title: {name}
office: us-zz/da
kind: written_memo
holder: {holder}
supersedes: [{older}]
events:
{events}
rules:
  - {{id: r, covers: {{conduct: selling}}, then: {then}, cite: [{source}]}}
recorded: 2026-11-20
cite: [{source}]
"""


def write(folder, policies, holders=HOLDERS):
    for kind in ("places", "offices", "policies"):
        (folder / kind / "us-zz").mkdir(parents=True)
    (folder / "places/us-zz/here.yaml").write_text(
        f"id: us-zz/here\nname: Here\nstate: us-zz\nkind: county\ncite: [{SOURCE}]\n"
    )
    told = "\n".join(
        f"  - {{id: {id}, name: {id.title()}, from: {first}{f', until: {last}' if last else ''}, cite: [{SOURCE}]}}"
        for id, first, last in holders
    )
    (folder / "offices/us-zz/da.yaml").write_text(OFFICE.format(holders=told, source=SOURCE))
    for name, told in policies.items():
        values = {"holder": "one", "older": "", "then": "decline", **told, "name": name, "source": SOURCE}
        values["events"] = "\n".join(
            f"  - {{type: {type_}, on: {on}{f', by: {by}' if by else ''}, cite: [{SOURCE}]}}"
            for type_, on, by in told["events"]
        )
        (folder / f"policies/us-zz/{name}.yaml").write_text(POLICY.format(**values))


def told(folder):
    return [str(fault) for fault in verbs.check(folder) if not fault.warning]


def began(on):
    return [("in_effect", on, "")]


CASES = {
    "overlapping versions": (
        {
            "a": {"events": [("in_effect", "2016-01-01", ""), ("superseded", "2019-01-01", "us-zz/b")]},
            "b": {"events": began("2018-01-01"), "older": "us-zz/a"},
        },
        HOLDERS,
        "policies/us-zz/b.yaml:6: it supersedes us-zz/a, and both are in force from 2018-01-01 until 2019-01-01",
    ),
    "an event before its office has a head": (
        {"a": {"events": began("2010-01-01")}},
        HOLDERS,
        'policies/us-zz/a.yaml:8: "in_effect" on 2010-01-01 comes before one took office on 2015-01-01',
    ),
    "a date that is none": (
        {"a": {"events": began("sometime in 2016")}},
        HOLDERS,
        'policies/us-zz/a.yaml:8: "on": "sometime in 2016" is not a date',
    ),
    "an unknown holder": (
        {"a": {"events": began("2016-01-01"), "holder": "nobody"}},
        HOLDERS,
        'policies/us-zz/a.yaml:5: "nobody" is not a holder of us-zz/da',
    ),
    "a ring of supersessions": (
        {
            "a": {"events": [*began("2016-01-01"), ("superseded", "2017-01-01", "us-zz/b")], "older": "us-zz/b"},
            "b": {"events": [*began("2017-01-01"), ("superseded", "2018-01-01", "us-zz/a")], "older": "us-zz/a"},
        },
        HOLDERS,
        "policies/us-zz/a.yaml:6: supersedes goes in a ring: us-zz/a → us-zz/b → us-zz/a",
    ),
    "two heads at a time": (
        {"a": {"events": began("2016-01-01")}},
        [("one", "2015-01-01", "2020-01-01"), ("two", "2019-06-01", "")],
        'offices/us-zz/da.yaml:6: "two" takes office on 2019-06-01, and "one" leaves on 2020-01-01',
    ),
    "a term that ends before it begins": (
        {"a": {"events": began("2016-01-01")}},
        [("one", "2015-01-01", "2014-01-01")],
        'offices/us-zz/da.yaml:5: "one" left on 2014-01-01, before taking office on 2015-01-01',
    ),
    "an end before the beginning": (
        {"a": {"events": [*began("2016-01-01"), ("revoked", "2015-06-01", "")]}},
        HOLDERS,
        'policies/us-zz/a.yaml:9: "revoked" on 2015-06-01 comes before the policy began on 2016-01-01',
    ),
}


@pytest.mark.parametrize(("policies", "holders", "said"), CASES.values(), ids=CASES)
def test_a_story_that_cannot_be_is_named(policies, holders, said, tmp_path):
    write(tmp_path, policies, holders)
    assert any(fault.startswith(said) for fault in told(tmp_path)), told(tmp_path)


def test_dates_without_a_day_are_no_fault_and_stay_as_loose_as_they_are(tmp_path):
    holders = [("one", "2015", "2020-01"), ("two", "2020-01", "")]
    write(tmp_path, {"a": {"events": began("2016")}}, holders)
    assert told(tmp_path) == []


def test_the_same_story_told_right_has_no_fault(tmp_path):
    write(
        tmp_path,
        {
            "a": {"events": [*began("2016-01-01"), ("superseded", "2018-01-01", "us-zz/b")]},
            "b": {"events": began("2018-01-01"), "older": "us-zz/a"},
        },
    )
    assert told(tmp_path) == []
