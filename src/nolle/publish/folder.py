"""A folder of output that is there whole or not at all.

Everything is written beside the target under a temporary name, synced, and exchanged with it in one step.
A run that is stopped at any moment leaves the earlier output as it was; what it left beside is swept up by
the next run. On a disk where two folders cannot be exchanged in one step, a run that is killed between two
renames leaves the earlier output under another name; the next run puts it back.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nolle.errors import NolleError
from nolle.scratch import Scratch, left

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2) on Linux, RENAME_SWAP of renamex_np(2) on a Mac
_HERE = -100  # AT_FDCWD
_UNTOUCHED = "Earlier output is untouched."


@contextmanager
def whole(target: Path, ours: str = "datapackage.json") -> Iterator[Path]:
    """A new folder to fill; on success it takes the place of `target` (of a link: of the folder it leads to).

    Refuses to replace a folder that holds anything but earlier output (recognised by the file `ours`).
    """
    shown, target = target, Path(os.path.realpath(target))
    try:
        _put_back(target)
        if target.exists() and not _replaceable(target, ours):
            raise NolleError(f"{shown}: is not a folder that nolle wrote. Name a new folder, or an empty one.")
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = Scratch(target.parent, f".{target.name}.partial")
    except OSError as error:
        raise _unwritable(shown, error) from error
    try:
        yield scratch.folder
        _sync(scratch.folder)
        _take_place(scratch.folder, target)
    except OSError as error:
        raise _unwritable(shown, error) from error
    except NolleError as error:
        if str(scratch.folder) not in str(error):
            raise
        told = str(error).replace(str(scratch.folder), str(shown))  # the name for the meantime says nothing to anybody
        raise NolleError(f"{told}\n{_UNTOUCHED}") from error
    finally:
        scratch.remove()


def _unwritable(target: Path, error: OSError) -> NolleError:
    why = (error.strerror or str(error)).lower()
    return NolleError(
        f"{target}: cannot be written: {why}. Make room, ask for the right to write there, or name another folder.\n"
        f"{_UNTOUCHED}"
    )


def _replaceable(target: Path, ours: str) -> bool:
    return target.is_dir() and (not any(target.iterdir()) or (target / ours).exists())


def _sync(folder: Path) -> None:
    """Have the disk hold what was written, before a name leads to it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
    with suppress(OSError):  # not every disk has this for folders
        opened_folder = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened_folder)
        finally:
            os.close(opened_folder)


# ---------------------------------------------------------------- the exchange


def _take_place(made: Path, target: Path) -> None:
    if not target.exists():
        made.rename(target)
    elif not _exchange(made, target):
        _replace(made, target)


def _replace(made: Path, target: Path) -> None:
    """Put a folder in the place of another by two renames."""
    before = Scratch(target.parent, _replaced(target))
    try:
        target.rename(before.folder)
        made.rename(target)
    finally:
        if not target.exists():
            before.folder.rename(target)
        before.remove()


def _replaced(target: Path) -> str:
    return f".{target.name}.replaced"


def _put_back(target: Path) -> None:
    """Mend what a run left that was killed between two renames."""
    for before in left(target.parent, _replaced(target)):
        if target.exists():
            shutil.rmtree(before, ignore_errors=True)
        elif before.is_dir():
            before.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can."""
    from_, to = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None)
        if hasattr(system, "renameat2"):
            return bool(system.renameat2(_HERE, from_, _HERE, to, _EXCHANGE) == 0)
        return bool(system.renamex_np(from_, to, _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):  # none of these systems
        return False
