"""Rules that stand above the model: which of the likely pairs may be linked, and what an office's own id says.

A pair is linked surely only if first name, last name and birth date are all there and all alike, in one birth year,
and no id of the office says otherwise. What the model finds likely and the rules do not allow stays possible; but two
birth years that are no slip of one another are two people, however alike the rest is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nolle.compiler.query import Query, Step, columns


@dataclass(frozen=True)
class Thresholds:
    """The probability from which a link is made, and the one under which it is none; between them it stays open."""

    sure: float = 0.99
    floor: float = 0.2


MOST_OF_ONE_ID = 50
"""An id that more identities than this share is no id of a person: it is set aside, and counted."""

BORNE_BY = 3
"""A name that this many others bear is a name of its own, and no misspelling of another."""

ALIKE = 0.88
"""Jaro-Winkler similarity from which two names may be one name, written twice."""

SLIP = (
    "l.first = r.first and l.last = r.last and least(l.n, r.n) = 1 and (damerau_levenshtein(l.born, r.born) <= 1"
    " or day(l.birth) = month(r.birth) and month(l.birth) = day(r.birth))"
)
"""A birth date that one row alone has otherwise, beside just the same names: a slip, and not a namesake's date."""


def rules(ids: Sequence[str]) -> Query:
    """`people` and `likely` → `edges` (a, b, probability, how) and `crowded` (identities that share no id of a person).

    `how` is `id` where an id of the office says that two identities are one person, `model` for a sure link if its
    probability is high enough, `possible` for one that the rules do not allow; `itself` for an identity's own rows.
    """
    steps = [_borne("first", "last"), _borne("last", "first"), _shared(ids), _crowded()]
    return Query((*steps, _edges(ids)))


def _borne(part: str, other: str) -> Step:
    sql = (
        f"select {part} as borne\nfrom people\nwhere {part} is not null and {other} is not null\n"
        f"group by {part}\nhaving count(distinct {other}) >= {BORNE_BY}"
    )
    return Step(f"{part}_borne", sql, f"{part} names that several others bear")


def _shared(ids: Sequence[str]) -> Step:
    """For each id of the office the identities that bear it, and the first of them."""
    parts = [f"select {number} as id_column, {id} as id, unique_id from people where {id} is not null"
             for number, id in enumerate(ids)]  # fmt: skip
    every = "\n  union all ".join(parts) or "select 0 as id_column, '' as id, 0 as unique_id where false"
    sql = (
        "select id_column, id, unique_id,\n"
        "  min(unique_id) over (partition by id_column, id) as head,\n"
        "  count(*) over (partition by id_column, id) as n_of_id\n"
        f"from ({every})"
    )
    return Step("shared", sql, "the identities that bear each id of the office")


def _crowded() -> Step:
    sql = f"select distinct unique_id\nfrom shared\nwhere n_of_id > {MOST_OF_ONE_ID}"
    return Step("crowded", sql, "identities with an id that too many share")


def _edges(ids: Sequence[str]) -> Step:
    sql = f"""select head as a, unique_id as b, 1.0 as probability, 'id' as how
from shared
where head <> unique_id and n_of_id <= {MOST_OF_ONE_ID}
union
select
  {columns(["p.a", "p.b", "p.probability", f"case when {_itself(ids)} else 'possible' end as how"])}
from likely as p
join people as l on l.unique_id = p.a
join people as r on r.unique_id = p.b
left join first_borne as lf on lf.borne = l.first
left join first_borne as rf on rf.borne = r.first
left join last_borne as ll on ll.borne = l.last
left join last_borne as rl on rl.borne = r.last
where not coalesce(l.birth_year <> r.birth_year and damerau_levenshtein(l.born, r.born) > 1, false)"""
    return Step("edges", sql, "pairs that are, or may be, one person")


def _itself(ids: Sequence[str]) -> str:
    return f"p.a = p.b then 'itself' when {_allowed(ids)} then 'model'"


def _allowed(ids: Sequence[str]) -> str:
    """Whether the rules let the model link a pair: all three alike, one birth year, no id against it."""
    tests = [
        f"({_name('first')} and {_name('last')} or l.full_name = r.full_name and l.birth = r.birth)",
        "l.birth is not null and r.birth is not null and l.birth_year = r.birth_year",
        f"(l.birth = r.birth or ({SLIP}))",
        *(f"coalesce(l.{id} = r.{id}, true)" for id in ids),
    ]
    return "\n    and ".join(tests)


def _name(part: str) -> str:
    """The same name; or alike, and not two names of their own."""
    names = f"not (l{part[0]}.borne is not null and r{part[0]}.borne is not null)"
    alike = f"jaro_winkler_similarity(l.{part}, r.{part}) >= {ALIKE}"
    return f"(l.{part} = r.{part} or coalesce({alike} and {names}, false))"
