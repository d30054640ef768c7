"""A slow reading of one row of a file: what the language says of it, every completion written out.

The row, the other rows of its case and of its person become what is known of one charge, and the oracle of the
language is asked. Counts of the history are worked out here, day by day, as the least and the greatest number that any
completion of the earlier charges gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from nolle.dates import Period, Span
from nolle.law.condition import Between, Condition, History, Listed, OneOf, When, walk
from nolle.law.evaluator import Answer
from nolle.law.facts import CHARGE_FACTS
from nolle.law.knowledge import Knowledge
from nolle.law.policy import Policy
from nolle.terms import Decision
from tests.engine.agreement_policies import Asked
from tests.engine.reference import RANKS, Charge, File, as_span, lies_in, opens
from tests.generated import CONDUCT
from tests.oracle import NO_BOUND, Expected, Oracle
from tests.oracle_text import Chosen, Text

MOST_COMPLETIONS, MOST_READINGS = 1_500, 24


def oracle_of(asked: Asked, file: File, charge: Charge, ranked: bool = False) -> Oracle:
    """The oracle of one charge of a file."""
    beside = [other for other in file.of_case[charge.case] if other is not charge]
    whole = charge.case is not None and charge.case not in file.short
    known = replace(
        knowledge(charge), others=tuple(map(knowledge, beside)),
        others_complete=whole and file.table.mapping.case.others == "complete",
    )  # fmt: skip
    highest = max(RANKS[kind.level] for kind in charge.kinds) if ranked else len(RANKS)
    oracle = Oracle(
        [Policy.model_validate(raw) for raw in asked.policies], file.law.catalogue, file.law.dictionary, known,
        file.law.offices_by_id, asked.as_if, asked.accept_unverified,
        known_on=date.fromisoformat(asked.known_on) if asked.known_on else None,
        counted=lambda look, text, chosen: Counting(file, charge, oracle, look, text, chosen).range(),
        unseen=(kind for kind in file.law.catalogue.anything if RANKS[kind.level] <= highest),
    )  # fmt: skip
    return oracle


def knowledge(charge: Charge) -> Knowledge:
    """What a row by itself says of its charge; a class of conduct may be any of its subclasses."""
    facts: dict[str, Any] = dict(charge.facts)
    ended = charge.told.get("disposed.conduct")
    if ended is not None:
        facts["disposed.conduct"] = frozenset(conduct for conduct in CONDUCT if lies_in(conduct, ended))
    return Knowledge(charge.kinds, facts, offense_known=charge.offense_known)


# ---------------------------------------------------------------- counting


@dataclass(frozen=True)
class Prior:
    """What a charge of the person comes to on one day of asking.

    `sure` says that it counts in every completion; `days` are those on which it may have been and count.
    """

    charge: Charge
    sure: bool
    days: tuple[Span, ...]


@dataclass(frozen=True)
class Counting:
    """One count of the earlier charges of one charge, on one choice of readings."""

    file: File
    charge: Charge
    oracle: Oracle
    look: History
    text: Text
    chosen: Chosen
    kept: dict[tuple[int, date | None], set[bool]] = field(default_factory=dict)

    def range(self) -> tuple[int, int]:
        """The least and the greatest number, over every day on which the charge's own date may be."""
        if self.charge.person is None:
            return 0, NO_BOUND
        numbers = [self.on(day) for day in self.own_days()]
        high = max(most for _, most in numbers) if self._whole() else NO_BOUND
        return min(least for least, _ in numbers), high

    @property
    def own(self) -> Span:
        return as_span(self.charge.days[self.look.before])

    def _whole(self) -> bool:
        """Whether the file holds every earlier charge that may be counted, whatever the day."""
        history, within = self.file.table.mapping.history, self.look.within
        if not history.complete or history.since is None:
            return history.complete
        return within is not None and _opens(within, self.own.first) >= history.since.last

    def own_days(self) -> list[date]:
        """Days enough to stand for all: no earlier charge comes in or falls out between one and the next."""
        days = {self.own.first, self.own.last}
        for other in self._others():
            theirs = as_span(other.days[self.look.before])
            for edge in (theirs.first, theirs.last):
                days |= _around(edge, 2)
                if self.look.within is not None and edge.year < 9000:
                    days |= _around(_later(edge, self.look.within), 4)
        return sorted(day for day in days if self.own.first <= day <= self.own.last)

    def on(self, day: date) -> tuple[int, int]:
        """The least and the greatest number, if the charge's own date is this day."""
        priors = [prior for prior in (self.prior(other, day) for other in self._others()) if prior.days]
        sure = [prior for prior in priors if prior.sure]
        match self.look.count:
            case "charges":
                return len(sure), len(priors)
            case "cases":  # a charge of which the case is not known may be of any
                least = len({prior.charge.case for prior in sure} - {None})
                known = len({prior.charge.case for prior in priors} - {None})
                return max(least, min(1, len(sure))), known + sum(prior.charge.case is None for prior in priors)
            case _:
                return fewest_days([prior.days for prior in sure]), most_days([prior.days for prior in priors])

    def prior(self, other: Charge, day: date) -> Prior:
        """What an earlier charge comes to, if the charge's own date is this day."""
        theirs = as_span(other.days[self.look.before])
        opened = date.min if self.look.within is None else _opens(self.look.within, day)
        counting, sure = [], True
        for stretch in self._stretches(theirs, (opened, day)):
            said = self._said(other, stretch.first) if opened <= stretch.first < day else {False}
            sure = sure and said == {True}
            counting += [stretch] if True in said else []
        return Prior(other, sure, tuple(counting))

    def _said(self, other: Charge, day: date) -> set[bool]:
        """What an earlier charge may say to the condition, if its date is this day."""
        key = (other.number, day if self._dated else None)
        if key not in self.kept:
            known = knowledge(other)
            known = replace(known, facts={**known.facts, self.look.before: Span(day, day)})
            self.kept[key] = self.oracle.passes(known, self.look.of, self.text, self.chosen)
        return self.kept[key]

    @property
    def _dated(self) -> bool:
        """Whether the condition tests the date by which charges are counted."""
        return any(isinstance(part, When) and part.fact == self.look.before for part in walk(self.look.of))

    def _others(self) -> list[Charge]:
        return [other for other in self.file.of_person[self.charge.person] if other is not self.charge]

    def _stretches(self, days: Span, cuts: Iterable[date]) -> list[Span]:
        """Days cut where the window or a test of the condition cuts them."""
        edges = set(cuts)
        for part in walk(self.look.of):
            if isinstance(part, When) and part.fact == self.look.before:
                edges |= ({part.before} if part.before else set()) | ({_next(part.after)} if part.after else set())
        firsts = sorted({days.first} | {edge for edge in edges if days.first < edge <= days.last})
        lasts = [first - timedelta(days=1) for first in firsts[1:]] + [days.last]
        return [Span(first, last) for first, last in zip(firsts, lasts, strict=True)]


def _opens(within: Period, day: date) -> date:
    return opens(within, day) if day.year > 100 else date.min


def _later(day: date, within: Period) -> date:
    months = day.year * 12 + day.month - 1 + within.months
    return date(months // 12, months % 12 + 1, min(day.day, 28)) + timedelta(days=within.days)


def _around(day: date, by: int) -> set[date]:
    numbers = range(day.toordinal() - by, day.toordinal() + by + 1)
    return {date.fromordinal(number) for number in numbers if 1 <= number <= date.max.toordinal()}


def _next(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def fewest_days(each: Sequence[Sequence[Span]]) -> int:
    """On how few different days things can have happened, each of them on one of its days."""
    spans = sorted((Span(days[0].first, days[-1].last) for days in each), key=lambda span: span.last)
    count, last = 0, date.min
    for span in spans:
        if not count or span.first > last:
            count, last = count + 1, span.last
    return count


def most_days(each: Sequence[Sequence[Span]]) -> int:
    """On how many different days they can have happened: each takes a day that is free, or that can be freed."""
    taken: dict[date, int] = {}

    def place(number: int, seen: set[date]) -> bool:
        for day in _first_days(each[number], len(each)):
            if day not in seen:
                seen.add(day)
                if day not in taken or place(taken[day], seen):
                    taken[day] = number
                    return True
        return False

    return sum(place(number, set()) for number in range(len(each)))


def _first_days(spans: Sequence[Span], most: int) -> list[date]:
    """As many days as anybody could need: among so many one is always free."""
    found: list[date] = []
    for span in spans:
        last = min(span.last.toordinal(), span.first.toordinal() + most - len(found) - 1)
        found += [date.fromordinal(number) for number in range(span.first.toordinal(), last + 1)]
    return found


# ---------------------------------------------------------------- comparing


def disagreement(asked: Asked, file: File, charge: Charge, found: Answer, ranked: bool) -> str | None:
    """What the oracle says against an answer; empty if nothing, None where there is too much to write out.

    Where the pattern of the charge cannot hold all that its neighbours say (`blurred`), an answer may leave more
    open than the oracle does, and never less.
    """
    oracle = oracle_of(asked, file, charge, ranked)
    if len(oracle.assignments) > MOST_READINGS or oracle.size() > MOST_COMPLETIONS:
        return None
    expected = oracle.answer()
    if expected is None:  # what is known contradicts itself: an answer, any answer
        return None
    if not expected.candidates <= set(found.candidates):
        return f"candidates {sorted(expected.candidates)} are not among {sorted(found.candidates)}"
    if found.decision is Decision.UNDETERMINED and blurred(oracle, file, charge):
        return ""
    return _difference(expected, found, charge.offense_known)


def _difference(expected: Expected, found: Answer, offense_known: bool) -> str:
    pairs = {
        "candidates": (set(expected.candidates), set(found.candidates)),
        "decision": (expected.decision, found.decision),
        "rule": ((expected.rule, expected.policy), (found.rule, found.policy)),
        "because": (set(expected.because), set(found.because) | ({"fact"} if found.needs else set())),
    }
    wrong = [f"{what} {_listed(one)}, not {_listed(other)}" for what, (one, other) in pairs.items() if one != other]
    needs = expected.wrong_needs(found.needs, offense_known)
    return "; ".join([*wrong, *([needs] if needs else [])])


def _listed(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, set) else value


def blurred(oracle: Oracle, file: File, charge: Charge) -> str:
    """Why the facts of a pattern may say less than the rows: nothing, mostly."""
    for text in oracle.texts:
        for look in text.looks:
            if isinstance(look, History):
                around = file.of_person[charge.person]
                if look.within is not None and not as_span(charge.days[look.before]).exact:
                    return "the window moves with a date that is not known to the day"
                if look.count == "dates" and any(not as_span(other.days[look.before]).exact for other in around):
                    return "dates are counted that are not known to the day"
                if any(isinstance(part, When) and part.fact == look.before for part in walk(look.of)):
                    return "the condition tests the date by which charges are counted"
            if _asks_twice(look.of):
                return "a condition asks the same fact twice"
    return ""


def _asks_twice(condition: Condition) -> bool:
    """Whether what the tests of another charge say hangs together: three-valued logic then says less than can be."""
    parts = [part for part in walk(condition) if isinstance(part, OneOf | Between | When | Listed)]
    facts = ["charge" if isinstance(p, Listed) or p.fact in CHARGE_FACTS else p.fact for p in parts]
    return len(facts) != len(set(facts))
