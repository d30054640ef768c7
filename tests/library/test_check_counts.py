"""Mappings of count tables: every way to count twice, or nothing, is a fault with its line."""

import pytest

from nolle.library.check import check
from nolle.library.load import load

GOOD = """\
id: own
title: Our own table
row: count_table
columns:
  period: day
  measure: {constant: charges}
  category: what
  n: n
counts:
  dated: the day
cite: [{source: made-up, at: all}]
"""


def faults(folder, text):
    """What is wrong with a mapping document in a workspace."""
    for name, content in {
        "mappings/own.yaml": text, "sources/made-up.yaml": "sources:\n  - {id: made-up, title: Made up, kind: invented}\n",
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    loaded = load(folder)
    return [str(fault) for fault in (*loaded.faults, *check(loaded)) if fault.file == "mappings/own.yaml"]


def test_a_good_mapping_has_no_fault(tmp_path):
    assert faults(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("row: count_table\n", "", 'own.yaml:1: a row of the kind "charge" has no `counts`'),
        ("row: count_table", "row: person_reviewed", '"person_reviewed" counts one'),
        ("row: count_table", "row: count_tabel", "count_table"),
        ("counts:\n  dated: the day\n", "", 'a row of the kind "count_table" needs `counts`'),
        ("  dated: the day\n", "  wide: []\n", "warning: does not say what the date of a row is"),
        ("  n: n\n", "", "nothing says where the numbers are"),
        ("dated: the day", "wide: [a]", "says twice where the numbers are: n, wide"),
        ("  n: n\ncounts:\n", "counts:\n  wide: [a, a]\n", 'column "a" is listed twice'),
        ("  n: n\ncounts:\n", "counts:\n  wide: [a]\n", "says twice what the categories are"),
        ("  n: n\ncounts:\n", "counts:\n  wide: [home_address]\n", 'column "home_address" looks like personal data'),
        ("  period: day\n", "", "nothing says over which days a row counts"),
        ("  period: day\n", "  period: day\n  year: y\n", "says twice over which days a row counts"),
        ("  period: day\n", "  month: m\n", "a month without its year"),
        ("  period: day\n", "  year: y\n  month: m\n  until: u\n", "a row counts a month or up to a day, not both"),
        ("  measure: {constant: charges}\n", "", "nothing says what is counted"),
        ("constant: charges", "constant: chargse", 'own.yaml:6: "chargse" is not a word for measure\n  Did you mean "charges"?'),
        ("category: what", "kategory: what", '"kategory" is not a column of counts\n  Did you mean "category"?'),
        ("category: what", "category: defendant_name", 'column "defendant_name" looks like personal data'),
        ("category: what", "place: {column: p, values: {x: us-ny/manhatan}}", 'place "us-ny/manhatan" is not in the library'),
        ("category: what", "stage: {column: p, values: {x: guilty}}", '"guilty" is not a value of stage'),
        ("category: what", "total: {column: p, values: {x: yes}}", '"yes" is not a word for total'),
        ("dated: the day", "categories: {a: {conduct: seling}}", 'conduct "seling" is not a class\n  Did you mean "selling"?'),
        ("dated: the day", "categories: {a: {conduct: selling, holds: [selling, buying]}}", "is one class and wider than one"),
        ("dated: the day", "categories: {a: {holds: [selling]}}", "a category that holds one class is that class"),
        ("dated: the day", "categories: {a: {measure: arests}}", '"arests" is not a word for measure'),
        ("dated: the day", "wholes: {mood: {words: [x]}}", '"mood" is not a column by which counts differ'),
        ("dated: the day", "wholes: {race: {words: [x]}}", "no column says the race"),
        ("dated: the day", "wholes: {category: {words: []}}", "names no word that marks a total"),
        ("dated: the day", "wholes: {category: {words: [x], parts: some}}", '"parts" cannot be "some"'),
        ("id: own\n", "id: own\noptional: true\n", "a table of counts needs every column that it reads"),
        ("cite:", "vintage: {series: s, id: one}\ncite:", "cites no source"),
        ("cite:", 'vintage: {series: s, id: "", cite: [{source: made-up, at: x}]}\ncite:', "does not say of which series"),
        ("cite:", "totals: [{measure: charges, n: {2014: 1}}]\ncite:", "this total cites no source"),
        ("cite:", "totals: [{measure: charges, n: {}, cite: [{source: made-up, at: x}]}]\ncite:", "gives no number"),
        ("cite:", "totals: [{measure: charges, n: {soon: 1}}]\ncite:", '"soon" is not a date'),
        ("cite:", "totals: [{measure: charges, n: {2014: many}}]\ncite:", "must be a whole number"),
        ("cite:", "totals: [{measure: charges, n: {2014/..: 1}, cite: [{source: made-up, at: x}]}]\ncite:", "has no end"),
        ("cite:", "totals: [{measure: charges, vintage: v, n: {2014: 1}, cite: [{source: made-up, at: x}]}]\ncite:", "and the file of none"),
        ("cite:", "totals: [{measure: charges, conduct: x, n: {2014: 1}, cite: [{source: made-up, at: x}]}]\ncite:", 'conduct "x" is not a class'),
        ("at: all", 'at: ""', "own.yaml"),
        ("source: made-up", "source: made-upp", 'source "made-upp" is not described'),
    ],
)  # fmt: skip
def test_a_bad_mapping_is_told_where_and_what(tmp_path, old, new, said):
    assert old in GOOD
    found = "\n".join(faults(tmp_path, GOOD.replace(old, new)))
    assert said in found


WIDE = GOOD.replace("  category: what\n  n: n\n", "").replace(
    "  dated: the day\n", "  dated: the day\n  wide: [a, b]\n"
)


def test_words_of_a_wide_table_are_its_columns(tmp_path):
    assert faults(tmp_path, WIDE) == []
    told = faults(
        tmp_path,
        WIDE.replace(
            "  wide: [a, b]\n", "  wide: [a, b]\n  categories: {c: {note: x}}\n  wholes: {category: {words: [d]}}\n"
        ),
    )
    assert [fault.splitlines()[0] for fault in told] == [
        'mappings/own.yaml:10: "c" is not one of the columns of numbers',
        'mappings/own.yaml:11: "d" is not one of the columns of numbers',
    ]


def test_each_column_of_a_wide_table_may_say_its_days_and_what_it_counts(tmp_path):
    each = "  categories: {a: {period: 2019, measure: charges}, b: {period: 2020, measure: charges}}\n"
    text = WIDE.replace("  period: day\n  measure: {constant: charges}\n", "  race: r\n").replace(
        "  wide: [a, b]\n", f"  wide: [a, b]\n{each}"
    )
    assert faults(tmp_path, text) == []
    assert "nothing says" in faults(tmp_path, text.replace("period: 2020, ", ""))[0]


def test_a_charge_table_has_no_totals(tmp_path):
    text = "id: own\ntitle: T\ncolumns: {code: c}\ntotals: [{measure: charges, n: {2014: 1}}]\ncite: [{source: made-up, at: all}]\n"
    assert any("only a table of counts has totals" in fault for fault in faults(tmp_path, text))
