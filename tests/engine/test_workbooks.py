"""Workbooks written as streams: what openpyxl reads in them, the same bytes again, and what Excel cannot hold."""

import pytest
from openpyxl import load_workbook

from nolle.engine import workbooks
from nolle.engine.sheets import plain, told
from nolle.engine.workbooks import letters, workbook
from nolle.errors import RecordsError

ROWS = [("a", 1, ""), ('<&>"', -20, " spaces "), ("two\nlines", 0, "=1+1"), ("é ü – ∅", 7, "-0.37")]


def made(file, rows=ROWS):
    with workbook(file) as sheet:
        assert sheet("first", ("text", "n", "more"), rows) == len(rows)
        sheet("second & last", ("one",), [])
    return file


def test_another_reader_finds_every_cell(tmp_path):
    book = load_workbook(made(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["first", "second & last"]
    rows = list(book["first"].iter_rows(values_only=True))
    assert rows[0] == ("text", "n", "more")
    assert rows[1:] == [("a", 1, None), ('<&>"', -20, " spaces "), ("two\nlines", 0, "'=1+1"), ("é ü – ∅", 7, "-0.37")]
    assert book["first"].freeze_panes == "A2"
    assert book["first"].auto_filter.ref == "A1:C5"
    assert all(cell.data_type != "f" for row in book["first"].iter_rows() for cell in row)


def test_the_same_tables_give_the_same_bytes(tmp_path):
    assert made(tmp_path / "a.xlsx").read_bytes() == made(tmp_path / "b.xlsx").read_bytes()


def test_what_excel_cannot_hold_is_refused(tmp_path, monkeypatch):
    for text in ("a\x00b", "\ufffe", "x" * 32_768):
        with pytest.raises(RecordsError, match="a text that Excel cannot hold"):
            made(tmp_path / "a.xlsx", [(text, 1, "")])
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    with pytest.raises(RecordsError, match="has 4 rows, and a sheet of Excel holds 3"):
        made(tmp_path / "a.xlsx")


@pytest.mark.parametrize(("number", "said"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_letters_of_columns(number, said):
    assert letters(number) == said


@pytest.mark.parametrize(
    "cell", ["", "a", "=1", "'=1", "''=1", "-5", "'-5", "-5.25", "-x", "+1", "@a", "'", "'a", "\t", "--1"]
)
def test_a_cell_comes_back_and_is_never_a_formula(cell):
    shown = plain(cell)
    assert told(shown) == cell
    assert not shown.startswith(("=", "+", "@", "\t", "\r"))
    assert not shown.startswith("-") or shown[1:].replace(".", "").isdigit()
