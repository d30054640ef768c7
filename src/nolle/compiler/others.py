"""Other charges of the case, and earlier charges of the person: counted around the charges that are asked about."""

from __future__ import annotations

from nolle.compiler.masks import range_mask
from nolle.compiler.pairs import Facts, same_pair
from nolle.compiler.query import Step, case, columns, name
from nolle.compiler.rows import marks_cases
from nolle.compiler.threes import MAYBE, NO, YES
from nolle.law.variables import UNBOUNDED, Count, Other

Others = list[tuple[int, Other]]
Counts = list[tuple[int, Count]]


def cases(others: Others, known: Facts) -> list[Step]:
    """How many charges of each case that is asked about pass each test, surely and perhaps."""
    if not others:
        return []
    chosen = ["c.case_id"]
    for index, _ in others:
        chosen += [f"sum(case when k.o{index} = {YES} then 1 else 0 end) as y{index}"]
        chosen += [f"sum(case when k.o{index} = {MAYBE} then 1 else 0 end) as m{index}"]
    asked = "select case_id from asked where case_id is not null"
    joins = (
        f"from (\n  select * from timed where case_id in ({asked})\n) as c\njoin known as k on {same_pair('k', 'c')}"
    )
    if marks_cases(known.layout):
        chosen.append("max(case when i.case_id is null then 0 else 1 end) as more")
        joins += "\nleft join incomplete as i on i.case_id = c.case_id"
    sql = f"select\n  {columns(chosen)}\n{joins}\ngroup by c.case_id"
    return [Step("cases", sql, "the tests of other charges, counted by case")]


def other_mask(index: int, known: Facts) -> str:
    """Whether another charge of the case passes: the case's count without the charge itself."""
    sure = f"s.y{index} - case when k.o{index} = {YES} then 1 else 0 end"
    perhaps = f"s.m{index} - case when k.o{index} = {MAYBE} then 1 else 0 end"
    could = f"k.p{index} <> {NO}"  # whether a charge that is not in the file could pass at all
    shown = "k.case_id is null" + (" or s.more = 1" if marks_cases(known.layout) else "")
    unseen = f"({shown}) and {could}" if known.others_complete else could
    branches = [
        (f"coalesce({sure}, 0) > 0", str(YES)),
        (f"coalesce({perhaps}, 0) > 0 or {unseen}", str(MAYBE)),
    ]
    return case(branches, str(NO))


def history(index: int, count: Count) -> list[Step]:
    """The least and greatest number of earlier charges (cases, dates) of the person that pass a test."""
    day = count.before
    prior = f"""select
  c.person_id,
  k.o{index} as passes,
  d.{name(day + "_first")} as first_day,
  d.{name(day + "_last")} as last_day,
  coalesce(c.case_id, 'row ' || cast(c.source_row as varchar)) as case_id,
  c.source_row
from (
  select * from timed where person_id in (select person_id from asked where person_id is not null)
) as c
join known as k on {same_pair("k", "c")}
join dated as d on d.day = c.day and d.mood = c.mood
where k.o{index} <> {NO}"""
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
from asked as k
join priors{index} as h on h.person_id = k.person_id and h.source_row <> k.source_row
group by k.source_row"""
    return [
        Step(f"priors{index}", prior, "charges of the persons asked about that pass, or may pass, the test"),
        Step(f"history{index}", sql, "how many of them came before each charge"),
    ]


def _opens(count: Count, column: str) -> str:
    """The day on which the window before a date opens, from the same day of the month."""
    if count.within is None:
        return column
    return f"cast({column} - interval '{count.within.months} months' - interval '{count.within.days} days' as date)"


def count_mask(index: int, count: Count, known: Facts) -> str:
    """The cells that a count of earlier charges may fall into."""
    low, high = f"coalesce(h{index}.low, 0)", f"coalesce(h{index}.high, 0)"
    whole = "k.person_id is not null" if known.history_complete else "false"
    if known.history_complete and known.history_since is not None:
        opens = _opens(count, f"k.{name(count.before + '_first')}") if count.within else "null"
        whole += f" and {opens} >= date '{known.history_since.isoformat()}'"
    top = f"case when {whole} then {high} else {UNBOUNDED} end"
    return f"case when k.person_id is null then {(1 << count.size) - 1} else {range_mask(count, low, top)} end"
