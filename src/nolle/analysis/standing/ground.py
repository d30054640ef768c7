"""The offenses of one place that its office can decide, on a day, and what is known of an ordinary charge of each.

What does not hang on the day is worked out once for a state: a history asks about the same few charges on many days.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from nolle.dates import Span
from nolle.law.charges import Catalogue, Kind, is_class
from nolle.law.knowledge import Knowledge, Known, read, satisfies
from nolle.law.library import Library
from nolle.law.offense import Offense
from nolle.law.places import Office
from nolle.law.policy import Covers

ORDINARY, ANYTHING = "ordinary", ""
"""Nothing else is special about the charge; nothing else is known of it."""

_Charge = tuple[frozenset[str], str, str, str]
"""What is not in force, the class and the offense asked about, and what else is taken to be so."""


_Jurisdiction = tuple[tuple[str, ...], int, frozenset[str]]
"""The localities of a place, the powers of its office, and what is not in force."""


class Charged(NamedTuple):
    """Some classes of conduct as they can be charged: by what, and the offenses whose text is gone.

    `asked` are pairs of a class and an offense of it; where the catalogue has none that is `present`, the classes
    alone, and no offense.
    """

    asked: tuple[tuple[str, str], ...]
    present: bool
    gone: tuple[str, ...]


@dataclass
class _OfState:
    """What was worked out for a state, whatever the office and the day."""

    catalogue: Catalogue
    known: dict[_Charge, Knowledge] = field(default_factory=dict)
    kinds: dict[frozenset[Kind], frozenset[Kind]] = field(default_factory=dict)
    ended: dict[date, frozenset[str]] = field(default_factory=dict)
    charged: dict[Hashable, tuple[Covers | None, Charged]] = field(default_factory=dict)


@lru_cache(maxsize=64)
def _of_state(library: Library, state: str) -> _OfState:
    return _OfState(library.catalogue(state))


class Law:
    """The offenses of one place that its office can decide, on a day."""

    def __init__(self, library: Library, office: Office, day: date) -> None:
        self.library, self.office, self.day = library, office, day
        self.state = library.state_of([office.place])
        self._shared = _of_state(library, self.state)
        self.catalogue = self._shared.catalogue
        self.localities = library.places[office.place].localities

    def charged(self, classes: Sequence[str]) -> Charged:
        """The offenses of some classes that can be charged here on the day."""
        kept, key = self._shared.charged, (tuple(classes), *self.jurisdiction)
        if key not in kept:
            offenses = list(dict.fromkeys(offense for name in classes for offense in self._of_class(name)))
            gone = tuple(offense.id for offense in offenses if self._gone(offense))
            present = [offense for offense in offenses if offense.id not in gone]
            asked = tuple((next(name for name in classes if _is_of(offense, name)), offense.id) for offense in present)
            kept[key] = (
                self.office.decides,
                Charged(asked or tuple((name, "") for name in classes), bool(asked), gone),
            )
        return kept[key][1]  # the powers are kept beside, so that nothing takes their id

    def _of_class(self, conduct: str) -> list[Offense]:
        """The offenses of a class; an offense is not counted again for its parts."""
        here = [
            offense
            for offense in self.catalogue.offenses.values()
            if _is_of(offense, conduct)
            and (not offense.locality or offense.locality in self.localities)
            and self._in_power(offense)
        ]
        ids = {offense.id for offense in here}
        return [offense for offense in here if offense.part_of not in ids]

    def _in_power(self, offense: Offense) -> bool:
        if self.office.decides is None:
            return True
        known = Knowledge(self.catalogue.kinds(offense.id))
        return satisfies(known, self.office.decides.named, self.catalogue) is not False

    def _gone(self, offense: Offense) -> bool:
        """Whether the text could not be charged on the day: not in force, or ended on a day nobody noted."""
        ended = offense.status in ("repealed", "amended", "renumbered") and not offense.in_force.to
        return ended or offense.id in self.ended

    @property
    def jurisdiction(self) -> _Jurisdiction:
        """All by which what can be charged here on the day is told from elsewhere and from other days."""
        return self.localities, id(self.office.decides), self.ended

    @cached_property
    def ended(self) -> frozenset[str]:
        """The offenses not in force on the day: on days with the same, the law is the same."""
        kept = self._shared.ended
        if self.day not in kept:
            kept[self.day] = self.catalogue.gone(Span(self.day, self.day))
        return kept[self.day]

    def told_apart(self, conduct: str, offense: str) -> tuple[frozenset[Kind], ...]:
        """What the law of the day makes of a class or offense: on days on which it is the same, answers are."""
        return tuple(self.kinds(conduct, offense, otherwise) for otherwise in (ORDINARY, ANYTHING))

    def kinds(self, conduct: str, offense: str, otherwise: str) -> frozenset[Kind]:
        """The kinds that a charge of the day may be, of a class and (unless empty) of an offense."""
        return self._base(conduct, offense, otherwise).kinds

    def known(self, conduct: str, offense: str, otherwise: str, also: Mapping[str, Known]) -> Knowledge:
        """What is known of a charge of the day, of a class and (unless empty) of an offense, with some other facts."""
        found, day = self._base(conduct, offense, otherwise), Span(self.day, self.day)
        facts = {**found.facts, "place": frozenset({self.office.place}), "offense_on": day, **also}
        return replace(found, facts=facts)

    def _base(self, conduct: str, offense: str, otherwise: str) -> Knowledge:
        key = (self.ended, conduct, offense, otherwise)
        if key not in self._shared.known:
            given = {"conduct": conduct, "offense_on": self.day.isoformat()}
            given |= {"offense": offense} if offense else {}
            given |= {"otherwise": otherwise} if otherwise else {}
            found = read(given, self.catalogue, self.library.dictionary)
            kinds = self._shared.kinds.setdefault(found.kinds, found.kinds)
            self._shared.known[key] = replace(found, kinds=kinds)
        return self._shared.known[key]


def _is_of(offense: Offense, conduct: str) -> bool:
    return any(is_class(name, conduct) for name in offense.conduct)
