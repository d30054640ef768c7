"""What can be said of a place whose offices nobody has researched: the law of its state, and what is open.

A class of conduct without a section means one thing where the state has a catalogue and another where it has
none; the two are never the same value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nolle.dates import Span
from nolle.law.charges import is_class
from nolle.law.gazetteer import County, Inquiry, Spot, Unknown
from nolle.law.limits import Limit
from nolle.law.offense import Offense
from nolle.law.places import Office, Place


class Law(StrEnum):
    """What is known of the sections of one class: some are listed, all have ended, none is listed, or nobody looked."""

    LISTED = "listed"
    REPEALED = "repealed"
    NONE_LISTED = "none_listed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class ClassOfLaw:
    """One class of conduct: the sections of the state that can be charged on the day, and those that cannot."""

    column: str
    conduct: str
    law: Law
    sections: tuple[Offense, ...] = ()
    gone: tuple[Offense, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What the library holds about a place without any policy of it, and what is open.

    `offices` are the prosecutors' offices described for it, `inside` and `around` described places within it and
    counties it lies in, `elsewhere` prosecutors' offices of other places of the state.
    """

    spot: Spot
    as_of: date
    catalogued: bool
    law: tuple[ClassOfLaw, ...]
    offices: tuple[Office, ...]
    inside: tuple[Place, ...]
    around: tuple[County, ...]
    elsewhere: tuple[Office, ...]
    limits: tuple[Limit, ...]
    unknown: tuple[Unknown, ...]
    inquiries: tuple[Inquiry, ...]
    notes: tuple[str, ...]


def classes_of_law(
    offenses: Collection[Offense], columns: Mapping[str, str], day: date, localities: Iterable[str] = ()
) -> tuple[ClassOfLaw, ...]:
    """For each class of conduct the sections of a state's catalogue on a day; `not checked` where it has none.

    Ordinances count only where the place has them; an offense is not listed again for its parts.
    """
    here = {o.id: o for o in offenses if not o.locality or o.locality in set(localities)}
    return tuple(_of_class(column, conduct, here, day, bool(offenses)) for column, conduct in columns.items())


def _of_class(column: str, conduct: str, here: Mapping[str, Offense], day: date, catalogued: bool) -> ClassOfLaw:
    if not catalogued:
        return ClassOfLaw(column, conduct, Law.NOT_CHECKED)
    inside = {id: o for id, o in here.items() if any(is_class(name, conduct) for name in o.conduct)}
    whole = [o for o in inside.values() if o.part_of not in inside]
    gone = tuple(o for o in whole if ended(o, day))
    sections = tuple(o for o in whole if o not in gone)
    law = Law.LISTED if sections else Law.REPEALED if gone else Law.NONE_LISTED
    return ClassOfLaw(column, conduct, law, sections, gone)


def ended(offense: Offense, day: date) -> bool:
    """Whether a text could not be charged on the day: not in force, or ended on a day nobody noted."""
    former = offense.status in ("repealed", "amended", "renumbered") and not offense.in_force.to
    return former or offense.in_force_on(Span(day, day)) is False


def unknowns(catalogued: bool, office: bool, localities: bool, limits: bool) -> tuple[Unknown, ...]:
    """What is open about a place nobody has researched, given what the library does hold of it."""
    told = [] if office else [Unknown.DECIDES, Unknown.HEAD]
    told += [Unknown.POLICY, Unknown.PRACTICE]
    told.append(Unknown.SECTIONS_COMPLETE if catalogued else Unknown.SECTIONS)
    told += [] if localities else [Unknown.ORDINANCES]
    told.append(Unknown.POLICE)
    told += [] if limits else [Unknown.LIMITS]
    return (*told, Unknown.PAST)
