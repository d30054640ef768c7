"""Situations: each element is one thing done, in narrow classes of conduct, with a source or a stated doubt."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.errors import Fault
from nolle.law.charges import RESIDUAL, is_class
from nolle.law.facts import CHARGE_FACTS
from nolle.law.situation import ConductElement, Situation
from nolle.library.check_conditions import unknown_fact
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, among, cut
from nolle.terms import Confidence

_FINITE = ("bool", "enum")
"""Types of facts whose values can be looked up."""


def situations(shelf: Shelf) -> Iterator[Fault]:
    """Every situation holds elements, each told apart, and facts of the charge or of a report alone."""
    for id, situation in shelf.loaded.documents.get("situation", {}).items():
        doc = Doc("situation", id)
        if not situation.elements:
            todo = "Write one entry for each thing that is done, under `elements`."
            yield shelf.fault(doc, (), f'situation "{cut(id)}" has no elements', todo)
        yield from _given(shelf, doc, situation)
        seen: set[str] = set()
        for index, element in enumerate(situation.elements):
            at: Path_ = ("elements", index)
            if element.id in seen:
                what = f'element "{cut(element.id)}" stands here twice'
                yield shelf.fault(doc, (*at, "id"), what, "Ids are never reused.")
            seen.add(element.id)
            yield from _element(shelf, doc, at, element)


def _element(shelf: Shelf, doc: Doc, at: Path_, element: ConductElement) -> Iterator[Fault]:
    if not element.cite and element.confidence is not Confidence.UNVERIFIED:
        what = f'element "{cut(element.id)}" names no source'
        yield shelf.fault(doc, at, what, "Add `cite:`, or say `confidence: unverified` if it is general knowledge.")
    if not element.conduct:
        yield shelf.fault(doc, (*at, "conduct"), f'element "{cut(element.id)}" names no class of conduct')
    for word in element.conduct:
        here = (*at, "conduct")
        if word not in shelf.dictionary.conduct:
            yield shelf.fault(doc, here, *shelf.unknown_value("conduct", word))
            continue
        inside = [c for c in shelf.dictionary.conduct if c != word and is_class(c, word)]
        if inside:
            what = f'conduct "{cut(word)}" is wide: it would pull in {len(inside)} classes at once'
            yield shelf.fault(doc, here, what, among("Name those that are meant", inside))
        elif word == RESIDUAL:
            yield shelf.fault(doc, here, f'conduct "{word}" is what belongs nowhere else, and fits nothing')


def _given(shelf: Shelf, doc: Doc, situation: Situation) -> Iterator[Fault]:
    for name, value in situation.given.items():
        at: Path_ = ("given", name)
        fact = shelf.dictionary.facts.get(name)
        if fact is None:
            yield unknown_fact(shelf, doc, at, name)
        elif name in CHARGE_FACTS or fact.unit in ("person", "case") or fact.type not in _FINITE:
            what = f'"{cut(name)}" does not belong in a situation'
            todo = "It says what is done, not who does it: give facts of the report, or of the charge's circumstances."
            yield shelf.fault(doc, at, what, todo)
        else:
            words = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            known = shelf.values(name)
            for word in words:
                if not isinstance(word, str) or word not in known:
                    yield shelf.fault(doc, at, *shelf.unknown_value(name, str(word)))
            if not words:
                yield shelf.fault(doc, at, f'"{cut(name)}" is given as a value or a list of values')


CHECKS = (situations,)
