"""Other charges of the case: counted around the charges that are asked about."""

from __future__ import annotations

from nolle.compiler.pairs import Facts
from nolle.compiler.query import Step, case, columns
from nolle.compiler.rows import marks_cases
from nolle.compiler.scope import BESIDE, HERE
from nolle.compiler.threes import MAYBE, NO, YES
from nolle.law.variables import Count, Other

Others = list[tuple[int, Other]]
Counts = list[tuple[int, Count]]


def cases(others: Others, known: Facts) -> list[Step]:
    """How many charges of each case that is asked about pass each test, surely and perhaps."""
    if not others:
        return []
    chosen = ["c.case_id"]
    for index, _ in others:
        chosen += [f"sum(case when c.o{index} = {YES} then 1 else 0 end) as y{index}"]
        chosen += [f"sum(case when c.o{index} = {MAYBE} then 1 else 0 end) as m{index}"]
    joins = "from tested as c"
    if marks_cases(known.layout):
        chosen.append("max(case when i.case_id is null then 0 else 1 end) as more")
        joins += "\nleft join incomplete as i on i.case_id = c.case_id"
        passes = ""
    else:
        chosen.append("0 as more")
        passes = f"\n  and ({' or '.join(f'c.o{index} <> {NO}' for index, _ in others)})"
    of_case = f"where c.part in ({HERE}, {BESIDE}) and c.case_id is not null{passes}"
    sql = f"select\n  {columns(chosen)}\n{joins}\n{of_case}\ngroup by c.case_id"
    return [Step("cases", sql, "the tests of other charges, counted by case", large=True)]


def other_mask(index: int, known: Facts) -> str:
    """Whether another charge of the case passes: the case's count without the charge itself."""
    sure = f"k.y{index} - case when k.o{index} = {YES} then 1 else 0 end"
    perhaps = f"k.m{index} - case when k.o{index} = {MAYBE} then 1 else 0 end"
    could = f"k.p{index} <> {NO}"  # whether a charge that is not in the file could pass at all
    shown = "k.case_id is null" + (" or k.more = 1" if marks_cases(known.layout) else "")
    unseen = f"({shown}) and {could}" if known.others_complete else could
    branches = [
        (f"coalesce({sure}, 0) > 0", str(YES)),
        (f"coalesce({perhaps}, 0) > 0 or {unseen}", str(MAYBE)),
    ]
    return case(branches, str(NO))
