"""A session of PostgreSQL that reads and nothing else: one transaction, in which the records stay as they are.

It makes no table, not even a temporary one, so a standby serves it as well. Whatever goes wrong is said in one line,
without who logs in, with what, and without a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from nolle.engine.address import EXAMPLE, options, parsed, secrets
from nolle.engine.address import shown as address_shown
from nolle.errors import EngineError, RecordsError

if TYPE_CHECKING:  # an extra: it is imported where it is needed
    from psycopg import Connection, Cursor
    from sqlalchemy import URL

_LEAST_VERSION = 120000
_CHUNK = 20_000

_SETTINGS = {
    "default_transaction_read_only": "on", "datestyle": "ISO, YMD", "timezone": "UTC", "intervalstyle": "postgres",
    "bytea_output": "hex", "extra_float_digits": "1", "standard_conforming_strings": "on", "jit": "off",
    "enable_nestloop": "off", "enable_mergejoin": "off",
}  # fmt: skip
"""How it answers: in forms that hang on no setting of the server, and large relations joined by hashing."""

_LIMITS = {"statement_timeout": "60min", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "60min"}
"""Where the server sets no limit."""

_MEMORY = "64MB"
_AT_LEAST = """case when pg_size_bytes(current_setting('work_mem')) < pg_size_bytes(%(value)s)
  then %(value)s else current_setting('work_mem') end"""
"""What one step of a statement may take before it goes to disk, if the server allows less."""

_NETWORK = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "application_name": "nolle"}

_KINDS = {
    16: "boolean", 20: "bigint", 21: "integer", 23: "integer", 700: "double", 701: "double", 1082: "date",
    1700: "double",
}  # fmt: skip
"""The types of columns by their number; all others are text."""


class Session:
    """A connection in a read-only transaction. `shown` is what messages call it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.url, self.target = _server(address)
        self.shown = address_shown(address)
        self._connection = self._connected()
        try:
            self.begin()
        except BaseException:
            self.close()
            raise

    def _connected(self) -> Connection[Any]:
        import psycopg

        dialect = self.url.get_dialect()()
        _, told = dialect.create_connect_args(self.url)
        told = {**_NETWORK, **options(self.url).get("connect_args", {}), "client_encoding": "utf8", **told}
        try:
            made = psycopg.connect(**told, prepare_threshold=None)
        except (psycopg.Error, UnicodeError) as error:
            raise RecordsError(f"{self.shown}: {_refused(error, self.url)}") from None
        made.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        made.read_only = True
        return made

    def begin(self) -> None:
        """A new transaction, which sees what is there now."""
        with self.failing():
            self._connection.rollback()
            for setting, value in _SETTINGS.items():
                self._set(setting, "%(value)s", value)
            for limit, value in _LIMITS.items():
                self._set(limit, f"coalesce(nullif(current_setting('{limit}'), '0'), %(value)s)", value)
            self._set("work_mem", _AT_LEAST, _MEMORY)
            version, encoding, kept = self.fetch(
                "select current_setting('server_version_num')::int, current_setting('server_encoding'),"
                " current_setting('transaction_read_only')"
            )[0]
        if version < _LEAST_VERSION or encoding != "UTF8" or kept != "on":
            what = f"PostgreSQL {version // 10000}" if version < _LEAST_VERSION else f"text in {encoding}"
            raise RecordsError(
                f"{self.shown}: the database has {what}; deciding in it takes PostgreSQL 12 or later, and UTF8. "
                "Leave --engine postgres out: the rows that are asked about are read instead."
            )

    def _set(self, setting: str, sql: str, value: str) -> None:
        self._connection.execute(f"select set_config('{setting}', {sql}, true)".encode(), {"value": value})

    def fetch(self, sql: str, given: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a small question of ours about the database."""
        with self.failing():
            return self._connection.execute(sql.encode(), given).fetchall()

    def ask(self, sql: str, given: Mapping[str, Any]) -> Iterator[tuple[dict[str, str], list[tuple[Any, ...]]]]:
        """The rows of a select, in chunks (at least one), each with the columns and their DuckDB types."""
        import psycopg

        with self.failing():
            cursor = self._connection.cursor(binary=True)
            size = 1000 if psycopg.capabilities.has_stream_chunked() else 1
            rows = cursor.stream(sql.encode(), given, binary=True, size=size)
            chunk = list(islice(rows, _CHUNK))
            if not chunk:
                cursor.execute(f"select * from (\n{sql}\n) as nothing limit 0".encode(), given)
            kinds = _kinds(cursor)
            yield kinds, chunk
            while chunk := list(islice(rows, _CHUNK)):
                yield kinds, chunk

    def close(self) -> None:
        """End the transaction, which changed nothing, and the connection."""
        self._connection.close()

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Whatever the server says against a statement, as an EngineError of one line."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            if isinstance(error.__context__, KeyboardInterrupt):  # the server ended the statement before it was told to
                raise error.__context__ from None
            lost = self._connection.closed
            raise EngineError(f"{self.shown}: {_failed(error, lost)}") from None


def _kinds(cursor: Cursor[Any]) -> dict[str, str]:
    """The columns of an answer; two that the server calls alike (`count`) are told apart by their place."""
    found: dict[str, str] = {}
    for place, column in enumerate(cursor.description or ()):
        own = f"{column.name} {place}" if column.name in found else column.name
        found[own] = _KINDS.get(column.type_code, "varchar")
    return found


def _server(address: str) -> tuple[URL, str]:
    """The URL and the table of an address that leads to a PostgreSQL. Raises RecordsError."""
    url, target = parsed(address)
    if url.get_backend_name() != "postgresql":
        raise RecordsError(f"{address_shown(address)}: --engine postgres decides in a PostgreSQL. Write {EXAMPLE}.")
    url = url.set(drivername="postgresql+psycopg")
    try:
        import psycopg  # noqa: F401
        import sqlglot  # noqa: F401
    except ModuleNotFoundError:
        raise RecordsError('deciding in PostgreSQL takes an extra: pip install "nolle[postgres]"') from None
    return url, target


# ---------------------------------------------------------------- what is said of what went wrong

_NO_ENTRY = (
    (r"password authentication failed|no password supplied|SCRAM|authentication failed",
     "the server does not accept the name or the password. Mend the address, or the password file of PostgreSQL"),
    (r"role .* does not exist|is not permitted to log in", "the server does not know who logs in. Mend the address"),
    (r"database .* does not exist", "there is no such database on the server. Mend the address"),
    (r"permission denied for database", "who logs in may not connect to this database. Ask for: grant connect"),
    (r"no pg_hba.conf entry", "the server does not let this machine, or this name, in. Ask whoever keeps it"),
    (r"too many|remaining connection slots", "the server has no connection left. Try again later"),
    (r"starting up|shutting down|not yet accepting|recovery", "the server is starting, or stopping. Try again later"),
    (r"could not translate host name|resolve", "no machine of this name is known. Mend the address"),
    (r"timeout|timed out", "the server does not answer. Is it reachable from here?"),
    (r"refused|No such file|could not connect|server running",
     "no server answers there. Is it running there, on that port?"),
    (r"SSL|certificate", "the server and this machine do not agree on encryption. Set sslmode in the address"),
)  # fmt: skip

_ADVICE = {
    "42501": "Ask whoever keeps the database for `grant select` on the table, and `grant usage` on its schema.",
    "57014": "It took longer than the server allows, or somebody ended it. Ask for a longer statement_timeout.",
    "55P03": "Somebody else holds the table. Try again when they are done.",
    "40001": "On a standby, changes that arrive end long questions. Run it again, or ask for hot_standby_feedback.",
    "53100": "The disk of the server is full. Ask whoever keeps it.",
    "53200": "The server has no memory left. Ask whoever keeps it.",
    "53400": "It takes more temporary disk than the server allows. Ask for a larger temp_file_limit.",
}  # fmt: skip

_LOST = (
    "the connection to the server was lost: {0}. Nothing of this run was written; what was written before is whole. "
    "Run it again."
)


def _refused(error: Exception, url: URL) -> str:
    """Why there is no connection, without who wanted it."""
    said = " ".join(str(error).split())
    for pattern, told in _NO_ENTRY:
        if re.search(pattern, said, re.IGNORECASE):
            return f"the database cannot be read: {told}."
    for secret in [*secrets(url), *filter(None, [url.username])]:
        said = said.replace(secret, "...")
    return f"the database cannot be read: {said.rstrip('.')}."


def _failed(error: Any, lost: bool) -> str:
    """What the server says against a statement, without what it quotes of the records."""
    first = error.diag.message_primary or next(iter(str(error).strip().splitlines()), type(error).__name__)
    said = re.sub(r"\"[^\"]*\"|'[^']*'", "...", first).strip().rstrip(".")
    if lost:
        return _LOST.format(said)
    advice = _ADVICE.get(error.sqlstate or "", "")
    return f"the database refused it: {said}.{' ' if advice else ''}{advice}"
