"""The address of a table in a database → where it leads, and what of it may be shown.

An address is an SQLAlchemy URL, `#`, and a table: `sqlite:///records.db#charges`,
`postgresql+psycopg://clerk@host/courts#public.charges`. A message shows neither who logs in nor with what.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from nolle.engine.files import regular
from nolle.errors import RecordsError

if TYPE_CHECKING:  # an extra: it is imported where it is needed
    from sqlalchemy import URL

EXAMPLE = "postgresql+psycopg://user@host/database#table"

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\+[A-Za-z0-9_]+)?://")
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
_EXTRAS = {"psycopg": "postgres"}
_SECRET = re.compile(r"pass|pwd|secret|token|key", re.IGNORECASE)
_SECONDS = 10


def is_address(text: str) -> bool:
    """Whether a text is the address of a database rather than a path."""
    return _ADDRESS.match(text) is not None


def shown(address: str) -> str:
    """What may be shown of an address, in a message or a summary. Raises RecordsError if it is none."""
    return _shown(*parsed(address))


def parsed(address: str) -> tuple[URL, str]:
    """The URL and the table of an address. The message of what goes wrong shows nothing of it."""
    try:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    except ModuleNotFoundError:
        raise RecordsError('a database is read with an extra: pip install "nolle[database]"') from None
    before, _, target = address.rpartition("#") if "#" in address else (address, "", "")
    try:
        url = make_url(before)
        url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
        url.get_dialect()
    except NoSuchModuleError:
        kind = before.partition(":")[0]
        raise RecordsError(f'"{kind}://" is no database that can be read. Write {EXAMPLE}, or name a file.') from None
    except ModuleNotFoundError as error:
        raise RecordsError(f"the database: {driver(error.name or '')}") from None
    except (ArgumentError, ValueError):
        raise RecordsError(f"the address of the database cannot be understood. Write {EXAMPLE}.") from None
    return url, target


def _shown(url: URL, target: str) -> str:
    kept = {name: value for name, value in url.query.items() if not _SECRET.search(name) and name != "user"}
    bare = type(url).create(url.drivername, host=url.host, port=url.port, database=url.database, query=kept)
    return bare.render_as_string() + (f"#{target}" if target else "")


def secrets(url: URL) -> list[str]:
    """What of an address no message may repeat."""
    hidden = [url.password, *(url.query[name] for name in url.query if _SECRET.search(name))]
    return [str(secret) for secret in hidden if secret]


def driver(module: str) -> str:
    """What to do about a driver that is missing."""
    extra = _EXTRAS.get(module)
    how = f'pip install "nolle[{extra}]"' if extra else f"install the Python package that holds {module}"
    return f"the driver for this kind of database is not installed: {how}"


def options(url: URL) -> dict[str, Any]:
    """What opens the database: a file of SQLite for reading only, a server within seconds or not at all."""
    if url.get_backend_name() == "sqlite":
        import sqlite3

        if not url.database or url.database == ":memory:":
            raise RecordsError("the address names no file. Write sqlite:///records.db#table.")
        file = Path(url.database)
        regular(file)
        source = f"file:{quote(str(file.resolve()))}?mode=ro"
        return {"creator": lambda: sqlite3.connect(source, uri=True)}
    if url.get_backend_name() == "postgresql" and "connect_timeout" not in url.query:
        return {"connect_args": {"connect_timeout": _SECONDS}}
    return {}
