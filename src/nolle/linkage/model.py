"""How alike two identities are → the probability that they are one person, by Splink.

A Fellegi-Sunter model over first name, last name, birth date and the office's ids. Its parameters come from
`training`; which of the likely pairs may be linked is for `rules` to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nolle.errors import NolleError
from nolle.linkage.people import KEYS

if TYPE_CHECKING:
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator
    from splink.internals.comparison_creator import ComparisonCreator
    from splink.internals.comparison_level_creator import ComparisonLevelCreator
    from splink.internals.splink_dataframe import SplinkDataFrame

RARE = 0.0005
"""A name is never taken to be rarer than this: a misspelling that two rows share would be too strong a sign."""

CHUNK = 250_000
"""Identities compared at a time: what is compared at once must fit into memory."""

Level = tuple[float, float]
"""m and u: how often a pair of rows of one person, and of two persons, is so alike."""


@dataclass(frozen=True)
class Parameters:
    """What the model goes by: for each comparison its levels from the most alike down, and the prior.

    `trained` tells whether they come from the file; `why` says why not.
    """

    levels: Mapping[str, tuple[Level, ...]]
    prior: float
    trained: bool
    why: str = ""


def published(n: int) -> tuple[Level, ...]:
    """The values that Splink publishes for a comparison of n levels nobody has trained.

    Source: Splink 5.0.0 (Ministry of Justice, MIT licence), `splink/internals/comparison_level.py`,
    `_default_m_values` and `_default_u_values`: m is 0.95 for agreement, the rest shared out; log2(m/u) is 10 for
    agreement and runs from 3 down to -5 in equal steps for the others.
    """
    steps = [3 - 8 * step / (n - 2) for step in range(n - 1)] if n > 2 else [-5.0]
    shares = [0.95, *[0.05 / (n - 1)] * (n - 1)]
    return tuple((m, m / 2**weight) for m, weight in zip(shares, [10.0, *steps], strict=True))


NAME_LEVELS, BIRTH_LEVELS, ID_LEVELS = 5, 5, 2
SWAPPED = 1
"""The level of a name whose first and last part stand in each other's place; too rare to train."""


def comparisons(ids: Sequence[str], known: Mapping[str, tuple[Level, ...]], rarity: bool) -> list[ComparisonCreator]:
    """The comparisons of the model, with the parameters that are known; `rarity` weighs a name by how rare it is."""
    return [
        _name("first", "last", known.get("first"), rarity),
        _name("last", "first", known.get("last"), rarity),
        _birth(known.get("birth")),
        *(_identifier(id, known.get(id)) for id in ids),
    ]


def _name(part: str, other: str, known: tuple[Level, ...] | None, rarity: bool) -> ComparisonCreator:
    import splink.comparison_level_library as levels

    m, u = published(NAME_LEVELS)[SWAPPED]
    alike = [
        levels.ExactMatchLevel(part, term_frequency_adjustments=rarity).configure(
            tf_minimum_u_value=RARE if rarity else None
        ),
        levels.CustomLevel(f"{part}_l = {other}_r and {other}_l = {part}_r").configure(
            m_probability=m, u_probability=u, fix_m_probability=True, fix_u_probability=True
        ),
        *(levels.JaroWinklerLevel(part, threshold) for threshold in (0.92, 0.88)),
    ]
    return _comparison(part, part, alike, known)


def _birth(known: tuple[Level, ...] | None) -> ComparisonCreator:
    """Exact; one slip in the same year; one slip that touches the year; the same year; else.

    A slip is one digit more, less or other, two neighbours changed about, or day and month in each other's place.
    """
    import splink.comparison_level_library as levels

    swapped = "(birth_year_l = birth_year_r and day(birth_l) = month(birth_r) and month(birth_l) = day(birth_r))"
    slip = f"(damerau_levenshtein(born_l, born_r) <= 1 or {swapped})"
    same = "birth_year_l = birth_year_r"
    alike = [
        levels.CustomLevel("born_l = born_r"),
        levels.CustomLevel(f"{same} and {slip}"),
        levels.CustomLevel("damerau_levenshtein(born_l, born_r) <= 1"),
        levels.CustomLevel(same),
    ]
    return _comparison("birth", "born", alike, known)


def _identifier(id: str, known: tuple[Level, ...] | None) -> ComparisonCreator:
    import splink.comparison_level_library as levels

    return _comparison(id, id, [levels.ExactMatchLevel(id)], known)


def _comparison(
    title: str, column: str, alike: Sequence[ComparisonLevelCreator], known: tuple[Level, ...] | None
) -> ComparisonCreator:
    import splink.comparison_level_library as levels
    from splink.comparison_library import CustomComparison

    judged: list[ComparisonLevelCreator] = [*alike, levels.ElseLevel()]
    if known is not None:
        judged = [
            level.configure(m_probability=m, u_probability=u) for level, (m, u) in zip(judged, known, strict=True)
        ]
    return CustomComparison([levels.NullLevel(column), *judged], output_column_name=title)


def settings(ids: Sequence[str], parameters: Parameters, keys: Iterable[str] = ()) -> SettingsCreator:
    """The model for Splink: what is compared and how it counts; pairs that share one of the keys are compared."""
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=list(comparisons(ids, parameters.levels, parameters.trained)),
        blocking_rules_to_generate_predictions=[block_on(key) for key in keys],
        probability_two_random_records_match=parameters.prior,
        retain_matching_columns=False,
    )


def linker(connection: duckdb.DuckDBPyConnection, table: str, settings: SettingsCreator) -> tuple[Linker, DuckDBAPI]:
    """Splink over one table of a database, and the database as Splink knows it."""
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection)
    api._ddb_con.close()  # a second database that Splink opens, with DuckDB's own settings, and never uses
    return Linker(api.register(table), settings, log_level=None, validate_settings=False), api


def predict(connection: duckdb.DuckDBPyConnection, ids: Sequence[str], parameters: Parameters, floor: float) -> None:
    """`people` → `likely` (a, b, probability): pairs at or above the floor, and identities of several rows.

    Such an identity is compared with itself, whatever comes of it: two people may be written just alike.
    """
    splink, api = linker(connection, "people", settings(ids, parameters, KEYS))
    [(n,)] = connection.execute("select count(*) from people").fetchall()
    connection.execute("create or replace temp table likely (a bigint, b bigint, probability double)")
    chunks = max(1, -(-n // CHUNK))
    for chunk in range(1, chunks + 1):
        scored = splink.inference.predict_chunk(
            left_chunk=(chunk, chunks), threshold_match_probability=floor, warning_mode="never"
        )
        _keep(connection, scored)
    connection.execute(WITH_ITSELF)
    splink.table_management.register_blocked_pairs_for_predict(api.register("with_itself"))
    _keep(connection, splink.inference.predict(warning_mode="never"))
    clear(connection)


def clear(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the tables that Splink made."""
    made = connection.execute("select table_name from duckdb_tables() where starts_with(table_name, '__splink__')")
    for (table,) in made.fetchall():
        connection.execute(f"drop table {table}")


WITH_ITSELF = """create or replace temp table with_itself as
select unique_id as join_key_l, unique_id as join_key_r, '0' as match_key
from people
where n > 1 and not has_id"""
"""Pairs of an identity with itself; where rows share an id of the office, that id links them."""


def _keep(connection: duckdb.DuckDBPyConnection, scored: SplinkDataFrame) -> None:
    connection.execute(
        f"insert into likely select unique_id_l, unique_id_r, match_probability\nfrom {scored.physical_name}"
    )
    scored.drop_table_from_database_and_remove_from_cache()


def splink_version() -> str:
    """The version of Splink. Raises NolleError if it is not there, or too old."""
    try:
        import splink
    except ImportError:
        raise NolleError('linking needs Splink. Install it with: pip install "nolle[link]"') from None
    if int(splink.__version__.partition(".")[0]) < 5:
        raise NolleError(
            f'linking needs Splink 5; version {splink.__version__} is here. Renew it with: pip install -U "nolle[link]"'
        )
    return str(splink.__version__)
