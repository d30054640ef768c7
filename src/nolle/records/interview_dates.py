"""Which day of a charge each column of days is, and in which form it is written. Pure.

Where every date of a column can be read with day and month in either order, that is asked; one number above
12 in either place settles it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.records.asking import Asking
from nolle.records.columns import DATES
from nolle.records.draft import NONE, Choice, Kind, Question
from nolle.records.evidence import forms, many, mostly_days, other_order
from nolle.records.mapping import Column
from nolle.records.profile import Column as Profile
from nolle.records.profile import Days

_TYPED = ("DATE", "TIMESTAMP")
_ISO = "%Y-%m-%d"


def ask(asking: Asking) -> None:
    """Ask about each column of days in turn; a day that was given to one column is not offered for the next."""
    taken: set[str] = set()
    for column in asking.file.columns:
        days = column.best_days
        if days is None or column.hidden.personal or not mostly_days(column, asking.context.words):
            continue
        answer = _which(asking, column, days, taken)
        if answer != NONE:
            taken.add(answer)


def _which(asking: Asking, column: Profile, days: Days, taken: set[str]) -> str:
    """Which day a column is, and then its form."""
    proposed = {one.column: (standard, one) for standard in DATES if (one := asking.found[standard].best)}
    default, found = proposed.get(column.name, (NONE, None))
    if default in taken:
        default, found = NONE, None
    choices = [Choice(name, asking.meanings[name]) for name in DATES if name not in taken]
    why = found.why if found else (f"days from {days.first} to {days.last}", "its name does not tell which")
    at, ask = f"columns.{default}" if found else "columns", f"Which day is {column.name}?"
    answer = asking.ask(Question(
        f"date:{column.name}", at, ask, (*why, *_settled(asking, column, days)), Kind.CHOICE, default,
        asking.sure(found), (*choices, Choice(NONE, "another day")),
    ))  # fmt: skip
    if answer != NONE:
        source = Column(column=column.name, format=_formats(asking, column, answer))
        asking.choose(answer, source, found if answer == default else None)
    return answer


def _settled(asking: Asking, column: Profile, days: Days) -> Iterator[str]:
    """What tells day from month, where cells could be read both ways."""
    other = other_order(column, days, asking.context.words)
    form = days.format.lower()
    if other is not None and other.n < days.n:
        day_first = form.index("%d") < form.index("%m")
        place, first = ("first", "day") if day_first else ("second", "month")
        yield f"in {many(days.n - other.n, 'cell')} the {place} number is above 12, so the {first} comes first"


def _formats(asking: Asking, column: Profile, standard: str) -> tuple[str, ...]:
    """The forms of a column's dates; which of two orders the first is, where the cells leave it open, is asked."""
    if column.type.startswith(_TYPED):
        return ()
    best, *more = forms(column, asking.context.words)
    first = _order(asking, column, best, standard)
    if not first and not more:
        return ()
    return (first or _ISO, *(days.format or _ISO for days in more))


def _order(asking: Asking, column: Profile, best: Days, standard: str) -> str:
    other = other_order(column, best, asking.context.words)
    if other is None or other.n < best.n:
        return best.format
    like = {form.format: form.like for form in asking.context.words.formats}
    settled = _order_of_others(asking, column, best.format, other.format)
    seen = [f"all {best.n:,} dates can be read both ways: neither of the first two numbers is ever above 12"]
    seen += ["the other dates of the file are written in this order"] if settled else []
    choices = tuple(Choice(form, f"written like {like[form]}") for form in (best.format, other.format))
    return asking.ask(Question(
        f"order:{column.name}", f"columns.{standard}", f"In which order are day and month in {column.name}?",
        tuple(seen), Kind.CHOICE, settled or best.format, False, choices,
    ))  # fmt: skip


def _order_of_others(asking: Asking, column: Profile, *forms: str) -> str:
    """The one of these forms that other columns of the file are settled in, if they agree."""
    settled = set()
    for one in asking.file.columns:
        best = one.best_days
        if one.name == column.name or best is None or best.format not in forms:
            continue
        other = other_order(one, best, asking.context.words)
        if other is None or other.n < best.n:
            settled.add(best.format)
    return settled.pop() if len(settled) == 1 else ""
