"""Records that were taken in once and kept: guarded, numbered, in the order of what they say.

Deciding reads of them only the rows that a question is about. Nothing of a catalogue or a policy is in them, so they
serve every question; the mapping is, so they are told apart by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nolle.compiler.layout import Layout, days_of
from nolle.compiler.mapping import Before, numberings
from nolle.compiler.query import Query, Step
from nolle.compiler.rows import marks_cases
from nolle.engine.base import Engine

CHARGES, COUNTED, QUARANTINE, INCOMPLETE = "charges", "counted", "quarantine", "incomplete"
_ASIDE = "select source_row, cast(null as bigint) as line, reason from quarantine"

_ASIDE_AGAIN = (
    Step(
        QUARANTINE, "select source_row, reason from put_aside where source_row is not null", "rows that are no charge"
    ),
    Step(
        "unreadable",
        "select source_row, line, reason from put_aside where source_row is null",
        "lines that could not be read",
    ),
)


@dataclass(frozen=True)
class Prepared:
    """A folder of prepared records: `parts` are the files of its charges, `rows` how many rows were taken in."""

    folder: Path
    parts: tuple[str, ...]
    rows: int

    def file(self, relation: str) -> Path:
        return self.folder / f"{relation}.parquet"

    @property
    def charges(self) -> list[Path]:
        return [self.folder / part for part in self.parts]


def part(number: int) -> str:
    """The file of the charges that were taken in at one time."""
    return f"{CHARGES}-{number}.parquet"


def keep(engine: Engine, layout: Layout, folder: Path, before: Prepared | None = None) -> str:
    """Write what `standardise` left in the engine; the charges as one more part. Returns the part's file name."""
    made = part(len(before.parts) + 1 if before else 1)
    engine.write(f"select * from {CHARGES} order by word, source_row", folder / made)
    for numbered in numberings(layout):
        engine.write(numbered.to_keep(), folder / f"{numbered.table}.parquet")
    counted = f"select word, n from {COUNTED}"
    aside = f"{_ASIDE}\nunion all select source_row, line, reason from unreadable"
    if before is not None:
        counted += f"\nunion all select word, n from {COUNTED}_before"
        aside += f"\nunion all select source_row, line, reason from {QUARANTINE}_before"
    counted = f"select word, cast(sum(n) as bigint) as n from (\n{counted}\n) as c group by word order by word"
    engine.write(counted, folder / f"{COUNTED}.parquet")
    engine.write(
        f"select * from (\n{aside}\n) as a order by source_row, line, reason", folder / f"{QUARANTINE}.parquet"
    )
    if marks_cases(layout):
        engine.write(f"select case_id from {INCOMPLETE} order by case_id", folder / f"{INCOMPLETE}.parquet")
    return made


def lay_before(engine: Engine, prepared: Prepared, layout: Layout) -> Before:
    """Make the relations of records that new ones come after."""
    engine.attach("charges_before", prepared.charges)
    for relation in ("words", *map(days_of, layout.dates), COUNTED, QUARANTINE):
        engine.attach(f"{relation}_before", [prepared.file(relation)])
    return Before(prepared.rows)


def restore(engine: Engine, prepared: Prepared, layout: Layout) -> Query:
    """Make the relations that `standardise` leaves, from a folder."""
    engine.attach(CHARGES, prepared.charges)
    for numbered in numberings(layout):
        engine.attach(f"{numbered.table}_before", [prepared.file(numbered.table)])
    engine.attach(COUNTED, [prepared.file(COUNTED)])
    engine.attach("put_aside", [prepared.file(QUARANTINE)])
    if marks_cases(layout):
        engine.attach(INCOMPLETE, [prepared.file(INCOMPLETE)])
    query = Query((*(step for numbered in numberings(layout) for step in numbered.kept()), *_ASIDE_AGAIN))
    engine.run(query)
    return query
