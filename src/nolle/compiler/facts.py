"""The variables of a question → SQL that computes, for each charge, the mask of cells each may be in.

Law is looked up, never computed here: the table `law` (made by `decisions` from the catalogue) says, for each
charge charge_string, level and stretch of law, which cells the charge may fall into and which tests it passes as
another charge. What remains is counting and packing. Unknown stays unknown: a mask of several cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from nolle.compiler.mapping import DATES, PENDING, STRINGS, Shape
from nolle.compiler.query import Query, Step, case, columns, name, text
from nolle.law.charges import ELEMENTS, is_charge_condition, own_parts, parted
from nolle.law.condition import All, Any_, Between, Condition, Not, OneOf, When
from nolle.law.variables import OTHER, UNBOUNDED, Charge, Count, Days, Numbers, Other, Values, Variable

YES, NO, MAYBE = 2, 1, 3
"""A three-valued answer as a mask: bit 0 it may be no, bit 1 it may be yes."""

WORD = 60
"""Bits of a pattern that one integer column packs."""


@dataclass(frozen=True)
class Facts:
    """What the compiler must know of the records besides the question."""

    shape: Shape
    others_complete: bool
    history_complete: bool
    history_since: date | None


def coded(breaks: Sequence[date]) -> Query:
    """`charges` and `strings` → `coded`: each charge with its charge_string's number and its stretch of law."""
    first, last = (_stretch(f'"offense_on_{end}"', breaks) for end in ("first", "last"))
    join = " and ".join(f"coalesce(c.{s}, '') = coalesce(s.{s}, '')" for s in STRINGS)
    sql = (
        f"select\n  c.*,\n  s.charge_string,\n  coalesce({first}, 0) as law_first,\n"
        f"  coalesce({last}, {len(breaks)}) as law_last\nfrom charges as c\njoin strings as s on {join}"
    )
    return Query((Step("coded", sql, "charges with the number of their charge string and their stretch of law"),))


def law_columns(shape: Shape) -> list[str]:
    """What the law is looked up by: the string, the level, elements that the record states, the stretch of law."""
    stated = [name(element) for element in ELEMENTS if element in shape.facts]
    return ["charge_string", "level", *stated, "law_first", "law_last"]


def law_keys(shape: Shape) -> str:
    """The select of every combination for which the law is looked up, and how many charges have it."""
    keys = ", ".join(law_columns(shape))
    return f"select {keys}, count(*)\nfrom coded\ngroup by {keys}\norder by {keys}"


def distinct_strings() -> Step:
    """`charges` → `strings`: each distinct charge charge_string once, numbered."""
    chosen = ", ".join(STRINGS)
    order = ", ".join(f"coalesce({s}, '')" for s in STRINGS)
    distinct = f"select distinct {chosen} from charges"
    sql = f"select row_number() over (order by {order}) as charge_string, {chosen}\nfrom ({distinct})"
    return Step("strings", sql, "distinct charge strings")


def patterns(variables: Sequence[Variable], known: Facts, where: str = "") -> Query:
    """`coded` and `law` → `keyed` (each charge with its packed pattern) and `patterns` (each with its count)."""
    others = [(i, v) for i, v in enumerate(variables) if isinstance(v, Other)]
    counts = [(i, v) for i, v in enumerate(variables) if isinstance(v, Count)]
    steps = [_known(others, counts, known)]
    steps += _cases(others) + [step for i, v in counts for step in _history(i, v)]
    steps.append(_masks(variables, others, counts, known, where))
    steps += _packed(variables)
    return Query(tuple(steps))


def words(variables: Sequence[Variable]) -> list[list[tuple[int, int]]]:
    """How masks are packed: for each integer column the variables in it with the bit at which each starts."""
    packed: list[list[tuple[int, int]]] = [[]]
    used = 0
    for index, variable in enumerate(variables):
        if isinstance(variable, Charge):
            continue
        if used + variable.size > WORD:
            packed.append([])
            used = 0
        packed[-1].append((index, used))
        used += variable.size
    return packed


def _stretch(column: str, breaks: Sequence[date]) -> str:
    branches = [(f"{column} < date '{day.isoformat()}'", str(number)) for number, day in enumerate(breaks)]
    return (
        f"case when {column} is null then null "
        + " ".join(f"when {w} then {t}" for w, t in branches)
        + f" else {len(breaks)} end"
    )


def _known(others: list[tuple[int, Other]], counts: list[tuple[int, Count]], known: Facts) -> Step:
    """Each charge with what the law says of it, and how it answers the tests of another charge."""
    chosen = ["c.*", "l.cells", "l.conduct_class", "l.asks"]
    tests = [(i, v.of) for i, v in others] + [(i, v.of) for i, v in counts]
    chosen += [f"{three_valued(of, index, known.shape)} as o{index}" for index, of in tests]
    chosen += [f"l.p{index}" for index, _ in others]
    texts_ = [key for key in law_columns(known.shape) if key not in ("charge_string", "law_first", "law_last")]
    same = [f"coalesce(l.{key}, '') = coalesce(c.{key}, '')" for key in texts_]
    same += [f"l.{key} = c.{key}" for key in ("charge_string", "law_first", "law_last")]
    sql = f"select\n  {columns(chosen)}\nfrom coded as c\njoin law as l on {' and '.join(same)}"
    return Step("known", sql, "charges with what the law says of them")


def three_valued(condition: Condition, index: int, shape: Shape) -> str:
    """Whether a row passes a test of another charge: 1 no, 2 yes, 3 not known.

    The pieces that look at the charge alone are columns of the law table (`o1_0`, `o1_1`, ...); the rest is
    Kleene's logic over the facts that the records hold.
    """
    return _three(condition, shape, iter([f"l.o{index}_{n}" for n in range(len(own_parts(condition)))]))


def _three(condition: Condition, shape: Shape, law: Iterator[str]) -> str:
    """As `three_valued`; `law` gives the columns in the order of `own_parts`."""
    if is_charge_condition(condition):
        return next(law)
    match condition:
        case All(parts):
            return _both([_three(part, shape, law) for part in parted(parts, All)])
        case Any_(parts):
            return _turned(_both([_turned(_three(part, shape, law)) for part in parted(parts, Any_)]))
        case Not(part):
            return _turned(_three(part, shape, law))
        case OneOf(fact, values):
            if fact not in (*shape.facts, "place"):
                return str(MAYBE)
            cell = f"c.{name(fact)}"
            hit = " or ".join(f"{cell} = {text(v)} or {cell} like {text(v + '/%')}" for v in values)
            return f"case when {cell} is null then {MAYBE} when {hit} then {YES} else {NO} end"
        case Between(fact, low, high):
            if fact not in shape.facts:
                return str(MAYBE)
            cell = f"c.{name(fact)}"
            bounds = [f"{cell} >= {low}"] * (low is not None) + [f"{cell} <= {high}"] * (high is not None)
            return f"case when {cell} is null then {MAYBE} when {' and '.join(bounds)} then {YES} else {NO} end"
        case When(fact, before, after):
            first, last = f"c.{name(fact + '_first')}", f"c.{name(fact + '_last')}"
            sure = [f"{last} < date '{before}'"] * (before is not None) + [f"{first} > date '{after}'"] * (
                after is not None
            )
            never = [f"{first} >= date '{before}'"] * (before is not None) + [f"{last} <= date '{after}'"] * (
                after is not None
            )
            return f"case when {' and '.join(sure)} then {YES} when {' or '.join(never)} then {NO} else {MAYBE} end"
    return str(MAYBE)


def _both(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return str(YES)
    no = " or ".join(f"{part} = {NO}" for part in parts)
    yes = " and ".join(f"{part} = {YES}" for part in parts)
    return f"case when {no} then {NO} when {yes} then {YES} else {MAYBE} end"


def _turned(part: str) -> str:
    return f"case {part} when {NO} then {YES} when {YES} then {NO} else {MAYBE} end"


# -- other charges of the case


def _cases(others: list[tuple[int, Other]]) -> list[Step]:
    """How many charges of each case that is asked about pass each test, surely and perhaps."""
    if not others:
        return []
    chosen = ["case_id"]
    for index, _ in others:
        chosen += [f"sum(case when o{index} = {YES} then 1 else 0 end) as y{index}"]
        chosen += [f"sum(case when o{index} = {MAYBE} then 1 else 0 end) as m{index}"]
    asked = "select case_id from known where asks and case_id is not null"
    sql = f"select\n  {columns(chosen)}\nfrom known\nwhere case_id in ({asked})\ngroup by case_id"
    return [Step("cases", sql, "the tests of other charges, counted by case")]


def _other(index: int, known: Facts) -> str:
    """Whether another charge of the case passes: the case's count without the charge itself."""
    sure = f"s.y{index} - case when k.o{index} = {YES} then 1 else 0 end"
    perhaps = f"s.m{index} - case when k.o{index} = {MAYBE} then 1 else 0 end"
    could = f"k.p{index} <> {NO}"  # whether a charge that is not in the file could pass at all
    unseen = f"k.case_id is null and {could}" if known.others_complete else could
    branches = [
        (f"coalesce({sure}, 0) > 0", str(YES)),
        (f"coalesce({perhaps}, 0) > 0 or {unseen}", str(MAYBE)),
    ]
    return case(branches, str(NO))


# -- history


def _history(index: int, count: Count) -> list[Step]:
    """The least and greatest number of earlier charges (cases, dates) of the person that pass a test."""
    day = count.before
    prior = f"""select
  person_id,
  o{index} as passes,
  {name(day + "_first")} as first_day,
  {name(day + "_last")} as last_day,
  coalesce(case_id, 'row ' || cast(source_row as varchar)) as case_id,
  source_row
from known
where o{index} <> {NO} and person_id is not null"""
    here_first, here_last = f"k.{name(day + '_first')}", f"k.{name(day + '_last')}"
    opens_first, opens_last = (_opens(count, column) for column in (here_first, here_last))
    sure = f"h.passes = {YES} and h.last_day < {here_first}"
    maybe = f"(h.first_day is null or {here_last} is null or h.first_day < {here_last})"
    if count.within is not None:
        sure += f" and h.first_day >= {opens_last}"
        maybe += f" and (h.last_day is null or {here_first} is null or h.last_day >= {opens_first})"
    unit = {
        "charges": "h.source_row",
        "cases": "h.case_id",
        "dates": "coalesce(cast(h.first_day as varchar), 'row ' || cast(h.source_row as varchar))",
    }
    sql = f"""select
  k.source_row,
  count(distinct case when {sure} then {unit[count.unit]} end) as low,
  count(distinct case when {maybe} then {unit[count.unit]} end) as high
from known as k
join priors{index} as h on h.person_id = k.person_id and h.source_row <> k.source_row
where k.asks
group by k.source_row"""
    return [
        Step(f"priors{index}", prior, "charges of known persons that pass, or may pass, the test"),
        Step(f"history{index}", sql, "how many of them came before each charge"),
    ]


def _opens(count: Count, column: str) -> str:
    """The day on which the window before a date opens, from the same day of the month."""
    if count.within is None:
        return column
    return f"cast({column} - interval '{count.within.months} months' - interval '{count.within.days} days' as date)"


def _count_mask(index: int, count: Count, known: Facts) -> str:
    low, high = f"coalesce(h{index}.low, 0)", f"coalesce(h{index}.high, 0)"
    whole = "k.person_id is not null" if known.history_complete else "false"
    if known.history_complete and known.history_since is not None:
        opens = _opens(count, f"k.{name(count.before + '_first')}") if count.within else "null"
        whole += f" and {opens} >= date '{known.history_since.isoformat()}'"
    top = f"case when {whole} then {high} else {UNBOUNDED} end"
    return f"case when k.person_id is null then {(1 << count.size) - 1} else {_range_mask(count, low, top)} end"


def _range_mask(numbers: Numbers, low: str, high: str) -> str:
    """The cells from the one of `low` to the one of `high`."""
    return f"{_power(numbers, high, 2)} - {_power(numbers, low, 1)}"


def _power(numbers: Numbers, value: str, times: int) -> str:
    branches = [(f"{value} < {cut}", str(times << cell)) for cell, cut in enumerate(numbers.cuts)]
    return f"({case(branches, str(times << len(numbers.cuts)))})"


# -- a charge's own facts


def _masks(
    variables: Sequence[Variable], others: list[tuple[int, Other]], counts: list[tuple[int, Count]],
    known: Facts, where: str,
) -> Step:  # fmt: skip
    """Every variable's mask, charge by charge."""
    chosen = ["k.source_row", "k.cells", "k.conduct_class"]
    for index, variable in enumerate(variables):
        if not isinstance(variable, Charge):
            chosen.append(f"{_mask(index, variable, known)} as v{index}")
    joins = "from known as k"
    if others:
        joins += "\nleft join cases as s on s.case_id = k.case_id"
    for index, _ in counts:
        joins += f"\nleft join history{index} as h{index} on h{index}.source_row = k.source_row"
    tail = f"\nwhere {where}" if where else ""
    return Step("masks", f"select\n  {columns(chosen)}\n{joins}{tail}", "what each charge may be, as masks of cells")


def _mask(index: int, variable: Variable, known: Facts) -> str:
    every = str((1 << variable.size) - 1)
    match variable:
        case Other():
            return f"case when k.asks then {_other(index, known)} else {every} end"
        case Count():
            return f"case when k.asks then {_count_mask(index, variable, known)} else {every} end"
        case Numbers(fact=fact):
            if fact not in known.shape.facts:
                return every
            cell = f"k.{name(fact)}"
            return f"case when {cell} is null then {every} else {_range_mask(variable, cell, cell)} end"
        case Days(fact=fact) if fact not in (*DATES, PENDING):
            return every
        case Days(fact=fact):
            return _days_mask(variable, f"k.{name(fact + '_first')}", f"k.{name(fact + '_last')}")
        case Values(fact=fact):
            if fact not in (*known.shape.facts, "place"):
                return every
            return _values_mask(variable, f"k.{name(fact)}", every)
    return every


def _days_mask(days: Days, first: str, last: str) -> str:
    def power(column: str, times: int, missing: int) -> str:
        branches = [(f"{column} is null", str(missing))]
        branches += [(f"{column} < date '{cut.isoformat()}'", str(times << cell)) for cell, cut in enumerate(days.cuts)]
        return f"({case(branches, str(times << len(days.cuts)))})"

    return f"{power(last, 2, 2 << len(days.cuts))} - {power(first, 1, 1)}"


def _values_mask(values: Values, column: str, every: str) -> str:
    branches = [(f"{column} is null", every)]
    rest = every
    named = [(value, bit) for bit, cell in enumerate(values.cells) for value in cell if value != OTHER]
    for value, bit in sorted(named, key=lambda item: -len(item[0])):
        hit = f"{column} = {text(value)}"
        if any(OTHER in cell for cell in values.cells):
            hit += f" or {column} like {text(value + '/%')}"
        branches.append((hit, str(1 << bit)))
    for bit, cell in enumerate(values.cells):
        if OTHER in cell:
            rest = str(1 << bit)
    return case(branches, rest)


def _packed(variables: Sequence[Variable]) -> list[Step]:
    packed = words(variables)
    keys = [
        " + ".join(f"v{index} * {1 << start}" for index, start in word) or "0" for word in packed
    ]  # fmt: skip
    named = [f"cast({key} as bigint) as k{number}" for number, key in enumerate(keys)]
    group = ", ".join(["cells", "conduct_class", *(f"k{number}" for number in range(len(packed)))])
    keyed = f"select\n  source_row,\n  cells,\n  conduct_class,\n  {columns(named)}\nfrom masks"
    counted = (
        f"select {group}, count(*) as n, row_number() over (order by {group}) as pattern\nfrom keyed\ngroup by {group}"
    )
    return [
        Step("keyed", keyed, "each charge with its pattern, packed"),
        Step("patterns", counted, "distinct patterns and how many charges have each"),
    ]
