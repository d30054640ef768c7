"""Earlier charges of the person: how many came before each charge that is asked about, at least and at most.

Fewer than N came before a day if the N-th earliest of them did not: so the first few days of each person are enough,
and nobody's charges are compared two by two. Only a window of time ("within five years") needs that.
"""

from __future__ import annotations

from nolle.compiler.masks import range_mask
from nolle.compiler.pairs import Facts
from nolle.compiler.query import Step, columns, name
from nolle.compiler.scope import EARLIER, HERE, ranked
from nolle.compiler.threes import NO, YES
from nolle.dates import FIRST_DAY
from nolle.law.variables import UNBOUNDED, Count

_ANY_DAY = f"date '{FIRST_DAY.isoformat()}'"


def history(index: int, count: Count) -> list[Step]:
    """What is needed to count the earlier charges (cases, dates) of each person that pass a test."""
    events = _events(index, count)
    return [events, *(_ranked(index, count) if ranked(count) else [_compared(index, count)])]


def _events(index: int, count: Count) -> Step:
    """What may count: each charge with its days, and what it counts as."""
    first, last = (f"c.{name(f'{count.before}_{end}')}" for end in ("first", "last"))
    chosen = [
        "c.source_row", "c.person_id", f"{_unit(count)} as unit", f"{_named(count)} as named", f"c.o{index} as passes",
        f"{first} as first_day", f"{last} as last_day",
    ]  # fmt: skip
    sql = (
        f"select\n  {columns(chosen)}\nfrom tested as c\n"
        f"where c.o{index} <> {NO} and c.person_id is not null and c.part in ({HERE}, {EARLIER})"
    )
    what = "charges of persons that pass, or may pass, the test"
    return Step(f"priors{index}", sql, what, view=True, large=True)


def _unit(count: Count, charge: str = "c") -> str:
    """What a charge counts as; one without a case or a date counts as itself."""
    row = f"'row ' || cast({charge}.source_row as varchar)"
    first, last = (f"{charge}.{name(f'{count.before}_{end}')}" for end in ("first", "last"))
    return {
        "charges": row,
        "cases": f"coalesce(cast({charge}.case_id as varchar), {row})",
        "dates": f"case when {first} = {last} then cast({first} as varchar) else {row} end",
    }[count.unit]


def _named(count: Count) -> str:
    """Whether it is known which unit a charge counts as: others may be of the same, or of one of their own."""
    first, last = (f"c.{name(f'{count.before}_{end}')}" for end in ("first", "last"))
    known = {"charges": "true", "cases": "c.case_id is not null", "dates": f"{first} is not null and {first} = {last}"}
    return f"case when {known[count.unit]} then 1 else 0 end"


# ---------------------------------------------------------------- by rank


def _ranked(index: int, count: Count) -> list[Step]:
    most = count.cuts[-1]
    sure, may = _earliest(index, most, "s", "sure_day"), _earliest(index, most + 1, "h", "may_day")
    return [
        _units(index, count),
        Step(f"sure{index}", sure, "the days by which so many were sure", large=True),
        Step(f"may{index}", may, "the days from which so many may be", large=True),
    ]


def _units(index: int, count: Count) -> Step:
    """Each unit of a person: the day by which it surely began, and the first two days on which it may have."""
    what = "what counts as one, with its earliest days"
    may = f"coalesce(first_day, {_ANY_DAY})"
    kept = f"select person_id, unit, named, case when passes = {YES} then last_day end as sure_day, {may} as may_day"
    if count.unit == "charges":
        return Step(f"units{index}", f"{kept}\nfrom priors{index}", what, view=True, large=True)
    ranked = (
        f"{kept},\n    row_number() over (partition by person_id, unit order by {may}, source_row) as place\n"
        f"  from priors{index}"
    )
    chosen = [
        "person_id", "unit", "max(named) as named", "min(sure_day) as sure_day", "min(may_day) as may_day",
        "min(case when place = 2 then may_day end) as next_day",
    ]  # fmt: skip
    sql = f"select\n  {columns(chosen)}\nfrom (\n  {ranked}\n) as u\ngroup by person_id, unit"
    return Step(f"units{index}", sql, what, large=True)


def _earliest(index: int, most: int, letter: str, day: str) -> str:
    """The first so many of a person's days, side by side."""
    if most == 1:
        known = f"from units{index}\nwhere {day} is not null"
        return f"select\n  person_id,\n  min({day}) as {letter}1\n{known}\ngroup by person_id"
    split = "person_id, named" if letter == "s" else "person_id"
    ranked = (
        f"select person_id, named, {day}, row_number() over (partition by {split} order by {day}) as place\n"
        f"  from units{index}\n  where {day} is not null"
    )
    here = "place = {n} and (named = 1 or {n} = 1)" if letter == "s" else "place = {n}"
    days = [f"min(case when {here.format(n=n)} then {day} end) as {letter}{n}" for n in range(1, most + 1)]
    chosen = ["person_id", *days]
    return f"select\n  {columns(chosen)}\nfrom (\n  {ranked}\n) as r\nwhere place <= {most}\ngroup by person_id"


def counted(index: int, count: Count) -> tuple[str, str, str]:
    """The least and the greatest number of earlier charges of a charge `k`, and the joins that tell.

    A charge is not before itself.
    """
    if not ranked(count):
        joined = f"\nleft join history{index} as h{index} on h{index}.source_row = k.source_row"
        return f"coalesce(h{index}.low, 0)", f"coalesce(h{index}.high, 0)", joined
    most, s, h = count.cuts[-1], f"s{index}", f"h{index}"
    here_first, here_last = (f"k.{name(f'{count.before}_{end}')}" for end in ("first", "last"))
    low = " + ".join(f"case when {s}.s{n} < {here_first} then 1 else 0 end" for n in range(1, most + 1))
    high = " + ".join(f"case when {_may_be(f'{h}.h{n}', here_last)} then 1 else 0 end" for n in range(1, most + 2))
    itself, joined = _itself(index, count, here_first, here_last)
    joins = f"\nleft join sure{index} as {s} on {s}.person_id = k.person_id"
    joins += f"\nleft join may{index} as {h} on {h}.person_id = k.person_id"
    return f"({low})", f"({high} - {itself})", joins + joined


def _may_be(day: str, here_last: str) -> str:
    """Whether what began on a day or later may have come before."""
    return f"({day} < {here_last} or {here_last} is null and {day} is not null)"


def _itself(index: int, count: Count, here_first: str, here_last: str) -> tuple[str, str]:
    """What the charge adds to the count of what may have come before it, and the join that tells.

    Of a unit that the charge is part of, the earliest day of its other charges is what counts.
    """
    own = f"coalesce({here_first}, {_ANY_DAY})"
    if count.unit == "charges":
        return f"case when k.o{index} <> {NO} and {_may_be(own, here_last)} then 1 else 0 end", ""
    u = f"u{index}"
    beside = f"case when {own} = {u}.may_day then {u}.next_day else {u}.may_day end"
    alone = f"{_may_be(f'{u}.may_day', here_last)} and not coalesce({_may_be(f'({beside})', here_last)}, false)"
    joined = f"\nleft join units{index} as {u} on {u}.person_id = k.person_id and {u}.unit = {_unit(count, 'k')}"
    return f"case when k.o{index} <> {NO} and {alone} then 1 else 0 end", joined


# ---------------------------------------------------------------- two by two


def _compared(index: int, count: Count) -> Step:
    here_first, here_last = (f"k.{name(f'{count.before}_{end}')}" for end in ("first", "last"))
    sure = f"h.passes = {YES} and h.last_day < {here_first}"
    maybe = f"(h.first_day is null or {here_last} is null or h.first_day < {here_last})"
    if count.within is not None:
        sure += f" and h.first_day >= {_opens(count, here_last)}"
        maybe += f" and (h.last_day is null or {here_first} is null or h.last_day >= {_opens(count, here_first)})"
    named = f"count(distinct case when {sure} and h.named = 1 then h.unit end)"
    chosen = [
        "k.source_row",
        f"greatest({named}, max(case when {sure} then 1 else 0 end)) as low",
        f"count(distinct case when {maybe} then h.unit end) as high",
    ]
    joins = f"from tested as k\njoin priors{index} as h on h.person_id = k.person_id and h.source_row <> k.source_row"
    sql = f"select\n  {columns(chosen)}\n{joins}\nwhere k.asked = 1\ngroup by k.source_row"
    return Step(f"history{index}", sql, "how many of them came before each charge", large=True)


def _opens(count: Count, column: str) -> str:
    """The day on which the window before a date opens, from the same day of the month."""
    assert count.within is not None
    return f"cast({column} - interval '{count.within.months} months' - interval '{count.within.days} days' as date)"


def count_mask(index: int, count: Count, known: Facts) -> str:
    """The cells that a count between `low` and `high` may fall into."""
    whole = "k.person_id is not null" if known.history_complete else "false"
    if known.history_complete and known.history_since is not None:
        opens = _opens(count, f"k.{name(count.before + '_first')}") if count.within else "null"
        whole += f" and {opens} >= date '{known.history_since.isoformat()}'"
    top = f"case when {whole} then k.high{index} else {UNBOUNDED} end"
    range_ = range_mask(count, f"k.low{index}", top)
    return f"case when k.person_id is null then {(1 << count.size) - 1} else {range_} end"
