"""Done when 1 of part 4: what a comparison with the model names, for the policies that the sources speak of."""

import pytest

from nolle import verbs

BRAGG, WASHTENAW, SF = "us-ny/manhattan/2022-01-03", "us-mi/washtenaw/2021-01-14", "us-ca/san-francisco/2018-01-11"
VANCE = "us-ny/manhattan/2021-04-21"


def gaps(told, conduct, kind=None):
    return [gap for gap in told["gaps"] if gap["conduct"] == conduct and kind in (None, gap["kind"])]


@pytest.fixture(scope="module")
def bragg(shared):
    december = next((shared / "data/nypd-arrests").glob("*.parquet"))
    how = verbs.Asked("nypd-arrests", as_if=True, where={"place": "us-ny/manhattan"})
    return verbs.compare(BRAGG, records=december, how=how).json()


@pytest.mark.shared
def test_bragg_asks_approval_before_clients_are_prosecuted(bragg):
    [gap] = gaps(bragg, "buying")
    assert (gap["kind"], gap["left"]["decision"], gap["n"], gap["n_at_most"]) == (
        "stricter", "supervisory_approval", 14, 14,
    )  # fmt: skip


@pytest.mark.shared
def test_bragg_is_silent_on_promoting_and_permitting_and_the_predecessor_was_not(bragg):
    [gap] = gaps(bragg, "third_party")
    assert (gap["kind"], gap["n"], gap["n_at_most"]) == ("silent", 2, 2)
    assert {"third_party/promoting_procuring", "third_party/permitting"} <= set(gap["classes"])
    assert "nothing was found on it in what was read" in gap["english"]
    assert [(told["policy"], told["value"]) for told in gap["elsewhere"]] == [(VANCE, "prosecutes")]


@pytest.mark.shared
def test_bragg_is_silent_on_massage_beside_the_announcement_before_and_the_practice_seen(bragg):
    [gap] = gaps(bragg, "unlicensed_massage")
    assert (gap["kind"], gap["n"], gap["n_at_most"]) == ("silent", 0, 2)
    assert [seen["says"] for seen in gap["practice"]] == [
        "does not seem to be prosecuted; the office has announced nothing"
    ]
    [before] = gap["elsewhere"]
    assert (before["policy"], before["value"], before["clauses"], before["state"]) == (
        VANCE, "declines", ["unlicensed-massage"], "unknown",
    )  # fmt: skip


@pytest.mark.shared
def test_bragg_gives_street_charges_partly(bragg):
    partly = gaps(bragg, "quality_of_life", "narrower")
    assert {gap["left"]["rule"] for gap in partly} == {"not-a-crime/with-a-crime"}
    assert sum(gap["n_at_most"] for gap in partly) == 38
    assert gaps(bragg, "quality_of_life", "silent")
    [trespass, *_] = [g for g in bragg["gaps_in_opened_lists"] if "quality_of_life/trespass" in g["classes"]]
    assert trespass["kind"] == "undetermined"


def test_washtenaw_prosecutes_or_does_not_name_third_parties():
    told = verbs.compare(WASHTENAW).json()
    assert {gap["kind"]: gap["left"]["decision"] for gap in gaps(told, "third_party")} == {
        "conflicts": "will_prosecute",
        "silent": "silent",
    }
    assert any("nobody has read" in gap["english"] for gap in gaps(told, "unlicensed_massage"))


def test_the_san_francisco_text_leaves_out_whoever_is_no_victim_and_no_witness():
    told = verbs.compare(SF).json()
    [gap] = gaps(told, "selling", "narrower")
    assert (gap["left"]["decision"], gap["witness"]["special_facts"]) == ("silent", 0)
    for gap in told["gaps"]:
        assert gap["left"]["decision"] in ("silent", "undetermined"), gap["conduct"]


def test_a_comparison_with_another_version_names_what_changed():
    """Baltimore 2020 and 2021: buying and the use of places and vehicles came in, and nothing went out."""
    before, after = "us-md/baltimore/2020-03-18", "us-md/baltimore/2021-03-26"
    assert {gap["conduct"] for gap in verbs.compare(before, after).json()["gaps"]} == {"buying", "third_party"}
    assert not verbs.compare(after, before).json()["gaps"]


def test_a_comparison_across_states_is_by_class_of_conduct():
    told = verbs.compare(BRAGG, WASHTENAW).json()
    assert {"buying"} <= {gap["conduct"] for gap in told["gaps"]}
