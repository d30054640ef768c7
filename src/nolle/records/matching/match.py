"""What one charge string may be, and how we know: the result of matching, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nolle.law.charges import RESIDUAL

HOW = (
    "reviewed",  # a person has said what this string is
    "offense",  # the record names an offense of the catalogue
    "code",  # a code of the mapping's code system, as its table says
    "citation",  # a citation of law, read without doubt
    "description",  # words that a table of the same state gives for one offense
    "uncatalogued",  # a section that is read, of a body of law whose coverage is stated, and is not in the catalogue
    "ambiguous",  # it fits two offenses, or its table says not to decide on it
    "category",  # a statistical bucket, wider than any offense
    "conduct",  # only a class of conduct, which the record states
    "unmatched",
)
"""How a charge was matched, surest first."""

TO_REVIEW = ("ambiguous", "category", "unmatched")
"""Ways to be matched that leave a person to look: the string itself decides nothing."""

DECIDING = ("date", "side", "agency", "subdivision", "description", "priors", "narrative", "section")
"""What, if the record held it, would tell the candidates of an ambiguous string apart."""


@dataclass(frozen=True)
class Match:
    """What one charge string may be.

    `offenses` are candidates of the catalogue; with `or_other` it may also be an offense that the catalogue does
    not hold, of one of the `classes`; with `among` it may be one that it holds, of these classes too. `anything`
    says that the candidates are not all. `conduct` is a class that the
    record states beside. `deciding` names what would tell candidates apart, `because` says in a few words what
    was read, `confidence` is that of the table or the catalogue entry.
    """

    how: str
    offenses: tuple[str, ...] = ()
    or_other: bool = False
    classes: tuple[str, ...] = (RESIDUAL,)
    among: bool = False
    anything: bool = False
    conduct: str = ""
    confidence: str = ""
    deciding: tuple[str, ...] = ()
    because: str = ""

    @property
    def offense_known(self) -> bool:
        """Whether the string by itself settles what was charged."""
        return self.how not in TO_REVIEW

    def doubted(self, others: Iterable[str], deciding: str, because: str) -> Match:
        """The same string with more candidates, and nothing decided: two statements disagree."""
        offenses = tuple(dict.fromkeys((*self.offenses, *others)))
        return replace(self, how="ambiguous", offenses=offenses, anything=True, deciding=(deciding,), because=because)


UNMATCHED = Match("unmatched", anything=True)


def spaced(text: str) -> str:
    """Upper case, single spaces: what two spellings of one charge string have in common."""
    return " ".join(text.upper().split())
