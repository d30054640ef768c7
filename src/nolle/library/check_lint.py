"""Limits and the texts of the lint checks: a limit belongs to a state, and a text has only slots that can be filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from nolle.errors import Fault
from nolle.law.advice import SLOTS, Advice
from nolle.law.limits import Limit, LimitKind
from nolle.library.shelf import Doc, Shelf, cut, joined, listed

_STATE = re.compile(r"[a-z]{2}(-[a-z]{2})?")


def limits(shelf: Shelf) -> Iterator[Fault]:
    """Whose law it is, and that each decision stands in one list: reached, spared or unclear."""
    for id, limit in shelf.loaded.documents.get("limit", {}).items():
        doc = Doc("limit", id)
        yield from _limit(shelf, doc, limit)


def _limit(shelf: Shelf, doc: Doc, limit: Limit) -> Iterator[Fault]:
    if not _STATE.fullmatch(limit.jurisdiction):
        what = f'jurisdiction "{cut(limit.jurisdiction)}" is not a state'
        yield shelf.fault(doc, ("jurisdiction",), what, "Write it as us-tx.")
    lists = {"reaches": limit.reaches, "unclear": limit.unclear, "spares": limit.spares}
    seen: dict[str, str] = {}
    for key, decisions in lists.items():
        for index, decision in enumerate(decisions):
            if decision in seen:
                what = f'"{decision}" stands under {seen[decision]} and under {key}'
                yield shelf.fault(doc, (key, index), what, "Keep one of them.")
            seen[decision] = key
    if limit.kind is LimitKind.REFUSAL and not limit.reaches:
        what = "a law against refusal reaches no decision"
        yield shelf.fault(doc, (), what, "Add reaches: [decline], or say kind: removal.")
    if not limit.cite:
        yield shelf.fault(doc, (), "cites no source", "Add cite: [{source: ID, at: page or phrase}]")


def advice(shelf: Shelf) -> Iterator[Fault]:
    """The slots of a text, and the classes that a check looks for."""
    for id, item in shelf.loaded.documents.get("advice", {}).items():
        doc = Doc("advice", id)
        for key in ("says", "says_of_part"):
            yield from _slots(shelf, doc, key, getattr(item, key))
        yield from _classes(shelf, doc, item)


def _slots(shelf: Shelf, doc: Doc, key: str, text: str) -> Iterator[Fault]:
    try:
        slots = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        what = f'"{key}" has a brace that is not closed, or closes nothing'
        yield shelf.fault(doc, (key,), what, "A brace that is meant as one is written twice.")
        return
    for name, form, conversion in slots:
        if name not in SLOTS or form or conversion:
            what = f'"{{{cut(str(name))}}}" is nothing that {key} can be filled with'
            yield shelf.fault(doc, (key,), what, joined(shelf.near(str(name), SLOTS), listed(SLOTS)))


def _classes(shelf: Shelf, doc: Doc, item: Advice) -> Iterator[Fault]:
    for index, word in enumerate(item.classes):
        if word not in shelf.dictionary.conduct:
            yield shelf.fault(doc, ("classes", index), *shelf.unknown_value("conduct", word))


CHECKS = (limits, advice)
