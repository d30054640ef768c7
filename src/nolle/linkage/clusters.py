"""Links between identities → persons, the surest link first, as a tree that keeps every rule.

A link that would put two people of one name and different birth years together is not made, however long the chain
between them; nor is one of the model's that would join two different ids of the office. What is not made leaves both
sides unsure: if the link is real, each side's history is larger than what the file shows of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

CERTAIN = 1_000_000
"""Probabilities are whole millionths, cut off and not rounded, so that only an office's word is 1."""


class Edge(NamedTuple):
    """Two identities, how likely they are one person in millionths, and how that is known (see `rules`)."""

    a: int
    b: int
    millionths: int
    how: str


class Marks(NamedTuple):
    """What an identity must not share a person with: its name with another birth year, and other ids.

    0 stands for what is not known.
    """

    name: int
    birth_year: int
    ids: tuple[int, ...]


_Held = tuple[dict[int, int], tuple[frozenset[int], ...]]
"""The names of a person, each with its birth year, and the ids of each of the office's columns."""


@dataclass
class Persons:
    """Identities grouped to persons; an identity that nothing touches is a person by itself.

    `weakest` is the least likely link that holds a person together, `unsure` the likeliest that was not made.
    """

    _above: dict[int, int] = field(default_factory=dict)
    _marks: dict[int, _Held] = field(default_factory=dict)
    _weakest: dict[int, int] = field(default_factory=dict)
    _unsure: dict[int, int] = field(default_factory=dict)
    refused: int = 0

    def of(self, identity: int) -> int:
        """The person of an identity: the lowest identity of the group."""
        top = identity
        while (above := self._above.get(top, top)) != top:
            top = above
        while self._above.get(identity, identity) != top:
            self._above[identity], identity = top, self._above[identity]
        return top

    def weakest(self, identity: int) -> int:
        return self._weakest.get(self.of(identity), CERTAIN)

    def unsure(self, identity: int) -> int | None:
        """The likeliest link that was not made, in millionths; None where there is none."""
        return self._unsure.get(self.of(identity))

    def doubt(self, identity: int, millionths: int = 0) -> None:
        """Leave a person's history unknown."""
        top = self.of(identity)
        self._unsure[top] = max(millionths, self._unsure.get(top, 0))

    def weaken(self, identity: int, millionths: int) -> None:
        top = self.of(identity)
        self._weakest[top] = min(millionths, self._weakest.get(top, CERTAIN))

    def join(self, edge: Edge, marks: Mapping[int, Marks]) -> bool:
        """Make a link, if no rule forbids it; False if one does."""
        low, high = sorted((self.of(edge.a), self.of(edge.b)))
        if low == high:
            return True
        ours, theirs = (self._marked(top, marks) for top in (low, high))
        if not _together(ours, theirs, by_id=edge.how == "id"):
            self.refused += 1
            return False
        self._marks[low] = _merged(ours, theirs)
        self._marks.pop(high, None)
        self._above[high] = low
        self._weakest[low] = min(edge.millionths, self._weakest.pop(high, CERTAIN), self._weakest.get(low, CERTAIN))
        if high in self._unsure:
            self.doubt(low, self._unsure.pop(high))
        return True

    def _marked(self, top: int, marks: Mapping[int, Marks]) -> _Held:
        if top not in self._marks:
            name, birth_year, ids = marks[top]
            self._marks[top] = ({name: birth_year} if name else {}, tuple(frozenset({i} - {0}) for i in ids))
        return self._marks[top]


def _together(ours: _Held, theirs: _Held, by_id: bool) -> bool:
    few, many = sorted((ours[0], theirs[0]), key=len)
    if any(year and many.get(name) and many[name] != year for name, year in few.items()):
        return False
    if by_id:
        return True
    return all(not one or not other or one & other for one, other in zip(ours[1], theirs[1], strict=True))


def _merged(ours: _Held, theirs: _Held) -> _Held:
    few, many = sorted((ours[0], theirs[0]), key=len)
    for name, year in few.items():
        many[name] = many.get(name) or year
    return many, tuple(one | other for one, other in zip(ours[1], theirs[1], strict=True))


def persons(edges: Iterable[Edge], marks: Mapping[int, Marks], sure: int) -> Persons:
    """Group identities; `sure` is the threshold in millionths.

    Ids of the office come first, then the model's links from the likeliest down; equal ones in the order of their
    identities, so that the same links give the same persons.
    """
    made = Persons()
    doubtful = []
    rank = {"id": 0, "model": 1, "itself": 2, "possible": 3}
    for edge in sorted(edges, key=lambda edge: (rank[edge.how], -edge.millionths, edge.a, edge.b)):
        if edge.how == "itself" and edge.millionths >= sure:
            made.weaken(edge.a, edge.millionths)
        elif edge.how not in ("id", "model") or edge.millionths < sure or not made.join(edge, marks):
            doubtful.append(edge)
    for edge in doubtful:
        if edge.how == "itself" or made.of(edge.a) != made.of(edge.b):
            made.doubt(edge.a, edge.millionths)
            made.doubt(edge.b, edge.millionths)
    return made
