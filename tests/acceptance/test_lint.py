"""`nolle lint` as a user runs it: three shipped policies read line by line, every shipped one, records, bad input."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nolle import verbs
from nolle.library.read import read_file

NOLLE = Path(sys.executable).with_name("nolle")
GOLDEN = Path(__file__).with_name("lint")
DATA = Path(verbs.__file__).parents[1]
BRAGG, VANCE = "us-ny/manhattan/2022-01-03", "us-ny/manhattan/2021-04-21"
SEATTLE, LOS_ANGELES, SAN_FRANCISCO = (
    "us-wa/seattle/2019",
    "us-ca/los-angeles/2020-12-08",
    "us-ca/san-francisco/2018-01-11",
)
READ = {"los-angeles": (LOS_ANGELES, 0), "seattle": (SEATTLE, 1), "manhattan": (BRAGG, 0)}
WIDTH = 100


def run(*words, cwd=None):
    """A command in a terminal of 100 columns."""
    done = subprocess.run(
        [NOLLE, *words], capture_output=True, text=True, timeout=120, check=False, cwd=cwd,
        env={**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize("name", READ)
def test_what_it_prints_of_three_policies(name, update_golden):
    """Read against the facts of the sources when it was written; a change is read again."""
    policy, code = READ[name]
    done = run("lint", policy)
    assert done.returncode == code
    printed = "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(printed, encoding="utf-8")
    assert printed == golden.read_text(encoding="utf-8")
    assert max(len(line) for line in printed.splitlines()) <= WIDTH


@pytest.mark.parametrize("policy", sorted(verbs.open_library().policies))
def test_every_shipped_policy(policy):
    """Sorted, counted, placed at lines there are; and the words say how much of the text was read."""
    values = verbs.lint(policy).json()
    grades = [finding["severity"] for finding in values["findings"]]
    assert grades == sorted(grades, key=["problem", "gap", "note"].index)
    assert values["counts"] == {grade: grades.count(grade) for grade in ("problem", "gap", "note")}
    for finding in values["findings"]:
        assert finding["what"].endswith(".")
        assert "{" not in finding["what"] + finding["why"]
        assert finding["why"].count(".") == 1
        if not values["whole_text"]:
            assert not re.search("does not speak|stands in the document|nothing is said", finding["what"])
        for at in (finding["where"], *finding["others"]):
            stands(at)
        assert not [other for other in finding["others"] if other["policy"] == policy]


def stands(at):
    """The clause that a link names is at the line it gives."""
    marked = read_file(DATA / at["file"], at["file"])
    lines = (DATA / at["file"]).read_text(encoding="utf-8").splitlines()
    assert 1 <= at["line"] <= len(lines)
    part, _, last = at["clause"].rpartition("/")
    if at["part"] in ("rules", "relief", "protections"):
        assert f"id: {last}" in lines[at["line"] - 1], at
    elif at["part"]:
        entries = marked.data[at["part"]]
        key = last if isinstance(entries, dict) else int(last) - 1
        assert marked.line((at["part"], key)) == at["line"]
        assert not part


def told(policy, check, **more):
    return [finding for finding in verbs.lint(policy, **more).json()["findings"] if finding["check"] == check]


def test_only_the_policies_that_spare_sellers_and_prosecute_clients_follow_end_demand(library):
    following = {id for id in library.policies if told(id, "end-demand")}
    assert following == {
        SEATTLE, VANCE, "us-ny/brooklyn/before-2019", "us-ny/brooklyn/2021-01-29", "us-ny/queens/2021-03-16",
        "us-tx/harris/2020-01",
    }  # fmt: skip


def test_manhattan_lacks_third_parties_and_massage_and_says_where_others_have_them():
    silent = {tuple(f["named"]["missing"]): f for f in told(BRAGG, "element-silent")}
    classes = {name for f in silent.values() for name in f["named"]["element"]}
    assert {"third_party/promoting_procuring", "third_party/permitting", "unlicensed_massage"} <= classes
    [massage] = [f for f in silent.values() if f["named"]["element"] == ["unlicensed_massage"]]
    assert massage["what"].startswith("On giving massages without a license nothing was found in what was read")
    others = {(o["policy"], o["part"], o["clause"]) for o in massage["others"]}
    assert others == {("model", "rules", "unlicensed-massage"), (VANCE, "rules", "unlicensed-massage")}


def test_san_francisco_was_read_in_full_and_leaves_two_lists_open():
    values = verbs.lint(SAN_FRANCISCO).json()
    assert values["whole_text"]
    assert [f["where"]["clause"] for f in told(SAN_FRANCISCO, "open-list")] == ["reporting"]
    assert [f["where"]["clause"] for f in told(SAN_FRANCISCO, "open-named-list")] == ["violent-crimes"]
    assert not told(SAN_FRANCISCO, "no-protection")
    assert not told(SAN_FRANCISCO, "no-training")
    assert told(SAN_FRANCISCO, "no-relief-pending")


def test_washtenaws_commitment_comes_near_a_protection():
    [finding] = told("us-mi/washtenaw/2021-01-14", "no-protection")
    assert finding["what"].endswith("What comes near it: not prosecute sex workers who report violence or trafficking.")


def test_seattle_cannot_decide_the_felonies_of_the_model():
    beyond = {id for f in told(SEATTLE, "element-beyond-office") for id in f["named"]["missing"]}
    assert "us-wa-rcw-9a.88.080" in beyond


def test_los_angeles_cites_a_section_that_ended_while_the_directive_ran():
    [finding] = told(LOS_ANGELES, "section-ended-since")
    assert finding["named"]["ended"] == ["us-ca-pc-653.22"]
    assert "2022-12-31" in finding["what"]


# -- records


def test_clauses_that_no_charge_on_record_meets_agree_with_decide(sample):
    """Every exception of the memo asks for a fact that arrest records lack: none surely, as many as its rule perhaps."""
    how = verbs.Asked("nypd-arrests", as_if=True, where={"place": "us-ny/manhattan"})
    values = verbs.lint(BRAGG, sample, how).json()
    found = {f["where"]["clause"]: f["what"] for f in values["findings"] if f["check"] == "not-on-record"}
    decided = verbs.decide(BRAGG, sample, how)
    for rule in ("prostitution", "resisting-arrest"):
        heads = [any(said.rule.partition("/")[0] == rule for said in f.answer.rules) for f in decided.decided.found]
        n = sum(f.n for f, inside in zip(decided.decided.found, heads, strict=True) if inside)
        [sentence] = [what for clause, what in found.items() if clause.startswith(f"{rule}/")]
        assert sentence.endswith(f"; {n:,} perhaps.")
        assert f"None of the {decided.decided.n_charges:,} charges" in sentence
    assert not {"prostitution", "patronizing", "trespass", "not-a-crime"} & found.keys()


def test_without_records_nothing_is_said_of_them():
    values = verbs.lint(BRAGG).json()
    assert values["charges"] is None
    assert not told(BRAGG, "not-on-record")


# -- workspaces and bad input

OFFICE = """id: us-tx/made-up-da
name: Made-up District Attorney
place: us-tx/made-up
cite: [{source: tx-hb17-enrolled, at: all}]
"""
PLACE = """id: us-tx/made-up
name: Made-up County
state: us-tx
cite: [{source: tx-hb17-enrolled, at: all}]
"""
POLICY = """id: us-tx/made-up/2025
title: A refusal in Texas
office: us-tx/made-up-da
kind: written_memo
text_read: full
events: [{type: in_effect, on: 2025-01-06}]
rules:
  - id: selling
    covers: {conduct: selling, level: misdemeanor}
    then: decline
    cite: [{source: tx-hb17-enrolled, at: all}]
    unless:
      - id: a-felony
        when: {level: felony}
        then: not_covered
"""
CHANGED = """id: us-tx/made-up/2026
title: The refusal, amended
office: us-tx/made-up-da
kind: written_memo
amends: us-tx/made-up/2025
text_read: full
events: [{type: in_effect, on: 2026-01-06}]
rules:
  - id: buying
    covers: {conduct: buying}
    then: divert
    cite: [{source: tx-hb17-enrolled, at: all}]
"""


@pytest.fixture
def workspace(tmp_path):
    for name, text in {
        "offices/us-tx/made-up-da.yaml": OFFICE, "places/us-tx/made-up.yaml": PLACE,
        "policies/us-tx/made-up/2025.yaml": POLICY, "policies/us-tx/made-up/2026.yaml": CHANGED,
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_texan_refusal_in_a_workspace(workspace):
    done = run("lint", "us-tx/made-up/2025", "--json", "-w", workspace)
    assert done.returncode == 1
    values = json.loads(done.stdout)
    at = {f["check"]: f["where"] for f in values["findings"] if f["severity"] == "problem"}
    assert at.keys() == {"limit-refusal", "exception-never-fires"}
    assert at["limit-refusal"]["file"] == "policies/us-tx/made-up/2025.yaml"
    assert POLICY.splitlines()[at["limit-refusal"]["line"] - 1] == "  - id: selling"
    assert POLICY.splitlines()[at["exception-never-fires"]["line"] - 1] == "      - id: a-felony"


def test_a_rule_that_was_taken_over_is_told_where_it_stands(workspace):
    values = json.loads(run("lint", "us-tx/made-up/2026", "--json", "-w", workspace).stdout)
    [finding] = [f for f in values["findings"] if f["check"] == "exception-never-fires"]
    assert finding["where"]["policy"] == "us-tx/made-up/2026"
    assert finding["where"]["file"] == "policies/us-tx/made-up/2025.yaml"
    assert POLICY.splitlines()[finding["where"]["line"] - 1] == "      - id: a-felony"


def test_a_workspace_lays_its_own_words_and_laws_over_those_that_ship(workspace):
    (workspace / "lint").mkdir()
    (workspace / "lint/mine.yaml").write_text(
        'checks: [{id: no-training, severity: problem, title: T, says: "Mine: {words}.", why: W, words: [drill]}]',
        "utf-8",
    )
    (workspace / "limits").mkdir()
    (workspace / "limits/mine.yaml").write_text(
        "limits: [{id: us-tx/hb17, jurisdiction: us-tx, title: Mine, kind: removal, says: so, "
        "cite: [{source: tx-hb17-enrolled, at: all}]}]",
        "utf-8",
    )
    values = json.loads(run("lint", "us-tx/made-up/2025", "--json", "-w", workspace).stdout)
    found = {f["check"]: f for f in values["findings"]}
    assert found["no-training"]["what"] == "Mine: drill."
    assert found["no-training"]["severity"] == "problem"
    assert found["limit-removal"]["what"].startswith("Mine: so.")
    assert "limit-refusal" not in found


LIMIT = "id: a, jurisdiction: us-tx, title: T, says: S"


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("lint/x.yaml", "checks: [{id: a, severity: problem, title: T, says: 'See {nobody}.', why: W}]", '"{nobody}" is nothing'),
        ("lint/x.yaml", "checks: [{id: a, severity: problem, title: T, says: 'See {', why: W}]", "a brace that is not closed"),
        ("lint/x.yaml", "checks: [{id: a, severity: worse, title: T, says: S, why: W}]", '"severity" cannot be "worse"'),
        ("lint/x.yaml", "checks: [{id: a, severity: gap, title: T, says: S, why: W, classes: [nothing]}]", '"nothing"'),
        ("limits/x.yaml", "limits: [{id: a, jurisdiction: Texas, title: T, kind: removal, says: S}]", '"Texas" is not a state'),
        ("limits/x.yaml", f"limits: [{{{LIMIT}, kind: refusal}}]", "reaches no decision"),
        ("limits/x.yaml", f"limits: [{{{LIMIT}, kind: removal}}]", "cites no source"),
        ("limits/x.yaml", f"limits: [{{{LIMIT}, kind: refusal, reaches: [divert], spares: [divert]}}]", "under reaches and under spares"),
    ],
)  # fmt: skip
def test_bad_texts_and_limits_are_told_at_their_lines(workspace, file, text, fault):
    (workspace / file).parent.mkdir(exist_ok=True)
    (workspace / file).write_text(text, "utf-8")
    done = run("lint", "us-tx/made-up/2025", "-w", workspace)
    assert done.returncode == 2
    assert f"{file}:1" in done.stderr
    assert fault in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lint", "us-ny/manhattan/2022"], 'policy "us-ny/manhattan/2022" is not known. Did you mean'),
        (["lint", BRAGG, "--records", "nothing.csv"], "nothing.csv"),
        (["lint", BRAGG, "--records", "nothing.csv", "--mapping", "none"], 'mapping "none" is not known'),
        (["lint", BRAGG, "-w", "/nowhere"], "there is no such folder"),
    ],
)
def test_bad_input_is_told_and_nothing_is_printed(words, said, tmp_path):
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
