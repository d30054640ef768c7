"""The facts a question depends on, each cut into the few cells that its policies can tell apart.

A pattern is one mask of possible cells for each of these variables: what a record says of a charge, as
far as it matters. The engine computes masks, the evaluator decides them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from nolle.dates import Period, Span
from nolle.law.charges import Cells, is_class
from nolle.law.condition import Condition, History, Listed, OneOf, facts, walk

UNBOUNDED = 1 << 30
"""A count that nothing bounds from above."""


@dataclass(frozen=True)
class Pattern:
    """What is known of a charge: one mask of possible cells per variable; whether its offense is known."""

    masks: tuple[int, ...]
    offense_known: bool = True


@dataclass(frozen=True, eq=False)
class Charge:
    """The charge itself: offense, conduct, level, and what the offense alleges."""

    cells: Cells
    label: str = "offense"

    @property
    def size(self) -> int:
        return len(self.cells.answers)


@dataclass(frozen=True)
class Values:
    """A fact with finitely many values (or ids, of which only the named ones and "any other" matter)."""

    fact: str
    cells: tuple[frozenset[str], ...]
    ordinary: str = ""

    @property
    def label(self) -> str:
        return self.fact

    @property
    def size(self) -> int:
        return len(self.cells)

    def mask(self, values: Iterable[str] | None) -> int:
        """The cells that hold one of these values; all of them where nothing is known."""
        if values is None:
            return (1 << self.size) - 1
        return sum(1 << index for index, cell in enumerate(self.cells) if any(_in(v, cell, self.cells) for v in values))

    def satisfying(self, test: OneOf) -> int:
        """The cells all of whose values pass a test; cells are cut so that none passes in part."""
        return sum(1 << i for i, cell in enumerate(self.cells) if all(passes(v, test.values) for v in cell))


OTHER = ""
"""The cell value that stands for every id not named."""


def passes(value: str, allowed: Iterable[str]) -> bool:
    """Whether a value is one of those allowed, or lies under one of them (`us-ny/manhattan` under `us-ny`)."""
    return any(is_class(value, wider) for wider in allowed)


def _in(value: str, cell: frozenset[str], cells: tuple[frozenset[str], ...]) -> bool:
    if value in cell:
        return True
    if any(value in other for other in cells):
        return False
    wider = [named for other in cells for named in other if named != OTHER and is_class(value, named)]
    return max(wider, key=len) in cell if wider else OTHER in cell


@dataclass(frozen=True)
class Numbers:
    """A whole number, cut at thresholds: cell 0 lies below the first cut."""

    fact: str
    cuts: tuple[int, ...]
    label: str = ""
    ordinary: int | None = 0

    @property
    def size(self) -> int:
        return len(self.cuts) + 1

    def cell(self, number: int) -> int:
        return bisect_right(self.cuts, number)

    def mask(self, low: int, high: int) -> int:
        """The cells met by low..high, both included."""
        return (2 << self.cell(high)) - (1 << self.cell(low))

    def bounds(self, cell: int) -> tuple[int, int]:
        """The least and greatest number of a cell."""
        low = self.cuts[cell - 1] if cell else 0
        return low, (self.cuts[cell] - 1 if cell < len(self.cuts) else UNBOUNDED)


@dataclass(frozen=True)
class Count(Numbers):
    """How many earlier charges, cases or dates satisfy a resolved condition: a number of its own."""

    of: Condition = field(default_factory=lambda: OneOf("", ()))
    unit: str = "charges"
    within: Period | None = None
    before: str = ""


@dataclass(frozen=True)
class Days:
    """A date, cut at the days that matter: cell i holds the days of `spans[i]`."""

    fact: str
    cuts: tuple[date, ...]

    @property
    def label(self) -> str:
        return self.fact

    @property
    def size(self) -> int:
        return len(self.cuts) + 1

    def cell(self, day: date) -> int:
        return bisect_right(self.cuts, day)

    def mask(self, days: Span) -> int:
        return (2 << self.cell(days.last)) - (1 << self.cell(days.first))

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        firsts = (date.min, *self.cuts)
        lasts = [date.fromordinal(cut.toordinal() - 1) for cut in self.cuts] + [date.max]
        return tuple(Span(first, last) for first, last in zip(firsts, lasts, strict=True))


@dataclass(frozen=True)
class Other:
    """Whether another charge of the case satisfies a resolved condition; cell 0 no, cell 1 yes."""

    of: Condition
    label: str
    size: int = 2

    @property
    def fact(self) -> str:
        return "case.others"


Variable = Charge | Values | Numbers | Days | Other


def other_label(quantifier: str, of: Condition) -> str:
    """`case.any.level`: what about the others would settle the question."""
    names = list(dict.fromkeys(facts(of)))
    if not names:
        return "case.others"
    return ".".join(("case", "every" if quantifier == "every" else "any", *names))


def history_label(history: History) -> str:
    """`history.selling.convicted`: which history would settle the question."""
    return ".".join(("history", *dict.fromkeys(_named(history.of))))


def _named(condition: Condition) -> Iterable[str]:
    for part in walk(condition):
        if isinstance(part, OneOf):
            yield from part.values
        elif isinstance(part, Listed):
            yield "listed" if part.value else "not_listed"


def cut_values(fact: str, domain: Sequence[str], tests: Sequence[OneOf], ordinary: str) -> Values:
    """The cells of a finite fact (or, with an empty domain, of ids) under these tests."""
    if not domain:
        domain = [OTHER, *sorted({value for test in tests for value in test.values})]
    cells: dict[tuple[bool, ...], list[str]] = {}
    for value in domain:
        cells.setdefault(tuple(passes(value, test.values) for test in tests), []).append(value)
    return Values(fact, tuple(frozenset(cell) for cell in cells.values()), ordinary)
