"""What to ask an office for, in the order of how much it would settle.

An ask is a kind, what it is about, and how many charges (or rows of a table, or the numbers they hold) are unclear
without it. Sentences are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = (
    "column",  # the file has no such column
    "cases",  # the other charges of a case may be missing
    "history",  # a person's earlier charges may be missing
    "strings",  # charge strings that need a person: what would tell their candidates apart
    "side",  # a category that counts several classes of conduct together
    "words",  # words that nothing translates
    "empty",  # cells with nothing in them
    "repeated",  # rows that say again what another row says
    "dates",  # dates that cannot be
    "edition",  # numbers that are not those of the edition the file is said to be of
    "editions",  # another edition has other numbers for the same thing
    "lacking",  # periods without a row
    "aside",  # rows that could not be read
    "break",  # a break that nothing known explains
)
"""The kinds, in the order in which those that would settle equally much stand."""


@dataclass(frozen=True)
class Ask:
    """One thing to ask for: `n` is how many it would settle, `of` how many there are, `about` what it is about.

    `settles` is how many charges of the model policy it would settle by itself; it orders what is of equal size.
    """

    kind: str
    about: str
    n: int
    of: int
    settles: int = 0
    examples: tuple[tuple[str, int], ...] = ()


def in_order(asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Those that would settle something, most first."""
    wanted = [ask for ask in asks if ask.n]
    return tuple(sorted(wanted, key=lambda ask: (-ask.n, -ask.settles, KINDS.index(ask.kind), ask.about)))
