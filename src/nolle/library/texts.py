"""A memo, a directive, a list of charges as a file → pages of text. What it says is for others.

Macros, links and pictures are never followed or run. What holds no text is said, never passed over in silence.
"""

from __future__ import annotations

from pathlib import Path

from nolle.errors import NolleError
from nolle.library import texts_pdf, texts_word
from nolle.library.pages import KINDS, LARGEST, Page, Text, beginning, bounded, clean, too_large

PLAIN = (".txt", ".md", ".markdown", ".text", "")
WORD = (".docx", ".docm")
OLD_WORD = (".doc", ".dot")
_OLD = b"\xd0\xcf\x11\xe0"
_ELSE = (b"PK\x03\x04", _OLD, b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")
"""How packed files, old Word files, rich text and pictures begin."""


def given(words: str, name: str = "the text given") -> Text:
    """A text that is at hand. Raises NolleError where it is empty."""
    return bounded(Text(name, (Page(clean(words)),)))


def opened(file: Path) -> Text:
    """The text of a file. Raises NolleError where it cannot be read, holds no text, or is out of bounds."""
    name, kind = file.name, file.suffix.lower()
    raw = _bytes(file)
    if raw[:5] == b"%PDF-" or kind == ".pdf":
        return bounded(texts_pdf.text(name, raw))
    if kind in WORD:
        return bounded(texts_word.text(name, raw))
    if kind in OLD_WORD and raw.startswith(_OLD):
        todo = "Open it in Word or LibreOffice. Save it as one of them: as .docx, say."
        raise NolleError(f"{name}: is an old Word file, and nolle does not read these. It reads {KINDS}. {todo}")
    if raw.startswith(_ELSE) or kind not in PLAIN:
        raise NolleError(f"{name}: {_what(raw, kind)}. It reads {KINDS}. Save it as one of them.")
    return plain(name, raw)


def _what(raw: bytes, kind: str) -> str:
    """Why a file is not read: of no kind that is, or not of the kind that its name says."""
    found = beginning(raw)
    named = f", though its name ends in {kind}" if kind in PLAIN and kind else ""
    return f"is not of a kind that nolle reads{f': {found}{named}' if found else ''}"


def plain(name: str, raw: bytes) -> Text:
    """Text from bytes: UTF-8, UTF-16 with its mark, or else Windows-1252, which is then said. A form feed ends a page.

    Raises NolleError as `opened` does.
    """
    if len(raw) > LARGEST:
        raise too_large(name, f"is larger than {LARGEST // 2**20} MB")
    words, notes = _decoded(name, raw)
    parts = words.split("\f") if "\f" in words else []
    if parts and not parts[-1].strip():
        parts.pop()
    pages = tuple(Page(clean(part), number) for number, part in enumerate(parts, 1)) or (Page(clean(words)),)
    return bounded(Text(name, pages, notes=notes))


def _bytes(file: Path) -> bytes:
    if file.is_dir():
        raise NolleError(f"{file.name}: is a folder. Name one file: {KINDS}.")
    try:
        if file.stat().st_size > LARGEST:
            raise too_large(file.name, f"is larger than {LARGEST // 2**20} MB")
        return file.read_bytes()
    except FileNotFoundError:
        raise NolleError(f"{file}: there is no such file.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no reason given"
        raise NolleError(f"{file.name}: cannot be opened ({reason}).") from None


def _decoded(name: str, raw: bytes) -> tuple[str, tuple[str, ...]]:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace"), ()
    if b"\x00" in raw:
        todo = "If it is a text, open it in an editor and save it as UTF-8."
        raise NolleError(f"{name}: is no text: it holds bytes that no text has. nolle reads {KINDS}.\n  {todo}")
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), ("it is not UTF-8: read as Windows-1252, so some signs may be wrong",)
