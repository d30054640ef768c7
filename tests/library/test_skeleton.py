"""The example workspace: it is sound, its README is true, and it is never written over anything."""

import csv
import re
from pathlib import Path

import pytest

from nolle.analysis.examples import outcomes
from nolle.errors import NolleError
from nolle.law.places import Place
from nolle.library.check import check
from nolle.library.load import library, load
from nolle.library.skeleton import init
from nolle.records.columns import COLUMNS
from nolle.records.mapping import Mapping

POLICY = "us-xx/example-county/2024-02-01"


@pytest.fixture
def workspace(tmp_path):
    init(tmp_path / "mine")
    return tmp_path / "mine"


def test_what_is_written(tmp_path):
    written = init(tmp_path / "a" / "b")
    assert sorted(str(path.relative_to(tmp_path / "a" / "b")) for path in written) == [
        ".gitignore",
        "README.md",
        "mappings/example-county.yaml",
        "offenses/us-xx.yaml",
        "offices/us-xx/example-county-prosecutor.yaml",
        "places/us-xx/example-county.yaml",
        "policies/us-xx/example-county/2024-02-01.yaml",
        "records/example.csv",
        "sources/example.yaml",
    ]
    assert all(path.is_file() for path in written)


def test_an_empty_folder_will_do(tmp_path):
    assert init(tmp_path)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NolleError) as refused:
        init(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path} is not empty: it holds letter.txt.\n"
        "  Name a folder that does not exist yet, or an empty one. Nothing was written."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(NolleError, match="is a file"):
        init(file)
    with pytest.raises(NolleError, match="cannot be written: Not a directory"):
        init(file / "inside")


def test_it_loads_and_checks_without_a_word(workspace):
    loaded = load(workspace)
    assert [*loaded.faults, *check(loaded)] == []
    assert isinstance(loaded.documents["place"]["us-xx/example-county"], Place)


def test_its_policy_decides_its_own_examples(workspace):
    known = library(workspace)
    told = list(outcomes(known.policies[POLICY], known))
    assert [outcome.differs for outcome in told] == ["", ""]


def test_its_records_are_in_standard_columns(workspace):
    known = library(workspace)
    with (workspace / "records/example.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 10
    assert set(rows[0]) <= COLUMNS.keys() | known.dictionary.facts.keys()
    generic = known.mappings["generic"]
    assert isinstance(generic, Mapping)
    assert set(rows[0]) <= generic.columns.keys()
    citations = {offense.citation for offense in known.offenses.values()}
    assert {row["code"] for row in rows} - {""} <= citations
    assert {row["stage"] for row in rows} <= set(known.dictionary.values("stage"))


def test_the_readme_tells_the_truth(workspace):
    text = (workspace / "README.md").read_text(encoding="utf-8")
    for id in re.findall(r"us-xx/example-county/2024\S*", text):
        assert id == POLICY
    [path] = re.findall(r"`(policies/us-xx/example-county/[\d-]+\.yaml)`", text)
    [document] = re.findall(r"```yaml\n(.*?)```", text, flags=re.S)
    assert document.count("\n") == 6
    (workspace / path).write_text(document, encoding="utf-8")
    loaded = load(workspace)
    assert [*loaded.faults, *check(loaded)] == []
    assert Path(path).with_suffix("").as_posix().removeprefix("policies/") in loaded.documents["policy"]
    for folder in re.findall(r"^\| `(\w+)/`", text, flags=re.M):
        assert (workspace / folder).is_dir()
