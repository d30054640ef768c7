"""Property 4: on every row of a random file each engine says what the evaluator says of that row.

And the evaluator says what a slow reading of the language says, on a sample of the rows. `NOLLE_SEED=17/3` runs that
policy alone; `NOLLE_SOAK=1` runs for hours, with `NOLLE_PAIRS` pairs of a policy and a record set (100,000) and
`NOLLE_JOBS` processes (1).
"""

import os
from collections import Counter
from datetime import date, timedelta

import pytest

from nolle.dates import Span
from nolle.law.condition import History
from nolle.law.evaluator import Evaluator
from tests.engine import agreement_coverage as coverage
from tests.engine.agreement import SETS, Batch, asked_seed, begun, check, decided, expected, opened, seed_of
from tests.engine.agreement_cases import CASES, written
from tests.engine.agreement_memory import Remembering
from tests.engine.agreement_oracle import Counting, fewest_days, most_days, oracle_of
from tests.engine.engines import ENGINES
from tests.engine.soak import soak
from tests.generated import SOAK

KEPT = [
    line.partition("#")[0].strip()
    for line in (CASES / "kept.txt").read_text(encoding="utf-8").splitlines()
    if line.partition("#")[0].strip()
]
FIRST = 1_000
"""The first seed of a normal run; every run takes the same ones."""


def each_engine(*more):
    """Every engine of the table, marked with its own mark; with each of some values if there are any."""
    return [
        pytest.param(name, *rest, marks=[getattr(pytest.mark, maker.mark)] if maker.mark else [], id="-".join(map(str, (name, *rest))))
        for name, maker in ENGINES.items()
        for rest in (more[0](maker) if more else [()])
    ]  # fmt: skip


def opened_engine(name):
    maker = ENGINES[name]
    if maker.missing():
        pytest.skip(maker.missing())
    return maker.opened()


def agree(name, seed, numbers, folder):
    with opened_engine(name) as engine:
        checked = begun(engine, seed, folder)
        wrong = [mismatch for number in numbers for mismatch in checked(number).mismatches]
    assert not wrong, f"{len(wrong)} mismatches, the first of them:\n{wrong[0]}"


@pytest.mark.skipif(SOAK or bool(asked_seed()), reason="a soak run, or one seed, was asked for")
@pytest.mark.parametrize(("name", "part"), each_engine(lambda maker: [(part,) for part in range(maker.parts)]))
def test_every_row_gets_the_evaluators_answer(name, part, tmp_path):
    maker = ENGINES[name]
    files = maker.policies // maker.each
    for file in range(part, files, maker.parts):
        agree(name, FIRST + file, range(maker.each), tmp_path)


@pytest.mark.parametrize("name", each_engine())
@pytest.mark.parametrize("seed", KEPT)
def test_seeds_that_once_went_wrong(name, seed, tmp_path):
    batch, number = seed_of(seed)
    agree(name, batch, range(ENGINES[name].each) if number is None else [number], tmp_path)


@pytest.mark.parametrize("name", each_engine())
@pytest.mark.parametrize("case", [
    pytest.param(case, id=id, marks=[pytest.mark.xfail(reason=case.raw["fails"])] if "fails" in case.raw else [])
    for id, case in written()
])  # fmt: skip
def test_written_cases_are_decided_as_they_say(name, case, tmp_path):
    with opened_engine(name) as engine:
        present = opened(engine, case, tmp_path)
        rows = decided(engine, case, case.pair(0), present).rows
        checked = check(engine, case, 0, present, slowly=len(case.table.rows))
    assert case.unexpected(rows) == []
    assert checked.mismatches == (), str(checked.mismatches[0])


@pytest.mark.skipif(not asked_seed(), reason="NOLLE_SEED names no seed")
@pytest.mark.parametrize("name", each_engine())
def test_the_seed_that_is_asked_for(name, tmp_path):
    seed = asked_seed()
    assert seed is not None
    batch, number = seed
    agree(name, batch, range(ENGINES[name].each) if number is None else [number], tmp_path)


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="NOLLE_SOAK is not set")
@pytest.mark.parametrize("name", each_engine())
def test_agreement_for_hours(name, capsys):
    opened_engine(name).__exit__(None, None, None)
    pairs = int(os.environ.get("NOLLE_PAIRS", "0")) or ENGINES[name].soak * SETS
    with capsys.disabled():
        print(flush=True)
        total = soak(name, -(-pairs // SETS), 1_000_000, int(os.environ.get("NOLLE_JOBS", "1")))
    assert not total.wrong, total.wrong[0]


# ---------------------------------------------------------------- what the check itself rests on


def test_every_construct_of_the_language_occurs():
    counted: Counter[tuple[str, str]] = Counter()
    for seed in range(FIRST, FIRST + 30):
        batch = Batch(seed, rows=4)
        counted.update(coverage.of_law(batch.law))
        counted.update(coverage.of_table(batch.table, batch.law))
        for number in range(20):
            pair = batch.pair(number)
            counted.update(coverage.of_pair(pair))
            if number % 5 == 0:
                for answer in expected(batch, pair, Evaluator(pair.asked.question(batch.law))).values():
                    counted.update(coverage.of_answer(answer))
    assert coverage.missing(counted, least=3) == []


def test_the_same_seed_makes_the_same_batch():
    assert Batch(FIRST).table == Batch(FIRST).table
    assert Batch(FIRST).pair(3) == Batch(FIRST).pair(3)
    assert Batch(FIRST).pair(3) != Batch(FIRST).pair(4)
    assert Batch(FIRST).table != Batch(FIRST + 1).table


def test_an_engine_that_remembers_says_what_it_would_say_anew(tmp_path):
    with opened_engine("duckdb") as engine, opened_engine("duckdb") as anew:
        batch = Batch(FIRST)
        remembering = Remembering(engine)
        present = opened(remembering, batch, tmp_path)
        opened(anew, batch, tmp_path)
        for number in (0, 1, 2, 0):
            pair = batch.pair(number)
            assert decided(remembering, batch, pair, present).rows == decided(anew, batch, pair, present).rows


class Lying(Remembering):
    """An engine that gives every charge another answer than the evaluator does."""

    def load(self, name, columns, rows):
        told = [(row[0], "divert", *row[2:]) for row in rows] if name == "decided" else rows
        super().load(name, columns, told)


def test_a_wrong_answer_is_found_and_told(tmp_path):
    batch, number = Batch(FIRST), 0
    with opened_engine("duckdb") as engine:
        lying = Lying(engine)
        found = check(lying, batch, number, opened(lying, batch, tmp_path), slowly=0)
    told = str(found.mismatches[-1])
    assert len(found.mismatches) > 100
    assert f"NOLLE_SEED={batch.seed}/{number}" in told
    for part in ("policies:", "offenses:", "mapping:", "row "):
        assert f"\n{part}" in told


# ---------------------------------------------------------------- counting slowly


def span(first, last):
    return Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("spans", "fewest", "most"),
    [
        ([], 0, 0),
        ([("2020-01-01", "2020-01-01"), ("2020-01-01", "2020-01-01")], 1, 1),
        ([("2020-01-01", "2020-12-31"), ("2020-01-01", "2020-12-31")], 1, 2),
        ([("2020-01-01", "2020-01-01"), ("2020-01-01", "2020-01-31"), ("2020-02-01", "2020-02-02")], 2, 3),
        ([("2020-01-01", "2020-01-02"), ("2020-01-01", "2020-01-02"), ("2020-01-01", "2020-01-02")], 1, 2),
        ([("2020-01-01", "2020-01-03"), ("2020-01-02", "2020-01-02"), ("2020-01-03", "2020-01-03")], 2, 3),
    ],
)
def test_on_how_many_days_things_can_have_happened(spans, fewest, most):
    each = [(span(*one),) for one in spans]
    assert fewest_days(each) == fewest
    assert most_days(each) == most


def test_days_enough_stand_for_all_days():
    """Where the charge's own date is a month or a year, every day of it gives the same range."""
    looked = 0
    for seed in range(FIRST, FIRST + 3):
        batch = Batch(seed)
        for number in range(20):
            pair = batch.pair(number)
            evaluator = Evaluator(pair.asked.question(batch.law))
            file = batch.read(pair, evaluator)
            oracle = oracle_of(pair.asked, file, file.charges[0])
            for text in oracle.texts:
                for look in (look for look in text.looks if isinstance(look, History)):
                    for charge in file.charges[:30]:
                        counting = Counting(file, charge, oracle, look, text, oracle.assignments[0])
                        days = (counting.own.last - counting.own.first).days
                        if not 0 < days < 400 or charge.person is None:
                            continue
                        every = [counting.on(counting.own.first + timedelta(days=n)) for n in range(days + 1)]
                        some = [counting.on(day) for day in counting.own_days()]
                        assert (min(every)[0], max(m for _, m in every)) == (min(some)[0], max(m for _, m in some))
                        looked += 1
    assert looked > 20
