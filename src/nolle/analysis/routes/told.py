"""What an answer about routes holds: situations, the offenses that fit them, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from nolle.law.evaluator import Answer
from nolle.law.offense import Offense
from nolle.law.places import Office, Place
from nolle.law.policy import Policy, Practice
from nolle.law.situation import ConductElement, Situation


class Bucket(StrEnum):
    """Where an offense ends up in a situation: exactly one, the most protective first."""

    DECLINE = "decline"
    DECLINE_IF = "decline_if"
    DIVERT = "divert"
    SUPERVISORY_APPROVAL = "supervisory_approval"
    WILL_PROSECUTE = "will_prosecute"
    NOT_COVERED = "not_covered"
    SILENT = "silent"
    NOT_IN_FORCE = "not_in_force"
    UNDETERMINED = "undetermined"
    OTHER_OFFICE = "other_office"
    """The office has no power over it, so its policy cannot reach it."""
    NO_POLICY = "no_policy"
    """The library holds no document of the office at all."""


SPARED = (Bucket.DECLINE, Bucket.DECLINE_IF, Bucket.DIVERT)
"""Buckets that keep the charge from being prosecuted, if what they ask for is done."""


class InForce(StrEnum):
    """Where the documents asked stand on the day."""

    YES = "yes"
    PART = "part"
    NO = "no"
    NOT_KNOWN = "not_known"
    ALWAYS = "always"
    """A model has no days."""
    NO_RULES = "no_rules"


class Reach(StrEnum):
    """How far a policy reaches a kind of sex work."""

    ALL = "all"
    SOME = "some"
    NONE = "none"
    NOTHING_FITS = "nothing_fits"
    """No offense of the catalogue fits, so nothing can be told."""


class Clause(NamedTuple):
    """The id of a document and the path of a rule or exception in it."""

    policy: str
    path: str


@dataclass(frozen=True)
class Told:
    """The answer to one offense charged for one element, with nothing else special about it.

    `also` are the clauses that could change it if something were; `always` says that nothing could.
    """

    element: ConductElement
    conduct: tuple[str, ...]
    answer: Answer
    also: tuple[Clause, ...]
    always: bool


@dataclass(frozen=True)
class Charges:
    """Real charges of the records: those that are surely this, and those that at most are."""

    sure: int
    at_most: int


@dataclass(frozen=True)
class Route:
    """One offense that can be charged in a situation, and what the policy says of it.

    `by` are the clauses that give the answer, `also` those that could change it; of these, `arguable` ones may not
    mean this offense at all. `differs` says that the answer depends on which element it is charged for. `offices`
    can decide it, with whether at every level it may have; `practice` is what was seen to be done, which decides
    nothing.
    """

    offense: Offense
    bucket: Bucket
    told: tuple[Told, ...]
    by: tuple[Clause, ...]
    also: tuple[Clause, ...]
    always: bool
    differs: bool
    offices: tuple[tuple[Office, bool], ...]
    arguable: frozenset[Clause] = frozenset()
    practice: tuple[Practice, ...] = ()
    perhaps: bool = False
    charges: Charges | None = None


@dataclass(frozen=True)
class Gone:
    """A fitting offense that could not be charged on the day: no longer, or not yet."""

    offense: Offense
    ended: bool
    charges: Charges | None = None


@dataclass(frozen=True)
class Sale:
    """What is said of selling sex itself: every offense of selling that could be charged, with its bucket."""

    sections: tuple[tuple[Offense, Bucket], ...]

    def of(self, *buckets: Bucket) -> tuple[Offense, ...]:
        return tuple(offense for offense, bucket in self.sections if bucket in buckets)


@dataclass(frozen=True)
class Way:
    """One situation: the offenses that fit it, ranked, those that are gone, and those that allege more."""

    situation: Situation
    routes: tuple[Route, ...]
    gone: tuple[Gone, ...]
    beyond: tuple[Offense, ...]
    sale: Sale

    @property
    def n(self) -> int:
        return len(self.routes)

    def counts(self) -> dict[Bucket, int]:
        """How many offenses each bucket holds, without empty ones: together they are `n`."""
        counted = {bucket: sum(1 for route in self.routes if route.bucket is bucket) for bucket in Bucket}
        return {bucket: n for bucket, n in counted.items() if n}

    @property
    def reach(self) -> Reach:
        """Whether all, some or none of the offenses that fit are declined or diverted."""
        spared = sum(1 for route in self.routes if route.bucket in SPARED)
        if not self.routes:
            return Reach.NOTHING_FITS
        return Reach.ALL if spared == self.n else Reach.SOME if spared else Reach.NONE


@dataclass(frozen=True)
class Routes:
    """What can still be charged in each situation, at a place under the law of a day.

    `unmatched` charges of the records have no known offense: they may be any, and are counted nowhere.
    """

    asking: str
    policies: tuple[Policy, ...]
    place: Place
    on: date
    as_if: bool
    in_force: InForce
    offices: tuple[Office, ...]
    ways: tuple[Way, ...]
    n_charges: int | None = None
    unmatched: int | None = None
