"""The tables of a package as data: every schema comes back, every column says what it is and where its sources are."""

import pytest

from nolle.errors import NolleError
from nolle.verbs.packages.description import _table as resource_of
from nolle.verbs.packages.schema import Kind, table_of
from nolle.verbs.packages.tables import ROWS, wanted

TABLES = {table.name: table for table in ROWS}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_schema_comes_back_from_its_description(table, tmp_path):
    (tmp_path / f"{table.name}.csv").write_text("")
    assert table_of(resource_of(tmp_path, table, 0)) == table


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_says_what_it_is_and_where_its_sources_are(table):
    assert table.names[0] == "id"
    assert len(set(table.names)) == len(table.names)
    for field in table.fields:
        assert field.says
        assert set(field.to) <= {*TABLES}
        if field.by:
            by = table.fields[table.names.index(field.by)]
            assert by.to == ("sources",)
            assert by.many
        elif not table.ours:
            assert field.name == "id" or field.to == ("sources",), f"{table.name}.{field.name} has no sources"


def test_only_what_holds_no_statement_of_the_world_is_ours():
    assert [table.name for table in TABLES.values() if table.ours] == [
        "rechecks", "kinds_of_charge", "citations", "sources",
    ]  # fmt: skip


def test_a_row_takes_values_by_column():
    table = TABLES["elections"]
    row = dict(zip(table.names, table.row({"id": "x", "sources": ("a", "b; c"), "winner": None}), strict=True))
    assert (row["id"], row["sources"], row["winner"], row["note"]) == ("x", "a; b, c", "", "")
    with pytest.raises(KeyError, match="elections: nothing"):
        table.row({"nothing": 1})
    kinds = {field.name: field.kind for field in TABLES["answers"].fields}
    assert (kinds["n"], kinds["since"], kinds["conditional"]) == (Kind.WHOLE, Kind.DATE, Kind.TRUTH)


def test_only_what_is_worked_out_can_be_left_out():
    assert "histories" not in [table.name for table in wanted(["histories"])]
    with pytest.raises(
        NolleError, match=r'the table "offices" cannot be left out. One of these can: answers, histories'
    ):
        wanted(["offices"])
