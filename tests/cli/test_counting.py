"""nolle records counts: what it prints, and what it says of a file whose numbers are of another vintage."""

import json

import pytest
import typer
from typer.testing import CliRunner

from nolle.cli.counting import counts

APP = typer.Typer()
APP.command()(counts)
MAPPING = """\
id: own
title: Our own table
row: count_table
columns: {period: day, measure: {constant: charges}, category: what, n: n}
counts:
  dated: the day of filing
  categories: {Sold: {conduct: selling}, Vice: {holds: [selling, buying]}, Gone: {note: not in the file}}
  wholes: {category: {words: [All]}}
  breaks: [{on: 2015, what: a change of law}]
vintage: {series: own, id: old, note: There is a newer one., cite: [{source: made-up, at: all}]}
totals:
  - {measure: charges, conduct: selling, vintage: old, n: {2014: 3, 2015: 4}, cite: [{source: made-up, at: all}]}
  - {measure: charges, conduct: selling, vintage: new, n: {2014: 1102}, cite: [{source: made-up, at: all}]}
leaves_out: [who was charged]
cite: [{source: made-up, at: all}]
"""
ROWS = "day,what,n,note\n2014,Sold,3,\n2015,Sold,4,\n2015,Vice,1200,\n2015,All,1204,\n2015,Sold,few,\n"


@pytest.fixture
def file(tmp_path):
    """A workspace with a mapping of counts, and a file of them."""
    for name, text in {
        "mappings/own.yaml": MAPPING,
        "sources/made-up.yaml": "sources:\n  - {id: made-up, title: Made up, kind: invented}\n",
        "own.csv": ROWS,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "own.csv"


def asked(file, *options):
    """What the command prints, without the breaks of its lines, and its exit code."""
    run = CliRunner().invoke(APP, [str(file), "-m", "own", "-w", str(file.parent), *options], catch_exceptions=False)
    return " ".join(run.stdout.split()), run.exit_code


def test_it_prints_what_became_of_the_rows_and_each_sum_once(file):
    told, code = asked(file)
    assert code == 0
    assert "rows 5 in = 4 read + 1 set aside" in told
    assert "set aside 1: the number is not a whole number" in told
    assert "vintage old of own: 2 of 2 published numbers agree. There is a newer one." in told
    assert "published charges selling, 2014: 1,102 (vintage new); in this file: 3" in told
    assert "break 2015: a change of law" in told
    assert "not read note" in told
    assert "not there Gone" in told
    assert "leaves out who was charged" in told
    assert "charges Sold (selling): 2014 3, 2015 4" in told
    assert "charges Vice (may hold selling, buying): 2015 1,200" in told
    assert "1,204" not in told, "the total is never added"


def test_json_says_the_same_and_the_table_is_written(file, tmp_path):
    out = tmp_path / "table.csv"
    told, code = asked(file, "--json", "--out", str(out))
    [one] = (made := json.loads(told))["files"]
    assert code == 0
    assert one["rows"] == {
        "in": 5,
        "read": 4,
        "aside": 1,
        "reasons": [{"reason": "the number is not a whole number", "n": 1}],
    }
    assert one["vintage"]["numbers"] == "agrees"
    assert one["days"] == [{"measure": "charges", "first": "2014-01-01", "last": "2015-12-31"}]
    assert made["table"]["rows"] == 4
    written = out.read_text(encoding="utf-8").splitlines()
    assert written[0].split(",") == made["table"]["columns"]
    assert len(written) == 5


def test_a_file_of_another_vintage_ends_with_1(file):
    file.write_text("day,what,n\n2014,Sold,1102\n", encoding="utf-8")
    told, code = asked(file)
    assert code == 1
    assert "vintage old of own: 0 of 1 published numbers agree" in told
    assert "published charges selling, 2014: 3 (vintage old); in this file: 1,102" in told
