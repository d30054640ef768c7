"""A run's folder as a data package: what each file holds, its hash, and what the run rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MEANING = {
    "decisions.parquet": "one row for each charge that the policy speaks of, or may (all, with --all-rows): "
    "decision, rule, candidates, needs, because, pattern",
    "patterns.parquet": "one row for each distinct pattern with its count and decision; holds no person",
    "quarantine.parquet": "rows that are no charge, with their line and the reason",
    "summary.json": "counts by decision, conduct and rule; what is missing; assumptions",
    "report.html": "the summary as a page",
    "place.html": "what the policy says for its place",
    "query.sql": "the SQL that ran, step by step",
    "charges-1.parquet": "prepared charges in the order of what they say, with numbers for cases and persons",
    "words.parquet": "what rows say of a charge, as written, each combination once, with its number",
    "counted.parquet": "how many charges say the same",
    "incomplete.parquet": "cases with charges that the file does not show",
    "numbers_case_id.parquet": "which case has which number; only records that come later need it",
    "numbers_person_id.parquet": "which person has which number; only records that come later need it",
}


def as_json(value: Any) -> str:
    """The one way JSON is written: readable, stable, ending in a newline."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False) + "\n"


def datapackage(folder: Path, name: str, rests_on: Mapping[str, Any]) -> str:
    """The text of `datapackage.json` for the files in a folder (Frictionless Data Package, version 1)."""
    resources = [
        {
            "name": file.stem.lower(),
            "path": file.name,
            "format": file.suffix.lstrip("."),
            "description": MEANING.get(file.name, ""),
            "bytes": file.stat().st_size,
            "hash": f"sha256:{sha256(file)}",
        }
        for file in sorted(folder.iterdir())
        if file.is_file() and file.name != "datapackage.json"
    ]
    return as_json({"profile": "data-package", "name": name, **rests_on, "resources": resources})


def sha256(file: Path) -> str:
    """The hash of a file's bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
