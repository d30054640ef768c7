"""One file with what was read and worked out from the documents of a workspace, kept for the next time.

The file stands in the user's own cache folder and is used only where the documents, and this installation of nolle, are
those it was made from; otherwise it is as if it were not there. What it holds is read by a reader that makes nothing
but dates and nolle's own values: a file that another program put there cannot make it do anything else.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.library.stamps import Stamp, Stamps, program, same, stamps
from nolle.library.uncollected import uncollected

_MAGIC = b"nolle compiled library 1\n"
EARLIER = "earlier "
"""Before the names of values that were kept for the documents as they were before."""

_YOUNG = 2_000_000_000
"""Nanoseconds: a document that was changed this shortly before it was compiled may have changed again with the same
time, and is read."""

_PLAIN = {("datetime", "date"), ("builtins", "set"), ("builtins", "frozenset"), ("builtins", "tuple")}


@dataclass(frozen=True)
class Compiled:
    """A compiled file that fits the documents: its parts are read when they are asked for."""

    path: Path
    start: int
    parts: Mapping[str, tuple[int, int]]

    def get(self, name: str) -> Any:
        """One of the values that were kept; None where it is not there, or not what it was."""
        raw = self.raw(name)
        try:
            return load(raw) if raw else None
        except ValueError:
            return None

    def raw(self, name: str) -> bytes:
        """The bytes of one of the values; none where they are not there."""
        at, length = self.parts.get(name, (0, 0))
        try:
            with self.path.open("rb") as file:
                file.seek(self.start + at)
                found = file.read(length)
        except OSError:
            return b""
        return found if len(found) == length else b""


def place(workspace: Path) -> Path | None:
    """Where the file of a workspace stands; None where the user wants none kept (NOLLE_CACHE=off).

    NOLLE_CACHE names another folder than the user's own for such files.
    """
    named = os.environ.get("NOLLE_CACHE", "")
    if named == "off":
        return None
    base = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nolle"
    name = hashlib.sha256(os.path.realpath(workspace).encode()).hexdigest()[:24]
    return base / f"{name}.library"


def opened(workspace: Path) -> tuple[Compiled | None, Stamps]:
    """The file of a workspace, where there is one that fits, and the stamps of the documents as they are now."""
    path = place(workspace)
    header = _header(path) if path else None
    if path is None or header is None:
        return None, stamps(workspace)
    before = {name: Stamp(*stamp) for name, stamp in header[1]["stamps"].items()}
    sure = path.stat().st_mtime_ns - _YOUNG
    found = stamps(workspace, {name: stamp for name, stamp in before.items() if stamp.changed < sure})
    return _of(path, header) if same(found, before) else None, found


def earlier(workspace: Path, names: Sequence[str]) -> dict[str, bytes]:
    """What this installation kept under some names for the documents as they were, to be kept on as EARLIER than them.

    Empty unless all of them are there.
    """
    path = place(workspace)
    header = _header(path) if path else None
    there = _of(path, header) if path and header else None
    if there is None:
        return {}
    latest = {f"{EARLIER}{name}": there.raw(name) for name in names}
    found = latest if all(latest.values()) else {name: there.raw(name) for name in latest}
    return found if all(found.values()) else {}


def _of(path: Path, header: tuple[int, dict[str, Any]]) -> Compiled | None:
    """The file as it stands, whatever the documents are; None where another installation wrote it."""
    start, told = header
    if told["program"] != program():
        return None
    return Compiled(path, start, {name: (at, length) for name, (at, length) in told["parts"].items()})


def write(
    workspace: Path, found: Stamps, values: Mapping[str, object], carried: Mapping[str, bytes] | None = None
) -> Path | None:
    """Keep some values for the documents with these stamps, and what is `carried` on from `earlier` ones.

    None where nothing can be kept there.
    """
    path = place(workspace)
    if path is None:
        return None
    dumped = {**{name: dump(value) for name, value in values.items()}, **(carried or {})}
    parts, at = {}, 0
    for name, raw in dumped.items():
        parts[name], at = (at, len(raw)), at + len(raw)
    header = json.dumps({"program": program(), "stamps": found, "parts": parts}).encode() + b"\n"
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with beside.open("xb") as file:
            file.writelines((_MAGIC, header, *dumped.values()))
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        return None
    return path


def _header(path: Path) -> tuple[int, dict[str, Any]] | None:
    """Where the parts begin, and what the file says of itself; None where it is no such file."""
    try:
        with path.open("rb") as file:
            if file.readline(100) != _MAGIC:
                return None
            told = json.loads(file.readline())
            return file.tell(), told
    except (OSError, ValueError):
        return None


class _Reader(pickle.Unpickler):
    """Makes plain values, dates, and the values of nolle."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module.startswith("nolle.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:  # not what the module has from elsewhere
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a compiled library")


def dump(value: object) -> bytes:
    """A value of nolle as bytes that `load` makes it from again."""
    with uncollected():
        return pickle.dumps(value, 5)


def load(raw: bytes) -> Any:
    """The value again. Raises ValueError where the bytes hold anything but values of nolle."""
    try:
        with uncollected():
            return _Reader(io.BytesIO(raw)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, KeyError, TypeError) as error:
        raise ValueError(f"a compiled library cannot be read: {error}") from None
