"""Nothing personal leaves: not in the output, in errors, in logs, in files left behind; and nothing comes from outside."""

import json
import logging
import os
import socket
import stat
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

from nolle.compiler.query import Query, Step
from nolle.engine import duckdb as engine
from nolle.errors import EngineError, NolleError, RecordsError
from nolle.linkage import model, private
from nolle.linkage.identities import Columns
from nolle.linkage.link import link
from nolle.linkage.rules import Thresholds
from nolle.verbs.linking import Files
from nolle.verbs.linking import link as link_file
from tests.linkage import people
from tests.linkage.files import GIVEN, linked, write

SECRET = ("Torvamel", "Brisdokan", "1980-03-04", "P77001")
ROWS = [("a1", *SECRET), ("a2", *SECRET), ("b1", "Klinora", "Vasternou", "1991-11-20", "")]


def whispers(text):
    """The identifiers of ROWS that stand in a text."""
    plain = text.upper().replace("-", "")
    return [word for row in ROWS for word in row[1:] if word and word.upper().replace("-", "") in plain]


def test_what_is_written_is_for_its_owner_alone(tmp_path):
    linked(tmp_path, ROWS)
    for name in ("persons.csv", "report.json"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        assert not whispers((tmp_path / name).read_text())


def test_the_key_is_for_its_owner_alone_and_changes_every_pseudonym(tmp_path):
    files = Files(write(tmp_path, ROWS), tmp_path / "one.csv", tmp_path / "new-key")
    link_file(files, GIVEN)
    assert stat.S_IMODE(files.key.stat().st_mode) == 0o600
    _, other = linked(tmp_path, ROWS)
    assert not {row["person_id"] for row in other.values()} & set(files.out.read_text().replace("\n", ",").split(","))
    files.key.chmod(0o644)
    with pytest.raises(NolleError, match="chmod 600"):
        link_file(files, GIVEN)


@pytest.mark.parametrize(
    ("make", "where"), [([".git"], "a git repository"), (["policies", "offices"], "a nolle workspace")]
)
@pytest.mark.parametrize("which", ["records", "out", "key", "report"])
def test_no_file_may_lie_where_things_are_shared(tmp_path, make, where, which):
    shared, own = tmp_path / "shared", tmp_path / "own"
    for folder in (shared / "deep", own, *(shared / name for name in make)):
        folder.mkdir(parents=True)
    names = {"records": "people.csv", "out": "persons.csv", "key": "key", "report": "report.json"}
    places = {name: (shared / "deep" if name == which else own) / file for name, file in names.items()}
    write(places["records"].parent, ROWS)
    with pytest.raises(RecordsError, match=where) as raised:
        link_file(Files(**places), GIVEN)
    assert ("--force" in str(raised.value)) == (which != "key")
    assert not any(places[name].exists() for name in ("out", "key", "report"))
    if which == "key":  # a key is never shared, whoever says so
        with pytest.raises(RecordsError, match=where):
            link_file(Files(**places), GIVEN, force=True)
    else:
        link_file(Files(**places), GIVEN, force=True)
        assert places["out"].exists()


def test_a_link_into_a_repository_is_seen_through(tmp_path):
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "away").symlink_to(tmp_path / "repo")
    with pytest.raises(RecordsError, match="a git repository"):
        private.refuse_inside(tmp_path / "away" / "persons.csv", "the file of persons")


def test_nothing_that_is_not_ours_is_replaced(tmp_path):
    files = Files(write(tmp_path, ROWS), tmp_path / "persons.csv", tmp_path / "key", tmp_path / "report.json")
    files.out.write_text("somebody's notes")
    with pytest.raises(RecordsError, match="nolle did not write it"):
        link_file(files, GIVEN)
    files.out.unlink()
    (tmp_path / "report.json").write_text("{}")
    with pytest.raises(RecordsError, match="nolle did not write it"):
        link_file(files, GIVEN)
    with pytest.raises(NolleError, match="a name of its own"):
        link_file(Files(files.records, files.records, files.key), GIVEN)
    assert files.records.read_text().startswith("charge,")


def test_a_run_that_fails_leaves_the_earlier_output(tmp_path, monkeypatch):
    linked(tmp_path, ROWS)
    before = (tmp_path / "persons.csv").read_bytes()

    def broken(*_):
        yield "charge_id"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nolle.verbs.linking._csv", broken)
    with pytest.raises(NolleError, match="Earlier output is untouched"):
        linked(tmp_path, ROWS)
    assert (tmp_path / "persons.csv").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key", "people.csv", "persons.csv", "report.json"]


@pytest.mark.parametrize("where", ["training.parameters", "link.predict", "link.persons", "link.identities"])
def test_an_error_says_nothing_of_the_file(tmp_path, monkeypatch, where):
    def broken(*_, **__):
        raise ValueError(f"Conversion Error: could not convert '{SECRET[0]} {SECRET[1]}'")

    monkeypatch.setattr(f"nolle.linkage.{where}", broken)
    with pytest.raises(EngineError) as raised:
        linked(tmp_path, ROWS)
    assert not whispers(str(raised.value))
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    assert "ValueError" in str(raised.value)


def test_an_error_of_the_database_says_nothing_of_the_file(tmp_path, monkeypatch):
    """A real one: DuckDB puts the value into its text, and the engine puts that into its own."""
    step = Step("cleaned", "select cast(last as integer) from source", "a step that fails")
    monkeypatch.setattr("nolle.linkage.link.identities", lambda *_: Query((step,)))
    with pytest.raises(EngineError) as raised:
        linked(tmp_path, ROWS)
    assert whispers(str(raised.value.__context__))
    assert not whispers(str(raised.value))


def test_splink_logs_and_warns_of_nothing(tmp_path, caplog, capfd):
    caplog.set_level(1)
    level = logging.getLogger("splink").level
    rows = [(f"c{n}", row.first, row.last, row.birth, row.number) for n, row in enumerate(people.rows(3, 1500, 0.5))]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        report, _ = linked(tmp_path, rows)
    assert report["model"]["trained"]
    assert (caught, caplog.records) == ([], [])
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("splink").level == level


def test_nothing_is_left_in_the_folder_for_temporary_files_and_nothing_is_fetched(tmp_path, monkeypatch):
    """Neither here nor in a database that Splink might open with DuckDB's own settings."""

    def closed(*_, **__):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", closed)
    monkeypatch.setattr(socket, "create_connection", closed)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path / "temporary")
    linked(tmp_path, ROWS)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_every_database_is_shut_off_from_outside(tmp_path, monkeypatch):
    opened = []
    api = model.linker

    def watched(connection, table, settings):
        splink, made = api(connection, table, settings)
        opened.append((connection, made))
        return splink, made

    monkeypatch.setattr(model, "linker", watched)
    with engine.DuckDB("1GB", threads=1) as database:
        database.open(write(tmp_path, ROWS))
        link(database, GIVEN, Thresholds(), lambda identity: str(hash(identity)))
        assert opened
        for connection, made in opened:
            wanted = ["autoinstall_known_extensions", "autoload_known_extensions", "temp_directory", "threads"]
            found = [connection.execute(f"select current_setting('{name}')").fetchone()[0] for name in wanted]
            assert found[:2] == [False, False]
            assert found[2] != ".tmp"
            assert stat.S_IMODE(os.stat(found[2]).st_mode) == 0o700
            assert found[3] == 1
            assert made.duckdb_con is connection
            with pytest.raises(Exception, match="closed"):
                made._ddb_con.execute("select 1")


def test_a_broken_line_is_named_by_its_number_alone(tmp_path):
    file = write(tmp_path, ROWS)
    file.write_text(file.read_text() + "a9,Fredomil,Gruntavex,1971-01-02,,too,many\n")
    with pytest.raises(RecordsError, match=":5") as raised:
        link_file(Files(file, tmp_path / "persons.csv", tmp_path / "key"), GIVEN)
    assert "Fredomil" not in str(raised.value)


def test_without_splink_the_message_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "splink", None)
    with pytest.raises(NolleError, match=r'pip install "nolle\[link\]"'):
        linked(tmp_path, ROWS)
    monkeypatch.setitem(sys.modules, "splink", type("Old", (), {"__version__": "4.0.9"}))
    with pytest.raises(NolleError, match=r"version 4\.0\.9 is here"):
        linked(tmp_path, ROWS)


def test_importing_the_command_imports_nothing_heavy():
    code = "import sys, nolle.cli.linking; print(sorted({'splink', 'duckdb', 'pyarrow', 'sqlglot'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_output_passes_the_guard_of_intake():
    from nolle.records.privacy import personal

    assert personal(["charge_id", "person_id", "link_probability", "history", "person_link"]) == []


def test_the_report_holds_nothing_of_the_file(tmp_path):
    report, _ = linked(tmp_path, ROWS)
    assert not whispers(json.dumps(report))
    assert Path(tmp_path / "report.json").read_text().startswith('{\n  "what": "nolle records link"')


def test_a_column_of_names_alone_is_not_enough(tmp_path):
    """Without birth dates nobody's history is known."""
    _, out = linked(
        tmp_path,
        [(charge, first, last, "", "") for charge, first, last, _, _ in ROWS],
        Columns(GIVEN.names, "born", (), "charge"),
    )
    assert {row["history"] for row in out.values()} == {"unknown"}
