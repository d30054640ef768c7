"""Around each charge: the other charges of its case and the earlier ones of its person, as far as they are known.

A rule that sees one row at a time needs this work done for it: the plain loop and the decision table share it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bench.peers.common import FELONY
from bench.peers.rows import Row

Earlier = list[tuple[str | None, int | None, bool, int]]
"""A person's charges that may be convictions: section, day, whether a conviction for certain, number of the row."""


class Around:
    """Looks up, for one row after another, what its case and its person's history say."""

    def __init__(self, rows: Iterable[Row], sections: tuple[str, ...]) -> None:
        self._levels: defaultdict[str, list[str | None]] = defaultdict(list)
        self._earlier: defaultdict[str, Earlier] = defaultdict(list)
        for number, (section, level, _, filed, case, person, stage) in enumerate(rows):
            self._levels[case].append(level)
            if person and (section is None or section in sections) and stage in ("convicted", None):
                sure = section is not None and stage is not None
                self._earlier[person].append((section, filed, sure, number))

    def felony_beside(self, row: Row) -> bool | None:
        """Whether another charge of the case is a felony; None if that is not known."""
        levels = self._levels[row[4]]
        own = row[1]
        if levels.count(FELONY) > (own == FELONY):
            return True
        return None if levels.count(None) > (own is None) else False

    def convictions(self, number: int, row: Row, of: str) -> tuple[int, int]:
        """The least and most convictions of the row's person under a section that were filed on an earlier day."""
        filed, least, most = row[3], 0, 0
        for section, day, sure, other in self._earlier.get(row[5] or "", ()):
            if other == number or section not in (of, None):
                continue
            if day is None or filed is None:
                most += 1
            elif day < filed:
                most += 1
                least += sure
        return least, most
