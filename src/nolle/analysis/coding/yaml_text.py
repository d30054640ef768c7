"""Plain values → YAML that a person likes to edit: one key a line, short things in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from nolle.analysis.coding.signs import Raw
from nolle.records.mapping_text import scalar

_WIDE, _KEYS = 110, 4
_OPEN = frozenset({"unless", "rests_on", "questions"})
"""Keys whose entries have lines of their own."""

_MARK = "proposal"
_DIGITS = re.compile(r"\d+(?:[-.]\d+)*|true|false|on|n|no")
"""What the reader of documents keeps as text although it is not quoted."""


def lines(raw: Mapping[str, Raw], indent: int = 0) -> Iterator[str]:
    """The lines of a mapping."""
    pad = " " * indent
    for key, value in raw.items():
        small = isinstance(value, str) or not value or (key not in _OPEN and _small(value))
        short = flow(value) if small else ""
        if small and (isinstance(value, str) or len(pad) + len(key) + 2 + len(short) <= _WIDE):
            yield f"{pad}{_text(key)}: {short}"
        elif isinstance(value, Mapping):
            yield f"{pad}{_text(key)}:"
            yield from lines(value, indent + 2)
        else:
            yield f"{pad}{_text(key)}:"
            for item in value:
                yield from _item(item, indent + 2)


def _item(item: Raw, indent: int) -> Iterator[str]:
    pad = " " * indent
    if not isinstance(item, Mapping) or (_small(item) and len(pad) + 2 + len(flow(item)) <= _WIDE):
        yield f"{pad}- {flow(item)}"
        return
    first, *rest = lines(item, indent + 2)
    yield f"{pad}- {first.lstrip()}"
    yield from rest


def _small(value: Raw) -> bool:
    """Whether a value is best in one line: a list of texts, or a mapping of a few keys that is no proposal."""
    if isinstance(value, Mapping):
        return len(value) <= _KEYS and _MARK not in value
    return all(isinstance(item, str) for item in value) or (len(value) == 1 and _small(value[0]))


def flow(value: Raw) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(key)}: {flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(flow(item) for item in value) + "]"


def _text(value: str) -> str:
    return value if _DIGITS.fullmatch(value) else scalar(value, flow=True)
