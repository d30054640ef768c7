"""Made-up charges, seeded by hashing: about 1.6 charges a case, few persons with many, and every kind of unknown.

Half a percent of codes, counties and filing days are not known, 3 % of levels, 1 % of persons, a quarter of
dispositions. A county, a person and a filing day belong to the case, all else to the charge.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.peers.common import BUYING, HOUSE, NORTH, SELLING, SOUTH, UNMAPPED, WEST

SQL = f"""
copy (
  select
    'c' || i as charge_id,
    'k' || k as case_id,
    case when hash(k, 3) % 100 > 0
      then 'p' || cast(pow(hash(k, 5) % 1000000 / 1000000.0, 2) * {{rows}} * 0.25 as bigint) end as person_id,
    case
      when hash(i, 7) % 1000 < 5 then '{UNMAPPED}'
      when hash(i, 7) % 1000 < 45 then '{SELLING}'
      when hash(i, 7) % 1000 < 65 then '{BUYING}'
      when hash(i, 7) % 1000 < 75 then '{HOUSE}'
      else 'Ex. Code § ' || (200 + hash(i, 11) % 296) || '.01'
    end as code,
    case
      when hash(i, 13) % 100 < 3 then null
      when hash(i, 13) % 100 < 25 then 'felony'
      when hash(i, 13) % 100 < 80 then 'misdemeanor'
      when hash(i, 13) % 100 < 95 then 'violation'
      else 'infraction'
    end as level,
    case
      when hash(k, 17) % 200 < 1 then null
      when hash(k, 17) % 200 < 80 then '{NORTH}'
      when hash(k, 17) % 200 < 160 then '{SOUTH}'
      else '{WEST}'
    end as place,
    case when hash(k, 23) % 200 > 0 then cast(date '2010-01-01' + cast(k * 9300 / {{rows}} as integer) as date) end as filed_on,
    case hash(i, 19) % 4 when 0 then 'convicted' when 1 then 'dismissed' when 2 then 'pending' end as stage
  from (select i, cast(i / 1.62 as bigint) as k from range({{rows}}) as t(i))
) to '{{file}}' (format parquet, compression zstd)
"""

READ = f"""
select
  case when code <> '{UNMAPPED}' then code end as section,
  level,
  place as county,
  year(filed_on) * 10000 + month(filed_on) * 100 + day(filed_on) as filed,
  case_id,
  person_id,
  stage
from '{{file}}'
"""

Row = tuple[str | None, str | None, str | None, int | None, str, str | None, str | None]
"""Section, level, county, filing day as a number, case, person, how it ended; None is not known."""


def make(rows: int, file: Path) -> None:
    """Write that many charges, in filing order, into a Parquet file."""
    duckdb.connect().execute(SQL.format(rows=rows, file=file))


def read(file: Path) -> list[Row]:
    """The rows as tuples, with None for what is not known."""
    return duckdb.connect().execute(READ.format(file=file)).fetchall()
