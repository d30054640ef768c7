"""Identities → the tables that a model is trained on and works over, with the keys by which pairs are found.

Only identities that share a key are compared. A key that too many share is none: a file in which everybody is born on
one day would otherwise be compared pair by pair.
"""

from __future__ import annotations

from collections.abc import Sequence

from nolle.compiler.query import Query, Step, columns

MOST_COPIES = 5
"""How often one identity counts when the model is trained: a person with 200 charges is not 200 people."""

MOST_IN_KEY = 500
"""Identities that may share a key; what five times as many rows hold is no name or birth date to train on."""

KEYS = {
    "same_name": ("full_name",),
    "birth_and_last": ("born", "substr(last, 1, 2)"),
    "birth_and_first": ("born", "substr(first, 1, 1)"),
    "year_and_last": ("birth_year", "last", "substr(first, 1, 1)"),
    "year_and_first": ("birth_year", "first", "substr(last, 1, 2)"),
}
"""Pairs are compared if they agree on all parts of one of these."""


def people(ids: Sequence[str]) -> Query:
    """`numbered` → `people` (each identity once), and for training `faces` (each name and birth date) and `records`."""
    return Query((_spelled(ids), _people(), _faces(ids), _records(ids)))


def _spelled(ids: Sequence[str]) -> Step:
    held = ["last", "first", "birth", "birth_year", *ids]
    both = "concat_ws(' ', first, last)"
    has_id = " or ".join(f"{id} is not null" for id in ids) or "false"
    sql = f"""select
  *,
  case when {both} <> '' then array_to_string(list_sort(string_split({both}, ' ')), ' ') end as full_name,
  cast(birth as varchar) as born,
  {has_id} as has_id
from (
  select unique_id, count(*) as n, {", ".join(f"any_value({column}) as {column}" for column in held)}
  from numbered
  group by unique_id
)"""
    return Step("spelled", sql, "each identity once: how many rows spell it so")


def _people() -> Step:
    keys, crowded = [], []
    for title, parts in KEYS.items():
        n = f"count(*) over (partition by {', '.join(parts)})"
        whole = " and ".join(f"{part} is not null" for part in parts)
        keys.append(
            f"case when {whole} and {n} <= {MOST_IN_KEY} then concat_ws('|', {', '.join(parts)}) end as {title}"
        )
        crowded.append(f"{whole} and {n} > {MOST_IN_KEY}")
    sql = f"select\n  *,\n  {columns(keys)},\n  {' or '.join(crowded)} as crowded\nfrom spelled\norder by unique_id"
    return Step("people", sql, "identities with the keys by which pairs are found")


def _faces(ids: Sequence[str]) -> Step:
    """Random pairs are drawn from these: the same person twice is rare among them."""
    held = ["first", "last", "birth", "birth_year", "born"]
    sql = f"""select
  {columns(["min(unique_id) as unique_id", *held, *(f"min({id}) as {id}" for id in ids)])}
from people
where first is not null and last is not null and birth is not null
group by {", ".join(held)}
order by unique_id"""
    return Step("faces", sql, "each spelling of a name and a birth date once")


def _records(ids: Sequence[str]) -> Step:
    held = ["first", "last", "birth", "birth_year", "born", *ids]
    sql = f"""select
  row_number() over (order by unique_id, copy) as unique_id,
  {columns(held)}
from (select *, unnest(range(least(n, {MOST_COPIES}))) as copy from people)
where first is not null and last is not null and birth is not null
qualify count(*) over (partition by birth) <= {5 * MOST_IN_KEY}
  and count(*) over (partition by first, last) <= {5 * MOST_IN_KEY}"""
    return Step("records", sql, "rows to train on, none more often than a few times")
