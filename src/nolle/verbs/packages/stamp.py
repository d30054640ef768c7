"""Which documents a package, a release or a site was made from: one hash over all of them, those of a workspace too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from nolle.library.load import FOLDERS, package_data


def documents_hash(workspace: Path | None = None) -> str:
    """A SHA-256 over names and contents of the documents, in the order of their names."""
    whole = hashlib.sha256()
    for root, shown in [(package_data(), "data"), *([(workspace, "workspace")] if workspace else [])]:
        for file in _documents(root):
            whole.update(f"{shown}/{file.relative_to(root).as_posix()}\0{file.stat().st_size}\0".encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()


def _documents(root: Path) -> Iterator[Path]:
    facts = root / "facts.yaml"
    yield from [facts] if facts.is_file() else []
    for folder in sorted(FOLDERS):
        yield from sorted(file for file in (root / folder).rglob("*.yaml") if file.is_file() and not file.is_symlink())
