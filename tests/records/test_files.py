"""The same ten charges as CSV, TSV, gzip, Parquet and Excel give the same decisions."""

import csv
import gzip

import duckdb
import openpyxl
import pytest

from nolle import verbs
from tests.acceptance import worlds

TABLE = [
    ["charge_id", "case_id", "code", "level", "place", "filed_on"],
    ["a", "k1", "ZZ Code § 1", "misdemeanor", "us-zz/here", "2021-01-01"],
    ["b", "k1", "ZZ Code § 3", "felony", "us-zz/here", "2021-01-01"],
    ["c", "k2", "ZZ Code § 1", "", "us-zz/here", "2021-02"],
    ["d", "k3", 'quoted, "cell"', "", "us-zz/there", "2019"],
]


def as_csv(path, delimiter=",", opener=open):
    with opener(path, "wt", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(TABLE)
    return path


def as_parquet(path):
    duckdb.connect().execute(
        f"copy (select * from read_csv('{as_csv(path.with_suffix('.csv'))}', all_varchar=true)) to '{path}'"
    )
    return path


def as_excel(path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in TABLE:
        sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("r.csv", as_csv),
        ("r.tsv", lambda path: as_csv(path, "\t")),
        ("s.csv", lambda path: as_csv(path, ";")),
        ("r.csv.gz", lambda path: as_csv(path, opener=gzip.open)),
        ("r.parquet", as_parquet),
        ("r.xlsx", as_excel),
    ],
)
def test_every_kind_of_file_decides_alike(tmp_path, name, make):
    here = worlds.workspace(tmp_path)
    out = tmp_path / "out"
    summary = verbs.decide(worlds.POLICY, make(tmp_path / name), verbs.Asked(all_rows=True), out, here).json()
    assert summary["rows"] == {"in": 4, "charges": 4, "quarantined": 0, "left_out_by_where": 0}
    found = {id: row[0] for id, row in worlds.table(out).items()}
    assert found == {"a": "decline", "b": "silent", "c": "decline", "d": "not_in_force"}
