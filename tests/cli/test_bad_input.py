"""Bad input: one clear message that names the place and what to do, a non-zero exit, earlier output whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance import worlds

NOLLE = Path(sys.executable).with_name("nolle")
GOOD = "charge_id,code,place,filed_on\na,ZZ Code § 1,us-zz/here,2021-01-01\nb,ZZ Code § 2,us-zz/here,2021-01-01\n"


def nolle(*words, cwd):
    return subprocess.run([NOLLE, *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def here(tmp_path):
    """A workspace, a file of records, and the output of an earlier run."""
    worlds.workspace(tmp_path)
    (tmp_path / "records.csv").write_text(GOOD)
    done = nolle("decide", worlds.POLICY, "records.csv", "--as-of", "2024-01-01", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return tmp_path


def fingerprint(folder):
    return {file.name: file.read_bytes() for file in sorted((folder / "out").iterdir())}


def refused(here, *words, says):
    """The command fails with a message that says all of this, no traceback, and leaves the output alone."""
    before = fingerprint(here)
    done = nolle(*words, cwd=here)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    for text in says:
        assert text in done.stderr, done.stderr
    assert len(done.stderr.strip().splitlines()) <= 8, "one message, not a wall"
    assert fingerprint(here) == before
    assert sorted(p.name for p in here.iterdir() if p.name.startswith(".")) == []
    return done


DECIDE = ("decide", worlds.POLICY)
OUT = ("--as-of", "2024-01-01", "--out", "out")


def test_a_missing_column_is_named_with_what_the_file_has(here):
    (here / "records.csv").write_text(GOOD)
    says = ['"ARREST_BORO"', "The file has: charge_id, code, place, filed_on"]
    refused(here, *DECIDE, "records.csv", "-m", "nypd-arrests", *OUT, says=says)


def test_a_wrong_encoding_is_named_by_its_line(here):
    (here / "latin.csv").write_bytes(b"charge_id,code\na,ok\nb,\xe9t\xe9\n")
    refused(here, *DECIDE, "latin.csv", *OUT, says=["latin.csv:3", "UTF-8", "Save the file as UTF-8"])


def test_a_truncated_parquet_file_is_refused(here, sample):
    (here / "cut.parquet").write_bytes(sample.read_bytes()[:50_000])
    says = ["cut.parquet", "not a whole Parquet file", "Ask for the file again"]
    refused(here, *DECIDE, "cut.parquet", "-m", "nypd-arrests", *OUT, says=says)


def test_a_ragged_row_in_the_middle_is_named_by_its_line(here):
    (here / "ragged.csv").write_text(
        "charge_id,code,place\na,ZZ Code § 1,us-zz/here\nb,ZZ Code § 1\nc,ZZ Code § 1,us-zz/here\n"
    )
    says = ["ragged.csv:3", "fewer fields than the header", "--set-aside-bad-lines"]
    done = refused(here, *DECIDE, "ragged.csv", *OUT, says=says)
    assert "ZZ Code" not in done.stderr, "no record is ever printed"


def test_a_ragged_row_can_be_set_aside_and_is_counted(here):
    (here / "ragged.csv").write_text(
        "charge_id,code,place\na,ZZ Code § 1,us-zz/here\nb,ZZ Code § 1\nc,ZZ Code § 1,us-zz/here,x\nd,ZZ Code § 1,us-zz/here\n"
    )
    done = nolle(*DECIDE, "ragged.csv", "--json", "--set-aside-bad-lines", "--as-if-in-force", cwd=here)
    assert '"in": 4' in done.stdout
    assert '"quarantined": 2' in done.stdout


def test_an_unclosed_quotation_mark_is_named(here):
    (here / "quote.csv").write_text('charge_id,code\na,"ZZ Code § 1\nb,ZZ Code § 1\n')
    refused(here, *DECIDE, "quote.csv", *OUT, says=["quote.csv"])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "no header line"),
        ("twice.csv", b"code,code\n1,2\n", "columns 1 and 2 have the same name"),
        ("blank.csv", b"code,\n1,2\n", "has no name"),
        ("book.xlsx", b"not a workbook", "not a whole Excel workbook"),
        ("page.pdf", b"%PDF", "Use CSV, Parquet or Excel"),
    ],
)
def test_other_files_that_are_no_records(here, name, content, says):
    (here / name).write_bytes(content)
    refused(here, *DECIDE, name, *OUT, says=[name, says])


def test_a_file_that_is_not_there(here):
    refused(here, *DECIDE, "recrods.csv", *OUT, says=["recrods.csv", "no such file", "records.csv"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("us-zz/here/2020-01-02", "records.csv"), ["us-zz/here/2020-01-02", "Did you mean", worlds.POLICY]),
        ((worlds.POLICY, "records.csv", "--mapping", "generik"), ['mapping "generik" is not known', '"generic"']),
        ((worlds.POLICY, "records.csv", "--assume", "the-best"), ['no assumption "the-best"']),
        ((worlds.POLICY, "records.csv", "--where", "judge=x"), ['"judge" cannot be selected by']),
        ((worlds.POLICY, "records.csv", "--where", "place"), ["is not NAME=VALUE"]),
        ((worlds.POLICY, "records.csv", "--as-of", "yesterday"), ["yesterday"]),
    ],
)
def test_a_slip_on_the_command_line(here, words, says):
    refused(here, "decide", *words, "--out", "out", says=says)


def test_a_duplicate_key_in_a_policy_names_both_lines(here):
    policy = here / "policies/us-zz/here/2020-01-01.yaml"
    policy.write_text(policy.read_text().replace("    then: decline\n", "    then: decline\n    then: divert\n"))
    says = ["policies/us-zz/here/2020-01-01.yaml:13", '"then" is written twice', "line 12"]
    refused(here, *DECIDE, "records.csv", *OUT, says=says)
    assert nolle("check", cwd=here).returncode == 1


def test_an_unknown_offense_id_gets_a_suggestion(here):
    policy = here / "policies/us-zz/here/2020-01-01.yaml"
    policy.write_text(policy.read_text().replace("{conduct: selling}", "{offense: us-zz-11}"))
    says = ["policies/us-zz/here/2020-01-01.yaml:11", '"us-zz-11"', "us-zz-1"]
    refused(here, *DECIDE, "records.csv", *OUT, says=says)


def test_a_policy_file_of_50_mb_is_refused_at_once(here):
    policy = here / "policies/us-zz/here/2020-01-01.yaml"
    policy.write_text(policy.read_text() + "# " + "x" * 50_000_000 + "\n")
    refused(here, *DECIDE, "records.csv", *OUT, says=["2020-01-01.yaml", "50 MB", "Split it"])


def test_a_fact_that_cannot_be(here):
    refused(
        here, "explain", worlds.POLICY, "-f", "offense=us-zz-9", says=['offense "us-zz-9" is not known', "Did you mean"]
    )
    refused(here, "explain", worlds.POLICY, "-f", "moon=full", says=['fact "moon" is not known'])
    refused(
        here, "explain", worlds.POLICY, "-f", "report.role=bystander", says=["report.role", "victim, witness, none"]
    )
    refused(here, "explain", worlds.POLICY, "-f", "offense", says=["is not NAME=VALUE"])


def test_an_output_folder_that_holds_something_else_is_left_alone(here):
    (here / "mine").mkdir()
    (here / "mine/notes.txt").write_text("keep me")
    refused(here, *DECIDE, "records.csv", "--out", "mine", says=["mine", "not a folder that nolle wrote"])
    assert (here / "mine/notes.txt").read_text() == "keep me"


def test_a_run_killed_in_the_middle_leaves_the_earlier_output_whole(here, sample):
    before = fingerprint(here)
    words = [NOLLE, "decide", "model", sample, "-m", "nypd-arrests", "--out", "out"]
    for wait in (0.2, 0.5, 0.8, 1.1):
        running = subprocess.Popen(list(map(str, words)), cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            running.communicate(timeout=wait)
        except subprocess.TimeoutExpired:
            running.kill()
            running.communicate()
            assert fingerprint(here) == before or (here / "out/summary.json").exists()
            before = fingerprint(here)
    done = nolle(*DECIDE, "records.csv", "--as-of", "2024-01-01", "--out", "out", cwd=here)
    assert done.returncode == 0, done.stderr
    assert [p.name for p in here.iterdir() if ".partial-" in p.name] == []
