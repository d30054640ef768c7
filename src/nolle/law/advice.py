"""The words of a lint check: how grave a finding is, what it says, why it matters. Data: lawyers can mend them."""

from __future__ import annotations

from enum import StrEnum

from nolle.cite import Citation, Document
from nolle.law.policy import Texts
from nolle.terms import Confidence


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    PROBLEM = "problem"
    """The document does not do what it says, or runs into law that could undo it."""
    GAP = "gap"
    """Something that others have written is not there."""
    NOTE = "note"
    """Worth knowing; it may be meant."""


SLOTS = {
    "act": "what is decided, in words",
    "approved": "the programme or the person named",
    "by": "the clauses that silence it",
    "class": "a class of conduct",
    "clause": "the rule or exception, by its id",
    "day": "a date",
    "doubt": "what is in doubt about a law",
    "element": "an element of the model policy",
    "ended": "an offense that has ended, and when",
    "law": "a law that limits policies",
    "list": "a list, by its name",
    "missing": "offenses that no rule names",
    "named": "offenses or classes that are named",
    "near": "statements that come near it",
    "note": "what the office's document says beside",
    "number": "a number",
    "of": "how many charges there are on record",
    "office": "the office",
    "open": "what an open list may hold",
    "outside": "offenses, classes or levels that the office cannot decide",
    "perhaps": "how many charges on record perhaps meet it",
    "power": "what the office can decide",
    "successor": "the offenses that took the place of an ended one",
    "says": "what the law says",
    "tried": "what came of the law so far",
    "when": "the condition of the clause, in words",
    "words": "the words that were looked for",
}  # fmt: skip
"""What may stand in braces in a text."""


class Advice(Document):
    """One lint check in words. `says_of_part` takes the place of `says` where the text was not read in full.

    `classes` and `words` are what the check looks for: classes of conduct that no law bounds, words of a statement.
    """

    id: str
    severity: Severity
    title: str
    says: str
    says_of_part: str = ""
    why: str
    classes: Texts = ()
    words: Texts = ()
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()
