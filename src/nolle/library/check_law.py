"""Everything but policies: sources, places, offices, offenses, codes and the dictionary of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from nolle import dates
from nolle.errors import Fault
from nolle.law.offense import Offense
from nolle.library.check_conditions import check_test, spoken, unknown_fact
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut, joined, listed, loops
from nolle.records.privacy import personal
from nolle.terms import Confidence, Level

_FOLDERS = {
    "policy": "policies",
    "place": "places",
    "office": "offices",
    "codes": "codes",
    "mapping": "mappings",
    "situation": "situations",
}
_DATED = ("recorded", "retrieved", "searched_on")
"""Keys whose text must be a date."""

WORDS = {
    "level": ("", "varies", *Level),
    "status": ("in_force", "amended", "repealed", "renumbered", "unknown"),
    "party": ("", "any", "seller", "buyer", "third_party", "both"),
    "dates_confidence": ("", *Confidence),
}
ALLEGED = ("", "yes", "possible")
MATCHES = ("exact", "section", "alias", "broad", "ambiguous", "category")
ABSENT = ("unknown", "other")


# ---------------------------------------------------------------- all documents


def paths(shelf: Shelf, doc: Doc) -> Iterator[Fault]:
    """A document's id is its path in the folder of its kind."""
    folder = _FOLDERS.get(doc.kind)
    if folder is None:
        return
    file = PurePosixPath(shelf.file(doc).removeprefix("data/"))
    inside = file.relative_to(file.parts[0]).with_suffix("").as_posix()
    if inside != doc.id:
        key = "system" if doc.kind == "codes" else "id"
        what = f'{key} "{cut(doc.id)}" does not fit the path, which says "{inside}"'
        yield shelf.fault(doc, (key,), what, f"Rename one of them: the file of an id is {folder}/ID.yaml.")


def citations(shelf: Shelf, doc: Doc) -> Iterator[Fault]:
    """Every source that is cited is described, and the citation says where in it."""
    for path, id, at in _cited(shelf.raw(doc), ()):
        if id not in shelf.ids("source"):
            what = f'source "{cut(id)}" is not described'
            many = f"Describe it once in sources/, which holds {len(shelf.ids('source'))}."
            yield shelf.fault(doc, path, what, joined(shelf.near(id, shelf.ids("source")), many))
        elif at is not None and not at:
            todo = "Add `at:` with a page, a paragraph or a phrase that others can find."
            yield shelf.fault(doc, path, f'the citation of "{id}" does not say where in it', todo, warning=True)


def _cited(raw: Any, path: Path_) -> Iterator[tuple[Path_, str, str | None]]:
    """Every source named: where, which, and the place in it (None where only sources are listed)."""
    if isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _cited(item, (*path, index))
    if not isinstance(raw, dict):
        return
    for key, value in raw.items():
        here = (*path, key)
        if key == "cite" and isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict) and isinstance(item.get("source"), str):
                    yield (*here, index), item["source"], item.get("at", "")
        elif key == "sources" and isinstance(value, list):
            yield from (((*here, index), item, None) for index, item in enumerate(value) if isinstance(item, str))
        elif key != "given":
            yield from _cited(value, here)


def dated(shelf: Shelf, doc: Doc) -> Iterator[Fault]:
    """What says when something was recorded, retrieved or searched for is a date."""
    for path, text in _dates(shelf.raw(doc), ()):
        try:
            dates.parse(text)
        except ValueError as error:
            yield shelf.fault(doc, path, f'"{path[-1]}": {error}')


def _dates(raw: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    items = enumerate(raw) if isinstance(raw, list) else raw.items() if isinstance(raw, dict) else ()
    for key, value in items:
        if key in _DATED and isinstance(value, str) and value:
            yield (*path, key), value
        elif key != "given":
            yield from _dates(value, (*path, key))


# ---------------------------------------------------------------- places and offices


def places(shelf: Shelf) -> Iterator[Fault]:
    """Each place lies in the state that its id begins with."""
    for id, place in shelf.places.items():
        if id.partition("/")[0] != place.state:
            what = f'place "{id}" is said to lie in "{cut(place.state)}"'
            yield shelf.fault(
                Doc("place", id), ("state",), what, f"Its id begins with its state: {id.partition('/')[0]}."
            )


def offices(shelf: Shelf) -> Iterator[Fault]:
    """Where an office is, and what it can decide."""
    for id, office in shelf.offices.items():
        doc = Doc("office", id)
        if office.place not in shelf.ids("place"):
            yield shelf.fault(doc, ("place",), *shelf.unknown_value("place", office.place))
        for test in spoken(shelf.raw(doc)):
            yield from check_test(shelf, doc, test, {}, shelf.state_of(id))


# ---------------------------------------------------------------- offenses and groups


def offenses(shelf: Shelf) -> Iterator[Fault]:
    """Each offense's classes, words and dates."""
    for id, offense in shelf.offenses.items():
        doc = Doc("offense", id)
        yield from _conduct(shelf, doc, offense)
        for key, known in WORDS.items():
            said = getattr(offense, key)
            if said not in known:
                yield _bad_word(shelf, doc, (key,), said, key, known)
        for key, said in offense.elements:
            if said not in ALLEGED:
                yield _bad_word(shelf, doc, ("elements", key), said, key, ALLEGED)
        crimes = shelf.values("report.crime")
        if offense.crime and offense.crime not in crimes:
            yield _bad_word(shelf, doc, ("crime",), offense.crime, "crime", crimes)
        began, ended = offense.in_force.from_, offense.in_force.to
        if began and ended and ended.last < began.first:
            what = f"in force from {began} to {ended}, which is earlier"
            yield shelf.fault(doc, ("in_force",), what, "Check both dates.")
        stem = PurePosixPath(shelf.file(doc)).stem
        if not id.startswith(f"{stem}-"):
            what = f'offense "{cut(id)}" stands in the catalogue {stem}'
            yield shelf.fault(
                doc, ("id",), what, f"Begin its id with {stem}-, or move it to the file of its own place."
            )


def _conduct(shelf: Shelf, doc: Doc, offense: Offense) -> Iterator[Fault]:
    for key in ("conduct", "also"):
        for index, word in enumerate(getattr(offense, key)):
            if word not in shelf.dictionary.conduct:
                yield shelf.fault(doc, (key, index), *shelf.unknown_value("conduct", word))


def _bad_word(shelf: Shelf, doc: Doc, path: Path_, said: str, key: str, known: Any) -> Fault:
    usable = [word for word in known if word]
    todo = joined(shelf.near(said, usable), listed(usable))
    return shelf.fault(doc, path, f'"{cut(said)}" is not a word for `{key}`', todo)


def families(shelf: Shelf) -> Iterator[Fault]:
    """Parts of wider offenses and successors of earlier ones, which are there and form no ring."""
    for key in ("part_of", "successor"):
        graph = {}
        for id, offense in shelf.offenses.items():
            target = getattr(offense, key)
            if not target:
                continue
            graph[id] = [target]
            if target not in shelf.ids("offense"):
                yield shelf.fault(Doc("offense", id), (key,), *shelf.unknown_value("offense", target))
        for loop in loops(graph):
            ring = " → ".join((*loop, loop[0]))
            yield shelf.fault(Doc("offense", loop[0]), (key,), f"{key} goes in a ring: {ring}", "Take one of them out.")


def groups(shelf: Shelf) -> Iterator[Fault]:
    """Members of groups, and what it means that a code lacks a section."""
    for id, group in shelf.groups.items():
        for index, offense in enumerate(group.offenses):
            if offense not in shelf.ids("offense"):
                yield shelf.fault(Doc("group", id), ("offenses", index), *shelf.unknown_value("offense", offense))
    for id, coverage in shelf.coverage.items():
        doc = Doc("coverage", id)
        if coverage.absent not in ABSENT:
            yield _bad_word(shelf, doc, ("absent",), coverage.absent, "absent", ABSENT)
        for conduct in coverage.complete_for:
            if conduct not in shelf.dictionary.conduct:
                yield shelf.fault(doc, ("complete_for",), *shelf.unknown_value("conduct", conduct))


# ---------------------------------------------------------------- codes


def codes(shelf: Shelf) -> Iterator[Fault]:
    """What each code of a data system stands for."""
    for system, table in shelf.codes.items():
        doc = Doc("codes", system)
        if table.place and table.place not in shelf.values("place"):
            yield shelf.fault(doc, ("place",), *shelf.unknown_value("place", table.place))
        for index, code in enumerate(table.codes):
            at: Path_ = ("codes", index)
            if code.offense and code.offense not in shelf.ids("offense"):
                yield shelf.fault(doc, (*at, "offense"), *shelf.unknown_value("offense", code.offense))
            if code.conduct and code.conduct not in shelf.dictionary.conduct:
                yield shelf.fault(doc, (*at, "conduct"), *shelf.unknown_value("conduct", code.conduct))
            if code.match not in MATCHES:
                yield _bad_word(shelf, doc, (*at, "match"), code.match, "match", MATCHES)


# ---------------------------------------------------------------- the dictionary


def dictionary(shelf: Shelf) -> Iterator[Fault]:
    """Facts that speak of one another name facts and values there are; some things are no facts at all."""
    for doc in shelf.documents():
        if doc.kind != "facts":
            continue
        raw = shelf.raw(doc)
        for name in raw.get("facts", {}):
            if personal([name]):
                what = f'"{cut(name)}" cannot be a fact of this system'
                todo = "Names, birth dates, addresses and immigration status never enter. Take it out."
                yield shelf.fault(doc, ("facts", name), what, todo)
            yield from _implied(shelf, doc, name)
        for conduct in raw.get("third_party_roles", {}).get("reach", {}):
            if conduct not in shelf.dictionary.conduct:
                at = ("third_party_roles", "reach", conduct)
                yield shelf.fault(doc, at, *shelf.unknown_value("conduct", conduct))


def _implied(shelf: Shelf, doc: Doc, name: str) -> Iterator[Fault]:
    for index, implied in enumerate(shelf.dictionary.facts[name].implies):
        at: Path_ = ("facts", name, "implies", index)
        for value in implied.when:
            if value not in shelf.values(name):
                yield shelf.fault(doc, (*at, "when"), *shelf.unknown_value(name, value))
        for other, values in implied.then.items():
            if other not in shelf.dictionary.facts:
                yield unknown_fact(shelf, doc, (*at, "then", other), other)
                continue
            for value in values:
                if value not in shelf.values(other):
                    yield shelf.fault(doc, (*at, "then", other), *shelf.unknown_value(other, value))


OF_EACH: tuple[Callable[[Shelf, Doc], Iterator[Fault]], ...] = (paths, citations, dated)
CHECKS: tuple[Callable[[Shelf], Iterator[Fault]], ...] = (
    places, offices, offenses, families, groups, codes, dictionary,
)  # fmt: skip
