"""Made-up charges for benchmarks, seeded by hashing: 1.6 charges a case, few persons with many, every kind of unknown.

Of 300 sections four are in the policies' scope; half a percent of codes are no section, 3 % of levels, 1 % of persons,
a quarter of dispositions and 94 % of reporters are not known. The rows stand in filing order, or shuffled.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

COLUMNS = ("charge_id", "case_id", "person_id", "code", "level", "filed_on", "stage", "reporter")

_SQL = """
copy (
  select
    'c' || i as charge_id,
    'k' || k as case_id,
    case when hash(k, 3) % 100 > 0 and {known}
      then 'p' || cast(pow(hash(k, 5) % 1000000 / 1000000.0, 2) * {rows} * 0.25 as bigint) end as person_id,
    case
      when hash(i, 7) % 1000 < 5 then 'no section'
      when hash(i, 7) % 1000 < {scope} then 'Ex. Code § 10.0' || (1 + hash(i, 29) % 4)
      else 'Ex. Code § ' || (200 + hash(i, 11) % 296) || '.01'
    end as code,
    case
      when hash(i, 13) % 100 < 3 or not ({known}) then null
      when hash(i, 13) % 100 < 25 then 'felony'
      when hash(i, 13) % 100 < 85 then 'misdemeanor'
      else 'violation'
    end as level,
    cast(date '2010-01-01' + cast(i * 5800 / {rows} as integer) as date) as filed_on,
    case when {known} then case hash(i, 19) % 4 when 0 then 'convicted' when 1 then 'dismissed' when 2 then 'pending' end
      end as stage,
    case hash(i, 31) % 50 when 0 then 'victim' when 1 then 'witness' when 2 then 'none' end as reporter
  from (select i, cast(i / 1.62 as bigint) as k from range({rows}) as t(i))
  {order}
) to '{file}' (format parquet, compression zstd)
"""


@dataclass(frozen=True)
class Made:
    """A file of made-up charges: how many, the share in scope per thousand, in which order, how much is unknown."""

    rows: int
    scope: int = 20
    shuffled: bool = False
    half_unknown: bool = False

    @property
    def name(self) -> str:
        words = [f"charges-{self.rows}", f"scope-{self.scope}"]
        return "-".join([*words, *["shuffled"] * self.shuffled, *["half-unknown"] * self.half_unknown])

    def file(self, folder: Path) -> Path:
        """The Parquet file, made once; written under another name until it is whole."""
        file = folder / f"{self.name}.parquet"
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(".partial")
            sql = _SQL.format(
                rows=self.rows,
                scope=self.scope + 5,
                known="hash(i, 37) % 2 = 0" if self.half_unknown else "true",
                order="order by hash(i, 41)" if self.shuffled else "",
                file=part,
            )
            with duckdb.connect() as connection:
                connection.execute("set enable_progress_bar = false")
                connection.execute(sql)
            part.rename(file)
        return file


_ARRESTS = """
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
        part = file.with_suffix(".partial")
        with duckdb.connect() as connection:
            connection.execute("set enable_progress_bar = false")
            connection.execute(_ARRESTS.format(rows=rows, times=rows // 19_000 + 1, sample=sample, file=part))
        part.rename(file)
    return file
