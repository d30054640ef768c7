"""What linking did, in numbers: rows, links, what is unknown and why, what the model goes by. It names nobody."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from nolle.linkage.clusters import CERTAIN
from nolle.linkage.model import Parameters, splink_version
from nolle.linkage.rules import ALIKE, MOST_OF_ONE_ID, Thresholds

if TYPE_CHECKING:
    import duckdb


def report(
    connection: duckdb.DuckDBPyConnection, read: dict[str, Any], thresholds: Thresholds, parameters: Parameters,
    because: Counter[str],
) -> dict[str, Any]:  # fmt: skip
    """What became of the rows; `because` counts charges by the reason why their history is unknown, "" if it is not."""
    [(people, crowded)] = connection.execute("select count(*), count(*) filter (crowded) from people").fetchall()
    return {
        "rows": read["rows"],
        "charges": because.total(),
        "history_known": because[""],
        "history_unknown": because.total() - because[""],
        "unknown_because": {why: n for why, n in sorted(because.items()) if why},
        "different_spellings": people,
        "spellings_that_share_too_much_to_compare": crowded,
        "rows_that_lack": {
            key: read[key] for key in ("name_missing", "birth_missing", "birth_unreadable", "id_missing")
        },
        "charge_ids_repeated": read["repeated"],
        "birth_dates_with_slashes_read_as": read["birth_format"],
        "links": _links(connection, thresholds.sure),
        "same_id": _same_id(connection),
        "sure": thresholds.sure,
        "floor": thresholds.floor,
        "model": {
            "splink": splink_version(),
            "trained": parameters.trained,
            "why_not": parameters.why,
            "prior": float(f"{parameters.prior:.6g}"),
            "m_and_u": {
                part: [[float(f"{value:.6g}") for value in level] for level in levels]
                for part, levels in parameters.levels.items()
            },
        },
    }


def _links(connection: duckdb.DuckDBPyConnection, threshold: float) -> dict[str, int]:
    sure = f"floor(probability * {CERTAIN}) >= {round(threshold * CERTAIN)}"
    kinds = {
        "by_office_id": "how = 'id'",
        "by_model": f"how = 'model' and {sure}",
        "same_spelling": f"how = 'itself' and {sure}",
        "below_sure": f"how in ('model', 'itself') and not {sure}",
        "ruled_out": "how = 'possible'",
    }
    counted = ", ".join(f"count(*) filter ({test})" for test in kinds.values())
    [counts] = connection.execute(f"select {counted} from edges").fetchall()
    return dict(zip(kinds, counts, strict=True))


SAME_ID = """select
  count(distinct (id_column, id)) filter (not crowded and not same),
  count(distinct (id_column, id)) filter (not crowded and not same and not alike),
  count(distinct (id_column, id)) filter (not crowded and not same and year <> other_year),
  count(distinct (id_column, id)) filter (not crowded and same and year <> other_year),
  count(distinct (id_column, id)) filter (crowded)
from (
  select s.*, l.birth_year as year, r.birth_year as other_year, s.n_of_id > {most} as crowded,
    l.full_name = r.full_name as same,
    jaro_winkler_similarity(l.first, r.first) >= {alike} and jaro_winkler_similarity(l.last, r.last) >= {alike} as alike
  from shared as s
  join people as l on l.unique_id = s.head
  join people as r on r.unique_id = s.unique_id
)"""
"""How many ids of the office stand beside different names, and beside one name with different birth years."""


def _same_id(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Warnings: ids of the office beside more than one name; a name spelled otherwise counts, and is told apart."""
    [counts] = connection.execute(SAME_ID.format(most=MOST_OF_ONE_ID, alike=ALIKE)).fetchall()
    names = (
        "different_name", "and_not_alike", "and_different_birth_year", "same_name_different_birth_year",
        "shared_by_too_many",
    )  # fmt: skip
    return dict(zip(names, counts, strict=True))
