"""Records that were taken in once and kept: guarded, numbered, in the order of what they say.

Deciding reads of them only the rows that a question is about. Nothing of a catalogue or a policy is in them, so they
serve every question; the mapping is, so they are told apart by it. Cases and persons are numbers there. Which id has
which number stands in files of their own, that only `--onto` reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nolle.compiler.layout import Layout, day_of, days_of
from nolle.compiler.mapping import Before, numberings
from nolle.compiler.query import Query, Step
from nolle.compiler.rows import marks_cases
from nolle.engine.base import Engine, Written

IDS = ("case_id", "person_id")
CHARGES, COUNTED, QUARANTINE, INCOMPLETE = "charges", "counted", "quarantine", "incomplete"
NUMBERED = "numbered_charges"
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
    numbers = Query(tuple(_numbers(id, before is not None) for id in IDS))
    engine.run(numbers)
    engine.run(Query(tuple(_numbered(layout))))
    engine.write(f"select * from {NUMBERED}\norder by word, source_row", folder / made, Written.AS_FOUND)
    for step in numbers.steps:
        engine.write(f"select * from {step.name} order by number", folder / f"{step.name}.parquet", Written.AS_FOUND)
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
        marked = f"select n.number as case_id from {INCOMPLETE} as i join numbers_case_id as n on n.id = i.case_id"
        marked += f"\nunion select case_id from {INCOMPLETE}_before" if before is not None else ""
        engine.write(f"{marked} order by 1", folder / f"{INCOMPLETE}.parquet")
    return made


def _numbers(id: str, after: bool) -> Step:
    """Each id with its number: that of the row in which it first stands."""
    found = f"select {id} as id, min(source_row) as number\nfrom {CHARGES}\nwhere {id} is not null\ngroup by {id}"
    if after:
        before = f"select id, number from numbers_{id}_before"
        found = f"select id, min(number) as number\nfrom (\n{before}\nunion all {found}\n) as every\ngroup by id"
    return Step(f"numbers_{id}", found, f"each {id} with its number", large=True)


def _numbered(layout: Layout) -> Iterator[Step]:
    """The charges with numbers for cases and persons: one join a step, as each may need all the memory there is."""
    kept = ["source_row", "charge_id", *IDS, "word", *map(day_of, layout.dates)]
    kept += ["unsettled"] * (layout.mapping.same_count is not None)
    relation = CHARGES
    for id in IDS:
        chosen = ", ".join(f"n.number as {id}" if column == id else f"c.{column}" for column in kept)
        sql = f"select {chosen}\nfrom {relation} as c\nleft join numbers_{id} as n on n.id = c.{id}"
        yield Step(NUMBERED, sql, f"charges with a number for their {id}", large=True)
        relation = NUMBERED


def lay_before(engine: Engine, prepared: Prepared, layout: Layout) -> Before:
    """Make the relations of records that new ones come after."""
    engine.attach("charges_before", prepared.charges)
    numbers = [f"numbers_{id}" for id in IDS]
    for relation in ("words", *map(days_of, layout.dates), *numbers, COUNTED, QUARANTINE):
        engine.attach(f"{relation}_before", [prepared.file(relation)])
    if marks_cases(layout):
        engine.attach(f"{INCOMPLETE}_before", [prepared.file(INCOMPLETE)])
    return Before(prepared.rows)


def restore(engine: Engine, prepared: Prepared, layout: Layout) -> Query:
    """Make the relations that `standardise` leaves, from a folder."""
    engine.attach(CHARGES, prepared.charges, large=True)
    for numbered in numberings(layout):
        engine.attach(f"{numbered.table}_before", [prepared.file(numbered.table)])
    engine.attach(COUNTED, [prepared.file(COUNTED)])
    engine.attach("put_aside", [prepared.file(QUARANTINE)])
    if marks_cases(layout):
        engine.attach(INCOMPLETE, [prepared.file(INCOMPLETE)], large=True)
    query = Query((*(step for numbered in numberings(layout) for step in numbered.kept()), *_ASIDE_AGAIN))
    engine.run(query)
    return query
