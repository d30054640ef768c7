"""Keeping to oneself what linking handles: where its files may lie, how they are written, what is never said.

Splink logs what it does and puts whole statements into its errors, DuckDB puts values into its own. Neither is
passed on.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nolle.errors import EngineError, NolleError, RecordsError

ONLY_MINE = 0o600


def refuse_inside(path: Path, what: str, may_be: bool = True) -> None:
    """Raise if a file with identifiers, pseudonyms or a key lies, or would lie, where it is shared or published.

    `may_be` tells whether a user may force it.
    """
    for folder in path.resolve().parents:
        if (folder / ".git").exists():
            where = "a git repository"
        elif (folder / "policies").is_dir() and (folder / "offices").is_dir():
            where = "a nolle workspace"
        else:
            continue
        raise RecordsError(
            f"{path}: {what} must not lie in {where} ({folder}): what is there is copied, shared and kept.\n"
            f"Name a folder outside of it that only you can read{'; --force does it all the same' if may_be else ''}."
        )


def refuse_to_replace(path: Path, header: str) -> None:
    """Raise if something stands at `path` that does not begin as what nolle writes there."""
    if not path.exists() and not path.is_symlink():
        return
    try:
        with path.open("rb") as file:
            ours = file.read(len(header.encode())) == header.encode()
    except OSError:
        ours = False
    if not ours:
        raise RecordsError(f"{path}: is there already, and nolle did not write it. Name a new file.")


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a text file that only its owner may read, whole or not at all."""
    made = path.absolute().parent / f".{path.name}.partial"
    try:
        made.unlink(missing_ok=True)  # what a killed run left
        opened = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_MINE)
        with os.fdopen(opened, "w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
    except OSError as error:
        raise NolleError(
            f"{path}: cannot be written: {error.strerror or error}. Earlier output is untouched."
        ) from None
    finally:
        made.unlink(missing_ok=True)


@contextmanager
def silence() -> Iterator[None]:
    """Nothing of Splink's is logged or warned about."""
    logger = logging.getLogger("splink")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)  # its modules' loggers have no level of their own
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


@contextmanager
def saying_nothing(step: str) -> Iterator[None]:
    """An error inside becomes one that names the step, and nothing of the file."""
    try:
        with silence():
            yield
    except Exception as error:
        if isinstance(error, NolleError) and not isinstance(error, EngineError):
            raise
        raise _bare(step, error) from None


def _bare(step: str, error: BaseException) -> EngineError:
    """The error without its text, which may hold values of the file."""
    return EngineError(
        f"{step} failed ({type(error).__name__}). Nothing was written, and nothing of the file is shown here.\n"
        "Check free memory and disk space, and try --memory-limit; then tell the makers of nolle the two lines above."
    )
