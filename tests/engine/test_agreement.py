"""Property 4: on every row of a made-up table the engine says what the evaluator says of that row."""

import csv
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nolle.decisions import decide, decisions_sql
from nolle.engine.duckdb import DuckDB
from nolle.intake.charges import Records
from nolle.law.charges import ELEMENTS
from nolle.law.evaluator import Evaluator
from nolle.law.question import Asking, Question
from nolle.records.citation_forms import Common, grammar
from nolle.records.mapping import Mapping
from nolle.records.matching.matcher import Matcher, Sources
from tests import generated
from tests.engine import reference

AS_OF = date(2024, 1, 1)
PHASES = [Phase.explicit, Phase.reuse, Phase.generate]  # a table of 25 rows takes too long to make smaller
COLUMNS = (
    "case_id", "person_id", "offense", "conduct", "level", "place", "stage", "offense_on", "filed_on",
    "report.role", "report.crime", "person.age", "person.points", *generated.FLAGS, *ELEMENTS,
)  # fmt: skip


@pytest.fixture(params=["duckdb"])
def engine(request):
    with DuckDB() as made:
        yield made


def often(values, missing=3):
    """A value, or now and then none."""
    return st.one_of(*[st.sampled_from(list(values))] * missing, st.just(""))


DAYS = ["2019-12-31", *generated.DAYS, "2020-02", "2021", "2020-01-01", "2020-01-02"]
ROW = st.fixed_dictionaries(
    {
        "case_id": often(["k1", "k2", "k3", "k4"], 5),
        "person_id": often(["p1", "p2", "p3"], 5),
        "offense": often([*generated.OFFENSES[:5], "zz-unmapped"], 6),
        "conduct": st.one_of(st.just(""), st.just(""), st.just(""), st.sampled_from(list(generated.CONDUCT))),
        "level": often(generated.LEVELS, 2),
        "place": often(generated.PLACES, 5),
        "stage": often(generated.STAGES),
        "offense_on": often(DAYS),
        "filed_on": often(DAYS),
        "report.role": often(generated.ROLES, 1),
        "report.crime": often(generated.CRIMES, 1),
        "person.age": often(["15", "30", "40"], 1),
        "person.points": often(["0", "3", "9"], 1),
        **dict.fromkeys(generated.FLAGS, often(["true", "false"], 1)),
        **dict.fromkeys(ELEMENTS, st.one_of(*[st.just("")] * 5, st.sampled_from(["true", "false"]))),
    }
)


def mapping(others, whole):
    return Mapping.model_validate(
        {
            "id": "made-up", "title": "made up", "columns": {column: column for column in COLUMNS},
            "case": {"others": "complete" if others else "unknown"}, "history": {"complete": str(whole).lower()},
        }
    )  # fmt: skip


@settings(
    max_examples=generated.examples(60), deadline=None, phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(
    world=generated.worlds(dated=True), rows=st.lists(ROW, min_size=1, max_size=25),
    others=st.booleans(), whole=st.booleans(), as_if=st.booleans(),
)  # fmt: skip
def test_engine_and_evaluator_agree_row_by_row(engine, tmp_path, world, rows, others, whole, as_if):
    question = Question(world.catalogue, world.dictionary, [Asking("p", (world.policy,), {}, as_if)])
    matcher = Matcher(world.catalogue, (), Sources(grammar((), Common(places={}, words=()))))
    evaluator = Evaluator(question)
    expected = [evaluator.answer(p) for p in reference.patterns(rows, question, matcher, AS_OF, others, whole)]
    file = tmp_path / "rows.csv"
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    engine_question = Question(world.catalogue, world.dictionary, [Asking("p", (world.policy,), {}, as_if)])
    records = Records(mapping(others, whole), engine.open(file))
    decided, _, _ = decide(engine, engine_question, matcher, records, AS_OF)
    got = {row[1]: row[2:8] for row in engine.fetch(decisions_sql(engine_question))}
    empty = [n for n, row in enumerate(rows, 1) if not any(row.values())]
    assert sorted([*got, *empty]) == list(range(1, len(rows) + 1)), (
        "one decision for every charge, none lost or doubled"
    )
    assert decided.n_charges + sum(n for _, n in decided.source.quarantined) == len(rows)
    for number, row in got.items():
        answer = expected[number - 1]
        assert row == (
            answer.decision.value, answer.rule or None, answer.policy or None, "|".join(c.value for c in answer.candidates),
            "|".join(answer.needs), "|".join(answer.because),
        ), (number, rows[number - 1])  # fmt: skip
