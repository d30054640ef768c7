"""A Spark for tests: one that is started once, set for tables of a few hundred rows, and why there may be none."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SMALL = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
}
"""What spares a small table the price of large ones. How Spark plans is another matter, and tested without these."""


def missing() -> str:
    """Why Spark cannot run here; empty if it can."""
    lacking = [package for package in ("pyspark", "sqlglot", "pyarrow") if find_spec(package) is None]
    lacking += [] if shutil.which("java") else ["Java"]
    return f"Spark needs {' and '.join(lacking)}" if lacking else ""


QUICKLY = '--driver-java-options "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" --driver-memory 1g pyspark-shell'
"""What spares a Java that lives for minutes the price of becoming fast."""


@cache
def started():
    """A Spark that runs until the tests end; every engine gets a session of its own in it."""
    from nolle.engine.spark_session import session

    os.environ.setdefault("PYSPARK_SUBMIT_ARGS", QUICKLY)
    folder = tempfile.TemporaryDirectory(prefix="nolle-tests-")
    found, _ = session("local[2]", Path(folder.name))
    atexit.register(folder.cleanup)
    atexit.register(found.stop)
    return found


def opened(small=True):
    """An engine, to be closed."""
    from nolle.engine.spark import Spark

    started()
    engine = Spark()
    for setting, value in SMALL.items() if small else ():
        engine._session.conf.set(setting, value)
    return engine
