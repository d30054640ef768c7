"""records prepare: take a file in once, so that every question after that reads only the rows that it is about."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.compiler.layout import Layout
from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError
from nolle.intake import prepared as kept
from nolle.intake.charges import Records, take_in
from nolle.intake.prepared import Prepared
from nolle.law.library import Library
from nolle.publish import package
from nolle.publish.folder import whole
from nolle.records.mapping import Mapping as MappingDocument
from nolle.verbs.documents import open_library
from nolle.verbs.opening import Asked, mapping_of, opened, source_told

PACKAGE, KIND = "datapackage.json", "nolle-records"


@dataclass(frozen=True)
class Ready:
    """Records that were prepared: what became of the rows of the file, and of the whole folder."""

    folder: Path
    rows: Mapping[str, int]
    told: Mapping[str, Any]

    def json(self) -> dict[str, Any]:
        return {"folder": self.folder.name, "rows": dict(self.rows), **self.told}


def prepare(
    records: Path | str, out: Path, how: Asked | None = None, onto: Path | None = None, workspace: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Ready:  # fmt: skip
    """Take a file in and keep it in the folder `out`, after the records kept in the folder `onto`.

    Raises UnknownId, RecordsError, EngineError; earlier output stays whole.
    """
    how = how or Asked()
    lib = open_library(workspace)
    before = told_of(onto, numbers=True) if onto is not None else None
    mapping = mapping_of(lib, str(before["mapping"]) if before and how.mapping == "generic" else how.mapping)
    with DuckDB(how.memory_limit, progress=progress) as engine:
        source = opened(lib, engine, records, mapping, how, [out])
        layout = source.layout(lib.dictionary)
        earlier = _earlier(onto, before, mapping, layout, source) if onto and before else None
        take_in(engine, source, layout, kept.lay_before(engine, earlier, layout) if earlier else None)
        rows = _rows(engine)
        file = source_told(records, engine.digest) | {"rows": rows["in"]}
        with whole(out) as folder:
            for part in earlier.charges if earlier else ():
                shutil.copy2(part, folder)
            made = kept.keep(engine, layout, folder, earlier)
            told = _told(mapping, source, [*(before["files"] if before else []), file])
            told["parts"] = [*(earlier.parts if earlier else ()), made]
            (folder / PACKAGE).write_text(package.datapackage(folder, KIND, told), encoding="utf-8")
    return Ready(out, rows, told)


def _rows(engine: DuckDB) -> dict[str, int]:
    def count(relation: str) -> int:
        return int(engine.fetch(f"select count(*) from {relation}")[0][0])

    aside = count("quarantine") + count("unreadable")
    return {"in": count("source") + count("unreadable"), "charges": count("charges"), "quarantined": aside}


def _told(mapping: MappingDocument, source: Records, files: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "mapping": mapping.id,
        "mapping_sha256": fingerprint(mapping),
        "columns": dict(source.present),
        "constants": dict(source.constants),
        "drop": list(source.drop),
        "files": files,
    }


def fingerprint(mapping: MappingDocument) -> str:
    """What says that a mapping is the one that records were prepared with: numbers of words hang on its columns."""
    return hashlib.sha256(mapping.model_dump_json(exclude={"by"}).encode()).hexdigest()


# ---------------------------------------------------------------- reading a folder


def told_of(folder: Path, numbers: bool = False) -> dict[str, Any]:
    """What a folder of prepared records says of itself. Raises RecordsError if it is none, or not whole.

    Only to come after them takes the `numbers` that cases and persons have: who wants may delete those files.
    """
    try:
        told = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        told = {}
    if not isinstance(told, dict) or told.get("name") != KIND:
        raise RecordsError(
            f"{folder}: is a folder without prepared records.\n"
            "Name a file, or make such a folder with: nolle records prepare FILE -m MAPPING -o FOLDER"
        )
    _whole(folder, told, numbers)
    return told


def _whole(folder: Path, told: Mapping[str, Any], numbers: bool) -> None:
    """The small files must be as they were written; of the large ones, that would cost more than to decide them."""
    for one in told["resources"]:
        file, id = folder / one["path"], one["path"].startswith("numbers_")
        if id and not numbers and not file.exists():
            continue
        size = file.stat().st_size if file.exists() else -1
        small = not id and not one["path"].startswith(f"{kept.CHARGES}-")
        if size != one["bytes"] or (small and f"sha256:{package.sha256(file)}" != one["hash"]):
            raise RecordsError(f"{file}: is not as it was written. Prepare the records again.")


def prepared_records(lib: Library, folder: Path, how: Asked) -> tuple[MappingDocument, Records]:
    """The records kept in a folder, with their mapping. Raises RecordsError, UnknownId."""
    told = told_of(folder)
    if how.mapping not in ("generic", told["mapping"]):
        raise RecordsError(f'{folder}: was prepared with the mapping "{told["mapping"]}", not "{how.mapping}".')
    for option, given in (("--place", how.place), ("--drop", how.drop), ("--key", how.key)):
        if given:
            raise RecordsError(f"{option} is said when records are prepared; {folder} is.")
    mapping = mapping_of(lib, told["mapping"])
    _same_mapping(folder, told, mapping)
    return mapping, Records(
        mapping, told["columns"], told["constants"], tuple(told["drop"]), places=tuple(lib.places),
        prepared=Prepared(folder, tuple(told["parts"]), sum(file["rows"] for file in told["files"])),
    )  # fmt: skip


def _same_mapping(folder: Path, told: Mapping[str, Any], mapping: MappingDocument) -> None:
    if told["mapping_sha256"] != fingerprint(mapping):
        raise RecordsError(
            f'{folder}: was prepared with another version of the mapping "{mapping.id}". Prepare the records again.'
        )


def file_told(folder: Path) -> dict[str, str]:
    """What names prepared records in a result: their files, and the hash of those files' hashes (of one: its own)."""
    files = told_of(folder)["files"]
    hashes = [file["sha256"] for file in files]
    one = hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()
    return {"file": ", ".join(file["file"] for file in files), "sha256": one}


# ---------------------------------------------------------------- records that come after others


def _earlier(
    onto: Path, before: Mapping[str, Any], mapping: MappingDocument, layout: Layout, source: Records
) -> Prepared:
    """The records to come after. Raises RecordsError where they cannot be told apart from the new ones."""
    if before["mapping"] != mapping.id:
        raise RecordsError(f'{onto}: holds records of the mapping "{before["mapping"]}", not of "{mapping.id}".')
    if mapping.same_count is not None or layout.column("supersedes") or layout.column("charges_in_case"):
        raise RecordsError(
            f'the mapping "{mapping.id}" lets later rows change what earlier ones say (a later disposition, a '
            "superseding instrument, a number of charges). Prepare all its files as one."
        )
    if before["columns"] != dict(source.present) or before["constants"] != dict(source.constants):
        raise RecordsError(f"{onto}: holds records of other columns or another --place. Prepare all files as one.")
    return Prepared(onto, tuple(before["parts"]), sum(file["rows"] for file in before["files"]))
