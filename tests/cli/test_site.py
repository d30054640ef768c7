"""nolle site build at the command line."""

import json
import subprocess
import sys


def run(*words):
    command = [sys.executable, "-c", "from nolle.cli.main import run; run()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_it_writes_a_folder_and_says_how_much(tmp_path):
    out = tmp_path / "site"
    told = run("site", "build", "--out", str(out), "--as-of", "2026-11-21", "--json")
    assert told.returncode == 0, told.stderr
    values = json.loads(told.stdout)
    assert values["as_of"] == "2026-11-21"
    assert values["pages"] == len(list(out.rglob("*.html")))
    assert values["files"] == sum(file.is_file() for file in out.rglob("*"))
    assert f"{values['pages']} pages" in told.stderr
    assert (out / "index.html").is_file()


def test_what_it_did_not_write_it_does_not_replace(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    told = run("site", "build", "--out", str(tmp_path), "--as-of", "2026-11-21")
    assert told.returncode == 2
    assert "not a folder that nolle wrote" in told.stderr
    assert "Traceback" not in told.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_day_is_one_day(tmp_path):
    told = run("site", "build", "--out", str(tmp_path / "site"), "--as-of", "2026")
    assert told.returncode == 2
    assert "is not one day" in told.stderr
