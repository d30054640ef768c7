"""source add: a file as it was found → a copy in the workspace with its hash, and the source that describes it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nolle.analysis.coding.yaml_text import lines
from nolle.cite import Capture, Source
from nolle.errors import NolleError
from nolle.library import captures, texts
from nolle.library.pages import LARGEST, Text
from nolle.verbs.documents import open_library
from nolle.verbs.importing import write_whole

_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_WORDS = 8
"""Words by which a page is known again."""


@dataclass(frozen=True)
class Described:
    """What a person says of a source."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""
    date: str = ""
    kind: str = "web_page"
    note: str = ""


@dataclass(frozen=True)
class Captured:
    """A source that was captured: its description, the files written, and why its pages are not known, if so."""

    source: Source
    files: tuple[Path, ...]
    unread: str = ""
    notes: tuple[str, ...] = field(default=())

    def json(self) -> dict[str, Any]:
        """As plain values."""
        dumped = self.source.model_dump(mode="json", exclude_defaults=True)
        return {"source": dumped, "files": [str(file) for file in self.files], "pages_unread": self.unread}


def source_add(file: Path, described: Described, captured: str, workspace: Path) -> Captured:
    """Copy a file into the workspace's captures and describe it in sources; `captured` is the time it was taken.

    Raises NolleError where the file cannot be read, the id is in use, or the time has no zone. Nothing is written over.
    """
    _sound(described, captured)
    raw = _bytes(file)
    known = open_library(workspace).sources.get(described.id)
    if known is not None:
        same = known.capture is not None and known.capture.sha256 == captures.digest(raw)
        told = "and holds these very bytes" if same else "and a captured source is never written over"
        raise NolleError(f'source "{described.id}" is in the library already, {told}.\n  Give a later copy its own id.')
    text, unread = _text(file)
    suffix = file.suffix.lower() if _SUFFIX.fullmatch(file.suffix.lower()) else ""
    copy = workspace / captures.FOLDER / f"{described.id}{suffix}"
    pages = workspace / captures.FOLDER / f"{described.id}.pages.csv"
    entry = workspace / "sources" / f"{described.id}.yaml"
    for target in (copy, pages, entry):
        if target.exists() or target.is_symlink():
            raise NolleError(f"{target} is there already. Nothing was written: give the source another id.")
    anchored = text is not None and any(page.number is not None for page in text.pages)
    source = _source(described, captured, copy, pages if anchored else None, raw, text)
    written = [_kept(copy, raw)]
    if text is not None and anchored:
        written.append(_kept(pages, _anchors(text).encode()))
    dumped = source.model_dump(mode="json", exclude_defaults=True)
    written.append(write_whole(_made(entry), "\n".join(lines({"sources": [_texts(dumped)]})) + "\n"))
    open_library.cache_clear()
    return Captured(source, tuple(written), unread, text.notes if text else ())


def _sound(described: Described, captured: str) -> None:
    if not _ID.fullmatch(described.id):
        raise NolleError(
            f'"{described.id[:60]}" cannot be an id: small letters, digits, hyphens, such as da-memo-2024.'
        )
    if not described.title.strip():
        raise NolleError("a source needs a title.")
    if not _TIME.fullmatch(captured):
        raise NolleError(f'"{captured[:40]}" is no time with its zone: write it as 2026-11-21T09:30:00Z')


def _bytes(file: Path) -> bytes:
    try:
        if file.is_dir():
            raise NolleError(f"{file}: is a folder. Name one file.")
        if file.stat().st_size > LARGEST:
            raise NolleError(f"{file.name}: is larger than {LARGEST // 2**20} MB. Split it, and capture the parts.")
        raw = file.read_bytes()
    except OSError as error:
        raise NolleError(f"{file}: cannot be read: {error.strerror or error}") from None
    if not raw:
        raise NolleError(f"{file.name}: is empty. Nothing was captured.")
    return raw


def _text(file: Path) -> tuple[Text | None, str]:
    """The text in pages, or why it could not be read: the copy is worth keeping either way."""
    try:
        return texts.opened(file), ""
    except NolleError as error:
        return None, str(error)


def _source(
    described: Described, captured: str, copy: Path, pages: Path | None, raw: bytes, text: Text | None
) -> Source:
    numbered = [page for page in text.pages if page.number is not None] if text else []
    capture = Capture(
        file=f"{captures.FOLDER}/{copy.name}", sha256=captures.digest(raw), size=len(raw),
        media_type=captures.media_type(copy.name, raw), captured=captured, pages=len(numbered) or None,
        anchors=f"{captures.FOLDER}/{pages.name}" if pages else "",
    )  # fmt: skip
    return Source(
        id=described.id, title=described.title, publisher=described.publisher, url=described.url, date=described.date,
        kind=described.kind, retrieved=captured[:10], note=described.note, capture=capture,
    )  # fmt: skip


def _anchors(text: Text) -> str:
    """One row for each page: its number, how many characters it has, and the words it begins with."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(["page", "characters", "begins"])
    for page in text.pages:
        if page.number is not None:
            write([page.number, len(page.text), " ".join(page.text.split()[:_WORDS])])
    return out.getvalue()


def _made(target: Path) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NolleError(f"{target.parent} cannot be made: {error.strerror or error}") from None
    return target


def _kept(target: Path, raw: bytes) -> Path:
    """Write a captured file, which nobody is meant to write to again."""
    write_whole(_made(target), raw)
    target.chmod(0o444)
    return target


def _texts(values: Any) -> Any:
    """The same values with numbers as texts, as a document holds them."""
    if isinstance(values, dict):
        return {key: _texts(value) for key, value in values.items()}
    return str(values)
