"""An office's own numbers → keyed pseudonyms, before anything else sees them.

The pseudonym of a number is its HMAC-SHA-256 under a key that only the office has: with the same key the same number
has the same pseudonym in every run, and without the key nothing joins and nothing can be tried out. A number is
trimmed and put into Unicode's NFC form first, and is otherwise taken as it is written: 0123 is not 123.
"""

from __future__ import annotations

import hmac
import os
import secrets
import stat
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from nolle.compiler.query import Query, Step, name, texts
from nolle.engine.base import Engine
from nolle.errors import RecordsError

KEY_BYTES = 32
DIGITS = 32
"""Length of a pseudonym: hexadecimal digits, four bits each."""

_OF_A_WORKSPACE = ("policies", "offices")
"""Folders that a workspace has."""

_LARGEST_KEY = 4096
_LEAST_KINDS_OF_BYTE = 8
_ONLY_MINE = 0o600
_PAGE = 200_000
_MAKE = "Make one with: nolle records key FILE, in a folder that only you can read, outside of every repository."


# ---------------------------------------------------------------- the key


def make_key(path: Path, outside: Iterable[Path] = ()) -> None:
    """Make a key of random bytes in a new file that only its owner may read.

    Raises RecordsError where there is a file already, or where a key must not lie; `outside` are folders in which it
    must not: the output, the workspace.
    """
    _placed(path, outside)
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, _ONLY_MINE)
    except FileExistsError:
        raise RecordsError(f"{path}: is there already. A key is never written over; name a new file.") from None
    except OSError as error:
        raise RecordsError(f"{path}: the key cannot be written: {error.strerror}.") from None
    with os.fdopen(opened, "wb") as file:
        os.fchmod(opened, _ONLY_MINE)
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(opened)


def read_key(path: Path, outside: Iterable[Path] = ()) -> bytes:
    """The key in a file. Raises RecordsError for one that is missing, too short, or that others could have read."""
    _placed(path, outside)
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise RecordsError(f"{path}: there is no such key. {_MAKE}") from None
    except OSError as error:
        raise RecordsError(
            f"{path}: the key cannot be read: {error.strerror}. It must be a file, not a link."
        ) from None
    try:
        _trusted(path, os.fstat(opened))
        key = os.read(opened, _LARGEST_KEY)
    finally:
        os.close(opened)
    if len(key) < KEY_BYTES or len(set(key)) < _LEAST_KINDS_OF_BYTE:
        raise RecordsError(f"{path}: is no key: it must hold at least {KEY_BYTES} random bytes. {_MAKE}")
    return key


def _trusted(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise RecordsError(f"{path}: is no file. {_MAKE}")
    if found.st_uid != os.geteuid():
        raise RecordsError(f"{path}: the key belongs to another user. {_MAKE}")
    if found.st_mode & 0o177:
        raise RecordsError(
            f"{path}: the key is open to others (mode {stat.S_IMODE(found.st_mode):04o}). If nobody has read it, close "
            f"it with: chmod 600 {path}"
        )


def _placed(path: Path, outside: Iterable[Path]) -> None:
    """Refuse a place from which a key is published, copied or shared with what it protects."""
    where = path.absolute().parent.resolve()
    for folder in (where, *where.parents):
        if (folder / ".git").exists():
            raise RecordsError(f"{path}: the key must not lie in a git repository ({folder}). {_MAKE}")
        if all((folder / part).is_dir() for part in _OF_A_WORKSPACE):
            raise RecordsError(f"{path}: the key must not lie in a workspace ({folder}), beside its records. {_MAKE}")
    for folder in outside:
        if where.is_relative_to(folder.absolute().resolve()):
            raise RecordsError(f"{path}: the key must not lie in {folder}, beside what it protects. {_MAKE}")


# ---------------------------------------------------------------- pseudonyms


def pseudonym(value: str, key: bytes) -> str:
    """The pseudonym of a number under a key."""
    plain = unicodedata.normalize("NFC", value.strip())
    return hmac.digest(key, plain.encode("utf-8", errors="surrogatepass"), "sha256").hex()[:DIGITS]


def pseudonymise(engine: Engine, columns: Sequence[str], key: bytes | None, nulls: Sequence[str] = ()) -> None:
    """Put pseudonyms in the place of these columns of `source`; what means nothing (`nulls`) becomes null.

    Raises RecordsError without a key. Of each column only the different values pass through Python.
    """
    if not columns:
        return
    if key is None:
        raise RecordsError(
            "the mapping says to hash a column, which takes a key, and no key is named. Name its file with --key; "
            "the same key gives the same pseudonyms in every run."
        )
    for column in columns:
        _replace(engine, column, key, nulls)


def _replace(engine: Engine, column: str, key: bytes, nulls: Sequence[str]) -> None:
    cell = f"cast({name(column)} as varchar)"
    empty = ", ".join(filter(None, ("''", texts(nulls))))
    different = (
        f"select {cell} as v from source\nwhere {name(column)} is not null and trim({cell}) not in ({empty}) group by 1"
    )
    _step(engine, "hash_values", f"select v, row_number() over () as n from ({different}) as f")
    _step(engine, "pseudonyms", "select cast(null as varchar) as v, cast(null as varchar) as p where false")
    first = 1
    while rows := engine.fetch(f"select v from hash_values where n between {first} and {first + _PAGE - 1}"):
        pairs = [(value, pseudonym(value, key)) for (value,) in rows]
        engine.load("pseudonyms_page", {"v": "varchar", "p": "varchar"}, pairs)
        _step(engine, "pseudonyms", "select v, p from pseudonyms union all select v, p from pseudonyms_page")
        first += _PAGE
    replaced = f"select s.* replace (pseudonyms.p as {name(column)})\nfrom source as s"
    joined = f"left join pseudonyms on pseudonyms.v = cast(s.{name(column)} as varchar)"
    _step(engine, "source", f"{replaced} {joined}\norder by source_row")
    for table in ("hash_values", "pseudonyms", "pseudonyms_page"):
        _step(engine, table, "select null as v where false")


def _step(engine: Engine, table: str, sql: str) -> None:
    engine.run(Query((Step(table, sql, "keyed pseudonyms in the place of an office's own numbers"),)))
