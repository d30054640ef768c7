"""decide: a question over charge records → one decision for every charge, and the patterns behind them.

The engine computes what each charge may be, as packed masks; the evaluator decides each distinct pattern
once; the decisions are joined back. The law is looked up once for each combination of charge string, level
and stretch of law that occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping as Dict, Sequence
from dataclasses import dataclass
from datetime import date

from nolle.compiler import facts as compiler
from nolle.compiler import mapping as intake
from nolle.compiler.query import Query, text
from nolle.dates import FIRST_DAY, LAST_DAY, Span, next_day
from nolle.engine.base import Engine
from nolle.errors import UnknownId
from nolle.law.charges import Catalogue, Kind, holds
from nolle.law.condition import Condition
from nolle.law.diagram import support
from nolle.law.evaluator import Answer, Evaluator, bits
from nolle.law.question import Question
from nolle.law.variables import Count, Other, Pattern
from nolle.records.mapping import Assumption, Mapping
from nolle.records.matching import Match, Matcher
from nolle.terms import Level

UNKNOWN_CLASS = "unknown"


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
    """The patterns of a run and the counts around them; `n_in` = charges + quarantined, always."""

    found: tuple[Found, ...]
    n_in: int
    n_charges: int
    quarantined: tuple[tuple[str, int], ...]
    left_out: int
    strings: tuple[tuple[str, int], ...]
    flagged: int
    undated: int
    unrecognised: Dict[str, tuple[tuple[str, int], ...]]
    breaks: tuple[date, ...]


def take_in(engine: Engine, mapping: Mapping, present: Dict[str, str], question: Question, as_of: date | None) -> Query:
    """The intake query: `source` → `charges` and `quarantine`. Raises UnknownId for columns that are missing."""
    needed = {column.column for column in mapping.columns.values() if column.column}
    missing = sorted(needed - set(present))
    if missing and not mapping.optional:
        have = ", ".join(present)
        names = ", ".join(f'"{column}"' for column in missing)
        plural = "columns" if len(missing) > 1 else "a column"
        raise UnknownId(
            f'the mapping "{mapping.id}" needs {plural} that the file does not have: {names}.\n'
            f"The file has: {have}.\nRename the columns, or write a mapping of your own (nolle init shows one)."
        )
    query = intake.standardise(mapping, present, question.dictionary, as_of)
    engine.run(query)
    return query


def decide(
    engine: Engine,
    question: Question,
    matcher: Matcher,
    mapping: Mapping,
    present: Dict[str, str],
    as_of: date | None = None,
    where: Dict[str, str] | None = None,
    assume: Sequence[str] = (),
) -> tuple[Decided, Query, Evaluator]:
    """Decide every charge of the relation `source`; `keyed`, `patterns` and `decided` are left in the engine.

    Returns the patterns with their answers and counts, the query that ran, and the evaluator that answered.
    `where` keeps charges whose column has that value; the other charges still count as other charges and as
    history. Raises UnknownId for an assumption that the mapping does not name, or a column it cannot select by.
    """
    for name in assume:
        if name not in mapping.assumptions:
            named = ", ".join(mapping.assumptions) or "none"
            raise UnknownId(f'the mapping "{mapping.id}" knows no assumption "{name}". It names: {named}.')
    evaluator = Evaluator(question)
    query = take_in(engine, mapping, present, question, as_of)
    assumed = [mapping.assumptions[name] for name in assume]
    shape = intake.shape(mapping, present, question.dictionary)
    facts = _facts(mapping, shape, assumed)
    ran = Query((compiler.distinct_strings(),))
    engine.run(ran)
    matches = _matches(engine, matcher)
    breaks = _breaks(question.catalogue, matches.values())
    keys = compiler.law_keys(breaks)
    engine.run(keys)
    law = Law(evaluator, matcher, matches, breaks, facts.others_at_most_own_level)
    undated, flagged = law.load(engine)
    steps = compiler.patterns(question.variables, facts, _where(where or {}, shape))
    engine.run(steps)
    found = tuple(_decided(engine, evaluator, law))
    counts = _counts(engine, found, matches)
    words = {c: tuple((w, n) for w, n in engine.fetch(sql)) for c, sql in
             intake.unrecognised(mapping, present, question.dictionary).items()}  # fmt: skip
    decided = Decided(
        found=found, undated=undated, flagged=flagged, breaks=breaks,
        unrecognised={column: rows for column, rows in words.items() if rows}, **counts,
    )  # fmt: skip
    return decided, query + ran + keys + steps, evaluator


def _facts(mapping: Mapping, shape: intake.Shape, assumed: Iterable[Assumption]) -> compiler.Facts:
    since = mapping.history.since
    return compiler.Facts(
        shape=shape,
        others_complete=mapping.case.others == "complete",
        history_complete=mapping.history.complete,
        history_since=since.first if isinstance(since, Span) else None,
        others_at_most_own_level=any(assumption.others_at_most_own_level for assumption in assumed),
    )


def _where(where: Dict[str, str], shape: intake.Shape) -> str:
    known = ("place", "level", "conduct", "code", "offense", *shape.facts)
    for column in where:
        if column not in known:
            raise UnknownId(f'"{column}" cannot be selected by. Use one of {", ".join(known)}.')
    tests = []
    for column, value in where.items():
        cell = f"k.{intake.name(column)}"
        tests.append(f"({cell} = {text(value)} or {cell} like {text(value + '/%')})")
    return " and ".join(tests)


def _matches(engine: Engine, matcher: Matcher) -> dict[int, Match]:
    rows = engine.fetch(f"select charge_string, {', '.join(intake.STRINGS)} from strings order by charge_string")
    return {number: matcher.match(*strings) for number, *strings in rows}


def _breaks(catalogue: Catalogue, matches: Iterable[Match]) -> tuple[date, ...]:
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


class Law:
    """The table `law`: what each charge string means at each level and time, in the question's cells."""

    def __init__(
        self, evaluator: Evaluator, matcher: Matcher, matches: Dict[int, Match], breaks: Sequence[date], ranked: bool
    ) -> None:
        self.evaluator, self.matcher, self.matches, self.ranked = evaluator, matcher, matches, ranked
        self.stretches = _stretches(breaks)
        question = evaluator.question
        self.tested = [(i, v) for i, v in enumerate(question.variables) if isinstance(v, Other | Count)]
        self.masks: list[tuple[int, bool]] = []
        self._answers: dict[tuple[Condition, Kind], bool] = {}
        self._reach: dict[tuple[Condition, int], bool] = {}

    def load(self, engine: Engine) -> tuple[int, int]:
        """Make the table; returns how many charges lack a law date, and how many contradict one."""
        keys = engine.fetch(
            "select charge_string, level, law_first, law_last, count(*) from coded group by all order by all"
        )
        rows, undated, flagged = [], 0, 0
        for string, level, first, last, n in keys:
            row, gone, doubtful = self._row(string, level, first, last)
            rows.append(row)
            flagged += n if gone else 0
            undated += n if doubtful else 0
        columns = {
            "charge_string": "bigint", "level": "varchar", "law_first": "bigint", "law_last": "bigint",
            "cells": "integer", "conduct_class": "varchar", "asks": "boolean",
        }  # fmt: skip
        columns |= {f"o{index}": "integer" for index, _ in self.tested}
        columns |= {f"p{index}": "integer" for index, _ in self.tested}
        engine.load("law", columns, rows)
        return undated, flagged

    def _row(self, string: int, level: str | None, first: int, last: int) -> tuple[list[object], bool, bool]:
        match = self.matches[string]
        days = Span(self.stretches[first].first, self.stretches[last].last)
        known_level = Level(level) if level in tuple(Level) else None
        kinds, gone = self.matcher.kinds(match, known_level, days)
        mask = self.evaluator.question.cells.mask(kinds)
        known = (mask, match.offense_known and not gone)
        if known not in self.masks:
            self.masks.append(known)
        row: list[object] = [string, level, first, last, self.masks.index(known), _class(kinds), self._asks(mask)]
        row += [self._passes(variable.of, kinds) for _, variable in self.tested]
        highest = max((kind.level.rank for kind in kinds), default=len(Level))
        row += [self._possible(variable.of, highest) for _, variable in self.tested]
        undated = any(not self.matcher.catalogue.offenses[o].in_force.from_ for o in match.offenses)
        return row, gone, undated

    def _asks(self, mask: int) -> bool:
        """Whether the case or the history of a charge in these cells can matter."""
        asked = {index for index, _ in self.tested}
        for cell in bits(mask):
            for asking in range(len(self.evaluator.question.askings)):
                if asked & support(self.evaluator.meaning.said(asking, cell)):
                    return True
        return False

    def _passes(self, condition: Condition, kinds: Iterable[Kind]) -> int:
        own, _ = compiler.split(condition)
        if own is None:
            return compiler.YES
        answers = {self._holds(own, kind) for kind in kinds}
        return compiler.MAYBE if len(answers) > 1 else compiler.YES if True in answers else compiler.NO

    def _possible(self, condition: Condition, highest: int) -> int:
        """Whether an unseen charge could pass: any at all, or none above this one's level if so assumed."""
        own, _ = compiler.split(condition)
        if own is None:
            return compiler.MAYBE
        key = (own, highest if self.ranked else len(Level))
        if key not in self._reach:
            self._reach[key] = any(
                kind.level.rank <= key[1] and self._holds(own, kind) for kind in self.matcher.catalogue.anything
            )
        return compiler.MAYBE if self._reach[key] else compiler.NO

    def _holds(self, condition: Condition, kind: Kind) -> bool:
        key = (condition, kind)
        if key not in self._answers:
            self._answers[key] = holds(condition, lambda test: self.matcher.catalogue.test(test)(kind))
        return self._answers[key]


def _stretches(breaks: Sequence[date]) -> list[Span]:
    firsts = [FIRST_DAY, *breaks]
    lasts = [date.fromordinal(day.toordinal() - 1) for day in breaks] + [LAST_DAY]
    return [Span(first, last) for first, last in zip(firsts, lasts, strict=True)]


def _class(kinds: Iterable[Kind]) -> str:
    """The class of conduct that the charge is counted under; `unknown` where it may be several."""
    classes = {kind.conduct.partition("/")[0] for kind in kinds}
    return classes.pop() if len(classes) == 1 else UNKNOWN_CLASS


def _decided(engine: Engine, evaluator: Evaluator, law: Law) -> Iterable[Found]:
    """Decide each pattern once, and leave the table `decided` in the engine for the join."""
    variables = evaluator.question.variables
    packed = compiler.words(variables)
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
  p.pattern
from keyed as k
join charges as c on c.source_row = k.source_row
join patterns as p on {same}
join decided as d on d.pattern = p.pattern
order by c.source_row"""
"""One row for every charge asked about; sentences are made elsewhere."""


def decisions_sql(question: Question) -> str:
    """The select of the decisions table."""
    keys = ["cells", "conduct_class", *(f"k{n}" for n in range(len(compiler.words(question.variables))))]
    return DECISIONS.format(same=" and ".join(f"p.{key} = k.{key}" for key in keys))


def locate(engine: Engine, question: Question, decided: Decided, charge_id: str) -> Found:
    """The pattern of one charge of a run. Raises UnknownId if no charge has that id."""
    rows = engine.fetch(f"select pattern from ({decisions_sql(question)}) where charge_id = {text(charge_id)}")
    if not rows:
        raise UnknownId(f'no charge in these records has the id "{charge_id}".')
    return next(found for found in decided.found if found.number == rows[0][0])


def _counts(engine: Engine, found: Sequence[Found], matches: Dict[int, Match]) -> dict[str, object]:
    (n_source,), = engine.fetch("select count(*) from source")  # fmt: skip
    (n_charges,), = engine.fetch("select count(*) from charges")  # fmt: skip
    aside = engine.fetch(
        "select reason, count(*) from (select reason from quarantine union all select reason from unreadable)"
        " group by 1 order by 2 desc, 1"
    )
    (n_unreadable,), = engine.fetch("select count(*) from unreadable")  # fmt: skip
    per_string = engine.fetch("select charge_string, count(*) from coded group by 1 order by 1")
    how: Counter[str] = Counter()
    for string, n in per_string:
        how[matches[string].how] += n
    selected = sum(pattern.n for pattern in found)
    return {
        "n_in": n_source + n_unreadable,
        "n_charges": selected,
        "left_out": n_charges - selected,
        "quarantined": tuple((reason, n) for reason, n in aside),
        "strings": tuple(sorted(how.items())),
    }



