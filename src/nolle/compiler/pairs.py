"""What charges say, each combination once: of words, of moments, and whether how the charge ended is settled.

Most of what decides a charge is the same for many; here it stands once, with how many charges say it.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nolle.compiler.days import NOT_YET_FILED, STILL_OPEN, bounded, pending
from nolle.compiler.layout import ENDING, PENDING, STRINGS, Layout, Shape
from nolle.compiler.mapping import WORDED
from nolle.compiler.query import Query, Step, case, columns, name, text
from nolle.dates import FIRST_DAY, LAST_DAY, next_day
from nolle.law.charges import ELEMENTS
from nolle.law.condition import When, walk
from nolle.law.variables import Count, Days, Other, Variable
from nolle.records.columns import DATES

WAITING, OPEN = NOT_YET_FILED[0], STILL_OPEN[0]
"""A stage that stands for all that say the same of a charge's dates."""

PAIR = ("word", "clock", "mood")
"""What a combination is found again by."""


@dataclass(frozen=True)
class Facts:
    """What the compiler must know of the records besides the question."""

    layout: Layout
    shape: Shape
    others_complete: bool
    history_complete: bool
    history_since: date | None


def coded(breaks: Sequence[date], variables: Sequence[Variable], known: Facts) -> Query:
    """`charges`, `words`, `days`, `strings` → `timed`, `pairs` and `coded`: what charges say, each combination once.

    Dates are told apart only as far as the question and the law do: between two days that matter, one day is as
    good as another. `timed` holds the charges with the number of their combination's clock; `n` charges have it.
    """
    asked = _cuts(variables)
    return Query((
        Step("dated", _dated(known), "the days on which each date of a charge may be"),
        Step("moments", _moments(breaks, asked), "these, between the days that matter"),
        Step("clocks", _clocks(asked), "the moments, each once, numbered"),
        Step("timed", _timed(asked), "charges with the number of their moment"),
        Step("pairs", PAIRS, "combinations of words and moments, and how many charges have each"),
        Step("coded", _coded(asked, known), "these with the number of their charge string and their stretch of law"),
    ))  # fmt: skip


PAIRS = "select\n  word,\n  clock,\n  mood,\n  count(*) as n\nfrom timed\ngroup by word, clock, mood"


def _cuts(variables: Sequence[Variable]) -> dict[str, tuple[date, ...]]:
    """The days that matter to the question, by the date that they are about."""
    found: dict[str, set[date]] = {}
    for variable in variables:
        if isinstance(variable, Days) and variable.fact in (*DATES, PENDING):
            found.setdefault(variable.fact, set()).update(variable.cuts)
        for part in walk(variable.of) if isinstance(variable, Other | Count) else ():
            if isinstance(part, When):
                days = {part.before} if part.before else set()
                found.setdefault(part.fact, set()).update(days | ({next_day(part.after)} if part.after else set()))
    return {fact: tuple(sorted(days)) for fact, days in sorted(found.items())}


def _dated(known: Facts) -> str:
    """Each combination of written dates and mood with the days on which each date may be."""
    layout = known.layout
    settled = "case when m.mood < 3 then "
    kept = ["m.day", "m.mood", f"case m.mood % 3 when 1 then {text(WAITING)} when 2 then {text(OPEN)} end as stage"]
    for day in layout.dates:
        for end in ("first", "last"):
            column = f"d.{name(f'{day}_{end}')}"
            kept.append(f"{f'{settled}{column} end' if day == 'disposed_on' else column} as {name(f'{day}_{end}')}")
    chosen = ["day", "mood"]
    for day, (first, last) in {**{d: bounded(d, layout) for d in DATES}, PENDING: pending(layout)}.items():
        chosen += [f"{first} as {name(day + '_first')}", f"{last} as {name(day + '_last')}"]
    inner = f"select\n    {columns(kept, '    ')}\n  from ({_moods(layout)}) as m\n  join days as d on d.day = m.day"
    return f"select\n  {columns(chosen)}\nfrom (\n  {inner}\n) as said"


def _moods(layout: Layout) -> str:
    """The combinations of written dates and mood that occur; a file without stages knows one mood."""
    one = "stage" not in layout.facts and not layout.mapping.same_count
    return "select day, 0 as mood from days" if one else "select day, mood from charges group by day, mood"


def _moments(breaks: Sequence[date], asked: Dict[str, tuple[date, ...]]) -> str:
    first, last = (_stretch(f'"offense_on_{end}"', breaks) for end in ("first", "last"))
    chosen = ["day", "mood", f"coalesce({first}, 0) as law_first", f"coalesce({last}, {len(breaks)}) as law_last"]
    for fact, cuts in asked.items():
        chosen += [f"{_since(name(f'{fact}_{e}'), cuts)} as {name(f'{fact}_{e}')}" for e in ("first", "last")]
    return f"select\n  {columns(chosen)}\nfrom dated"


def _since(column: str, cuts: Sequence[date]) -> str:
    """The last day that matters on or before a day: what it is before and after stays the same."""
    branches = [(f"{column} is null", "cast(null as date)")]
    for cut, since in zip(cuts, (FIRST_DAY, *cuts), strict=False):
        branches.append((f"{column} < date '{cut.isoformat()}'", f"date '{since.isoformat()}'"))
    return case(branches, f"date '{(cuts[-1] if cuts else FIRST_DAY).isoformat()}'")


def _moment(asked: Dict[str, tuple[date, ...]]) -> list[str]:
    return ["law_first", "law_last", *(name(f"{fact}_{end}") for fact in asked for end in ("first", "last"))]


def _clocks(asked: Dict[str, tuple[date, ...]]) -> str:
    kept = ", ".join(_moment(asked))
    return f"select\n  row_number() over (order by {kept}) as clock,\n  {kept}\nfrom moments\ngroup by {kept}"


def _timed(asked: Dict[str, tuple[date, ...]]) -> str:
    never = f"date '{LAST_DAY.isoformat()}'"
    same = [
        f"coalesce(k.{column}, {never}) = coalesce(m.{column}, {never})"
        if column.startswith('"')
        else f"k.{column} = m.{column}"
        for column in _moment(asked)
    ]
    clocked = (
        f"select\n    m.day,\n    m.mood,\n    k.clock\n  from moments as m\n  join clocks as k on {' and '.join(same)}"
    )
    joined = f"join (\n  {clocked}\n) as k on k.day = c.day and k.mood = c.mood"
    return f"select\n  c.*,\n  k.clock\nfrom charges as c\n{joined}"


def _coded(asked: Dict[str, tuple[date, ...]], known: Facts) -> str:
    """Each combination with its words, its moment and the number of its charge string."""
    join = " and ".join(f"coalesce(w.{s}, '') = coalesce(s.{s}, '')" for s in STRINGS)
    ended = [fact for fact in known.shape.facts if fact not in known.layout.facts]
    chosen = ["p.word", "p.clock", "p.mood", "p.n", *(f"w.{name(column)}" for column in WORDED)]
    chosen += [_settled(f"w.{name(fact)}", fact) for fact in known.layout.facts]
    chosen += [f"k.{column}" for column in _moment(asked)] + ["s.charge_string"]
    chosen += [_settled(f"e.{name(fact)}", fact) for fact in ended]
    sql = (
        f"select\n  {columns(chosen)}\nfrom pairs as p\njoin words as w on w.word = p.word\n"
        f"join clocks as k on k.clock = p.clock\njoin strings as s on {join}"
    )
    if ended:  # what charges ended as stands among the strings too
        same = (f"coalesce(w.disposed_{s}, '') = coalesce(e.{s}, '')" for s in ("offense", "code", "description"))
        sql += f"\nleft join ended as e on {' and '.join(same)}"
    return sql


def _settled(column: str, fact: str) -> str:
    """A fact of the words; not known if it tells how a charge ended, and that is not settled."""
    return f"case when p.mood < 3 then {column} end as {name(fact)}" if fact in ENDING else f"{column} as {name(fact)}"


def law_columns(shape: Shape) -> list[str]:
    """What the law is looked up by: the string, the level, elements that the record states, the stretch of law."""
    stated = [name(element) for element in ELEMENTS if element in shape.facts]
    return ["charge_string", "level", *stated, "law_first", "law_last"]


def law_keys(shape: Shape) -> str:
    """The select of every combination for which the law is looked up, and how many charges have it."""
    keys = ", ".join(law_columns(shape))
    return f"select {keys}, sum(n)\nfrom coded\ngroup by {keys}\norder by {keys}"


def _stretch(column: str, breaks: Sequence[date]) -> str:
    branches = [(f"{column} < date '{day.isoformat()}'", str(number)) for number, day in enumerate(breaks)]
    return (
        f"case when {column} is null then null "
        + " ".join(f"when {w} then {t}" for w, t in branches)
        + f" else {len(breaks)} end"
    )


def same_pair(left: str, right: str) -> str:
    """Two relations joined by the combination."""
    return " and ".join(f"{left}.{key} = {right}.{key}" for key in PAIR)
