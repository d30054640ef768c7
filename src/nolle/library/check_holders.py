"""Office-holders: nobody holds an office before the last one has left, and no term ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from nolle.errors import Fault
from nolle.law.places import Holder
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut


def holders(shelf: Shelf) -> Iterator[Fault]:
    """Two terms with one id, terms that end before they begin, and two that overlap however imprecise dates fall."""
    for id, office in shelf.offices.items():
        doc = Doc("office", id)
        seen: set[str] = set()
        for index, holder in enumerate(office.holders):
            at: Path_ = ("holders", index)
            if holder.id in seen:
                what = f'holder "{cut(holder.id)}" stands here twice'
                yield shelf.fault(doc, (*at, "id"), what, "Two terms need two ids.")
            seen.add(holder.id)
            if holder.from_ and holder.until and holder.until.last < holder.from_.first:
                what = f'"{cut(holder.id)}" left on {holder.until}, before taking office on {holder.from_}'
                yield shelf.fault(doc, (*at, "until"), what, "Check both dates.")
        for (_, one), (index, other) in combinations(enumerate(office.holders), 2):
            if _overlap(one, other):
                until = one.until or "no day"
                what = f'"{cut(other.id)}" takes office on {other.from_}, and "{cut(one.id)}" leaves on {until}'
                todo = f"End the term of {cut(one.id)} on the day on which the next begins."
                yield shelf.fault(doc, ("holders", index, "from"), what, todo)


def _overlap(one: Holder, other: Holder) -> bool:
    """Whether some day is surely in both terms; terms without a first day are taken in the order they are written."""
    if one.from_ and other.from_ and other.from_.last < one.from_.first:
        one, other = other, one
    if other.from_ is None:
        return False
    still = one.until is None or other.from_.last < one.until.first
    return still and (other.until is None or other.until.first > other.from_.last)


CHECKS = (holders,)
