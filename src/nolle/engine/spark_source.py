"""Records for Spark → what their columns are, and the select that takes them in with their row numbers.

Parquet is read where it lies. Every other file, and a table of a database, is read on this machine by the readers that
DuckDB has, and handed over as one Parquet file; only a Spark on this machine can see that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nolle.engine.clean import moment
from nolle.engine.duckdb_sql import ROW
from nolle.engine.files import check_columns, regular
from nolle.errors import RecordsError

if TYPE_CHECKING:  # an extra: it is imported where it is needed
    from pyspark.sql import DataFrame, SparkSession

STORES = ("s3a", "s3", "abfss", "abfs", "gs", "hdfs", "file")
"""Where a cluster reads: object stores, its own file system, a disk that all its machines share."""

_STORE = re.compile(rf"({'|'.join(STORES)})://")
_KINDS = {
    "string": "VARCHAR", "boolean": "BOOLEAN", "tinyint": "TINYINT", "smallint": "SMALLINT", "int": "INTEGER",
    "bigint": "BIGINT", "float": "FLOAT", "double": "DOUBLE", "date": "DATE", "timestamp": "DATE",
    "timestamp_ntz": "DATE", "void": "VARCHAR",
}  # fmt: skip
_PLAIN = re.compile(r"decimal\(\d+,\d+\)|(var)?char\(\d+\)")
_FIRST, _LAST = "date'0001-01-01'", "date'9999-12-31'"


def in_store(records: Path | str) -> bool:
    """Whether records are named by the address of a store that Spark reads."""
    return isinstance(records, str) and _STORE.match(records) is not None


def is_parquet(records: Path | str) -> bool:
    """Whether Spark reads records itself."""
    if isinstance(records, str):
        return in_store(records)
    return records.is_dir() or records.suffix.lower() == ".parquet"


def parts(records: Path | str) -> list[Path | str]:
    """The files of a folder of Parquet files; records that are no folder, as they are."""
    return [*sorted(records.rglob("*.parquet"))] if isinstance(records, Path) and records.is_dir() else [records]


@dataclass(frozen=True)
class Parquet:
    """Parquet files that were looked at: what messages call them, and the Spark type of each column."""

    shown: str
    frame: DataFrame
    kinds: dict[str, str]

    @property
    def columns(self) -> dict[str, str]:
        """The columns with the DuckDB types that they are taken in with; of a moment, its day is taken."""
        return {column: _KINDS.get(kind, kind.upper()) for column, kind in self.kinds.items()}


def parquet(session: SparkSession, records: Path | str) -> Parquet:
    """Look at a Parquet file, or a folder of them. Raises RecordsError for names that cannot be told apart."""
    shown, path = str(records), str(records)
    if isinstance(records, Path):
        if not records.is_dir():
            regular(records)
        path = records.resolve().as_uri()
    elif re.match(r"s3a?://[^/]*@", records):
        raise RecordsError("the address of a store must not hold a key. Give it to Spark by its configuration.")
    frame = _read(session, re.sub(r"([*?\[\]{}\\])", r"\\\1", path))
    check_columns(frame.columns, shown)
    if any(column.lower() == ROW for column in frame.columns):
        raise RecordsError(f'a column of the file is called "{ROW}", as nolle calls its own. Rename it.')
    return Parquet(shown, frame, dict(frame.dtypes))


def _read(session: SparkSession, path: str) -> DataFrame:
    """All files of a folder, and of the folders in it; what the names of these say (`year=2021`) are columns too.

    Where the folders are not all named so, Spark would pass over files without a word: then names say nothing.
    """
    from pyspark.errors import AnalysisException

    every = session.read.option("recursiveFileLookup", "true").parquet(path)
    try:
        named = session.read.parquet(path)
    except AnalysisException:
        return every
    return named if len(named.inputFiles()) == len(every.inputFiles()) else every


# ---------------------------------------------------------------- taking it in


@dataclass(frozen=True)
class Taken:
    """The rows of `source`, and the hash of the names, sizes and times of the files they come from."""

    frame: DataFrame
    digest: str


def take(session: SparkSession, records: Parquet, columns: Sequence[str]) -> Taken:
    """The rows with these columns, numbered from 1: file after file by their paths, in the order of each.

    Raises RecordsError for a column that is no plain value, or of moments that are no days.
    """
    nested = [column for column in columns if not _known(records.kinds[column])]
    if nested:
        listed = ", ".join(f'"{column}"' for column in nested)
        raise RecordsError(f"{records.shown}: lists and nested values are not read by Spark: {listed}. Drop them.")
    _refuse_moments(records, columns)
    chosen = [f"{_cell(column, records.kinds[column])} as {_name(column)}" for column in columns]
    files = _files(records)
    if len(files) <= 1:
        return Taken(records.frame.selectExpr(*chosen, f"_metadata.row_index + 1 as {ROW}"), _digest(files))
    before, starts = 0, []
    for path, rows, *_ in files:
        starts.append((path, before))
        before += rows
    placed = session.createDataFrame(starts, "file string, before bigint").hint("broadcast")
    placeless = records.frame.selectExpr(*chosen, "_metadata.row_index as row", "_metadata.file_path as file")
    numbered = placeless.join(placed, "file").selectExpr(*map(_name, columns), f"before + row + 1 as {ROW}")
    return Taken(numbered, _digest(files))


def _files(records: Parquet) -> list[tuple[str, int, int, str]]:
    """Each file that has rows: its path, its rows, its size and when it was written; only its last bytes are read."""
    about = records.frame.selectExpr(
        "_metadata.file_path as path", "_metadata.file_size as size", "_metadata.file_modification_time as at"
    )
    found = about.groupBy("path", "size", "at").count().collect()
    return sorted((row["path"], row["count"], row["size"], str(row["at"])) for row in found)


def _digest(files: Sequence[tuple[str, int, int, str]]) -> str:
    """Of records whose bytes nobody reads twice: what tells that they are the same files."""
    return hashlib.sha256("\n".join("\t".join(map(str, file)) for file in files).encode()).hexdigest()


def _known(kind: str) -> bool:
    return kind in _KINDS or _PLAIN.fullmatch(kind) is not None


def _name(column: str) -> str:
    return "`" + column.replace("`", "``") + "`"


def _cell(column: str, kind: str) -> str:
    """A cell as DuckDB takes it in: of a moment its day; of a number with a point, the text that DuckDB writes."""
    cell = _name(column)
    if kind in ("date", "timestamp", "timestamp_ntz"):
        day = f"cast({cell} as date)"
        return f"case when {day} between {_FIRST} and {_LAST} then {day} end"
    if kind in ("float", "double"):
        whole = f"{cell} = floor({cell}) and abs({cell}) < 1e15"
        plain = f"concat(cast(cast({cell} as decimal(38,0)) as string), '.0')"
        return f"case when isnan({cell}) then 'nan' when {whole} then {plain} else cast({cell} as string) end"
    return f"cast({cell} as string)" if kind == "void" or "char" in kind else cell


def _refuse_moments(records: Parquet, columns: Sequence[str]) -> None:
    """Which day a moment with a time zone falls on depends on where it is asked, unless it stands for a day."""
    zoned = [column for column in columns if records.kinds[column] == "timestamp"]
    if not zoned:
        return
    tests = [f"max({_name(c)} <> date_trunc('DAY', {_name(c)})) as c{n}" for n, c in enumerate(zoned)]
    found = records.frame.selectExpr(*tests).collect()[0]
    for column, moments in zip(zoned, found, strict=True):
        if moments:
            raise RecordsError(moment(records.shown, column))
