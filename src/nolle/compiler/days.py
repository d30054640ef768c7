"""Written dates → the first and last day they may be, and what the other dates of a charge say of one it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from nolle.compiler.cells import cell, trimmed
from nolle.compiler.layout import Layout
from nolle.compiler.query import case, name, text, texts
from nolle.dates import FIRST_DAY, LAST_DAY
from nolle.records.columns import DATES
from nolle.records.mapping import Column

NO_DAY = "cast(null as date)"
NOT_YET_FILED = ("uncharged", "referred")
STILL_OPEN = ("filed", "pending", "warrant")


def written(layout: Layout, day: str) -> tuple[str, str]:
    """The first and last day that a written date may be: a day, a month, a year, or between two columns."""
    column = layout.mapping.columns[day]
    first, last = _day(column, column.column, layout)
    if column.until:
        _, until = _day(column, column.until, layout)
        return first, f"case when {until} is null or {until} >= {first} then {until} else {last} end"
    return first, last


def _day(column: Column, raw: str, layout: Layout) -> tuple[str, str]:
    if layout.present.get(raw, "").startswith(("DATE", "TIMESTAMP")):  # `days` holds them as text
        day = f"try_cast(left({name(raw)}, 10) as date)"
        first, last = day, day
    else:
        cell = trimmed(column.model_copy(update={"column": raw, "join": ()}), layout)
        first, last = read_as_days(cell, column.format)
    return _of_four_digits(first), _of_four_digits(last)


def read_as_days(cell: str, formats: Sequence[str]) -> tuple[str, str]:
    """The first and last day of a text: by one of these formats, or as a day, a month or a year (2020, 2020-03)."""
    if formats:
        tried = [f"try_strptime({cell}, {text(form)})" for form in formats]
        exact = f"cast(coalesce({', '.join(tried)}) as date)"
        return exact, exact
    cell = f"(case when regexp_matches({cell}, '^[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}})?)?$') then {cell} end)"
    year, month, exact = (f"try_cast({cell}{end} as date)" for end in (" || '-01-01'", " || '-01'", ""))
    first = case([(f"length({cell}) = 4", year), (f"length({cell}) = 7", month)], exact)
    end_of_year = f"try_cast({cell} || '-12-31' as date)"
    return first, case([(f"length({cell}) = 4", end_of_year), (f"length({cell}) = 7", f"last_day({month})")], exact)


def _of_four_digits(day: str) -> str:
    """A day whose year has four digits; others are slips of the pen, and not every engine can hand them over."""
    return f"case when {day} between date '{FIRST_DAY.isoformat()}' and date '{LAST_DAY.isoformat()}' then {day} end"


def mood(layout: Layout) -> str:
    """What the stage says of a charge's dates: 1 not filed yet, 2 still open, 0 neither or not known."""
    if "stage" not in layout.facts:
        return "0"
    stage = cell(layout, "stage")
    waiting, still = (f"{stage} in ({texts(words)})" for words in (NOT_YET_FILED, STILL_OPEN))
    return f"case when {waiting} then 1 when {still} then 2 else 0 end"


def _as_of(layout: Layout) -> str:
    return f"date '{layout.as_of.isoformat()}'" if layout.as_of else NO_DAY


def bounded(day: str, layout: Layout) -> tuple[str, str]:
    """The first and last day a date may be: its own, or between the dates around it.

    A charge not yet filed takes the as-of date. Where the dates around it contradict each other (a charge that
    ended before its offense), every day between them stays possible.
    """
    order = DATES.index(day)
    earlier = [name(d + "_first") for d in DATES[:order] if d in layout.dates]
    later = [name(d + "_last") for d in DATES[order + 1 :] if d in layout.dates] + [_as_of(layout)]
    low = f"greatest({', '.join(earlier)})" if len(earlier) > 1 else earlier[0] if earlier else NO_DAY
    high = f"least({', '.join(later)})" if len(later) > 1 else later[0]
    first = f"case when {low} > {high} then {high} else {low} end" if earlier else low
    last = f"case when {low} > {high} then {low} else {high} end" if earlier else high
    if day == "filed_on" and "stage" in layout.facts and layout.as_of:
        waiting = f'"stage" in ({texts(NOT_YET_FILED)})'
        first = f"case when {waiting} then {_as_of(layout)} else {first} end"
        last = f"case when {waiting} then {_as_of(layout)} else {last} end"
    own = [d for d in (day, layout.stands_in.get(day, "")) if d in layout.dates]
    return (
        f"coalesce({', '.join([*(name(d + '_first') for d in own), first])})" if own else first,
        f"coalesce({', '.join([*(name(d + '_last') for d in own), last])})" if own else last,
    )


def pending(layout: Layout) -> tuple[str, str]:
    """The last day, up to the as-of date, on which the charge was pending."""
    first, _ = bounded("filed_on", layout)
    last = _as_of(layout)
    low, high = (f"case when {first} > {last} then {a} else {b} end" for a, b in ((last, first), (first, last)))
    first, last = low, high
    if "disposed_on" in layout.dates:
        ends = (name(f"disposed_on_{end}") for end in ("first", "last"))
        first, last = (
            f"case when {end} is null then {else_} else least({end}, {_as_of(layout)}) end"
            for end, else_ in zip(ends, (low, high), strict=True)
        )
    if "stage" in layout.facts:
        first = f'case when "stage" in ({texts(STILL_OPEN)}) then {_as_of(layout)} else {first} end'
        last = f'case when "stage" in ({texts(STILL_OPEN)}) then {_as_of(layout)} else {last} end'
    return first, last
