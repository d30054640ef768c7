"""A workspace of one's own: the files of `library/workspace`, written to an empty folder."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from nolle.errors import NolleError

_WRITTEN_AS = {"gitignore": ".gitignore"}
"""A name that must not have its effect while the file lies in the package."""


def init(folder: Path) -> list[Path]:
    """Write the example workspace; the paths written. Raises NolleError if the folder is not empty."""
    _must_be_empty(folder)
    template = Path(str(files("nolle").joinpath("library", "workspace")))
    written = []
    for source in sorted(path for path in template.rglob("*") if path.is_file()):
        inside = source.relative_to(template)
        target = folder / inside.parent / _WRITTEN_AS.get(inside.name, inside.name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
        except OSError as error:
            raise NolleError(f"{target} cannot be written: {error.strerror or error}") from error
        written.append(target)
    return written


def _must_be_empty(folder: Path) -> None:
    try:
        if not folder.exists():
            return
        if not folder.is_dir():
            raise NolleError(f"{folder} is a file.\n  Name a folder that does not exist yet, or an empty one.")
        found = next(iter(sorted(folder.iterdir())), None)
    except OSError as error:
        raise NolleError(f"{folder} cannot be read: {error.strerror or error}") from error
    if found is not None:
        what = f"{folder} is not empty: it holds {found.name}."
        raise NolleError(f"{what}\n  Name a folder that does not exist yet, or an empty one. Nothing was written.")
