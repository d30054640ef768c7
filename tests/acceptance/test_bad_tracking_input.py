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
kind: {kind}
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
        f"  - {{id: {id}, name: {id.title()}{f', from: {first}' if first else ''}{f', until: {last}' if last else ''}, "
        f"cite: [{SOURCE}]}}"
        for id, first, last in holders
    )
    (folder / "offices/us-zz/da.yaml").write_text(OFFICE.format(holders=told, source=SOURCE))
    for name, told in policies.items():
        values = {
            "holder": "one",
            "older": "",
            "then": "decline",
            "kind": "written_memo",
            **told,
            "name": name,
            "source": SOURCE,
        }
        values["events"] = "\n".join(
            f"  - {{type: {type_}, on: {on}{f', by: {by}' if by else ''}, cite: [{SOURCE}]}}"
            for type_, on, by in told["events"]
        )
        (folder / f"policies/us-zz/{name}.yaml").write_text(POLICY.format(**values))


def told(folder, warnings=False):
    return [str(fault) for fault in verbs.check(folder) if warnings or not fault.warning]


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
    "overlapping versions, the older one without an end": (
        {"a": {"events": began("2016-01-01")}, "b": {"events": began("2018-01-01"), "older": "us-zz/a"}},
        HOLDERS,
        "policies/us-zz/b.yaml:6: warning: us-zz/a does not say that it was superseded by this document",
    ),
    "an announcement before its office has a head": (
        {"a": {"events": [("announced", "2014", ""), *began("2016-01-01")]}},
        HOLDERS,
        'policies/us-zz/a.yaml:8: "announced" on 2014 comes before one took office on 2015-01-01',
    ),
    "a day that no calendar has": (
        {"a": {"events": began("2016-02-30")}},
        HOLDERS,
        'policies/us-zz/a.yaml:8: "on": "2016-02-30" is not a day of the calendar',
    ),
    "a span that ends before it begins": (
        {"a": {"events": began("2017/2016")}},
        HOLDERS,
        'policies/us-zz/a.yaml:8: "on": "2017/2016" ends before it begins',
    ),
    "a day that says nothing": (
        {"a": {"events": began('""')}},
        HOLDERS,
        'policies/us-zz/a.yaml:8: "on"',
    ),
    "a term with a day that is none": (
        {"a": {"events": began("2016-01-01")}},
        [("one", "soon", "2020-01-01")],
        'offices/us-zz/da.yaml:5: "from": "soon" is not a date',
    ),
    "an end by somebody unknown": (
        {"a": {"events": [*began("2016-01-01"), ("revoked", "2018-01-01", "tow")]}},
        HOLDERS,
        'policies/us-zz/a.yaml:9: "tow" is no policy, no office and no holder of us-zz/da',
    ),
    "a ring of three supersessions": (
        {
            "a": {"events": [*began("2016-01-01"), ("superseded", "2017-01-01", "us-zz/b")], "older": "us-zz/c"},
            "b": {"events": [*began("2017-01-01"), ("superseded", "2018-01-01", "us-zz/c")], "older": "us-zz/a"},
            "c": {"events": [*began("2018-01-01"), ("superseded", "2019-01-01", "us-zz/a")], "older": "us-zz/b"},
        },
        HOLDERS,
        "policies/us-zz/a.yaml:6: supersedes goes in a ring: us-zz/a → us-zz/c → us-zz/b → us-zz/a",
    ),
    "a document that supersedes itself": (
        {"a": {"events": began("2016-01-01"), "older": "us-zz/a"}},
        HOLDERS,
        "policies/us-zz/a.yaml:6: supersedes goes in a ring: us-zz/a → us-zz/a",
    ),
    "a document that supersedes nothing there is": (
        {"a": {"events": began("2016-01-01"), "older": "us-zz/z"}},
        HOLDERS,
        'policies/us-zz/a.yaml:6: policy "us-zz/z" is not in the library',
    ),
    "one head twice": (
        {"a": {"events": began("2016-01-01")}},
        [("one", "2015-01-01", "2020-01-01"), ("one", "2020-01-01", "")],
        'offices/us-zz/da.yaml:6: holder "one" stands here twice',
    ),
    "events out of order": (
        {"a": {"events": [("announced", "2017-01-01", ""), ("in_effect", "2016-01-01", "")]}},
        HOLDERS,
        'policies/us-zz/a.yaml:9: "in_effect" on 2016-01-01 stands after "announced" on 2017-01-01',
    ),
    "an end before the beginning": (
        {"a": {"events": [*began("2016-01-01"), ("revoked", "2015-06-01", "")]}},
        HOLDERS,
        'policies/us-zz/a.yaml:9: "revoked" on 2015-06-01 comes before the policy began on 2016-01-01',
    ),
}


@pytest.mark.parametrize(("policies", "holders", "said"), CASES.values(), ids=CASES)
def test_a_story_that_cannot_be_is_named_with_file_line_and_what_to_do(policies, holders, said, tmp_path):
    write(tmp_path, policies, holders)
    found = [fault for fault in told(tmp_path, warnings=True) if fault.startswith(said)]
    assert found, told(tmp_path, warnings=True)
    file, line, _ = said.split(":", 2)
    assert (tmp_path / file).read_text(encoding="utf-8").splitlines()[int(line) - 1].strip()
    assert (
        all("\n  " in fault for fault in found) or '"on"' in said or '"from"' in said
    )  # a date tells how it is written


def test_all_faults_of_all_documents_are_told_at_once(tmp_path):
    """Each of several documents is wrong in a way of its own, and the office in two: one run of `check` names them all."""
    policies = {
        "before": {"events": began("2010-01-01")},
        "nobody": {"events": began("2016-01-01"), "holder": "nobody"},
        "somebody": {"events": [*began("2016-01-01"), ("revoked", "2018-01-01", "tow")]},
        "backwards": {"events": [*began("2016-01-01"), ("revoked", "2015-06-01", "")]},
        "older": {"events": [*began("2016-01-01"), ("superseded", "2019-01-01", "us-zz/newer")]},
        "newer": {"events": began("2018-01-01"), "older": "us-zz/older"},
        "ring-a": {
            "events": [*began("2016-01-01"), ("superseded", "2017-01-01", "us-zz/ring-b")],
            "older": "us-zz/ring-b",
        },
        "ring-b": {
            "events": [*began("2017-01-01"), ("superseded", "2018-01-01", "us-zz/ring-a")],
            "older": "us-zz/ring-a",
        },
    }
    write(tmp_path, policies, [*HOLDERS, ("two", "2019-06-01", "2019-01-01")])
    found = told(tmp_path)
    wanted = [
        "policies/us-zz/before.yaml:8: ", "policies/us-zz/nobody.yaml:5: ", "policies/us-zz/somebody.yaml:9: ",
        "policies/us-zz/backwards.yaml:9: ", "policies/us-zz/newer.yaml:6: ", "policies/us-zz/ring-a.yaml:6: ",
        'offices/us-zz/da.yaml:7: holder "two"', 'offices/us-zz/da.yaml:7: "two" left on 2019-01-01',
    ]  # fmt: skip
    missing = [start for start in wanted if not any(fault.startswith(start) for fault in found)]
    assert missing == [], found


def test_days_that_are_none_are_all_told_at_once_each_at_its_line(tmp_path):
    policies = {
        "a": {"events": [("announced", "sometime", ""), ("in_effect", "2016-13", "")]},
        "b": {"events": began("x")},
    }
    write(tmp_path, policies, [("one", "soon", "later")])
    starts = [fault.partition(' "')[0] for fault in told(tmp_path)]
    for place in ("policies/us-zz/a.yaml:8:", "policies/us-zz/a.yaml:9:", "policies/us-zz/b.yaml:8:"):
        assert place in starts, starts
    assert starts.count("offices/us-zz/da.yaml:5:") == 2


NEAR = {
    "dates without a day stay as loose as they are": (
        {"a": {"events": began("2016")}},
        [("one", "2015", "2020-01"), ("two", "2020-01", "")],
    ),
    "the older ends on the day on which the newer begins": (
        {
            "a": {"events": [*began("2016-01-01"), ("superseded", "2018-01-01", "us-zz/b")]},
            "b": {"events": began("2018-01-01"), "older": "us-zz/a"},
        },
        HOLDERS,
    ),
    "the older ends in the year in which the newer begins": (
        {
            "a": {"events": [*began("2016-01-01"), ("superseded", "2018", "us-zz/b")]},
            "b": {"events": began("2018-06-01"), "older": "us-zz/a"},
        },
        HOLDERS,
    ),
    "the older had ended before": (
        {
            "a": {"events": [*began("2016-01-01"), ("superseded", "2017-01-01", "us-zz/b")]},
            "b": {"events": began("2018-01-01"), "older": "us-zz/a"},
        },
        HOLDERS,
    ),
    "two follow one, and one follows two": (
        {
            "a": {"events": [*began("2016-01-01"), ("superseded", "2017-01-01", "us-zz/b")]},
            "b": {"events": [*began("2017-01-01"), ("superseded", "2018-01-01", "us-zz/c")], "older": "us-zz/a"},
            "c": {"events": began("2018-01-01"), "older": "us-zz/b, us-zz/a"},
        },
        HOLDERS,
    ),
    "on the very day of taking office": ({"a": {"events": began("2015-01-01")}}, HOLDERS),
    "in the year of taking office": ({"a": {"events": began("2015")}}, [("one", "2015-06-01", "")]),
    "a promise before taking office": (
        {"a": {"events": [("announced", "2014-10-01", "candidate")], "kind": "campaign_promise"}},
        HOLDERS,
    ),
    "a gap between two heads": (
        {"a": {"events": began("2016-01-01")}},
        [("one", "2015-01-01", "2019-01-01"), ("two", "2020-01-01", "")],
    ),
    "a head whose first day nobody read": (
        {"a": {"events": began("2010-01-01")}},
        [("one", "", "2020-01-01"), ("two", "2020-01-01", "")],
    ),
    "ended by the next head, by name": (
        {"a": {"events": [*began("2016-01-01"), ("revoked", "2020-01-02", "two")]}},
        HOLDERS,
    ),
    "ended by the voters": ({"a": {"events": [*began("2016-01-01"), ("lapsed", "2019-11-05", "voters")]}}, HOLDERS),
}


@pytest.mark.parametrize(("policies", "holders"), NEAR.values(), ids=NEAR)
def test_what_can_be_is_no_fault(policies, holders, tmp_path):
    write(tmp_path, policies, holders)
    assert told(tmp_path) == []
