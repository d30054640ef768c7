"""The command line: what it takes, what it says, and what it leaves."""

import json

import pytest
import typer
from typer.testing import CliRunner

from nolle.cli.linking import link
from nolle.errors import NolleError
from tests.linkage.files import persons, read, write

app = typer.Typer()
app.command()(link)

COLUMNS = ("charge", "first", "last", "born", "state_id")
ROWS = [
    ("a1", "Torvamel", "Brisdokan", "1980-03-04", ""),
    ("a2", "TORVAMEL", "Brisdokan", "1980-03-04", "S1001"),
    ("b1", "Klinora", "Vasternou", "1991-11-20", "S2002"),
    ("b2", "Zeminka", "Oltarous", "1991-11-20", "S2002"),
    ("n1", "", "", "", ""),
]


def run(folder, *more):
    file = write(folder, ROWS, COLUMNS)
    words = [file, "--name", "first,last", "--birth", "born", "--id", "state_id", "--charge-id", "charge"]
    words += ["--out", folder / "persons.csv", "--key", folder / "key", *more]
    return CliRunner().invoke(app, [str(word) for word in words])


def test_it_links_and_says_what_became_of_the_rows(tmp_path):
    done = run(tmp_path, "--report", tmp_path / "report.json")
    assert done.exit_code == 0, done.output
    assert persons(read(tmp_path / "persons.csv")) == [{"a1", "a2"}, {"b1", "b2"}]
    said = " ".join(done.output.split())
    for text in ("5 rows = 5 charges", "4 known, of 2 persons", "1 unknown: 1 no full name and birth date, and no id",
                 "1 of the office's ids with more than one name, linked (1 not alike)", "published values", "persons.csv"):  # fmt: skip
        assert text in said, said
    assert (tmp_path / "report.json").exists()


def test_json_is_the_report(tmp_path):
    done = run(tmp_path, "--json", "--report", tmp_path / "report.json")
    assert json.loads(done.output) == json.loads((tmp_path / "report.json").read_text())


def test_a_fault_is_an_error_that_the_command_prints(tmp_path):
    done = run(tmp_path, "--sure", "2")
    assert isinstance(done.exception, NolleError)
    assert not (tmp_path / "persons.csv").exists()
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize(
    "option", ["--sure", "--floor", "--birth-format", "--report", "--memory-limit", "--force", "--json"]
)
def test_every_option_is_explained(option):
    assert option in CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200", "TERM": "dumb"}).output
