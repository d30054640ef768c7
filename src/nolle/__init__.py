"""nolle: run, compare, track and print prosecutors' non-prosecution policies.

The verbs of the Python API live in `nolle.verbs` and are re-exported here lazily, so that importing
the package (and `nolle --help`) loads nothing heavy.
"""

from importlib import import_module
from typing import Any

_VERBS = (
    "check",
    "check_records",
    "cite_law",
    "compare",
    "confirm_sheet",
    "counts",
    "decide",
    "demo",
    "explain",
    "find_law",
    "import_policy",
    "init",
    "lint",
    "list_law",
    "make_memo",
    "matrix",
    "open_library",
    "read_review",
    "replay",
    "routes",
    "show",
    "show_law",
)

__all__ = list(_VERBS)


def __getattr__(name: str) -> Any:
    if name in _VERBS:
        return getattr(import_module("nolle.verbs"), name)
    if name == "__version__":
        return import_module("importlib.metadata").version("nolle")
    raise AttributeError(f"module 'nolle' has no attribute {name!r}")
