"""Which documents a package, a release or a site was made from: one hash over all of them, those of a workspace too."""

from __future__ import annotations

import hashlib
from pathlib import Path

from nolle.library import compiled
from nolle.library.load import package_data
from nolle.library.stamps import stamps


def documents_hash(workspace: Path | None = None) -> str:
    """A SHA-256 over names and hashes of the documents, in the order of their names."""
    found = {f"data/{name}": stamp for name, stamp in stamps(package_data()).items()}
    if workspace is not None:
        found |= {f"workspace/{name}": stamp for name, stamp in compiled.opened(workspace)[1].items()}
    whole = hashlib.sha256()
    for name, stamp in sorted(found.items()):
        whole.update(f"{name}\0{stamp.sha256}\n".encode())
    return whole.hexdigest()
