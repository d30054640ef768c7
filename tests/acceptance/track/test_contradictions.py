"""Every contradiction of the research notes stands in a document, with the sources of all its sides in one place."""

import pytest
import yaml

from nolle import verbs

WHERE = {
    "x01": ("us-ca/san-francisco/2020-01", "events.1", "predecessor or successor"),
    "x02": ("us-ca/san-francisco/2020-01", "notes.2", "how a name is spelled"),
    "x03": ("us-pa/philadelphia/undated-no-threshold", "notes.0", "which number of convictions"),
    "x04": ("us-pa/philadelphia/2018-02-15", "notes.1", "which convictions count"),
    "x05": ("us-ny/manhattan/2022-01-03", "rules.1", "approval, or no prosecution"),
    "x06": ("us-wa/seattle/2019", "acts.0", "37 warrants or 38"),
    "x07": ("us-wa/seattle/2019", "acts.0", "a Saturday called a Thursday"),
    "x08": ("us-wa/seattle/2019", "rules.0", "since 2019, or during it"),
    "x09": ("us-wa/seattle/2022-01", "", "revoked, and the successor's word"),
    "x10": ("us-ca/san-francisco/undated-clients", "disagrees_with.0", "prosecuted or diverted"),
    "x11": ("us-ca/san-francisco/2020-01", "notes.0", "a promise or a policy"),
    "x12": ("us-ca/san-francisco/2018-01-11", "notes.2", "2017 or 2018"),
    "x13": ("us-ct/new-haven/2016-11", "notes.1", "ended or suspended"),
    "x14": ("us-ct/new-haven/2016-11", "notes.2", "13 or 14, and which day"),
    "x15": ("us-md/johns-hopkins-2021", "results.0", "with prostitution or without"),
    "x16": ("us-ma/agan-doleac-harvey-2023", "", "58 percent or 53"),
    "x17": ("us-md/baltimore/2020-03-18", "rules.2", "with drug sales or without"),
    "x18": ("us-md/baltimore/2020-03-18", "acts.1", "the year printed, and the year meant"),
    "x19": ("us-md/baltimore-sao", "holders.1", "sworn in twice"),
    "x20": ("us-ny/brooklyn/2019", "events.1", "since the pandemic, or the end of the year"),
    "x21": ("us-ny/brooklyn/2021-01-29", "acts.1", "which section the 296 were"),
    "x22": ("us-ny/queens/2021-03-16", "acts.0", "nearly 700, or 673"),
    "x23": ("us-ny/manhattan/2021-04-21", "acts.0", "1975 or 1976"),
    "x24": ("us-ny/brooklyn/2021-01-29", "rules.0", "outright, or after services"),
    "x25": ("us-ca/los-angeles/2020-12-08", "notes.0", "prostitution, or loitering for it"),
    "x26": ("us-ca/san-francisco-da", "elections.0", "2,400 votes or 9,000"),
    "x27": ("us-tx/harris/2020-01", "notes.2", "which bill, which class before"),
    "x28": ("us-md/johns-hopkins-2021", "", "asked for, or paid for"),
    "x29": ("us-ct/new-haven-sao", "holders.0", "2015 or 2016"),
    "x30": ("us-ny/brooklyn/2021-01-29", "relief.0", "months, or days"),
    "x31": ("us-tx/harris/2020-01", "notes.2", "a state jail felony, or all felonies"),
    "x32": ("us-md/baltimore/2021-03-26", "rules.2", "some third parties, or all of the section"),
}
READINGS = {"x03", "x05", "x06", "x22", "x24", "x32"}
"""Those that a rule or an act keeps as readings, each with a source of its own."""


@pytest.fixture(scope="module")
def library():
    return verbs.open_library()


@pytest.fixture(scope="module")
def noted(shared):
    told = yaml.safe_load((shared / "facts/policies.yaml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in told["contradictions"]}


def part(library, id, path):
    """A part of a document as plain values."""
    every = (library.policies, library.offices, library.evaluations)
    [document] = [kind[id] for kind in every if id in kind]
    value = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for step in filter(None, path.split(".")):
        value = value[int(step) if step.isdigit() else step]
    return value


def sources(value):
    if isinstance(value, dict):
        own = {value["source"]} if isinstance(value.get("source"), str) else set()
        return own.union(*map(sources, value.values()))
    return set().union(*map(sources, value)) if isinstance(value, list) else set()


@pytest.mark.shared
def test_none_is_left_out(noted):
    assert noted.keys() == WHERE.keys()


@pytest.mark.shared
@pytest.mark.parametrize("id", WHERE)
def test_the_sources_of_all_sides_stand_in_one_place(library, noted, id):
    document, path, _ = WHERE[id]
    sides = [noted[id][side] for side in "abcd" if side in noted[id]]
    assert len(sides) > 1
    wanted = {cite["ref"] for side in sides for cite in side["sources"]}
    assert wanted <= sources(part(library, document, path))


@pytest.mark.parametrize("id", sorted(READINGS))
def test_what_a_rule_or_an_act_can_hold_is_kept_as_readings(library, id):
    document, path, _ = WHERE[id]
    where = ("us-pa/philadelphia/2018-02-15", "rules.0") if id == "x03" else (document, path)
    readings = part(library, *where)["readings"]
    assert len(readings) > 1
    assert all(reading["cite"] for reading in readings)
