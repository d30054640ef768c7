"""Conditions: what a `when`, a quantifier or a history speaks of, as frozen values.

`parse` turns the mapping that a document writes into these values, and reports a fault together with
the path inside the mapping at which it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from nolle.dates import Period, parse_period
from nolle.dates import parse as parse_date

QUANTIFIERS = ("any", "every", "none")
UNITS = ("charges", "cases", "dates")
_COMPARISONS = ("at_least", "at_most", "before", "after")


class BadCondition(ValueError):
    """A condition that cannot be read; `at` is the path inside it."""

    def __init__(self, what: str, at: tuple[str | int, ...] = ()) -> None:
        super().__init__(what)
        self.what, self.at = what, at


@dataclass(frozen=True)
class OneOf:
    """The fact has one of these values (or a value of the list so named, or a subclass of the class)."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """A number within bounds, both included."""

    fact: str
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class When:
    """A date strictly before and/or strictly after a day."""

    fact: str
    before: date | None = None
    after: date | None = None


@dataclass(frozen=True)
class All:
    """Every part holds; with no part, always."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any_:
    """At least one part holds; with no part, never."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True)
class Others:
    """A quantifier over the other charges of the case."""

    quantifier: str
    of: Condition


@dataclass(frozen=True)
class History:
    """How many earlier charges, cases or dates of the person satisfy `of`, strictly before `before`."""

    of: Condition
    count: str = "charges"
    within: Period | None = None
    before: str = ""
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True)
class Listed:
    """Whether some declining rule of this version names the charge in `covers`."""

    value: bool


Condition = OneOf | Between | When | All | Any_ | Not | Others | History | Listed
ALWAYS = All(())


def parse(raw: Any, at: tuple[str | int, ...] = ()) -> Condition:
    """The condition that a document's mapping means.

    `{level: felony}`, `{person.age_on_offense: {at_least: 18}}`, `{all: [...]}`, `{case: {none: {}}}`.
    Raises BadCondition naming the path of the fault.
    """
    if not isinstance(raw, dict):
        raise BadCondition("a condition is a mapping from facts to tests, such as {level: felony}", at)
    parts = tuple(_entry(str(key), value, (*at, str(key))) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _entry(key: str, raw: Any, at: tuple[str | int, ...]) -> Condition:
    if key in ("all", "any"):
        if not isinstance(raw, list):
            raise BadCondition(f'"{key}" takes a list of conditions', at)
        parts = tuple(parse(item, (*at, index)) for index, item in enumerate(raw))
        return All(parts) if key == "all" else Any_(parts)
    if key == "not":
        return Not(parse(raw, at))
    if key == "case":
        return _others(raw, at)
    if key == "history":
        return _history(raw, at)
    if key == "listed":
        return Listed(_truth(raw, at))
    if isinstance(raw, dict):
        return _comparison(key, raw, at)
    return OneOf(key, texts(raw, at))


def texts(raw: Any, at: tuple[str | int, ...]) -> tuple[str, ...]:
    """A scalar or a list of scalars → a tuple of texts."""
    values = raw if isinstance(raw, list) else [raw]
    if not values or not all(isinstance(value, str) for value in values):
        raise BadCondition("expected a value or a list of values", at)
    return tuple(values)


def _truth(raw: Any, at: tuple[str | int, ...]) -> bool:
    if raw not in ("true", "false"):
        raise BadCondition(f'expected true or false, found "{raw}"', at)
    return bool(raw == "true")


def _number(raw: Any, at: tuple[str | int, ...]) -> int:
    if not isinstance(raw, str) or not re.fullmatch(r"[0-9]{1,9}", raw.strip()):
        raise BadCondition(f'expected a whole number, found "{raw}"', at)
    return int(raw)


def _comparison(fact: str, raw: dict[str, Any], at: tuple[str | int, ...]) -> Condition:
    for key in raw:
        if key not in _COMPARISONS:
            raise BadCondition(f'"{key}" is not a comparison: use {", ".join(_COMPARISONS)}', (*at, key))
    if not raw:
        raise BadCondition("an empty comparison tests nothing", at)
    numbers = {key: _number(raw[key], (*at, key)) for key in ("at_least", "at_most") if key in raw}
    days = {key: _day(raw[key], (*at, key)) for key in ("before", "after") if key in raw}
    if numbers and days:
        raise BadCondition("a test compares a number or a date, not both", at)
    if numbers:
        return Between(fact, numbers.get("at_least"), numbers.get("at_most"))
    return When(fact, days.get("before"), days.get("after"))


def _day(raw: Any, at: tuple[str | int, ...]) -> date:
    try:
        span = parse_date(str(raw))
    except ValueError as error:
        raise BadCondition(str(error), at) from None
    if not span.exact:
        raise BadCondition(f'a test needs an exact day, and "{raw}" is not one', at)
    return span.first


def _others(raw: Any, at: tuple[str | int, ...]) -> Condition:
    if not isinstance(raw, dict) or not raw:
        raise BadCondition("a case test is {any: ...}, {every: ...} or {none: ...}", at)
    parts = []
    for key, value in raw.items():
        if key not in QUANTIFIERS:
            raise BadCondition(f'"{key}" is not a quantifier: use any, every or none', (*at, key))
        of = parse(value, (*at, key))
        _no_nesting(of, (*at, key))
        parts.append(Others(key, of))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _history(raw: Any, at: tuple[str | int, ...]) -> History:
    known = ("of", "count", "within", "before", "at_least", "at_most")
    if not isinstance(raw, dict) or "of" not in raw:
        raise BadCondition("a history test is {of: <condition>, at_least: n} or {..., at_most: n}", at)
    for key in raw:
        if key not in known:
            raise BadCondition(f'"{key}" does not belong in a history test', (*at, key))
    of = parse(raw["of"], (*at, "of"))
    _no_nesting(of, (*at, "of"))
    count = raw.get("count", "charges")
    if count not in UNITS:
        raise BadCondition(f'"{count}" cannot be counted: use charges, cases or dates', (*at, "count"))
    bounds = {key: _number(raw[key], (*at, key)) for key in ("at_least", "at_most") if key in raw}
    if not bounds:
        raise BadCondition("a history test needs at_least or at_most", at)
    try:
        within = parse_period(raw["within"]) if "within" in raw else None
    except ValueError as error:
        raise BadCondition(str(error), (*at, "within")) from None
    return History(of, count, within, str(raw.get("before", "")), bounds.get("at_least"), bounds.get("at_most"))


def _no_nesting(condition: Condition, at: tuple[str | int, ...]) -> None:
    if any(isinstance(part, Others | History) for part in walk(condition)):
        raise BadCondition("case and history tests speak of another charge and cannot stand inside one", at)


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything inside it, outermost first; not into case and history tests' own `of`."""
    yield condition
    match condition:
        case All(parts) | Any_(parts):
            for part in parts:
                yield from walk(part)
        case Not(part):
            yield from walk(part)
        case _:
            return


def facts(condition: Condition) -> Iterator[str]:
    """Names of the facts that a condition tests, in order of first use, repeated as they come."""
    for part in walk(condition):
        match part:
            case OneOf(fact=name) | Between(fact=name) | When(fact=name):
                yield name
            case Listed():
                yield "listed"
            case Others(of=of) | History(of=of):
                yield from facts(of)
            case _:
                continue


def dump(condition: Condition) -> dict[str, Any]:
    """The mapping a document would write for this condition; `parse(dump(c)) == c`."""
    match condition:
        case OneOf(fact, values):
            return {fact: values[0] if len(values) == 1 else list(values)}
        case Between(fact, at_least, at_most):
            bounds = {"at_least": at_least, "at_most": at_most}
            return {fact: {key: str(value) for key, value in bounds.items() if value is not None}}
        case When(fact, before, after):
            days = {"before": before, "after": after}
            return {fact: {key: value.isoformat() for key, value in days.items() if value is not None}}
        case All(parts):
            return _dump_all(parts)
        case Any_(parts):
            return {"any": [dump(part) for part in parts]}
        case Not(part):
            return {"not": dump(part)}
        case Others(quantifier, of):
            return {"case": {quantifier: dump(of)}}
        case Listed(value):
            return {"listed": "true" if value else "false"}
        case History():
            return {"history": _dump_history(condition)}


def _dump_all(parts: tuple[Condition, ...]) -> dict[str, Any]:
    """Several keys of one mapping where they differ, an explicit `all` where they would collide."""
    if not parts:
        return {}
    dumped = [dump(part) for part in parts]
    keys = [key for item in dumped for key in item]
    if len(parts) > 1 and len(keys) == len(parts) == len(set(keys)):
        return {key: value for item in dumped for key, value in item.items()}
    return {"all": dumped}


def _dump_history(history: History) -> dict[str, Any]:
    raw: dict[str, Any] = {"of": dump(history.of)}
    if history.count != "charges":
        raw["count"] = history.count
    if history.within is not None:
        raw["within"] = str(history.within)
    if history.before:
        raw["before"] = history.before
    for key, bound in (("at_least", history.at_least), ("at_most", history.at_most)):
        if bound is not None:
            raw[key] = str(bound)
    return raw
