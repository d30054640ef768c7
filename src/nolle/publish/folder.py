"""A folder of output that is there whole or not at all.

Everything is written beside the target under a temporary name, synced, and exchanged with it in one step.
A run that is stopped at any moment leaves the earlier output as it was; what it left beside is swept up by
the next run.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nolle.errors import NolleError

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


@contextmanager
def whole(target: Path, ours: str = "datapackage.json") -> Iterator[Path]:
    """A new folder to fill; on success it takes the place of `target`.

    Refuses to replace a folder that holds anything but earlier output (recognised by the file `ours`).
    """
    target = target.absolute()
    if target.exists() and not _replaceable(target, ours):
        raise NolleError(f"{target}: is not a folder that nolle wrote. Name a new folder, or an empty one.")
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    made = target.parent / f".{target.name}.partial-{os.getpid()}"
    made.mkdir()
    try:
        yield made
        _sync(made)
        _take_place(made, target)
    except OSError as error:
        raise NolleError(
            f"{target}: cannot be written: {error.strerror or error}. Earlier output is untouched."
        ) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _replaceable(target: Path, ours: str) -> bool:
    return target.is_dir() and (not any(target.iterdir()) or (target / ours).exists())


def _sweep(target: Path) -> None:
    """Remove what a killed run left beside; a run still going keeps its own."""
    for stray in target.parent.glob(f".{target.name}.partial-*"):
        pid = stray.name.rpartition("-")[2]
        if not (pid.isdigit() and _alive(int(pid))):
            shutil.rmtree(stray, ignore_errors=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return pid != os.getpid()


def _sync(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())


def _take_place(made: Path, target: Path) -> None:
    if not target.exists():
        made.rename(target)
    elif not _exchange(made, target):
        old = made.with_name(made.name.replace(".partial-", ".replaced-"))
        target.rename(old)
        made.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can."""
    try:
        swap = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError):
        return False
    return bool(swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
