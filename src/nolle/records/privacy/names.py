"""Columns known by their names: what a column is called → whether, and as what, it is personal data.

What words say so is data (`data/privacy.yaml`, `columns`), and stands nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nolle.records.privacy.plaintext import flat
from nolle.records.privacy.signs import Signs, packaged


def plain(name: str) -> str:
    """A column's name cut into plain lower-case words: `DefendantLastName` is `defendant last name`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", flat(name[:1000]).text)
    return re.sub(r"[^a-z0-9]+", " ", parted.lower()).strip()


def kinds_named(name: str, signs: Signs) -> list[str]:
    """The kinds of personal data that a column's name speaks of."""
    words = plain(name)
    if not signs.any_column_form.search(words):
        return []
    return [kind for kind, form in signs.column_forms.items() if form.search(words)]


def personal(columns: Iterable[str], signs: Signs | None = None) -> list[str]:
    """The columns whose names say that they hold personal data, by the signs that ship with nolle or by others."""
    return [column for column in columns if kinds_named(column, signs or packaged())]
