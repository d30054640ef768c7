"""What may explain a break in a series of numbers: the law, an event, another edition, who reported, a policy.

Everything is found in documents and in the file itself. What is found may explain a break and does not prove it; and
what nothing explains is a question to the office.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nolle.dates import Span
from nolle.law.charges import is_class
from nolle.law.offense import Offense
from nolle.law.policy import Policy
from nolle.records.counts import Break as KnownEvent
from nolle.records.counts import Held
from nolle.records.series import Break, Kind, Series
from nolle.terms import Confidence, EventType

BEGINS = (EventType.ANNOUNCED, EventType.IN_EFFECT, EventType.AMENDED, EventType.REVOKED, EventType.LAPSED)
"""What happens to a policy that may move the numbers of its office."""

MOVED = 1.25
"""Whoever reports has changed where they are a quarter more, or so much fewer, than in the period before."""


@dataclass(frozen=True)
class LawChange:
    """A change of the law: the texts that ended, and those that began or took their place.

    `until` is the last day of the old texts, `since` the first of the new ones; a day that is not known is None.
    """

    before: tuple[Offense, ...]
    after: tuple[Offense, ...]
    until: Span | None
    since: Span | None

    @property
    def levels_changed(self) -> bool:
        """Whether the old texts allowed another level than the new ones."""
        return bool(self.before and self.after) and {o.level for o in self.before} != {o.level for o in self.after}

    @property
    def verified(self) -> bool:
        """Whether the texts and their dates were checked against a source."""
        texts = (*self.before, *self.after)
        dated = all(one.dates_confidence in ("verified", "") for one in texts)
        return dated and not any(one.confidence is Confidence.UNVERIFIED for one in texts)

    def fits(self, fell: bool) -> bool:
        """Whether it can move numbers that way: an offense that ends, down; a new one, up; a new text, both."""
        return bool(self.before) if fell else bool(self.after)


@dataclass(frozen=True)
class OtherEdition:
    """The number of a period is not the one that was published in the edition that the file is of.

    `vintage` is the edition whose number it is, empty where none is known.
    """

    period: Span
    found: int
    published: int
    stated: str
    vintage: str


@dataclass(frozen=True)
class Reporting:
    """Who reported changed too: `measure` (agencies, people) went from `before` to `now`."""

    measure: str
    before: int
    now: int


@dataclass(frozen=True)
class PolicyEvent:
    """Something happened to a policy of the office."""

    policy: str
    title: str
    type: str
    on: Span


@dataclass(frozen=True)
class Part:
    """At least half of the change is the change of one part, which breaks there too and has reasons of its own."""

    category: str
    classes: tuple[str, ...]


Explanation = Part | LawChange | KnownEvent | OtherEdition | Reporting | PolicyEvent


@dataclass(frozen=True)
class Known:
    """What is known of a file that could move its numbers.

    `offenses` are the law of the state; `events` the breaks that its mapping names; `held` published numbers beside
    the file's own, and `stated` the edition that the mapping says the file is of; `policies` those of its office.
    `reporting` has series of who reported, for one place each, and `parts` the series that a series of everything
    is made of.
    """

    offenses: tuple[Offense, ...] = ()
    events: tuple[KnownEvent, ...] = ()
    held: tuple[Held, ...] = ()
    stated: str = ""
    policies: tuple[Policy, ...] = ()
    reporting: Mapping[str, tuple[Series, ...]] = field(default_factory=dict)
    parts: tuple[Series, ...] = ()


def explanations(series: Series, one: Break, known: Known) -> tuple[Explanation, ...]:
    """What may explain a break, surest first; nothing where nothing known does."""
    window = series.window(one)
    found: list[Explanation] = list(_parts(series, one, known.parts))
    if series.lasts(one):
        found += [
            change for change in law_changes(known.offenses, series.classes, window) if change.fits(one.kind.fell)
        ]
    found += [event for event in known.events if _of(event, series) and _meets(event.on, _near(series, one))]
    found += _editions(series, window, known)
    found += _reporting(series, one, known.reporting.get(series.place, ()))
    if series.lasts(one) and series.classes:
        found += _policies(known.policies, window)
    return tuple(found)


def _parts(series: Series, one: Break, parts: Iterable[Series]) -> Iterator[Part]:
    """Of a series of everything, the parts that make up most of a break; nothing where nothing at all is counted."""
    if series.classes or one.kind is Kind.GAP:
        return
    for part in parts:
        if part.measure != series.measure or part.place != series.place or not part.classes:
            continue
        for other in part.breaks:
            beside = other.first <= one.last + 1 and one.first <= other.last + 1
            if beside and other.kind.fell == one.kind.fell and 2 * _moved(other) >= _moved(one):
                yield Part(part.category, part.classes)


def _moved(one: Break) -> float:
    """By how much a period of a break differs from a usual one."""
    if one.kind in (Kind.FALL, Kind.RISE):
        return abs(one.now - one.usual)
    return abs(one.n / (one.last - one.first + 1) - one.usual)


# ---------------------------------------------------------------- the law


def law_changes(offenses: Iterable[Offense], classes: Sequence[str], window: Span) -> list[LawChange]:
    """The texts of these classes that end, begin or are replaced in these days, section by section."""
    inside = [one for one in offenses if any(_related(mine, asked) for mine in one.conduct for asked in classes)]
    by_id = {one.id: one for one in inside}
    before: dict[tuple[str, ...], dict[str, Offense]] = {}
    after: dict[tuple[str, ...], dict[str, Offense]] = {}
    section: dict[str, tuple[str, ...]] = {}
    for old in (one for one in inside if _meets(one.in_force.to, window)):
        key = _section(old)
        before.setdefault(key, {})[old.id] = old
        if old.successor in by_id:
            section[old.successor] = key
            after.setdefault(key, {})[old.successor] = by_id[old.successor]
    for new in (one for one in inside if _meets(one.in_force.from_, window)):
        after.setdefault(section.get(new.id, _section(new)), {})[new.id] = new
    return [
        _change(before.get(key, {}).values(), after.get(key, {}).values()) for key in dict.fromkeys((*before, *after))
    ]


def _change(before: Iterable[Offense], after: Iterable[Offense]) -> LawChange:
    old, new = tuple(before), tuple(after)
    until = next((one.in_force.to for one in old if isinstance(one.in_force.to, Span)), None)
    since = next((one.in_force.from_ for one in new if isinstance(one.in_force.from_, Span)), None)
    return LawChange(old, new, until, since)


def _section(offense: Offense) -> tuple[str, ...]:
    return offense.code, offense.chapter, offense.section


def _related(one: str, other: str) -> bool:
    return is_class(one, other) or is_class(other, one)


# ---------------------------------------------------------------- events, editions, reporting, policies


def _of(event: KnownEvent, series: Series) -> bool:
    return not event.category or event.category == series.category


def _near(series: Series, one: Break) -> Span:
    """From the period before a break to its end: an event that lasts moves numbers while it lasts."""
    return Span(series.frame.periods[max(0, one.first - 1)].first, series.frame.periods[one.last].last)


def _meets(days: object, window: Span) -> bool:
    return isinstance(days, Span) and days.first <= window.last and window.first <= days.last


def _editions(series: Series, window: Span, known: Known) -> Iterator[OtherEdition]:
    """Numbers in the window that are not those of the edition that the file is said to be of."""
    mine = {"measure": series.measure, "category": series.category, "place": series.place}
    classes = series.classes if len(series.classes) == 1 else ()
    held = [
        one
        for one in known.held
        if one.found is not None
        and one.covered
        and _meets(one.period, window)
        and all(
            mine.get(column) == word or (column == "conduct" and (word,) == classes)
            for column, word in one.total.words.items()
        )
    ]
    for one in held:
        if one.total.vintage == known.stated and not one.agrees:
            same = [
                o.total.vintage for o in held if o.agrees and o.period == one.period and o.total.vintage != known.stated
            ]
            yield OtherEdition(one.period, one.found or 0, one.published, known.stated, next(iter(same), ""))


def _reporting(series: Series, one: Break, reporting: Iterable[Series]) -> Iterator[Reporting]:
    """Who reported, where it moved the same way between the period before the break and the break."""
    for who in reporting:
        held = who.frame.days[max(0, one.first - 1) : one.first + 1]
        if len(held) < 2 or not all(held) or who.frame.periods != series.frame.periods or who.measure == series.measure:
            continue
        before, now = who.counts[one.first - 1], who.counts[one.first]
        if now != before and ((now * MOVED <= before) if one.kind.fell else (now >= before * MOVED)):
            yield Reporting(who.measure, before, now)


def _policies(policies: Iterable[Policy], window: Span) -> Iterator[PolicyEvent]:
    for policy in policies:
        for event in policy.events:
            if event.type in BEGINS and _meets(event.span, window):
                yield PolicyEvent(policy.id, policy.title, event.type.value, event.span)
