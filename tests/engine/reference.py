"""What each row of a file of charges may be, worked out row by row in plain Python: every engine must agree.

Nothing is shared with the compiler or the engines: cells are read, dates bounded, cases and histories gathered
here by plain loops. What a pattern is (variables, masks) and what a charge string means (the matcher) is the
law's own and tested elsewhere.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any

from nolle.dates import ANY_DAY, Period, Span
from nolle.law.charges import ELEMENTS, Kind
from nolle.law.condition import All, Any_, Between, Condition, Not, OneOf, When
from nolle.law.facts import CHARGE_FACTS
from nolle.law.question import Question
from nolle.law.variables import UNBOUNDED, Count, Days, Numbers, Other, Pattern, Values
from nolle.records.matching.matcher import Matcher
from nolle.terms import Level
from tests.engine.agreement_library import DATES, VALUES, Law
from tests.engine.agreement_records import Table
from tests.generated import CONDUCT

NO, YES, MAYBE = 1, 2, 3
"""A three-valued answer: bit 0 it may be no, bit 1 it may be yes."""

NUMBERS = {"person.age": (0, 120), "person.points": (None, None)}
WORDS = {fact: tuple(map(str, values)) for fact, values in VALUES.items()}
BOOLEANS = [fact for fact, values in VALUES.items() if values == ("true", "false")] + [*ELEMENTS, "more_charges"]
IDS = ("charge_id", "case_id", "person_id")
NULLS = ("", "(null)", "NA", "NULL")
RANKS = {level: rank for rank, level in enumerate(Level)}
WAITING, OPEN = ("uncharged", "referred"), ("filed", "pending", "warrant")

Bounds = tuple[date | None, date | None]


# ---------------------------------------------------------------- one cell


def cleaned(row: dict[str, str], table: Table, law: Law) -> dict[str, Any]:
    """What the cells of a row say in standard words; what says nothing, or nothing known, is left out."""
    found: dict[str, Any] = dict(table.constants)
    for column, written in row.items():
        cell = written.strip(" ")
        value = None if cell in NULLS else _standard(column, cell, table, law)
        if value is not None:
            found[column] = value
    return found


def _standard(column: str, cell: str, table: Table, law: Law) -> Any:
    if column in DATES:
        return days_written(cell)
    if column in NUMBERS or column == "charges_in_case":
        return _number(cell, *NUMBERS.get(column, (None, None)))
    if column in BOOLEANS:
        yes, no = cell.lower() in ("true", "t", "yes", "y", "1"), cell.lower() in ("false", "f", "no", "n", "0")
        return "true" if yes else "false" if no else None
    if column == "place":
        known = not table.places or any(cell == place or cell.startswith(f"{place}/") for place in table.places)
        return cell if known else None
    words = {"level": tuple(Level), "conduct": tuple(law.dictionary.conduct)}.get(column, WORDS.get(column))
    return cell if words is None or cell in words else None


def _number(cell: str, least: int | None, most: int | None) -> int | None:
    digits = cell.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return None
    number = int(cell)
    return number if (least is None or number >= least) and (most is None or number <= most) else None


def days_written(cell: str) -> Span | None:
    """2020-03-04, 2020-03 or 2020 as the days it may be; None for anything else."""
    parts = cell.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(part.isdigit() for part in parts):
        return None
    numbers: list[int | None] = [*map(int, parts), *[None] * (3 - len(parts))]
    year, month, day = int(parts[0]), numbers[1], numbers[2]
    try:
        first = date(year, month or 1, day or 1)
        return Span(first, date(year, month or 12, day or calendar.monthrange(year, month or 12)[1]))
    except ValueError:
        return None


# ---------------------------------------------------------------- one row


@dataclass(frozen=True, eq=False)
class Charge:
    """One charge of the file: what its own row says of it."""

    number: int
    told: dict[str, Any]
    kinds: frozenset[Kind]
    days: dict[str, Bounds]
    offense_known: bool

    @property
    def case(self) -> str | None:
        return self.told.get("case_id")

    @property
    def person(self) -> str | None:
        return self.told.get("person_id")

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What is known of the facts of the charge, apart from the charge itself, its case and its history."""
        found: dict[str, Any] = {day: as_span(bounds) for day, bounds in self.days.items()}
        for fact, value in self.told.items():
            if fact in NUMBERS:
                found[fact] = (value, value)
            elif fact == "disposed.conduct":  # a class may be any of its subclasses
                found[fact] = frozenset(conduct for conduct in CONDUCT if lies_in(conduct, value))
            elif fact == "place" or (fact in VALUES and fact not in ELEMENTS):
                found[fact] = frozenset({value})
        return found


def as_span(bounds: Bounds) -> Span:
    return Span(bounds[0] or ANY_DAY.first, bounds[1] or ANY_DAY.last)


def day_bounds(told: dict[str, Any], as_of: date | None, stands_in: dict[str, str]) -> dict[str, Bounds]:
    """First and last day of each date: its own; else between the dates around it, and not after the as-of day."""
    own = {day: told[day] for day in DATES if day in told}
    found: dict[str, Bounds] = {}
    for place, day in enumerate(DATES):
        known = own.get(day) or own.get(stands_in.get(day, ""))
        if known:
            found[day] = (known.first, known.last)
        elif day == "filed_on" and told.get("stage") in WAITING and as_of:
            found[day] = (as_of, as_of)
        else:
            before = [own[d].first for d in DATES[:place] if d in own]
            after = [own[d].last for d in DATES[place + 1 :] if d in own] + ([as_of] if as_of else [])
            found[day] = _ordered(max(before, default=None), min(after, default=None))
    found["pending_on"] = _last_pending(told, found, as_of)
    return found


def _ordered(low: date | None, high: date | None) -> Bounds:
    """Where the dates around contradict each other, every day between them stays possible."""
    return (high, low) if low and high and low > high else (low, high)


def _last_pending(told: dict[str, Any], days: dict[str, Bounds], as_of: date | None) -> Bounds:
    """The last day, up to the as-of day, on which the charge was pending."""
    if told.get("stage") in OPEN and as_of:
        return as_of, as_of
    if "disposed_on" not in told:
        return _ordered(days["filed_on"][0], as_of)
    ended = told["disposed_on"]
    return (ended.first, ended.last) if as_of is None else (min(ended.first, as_of), min(ended.last, as_of))


# ---------------------------------------------------------------- the file


class File:
    """The charges of a file, each with what may be around it."""

    def __init__(self, table: Table, law: Law, matcher: Matcher, stands_in: dict[str, str]) -> None:
        self.table, self.law, self.matcher = table, law, matcher
        told = {number: cleaned(row, table, law) for number, row in enumerate(table.rows, 1)}
        self.set_aside = set(_not_charges(table.rows, told))
        self.charges = [self._charge(n, told[n], stands_in) for n in told if n not in self.set_aside]
        self.of_case, self.of_person = _by("case_id", self.charges), _by("person_id", self.charges)
        self.short = _short_of_charges(told, self.of_case)
        self.kinds = Sets(law, [law.catalogue.anything, *(charge.kinds for charge in self.charges)])
        self._passes: dict[tuple[int, Condition], int] = {}

    def _charge(self, number: int, told: dict[str, Any], stands_in: dict[str, str]) -> Charge:
        match = self.matcher.match(told.get("offense"), told.get("code"), None, told.get("conduct"))
        days = day_bounds(told, self.table.as_of, stands_in)
        level = Level(told["level"]) if "level" in told else None
        kinds, gone = self.matcher.kinds(match, level, as_span(days["offense_on"]))
        stated = {element: told[element] == "true" for element in ELEMENTS if element in told}
        if stated:  # a record that says more than the offense alleges is believed
            kinds = frozenset(kind._replace(**stated) for kind in kinds)
        return Charge(number, told, kinds, days, match.offense_known and not gone)

    def patterns(self, question: Question, ranked: bool = False) -> dict[int, Pattern]:
        """The pattern of every charge, by the number of its row."""
        cells: dict[frozenset[Kind], int] = {}
        return {charge.number: self._pattern(charge, question, ranked, cells) for charge in self.charges}

    def _pattern(self, charge: Charge, question: Question, ranked: bool, cells: dict[frozenset[Kind], int]) -> Pattern:
        masks = []
        for variable in question.variables:
            match variable:
                case Other(of=of):
                    masks.append(self.others(charge, of, ranked))
                case Count():
                    masks.append(variable.mask(*self.counted(charge, variable)))
                case Numbers(fact):
                    masks.append(variable.mask(*charge.facts.get(fact, (-UNBOUNDED, UNBOUNDED))))
                case Days(fact):
                    masks.append(variable.mask(charge.facts.get(fact, ANY_DAY)))
                case Values(fact):
                    masks.append(variable.mask(charge.facts.get(fact)))
                case _:
                    if charge.kinds not in cells:
                        cells[charge.kinds] = question.cells.mask(charge.kinds)
                    masks.append(cells[charge.kinds])
        return Pattern(tuple(masks), charge.offense_known)

    # ------------------------------------------------------------ the other charges of the case

    def others(self, charge: Charge, of: Condition, ranked: bool = False) -> int:
        """Whether another charge of the case satisfies a condition."""
        told = [self.passes(other, of) for other in self.of_case[charge.case] if other is not charge]
        if YES in told:
            return YES
        shown = (
            charge.case is not None and charge.case not in self.short and self.table.mapping.case.others == "complete"
        )
        return MAYBE if MAYBE in told or (not shown and self.could_be(charge, of, ranked)) else NO

    def could_be(self, charge: Charge, of: Condition, ranked: bool) -> bool:
        """Whether a charge that the file does not show could satisfy a condition, at most as grave if so assumed."""
        highest = max(RANKS[kind.level] for kind in charge.kinds) if ranked else len(RANKS)
        return bool(self._three(of, self._up_to(highest), {}) & YES)

    @cache  # noqa: B019 -- a file lives as long as its batch
    def _up_to(self, highest: int) -> frozenset[Kind]:
        return frozenset(kind for kind in self.law.catalogue.anything if RANKS[kind.level] <= highest)

    # ------------------------------------------------------------ the earlier charges of the person

    def counted(self, charge: Charge, count: Count) -> tuple[int, int]:
        """The least and greatest number of earlier charges (cases, dates) that satisfy a condition."""
        if charge.person is None:
            return 0, UNBOUNDED
        day = charge.days[count.before]
        sure, perhaps = list[Charge](), list[Charge]()
        for other in self.of_person[charge.person]:
            passes = NO if other is charge else self.passes(other, count.of)
            theirs = other.days[count.before]
            if passes == YES and _surely_before(theirs, day, count.within):
                sure.append(other)
            if passes != NO and _perhaps_before(theirs, day, count.within):
                perhaps.append(other)
        least, _ = _in_units(sure, count)
        _, most = _in_units(perhaps, count)
        return least, most if self._whole(day, count) else UNBOUNDED

    def _whole(self, day: Bounds, count: Count) -> bool:
        """Whether the file holds every earlier charge that could be counted."""
        history = self.table.mapping.history
        if not history.complete or history.since is None:
            return history.complete
        return count.within is not None and day[0] is not None and opens(count.within, day[0]) >= history.since.last

    # ------------------------------------------------------------ a condition of another charge

    def passes(self, charge: Charge, of: Condition) -> int:
        """Whether a charge satisfies a resolved condition, as far as its row tells."""
        key = (charge.number, of)
        if key not in self._passes:
            self._passes[key] = self._three(of, charge.kinds, charge.facts)
        return self._passes[key]

    def _three(self, of: Condition, kinds: frozenset[Kind], facts: Any) -> int:
        """Three-valued: what is asked of the charge itself is asked of each kind it may be, all at once."""
        if _on_the_charge(of):
            return self.kinds.answer(of, kinds)
        match of:
            case All(parts) | Any_(parts):
                own = [part for part in parts if _on_the_charge(part)]
                said = [self._three(part, kinds, facts) for part in parts if not _on_the_charge(part)]
                said += [self.kinds.answer(type(of)(tuple(own)), kinds)] if own else []
                stops = NO if isinstance(of, All) else YES
                return stops if stops in said else MAYBE if MAYBE in said else NO + YES - stops
            case Not(part):
                return {NO: YES, YES: NO, MAYBE: MAYBE}[self._three(part, kinds, facts)]
            case OneOf(fact, values):
                known = facts.get(fact)
                return MAYBE if known is None else _answers(any(lies_in(v, wide) for wide in values) for v in known)
            case Between(fact, low, high):
                known = facts.get(fact)
                return (
                    MAYBE
                    if known is None
                    else _answers([(low or 0) <= known[0] and (high is None or known[0] <= high)])
                )
            case When(fact, before, after):
                return _of_days(facts.get(fact, ANY_DAY), before, after)
        raise TypeError(of)


def _by(column: str, charges: Iterable[Charge]) -> dict[str | None, list[Charge]]:
    found: dict[str | None, list[Charge]] = defaultdict(list)
    for charge in charges:
        if column in charge.told:
            found[charge.told[column]].append(charge)
    return found


def _not_charges(rows: Sequence[dict[str, str]], told: dict[int, dict[str, Any]]) -> Iterable[int]:
    """The rows that are no charge: empty ones, and those whose id came before."""
    seen = set()
    for number, row in enumerate(rows, 1):
        if all(cell.strip(" ") in NULLS for cell in row.values()):
            yield number
        elif (id := told[number].get("charge_id")) is not None:
            if id in seen:
                yield number
            seen.add(id)


def _short_of_charges(told: dict[int, dict[str, Any]], shown: dict[str | None, list[Charge]]) -> set[str]:
    """The cases of which the source says that they have charges the file does not show."""
    found = set()
    for row in told.values():
        more = row.get("more_charges") == "true" or row.get("charges_in_case", 0) > len(shown[row.get("case_id")])
        if more and "case_id" in row:
            found.add(row["case_id"])
    return found


def _in_units(charges: list[Charge], count: Count) -> tuple[int, int]:
    """The least and the greatest number of charges, cases or dates that these are.

    A charge of which the case is not known may be of a case of its own or of another's. So with a date that is not
    known to the day.
    """
    if count.unit == "charges":
        return len(charges), len(charges)
    if count.unit == "cases":
        units: list[str | date | None] = [charge.case for charge in charges]
    else:
        days = [charge.days[count.before] for charge in charges]
        units = [first if first == last else None for first, last in days]
    known = len({*units} - {None})
    return max(known, min(1, len(units))), known + units.count(None)


def _surely_before(theirs: Bounds, day: Bounds, within: Period | None) -> bool:
    """Whether all of their days come before all of these, and inside the window however long ago it opened."""
    if theirs[1] is None or day[0] is None or not theirs[1] < day[0]:
        return False
    return within is None or (day[1] is not None and theirs[0] is not None and theirs[0] >= opens(within, day[1]))


def _perhaps_before(theirs: Bounds, day: Bounds, within: Period | None) -> bool:
    if theirs[0] is not None and day[1] is not None and not theirs[0] < day[1]:
        return False
    return within is None or day[0] is None or theirs[1] is None or theirs[1] >= opens(within, day[0])


def opens(within: Period, day: date) -> date:
    """The day on which the window before a day opens: the same day of the month, or the last of a shorter one."""
    months = day.year * 12 + day.month - 1 - within.months
    if months < 12:
        return date.min
    year, month = divmod(months, 12)
    same = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return same - timedelta(days=within.days)


# ---------------------------------------------------------------- tests of a charge


class Sets:
    """Sets of kinds of charge as numbers with one bit for each kind, and tests as the kinds that pass them."""

    def __init__(self, law: Law, sets: Iterable[frozenset[Kind]]) -> None:
        self._law, self._bits, self._made = law, dict[Kind, int](), dict[frozenset[Kind], int]()
        self._tests: dict[Any, Any] = {}
        for kinds in sets:
            for kind in kinds:
                self._bits.setdefault(kind, 1 << len(self._bits))
        self._all = (1 << len(self._bits)) - 1

    def answer(self, of: Condition, kinds: frozenset[Kind]) -> int:
        """What kinds say to a condition of the charge itself."""
        bits, passing = self._set(kinds), self._passing(of)
        return (YES if bits & passing else 0) | (NO if bits & ~passing else 0)

    def _set(self, kinds: frozenset[Kind]) -> int:
        if kinds not in self._made:
            self._made[kinds] = sum(self._bits[kind] for kind in kinds)
        return self._made[kinds]

    def _passing(self, of: Condition) -> int:
        match of:
            case OneOf():
                if of not in self._tests:
                    self._tests[of] = sum(bit for kind, bit in self._bits.items() if self._test(of, kind))
                return self._tests[of]
            case All(parts):
                found = self._all
                for part in parts:
                    found &= self._passing(part)
                return found
            case Any_(parts):
                found = 0
                for part in parts:
                    found |= self._passing(part)
                return found
            case Not(part):
                return self._all & ~self._passing(part)
        raise TypeError(of)

    def _test(self, test: OneOf, kind: Kind) -> bool:
        match test.fact:
            case "offense":
                return bool(self._chain(kind.offense) & set(test.values))
            case "group":
                return any(self._chain(kind.offense) & set(self._law.groups.get(group, ())) for group in test.values)
            case "conduct":
                return any(lies_in(kind.conduct, wider) for wider in test.values)
            case "level":
                is_a = {kind.level.value, *(["misdemeanor"] if kind.level == "gross_misdemeanor" else [])}
                return bool(is_a & set(test.values))
            case element:
                return str(getattr(kind, element)).lower() in test.values

    def _chain(self, offense: str) -> set[str]:
        """The offense, what it is part of, and so on."""
        wider = {raw["id"]: raw.get("part_of", "") for raw in self._law.offenses}
        found: set[str] = set()
        while offense and offense not in found:
            found.add(offense)
            offense = wider.get(offense, "")
        return found


def _on_the_charge(of: Condition) -> bool:
    match of:
        case OneOf(fact):
            return fact in CHARGE_FACTS
        case All(parts) | Any_(parts):
            return all(_on_the_charge(part) for part in parts)
        case Not(part):
            return _on_the_charge(part)
    return False


def lies_in(value: str, wider: str) -> bool:
    return value == wider or value.startswith(f"{wider}/")


def _answers(found: Iterable[bool]) -> int:
    said = set(found)
    return (YES if True in said else 0) | (NO if False in said else 0)


def _of_days(days: Span, before: date | None, after: date | None) -> int:
    """Whether a date is before a day and after another."""
    some = (before is None or days.first < before) and (after is None or days.last > after)
    every = (before is None or days.last < before) and (after is None or days.first > after)
    if some and before and after and not every:  # a day between the two
        some = max(days.first, after + timedelta(days=1)) <= min(days.last, before - timedelta(days=1))
    return YES if every else MAYBE if some else NO
