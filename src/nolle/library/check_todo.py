"""What a skeleton leaves to be filled in: every mark `TODO` in a text of a document, named with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nolle.errors import Fault
from nolle.library.read import Path_
from nolle.library.shelf import Doc, Shelf, cut

_MARK = re.compile(r"\bTODO\b[:\s]*")


def marks(shelf: Shelf, doc: Doc) -> Iterator[Fault]:
    """A warning for every mark: what it says is still to be done."""
    for path, text in _texts(shelf.raw(doc), ()):
        for said in _MARK.split(text)[1:]:
            what = f"still to be filled in: {cut(said.strip() or str(path[-1]))}"
            yield shelf.fault(doc, path, what, "Fill it in with its source, then delete the mark.", warning=True)


def _texts(raw: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(raw, str):
        if "TODO" in raw:
            yield path, raw
        return
    items = enumerate(raw) if isinstance(raw, list) else raw.items() if isinstance(raw, dict) else ()
    for key, value in items:
        yield from _texts(value, (*path, key))
