"""Where rows stay in place, what joins them is judged by its name, what leaves by what it holds, ids when they leave."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection

import pytest

from nolle.engine.base import InPlace
from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError
from nolle.intake.guard import admit, entering
from nolle.records.mapping import Mapping
from nolle.records.privacy import packaged

SIGNS = packaged()
COLUMNS = {
    "charge_id": {"column": "docket", "join": ["count"]}, "case_id": "docket", "count_number": "count", "person_id": "person",
    "instrument_id": "paper", "code": "code", "description": {"column": "code", "join": ["paper"]}, "filed_on": "filed",
}  # fmt: skip


class Still(DuckDB):
    """DuckDB, as if its rows were elsewhere: it keeps what it was asked for, and what may not be answered."""

    def hold(self, columns: Collection[str], judge: Callable[[str], None]) -> None:
        self.held, self.judge = set(columns), judge

    def fetch(self, sql):
        self.asked = [*getattr(self, "asked", []), sql]
        return super().fetch(sql)


def mapping(**more):
    return Mapping.model_validate({"id": "made-up", "title": "made up", "columns": COLUMNS, **more})


def admitted(tmp_path, rows, key=None, **more):
    with (tmp_path / "rows.csv").open("w", newline="") as opened:
        csv.writer(opened).writerows([["docket", "count", "person", "paper", "code", "filed"], *rows])
    with Still() as engine:
        present = engine.open(tmp_path / "rows.csv")
        read = mapping(**more)
        admit(engine, entering(read, present, present, (), ()), SIGNS, key=key)
        yield engine


def rows(**cells):
    row = {
        "docket": "D-1",
        "count": "1",
        "person": "person@example.org",
        "paper": "A",
        "code": "PL 230.00",
        "filed": "2020-01-02",
    }
    return [list((row | cells).values())]


def engine_of(tmp_path, *given, **more):
    return next(admitted(tmp_path, *given, **more))


def test_duckdb_keeps_nothing_in_place():
    with DuckDB() as plain, Still() as still:
        assert not isinstance(plain, InPlace)
        assert isinstance(still, InPlace)


def test_what_leaves_is_told_from_what_stays():
    file = entering(
        mapping(), dict.fromkeys(["docket", "count", "person", "paper", "code", "filed"], "VARCHAR"), [], (), ()
    )
    assert set(file.staying) == {"docket", "count", "person"}  # the paper is also part of what is said
    assert file.ids == ("docket", "count")


def test_only_columns_that_leave_are_asked_for(tmp_path):
    engine = engine_of(tmp_path, rows())
    asked = " ".join(engine.asked)
    for stays in ('"person"', '"docket"', '"count"'):
        assert stays not in asked
    assert engine.held >= {"person", "person_id", "case_id", "count_number", "instrument_id", "supersedes"}
    assert not engine.held & {"charge_id", "docket", "count", "code", "paper", "filed"}


@pytest.mark.parametrize("column", ["paper", "code"])
def test_what_leaves_is_refused_by_what_it_holds(tmp_path, column):
    with pytest.raises(RecordsError, match=column):
        engine_of(tmp_path, rows(**{column: "write to person@example.org"}))


def test_ids_are_judged_when_they_leave(tmp_path):
    for engine in admitted(tmp_path, rows()):
        engine.load("answer", {"charge_id": "varchar"}, [("D-1 1",), ("row 7",)])
        engine.judge("answer")
        engine.load("answer", {"charge_id": "varchar"}, [("person@example.org 1",)])
        with pytest.raises(RecordsError, match="docket, count"):
            engine.judge("answer")


def test_what_stays_needs_no_key(tmp_path):
    engine_of(tmp_path, rows(), hash=["person"])
    for leaves in ("docket", "code"):
        with pytest.raises(RecordsError, match=f"hash {leaves}"):
            engine_of(tmp_path, rows(), hash=["person", leaves], key=bytes(range(32)))
