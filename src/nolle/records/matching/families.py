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


def one_in_time(offenses: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether these are texts of one provision at different times, so that the date of the offense tells."""
    kin = families(catalogue)
    ids = list(offenses)
    return all(id in kin[ids[0]] for id in ids)


def related(left: Iterable[str], right: Iterable[str], catalogue: Catalogue) -> bool:
    """Whether some offense on the one side is, contains, is part of, or came after one on the other."""
    kin = families(catalogue)
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
