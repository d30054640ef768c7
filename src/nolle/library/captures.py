"""Captured sources: the folder they lie in, what a file is by its bytes, and whether each is still what was captured.

A captured file is never edited. Hashing takes time, so only `nolle check` asks for it, not every command.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from nolle.cite import Source
from nolle.errors import Fault
from nolle.library.load import Loaded, package_data

FOLDER = "captures"
_CHUNK = 1 << 20
_RESTORE = "A captured file is never edited: put the first one back, and capture a later text under an id of its own."

_BEGIN = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"<!doctype html", "text/html"),
    (b"<html", "text/html"),
)
"""Media types that a file's first bytes tell, in lower case."""


def sha256(file: Path) -> str:
    """The hash of a file's bytes. Raises OSError where it cannot be read."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def digest(raw: bytes) -> str:
    """The hash of bytes at hand."""
    return hashlib.sha256(raw).hexdigest()


def media_type(name: str, raw: bytes) -> str:
    """What a file is: by its first bytes where they tell, else by its name."""
    start = raw[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    told = next((kind for begins, kind in _BEGIN if start.lower().startswith(begins.lower())), "")
    return told or mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"


def faults(loaded: Loaded, workspace: Path | None) -> Iterator[Fault]:
    """Every captured file that is missing, or is not what was captured."""
    sources: dict[str, Source] = loaded.documents.get("source", {})
    for id, source in sources.items():
        if source.capture is None:
            continue
        marked, base = loaded.places["source", id]
        root = package_data() if marked.file.startswith("data/") else workspace
        for key, what, todo in _wrong(source, root) if root is not None else ():
            yield marked.fault((*base, "capture", key), f'source "{id}": {what}', todo)


def _wrong(source: Source, root: Path) -> Iterator[tuple[str, str, str]]:
    capture = source.capture
    assert capture is not None
    parts = PurePosixPath(capture.file).parts
    if not parts or parts[0] != FOLDER or ".." in parts:
        yield "file", "the captured file is not in the folder of captures", f"Write {FOLDER}/NAME."
        return
    file = root / capture.file
    if file.is_symlink() or not file.is_file():
        yield "file", f"{capture.file} is not there", "Put the captured file back."
        return
    try:
        same = file.stat().st_size == capture.size and sha256(file) == capture.sha256
    except OSError as error:
        yield "file", f"{capture.file} cannot be read: {error.strerror or error}", ""
        return
    if not same:
        yield "sha256", f"{capture.file} is not the file that was captured: its hash no longer fits", _RESTORE
