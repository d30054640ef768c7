"""Verbs about the catalogue: the law of a place, and one offense with its history, its codes and its policies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from nolle.dates import Span
from nolle.errors import UnknownId
from nolle.law.charges import is_class
from nolle.law.condition import Condition, History, OneOf, Others, walk
from nolle.law.library import Library, unknown
from nolle.law.offense import Code, CodeSystem, Group, Offense
from nolle.law.policy import Policy, Rule, clauses
from nolle.publish import law as wording
from nolle.publish.law import Standing
from nolle.verbs.documents import known_place, open_library
from nolle.verbs.matching import law_grammar


def dumped(offense: Offense) -> dict[str, Any]:
    """The entry as plain values, without what is empty."""
    return offense.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def place_of(lib: Library, offense: str) -> str:
    """The state whose law it is, by the file that holds it; `us` for federal law."""
    origin = lib.origins.get(("offense", offense))
    return PurePosixPath(origin.file).stem if origin else "-".join(offense.split("-")[:2])


def law_place(lib: Library, place: str) -> str:
    """A state with a catalogue, or a place in one. Raises UnknownId, which lists the states or offers near places."""
    states = {place_of(lib, id) for id in lib.offenses}
    if place in states or place in {body.place for body in law_grammar(lib).bodies}:
        return place
    if "/" in place and place.partition("/")[0] in states:
        return known_place(lib, place)
    raise UnknownId(f'no offenses are catalogued for "{place[:60]}". There are: {", ".join(sorted(states))}.')


# ---------------------------------------------------------------- the law of a place


@dataclass(frozen=True)
class Listed:
    """The offenses of a place, in the order of the classes of conduct; of a day, those that it does not exclude."""

    place: str
    offenses: tuple[Offense, ...]
    groups: tuple[Group, ...]
    conduct: tuple[str, ...]
    on: Span | None = None
    excluded: tuple[Offense, ...] = ()

    def by_conduct(self) -> dict[str, list[Offense]]:
        """The offenses under their first class of conduct."""
        found: dict[str, list[Offense]] = {}
        for offense in self.offenses:
            found.setdefault(offense.conduct[0], []).append(offense)
        return found

    def json(self) -> dict[str, Any]:
        """As plain values; with a day, each entry says what is known of it on that day."""
        entries = [
            dumped(one) | ({"on_the_day": wording.standing(one, self.on)} if self.on else {}) for one in self.offenses
        ]
        groups = [one.model_dump(mode="json", exclude_defaults=True) for one in self.groups]
        day = {"on": str(self.on), "not_in_force": [one.id for one in self.excluded]} if self.on else {}
        return {"place": self.place, **day, "offenses": entries, "groups": groups}


def list_law(place: str, conduct: str = "", on: Span | None = None, workspace: Path | None = None) -> Listed:
    """The offenses of a state (`us-ny`), of a place in it, or of federal law (`us`), repealed ones too.

    `conduct` keeps one class; with `on`, what a known date excludes is set apart. Raises UnknownId for a place
    without a catalogue and for a class there is not.
    """
    lib = open_library(workspace)
    state = law_place(lib, place).partition("/")[0]
    inside = [one for one in lib.offenses.values() if place_of(lib, one.id) == state]
    if conduct and conduct not in lib.dictionary.conduct:
        raise UnknownId(unknown("class of conduct", conduct, lib.dictionary.conduct))
    chosen = [one for one in inside if not conduct or any(is_class(c, conduct) for c in (*one.conduct, *one.also))]
    order = {name: number for number, name in enumerate(lib.dictionary.conduct)}
    chosen.sort(key=lambda one: (order.get(one.conduct[0], len(order)), one.code, natural(one.id)))
    out = [one for one in chosen if on and wording.standing(one, on) is Standing.NOT_IN_FORCE]
    ids = {one.id for one in chosen}
    groups = tuple(group for group in lib.groups.values() if ids.intersection(group.offenses))
    kept = tuple(one for one in chosen if one not in out)
    return Listed(place, kept, groups, tuple(order), on, tuple(out))


def natural(text: str) -> list[tuple[int, str]]:
    """Sorts `10` behind `9`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", text)]


@dataclass(frozen=True)
class Extent:
    """How much of a place's law is in the catalogue, and how sure it is: numbers of entries."""

    place: str
    offenses: int
    verified: int
    partial: int
    unverified: int
    with_level: int
    with_first_day: int
    dates_verified: int
    former: int
    codes: tuple[str, ...]


def extent(workspace: Path | None = None) -> list[Extent]:
    """The catalogue of each place in numbers, the largest first."""
    lib = open_library(workspace)
    places: dict[str, list[Offense]] = {}
    for offense in lib.offenses.values():
        places.setdefault(place_of(lib, offense.id), []).append(offense)
    found = [_extent(place, entries) for place, entries in places.items()]
    return sorted(found, key=lambda one: (-one.offenses, one.place))


def _extent(place: str, entries: list[Offense]) -> Extent:
    sure = Counter(one.confidence.value for one in entries)
    return Extent(
        place, len(entries), sure["verified"], sure["partial"], sure["unverified"],
        with_level=sum(bool(one.level) for one in entries),
        with_first_day=sum(one.in_force.from_ is not None for one in entries),
        dates_verified=sum(one.dates_confidence == "verified" for one in entries),
        former=sum(one.status in wording.FORMER for one in entries),
        codes=tuple(sorted({one.code for one in entries})),
    )  # fmt: skip


# ---------------------------------------------------------------- one offense


@dataclass(frozen=True)
class Shown:
    """One offense with what the library knows about it."""

    offense: Offense
    library: Library

    def history(self) -> list[Offense]:
        """This text, those before and after it, and those that were cited as it is, in time."""
        every = self.library.offenses
        found = [*wording.earlier(self.offense, every), self.offense, *wording.later(self.offense, every)]
        found += [one for one in wording.same_number(self.offense, every) if one not in found]
        return wording.in_time(found)

    def codes(self) -> Iterator[tuple[CodeSystem, Code]]:
        """The codes that point to it, or to another text of its citation: codes carry no date."""
        texts = {one.id for one in (self.offense, *wording.same_citation(self.offense, self.library.offenses))}
        for system in self.library.codes.values():
            for code in system.codes:
                if code.offense in texts:
                    yield system, code

    def groups(self) -> list[Group]:
        """The groups that it is in, by itself or as a part of a wider offense."""
        own = set(self.library.catalogue("").within(self.offense.id))
        return [group for group in self.library.groups.values() if own.intersection(group.offenses)]

    def policies(self) -> Iterator[tuple[Policy, str, tuple[str, ...]]]:
        """Policies of its state, and the model, that speak of it: how, and in which rules."""
        state = place_of(self.library, self.offense.id)
        for policy in self.library.policies.values():
            if policy.is_model or self.library.place_of(policy).partition("/")[0] == state:
                ways = {rule.id: way for rule in policy.rules if (way := self._way(rule))}
                for way in ("offense", "group", "conduct"):
                    named = tuple(rule for rule, found in ways.items() if found == way)
                    if named:
                        yield policy, way, named
                        break

    def _way(self, rule: Rule) -> str:
        """The narrowest way in which a rule speaks of it; empty where it does not."""
        catalogue = self.library.catalogue("")
        near = {*catalogue.within(self.offense.id), *catalogue.parts(self.offense.id)}
        said: dict[str, set[str]] = {}
        for test in _tests(rule):
            said.setdefault(test.fact, set()).update(test.values)
        if near.intersection(said.get("offense", ())):
            return "offense"
        if {group.id for group in self.groups()}.intersection(said.get("group", ())):
            return "group"
        classes = said.get("conduct", ())
        return "conduct" if any(is_class(own, wide) for own in self.offense.conduct for wide in classes) else ""

    def json(self) -> dict[str, Any]:
        """Everything as plain values."""
        lib, own = self.library, self.offense
        return {
            "kind_of_document": "offense",
            **dumped(own),
            "place": place_of(lib, own.id),
            "history": [_text(one) for one in self.history()],
            "not_known": wording.unknown(own),
            "parts": list(lib.catalogue("").parts(own.id)[1:]),
            "groups": [{"id": one.id, "title": one.title} for one in self.groups()],
            "codes": [
                {"system": system.system, **code.model_dump(mode="json", exclude_defaults=True), "match": code.match}
                for system, code in self.codes()
            ],
            "policies": [
                {"id": policy.id, "speaks_by": way, "rules": list(rules)} for policy, way, rules in self.policies()
            ],
            "sources_cited": {
                id: lib.sources[id].model_dump(exclude_defaults=True) for id in own.sources if id in lib.sources
            },
        }


def _text(offense: Offense) -> dict[str, Any]:
    kept = ("id", "citation", "title", "conduct", "party", "level", "grade", "in_force", "status", "successor")
    return {key: value for key, value in dumped(offense).items() if key in kept} | {"dates": wording.dates(offense)}


def _tests(rule: Rule) -> Iterator[OneOf]:
    """The tests of values in what a rule covers and in its conditions, exceptions and readings too."""
    scopes = [rule.covers, *(reading.covers for reading in rule.readings if reading.covers)]
    conditions: list[Condition] = [clause.when for _, clause in clauses(rule)]
    conditions += [reading.when for reading in rule.readings if reading.when is not None]
    conditions += [condition for scope in scopes for condition in (scope.named, scope.bound) if condition is not None]
    for condition in conditions:
        yield from _inside(condition)


def _inside(condition: Condition) -> Iterator[OneOf]:
    for part in walk(condition):
        if isinstance(part, OneOf):
            yield part
        elif isinstance(part, Others | History):
            yield from _inside(part.of)


def show_law(id: str, workspace: Path | None = None) -> Shown:
    """One offense with its history, codes, groups and policies. Raises UnknownId, which offers near ones."""
    lib = open_library(workspace)
    if id in lib.offenses:
        return Shown(lib.offenses[id], lib)
    if id in lib.groups:
        members = ", ".join(lib.groups[id].offenses)
        raise UnknownId(f'"{id}" is a group of offenses, not an offense. It holds: {members}.')
    raise UnknownId(unknown("offense", id, lib.offenses) + f' Search for it: nolle law find "{id[:40]}"')
