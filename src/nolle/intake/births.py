"""Which columns of dates are of births: how far their days lie before the other days of the same record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nolle.compiler.query import name, texts
from nolle.engine.base import Engine
from nolle.records.privacy.days import YEAR_DAYS, Distances, like_births
from nolle.records.privacy.signs import Limits

_FORMATS = ("%m/%d/%Y", "%m-%d-%Y", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%y")
"""Forms in which dates are written where a mapping names none."""


def births(engine: Engine, dates: Mapping[str, Sequence[str]], kinds: Mapping[str, str], limits: Limits) -> list[str]:
    """The columns of dates of `source` that hold births; `dates` gives each its forms (none: the usual).

    A column is measured against the earliest other day of each record; where there is no other, nothing is said.
    """
    if len(dates) < 2:
        return []
    days = {column: _day(column, kinds[column], forms) for column, forms in dates.items()}
    return [column for column in days if like_births(_distances(engine, column, days, limits), limits)]


def _distances(engine: Engine, column: str, days: Mapping[str, str], limits: Limits) -> Distances:
    others = [day for other, day in days.items() if other != column]
    earliest = f"least({', '.join(others)})" if len(others) > 1 else others[0]
    years = f"select try({earliest} - {days[column]}) / {YEAR_DAYS} as y from source"
    life = f"y between {limits.birth_years} and {limits.life_years}"
    n, lives, nearest, farthest = engine.fetch(
        f"select count(y), count(*) filter (where {life}), min(y) filter (where {life}), max(y) filter (where {life})\n"
        f"from ({years}) as distances"
    )[0]
    return Distances(n, lives, nearest or 0, farthest or 0)


def _day(column: str, kind: str, forms: Sequence[str]) -> str:
    """A cell as a day: of a month or a year that is written alone, the first."""
    if kind == "DATE" or kind.startswith("TIMESTAMP"):
        return f"cast({name(column)} as date)"
    cell = f"trim(cast({name(column)} as varchar))"
    if forms:
        return f"cast(try_strptime({cell}, [{texts(forms)}]) as date)"
    alone = f"{cell} || case length({cell}) when 4 then '-01-01' when 7 then '-01' end"
    written = f"try_strptime(split_part({cell}, ' ', 1), [{texts(_FORMATS)}])"
    return f"coalesce(try_cast(left({cell}, 10) as date), cast({written} as date), try_cast({alone} as date))"
