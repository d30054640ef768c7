"""The elements of a model policy: what every office's policy is laid beside, one by one."""

from __future__ import annotations

from enum import StrEnum

from nolle.cite import Citation, Document
from nolle.law.policy import Texts
from nolle.terms import Confidence


class Asks(StrEnum):
    """What kind of question an element is, and where in a policy its answer stands."""

    CHARGES = "charges"
    """How charges of some classes of conduct are decided: the rules."""
    RELIEF = "relief"
    """What is done for past cases: the relief and the acts."""
    PROTECTION = "protection"
    """What is promised to people who report: the protections."""
    POSITION = "position"
    """What the office seeks at a later stage: the positions."""
    PATTERN = "pattern"
    """Whether sellers are spared while clients are prosecuted (End Demand)."""


class Element(Document):
    """One element: for charges the classes of `conduct`, for relief what it `reach`es, for positions the `stages`.

    `opened` says that the source names it only through a list that it leaves open; `beside` that the source
    names it as a matter of discretion without saying what to do, so that the model policy asks nothing there.
    """

    id: str
    title: str
    asks: Asks = Asks.CHARGES
    conduct: Texts = ()
    reach: str = ""
    stages: Texts = ()
    opened: bool = False
    beside: bool = False
    note: str = ""
    confidence: Confidence = Confidence.SEED
    cite: tuple[Citation, ...] = ()
