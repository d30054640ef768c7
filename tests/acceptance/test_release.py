"""A release of codings: what stands and why, figures worked out by hand, changes and corrections with before and after.

The sheets are those of `test_coding`: five versions, two blind coders, five planted divergences in 160 answers compared.
The team settles all five as `unclear` on 20 November 2026. Of 165 answers, 155 are agreed, 5 reviewed; massage of P5 only
CD looked at: 1; reporting-public of P2 to P5 is not asked (P2: what stands to reporting is `unclear`): 4.
"""

import csv
import json
import re
import shutil
from typing import Any, cast

import pytest

from nolle import verbs
from nolle.cli import main, terminal
from nolle.errors import DocumentError, NolleError
from tests.acceptance.test_coding import PLANTED, POLICY, QUESTION_2, version
from tests.analysis.intercoder.filling import changed, line_of, sheet

DAY = "2026-11-20"


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A workspace with five versions, the sheets of both coders, and the settled review."""
    home = tmp_path_factory.mktemp("release")
    mine, sheets = home / "mine", home / "sheets"
    verbs.init(mine)
    sheets.mkdir()
    first = mine / f"policies/{POLICY}.yaml"
    for number in range(1, 5):
        text = first.read_text(encoding="utf-8").replace(f"id: {POLICY}", f"id: {version(number)}")
        (mine / f"policies/{version(number)}.yaml").write_text(text, encoding="utf-8")
    for number in range(5):
        for coder in ("AB", "CD"):
            said = {question: planted[coder][number] for question, planted in PLANTED.items() if planted[coder][number]}
            sheet(sheets, version(number), coder, said, mine, f"p{number + 1}-{coder.lower()}.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        files = sorted(str(file) for file in sheets.iterdir())
        main.app(["code", "compare", *files, "--review", "review.yaml", "-w", str(mine)], standalone_mode=False)
    review = home / "review.yaml"
    review.write_text(settled(review.read_text(encoding="utf-8")), encoding="utf-8")
    return home


def settled(text, decision="unclear", cause="oversight", on=DAY):
    for key, word in (("cause", cause), ("decision", decision), ("on", on), ("note", "the team looked again")):
        text = re.sub(rf'^    {key}: ""', f'    {key}: "{word}"', text, flags=re.MULTILINE)
    return text


@pytest.fixture
def run(ready, tmp_path, monkeypatch, capsys):
    """`nolle code release` beside copies of the sheets: its exit code, its data, its talk. `lib` holds the workspace."""
    shutil.copytree(ready / "sheets", tmp_path / "sheets")
    shutil.copy(ready / "review.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal.console, "width", 100)
    lib = [ready / "mine"]

    def ran(*words):
        code = main.app(["code", "release", *map(str, words), "-w", str(lib[0])], standalone_mode=False) or 0
        return code, *capsys.readouterr()

    cast(Any, ran).home, cast(Any, ran).lib = tmp_path, lib
    capsys.readouterr()
    return ran


@pytest.fixture
def one(run):
    """The first release."""
    code, _, _ = run("r1", "sheets", "--review", "review.yaml", "--on", DAY)
    assert code == 0
    return run


def rows(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def faults(run, *words):
    with pytest.raises(DocumentError) as error:
        run(*words)
    return [str(fault) for fault in error.value.faults]


def files(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


# ---------------------------------------------------------------- the first release


def test_it_holds_data_codebook_protocol_agreement_changes_and_corrections(one):
    assert {file.name for file in (one.home / "r1").iterdir()} == {
        "answers.csv", "codings.csv", "versions.csv", "questions.csv", "agreement.csv", "changes.csv",
        "corrections.csv", "sources.csv", "codings.json", "codebook.md", "protocol.md", "corrections.md",
        "corrections.html", "README.md", "datapackage.json",
    }  # fmt: skip
    code, shown, _ = one("r1", "--check")
    assert code == 0
    assert "whole" in shown
    page = (one.home / "r1/README.md").read_text(encoding="utf-8")
    assert "- agreement: 5 divergences in 160 answers compared: 3.1 %" in page
    assert "- code twice next: 20 % of the next versions" in page
    assert "Release 1, 20 November 2026. CC BY 4.0." in page
    assert "No answer that was released has been corrected." in (one.home / "r1/corrections.md").read_text()
    assert (one.home / "r1/protocol.md").read_text().startswith("# Protocol: ")


def test_the_figures_are_right_to_the_digit(one):
    by = {row["id"]: row for row in rows(one.home / "r1", "agreement")}
    assert len(by) == 34
    assert (by["all"]["n"], by["all"]["divergences"], by["all"]["rate"]) == ("160", "5", "3.1")
    assert (by["selling"]["n"], by["selling"]["rate"], by["selling"]["kappa"]) == ("5", "40.0", "0.286")
    assert by["selling"]["below_floor"] == "yes"
    assert (by["kind"]["kappa"], by["kind"]["below_floor"]) == ("", "")
    assert (by["all"]["not_asked"], by["all"]["not_checked"]) == ("4", "1")


def test_what_stands_and_by_what(one):
    found = {(row["policy"], row["question"]): row for row in rows(one.home / "r1", "answers")}
    bases = [row["basis"] for row in found.values()]
    counts = {basis: bases.count(basis) for basis in dict.fromkeys(bases)}
    assert counts == {"agreed": 155, "review": 5, "one_looked": 1, "follows": 4}
    agreed = found[version(0), "selling"]
    assert (agreed["answer"], agreed["quote"], agreed["coders"]) == ("decline", "words on selling", "AB; CD")
    reviewed = found[version(2), "selling"]
    assert (reviewed["answer"], reviewed["cause"], reviewed["settled_on"]) == ("unclear", "oversight", DAY)
    alone = found[version(4), "massage"]
    assert (alone["answer"], alone["basis"], alone["coders"]) == ("not_addressed", "one_looked", "CD")
    assert found[version(1), "reporting-public"]["answer"] == "not_asked"
    assert all(row["sources"] == "example-memo" for row in found.values())
    own = {(row["policy"], row["coder"]): row["answer"] for row in rows(one.home / "r1", "codings")
           if row["question"] == "selling"}  # fmt: skip
    assert (own[version(4), "AB"], own[version(4), "CD"]) == ("differs", "decline")


def test_the_same_files_give_the_same_bytes(one):
    one("again", "sheets", "--review", "review.yaml", "--on", DAY)
    assert files(one.home / "r1") == files(one.home / "again")


def test_json_gives_the_figures(run):
    _, shown, _ = run("r1", "sheets", "--review", "review.yaml", "--on", DAY, "--json")
    told = json.loads(shown)
    assert (told["n"], told["divergences"], told["rate"], told["code_twice_next"]) == (160, 5, 0.03125, 20)
    assert told["corrections"] == []


def test_versions_that_one_person_coded_are_told_apart(run):
    for number in (4, 5):
        (run.home / f"sheets/p{number}-ab.yaml").unlink()
    text = (run.home / "review.yaml").read_text(encoding="utf-8")
    parts = text.split("  - policy: ")
    kept = [part for part in parts if not part.startswith(f'"{version(4)}"')]
    (run.home / "review.yaml").write_text("  - policy: ".join(kept), encoding="utf-8")
    _, shown, _ = run("r1", "sheets", "--review", "review.yaml", "--on", DAY, "--json")
    told = json.loads(shown)
    assert told["about"]["coded"] == "5 versions, 3 of them twice"
    assert (told["n"], told["divergences"]) == (97, 4), "99 pairs, reporting-public of P2 and P3 not asked"
    found = {(row["policy"], row["question"]): row for row in rows(run.home / "r1", "answers")}
    assert found[version(4), "selling"]["basis"] == "coded_once"
    assert {row["id"]: row["twice"] for row in rows(run.home / "r1", "versions")}[version(4)] == "no"


# ---------------------------------------------------------------- what is not settled


def test_a_divergence_that_nobody_settled_is_no_release(run):
    told = faults(run, "r1", "sheets", "--on", DAY)
    assert len(told) == 5
    assert all("the two coders part" in fault for fault in told)
    assert not (run.home / "r1").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('on: "2026-11-20"', 'on: ""', "no day is given"),
        ('on: "2026-11-20"', 'on: "2026-11"', "2026-11 is not one day"),
        ('on: "2026-11-20"', 'on: "2026-11-21"', "2026-11-21 lies after the day of the release, 2026-11-20"),
        ('cause: "oversight"', 'cause: "haste"', '"haste" is no cause'),
        ('decision: "unclear"', 'decision: ""', "no decision is given"),
        ('answer: "decline"', 'answer: "no"', "the row was written for other answers than the sheets have"),
        ("question: selling", "question: massage", "the coders do not part here"),
    ],
)
def test_a_review_that_does_not_fit_is_refused_at_its_line(run, old, new, said):
    file = run.home / "review.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    told = faults(run, "r1", "sheets", "--review", "review.yaml", "--on", DAY)
    assert any(said in fault for fault in told), told
    assert any(fault.startswith("review.yaml:") for fault in told)
    assert not (run.home / "r1").exists()


def test_sheets_that_are_not_blind_are_refused(run):
    changed(run.home / "sheets/p1-cd.yaml", 'saw_other: "no"', 'saw_other: "yes"')
    assert any("this coding is not blind" in fault for fault in faults(run, "r1", "sheets", "--review", "review.yaml"))


# ---------------------------------------------------------------- the next release


def recoded(run, question="massage", policy=0, answer="decline"):
    """Both coders give another answer to one question."""
    for coder in ("ab", "cd"):
        file = run.home / f"sheets/p{policy + 1}-{coder}.yaml"
        changed(file, 'answer: "not_addressed"', f'answer: "{answer}"', question)
        changed(file, 'at: {page: "", section: "", quote: ""}', 'at: {page: "2", section: "", quote: "x"}', question)


CORRECTION = f"""
corrections:
  - policy: {POLICY}
    question: massage
    cause: oversight
    on: 2026-12-01
    note: page 2 was passed over
"""


def test_an_answer_that_changed_without_a_word_is_no_release(one):
    recoded(one)
    [told] = faults(one, "r2", "sheets", "--review", "review.yaml", "--since", "r1", "--on", "2026-12-01")
    assert f'{POLICY}, "massage": was "not_addressed" in release 1, and is now "decline", and nothing says why' in told
    assert "--corrections FILE" in told
    assert not (one.home / "r2").exists()


def test_a_correction_is_told_with_before_and_after_cause_and_day(one):
    before = files(one.home / "r1")
    recoded(one)
    (one.home / "why.yaml").write_text(CORRECTION, encoding="utf-8")
    words = ("--review", "review.yaml", "--corrections", "why.yaml", "--since", "r1", "--on", "2026-12-01")
    code, shown, _ = one("r2", "sheets", *words)
    assert code == 0
    assert "massage: not_addressed, now decline (oversight, 2026-12-01)" in " ".join(shown.split())
    [row] = rows(one.home / "r2", "corrections")
    assert (row["release"], row["policy"], row["question"]) == ("2", POLICY, "massage")
    assert (row["before"], row["after"], row["cause"], row["on_day"]) == (
        "not_addressed", "decline", "oversight", "2026-12-01",
    )  # fmt: skip
    assert row["note"] == "page 2 was passed over"
    assert row["sources"] == "example-memo"
    [change] = rows(one.home / "r2", "changes")
    assert (change["what"], change["before"], change["after"]) == ("answer_corrected", "not_addressed", "decline")
    text = (one.home / "r2/corrections.md").read_text(encoding="utf-8")
    for part in (
        "before: `not_addressed`",
        "after: `decline`",
        "cause: oversight",
        "day: 2026-12-01",
        "Release 2, 1 Dec",
    ):
        assert part in text
    page = (one.home / "r2/corrections.html").read_text(encoding="utf-8")
    assert "<del>not addressed</del>" in page
    assert "<ins>decline</ins>" in page
    assert '<time datetime="2026-12-01">1 December 2026</time>' in page
    assert one("r2", "--check")[0] == 0
    assert files(one.home / "r1") == before, "nothing of an earlier release is touched"


def test_corrections_of_earlier_releases_are_carried_on(one):
    recoded(one)
    (one.home / "why.yaml").write_text(CORRECTION, encoding="utf-8")
    words = ("sheets", "--review", "review.yaml")
    one("r2", *words, "--corrections", "why.yaml", "--since", "r1", "--on", "2026-12-01")
    one("r3", *words, "--since", "r2", "--on", "2026-12-02")
    assert [row["release"] for row in rows(one.home / "r3", "corrections")] == ["2"]
    assert rows(one.home / "r3", "changes") == []
    assert json.loads((one.home / "r3/datapackage.json").read_text())["nolle:about"]["earlier"].startswith("release 2")


def test_a_later_review_says_why(one):
    text = (one.home / "review.yaml").read_text(encoding="utf-8")
    head, middle, tail = text.partition(f'  - policy: "{version(2)}"')
    tail = tail.replace('decision: "unclear"', 'decision: "decline"', 1).replace(DAY, "2026-12-01", 1)
    (one.home / "review.yaml").write_text(head + middle + tail, encoding="utf-8")
    one("r2", "sheets", "--review", "review.yaml", "--since", "r1", "--on", "2026-12-01")
    [row] = rows(one.home / "r2", "corrections")
    assert (row["question"], row["before"], row["after"]) == ("selling", "unclear", "decline")
    assert (row["cause"], row["on_day"], row["note"]) == ("oversight", "2026-12-01", "the team looked again")


def test_a_new_wording_marks_its_answers_and_says_so(one):
    mine = shutil.copytree(one.lib[0], one.home / "mine")
    (mine / "surveillance").mkdir()
    (mine / "surveillance/questions.yaml").write_text(QUESTION_2, encoding="utf-8")
    one.lib[0] = mine
    parts = (one.home / "review.yaml").read_text(encoding="utf-8").split("  - policy: ")
    kept = [part for part in parts if "question: buying\n" not in part]
    (one.home / "review.yaml").write_text("  - policy: ".join(kept), encoding="utf-8")
    one("r2", "sheets", "--review", "review.yaml", "--since", "r1", "--on", "2026-12-01")
    found = {row["policy"]: row for row in rows(one.home / "r2", "answers") if row["question"] == "buying"}
    assert {(row["basis"], row["code_again"]) for row in found.values()} == {("code_again", "yes")}
    assert (found[version(0)]["answer"], found[version(0)]["version"]) == ("decline", "1")
    assert (found[version(1)]["answer"], found[version(1)]["version"]) == ("not_checked", "2"), "settled under the old"
    [row] = rows(one.home / "r2", "corrections")
    assert (row["policy"], row["cause"], row["on_day"]) == (version(1), "question_changed", "2026-11-22")
    assert (row["before_version"], row["after_version"], row["note"]) == ("1", "2", "adults only")
    lines = {row["what"]: row["question"] for row in rows(one.home / "r2", "changes")}
    assert lines == {"question_reworded": "buying", "question_added": "interpreter", "answer_corrected": "buying"}


def test_new_versions_and_those_left_out_are_changes(one):
    for coder in ("ab", "cd"):
        (one.home / f"sheets/p4-{coder}.yaml").unlink()
    one("r2", "sheets", "--review", "review.yaml", "--since", "r1", "--on", DAY)
    assert [(row["what"], row["policy"]) for row in rows(one.home / "r2", "changes")] == [
        ("version_left_out", version(3))
    ]
    one("r3", "sheets", "--review", "review.yaml", "--on", DAY)
    assert rows(one.home / "r3", "changes") == []


def test_a_correction_that_corrects_nothing_is_refused(one):
    (one.home / "why.yaml").write_text(CORRECTION, encoding="utf-8")
    words = ("--review", "review.yaml", "--corrections", "why.yaml", "--since", "r1", "--on", "2026-12-01")
    [told] = faults(one, "r2", "sheets", *words)
    assert told.startswith(f"why.yaml:{line_of(one.home / 'why.yaml', '- policy:')}: ")
    assert "there is nothing to correct" in told


# ---------------------------------------------------------------- what is there stays


def test_nothing_is_written_over(one):
    with pytest.raises(NolleError, match="a release is never written over"):
        one("r1", "sheets", "--review", "review.yaml", "--on", DAY)


def test_nothing_is_built_on_a_release_that_was_changed(one):
    file = one.home / "r1/answers.csv"
    file.write_text(file.read_text().replace("decline", "divert", 1))
    with pytest.raises(NolleError, match="the earlier release is not whole"):
        one("r2", "sheets", "--review", "review.yaml", "--since", "r1", "--on", "2026-12-01")
    assert one("r1", "--check")[0] == 1


def test_a_release_cannot_be_older_than_the_one_before(one):
    with pytest.raises(NolleError, match="later than this release"):
        one("r2", "sheets", "--review", "review.yaml", "--since", "r1", "--on", "2026-11-19")


def test_no_sheets_are_no_release(run):
    (run.home / "empty").mkdir()
    with pytest.raises(NolleError, match="no coding sheet was found"):
        run("r1", "empty")
