"""Whether the columns hold what they are said to hold: how birth dates are written, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nolle.errors import RecordsError
from nolle.linkage.identities import DAY_FIRST, MONTH_FIRST, Columns, slashed

if TYPE_CHECKING:
    import duckdb


def form(connection: duckdb.DuckDBPyConnection, given: Columns) -> str:
    """How birth dates are written: as the user says; or month first, unless that cannot be."""
    if given.birth_format:
        return _form(connection, given.birth_format)
    [(month_first, day_first)] = connection.execute(slashed(given.birth)).fetchall()
    return DAY_FIRST if day_first and not month_first else MONTH_FIRST


def _form(connection: duckdb.DuckDBPyConnection, form: str) -> str:
    import duckdb

    try:
        connection.execute("select try_strptime('', ?)", [form])
    except duckdb.Error:
        raise RecordsError(
            f'"{form}" is no form of a date. Write %d for the day, %m, %Y, and what stands between.'
        ) from None
    return form


def read(connection: duckdb.DuckDBPyConnection, given: Columns, form: str) -> dict[str, Any]:
    """How many rows there are, and how many lack what linking needs."""
    no_id = " and ".join(f"{id} is null" for id in given.id_names) or "true"
    telling = TELLING.format(ids=" or ".join(["false", *(CONTAINED.format(id=id) for id in given.id_names)]))
    sql = f"""select
  count(*),
  count(*) filter (has_birth and birth_year is null),
  count(*) filter (not has_birth),
  count(*) filter (first is null or last is null),
  count(*) filter ({no_id}),
  count(*) filter ({telling if given.charge else "false"}),
  count(*) - count(distinct charge_id)
from cleaned"""
    [counts] = connection.execute(sql).fetchall()
    keys = ("rows", "birth_unreadable", "birth_missing", "name_missing", "id_missing", "telling", "repeated")
    return dict(zip(keys, counts, strict=True)) | {"birth_format": form}


CONTAINED = "length({id}) >= 5 and contains(regexp_replace(upper(charge_id), '[^A-Z0-9]', '', 'g'), {id})"
TELLING = """list_has_any(
    list_filter(regexp_extract_all(upper(strip_accents(charge_id)), '\\p{{L}}+'), lambda word: length(word) >= 3),
    string_split(concat_ws(' ', first, last), ' ')
  ) or coalesce(contains(regexp_replace(charge_id, '[^0-9]', '', 'g'), strftime(birth, '%Y%m%d')), false)
    or coalesce(contains(regexp_replace(charge_id, '[^0-9]', '', 'g'), strftime(birth, '%m%d%Y')), false)
    or coalesce({ids}, false)"""
"""Whether the id of a charge tells who the person is: its name, its birth date or its id is in it."""


def refuse(read: dict[str, Any], given: Columns) -> None:
    """Raise if the columns do not hold what they are said to hold."""
    if read["telling"]:
        raise RecordsError(
            f'{read["telling"]:,} of {read["rows"]:,} ids in "{given.charge}" hold the name, birth date or id of the'
            " person charged. They would be written out.\n"
            "Give charges ids that say nothing about people; or leave out --charge-id, and rows are numbered."
        )
    if read["birth_unreadable"] * 2 > read["rows"]:
        raise RecordsError(
            f'{read["birth_unreadable"]:,} of {read["rows"]:,} birth dates in "{given.birth}" cannot be read.\n'
            "Write them as year-month-day, or say how they are written, such as --birth-format %d.%m.%y."
        )
