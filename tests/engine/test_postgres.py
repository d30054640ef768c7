"""Deciding inside PostgreSQL: the same decisions, nobody's rows brought out, and plain words for all that goes wrong."""

from __future__ import annotations

import csv
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nolle.compiler.query import Query, Step, name
from nolle.decisions import decide, decisions_sql, write_decisions
from nolle.engine.duckdb import DuckDB
from nolle.engine.postgres import Postgres
from nolle.engine.postgres_sql import Relations
from nolle.errors import EngineError, NolleError, RecordsError
from nolle.intake.charges import Records
from nolle.law.question import Asking, Question
from nolle.records.citation_forms import Common, grammar
from nolle.records.mapping import Mapping
from nolle.records.matching.matcher import Matcher, Sources
from tests import postgres
from tests.engine import agreement

pytestmark = pytest.mark.postgres
pytest.importorskip("sqlglot", reason='needs the extra "postgres"')

AS_OF = date(2024, 1, 1)


@pytest.fixture(scope="module")
def server() -> postgres.Server:
    if postgres.missing():
        pytest.skip(postgres.missing())
    return postgres.shared()


# ---------------------------------------------------------------- a policy and its records

LAW = agreement.Batch(1).law
COLUMNS = (
    "charge_id", "case_id", "person_id", "count_number", "instrument_id", "supersedes", "offense", "level", "stage",
    "offense_on", "filed_on", "disposed_on", "more_charges", "charges_in_case",
)  # fmt: skip
MAPPING: dict[str, Any] = {
    "id": "made-up", "title": "made up", "columns": {column: column for column in COLUMNS},
    "case": {"others": "complete"}, "history": {"complete": "true"},
}  # fmt: skip
SAME_COUNT = {"columns": ["case_id", "count_number"], "note": "made up"}
POLICY: dict[str, Any] = {
    "id": "zz/office/2020", "title": "made up", "office": "zz/office", "kind": "written_memo", "text_read": "full",
    "events": [{"type": "in_effect", "on": "2020-02-01"}],
    "confidence": "verified",
    "rules": [
        {
            "id": "first", "covers": {"offense": LAW.ids[0]}, "then": "decline",
            "unless": [
                {"id": "felony", "when": {"case": {"any": {"level": "felony"}}}, "then": "not_covered"},
                {"id": "often", "when": {"history": {"of": {"offense": LAW.ids[0]}, "within": "P12M", "at_least": "2"}},
                 "then": "supervisory_approval"},
            ],
        },
        {
            "id": "second", "covers": {"offense": LAW.ids[1]}, "when": {"stage": ["filed", "pending"]}, "then": "divert",
            "unless": [{"id": "before", "when": {"history": {"of": {"level": ["misdemeanor", "felony"]}, "count": "cases", "at_least": "1"}},
                        "then": "will_prosecute"}],
        },
    ],
}  # fmt: skip


def rows(number: int) -> list[dict[str, str]]:
    """Charges with repeat persons, cases of several, counts told twice, superseded instruments, unknown dates."""
    made = []
    for n in range(number):
        case, person = n // 3, (n * 7) % (number // 5 + 1)
        made.append({
            "charge_id": f"charge-{n if n % 41 else 1}", "case_id": "" if n % 17 == 0 else f"CASEMARK-{case}",
            "person_id": "" if n % 13 == 0 else f" PERSONMARK-{person}{' ' if n % 5 else chr(0xA0)}",
            "count_number": f"COUNTMARK{n % 2}", "instrument_id": f"INSTRUMENTMARK-{n % 4}",
            "supersedes": f"INSTRUMENTMARK-{(n + 1) % 4}" if n % 9 == 0 else "",
            "offense": LAW.ids[n % 4] if n % 11 else "nobody knows it", "level": ("felony", "misdemeanor", "", "odd")[n // 2 % 4],
            "stage": ("filed", "convicted", "", "dismissed", "pending")[n % 5],
            "offense_on": ("", "2020", "2020-03", f"2020-03-0{1 + n % 9}", f"2021-07-1{n % 9}", "never")[n % 6],
            "filed_on": (f"2020-03-1{n % 9}", "", "2021-08", "2022-01-31")[n % 4],
            "disposed_on": ("", "2022-05-01", "2021-02-28")[n % 3],
            "more_charges": "yes" if n % 23 == 0 else "", "charges_in_case": "2.6" if n % 29 == 0 else "3",
        })  # fmt: skip
    return made


def written(file: Path, made: list[dict[str, str]]) -> Path:
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, COLUMNS)
        writer.writeheader()
        writer.writerows(made)
    return file


@dataclass(frozen=True)
class Case:
    """Records as a file, how they are read, and one policy over them."""

    file: Path
    mapping: dict[str, Any] = field(default_factory=lambda: MAPPING)

    def question(self) -> Question:
        from nolle.law.places import Office
        from nolle.law.policy import Policy

        office = Office.model_validate({"id": "zz/office", "name": "made up", "place": "zz"})
        asking = Asking("zz/office/2020", (Policy.model_validate(POLICY),), {office.id: office}, True)
        return Question(LAW.catalogue, LAW.dictionary, [asking], True)

    def decided(self, engine: Any, records: Path | str) -> tuple[Any, list[tuple[Any, ...]]]:
        """What became of the records, and the decisions table."""
        present = engine.open(records)
        asked = Records(Mapping.model_validate(self.mapping), present)
        matcher = Matcher(
            LAW.catalogue, (), Sources(grammar((), Common(places={}, words=())), systems=(LAW.code_system,))
        )
        question = self.question()
        found, _, _ = decide(engine, question, matcher, asked, AS_OF)
        return found, engine.fetch(decisions_sql())


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(written(tmp_path_factory.mktemp("records") / "records.csv", rows(400)))


@pytest.fixture(scope="module")
def table(server: postgres.Server, case: Case) -> str:
    return postgres.load(server, case.file, "charges")


def counts(found: Any) -> Any:
    return (
        found.source,
        found.flagged,
        found.undated,
        found.unrecognised,
        [(f.number, f.n, f.conduct, f.answer) for f in found.found],
    )


# ---------------------------------------------------------------- the same decisions


@pytest.mark.parametrize("same_count", [False, True])
def test_it_decides_as_duckdb_does(server, case, table, same_count):
    case = Case(case.file, MAPPING | {"same_count": SAME_COUNT} if same_count else MAPPING)
    with DuckDB() as here, Postgres() as there:
        wanted, decisions = case.decided(here, case.file)
        found, got = case.decided(there, table)
    assert len({row[2] for row in decisions}) >= 4
    assert {reason for reason, _ in wanted.source.quarantined} >= {
        "its instrument was superseded by another",
        "a charge with this id came before",
    }
    assert got == decisions
    assert counts(found) == counts(wanted)


@pytest.mark.parametrize("seed", range(2))
def test_random_policies_over_random_tables(server, tmp_path, seed):
    batch = agreement.Batch(seed)
    file = batch.table.write(tmp_path / "records.csv")
    address = postgres.load(server, file, "random")
    with DuckDB(threads=1) as here, Postgres() as there:
        present, seen = here.open(file), there.open(address)
        for number in range(2):
            pair = batch.pair(number)
            wanted, got = agreement.decided(here, batch, pair, present), agreement.decided(there, batch, pair, seen)
            assert got.rows == wanted.rows
            assert got.wrong == wanted.wrong


def test_a_view_and_a_table_of_a_schema_are_read_and_other_collations_change_nothing(server, case):
    with DuckDB() as here:
        _, wanted = case.decided(here, case.file)
    with server.connect() as connection:
        connection.execute("create schema if not exists office")
    postgres.load(server, case.file, "office.charges")
    with server.connect() as connection:
        connection.execute('create or replace view office."All charges" as select * from office.charges')
    odd = postgres.load(server, case.file, "sorted", kinds=dict.fromkeys(COLUMNS, 'text collate "en-US-x-icu"'))
    ordered = Case(written(case.file.parent / "ordered.csv", sorted(rows(400), key=lambda row: _binary(row, COLUMNS))))
    with DuckDB() as here:
        _, in_order = ordered.decided(here, ordered.file)
    with Postgres() as there:
        assert case.decided(there, server.address("office.charges"))[1] == wanted
        assert case.decided(there, odd)[1] == wanted
        assert case.decided(there, server.address("office.All charges"))[1] == in_order  # a view has no key


def _binary(row: dict[str, str], columns: tuple[str, ...]) -> list[tuple[bool, bytes]]:
    """The order of rows without a key: by all columns that are read, byte by byte, what is not written last."""
    return [(not row[column], row[column].encode()) for column in columns]


def test_the_run_is_the_same_to_the_byte_on_a_standby(server, case, table, tmp_path):
    with DuckDB() as here:
        case.decided(here, case.file)
        write_decisions(here, tmp_path / "duckdb.parquet", silent=True)
    with postgres.standby(server) as follower, Postgres() as there:
        _caught_up(server, follower)
        case.decided(there, follower.address("charges"))
        write_decisions(there, tmp_path / "postgres.parquet", silent=True)
        digest = there.digest
    with Postgres() as there:
        case.decided(there, table)
        assert there.digest == digest != ""
    assert (tmp_path / "postgres.parquet").read_bytes() == (tmp_path / "duckdb.parquet").read_bytes()


def _caught_up(server: postgres.Server, follower: postgres.Server) -> None:
    with server.connect() as first, follower.connect() as second:
        (there,) = first.execute("select pg_current_wal_lsn()").fetchone()
        _until(lambda: second.execute("select pg_last_wal_replay_lsn() >= %s", [there]).fetchone()[0])


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not done():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def test_every_kind_of_column_is_taken_in_as_duckdb_takes_it(server):
    with server.connect() as connection:
        connection.execute(
            "drop table if exists kinds, domains; drop domain if exists moment; drop type if exists step"
        )
        connection.execute(KINDS)
    address = server.address("kinds")
    with DuckDB() as here, Postgres() as there:
        assert there.open(address) == here.open(address)
        columns = [column for column in here.open(address) if column != "n"]
        listed = ", ".join(f"nullif(cast({name(column)} as varchar), '') as {name(column)}" for column in columns)
        for engine in (here, there):
            engine.take(columns)
        sql = f"select {listed} from source order by source_row"
        assert there.fetch(sql) == here.fetch(sql)
        with server.connect() as connection:
            connection.execute("update kinds set at = '2021-02-03 02:00:00+00' where n = 2")
        there.open(address)
        with pytest.raises(RecordsError, match='"at" holds moments with a time zone'):
            there.take(["at"])
        assert there.open(server.address("domains")) == {"at": "DATE"}
        with pytest.raises(RecordsError, match='"at" holds moments with a time zone'):
            there.take(["at"])


KINDS = """
create type step as enum ('filed', 'closed');
create domain moment as timestamptz;
create table domains (at moment);
insert into domains values ('2021-02-03 02:00:00+00');
create table kinds (
  n int primary key, code text, filed_on date, seen timestamp, at timestamptz, fine numeric(9, 2), part float8, open boolean,
  facts jsonb, raw_facts json, tags text[], days date[], step step, raw bytea, "Two ""odd"" % Words" varchar(20), padded char(5)
);
insert into kinds values
  (3, 'c', 'infinity', 'infinity', null, null, null, null, null, null, null, null, null, null, null, null),
  (1, 'PL 230.00', '2021-02-03', '2021-02-03 23:59:59.5', '2021-02-03 00:00:00+00', 230.10, 0.1, true,
   '{"name": "x", "n": 1.50}', '{"a" :1}', '{a,"b c"}', '{2020-01-01}', 'filed', '\\x6869', 'kept', 'ab'),
  (2, E'two\\nlines, "so"', '0044-03-15 BC', '12000-01-01', null, 0, 'nan', false, '[1]', '[1 ,2]', '{}', null, 'closed', null, '', '');
"""


HEAD = ("charge_id", "case_id", "person_id", "code", "level", "place", "filed_on", "stage")


def ordinary(number: int) -> Iterator[list[str]]:
    """Charges as an office would have them, for a policy that ships with nolle."""
    yield list(HEAD)
    for n in range(number):
        code = ("PL 230.00", "PL 230.04", "PL 155.25", "PL 240.20", "PL 265.03", "nobody knows it")[n * 5 % 6]
        level = ("misdemeanor", "felony", "", "violation")[n * 7 % 4]
        yield [
            f"c{n}",
            f"k{n // 2}",
            f"p{n % 50}",
            code,
            level,
            "us-ny/manhattan",
            f"202{n % 4}-0{1 + n % 9}-11",
            ("pending", "", "dismissed")[n % 3],
        ]


@pytest.mark.parametrize("all_rows", [False, True])
def test_the_whole_run_is_the_same(server, tmp_path, all_rows):
    from nolle.verbs.deciding import decide
    from nolle.verbs.opening import Asked

    policy, here, there, again = "us-ny/manhattan/2022-01-03", *(tmp_path / name for name in ("here", "there", "again"))
    with (tmp_path / "charges.csv").open("w", newline="") as opened:
        csv.writer(opened).writerows(ordinary(600))
    address = postgres.load(server, tmp_path / "charges.csv", "ordinary")
    decide(policy, tmp_path / "charges.csv", Asked(as_of=AS_OF, all_rows=all_rows), here)
    asked = Asked(as_of=AS_OF, all_rows=all_rows, engine="postgres")
    run = decide(policy, address, asked, there, charge="c0")
    for file in ("decisions.parquet", "patterns.parquet", "quarantine.parquet", "query.sql"):
        assert (here / file).read_bytes() == (there / file).read_bytes()
    assert run.example is not None
    assert len(run.summary["records"]["sha256"]) == 64
    assert decide(policy, address, asked, again).summary == run.summary
    assert (again / "datapackage.json").read_bytes() == (there / "datapackage.json").read_bytes()


# ---------------------------------------------------------------- what leaves


class Wire:
    """Stands between a client and the server, and keeps all that the server says."""

    def __init__(self, port: int) -> None:
        self.heard = bytearray()
        self._there = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._there))
            threading.Thread(target=self._carry, args=(client, server, None), daemon=True).start()
            threading.Thread(target=self._carry, args=(server, client, self.heard), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, kept: bytearray | None) -> None:
        with source, target, suppress(OSError):  # whichever way ends first closes both
            while block := source.recv(1 << 16):
                if kept is not None:
                    kept += block
                target.sendall(block)

    def close(self) -> None:
        self._door.close()


@pytest.fixture
def wire(server: postgres.Server) -> Iterator[Wire]:
    with server.connect() as connection:
        connection.execute(
            "do $$ begin create role watched login superuser password 'w'; exception when others then null; end $$"
        )
    made = Wire(server.port)
    yield made
    made.close()


@pytest.mark.parametrize("same_count", [False, True])
def test_no_byte_of_what_joins_rows_comes_over_the_wire(server, case, table, wire, same_count):
    case = Case(case.file, MAPPING | {"same_count": SAME_COUNT} if same_count else MAPPING)
    with Postgres() as there:
        address = f"postgresql://watched:w@127.0.0.1:{wire.port}/postgres?sslmode=disable#charges"
        present = there.open(address)
        question = case.question()
        asked = Records(Mapping.model_validate(case.mapping), present)
        matcher = Matcher(
            LAW.catalogue, (), Sources(grammar((), Common(places={}, words=())), systems=(LAW.code_system,))
        )
        decide(there, question, matcher, asked, AS_OF)
        before = len(wire.heard)
        assert b"charge-" not in wire.heard  # no id before something is written
        spoken = there.fetch(decisions_sql(silent=False))
    heard = bytes(wire.heard)
    assert LAW.ids[0].encode() in heard[:before]
    ids = {row[0] for row in spoken}
    silent = {row["charge_id"] for row in rows(400)} - ids
    assert ids
    assert silent
    for said in ids:
        assert said.encode() in heard
    assert not [said for said in silent if f"{said}\0".encode() in heard or f"{said}D".encode() in heard]
    for mark in (b"PERSONMARK", b"CASEMARK", b"COUNTMARK", b"INSTRUMENTMARK"):
        assert mark not in heard


def test_a_question_for_a_person_is_a_fault_of_ours(case, table):
    with Postgres() as there:
        case.decided(there, table)
        for column in ("person_id", "case_id", "count_number"):
            with pytest.raises(EngineError, match=f"{column} must not leave"):
                there.fetch(f"select {column} from read")


def taken_in(address: str, mapping: dict[str, Any], key: bytes | None = None) -> Any:
    """An engine that took a table in, with its layout; whoever calls closes it."""
    from nolle.intake.charges import take_in

    engine = Postgres()
    try:
        records = Records(Mapping.model_validate(mapping), engine.open(address), key=key)
        take_in(engine, records, records.layout(LAW.dictionary))
    except BaseException:
        engine.close()
        raise
    return engine


def small(server: postgres.Server, tmp_path: Path, name: str, **cells: str) -> str:
    made = [row | {column: cell.format(n) for column, cell in cells.items()} for n, row in enumerate(rows(30))]
    return postgres.load(server, written(tmp_path / "small.csv", made), name)


def test_what_stays_is_judged_by_its_name_alone(server, tmp_path):
    told = small(server, tmp_path, "stays", person_id="person{0}@example.org", case_id="{0}@example.org")
    taken_in(told, MAPPING).close()
    named = MAPPING | {"columns": MAPPING["columns"] | {"person_id": "DefendantLastName"}}
    with server.connect() as connection:
        connection.execute('alter table stays rename column person_id to "DefendantLastName"')
    with pytest.raises(RecordsError, match="DefendantLastName"):
        taken_in(told, named)


def test_a_word_that_leaves_is_judged_by_what_it_holds(server, tmp_path):
    told = small(server, tmp_path, "words", stage="write to person{0}@example.org")
    with pytest.raises(RecordsError, match=r"stage.*\n?.*e-mail"):
        taken_in(told, MAPPING)
    both = MAPPING | {"columns": MAPPING["columns"] | {"stage": "person_id"}}
    told = small(server, tmp_path, "both", person_id="person{0}@example.org")
    with pytest.raises(RecordsError, match=r"person_id.*\n?.*e-mail"):
        taken_in(told, both)


def test_ids_of_charges_are_judged_when_they_are_written(server, tmp_path):
    told = small(server, tmp_path, "ids", charge_id="person{0}@example.org")
    with taken_in(told, MAPPING) as engine:
        assert engine.fetch("select count(*) from charges")[0][0] > 0
        with pytest.raises(RecordsError, match=r"charge_id.*\n?.*e-mail"):
            engine.write("select charge_id from charges where word < 5", tmp_path / "out.parquet")
        assert not (tmp_path / "out.parquet").exists()
        assert "example.org" not in refused(engine.fetch, "select charge_id from charges", says=("charge_id",))
    told = small(server, tmp_path, "rows")
    with taken_in(told, MAPPING | {"columns": {c: c for c in COLUMNS if c != "charge_id"}}) as engine:
        assert len(engine.fetch("select charge_id from charges")) > 20


def test_births_are_known_by_their_distance(server, tmp_path):
    told = small(
        server, tmp_path, "births", offense_on="1987-03-0{0}", filed_on="2020-05-1{0}", disposed_on="2021-05-1{0}"
    )
    with server.connect() as connection:
        connection.execute(
            "update births set offense_on = '19' || (60 + nth % 40) || '-03-04', filed_on = '2020-05-04'"
        )
    with pytest.raises(RecordsError, match="offense_on"):
        taken_in(told, MAPPING)


def test_what_stays_needs_no_pseudonym_and_what_leaves_gets_none(server, tmp_path):
    told = small(server, tmp_path, "hashed")
    taken_in(told, MAPPING | {"hash": ["person_id", "case_id"]}).close()
    with pytest.raises(RecordsError, match=r"hash charge_id.*Leave"):
        taken_in(told, MAPPING | {"hash": ["person_id", "charge_id"]}, key=bytes(range(32)))


# ---------------------------------------------------------------- it reads, and nothing else


@pytest.fixture(scope="module")
def clerk(server: postgres.Server, case: Case) -> str:
    """The address of the table for a role that may read it, and can make nothing, not even a temporary table."""
    with server.connect() as connection:
        connection.execute("create database courts")
        connection.execute("create role clerk login password 's3cret'")
        connection.execute("revoke all on database courts from public; grant connect on database courts to clerk")
    address = postgres.load(server, case.file, "charges", database="courts")
    with server.connect(dbname="courts") as connection:
        connection.execute("revoke create on schema public from public; grant select on charges to clerk")
        connection.execute("create table kept (n int)")
    return address.replace("postgres@", "clerk:s3cret@", 1)


def test_a_role_that_may_only_read_suffices(case, clerk, table):
    with Postgres() as there, Postgres() as other:
        assert case.decided(there, clerk)[1] == case.decided(other, table)[1]


def test_nothing_can_be_changed_and_the_records_stay_as_they_were(server, case, clerk):
    with Postgres() as there:
        case.decided(there, clerk)
        session = there._session
        assert session is not None
        told = session.fetch(
            "select current_setting('application_name'), current_setting('transaction_isolation'), current_setting('transaction_read_only')"
        )
        assert told == [("nolle", "repeatable read", "on")]
        before = there.fetch("select count(*) from source")
        with server.connect(dbname="courts") as connection:
            connection.execute("insert into charges (charge_id) values ('new')")
        assert there.fetch("select count(*) from source") == before
        for sql in ("create temp table t (a int)", "delete from charges", "select nextval('charges_nth_seq')"):
            with pytest.raises(EngineError, match=r"read-only|permission denied"):
                session.fetch(sql)
            session.begin()
        there.open(clerk)
        there.take(["charge_id"])
        assert there.fetch("select count(*) from source")[0][0] == before[0][0] + 1
    with server.connect(dbname="courts") as connection:
        connection.execute("delete from charges where charge_id = 'new'")


# ---------------------------------------------------------------- what goes wrong


def refused(do: Callable[..., Any], *given: Any, says: tuple[str, ...], kind: type[NolleError] = RecordsError) -> str:
    with pytest.raises(kind) as caught:
        do(*given)
    said = str(caught.value)
    for words in says:
        assert words in said
    assert "s3cret" not in said
    assert "clerk" not in said
    return said


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql://clerk:wrong@127.0.0.1:{port}/courts#charges", ("does not accept the name or the password",)),
        ("postgresql://clerk:s3cret@127.0.0.1:{port}/court#charges", ("no such database",)),
        (
            "postgresql://postgres@/courts?host={folder}&port={port}#charge",
            ('no table "charge"', "Did you mean charges", "It has: charges, kept"),
        ),
        ("postgresql://postgres@/courts?host={folder}&port={port}#office.charges", ('no table "office.charges"',)),
        ("postgresql://postgres@/courts?host={folder}&port={port}", ("names no table", "charges")),
        (
            "postgresql://clerk:s3cret@127.0.0.1:{port}/courts#kept",
            ("may not read the table", 'grant select on "public"."kept"'),
        ),
        (
            "postgresql://clerk:s3cret@127.0.0.1:1/courts?password=s3cret#charges",
            ("no server answers there", "127.0.0.1:1/courts"),
        ),
        ("postgresql://clerk:s3cret@nowhere.invalid/courts?connect_timeout=3#charges", ("no machine of this name",)),
        ("postgresql://nobody@/courts?host={folder}&port={port}#charges", ("does not know who logs in",)),
        ("sqlite:///records.db#charges", ("decides in a PostgreSQL",)),
    ],
)
def test_an_address_that_leads_nowhere_says_why(server, clerk, address, says):
    with Postgres() as there:
        refused(there.open, address.format(port=server.port, folder=server.folder), says=says)


def test_a_file_is_no_database(tmp_path):
    with Postgres() as there:
        refused(there.open, tmp_path / "records.csv", says=("decides in a database", "postgresql"))


@pytest.mark.parametrize("missing", ["psycopg", "sqlglot", "sqlalchemy"])
def test_without_the_extra_it_is_named(monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    with Postgres() as there:
        refused(there.open, "postgresql://clerk:s3cret@127.0.0.1:1/courts#charges", says=('pip install "nolle[',))


def test_columns_that_may_not_be_read_are_named(server, case, clerk):
    with server.connect(dbname="courts") as connection:
        connection.execute("create table shut as table charges; grant select (charge_id, offense) on shut to clerk")
    with Postgres() as there:
        there.open(clerk.replace("#charges", "#shut"))
        there.take(["charge_id", "offense"])
        assert there.fetch("select count(*) from source")[0][0] > 300
        refused(there.take, ["charge_id", "stage"], says=('("stage")', "may not read these columns"))


@contextmanager
def limited(server: postgres.Server, **limits: str) -> Iterator[None]:
    """The clerk's own limits, for a while."""
    with server.connect() as connection:
        for limit, value in limits.items():
            connection.execute(f"alter role clerk set {limit} = '{value}'")
        yield
        connection.execute("alter role clerk reset all")


def test_a_statement_that_takes_too_long_is_ended(server, case, clerk):
    with server.connect(dbname="courts") as connection:
        connection.execute(
            "create or replace view slow as select *, pg_sleep(0.02)::text as nap from charges; grant select on slow to clerk"
        )
    with limited(server, statement_timeout="150ms"), Postgres() as there:
        there.open(clerk.replace("#charges", "#slow"))
        refused(
            there.take,
            ["charge_id", "nap"],
            says=("canceling statement", "longer than the server allows"),
            kind=EngineError,
        )


def test_a_table_that_somebody_holds_is_not_waited_for_without_end(server, clerk):
    with limited(server, lock_timeout="100ms"), Postgres() as there:
        there.open(clerk)
        with _held(server):
            refused(there.take, ["charge_id"], says=("lock timeout", "holds the table"), kind=EngineError)


@contextmanager
def _held(server: postgres.Server) -> Iterator[Any]:
    with server.connect(dbname="courts", autocommit=False) as holder:
        holder.execute("lock table charges in access exclusive mode")
        yield holder
        holder.rollback()


def _active(server: postgres.Server) -> list[int]:
    with server.connect() as connection:
        sql = "select pid from pg_stat_activity where application_name = 'nolle' and usename = 'clerk' and state = 'active'"
        return [row[0] for row in connection.execute(sql).fetchall()]


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Whoever starts tests in the background may have had them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_ends_the_statement_on_the_server_too(server, clerk):
    with Postgres() as there:
        there.open(clerk)

        def interrupt() -> None:
            _until(lambda: bool(_active(server)))
            os.kill(os.getpid(), signal.SIGINT)

        with _held(server):
            other = threading.Thread(target=interrupt)
            other.start()
            with pytest.raises(KeyboardInterrupt):
                there.take(["charge_id"])
            other.join()
            _until(lambda: not _active(server))


@pytest.mark.parametrize("at", [2, 8, 14, 20])
def test_a_connection_that_is_lost_says_so_and_leaves_what_was_written(server, case, clerk, tmp_path, at):
    earlier = tmp_path / "decisions.parquet"
    earlier.write_bytes(b"as it was")
    steps = []

    def end(step: str) -> None:
        steps.append(step)
        if len(steps) == at:
            with server.connect() as connection:
                connection.execute(
                    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = 'clerk'"
                )

    with Postgres(progress=end) as there:

        def run() -> None:
            case.decided(there, clerk)
            write_decisions(there, earlier, silent=True)

        refused(
            run, says=("connection to the server was lost", "terminating connection", "Run it again"), kind=EngineError
        )
    assert earlier.read_bytes() == b"as it was"
    assert [file.name for file in tmp_path.iterdir()] == ["decisions.parquet"]


def test_a_connection_that_is_lost_in_the_middle_of_a_statement(server, clerk):
    with Postgres() as there:
        there.open(clerk)
        with _held(server):

            def end() -> None:
                _until(lambda: bool(_active(server)))
                with server.connect() as connection:
                    connection.execute("select pg_terminate_backend(%s, 5000)", [_active(server)[0]])

            other = threading.Thread(target=end)
            other.start()
            refused(there.take, ["charge_id"], says=("connection to the server was lost",), kind=EngineError)
            other.join()


def test_a_database_of_other_letters_is_refused(server):
    with server.connect() as connection:
        connection.execute("create database old encoding 'LATIN1' template template0 lc_collate 'C' lc_ctype 'C'")
    with Postgres() as there:
        refused(there.open, server.address("t", database="old"), says=("text in LATIN1", "Leave --engine postgres out"))


# ---------------------------------------------------------------- statements


def test_a_statement_brings_along_what_it_reads_and_no_more():
    relations = Relations()
    relations.define("source_1", 'select row_number() over () as "source_row", "a" from "t"')
    relations.send(
        "words_2", {"a": "VARCHAR", "word": "INTEGER", "unread": "VARCHAR"}, [("x", 1, "no"), (None, 2, "no")]
    )
    relations.send("other_3", {"n": "BIGINT"}, [])
    relations.define(
        "charges_4", 'select "s"."a", "w"."word" from "source_1" as "s" join "words_2" as "w" on "w"."a" like \'%\''
    )
    sql, given = relations.statement('select "word", count(*) from "charges_4" group by "word"')
    assert list(given.values()) == [["x", None], [1, 2]]
    assert sql.index('"source_1" as') < sql.index('"words_2" as') < sql.index('"charges_4" as')
    assert "other_3" not in sql
    assert "unread" not in sql
    assert "like '%%'" in sql
    assert relations.statement('select * from "words_2"')[1].keys() == {"p0", "p1", "p2"}
    with pytest.raises(EngineError, match="STRUCT"):
        relations.send("odd_5", {"n": "STRUCT(a INTEGER)"}, [])


def test_an_answer_of_many_chunks_and_of_none(server):
    with server.connect() as connection:
        connection.execute("create table many as select n, 'x' || n as code from generate_series(1, 45000) as n")
    with Postgres() as there:
        there.open(server.address("many"))
        there.take(["n", "code"])
        there.run(
            Query((Step("counted", "select code, count(*) as n, cast(null as date) as day from source group by code"),))
        )
        assert there.fetch("select count(*), sum(n), count(distinct code) from counted") == [(45_000, 45_000, 45_000)]
        there.run(
            Query((Step("nothing", "select code, source_row, code is null as gone from source where code is null"),))
        )
        described = there.near.connection.execute("select * from nothing").description
        assert [str(column[1]) for column in described] == ["VARCHAR", "BIGINT", "BOOLEAN"]
        assert there.fetch("select count(*), count(*) from source") == [(45_000, 45_000)]
