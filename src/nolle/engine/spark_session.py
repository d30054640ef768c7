"""A Spark session: a new one of the Spark that runs already, or one of a Spark that is started for us.

Any setting can be given the ways Spark knows (spark-defaults.conf, PYSPARK_SUBMIT_ARGS, SPARK_DRIVER_MEMORY); ours fill
what is left open. What Java writes goes to a file in a private folder: it may quote a cell.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nolle.errors import EngineError

if TYPE_CHECKING:  # an extra: it is imported where it is needed
    from pyspark.sql import SparkSession

_JAVA = "Install Java 17 or later, and let JAVA_HOME or PATH lead to it."
INSTALL = f'Spark is not installed: pip install "nolle[spark]". {_JAVA}'
_LOG = "spark.log"
_LONGEST = 300

_AT_START = {
    "spark.app.name": "nolle",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.maxResultSize": "0",
    "spark.buffer.pageSize": "4m",  # every aggregate takes a page of up to 64 MB, and a policy's plan has dozens
}
_ON_ONE_MACHINE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}

_ALWAYS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parquet.binaryAsString": "true",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    "spark.sql.parquet.mergeSchema": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.pushdown.inFilterThreshold": "1000",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}
"""What a result depends on, and how a filter by words reaches the files: not left to a configuration."""


def is_local(master: str) -> bool:
    """Whether Spark works on this machine alone, and so sees its files."""
    return master.startswith("local")


def session(master: str, scratch: Path) -> tuple[SparkSession, bool]:
    """A session of our own, and whether its Spark was started for us, to be stopped with us.

    Without `master`, Spark's own configuration says where it works: on all cores of this machine, if that says
    nothing. Raises EngineError.
    """
    try:
        with warnings.catch_warnings():  # about pandas, which nothing of ours asks for
            warnings.simplefilter("ignore")
            import pyarrow  # noqa: F401 rows come and go by it
            import pyspark.testing.utils  # noqa: F401 what Spark loads at its first call, and what warns
        from pyspark.sql import SparkSession
    except ModuleNotFoundError:
        raise EngineError(INSTALL) from None
    running = SparkSession.getActiveSession()
    with failing(f'Spark could not start at the master "{master}"' if master else "Spark could not start"):
        found = running.newSession() if running is not None else _started(master, scratch)
        for setting, value in _ALWAYS.items():
            found.conf.set(setting, value)
        context = found.sparkContext
        if is_local(str(context.master)) and not context.getConf().contains("spark.sql.shuffle.partitions"):
            found.conf.set("spark.sql.shuffle.partitions", str(2 * context.defaultParallelism))
    return found, running is None


def _started(master: str, scratch: Path) -> SparkSession:
    """A Spark of our own. The first one starts Java, which lives as long as this process."""
    from pyspark import SparkConf, SparkContext, java_gateway
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    _java()
    asked = SparkConf(loadDefaults=False)
    if master:
        asked.setMaster(master)
    if is_local(master or "local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    launch: Any = java_gateway.launch_gateway
    try:
        with (scratch / _LOG).open("wb") as log:
            gateway = SparkContext._gateway or launch(asked, {"stdout": log, "stderr": log})
    except PySparkRuntimeError:
        why = _said_by_java(scratch / _LOG)
        raise EngineError(f"Spark could not start{why and ': '}{why}. {_JAVA}") from None
    conf = SparkConf(_jvm=gateway.jvm)
    if master:
        conf.setMaster(master)
    ours = _AT_START | {"spark.sql.warehouse.dir": str(scratch / "warehouse")}
    if is_local(conf.get("spark.master", "local")):
        ours |= _ON_ONE_MACHINE | {"spark.local.dir": str(scratch)}
    for setting, value in ours.items():
        conf.setIfMissing(setting, value)
    return SparkSession(SparkContext(conf=conf, gateway=gateway))


def _java() -> None:
    """Raises EngineError if there is no Java."""
    home = os.environ.get("JAVA_HOME", "")
    if not (shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")):
        raise EngineError(f"Spark needs Java, and none is found. {_JAVA}")


def _said_by_java(log: Path) -> str:
    """The line that says why Java did not start."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    return next((_plain(line) for line in lines if re.search("error|exception", line, re.IGNORECASE)), "")


# ---------------------------------------------------------------- what Spark says


@contextmanager
def failing(what: str) -> Iterator[None]:
    """Whatever Spark raises within becomes an EngineError of one line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    root = logging.getLogger()
    root.addFilter(_not_of_py4j)
    try:
        yield
    except (PySparkException, Py4JError, OSError) as error:
        raise EngineError(f"{what}: {told(error)}.") from None
    finally:
        root.removeFilter(_not_of_py4j)


def _not_of_py4j(record: logging.LogRecord) -> bool:
    """Py4J tells the root logger, stack and all, of what it raises as well."""
    return Path(record.pathname).parent.name != "py4j"


def told(error: Exception) -> str:
    """One line of what Spark says, without a stack and without what it quotes: that may be a cell."""
    from py4j.protocol import Py4JJavaError, Py4JNetworkError
    from pyspark.errors import AnalysisException, PySparkException

    if isinstance(error, Py4JNetworkError | ConnectionError):
        return "Spark was lost: its Java process has ended"
    condition = error.getCondition() if isinstance(error, PySparkException) else ""
    said = str(error)
    for sign, plainly in _PLAINLY.items():
        if sign == condition or (" " in sign and sign in said):
            return plainly
    if isinstance(error, AnalysisException):  # of the statement, before any row is read
        return _line(said)
    if isinstance(error, Py4JJavaError):
        return _of_java(error)
    return _plain(said) or condition or type(error).__name__


_PLAINLY = {
    "PATH_NOT_FOUND": "there is no such file or folder",
    "UNABLE_TO_INFER_SCHEMA": "there is no Parquet file",
    "CANNOT_READ_FILE_FOOTER": "a file is not a whole Parquet file",
    "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER": "a file is not a whole Parquet file",
    "COLUMN_ALREADY_EXISTS": "two columns have the same name, or names that differ by capital letters only",
    " is not a Parquet file": "a file is not a whole Parquet file",
    " stopped SparkContext": "it was stopped, or no cluster answers there",
    "Class org.apache.hadoop.fs.": (
        "Spark has no reader for this kind of store. Give it one by its configuration (spark.jars, spark.jars.packages)"
    ),
    "CAST_INVALID_INPUT": "a value is not of the type that it is read as",
    "ARITHMETIC_OVERFLOW": "a number is larger than the database can hold",
}


def _of_java(error: Any) -> str:
    """What the innermost cause says."""
    cause = error.java_exception
    while cause.getCause() is not None:
        cause = cause.getCause()
    return _plain(str(cause.getMessage() or cause.toString()))


def _plain(text: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'|`[^`]*`", "...", _line(text))


def _line(text: str) -> str:
    line = (text.strip().splitlines() or [""])[0]
    return re.sub(r"\s*SQLSTATE: \w+", "", line).strip().rstrip(".")[:_LONGEST]
