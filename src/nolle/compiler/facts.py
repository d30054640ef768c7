"""The variables of a question → SQL that computes, for each charge, the mask of cells each may be in.

Law is looked up, never computed here: the table `law` (made by `decisions` from the catalogue) says, for each
charge string, level and stretch of law, which cells the charge may fall into and which tests it passes as
another charge. What remains is counting and packing. Unknown stays unknown: a mask of several cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nolle.compiler.masks import masks, words
from nolle.compiler.others import Counts, Others, cases, count_mask, history, other_mask
from nolle.compiler.pairs import PAIR, Facts, law_columns, same_pair
from nolle.compiler.query import Query, Step, columns, name
from nolle.compiler.threes import three_valued
from nolle.law.variables import Count, Other, Variable


def patterns(variables: Sequence[Variable], known: Facts, where: str = "") -> Query:
    """`coded`, `law` and `charges` → `keyed` and `keyed_rows` (which charges have which pattern) and `patterns`.

    What a policy asks of a charge alone is worked out once for each combination. Only charges whose case or
    history can matter are looked at one by one.
    """
    others = [(i, v) for i, v in enumerate(variables) if isinstance(v, Other)]
    counts = [(i, v) for i, v in enumerate(variables) if isinstance(v, Count)]
    steps = [_known(others, counts, known, where)]
    if others or counts:
        steps.append(_asked(others, counts))
        steps += cases(others, known) + [step for i, v in counts for step in history(i, v)]
    steps.append(masks(variables, known))
    steps += _packed(variables, others, counts, known)
    return Query(tuple(steps))


def _known(others: Others, counts: Counts, known: Facts, where: str) -> Step:
    """Each combination with what the law says of it, and how it answers the tests of another charge."""
    chosen = ["c.*", "l.cells", "l.conduct_class", "l.asks"]
    tests = [(i, v.of) for i, v in others] + [(i, v.of) for i, v in counts]
    chosen += [f"{three_valued(of, index, known.shape)} as o{index}" for index, of in tests]
    chosen += [f"l.p{index}" for index, _ in others]
    chosen.append(f"coalesce({where or 'true'}, false) as wanted")
    texts_ = [key for key in law_columns(known.shape) if key not in ("charge_string", "law_first", "law_last")]
    same = [f"coalesce(l.{key}, '') = coalesce(c.{key}, '')" for key in texts_]
    same += [f"l.{key} = c.{key}" for key in ("charge_string", "law_first", "law_last")]
    sql = f"select\n  {columns(chosen)}\nfrom coded as c\njoin law as l on {' and '.join(same)}"
    return Step("known", sql, "combinations with what the law says of them")


def _asked(others: Others, counts: Counts) -> Step:
    """The charges whose case or history can matter, one by one."""
    dates = dict.fromkeys(f"d.{name(f'{count.before}_{end}')}" for _, count in counts for end in ("first", "last"))
    chosen = ["c.source_row", "c.case_id", "c.person_id", *(f"c.{key}" for key in PAIR)]
    chosen += [f"k.o{index}" for index, _ in others] + [f"k.p{index}" for index, _ in others] + list(dates)
    joins = f"from timed as c\njoin known as k on {same_pair('k', 'c')}"
    if counts:
        joins += "\njoin dated as d on d.day = c.day and d.mood = c.mood"
    sql = f"select\n  {columns(chosen)}\n{joins}\nwhere k.asks and k.wanted"
    return Step("asked", sql, "charges whose case or history can matter")


def looks_at_rows(variables: Sequence[Variable]) -> bool:
    """Whether some charges are looked at one by one: their case or their history is asked about."""
    return any(isinstance(variable, Other | Count) for variable in variables)


def _packed(variables: Sequence[Variable], others: Others, counts: Counts, known: Facts) -> list[Step]:
    """The masks packed into keys: of each combination, and of each charge that is looked at by itself."""
    packed = words(variables)
    keys = [f"k{number}" for number in range(len(packed))]
    alone = [f"cast({_key(word, lambda i: f'm.v{i}')} as bigint) as k{n}" for n, word in enumerate(packed)]
    chosen = [*(f"m.{key}" for key in PAIR), "m.asks", "m.n", "m.cells", "m.conduct_class", *alone]
    steps = [
        Step("keyed", f"select\n  {columns(chosen)}\nfrom masks as m", "each combination with its pattern, packed")
    ]
    group = ", ".join(["cells", "conduct_class", *keys])
    counted = f"select {group}, n from keyed"
    if others or counts:
        steps.append(_keyed_rows(packed, others, counts, known))
        counted += f" where not asks\n  union all\n  select {group}, 1 as n from keyed_rows"
    distinct = (
        f"select {group}, cast(sum(n) as bigint) as n, row_number() over (order by {group}) as pattern\n"
        f"from (\n  {counted}\n) as every_charge\ngroup by {group}"
    )
    return [*steps, Step("patterns", distinct, "distinct patterns and how many charges have each")]


def _key(word: list[tuple[int, int]], value: Callable[[int], str]) -> str:
    return " + ".join(f"{value(index)} * {1 << start}" for index, start in word) or "0"


def _keyed_rows(packed: list[list[tuple[int, int]]], others: Others, counts: Counts, known: Facts) -> Step:
    """Each charge that is looked at by itself, with its pattern, packed."""
    mask = {index: f"({other_mask(index, known)})" for index, _ in others}
    mask |= {index: f"({count_mask(index, count, known)})" for index, count in counts}
    chosen = ["k.source_row", "m.cells", "m.conduct_class"]
    for n, word in enumerate(packed):
        chosen.append(f"cast({_key(word, lambda i: mask.get(i, f'm.v{i}'))} as bigint) as k{n}")
    joins = f"from asked as k\njoin masks as m on {same_pair('m', 'k')}"
    if others:
        joins += "\nleft join cases as s on s.case_id = k.case_id"
    for index, _ in counts:
        joins += f"\nleft join history{index} as h{index} on h{index}.source_row = k.source_row"
    return Step(
        "keyed_rows", f"select\n  {columns(chosen)}\n{joins}", "charges looked at by themselves, with their pattern"
    )
