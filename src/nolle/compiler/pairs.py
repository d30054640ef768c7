"""What charges say, each combination once: of words, of moments, and whether how the charge ended is settled.

Most of what decides a charge is the same for many; here it stands once, with how many charges say it.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nolle.compiler.cells import NOTHING
from nolle.compiler.days import NO_DAY, NOT_YET_FILED, STILL_OPEN, bounded, pending
from nolle.compiler.layout import ENDING, PENDING, STRINGS, Layout, Shape, days_of
from nolle.compiler.mapping import WORDED
from nolle.compiler.query import Query, Step, case, columns, name, text
from nolle.dates import FIRST_DAY, next_day
from nolle.law.charges import ELEMENTS
from nolle.law.condition import When, walk
from nolle.law.variables import Count, Days, Other, Variable
from nolle.records.columns import DATES

ENDS = ("first", "last")

LAW_CLOCK = "offense_on"
"""The date whose law a charge is under."""


@dataclass(frozen=True)
class Facts:
    """What the compiler must know of the records besides the question; `breaks` are the days on which law changed."""

    layout: Layout
    shape: Shape
    others_complete: bool
    history_complete: bool
    history_since: date | None
    breaks: tuple[date, ...] = ()

    @property
    def same_count(self) -> bool:
        """Whether rows can contradict each other on how a charge ended."""
        return self.layout.mapping.same_count is not None

    @property
    def pair(self) -> tuple[str, ...]:
        """What a combination is found again by: columns of `rows` and of `pairs`."""
        return ("word", *(mark_of(day) for day in self.layout.dates), *["unsettled"] * self.same_count)


def mark_of(day: str) -> str:
    """The column that says between which of the days that matter a date lies."""
    return f"{day}_mark"


def marks_of(day: str) -> str:
    """The relation of what is written as a date, with its mark."""
    return f"marks_{day}"


# ---------------------------------------------------------------- days that matter


def marks(known: Facts, variables: Sequence[Variable]) -> Query:
    """`days_...` → `marks_...`: dates told apart only as far as the question and the law do.

    Between two days that matter, one day is as good as another. To take the first of them for all changes nothing
    in how dates lie to each other that a later step could see.
    """
    matter = sorted({*known.breaks, *(day for days in _cuts(variables).values() for day in days)})
    return Query(tuple(_marks(day, matter) for day in known.layout.dates))


def _marks(day: str, matter: Sequence[date]) -> Step:
    first, last = (_since(name(f"{day}_{end}"), matter) for end in ENDS)
    order = "coalesce(cast(first as varchar), ''), coalesce(cast(last as varchar), '')"
    chosen = columns(["day", "first", "last", f"dense_rank() over (order by {order}) as mark"])
    moved = f"select\n    day,\n    {first} as first,\n    {last} as last\n  from {days_of(day)}"
    return Step(marks_of(day), f"select\n  {chosen}\nfrom (\n  {moved}\n) as d", f"{day}, between the days that matter")


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


def _since(column: str, cuts: Sequence[date]) -> str:
    """The last day that matters on or before a day: what it is before and after stays the same."""
    branches = [(f"{column} is null", NO_DAY)]
    for cut, since in zip(cuts, (FIRST_DAY, *cuts), strict=False):
        branches.append((f"{column} < date '{cut.isoformat()}'", f"date '{since.isoformat()}'"))
    return case(branches, f"date '{(cuts[-1] if cuts else FIRST_DAY).isoformat()}'")


def _stretch(column: str, breaks: Sequence[date]) -> str:
    branches = [(f"{column} is null", "null")]
    branches += [(f"{column} < date '{day.isoformat()}'", str(number)) for number, day in enumerate(breaks)]
    return case(branches, str(len(breaks)))


# ---------------------------------------------------------------- combinations


def worded(variables: Sequence[Variable], known: Facts) -> Step:
    """`words`, `strings`, `counted` → `worded`: what words say, whatever the dates, in the columns of `coded`."""
    chosen = ["w.word as pair", "w.word", "n.n", *(f"w.{name(column)}" for column in WORDED)]
    for fact in known.layout.facts:
        unsure = known.same_count and fact in ENDING
        chosen.append(f"cast(null as {_kind(fact, known)}) as {name(fact)}" if unsure else f"w.{name(fact)}")
    chosen += ["0 as law_first", f"{len(known.breaks)} as law_last"]
    chosen += [f"{_at_all(f, end, known)} as {name(f'{f}_{end}')}" for f in _cuts(variables) for end in ENDS]
    chosen.append("s.charge_string")
    ended = [fact for fact in known.shape.facts if fact not in known.layout.facts]
    chosen += [f"{NOTHING if known.same_count else 'e.' + name(fact)} as {name(fact)}" for fact in ended]
    joins = f"from words as w\njoin counted as n on n.word = w.word\n{_strings(ended)}"
    return Step("worded", f"select\n  {columns(chosen)}\n{joins}", "what words say, whatever the dates")


def _at_all(fact: str, end: str, known: Facts) -> str:
    """The first or last day that a date has in the whole file, where every row has it and nothing unsettles it."""
    if fact not in known.layout.dates or known.same_count:
        return NO_DAY
    column, days = name(f"{fact}_{end}"), days_of(fact)
    most = {"first": "min", "last": "max"}[end]
    return f"(select case when count(*) = count({name(f'{fact}_first')}) then {most}({column}) end from {days})"


def _kind(fact: str, known: Facts) -> str:
    return "integer" if known.layout.dictionary.facts[fact].type == "int" else "varchar"


def _strings(ended: Sequence[str]) -> str:
    """Words joined with their charge string, and with what they ended as."""
    sql = "join strings as s on " + " and ".join(f"coalesce(w.{s}, '') = coalesce(s.{s}, '')" for s in STRINGS)
    if ended:  # what charges ended as stands among the strings too
        same = (f"coalesce(w.disposed_{s}, '') = coalesce(e.{s}, '')" for s in ("offense", "code", "description"))
        sql += f"\nleft join ended as e on {' and '.join(same)}"
    return sql


def coded(variables: Sequence[Variable], known: Facts) -> Query:
    """`pairs` → `coded`: each combination, numbered, with its words, its stretch of law and the days that matter."""
    asked = _cuts(variables)
    keys = ["pair", *known.pair, "n"]
    days = {**{day: bounded(day, known.layout) for day in DATES}, PENDING: pending(known.layout)}
    needed = {day: ends for day, ends in days.items() if day in asked or day == LAW_CLOCK}
    chosen = [
        *keys,
        *(f"{end} as {name(f'{d}_{e}')}" for d, ends in needed.items() for end, e in zip(ends, ENDS, strict=True)),
    ]
    placed = f"select\n  {columns(chosen)}\nfrom dated"
    return Query((
        Step("dated", _dated(known), "combinations with the days that are written"),
        Step("placed", placed, "and with the days on which each date of a charge may be"),
        Step("coded", _coded(asked, known), "and with their words, their charge string and their stretch of law"),
    ))  # fmt: skip


def _dated(known: Facts) -> str:
    order = ", ".join(f"p.{key}" for key in known.pair)
    chosen = [
        f"row_number() over (order by {order}) as pair",
        *(f"p.{key}" for key in known.pair),
        "p.n",
        stage("w.mood"),
    ]
    joins = ["join words as w on w.word = p.word"]
    for n, day in enumerate(known.layout.dates):
        moments = f"select distinct mark, first, last from {marks_of(day)}"
        joins.append(f"join ({moments}) as m{n} on m{n}.mark = p.{mark_of(day)}")
        chosen += [written_end(day, end, f"m{n}.{end}", "p", known) for end in ENDS]
    return f"select\n  {columns(chosen)}\nfrom pairs as p\n" + "\n".join(joins)


def stage(mood: str) -> str:
    """A stage that stands for all that say the same of a charge's dates."""
    return f"case {mood} when 1 then {text(NOT_YET_FILED[0])} when 2 then {text(STILL_OPEN[0])} end as stage"


def written_end(day: str, end: str, column: str, row: str, known: Facts) -> str:
    """The first or last day that is written; how a charge ended is not known where its rows contradict each other."""
    if known.same_count and day == "disposed_on":
        column = f"case when {row}.unsettled = 1 then {NO_DAY} else {column} end"
    return f"{column} as {name(f'{day}_{end}')}"


def _coded(asked: Dict[str, tuple[date, ...]], known: Facts) -> str:
    """Each combination with its words, its moment and the number of its charge string."""
    chosen = ["p.pair", *(f"p.{key}" for key in known.pair), "p.n", *(f"w.{name(column)}" for column in WORDED)]
    chosen += [_settled(f"w.{name(fact)}", fact, known) for fact in known.layout.facts]
    first, last = (_stretch(f"p.{name(f'{LAW_CLOCK}_{end}')}", known.breaks) for end in ENDS)
    chosen += [f"coalesce({first}, 0) as law_first", f"coalesce({last}, {len(known.breaks)}) as law_last"]
    for fact, cuts in asked.items():
        ends = [name(f"{fact}_{end}") for end in ENDS]
        chosen += [f"{_since('p.' + end, cuts)} as {end}" for end in ends]
    chosen.append("s.charge_string")
    ended = [fact for fact in known.shape.facts if fact not in known.layout.facts]
    chosen += [_settled(f"e.{name(fact)}", fact, known) for fact in ended]
    return f"select\n  {columns(chosen)}\nfrom placed as p\njoin words as w on w.word = p.word\n{_strings(ended)}"


def _settled(column: str, fact: str, known: Facts) -> str:
    """A fact of the words; not known if it tells how a charge ended, and that is not settled."""
    unsure = known.same_count and fact in ENDING
    return f"case when p.unsettled = 0 then {column} end as {name(fact)}" if unsure else f"{column} as {name(fact)}"


# ---------------------------------------------------------------- the law


def law_columns(shape: Shape) -> list[str]:
    """What the law is looked up by: the string, the level, elements that the record states, the stretch of law."""
    stated = [name(element) for element in ELEMENTS if element in shape.facts]
    return ["charge_string", "level", *stated, "law_first", "law_last"]


def law_keys(shape: Shape, relation: str) -> str:
    """The select of every combination of a relation for which the law is looked up."""
    keys = ", ".join(law_columns(shape))
    return f"select distinct {keys}\nfrom {relation}\norder by {keys}"


def same_pair(left: str, right: str, known: Facts) -> str:
    """Two relations joined by the combination."""
    return " and ".join(f"{left}.{key} = {right}.{key}" for key in known.pair)
