"""The SQL of a count table: readable, whole, and carried to the other engines without loss."""

import pytest
import sqlglot

from nolle.compiler.count_sums import REPEATED, SPANS, joined, sum_sql, sums_sql, table_sql, untranslated
from nolle.compiler.counts import count, needed
from nolle.compiler.layout import Layout
from nolle.dates import parse
from nolle.records.counts import Total

SHIPPED = (
    "cook-dispositions", "cook-felony-review", "fbi-arrests-by-state", "phila-dao-arrests-daily", "phila-dao-charges-daily",
    "phila-dao-dashboard-2020", "phila-dao-outcomes-bail-monthly", "phila-ppd-incidents-daily", "sf-incidents-daily",
    "us-county-population",
)  # fmt: skip


def layout(library, id):
    """A mapping over a file that has its columns, all of them text."""
    mapping = library.mappings[id]
    return Layout(mapping, dict.fromkeys(needed(mapping), "VARCHAR"), library.dictionary, ("us-zz/here",))


@pytest.fixture(params=SHIPPED)
def steps(request, library):
    return count(layout(library, request.param)).steps


def test_every_mapping_of_counts_that_ships_is_tried_here(library):
    assert tuple(sorted(id for id, mapping in library.mappings.items() if mapping.counts)) == SHIPPED


def test_the_steps_have_names_and_say_what_they_are(steps):
    names = [step.name for step in steps]
    assert names[0] == "read"
    assert names[-3:] == ["numbered", "quarantine", "counts"]
    assert all(step.what for step in steps)


@pytest.mark.parametrize("dialect", ["spark", "postgres"])
def test_every_step_is_carried_to_the_other_engines(steps, dialect):
    for step in steps:
        assert len(sqlglot.parse(step.sql, read="duckdb")) == 1, step.name
        carried = sqlglot.transpile(step.sql, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert carried, step.name


@pytest.mark.parametrize("dialect", ["spark", "postgres"])
def test_the_questions_to_the_table_are_carried_too(library, dialect):
    total = Total(measure="charges", conduct="selling", n={"2014": 1})
    asked = [sum_sql(total, parse("2014")), sums_sql(), table_sql(), REPEATED, SPANS, joined(range(2)).steps[0].sql]
    asked += untranslated(layout(library, "phila-dao-dashboard-2020")).values()
    for sql in asked:
        assert sqlglot.transpile(sql, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)


def test_no_step_uses_what_other_engines_lack(steps):
    for step in steps:
        for lacking in ("hash(", "list(", "exclude", "group by all", "unpivot"):
            assert lacking not in step.sql.lower(), (step.name, lacking)


def test_names_and_words_of_the_office_are_quoted(library):
    mapping = library.mappings["sf-incidents-daily"]
    odd = mapping.model_copy(
        update={
            "columns": {**mapping.columns, "n": mapping.columns["n"].model_copy(update={"column": 'n"; drop table x; --'})},
            "counts": mapping.counts.model_copy(update={"categories": {"it's": next(iter(mapping.counts.categories.values()))}}),
        }
    )  # fmt: skip
    made = count(Layout(odd, dict.fromkeys(needed(odd), "VARCHAR"), library.dictionary)).steps
    assert '"n""; drop table x; --"' in made[0].sql
    assert "'it''s'" in made[-1].sql
    assert all(len(sqlglot.parse(step.sql, read="duckdb")) == 1 for step in made)


def test_a_word_that_is_given_lets_totals_of_that_column_in_and_no_others():
    year = parse("2014")
    assert "and overlap is null then n" in sum_sql(Total(measure="charges", n={"2014": 1}), year)
    named = sum_sql(Total(measure="charges", category="All", stage="convicted", n={"2014": 1}), year)
    assert "(overlap is null or overlap in ('category', 'disposition', 'category,disposition'))" in named
