"""Where a clause stands: the file and line of a rule, an exception, a relief or any other part of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nolle.law.library import Origin
from nolle.law.policy import Exception_, Policy
from nolle.library.load import Loaded
from nolle.library.read import Path_


def line_of(loaded: Loaded, policy: str, part: str = "", clause: str = "") -> Origin:
    """The file and line of a clause of a document, or of the document whose text it takes over.

    `part` is a key of the document; `clause` the id in it, a path to an exception, or the number of an entry
    that has no id. What is not found is told by the document's own first line.
    """
    id: str = policy
    seen: list[str] = []
    while id and id not in seen and ("policy", id) in loaded.places:
        seen.append(id)
        document: Policy = loaded.documents["policy"][id]
        path = _path(document, part, clause) if part else ()
        if path is not None:
            return _at(loaded, id, path)
        id = document.amends
    return _at(loaded, policy, ()) if ("policy", policy) in loaded.places else Origin("", 0)


def _at(loaded: Loaded, id: str, path: Path_) -> Origin:
    marked, base = loaded.places["policy", id]
    return Origin(marked.file, marked.line((*base, *path)))


def _path(document: Policy, part: str, clause: str) -> Path_ | None:
    if part == "lists":
        return (part, clause) if clause in document.lists else None
    head, _, inner = clause.partition("/")
    for index, item in enumerate(getattr(document, part)):
        if getattr(item, "id", "") == head or (not getattr(item, "id", "") and head == str(index + 1)):
            return (part, index, *_inside(item, inner)) if inner else (part, index)
    return None


def _inside(rule: object, inner: str) -> Path_:
    """The path to an exception: in the rule itself, or in a reading of it."""
    places: list[tuple[Path_, Sequence[Exception_]]] = [(("unless",), getattr(rule, "unless", ()))]
    for number, reading in enumerate(getattr(rule, "readings", ())):
        places.append((("readings", number, "unless"), reading.unless or ()))
    return next((found for base, unless in places for found in _find(base, unless, inner)), ())


def _find(base: Path_, exceptions: Sequence[Exception_], inner: str) -> Iterator[Path_]:
    head, _, rest = inner.partition("/")
    for index, exception in enumerate(exceptions):
        if exception.id == head:
            if not rest:
                yield (*base, index)
            else:
                yield from _find((*base, index, "unless"), exception.unless, rest)
