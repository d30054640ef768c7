"""Which charges a question is about: told by their words, before any row is looked at.

Of most words the policy is silent, whatever else a charge may be. Their rows are counted and not read; the others
become `rows`. Beside them come the rows that can count as another charge of a case, or as an earlier one of a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from nolle.compiler.layout import Layout, day_of
from nolle.compiler.pairs import Facts, mark_of, marks_of, same_pair
from nolle.compiler.query import Query, Step, columns
from nolle.compiler.threes import MAYBE, NO
from nolle.law.variables import Count, Other, Variable

HERE, BESIDE, EARLIER = 0, 1, 2
"""Where a row is from: it is asked about, or may count as another charge of a case, or of a person."""


_MOST_RANKED = 12
"""A threshold above this is rare; then charges are compared two by two."""


_FEW = 0.1
"""A share of the charges that is quicker copied than read twice."""


class Scope(StrEnum):
    """What is known of a charge from its words alone.

    The policy speaks of it, or may (`INSIDE`); is silent (`OUTSIDE`); is silent or not in force, by the dates
    (`DATED`); or nobody asked about such charges (`UNWANTED`).
    """

    INSIDE = "inside"
    DATED = "dated"
    OUTSIDE = "outside"
    UNWANTED = "unwanted"


def plan(variables: Sequence[Variable], keys: Sequence[str]) -> Step:
    """`known_words`, `keyed_words`, `scopes` → `plan`: for each word its scope, and one word that says the same."""
    tests = [f"o{index}" for index, variable in enumerate(variables) if isinstance(variable, Other | Count)]
    same = ", ".join(f"k.{key}" for key in keys)
    # Where law does not last, what holds of the words at any time need not hold when there was none.
    chosen = ["k.word", "k.n", "s.scope", "k.asks or not k.lasting as asks", "k.gone", "k.undated"]
    chosen += [*(f"k.{key}" for key in keys), f"min(k.word) over (partition by s.scope, w.mood, {same}) as alike"]
    chosen += [f"case when k.lasting then k.{test} else {MAYBE} end as {test}" for test in tests]
    joined = " and ".join(f"s.{key} = k.{key}" for key in (*keys, "wanted", "lasting"))
    joins = f"from keyed_words as k\njoin words as w on w.word = k.word\njoin scopes as s on {joined}"
    sql = f"select\n  {columns(chosen)}\n{joins}"
    return Step("plan", sql, "what the question has to do with each of the words")


def rows(variables: Sequence[Variable], known: Facts, share: float) -> Query:
    """`charges`, `plan`, `marks_...` → `rows`, `beside`, `earlier` and `pairs`; `share` of the charges are inside.

    To copy many rows costs more than to read the columns that a later step needs once more.
    """
    others = [(i, v) for i, v in enumerate(variables) if isinstance(v, Other)]
    counts = [(i, v) for i, v in enumerate(variables) if isinstance(v, Count)]
    steps = [_rows(known, view=share > _FEW), _dated(known)]
    if others and has_cases(known.layout):
        steps.append(_also("beside", "case_id", BESIDE, [i for i, _ in others], counts, known))
    if counts and has_persons(known.layout):
        steps.append(_also("earlier", "person_id", EARLIER, [i for i, _ in counts], counts, known))
    return Query((*steps, _pairs(parts(known, others, counts), known)))


def kept(part: int, counts: Sequence[tuple[int, Count]], known: Facts) -> list[str]:
    """The columns of a row that are read besides its word and marks: of one that only counts, what counting takes."""
    days = [day_of(day) for day in known.layout.dates]
    if part == BESIDE:
        return ["case_id"]
    if part == EARLIER:
        several = any(count.unit != "charges" or not ranked(count) for _, count in counts)
        cases = any(count.unit == "cases" for _, count in counts)
        return ["person_id", *["source_row"] * several, *["case_id"] * cases, *days]
    return ["source_row", "charge_id", "case_id", "person_id", *days]


def ranked(count: Count) -> bool:
    """Whether the first few days of a person are enough to count; a window of time needs all of them."""
    return count.within is None and count.cuts[-1] <= _MOST_RANKED


def parts(known: Facts, others: Sequence[object], counts: Sequence[object]) -> list[tuple[str, int]]:
    """The relations of rows that are looked at, each with its number."""
    found = [("rows", HERE)]
    found += [("beside", BESIDE)] if others and has_cases(known.layout) else []
    return found + ([("earlier", EARLIER)] if counts and has_persons(known.layout) else [])


def has_persons(layout: Layout) -> bool:
    """Whether the file tells persons apart."""
    return layout.column("person_id") is not None


def has_cases(layout: Layout) -> bool:
    """Whether a case can have several charges in the file."""
    case, charge = layout.column("case_id"), layout.column("charge_id")
    return case is not None and not (
        charge is not None and (case.read, case.constant) == (charge.read, charge.constant)
    )


def _row(columns_: Sequence[str], known: Facts) -> tuple[list[str], str]:
    """The columns of a row that is looked at, and where they come from."""
    chosen = [*(f"c.{column}" for column in columns_), "c.word"]
    joins = "from charges as c"
    for n, day in enumerate(known.layout.dates):
        chosen.append(f"m{n}.mark as {mark_of(day)}")
        joins += f"\njoin {marks_of(day)} as m{n} on m{n}.day = c.{day_of(day)}"
    return chosen + ["c.unsettled"] * known.same_count, joins


def _words(tests: str) -> str:
    return f"select word from plan where {tests}"


def _rows(known: Facts, view: bool) -> Step:
    chosen, joins = _row(kept(HERE, [], known), known)
    inside = _words(f"scope = '{Scope.INSIDE}'")
    sql = f"select\n  {columns(chosen)}\n{joins}\nwhere c.word in ({inside})"
    return Step("rows", sql, "charges that the policy speaks of, or may", view=view, large=True)


def _dated(known: Facts) -> Step:
    """Charges of which only the dates decide whether the policy was in force: counted, not read."""
    group = ", ".join(known.pair)
    sql = f"select\n  {group},\n  count(*) as n\nfrom (\n  {_marked([], known)}\n) as c\ngroup by {group}"
    return Step("dated_pairs", sql, "charges of which only the dates tell whether the policy was in force")


def _marked(kept: Sequence[str], known: Facts) -> str:
    """Those charges, each by a word that says the same as its own and the marks of its dates."""
    marks = [f"m{n}.mark as {mark_of(day)}" for n, day in enumerate(known.layout.dates)]
    chosen = columns([*kept, "p.alike as word", *marks, *["c.unsettled"] * known.same_count], "    ")
    joins = f"from charges as c\n  join plan as p on p.word = c.word and p.scope = '{Scope.DATED}'"
    for n, day in enumerate(known.layout.dates):
        joins += f"\n  join {marks_of(day)} as m{n} on m{n}.day = c.{day_of(day)}"
    return f"select\n    {chosen}\n  {joins}"


def dated_rows(chosen: str, known: Facts) -> str:
    """The charges that are counted by their dates, one by one, with the patterns of their combinations."""
    marked = _marked(["c.charge_id", "c.source_row"], known)
    return f"{chosen}\nfrom (\n  {marked}\n) as c\njoin pair_patterns as p on {same_pair('p', 'c', known)}"


def _also(
    table: str, id: str, part: int, tests: Sequence[int], counts: Sequence[tuple[int, Count]], known: Facts
) -> Step:
    """Rows of other words that can pass a test, of the cases or persons that are asked about."""
    chosen, joins = _row(kept(part, counts, known), known)
    may = _words(f"scope <> '{Scope.INSIDE}' and ({' or '.join(f'o{index} <> {NO}' for index in tests)})")
    asked = f"select r.{id} from rows as r where r.{id} is not null and r.word in ({_words('asks')})"
    sql = f"select\n  {columns(chosen)}\n{joins}\nwhere c.word in ({may})\n  and c.{id} in ({asked})"
    return Step(table, sql, f"charges beyond those that can matter to them, by {id}", large=True)


def _pairs(relations: Sequence[tuple[str, int]], known: Facts) -> Step:
    group = ", ".join(known.pair)
    every = [f"select {group}, {int(part == HERE)} as n from {relation}" for relation, part in relations]
    every.append(f"select {group}, n from dated_pairs")
    counted = "\n  union all\n  ".join(every)
    sql = f"select\n  {group},\n  sum(n) as n\nfrom (\n  {counted}\n) as r\ngroup by {group}"
    return Step("pairs", sql, "combinations of words and moments, and how many charges have each")
