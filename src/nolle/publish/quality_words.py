"""Words of the quality report: how charges were read, what is counted, how far statements were checked; the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nolle.dates import parse
from nolle.publish.page import Reference, listed, number, plural, when

HOW = {
    "reviewed": "a person has said what the string is",
    "offense": "the row names an offense of the catalogue",
    "code": "by a code of a table",
    "citation": "by the citation of the law",
    "description": "by words that a table of the state gives for one offense",
    "uncatalogued": "a section that was read without doubt, and that the catalogue does not hold",
    "conduct": "only by the class of conduct that the file states",
    "ambiguous": "fits several offenses, or two statements of the row disagree",
    "category": "a bucket of statistics, wider than any offense",
    "unmatched": "could not be read: the charge may be anything",
}
"""How a charge was matched, surest first."""

OPEN = ("ambiguous", "category", "unmatched")

WOULD_TELL = {
    "date": "the day of the offense, because the section was changed",
    "side": "whether the person is said to have sold or bought",
    "agency": "which agency wrote the code",
    "subdivision": "the paragraph of the section",
    "section": "which of the sections that the string cites was charged",
    "description": "the words beside the code: several offenses share it, or words and code disagree",
    "priors": "earlier convictions, which move the level",
    "narrative": "what the report says happened",
    "ambiguous": "what these strings mean: they fit several offenses",
    "category": "which offenses these categories are made of",
    "unmatched": "what these strings mean: nobody has a table for them",
}

ROWS = {
    "charge": ("charge", "charges"),
    "arrest_top_charge": ("arrest", "arrests"),
    "case": ("case", "cases"),
    "incident": ("incident", "incidents"),
    "code_list": ("entry", "entries"),
    "person_reviewed": ("person", "persons"),
    "count_table": ("number", "numbers"),
}
"""What a row is, in words."""

MEASURES = {
    "reviews": "persons presented for review",
    "bail": "cases by bail",
    "population": "people who live there",
    "agencies": "agencies that reported",
}

DATES = {
    "offense_on": "the offense",
    "arrested_on": "the arrest",
    "referred_on": "the referral to the office",
    "filed_on": "filing",
    "disposed_on": "the end of the charge",
}

CONFIDENCE = {
    "verified": "checked against the law or another source of its own",
    "retrieved": "read in the source that is named",
    "seed": "taken from the material this project began with",
    "partial": "checked in part: some of it was not read",
    "unverified": "nobody has checked it: it decides nothing by itself",
}


def measure(name: str) -> str:
    """What a series counts."""
    return MEASURES.get(name, name)


def about(classes: Sequence[str], words: Mapping[str, str]) -> str:
    """Classes of conduct in words."""
    return listed([words.get(one, "not known: it may be of several classes") for one in classes], "or")


def period(first: str, last: str = "") -> str:
    """`March 2018`, `2014`, `March 2020 to June 2020`."""
    told = when(parse(first))
    return told if last in ("", first) else f"{told} to {when(parse(last))}"


def figure(n: float) -> str:
    """`61`, `16.5`, `1,234`."""
    return number(round(n)) if n >= 20 or n == int(n) else f"{n:.1f}"


# ---------------------------------------------------------------- the answer


def answer(told: Mapping[str, Any]) -> str:
    """What to know first: rows, what was read, and how many breaks nothing explains."""
    said = [_rows(told)]
    if told["kind"] == "charges" and told["rows"]["charges"]:
        left, total = sum(told["matching"].get(how, 0) for how in OPEN), told["rows"]["charges"]
        row = ROWS.get(told["mapping"]["row"], ("row", "rows"))[1]
        if left:
            read = share(total - left, total).capitalize()
            said.append(f"{read} of the {row} were read without a person; {number(left)} need one.")
        else:
            said.append(f"All {row} were read without a person.")
    elif told.get("vintage"):
        said.append(edition(told["vintage"]))
    every = [one for series in (*told["series"], *told.get("by_place", ())) for one in series["breaks"]]
    alone = sum(1 for one in every if not one["explained"])
    if every:
        said.append(f"The numbers break {_times(len(every))}; {_alone(alone, len(every))}.")
    elif told["series"]:
        by_day = told["series"][0]["unit"] == "day"
        said.append("No day is without a row." if by_day else "The numbers break nowhere.")
    return " ".join(said)


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{number(n)} times")


def _alone(n: int, of: int) -> str:
    if n == of:
        return "nothing known explains it" if of == 1 else "nothing known explains that"
    return f"nothing known explains {number(n)} of these" if n else "something known may explain each"


def _rows(told: Mapping[str, Any]) -> str:
    rows = told["rows"]
    kept = rows["charges"] if told["kind"] == "charges" else rows["read"]
    if not rows["in"]:
        return "The file has no rows."
    if not rows["quarantined"]:
        return f"All {number(rows['in'])} rows were taken in."
    taken, aside = (f"{number(n)} {'was' if n == 1 else 'were'}" for n in (kept, rows["quarantined"]))
    return f"Of {plural(rows['in'], 'row')} {taken} taken in, and {aside} set aside."


def edition(vintage: Mapping[str, Any]) -> str:
    """Which edition of its series a table is, and whether its numbers say so too."""
    of = f"the edition “{vintage['id']}” of the series “{vintage['series']}”"
    return {
        "agrees": f"It is {of}, and its numbers agree with what was published in it.",
        "contradicts": f"It is said to be {of}, but its numbers are not those that were published in it.",
    }.get(vintage["numbers"], f"It is said to be {of}; no published number was there to hold it against.")


def share(n: int, of: int) -> str:
    """A share that is never rounded up to all, or down to nothing."""
    if n in (0, of):
        return "all" if n else "none"
    return f"{min(99.9, max(0.1, 100 * n / of)):.1f}%"


def references(cites: Iterable[Mapping[str, str]], told: Mapping[str, Any]) -> tuple[Reference, ...]:
    """Citations as the numbers of their sources on the page, and where in them."""
    numbers = {source["id"]: place for place, source in enumerate(told["sources"], 1)}
    found = dict.fromkeys((numbers[cite["source"]], cite["at"]) for cite in cites if cite["source"] in numbers)
    return tuple(Reference(*one) for one in found)
