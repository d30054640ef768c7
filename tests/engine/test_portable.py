"""What a statement reads, and what becomes of it in the SQL of another database. No database is asked."""

import pytest

from nolle.errors import EngineError

pytest.importorskip("sqlglot", reason="statements are carried over by sqlglot")

from nolle.engine.portable import Statement, may_read
from nolle.engine.remote_lookups import looked_up

DIALECTS = ("spark", "postgres")


def text(sql, dialect="spark", **places):
    statement = Statement(sql)
    return statement.text(dialect, {relation: places.get(relation, relation) for relation in statement.relations})


def squeezed(sql):
    return " ".join(sql.replace("`", "").replace('"', "").split())


# ---------------------------------------------------------------- what it reads


def test_relations_are_those_it_does_not_make_itself():
    sql = "with a as (select x from b), c as (select x from a join d using (x)) select x from c where x in (select y from e)"
    assert Statement(sql).relations == {"b", "d", "e"}


def test_a_quick_look_finds_every_relation_that_is_read():
    assert may_read('select "Word" from "Lines" as l', {"lines"})
    assert not may_read("select lines_of_it from words", {"lines"})


def test_relations_go_by_other_names_and_keep_their_own_for_columns():
    assert squeezed(text("select rows.word from rows", rows="rows_7")) == "SELECT rows.word FROM rows_7 AS rows"
    assert squeezed(text("select r.word from rows as r", rows="rows_7")) == "SELECT r.word FROM rows_7 AS r"


# ---------------------------------------------------------------- order


@pytest.mark.parametrize(("sql", "order"), [
    ("select a.x, y from t as a order by a.x desc, 2", 'order by "x" desc, 2'),
    ("select x from t union all select x from u order by x", 'order by "x"'),
    ('select "own x" from t order by "own x"', 'order by "own x"'),
])  # fmt: skip
def test_a_last_order_is_left_to_whoever_has_the_rows(sql, order):
    rest, found = Statement(sql).unordered()
    assert found.strip() == order
    assert "order by" not in rest.tree.sql().lower()


@pytest.mark.parametrize("sql", [
    "select x from t order by x limit 3",
    "select x from t order by y",
    "select x from t order by x + 1",
    "select x from t order by x nulls first",
    "select x from t",
])  # fmt: skip
def test_an_order_stays_where_the_rows_alone_do_not_tell_it(sql):
    rest, found = Statement(sql).unordered()
    assert (rest.tree.sql("duckdb"), found) == (Statement(sql).tree.sql("duckdb"), "")


# ---------------------------------------------------------------- values written out


def test_few_values_of_an_inner_select_are_written_out():
    sql = "select c.x from charges as c where c.word in (select word from plan where scope = 'in') and c.y in (select z from far)"
    found = Statement(sql).listing(lambda inner: [3, 5] if inner.relations == {"plan"} else None)
    assert "c.word IN (3, 5)" in found.tree.sql()
    assert found.relations == {"charges", "far"}


def test_no_value_is_false_and_texts_are_quoted():
    sql = "select x from c where x in (select y from p)"
    assert "WHERE FALSE" in Statement(sql).listing(lambda inner: []).tree.sql()
    assert "IN ('it''s')" in Statement(sql).listing(lambda inner: ["it's"]).tree.sql()


def test_an_inner_select_that_looks_outside_is_no_list():
    sql = "select x from c where x in (select y from p where p.k = c.k)"
    assert Statement(sql).listing(lambda inner: [1]).relations == {"c", "p"}


# ---------------------------------------------------------------- the text elsewhere


@pytest.mark.parametrize("dialect", DIALECTS)
def test_names_are_quoted_however_they_are_written(dialect):
    mark = "`" if dialect == "spark" else '"'
    assert f"{mark}own level{mark}" in text('select "own level", first, day from t', dialect)
    assert f"{mark}first{mark}" in text('select "own level", first, day from t', dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_rows_that_are_not_set_aside_are_found_without_asking_for_nulls(dialect):
    found = text(
        "select r.x from r where r.source_row not in (select source_row from (select source_row from a) as b)", dialect
    )
    assert "NOT EXISTS(" in found
    assert " IN (" not in found


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_function_without_a_counterpart_is_refused(dialect):
    with pytest.raises(EngineError, match=f'"list_shuffle" has no counterpart in {dialect}'):
        text("select list_shuffle(x) from t", dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_number_in_front_of_nothing_in_particular_has_an_order(dialect):
    assert "ROW_NUMBER() OVER (ORDER BY NULL" in text("select row_number() over () as n from t", dialect)


def test_what_spark_has_no_word_for():
    found = text("with a as materialized (select 1 as x) select x from a where x = date '2020-01-02'")
    assert "MATERIALIZED" not in found
    assert "CAST('2020-01-02' AS DATE)" in found


def test_days_between_two_days_are_a_number():
    assert "DATEDIFF(DAY, `b`, `a`) / 365.25" in text("select try(a - b) / 365.25 from t")
    assert '("a" - "b")' in text("select try(a - b) / 365.25 from t", "postgres")


def test_a_hash_is_never_below_zero():
    assert "(XXHASH64(`x`) & 9223372036854775807) % 7" in text("select hash(x) % 7 from t")
    assert "& 9223372036854775807) % 7" in text("select hash(x) % 7 from t", "postgres")


# ---------------------------------------------------------------- lookups

WRITTEN = "try_cast(left(trim(a), 10) as date)"


def test_how_a_date_is_read_is_looked_up_by_its_column():
    sql = f"select count(y) as n from (select try({WRITTEN} - cast(b as date)) as y from source) as d"
    statement, found = looked_up(Statement(sql), {"source"}, 4)
    assert [(name, one.relation, one.column, len(one.made)) for name, one in found] == [("lookup4", "source", "a", 1)]
    assert statement.relations == {"source", "lookup4"}
    assert "try_cast" not in statement.tree.sql("duckdb").lower()
    assert "LEFT JOIN lookup4 ON lookup4.value by nolle = source.a" in squeezed(statement.tree.sql("duckdb"))


def test_only_large_relations_are_looked_up_and_only_one_column_at_a_time():
    for sql, large in (
        (f"select {WRITTEN} as d from words", {"source"}),
        ("select try_cast(a || b as date) as d from source", {"source"}),
    ):
        assert looked_up(Statement(sql), large, 0)[1] == []


def test_what_cannot_be_looked_up_is_refused_and_not_guessed_at():
    with pytest.raises(EngineError, match="try_strptime"):
        text("select try_strptime(a || b, '%Y') from source")
