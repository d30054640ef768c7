"""The elements that policies are laid beside: each asks something, and asks it in words that policies use."""

from __future__ import annotations

from collections.abc import Iterator

from nolle.errors import Fault
from nolle.law.elements import Asks, Element
from nolle.library.check_policies import WORDS
from nolle.library.shelf import Doc, Shelf, cut, listed

_NEEDS = {Asks.CHARGES: "conduct", Asks.RELIEF: "reach", Asks.POSITION: "stages"}
_WORDS = {"reach": WORDS["relief", "reach"], "stages": WORDS["positions", "stage"]}


def elements(shelf: Shelf) -> Iterator[Fault]:
    """An element has what its question needs, and names classes, reaches and stages that there are."""
    for id, element in shelf.loaded.documents.get("element", {}).items():
        doc = Doc("element", id)
        key = _NEEDS.get(element.asks)
        if key and not getattr(element, key):
            yield shelf.fault(doc, (), f'an element that asks for {element.asks.value} needs "{key}"')
        yield from _words(shelf, doc, element)


def _words(shelf: Shelf, doc: Doc, element: Element) -> Iterator[Fault]:
    for word in element.conduct:
        if word not in shelf.dictionary.conduct:
            yield shelf.fault(doc, ("conduct",), *shelf.unknown_value("conduct", word))
    for key, words in (("reach", (element.reach,) if element.reach else ()), ("stages", element.stages)):
        for word in words:
            if word not in _WORDS[key]:
                what = f'"{cut(word)}" is not a word that {key} may have'
                yield shelf.fault(doc, (key,), what, f"It is one of {listed(_WORDS[key])}.")


CHECKS = (elements,)
