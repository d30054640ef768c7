"""Opening records for a verb: the file or table, its mapping, and what a user adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nolle.engine.address import shown
from nolle.engine.base import Engine
from nolle.engine.notes import carried
from nolle.engine.spark_source import in_store, parts
from nolle.intake.charges import Records
from nolle.intake.pseudonyms import read_key
from nolle.law.library import Library, found
from nolle.publish import package
from nolle.records.mapping import Mapping as MappingDocument
from nolle.verbs.documents import known_place


@dataclass(frozen=True)
class Asked:
    """How to decide: everything that decides a result besides policy and records."""

    mapping: str = "generic"
    as_of: date | None = None
    as_if: bool = False
    known_on: date | None = None
    where: Mapping[str, str] | None = None
    assume: tuple[str, ...] = ()
    accept_unverified: bool = False
    set_aside: bool = False
    memory_limit: str = ""
    place: str = ""
    drop: tuple[str, ...] = ()
    key: Path | None = None
    all_rows: bool = False
    engine: str = "duckdb"
    master: str = ""


def mapping_of(lib: Library, id: str) -> MappingDocument:
    """The mapping of that id. Raises UnknownId."""
    mapping = found(lib.mappings, id, "mapping")
    assert isinstance(mapping, MappingDocument)
    return mapping


def opened(
    lib: Library,
    engine: Engine,
    records: Path | str,
    mapping: MappingDocument,
    how: Asked,
    outside: Sequence[Path] = (),
) -> Records:
    """The file, looked at, with what the user adds to its mapping. The key must not lie in a folder `outside`.

    Raises UnknownId for a place nobody knows, RecordsError for a key that is none.
    """
    for place in filter(None, (how.place, (how.where or {}).get("place", ""))):
        known_place(lib, place)
    constants = {"place": how.place} if how.place else {}
    present = engine.open(records)
    notes = tuple(note for part in parts(records) for note in carried(part))
    key = read_key(how.key, outside) if how.key else None
    return Records(mapping, present, constants, how.drop, how.set_aside, tuple(lib.places), notes=notes, key=key)


def records_state(lib: Library, source: Records) -> str:
    """The state whose law a policy without a place is asked over: that of the records, if they have one."""
    mapping, column = source.mapping, source.layout(lib.dictionary).column("place")
    places = [column.constant, *column.values.values()] if column else []
    if mapping.system:
        places.append(found(lib.codes, mapping.system, "code system").place)
    states = {place.partition("/")[0] for place in places if place}
    return states.pop() if len(states) == 1 else ""


def source_told(records: Path | str, digest: str = "") -> dict[str, str]:
    """What names the records in a result: a file and the hash of its bytes, or a table and that of the rows taken."""
    if isinstance(records, str):
        return {"file": records if in_store(records) else shown(records), "sha256": digest}
    return {"file": records.name, "sha256": digest if records.is_dir() else package.sha256(records)}
