"""Documents of words that ship with nolle and that no workspace lays anything over: one file, one type."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from nolle.cite import Document
from nolle.errors import DocumentError
from nolle.library.load import package_data
from nolle.library.read import read_file

_D = TypeVar("_D", bound=Document)


@lru_cache(maxsize=16)
def vocabulary(kind: type[_D], name: str) -> _D:
    """The document `data/NAME` as its type. Raises DocumentError where its YAML is broken."""
    marked = read_file(package_data() / name, f"data/{name}")
    if marked.faults:
        raise DocumentError(marked.faults)
    return kind.model_validate(marked.data)
