"""The history of an office as lanes of time: bars for what was in force, dots for what is not known, and words.

Places are shares of the width, so that a lane fits any page; the sentence of each lane says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nolle.analysis.standing import Document, RuleState, Standing, State
from nolle.dates import FIRST_DAY, Span, parse
from nolle.law.policy import Event
from nolle.publish.page import capital, day, listed, on, when

KINDS = {
    "superseded": "superseded",
    "revoked": "revoked",
    "suspended": "suspended",
    "lapsed": "lapsed",
}


@dataclass(frozen=True)
class Bar:
    """A bar between two shares of the width; `look` is its class in the stylesheet."""

    x: str
    width: str
    end: str
    look: str


@dataclass(frozen=True)
class Lane:
    """One line of the timeline: what it is about, its bars, and the same in words."""

    what: str
    kind: str
    said: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tick:
    """A year on the axis."""

    x: str
    year: int


@dataclass(frozen=True)
class Time:
    """The days a timeline shows."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day stands, from 0 to 100."""
        inside = min(max(day, self.first), self.last)
        return 100 * (inside - self.first).days / max((self.last - self.first).days, 1)

    def bar(self, days: Span, look: str) -> Bar | None:
        """A bar over some days; none where they lie outside."""
        left, right = self.place(days.first), self.place(days.last)
        if right <= left:
            return None
        return Bar(f"{left:.2f}%", f"{right - left:.2f}%", f"{right:.2f}%", look)

    def ticks(self) -> Iterator[Tick]:
        """Years at a distance that leaves room for their names."""
        years = self.last.year - self.first.year
        step = next((step for step in (1, 2, 5, 10) if years / step <= 7), 20)
        for year in range(self.first.year, self.last.year + 1):
            place = self.place(date(year, 1, 1))
            if year % step == 0 and date(year, 1, 1) >= self.first and place <= 94:
                yield Tick(f"{place:.2f}%", year)


def time_of(standing: Standing) -> Time | None:
    """From the year before the first event to the day of the page; none without documents."""
    spans = [event.span for d in standing.documents for event in d.policy.events]
    firsts = [span.last if span.first == FIRST_DAY else span.first for span in spans]  # `by` a day begins on no day
    if not firsts:
        return None
    return Time(date(min(firsts).year - 1, 1, 1), standing.as_of)


def lanes(standing: Standing, time: Time) -> list[Lane]:
    """One lane for the office's heads, and one for each document."""
    return [_heads(standing, time), *(_lane(document, standing, time) for document in standing.documents)]


def _heads(standing: Standing, time: Time) -> Lane:
    bars, told = [], []
    for index, holder in enumerate(standing.office.holders):
        first = holder.from_.first if holder.from_ else time.first
        if first > standing.as_of:
            continue
        last = holder.until.first if holder.until else time.last
        bar = time.bar(Span(first, max(first, last)), "held odd" if index % 2 else "held")
        if bar:
            bars.append(bar)
            told.append(f"{holder.name} until {when(holder.until)}" if holder.until else holder.name)
    said = ", then ".join(told)
    end = "" if said.endswith(".") or not said else "."
    return Lane(standing.office.head_title or standing.office.name, "", f"{said}{end}", tuple(bars))


def _lane(document: Document, standing: Standing, time: Time) -> Lane:
    every = len(document.policy.rules)
    bars = []
    for stretch in document.stretches:
        if not every or not (stretch.certain or stretch.maybe):
            continue
        look = "maybe" if not stretch.certain else "on" if len(stretch.certain) == every else "part"
        bar = time.bar(stretch.days, look)
        if bar:
            bars.append(bar)
    kind = document.policy.kind.value.replace("_", " ")
    return Lane(document.policy.title, kind, said(document, standing), tuple(bars))


def said(document: Document, standing: Standing) -> str:
    """What became of a document, in a sentence or three."""
    since = f" {on(document.since)}" if document.since else ""
    match document.state:
        case State.IN_FORCE:
            return f"In force{_since(document.since)}." if document.since else "In force."
        case State.ENDED:
            return f"Began{since}. {_end(document.ended)}" if document.ended else f"Began{since}, and ended."
        case State.NOT_YET:
            return f"Begins{since}."
        case State.PROMISE:
            return f"A promise made{since}: no policy."
        case State.NO_RULES:
            return _none_found(document) or f"Made{since}. It holds no rule about charges."
        case State.PART | State.UNKNOWN:
            return " ".join([f"Began{since}.", *_parts(document, standing)])


def _none_found(document: Document) -> str:
    """A document that records a search and nothing else says so."""
    finding = document.policy.finding
    if finding is None or not finding.none_found:
        return ""
    return f"No policy was found (searched {on(parse(finding.searched_on))})." if finding.searched_on else "None found."


def _since(span: Span) -> str:
    """`since 3 January 2022`; of a day that is known only to lie within others, that it began there."""
    return f" since {when(span)}" if not when(span).startswith(("by ", "between ")) else f"; it began {on(span)}"


def _end(event: Event | None) -> str:
    if event is None:
        return ""
    return f"{capital(KINDS.get(event.type.value, 'ended'))} {on(event.span)}."


def _parts(document: Document, standing: Standing) -> Iterator[str]:
    """What became of the rules of a document that stands in part."""
    for event, rules in _by_end(document.rules):
        names = listed([rule.id for rule in rules])
        yield f"{capital(names)}: {KINDS.get(event.type.value, 'ended')} {on(event.span)}."
    unknown = [rule.id for rule in document.rules if rule.state is State.UNKNOWN]
    if unknown and document.unknown_since:
        names = "the whole" if len(unknown) == len(document.rules) else listed(unknown)
        yield f"{capital(names)}: not known since {day(document.unknown_since)}{why(document, standing)}."
    active = [rule.id for rule in document.rules if rule.state is State.IN_FORCE]
    if active:
        yield f"{capital(listed(active))}: in force."


def _by_end(rules: Sequence[RuleState]) -> list[tuple[Event, list[RuleState]]]:
    found: list[tuple[Event, list[RuleState]]] = []
    for rule in rules:
        if rule.state is not State.ENDED or rule.ended is None:
            continue
        same = next((group for event, group in found if event == rule.ended), None)
        if same is None:
            found.append((rule.ended, [rule]))
        else:
            same.append(rule)
    return found


def why(document: Document, standing: Standing) -> str:
    """Why the status is not known: the office changed hands, or a day is not known exactly."""
    changed = [h for h in standing.office.holders if h.until and h.until.first == document.unknown_since]
    return ", when the office changed hands" if changed else ", because a day of change is not known exactly"
