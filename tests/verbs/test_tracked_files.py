"""What track shows, as files: the same bytes again, every source there, nothing that a spreadsheet would run."""

import sqlite3
from datetime import date
from xml.etree import ElementTree

import pytest

from nolle import verbs
from nolle.analysis.changes import Change, What
from nolle.errors import NolleError
from nolle.verbs.exporting import JOIN, DataTable, made, read_table, write_table
from nolle.verbs.tracked_files import CHANGES, DUE, LIFETIMES, answers, clauses, feed, write_due, write_durability

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def tracked():
    return verbs.track(DAY)


@pytest.fixture(scope="module", params=["answers", "clauses", "changes"])
def table(request, tracked):
    if request.param == "changes":
        told = verbs.track_since(date(2015, 1, 1), DAY)
        return made("changes", "What changed", CHANGES, [one.json() for one in told.happened], tracked.library.sources)
    return {"answers": answers, "clauses": clauses}[request.param](tracked)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json", ".sqlite"])
def test_what_is_read_again_gives_the_same_bytes(table, suffix, tmp_path):
    first, second = tmp_path / f"first{suffix}", tmp_path / f"second{suffix}"
    assert write_table(table, first) == len(table.rows)
    again = read_table(first, like=table)
    assert again == table
    write_table(again, second)
    assert first.read_bytes() == second.read_bytes()
    if suffix in (".csv", ".xlsx"):
        beside = [file.with_name(f"{file.stem}.sources{suffix}") for file in (first, second)]
        assert beside[0].read_bytes() == beside[1].read_bytes()


def test_every_row_names_sources_that_are_there_and_say_what_they_are(table):
    at = table.names.index("sources")
    for row in table.rows:
        named = [id for id in str(row[at]).split(JOIN) if id]
        assert set(named) <= set(table.sources)
        assert named or row[table.names.index("what")] == "law", row
    for source in table.sources.values():
        assert source.url or source.kind != "web_page", source.id
        assert source.title


def test_the_parts_of_a_row_rest_on_sources_of_that_row(tracked):
    for told in (answers(tracked), clauses(tracked)):
        parts = [name for name in told.names if name.endswith("_sources")]
        assert parts
        for row in told.rows:
            cells = dict(zip(told.names, row, strict=True))
            for part in parts:
                assert set(str(cells[part]).split(JOIN)) <= {*str(cells["sources"]).split(JOIN), ""}
            for name in ("since", "until"):
                assert bool(cells[name]) == bool(cells[f"{name}_sources"]), cells


def test_what_is_due_and_how_long_it_lasted_name_their_sources(tracked, tmp_path):
    library = tracked.library
    due = verbs.track_due(DAY)
    assert write_due(due, tmp_path / "due.json", library, DAY) == len(due) > 0
    lasted = verbs.track_durability(DAY)
    write_durability(lasted, tmp_path / "lifetimes.json", library)
    for name, columns in (("due", DUE), ("lifetimes", LIFETIMES)):
        told = read_table(tmp_path / f"{name}.json")
        assert told.columns == columns
        assert all(row[told.names.index("sources")] for row in told.rows)


def test_documents_that_are_named_exist(tracked):
    library = tracked.library
    for row in tracked.rows:
        assert row.office in library.offices
        assert row.place in library.places
        for clause in row.clauses:
            policy, _, path = clause.partition("#")
            assert library.policies[policy].rule(path) is not None
        assert set(row.policy) <= set(library.policies)


def test_a_database_joins_rows_and_sources(tracked, tmp_path):
    file = tmp_path / "answers.sqlite"
    write_table(answers(tracked), file)
    with sqlite3.connect(file) as base:
        assert base.execute("pragma foreign_key_check").fetchall() == []
        [n] = base.execute(
            "select count(distinct a.row) from answers a join answers_sources s on s.row = a.row "
            "join sources o on o.id = s.source"
        ).fetchone()
        assert n == len(tracked.rows)


def test_no_cell_is_taken_for_a_formula(tmp_path):
    told = Change("2020", What.DOCUMENT, "announced", "zz", "zz", "zz/x", '=HYPERLINK("x")', note="+1", by="@x")
    table = made("changes", "", CHANGES, [told.json()], {})
    write_table(table, tmp_path / "c.csv")
    assert "'=HYPERLINK" in (tmp_path / "c.csv").read_text()
    assert ",'+1," in (tmp_path / "c.csv").read_text()
    assert read_table(tmp_path / "c.csv", like=table) == table


def test_a_feed_is_atom_with_one_entry_for_each_change(tracked):
    told = verbs.track_since(date(2020, 1, 1), DAY).happened
    root = ElementTree.fromstring(feed(told, tracked.library, DAY))
    name = "{http://www.w3.org/2005/Atom}"
    entries = root.findall(f"{name}entry")
    assert len(entries) == len(told) > 20
    ids = [entry.findtext(f"{name}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in entries:
        assert entry.findtext(f"{name}title")
        assert (entry.findtext(f"{name}updated") or "").endswith("T00:00:00Z")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.json", "{", "is not a table that nolle wrote"),
        ("x.json", '{"name": 1}', "is not a table that nolle wrote"),
        ("x.sqlite", "nothing", "is not a table that nolle wrote"),
        ("x.csv", "a,b\n1,2\n", "a table is read from"),
    ],
)
def test_what_is_no_table_is_refused(name, content, said, tmp_path):
    file = tmp_path / name
    file.write_text(content)
    with pytest.raises(NolleError, match=said):
        read_table(file)


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(NolleError, match=r"a table is written as \.csv, \.xlsx, \.json, \.sqlite"):
        write_table(DataTable("x", "", (), ()), tmp_path / "x.doc")
