"""Fields inside a cell, as in JSON, markup or `key=value`, that are named like columns that are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from nolle.records.privacy.forms import Find
from nolle.records.privacy.names import kinds_named
from nolle.records.privacy.signs import Signs

_FIELDS = (
    re.compile(r"""\\?["']\W?(\w[\w .#/-]{0,60})\\?["']\s{0,3}[:=]\s{0,3}(\\?["']?[^"'\\,}\]\s][^"'\\,}\]]{0,200})"""),
    re.compile(r"<([A-Za-z_][\w.-]{0,60})>([^<>]{1,200})<"),
    re.compile(r"(?<![\w])([A-Za-z_]\w{0,60})=([^&;,\s=]{1,100})"),
)
_EMPTY = frozenset({"null", "none", "true", "false", "unknown", "n/a", "na"})


def personal_fields(text: str, signs: Signs) -> Iterator[Find]:
    """Values of fields that are named like columns that are refused; where the whole text is JSON, at any depth."""
    if "=" not in text and ":" not in text and "<" not in text:
        return
    seen = False
    for form in _FIELDS:
        for found in form.finditer(text):
            value = found[2].strip(" \"'\\").lower()
            if value and value not in _EMPTY and kinds_named(found[1], signs):
                seen = True
                yield Find(*found.span(2), "personal_field")
    if not seen and any(kinds_named(key, signs) for key in keys_with_values(text)):
        yield Find(0, len(text), "personal_field")


def keys_with_values(text: str) -> set[str]:
    """Every key of a JSON text under which something is said; none where the text is not JSON."""
    found = load(text)
    keys: set[str] = set()
    left = [found] if isinstance(found, dict | list) else []
    while left:
        one = left.pop()
        if isinstance(one, dict):
            keys.update(key for key, value in one.items() if _said(value))
        left.extend(
            value for value in (one.values() if isinstance(one, dict) else one) if isinstance(value, dict | list)
        )
    return keys


def load(text: str) -> Any:
    """The JSON that a text is, or nothing: no text is too deep or too broken."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _said(value: Any) -> bool:
    if isinstance(value, dict | list):
        return bool(value)
    return value is not None and not isinstance(value, bool) and str(value).strip().lower() not in ("", *_EMPTY)
