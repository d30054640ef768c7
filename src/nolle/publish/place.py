"""The page of a place."""

from typing import Any


def place_page(standing: Any, compared: Any, summaries: Any, library: Any) -> str:
    """To be replaced."""
    return "<!doctype html>"
