"""Done when 4 of part 4, on the documents that ship: z3 finds the gaps that compare finds, and both are quick."""

import time
from itertools import pairwise

import pytest
import typer
from typer.testing import CliRunner

from nolle import verbs
from nolle.analysis import proof
from nolle.cli.questions import compare
from nolle.errors import NolleError
from nolle.terms import Decision, Kind

pytest.importorskip("z3")

BRAGG, PHILADELPHIA, LOS_ANGELES = (
    "us-ny/manhattan/2022-01-03",
    "us-pa/philadelphia/2018-02-15",
    "us-ca/los-angeles/2020-12-08",
)
APP = typer.Typer()
APP.command()(compare)


def run(*words):
    return CliRunner().invoke(APP, list(words), catch_exceptions=False)


def ids():
    lib = verbs.open_library()
    return sorted([*lib.policies, *(office for office in lib.offices if lib.office_policies(office))])


@pytest.mark.parametrize("left", ids())
def test_z3_finds_the_gaps_to_the_model_that_compare_finds(left):
    second = verbs.compare(left, second_opinion=True).second
    assert second is not None
    assert second.agrees, second.lines()
    assert second.both or left == "model"


@pytest.mark.parametrize(
    ("left", "right"), [pair for one, other in pairwise(ids()) for pair in ((one, other), (other, one))]
)
def test_z3_finds_the_gaps_of_one_policy_to_another_that_compare_finds(left, right):
    second = verbs.compare(left, right, second_opinion=True).second
    assert second is not None
    assert second.agrees, second.lines()


@pytest.mark.parametrize("left", [BRAGG, PHILADELPHIA, LOS_ANGELES])
def test_two_real_policies_are_compared_in_less_than_a_second(left):
    verbs.compare(left)  # documents are read once
    began = time.process_time()
    verbs.compare(left)
    assert time.process_time() - began < 1


def test_the_command_says_that_z3_agrees():
    done = run(BRAGG, "--second-opinion", "--on", "2022-06-01")
    assert done.exit_code == 0
    assert "z3 agrees: 11 classes of conduct x 5 kinds of gap" in " ".join(done.stdout.split())


def test_the_command_is_loud_where_z3_does_not_agree(monkeypatch):
    found = proof.Found("selling", Kind.SILENT, Decision.SILENT, Decision.DECLINE)
    monkeypatch.setattr(proof, "second_opinion", lambda *_: proof.Opinion(("selling",), (), (), (found,)))
    done = run(BRAGG, "--second-opinion", "--on", "2022-06-01")
    assert done.exit_code == 1
    assert "z3 does not agree" in done.stdout
    assert "only z3 finds this gap: selling, silent: silent where decline is asked" in " ".join(done.stdout.split())


def test_the_matrix_has_no_second_opinion():
    with pytest.raises(NolleError, match="leave out --all"):
        run("--all", "--second-opinion")
