"""The examples of policies, as far as their words go: facts, values, rules and labels that there are.

Whether an example holds is asked by `analysis/examples`, which runs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nolle import dates
from nolle.errors import Fault
from nolle.law.condition import UNITS, BadCondition, parse
from nolle.law.policy import Policy, clauses
from nolle.library.check_conditions import check_test, of_condition, unknown_fact, words
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, among, cut, joined, listed
from nolle.terms import Answer3

_TO_BE_KNOWN = ("case", "history")
"""What a label of `needs` may begin with besides the name of a fact."""


def given(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """What the examples give is in the dictionary, and can be so."""
    state = shelf.state_of(policy.office)
    for index, example in enumerate(policy.examples):
        yield from _charge(shelf, doc, ("examples", index, "given"), example.given, state)


def _charge(shelf: Shelf, doc: Doc, at: Path_, raw: dict[str, Any], state: str) -> Iterator[Fault]:
    for name, value in raw.items():
        here = (*at, name)
        match name:
            case "otherwise":
                if value != "ordinary":
                    yield shelf.fault(
                        doc, here, f'otherwise "{_shown(value)}"', "Only `otherwise: ordinary` has a meaning."
                    )
            case "case.others":
                yield from _others(shelf, doc, here, value, state)
            case "history":
                yield from _history(shelf, doc, here, value, state)
            case "group" | "listed":
                todo = "Give the offense: what groups and lists it is in follows."
                yield shelf.fault(doc, here, f'"{name}" is not recorded of a charge', todo)
            case _ if name in shelf.dictionary.facts:
                yield from _values(shelf, doc, here, name, value, state)
            case _:
                yield unknown_fact(shelf, doc, here, name)


def _values(shelf: Shelf, doc: Doc, at: Path_, fact: str, raw: Any, state: str) -> Iterator[Fault]:
    if not _texts(raw) and not (isinstance(raw, list) and raw and all(isinstance(item, str) for item in raw)):
        yield shelf.fault(doc, at, f'"{fact}" is given as a value or a list of values')
        return
    kind = shelf.dictionary.facts[fact].type
    known = shelf.values(fact, state)
    for path, word in words(raw, at):
        if kind == "date":
            yield from _date(shelf, doc, path, word)
        elif kind == "int":
            if not (word.isascii() and word.isdigit()):
                yield shelf.fault(doc, path, f'"{fact}" is a number, found "{cut(word)}"')
        elif word not in known and (known or kind != "id"):
            yield shelf.fault(doc, path, *shelf.unknown_value(fact, word, state))


def _texts(raw: Any) -> bool:
    return isinstance(raw, str)


def _date(shelf: Shelf, doc: Doc, at: Path_, word: str) -> Iterator[Fault]:
    try:
        dates.parse(word)
    except ValueError as error:
        yield shelf.fault(doc, at, str(error))


def _others(shelf: Shelf, doc: Doc, at: Path_, raw: Any, state: str) -> Iterator[Fault]:
    if raw in ("none", "unknown"):
        return
    if not isinstance(raw, list):
        yield shelf.fault(doc, at, "case.others is none, unknown, or a list of charges", "Write [{offense: ID}].")
        return
    for index, item in enumerate(raw):
        if isinstance(item, dict):
            yield from _charge(shelf, doc, (*at, index), item, state)
        elif item != "unknown":
            what = f'"{_shown(item)}" is not a charge'
            yield shelf.fault(doc, (*at, index), what, "Write {offense: ID}, or unknown for those not listed.")


def _history(shelf: Shelf, doc: Doc, at: Path_, raw: Any, state: str) -> Iterator[Fault]:
    if not isinstance(raw, list):
        yield shelf.fault(doc, at, "history is a list", "Write [{of: <condition>, n: 2}].")
        return
    for index, item in enumerate(raw):
        here = (*at, index)
        if not isinstance(item, dict) or not {"of", "n"} <= item.keys() <= {"of", "n", "count"}:
            what = "an entry of history says of what, and how many"
            yield shelf.fault(doc, here, what, "Write {of: <condition>, n: 2}, or n: [1, ..] where more are possible.")
            continue
        bounds = item["n"] if isinstance(item["n"], list) else [item["n"], item["n"]]
        if len(bounds) != 2 or not all(_bound(bound) for bound in bounds):
            yield shelf.fault(doc, (*here, "n"), "n is a number, or [low, high] with .. for no bound")
        if item.get("count", UNITS[0]) not in UNITS:
            yield shelf.fault(doc, (*here, "count"), "count is charges, cases or dates")
        try:
            parse(item["of"], (*here, "of"))
        except BadCondition as bad:
            yield shelf.fault(doc, bad.at, bad.what)
            continue
        for test in of_condition(item["of"], (*here, "of")):
            yield from check_test(shelf, doc, test, {}, state)


def _bound(raw: Any) -> bool:
    return isinstance(raw, str) and (raw == ".." or (raw.isascii() and raw.isdigit()))


def _shown(raw: Any) -> str:
    return cut(raw) if isinstance(raw, str) else "a list or mapping"


# ---------------------------------------------------------------- what must come out


def expected(shelf: Shelf, doc: Doc, policy: Policy) -> Iterator[Fault]:
    """What the examples expect is named as the document names it."""
    merged = shelf.merged(policy)
    paths = dict.fromkeys(path for rule in merged.rules for path, _ in clauses(rule))
    promises = [protection.id for protection in policy.protections]
    for index, example in enumerate(policy.examples):
        at: Path_ = ("examples", index, "expect")
        rule = example.expect.rule
        if rule and rule not in paths:
            what = f'expects rule "{cut(rule)}", and there is no such rule or exception'
            yield shelf.fault(doc, (*at, "rule"), what, shelf.near(rule, paths) or among("There are", paths))
        for id, answer in example.expect.protections.items():
            if id not in promises:
                todo = joined(shelf.near(id, promises), among("Its protections", promises))
                yield shelf.fault(doc, (*at, "protections", id), f'"{cut(id)}" is no protection of this document', todo)
            elif answer not in tuple(Answer3):
                what = f'"{cut(answer)}" is not an answer of a protection'
                yield shelf.fault(
                    doc,
                    (*at, "protections", id),
                    what,
                    joined(shelf.near(answer, list(Answer3)), listed(Answer3)),
                )
        for number, label in enumerate(example.expect.needs or ()):
            if label not in shelf.dictionary.facts and label.partition(".")[0] not in _TO_BE_KNOWN:
                yield unknown_fact(shelf, doc, (*at, "needs", number), label)
        names = {*paths, *merged.lists}
        for number, reason in enumerate(example.expect.because or ()):
            if not _reason(reason, names):
                what = f'"{cut(reason)}" is no reason that an answer can give'
                todo = "It is fact, date, status, reading:ID, open:ID, text:ID or conflict:ID+ID."
                yield shelf.fault(doc, (*at, "because", number), what, todo)


def _reason(word: str, names: set[str]) -> bool:
    kind, _, about = word.partition(":")
    if not about:
        return word in ("fact", "date", "status")
    return kind in ("reading", "open", "text", "conflict") and set(about.split("+")) <= names


CHECKS = (given, expected)
