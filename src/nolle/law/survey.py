"""The codebook and the protocol of policy surveillance, and what one coder or reviewer writes down. Frozen, no I/O.

A question is closed and has a version: an answer belongs to the version that it was given to. What is computed from
the rules of an encoded policy is told apart from what a person read in the text.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from nolle.cite import Citation, Document
from nolle.law.policy import Day, Texts

NOT_ADDRESSED, UNCLEAR, NOT_CHECKED, NOT_ASKED = "not_addressed", "unclear", "not_checked", "not_asked"
STANDARD = (NOT_ADDRESSED, UNCLEAR, NOT_CHECKED)
"""Answers that every question has. `not_asked` is written where the parent's answer leaves a question out."""

YES, NO, DIFFERS = "yes", "no", "differs"


class Computing(StrEnum):
    """What the engine can answer from the rules of an encoded policy."""

    CHARGES = "charges"
    KIND = "kind"
    APPROVAL = "approval"
    EXCEPTIONS = "exceptions"
    RELIEF = "relief"
    PROTECTION = "protection"
    PUBLISHED = "published"


class Computed(Document):
    """How a question is computed: `of` names classes of conduct, reaches of relief or kinds of protection."""

    what: Computing
    of: Texts = ()


class AskedWhen(Document):
    """The parent question, and those of its answers with which this one is asked."""

    question: str
    answer: Texts


class Change(Document):
    """A new version of a question, the day it began, and what was changed."""

    version: int
    on: Day
    what: str


class SurveyQuestion(Document):
    """One closed question about one version of one policy. `answers` says in words what each answer means."""

    id: str
    version: int = 1
    text: str
    answers: dict[str, str]
    asked_when: AskedWhen | None = None
    computed: Computed | None = None
    changes: tuple[Change, ...] = ()
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Step(Document):
    """One step of the method, in words."""

    id: str
    says: str
    cite: tuple[Citation, ...] = ()


class CodedTwice(Document):
    """Percent of the versions that two people code: at first, and once the rate of divergence is below a bound."""

    at_first: int
    once_below: int
    then: int

    def next(self, rate: Fraction | None) -> int:
        """The percent to code twice next; where nothing was compared nothing has been shown."""
        return self.then if rate is not None and rate * 100 < self.once_below else self.at_first


class Kappa(Document):
    """The least agreement beyond chance that will do, and the one aimed at: hundredths, `70` for 0.70."""

    floor: int
    goal: int


class Cause(Document):
    """Why two coders can part; `changes_question` says that the question, not a coder, has to be mended."""

    id: str
    says: str
    changes_question: bool = False


class Protocol(Document):
    """How policies are collected, coded, compared, reviewed and released; the thresholds are part of it."""

    id: str
    version: int = 1
    title: str
    scope: str = ""
    steps: tuple[Step, ...]
    coded_twice: CodedTwice
    kappa: Kappa
    causes: tuple[Cause, ...]
    changes: tuple[Change, ...] = ()
    note: str = ""
    cite: tuple[Citation, ...] = ()


class Pinpoint(Document):
    """Where in a text an answer stands: the words, and the page or section that holds them."""

    source: str = ""
    page: str = ""
    section: str = ""
    quote: str = ""


class Coded(Document):
    """One coder's answer to one version of one question."""

    question: str
    version: int
    answer: str = ""
    at: Pinpoint = Pinpoint()
    searched: str = ""
    note: str = ""


class Head(Document):
    """Whose sheet it is, of which version of which policy, and whether the coder saw another's answers (yes or no)."""

    policy: str
    coder: str
    protocol: str = "standard"
    begun: str = ""
    saw_other: str = ""


class Coding(Document):
    """One coder's answers to the whole codebook for one version of one policy."""

    coding: Head
    answers: tuple[Coded, ...] = ()


class Side(Document):
    """What one of two coders answered."""

    coder: str
    answer: str
    at: Pinpoint = Pinpoint()
    searched: str = ""
    note: str = ""


class ReviewRow(Document):
    """One divergence: both answers, why they part, and what stands."""

    policy: str
    question: str
    version: int
    text: str = ""
    first: Side
    second: Side
    cause: str = ""
    decision: str = ""
    on: str = ""
    note: str = ""


class ReviewSheet(Document):
    """The divergences of a comparison, to be settled by the team together."""

    protocol: str = "standard"
    review: tuple[ReviewRow, ...] = ()
