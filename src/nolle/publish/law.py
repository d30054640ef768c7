"""An offense of the catalogue → plain words: what it covers, when it was the law, and what nobody has read.

A blank date is never filled: it is said to be unknown, here and in every list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from nolle.dates import ANY_DAY, Span
from nolle.law.offense import Offense
from nolle.publish.wording import Wording
from nolle.terms import Confidence

PARTY = {
    "seller": "the sex worker",
    "buyer": "the client",
    "third_party": "a third party",
    "both": "sex worker and client alike",
    "any": "anybody",
    "": "not said",
}
STATUS = {
    "in_force": "the source shows it as current",
    "amended": "amended: another text took its place",
    "repealed": "repealed",
    "renumbered": "renumbered: another section took its place",
    "unknown": "whether it is still the law was not checked",
}
NEEDS = {
    "date": "the date",
    "side": "the side: the citation covers sex worker and client alike",
    "description": "the words beside it: several offenses share the citation",
    "agency": "the agency: two cities use the same prefix",
    "narrative": "the report: only its text tells",
    "priors": "earlier convictions",
    "collision": "care: another offense is written almost the same",
    "subdivision": "the paragraph",
}
MATCHES = {
    "exact": "this offense",
    "section": "the section; the paragraph is not given",
    "alias": "another way to write the citation",
    "broad": "several degrees or sections; this is the main one",
    "ambiguous": "ambiguous: decides nothing",
    "category": "a statistical bucket: decides nothing",
}
FORMER = ("amended", "repealed", "renumbered")
"""What a text is that is no longer the law."""

_ELEMENTS = {
    "violence": "violence",
    "coercion": "coercion",
    "abusive_or_exploitative": "abuse or exploitation",
    "minor_involved": "another person under 18",
}
_GRADE = {"A": "class A", "B": "class B", "C": "class C", "D": "class D", "E": "class E"}


class Standing(StrEnum):
    """What is known of an offense's text on a day."""

    IN_FORCE = "in_force"
    NOT_IN_FORCE = "not_in_force"
    PART = "part"
    """The first or last day is known only as a month or a year, and this day may be on either side."""
    NOT_VERIFIED = "not_verified"
    """No known date excludes the day, and the dates that would confirm it were not read."""


ON_THE_DAY = {
    Standing.IN_FORCE: "in force",
    Standing.NOT_IN_FORCE: "not in force",
    Standing.PART: "perhaps in force: its dates are not exact",
    Standing.NOT_VERIFIED: "no known date excludes it",
}


def standing(offense: Offense, on: Span) -> Standing:
    """What is known of the text on these days. A blank date excludes nothing, and confirms nothing."""
    held = offense.in_force_on(on)
    if held is False:
        return Standing.NOT_IN_FORCE
    first, last = offense.in_force.from_, offense.in_force.to
    if first is None or (last is None and offense.status != "in_force"):
        return Standing.NOT_VERIFIED
    return Standing.IN_FORCE if held else Standing.PART


def dates(offense: Offense) -> str:
    """`1976 to 2021-02-02`, `until 2019-09-30, first day not read (partly verified)`, `dates not read`."""
    sure = " (partly verified)" if offense.dates_confidence == "partial" else ""
    return _span(offense) + sure


def _span(offense: Offense) -> str:
    first, last = offense.in_force.from_, offense.in_force.to
    if first and last:
        return f"{first} to {last}"
    if first:
        end = {"in_force": "", "unknown": ", end not checked"}.get(offense.status, ", last day not read")
        return f"from {first}{end}"
    return f"until {last}, first day not read" if last else "dates not read"


def level(offense: Offense, words: Wording) -> str:
    """`a misdemeanor, class B`, `varies: violation or misdemeanor B`, `not read`."""
    detail = _GRADE.get(offense.grade, offense.grade)
    name = words.dictionary.levels.get(offense.level, offense.level).removeprefix("a ").removeprefix("an ")
    if not offense.level:
        return f"not read ({detail})" if detail else "not read"
    if offense.level == "varies":
        return f"varies: {detail}" if detail else "varies"
    return f"{name}, {detail}" if detail else name


def conduct(offense: Offense, words: Wording) -> str:
    """`selling sex or buying sex`."""
    return " or ".join(words.conduct(one) for one in offense.conduct)


def elements(offense: Offense) -> list[str]:
    """What the offense alleges, and what it may: one sentence each; for an unverified row, that nobody knows."""
    told = [
        f"alleges {_ELEMENTS[name]}" if said == "yes" else f"may allege {_ELEMENTS[name]}"
        for name, said in offense.elements
        if said
    ]
    if offense.confidence is Confidence.UNVERIFIED:
        return [*told, "whether it alleges anything else is not known: the entry is unverified"]
    return told or ["no violence, no coercion and no minor"]


def unknown(offense: Offense) -> list[str]:
    """What the catalogue does not know about this offense."""
    first, last = offense.in_force.from_, offense.in_force.to
    ended = offense.status in FORMER
    checks = (
        (first is None, "the first day of this text"),
        (last is None and ended, "the last day of this text"),
        (offense.status == "unknown", "whether it is still the law"),
        (not offense.level, "the level"),
        (offense.level == "varies" and not offense.grade, "what the level depends on"),
        (bool(first and not first.exact), f"the first day within {first}"),
        (bool(last and not last.exact), f"the last day within {last}"),
        (offense.dates_confidence == "partial", "whether the dates are exact: they were inferred or read in part"),
        (ended and offense.status != "repealed" and not offense.successor, "what took its place"),
    )
    return [what for missing, what in checks if missing]


def confidence(offense: Offense) -> str:
    """How sure the entry is, in words."""
    told = {
        Confidence.VERIFIED: "verified: section, coverage and level were read in the source",
        Confidence.PARTIAL: "partial: that it exists was read; a detail is general knowledge or left empty",
        Confidence.UNVERIFIED: "unverified: general knowledge only, and decides nothing by itself",
    }
    return told.get(offense.confidence, offense.confidence.value)


# ---------------------------------------------------------------- texts in time


def earlier(offense: Offense, offenses: Mapping[str, Offense]) -> list[Offense]:
    """What came before it, nearest first: texts that name it as their successor, and theirs."""
    found: list[Offense] = []
    waiting = [offense.id]
    while waiting:
        after = waiting.pop(0)
        before = [one for one in offenses.values() if one.successor == after and one not in found]
        found += before
        waiting += [one.id for one in before]
    return [one for one in found if one.id != offense.id]


def later(offense: Offense, offenses: Mapping[str, Offense]) -> list[Offense]:
    """What took its place, and what took the place of that."""
    found: list[Offense] = []
    here = offense
    while here.successor in offenses and offenses[here.successor] not in (offense, *found):
        here = offenses[here.successor]
        found.append(here)
    return found


def same_citation(offense: Offense, offenses: Mapping[str, Offense]) -> list[Offense]:
    """Other texts that were cited as it is cited: of another time, or told apart by their words."""
    return [one for one in _of_the_section(offense, offenses) if one.subdivision == offense.subdivision]


def same_number(offense: Offense, offenses: Mapping[str, Offense]) -> list[Offense]:
    """Other texts cited as it is, and former texts of which one is the whole of the other: one number, two meanings."""

    def whole(one: Offense, other: Offense) -> bool:
        return not one.subdivision or f"{other.subdivision}.".startswith(f"{one.subdivision}.")

    alike = same_citation(offense, offenses)
    for one in _of_the_section(offense, offenses):
        former = ("@" in one.id) != ("@" in offense.id)
        if one not in alike and former and (whole(one, offense) or whole(offense, one)):
            alike.append(one)
    return alike


def _of_the_section(offense: Offense, offenses: Mapping[str, Offense]) -> list[Offense]:
    def section(one: Offense) -> tuple[str, ...]:
        return one.code, one.chapter, one.section

    same = (one for one in offenses.values() if section(one) == section(offense))
    return [one for one in same if offense.section and one.id != offense.id]


def in_time(found: Sequence[Offense]) -> list[Offense]:
    """Texts in the order of the dates that are known; of blank ones, an earlier text stands before today's."""

    def key(one: Offense) -> tuple[object, ...]:
        first, last = one.in_force.from_ or ANY_DAY, one.in_force.to or ANY_DAY
        return last.last, first.first, "@" not in one.id, one.id

    return sorted(found, key=key)


def differ(found: Sequence[Offense]) -> bool:
    """Whether texts of different times say different things: another conduct, side, level or element."""
    former = [one for one in found if "@" in one.id]
    return any(_substance(one) != _substance(other) for one in former for other in found if one is not other)


def _substance(offense: Offense) -> tuple[object, ...]:
    return frozenset(offense.conduct), offense.party, offense.level, offense.elements
