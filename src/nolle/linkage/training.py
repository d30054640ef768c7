"""The parameters of the model: trained on the file by expectation maximisation, or published ones.

Nothing is random: Splink draws its samples by hashing the number of an identity, and a number depends on what the
identity holds alone. One thread adds up in one order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nolle.linkage.model import (
    BIRTH_LEVELS,
    ID_LEVELS,
    NAME_LEVELS,
    Level,
    Parameters,
    clear,
    linker,
    published,
    settings,
)

if TYPE_CHECKING:
    import duckdb
    from splink import Linker

SEED = 1
MOST_PAIRS = 2_000_000
"""Pairs that a step of training looks at, more or less."""

LEAST_TO_TRAIN = 1000
"""With fewer rows that hold a name and a birth date, or fewer pairs of rows alike, published values are used."""

EXACT_RECALL = 0.8
"""The share of a person's pairs of rows that spell name and birth date alike: sets the prior, and matters little."""


def _pairs(shared: str) -> str:
    """How many pairs of the rows to train on share these columns."""
    each = f"select count(*) as n from records group by {shared}"
    return f"(select cast(coalesce(sum(n * (n - 1) // 2), 0) as bigint) from ({each}))"


COUNTED = f"""select
  (select count(*) from records),
  {_pairs("birth")},
  {_pairs("first, last")},
  {_pairs("first, last, birth")}"""
"""Rows to train on, and how many pairs of them share a birth date, a name, both."""


def parameters(connection: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> Parameters:
    """The parameters for the tables `faces` and `records`: trained, or published where training cannot be trusted."""
    [(n, born, named, alike)] = connection.execute(COUNTED).fetchall()
    levels = {"first": NAME_LEVELS, "last": NAME_LEVELS, "birth": BIRTH_LEVELS} | dict.fromkeys(ids, ID_LEVELS)
    fixed = {part: published(size) for part, size in levels.items()}
    prior = 1 / max(n, LEAST_TO_TRAIN)  # a file of ten rows does not make a match likelier than one of a thousand
    if n < LEAST_TO_TRAIN:
        why = f"{n:,} rows hold a name and a birth date; {LEAST_TO_TRAIN:,} are needed to train"
        return Parameters(fixed, prior, False, why)
    if not (born and named):
        return Parameters(fixed, prior, False, "no two rows share a birth date, or no two a name")
    prior = min(max(alike, 1) / EXACT_RECALL / (n * (n - 1) / 2), prior)
    trained = _trained(connection, ids, prior)
    if not _sensible(trained):
        return Parameters(fixed, prior, False, "training gave no sensible values")
    return Parameters({part: _smoothed(found, n) for part, found in trained.items()}, prior, True)


def _trained(connection: duckdb.DuckDBPyConnection, ids: Sequence[str], prior: float) -> dict[str, tuple[Level, ...]]:
    """First u, from random pairs of `faces`; then m over `records`, twice: where birth dates agree, where names do."""
    from splink import block_on

    drawn, _ = linker(connection, "faces", settings(ids, Parameters({}, prior, True)))
    drawn.training.estimate_u_using_random_sampling(max_pairs=3 * MOST_PAIRS, seed=SEED, min_count_per_level=400)
    splink, _ = linker(connection, "records", settings(ids, Parameters(_levels(drawn), prior, True)))
    for rule in (block_on("birth"), block_on("first", "last")):
        splink.training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=MOST_PAIRS, record_sample_proportion=0.2
        )
    found = _levels(splink)
    clear(connection)
    return found


def _levels(splink: Linker) -> dict[str, tuple[Level, ...]]:
    """The values that a linker holds, from the most alike level down; published ones for what it has not seen."""
    found = {}
    for comparison in splink.misc.save_model_to_json()["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        found[comparison["output_column_name"]] = tuple(
            (level.get("m_probability") or m, level.get("u_probability") or u)
            for level, (m, u) in zip(levels, published(len(levels)), strict=True)
        )
    return found


def _sensible(found: Mapping[str, tuple[Level, ...]]) -> bool:
    """Whether agreement on a name or a birth date speaks for one person, and disagreement against it."""
    return all(
        m[0] > 0.5 and m[0] > 8 * u[0] and m[-1] < u[-1] / 2
        for m, u in (zip(*found[part], strict=True) for part in ("first", "last", "birth"))
    )


def _smoothed(levels: tuple[Level, ...], n: int) -> tuple[Level, ...]:
    """What was never seen is taken to be rare, not impossible."""
    return tuple((max(m, 0.0005), max(u, 1 / (n * n))) for m, u in levels)
