"""Which offenses can be charged for what is done in a situation: by conduct, party, locality and day.

Only what the catalogue says of an offense counts. A whole section that spans several sides gives way to its
paragraphs where these tell the sides apart; otherwise an offense is not counted again for its parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from nolle.dates import Span
from nolle.law.charges import ELEMENTS, RESIDUAL, Catalogue, is_class
from nolle.law.offense import Offense
from nolle.law.situation import ConductElement, Situation

FORMER = ("repealed", "amended", "renumbered")
"""What a text is that is no longer the law."""

Fit = dict[str, tuple[ConductElement, tuple[str, ...]]]
"""For each element that an offense can be charged for, by its id: the element, and the classes it shares."""


@dataclass(frozen=True)
class Fitting:
    """An offense that fits, with the elements it fits.

    `counted_as` is the section whose charges count for it: its own, or the whole that gave way to it. `perhaps`
    says that the day lies inside a date known only as a month or a year.
    """

    offense: Offense
    fit: Fit
    counted_as: str
    perhaps: bool = False

    @property
    def conduct(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, names in self.fit.values() for name in names))


@dataclass(frozen=True)
class Fitted:
    """What fits a situation: offenses of the day, those gone or not yet there, and those that allege more."""

    present: tuple[Fitting, ...]
    gone: tuple[tuple[Offense, Fit], ...]
    beyond: tuple[Offense, ...]


def fitting(situation: Situation, catalogue: Catalogue, localities: tuple[str, ...], day: Span) -> Fitted:
    """The offenses of a catalogue that can be charged in a situation, at a place with these localities."""
    present: dict[str, Fitting] = {}
    gone, beyond = [], []
    for offense in catalogue.offenses.values():
        fit = _fit(situation, offense, catalogue)
        if not fit or (offense.locality and offense.locality not in localities):
            continue
        if is_gone(offense, day):
            gone.append((offense, fit))
        elif alleges_more(offense):
            beyond.append(offense)
        else:
            present[offense.id] = Fitting(offense, fit, offense.id, offense.in_force_on(day) is None)
    return Fitted(tuple(_once(present, catalogue)), tuple(gone), tuple(beyond))


def is_gone(offense: Offense, day: Span) -> bool:
    """Whether the text could not be charged on the day: not in force, or ended on a day nobody noted."""
    ended = offense.status in FORMER and not offense.in_force.to
    return ended or offense.in_force_on(day) is False


def alleges_more(offense: Offense) -> bool:
    """Whether the offense always alleges force, abuse or a minor, which no situation holds."""
    return any(getattr(offense.elements, name) == "yes" for name in ELEMENTS)


def _fit(situation: Situation, offense: Offense, catalogue: Catalogue) -> Fit:
    """The elements it can be charged for. What is written wide may be any class inside it; `other` is only itself."""
    wide = [own for own in offense.conduct if own != RESIDUAL]
    classes = [c for c in catalogue.conduct if any(is_class(c, own) for own in wide)]
    found: Fit = {}
    for element in situation.elements:
        shared = tuple(c for c in classes if any(is_class(c, asked) for asked in element.conduct))
        if shared and element.reached_by(offense.party):
            found[element.id] = (element, shared)
    return found


def _once(present: dict[str, Fitting], catalogue: Catalogue) -> list[Fitting]:
    """Each offense once: sides by their paragraphs, and all else by the whole."""
    split = {whole for whole in present if _splits(present[whole], present, catalogue)}
    found = []
    for one in present.values():
        wider = [whole for whole in catalogue.within(one.offense.id)[1:] if whole in present]
        kept = [whole for whole in wider if whole not in split]
        if one.offense.id in split or any(_inside(one, present[whole]) for whole in kept):
            continue
        counted = next((whole for whole in wider if whole in split), one.offense.id)
        found.append(Fitting(one.offense, one.fit, counted, one.perhaps))
    return found


def _inside(part: Fitting, whole: Fitting) -> bool:
    """Whether a part says nothing that the whole does not: the same elements and classes of conduct."""
    return part.fit.keys() <= whole.fit.keys() and set(part.conduct) <= set(whole.conduct)


def _splits(whole: Fitting, present: dict[str, Fitting], catalogue: Catalogue) -> bool:
    """Whether the section spans several classes, and its parts hold every one that fits here."""
    parts = [present[id] for id in catalogue.parts(whole.offense.id)[1:] if id in present]
    told = {name for part in parts for name in part.conduct}
    return len(whole.offense.conduct) > 1 and bool(parts) and set(whole.conduct) <= told
