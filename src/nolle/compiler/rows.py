"""Which rows are no charge of their own: empty ones, repeated ones, counts told twice, superseded instruments.

And which cases have charges that the file does not show. All of it is counted; nothing is dropped in silence.
"""

from __future__ import annotations

from nolle.compiler.cells import number
from nolle.compiler.layout import Layout, day_of, days_of
from nolle.compiler.query import Step, columns, name, text

EMPTY = "the row is empty"
REPEATED = "a charge with this id came before"
SUPERSEDED = "its instrument was superseded by another"
LATER = "another row tells a later disposition of this count"


def aside(layout: Layout, after: bool = False) -> list[Step]:
    """The steps up to `aside`: rows that are no charge, each with a reason (perhaps several).

    The rows come `after` those of `charges_before`, if there are any.
    """
    parts = [f"select source_row, {text(EMPTY)} as reason\nfrom read\nwhere {_empty(layout)}"]
    steps = []
    if layout.column("charge_id") and not layout.unlike:
        steps.append(_repeated())
        parts.append(
            f"select r.source_row, {text(REPEATED)} as reason\nfrom read as r\n"
            "join repeated as f on f.charge_id = r.charge_id\nwhere r.source_row > f.first_row"
        )
    if layout.column("charge_id") and after:
        earlier = "select charge_id from charges_before"
        parts.append(f"select source_row, {text(REPEATED)} as reason\nfrom read\nwhere charge_id in ({earlier})")
    if layout.column("instrument_id") and layout.column("supersedes"):
        steps.append(_superseded())
        parts.append(
            f"select r.source_row, {text(SUPERSEDED)} as reason\nfrom read as r\n"
            "join superseded as s on s.instrument_id = r.instrument_id and s.case_id = coalesce(r.case_id, '')"
        )
    if layout.mapping.same_count:
        steps += _same_count(layout, "\nunion all\n".join(parts))
        parts.append(f"select source_row, {text(LATER)} as reason\nfrom told\nwhere place > 1")
    every = Step("aside", "\nunion all\n".join(parts), "rows that are no charge of their own", large=True)
    return [*steps, every]


def _empty(layout: Layout) -> str:
    ids = [column for column in ("charge_id", "case_id", "person_id") if layout.column(column)]
    tests = ["word in (select word from words where blank)"]
    for day in layout.dates:
        tests.append(f"{day_of(day)} in (select day from {days_of(day)} where {name(day + '_first')} is null)")
    return " and ".join([*tests, *(f"{column} is null" for column in ids)])


def _repeated() -> Step:
    """Counting alone is cheaper than finding the first row of every id; few ids, or none, come twice."""
    twice = "select charge_id from read where charge_id is not null group by charge_id having count(*) > 1"
    sql = (
        f"select charge_id, min(source_row) as first_row\nfrom read\nwhere charge_id in (\n  {twice}\n)\n"
        "group by charge_id"
    )
    return Step("repeated", sql, "ids that several rows have, and the first of them", large=True)


def _superseded() -> Step:
    """Instruments that another one of the same case took the place of; two that claim it of each other both stay."""
    sql = (
        "select distinct s.supersedes as instrument_id, coalesce(s.case_id, '') as case_id\nfrom read as s\n"
        "where s.supersedes is not null and s.supersedes <> coalesce(s.instrument_id, '')\n"
        "  and not exists (\n    select 1 from read as o\n    where o.instrument_id = s.supersedes"
        " and o.supersedes = s.instrument_id\n      and coalesce(o.case_id, '') = coalesce(s.case_id, '')\n  )"
    )
    return Step("superseded", sql, "instruments that another took the place of", large=True)


def _same_count(layout: Layout, earlier: str) -> list[Step]:
    """Rows of one count: the one that ended last first; and counts of which nobody can tell which that is.

    A row that is set aside for another reason is no row of the count.
    """
    assert layout.mapping.same_count is not None
    keys = [column for column in layout.mapping.same_count.columns if layout.column(column)]
    group = ", ".join(f"r.{name(key)}" for key in keys)
    dated = "disposed_on" in layout.dates
    first, last = (f"d.{name(f'disposed_on_{end}')}" if dated else "cast(null as date)" for end in ("first", "last"))
    joined = f"join {days_of('disposed_on')} as d on d.day = r.{day_of('disposed_on')}\n" if dated else ""
    stage = "coalesce(w.stage, '?')" if "stage" in layout.facts else "'?'"
    order = f"partition by {group} order by {last} desc nulls last, {first} desc nulls last, r.source_row desc"
    known = " and ".join(f"r.{name(key)} is not null" for key in keys) or "false"
    told = (
        f"select\n  r.source_row,\n  row_number() over ({order}) as place,\n  {first} as ended_first,\n"
        f"  max({last}) over (partition by {group}) as ended_last,\n"
        f"  count(*) over (partition by {group}) as rows_of_it,\n"
        f"  count({last}) over (partition by {group}) as ended_rows,\n"
        f"  lead({last}) over ({order}) as next_last,\n"
        f"  min({stage}) over (partition by {group}) <> max({stage}) over (partition by {group}) as disagree\n"
        f"from read as r\njoin words as w on w.word = r.word\n{joined}"
        f"where {known} and r.source_row not in (select source_row from (\n{earlier}\n) as before)"
    )
    open_ = (
        "select source_row\nfrom told\nwhere place = 1 and rows_of_it > 1 and disagree\n"
        "  and (ended_rows < rows_of_it or not ended_first > next_last)"
    )
    return [
        Step("told", told, "rows of one count, the one that ended last first", large=True),
        Step(
            "unsettled",
            open_,
            "counts whose rows disagree on how they ended, and do not tell which came last",
            large=True,
        ),
    ]


def incomplete(layout: Layout) -> list[Step]:
    """Cases of which the source says that they have charges the file does not show."""
    tests = []
    if layout.column("more_charges"):
        tests.append("max(case when w.more_charges = 'true' then 1 else 0 end) = 1")
    if layout.column("charges_in_case"):
        tests.append(f"max({number('w.charges_in_case')}) > count(c.source_row)")
    if not tests or not layout.column("case_id"):
        return []
    chosen = columns(["r.case_id"])
    sql = (
        f"select {chosen}\nfrom read as r\njoin words as w on w.word = r.word\n"
        "left join charges as c on c.source_row = r.source_row\nwhere r.case_id is not null\n"
        f"group by r.case_id\nhaving {' or '.join(tests)}"
    )
    return [Step("incomplete", sql, "cases with charges that the file does not show", large=True)]


def marks_cases(layout: Layout) -> bool:
    """Whether the file can say that a case has more charges than it shows."""
    return bool(incomplete(layout))
