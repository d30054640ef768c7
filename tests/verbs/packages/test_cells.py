"""Cells against their schema: each kind of fault is found, and told once with its rows."""

import pytest

from nolle.terms import Strength
from nolle.verbs.packages.cells import table_faults
from nolle.verbs.packages.columns import CITED, dated, day, key, several, text, truth, whole, word
from nolle.verbs.packages.schema import Table
from nolle.verbs.packages.tables_others import SOURCES

TABLE = Table("t", "T", "A table", (
    key("id"), text("office", "an office", "offices", needed=True), day("on", "a day"), dated("since", "a date"),
    whole("n", "a number"), truth("yes", "a truth"), word("strength", "a word", Strength),
    several("policies", "documents", "policies"), CITED,
))  # fmt: skip
IDS = {"offices": {"o"}, "policies": {"p", "q"}, "sources": {"s"}}
GOOD = ("1", "o", "2024-02-29", "../2021-03", 3, "yes", "mandatory", "p; q", "s")


def faults(**changed):
    row = tuple(changed.get(name, cell) for name, cell in zip(TABLE.names, GOOD, strict=True))
    return list(table_faults(TABLE, [row], IDS))


def test_a_good_row_has_no_fault():
    assert faults() == []
    assert faults(on="", since="", n="", yes="", strength="", policies="") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"office": ""}, '"office" is empty'),
        ({"office": "x"}, '"office" names what is not there'),
        ({"on": "2023-02-29"}, '"on" is no day'),
        ({"on": "2023-02"}, '"on" is no day'),
        ({"since": "spring"}, '"since" is no date'),
        ({"n": "3"}, '"n" is no whole number'),
        ({"yes": "true"}, '"yes" is neither yes nor no'),
        ({"strength": "strong"}, '"strength" holds a word that is not of its list'),
        ({"policies": "p; r"}, '"policies" names what is not there'),
        ({"sources": "z"}, '"sources" names what is not there'),
    ],
)
def test_a_fault_is_found(changed, said):
    assert faults(**changed) == [f"t.csv: {said}: 1"]


def test_every_cell_without_a_source_is_found():
    told = 't.csv: something stands here, and "sources" names no source of it: 1'
    assert faults(sources="") == [told]
    nothing = dict.fromkeys(("on", "since", "n", "yes", "strength", "policies"), "")
    for name in nothing:
        others = {**nothing, name: GOOD[TABLE.names.index(name)], "office": "", "sources": ""}
        assert told in faults(**others), name
    assert told not in faults(**nothing, office="", sources="")


def test_many_rows_with_one_fault_are_told_once():
    rows = [(str(n), *GOOD[1:2], "never", *GOOD[3:]) for n in range(1200)]
    assert list(table_faults(TABLE, rows, IDS)) == ['t.csv: "on" is no day: 0, 1, 2 and 1,197 more']
    assert list(table_faults(TABLE, [GOOD, GOOD], IDS)) == ["t.csv: the id is used twice: 1"]


def test_a_source_without_an_address_says_what_it_is():
    row = {"id": "s", "title": "T", "kind": "web_page"}
    assert list(table_faults(SOURCES, [SOURCES.row(row)], IDS)) == [
        "sources.csv: has no address, and does not say what it is: s"
    ]
    assert not list(table_faults(SOURCES, [SOURCES.row({**row, "kind": "training_slides"})], IDS))
