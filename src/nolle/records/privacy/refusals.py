"""What is said when something is refused: which column or part of a file, why, and what to do. Never a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nolle.records.privacy.judging import header_suspects
from nolle.records.privacy.kinds import KINDS, NEVER, Suspicion
from nolle.records.privacy.signs import Signs, packaged

_LONGEST_SHOWN = 100


@dataclass(frozen=True)
class Refused:
    """One thing that is refused: what and why, and what to do about it."""

    what: str
    todo: str


def told(refused: Sequence[Refused]) -> str:
    """The text of an error: everything that is refused, and once what never enters."""
    first, *others = refused
    parts = [f"{first.what} {NEVER}\n{first.todo}", *(f"{one.what}\n{one.todo}" for one in others)]
    return "\n".join(parts)


def shown(column: str, signs: Signs | None = None) -> str:
    """A column's name fit for a message: nothing if it could itself be a cell of a file without a header."""
    tidy = " ".join(column.split())
    doubtful = "@" in tidy or len(re.findall(r"\d", tidy)) > 4 or not tidy.isprintable()
    if doubtful or len(tidy) > _LONGEST_SHOWN or header_suspects([tidy], signs or packaged()):
        return ""
    return tidy


def by_name(columns: Iterable[str], signs: Signs) -> Refused:
    """Columns that are named like personal data."""
    names = [shown(column, signs) for column in columns]
    quoted = ", ".join(f'"{name}"' if name else "one whose name is not shown" for name in names)
    drop = " ".join(f"--drop {name!r}" for name in names if name) or "--drop"
    if len(names) == 1:
        what, it = "has a column that looks like personal data", "it"
    else:
        what, it = "has columns that look like personal data", "them"
    return Refused(
        f"the file {what}: {quoted}.",
        f"Delete {it} from the file, or leave {it} unread with {drop} (or `drop:` in a mapping).",
    )


def by_content(column: str, suspicions: Sequence[Suspicion], signs: Signs) -> Refused:
    """A column that holds personal data; where it is of a kind that may be hashed, that is said too."""
    found = "; ".join(str(suspicion) for suspicion in suspicions)
    drop = f"--drop {shown(column, signs)!r}" if shown(column, signs) else "--drop"
    todo = (
        f"Take it out of those cells and try again, or leave the whole column unread with {drop}"
        " (or `drop:` in a mapping)."
    )
    if signs.hashable.issuperset(one.kind for one in suspicions):
        todo += " Where it is an id, put a made-up one in its place, or name it under `hash:` in a mapping."
    return Refused(f"{named(column, signs)} holds what looks like personal data: {found}.", todo)


def by_header(suspicions: Sequence[Suspicion]) -> Refused:
    """Names of columns that are themselves personal data: the header line is missing."""
    kinds = ", ".join(KINDS[suspicion.kind] for suspicion in suspicions)
    return Refused(
        f"the first line of the file, which must name the columns, holds what looks like personal data: {kinds}.",
        "If the file has no header line, put one above the first record.",
    )


def by_note(where: str, kinds: Sequence[str]) -> Refused:
    """Something that a file carries beside its rows."""
    told_kinds = ", ".join(KINDS[kind] for kind in kinds)
    return Refused(
        f"the file carries what looks like personal data beside its rows, in {where}: {told_kinds}.",
        "Take it out, or save the rows alone as a new CSV file.",
    )


def by_hash(column: str, why: str, signs: Signs) -> Refused:
    """A column that a mapping says to hash, and that must not be."""
    name = shown(column, signs)
    return Refused(
        f"{named(column, signs)} is to be hashed, and must not be: it {why}.",
        f"Take it out of `hash:` and {'leave it unread with --drop ' + repr(name) if name else 'leave it unread'}; "
        "only an office's own numbers are hashed.",
    )


def named(column: str, signs: Signs) -> str:
    """A column in a message: by its name where that may be shown."""
    name = shown(column, signs)
    return f'the column "{name}"' if name else "a column without a plain name"


def refusal(column: str, suspicions: Sequence[Suspicion]) -> str:
    """Why a column is refused and what to do about it; it shows counts, and no cell."""
    return told([by_content(column, suspicions, packaged())])


def header_refusal(suspicions: Sequence[Suspicion]) -> str:
    """Why a file is refused whose column names are themselves personal data: its header line is missing."""
    return told([by_header(suspicions)])
