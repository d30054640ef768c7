"""The table `law`: what each charge string means at each level and time, in the cells of a question.

The catalogue and the matcher are asked here, once for each combination that occurs in the records; the
engine joins the table and never computes law.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from datetime import date
from typing import Any

from nolle.compiler.threes import MAYBE, NO, YES
from nolle.dates import FIRST_DAY, LAST_DAY, Span, next_day
from nolle.law.charges import Catalogue, Kind, holds, own_parts
from nolle.law.condition import Condition
from nolle.law.diagram import support
from nolle.law.evaluator import Evaluator, bits
from nolle.law.knowledge import satisfiable
from nolle.law.variables import Count, Other
from nolle.records.matching.match import Match
from nolle.records.matching.matcher import Matcher
from nolle.terms import Level

UNKNOWN_CLASS = "unknown"


def turning_points(catalogue: Catalogue, matches: Iterable[Match]) -> tuple[date, ...]:
    """The days on which the law of some matched offense (or a part of it) changed."""
    days: set[date] = set()
    for offense in {offense for match in matches for offense in match.offenses}:
        for part in catalogue.parts(offense):
            law = catalogue.offenses[part].in_force
            if law.from_:
                days |= {law.from_.first, next_day(law.from_.last)}
            if law.to:
                days |= {law.to.first, next_day(law.to.last)}
    return tuple(sorted(days - {FIRST_DAY}))


class LawTable:
    """The table `law`: what each charge string means at each level and time, in the question's cells."""

    def __init__(
        self, evaluator: Evaluator, matcher: Matcher, matches: Dict[int, Match], breaks: Sequence[date], ranked: bool,
        stated: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.evaluator, self.matcher, self.matches, self.ranked = evaluator, matcher, matches, ranked
        self.stated = tuple(stated)
        self.stretches = _stretches(breaks)
        question = evaluator.question
        self.tested = [(i, v) for i, v in enumerate(question.variables) if isinstance(v, Other | Count)]
        self.masks: list[tuple[int, bool]] = []
        self._answers: dict[Condition, dict[Kind, bool]] = {}
        self._of_kinds: dict[tuple[int, tuple[tuple[str, bool], ...], bool], list[object]] = {}
        self._kept: list[frozenset[Kind]] = []
        self._reach: dict[tuple[Condition, int], bool] = {}

    def rows(self, keys: Iterable[tuple[Any, ...]]) -> list[list[object]]:
        """The rows for these keys: the values of `law_columns` of the records."""
        rows = []
        for string, level, *stated, first, last in keys:
            known = {element: value == "true" for element, value in zip(self.stated, stated, strict=True) if value}
            rows.append([string, level, *stated, first, last, *self._row(string, level, known, first, last)])
        return rows

    @property
    def columns(self) -> dict[str, str]:
        """The columns of a row with their SQL types."""
        columns = {"charge_string": "bigint", "level": "varchar", **dict.fromkeys(self.stated, "varchar")}
        columns |= {"law_first": "bigint", "law_last": "bigint"}
        columns |= {"lasting": "boolean", "gone": "boolean", "undated": "boolean"}
        columns |= {"cells": "integer", "conduct_class": "varchar", "asks": "boolean"}
        columns |= {f"o{i}_{n}": "integer" for i, v in self.tested for n, _ in enumerate(own_parts(v.of))}
        return columns | {f"p{index}": "integer" for index, _ in self.tested}

    def _row(self, string: int, level: str | None, stated: Dict[str, bool], first: int, last: int) -> list[object]:
        """`lasting` if the law of the string is the same on all days, `gone` if there was none on these days."""
        match = self.matches[string]
        days = Span(self.stretches[first].first, self.stretches[last].last)
        known_level = Level(level) if level in tuple(Level) else None
        kinds, gone = self.matcher.kinds(match, known_level, days)
        told = self._told(kinds, stated, match.offense_known and not gone)
        undated = any(not self.matcher.catalogue.offenses[o].in_force.from_ for o in match.offenses)
        return [not turning_points(self.matcher.catalogue, [match]), gone, undated, *told]

    def _told(self, kinds: frozenset[Kind], stated: Dict[str, bool], known: bool) -> list[object]:
        """What the table says of these kinds; the matcher hands the same set out for the same law, so it is kept."""
        key = (id(kinds), tuple(sorted(stated.items())), known)
        if key not in self._of_kinds:
            self._kept.append(kinds)
            self._of_kinds[key] = self._worked_out(kinds, stated, known)
        return self._of_kinds[key]

    def _worked_out(self, kinds: frozenset[Kind], stated: Dict[str, bool], known: bool) -> list[object]:
        if stated:  # a record that says more than the offense alleges is believed
            kinds = frozenset(kind._replace(**stated) for kind in kinds)  # type: ignore[arg-type]
        mask = self.evaluator.question.cells.mask(kinds)
        if (mask, known) not in self.masks:
            self.masks.append((mask, known))
        row: list[object] = [self.masks.index((mask, known)), _class(kinds), self._asks(mask)]
        row += [self._passes(own, kinds) for _, variable in self.tested for own in own_parts(variable.of)]
        highest = max((kind.level.rank for kind in kinds), default=len(Level))
        return row + [self._possible(variable.of, highest) for _, variable in self.tested]

    def _asks(self, mask: int) -> bool:
        """Whether the case or the history of a charge in these cells can matter."""
        asked = {index for index, _ in self.tested}
        for cell in bits(mask):
            for asking in range(len(self.evaluator.question.askings)):
                if asked & support(self.evaluator.meaning.said(asking, cell)) or self.evaluator.meaning.narrowed:
                    return True
        return False

    def _passes(self, own: Condition, kinds: Iterable[Kind]) -> int:
        """Whether a charge of these kinds passes a test of the charge alone."""
        known = self._answers.setdefault(own, {})
        answers = set()
        for kind in kinds:
            answers.add(self._holds(own, kind, known))
            if len(answers) > 1:
                return MAYBE
        return YES if True in answers else NO

    def _possible(self, condition: Condition, highest: int) -> int:
        """Whether an unseen charge could pass: any at all, or none above this one's level if so assumed."""
        key = (condition, highest if self.ranked else len(Level))
        if key not in self._reach:
            catalogue = self.matcher.catalogue
            within = frozenset(kind for kind in catalogue.anything if kind.level.rank <= key[1])
            self._reach[key] = satisfiable(condition, catalogue, within)
        return MAYBE if self._reach[key] else NO

    def _holds(self, condition: Condition, kind: Kind, known: dict[Kind, bool]) -> bool:
        found = known.get(kind)
        if found is None:
            found = known[kind] = holds(condition, lambda test: self.matcher.catalogue.test(test)(kind))
        return found


def _stretches(breaks: Sequence[date]) -> list[Span]:
    firsts = [FIRST_DAY, *breaks]
    lasts = [date.fromordinal(day.toordinal() - 1) for day in breaks] + [LAST_DAY]
    return [Span(first, last) for first, last in zip(firsts, lasts, strict=True)]


def _class(kinds: Iterable[Kind]) -> str:
    """The class of conduct that the charge is counted under; `unknown` where it may be several."""
    classes = {kind.conduct.partition("/")[0] for kind in kinds}
    return classes.pop() if len(classes) == 1 else UNKNOWN_CLASS
