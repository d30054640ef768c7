"""What must never enter: columns that would tell who a person is, and immigration status.

A column is known by its name here, and by what it holds in `privacy_content`; this module also says the refusal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PERSONAL = re.compile(
    r"\b(first|last|middle|full|given|family|maiden|defendant|victim|witness|person|perp|officer) names?\b"
    r"|\b(sur|fore)names?\b|^names?$|\b[flm] ?names?\b|\b(first|last|full|sur)name\b|\baka\b"
    r"|\bdob\b|\b(birth|born)( ?(date|day|on)| dt)?\b|\bdate of birth\b|\bbirth(date|day)\b"
    r"|\b(street|home|residence|residential|mailing|e ?mail|ip) addr(ess)?\b|^addr(ess)?$|\be ?mails?\b"
    r"|\bzip( ?(code|[45]|plus ?4))?\b|\bpostal code\b|\b(latitude|longitude|lat ?lon(g|gitude)?|[xy] coord)\b"
    r"|\bssn\b|\bsocial security\b|\b(phone|mobile|telephone)\b|\bpassport\b|\bdriver s? ?licen[cs]e\b|\b(dl|ol)n\b"
    r"|\b(immigration|citizen|citizenship|nationality|alien|visa|deportation|undocumented|detainer)\b"
    r"|\bcountry of (birth|origin)\b|\ba number\b"
)
"""Looked for in a column's name cut into plain words."""

NEVER = "Names, birth dates, addresses and immigration status never enter."

KINDS = {
    "name": "names of persons",
    "ssn": "social security numbers",
    "birth_date": "birth dates",
    "phone": "telephone numbers",
    "email": "e-mail addresses",
    "address": "street addresses",
    "licence": "driver's licence numbers",
    "passport": "passport numbers",
    "alien_number": "alien registration numbers",
    "immigration": "words about immigration status",
    "coordinates": "coordinates",
    "zip4": "nine-digit ZIP codes",
    "personal_field": "fields inside a cell that are named like personal data",
}
"""The kinds of personal data that are known by their content, in the words of a message."""

_LONGEST_SHOWN = 100


@dataclass(frozen=True)
class Suspicion:
    """One kind of personal data found in a column: in how many different values, of how many. Never a value."""

    kind: str
    values: int
    of: int

    def __str__(self) -> str:
        plural = "values" if self.of != 1 else "value"
        return f"{KINDS[self.kind]} in {self.values:,} of {self.of:,} different {plural}"


def plain(name: str) -> str:
    """A column's name cut into plain lower-case words: `DefendantLastName` is `defendant last name`."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name[:1000]))
    return re.sub(r"[^a-z0-9]+", " ", parted.lower()).strip()


def personal(columns: Iterable[str]) -> list[str]:
    """The columns whose names say that they hold personal data."""
    return [column for column in columns if PERSONAL.search(plain(column))]


def refusal(column: str, suspicions: Sequence[Suspicion]) -> str:
    """Why a column is refused and what to do about it; it shows counts, and no cell."""
    found = "; ".join(str(suspicion) for suspicion in suspicions)
    shown = _shown(column)
    named = f'the column "{shown}"' if shown else "a column without a plain name"
    drop = f"--drop {shown!r}" if shown else "--drop"
    return (
        f"{named} holds what looks like personal data: {found}. {NEVER}\n"
        f"Take it out of those cells and try again, or leave the whole column unread with {drop}"
        " (or `drop:` in a mapping). Where it is an id, put a made-up one in its place."
    )


def header_refusal(suspicions: Sequence[Suspicion]) -> str:
    """Why a file is refused whose column names are themselves personal data: its header line is missing."""
    kinds = ", ".join(KINDS[suspicion.kind] for suspicion in suspicions)
    return (
        f"the first line of the file, which must name the columns, holds what looks like personal data: {kinds}. "
        f"{NEVER}\nIf the file has no header line, put one above the first record."
    )


def _shown(column: str) -> str:
    """A column's name fit for a message: nothing if it could itself be a cell of a file without a header."""
    tidy = " ".join(column.split())
    doubtful = "@" in tidy or len(re.findall(r"\d", tidy)) > 4 or not tidy.isprintable()
    return "" if doubtful or len(tidy) > _LONGEST_SHOWN else tidy
