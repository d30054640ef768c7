"""Whether ids are known to be all different: never said of ids that are not, whatever they look like."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nolle.compiler.layout import Layout
from nolle.compiler.query import Query, Step
from nolle.engine.duckdb import DuckDB
from nolle.intake.unlike import all_unlike
from nolle.law.facts import Dictionary
from nolle.records.mapping import Mapping

MAPPING = Mapping.model_validate({"id": "m", "title": "m", "columns": {"code": "code", "charge_id": "id"}})
IDS = st.lists(st.none() | st.integers(-3, 40).map(str) | st.text(" +0123456789.eNA", max_size=4), max_size=12)


@pytest.fixture(scope="module")
def engine():
    with DuckDB() as opened:
        yield opened


def said(engine, ids, kind="varchar"):
    engine.load("source", {"source_row": "bigint", "id": kind}, list(enumerate(ids, 1)))
    return all_unlike(
        engine, Layout(MAPPING, {"code": "VARCHAR", "id": kind.upper()}, Dictionary(facts={}, conduct={}))
    )


@given(ids=IDS)
@example(ids=["1", " 1"])
@example(ids=["1e2", "100"])
@example(ids=["1", "01"])
def test_never_said_of_ids_of_which_one_comes_twice(engine, ids):
    cells = [cell.strip() for cell in ids if cell is not None]
    assert not (said(engine, ids) and len(set(cells)) < len(cells))


@pytest.mark.parametrize(
    ("ids", "kind", "known"),
    [
        (["3", "1", None, "2"], "varchar", True),
        ([3, 1, None, 2], "bigint", True),
        (["3", "1", "3"], "varchar", False),
        (["1", "1000000"], "varchar", False),  # too far apart for a bit each
        (["1", "a"], "varchar", False),
        (["1", "NA"], "varchar", False),
        ([], "varchar", False),
        ([None], "varchar", False),
        ([str(n) for n in range(9_000)] + ["a"], "varchar", False),
        ([str(n) for n in range(9_000)] + ["17"], "varchar", False),
        ([str(n) for n in range(9_000)], "varchar", True),
        ([1.0, 2.0], "double", True),
        ([1.2, 1.4], "double", False),
    ],
)
def test_known_of_plain_numbers_that_lie_together(engine, ids, kind, known):
    assert said(engine, ids, kind) is known


def test_of_more_numbers_than_the_database_has_bits_for_nothing_is_said(engine):
    spread = Step("source", "select i as source_row, i * 60 as id from range(20000000) as t(i)")
    engine.run(Query((spread,)))
    layout = Layout(MAPPING, {"code": "VARCHAR", "id": "BIGINT"}, Dictionary(facts={}, conduct={}))
    assert all_unlike(engine, layout) is False
