"""A PDF → its pages of text. A page without text is told, and a file that holds only pictures is refused."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from nolle.errors import NolleError
from nolle.library.pages import MOST_PAGES, UNSOUND, Page, Text, beginning, clean, missing, too_large

if TYPE_CHECKING:
    from pypdf import PdfReader

_SCANNED = (
    "It was probably scanned: run text recognition (OCR) over it first, and give the result.\n"
    "  Tools that do it: ocrmypdf SCAN.pdf READ.pdf (free), Adobe Acrobat (Recognize Text), ABBYY FineReader."
)
_HEAD = 1024
_ANEW = "Open it in a reader, and save or print it anew."


def text(name: str, raw: bytes) -> Text:
    """The text of a PDF. Raises NolleError where it is locked, broken, too long, or holds no text."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError:
        raise missing("PDF") from None
    if b"%PDF-" not in raw[:_HEAD]:
        kind = beginning(raw)
        what = f"its name ends in .pdf, but {kind}" if kind else "is not a sound PDF"
        raise NolleError(f"{name}: {what}. {_ANEW}")
    unsound = (PyPdfError, *UNSOUND)
    with _quiet("pypdf"):
        try:
            reader = PdfReader(BytesIO(raw))
            locked = reader.is_encrypted and not reader.decrypt("")
            count = 0 if locked else len(reader.pages)
        except DependencyError:
            raise NolleError(f"{name}: is encrypted in a way that is not read here. Save a copy that is not.") from None
        except unsound:
            raise NolleError(f"{name}: is not a sound PDF. {_ANEW}") from None
        if locked:
            raise NolleError(f"{name}: opens only with a password. Save a copy without one.")
        if count > MOST_PAGES:
            raise too_large(name, f"has {count:,} pages, and at most {MOST_PAGES:,} are read")
        return _told(name, *_pages(reader, count, unsound))


def _pages(reader: PdfReader, count: int, unsound: tuple[type[Exception], ...]) -> tuple[list[Page], list[int]]:
    """The pages, and the numbers of those that could not be read."""
    pages, failed = [], []
    for index in range(count):
        words = ""
        try:
            words = reader.pages[index].extract_text()
        except unsound:
            failed.append(index + 1)
        pages.append(Page(clean(words), index + 1))
    return pages, failed


def _told(name: str, pages: Sequence[Page], failed: Sequence[int]) -> Text:
    """The text, with the pages that gave none."""
    blank = [page.number or 0 for page in pages if not page.text.strip() and page.number not in failed]
    if not pages or len(failed) == len(pages):
        raise NolleError(f"{name}: none of its pages can be read. {_ANEW}")
    if len(blank) + len(failed) == len(pages):
        count = (
            "its page holds no text"
            if len(pages) == 1
            else f"its {len(pages):,} pages hold no text, 1 to {len(pages):,}"
        )
        raise NolleError(f"{name}: {count}. {_SCANNED}")
    notes = []
    if blank:
        notes.append(f"no text on {_numbers(blank)}: if scanned, nothing there was read")
    if failed:
        notes.append(f"{_numbers(failed)} could not be read")
    return Text(name, tuple(pages), notes=tuple(notes), unread=tuple(notes))


def _numbers(numbers: Sequence[int]) -> str:
    """`pages 2 to 4, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    more = f" and {len(told) - 8} other places" if len(told) > 8 else ""
    return f"page{'s' * (len(numbers) > 1)} {', '.join(told[:8])}{more}"


@contextmanager
def _quiet(name: str) -> Iterator[None]:
    """A library's own complaints stay off the terminal; what matters of them is in the notes."""
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
