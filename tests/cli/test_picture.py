"""nolle picture at the command line: what it prints, writes and refuses."""

import json
import subprocess
import sys

import pytest

pytest.importorskip("altair", reason="pictures need the extra charts")
pytest.importorskip("vl_convert", reason="pictures need the extra charts")


def run(*words, **more):
    command = [sys.executable, "-c", "from nolle.cli.main import run; run()", "picture", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **more)


def test_without_a_file_it_prints_the_text_of_the_picture():
    told = run("tiles", "--as-of", "2021-06-01")
    assert told.returncode == 0
    assert told.stdout.startswith("Selling sex: offices that decline, by state, on 1 June 2021\n")
    assert "blank: not yet checked, which is not no" in " ".join(told.stdout.split())
    assert "--out FILE" in told.stderr


def test_the_numbers_as_json():
    told = run("map", "--as-of", "2021-06-01", "--conduct", "buying", "--json")
    value = json.loads(told.stdout)
    assert told.stderr == ""
    assert value["name"] == "map"
    assert sum(row["counties"] for row in value["rows"]) == 3142


@pytest.mark.parametrize("suffix", [".svg", ".png", ".html"])
def test_a_picture_goes_into_a_file_and_what_was_written_is_told(tmp_path, suffix):
    out = tmp_path / f"baltimore{suffix}"
    told = run("timeline", "us-md/baltimore", "--as-of", "2023-06-30", "--out", str(out))
    assert told.returncode == 0
    assert told.stdout == ""
    beside = [] if suffix == ".html" else [".csv", ".sources.csv", ".txt"]
    names = sorted(f"baltimore{one}" for one in [suffix, *beside])
    assert sorted(file.name for file in tmp_path.iterdir()) == names
    assert [line.removeprefix("wrote ") for line in told.stderr.splitlines()] == [
        str(tmp_path / f"baltimore{one}") for one in [suffix, *beside]
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pie"], 'no picture "pie"'),
        (["timeline"], "a timeline is of one place"),
        (["timeline", "Nowhere at all"], "Nowhere at all"),
        (["tiles", "us-ny"], "one word too many"),
        (["matrix", "--out", "m.gif"], "a picture is written as"),
        (["all", "--out", "m.svg"], "do not go into one file"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_why(tmp_path, words, said):
    told = run(*words, "--as-of", "2021-06-01", cwd=tmp_path)
    assert told.returncode == 2
    assert said in told.stderr
    assert told.stdout == ""
    assert not list(tmp_path.iterdir())
