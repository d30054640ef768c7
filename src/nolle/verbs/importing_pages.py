"""Which pages of a file are read for a memo: those that a person names, and of a long file those near its words."""

from __future__ import annotations

import re

from nolle.analysis.coding.signs import Signs, found
from nolle.errors import NolleError
from nolle.library.pages import Text, bounded

_RANGE = re.compile(r"(\d{1,6})(?:\s*-\s*(\d{1,6}))?")
LONG = 50
"""Pages from which a file is looked through first: finding its citations takes most of the time."""

_FIRST = 3


def only(text: Text, pages: str) -> Text:
    """The text with some of its pages alone (`3-9`, `4`), which keep their numbers. Raises NolleError for none."""
    asked = _RANGE.fullmatch(pages.strip())
    first, last = (int(asked[1]), int(asked[2] or asked[1])) if asked else (0, 0)
    kept = tuple(page for page in text.pages if page.number is not None and first <= page.number <= last)
    count = sum(page.number is not None for page in text.pages)
    if not kept:
        has = f"has the pages 1 to {count:,}" if count else "has no pages: it is read as one piece"
        raise NolleError(f'--pages "{pages}" names no page of {text.name}, which {has}. Write 3-9, or 4.')
    left = len(text.pages) - len(kept)
    notes = (*text.notes, *([f"{left:,} of its {count:,} pages were left out, as asked"] if left else []))
    return bounded(Text(text.name, kept, text.counted, notes, text.unread))


def near(text: Text, signs: Signs) -> Text:
    """Of a long file the pages near a word of a policy, with their numbers; how many were passed over is noted."""
    if len(text.pages) < LONG:
        return text
    hits = [n for n, page in enumerate(text.pages) if found((signs.core,), page.text)]
    around = {n + by for n in hits for by in (-1, 0, 1)}
    kept = tuple(page for n, page in enumerate(text.pages) if n in around or n < _FIRST)
    passed = len(text.pages) - len(kept)
    note = f"{passed:,} of its {len(text.pages):,} pages are far from every word of a policy: passed over"
    return Text(text.name, kept, text.counted, (*text.notes, *([note] if passed else [])), text.unread)


def starts(text: Text) -> tuple[int, ...]:
    """Where the numbered pages begin in the whole text."""
    found_, at = [], 0
    for page in text.pages:
        found_ += [at] if page.number is not None else []
        at += len(page.text) + 1
    return tuple(found_)
