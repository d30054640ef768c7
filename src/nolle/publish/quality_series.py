"""The numbers of a quality report over time: pictures, tables, and breaks with what may explain them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nolle.dates import parse
from nolle.publish import quality_sentences as sentences
from nolle.publish import quality_words as words
from nolle.publish.charts import Chart, chart
from nolle.publish.page import Reference, capital, number
from nolle.publish.report import SEX_WORK

DRAWN = 0.5
"""A class with fewer charges a period than this is too small for a picture, and stands in the table."""

REFERENCES = 4
"""Sources that are named beside an explanation; the list at the end has all of them."""


@dataclass(frozen=True)
class Cell:
    """A number of a table: `note` is the letter of its break, or a dagger where it is of a part of the period."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class Drawn:
    """A series with its picture, its table by year and month, and its breaks."""

    number: int
    title: str
    chart: Chart
    grid: tuple[tuple[str, tuple[Cell, ...]], ...]
    breaks: tuple[Broken, ...]


@dataclass(frozen=True)
class Broken:
    """A break: its letter, what happened, and each thing that may explain it with its sources."""

    letter: str
    when: str
    what: str
    why: tuple[tuple[str, tuple[Reference, ...]], ...]


def title_of(one: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """What a series counts."""
    row = words.ROWS.get(told["mapping"]["row"], ("row", "rows"))[1]
    what = row if told["kind"] == "charges" else words.measure(one["measure"])
    of = words.about(one["classes"], told["words"]["classes"])
    if one["category"]:
        return f"{capital(what)}: {one['category']} ({of})"
    if one["classes"] == ["unknown"]:
        return f"{capital(what)} whose class of conduct is not known"
    return f"{capital(what)}: {of}" if of else f"All {what}"


def wanted(one: Mapping[str, Any]) -> bool:
    """Whether a series gets a picture: everything, what may be sex work, and charges of no known class."""
    classes = [name.partition("/")[0] for name in one["classes"]]
    of_interest = not classes or any(name in (*SEX_WORK, "unknown") for name in classes)
    return of_interest and sum(one["counts"]) >= DRAWN * len(one["counts"])


def ordered(told: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """The series with their places: of each measure everything first, then sex work, seller first."""
    measures = list(dict.fromkeys(one["measure"] for one in told["series"]))
    return sorted(enumerate(told["series"]), key=lambda item: _rank(item[1], measures))


def drawn(told: Mapping[str, Any]) -> Iterator[Drawn]:
    """The series that get a picture."""
    letters = _letters()
    for place, one in ordered(told):
        if not wanted(one):
            continue
        breaks = [(next(letters), found) for found in one["breaks"]]
        events = [event for event in told.get("events", ()) if event["category"] in ("", one["category"])]
        title = title_of(one, told)
        spans = [parse(event["on"]) for event in events]
        days = _days(breaks) + [span.first for span in spans if span.exact]
        bands = [span for span in spans if not span.exact]
        picture = chart(f"series-{place}", title, _alt(one, title), one, breaks, bands, days)
        yield Drawn(place, title, picture, tuple(_grid(one, breaks)), tuple(_broken_all(breaks, one["unit"], told)))


def _rank(one: Mapping[str, Any], measures: Sequence[str]) -> tuple[int, int]:
    order = ("", *SEX_WORK)
    first = one["classes"][0].partition("/")[0] if one["classes"] else ""
    return measures.index(one["measure"]), order.index(first) if first in order else len(order)


def _days(breaks: Sequence[tuple[str, Mapping[str, Any]]]) -> list[date]:
    """The days on which the law or a policy changed, as far as that may explain a break."""
    found = [why for _, broken in breaks for why in broken["explained"]]
    days = [parse(why["since"]).first for why in found if why["kind"] == "law" and why["since"]]
    return days + [parse(why["on"]).first for why in found if why["kind"] == "policy"]


def _letters() -> Iterator[str]:
    count = 0
    while True:
        yield (chr(96 + count // 26) if count >= 26 else "") + chr(97 + count % 26)
        count += 1


def _alt(one: Mapping[str, Any], title: str) -> str:
    """What a chart says, for who cannot see it."""
    counts, periods = one["counts"], one["periods"]
    high = max(range(len(counts)), key=lambda i: counts[i])
    said = f"{title}, by {one['unit']}, {words.period(periods[0])} to {words.period(periods[-1])}. "
    said += f"Most: {number(counts[high])} in {words.period(periods[high])}."
    for found in one["breaks"]:
        year = f"{words.period(found['first'])}: " if one["unit"] == "year" else ""
        said += f" {capital(year + sentences.broke(found, one['unit']))}"
    return said + (" The numbers break nowhere." if not one["breaks"] else "")


def _broken_all(
    breaks: Sequence[tuple[str, Mapping[str, Any]]], unit: str, told: Mapping[str, Any]
) -> Iterator[Broken]:
    """Each break with what may explain it; what was said of an earlier one is not said again."""
    said: dict[str, str] = {}
    for letter, found in breaks:
        one = broken(letter, found, unit, told)
        why = tuple((f"As under {said[text]}.", ()) if text in said else (text, refs) for text, refs in one.why)
        said |= {text: letter for text, _ in one.why if text not in said}
        yield replace(one, why=tuple(dict.fromkeys(why)))


def broken(letter: str, found: Mapping[str, Any], unit: str, told: Mapping[str, Any]) -> Broken:
    """A break in words, with what may explain it and where that stands."""
    once = {(why["kind"], why.get("policy", "") or sentences.explained(why, told)): why for why in found["explained"]}
    why = tuple(
        (sentences.explained(one, told), words.references(_cites(one), told)[:REFERENCES]) for one in once.values()
    )
    return Broken(letter, words.period(found["first"], found["last"]), capital(sentences.broke(found, unit)), why)


def _cites(why: Mapping[str, Any]) -> list[Mapping[str, str]]:
    offenses = (*why.get("before", ()), *why.get("after", ()))
    return [*why.get("cite", ()), *(cite for offense in offenses for cite in offense["cite"])]


def _grid(
    one: Mapping[str, Any], breaks: Sequence[tuple[str, Mapping[str, Any]]]
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """The numbers by year and month, with the year's sum; nothing where the periods are not months."""
    if one["unit"] != "month":
        return
    cells = {
        label: Cell(number(n), _note(label, one, breaks))
        for label, n in zip(one["periods"], one["counts"], strict=True)
    }
    sums: dict[str, int] = defaultdict(int)
    for label, n in zip(one["periods"], one["counts"], strict=True):
        sums[label[:4]] += n
    for year, total in sums.items():
        months = tuple(cells.get(f"{year}-{month:02d}", Cell("")) for month in range(1, 13))
        yield year, (*months, Cell(number(total)))


def _note(label: str, one: Mapping[str, Any], breaks: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    letter = next((letter for letter, found in breaks if found["first"] <= label <= found["last"]), "")
    return letter or ("†" if any(item["period"] == label for item in one["in_part"]) else "")


def undrawn(told: Mapping[str, Any]) -> Iterator[tuple[str, Broken]]:
    """Breaks of the series that have no picture."""
    for one in told["series"]:
        if not wanted(one):
            for found in one["breaks"]:
                yield title_of(one, told), broken("", found, one["unit"], told)
