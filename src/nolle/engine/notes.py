"""What a file carries beside its rows: its name, names and comments inside archives, metadata, parts of a workbook.

Nobody asked for it, and nobody may see that it is there: a name in a cell comment, an address in the metadata of a
Parquet file. It is read so that the privacy guard can look at it, and is kept nowhere.
"""

from __future__ import annotations

import base64
import binascii
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from nolle.errors import RecordsError
from nolle.records.privacy import Note
from nolle.records.privacy.fields import load

_STRUCTURAL = frozenset({"name", "field_name", "names"})
"""Keys of metadata records under which names of columns stand, and of nobody else."""

_DAMAGED = (OSError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error)
_LARGEST = 16_000_000
_ARROW = "ARROW:schema"


def carried(path: Path | str) -> tuple[Note, ...]:
    """Everything that a file says beside its rows; nothing of a database, or of a file that is not there or not whole.

    Raises RecordsError where a workbook or its metadata carry more than can be looked at.
    """
    if isinstance(path, str):  # the address of a table
        return ()
    suffix = path.suffix.lower()
    notes = [_named("the file's own name", [path.name])]
    try:
        if suffix == ".gz":
            notes.append(_named("the name and comment inside the gzip file", _gzip(path)))
        elif suffix == ".zip":
            notes.extend(_zip(path))
        elif suffix == ".parquet":
            notes.extend(_parquet(path))
        elif suffix in (".xlsx", ".xlsm"):
            from nolle.engine.notes_excel import workbook

            notes.extend(workbook(path))
    except _DAMAGED:
        pass  # opening the file says what is wrong with it
    return tuple(note for note in notes if note.texts or note.names)


def _named(where: str, names: Iterable[str]) -> Note:
    """Names of files: as they are, and with spaces for the marks that stand in their place."""
    texts = [text for name in names for text in (name, re.sub(r"[\W_]+", " ", Path(name).stem).strip())]
    return Note(where, tuple(dict.fromkeys(filter(None, texts))))


def _zip(path: Path) -> Iterator[Note]:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        yield _named("the names inside the zip file", (member.filename for member in members))
        comments = [archive.comment, *(member.comment for member in members)]
        yield Note("the comments inside the zip file", _texts(comments))


def _texts(found: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for one in found if (text := one.decode("utf-8", errors="replace").strip())))


def _gzip(path: Path) -> list[str]:
    """The name and the comment in the header of a gzip file."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if len(head) < 10 or head[:2] != b"\x1f\x8b":
        return []
    flags, at = head[3], 10
    if flags & 4:
        at += 2 + int.from_bytes(head[at : at + 2], "little")
    parts = head[at:].split(b"\0", 2)
    wanted = bool(flags & 8) + bool(flags & 16)
    return [part.decode("latin-1") for part in parts[:wanted]]


# ---------------------------------------------------------------- Parquet


def _parquet(path: Path) -> Iterator[Note]:
    """The key-value metadata of the file and of its columns, its pandas and Arrow records taken apart."""
    import duckdb

    file = str(path)
    with duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}) as base:
        try:
            pairs = base.execute("select key, value from parquet_kv_metadata(?)", [file]).fetchall()
            columns = base.execute("select distinct name from parquet_schema(?)", [file]).fetchall()
            parts = base.execute(
                "select distinct unnest(map_entries(key_value_metadata)) from parquet_metadata(?)\n"
                "where key_value_metadata is not null",
                [file],
            ).fetchall()
        except duckdb.Error:
            return  # opening the file says what is wrong with it
    pairs += [(part["key"], part["value"]) for (part,) in parts]
    if sum(len(value or b"") for _, value in pairs) > _LARGEST:
        raise RecordsError(f"{path}: carries more metadata than can be looked at. Write the file again without it.")
    known = {column for (column,) in columns}
    for key, value in pairs:
        yield _metadata(_decoded(key), value or b"", known)


def _decoded(raw: bytes | str) -> str:
    return raw if isinstance(raw, str) else raw.decode("utf-8", errors="replace")


def _metadata(key: str, value: bytes | str, columns: set[str]) -> Note:
    """One record of metadata: what it says, and its keys; names of the file's own columns are judged as columns."""
    names: set[str] = set()
    texts: set[str] = set()
    strings = _arrow(_decoded(value)) if key == _ARROW else [key, _decoded(value)]
    for string in strings:
        found = load(string)
        if found is None:
            texts.add(string)
        else:
            _leaves(found, names, texts)
    if key == _ARROW:
        names |= {text for text in texts if len(text) <= 60}
    elif key != "pandas" and load(_decoded(value)) is None:
        names.add(key)
    return Note("the metadata of the Parquet file", tuple(sorted(texts - columns)), tuple(sorted(names - columns)))


def _leaves(found: Any, names: set[str], texts: set[str]) -> None:
    """The texts of a JSON record, and the keys under which something is said."""
    left = [found]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left.extend(one.values())
            said = (key for key, value in one.items() if value not in (None, "", [], {}))
            names.update(key for key in said if key not in _STRUCTURAL)
        elif isinstance(one, list):
            left.extend(one)
        elif one is not None and not isinstance(one, bool):
            texts.add(str(one))


def _arrow(value: str) -> list[str]:
    """The strings of an Arrow schema, which is base64 of a flat buffer: each with its length before it."""
    try:
        buffer = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return [value]
    found = []
    for at in range(0, len(buffer) - 4, 4):
        end = at + 4 + int.from_bytes(buffer[at : at + 4], "little")
        if at + 4 < end < len(buffer) and buffer[end] == 0:
            try:
                text = buffer[at + 4 : end].decode("utf-8")
            except UnicodeDecodeError:
                continue
            if text.isprintable() or load(text) is not None:
                found.append(text)
    return found
