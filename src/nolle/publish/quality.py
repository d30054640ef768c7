"""The quality of a file as one page, for the office itself: what to know before any number of it is believed.

Made from the values that `nolle records check --json` prints, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nolle.publish import quality_sentences as sentences
from nolle.publish import quality_series as series
from nolle.publish import quality_tables as tables
from nolle.publish import quality_words as words
from nolle.publish.page import MONTHS, capital, listed, number, render, tool
from nolle.publish.quality_editions import edition

STRINGS = 15
"""Charge strings that the page shows; the review file has all of them."""


def page(told: Mapping[str, Any]) -> str:
    """The page of a report on charges, or on a table of counts."""
    file = told["records"]["file"]
    values = {
        "title": f"How good are these records: {file}",
        "description": words.answer(told),
        "kind": "Data quality",
        "as_of": date.fromisoformat(told["as_of"]) if told["as_of"] else None,
        "running": f"Data quality of {file}: not for publication",
        "foot_line": f"{tool()}. Records {file}. Not for publication.",
        "told": told,
        "answer": words.answer(told),
        "row": words.ROWS.get(told["mapping"]["row"], ("row", "rows")),
        "rows": _rows(told),
        "matched": _matched(told),
        "strings": [_string(item, told) for item in told.get("to_review", [])[:STRINGS]],
        "missing": list(_missing(told)),
        "impossible": list(_impossible(told)),
        "series": list(series.drawn(told)),
        "events": [
            (sentences.explained({"kind": "event", **event}, told), words.references(event["cite"], told))
            for event in told.get("events", ())
        ],
        "undrawn": list(series.undrawn(told)),
        "years": tables.years(told),
        "days": tables.days(told),
        "places": list(tables.places(told)),
        "places_left": max(0, sum(len(one["breaks"]) for one in told.get("by_place", ())) - tables.PLACES),
        "lacking": tables.lacking(told),
        "outside": tables.outside(told),
        "edition": edition(told),
        "covered": _covered(told),
        "asks": [(sentences.ask(one, told), sentences.settles(one, told)) for one in told["asks"]],
        "unverified": _confidences(told),
        "cites": words.references(told["mapping"]["cite"], told),
        "unexplained": sentences.UNEXPLAINED,
        "month_heads": [month[:3] for month in MONTHS],
        "dated": words.DATES.get(told.get("months_of", ""), ""),
    }
    return render("quality.html", values)


# ---------------------------------------------------------------- rows and matching


@dataclass(frozen=True)
class Part:
    """A part of a whole as a stretch of a bar; `stripes` are where its stripes are cut out."""

    look: str
    x: str
    width: str
    stripes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Whole:
    """A whole and its parts: the picture, what it says, and the rows of its table."""

    parts: tuple[Part, ...]
    label: str
    table: tuple[tuple[str, int, str], ...]


def _whole(label: str, table: Sequence[tuple[str, int, bool]]) -> Whole:
    """A whole of named parts; those that are not fine are striped."""
    total = sum(n for _, n, _ in table)
    parts, left = [], 0.0
    for _, n, fine in table:
        width = 100 * n / total if total else 0
        if n:
            look, stripes = ("bar", ()) if fine else ("broken", tuple(range(3, 22, 5)))
            parts.append(Part(look, f"{left:.4g}%", f"{max(width, 0.3):.4g}%", stripes))
        left += width
    return Whole(tuple(parts), label, tuple((name, n, words.share(n, total) if total else "") for name, n, _ in table))


def _rows(told: Mapping[str, Any]) -> Whole:
    rows = told["rows"]
    noun = words.ROWS.get(told["mapping"]["row"], ("row", "rows"))[1]
    kept, named = (rows["charges"], noun) if told["kind"] == "charges" else (rows["read"], "rows that were read")
    table = [
        (capital(named), kept, True),
        *((capital(item["reason"]), item["n"], False) for item in told["quarantine"]),
    ]
    label = f"{number(rows['in'])} rows in: {number(kept)} {named}, {number(rows['quarantined'])} set aside"
    return _whole(label, table)


def _matched(told: Mapping[str, Any]) -> Whole | None:
    if told["kind"] != "charges" or not told["rows"]["charges"]:
        return None
    found = told["matching"]
    left = sum(found.get(how, 0) for how in words.OPEN)
    read = told["rows"]["charges"] - left
    label = f"{number(read)} were read without a person, {number(left)} need one"
    return _whole(
        label, [(capital(text), found[how], how not in words.OPEN) for how, text in words.HOW.items() if how in found]
    )


@dataclass(frozen=True)
class String:
    """A charge string that needs a person: what it may be, and what would tell."""

    text: str
    n: int
    may_be: str
    would_tell: str


def _string(item: Mapping[str, Any], told: Mapping[str, Any]) -> String:
    text = " ".join(filter(None, (item["code"] or item["offense"], item["description"]))) or "(nothing)"
    named = [told["words"]["offenses"].get(id, id) for id in item["may_be"]]
    shown = listed(named[:3], "or") + (f", or {len(named) - 3} others" if len(named) > 3 else "")
    tells = "; or ".join(words.WOULD_TELL.get(one, one) for one in item["would_decide"])
    return String(text, item["n"], shown or "anything", tells)


# ---------------------------------------------------------------- what is missing


@dataclass(frozen=True)
class Lack:
    """A column of the file, what it holds, and how many charges lack it."""

    column: str
    meaning: str
    n: int
    share: str
    width: str
    unread: int


def _missing(told: Mapping[str, Any]) -> Iterator[Lack]:
    for item in told.get("missing", ()):
        width = f"{100 * item['n'] / item['of']:.3g}%" if item["of"] else "0"
        share = words.share(item["n"], item["of"]) if item["of"] else ""
        meaning = told["words"]["columns"].get(item["column"], "")
        yield Lack(item["column"], meaning, item["n"], share, width, item["unread"])


def _impossible(told: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """What cannot be of dates and ages, with the charges of which it is said."""
    for what, n in told.get("impossible", {}).items():
        later, _, earlier = what.partition(" before ")
        day = later.removesuffix(" after the as-of date")
        said = f"before the day of {words.DATES.get(earlier, earlier)}" if earlier else "after the as-of date"
        if n:
            yield f"The day of {words.DATES.get(day, day)} is {said}", n
    if told.get("impossible_ages"):
        yield "The age is no number, or one that nobody has", told["impossible_ages"]


# ---------------------------------------------------------------- the law, what to ask for, what the words mean


@dataclass(frozen=True)
class Covered:
    """A statement about a body of law: what it says of a section that is not in the catalogue."""

    name: str
    says: str
    note: str
    confidence: str
    n: int


def _covered(told: Mapping[str, Any]) -> list[Covered]:
    found = []
    for one in (told["coverage"] or {}).get("relied", ()):
        classes = [told["words"]["classes"].get(name, name) for name in one["complete_for"]]
        says = (
            f"is not about {listed(classes, 'or')}" if classes else "is of no class of conduct that the catalogue holds"
        )
        found.append(Covered(one["name"], says, one["note"], one["confidence"], one["n"]))
    return found


def _confidences(told: Mapping[str, Any]) -> list[tuple[str, str, int, int]]:
    """Each word for how far a statement was checked, with the texts of the law and the charges that rest on it."""
    law = told["coverage"] or {"texts": {}, "charges": {}}
    used = [word for word in words.CONFIDENCE if word in law["texts"] or word in law["charges"] or word == "unverified"]
    return [(word, words.CONFIDENCE[word], law["texts"].get(word, 0), law["charges"].get(word, 0)) for word in used]
