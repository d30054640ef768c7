"""Why an answer that was released is another one now: what a team writes down where no review says it."""

from __future__ import annotations

from nolle.cite import Document


class Correction(Document):
    """One answer that was wrong, the cause in a word of the protocol, the day it was found, and what happened."""

    policy: str
    question: str
    cause: str = ""
    on: str = ""
    note: str = ""


class CorrectionSheet(Document):
    """The corrections since the last release."""

    protocol: str = "standard"
    corrections: tuple[Correction, ...] = ()
