"""decide: a question over charge records → one decision for every charge, and the patterns behind them.

The engine computes what each charge may be, as packed masks; the evaluator decides each distinct pattern
once; the decisions are joined back. The law is looked up once for each combination of charge string, level
and stretch of law that occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nolle.compiler import facts as compiler
from nolle.compiler import layout as layouts
from nolle.compiler import pairs, scope
from nolle.compiler.lawtable import LawTable, turning_points
from nolle.compiler.layout import ENDING, Layout, Shape
from nolle.compiler.masks import words
from nolle.compiler.query import Query, Step, name, text
from nolle.compiler.scope import Scope
from nolle.dates import Span
from nolle.engine.base import Engine, Written
from nolle.errors import UnknownId
from nolle.intake.charges import Records, Tally, matched, take_in, tally, unrecognised
from nolle.law.charges import ELEMENTS
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.question import Question
from nolle.law.variables import Pattern
from nolle.records.mapping import Assumption
from nolle.records.matching.match import Match
from nolle.records.matching.matcher import Matcher
from nolle.terms import Decision


@dataclass(frozen=True)
class Found:
    """One pattern of the records: how many charges have it, of which class of conduct, and what is said of it."""

    number: int
    n: int
    conduct: str
    pattern: Pattern
    answer: Answer


@dataclass(frozen=True)
class Decided:
    """The patterns of a run, the charges they stand for, and what became of the file's rows.

    `flagged` charges lie under a section that was not in force; `undated` under one without a first day.
    """

    found: tuple[Found, ...]
    n_charges: int
    source: Tally
    flagged: int
    undated: int
    unrecognised: Dict[str, tuple[tuple[str, int], ...]]

    @property
    def left_out(self) -> int:
        """Charges that `where` did not select."""
        return self.source.n_charges - self.n_charges


def decide(
    engine: Engine,
    question: Question,
    matcher: Matcher,
    records: Records,
    as_of: date | None = None,
    where: Dict[str, str] | None = None,
    assume: Sequence[str] = (),
) -> tuple[Decided, Query, Evaluator]:
    """Decide every charge of an opened file; `keyed`, `patterns` and `decided` are left in the engine.

    Returns the patterns with their answers and counts, the query that ran, and the evaluator that answered.
    `where` keeps charges whose column has that value; the other charges still count as other charges and as
    history. Raises UnknownId for an assumption that the mapping does not name, or a column it cannot select by.
    """
    mapping = records.mapping
    for assumption in assume:
        if assumption not in mapping.assumptions:
            named = ", ".join(mapping.assumptions) or "none"
            raise UnknownId(f'the mapping "{mapping.id}" knows no assumption "{assumption}". It names: {named}.')
    evaluator = Evaluator(question)
    assumed = [mapping.assumptions[assumption] for assumption in assume]
    layout = records.layout(question.dictionary, as_of, _stands_in(question, assumed))
    query = take_in(engine, records, layout)
    matches, ran = matched(engine, matcher, layout)
    ranked = any(assumption.others_at_most_own_level for assumption in assumed)
    deciding = _Deciding(engine, evaluator, matcher, matches, layout, ranked)
    query += ran + deciding.plan(where or {}) + deciding.look()
    found = tuple(deciding.decide())
    ((flagged, undated),) = engine.fetch(FLAGGED)
    decided = Decided(
        found=found,
        n_charges=sum(pattern.n for pattern in found),
        source=tally(engine, matches, layout, records.prepared.rows if records.prepared else None),
        flagged=int(flagged or 0),
        undated=int(undated or 0),
        unrecognised=unrecognised(engine, layout),
    )
    return decided, query, evaluator


FLAGGED = f"""select sum(case when gone then n else 0 end), sum(case when undated then n else 0 end)
from (
  select gone, undated, n from keyed where wanted and word in (select word from plan where scope = '{Scope.INSIDE}')
  union all
  select gone, undated, n from plan where scope in ('{Scope.OUTSIDE}', '{Scope.DATED}')
) as every_charge"""


class _Deciding:
    """A question over charges that were taken in: first by their words, then by the rows that it is about."""

    def __init__(
        self,
        engine: Engine,
        evaluator: Evaluator,
        matcher: Matcher,
        matches: Dict[int, Match],
        layout: Layout,
        ranked: bool,
    ) -> None:
        self.engine, self.evaluator = engine, evaluator
        self.variables = evaluator.question.variables
        breaks = turning_points(evaluator.question.catalogue, matches.values())
        self.facts = _facts(layout, breaks)
        stated = [element for element in ELEMENTS if element in self.facts.shape.facts]
        self.law = LawTable(evaluator, matcher, matches, breaks, ranked, stated)
        self.keys = compiler.keys(self.variables)
        self.where = ""

    def plan(self, where: Dict[str, str]) -> Query:
        """Which words the question is about: `plan` is left."""
        self.where = _where(where, self.facts.shape)
        loose = self.facts.same_count and any(column in ENDING for column in where)
        steps = Query((pairs.worded(self.variables, self.facts),))
        self.engine.run(steps)
        self._look_up("worded")
        words_ = compiler.of_words(self.variables, self.facts, "" if loose else self.where)
        self.engine.run(words_)
        self._scopes(loose)
        plan = Query((scope.plan(self.variables, self.keys),))
        self.engine.run(plan)
        return steps + words_ + plan

    def look(self) -> Query:
        """The rows that it is about, and what their words, moments, cases and persons say: `patterns` is left."""
        rows = pairs.marks(self.facts, self.variables) + scope.rows(self.variables, self.facts, self._share())
        rows += pairs.coded(self.variables, self.facts)
        self.engine.run(rows)
        self._look_up("coded")
        steps = compiler.patterns(self.variables, self.facts, self.where)
        self.engine.run(steps)
        return rows + steps

    def _share(self) -> float:
        """The share of the charges that the policy speaks of, or may."""
        inside = f"sum(case when scope = '{Scope.INSIDE}' then n else 0 end)"
        ((n, total),) = self.engine.fetch(f"select {inside}, sum(n) from plan")
        return float(n) / float(total) if total else 0.0

    def _look_up(self, relation: str) -> None:
        keys = self.engine.fetch(pairs.law_keys(self.facts.shape, relation))
        self.engine.load("law", self.law.columns, self.law.rows(keys))

    def _scopes(self, loose: bool) -> None:
        """Tell each pattern of words by what the policy can say of it, whatever the dates, the case, the history."""
        told = ", ".join((*self.keys, "wanted", "lasting"))
        rows = self.engine.fetch(f"select distinct {told} from keyed_words order by {told}")
        kinds = {"cells": "integer", "conduct_class": "varchar", **dict.fromkeys(self.keys[2:], "bigint")}
        kinds |= {"wanted": "boolean", "lasting": "boolean", "scope": "varchar"}
        self.engine.load("scopes", kinds, [(*row, self._scope(row, loose).value) for row in rows])

    def _scope(self, row: tuple[Any, ...], loose: bool) -> Scope:
        cells, _, *packed, wanted, lasting = row
        if not wanted:
            return Scope.UNWANTED
        if loose or not lasting:
            return Scope.INSIDE
        pattern, askings = self._pattern(cells, packed), range(len(self.evaluator.question.askings))
        said = {decision for asking in askings for decision in self.evaluator.candidates(pattern, asking)}
        if said == {Decision.SILENT}:
            return Scope.OUTSIDE
        return Scope.DATED if said <= {Decision.SILENT, Decision.NOT_IN_FORCE} else Scope.INSIDE

    def _pattern(self, cells: int, packed: Sequence[int]) -> Pattern:
        masks = [0] * len(self.variables)
        masks[0], known = self.law.masks[cells]
        for word, value in zip(words(self.variables), packed, strict=True):
            for index, start in word:
                masks[index] = value >> start & (1 << self.variables[index].size) - 1
        return Pattern(tuple(masks), known)

    def decide(self) -> Iterable[Found]:
        """Decide each pattern once, and leave the table `decided` in the engine for the join."""
        said = []
        listed = ", ".join(self.keys)
        for number, n, cells, conduct, *values in self.engine.fetch(
            f"select pattern, n, {listed} from patterns order by pattern"
        ):
            pattern = self._pattern(cells, values)
            answer = self.evaluator.answer(pattern)
            said.append((
                number, answer.decision.value, answer.rule or None, answer.policy or None,
                "|".join(c.value for c in answer.candidates), "|".join(answer.needs), "|".join(answer.because),
            ))  # fmt: skip
            yield Found(number, n, conduct, pattern, answer)
        kinds = ("decision", "rule", "policy", "candidates", "needs", "because")
        self.engine.load("decided", {"pattern": "bigint", **dict.fromkeys(kinds, "varchar")}, said)


def _stands_in(question: Question, assumed: Iterable[Assumption]) -> dict[str, str]:
    """By an assumption: the date that takes the place of a governing date that the record lacks."""
    governing = {policy.governs for asking in question.askings for policy in asking.policies}
    dates = [assumption.governing_date_is for assumption in assumed if assumption.governing_date_is]
    return dict.fromkeys(governing, dates[0]) if dates else {}


def _facts(layout: Layout, breaks: tuple[date, ...]) -> pairs.Facts:
    since = layout.mapping.history.since
    return pairs.Facts(
        layout=layout,
        shape=layouts.shape(layout),
        others_complete=layout.mapping.case.others == "complete",
        history_complete=layout.mapping.history.complete,
        history_since=since.last if isinstance(since, Span) else None,
        breaks=breaks,
    )


def _where(where: Dict[str, str], shape: Shape) -> str:
    known = ("place", "level", "conduct", "code", "offense", *shape.facts)
    for column in where:
        if column not in known:
            raise UnknownId(f'"{column}" cannot be selected by. Use one of {", ".join(known)}.')
    tests = []
    for column, value in where.items():
        cell = f"c.{name(column)}"
        tests.append(f"({cell} = {text(value)} or {cell} like {text(value + '/%')})")
    return " and ".join(tests)


_TOLD = """select
  c.charge_id,
  c.source_row,
  d.decision,
  d.rule,
  d.policy,
  d.candidates,
  d.needs,
  d.because,
  d.pattern
from {rows} as c
join decided as d on d.pattern = c.pattern"""
"""One row for every charge asked about; sentences are made elsewhere."""

_WRITTEN = "written_charges"

SPOKEN_OF = f" where decision <> '{Decision.SILENT.value}'"
"""Of all other charges the policy is silent, and they are counted."""


def decisions_sql(silent: bool = True) -> str:
    """The select of the decisions table; without `silent`, only of charges that the policy speaks of, or may."""
    told = _TOLD.format(rows=f"(\n{_charges(silent)}\n)")
    return f"{told}\norder by c.source_row"


def write_decisions(engine: Engine, file: Path, silent: bool) -> None:
    """The decisions table as a file: what is said of a pattern is joined to its charges only while they are written."""
    what = "charges that are written, each with its pattern"
    engine.run(Query((Step(_WRITTEN, f"{_charges(silent)}\norder by source_row", what),)))
    engine.write(_TOLD.format(rows=_WRITTEN), file, Written.IN_ORDER)


def _charges(silent: bool) -> str:
    rows, kept = ("all_rows", "") if silent else ("spoken_rows", SPOKEN_OF)
    return f"select charge_id, source_row, pattern\nfrom {rows}\nwhere pattern in (select pattern from decided{kept})"


def locate(engine: Engine, decided: Decided, charge_id: str) -> Found:
    """The pattern of one charge of a run. Raises UnknownId if no charge has that id."""
    rows = engine.fetch(f"select pattern from ({decisions_sql()}) where charge_id = {text(charge_id)}")
    if not rows:
        raise UnknownId(f'no charge in these records has the id "{charge_id}".')
    return next(found for found in decided.found if found.number == rows[0][0])
