"""A real PostgreSQL server for tests, from the binaries that are installed: on loopback, in a folder of its own.

It is a child of the shell that watches it, and ends when this process does, however that comes about. As root it runs
as another user, for PostgreSQL refuses root. Whoever comes over the socket is believed; over TCP a password is asked.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from nolle.engine.base import Engine

WATCHED = '"$@" & server=$!; read _; kill -INT "$server"; wait "$server"'
"""A shell that ends the server once its own input is at an end: closed, or whoever held it is gone."""

SETTINGS = {
    "listen_addresses": "127.0.0.1", "fsync": "off", "full_page_writes": "off", "timezone": "America/Chicago",
    "shared_buffers": "64MB", "max_connections": "30", "logging_collector": "off", "max_wal_senders": "4",
}  # fmt: skip
TRUSTED = "local all all trust\nlocal replication all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
_TRIES, _SECONDS = 3, 60
_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A server that runs: the folder of its socket, and its port."""

    folder: Path
    port: int

    def address(self, table: str = "", user: str = "postgres", database: str = "postgres") -> str:
        """The address of a table, over the socket."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}" + (f"#{table}" if table else "")

    def connect(self, **more: Any) -> Any:
        """A connection of the tests' own, as the superuser; what it does stands at once."""
        import psycopg

        told: dict[str, Any] = {"host": str(self.folder), "port": self.port, "user": "postgres", "dbname": "postgres"}
        told["options"] = "-c lock_timeout=10s"
        return psycopg.connect(**told | {"autocommit": True} | more)


def missing() -> str:
    """Why no server can be started here; empty if one can. Where one must be (`.ci/run` says so) that is an error."""
    why = _missing()
    if why and os.environ.get("NOLLE_POSTGRES") == "required":
        raise RuntimeError(f"tests must not be skipped here, and PostgreSQL {why}")
    return why


def _missing() -> str:
    if not all(map(find_spec, ("psycopg", "sqlalchemy", "sqlglot"))):
        return 'needs the extra "postgres"'
    if not (_tool("initdb") and _tool("postgres")):
        return "needs PostgreSQL's programs initdb and postgres"
    return "" if os.geteuid() or _other_user() else "needs a user other than root to run PostgreSQL as"


@lru_cache
def shared() -> Server:
    """One server for all tests of this process, started when it is first asked for."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(started(wal_level="replica"))


@contextmanager
def started(**settings: str) -> Iterator[Server]:
    """A new, empty server, gone with its folder afterwards."""
    made = ("initdb", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync", "-A", "trust")
    with _started(made, settings) as server:
        yield server


@contextmanager
def standby(server: Server) -> Iterator[Server]:
    """A hot standby: a second server that follows the first, and in which nothing can be made."""
    copied = ("pg_basebackup", "-h", str(server.folder), "-p", str(server.port), "-U", "postgres", "-R", "-c", "fast")
    with _started(copied, {}) as follower:
        yield follower


@contextmanager
def _started(made: tuple[str, ...], settings: dict[str, str]) -> Iterator[Server]:
    """A server whose data some program of PostgreSQL makes."""
    who = _as_another()
    folder = Path(tempfile.mkdtemp(prefix="nolle-pg-"))
    try:
        if who:
            shutil.chown(folder, who["user"], who["group"])
        words = [_tool(made[0]), *made[1:], "-D", str(folder / "data")]
        subprocess.run(words, check=True, capture_output=True, cwd=folder, timeout=_SECONDS, **who)
        (folder / "data" / "pg_hba.conf").write_text(TRUSTED)
        server, process = _running(folder, SETTINGS | settings, who)
        try:
            yield server
        finally:
            process.communicate(timeout=_SECONDS)  # which closes its input
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tool(name: str) -> str:
    """Where a program of PostgreSQL is: on the path, or in its own folder (the newest); empty if nowhere."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4].split(".")[0]))
    return shutil.which(name) or (str(found[-1]) if found else "")


def _other_user() -> str:
    known = {user.pw_name for user in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), "")


def _as_another() -> dict[str, Any]:
    """As whom to run: as ourselves, unless we are root."""
    if os.geteuid():
        return {}
    user = pwd.getpwnam(_other_user())
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _running(folder: Path, settings: dict[str, str], who: dict[str, Any]) -> tuple[Server, subprocess.Popen[bytes]]:
    """A server on a port that was free a moment ago; another port is tried where somebody was faster."""
    for left in reversed(range(_TRIES)):
        server = Server(folder, _free_port())
        told = settings | {"port": str(server.port), "unix_socket_directories": str(folder)}
        words = [_tool("postgres"), "-D", str(folder / "data"), *(f"--{key}={value}" for key, value in told.items())]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                ["/bin/sh", "-c", WATCHED, "sh", *words],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=folder,
                **who,
            )
        try:
            if _until(partial(_answers, server), process):
                return server, process
        except BaseException:
            process.communicate(timeout=_SECONDS)
            raise
        process.communicate(timeout=_SECONDS)
        if not left:
            break
    raise RuntimeError("PostgreSQL did not start:\n" + (folder / "log").read_text(errors="replace")[-2000:])


def _free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def _until(done: Callable[[], bool], process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        if done():
            return True
        time.sleep(0.05)
    return False


def _answers(server: Server) -> bool:
    import psycopg

    try:
        server.connect(connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


# ---------------------------------------------------------------- records


def load(
    server: Server, file: Path, table: str, database: str = "postgres", kinds: dict[str, str] | None = None
) -> str:
    """The address of a new table of the rows of a CSV file, numbered in their order by a key `nth`.

    All columns are text but those that `kinds` gives another type.
    """
    import csv

    from psycopg import sql

    with file.open(encoding="utf-8", newline="") as opened:
        header = next(csv.reader(opened))
    names = [sql.Identifier(column) for column in header]
    typed = [
        sql.SQL("{} {}").format(n, sql.SQL((kinds or {}).get(c, "text"))) for n, c in zip(names, header, strict=True)
    ]
    place = sql.Identifier(*table.split("."))
    with server.connect(dbname=database) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop table if exists {}").format(place))
        listed = sql.SQL(", ").join([*typed, sql.SQL("nth bigserial primary key")])
        cursor.execute(sql.SQL("create table {} ({})").format(place, listed))
        into = sql.SQL("copy {} ({}) from stdin (format csv, header true)").format(place, sql.SQL(", ").join(names))
        with cursor.copy(into) as copy, file.open("rb") as rows:
            while block := rows.read(1 << 20):
                copy.write(block)
        cursor.execute(sql.SQL("analyze {}").format(place))
    return server.address(table, database=database)


@contextmanager
def over_files() -> Iterator[Engine]:
    """The engine, deciding in a table of the rows of each CSV file that it opens."""
    from nolle.engine.postgres import Postgres

    class OverFiles(Postgres):
        def look(self, records: Path | str) -> dict[str, str]:
            table = f"records_{next(_NUMBERS)}"  # the last one is held until the engine has let go of it
            return super().look(load(shared(), Path(records), table))

    with OverFiles() as engine:
        yield engine
