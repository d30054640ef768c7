"""What a lint check hands out: where it looked, what it found there, and where others wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nolle.cite import Citation
from nolle.law.condition import Condition
from nolle.law.scope import Scope
from nolle.terms import Decision


@dataclass(frozen=True, order=True)
class Place:
    """A clause of a document: the part it stands in (`rules`, `relief`, ...) and its path or id, or its number there.

    Without a part it is the document as a whole.
    """

    policy: str
    part: str = ""
    clause: str = ""


@dataclass(frozen=True)
class Named:
    """Values of one fact, to be told in words: offenses, classes of conduct, levels."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Words of a document, shown as they are: titles, ids, dates, what a commitment says."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Opened:
    """How far open lists may reach: within these scopes, or to any charge at all."""

    bounds: tuple[Scope, ...]
    to_any: bool = False


Slot = Named | Words | Opened | Scope | Condition | Decision | str | int
"""What may fill a slot of a check's text; the publisher puts it into words."""


@dataclass(frozen=True)
class Finding:
    """One thing that a check found.

    `check` is the id of its text; `cite` what it rests on besides that text; `others` the clauses of other
    documents that have it.
    """

    check: str
    at: Place
    slots: Mapping[str, Slot] = field(default_factory=dict)
    others: tuple[Place, ...] = ()
    cite: tuple[Citation, ...] = ()
