"""The dates of a memo, and what each is the date of: of the memo, of its announcement, of its effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nolle.analysis.coding.proposals import Memo, Pin, Proposal
from nolle.analysis.coding.sentences import Sentence
from nolle.analysis.coding.signs import Raw, Signs, found
from nolle.dates import parse

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NAMES = "|".join((*_MONTHS, *(rf"{month[:3]}\.?" for month in _MONTHS if len(month) > 3), r"sept\.?"))
_DATE = re.compile(
    rf"\b(?P<month>{_NAMES})\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_NAMES}),?\s+(?P<year2>(?:19|20)\d\d)\b"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    r"|\b(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(rf"\b(?P<month>{_NAMES})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\s*\d{{4}})", re.IGNORECASE)
_YEAR = re.compile(r"\bin (?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_NO_YEAR_SAID = "the text gives no year: is it the year of the announcement?"
_NOT_SURE = "month or day first? Read here as month first"
_MEMO = "the date stands at the head of the text: is it the day of the announcement?"
_SHORT_BEFORE, _AROUND = 40, 60


@dataclass(frozen=True)
class Dated:
    """A date in the text, as EDTF, and its span."""

    on: str
    start: int
    end: int
    unsure: bool = False


def dates(text: str, start: int = 0) -> Iterator[Dated]:
    """The dates of a stretch; days that no calendar has are passed over."""
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        unsure = bool(parts["m"]) and int(parts["d"]) <= len(_MONTHS)
        on = parts["iso"] or _edtf(
            parts["year"] or parts["year2"] or parts["y"],
            parts["m"] or _month(parts["month"] or parts["month2"] or ""),
            parts["day"] or parts["day2"] or parts["d"],
        )
        if _sound(on):
            yield Dated(on, start + match.start(), start + match.end(), unsure)


def _month(name: str) -> str:
    known = [n for n, month in enumerate(_MONTHS, 1) if name and month.startswith(name.lower().rstrip(".")[:3])]
    return str(known[0]) if known else ""


def _edtf(year: str, month: str, day: str | None) -> str:
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _sound(on: str) -> bool:
    try:
        return parse(on).first >= date(1900, 1, 1)
    except ValueError:
        return False


# ---------------------------------------------------------------- events


def events(memo: Memo, signs: Signs, told: Sequence[Sentence]) -> list[Proposal]:
    """What happened on the dates of the text: announced, and in effect; with the first of each kind kept."""
    head = _head_end(memo.text, signs.head_lines)
    made: dict[str, Proposal] = {}
    for sentence in told:
        effective = found(signs.effective_words, sentence.text)
        here = [*dates(sentence.text, sentence.start)]
        for one in here:
            kind = _kind(sentence, one, signs, head, effective is not None)
            if kind and kind not in made:
                asks: tuple[str, ...] = (_NOT_SURE,) if one.unsure else ()
                asks += (_MEMO,) if kind == "announced" and not found(signs.announced_words, sentence.text) else ()
                made[kind] = _event(kind, one.on, (memo.pin(one.start, one.end),), asks)
        if effective is not None and not here and "in_effect" not in made:
            made |= _without_a_day(memo, signs, sentence, made)
    return [made[kind] for kind in ("announced", "in_effect") if kind in made]


def _without_a_day(memo: Memo, signs: Signs, sentence: Sentence, made: dict[str, Proposal]) -> dict[str, Proposal]:
    """`Effective immediately` is the day of the announcement; `took effect in 2021` is any day of that year."""
    now = found(signs.immediately, sentence.text)
    if now is not None and "announced" in made:
        assert isinstance(made["announced"].value, dict)
        pin = memo.pin(sentence.start + now.start(), sentence.start + now.end())
        return {"in_effect": _event("in_effect", str(made["announced"].value["on"]), (pin,), ())}
    day = _NO_YEAR.search(sentence.text)
    if day is not None and "announced" in made and found(signs.effective_words, sentence.text[: day.start()]):
        assert isinstance(made["announced"].value, dict)
        on = _edtf(str(made["announced"].value["on"])[:4], _month(day["month"]), day["day"])
        pin = memo.pin(sentence.start + day.start(), sentence.start + day.end())
        return {"in_effect": _event("in_effect", on, (pin,), (_NO_YEAR_SAID,))} if _sound(on) else {}
    year = _YEAR.search(sentence.text)
    effect = found(signs.effective_words, sentence.text)
    if year is None or effect is None or abs(year.start() - effect.end()) > _AROUND:
        return {}
    pin = memo.pin(sentence.start + min(effect.start(), year.start()), sentence.start + max(effect.end(), year.end()))
    return {"in_effect": _event("in_effect", year["year"], (pin,), ("on which day of that year?",))}


def _event(kind: str, on: str, pins: tuple[Pin, ...], asks: tuple[str, ...]) -> Proposal:
    value: dict[str, Raw] = {"type": kind, "on": on}
    return Proposal("events", kind.replace("_", "-"), value, pins, asks)


def _kind(sentence: Sentence, one: Dated, signs: Signs, head: int, effective: bool) -> str:
    """What a date is the date of; nothing where its words say that it is of something else."""
    before = sentence.text[max(0, one.start - sentence.start - _AROUND) : one.start - sentence.start]
    if effective and found(signs.effective_words, before):
        return "in_effect"
    if found(signs.announced_words, before):
        return "announced"
    if one.end > head or found(signs.other_dates, before[-_SHORT_BEFORE:]):
        return ""
    return "announced"


def _head_end(text: str, lines: int) -> int:
    """Where the head of a text ends: so many lines that are not empty."""
    at = 0
    for _ in range(lines):
        while at < len(text) and text[at] == "\n":
            at += 1
        end = text.find("\n", at)
        if end < 0:
            return len(text)
        at = end + 1
    return at
