"""The SQL that runs: golden, readable by sqlglot, and carried to the other engines without loss."""

from pathlib import Path

import pytest
import sqlglot

from nolle import verbs

GOLDEN = Path(__file__).with_name("manhattan.sql")


@pytest.fixture(scope="module")
def query(sample):
    how = verbs.Asked("nypd-arrests", verbs.parse_day("2026-11-20").first, as_if=False)
    return verbs.decide("us-ny/manhattan/2022-01-03", sample, how).query


def test_the_sql_of_manhattan_is_as_reviewed(query, update_golden):
    text = f"{query}\n"
    if update_golden:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_every_step_parses(query):
    for step in query.steps:
        assert len(sqlglot.parse(step.sql, read="duckdb")) == 1, step.name


def large(query):
    """The steps that run where the records are; the others are for the DuckDB on the laptop alone."""
    found = [step for step in query.steps if step.large]
    assert len(found) > 5
    return found


@pytest.mark.parametrize("dialect", ["spark", "postgres"])
def test_every_step_is_carried_to_the_other_engines(query, dialect):
    for step in large(query):
        carried = sqlglot.transpile(step.sql, read="duckdb", write=dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)
        assert carried, step.name


def test_no_step_uses_what_other_engines_lack(query):
    for step in large(query):
        for lacking in ("hash(", "list(", "[", "exclude", "group by all"):
            assert lacking not in step.sql.lower(), (step.name, lacking)


def test_a_query_prints_its_steps_with_what_they_are(query):
    text = str(query)
    assert "-- charges: one row per charge" in text
    assert text.index("-- charges") < text.index("-- masks") < text.index("-- patterns")
