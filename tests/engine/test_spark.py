"""Deciding with Spark: the same bytes, the same refusals, and plain words for all that goes wrong."""

from __future__ import annotations

import logging
import os
import re
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from datetime import date

import pytest

from nolle.compiler.query import Query, Step
from nolle.decisions import decide, decisions_sql, write_decisions
from nolle.engine.choosing import engine as chosen
from nolle.engine.duckdb import DuckDB
from nolle.errors import EngineError, RecordsError
from nolle.intake.charges import Records
from nolle.intake.guard import Entering, admit
from nolle.law.places import Office
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from nolle.records.citation_forms import Common, grammar
from nolle.records.mapping import Mapping
from nolle.records.matching.matcher import Matcher, Sources
from nolle.records.privacy import packaged
from tests.engine import agreement, sparking

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(bool(sparking.missing()), reason=sparking.missing() or "there is Spark"),
]

AS_OF = date(2024, 1, 1)
LAW = agreement.Batch(1).law
COLUMNS = (
    "charge_id", "case_id", "person_id", "count_number", "instrument_id", "supersedes", "offense", "level", "stage",
    "offense_on", "filed_on", "disposed_on", "more_charges", "charges_in_case",
)  # fmt: skip
MAPPING = {
    "id": "made-up", "title": "made up", "columns": {column: column for column in COLUMNS},
    "case": {"others": "complete"}, "history": {"complete": "true"},
}  # fmt: skip
SAME_COUNT = {"same_count": {"columns": ["case_id", "count_number"], "note": "made up"}}
ALONE = {
    "columns": {column: column for column in ("case_id", "person_id", "offense", "filed_on")},
    "case": {"others": "unknown"}, "history": {"complete": "true", "since": "2019"},
}  # fmt: skip
EXCEPT = [
    {"id": "felony", "when": {"case": {"any": {"level": "felony"}}}, "then": "not_covered"},
    {"id": "often", "when": {"history": {"of": {"offense": LAW.ids[0]}, "within": "P1Y6M", "at_least": "2"}}, "then": "supervisory_approval"},
]  # fmt: skip
BEFORE = [
    {
        "id": unit,
        "when": {"history": {"of": {"level": ["misdemeanor", "felony"]}, "count": unit, "at_least": "2"}},
        "then": then,
    }
    for unit, then in (("charges", "decline_if"), ("cases", "will_prosecute"), ("dates", "supervisory_approval"))
]
POLICY = {
    "id": "zz/office/2020", "title": "made up", "office": "zz/office", "kind": "written_memo", "text_read": "full",
    "events": [{"type": "in_effect", "on": "2020-02-01"}], "confidence": "verified",
    "rules": [
        {"id": "first", "covers": {"offense": LAW.ids[0]}, "then": "decline", "unless": EXCEPT},
        {"id": "second", "covers": {"offense": LAW.ids[1]}, "when": {"stage": ["filed", "pending"]}, "then": "divert", "unless": BEFORE},
        {"id": "third", "covers": {"offense": LAW.ids[2]}, "when": {"filed_on": {"after": "2021-01-01"}}, "then": "decline"},
    ],
}  # fmt: skip
NARROW = POLICY | {
    "rules": [{"id": "first", "covers": {"offense": LAW.ids[0]}, "when": {"stage": "filed"}, "then": "decline"}]
}


def rows(number):
    """Charges with repeat persons, cases of several, counts told twice, superseded instruments, unknown dates."""
    for n in range(number):
        yield {
            "charge_id": f"charge-{n if n % 41 else 1}", "case_id": None if n % 17 == 0 else f"case {n // 3}",
            "person_id": None if n % 13 == 0 else f" person-{n * 7 % (number // 5 + 1)}{' ' if n % 5 else chr(0xA0)}",
            "count_number": str(n % 2), "instrument_id": f"instrument-{n % 4}",
            "supersedes": f"instrument-{(n + 1) % 4}" if n % 9 == 0 else None,
            "offense": LAW.ids[n % 4] if n % 11 else "nobody knows it", "level": ("felony", "misdemeanor", None, "odd")[n // 2 % 4],
            "stage": ("filed", "convicted", None, "dismissed", "pending")[n % 5],
            "offense_on": (None, "2020", "2020-03", f"2020-03-0{1 + n % 9}", f"2021-07-1{n % 9}", "never")[n % 6],
            "filed_on": (f"2020-03-1{n % 9}", "", "2021-08", "2022-01-31", "2021-07-31")[n % 5],
            "disposed_on": (None, "2022-05-01", "2021-02-28")[n % 3],
            "more_charges": "yes" if n % 23 == 0 else None, "charges_in_case": "2.6" if n % 29 == 0 else "3",
        }  # fmt: skip


def parquet(table, file, **how):
    import pyarrow as pa
    from pyarrow import parquet as pq

    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table if isinstance(table, pa.Table) else pa.table(table), file, **how)
    return file


def made_up(number):
    import pyarrow as pa

    made = list(rows(number))
    return pa.table({column: pa.array([row[column] for row in made], pa.string()) for column in COLUMNS})


@pytest.fixture(scope="module")
def spark():
    """One engine, for tests that each open records anew."""
    with sparking.opened() as engine:
        yield engine


@pytest.fixture(scope="module")
def charges(tmp_path_factory):
    return parquet(made_up(400), tmp_path_factory.mktemp("records") / "charges.parquet")


def question(policy=POLICY):
    office = Office.model_validate({"id": "zz/office", "name": "made up", "place": "zz"})
    asking = Asking("zz/office/2020", (Policy.model_validate(policy),), {office.id: office}, True)
    return Question(LAW.catalogue, LAW.dictionary, [asking], True)


def decided(engine, records, more=None, policy=POLICY):
    """What became of the records."""
    matcher = Matcher(LAW.catalogue, (), Sources(grammar((), Common(places={}, words=())), systems=(LAW.code_system,)))
    asked = Records(Mapping.model_validate(MAPPING | (more or {})), engine.open(records))
    found, _, _ = decide(engine, question(policy), matcher, asked, AS_OF)
    return found


def files(engine, folder):
    """The bytes of all that a run writes of its rows."""
    folder.mkdir()
    write_decisions(engine, folder / "all.parquet", silent=True)
    write_decisions(engine, folder / "spoken.parquet", silent=False)
    engine.write("select * from patterns order by pattern", folder / "patterns.parquet")
    engine.write("select source_row, reason from quarantine order by source_row", folder / "quarantine.parquet")
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def shown(found):
    return (
        found.source,
        found.flagged,
        found.undated,
        found.unrecognised,
        [(f.number, f.n, f.conduct, f.answer) for f in found.found],
    )


# ---------------------------------------------------------------- the same decisions


@pytest.mark.parametrize("more", [{}, SAME_COUNT, ALONE], ids=["every column", "rows of one count", "no charge ids"])
def test_decisions_patterns_and_counts_are_the_same_to_the_byte(spark, charges, tmp_path, more):
    with DuckDB() as here:
        wanted = decided(here, charges, more)
        bytes_wanted = files(here, tmp_path / "here")
    found = decided(spark, charges, more)
    assert len({one.answer.decision for one in wanted.found}) >= (3 if more is ALONE else 4)
    assert shown(found) == shown(wanted)
    assert files(spark, tmp_path / "there") == bytes_wanted


def test_a_file_that_spark_does_not_read_comes_by_way_of_duckdb(spark, tmp_path):
    import csv

    file = tmp_path / "charges.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(40))
        opened.write("one,field\n")
    columns = list(spark.open(file))
    with pytest.raises(RecordsError, match=r"charges.csv:42: this line has fewer fields"):
        spark.take(columns)
    spark.open(file)
    spark.take(["offense", "charge_id"], set_aside=True)
    assert spark.fetch("select line, reason from unreadable") == [(42, "the line has fewer fields than the header")]
    wanted = [(n, row["charge_id"]) for n, row in enumerate(rows(40), 1)]
    assert spark.fetch("select source_row, charge_id from source order by source_row") == wanted


# ---------------------------------------------------------------- rows and columns as DuckDB takes them in


def test_rows_are_numbered_in_the_order_of_the_files(spark, tmp_path):
    for part, (first, last) in {"b": (40, 90), "a": (0, 40), "c/a": (90, 100)}.items():
        parquet({"n": list(range(first, last))}, tmp_path / "folder" / f"{part}.parquet", row_group_size=7)
    spark.open(tmp_path / "folder")
    spark.take(["n"])
    assert spark.fetch("select n, source_row from source order by source_row") == [(n, n + 1) for n in range(100)]
    digest = spark.digest
    spark.open(tmp_path / "folder")
    spark.take(["n"])
    assert spark.digest == digest
    assert re.fullmatch("[0-9a-f]{64}", digest)


def every_kind():
    """A column of each kind that Parquet has and that is a plain value."""
    from decimal import Decimal

    import pyarrow as pa

    days = [date(2021, 2, 3), None, date(1, 1, 1)]
    moments = pa.array(["2021-02-03 23:59:59", None, "1500-01-01 00:00:00"])
    return pa.table({
        "word": pa.array(["ä\\'", None, "  x "]), "odd `name`": pa.array(["", "a\nb", "NULL"]), "raw": pa.array([b"PL 1", None, b""]),
        "tiny": pa.array([1, None, -8], pa.int8()), "large": pa.array([2**62, 0, None]), "unsigned": pa.array([2**64 - 1, 0, None], pa.uint64()),
        "money": pa.array([Decimal("230.10"), None, Decimal("0.00")], pa.decimal128(9, 2)), "flag": pa.array([True, False, None]),
        "part": pa.array([265.13, None, float("nan")]), "whole": pa.array([12345678.0, -3.0, None]), "small": pa.array([1.5, 16777216.0, None], pa.float32()),
        "day": pa.array(days), "later": pa.array([None, date(9999, 12, 31), None]), "moment": moments.cast(pa.timestamp("us")),
        "coarse": moments.cast(pa.timestamp("ms")), "midnight": pa.array([1612310400000, None, None]).cast(pa.timestamp("ms", "UTC")),
        "nothing": pa.array([None, None, None], pa.string()),
    })  # fmt: skip


def test_every_kind_of_column_is_taken_in_as_duckdb_takes_it(spark, tmp_path):
    file = parquet(every_kind(), tmp_path / "kinds.parquet")
    with DuckDB() as here:
        found = []
        for engine in (here, spark):
            columns = list(engine.open(file))
            engine.take(columns)
            listed = ", ".join(f'cast("{column}" as varchar) as "{column}"' for column in columns)
            found.append((columns, engine.fetch(f"select {listed} from source order by source_row")))
    assert found[0] == found[1]


def test_days_that_no_calendar_of_ours_has_are_nothing(spark, tmp_path):
    import pyarrow as pa

    file = parquet(
        {"day": pa.array([3_000_000, -800_000, 0, None], pa.int32()).cast(pa.date32())}, tmp_path / "days.parquet"
    )
    spark.open(file)
    spark.take(["day"])
    assert spark.fetch("select day from source order by source_row") == [(None,), (None,), (date(1970, 1, 1),), (None,)]


# ---------------------------------------------------------------- SQL that must mean the same

TEXTS = (
    "", " ", "5", " 5 ", "-7", "+7", "2.5", "-2.5", "2.49", "1e3", "1E2", ".5", "5.", "x", "5x", "5d", "2147483647", "2147483648",
    "99999999999999999999", "NaN", "Infinity", "007", "18446744073709551615", "18446744073709551616", "12\n", "é1", "1,000", "--1", "e5",
)  # fmt: skip
EXPRESSIONS = (
    "try_cast(v as integer)", "cast(try_cast(v as ubigint) as varchar) = v", "regexp_full_match(v, '[0-9]+')", "regexp_full_match(v, ' *[0-9]+([.]0)? *')",
    "regexp_full_match(v, '[A-Za-z][0-9]+')", "length(v)", "trim(v)", "upper(left(v, 2))", "right(v, 4)", "substr(v, 2, 2)",
    "translate(v, '123456789', '000000000')", "concat_ws(' ', v, null, 'b')", "nullif(v, '')", "coalesce(v, '-') || 'x'", "v like '5%'", "v in ('5', 'x')",
    "greatest(length(v), null)", "least(nullif(length(v), 0), 3)", "length(v) // 2", "length(v) % 2", "case when v > '5' then 1 else 0 end",
    "regexp_extract(v, '[0-9]+')", "try_cast(v as ubigint) // 1000", "hash(v) % 5 between 0 and 4", "lower(v) in ('x', 'nan')",
)  # fmt: skip


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    return parquet({"v": [*TEXTS, None]}, tmp_path_factory.mktemp("texts") / "texts.parquet")


def test_expressions_mean_what_they_mean_in_duckdb(spark, texts):
    listed = ", ".join(f"{expression} as e{n}" for n, expression in enumerate(EXPRESSIONS))
    found = []
    with DuckDB() as here:
        for engine in (here, spark):
            engine.open(texts)
            engine.take(["v"])
            found.append(engine.fetch(f"select source_row, {listed} from source order by source_row"))
    for wanted, got in zip(*found, strict=True):
        for expression, one, other in zip(("", *EXPRESSIONS), wanted, got, strict=True):
            assert one == other, (expression, (*TEXTS, None)[wanted[0] - 1])


def test_aggregates_windows_and_months_mean_what_they_mean_in_duckdb(spark, tmp_path):
    days = [
        date(2019, 12, 31),
        date(2020, 2, 28),
        date(2020, 2, 29),
        date(2020, 3, 31),
        date(2021, 3, 1),
        date(2021, 5, 31),
        None,
    ]
    names = ["b", "B", "é", "e", "z", "", "ß"]
    file = parquet({"day": days, "name": names, "n": [1, 2, None, 2, 3, None, 7]}, tmp_path / "days.parquet")
    moved = [
        f"cast(day - interval '{m} months' - interval '{d} days' as date) as d{m}_{d}"
        for m in (0, 1, 3, 12, 18)
        for d in (0, 1, 90)
    ]
    selects = [
        f"select source_row, {', '.join(moved)} from source order by source_row",
        "select min(name), max(name), count(*) filter (where n > 1), sum(case when n = 2 then 1 else 0 end), count(distinct n) from source",
        "select name, row_number() over (order by n desc nulls last, name) as r, lead(day) over (order by day, name) as l from source order by 1",
        "select name, dense_rank() over (order by coalesce(n, 0)) as d, max(day) over (partition by n) as m from source order by name",
        "select name from source order by name desc limit 3",
        "select day, count(*) as n from source group by day order by day",
        "select source_row from source where source_row not in (select source_row from source where n = 2) order by 1",
        "select cast(sum(n) as bigint) as s from source where day > date '2020-02-28' or n is null",
    ]  # fmt: skip
    with DuckDB() as here:
        for engine in (here, spark):
            engine.open(file)
            engine.take(["day", "name", "n"])
        for sql in selects:
            assert spark.fetch(sql) == here.fetch(sql), sql


def test_a_relation_made_from_the_one_whose_name_it_takes(spark, texts):
    spark.open(texts)
    spark.take(["v"])
    spark.load("other", {"v": "varchar", "p": "varchar"}, [("5", "five")])
    spark.run(
        Query(
            (
                Step(
                    "source",
                    "select s.source_row, coalesce(o.p, s.v) as v from source as s left join other as o on o.v = s.v order by s.source_row",
                ),
            )
        )
    )
    spark.load("other", {"v": "varchar", "p": "varchar"}, [("5", "six")])  # what was made stays as it was made
    assert spark.fetch("select v from source where source_row = 3") == [("five",)]
    assert spark.fetch("select p from other") == [("six",)]


# ---------------------------------------------------------------- privacy

PLANTED = {
    "names": {"party": ["MARIA GONZALEZ", "JOHN SMITH", "ANN LEE", "PETER JONES", "JANE DOE"] * 40},
    "numbers": {"reference": [f"{219 + n % 500:03}-{10 + n % 80}-{1000 + n}" for n in range(300)]},
    "mail": {"contact": [f"someone{n}@example.org" for n in range(300)]},
    "births": {
        "filed_on": [f"2021-0{1 + n % 9}-11" for n in range(300)],
        "about_on": [f"0{1 + n % 9}/1{n % 9}/19{60 + n % 40}" for n in range(300)],
    },
    "nobody": {
        "code": [f"PL {100 + n % 90}.{n % 10}0" for n in range(300)],
        "reference": [f"D-2021-{n:06}" for n in range(300)],
    },
}


@pytest.mark.parametrize("planted", PLANTED)
def test_personal_data_is_refused_in_the_same_words(spark, tmp_path, planted):
    file = parquet(PLANTED[planted], tmp_path / "records.parquet")
    said = []
    with DuckDB() as here:
        for engine in (here, spark):
            present = engine.open(file)
            dates = {column: () for column in present if column.endswith("_on")}
            try:
                admit(engine, Entering(present, tuple(present), dates=dates), packaged())
                said.append("")
            except RecordsError as refused:
                said.append(str(refused))
    assert said[0] == said[1]
    assert bool(said[0]) == (planted != "nobody")


def test_pseudonyms_are_the_same_and_the_numbers_are_gone(spark, tmp_path):
    file = parquet(
        {"person": [f"{n % 50:09}A{n % 50}" for n in range(200)], "code": ["PL 1"] * 200}, tmp_path / "records.parquet"
    )
    found = []
    with DuckDB() as here:
        for engine in (here, spark):
            present = engine.open(file)
            admit(engine, Entering(present, ("person", "code"), hashed=("person",)), packaged(), key=bytes(range(32)))
            found.append(engine.fetch("select source_row, person, code from source order by source_row"))
    assert found[0] == found[1]
    assert len({row[1] for row in found[1]}) == 50


# ---------------------------------------------------------------- how it runs


def plan_of(frame):
    return frame._jdf.queryExecution().executedPlan().toString()


def moves(plan):
    """How often rows are moved between machines; a small relation that all of them get is no such move."""
    return len(re.findall(r"(?<![A-Za-z])(?:Exchange|ShuffleExchange)", plan))


@pytest.fixture
def planned(monkeypatch):
    """An engine as it is for large tables, with the plans of what it was asked, and of what it kept, in order."""
    from nolle.engine.spark import Spark

    sparking.started()
    asked, kept = [], []
    gather, cut = Spark.gather, Spark._cut

    def noted(self, sql, table):
        asked.append(plan_of(self._session.sql(sql)))
        gather(self, sql, table)

    def noted_too(self, frame):
        kept.append(plan_of(frame))
        return cut(self, frame)

    monkeypatch.setattr(Spark, "gather", noted)
    monkeypatch.setattr(Spark, "_cut", noted_too)
    with sparking.opened(small=False) as engine:
        yield engine, asked, kept


def test_each_question_reads_the_file_once_and_moves_rows_once_at_most(planned, charges):
    engine, asked, kept = planned
    more = {"columns": {column: column for column in ("offense", "stage", "filed_on", "case_id")}}
    decided(engine, charges, more, policy=NARROW)
    assert all(plan.count("Scan parquet") <= 1 and moves(plan) <= 1 for plan in (*asked, *kept)), asked
    asked.clear()
    engine.fetch(decisions_sql(silent=False))
    assert [(plan.count("Scan parquet"), moves(plan)) for plan in asked] == [(1, 0)], asked


def test_a_question_of_history_moves_no_more_than_the_rows_in_its_scope(planned, charges):
    engine, asked, kept = planned
    decided(engine, charges, ALONE)
    plans = [*asked, *kept]
    assert all(plan.count("Scan parquet") <= 3 for plan in plans)
    assert all(moves(plan) <= 1 for plan in plans if "Scan parquet" in plan and "semi" not in plan.lower()), plans


def test_the_words_of_prepared_records_are_looked_for_while_they_are_read(planned, tmp_path):
    engine, asked, _ = planned
    file = parquet(
        {"word": [n // 1_000 for n in range(20_000)], "source_row": list(range(20_000))},
        tmp_path / "charges.parquet",
        row_group_size=1_000,
    )
    engine.attach("charges", [file], large=True)
    engine.load("plan", {"word": "bigint", "scope": "varchar"}, [(3, "inside"), (7, "inside"), (9, "outside")])
    found = engine.fetch(
        "select c.source_row from charges as c where c.word in (select word from plan where scope = 'inside') order by 1"
    )
    assert found == [(n,) for n in (*range(3_000, 4_000), *range(7_000, 8_000))]
    assert re.search(r"PushedFilters: \[In\(word, \[3,7\]\)\]", asked[-1]), asked[-1]


def test_nothing_is_left_when_it_is_closed(charges, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with sparking.opened() as engine:
        session = engine._session
        context = session.sparkContext._jsc
        others = set(context.getPersistentRDDs())
        assert any(tmp_path.glob("nolle-spark-*"))
        decided(engine, charges, ALONE)
        assert set(context.getPersistentRDDs()) > others
    assert set(context.getPersistentRDDs()) <= others
    assert [view.name for view in session.catalog.listTables()] == []
    assert [*tmp_path.iterdir()] == []


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(("name", "says"), [
    ("nothing.parquet", "nothing.parquet: there is no such file."),
    ("empty", "empty: there is no Parquet file."),
    ("cut.parquet", "cut.parquet: a file is not a whole Parquet file."),
    ("alike.parquet", "two columns have the same name, or names that differ by capital letters only."),
    ("s3a://key:secret@bucket/x", "must not hold a key"),
    ("s3a://bucket/x", "s3a://bucket/x: Spark has no reader for this kind of store"),
])  # fmt: skip
def test_records_that_cannot_be_read_are_named_with_the_reason(spark, tmp_path, name, says):
    import pyarrow as pa

    (tmp_path / "empty").mkdir()
    (tmp_path / "cut.parquet").write_bytes(parquet({"a": [1]}, tmp_path / "whole.parquet").read_bytes()[:-9])
    parquet(pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["a", "A"]), tmp_path / "alike.parquet")
    with pytest.raises(RecordsError) as refused:
        spark.open(name if "://" in name else tmp_path / name)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


def test_nested_columns_are_refused_only_where_they_are_read(spark, tmp_path):
    file = parquet({"a": [[1], [2]], "b": [1, 2]}, tmp_path / "records.parquet")
    spark.open(file)
    spark.take(["b"])
    with pytest.raises(RecordsError, match='lists and nested values are not read by Spark: "a"'):
        spark.take(["a", "b"])


def test_moments_that_are_no_days_are_refused(spark, tmp_path):
    import pyarrow as pa

    file = parquet({"at": pa.array([1612310400001]).cast(pa.timestamp("ms", "UTC"))}, tmp_path / "records.parquet")
    spark.open(file)
    with pytest.raises(RecordsError, match='"at" holds moments with a time zone'):
        spark.take(["at"])


def test_a_step_that_fails_names_itself_and_shows_no_cell(spark, texts):
    spark.open(texts)
    spark.take(["v"])
    spark.run(Query((Step("broken", "select cast(v as bigint) as n from source", "numbers of texts", large=True),)))
    with pytest.raises(EngineError) as failed:
        spark.fetch("select sum(n) from broken")
    assert "a question to spark failed" in str(failed.value)
    assert "a value is not of the type that it is read as" in str(failed.value)
    assert not any(len(text) > 4 and text in str(failed.value) for text in TEXTS)
    with pytest.raises(
        EngineError, match=r'step "more" \(what it is\) failed: .*missing_relation|step "more" .*no_such_column'
    ):
        spark.run(Query((Step("more", "select no_such_column from source", "what it is", large=True),)))


def run(code, **environment):
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, env=os.environ | environment
    )
    return found.stdout + found.stderr


OPEN = "from nolle.engine.choosing import engine\ntry:\n    engine('spark'{}).close()\nexcept Exception as error:\n    print(type(error).__name__, error)"


def test_without_java_it_says_what_to_install(tmp_path):
    said = run(OPEN.format(""), JAVA_HOME=str(tmp_path))
    assert (
        said
        == "EngineError Spark needs Java, and none is found. Install Java 17 or later, and let JAVA_HOME or PATH lead to it.\n"
    )


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineError, match=r'pip install "nolle\[spark\]"'):
        chosen("spark")


def test_an_engine_that_is_none_and_a_master_without_spark():
    with pytest.raises(EngineError, match=r'no engine "sparky"\. Use one of: duckdb, spark, postgres'):
        chosen("sparky")
    with pytest.raises(EngineError, match="--master says where Spark works"):
        chosen("duckdb", master="local[2]")


def test_a_spark_that_is_lost_says_so(tmp_path):
    """In a process of its own: Java is ended under it."""
    file = parquet({"v": ["a"] * 1_000}, tmp_path / "records.parquet")
    said = run(
        "import os, signal, time\nfrom pathlib import Path\nfrom nolle.engine.spark import Spark\n"
        f"engine = Spark(master='local[2]')\nengine.open(Path({str(file)!r}))\nengine.take(['v'])\n"
        "from pyspark import SparkContext\nos.kill(SparkContext._gateway.proc.pid, signal.SIGKILL)\ntime.sleep(1)\n"
        "try:\n    engine.fetch('select count(*) from source')\nexcept Exception as error:\n    print(type(error).__name__, error)\n"
        "engine.close()\nprint([*Path(os.environ['TMPDIR']).glob('nolle-*')], flush=True)\nos._exit(0)",
        TMPDIR=str(tmp_path),
    )  # fmt: skip
    assert "EngineError a question to spark failed" in said
    assert "Spark was lost" in said
    assert "Traceback" not in said
    assert said.rstrip().endswith("[]")


def test_a_connection_that_breaks_off_shows_no_stack(caplog):
    """What is heard of a lost Spark is a matter of moments: an end, or a reset, of which Py4J makes a log entry."""
    from py4j.java_gateway import GatewayParameters, JavaGateway

    from nolle.engine.spark_session import failing

    with socket.create_server(("127.0.0.1", 0)) as server:

        def reset():
            with server.accept()[0] as answering:
                answering.recv(1)
                answering.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        breaking = threading.Thread(target=reset)
        breaking.start()
        gateway = JavaGateway(gateway_parameters=GatewayParameters(port=server.getsockname()[1]))
        with pytest.raises(EngineError, match=r"^a question: "), failing("a question"):
            gateway.jvm.java.lang.System.exit(0)
        breaking.join()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_prepared_records_are_decided_by_spark_where_they_lie(tmp_path, monkeypatch):
    from nolle import verbs
    from nolle.engine.spark import Spark
    from nolle.verbs.demonstrating import sample

    sparking.started()
    read = []
    there = Spark.files

    def noted(self, relation, files):
        read.append(relation)
        there(self, relation, files)

    monkeypatch.setattr(Spark, "files", noted)
    ready, policy = tmp_path / "ready", "us-ny/manhattan/2022-01-03"
    verbs.prepare(sample(), ready, verbs.Asked(mapping="nypd-arrests"))
    for engine in ("duckdb", "spark"):
        how = verbs.Asked(as_of=AS_OF, as_if=True, engine=engine)
        verbs.decide(policy, ready, how, tmp_path / engine)
    assert [relation.rpartition("_")[0] for relation in read] == ["charges"]
    for name in ("decisions.parquet", "patterns.parquet", "quarantine.parquet", "summary.json"):
        assert (tmp_path / "spark" / name).read_bytes() == (tmp_path / "duckdb" / name).read_bytes(), name
