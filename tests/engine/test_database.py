"""Tables of databases: SQLite, and PostgreSQL where a server can be started."""

import sqlite3
import sys
from datetime import date

import pytest

from nolle.engine import address, database
from nolle.engine.duckdb import DuckDB
from nolle.errors import RecordsError
from tests import postgres

pytest.importorskip("sqlalchemy", reason='needs the extra "database"')


@pytest.fixture
def engine():
    with DuckDB() as made:
        yield made


def taken(engine, where, columns=None, set_aside=False):
    present = engine.open(where)
    columns = columns or list(present)
    engine.take(columns, set_aside)
    names = ", ".join(f'"{column}"' for column in columns)
    rows = engine.fetch(f"select {names}, source_row from source order by source_row")
    assert [row[-1] for row in rows] == list(range(1, len(rows) + 1))
    return [row[:-1] for row in rows], engine.fetch("select line, reason from unreadable order by line")


def refused(do, *arguments, says):
    with pytest.raises(RecordsError) as caught:
        do(*arguments)
    for words in says:
        assert words in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("sqlite:///a.db#t", True), ("postgresql+psycopg://host/db#s.t", True), ("mysql://h/d", True), ("s3://b/x.csv", True),
        ("a.csv", False), ("a/b#c.csv", False), ("C:/a.csv", False), ("C:\\a.csv", False), ("//server/a.csv", False), ("", False),
        ("1x://a", False),
    ],
)  # fmt: skip
def test_what_is_an_address(text, known):
    assert address.is_address(text) == known


# ---------------------------------------------------------------- SQLite


@pytest.fixture
def courts(tmp_path):
    """A SQLite file with a table whose cells are of every kind that it lets in."""
    path = tmp_path / "courts.db"
    with sqlite3.connect(path) as made:
        made.execute(
            'create table charges (charge_id text primary key, code, n numeric, filed_on date, "two words" blob)'
        )
        made.executemany(
            "insert into charges values (?, ?, ?, ?, ?)",
            [
                ("b", "PL 230.00", 230.5, "2021-02", b"bytes"),
                ("a", 'said "no",\nthen left', 7, "2021-01-01", None),
                ("c", None, None, "never", "¿"),
            ],
        )
        made.execute("create view felonies as select charge_id from charges where code is not null")
    made.close()
    return path


WHOLE = [
    ("a", 'said "no",\nthen left', "7", "2021-01-01", None),
    ("b", "PL 230.00", "230.5", "2021-02", "bytes"),
    ("c", None, None, "never", "¿"),
]


def test_a_table_is_read_in_the_order_of_its_key(engine, courts):
    whole = f"sqlite:///{courts}#charges"
    assert set(engine.open(whole).values()) == {"VARCHAR"}
    assert taken(engine, whole) == (WHOLE, [])
    assert taken(engine, whole, ["two words", "charge_id"]) == ([(row[4], row[0]) for row in WHOLE], [])
    assert taken(engine, f"sqlite:///{courts}#main.charges")[0] == WHOLE
    assert sorted(taken(engine, f"sqlite:///{courts}#felonies")[0]) == [("a",), ("b",)]


def test_the_same_rows_have_the_same_hash_and_the_address_may_be_shown(engine, courts):
    found = []
    for columns in (["code"], ["code"], ["charge_id"]):
        taken(engine, f"sqlite:///{courts}#charges", columns)
        found.append(engine.digest)
    assert found[0] == found[1] != found[2]
    assert len(found[0]) == 64
    assert address.shown("postgres://clerk:s3cret@host/db#t") == "postgresql+psycopg://host/db#t"


def test_only_the_columns_that_are_asked_for_are_selected(engine, courts, monkeypatch):
    ran: list[str] = []
    plain = sqlite3.connect

    def listening(*arguments, **options):
        made = plain(*arguments, **options)
        made.set_trace_callback(ran.append)
        return made

    monkeypatch.setattr(sqlite3, "connect", listening)
    taken(engine, f"sqlite:///{courts}#charges", ["code"])
    [select] = [sql for sql in ran if sql.startswith("SELECT") and "FROM charges" in sql]
    assert "two words" not in select
    assert not [sql for sql in ran if sql.split()[0].lower() in ("insert", "update", "delete", "create", "drop")]


def test_more_rows_than_one_batch(engine, tmp_path):
    with sqlite3.connect(tmp_path / "many.db") as made:
        made.execute("create table t (a)")
        made.executemany("insert into t values (?)", ((n,) for n in range(25_001)))
    made.close()
    rows, _ = taken(engine, f"sqlite:///{tmp_path}/many.db#t")
    assert rows == [(str(n),) for n in range(25_001)]


def test_the_file_cannot_be_changed_and_is_not_made(engine, courts, tmp_path):
    before = courts.read_bytes()
    with database._opened(f"sqlite:///{courts}#charges") as found, pytest.raises(Exception, match="readonly"):
        found.connection.exec_driver_sql("delete from charges")
    assert courts.read_bytes() == before
    refused(engine.open, f"sqlite:///{tmp_path}/none.db#t", says=["no such file"])
    assert not (tmp_path / "none.db").exists()


def test_text_that_is_not_utf_8_is_refused_by_its_row(engine, courts):
    with sqlite3.connect(courts) as made:
        made.execute("insert into charges values ('d', cast(x'636166e9' as text), 1, null, null)")
    made.close()
    refused(taken, engine, f"sqlite:///{courts}#charges", says=["#charges:4: this row is not UTF-8 text"])
    rows, aside = taken(engine, f"sqlite:///{courts}#charges", set_aside=True)
    assert (len(rows), aside) == (3, [(4, "the row is not UTF-8 text")])
    assert len(taken(engine, f"sqlite:///{courts}#charges", ["charge_id"])[0]) == 4


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("sqlite:///{0}#charge", ['no table "charge"', "It has: charges, felonies"]),
        ("sqlite:///{0}#main.charge", ['no table "main.charge"', "main.charges"]),
        ("sqlite:///{0}", ["the address names no table", "It has: charges"]),
        ("sqlite://#charges", ["names no file"]),
        ("sqlite:///:memory:#charges", ["names no file"]),
        ("sqlite:///{1}#charges", ["is not a file but a folder"]),
        ("sqlite:///{1}/text.db#charges", ["text.db", "file is not a database"]),
        ("https://host/records.csv", ['"https://" is no database', "or name a file"]),
        ("nosuch+driver://host/db#t", ['"nosuch+driver://" is no database']),
        ("mysql+aiomysql://host/db#t", ["the driver for this kind of database is not installed"]),
        ("postgresql+psycopg://clerk:s3cret@host:port/db#t", ["cannot be understood"]),
        ("postgresql://clerk:s3cret@[::1/db#t", ["cannot be understood"]),
    ],
)
def test_an_address_that_leads_nowhere_says_why(engine, courts, where, says):
    (courts.parent / "text.db").write_text("not a database, but text long enough to be looked at" * 20)
    said = refused(engine.open, where.format(courts, courts.parent), says=says)
    assert "s3cret" not in said


def test_columns_that_cannot_be_told_apart(engine, tmp_path):
    with sqlite3.connect(tmp_path / "odd.db") as made:
        made.execute('create table t ("a\x01b" text)')
        made.execute("create table empty (a text)")
    made.close()
    refused(engine.open, f"sqlite:///{tmp_path}/odd.db#t", says=["#t: the name of column 1 is not text"])
    assert taken(engine, f"sqlite:///{tmp_path}/odd.db#empty") == ([], [])


def test_a_message_shows_neither_who_logs_in_nor_with_what(engine):
    where = "postgresql+psycopg://clerk:s3cret@127.0.0.1:1/courts?password=s3cret&connect_timeout=2#charges"
    said = refused(engine.open, where, says=["postgresql+psycopg://127.0.0.1:1/courts", "#charges", "cannot be read"])
    assert "s3cret" not in said
    assert "clerk" not in said
    assert "s3cret" not in repr(database.Table("shown", {}, where))


def test_without_the_extra_it_is_named(engine, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    refused(engine.open, "sqlite:///a.db#t", says=['pip install "nolle[database]"'])


# ---------------------------------------------------------------- PostgreSQL


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server for all tests."""
    why = postgres.missing()
    if why:
        pytest.skip(why)
    return postgres.shared()


TABLE = """
create schema office;
create type step as enum ('filed', 'closed');
create table office.charges (
  n int primary key, code text, filed_on date, seen timestamp, at timestamptz, fine numeric(9, 2), open boolean,
  facts jsonb, tags text[], step step, raw bytea, "Two Words" varchar(20)
);
insert into office.charges values
  (3, 'c', 'infinity', 'infinity', null, null, null, null, null, null, null, null),
  (1, 'PL 230.00', '2021-02-03', '2021-02-03 23:59:59.5', '2021-02-03 00:00:00+00', 230.10, true,
   '{"name": "x", "n": 1.50}', '{a,"b c"}', 'filed', '\\x6869', 'kept'),
  (2, E'two\\nlines, "so"', '0044-03-15 BC', null, null, 0, false, '[1]', '{}', 'closed', null, '');
create table plain as select n, 'x' || n as code from generate_series(1, 25000) as n;
create materialized view kept as select * from plain where n < 3;
create table moments as select timestamptz '2021-02-03 02:00:00+00' as at;
create domain heard as timestamptz;
create domain heard_once as heard;
create domain words as text[];
create table domains as select cast('2021-02-03 00:00:00+00' as heard_once) as at, cast('{a}' as words) as tags;
create table moments_of_a_domain as select cast('2021-02-03 02:00:00+00' as heard_once) as at;
create table "Odd.Name" (a int);
create role addressed_clerk login;
grant select on plain to addressed_clerk;
"""


@pytest.fixture(scope="session")
def filled(server):
    with server.connect() as connection:
        connection.execute("create database addressed")
    with server.connect(dbname="addressed") as connection:
        connection.execute(TABLE)
    return server.address(database="addressed").replace("postgresql:", "postgresql+psycopg:")


@pytest.mark.postgres
def test_postgres_gives_text_and_days(engine, filled):
    present = engine.open(f"{filled}#office.charges")
    assert {column for column, kind in present.items() if kind == "DATE"} == {"filed_on", "seen", "at"}
    rows, aside = taken(engine, f"{filled}#office.charges")
    day = date(2021, 2, 3)
    assert rows == [
        ("1", "PL 230.00", day, day, day, "230.10", "true", '{"n": 1.50, "name": "x"}', '["a","b c"]', "filed", "\\x6869", "kept"),
        ("2", 'two\nlines, "so"', None, None, None, "0.00", "false", "[1]", "[]", "closed", None, None),
        ("3", "c", None, None, None, None, None, None, None, None, None, None),
    ]  # fmt: skip
    assert aside == []


@pytest.mark.postgres
def test_postgres_reads_tables_views_and_odd_names(engine, filled):
    assert len(taken(engine, f"{filled}#plain", ["code"])[0]) == 25_000
    assert len(taken(engine, f"{filled}#public.plain", ["n"])[0]) == 25_000
    assert len(taken(engine, f"{filled}#kept")[0]) == 2
    assert taken(engine, f"{filled}#Odd.Name") == ([], [])
    bare = filled.replace("postgresql+psycopg", "postgresql")
    assert list(engine.open(f"{bare}#plain")) == ["n", "code"]


@pytest.mark.postgres
def test_postgres_cannot_be_changed_through_an_address(filled):
    with database._opened(f"{filled}#plain") as found, pytest.raises(Exception, match="read-only transaction"):
        found.connection.exec_driver_sql("delete from plain")


@pytest.mark.postgres
def test_postgres_reads_a_batch_at_a_time(engine, filled):
    with database._opened(f"{filled}#plain") as found:
        rows = found.rows(["n"])
        next(rows)
        open_ones = found.connection.exec_driver_sql("select statement from pg_cursors").scalars().all()
        assert [sql for sql in open_ones if "FROM plain" in sql]


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("#charges", ['no table "charges"', "Odd.Name, domains, kept, moments, moments_of_a_domain, plain"]),
        ("#office.charge", ['no table "office.charge"', "office.charges"]),
        ("#nowhere.charges", ['no table "nowhere.charges"']),
    ],
)
def test_postgres_says_what_there_is(engine, filled, change, says):
    refused(engine.open, filled + change, says=says)


@pytest.mark.postgres
def test_postgres_moments_are_not_guessed_at(engine, filled):
    for table in ("moments", "moments_of_a_domain"):
        refused(taken, engine, f"{filled}#{table}", says=['"at" holds moments with a time zone'])


@pytest.mark.postgres
def test_a_domain_is_what_it_is_made_of(engine, filled):
    assert engine.open(f"{filled}#domains") == {"at": "DATE", "tags": "VARCHAR"}
    assert taken(engine, f"{filled}#domains") == ([(date(2021, 2, 3), '["a"]')], [])


@pytest.mark.postgres
def test_postgres_refusals_are_told_plainly(engine, filled, server):
    clerk = filled.replace("postgres@", "addressed_clerk:s3cret@")
    said = refused(taken, engine, f"{clerk}#office.charges", says=["#office.charges", "permission denied"])
    assert "s3cret" not in said
    assert len(taken(engine, f"{clerk}#plain")[0]) == 25_000
    gone = f"postgresql+psycopg://addressed_clerk:s3cret@/nobase?host={server.folder}&port={server.port}#t"
    said = refused(engine.open, gone, says=["cannot be read", 'database "nobase" does not exist'])
    assert "s3cret" not in said
