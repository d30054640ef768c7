"""How the head of an office is chosen, when, for how long, and how a term can end before its time."""

from __future__ import annotations

from enum import StrEnum

from nolle.cite import Citation, Document
from nolle.law.outside import Actor
from nolle.law.policy import Day
from nolle.terms import Confidence

UNKNOWN = "unknown"
"""What `held` says where no result was found. It is never left out, and never guessed."""


class ElectionKind(StrEnum):
    """What is voted on or decided."""

    GENERAL = "general"
    PRIMARY = "primary"
    RECALL = "recall"
    RETENTION = "retention"
    APPOINTMENT = "appointment"


class Basis(StrEnum):
    """Whether a source gives the day or the year, or both follow from the last election and the term."""

    STATED = "stated"
    COMPUTED = "computed"


class Election(Document):
    """One election or appointment, past or to come. `held` is its result in words, or `unknown`.

    `winner` is a holder of the office, `event` what the library's events tell of it.
    """

    on: Day | None = None
    kind: ElectionKind
    basis: Basis
    held: str
    winner: str = ""
    event: str = ""
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()


class Term(Document):
    """How long a term lasts, whether terms are limited, and who fills a vacancy."""

    years: int | None = None
    by: Actor
    limits: str = ""
    vacancy: str = ""
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()


class Means(StrEnum):
    """By what a term can end early, or cases be taken away."""

    RECALL = "recall"
    IMPEACHMENT = "impeachment"
    REMOVAL_BY_GOVERNOR = "removal_by_governor"
    REMOVAL_BY_COURT = "removal_by_court"
    REMOVAL_BY_COMMISSION = "removal_by_commission"
    SUPERSESSION = "supersession"
    SPECIAL_PROSECUTOR = "special_prosecutor"
    RESIGNATION_TO_RUN = "resignation_to_run"


class Exists(StrEnum):
    """Whether the law has it. A means that is not listed was not looked for, or not found."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Removal(Document):
    """One way in which a term can end early: by whom, what the text says, what came of it when tried.

    `limit` names the law of the state in `limits/` where it is described; `says` may then be left out.
    """

    means: Means
    by: tuple[Actor, ...] = ()
    exists: Exists = Exists.YES
    limit: str = ""
    says: str = ""
    tried: str = ""
    events: tuple[str, ...] = ()
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    recorded: str = ""
    cite: tuple[Citation, ...] = ()
