"""Which statements about the law the charges of a file rest on, how far each was checked, and what the catalogue holds.

A section that the catalogue does not hold means something only where somebody has said that its code was gone through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nolle.law.charges import Catalogue
from nolle.law.offense import Coverage
from nolle.records.citation_forms import Body, Grammar
from nolle.records.matching.citing import Citing
from nolle.terms import Confidence


@dataclass(frozen=True)
class Uncatalogued:
    """A charge string whose section the catalogue does not hold, and how many charges have it."""

    text: str
    description: str
    n: int


@dataclass(frozen=True)
class Relied:
    """Charges whose section is not in the catalogue, by the statement that says what that means.

    `several` of them rest on more than one statement.
    """

    statements: tuple[tuple[Coverage, int], ...]
    several: int


@dataclass(frozen=True)
class Held:
    """How many texts of a state's law the catalogue holds, by how far each was checked."""

    texts: Mapping[str, int]
    undated: int


def relied(
    strings: Iterable[Uncatalogued],
    statements: Iterable[Coverage],
    catalogue: Catalogue,
    grammar: Grammar,
    inherit: Body | None = None,
) -> Relied:
    """The first statement that each string can rest on alone, most charges first."""
    readers = [(one, Citing(catalogue, (one,), grammar, inherit)) for one in statements if one.absent == "other"]
    by_id = {one.id: one for one, _ in readers}
    counts: Counter[str] = Counter()
    several = 0
    for string in strings:
        found = next((one.id for one, citing in readers if _rests(citing, string)), "")
        counts[found] += string.n if found else 0
        several += 0 if found else string.n
    ordered = sorted((id for id, n in counts.items() if n), key=lambda id: (-counts[id], id))
    return Relied(tuple((by_id[id], counts[id]) for id in ordered), several)


def _rests(citing: Citing, string: Uncatalogued) -> bool:
    match = citing.match(string.text) if string.text else None
    match = match or (citing.in_words(string.description) if string.description else None)
    return match is not None and match.how == "uncatalogued"


def held(catalogue: Catalogue) -> Held:
    """The catalogue's texts by confidence, and those whose first day nobody has read."""
    counts = Counter(one.confidence for one in catalogue.offenses.values())
    undated = sum(1 for one in catalogue.offenses.values() if not one.in_force.from_)
    return Held({one.value: counts[one] for one in Confidence if counts[one]}, undated)
