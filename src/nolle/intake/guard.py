"""The privacy guard: what would tell who a person is, or what their immigration status is, goes no further than here.

A file is judged by the names of its columns, by what stands in its header, by what it carries beside its rows, and by
every different value of every column that is read. All that is refused is said in one error, which holds no cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from nolle.compiler.query import Query, Step, name
from nolle.engine.base import Engine, InPlace
from nolle.errors import RecordsError
from nolle.intake.births import births
from nolle.intake.pseudonyms import pseudonymise
from nolle.intake.values import seen
from nolle.records.columns import DATES, OF_A_ROW
from nolle.records.mapping import Mapping as MappingDocument
from nolle.records.privacy.judging import Judged, header_suspects
from nolle.records.privacy.kinds import KINDS, Suspicion
from nolle.records.privacy.names import kinds_named
from nolle.records.privacy.notes import Note, kinds_noted
from nolle.records.privacy.refusals import Refused, by_content, by_hash, by_header, by_name, by_note, told
from nolle.records.privacy.signs import Signs


@dataclass(frozen=True)
class Entering:
    """A file at the door.

    `present` holds its columns with their types, `read` those that are taken in, `dropped` those that are left unread,
    `hashed` those that a pseudonym takes the place of. `dates` are the columns that a mapping reads as dates, with
    the forms that it names. `notes` is what the file carries beside its rows.

    `staying` are the columns that only tell rows apart, of which `ids` are the charge's own: where rows stay in
    place, the former never leave, the latter only for charges that are written. Where they do not, the steps of
    `alike` leave once what many rows write alike in some columns, and that is looked at.
    """

    present: Mapping[str, str]
    read: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    hashed: tuple[str, ...] = ()
    dates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    staying: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    alike: Mapping[Step, tuple[str, ...]] = field(default_factory=dict)

    def readable(self, signs: Signs) -> list[str]:
        """The columns to take in: none that is refused by its name."""
        refused = {*self.refused_by_name(signs), *self.refused_to_hash(signs)}
        return [column for column in self.present if column in self.read and column not in refused]

    def refused_by_name(self, signs: Signs) -> list[str]:
        """Columns named like personal data that are neither left unread nor hashed."""
        unread = {*self.dropped, *self.hashed} - ({*self.read} - {*self.hashed})
        return [column for column in self.present if column not in unread and kinds_named(column, signs)]

    def refused_to_hash(self, signs: Signs) -> dict[str, list[str]]:
        """Columns that are to be hashed and whose names speak of what must not be, with its kinds."""
        named = {column: kinds_named(column, signs) for column in self.present if column in self.hashed}
        return {column: kinds for column, kinds in named.items() if not signs.hashable.issuperset(kinds)}


def entering(
    mapping: MappingDocument,
    present: Mapping[str, str],
    read: Iterable[str],
    drop: Iterable[str],
    notes: Iterable[Note],
) -> Entering:
    """A file as a mapping reads it; `read` names the columns it takes, `drop` what a user leaves unread besides."""
    dates = [column for standard, column in mapping.columns.items() if standard in DATES]
    forms = {raw: column.format for column in dates for raw in (column.column, column.until) if raw}
    said = {raw for standard, column in mapping.columns.items() if standard not in OF_A_ROW for raw in column.read}
    rows = [column for standard, column in mapping.columns.items() if standard in OF_A_ROW]
    staying = dict.fromkeys(raw for column in rows for raw in column.read if raw not in said)
    ids = tuple(mapping.columns["charge_id"].read) if "charge_id" in mapping.columns else ()
    dropped = (*mapping.drop, *drop)
    return Entering(present, tuple(read), dropped, mapping.hash, forms, tuple(notes), tuple(staying), ids)


def refuse_at_sight(file: Entering, signs: Signs) -> None:
    """Refuse what can be refused before a row is read, and before any message lists the columns of the file.

    Raises RecordsError with all that is refused.
    """
    _refuse([*_at_sight(file, signs)])


def admit(
    engine: Engine,
    file: Entering,
    signs: Signs,
    set_aside: bool = False,
    key: bytes | None = None,
    nulls: Sequence[str] = (),
) -> Query:
    """Take in a file that the engine has opened: `source` holds the columns that are read, none of them personal.

    Pseudonyms under `key` stand in the place of what is hashed; what means nothing there (`nulls`) becomes null.
    Returns the steps of `file.alike` that ran. Raises RecordsError with all that is refused, or where a key is missing.
    """
    columns = file.readable(signs)
    if not columns:
        refuse_at_sight(file, signs)
    engine.take(columns, set_aside)
    if isinstance(engine, InPlace):
        file = replace(file, alike={})
        engine.hold(_held(file), lambda relation: _refuse([*_by_id(engine, relation, file, signs)]))
    else:
        file = replace(file, alike=_guarded_alike(file, columns))
    made = Query(tuple(file.alike))
    engine.run(made)
    guard(engine, file, signs)
    hashed = [column for column in columns if column in file.hashed]
    if isinstance(engine, InPlace):
        _hash_nothing(file, hashed)
    else:
        pseudonymise(engine, hashed, key, nulls)
    return made


def guard(engine: Engine, file: Entering, signs: Signs) -> None:
    """Refuse a file of which `source` holds the columns that are read, before anything is kept of them.

    Raises RecordsError with all that is refused: names of columns first, then the header, what the file carries
    beside its rows, and the columns by what they hold.
    """
    _refuse([*_at_sight(file, signs), *_by_content(engine, file, signs)])


def _refuse(refused: list[Refused]) -> None:
    if refused:
        raise RecordsError(told(refused))


def _at_sight(file: Entering, signs: Signs) -> Iterator[Refused]:
    named = file.refused_by_name(signs)
    if named:
        yield by_name(named, signs)
    for column, kinds in file.refused_to_hash(signs).items():
        yield by_hash(column, f"is named like {_all(kinds)}", signs)
    header = header_suspects(list(file.present), signs)
    if header:
        yield by_header(header)
    noted: dict[str, set[str]] = {}
    for note in file.notes:
        noted.setdefault(note.where, set()).update(kinds_noted(note, signs))
    for where, found in noted.items():
        if found:
            yield by_note(where, [kind for kind in KINDS if kind in found])


def _all(kinds: list[str]) -> str:
    return ", ".join(KINDS[kind] for kind in kinds)


# ---------------------------------------------------------------- by content


def _by_content(engine: Engine, file: Entering, signs: Signs) -> Iterator[Refused]:
    present = file.present
    if isinstance(engine, InPlace):
        leaving = [column for column in file.readable(signs) if column not in file.staying]
        judged = {column: _seen_of_one(engine, column, present[column], signs) for column in leaving}
    else:
        judged = {column: _seen_alike(engine, column, file, signs) for column in file.readable(signs)}
    dates = {c: file.dates.get(c, ()) for c, one in judged.items() if c in file.dates or one.mostly_days}
    born = births(engine, dates, present, signs.limits)
    for column, one in judged.items():
        events = [day for other in dates if other not in (column, *born) for day in judged[other].days]
        suspicions = _with_births(one, events) if column in born else one.suspicions(events)
        if column in file.hashed:
            why = _not_to_hash(one, suspicions, signs)
            if why:
                yield by_hash(column, why, signs)
        elif suspicions:
            yield by_content(column, suspicions, signs)


def _guarded_alike(file: Entering, columns: Sequence[str]) -> dict[Step, tuple[str, ...]]:
    """The steps all of whose columns are read, and stay as they are."""
    stay = {*columns} - {*file.hashed}
    return {step: raws for step, raws in file.alike.items() if stay.issuperset(raws)}


def _seen_alike(engine: Engine, column: str, file: Entering, signs: Signs) -> Judged:
    kind = file.present[column]
    step = next((step for step, raws in file.alike.items() if column in raws), None)
    if step is None:
        return seen(engine, column, kind, signs)
    return seen(engine, column, kind if kind.startswith("TIMESTAMP") else "VARCHAR", signs, step.name)  # all is text


def _with_births(column: Judged, events: list[date]) -> list[Suspicion]:
    others = [suspicion for suspicion in column.suspicions(events) if suspicion.kind != "birth_date"]
    return [*others, Suspicion("birth_date", column.days.total() or column.of, column.of)]


def _not_to_hash(column: Judged, suspicions: list[Suspicion], signs: Signs) -> str:
    """Why a column must not be hashed: few names, dates or words are possible, and each can be tried."""
    never = [suspicion for suspicion in suspicions if suspicion.kind not in signs.hashable]
    if never:
        return f"holds what looks like {'; '.join(map(str, never))}"
    if column.mostly_days:
        return f"holds dates in {column.days.total():,} of {column.of:,} different values"
    if 2 * column.without_digits > column.of:
        return f"holds words, without a digit, in {column.without_digits:,} of {column.of:,} different values"
    return ""


# ---------------------------------------------------------------- where rows stay in place


def _seen_of_one(engine: Engine, column: str, kind: str, signs: Signs) -> Judged:
    """Look at a column that leaves: its different values come here, and nothing beside them."""
    different = f"select distinct {name(column)} from source where {name(column)} is not null"
    engine.run(Query((Step("guard_column", different, "different values, to be looked at for personal data"),)))
    return seen(engine, column, kind, signs, "guard_column")


def _held(file: Entering) -> set[str]:
    """The columns that no answer may have: those that join rows, by the file's names and by ours."""
    leaving = {*file.present} - {*file.staying}
    return {*file.staying, *OF_A_ROW} - {*leaving, *file.ids, "charge_id"}


def _by_id(engine: Engine, relation: str, file: Entering, signs: Signs) -> Iterator[Refused]:
    """What the ids of charges look like, of those that leave; ids that are row numbers are ours."""
    suspicions = seen(engine, "charge_id", "VARCHAR", signs, relation).suspicions([]) if file.ids else []
    if suspicions:
        yield by_content(", ".join(file.ids), suspicions, signs)


def _hash_nothing(file: Entering, hashed: Sequence[str]) -> None:
    """A number that stays where it is needs no pseudonym; one that leaves would need it there."""
    leaving = [column for column in hashed if column not in file.staying or column in file.ids]
    if leaving:
        raise RecordsError(
            f"the mapping says to hash {', '.join(leaving)}, and the key must not go where the records are. Leave "
            "--engine out for this mapping, or map another column."
        )
