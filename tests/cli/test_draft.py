"""nolle draft new: the interview at a terminal and from a script, and what stays when it is stopped."""

import json
import os
import signal

import pytest
import typer
from typer.testing import CliRunner

from nolle import verbs
from nolle.cli.drafting import new
from nolle.errors import NolleError, UnknownId
from nolle.verbs.drafting import begin_draft, draft
from tests.terminal import Terminal

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
app.command()(new)
PLACE, FILE = "us-ny/westchester", "policies/us-ny/westchester/draft.yaml"
DRIVER = """
import signal
import typer
from nolle.cli.drafting import new
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background is started without it
typer.run(new)
"""
HEAD = ["", "", "", "", "", "", ""]
"""Place, office, head, title, day, governing date, conduct or sections: the defaults."""


def run(*words, answers=""):
    done = CliRunner().invoke(app, [*map(str, words)], input=answers)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def terminal(tmp_path):
    opened = []

    def open_(*words):
        opened.append(Terminal(tmp_path, DRIVER, *words))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def faults(folder):
    return [str(fault) for fault in verbs.check(folder) if not fault.warning]


# ---------------------------------------------------------------- a script


@pytest.mark.parametrize("words", [("--yes",), ()])
def test_without_answers_it_is_the_model_policy_in_the_law_of_the_place(tmp_path, words):
    run(PLACE, "--out", tmp_path, *words)
    assert not faults(tmp_path)
    assert not verbs.compare(f"{PLACE}/draft", workspace=tmp_path).json()["gaps"]
    text = (tmp_path / FILE).read_text()
    assert "# N.Y. Penal Law § 230.00, Prostitution (misdemeanor)" in text
    assert "# Against the model policy: no gap." in text


def test_answers_of_a_script_are_taken_in_order_and_gaps_are_written_into_the_draft(tmp_path):
    script = [*HEAD, "decline_if", "an appointment with a service", "felony", "4", "the trial chief", "none"]
    run(PLACE, "--out", tmp_path, answers="\n".join(script) + "\n")
    assert not faults(tmp_path)
    policy = verbs.open_library(tmp_path).policy(f"{PLACE}/draft")
    selling, buying = policy.rule("selling"), policy.rule("buying")
    assert selling is not None
    assert buying is not None
    assert (selling.then, selling.provided) == ("decline_if", "an appointment with a service")
    assert [exception.id for exception in selling.unless] == ["beside-a-felony"]
    assert (buying.then, buying.provided) == ("supervisory_approval", "the trial chief")
    text = (tmp_path / FILE).read_text()
    assert "# Against the model policy: Buying sex: the model says declined; this policy says needs a super" in text


def test_an_answer_that_does_not_fit_stops_a_script_and_writes_nothing(tmp_path):
    with pytest.raises(NolleError, match="is none of the answers: decline, decline_if, divert"):
        run(PLACE, "--out", tmp_path / "new", answers="\n".join([*HEAD, "perhaps"]) + "\n")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"selling.unless": "none, felony"}, None),
        ({"from": "2027-03-01", "review": "2027-01-01"}, "looked at again on 2027-01-01, before it holds"),
        (
            {f"{id}.then": "none" for id in ("selling", "buying", "third-parties", "loitering", "camping")}
            | {f"{id}.then": "none" for id in ("loitering-for-prostitution", "urination", "congregating")}
            | {f"{id}.then": "none" for id in ("panhandling", "unlicensed-massage", "trespass", "nuisance")}
            | {"pending-cases.do": "yes"},
            "nothing to act on for pending cases",
        ),
    ],
)
def test_answers_that_contradict_each_other_are_told(answers, told):
    from datetime import date

    from nolle.analysis.drafting.asking import BadAnswer, settle
    from nolle.analysis.drafting.document import Contradiction
    from nolle.analysis.drafting.interview import Interview

    begun = begin_draft(PLACE, date(2026, 11, 20))
    if told is None:
        [asked] = [q for q in Interview(begun.local, {}).questions() if q.id in answers]
        with pytest.raises(BadAnswer, match="contradict each other"):
            settle(asked, answers[asked.id])
    else:
        with pytest.raises(Contradiction, match=told):
            draft(begun, answers)


def test_what_is_there_is_never_written_over(tmp_path):
    run(PLACE, "--out", tmp_path, "--yes")
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(NolleError, match="is there already"):
        run(PLACE, "--out", tmp_path, "--yes")
    assert (tmp_path / FILE).read_bytes() == before


def test_a_place_that_cannot_be_one_is_told_with_the_nearest(tmp_path):
    with pytest.raises(UnknownId, match=r"(?s)manhattan.*state and a short name"):
        run("manhatan", "--out", tmp_path, "--yes")


def test_sections_only_names_the_sections_there_are(tmp_path):
    script = [*HEAD[:-1], "sections"]
    run(PLACE, "--out", tmp_path, answers="\n".join(script) + "\n")
    assert not faults(tmp_path)
    policy = verbs.open_library(tmp_path).policy(f"{PLACE}/draft")
    selling = policy.rule("selling")
    assert selling is not None
    told = selling.covers.parts[0].tests
    assert [(t.fact, t.values) for t in told] == [
        ("offense", ("us-ny-pl-230.00", "us-ny-pl-230.03")), ("conduct", ("selling",)),
    ]  # fmt: skip
    assert policy.rule("camping") is None, "no section of the state is about camping"


# ---------------------------------------------------------------- a person at a terminal


def test_a_person_is_asked_again_shown_what_an_answer_leaves_open_and_can_go_on_later(tmp_path, terminal):
    screen = terminal(PLACE, "--out", "mine")
    assert "starts from the model policy" in screen.until("> ")
    shown = ""
    for _ in HEAD:
        screen.type("")
        shown = screen.until("> ")
    assert "N.Y. Penal Law § 230.00, Prostitution" in shown
    screen.type("perhaps")
    assert "is none of the answers" in screen.until("> ")
    screen.type("decline")
    assert "gives what the model gives" in screen.until("> ")
    screen.type("none, felony")
    assert "contradict each other" in screen.until("> ")
    screen.type("felony")
    assert "another charge of the case is a felony" in " ".join(screen.until("> ").split())
    screen.type("back")
    assert "Any exception?" in screen.until("> ")
    os.killpg(screen.process.pid, signal.SIGINT)
    told = screen.until("--out mine")
    assert "8 answers are kept in" in told
    assert screen.end() == 2
    kept = json.loads((tmp_path / "mine" / f"{FILE}.part").read_text())
    assert kept["answers"]["selling.then"] == "decline"

    again = terminal(PLACE, "--out", "mine")
    assert "Going on after 8 answers" in again.until("> ")
    os.write(again.mine, b"\x04")  # Ctrl-D: what is in brackets for all that is left
    again.until("wrote mine")
    assert again.end() == 0
    assert not faults(tmp_path / "mine")
    assert not list((tmp_path / "mine").rglob("*.part"))
    assert max(map(len, again.seen.splitlines())) <= 80
