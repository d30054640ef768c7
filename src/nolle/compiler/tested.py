"""Charges that are looked at one by one, and those that count for them: how each answers the tests."""

from __future__ import annotations

from nolle.compiler.days import bounded, pending
from nolle.compiler.layout import PENDING, day_of, days_of
from nolle.compiler.others import Counts, Others
from nolle.compiler.pairs import ENDS, Facts, same_pair, stage, written_end
from nolle.compiler.query import Step, columns, name
from nolle.compiler.scope import BESIDE, EARLIER, HERE, kept, parts
from nolle.compiler.threes import NO


def tested(others: Others, counts: Counts, known: Facts) -> Step:
    """`rows`, `beside`, `earlier`, `known` → `tested`: each charge that is asked about or may count for one that is.

    `asked` is 1 for the former; `part` tells where a row is from, for one may be both of a case and of a person.
    """
    tests = [index for index, _ in (*others, *counts)]
    chosen = ["c.source_row", "c.charge_id", "c.case_id", "c.person_id", "c.part", "k.pair"]
    chosen += [f"k.o{index}" for index in tests] + [f"k.p{index}" for index, _ in others]
    chosen += [f"c.{name(f'{day}_{end}')}" for day in _before(counts) for end in ENDS]
    chosen.append(f"case when c.part = {HERE} and k.asks and k.wanted then 1 else 0 end as asked")
    here = f"c.part = {HERE} and k.asks and k.wanted"
    passes = [f"c.part in ({HERE}, {BESIDE}) and k.o{index} <> {NO}" for index, _ in others]
    passes += [f"c.part in ({HERE}, {EARLIER}) and k.o{index} <> {NO}" for index, _ in counts]
    sql = (
        f"select\n  {columns(chosen)}\nfrom (\n{_dated(others, counts, known)}\n) as c\n"
        f"join known as k on {same_pair('k', 'c', known)}\nwhere {here} or {' or '.join(passes)}"
    )
    what = "charges whose case or history can matter, and those that may count for them"
    return Step("tested", sql, what, large=True)


def _before(counts: Counts) -> list[str]:
    """The dates by which earlier charges are told."""
    return list(dict.fromkeys(count.before for _, count in counts))


def _every(others: Others, counts: Counts, known: Facts) -> str:
    """The rows of all parts; what is not read of a row that only counts is null."""
    wanted = kept(HERE, counts, known) if counts else kept(HERE, counts, known)[:4]
    every = []
    for relation, part in parts(known, others, counts):
        there = kept(part, counts, known)
        cells = [column if column in there else f"null as {column}" for column in wanted]
        every.append(f"select {', '.join([*cells, *known.pair])}, {part} as part from {relation}")
    return "\nunion all\n".join(every)


def _dated(others: Others, counts: Counts, known: Facts) -> str:
    """The rows; where history is asked about, with the days themselves, not what lies between days that matter."""
    if not counts:
        return _every(others, counts, known)
    own = ["c.source_row", "c.charge_id", "c.case_id", "c.person_id", "c.part", *(f"c.{key}" for key in known.pair)]
    written, joins = [*own, stage("w.mood")], "join words as w on w.word = c.word"
    for n, day in enumerate(known.layout.dates):
        joins += f"\nleft join {days_of(day)} as d{n} on d{n}.day = c.{day_of(day)}"
        written += [written_end(day, end, f"d{n}.{name(f'{day}_{end}')}", "c", known) for end in ENDS]
    for day in _before(counts):
        ends = zip(pending(known.layout) if day == PENDING else bounded(day, known.layout), ENDS, strict=True)
        own += [f"{column} as {name(f'{day}_{end}')}" for column, end in ends]
    inner = f"select\n    {columns(written, '    ')}\n  from (\n{_every(others, counts, known)}\n) as c\n{joins}"
    return f"select\n  {columns(own)}\nfrom (\n  {inner}\n) as c"
