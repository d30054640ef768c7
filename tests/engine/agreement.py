"""Whether an engine and the evaluator say the same of every row: random policies over shared random tables.

A batch is one made-up state, one file of charges and many policies, all from one seed. Each policy over the file is
one pair. `NOLLE_SEED=17/3` makes the fourth policy of the batch of seed 17 again, and nothing else.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from nolle.decisions import Decided, decide, decisions_sql
from nolle.engine.base import Engine, Rows
from nolle.intake.charges import Records
from nolle.law.evaluator import Answer, Evaluator
from nolle.records.citation_forms import Common, grammar
from nolle.records.matching.matcher import Matcher, Sources
from tests.engine import agreement_library, agreement_records
from tests.engine.agreement_library import Chance, Law
from tests.engine.agreement_memory import Remembering
from tests.engine.agreement_oracle import disagreement
from tests.engine.agreement_policies import Asked, asked
from tests.engine.agreement_records import Table
from tests.engine.reference import File
from tests.generated import STAGES

SETS = 10
"""A file holds so many record sets, which share no case and no person. One policy over one of them is a pair."""

ASSUMPTIONS = {"top-charge": 0.15, "offense-day": 0.1}
Row = tuple[str, str | None, str | None, str, str, str]
"""What is compared: decision, rule, policy, candidates, needs, because."""


@dataclass(frozen=True)
class Pair:
    """One policy (or all documents of an office) and how it is asked of a file."""

    asked: Asked
    assume: tuple[str, ...] = ()
    where: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """One state and one file of charges, `rows` in each record set, and the policies that are asked of it."""

    seed: int
    rows: int = 20

    @cached_property
    def law(self) -> Law:
        return agreement_library.law(Chance(self.seed, "law"))

    @cached_property
    def table(self) -> Table:
        return agreement_records.table(self.law, Chance(self.seed, "records"), SETS, self.rows)

    @cached_property
    def matcher(self) -> Matcher:
        """A matcher of its own for whoever asks."""
        return Matcher(
            self.law.catalogue, (), Sources(grammar((), Common(places={}, words=())), systems=(self.law.code_system,))
        )

    def pair(self, number: int) -> Pair:
        chance = Chance(self.seed, "policy", number)
        assume = tuple(name for name, share in ASSUMPTIONS.items() if chance.yes(share))
        where = {}
        if chance.yes(0.08):
            column = chance.one([column for column in ("level", "stage", "offense") if column in self.table.columns])
            where = {column: chance.one({"level": ["felony"], "stage": list(STAGES), "offense": self.law.ids}[column])}
        return Pair(asked(self.law, chance), assume, where)

    def read(self, pair: Pair, evaluator: Evaluator) -> File:
        """The charges as the reference reads them for one pair; kept, since most pairs ask alike."""
        governs = sorted({policy.governs for asking in evaluator.question.askings for policy in asking.policies})
        stands_in = dict.fromkeys(governs, "offense_on") if "offense-day" in pair.assume else {}
        key = tuple(sorted(stands_in))
        if key not in self._files:
            self._files[key] = File(self.table, self.law, self.matcher, stands_in)
        return self._files[key]

    @cached_property
    def _files(self) -> dict[tuple[str, ...], File]:
        return {}


def expected(batch: Batch, pair: Pair, evaluator: Evaluator) -> dict[int, Answer]:
    """What the evaluator says of each charge that is asked about, by the number of its row."""
    file = batch.read(pair, evaluator)
    patterns = file.patterns(evaluator.question, ranked="top-charge" in pair.assume)
    told = {charge.number: charge.told for charge in file.charges}
    return {
        number: evaluator.answer(pattern)
        for number, pattern in patterns.items()
        if all(_selected(told[number].get(column), value) for column, value in pair.where.items())
    }


def _selected(cell: str | None, value: str) -> bool:
    return cell is not None and (cell == value or cell.startswith(f"{value}/"))


@dataclass(frozen=True)
class Run:
    """What an engine made of one pair: the answer to each row, what is wrong with its sums, and who answered."""

    rows: dict[int, Row]
    wrong: list[str]
    evaluator: Evaluator


def decided(engine: Engine, batch: Batch, pair: Pair, present: dict[str, str]) -> Run:
    """What the engine says of each row."""
    question = pair.asked.question(batch.law)
    table = batch.table
    records = Records(table.mapping, present, constants=table.constants, places=table.places)
    found, _, evaluator = decide(engine, question, batch.matcher, records, table.as_of, pair.where, pair.assume)
    rows = engine.fetch(decisions_sql())
    got: dict[int, Row] = {row[1]: tuple(row[2:8]) for row in rows}
    spoken = {row[1]: tuple(row[2:8]) for row in engine.fetch(decisions_sql(silent=False))}
    checks = {
        f"{len(rows)} decisions of {len(got)} charges": len(got) == len(rows),
        f"{found.n_charges} charges counted, {len(rows)} decided": found.n_charges == len(rows),
        "charges and quarantine do not add up to the rows of the file": _adds_up(found, table),
        "the patterns do not stand for the rows that have them": _stands_for(found, rows),
        "rows are left out of those that the policy speaks of, or may": _speaks_of(got).items() <= spoken.items(),
        "rows that the policy speaks of say something else there": spoken.items() <= _not_silent(got).items(),
        "another question was answered": evaluator.question is question,
    }
    return Run(got, [what for what, good in checks.items() if not good], evaluator)


def _adds_up(found: Decided, table: Table) -> bool:
    return found.source.n_charges + sum(n for _, n in found.source.quarantined) == len(table.rows)


def _stands_for(found: Decided, rows: Rows) -> bool:
    """Whether each pattern has as many rows as it says, and its answer is the one on each of them."""
    counted = Counter((row[8], *row[2:8]) for row in rows)
    return counted == Counter({(pattern.number, *as_row(pattern.answer)): pattern.n for pattern in found.found})


def _speaks_of(rows: dict[int, Row]) -> dict[int, Row]:
    """The rows of which the policy says something, or may: not only that it is silent, or not in force."""
    return {number: row for number, row in rows.items() if not {*row[3].split("|")} <= {"silent", "not_in_force"}}


def _not_silent(rows: dict[int, Row]) -> dict[int, Row]:
    return {number: row for number, row in rows.items() if row[0] != "silent"}


def as_row(answer: Answer) -> Row:
    return (
        answer.decision.value, answer.rule or None, answer.policy or None,
        "|".join(c.value for c in answer.candidates), "|".join(answer.needs), "|".join(answer.because),
    )  # fmt: skip


@dataclass(frozen=True)
class Mismatch:
    """One row of which two sides say different things, with all that one needs to look at it."""

    batch: Batch
    number: int
    engine: str
    row: int
    wanted: Row | None
    found: Row | None
    what: str = ""

    def __str__(self) -> str:
        table, pair = self.batch.table, self.batch.pair(self.number)
        lines = [
            f"NOLLE_SEED={self.batch.seed}/{self.number} engine {self.engine}, row {self.row}",
            f"  {self.what}" if self.what else f"  evaluator {self.wanted}\n  {self.engine:9} {self.found}",
            _yaml({"asked": {"as_if": pair.asked.as_if, "accept_unverified": pair.asked.accept_unverified,
                             "known_on": pair.asked.known_on, "assume": list(pair.assume), "where": pair.where}}),
            _yaml({"policies": list(pair.asked.policies)}),
            _yaml({"offenses": self.batch.law.offenses, "groups": self.batch.law.groups, "offices": self.batch.law.offices}),
            _yaml({"as_of": str(table.as_of), "constants": table.constants, "places": list(table.places),
                   "mapping": {key: table.mapping_raw[key] for key in ("case", "history")}}),
        ]  # fmt: skip
        return "\n".join([*lines, *self._rows()])

    def _rows(self) -> Iterator[str]:
        """The row itself, the other rows of its case and of its person."""
        if not self.row:
            return
        rows = self.batch.table.rows
        here = rows[self.row - 1]
        yield f"row {self.row}: {_filled(here)}"
        for column in ("case_id", "person_id"):
            for number, row in enumerate(rows, 1):
                if number != self.row and here[column].strip() and row[column].strip() == here[column].strip():
                    yield f"  same {column}, row {number}: {_filled(row)}"


def _filled(row: dict[str, str]) -> dict[str, str]:
    return {column: cell for column, cell in row.items() if cell}


def _yaml(value: Any) -> str:
    plain = json.loads(json.dumps(value))  # what stands twice is written twice, without anchors
    return str(yaml.safe_dump(plain, sort_keys=False, width=140)).rstrip()


@dataclass(frozen=True)
class Checked:
    """What came of one run: one policy over one file."""

    rows: int = 0
    oracle: int = 0
    mismatches: tuple[Mismatch, ...] = ()


def check(engine: Engine, batch: Batch, number: int, present: dict[str, str], slowly: int = 1) -> Checked:
    """One policy over the file of a batch, row by row; `slowly` rows are asked of the oracle too."""
    pair = batch.pair(number)
    run = decided(engine, batch, pair, present)
    answers = expected(batch, pair, run.evaluator)
    got, wanted = run.rows, {row: as_row(answer) for row, answer in answers.items()}
    found = [Mismatch(batch, number, engine.name, 0, None, None, what) for what in run.wrong]
    for row in sorted({*wanted, *got}):
        if wanted.get(row) != got.get(row):
            found.append(Mismatch(batch, number, engine.name, row, wanted.get(row), got.get(row)))
    asked, disputed = _slowly(batch, number, run.evaluator, answers, slowly)
    return Checked(len(wanted), asked, (*found, *disputed))


def _slowly(
    batch: Batch, number: int, evaluator: Evaluator, answers: dict[int, Answer], rows: int
) -> tuple[int, list[Mismatch]]:  # fmt: skip
    """Some rows asked of the oracle: how many it could write out, and where it says something else."""
    pair, asked, found = batch.pair(number), 0, []
    if not rows or not answers:
        return 0, []
    file = batch.read(pair, evaluator)
    charges = {charge.number: charge for charge in file.charges}
    for row in Chance(batch.seed, "sample", number).some(sorted(answers), rows):
        said = disagreement(pair.asked, file, charges[row], answers[row], "top-charge" in pair.assume)
        asked += said is not None
        if said:
            found.append(
                Mismatch(batch, number, "oracle", row, None, None, f"{said}\n  evaluator {as_row(answers[row])}")
            )
    return asked, found


def opened(engine: Engine, batch: Batch, folder: Path) -> dict[str, str]:
    """Write the file of a batch and open it; the columns that the engine sees."""
    return engine.open(batch.table.write(folder / f"records-{batch.seed}.csv"))


def begun(engine: Engine, seed: int, folder: Path, slowly: int = 1) -> Callable[[int], Checked]:
    """The file of one seed, opened; what is given back checks one policy over it. They share the intake."""
    batch, remembering = Batch(seed), Remembering(engine)
    present = opened(remembering, batch, folder)
    return lambda number: check(remembering, batch, number, present, slowly)


def asked_seed() -> tuple[int, int | None] | None:
    """The batch, and perhaps the one policy, that `NOLLE_SEED` names."""
    text = os.environ.get("NOLLE_SEED", "")
    return seed_of(text) if text else None


def seed_of(text: str) -> tuple[int, int | None]:
    """`17/3` → the batch of seed 17 and its policy 3; `17` → all its policies."""
    seed, _, number = text.partition("/")
    return int(seed), int(number) if number else None
