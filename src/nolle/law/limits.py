"""What the law of a state holds against a policy: a ban on refusing a class of offenses, a power to remove."""

from __future__ import annotations

from enum import StrEnum

from nolle.cite import Citation, Document
from nolle.law.offense import InForce
from nolle.terms import Confidence, Decision


class LimitKind(StrEnum):
    """Whether the law speaks of such policies itself, or lets somebody end the term of their author."""

    REFUSAL = "refusal"
    REMOVAL = "removal"


class Limit(Document):
    """One such law. Of the decisions a rule may take, it `reaches` some and `spares` some; `unclear` are the others.

    A law that reaches no decision gives a power over the office-holder; `tried` says what came of it.
    """

    id: str
    jurisdiction: str
    title: str
    kind: LimitKind
    says: str
    reaches: tuple[Decision, ...] = ()
    unclear: tuple[Decision, ...] = ()
    spares: tuple[Decision, ...] = ()
    in_force: InForce = InForce()
    tried: str = ""
    note: str = ""
    confidence: Confidence = Confidence.RETRIEVED
    cite: tuple[Citation, ...] = ()
