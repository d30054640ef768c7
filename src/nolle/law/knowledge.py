"""What is known of one charge, and the pattern it makes for a question.

`read` takes the mapping that an example or a command line gives: what is not named is unknown;
`otherwise: ordinary` fills in the rest with the dictionary's ordinary values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from nolle.dates import ANY_DAY, Span
from nolle.dates import parse as parse_date
from nolle.law.charges import ELEMENTS, RESIDUAL, Catalogue, Kind, holds, is_charge_condition, is_class, parted
from nolle.law.condition import (
    All,
    Any_,
    BadCondition,
    Between,
    Condition,
    Not,
    OneOf,
    When,
    parse,
    texts,
    walk,
)  # fmt: skip
from nolle.law.facts import Dictionary
from nolle.law.policy import Policy
from nolle.law.question import Question, assignments
from nolle.law.variables import UNBOUNDED, Charge, Count, Days, Numbers, Other, Pattern, Values, Variable, passes
from nolle.terms import Level

Known = frozenset[str] | tuple[int, int] | Span
"""What a fact may be: some of its values, a stretch of numbers, some days."""


@dataclass(frozen=True)
class Told:
    """How many earlier charges (cases, dates) satisfy a condition, between two bounds."""

    of: Condition
    low: int
    high: int
    count: str = ""


@dataclass(frozen=True)
class Knowledge:
    """What is known of a charge: the kinds it may be, its other facts, the other charges, the history."""

    kinds: frozenset[Kind]
    facts: Mapping[str, Known] = field(default_factory=dict)
    others: tuple[Knowledge, ...] = ()
    others_complete: bool = False
    history: tuple[Told, ...] = ()
    offense_known: bool = True
    ordinary: bool = False


def read(raw: Mapping[str, Any], catalogue: Catalogue, dictionary: Dictionary) -> Knowledge:
    """The knowledge that a `given` mapping states.

    Raises BadCondition for a fact that the dictionary does not have or a value that the fact cannot have.
    """
    ordinary = raw.get("otherwise") == "ordinary"
    if "otherwise" in raw and not ordinary:
        raise BadCondition('after "otherwise" only "ordinary" has a meaning', ("otherwise",))
    facts = {}
    for name, value in raw.items():
        if name in ("otherwise", "case.others", "history", *_CHARGE):
            continue
        if name == "group":
            raise BadCondition("a charge is given by its offense, not by a group of them", ("group",))
        if name not in dictionary.facts:
            raise BadCondition(f'"{name}" is not a fact of the dictionary', (name,))
        facts[name] = _known(name, value, dictionary)
    days = facts.get("offense_on", ANY_DAY)
    kinds = _kinds(raw, catalogue, days if isinstance(days, Span) else ANY_DAY)
    if ordinary:
        kinds = _ordinary(kinds, dictionary)
        facts = {**usual_facts(dictionary), **facts}
    others, complete = _others(raw.get("case.others"), catalogue, dictionary)
    return Knowledge(
        kinds, facts, others, complete or (ordinary and "case.others" not in raw),
        tuple(_history(raw.get("history", []))), "offense" in raw or "conduct" in raw, ordinary,
    )  # fmt: skip


_DERIVED = ("conduct", "level", "listed", "history", *ELEMENTS)
_CHARGE = ("offense", "conduct", "level", *ELEMENTS)


def _kinds(raw: Mapping[str, Any], catalogue: Catalogue, days: Span) -> frozenset[Kind]:
    kinds = _recorded(raw, catalogue, days)
    if "level" in raw:
        levels = [_level(value) for value in texts(raw["level"], ("level",))]
        kinds = _narrow(kinds, lambda k: any(k.level.is_a(at) for at in levels),
                        lambda k: [k._replace(level=level) for level in levels])  # fmt: skip
    if "conduct" in raw:
        classes = texts(raw["conduct"], ("conduct",))
        unknown = [value for value in classes if value not in catalogue.conduct]
        if unknown:
            raise BadCondition(f'"{unknown[0]}" is not a class of conduct', ("conduct",))
        whole = catalogue.of_classes(classes, days) if not {"offense", "level"} & raw.keys() else None
        kinds = whole or _narrow(kinds, lambda k: any(is_class(k.conduct, wider) for wider in classes),
                                 lambda k: [k._replace(conduct=conduct) for conduct in classes])  # fmt: skip
    for element in ELEMENTS:
        if element in raw:  # a record that says more than the charge does is believed
            stated = texts(raw[element], (element,))
            if not set(stated) <= {"true", "false"}:
                raise BadCondition(f"{element} is true or false", (element,))
            truths = [value == "true" for value in stated]
            kinds = frozenset(kind._replace(**{element: truth}) for kind in kinds for truth in truths)  # type: ignore[arg-type]
    return kinds


def _recorded(raw: Mapping[str, Any], catalogue: Catalogue, days: Span) -> frozenset[Kind]:
    if "offense" not in raw:
        return catalogue.on(days)
    found: set[Kind] = set()
    for offense in texts(raw["offense"], ("offense",)):
        if offense not in catalogue.offenses:
            raise BadCondition(f'offense "{offense}" is not in the catalogue', ("offense",))
        found |= catalogue.kinds(offense, on=days)
    return frozenset(found) or catalogue.on(days)  # charged under a text not in force: the record contradicts the law


def _narrow(kinds: frozenset[Kind], fits: Any, force: Any) -> frozenset[Kind]:
    """The kinds that fit; if none does, record and law contradict, and both stay."""
    fitting = frozenset(kind for kind in kinds if fits(kind))
    return fitting or kinds | {forced for kind in kinds for forced in force(kind)}


def _level(value: str) -> Level:
    if value not in tuple(Level):
        raise BadCondition(f'"{value}" is not a level: {", ".join(Level)}', ("level",))
    return Level(value)


def _ordinary(kinds: frozenset[Kind], dictionary: Dictionary) -> frozenset[Kind]:
    for element in ELEMENTS:
        usual = dictionary.facts[element].ordinary == "true"
        kinds = frozenset(kind for kind in kinds if getattr(kind, element) is usual) or kinds
    named = frozenset(kind for kind in kinds if kind.offense and kind.conduct != RESIDUAL)
    kinds = named if len({kind.offense for kind in kinds}) == 1 and named else kinds
    usual_level = dictionary.facts["level"].ordinary
    if usual_level:
        kinds = frozenset(kind for kind in kinds if kind.level is Level(usual_level)) or kinds
    return kinds


def usual_facts(dictionary: Dictionary) -> dict[str, Known]:
    """The ordinary values of facts that are not the charge itself, its dates or other charges."""
    plain = {
        name: entry for name, entry in dictionary.facts.items()
        if entry.ordinary is not None and entry.type in ("bool", "enum", "int") and name not in _DERIVED
    }  # fmt: skip
    return {name: _known(name, entry.ordinary, dictionary) for name, entry in plain.items()}


def _known(name: str, raw: Any, dictionary: Dictionary) -> Known:
    entry = dictionary.facts[name]
    try:
        if entry.type == "date":
            return parse_date(str(raw))
        if entry.type == "int":
            numbers = [int(value) for value in texts(raw, (name,))]
            return min(numbers), max(numbers)
    except ValueError as error:
        raise BadCondition(str(error), (name,)) from None
    values = texts(raw, (name,))
    allowed = dictionary.values(name)
    for value in values:
        if allowed and value not in allowed:
            raise BadCondition(f'{name} cannot be "{value}": it is one of {", ".join(allowed)}', (name,))
    return frozenset(values)


def _others(raw: Any, catalogue: Catalogue, dictionary: Dictionary) -> tuple[tuple[Knowledge, ...], bool]:
    """The other charges that are known, and whether they are all there are."""
    if raw is None or raw == "unknown":
        return (), False
    if raw in ("none", []):
        return (), True
    if not isinstance(raw, list):
        raise BadCondition("case.others is none, unknown, or a list of charges", ("case.others",))
    charges = tuple(read(item, catalogue, dictionary) for item in raw if isinstance(item, dict))
    stray = [item for item in raw if not isinstance(item, dict) and item != "unknown"]
    if stray:
        raise BadCondition(f'"{stray[0]}" is not a charge: write {{offense: ID}} or unknown', ("case.others",))
    return charges, "unknown" not in raw


def _history(raw: Any) -> Iterable[Told]:
    if not isinstance(raw, list):
        raise BadCondition("history is a list of {of: <condition>, n: <number or [low, high]>}", ("history",))
    for index, item in enumerate(raw):
        if not isinstance(item, dict) or "of" not in item or "n" not in item:
            raise BadCondition("a history entry needs of: and n:", ("history", index))
        bounds = item["n"] if isinstance(item["n"], list) else [item["n"], item["n"]]
        if len(bounds) != 2 or not all(isinstance(n, str) and re.fullmatch(r"[0-9]{1,9}|\.\.", n) for n in bounds):
            raise BadCondition("n is a number, or [low, high] with .. for no bound", ("history", index, "n"))
        low, high = (UNBOUNDED if n == ".." else int(n) for n in bounds)
        if low > high:
            raise BadCondition(f"n runs from {low} down to {high}", ("history", index, "n"))
        yield Told(parse(item["of"], ("history", index, "of")), low, high, str(item.get("count", "")))


def pattern(knowledge: Knowledge, question: Question) -> Pattern:
    """What is known of a charge as masks over the question's variables."""
    masks = tuple(_mask(knowledge, variable, question) for variable in question.variables)
    return Pattern(masks, knowledge.offense_known)


def _mask(known: Knowledge, variable: Variable, question: Question) -> int:
    match variable:
        case Charge(cells):
            return cells.mask(known.kinds)
        case Other(of=of):
            return _others_mask(known, of, question.catalogue)
        case Count():
            return variable.mask(*_told(known, variable, question))
        case Numbers(fact):
            bounds = known.facts.get(fact, (0, UNBOUNDED))
            return variable.mask(*bounds) if isinstance(bounds, tuple) else (1 << variable.size) - 1
        case Days(fact):
            days = known.facts.get(fact, ANY_DAY)
            return variable.mask(days if isinstance(days, Span) else ANY_DAY)
        case Values(fact):
            values = known.facts.get(fact)
            return variable.mask(values if isinstance(values, frozenset) else None)


def _others_mask(known: Knowledge, of: Condition, catalogue: Catalogue) -> int:
    """Bit 0: it may be that no other charge satisfies the condition; bit 1: that one does."""
    told = [satisfies(other, of, catalogue) for other in known.others]
    if True in told:
        return 2
    if None in told:
        return 3
    return 1 if known.others_complete or not satisfiable(of, catalogue) else 3


def _told(known: Knowledge, variable: Count, question: Question) -> tuple[int, int]:
    for told in known.history:
        meant = {question.resolve(told.of, policy, chosen) for policy, chosen in _contexts(told.of, question)}
        if variable.of in meant and told.count in ("", variable.unit):
            return told.low, told.high
    return (0, 0) if known.ordinary else (0, UNBOUNDED)


def _contexts(condition: Condition, question: Question) -> Iterable[tuple[Policy, dict[Any, int]]]:
    for asking in question.askings:
        for policy in asking.policies:
            for chosen in assignments(question.choices_of(condition, policy)):
                yield policy, chosen


def satisfies(known: Knowledge, condition: Condition, catalogue: Catalogue) -> bool | None:
    """Whether another charge satisfies a resolved condition: None where what is known of it does not say."""
    if is_charge_condition(condition):
        return _of_kinds(known.kinds, condition, catalogue)
    match condition:
        case All(parts):
            return _conjunction([satisfies(known, part, catalogue) for part in parted(parts, All)])
        case Any_(parts):
            found = _conjunction([_negate(satisfies(known, part, catalogue)) for part in parted(parts, Any_)])
            return _negate(found)
        case Not(part):
            return _negate(satisfies(known, part, catalogue))
        case OneOf(fact, values):
            return _of_set(known.facts.get(fact), values)
        case Between(fact, low, high):
            return _of_range(known.facts.get(fact), low, high)
        case When(fact, before, after):
            days = known.facts.get(fact)
            if not isinstance(days, Span):
                return None
            sure = (not before or days.last < before) and (not after or days.first > after)
            never = (before is not None and days.first >= before) or (after is not None and days.last <= after)
            return True if sure else False if never else None
    return None


def _of_kinds(kinds: Iterable[Kind], condition: Condition, catalogue: Catalogue) -> bool | None:
    asks = {test: catalogue.test(test) for test in walk(condition) if isinstance(test, OneOf)}
    answers = set()
    for kind in kinds:
        answers.add(holds(condition, lambda test: asks[test](kind)))  # noqa: B023 -- called here and now
        if len(answers) > 1:
            return None
    return answers.pop() if answers else None


def _conjunction(parts: list[bool | None]) -> bool | None:
    if False in parts:
        return False
    return None if None in parts else True


def _negate(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _of_set(values: Known | None, allowed: tuple[str, ...]) -> bool | None:
    if not isinstance(values, frozenset):
        return None
    answers = {passes(value, allowed) for value in values}
    return answers.pop() if len(answers) == 1 else None


def _of_range(bounds: Known | None, low: int | None, high: int | None) -> bool | None:
    if not isinstance(bounds, tuple):
        return None
    least, most = bounds
    if (low is None or least >= low) and (high is None or most <= high):
        return True
    return False if (low is not None and most < low) or (high is not None and least > high) else None


def satisfiable(condition: Condition, catalogue: Catalogue, kinds: frozenset[Kind] | None = None) -> bool:
    """Whether a charge of which nothing is known may satisfy a condition: of any kind at all, or of one of `kinds`."""
    anything = Knowledge(catalogue.anything if kinds is None else kinds)
    return satisfies(anything, condition, catalogue) is not False
