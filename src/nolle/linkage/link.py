"""link: a file with identifiers → for each charge a pseudonymous person, how sure the links are, and what is unknown.

A person's history is known only if no link to another person is left open. Where one is, both sides lose their id:
an id that stayed would let an earlier charge be counted as the only one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from nolle.engine.duckdb import DuckDB
from nolle.linkage import reading, training
from nolle.linkage.clusters import CERTAIN, Edge, Marks, Persons, persons
from nolle.linkage.identities import Columns, identities
from nolle.linkage.model import predict, splink_version
from nolle.linkage.people import people
from nolle.linkage.private import saying_nothing
from nolle.linkage.report import report
from nolle.linkage.rules import Thresholds, rules

if TYPE_CHECKING:
    import duckdb

HEADER = ("charge_id", "person_id", "link_probability", "history")
BATCH = 50_000


class Row(NamedTuple):
    """One line of the output. `person_id` is empty where the history is unknown."""

    charge_id: str
    person_id: str
    link_probability: str
    history: str


@dataclass(frozen=True)
class Linked:
    """The report, which names nobody, and the rows; `rows` can be read while the engine is open."""

    report: dict[str, Any]
    rows: Callable[[], Iterator[Row]]


def link(engine: DuckDB, given: Columns, thresholds: Thresholds, pseudonym: Callable[[str], str]) -> Linked:
    """Link the rows of the file that the engine has open.

    `pseudonym` turns what an identity holds into an id that does not tell it. Raises RecordsError for columns that
    cannot be read as what they are said to be, EngineError without a word of the file for anything else.
    """
    splink_version()
    engine.take(given.all)
    connection = _connection(engine)
    with saying_nothing("reading names and birth dates"):
        form = reading.form(connection, given)
        engine.run(identities(given, form) + people(given.id_names))
        read = reading.read(connection, given, form)
    reading.refuse(read, given)
    with saying_nothing("training the model"):
        parameters = training.parameters(connection, given.id_names)
    with saying_nothing("comparing pairs"):
        predict(connection, given.id_names, parameters, thresholds.floor)
        engine.run(rules(given.id_names))
    with saying_nothing("grouping links to persons"):
        told = _told(connection, given.id_names, thresholds, pseudonym)
        because = Counter(why for _, why in _rows(connection, told))
        numbers = report(connection, read, thresholds, parameters, because)
    numbers |= {"persons_with_known_history": len(told.named), "links_refused_in_a_chain": told.persons.refused}
    return Linked(numbers, lambda: (row for row, _ in _rows(connection, told)))


def _connection(engine: DuckDB) -> duckdb.DuckDBPyConnection:
    """The engine's database, with its private folder and its settings: Splink works in it, and in no other."""
    return engine.connection


@dataclass(frozen=True)
class _Told:
    """Persons with their pseudonyms, and why the history of some identities is unknown whatever links they have."""

    persons: Persons
    named: dict[int, str]
    unclear: dict[int, str]


MISSING = "no full name and birth date, and no id"
CROWDED = "an id that too many share"
REPEATED = "one id of a charge, several persons"
POSSIBLE = "a link that is possible and not sure"


def _told(
    connection: duckdb.DuckDBPyConnection, ids: tuple[str, ...], thresholds: Thresholds, pseudonym: Callable[[str], str]
) -> _Told:
    marks = {identity: Marks(name, year, tuple(rest)) for identity, name, year, *rest in _marks(connection, ids)}
    found = persons(_edges(connection), marks, round(thresholds.sure * CERTAIN))
    lacking = "select unique_id from people where not has_id and (first is null or last is null or birth is null)"
    unclear = {identity: MISSING for (identity,) in _stream(connection, lacking)}
    unclear |= {identity: CROWDED for (identity,) in _stream(connection, "select unique_id from crowded")}
    for identity in unclear:
        found.doubt(identity)
    for (several,) in _stream(connection, "select distinct people from rows where len(people) > 1"):
        if len({found.of(identity) for identity in several}) > 1:  # the charge may be of either's history
            for identity in several:
                found.doubt(identity)
    cells = ", ".join(
        f"coalesce(cast({cell} as varchar), '-')" for cell in ("last", "first", "born", "birth_year", *ids)
    )
    texts = _stream(connection, f"select unique_id, concat_ws('|', 'person', {cells}) from people")
    named = {
        identity: pseudonym(text)
        for identity, text in texts
        if found.of(identity) == identity and found.unsure(identity) is None
    }
    return _Told(found, named, unclear)


def _edges(connection: duckdb.DuckDBPyConnection) -> Iterator[Edge]:
    """The pairs, in whole millionths cut off; only an id of the office is certain."""
    sql = "select a, b, cast(floor(probability * 1000000) as bigint), how from edges"
    for a, b, millionths, how in _stream(connection, sql):
        yield Edge(a, b, millionths if how == "id" else min(millionths, CERTAIN - 1), how)


def _marks(connection: duckdb.DuckDBPyConnection, ids: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """For each identity in a pair: the numbers of its name, birth year and ids; 0 where there is none."""
    numbered = [
        f"case when {column} is null then 0 else dense_rank() over (order by {column}) end"
        for column in ("full_name", *ids)
    ]
    chosen = ", ".join([numbered[0], "coalesce(birth_year, 0)", *numbered[1:]])
    touched = "select a from edges where a <> b union select b from edges where a <> b"
    return _stream(connection, f"select unique_id, {chosen} from people where unique_id in ({touched})")


def _stream(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a select, some at a time; nothing else may be asked before the last."""
    connection.execute(sql)
    while batch := connection.fetchmany(BATCH):
        yield from batch


def _rows(connection: duckdb.DuckDBPyConnection, told: _Told) -> Iterator[tuple[Row, str]]:
    """The lines of the output, in the order of the file, with the reason why a history is unknown."""
    found = told.persons
    for charge_id, identities_ in _stream(connection, "select charge_id, people from rows order by source_row"):
        tops = {found.of(identity) for identity in identities_}
        doubts = [doubt for top in tops if (doubt := found.unsure(top)) is not None]
        if len(tops) == 1 and not doubts:
            [top] = tops
            yield Row(charge_id, told.named[top], _shown(found.weakest(top)), "known"), ""
        else:
            why = next((told.unclear[i] for i in identities_ if i in told.unclear), "")
            why = why or (POSSIBLE if len(tops) == 1 else REPEATED)
            yield Row(charge_id, "", _shown(min(max(doubts), CERTAIN - 1)), "unknown"), why


def _shown(millionths: int) -> str:
    return f"{millionths / CERTAIN:.6f}" if millionths else ""
