"""The Python API: each verb opens documents, calls one analysis after another, and hands results on as values.

A verb is imported when it is first asked for, so that one question does not wait for what another one needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nolle.verbs.catalogue import Listed, Shown, list_law, show_law
    from nolle.verbs.checking import Checked, check_records
    from nolle.verbs.checking_counts import CheckedTable
    from nolle.verbs.citing import Cited, cite_law
    from nolle.verbs.comparing import Compared, compare, parse_day
    from nolle.verbs.confirming import Confirmed, confirm_sheet
    from nolle.verbs.counting import Counted, counts
    from nolle.verbs.deciding import Run, decide
    from nolle.verbs.demonstrating import Demo, demo
    from nolle.verbs.documents import check, init, open_library, show
    from nolle.verbs.explaining import Explained, explain, given_of
    from nolle.verbs.finding import FoundLaw, find_law
    from nolle.verbs.importing import Imported, import_policy, write_sheet
    from nolle.verbs.laying_beside import Matrix, matrix
    from nolle.verbs.linting import Linted, lint
    from nolle.verbs.memo import Memoed, MemoWanted, make_memo, write_memo
    from nolle.verbs.opening import Asked
    from nolle.verbs.preparing import Ready, prepare
    from nolle.verbs.replaying import Replayed, replay
    from nolle.verbs.reviewing import Answers, read_review
    from nolle.verbs.routing import Routed, routes

_OF = {
    "catalogue": ("Listed", "Shown", "list_law", "show_law"),
    "checking": ("Checked", "check_records"),
    "checking_counts": ("CheckedTable",),
    "citing": ("Cited", "cite_law"),
    "comparing": ("Compared", "compare", "parse_day"),
    "confirming": ("Confirmed", "confirm_sheet"),
    "counting": ("Counted", "counts"),
    "deciding": ("Run", "decide"),
    "demonstrating": ("Demo", "demo"),
    "documents": ("check", "init", "open_library", "show"),
    "explaining": ("Explained", "explain", "given_of"),
    "finding": ("FoundLaw", "find_law"),
    "importing": ("Imported", "import_policy", "write_sheet"),
    "laying_beside": ("Matrix", "matrix"),
    "linting": ("Linted", "lint"),
    "memo": ("Memoed", "MemoWanted", "make_memo", "write_memo"),
    "opening": ("Asked",),
    "preparing": ("Ready", "prepare"),
    "replaying": ("Replayed", "replay"),
    "reviewing": ("Answers", "read_review"),
    "routing": ("Routed", "routes"),
}
_WHERE = {name: module for module, names in _OF.items() for name in names}

__all__ = [
    "Answers", "Asked", "Checked", "CheckedTable", "Cited", "Compared", "Confirmed", "Counted", "Demo", "Explained",
    "FoundLaw", "Imported", "Linted", "Listed", "Matrix", "MemoWanted", "Memoed", "Ready", "Replayed", "Routed", "Run",
    "Shown", "check", "check_records", "cite_law", "compare", "confirm_sheet", "counts", "decide", "demo", "explain",
    "find_law", "given_of", "import_policy", "init", "lint", "list_law", "make_memo", "matrix", "open_library",
    "parse_day", "prepare", "read_review", "replay", "routes", "show", "show_law", "write_memo", "write_sheet",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'nolle.verbs' has no attribute {name!r}")
    return getattr(import_module(f"nolle.verbs.{_WHERE[name]}"), name)
