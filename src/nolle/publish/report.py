"""The summary of a run as one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nolle.publish.wording import Wording


def report(summary: Mapping[str, Any], words: Wording) -> str:
    """The page of a run."""
    del words
    return f"<!doctype html><title>{summary['title']}</title>"
