"""Which offenses of the catalogue are one text in time, and what would tell several candidates apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nolle.law.charges import Catalogue
from nolle.records.matching.match import DECIDING


@lru_cache(maxsize=64)
def families(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Each offense with its predecessors and successors, and the other texts of its citation."""
    linked: dict[str, set[str]] = {id: {id} for id in catalogue.offenses}
    for offense in catalogue.offenses.values():
        for kin in (offense.successor, offense.id.partition("@")[0]):
            if kin in linked and linked[kin] is not linked[offense.id]:
                linked[kin] |= linked[offense.id]
                for member in linked[kin]:
                    linked[member] = linked[kin]
    return {id: frozenset(kin) for id, kin in linked.items()}


@lru_cache(maxsize=64)
def lineages(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Each offense with what it came from and what became of it: one crime under several numbers."""
    linked: dict[str, set[str]] = {id: {id} for id in catalogue.offenses}
    for offense in catalogue.offenses:
        for later in _after(offense, catalogue):
            linked[offense].add(later)
            linked[later].add(offense)
    return {id: frozenset(some) for id, some in linked.items()}


@lru_cache(maxsize=64)
def same_number(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The texts of each citation at different times, by the id of today's; they may be of several crimes."""
    same: dict[str, set[str]] = {}
    for id in catalogue.offenses:
        same.setdefault(id.partition("@")[0], set()).add(id)
    return {id: frozenset(some) for id, some in same.items()}


@lru_cache(maxsize=64)
def texts(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Each offense with its lineage, and with the other texts of its citation.

    Narrower than a family: a section that took over a number has nothing to do with what became of the former one.
    """
    same = same_number(catalogue)
    return {id: kin | same[id.partition("@")[0]] for id, kin in lineages(catalogue).items()}


def _after(offense: str, catalogue: Catalogue) -> list[str]:
    """What became of an offense, one text after the other."""
    found: list[str] = []
    at = catalogue.offenses[offense].successor
    while at in catalogue.offenses and at not in (offense, *found):
        found.append(at)
        at = catalogue.offenses[at].successor
    return found


def one_in_time(offenses: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether these are texts of one provision at different times, so that the date of the offense tells."""
    kin, given = texts(catalogue), set(offenses)
    ids = {id for id in given if given.isdisjoint(catalogue.within(id)[1:])}
    return all(ids <= kin[id] for id in ids)


def related(left: Iterable[str], right: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether some offense on the one side is, contains, is part of, or came after one on the other."""
    kin = texts(catalogue)
    wide = {one for id in left for member in kin[id] for one in (*catalogue.within(member), *catalogue.parts(member))}
    return any(member in wide for id in right for member in kin[id])


def deciding(offenses: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """What would tell these candidates apart: what their entries need, and where they differ."""
    entries = [catalogue.offenses[id] for id in offenses]
    asked = {need for entry in entries for need in entry.needs}
    if len({entry.id.partition("@")[0] for entry in entries}) < len(entries):
        asked.add("date")
    sides = {entry.party for entry in entries}
    if {"seller", "buyer"} <= sides or "both" in sides:
        asked.add("side")
    sections = {(entry.chapter, entry.section) for entry in entries}
    if len(sections) > 1:
        asked.add("section")
    elif len({entry.subdivision for entry in entries}) > 1:
        asked.add("subdivision")
    elif len(entries) > 1 and not asked:
        asked.add("description")
    return tuple(need for need in DECIDING if need in asked)
