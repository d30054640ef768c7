"""Every version of the research notes is a document: with its days, its form, its head, and every source of its parts."""

import pytest
import yaml

from nolle import verbs
from tests.acceptance.test_matrix import VERSIONS

KINDS = {"interagency_policy": "interagency_agreement", "intention": "campaign_promise"}
PARTS = ("clauses", "relief", "commitments", "protections", "disclaimers", "grounds", "context")
NO_DOCUMENT = {"nh-sao-v0"}
"""No policy was found: the office says so itself."""

OTHERWISE = {
    ("sf-pssw-v1", "kind"): "a directive to the staff of one office; the police bulletin is a document of its own",
    (
        "sea-davison-v1",
        "ended",
    ): "the City Attorney left: the office says so, and the status is unknown from that day on",
    ("harris-ogg-v1", "ended"): "the District Attorney left: the same",
    ("sea-evans-v1", "effective"): "an intention never takes effect",
}


@pytest.fixture(scope="module")
def documents():
    return verbs.open_library().policies


@pytest.fixture(scope="module")
def versions(shared):
    told = yaml.safe_load((shared / "facts/policies.yaml").read_text(encoding="utf-8"))
    return {version["id"]: version for policy in told["policies"] for version in policy["versions"]}


@pytest.mark.shared
def test_each_has_one(versions):
    assert versions.keys() - VERSIONS.keys() == NO_DOCUMENT


@pytest.mark.shared
def test_its_days_its_form_and_its_head_are_those_of_the_notes(documents, versions):
    odd = set()
    for id, name in VERSIONS.items():
        noted, document = versions[id], documents[name]
        days = [str(event.span) for event in document.events]
        odd |= {(id, key) for key in ("announced", "effective", "ended") if not _in(noted.get(key), days)}
        odd |= {(id, "kind")} if KINDS.get(noted["kind"], noted["kind"]) != document.kind else set()
        odd |= {(id, "holder")} if noted["holder"] and noted["holder"] != document.holder else set()
    assert odd == OTHERWISE.keys()


def _in(day, days):
    return not day or any(day in told for told in days)


@pytest.mark.shared
@pytest.mark.parametrize("id", VERSIONS)
def test_no_source_of_its_parts_is_left_out(documents, versions, id):
    noted = versions[id]
    parts = [noted, *(item for part in PARTS for item in noted.get(part, ()))]
    wanted = {cite["ref"] for part in parts for cite in part.get("sources", ())}
    text = str(documents[VERSIONS[id]].model_dump(mode="json", by_alias=True))
    assert [ref for ref in sorted(wanted) if f"'source': '{ref}'" not in text] == []
