"""A package → every fault of it: files against their hashes, cells against the schema, links, sources, and whether the
other files can be made again from the CSV files byte for byte.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from nolle.errors import NolleError
from nolle.publish.package import as_json, sha256
from nolle.verbs.packages import forms
from nolle.verbs.packages.cells import Ids, table_faults
from nolle.verbs.packages.description import DESCRIPTION, SCHEMA
from nolle.verbs.packages.schema import Row, Table, table_of

Again = Callable[[Path, Mapping[str, Any], Sequence[Table], Iterator[tuple[Table, list[Row]]]], None]
"""Makes the other files of a package again in a folder, from its description, its tables and their rows."""


_NAME = re.compile(r"[a-z][a-z0-9_]*")
"""What tables and columns are called: such names lead nowhere but into the folder."""

_PAGES = (".md", ".html")
"""Pages for people: their words and looks may change with nolle, and a hash says that they are as they were written."""


@dataclass(frozen=True)
class Checked:
    """What a check found, and how much there was to check."""

    folder: str
    faults: tuple[str, ...]
    files: int
    rows: int
    cells: int

    def json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "folder": self.folder, "faults": list(self.faults), "files": self.files, "rows": self.rows,
            "cells": self.cells,
        }  # fmt: skip


def checked(folder: Path, again: Again) -> Checked:
    """Every fault of a package. Raises NolleError where the folder holds no description that can be read."""
    told = described(folder)
    tables = _tables(told, folder)
    faults = list(_files(folder, told))
    there = [table for table in tables if (folder / f"{table.name}.csv").is_file()]
    ids: Ids = {}
    rows = cells = 0
    for second in (False, True):  # the ids of all tables first, then what names them
        for table in there:
            try:
                found = list(forms.read(folder / f"{table.name}.csv", table))
            except NolleError as error:
                faults += [] if second else [str(error)]
                continue
            if second:
                faults += table_faults(table, found, ids)
                rows, cells = rows + len(found), cells + sum(1 for row in found for cell in row if cell != "")
            else:
                ids[table.name] = {str(row[0]) for row in found}
    if not faults:
        faults += _made_again(folder, told, tables, again)
    return Checked(str(folder), tuple(faults), len(told["resources"]) + 1, rows, cells)


def described(folder: Path) -> dict[str, Any]:
    """What a package says of itself. Raises NolleError where the folder holds none that nolle wrote."""
    file = folder / DESCRIPTION
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        version, about = told["nolle:schema"], told["nolle:about"]
        sound = all({"path", "bytes", "hash"} <= resource.keys() for resource in told["resources"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NolleError(
            f"{folder}: is no package of nolle: it has no {DESCRIPTION} that nolle wrote. Name its folder."
        ) from None
    if not sound or not isinstance(about, dict):
        raise NolleError(f"{file}: is not whole: a file of it is not described. Write the package anew.")
    if version != SCHEMA:
        raise NolleError(f"{file}: has schema {version}, and this nolle reads {SCHEMA}. Use the nolle that wrote it.")
    return dict(told)


def _tables(told: Mapping[str, Any], folder: Path) -> list[Table]:
    try:
        tables = [table_of(resource) for resource in told["resources"] if "schema" in resource]
        if not all(_NAME.fullmatch(name) for table in tables for name in (table.name, *table.names)):
            raise ValueError("a name is not of small letters")
        return tables
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise NolleError(f"{folder / DESCRIPTION}: a schema is not whole ({type(error).__name__}).") from None


def _files(folder: Path, told: Mapping[str, Any]) -> Iterator[str]:
    """Files that are gone, changed, or not described."""
    named = {DESCRIPTION}
    for resource in told["resources"]:
        file = folder / Path(str(resource["path"])).name
        named.add(file.name)
        if not file.is_file():
            yield f"{file.name}: is named in {DESCRIPTION}, and is not there"
        elif file.stat().st_size != resource["bytes"] or f"sha256:{sha256(file)}" != resource["hash"]:
            yield f"{file.name}: is not as it was written: its bytes do not fit the hash in {DESCRIPTION}"
    for extra in sorted(folder.iterdir()):
        if extra.name not in named:
            yield f"{extra.name}: is not named in {DESCRIPTION}"


# -- made again


def _made_again(folder: Path, told: Mapping[str, Any], tables: Sequence[Table], again: Again) -> Iterator[str]:
    """Files that come out otherwise when they are made again from the CSV files."""
    with tempfile.TemporaryDirectory() as scratch:
        new = Path(scratch)
        rows = ((table, list(forms.read(folder / f"{table.name}.csv", table))) for table in tables)
        try:
            again(new, told, tables, rows)
        except (KeyError, ValueError, TypeError, sqlite3.Error, NolleError) as error:
            yield f"{DESCRIPTION}: the files cannot be made again from it ({type(error).__name__})"
            return
        for resource in told["resources"]:
            name = resource["path"]
            if (new / name).suffix not in _PAGES and (new / name).is_file() and not _same(folder / name, new / name):
                yield f"{name}: comes out otherwise when it is made again from the CSV files"
        if as_json(told) != (folder / DESCRIPTION).read_text(encoding="utf-8"):
            yield f"{DESCRIPTION}: is not written as nolle writes it"


def _same(one: Path, other: Path) -> bool:
    """Whether two files say the same: byte for byte, but for what another zlib or SQLite writes otherwise."""
    if one.suffix == ".xlsx":
        return _parts(one) == _parts(other)
    if one.suffix == ".sqlite":
        return one.read_bytes() == other.read_bytes() or _dump(one) == _dump(other)
    return one.read_bytes() == other.read_bytes()


def _parts(file: Path) -> dict[str, bytes]:
    try:
        with ZipFile(file) as whole:
            return {name: whole.read(name) for name in whole.namelist()}
    except BadZipFile:
        return {}


def _dump(file: Path) -> list[str]:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as base:
            return list(base.iterdump())
    except sqlite3.Error:
        return []
