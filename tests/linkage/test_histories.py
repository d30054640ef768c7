"""What an unknown history means for a decision: scenarios 24 and 27, from a file with identifiers to the answer."""

from datetime import date

import pytest

from tests.acceptance import worlds
from tests.linkage.files import linked

PRIORS = """\
rules:
  - id: selling
    covers: {conduct: selling}
    then: decline
    unless:
      - {id: repeat, when: {history: {of: {conduct: selling, stage: convicted}, count: charges, at_least: 2}}, then: will_prosecute}
    cite: [{source: made-up, at: all}]
"""
WHOLE_HISTORY = "history: {complete: true}\ncase: {others: complete}\n"

ONE, OTHER = ("Torvamel", "Brisdokan", "1980-03-04", ""), ("Klinora", "Vasternou", "1991-11-20", "")
CHARGES = {
    "x1": (ONE, "2020-06-01", "Convicted"), "x2": (ONE, "2020-07-01", "Convicted"), "now": (ONE, "2021-06-01", "Open"),
    "y1": (OTHER, "2020-06-01", "Convicted"), "then": (OTHER, "2021-06-01", "Open"),
}  # fmt: skip


def decisions(folder, charges):
    """Link a file with identifiers outside of the workspace, join what comes out, decide."""
    outside, workspace = folder / "outside", folder / "workspace"
    outside.mkdir()
    _, out = linked(outside, [(charge, *person) for charge, (person, _, _) in charges.items()])
    lines = ["charge_id,person_id,code,place,filed_on,stage"]
    for charge, (_, filed, stage) in charges.items():
        lines.append(f"{charge},{out[charge]['person_id']},ZZ Code § 1,us-zz/here,{filed},{stage}")
    _, by_id = worlds.decided(workspace, PRIORS, "\n".join(lines), WHOLE_HISTORY, as_of=date(2024, 1, 1))
    return {charge: by_id[charge][0] for charge in charges}, by_id


def test_sure_links_count_as_history(tmp_path):
    found, _ = decisions(tmp_path, CHARGES)
    assert (found["now"], found["then"]) == ("will_prosecute", "decline")


def test_an_earlier_charge_that_may_be_the_persons_leaves_the_answer_open(tmp_path):
    """One prior is known; a second conviction has the same name and no birth date. Not one prior: who knows."""
    maybe = (OTHER[0], OTHER[1], "", "")
    found, by_id = decisions(tmp_path, {**CHARGES, "z": (maybe, "2020-08-01", "Convicted")})
    assert found["then"] == "undetermined"
    assert by_id["then"][2] == "history.selling.convicted"
    assert found["now"] == "will_prosecute"


@pytest.mark.parametrize(
    "person", [("Torvamel", "Brisdokan", "1955-07-21", ""), ("Fredomil", "Gruntavex", "1980-03-04", "")]
)
def test_somebody_elses_conviction_changes_nothing(tmp_path, person):
    found, _ = decisions(tmp_path, {**CHARGES, "z": (person, "2020-08-01", "Convicted")})
    assert (found["now"], found["then"]) == ("will_prosecute", "decline")


def test_24_where_nothing_says_who_a_person_is_priors_are_undetermined(tmp_path):
    nobody = ("", "", "", "")
    found, _ = decisions(tmp_path, {charge: (nobody, filed, stage) for charge, (_, filed, stage) in CHARGES.items()})
    assert found["now"] == found["then"] == "undetermined"
