"""A folder that is there only while a run needs it, and is swept up after a run that was killed.

Beside it lies a file that the run keeps locked. A system lets go of the locks of a process however it ends, so a
folder whose lock is free is nobody's any more, also where another process has the same number by now. What is not
surely ours to remove stays: what others own, what is a link, what was not made here, what is locked.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nolle.errors import EngineError

_LOCK = ".lock"
_LONG_AGO = 7 * 24 * 3600
"""Seconds. Some disks that machines share keep the locks of each machine apart: what another machine left there
is swept only when it is as old as no run gets."""

_held: set[Path] = set()
"""Locks of this process: on some shared disks a process would get a lock a second time, or lose it by asking."""


class Scratch:
    """A new folder `name-...` in `parent`, and its lock. Earlier ones of that name that nobody holds are swept up.

    Raises OSError if the folder cannot be made.
    """

    def __init__(self, parent: Path, name: str, mode: int = 0o777) -> None:
        self._lock, self._file = _new_lock(parent, name)
        self.folder = _folder_of(self._lock)
        try:
            _sweep(parent, name, os.fstat(self._file).st_mtime)
            self.folder.mkdir(mode)
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove what has the folder's name; what cannot be removed is left to the next sweep."""
        if self._lock not in _held:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        _let_go(self.folder)
        os.close(self._file)
        _held.discard(self._lock)


def temporary(name: str) -> Scratch:
    """A folder that only its owner may read, where temporary files go. Raises EngineError.

    Where TMPDIR leads, it is made there or not at all: elsewhere might be a disk that is not meant for records.
    """
    parent = Path(os.environ.get("TMPDIR") or tempfile.gettempdir()).absolute()
    try:
        return Scratch(parent, name, 0o700)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise EngineError(
            f"{parent}: no folder for temporary files can be made there: {why}. "
            "Let TMPDIR lead to a folder that can be written to."
        ) from error


def _new_lock(parent: Path, name: str) -> tuple[Path, int]:
    """A lock of a new name, held by this process; where a disk knows no locks, its folder will never be swept."""
    while True:
        lock = parent / f"{name}-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}{_LOCK}"
        file = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            kept = _locked(file) and os.path.samestat(os.fstat(file), lock.stat())
        except FileNotFoundError:  # a sweep came between
            kept = False
        except OSError:
            lock.unlink(missing_ok=True)
            kept = True
        if kept:
            _held.add(lock)
            return lock, file
        os.close(file)


def left(parent: Path, name: str, now: float = 0.0) -> Iterator[Path]:
    """The folders that runs left which are no more; while one is looked at, its lock is ours.

    Those of other machines are among them if at `now`, by the clock of the disk, they are old.
    """
    pattern = re.compile(re.escape(name) + r"-([0-9a-f]{8})-\d+-[0-9a-f]{8}" + re.escape(_LOCK))
    try:
        names = os.listdir(parent)
    except OSError:  # a folder to write to, and not to look at
        return
    for found in names:
        made, lock = pattern.fullmatch(found), parent / found
        if made is not None and lock not in _held:
            with _taken(lock) as written:
                if written is not None and (made[1] == _machine() or now - written > _LONG_AGO):
                    yield _folder_of(lock)
                    _let_go(_folder_of(lock))


def _sweep(parent: Path, name: str, now: float) -> None:
    for folder in left(parent, name, now):
        if _is_ours(folder, stat.S_ISDIR):
            shutil.rmtree(folder, ignore_errors=True)


def _let_go(folder: Path) -> None:
    """Remove a lock that we hold, unless what it was for is still there."""
    if not os.path.lexists(folder):
        folder.with_name(folder.name + _LOCK).unlink(missing_ok=True)


def _folder_of(lock: Path) -> Path:
    return lock.with_name(lock.name.removesuffix(_LOCK))


@contextmanager
def _taken(lock: Path) -> Iterator[float | None]:
    """When a lock was made, while we hold it; None if another holds it, or it is no lock of ours."""
    file = -1
    try:
        if _is_ours(lock, stat.S_ISREG):
            file = os.open(lock, os.O_RDWR | os.O_NOFOLLOW)
        free = file >= 0 and _locked(file)
    except OSError:
        free = False
    try:
        yield os.fstat(file).st_mtime if free else None
    finally:
        if file >= 0:
            os.close(file)


def _is_ours(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether it is of this kind itself, not a link to one, and belongs to who runs this process."""
    try:
        found = path.lstat()
    except OSError:
        return False
    return kind(found.st_mode) and found.st_uid == os.geteuid()


def _machine() -> str:
    """This machine, in a few letters that do not tell its name."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


if sys.platform == "win32":

    def _locked(file: int) -> bool:
        raise OSError(f"no lock of this kind for {file}: nothing is swept up")

else:
    import fcntl

    def _locked(file: int) -> bool:
        """Take a lock; False if another holds it. Raises OSError where there are none."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
