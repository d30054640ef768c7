"""What must never enter: columns that would tell who a person is, and immigration status."""

from __future__ import annotations

import re
from collections.abc import Iterable

PERSONAL = re.compile(
    r"\b(first|last|middle|full|given|family|maiden|defendant|victim|witness|person|perp|officer) names?\b"
    r"|\b(sur|fore)names?\b|^names?$"
    r"|\bdob\b|\b(birth|born)( ?(date|day|on)| dt)?\b|\bdate of birth\b"
    r"|\b(street|home|residence|residential|mailing|e ?mail|ip) addr(ess)?\b|^addr(ess)?$"
    r"|\bzip( ?code)?\b|\bpostal code\b|\b(latitude|longitude|[xy] coord)\b"
    r"|\bssn\b|\bsocial security\b|\b(phone|mobile|telephone)\b|\bpassport\b|\bdriver s? ?licen[cs]e\b"
    r"|\b(immigration|citizen|citizenship|nationality|alien|visa|deportation)\b"
)
"""Looked for in a column's name cut into plain words."""

NEVER = "Names, birth dates, addresses and immigration status never enter."


def plain(name: str) -> str:
    """A column's name cut into plain lower-case words: `DefendantLastName` is `defendant last name`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name[:1000])
    return re.sub(r"[^a-z0-9]+", " ", parted.lower()).strip()


def personal(columns: Iterable[str]) -> list[str]:
    """The columns whose names say that they hold personal data."""
    return [column for column in columns if PERSONAL.search(plain(column))]
