"""What the documents of a folder are, file by file: so that what was worked out from them can be used again, or not.

A file whose size and time are as they were is taken to be as it was, as version control does it; any other is read.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from nolle.library.load import DICTIONARY, FOLDERS


class Stamp(NamedTuple):
    """A file as it was looked at: its size, the time of its last change in nanoseconds, and the hash of it."""

    size: int
    changed: int
    sha256: str


Stamps = Mapping[str, Stamp]


def stamps(root: Path, known: Stamps | None = None) -> dict[str, Stamp]:
    """The documents below a folder, by path; `known` is what they were before, as far as that can be trusted."""
    found = {}
    for entry in _documents(root):
        path, stat = Path(entry.path), entry.stat()
        name = path.relative_to(root).as_posix()
        before = (known or {}).get(name)
        if before and (before.size, before.changed) == (stat.st_size, stat.st_mtime_ns):
            found[name] = before
        else:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found[name] = Stamp(stat.st_size, stat.st_mtime_ns, digest)
    return found


def same(one: Stamps, other: Stamps) -> bool:
    """Whether the same files hold the same bytes."""
    return len(one) == len(other) and all(
        name in other and stamp.sha256 == other[name].sha256 for name, stamp in one.items()
    )


def program() -> str:
    """This installation of nolle, its documents with it: what another one worked out is not used."""
    root = Path(__file__).parents[1]
    told = [sys.version]
    for entry in sorted(_files(str(root)), key=lambda entry: entry.path):
        if entry.name.endswith((".py", ".yaml", ".csv")):
            stat = entry.stat()
            told.append(f"{entry.path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _documents(root: Path) -> Iterator[os.DirEntry[str]]:
    """The files that a load reads, and those that it refuses because of their names."""
    for folder in FOLDERS:
        if (root / folder).is_dir():
            yield from (e for e in _files(str(root / folder)) if e.name.endswith((".yaml", ".yml")))
    yield from (entry for entry in os.scandir(root) if entry.name == DICTIONARY and entry.is_file())


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield entry
