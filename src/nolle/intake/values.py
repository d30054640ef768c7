"""Every different value of a column → what it looks like, with as few values as can be brought into Python.

All values count. The engine counts those that need no look one by one: plain numbers by how they begin, hashes, and
values that are the same but for their digits, where nothing can be found in any value of that shape. Whatever is left
is looked at, value for value. The outcome is the same as if each value had been looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.compiler.query import Query, Step, name, texts
from nolle.engine.base import Engine
from nolle.records.privacy.days import day_shaped
from nolle.records.privacy.judging import Judged, harmless, nothing_said
from nolle.records.privacy.numbers import FILLERS, LEADS, LED_BY_A_DAY, LETTERED_LEAD, Bare
from nolle.records.privacy.signs import Signs

FEW = 4_000
"""So many different values are looked at without further ado."""

_SAMPLE = 8_000
_PAGE = 100_000
_ISO_DAY = 10


def seen(engine: Engine, column: str, kind: str, signs: Signs, relation: str = "source") -> Judged:
    """Look at every different value of a column, which is of SQL type `kind`, of a relation."""
    judged = Judged(signs)
    if kind == "BOOLEAN":
        return judged
    all_values, different = _cells(relation, column, kind), _cells(relation, column, kind, "group by 1")
    if _few(engine, relation, column):
        rows = engine.fetch(f"select v from ({different}) as f limit {FEW + 1}")
        if len(rows) <= FEW:
            for row in rows:
                judged.add(row[0])
            return judged
    if not _count(engine, all_values, judged) and judged.settled:
        return judged
    judged = Judged(signs)
    others = _count(engine, different, judged)
    if others:
        _look(engine, different, others, judged)
    return judged


def _cells(relation: str, column: str, kind: str, grouped: str = "") -> str:
    """The select of a column's values as text, all or each once; of a moment, its day is what counts."""
    cell = name(column)
    if kind.startswith("TIMESTAMP"):
        cell = f"left(cast({cell} as varchar), {_ISO_DAY})"
    text = kind.startswith(("VARCHAR", "TIMESTAMP"))
    filled = f"cast({name(column)} as varchar) <> ''" if text else f"{name(column)} is not null"
    cells = f"select {cell} as c from {name(relation)} where {filled} {grouped}"
    return f"select cast(c as varchar) as v from ({cells}) as cells"


def _few(engine: Engine, relation: str, column: str) -> bool:
    """Whether the first rows have few different values: a guess, which decides only how to ask."""
    first = f"select {name(column)} as c from {name(relation)} limit {_SAMPLE}"
    return int(engine.fetch(f"select count(distinct c) from ({first}) as first_rows")[0][0]) <= FEW


# ---------------------------------------------------------------- counted by the engine

_WHOLE = "cast(try_cast(v as ubigint) as varchar) = v"
"""A plain number without zeros in front: what a cast gives back as it was."""

_SORT = f"""case
    when {_WHOLE} then 'whole'
    when regexp_full_match(v, ' *[0-9]+([.]0)? *') and length(v) <= 60 then 'number'
    when regexp_full_match(v, '[A-Za-z][0-9]+') and length(v) <= 15 then 'lettered'
    when regexp_full_match(v, '[0-9a-fA-F]+') and length(v) between 16 and 128 then 'token'
    when regexp_full_match(v, '[0-9a-fA-F]{{8}}(-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}') then 'token'
    else 'other' end"""


def _count(engine: Engine, values: str, judged: Judged) -> int:
    """Count numbers and hashes by how they begin; how many values are neither."""
    digits = "when sort = 'lettered' then length(b) - 1 when sort in ('whole', 'number') then length(b)"
    void = "n % 10000 = 0 or n // 10000 % 100 = 0"
    void_text = "substr(b, 4, 2) = '00' or right(b, 4) = '0000'"
    rows = engine.fetch(
        f"with sorted as (select v, {_SORT} as sort, try_cast(v as ubigint) as n from ({values}) as f),\n"
        "bodies as (select sort, case when sort = 'number' then regexp_extract(v, '[0-9]+') else v end as b,\n"
        "  case when sort = 'whole' then n end as n from sorted)\n"
        f"select sort, case {digits} end as digits,\n"
        f"  {_lead_of_whole()} as whole, {_lead_of_text()} as lead,\n"
        f"  case when n between 100000000 and 999999999 then {void}\n"
        f"    when sort = 'number' and length(b) = 9 then {void_text} end as void, count(*)\n"
        "from bodies\ngroup by 1, 2, 3, 4, 5"
    )
    others = 0
    for sort, length, whole, lead, is_void, n in rows:
        if sort == "other":
            others += n
        elif sort == "token":
            judged.add_harmless(n)
        else:
            judged.add_numbers(Bare(length, lead if whole is None else str(whole), bool(is_void)), n)
    return others


def _lead_of_whole() -> str:
    """How a number `n` begins, as `numbers.cut` has it, reckoned without making it a text."""
    whens = [f"when n in ({', '.join(map(str, map(int, FILLERS)))}) then null"]
    for digits in sorted({*LEADS, *LED_BY_A_DAY}):
        if digits in LED_BY_A_DAY:
            century = f"n between {19 * 10 ** (digits - 2)} and {21 * 10 ** (digits - 2) - 1}"
            whens.append(f"when {century} then n // {10 ** (digits - 8)}")
        if digits in LEADS:
            whens.append(
                f"when n between {10 ** (digits - 1)} and {10**digits - 1} then n // {10 ** (digits - LEADS[digits])}"
            )
    return f"case {' '.join(whens)} end"


def _lead_of_text() -> str:
    """The same for a number written as the text `b`, and for a letter and a number."""
    led = ", ".join(map(str, LED_BY_A_DAY))
    widths = " ".join(f"when {digits} then {width}" for digits, width in LEADS.items())
    return (
        f"case when sort = 'lettered' then upper(left(b, {LETTERED_LEAD}))\n"
        f"    when sort <> 'number' or b in ({texts(FILLERS)}) then ''\n"
        f"    when length(b) in ({led}) and left(b, 2) in ('19', '20') then left(b, 8)\n"
        f"    else left(b, case length(b) {widths} else 0 end) end"
    )


# ---------------------------------------------------------------- looked at


def _look(engine: Engine, values: str, others: int, judged: Judged) -> None:
    """Look at all that is neither number nor hash: shape by shape where many values share one."""
    pages = others // _PAGE + 1
    shaped = f"select v, translate(v, '123456789', '000000000') as shape from ({values}) as f where ({_SORT}) = 'other'"
    _make(engine, f"select v, shape, hash(shape) % {pages} as page from ({shaped}) as s")
    for page in range(pages):
        look, days = [], []
        of_page = f"select shape, count(*), min(v) from guard_values where page = {page} group by 1"
        for shape, n, value in engine.fetch(of_page):
            if n == 1:
                judged.add(value)
            elif harmless(shape, judged.signs.of_shapes):
                judged.add_harmless(n)
            elif _only_a_day(shape, judged.signs):
                days.append(shape)
            else:
                look.append(shape)
        for value, _ in _of_shapes(engine, look, "v"):
            judged.add(value)
        for day, n in _of_shapes(engine, days, f"left(trim(v), {_ISO_DAY})"):
            judged.add_days(day, n)
    _make(engine, "select null as v where false")
    engine.load("guard_shapes", {"shape": "varchar"}, [])


def _only_a_day(shape: str, signs: Signs) -> bool:
    """Whether values of this shape say a day, perhaps with a time, and nothing else."""
    iso = shape.strip()
    return iso.startswith("0000-00-00") and day_shaped(iso) and nothing_said(shape, signs.of_shapes)


def _of_shapes(engine: Engine, shapes: list[str], value: str) -> Iterator[tuple[str, int]]:
    """The values of these shapes, or a part of them, each with the number of different values that have it."""
    if shapes:
        engine.load("guard_shapes", {"shape": "varchar"}, [(shape,) for shape in shapes])
        sql = f"select {value} as value, count(*) from guard_values join guard_shapes using (shape) group by 1"
        yield from ((row[0], row[1]) for row in engine.fetch(sql))


def _make(engine: Engine, sql: str) -> None:
    engine.run(Query((Step("guard_values", sql, "different values, to be looked at for personal data"),)))
