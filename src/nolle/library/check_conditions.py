"""Conditions, scopes and lists against dictionary and catalogue: is there such a fact, and such a value?

The parser has seen to the grammar. Here the text of the document is walked once more, because only it
knows the line of each word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nolle.errors import Fault
from nolle.law import condition, scope
from nolle.law.facts import CHARGE_FACTS, Fact
from nolle.law.policy import NamedList
from nolle.law.scope import SCOPE_FACTS
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined, listed

CONDITION_KEYS = ("when", "holder")
SCOPE_KEYS = ("covers", "decides")
_ELSEWHERE = ("examples", "lists")


@dataclass(frozen=True)
class Test:
    """One test of one fact, as written: a word, a list of words, or a comparison."""

    path: Path_
    fact: str
    raw: Any


def spoken(raw: Any, path: Path_ = ()) -> Iterator[Test]:
    """Every test of every condition and scope of a document, in order."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            if key in SCOPE_KEYS and _readable(scope.parse, value):
                yield from of_scope(value, (*path, key))
            elif key in CONDITION_KEYS and _readable(condition.parse, value):
                yield from of_condition(value, (*path, key))
            elif path or key not in _ELSEWHERE:
                yield from spoken(value, (*path, key))
    elif isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from spoken(item, (*path, index))


def _readable(parse: Callable[[Any], object], raw: Any) -> bool:
    """Whether the parser accepts it; if not, the load has said so."""
    try:
        parse(raw)
    except ValueError:
        return False
    return True


def of_condition(raw: Any, path: Path_) -> Iterator[Test]:
    """The tests of a condition that the parser has accepted."""
    for key, value in raw.items():
        here = (*path, key)
        match key:
            case "all" | "any":
                for index, item in enumerate(value):
                    yield from of_condition(item, (*here, index))
            case "not":
                yield from of_condition(value, here)
            case "case":
                for quantifier, inner in value.items():
                    yield from of_condition(inner, (*here, quantifier))
            case "history":
                yield from of_condition(value["of"], (*here, "of"))
                if value.get("before"):
                    yield Test((*here, "before"), value["before"], {"before": ""})
            case "listed":
                continue
            case _:
                yield Test(here, key, value)


def of_scope(raw: Any, path: Path_) -> Iterator[Test]:
    """The tests of a scope that the parser has accepted."""
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from of_scope(item, (*path, index))
        return
    for key, value in raw.items():
        here = (*path, key)
        if key in SCOPE_FACTS:
            yield Test(here, key, value)
        elif value != "any":
            yield from of_scope(value, here)


def words(raw: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """The words of a test that names some, each with its place."""
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            yield (*path, index), item
    else:
        yield path, raw


def check_test(shelf: Shelf, doc: Doc, test: Test, lists: Collection[str], state: str) -> Iterator[Fault]:
    """An unknown fact, a word the fact cannot have, a comparison of the wrong kind."""
    entry = shelf.dictionary.facts.get(test.fact)
    if entry is None and test.fact != "group":
        yield unknown_fact(shelf, doc, test.path, test.fact)
    elif entry is not None and entry.type == "charges":
        what = f'"{test.fact}" is a list of charges, and a test asks of one'
        yield shelf.fault(doc, test.path, what, "Write case: {any: ...}, {every: ...} or {none: ...}.")
    elif isinstance(test.raw, dict):
        yield from _compared(shelf, doc, test, entry)
    elif entry is not None and entry.type in ("int", "date"):
        how = "at_least or at_most" if entry.type == "int" else "before or after"
        what = f'"{test.fact}" is a {_KIND[entry.type]}, and a test of it compares'
        yield shelf.fault(doc, test.path, what, f"Use {how}.")
    else:
        for path, word in words(test.raw, test.path):
            if word not in lists and word not in shelf.values(test.fact, state):
                yield shelf.fault(doc, path, *_not_there(shelf, test.fact, word, lists, state))


_KIND = {"int": "number", "date": "date", "bool": "yes or no", "enum": "word", "id": "id"}


def _compared(shelf: Shelf, doc: Doc, test: Test, entry: Fact | None) -> Iterator[Fault]:
    wanted = "int" if {"at_least", "at_most"} & test.raw.keys() else "date"
    kind = entry.type if entry else "id"
    if kind == wanted:
        return
    how = ", ".join(test.raw)
    what = f'"{cut(test.fact)}" is a {_KIND.get(kind, kind)}, and {how} compares a {_KIND[wanted]}'
    todo = {"int": "Use at_least or at_most.", "date": "Use before or after."}.get(kind, "")
    yield shelf.fault(doc, test.path, what, todo or f"Name values: {test.fact}: VALUE or [VALUE, VALUE].")


def _not_there(shelf: Shelf, fact: str, word: str, lists: Collection[str], state: str) -> tuple[str, str]:
    """The nearest list of the document comes before the nearest value."""
    what, todo = shelf.unknown_value(fact, word, state)
    near = shelf.near(word, lists) if lists else ""
    return what, (near + " It is a list of this document.") if near else todo


def unknown_fact(shelf: Shelf, doc: Doc, path: Path_, fact: str) -> Fault:
    """A name that the dictionary does not hold."""
    known = [*shelf.dictionary.facts, "group"]
    many = f"The dictionary facts.yaml holds {len(shelf.dictionary.facts)} facts."
    return shelf.fault(
        doc, path, f'"{cut(fact)}" is not a fact of the dictionary', joined(shelf.near(fact, known), many)
    )


# ---------------------------------------------------------------- lists


def check_lists(shelf: Shelf, doc: Doc, own: Mapping[str, NamedList], tests: list[Test], state: str) -> Iterator[Fault]:
    """Each list of a document against the facts of which its name is used."""
    facts: dict[str, dict[str, None]] = {}
    for test in tests:
        for _, word in () if isinstance(test.raw, dict) else words(test.raw, test.path):
            if word in own:
                facts.setdefault(word, {})[test.fact] = None
    for name, named in own.items():
        used = facts.get(name, {})
        at: Path_ = ("lists", name)
        if not used:
            yield shelf.fault(
                doc,
                at,
                f'list "{name}" is used by no rule',
                "Name it in a test, or take it out.",
                warning=True,
            )
        for fact in used:
            yield from _listed_values(shelf, doc, at, named, fact, state)
            if name in shelf.values(fact, state):
                what = f'list "{name}" has the name of a value of {fact}'
                yield shelf.fault(doc, at, what, "Give the list another name.")


def _listed_values(shelf: Shelf, doc: Doc, at: Path_, named: NamedList, fact: str, state: str) -> Iterator[Fault]:
    if fact not in shelf.dictionary.facts and fact != "group":
        return
    known = shelf.values(fact, state)
    for index, value in enumerate(named.values):
        if value not in known:
            yield shelf.fault(doc, (*at, "values", index), *shelf.unknown_value(fact, value, state))
    if not named.open:
        return
    if fact in CHARGE_FACTS:
        if named.open not in shelf.dictionary.conduct:
            yield shelf.fault(doc, (*at, "open"), *shelf.unknown_value("conduct", named.open))
    elif named.open != "any" and named.open not in shelf.dictionary.facts[fact].groups:
        groups = ("any", *shelf.dictionary.facts[fact].groups)
        what = f'"{cut(named.open)}" is not a group of values of {fact} that a list can be opened to'
        yield shelf.fault(doc, (*at, "open"), what, joined(shelf.near(named.open, groups), listed(groups)))
