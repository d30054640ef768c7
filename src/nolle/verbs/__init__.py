"""The Python API: each verb opens documents, calls one analysis after another, and hands results on as values."""

from nolle.verbs.checking import Checked, check_records
from nolle.verbs.comparing import Compared, compare, parse_day
from nolle.verbs.deciding import Asked, Run, decide
from nolle.verbs.demonstrating import Demo, demo
from nolle.verbs.documents import check, find_law, init, list_law, open_library, show
from nolle.verbs.explaining import Explained, explain, given_of

__all__ = [
    "Asked", "Checked", "Compared", "Demo", "Explained", "Run", "check", "check_records", "compare", "decide", "demo",
    "explain", "find_law", "given_of", "init", "list_law", "open_library", "parse_day", "show",
]  # fmt: skip
