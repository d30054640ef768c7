"""Which edition of its series a table of counts is, and where somebody published other numbers for the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nolle.publish import quality_words as words
from nolle.publish.page import Reference, capital, number


@dataclass(frozen=True)
class Edition:
    """Which edition a table is, the published numbers beside its own, and where another edition says otherwise."""

    said: str
    note: str
    references: tuple[Reference, ...]
    two: tuple[str, ...]
    table: tuple[tuple[str, str, str, str, str], ...]
    agree: int
    of: int


def edition(told: Mapping[str, Any]) -> Edition | None:
    """The edition of a told table; None for what is of none."""
    vintage = told.get("vintage")
    if not vintage:
        return None
    own = [one for one in told["totals"] if one["vintage"] == vintage["id"] and one["agrees"] is not None]
    return Edition(
        said=words.edition(vintage), note=vintage["note"], references=words.references(vintage["cite"], told),
        two=tuple(_two(told, vintage["id"])), table=tuple(_total(one, told) for one in _telling(told, vintage["id"])),
        agree=sum(1 for one in own if one["agrees"]), of=len(own),
    )  # fmt: skip


def _telling(told: Mapping[str, Any], stated: str) -> list[Mapping[str, Any]]:
    """The published numbers worth a row: those that differ, those of another edition, and the ones beside them."""
    odd = {one["period"] for one in told["totals"] if one["vintage"] != stated or one["agrees"] is False}
    return [one for one in told["totals"] if one["period"] in odd]


def _of(one: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """What a published number counts."""
    named = [told["words"]["places"].get(one["place"], one["place"])] if one.get("place") else []
    named += [one[key] for key in ("category", "disposition", "age_group") if one.get(key)]
    named += [told["words"]["classes"].get(one["conduct"], one["conduct"])] if one.get("conduct") else []
    named += [one["stage"]] if one.get("stage") else []
    return f"{capital(words.measure(one['measure']))}: {', '.join(named)}" if named else capital(one["measure"])


def _total(one: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    found = "none" if one["found"] is None else number(one["found"])
    found += "" if one["covered"] else " (a part)"
    of = one["vintage"] or capital(one["note"] or "not named")
    return _of(one, told), words.period(one["period"]), found, number(one["published"]), of


def _two(told: Mapping[str, Any], stated: str) -> Iterator[str]:
    """For each period of which another edition gives other numbers: both, and that they must never be mixed."""
    others: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for one in told["totals"]:
        if one["vintage"] and one["vintage"] != stated and not one["agrees"]:
            others[one["period"], one["vintage"]].append(one)
    for (period, vintage), totals in others.items():
        said = "; ".join(
            f"{number(one['published'])} for {_of(one, told).partition(': ')[2]}, {_here(one)}" for one in totals
        )
        yield (
            f"Of {words.period(period)} two totals exist. The edition “{vintage}” says {said}. "
            f"This file is of the edition “{stated}”. Never mix them: no table and no line of a chart holds both."
        )


def _here(one: Mapping[str, Any]) -> str:
    return "which this file does not count" if one["found"] is None else f"where this file has {number(one['found'])}"
