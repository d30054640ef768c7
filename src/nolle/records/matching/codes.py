"""Code tables: an exact code → what its table says, narrowed by the words beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from nolle.law.charges import Catalogue
from nolle.law.offense import Code, CodeSystem
from nolle.records.matching.families import deciding, families, one_in_time
from nolle.records.matching.match import Match, spaced

UNDECIDED = ("ambiguous", "category")
"""What a table may say of a code on which nothing is decided."""


class CodeTable:
    """The rows of some code systems, by code."""

    def __init__(self, catalogue: Catalogue, systems: Iterable[CodeSystem]) -> None:
        self._catalogue = catalogue
        self._rows: dict[str, list[tuple[Code, str]]] = defaultdict(list)
        for system in systems:
            for row in system.codes:
                self._rows[spaced(row.code)].append((row, system.system))

    def match(self, code: str, description: str | None) -> Match | None:
        """What the table says of a code, or None where it does not hold it.

        Where a code has several rows, those with the words of the record are kept, and those of the same
        provision at other times: a code carries no date.
        """
        rows = self._rows.get(spaced(code), [])
        if len(rows) > 1 and description:
            said = [row for row in rows if spaced(row[0].description) == spaced(description)]
            kin = {id for row, _ in said for id in families(self._catalogue).get(row.offense, ())}
            rows = [row for row in rows if row in said or row[0].offense in kin] if said else rows
        return self._said([row for row, _ in rows], rows[0][1]) if rows else None

    def worded(self, code: str, description: str | None) -> bool:
        """Whether these are the very words that the table has beside a code."""
        rows = self._rows.get(spaced(code), [])
        return bool(description) and any(spaced(row.description) == spaced(description or "") for row, _ in rows)

    def _said(self, rows: list[Code], system: str) -> Match:
        known = self._catalogue.offenses
        offenses = tuple(dict.fromkeys(row.offense for row in rows if row.offense in known))
        confidence, because = rows[0].confidence, f"a code of {system}"
        vague = next((row for row in rows if row.match in UNDECIDED), None)
        if vague is not None or not offenses:
            how = vague.match if vague is not None and len(rows) == 1 else "ambiguous"
            needs = deciding(offenses, self._catalogue)
            return Match(how, offenses, anything=True, confidence=confidence, deciding=needs, because=because)
        if len(offenses) > 1 and not one_in_time(offenses, self._catalogue):
            needs = deciding(offenses, self._catalogue)
            return Match("ambiguous", offenses, confidence=confidence, deciding=needs, because=because)
        broad = any(row.match == "broad" for row in rows)
        return Match("code", offenses, broad, confidence=confidence, because=because)
