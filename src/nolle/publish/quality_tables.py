"""The tables of a quality report over time: by year or day, by place, and what stands in no period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nolle.dates import parse
from nolle.publish import quality_sentences as sentences
from nolle.publish import quality_words as words
from nolle.publish.page import listed, number, when
from nolle.publish.quality_series import ordered, title_of, wanted
from nolle.publish.report import SEX_WORK

PLACES = 24
"""Breaks of single places that the page shows; the values have all of them."""


@dataclass(frozen=True)
class Years:
    """All series by year: the heads, and for each series its name and cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    partial: bool


def years(told: Mapping[str, Any]) -> Years | None:
    """Every series by year; a year of which the file holds a part has a dagger."""
    if not told["series"] or told["series"][0]["unit"] == "day":
        return None
    held = sorted({label[:4] for one in told["series"] for label in one["periods"]})
    whole = {year: all(_whole_year(one, year) for one in told["series"]) for year in held}
    rows = []
    for _, one in ordered(told):
        sums: dict[str, int] = defaultdict(int)
        for label, n in zip(one["periods"], one["counts"], strict=True):
            sums[label[:4]] += n
        rows.append((title_of(one, told), tuple(number(sums[year]) if year in sums else "" for year in held)))
    heads = tuple(year if whole[year] else f"{year}†" for year in held)
    return Years(heads, tuple(rows), not all(whole.values()))


def _whole_year(one: Mapping[str, Any], year: str) -> bool:
    labels = [label for label in one["periods"] if label[:4] == year]
    months = 12 if one["unit"] == "month" else 1
    return not labels or (len(labels) == months and not any(item["period"] in labels for item in one["in_part"]))


def days(told: Mapping[str, Any]) -> Years | None:
    """Every series by day, where the file is of few of them."""
    if not told["series"] or told["series"][0]["unit"] != "day":
        return None
    shown = [one for _, one in ordered(told) if not one["classes"] or wanted(one)]
    heads = tuple(title_of(one, told) for one in shown)
    rows = tuple(
        (when(parse(label)), tuple(number(one["counts"][place]) for one in shown))
        for place, label in enumerate(told["series"][0]["periods"])
    )
    return Years(heads, rows, False)


def places(told: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """The widest breaks of single places, sex work first: place, what, what happened, what may explain it."""
    found = []
    for one in told.get("by_place", ()):
        classes = {name.partition("/")[0] for name in one["classes"]}
        first = not classes.intersection(SEX_WORK)
        for broken in one["breaks"]:
            found.append((first, -abs(broken["n"] - broken["usual"]), one, broken))
    for _, _, one, broken in sorted(found, key=lambda item: item[:2])[:PLACES]:
        why = " ".join(sentences.explained(item, told) for item in broken["explained"]) or "Nothing known."
        place = told["words"]["places"].get(one["place"], one["place"])
        at = f"{words.period(broken['first'], broken['last'])}: {sentences.broke(broken, one['unit'])}"
        yield place, one["category"] or words.measure(one["measure"]), at, why


def lacking(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Places, and the periods of which the table has no row of them."""
    periods: dict[str, dict[str, None]] = defaultdict(dict)
    for item in told.get("lacking", ()):
        periods[item["place"]].update(dict.fromkeys(item["periods"]))
    names = told["words"]["places"]
    return [(names.get(place, place), listed(words.period(one) for one in found)) for place, found in periods.items()]


def outside(told: Mapping[str, Any]) -> list[str]:
    """What stands in no period, and of how few days the periods may be."""
    frames = [("", told["frame"])] if told.get("frame") else list(told.get("frames", {}).items())
    said = []
    for measure, frame in frames:
        of = f" ({words.measure(measure)})" if measure else ""
        if frame["share"] < 0.95:
            said.append(f"The periods have rows for about {round(100 * frame['share'])} of 100 days{of}.")
        if frame["of_several_periods"]:
            said.append(
                f"Rows that may be of several periods, and are in none{of}: {number(frame['of_several_periods'])}."
            )
        if frame["years_away"]:
            said.append(f"Rows years away from all others, which are left out{of}: {number(frame['years_away'])}.")
    for one in told["series"][:1]:
        for item in one["in_part"]:
            said.append(
                f"{words.period(item['period'])} is held in part ({item['days']} of {item['of']} days) and was not "
                "compared."
            )
    return said
