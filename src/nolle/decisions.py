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

from nolle.compiler import facts as compiler
from nolle.compiler import layout as layouts
from nolle.compiler import pairs
from nolle.compiler.lawtable import LawTable, turning_points
from nolle.compiler.layout import Layout, Shape
from nolle.compiler.masks import words
from nolle.compiler.query import Query, name, text
from nolle.dates import Span
from nolle.engine.base import Engine
from nolle.errors import UnknownId
from nolle.intake.charges import Records, Tally, matched, take_in, tally, unrecognised
from nolle.law.charges import ELEMENTS
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.question import Question
from nolle.law.variables import Pattern
from nolle.records.mapping import Assumption
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
    shape = layouts.shape(layout)
    facts = _facts(layout, shape)
    ranked = any(assumption.others_at_most_own_level for assumption in assumed)
    matches, ran = matched(engine, matcher, layout)
    breaks = turning_points(question.catalogue, matches.values())
    keys = pairs.coded(breaks, question.variables, facts)
    engine.run(keys)
    stated = [element for element in ELEMENTS if element in shape.facts]
    law = LawTable(evaluator, matcher, matches, breaks, ranked, stated)
    engine.load("law", law.columns, law.rows(engine.fetch(pairs.law_keys(shape))))
    steps = compiler.patterns(question.variables, facts, _where(where or {}, shape))
    engine.run(steps)
    found = tuple(_decided(engine, evaluator, law))
    decided = Decided(
        found=found,
        n_charges=sum(pattern.n for pattern in found),
        source=tally(engine, matches, layout),
        flagged=law.flagged,
        undated=law.undated,
        unrecognised=unrecognised(engine, layout),
    )
    return decided, query + ran + keys + steps, evaluator


def _stands_in(question: Question, assumed: Iterable[Assumption]) -> dict[str, str]:
    """By an assumption: the date that takes the place of a governing date that the record lacks."""
    governing = {policy.governs for asking in question.askings for policy in asking.policies}
    dates = [assumption.governing_date_is for assumption in assumed if assumption.governing_date_is]
    return dict.fromkeys(governing, dates[0]) if dates else {}


def _facts(layout: Layout, shape: Shape) -> pairs.Facts:
    since = layout.mapping.history.since
    return pairs.Facts(
        layout=layout,
        shape=shape,
        others_complete=layout.mapping.case.others == "complete",
        history_complete=layout.mapping.history.complete,
        history_since=since.first if isinstance(since, Span) else None,
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


def _decided(engine: Engine, evaluator: Evaluator, law: LawTable) -> Iterable[Found]:
    """Decide each pattern once, and leave the table `decided` in the engine for the join."""
    variables = evaluator.question.variables
    packed = words(variables)
    keys = ", ".join(f"k{number}" for number in range(len(packed)))
    rows = engine.fetch(f"select pattern, n, cells, conduct_class, {keys} from patterns order by pattern")
    said = []
    for number, n, cells, conduct, *values in rows:
        masks = [0] * len(variables)
        masks[0], known = law.masks[cells]
        for word, value in zip(packed, values, strict=True):
            for index, start in word:
                masks[index] = value >> start & (1 << variables[index].size) - 1
        pattern = Pattern(tuple(masks), known)
        answer = evaluator.answer(pattern)
        said.append((
            number, answer.decision.value, answer.rule or None, answer.policy or None,
            "|".join(c.value for c in answer.candidates), "|".join(answer.needs), "|".join(answer.because),
        ))  # fmt: skip
        yield Found(number, n, conduct, pattern, answer)
    kinds = ("decision", "rule", "policy", "candidates", "needs", "because")
    engine.load("decided", {"pattern": "bigint", **dict.fromkeys(kinds, "varchar")}, said)


DECISIONS = """select
  c.charge_id,
  c.source_row,
  d.decision,
  d.rule,
  d.policy,
  d.candidates,
  d.needs,
  d.because,
  d.pattern
from timed as c
join (
  select k.word, k.clock, k.mood, k.asks, d.pattern, d.decision
  from keyed as k
  left join patterns as p on {pairs}
  left join decided as d on d.pattern = p.pattern
) as k on {pair}
{rows}join decided as d on d.pattern = {pattern}
{kept}order by c.source_row"""
"""One row for every charge asked about; sentences are made elsewhere."""

ONE_BY_ONE = """left join (
  select r.source_row, p.pattern from keyed_rows as r join patterns as p on {rows}
) as r on r.source_row = c.source_row
"""
"""Charges that were looked at one by one have a pattern of their own."""

SPOKEN_OF = "where (k.asks or k.decision <> '{silent}') and d.decision <> '{silent}'\n"
"""The charges that the policy speaks of, or may: of all others it is silent, and they are counted."""


def decisions_sql(question: Question, silent: bool = True) -> str:
    """The select of the decisions table; without `silent`, only of charges that the policy speaks of, or may."""
    keys = ["cells", "conduct_class", *(f"k{n}" for n in range(len(words(question.variables))))]
    alone = compiler.looks_at_rows(question.variables)
    same = {table: " and ".join(f"p.{key} = {table}.{key}" for key in keys) for table in ("k", "r")}
    return DECISIONS.format(
        pair=" and ".join(f"k.{key} = c.{key}" for key in pairs.PAIR),
        pairs=same["k"],
        rows=ONE_BY_ONE.format(rows=same["r"]) if alone else "",
        pattern="coalesce(r.pattern, k.pattern)" if alone else "k.pattern",
        kept="" if silent else SPOKEN_OF.format(silent=Decision.SILENT.value),
    )


def locate(engine: Engine, question: Question, decided: Decided, charge_id: str) -> Found:
    """The pattern of one charge of a run. Raises UnknownId if no charge has that id."""
    rows = engine.fetch(f"select pattern from ({decisions_sql(question)}) where charge_id = {text(charge_id)}")
    if not rows:
        raise UnknownId(f'no charge in these records has the id "{charge_id}".')
    return next(found for found in decided.found if found.number == rows[0][0])
