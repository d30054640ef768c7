"""The arrest file in the two layouts that the city has published: the same rows, the same decisions."""

from datetime import date

import duckdb
import pytest

from nolle import verbs

NULL = "'(null)'"


@pytest.fixture(scope="module")
def present(sample, tmp_path_factory):
    """The packaged arrests as the city exports them today: other dates, coordinates, and (null) for nothing."""
    file = tmp_path_factory.mktemp("present") / "nypd.csv"
    duckdb.connect().execute(
        f"copy (select ARREST_KEY, strftime(ARREST_DATE, '%m/%d/%Y') as ARREST_DATE, coalesce(PD_DESC, {NULL}) as PD_DESC,\n"
        f"coalesce(OFNS_DESC, {NULL}) as OFNS_DESC, coalesce(LAW_CODE, {NULL}) as LAW_CODE, LAW_CAT_CD, ARREST_BORO,\n"
        f"'1000000' as X_COORD_CD, '200000' as Y_COORD_CD, '40.7' as Latitude, '-73.9' as Longitude\n"
        f"from '{sample}') to '{file}' (format csv, header true)"
    )
    return file


def decided(file, tmp_path):
    out = tmp_path / file.stem
    verbs.decide(
        "us-ny/manhattan/2022-01-03",
        file,
        verbs.Asked("nypd-arrests", date(2024, 1, 1), as_if=True, all_rows=True),
        out,
    )
    return duckdb.connect().execute(f"select * exclude (pattern) from '{out}/decisions.parquet' order by 1").fetchall()


def test_both_layouts_decide_alike(sample, present, tmp_path):
    assert decided(present, tmp_path) == decided(sample, tmp_path)


def test_the_text_null_is_no_word(present):
    told = verbs.check_records(present, verbs.Asked("nypd-arrests", as_of=date(2024, 1, 1))).json()
    assert told["rows"]["in"] == told["rows"]["charges"] == 19_452
    missing = {m["column"]: m["n"] for m in told["missing"]}
    assert (missing["description"], missing["arrested_on"]) == (57, 0)
