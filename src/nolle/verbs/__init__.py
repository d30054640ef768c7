"""The Python API: each verb opens documents, calls one analysis after another, and hands results on as values.

A verb is imported when it is first asked for, so that one question does not wait for what another one needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nolle.verbs.building import Built, build_site
    from nolle.verbs.capturing import Captured, Described, source_add
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
    from nolle.verbs.overviews import Beside, Overviewed, overview
    from nolle.verbs.packaging import Packaged, check_package, write_package
    from nolle.verbs.picturing import pictures, write_page, write_picture, write_pictures
    from nolle.verbs.placing import Placed, find_place, page_of, place
    from nolle.verbs.preparing import Ready, prepare
    from nolle.verbs.replaying import Replayed, replay
    from nolle.verbs.reviewing import Answers, read_review
    from nolle.verbs.routing import Routed, routes
    from nolle.verbs.surveying import (
        Against,
        Book,
        ToRecode,
        code_against,
        code_book,
        code_check,
        code_new,
        code_recode,
    )
    from nolle.verbs.surveying_pairs import CodesCompared, Reviewed, code_compare, code_review
    from nolle.verbs.tracked_files import write_changes, write_due, write_durability, write_tracked
    from nolle.verbs.tracking import (
        Durability,
        Filters,
        PlaceHistory,
        Tracked,
        place_history,
        track,
        track_due,
        track_durability,
        track_since,
    )

_OF = {
    "building": ("Built", "build_site"),
    "capturing": ("Captured", "Described", "source_add"),
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
    "overviews": ("Beside", "Overviewed", "overview"),
    "packaging": ("Packaged", "check_package", "write_package"),
    "picturing": ("pictures", "write_page", "write_picture", "write_pictures"),
    "placing": ("Placed", "find_place", "page_of", "place"),
    "preparing": ("Ready", "prepare"),
    "replaying": ("Replayed", "replay"),
    "reviewing": ("Answers", "read_review"),
    "routing": ("Routed", "routes"),
    "surveying": ("Against", "Book", "ToRecode", "code_against", "code_book", "code_check", "code_new", "code_recode"),
    "surveying_pairs": ("CodesCompared", "Reviewed", "code_compare", "code_review"),
    "tracked_files": ("write_changes", "write_due", "write_durability", "write_tracked"),
    "tracking": (
        "Durability",
        "Filters",
        "PlaceHistory",
        "Tracked",
        "place_history",
        "track",
        "track_due",
        "track_durability",
        "track_since",
    ),
}
_WHERE = {name: module for module, names in _OF.items() for name in names}

__all__ = [
    "Against", "Answers", "Asked", "Beside", "Book", "Built", "Captured", "Checked", "CheckedTable", "Cited",
    "CodesCompared", "Compared", "Confirmed", "Counted", "Demo", "Described", "Durability", "Explained", "Filters",
    "FoundLaw", "Imported", "Linted", "Listed", "Matrix", "MemoWanted", "Memoed", "Overviewed", "Packaged",
    "PlaceHistory", "Placed", "Ready", "Replayed", "Reviewed", "Routed", "Run", "Shown", "ToRecode",
    "Tracked", "build_site", "check", "check_package", "check_records", "cite_law", "code_against", "code_book",
    "code_check", "code_compare", "code_new", "code_recode", "code_review", "compare", "confirm_sheet", "counts",
    "decide", "demo", "explain", "find_law", "find_place", "given_of", "import_policy", "init", "lint", "list_law",
    "make_memo", "matrix", "open_library", "overview", "page_of", "parse_day", "pictures", "place", "place_history",
    "prepare", "read_review", "replay", "routes", "show", "show_law", "source_add", "track", "track_due",
    "track_durability", "track_since", "write_changes", "write_due", "write_durability", "write_memo",
    "write_package", "write_page", "write_picture", "write_pictures", "write_sheet", "write_tracked",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'nolle.verbs' has no attribute {name!r}")
    return getattr(import_module(f"nolle.verbs.{_WHERE[name]}"), name)
