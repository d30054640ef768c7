"""What each row of a table of charges may be, worked out row by row in plain Python: the engine must agree."""

from __future__ import annotations

from datetime import date
from typing import Any

from nolle.dates import ANY_DAY, Span, parse
from nolle.law.charges import ELEMENTS
from nolle.law.knowledge import Knowledge, satisfiable, satisfies
from nolle.law.question import Question
from nolle.law.variables import UNBOUNDED, Charge, Count, Days, Numbers, Other, Pattern, Values
from nolle.records.matching.matcher import Matcher
from nolle.terms import Level

ORDER = ("offense_on", "arrested_on", "referred_on", "filed_on", "disposed_on")
NUMBERS = ("person.age", "person.points")


def spans(row: dict, as_of: date) -> dict[str, tuple[date | None, date | None]]:
    """First and last day of each date: its own, or between the dates around it."""
    own = {day: parse(row[day]) for day in ORDER if row.get(day)}
    found: dict[str, tuple[date | None, date | None]] = {}
    for place, day in enumerate(ORDER):
        if day in own:
            found[day] = (own[day].first, own[day].last)
            continue
        before = [own[d].first for d in ORDER[:place] if d in own]
        after = [own[d].last for d in ORDER[place + 1 :] if d in own]
        low, high = max(before, default=None), min([*after, as_of])
        found[day] = (low, high) if low is None or low <= high else (high, low)  # the dates around contradict
    return found


def as_span(first: date | None, last: date | None) -> Span:
    return Span(first or ANY_DAY.first, last or ANY_DAY.last)


def knowledge(row: dict, question: Question, matcher: Matcher, as_of: date) -> Knowledge:
    """What the row alone says of its charge."""
    match = matcher.match(row.get("offense"), None, None, row.get("conduct"))
    level = Level(row["level"]) if row.get("level") else None
    days = spans(row, as_of)
    # the law's own clock: the day of the offense, between the days the record has
    first, last = days["offense_on"]
    kinds, gone = matcher.kinds(match, level, as_span(first, last))
    for element in ELEMENTS:
        if row.get(element):
            kinds = frozenset(kind._replace(**{element: row[element] == "true"}) for kind in kinds)
    facts: dict[str, Any] = {day: as_span(*days[day]) for day in ORDER if days[day] != (None, None)}
    for name, value in row.items():
        if (
            value
            and name in question.dictionary.facts
            and name not in (*ORDER, *ELEMENTS, "offense", "conduct", "level")
        ):
            facts[name] = (int(value), int(value)) if name in NUMBERS else frozenset({value})
    return Knowledge(kinds, facts, offense_known=match.offense_known and not gone)


def patterns(
    rows: list[dict], question: Question, matcher: Matcher, as_of: date, others_complete: bool, whole: bool
) -> list[Pattern]:
    """The pattern of every row of a table."""
    known = [knowledge(row, question, matcher, as_of) for row in rows]
    days = [spans(row, as_of) for row in rows]
    found = []
    for here in range(len(rows)):
        masks = []
        facts: dict[str, Any] = dict(known[here].facts)
        for variable in question.variables:
            match variable:
                case Charge(cells):
                    masks.append(cells.mask(known[here].kinds))
                case Other(of=of):
                    masks.append(_others(here, rows, known, of, question, others_complete))
                case Count():
                    masks.append(_count(here, rows, known, days, variable, question, whole))
                case Numbers(fact):
                    low, high = facts.get(fact, (0, UNBOUNDED))
                    masks.append(variable.mask(low, high))
                case Days(fact):
                    masks.append(variable.mask(as_span(*days[here][fact])))
                case Values(fact):
                    masks.append(variable.mask(facts.get(fact)))
        found.append(Pattern(tuple(masks), known[here].offense_known))
    return found


def _others(here, rows, known, of, question, others_complete) -> int:
    case = rows[here].get("case_id")
    beside = [i for i, row in enumerate(rows) if case and i != here and row.get("case_id") == case]
    told = [satisfies(known[i], of, question.catalogue) for i in beside]
    if True in told:
        return 2
    unseen = not (case and others_complete) and satisfiable(of, question.catalogue)
    return 3 if None in told or unseen else 1


def _count(here, rows, known, days, variable, question, whole) -> int:
    person = rows[here].get("person_id")
    if not person:
        return variable.mask(0, UNBOUNDED)
    sure, perhaps = set(), set()
    first, last = days[here][variable.before]
    for i, row in enumerate(rows):
        if i == here or row.get("person_id") != person:
            continue
        passes = satisfies(known[i], variable.of, question.catalogue)
        if passes is False:
            continue
        begun, ended = days[i][variable.before]
        unit = {"charges": i, "cases": row.get("case_id") or f"row {i}", "dates": begun or f"row {i}"}[variable.unit]
        before = ended is not None and first is not None and ended < first
        maybe_before = begun is None or last is None or begun < last
        if variable.within is not None:
            opens = (variable.within.before(last) if last else None, variable.within.before(first) if first else None)
            before = before and begun is not None and opens[0] is not None and begun >= opens[0]
            maybe_before = maybe_before and (ended is None or opens[1] is None or ended >= opens[1])
        if before and passes:
            sure.add(unit)
        if maybe_before:
            perhaps.add(unit)
    return variable.mask(len(sure), len(perhaps) if whole else UNBOUNDED)
