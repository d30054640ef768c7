"""Made-up charges for benchmarks: seeded by hashing, skewed repeat persons, 1.6 charges a case, unknowns."""

from pathlib import Path

import duckdb

SQL = """
copy (
  select
    'c' || i as charge_id,
    'k' || cast(i / 1.62 as bigint) as case_id,
    case when hash(i, 3) % 100 = 0 then null else 'p' || cast(pow(hash(cast(i / 1.62 as bigint), 5) % 1000000 / 1000000.0, 2) * {rows} * 0.4 as bigint) end as person_id,
    case
      when hash(i, 7) % 1000 < 5 then 'ZZ-UNMAPPED'
      when hash(i, 7) % 1000 < 13 then 'PL 230.00'
      when hash(i, 7) % 1000 < 20 then 'PL 230.04'
      when hash(i, 7) % 1000 < 25 then 'PL 230.20'
      else 'PL ' || (300 + hash(i, 11) % 296) || '.00'
    end as code,
    case when hash(i, 13) % 100 < 3 then null when hash(i, 13) % 100 < 25 then 'felony' when hash(i, 13) % 100 < 85 then 'misdemeanor' else 'violation' end as level,
    case hash(i, 17) % 5 when 0 then 'us-ny/manhattan' when 1 then 'us-ny/brooklyn' when 2 then 'us-ny/queens' when 3 then 'us-ny/bronx' else 'us-ny/staten-island' end as place,
    cast(date '2010-01-01' + cast(i * 5800 / {rows} as integer) as date) as filed_on,
    case hash(i, 19) % 4 when 0 then 'convicted' when 1 then 'dismissed' when 2 then 'pending' end as stage
  from range({rows}) as t(i)
) to '{file}' (format parquet, compression zstd)
"""


def charges(rows: int, folder: Path) -> Path:
    """A Parquet file of that many charges, in filing order; made once."""
    file = folder / f"charges-{rows}.parquet"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        duckdb.connect().execute(SQL.format(rows=rows, file=file))
    return file


ARRESTS = """
copy (
  select cast(100000000 + row_number() over () as varchar) as ARREST_KEY,
    strftime(ARREST_DATE + cast((i * 37) % 3000 as integer), '%m/%d/%Y') as ARREST_DATE,
    * exclude (ARREST_KEY, ARREST_DATE), '1000000' as X_COORD_CD, '200000' as Y_COORD_CD
  from '{sample}', range({times}) as t(i) limit {rows}
) to '{file}' (format csv, header true)
"""


def arrests(rows: int, sample: Path, folder: Path) -> Path:
    """A CSV file in the layout in which the city exports arrests: the packaged month over and over, on other days."""
    file = folder / f"arrests-{rows}.csv"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        times = rows // 19_000 + 1
        duckdb.connect().execute(ARRESTS.format(rows=rows, times=times, sample=sample, file=file))
    return file
