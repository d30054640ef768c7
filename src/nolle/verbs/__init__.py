"""The Python API: each verb opens documents, calls one analysis after another, and hands results on as values."""

from nolle.verbs.catalogue import Listed, Shown, list_law, show_law
from nolle.verbs.checking import Checked, check_records
from nolle.verbs.citing import Cited, cite_law
from nolle.verbs.comparing import Compared, compare, parse_day
from nolle.verbs.deciding import Asked, Run, decide
from nolle.verbs.demonstrating import Demo, demo
from nolle.verbs.documents import check, init, open_library, show
from nolle.verbs.explaining import Explained, explain, given_of
from nolle.verbs.finding import FoundLaw, find_law
from nolle.verbs.reviewing import Answers, read_review

__all__ = [
    "Answers", "Asked", "Checked", "Cited", "Compared", "Demo", "Explained", "FoundLaw", "Listed", "Run", "Shown",
    "check", "check_records", "cite_law", "compare", "decide", "demo", "explain", "find_law", "given_of", "init",
    "list_law", "open_library", "parse_day", "read_review", "show", "show_law",
]  # fmt: skip
