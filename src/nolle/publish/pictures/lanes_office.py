"""The lanes of an office: who headed it, and what it said of each kind of charge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from nolle.analysis.standing import Spell, Standing, Value
from nolle.dates import FIRST_DAY, LAST_DAY, Span, edtf
from nolle.law.places import Holder
from nolle.law.timeline import known
from nolle.publish.cells import TITLES, VALUES
from nolle.publish.marks import STANDING
from nolle.publish.page import capital
from nolle.publish.pictures import answers, theme
from nolle.publish.pictures.answers import folded
from nolle.publish.pictures.lanes import BAR, UNVERIFIED, WIDTH, Part, Time, Told, faded
from nolle.publish.pictures.layers import Box, Drawn, Sign, Text
from nolle.terms import Confidence

_HEAD, _BELOW = 17, 15
"""Height of a holder's bar, and of a name that has to stand under it."""

_BEFORE = theme.Look(theme.GROUND, theme.LINE)
"""Where nothing is in force, time only goes by."""


# -- who headed it


def heads(standing: Standing, time: Time, y: float) -> Part:
    """Those who held the office, as far as it was known, one after the other; who ended before has a row only."""
    holders = [
        one
        for one in standing.office.holders
        if known(one.recorded, standing.known_on) and (one.from_ is None or one.from_.first <= time.last)
    ]
    if not holders:
        return Part(y)
    lines = folded(standing.office.head_title or "Head", 18)
    drawn: list[Drawn] = [Text(0, y + 8 + 13 * at, line, theme.SMALL, theme.QUIET) for at, line in enumerate(lines)]
    rows = []
    for index, holder in enumerate(holders):
        began, end = _held(holder, holders[index + 1 :], time)
        shown = end.last > time.first
        drawn += _head(holder, began, end, time, y, index) if shown else ()
        rows.append(_holder_row(standing, holder, shown))
    below = any(isinstance(one, Text) and one.y > y + _HEAD and one.x >= time.x(time.first) for one in drawn)
    return Part(y + max(22 + (_BELOW if below else 0), 13 * len(lines) + 8), tuple(drawn), tuple(rows))


def _head(holder: Holder, began: Span, end: Span, time: Time, y: float, index: int) -> Iterator[Drawn]:
    """A holder's days, the uncertain ones faded; the name in the bar, or under it where the bar is short."""
    sure = Span(began.last, max(began.last, end.first))
    loose = holder.confidence is Confidence.UNVERIFIED
    for days in (Span(began.first, sure.first), Span(sure.last, end.last)):
        if time.x(days.last) - time.x(days.first) > 0.4:
            yield faded(time.x(days.first), time.x(days.last), y, _HEAD)
    left, right = time.x(sure.first), time.x(sure.last)
    if right - left > 0.4:
        yield Box(left, y, right, y + _HEAD, theme.LINE if index % 2 else theme.TINT, theme.QUIET, loose)
    notes = ["beginning not read"] * (holder.from_ is None) + [UNVERIFIED] * loose
    named = f"{holder.name} ({', '.join(notes)})" if notes else holder.name
    wide = 8 + len(named) * theme.SMALL * theme.EM
    if right - left >= wide:
        yield Text(left + 5, y + 9, named, theme.SMALL)
    elif time.x(began.first) + wide > WIDTH:
        yield Text(time.x(end.last), y + 26, named, theme.SMALL, align="right")
    else:
        yield Text(time.x(began.first), y + 26, named, theme.SMALL)


def _held(holder: Holder, later: Sequence[Holder], time: Time) -> tuple[Span, Span]:
    """The days on which somebody may have begun and ended; where nothing was read, from the start, or to the next."""
    following = next((one.from_.first for one in later if one.from_), time.last)
    end = holder.until or Span(time.last, time.last)
    if end.last == LAST_DAY:
        end = Span(end.first, max(end.first, following))
    began = holder.from_ or Span(FIRST_DAY, end.first)
    return Span(began.first, min(began.last, end.first)), end


def _holder_row(standing: Standing, holder: Holder, shown: bool) -> Told:
    exact = holder.from_ is not None and holder.from_.exact and (holder.until is None or holder.until.exact)
    looks = ["whole" if exact else "faded ends"] + [UNVERIFIED] * (holder.confidence is Confidence.UNVERIFIED)
    return {
        "lane": "office-holder", "office": standing.office.id, "id": holder.id, "title": holder.name,
        "says": holder.left or holder.entered, "from": edtf(holder.from_) if holder.from_ else "",
        "until": edtf(holder.until) if holder.until else "",
        "drawn_as": ", ".join(looks) if shown else "not drawn: before the first year shown",
        "sources": tuple(dict.fromkeys(cite.source for cite in holder.cite)),
    }  # fmt: skip


# -- what it said of a kind of charge


def said_of(conduct: str, spells: Sequence[Spell], time: Time, y: float) -> Part:
    """The stretches of one kind of charge: a band with its pattern, the mark and the word under its beginning."""
    drawn: list[Drawn] = [Text(0, y + 10, capital(TITLES[conduct]), theme.NORMAL, weight=600)]
    rows = []
    for (value, outlined), group in groupby(spells, lambda one: (one.row.value, answers.outlined(one.row))):
        same = list(group)
        word = f"{VALUES[value]}{f' ({answers.instrument(same[0].row)})' if outlined else ''}"
        drawn += _band(value, outlined, word, Span(same[0].days.first, same[-1].days.last), time, y)
        rows.append(_answer_row(conduct, same, word, outlined, time))
    return Part(y + 31, tuple(drawn), tuple(rows))


def _band(value: Value, outlined: bool, word: str, days: Span, time: Time, y: float) -> Iterator[Drawn]:
    left, right = time.x(days.first), time.x(days.last)
    look = _BEFORE if value is Value.NOT_IN_FORCE else theme.look(value, outlined)
    yield Box(left, y + 1, right, y + BAR, look.fill, look.stroke, look.broken)
    if right - left > 14:
        yield Sign(left + 6, y + 20, STANDING[value], 11, outline=outlined)
    if right - left > 18 + len(word) * theme.SMALL * theme.EM:
        yield Text(left + 15, y + 20, word, theme.SMALL)


def _answer_row(conduct: str, same: Sequence[Spell], word: str, outlined: bool, time: Time) -> Told:
    row, last = same[0].row, same[-1].days.last
    after = date.fromordinal(last.toordinal() + 1).isoformat() if last < time.last else ""
    look = "dotted" if row.value is Value.STATUS_UNKNOWN else "outline" if outlined else "whole"
    return {
        "lane": "answer", "office": row.office, "id": conduct, "title": TITLES[conduct], "says": word,
        "from": same[0].days.first.isoformat(), "until": after, "drawn_as": look,
        "sources": tuple(dict.fromkeys(id for one in same for id in one.row.sources)),
    }  # fmt: skip
