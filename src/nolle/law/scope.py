"""Scope: which charges a rule `covers`, and how far an open list might reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nolle.law.condition import All, Any_, BadCondition, Condition, Not, OneOf, dump, texts

SCOPE_FACTS = ("offense", "group", "conduct", "level")
NOTHING = Any_(())


@dataclass(frozen=True)
class Part:
    """One entry of `covers`: what it names, and the bound of what the text leaves open (None: closed)."""

    tests: tuple[OneOf, ...]
    unless: Scope | None = None
    open: Scope | None = None
    open_to_any: bool = False

    @property
    def named(self) -> Condition:
        """The charges that this part names; a part that is only open names none."""
        if not self.tests and (self.open or self.open_to_any):
            return NOTHING
        return self._within(All(self.tests))

    @property
    def bound(self) -> Condition | None:
        """The charges that may be meant besides, or None where the list is closed."""
        if self.open_to_any:
            return self._within(All(()))
        return self._within(self.open.named) if self.open else None

    def _within(self, condition: Condition) -> Condition:
        return All((condition, Not(self.unless.named))) if self.unless else condition


@dataclass(frozen=True)
class Scope:
    """A list of parts, any of which may hold."""

    parts: tuple[Part, ...]

    @property
    def named(self) -> Condition:
        return self.parts[0].named if len(self.parts) == 1 else Any_(tuple(part.named for part in self.parts))

    @property
    def bound(self) -> Condition | None:
        bounds = tuple(part.bound for part in self.parts if part.bound is not None)
        return Any_(bounds) if bounds else None


def parse(raw: Any, at: tuple[str | int, ...] = ()) -> Scope:
    """A `covers` value: one mapping, or a list of mappings. Raises BadCondition with the path."""
    if isinstance(raw, list):
        if not raw:
            raise BadCondition("covers is empty: name offenses, conduct or levels", at)
        return Scope(tuple(_part(item, (*at, index)) for index, item in enumerate(raw)))
    return Scope((_part(raw, at),))


def _part(raw: Any, at: tuple[str | int, ...]) -> Part:
    if not isinstance(raw, dict) or not raw:
        raise BadCondition("covers is a mapping such as {offense: ID} or {conduct: selling}", at)
    for key in raw:
        if key not in (*SCOPE_FACTS, "except", "open"):
            known = ", ".join((*SCOPE_FACTS, "except", "open"))
            raise BadCondition(f'"{key}" does not belong in covers: use {known}', (*at, str(key)))
    tests = tuple(OneOf(key, texts(raw[key], (*at, key))) for key in SCOPE_FACTS if key in raw)
    unless = parse(raw["except"], (*at, "except")) if "except" in raw else None
    to_any = raw.get("open") == "any"
    opened = parse(raw["open"], (*at, "open")) if "open" in raw and not to_any else None
    return Part(tests, unless, opened, to_any)


def dump_scope(scope: Scope) -> Any:
    """What a document would write; `parse(dump_scope(s)) == s`."""
    parts = [_dump_part(part) for part in scope.parts]
    return parts[0] if len(parts) == 1 else parts


def _dump_part(part: Part) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for test in part.tests:
        raw |= dump(test)
    if part.unless:
        raw["except"] = dump_scope(part.unless)
    if part.open_to_any:
        raw["open"] = "any"
    elif part.open:
        raw["open"] = dump_scope(part.open)
    return raw
