"""A folder of output, or a file, that is there whole or not at all.

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
    place = Path(os.path.realpath(target))
    with _saying(target):
        _put_back(place)
        if place.exists() and not _replaceable(place, ours):
            raise NolleError(f"{target}: is not a folder that nolle wrote. Name a new folder, or an empty one.")
        scratch = _beside(place)
    try:
        with _saying(target, scratch.folder):
            yield scratch.folder
            _sync(scratch.folder)
            _take_place(scratch.folder, place)
    finally:
        scratch.remove()


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A new file to write; on success it takes the place of `target` (of a link: of the file it leads to)."""
    place = Path(os.path.realpath(target))
    with _saying(target):
        scratch = _beside(place)
    made = scratch.folder / place.name
    try:
        with _saying(target, made):
            yield made
            _sync(scratch.folder)
            made.replace(place)
    finally:
        scratch.remove()


def _beside(place: Path) -> Scratch:
    """Where it is written before it takes its place: on the same disk."""
    place.parent.mkdir(parents=True, exist_ok=True)
    return Scratch(place.parent, f".{place.name}.partial")


@contextmanager
def _saying(target: Path, made: Path | None = None) -> Iterator[None]:
    """What goes wrong is said of the target: the name for the meantime says nothing to anybody."""
    try:
        yield
    except OSError as error:
        raise _unwritable(target, error) from error
    except NolleError as error:
        if made is None or str(made) not in str(error):
            raise
        raise NolleError(f"{str(error).replace(str(made), str(target))}\n{_UNTOUCHED}") from error


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
