"""demo: the main job on the packaged real data, offline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from nolle.dates import Span
from nolle.decisions import decide as decide_charges
from nolle.engine.duckdb import DuckDB
from nolle.law.library import Library
from nolle.publish import package
from nolle.publish.folder import whole
from nolle.publish.place import place_page
from nolle.verbs.comparing import Compared, compare
from nolle.verbs.deciding import Asked, Run, decide, write_run
from nolle.verbs.documents import open_library
from nolle.verbs.explaining import Explained, explain

POLICY = "us-ny/manhattan/2022-01-03"
PLACE = {"place": "us-ny/manhattan"}
ASSUMPTION = "top-charge-is-most-serious"
SAMPLE = "nypd-arrests-2017-12.parquet"
AS_OF = date(2026, 11, 20)
"""The day the shipped documents were last checked; a demo never asks the clock, so that it gives the same bytes."""
