"""policy confirm: an answered coding sheet → a policy document, or all that is still unanswered in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis.coding.yaml_text import lines
from nolle.errors import DocumentError, Fault, NolleError
from nolle.law.policy import Policy
from nolle.library import sheets
from nolle.library.load import Loaded, validated
from nolle.library.read import read_file
from nolle.verbs.documents import check, open_library
from nolle.verbs.importing import write_whole


@dataclass(frozen=True)
class Confirmed:
    """An answered sheet: the document, the description of its source, and how many proposals were taken or refused."""

    id: str
    document: str
    source_id: str
    source: str
    confirmed: int
    refused: int

    def json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "id": self.id, "document": self.document, "source_id": self.source_id, "source": self.source,
            "confirmed": self.confirmed, "refused": self.refused,
        }  # fmt: skip


def confirm_sheet(file: Path, recorded: str) -> Confirmed:
    """The document of a sheet of which everything is answered; `recorded` is the day.

    Raises DocumentError with all that is still unanswered, or that is wrong in the answers.
    """
    marked = read_file(file, file.name)
    if not marked.faults and not sheets.is_sheet(marked.data):
        what = "is no coding sheet: nothing in it is a proposal"
        raise DocumentError([Fault(file.name, 1, what, "Make one: nolle policy import MEMO.")])
    if marked.faults:
        raise DocumentError(marked.faults)
    answered = sheets.read(marked)
    if answered.faults:
        raise DocumentError(answered.faults)
    document = answered.document
    document.data.setdefault("recorded", recorded)
    loaded = Loaded()
    made = validated(Policy, document, (), loaded)
    if made is None:
        raise DocumentError(loaded.faults)
    source = {**answered.source, "retrieved": recorded} if answered.source else {}
    text = "\n".join(lines({"sources": [source]})) + "\n" if source else ""
    whole = "\n".join(lines(document.data)) + "\n"
    return Confirmed(made.id, whole, str(source.get("id", "")), text, answered.confirmed, answered.refused)


def write_new(out: Path, text: str) -> Path:
    """Write a document to a file that is not there yet. Raises NolleError where it is."""
    if out.exists():
        raise NolleError(f"{out} is there already. Nothing was written: name another file with --out.")
    return write_whole(out, text)


def put_in_place(made: Confirmed, workspace: Path) -> tuple[list[Path], list[Fault]]:
    """Write the document and its source into a workspace; nothing there is overwritten. What `nolle check` then
    says of the document comes back. Raises NolleError where a file of that name is there already.
    """
    document = workspace / "policies" / f"{made.id}.yaml"
    source = workspace / "sources" / f"{made.source_id}.yaml"
    lib = open_library(workspace)
    wanted = [(document, made.document)]
    known = lib.sources.get(made.source_id)
    if made.source and known is None:
        wanted.append((source, made.source))
    elif known is not None and known.title not in made.source:
        what = f'source "{made.source_id}" is in the library already, with another title'
        raise NolleError(f"{what}. Nothing was written. Give the source of the sheet an id of its own.")
    for file, _ in wanted:
        if file.exists():
            raise NolleError(
                f"{file} is there already. Nothing was written: move it away, or change the id in the sheet."
            )
    for file, text in reversed(wanted):
        write_whole(file, text)
    open_library.cache_clear()
    here = {str(file.relative_to(workspace)) for file, _ in wanted}
    return [file for file, _ in wanted], [fault for fault in check(workspace) if fault.file in here]


def check_sheet(file: Path) -> list[Fault]:
    """Why a sheet that is named by itself is no policy yet. Raises NolleError for other files."""
    marked = read_file(file, str(file))
    if marked.faults:
        return marked.faults
    if not sheets.is_sheet(marked.data):
        raise NolleError(f"{file}: is one document. nolle check takes a workspace folder, or a coding sheet.")
    return sheets.refusals(marked)
