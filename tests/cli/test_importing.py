"""nolle policy import and confirm: what people see, what programs get, how the commands end."""

import json
import shutil
from typing import Any, cast

import pytest

from nolle.cli import main, terminal
from tests.analysis.coding.memos import MEMOS, workspace


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    return workspace(tmp_path_factory.mktemp("offices"))


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, offices):
    """A command in a folder of its own: its exit code, its data, its talk."""
    home = tmp_path / "home"
    shutil.copytree(offices, home)
    shutil.copy(MEMOS / "directive.txt", tmp_path / "memo.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal.console, "width", 100)

    def ran(*words):
        code = main.app([*map(str, words)], standalone_mode=False) or 0
        shown, talk = capsys.readouterr()
        return code, shown, talk

    cast(Any, ran).home = home
    return ran


def flat(shown):
    return " ".join(shown.split())


def test_the_count_comes_first_then_the_proposals_then_the_questions(run):
    code, shown, talk = run("policy", "import", "memo.txt", "-w", run.home)
    assert code == 0
    assert shown.strip().startswith("memo.txt: 21 proposals, ")
    assert "nothing is confirmed yet" in shown
    assert shown.index("rules/section-602") < shown.index("? 1")
    assert "rules/section-653-22" in shown
    assert "line 33" in shown
    assert talk.startswith("wrote memo.sheet.yaml\n")
    assert "nolle policy confirm memo.sheet.yaml" in talk
    assert all(len(row) <= 100 for row in shown.splitlines())


def test_programs_get_every_proposal_with_its_place_and_words(run):
    _, shown, _ = run("policy", "import", "memo.txt", "-w", run.home, "--json", "--out", "s.yaml")
    told = json.loads(shown)
    assert told["sheet"] == "s.yaml"
    assert sum(told["counts"].values()) == len(told["proposals"]) == 21
    [rule] = [one for one in told["proposals"] if one["at"] == "rules/section-415"]
    assert rule["value"]["then"] == "decline"
    assert {"line": 29, "words": "Repeat offenses over the preceding 24 months"} in rule["rests_on"]
    assert [one["n"] for one in told["questions"]] == list(range(1, len(told["questions"]) + 1))


def test_wrong_and_missed_are_counted_and_shown_against_a_policy(run):
    _, shown, _ = run("policy", "import", "memo.txt", "-w", run.home, "--against", "us-ca/los-angeles/2020-12-08")
    told = flat(shown)
    assert "Against us-ca/los-angeles/2020-12-08: " in told
    assert "missed holder: gascon-la" in told
    assert "wrong office: us-ca/juniper-da" in told


def test_a_sheet_that_was_begun_stays_and_that_is_said(run, tmp_path):
    run("policy", "import", "memo.txt", "-w", run.home)
    sheet = tmp_path / "memo.sheet.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    _, _, talk = run("policy", "import", "memo.txt", "-w", run.home)
    assert "memo.sheet.yaml has been begun and stays as it is" in talk
    assert "wrote memo.sheet-2.yaml" in talk
    _, _, talk = run("policy", "import", "memo.txt", "-w", run.home, "--force")
    assert "memo.sheet.yaml had been begun: it is kept as memo.sheet.yaml.bak" in talk


def test_confirm_says_what_is_unanswered_and_ends_with_one(run):
    run("policy", "import", "memo.txt", "-w", run.home)
    code, shown, talk = run("policy", "confirm", "memo.sheet.yaml", "-w", run.home)
    assert code == 1
    assert "memo.sheet.yaml:11: the coding sheet is not answered: sheet/source" in shown
    assert "question 1 is not answered" in shown
    assert "still to do; nothing was written" in talk
    code, shown, _ = run("policy", "confirm", "memo.sheet.yaml", "--json")
    assert code == 1
    assert all(fault["line"] > 0 for fault in json.loads(shown))


def test_check_refuses_a_sheet_by_file_and_line(run):
    run("policy", "import", "memo.txt", "-w", run.home)
    code, shown, talk = run("check", "memo.sheet.yaml")
    assert code == 1
    assert "memo.sheet.yaml:11: " in shown
    assert " faults" in talk
    code, shown, _ = run(
        "policy", "import", "memo.txt", "-w", run.home, "-o", run.home / "policies" / "us-ca" / "x.yaml"
    )
    code, shown, _ = run("check", run.home)
    assert code == 1
    assert "policies/us-ca/x.yaml:11: the coding sheet is not answered" in shown


def test_an_answered_sheet_is_printed_or_put_into_the_workspace(run, tmp_path):
    run("policy", "import", "memo.txt", "-w", run.home)
    sheet = tmp_path / "memo.sheet.yaml"
    text = sheet.read_text(encoding="utf-8").replace("proposal: true", "confirmed: yes")
    sheet.write_text(text.replace('answer: ""', "answer: looked at"), encoding="utf-8")
    code, shown, talk = run("policy", "confirm", "memo.sheet.yaml")
    assert (code, shown.split("\n")[0]) == (0, "id: us-ca/juniper/2024-12-02")
    assert "22 confirmed, 0 refused" in talk
    code, shown, talk = run("policy", "confirm", "memo.sheet.yaml", "--out", "x.yaml")
    assert (code, shown) == (0, "")
    assert "wrote x.yaml" in talk
    code, shown, talk = run("policy", "confirm", "memo.sheet.yaml", "-w", run.home)
    assert (
        (run.home / "policies" / "us-ca" / "juniper" / "2024-12-02.yaml").read_text(encoding="utf-8").startswith("id:")
    )
    assert "wrote" in talk
    assert code == (1 if shown else 0)
