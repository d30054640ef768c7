"""Conditions that a stretch of a sentence speaks of, and the exceptions behind its `unless`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from nolle.analysis.coding.charges import Crimes, Reader
from nolle.analysis.coding.proposals import ASK, Pin
from nolle.analysis.coding.signs import ConditionSign, Raw, found

CRIMES, OFFENSES, COVERS, PERIOD = "CRIMES", "OFFENSES", "COVERS", "PERIOD"
_NUMBERS = {"one": "1", "two": "2", "three": "3", "five": "5", "twelve": "12"}
_UNITS = {"month": "M", "year": "Y", "day": "D"}
VIOLENT = "violent-crimes"
"""What the first list of crimes of a memo is called."""


@dataclass(frozen=True)
class Condition:
    """A condition and the words it rests on."""

    id: str
    when: Mapping[str, Raw]
    pin: Pin
    without: str = ""
    ask: str = ""


@dataclass(frozen=True)
class Exception_:
    """One exception of a rule; `when` is ASK where its words say nothing that a fact can hold."""

    id: str
    when: Raw
    pin: Pin
    asks: tuple[str, ...] = ()

    def value(self) -> dict[str, Raw]:
        """As a document writes it."""
        return {"id": self.id, "when": self.when, "then": "not_covered"}


class Lists:
    """The lists of crimes of a memo: one for each set of values, named once."""

    def __init__(self, value: str, group: str) -> None:
        self._value, self._group = value, group
        self.made: dict[str, tuple[Crimes | None, Pin]] = {}

    def name(self, crimes: Crimes | None, pin: Pin) -> str:
        """The name of a list; words for violent crime as such mean the list there is, or any violent crime."""
        for name, (known, _) in self.made.items():
            if crimes is None or (known is not None and set(known.values) == set(crimes.values)):
                return name
        name = VIOLENT if not self.made else f"{VIOLENT}-{len(self.made) + 1}"
        self.made[name] = (crimes, pin)
        return name

    def value(self, crimes: Crimes | None) -> dict[str, Raw]:
        """A list as a document writes it."""
        if crimes is None:
            return {"values": [self._value], "open": self._group}
        return {"values": list(crimes.values), **({"open": self._group} if crimes.open else {})}


def conditions(reader: Reader, lists: Lists, start: int, end: int) -> list[Condition]:
    """The conditions of a stretch, each once."""
    text, made = reader.memo.text[start:end], list[Condition]()
    taken: set[str] = set()
    for sign in reader.signs.conditions:
        if CRIMES in sign.words:
            made += _crimes(reader, lists, sign, start, end)
            continue
        find = sign.find(text)
        if find is None or taken & sign.when.keys():
            continue
        taken |= sign.when.keys()
        made.append(Condition(sign.id, sign.when, reader.memo.pin(start + find.start(), start + find.end())))
    return made


def _crimes(reader: Reader, lists: Lists, sign: ConditionSign, start: int, end: int) -> list[Condition]:
    for crimes in reader.crimes(start, end):
        pin = reader.memo.pin(crimes.start, crimes.end)
        return [Condition(sign.id, {key: lists.name(crimes, pin) for key in sign.when}, pin, sign.without, sign.ask)]
    any_ = reader.any_crime(start, end)
    if any_ is None:
        return []
    return [Condition(sign.id, {key: lists.name(None, any_) for key in sign.when}, any_, sign.without, sign.ask)]


def merged(holding: Iterable[Condition]) -> dict[str, Raw]:
    """Conditions that must all hold, as one mapping."""
    whole: dict[str, Raw] = {}
    for one in holding:
        whole.update(one.when)
    return whole


def unsaid(holding: Sequence[Condition]) -> list[str]:
    """What to ask where one condition is there and another that goes with it is not."""
    facts = {fact for one in holding for fact in one.when}
    return [one.ask for one in holding if one.ask and one.without not in facts]


# ---------------------------------------------------------------- exceptions


def exceptions(reader: Reader, start: int, end: int, covers: Raw) -> list[Exception_]:
    """The exceptions that a stretch speaks of; one that asks, where it speaks of none that is known."""
    text, made = reader.memo.text[start:end], list[Exception_]()
    spans: list[tuple[int, int]] = []
    for sign in reader.signs.excepting:
        for find in sign.finds(text):
            if any(find.start() < last and first < find.end() for first, last in spans):
                continue
            if made and OFFENSES in str(sign.when) and not reader.cited(start, end):
                continue
            spans.append(find.span())
            pin = reader.memo.pin(start + find.start(), start + find.end())
            when, asks = _filled(reader, sign, find, start, end, covers)
            made.append(Exception_(sign.id, when, pin, asks))
            break
    if made:
        return made
    if found(reader.signs.exceptions.elsewhere, text):
        return []
    pin = reader.memo.pin(start, end)
    return [Exception_("exception", {ASK: ASK}, pin, (f'when does the exception "{pin.words}" fire?',))]


def _filled(
    reader: Reader, sign: ConditionSign, find: re.Match[str], start: int, end: int, covers: Raw
) -> tuple[Raw, tuple[str, ...]]:
    """The condition with what the memo says put in, and what is to be asked of it."""
    groups = find.groupdict()
    period = groups.get("n") and _period(groups["n"], groups["unit"])
    offenses = tuple(dict.fromkeys(id for one in reader.cited(start, end) for id in one.offenses))
    asks = ("which earlier charges count, and from which day back?",) if period else ()
    if OFFENSES in str(sign.when) and not offenses:
        asks = ("with which other charge does the exception fire?",)
    put = {
        PERIOD: period or ASK, COVERS: _of(covers),
        OFFENSES: offenses[0] if len(offenses) == 1 else list(offenses) or ASK,
    }  # fmt: skip
    return _put(sign.when, put), asks


def _period(n: str, unit: str) -> str:
    return f"P{_NUMBERS.get(n.lower(), n)}{_UNITS[unit.lower()]}"


def _of(covers: Raw) -> Raw:
    """A scope as a condition on another charge: without what it leaves open."""
    if isinstance(covers, str):
        return {ASK: ASK}
    if isinstance(covers, Mapping):
        return {key: value for key, value in covers.items() if key != "open"} or {ASK: ASK}
    return {"any": [_of(part) for part in covers]}


def _put(raw: Raw, put: Mapping[str, Raw]) -> Raw:
    if isinstance(raw, str):
        return put.get(raw, raw)
    if isinstance(raw, Mapping):
        return {key: _put(value, put) for key, value in raw.items()}
    return [_put(value, put) for value in raw]


def unique(several: Sequence[Exception_]) -> list[Exception_]:
    """Each exception once, its id its own."""
    made: list[Exception_] = []
    for one in several:
        if any(one.when == other.when and one.when != {ASK: ASK} for other in made):
            continue
        ids = {other.id for other in made}
        n = next(n for n in range(1, len(made) + 2) if (one.id if n == 1 else f"{one.id}-{n}") not in ids)
        made.append(one if n == 1 else Exception_(f"{one.id}-{n}", one.when, one.pin, one.asks))
    return made
