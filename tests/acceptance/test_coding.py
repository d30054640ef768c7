"""The surveillance method end to end: five versions, two blind coders, planted divergences, figures worked out by hand.

What was planted (all else is `not_addressed` in both, and `reporting-public` not asked):

    question          coder   P1        P2        P3             P4             P5
    selling           AB      decline   decline   decline        not_addressed  differs
                      CD      decline   decline   not_addressed  not_addressed  decline
    buying            AB      decline   decline   not_addressed  not_addressed  not_addressed
                      CD      decline   not_addressed ...
    reporting         AB      yes       yes       not_addressed  ...
                      CD      yes       not_addressed ...
    reporting-public  AB      yes       yes       not_asked ...
                      CD      no        not_asked ...
    massage           AB      not_addressed ...                                 not_checked
                      CD      not_addressed ...

Pairs: 33 questions × 5 versions = 165. Not asked: reporting-public of P2 to P5, 4. Not checked: massage of P5, 1.
Compared: 165 - 5 = 160. Apart: selling P3, P5; buying P2; reporting P2; reporting-public P1: 5. Rate: 5/160 = 3.125 %.

Kappa of selling: agreed 3/5. By chance: decline 3·3 + not_addressed 1·2 + differs 1·0, over 25 = 11/25.
    (15/25 - 11/25)/(1 - 11/25) = 4/14 = 0.2857...
Kappa of buying, and of reporting: agreed 4/5. By chance: 2·1 + 3·4 over 25 = 14/25. (20 - 14)/(25 - 14) = 6/11 = 0.5454...
Kappa of reporting-public: one pair, yes and no: agreed 0, by chance 0: 0.
Of every other question all answers are one value: undefined.

P2 alone: 33 pairs, 1 not asked, 32 compared, 2 apart: 2/32 = 6.25 %, which is not below 5 %.
"""

import csv
import json
import shutil
from typing import Any, cast

import pytest

from nolle import verbs
from nolle.cli import main, terminal
from tests.analysis.intercoder.filling import changed, line_of, sheet

POLICY = "us-xx/example-county/2024-02-01"
SELLING = {"AB": ["decline", "decline", "decline", "", "differs"], "CD": ["decline", "decline", "", "", "decline"]}
BUYING = {"AB": ["decline", "decline", "", "", ""], "CD": ["decline", "", "", "", ""]}
REPORTING = {"AB": ["yes", "yes", "", "", ""], "CD": ["yes", "", "", "", ""]}
PUBLIC = {"AB": ["yes", "yes", "", "", ""], "CD": ["no", "", "", "", ""]}
MASSAGE = {"AB": ["", "", "", "", "not_checked"], "CD": ["", "", "", "", ""]}
PLANTED = {"selling": SELLING, "buying": BUYING, "reporting": REPORTING, "reporting-public": PUBLIC, "massage": MASSAGE}


def version(number):
    """The id of the nth version: the example's own, and copies of it."""
    return POLICY if number == 0 else f"us-xx/example-county/copy-{number + 1}"


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A workspace with five versions, and two coders' sheets of each."""
    home = tmp_path_factory.mktemp("coding") / "mine"
    verbs.init(home)
    first = home / f"policies/{POLICY}.yaml"
    for number in range(1, 5):
        text = first.read_text(encoding="utf-8").replace(f"id: {POLICY}", f"id: {version(number)}")
        (home / f"policies/{version(number)}.yaml").write_text(text, encoding="utf-8")
    for number in range(5):
        for coder in ("AB", "CD"):
            said = {question: planted[coder][number] for question, planted in PLANTED.items() if planted[coder][number]}
            sheet(home, version(number), coder, said, home, f"p{number + 1}-{coder.lower()}.yaml")
    return home


@pytest.fixture
def run(ready, tmp_path, monkeypatch, capsys):
    """A command beside copies of the sheets: its exit code, its data, its talk. `lib` holds the workspace."""
    for file in ready.glob("*.yaml"):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal.console, "width", 100)
    lib = [ready]

    def ran(*words):
        code = main.app([*map(str, words), "-w", str(lib[0])], standalone_mode=False) or 0
        shown, talk = capsys.readouterr()
        return code, shown, talk

    cast(Any, ran).home, cast(Any, ran).lib = tmp_path, lib
    return ran


def sheets(*numbers):
    return [f"p{n}-{coder}.yaml" for n in numbers or range(1, 6) for coder in ("ab", "cd")]


def faults(run, *words):
    """The faults that a command of sheets names, as `file:line` and words."""
    from nolle.errors import DocumentError

    with pytest.raises(DocumentError) as error:
        run(*words)
    return [(f"{fault.file}:{fault.line}", fault.what) for fault in error.value.faults]


# ---------------------------------------------------------------- the workflow


def test_an_empty_sheet_holds_every_question_and_nobodys_answers(run):
    code, _, talk = run("code", "new", POLICY, "--coder", "EF", "--out", "ef.yaml")
    text = (run.home / "ef.yaml").read_text(encoding="utf-8")
    assert code == 0
    assert talk.startswith("wrote ef.yaml")
    assert text.count('    answer: ""') == text.count("    version: 1") == 33
    assert "words on" not in text
    code, shown, _ = run("code", "check", "ef.yaml")
    assert code == 1
    assert shown.count("is not answered") == 33
    assert "does not say whether the coder saw" in shown


def test_sound_sheets_have_no_fault(run):
    assert run("code", "check", *sheets()) == (0, "", "10 sheets, 0 faults\n")


def test_the_figures_are_right_to_the_digit(run):
    code, shown, _ = run("code", "compare", *sheets(), "--json")
    told = json.loads(shown)
    assert code == 0
    assert (told["pairs"], told["n"], told["divergences"], told["rate"]) == (165, 160, 5, 0.03125)
    assert told["left_out"] == {"old_version": 0, "not_checked": 1, "not_asked": 4, "not_coded": 0}
    assert (told["met"], told["code_twice_next"]) == (True, 20)
    by = {one["question"]: one for one in told["questions"]}
    kappas = {id: one["kappa"] for id, one in by.items() if one["kappa"] is not None}
    assert kappas == {
        "selling": pytest.approx(2 / 7), "buying": pytest.approx(6 / 11), "reporting": pytest.approx(6 / 11),
        "reporting-public": 0,
    }  # fmt: skip
    assert {id: (one["n"], one["divergences"], one["rate"]) for id, one in by.items() if one["divergences"]} == {
        "selling": (5, 2, 0.4), "buying": (5, 1, 0.2), "reporting": (5, 1, 0.2), "reporting-public": (1, 1, 1.0),
    }  # fmt: skip
    assert by["massage"]["n"] == 4
    assert by["massage"]["kappa_note"] == "all answers are one value"
    assert "NaN" not in shown
    assert all(one["n"] + sum(one["left_out"].values()) == 5 for one in told["questions"])
    assert sum(one["n"] for one in told["questions"]) == told["n"]


def test_the_order_of_the_files_does_not_matter(run):
    one = json.loads(run("code", "compare", *sheets(), "--json")[1])
    other = json.loads(run("code", "compare", *reversed(sheets()), "--json")[1])
    assert {**one, "files": []} == {**other, "files": []}


def test_people_read_the_rate_first_and_what_follows(run):
    _, shown, _ = run("code", "compare", *sheets())
    assert shown.strip().startswith("5 divergences in 160 answers compared: 3.1 %")
    assert "the bound of 5 % is met: code 20 % of the next versions twice" in shown
    assert "165 = 160 compared + 5 left out" in shown
    assert "0.286  below the floor" in shown
    assert "0.545  below the floor" in shown
    assert "undefined: all answers are one value" in shown
    assert "nan" not in shown.lower().replace("finance", "")
    assert all(len(row.rstrip()) <= 100 for row in shown.splitlines())


def test_a_batch_over_the_bound_is_coded_twice_in_full(run):
    code, shown, _ = run("code", "compare", *sheets(2), "--json")
    told = json.loads(shown)
    assert code == 1
    assert (told["n"], told["divergences"], told["rate"]) == (32, 2, 0.0625)
    assert (told["met"], told["code_twice_next"]) == (False, 100)


def test_the_review_sheet_has_one_row_for_each_divergence_and_is_settled_by_people(run):
    _, _, talk = run("code", "compare", *sheets(), "--review", "review.yaml")
    assert "5 divergences to settle" in talk
    file = run.home / "review.yaml"
    text = file.read_text(encoding="utf-8")
    rows = [line.split(": ")[1] for line in text.splitlines() if line.startswith("    question: ")]
    assert sorted(rows) == ["buying", "reporting", "reporting-public", "selling", "selling"]
    assert text.count('quote: "words on selling"') == 3, "both pinpoints, where both have one: P3 has one, P5 two"
    assert text.count('searched: "pages 1 to 2, all of it"') == 3, "P3 selling, P2 buying, P2 reporting"
    code, shown, _ = run("code", "review", "review.yaml")
    assert code == 1
    assert "5 divergences to settle: 0 with a cause, 10 entries open" in shown
    settled = text
    for cause in ("oversight", "question_unclear", "oversight", "reading", "text_unclear"):
        settled = settled.replace('cause: ""', f'cause: "{cause}"', 1).replace('decision: ""', 'decision: "unclear"', 1)
    file.write_text(settled, encoding="utf-8")
    code, shown, _ = run("code", "review", "review.yaml", "--json")
    told = json.loads(shown)
    assert (code, told["rows"], told["open"]) == (0, 5, [])
    assert told["causes"] == {
        "reading": 1,
        "oversight": 2,
        "question_unclear": 1,
        "text_unclear": 1,
        "source_differs": 0,
    }
    assert told["questions_to_mend"] == [rows[1]]
    file.write_text(settled.replace('cause: "reading"', 'cause: "carelessness"'), encoding="utf-8")
    code, shown, _ = run("code", "review", "review.yaml")
    assert code == 1
    assert f"review.yaml:{line_of(file, 'cause: ' + chr(34) + 'carelessness')}: " in shown
    assert '"carelessness" is no cause' in shown


def test_a_review_is_not_written_over(run):
    from nolle.errors import NolleError

    run("code", "compare", *sheets(), "--review", "review.yaml")
    with pytest.raises(NolleError, match="is there already"):
        run("code", "compare", *sheets(), "--review", "review.yaml")


def test_the_figures_of_a_release_are_a_table(run):
    run("code", "compare", *sheets(), "--figures", "agreement.csv")
    with (run.home / "agreement.csv").open(encoding="utf-8", newline="") as opened:
        rows = {row["question"]: row for row in csv.DictReader(opened)}
    assert len(rows) == 34
    assert (rows["all"]["n"], rows["all"]["divergences"], rows["all"]["rate"]) == ("160", "5", "3.1")
    assert (rows["selling"]["rate"], rows["selling"]["kappa"], rows["selling"]["below_floor"]) == (
        "40.0",
        "0.286",
        "yes",
    )
    assert (rows["kind"]["kappa"], rows["kind"]["kappa_note"]) == ("", "all answers are one value")
    assert sum(int(rows["all"][key]) for key in ("old_version", "not_checked", "not_asked", "not_coded")) == 5


QUESTION_2 = """
questions:
  - id: buying
    version: 2
    text: What does the text say of charges of buying sex from an adult?
    answers: {decline: it will not prosecute, will_prosecute: it will, not_addressed: no, unclear: two ways, not_checked: no}
    changes: [{version: 2, on: 2026-11-22, what: adults only}]
  - id: interpreter
    text: Does the text speak of interpreters?
    answers: {"yes": it does, not_addressed: it does not, unclear: two ways, not_checked: not yet}
"""


def new_codebook(run):
    """A codebook in which one question has a new version and one question is new."""
    home = run.home / "mine"
    shutil.copytree(run.lib[0], home)
    (home / "surveillance").mkdir()
    (home / "surveillance/questions.yaml").write_text(QUESTION_2, encoding="utf-8")
    run.lib[0] = home


def test_a_changed_question_marks_the_answers_to_code_again(run):
    assert run("code", "recode", *sheets())[0] == 0
    new_codebook(run)
    assert [str(fault) for fault in verbs.check(run.lib[0]) if not fault.warning] == []
    code, shown, _ = run("code", "recode", *sheets(), "--json")
    rows = json.loads(shown)
    assert code == 1
    buying = [row for row in rows if row["question"] == "buying"]
    assert [(row["policy"], row["coder"], row["answer"]) for row in buying] == [
        (version(n), coder, BUYING[coder][n] or "not_addressed") for n in range(5) for coder in ("AB", "CD")
    ]
    assert {(row["version"], row["codebook"], *row["changed"]) for row in buying} == {(1, 2, "adults only")}
    assert buying[0]["line"] == line_of(run.home / "p1-ab.yaml", "- question: buying")
    assert len([row for row in rows if row["question"] == "interpreter" and row["version"] == 0]) == 10
    assert len(rows) == 20
    told = json.loads(run("code", "book", "--json")[1])
    [asked] = [question for question in told["questions"] if question["id"] == "buying"]
    assert (asked["version"], asked["changes"]) == (2, [{"version": 2, "on": "2026-11-22", "what": "adults only"}])
    assert "- version 2, 2026-11-22: adults only" in run("code", "book", "--markdown")[1]
    assert "20 answers to code again, in 10 sheets" in run("code", "recode", *sheets())[1]


def test_answers_to_an_old_version_are_left_out_and_counted(run):
    """34 questions × 5 = 170 pairs. Old version: buying, 5. In neither sheet: interpreter, 5. Not asked 4, not checked 1.
    Compared: 155. Apart: 5 less the one of buying, 4. Rate: 4/155 = 2.58 %."""
    new_codebook(run)
    told = json.loads(run("code", "compare", *sheets(), "--json")[1])
    assert (told["pairs"], told["n"], told["divergences"]) == (170, 155, 4)
    assert told["rate"] == pytest.approx(4 / 155)
    assert told["left_out"] == {"old_version": 5, "not_checked": 1, "not_asked": 4, "not_coded": 5}


# ---------------------------------------------------------------- beside the rules


def test_coded_answers_are_laid_beside_those_of_the_rules(run):
    """The example declines selling, asks a supervisor for buying, has one exception. CD coded buying as `decline`, and
    neither approval nor the exception."""
    code, shown, _ = run("code", "against", POLICY, "p1-cd.yaml", "--json")
    told = json.loads(shown)
    apart = {row["question"]: (row["coded"], row["computed"]) for row in told["rows"] if row["verdict"] == "differs"}
    assert code == 1
    assert apart == {
        "kind": ("not_addressed", "written_memo"), "buying": ("decline", "supervisory_approval"),
        "approval": ("not_addressed", "yes"), "exceptions": ("not_addressed", "yes"),
    }  # fmt: skip
    assert sum(told["counts"].values()) == 33
    [line] = [row["line"] for row in told["rows"] if row["question"] == "buying"]
    assert line == line_of(run.home / "p1-cd.yaml", "answer:", "buying")


def test_a_sheet_of_another_policy_is_not_laid_beside_it(run):
    [(where, what)] = faults(run, "code", "against", version(1), "p1-cd.yaml")
    assert where == f"p1-cd.yaml:{line_of(run.home / 'p1-cd.yaml', 'policy:')}"
    assert POLICY in what


# ---------------------------------------------------------------- faults, with file and line


def test_two_coders_with_different_versions_of_a_question(run):
    at = changed(run.home / "p1-cd.yaml", "version: 1", "version: 2", "buying")
    told = faults(run, "code", "compare", *sheets(1))
    there = line_of(run.home / "p1-ab.yaml", "version:", "buying")
    assert (
        f"p1-cd.yaml:{at}",
        f'"buying" is answered in version 2 here, and in version 1 at p1-ab.yaml:{there}',
    ) in told
    assert any("the codebook has version 1" in what for _, what in told)


def test_who_saw_the_other_is_refused(run):
    at = changed(run.home / "p1-cd.yaml", 'saw_other: "no"', 'saw_other: "yes"')
    [(where, what)] = faults(run, "code", "compare", *sheets(1))
    assert where == f"p1-cd.yaml:{at}"
    assert "not blind" in what


def test_the_same_coder_twice(run):
    at = changed(run.home / "p1-cd.yaml", 'coder: "CD"', 'coder: "AB"')
    code, shown, _ = run("code", "check", *sheets(1))
    assert code == 1
    assert (
        f'p1-cd.yaml:{at}: AB coded "{POLICY}" already, at p1-ab.yaml:{line_of(run.home / "p1-ab.yaml", "coder:")}'
        in shown
    )


def test_a_version_with_one_coder_or_three(run):
    shutil.copy(run.home / "p2-cd.yaml", run.home / "p2-ef.yaml")
    changed(run.home / "p2-ef.yaml", 'coder: "CD"', 'coder: "EF"')
    told = faults(run, "code", "compare", "p1-ab.yaml", *sheets(2), "p2-ef.yaml")
    assert [what.split(" coding")[0] for _, what in told] == [f'"{POLICY}" has 1', f'"{version(1)}" has 3']


AT = 'at: {page: "1", section: "", quote: "words on selling"}'


@pytest.mark.parametrize(
    ("question", "old", "new", "where", "what"),
    [
        ("selling", 'answer: "decline"', 'answer: "no"', ("answer:", "selling"), '"no" is not an answer to "selling"'),
        ("selling", AT, "at: {page: 1}", ("- question: selling",), '"selling" has no pinpoint: it lacks the words (`quote`)'),
        ("selling", AT, "at: {quote: x}", ("- question: selling",), '"selling" has no pinpoint: it lacks where they stand'),
        ("selling", "at: {page", "at: {source: nobody, page", ("at:", "selling"), 'source "nobody" is not described'),
        ("selling", "- question: selling", "- question: seling", ("- question: seling",), 'question "seling" is not in'),
        ("kind", 'searched: "pages 1 to 2, all of it"', "searched: ''", ("- question: kind",), '"kind": no text was found'),
        ("selling", 'answer: "decline"', 'answer: "unclear"', ("- question: selling",), '"selling" is unclear, and no note'),
        ("reporting", 'answer: "yes"', 'answer: "no"', ("answer:", "reporting-public"), '"reporting-public" is answered, and'),
        ("reporting-public", 'answer: "yes"', 'answer: "not_asked"', ("answer:", "reporting-public"),
         '"reporting-public" is left out, and it is asked'),
        ("selling", "version: 1", "version: 2", ("version:", "selling"), '"selling" is answered in version 2, and the codebook'),
        ("", f'policy: "{POLICY}"', 'policy: "us-xx/none"', ("policy:",), 'policy "us-xx/none" is not in the library'),
        ("", 'coder: "AB"', 'coder: "A person"', ("coder:",), "the coder is not named by initials"),
        ("", "protocol: standard", "protocol: mine", ("protocol:",), 'protocol "mine" is not in the library'),
        ("", 'saw_other: "no"', 'saw_other: ""', ("saw_other:",), "does not say whether the coder saw"),
    ],
)  # fmt: skip
def test_a_fault_of_a_sheet_is_told_at_its_line(run, question, old, new, where, what):
    file = run.home / "p1-ab.yaml"
    changed(file, old, new, question)
    code, shown, _ = run("code", "check", "p1-ab.yaml", "--json")
    assert code == 1
    told = [(fault["file"], fault["line"]) for fault in json.loads(shown) if fault["what"].startswith(what)]
    assert told == [("p1-ab.yaml", line_of(file, *where))]


def test_a_question_answered_twice_and_one_left_out(run):
    file = run.home / "p1-ab.yaml"
    at = changed(file, "- question: buying", "- question: selling")
    code, shown, _ = run("code", "check", "p1-ab.yaml")
    assert code == 1
    first = line_of(file, "- question: selling")
    assert f'p1-ab.yaml:{at}: question "selling" is answered twice; the first is at p1-ab.yaml:{first}' in shown
    assert "1 questions of the codebook are not in the sheet: buying" in shown


@pytest.mark.parametrize("text", ["", "a: b\n", "coding: {policy: x}\n", "coding: [\n", "answers: []\n"])
def test_a_file_that_is_no_sheet_is_refused(run, text):
    (run.home / "no.yaml").write_text(text, encoding="utf-8")
    code, shown, _ = run("code", "check", "no.yaml")
    assert code == 1
    assert shown.startswith("no.yaml:")


# ---------------------------------------------------------------- the codebook


def test_the_codebook_is_made_from_the_questions(run):
    _, shown, _ = run("code", "book", "--markdown")
    told = json.loads(run("code", "book", "--json")[1])
    assert shown.startswith("# Codebook: ")
    assert [line.removeprefix("### ") for line in shown.splitlines() if line.startswith("### ")] == [
        question["id"] for question in told["questions"]
    ]
    for question in told["questions"]:
        assert question["text"] in shown
        assert all(f"| `{answer}` | {meaning} |" in shown for answer, meaning in question["answers"].items())
    assert "100 % of the versions are coded twice until" in shown
    assert "Asked only where `reporting` is `yes`; else `not_asked`." in shown
    code, plain, _ = run("code", "book")
    assert code == 0
    assert all(question["id"] in plain for question in told["questions"])
    assert all(len(row.rstrip()) <= 100 for row in plain.splitlines())
