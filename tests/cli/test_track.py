"""nolle track at the command line: what it prints, writes and refuses."""

import json
import subprocess
import sys

import pytest


def run(*words, **more):
    command = [sys.executable, "-c", "from nolle.cli.main import run; run()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **more)


def test_rows_keep_the_keys_that_others_build_on():
    told = run("track", "--as-of", "2021-06-01", "--in", "us-ny/manhattan", "--json")
    assert told.returncode == 0
    assert told.stderr == ""
    rows = json.loads(told.stdout)["rows"]
    assert len(rows) == 6
    keys = {"place", "office", "conduct", "decision", "status", "policy", "kind", "since", "until", "by", "sources"}
    assert all(keys <= set(row) for row in rows)
    selling = rows[0]
    assert (selling["decision"], selling["since"], selling["by"]) == ("decline", "2021-04-21", ["Cyrus R. Vance Jr."])
    assert all(row["sources"] for row in rows)


def test_a_promise_and_a_practice_are_not_drawn_as_policy():
    told = run("track", "--as-of", "2019-12-01", "--in", "us-ca/san-francisco", "--json")
    assert "campaign_promise" not in {kind for row in json.loads(told.stdout)["rows"] for kind in row["kind"]}
    told = run("track", "--as-of", "2020-06-01", "--in", "us-wa/seattle")
    assert "(●" in told.stdout
    assert "a practice or a police agreement" in told.stdout


def test_what_is_shown_is_written(tmp_path):
    out = tmp_path / "answers.csv"
    told = run("track", "--as-of", "2021-06-01", "--conduct", "selling", "--out", str(out))
    assert told.returncode == 0
    assert told.stdout == ""
    assert "rows written to" in told.stderr
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("place,office,conduct,decision,status")
    assert all(",selling," in line for line in lines[1:])
    assert (tmp_path / "answers.sources.csv").exists()


def test_a_feed_of_changes(tmp_path):
    out = tmp_path / "changes.xml"
    told = run("track", "--since", "2023-01-01", "--as-of", "2023-12-31", "--out", str(out))
    assert told.returncode == 0
    assert out.read_text(encoding="utf-8").startswith("<?xml")


def test_what_is_due_ends_with_1():
    told = run("track", "due", "--as-of", "2030-01-01", "--json")
    assert told.returncode == 1
    assert all(one["overdue"] for one in json.loads(told.stdout)["due"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("us-zz",), 'no office is known at "us-zz"'),
        (("--in", "zz"), 'no office is known at "zz"'),
        (("--conduct", "theft"), 'no conduct "theft". Use one of: selling'),
        (("--status", "gone"), 'no status "gone"'),
        (("--as-of", "yesterday"), "yesterday"),
        (("--since", "2030-01-01", "--as-of", "2020-01-01"), "lies after the day asked about"),
        (("--out", "x.doc"), "a table is written as"),
        (("due", "--in", "us-zz"), 'no office is known at "us-zz"'),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_line(words, said, tmp_path):
    told = run("track", *words, cwd=tmp_path)
    assert told.returncode == 2, told
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stdout == ""
    assert not list(tmp_path.iterdir())
