"""An opened file of charges → the standard tables, its charge strings matched, and what became of each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from datetime import date

from nolle.compiler import mapping as compiler
from nolle.compiler.layout import STRINGS, Layout, days_of
from nolle.compiler.mapping import Before, alike, standardise
from nolle.compiler.query import Query, name
from nolle.engine.base import Engine
from nolle.errors import RecordsError, UnknownId
from nolle.intake.guard import admit, entering, refuse_at_sight
from nolle.intake.prepared import Prepared, restore
from nolle.intake.types import refuse_types
from nolle.intake.unlike import all_unlike
from nolle.law.charges import Kind
from nolle.law.facts import Dictionary
from nolle.records.columns import DATES
from nolle.records.mapping import Column, Mapping
from nolle.records.matching.match import Match
from nolle.records.matching.matcher import Matcher
from nolle.records.privacy import Note, Signs, packaged


@dataclass(frozen=True)
class Tally:
    """What became of the rows of a file: `n_in` = `n_charges` + all of `quarantined`, always.

    `matched` counts the charges by how their string was matched; `period` gives the first and last day of
    each date that the file holds.
    """

    n_in: int
    n_charges: int
    quarantined: tuple[tuple[str, int], ...]
    matched: tuple[tuple[str, int], ...]
    period: Dict[str, tuple[date, date]]


@dataclass(frozen=True)
class Records:
    """An opened file of records and how to read it: its columns, its mapping, what a user adds to both.

    `constants` fill standard columns that the file lacks (the place of a file of one county); `drop` names
    columns that are left unread besides the mapping's own; `places` are the place ids that are known. `signs` is how
    personal data is known, `notes` what the file carries beside its rows, `key` that of the pseudonyms. Of records
    that were `prepared`, nothing of the file itself is read.
    """

    mapping: Mapping
    present: Dict[str, str]
    constants: Dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    set_aside: bool = False
    places: tuple[str, ...] = ()
    signs: Signs = field(default_factory=packaged)
    notes: tuple[Note, ...] = ()
    key: bytes | None = None
    prepared: Prepared | None = None

    def layout(
        self, dictionary: Dictionary, as_of: date | None = None, stands_in: Dict[str, str] | None = None
    ) -> Layout:
        """The mapping with constants where the file has nothing, and without the columns that are dropped."""
        kept = {n: c for n, c in self.mapping.columns.items() if c.constant or c.column not in self.drop}
        for standard, value in self.constants.items():
            if standard not in kept or kept[standard].column not in self.present:
                kept[standard] = Column(constant=value)
        mapping = self.mapping.model_copy(update={"columns": kept})
        return Layout(mapping, self.present, dictionary, self.places, as_of, stands_in or {})


def take_in(engine: Engine, records: Records, layout: Layout, before: Before | None = None) -> Query:
    """The intake: the mapped columns of the file, and no others, become `charges` and `quarantine`.

    Rows come after those taken in `before`. Raises UnknownId for columns that are missing, RecordsError for columns
    that hold personal data.
    """
    if records.prepared is not None:
        return restore(engine, records.prepared, layout)
    mapping, present = layout.mapping, layout.present
    if mapping.counts is not None:
        raise RecordsError(
            f'the mapping "{mapping.id}" is of a table of counts: it holds no charges to decide.\n'
            f"Take it in with: nolle records counts FILE -m {mapping.id}"
        )
    needed = {raw for column in mapping.columns.values() for raw in column.read}
    file = entering(mapping, present, [column for column in present if column in needed], records.drop, records.notes)
    file = replace(file, alike=alike(layout))
    missing = sorted(needed - set(present))
    if missing and not mapping.optional:
        refuse_at_sight(file, records.signs)  # before a message names the columns that there are
        raise UnknownId(_missing(mapping, missing, present))
    if not layout.own:
        refuse_at_sight(file, records.signs)
        raise UnknownId(_missing(mapping, sorted(needed), present))
    done = admit(engine, file, records.signs, records.set_aside, records.key, mapping.nulls)
    query = standardise(replace(layout, unlike=all_unlike(engine, layout)), before)
    engine.run(Query(tuple(step for step in query.steps if step not in done.steps)))
    refuse_types(engine, layout)
    return query


def _missing(mapping: Mapping, missing: Sequence[str], present: Iterable[str]) -> str:
    names = ", ".join(f'"{column}"' for column in missing)
    wants = f"needs {'columns' if len(missing) > 1 else 'a column'} that the file does not have"
    if mapping.optional:
        wants = "reads columns of which the file has none"
    return (
        f'the mapping "{mapping.id}" {wants}: {names}.\n'
        f"The file has: {', '.join(present)}.\n"
        "Let nolle draft a mapping for it (nolle records map FILE), or rename the columns."
    )


def matched(engine: Engine, matcher: Matcher, layout: Layout) -> tuple[dict[int, Match], Query]:
    """Match each distinct charge string; `strings`, `matched` and (where charges were amended) `ended` are left.

    Returns the matches by the string's number, and the query that ran.
    """
    query = Query((compiler.strings(layout),))
    engine.run(query)
    rows = engine.fetch(f"select charge_string, {', '.join(STRINGS)} from strings order by charge_string")
    matches = {number: matcher.match(*strings) for number, *strings in rows}
    told = [(number, match.how, "|".join(match.offenses)) for number, match in matches.items()]
    engine.load("matched", {"charge_string": "bigint", "how": "varchar", "offenses": "varchar"}, told)
    if layout.amended:
        alone = [(number, said) for number, *said, conduct, comment in rows if any(said) and not (conduct or comment)]
        ended = [(*said, *_ended(matches[number], matcher)) for number, said in alone]
        kinds = ("offense", "code", "description", "disposed.conduct", "disposed.level")
        engine.load("ended", dict.fromkeys(kinds, "varchar"), ended)
    return matches, query


def _ended(match: Match, matcher: Matcher) -> tuple[str | None, str | None]:
    """The class of conduct and the level of what a charge ended as, where they are certain.

    A class that has subclasses is not certain: which of them it was is not said.
    """
    kinds: frozenset[Kind] = matcher.kinds(match, None)[0] if match.offense_known else frozenset()
    classes, levels = {kind.conduct for kind in kinds}, {kind.level.value for kind in kinds}
    return classes.pop() if len(classes) == 1 else None, levels.pop() if len(levels) == 1 else None


def unrecognised(engine: Engine, layout: Layout) -> dict[str, tuple[tuple[str, int], ...]]:
    """The office's own words that nothing translates, by column, most frequent first."""
    found = {column: engine.fetch(sql) for column, sql in compiler.unrecognised(layout).items()}
    return {column: tuple((word, int(n)) for word, n in rows) for column, rows in found.items() if rows}


def tally(engine: Engine, matches: Dict[int, Match], layout: Layout, n_in: int | None = None) -> Tally:
    """What became of the rows that were taken in: `n_in` of them, where that was counted before."""
    aside = engine.fetch(
        "select reason, count(*) from (select reason from quarantine union all select reason from unreadable) as aside"
        " group by 1 order by 2 desc, 1"
    )
    how: Counter[str] = Counter()
    for string, n in engine.fetch("select charge_string, sum(n) from worded group by 1 order by 1"):
        how[matches[string].how] += int(n)
    return Tally(
        n_in=_count(engine, "source") + _count(engine, "unreadable") if n_in is None else n_in,
        n_charges=int(engine.fetch("select sum(n) from counted")[0][0] or 0),
        quarantined=tuple((reason, n) for reason, n in aside),
        matched=tuple(sorted(how.items())),
        period=dict(_period(engine, layout)),
    )


def _period(engine: Engine, layout: Layout) -> Iterable[tuple[str, tuple[date, date]]]:
    for day in (day for day in DATES if day in layout.dates):
        first, last = engine.fetch(
            f"select min({name(day + '_first')}), max({name(day + '_last')}) from {days_of(day)}"
        )[0]
        if first is not None and last is not None:
            yield day, (first, last)


def _count(engine: Engine, relation: str) -> int:
    return int(engine.fetch(f"select count(*) from {relation}")[0][0])
