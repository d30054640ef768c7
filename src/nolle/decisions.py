"""decide: a question over charge records → one decision for every charge, and the patterns behind them.

The engine computes what each charge may be, as packed masks; the evaluator decides each distinct pattern
once; the decisions are joined back. The law is looked up once for each combination of charge string, level
and stretch of law that occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date

from nolle.compiler import facts as compiler
from nolle.compiler import mapping as intake
from nolle.compiler.lawtable import LawTable, turning_points
from nolle.compiler.mapping import Layout
from nolle.compiler.query import Query, name, text
from nolle.dates import Span
from nolle.engine.base import Engine
from nolle.errors import RecordsError, UnknownId
from nolle.law.charges import ELEMENTS
from nolle.law.evaluator import Answer, Evaluator
from nolle.law.facts import Dictionary
from nolle.law.question import Question
from nolle.law.variables import Pattern
from nolle.records.mapping import Assumption, Column, Mapping
from nolle.records.matching.match import Match
from nolle.records.matching.matcher import Matcher
from nolle.records.privacy import NEVER, personal


@dataclass(frozen=True)
class Found:
    """One pattern of the records: how many charges have it, of which class of conduct, and what is said of it."""

    number: int
    n: int
    conduct: str
    pattern: Pattern
    answer: Answer


@dataclass(frozen=True)
class Tally:
    """What became of the rows of a file: `n_in` = `n_charges` + all of `quarantined`, always.

    `matched` counts the charges by how their string was matched; `period` gives the first and last day of
    each date that the file holds.
    """

    n_in: int
    n_charges: int
    quarantined: tuple[tuple[str, int], ...]
    matched: tuple[tuple[str, int], ...]
    period: Dict[str, tuple[date, date]]


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


@dataclass(frozen=True)
class Records:
    """An opened file of records and how to read it: its columns, its mapping, what a user adds to both.

    `constants` fill standard columns that the file lacks (the place of a file of one county); `drop` names
    columns that are left unread besides the mapping's own; `places` are the place ids that are known.
    """

    mapping: Mapping
    present: Dict[str, str]
    constants: Dict[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    set_aside: bool = False
    places: tuple[str, ...] = ()

    def layout(
        self, dictionary: Dictionary, as_of: date | None = None, stands_in: Dict[str, str] | None = None
    ) -> Layout:
        """The mapping with constants where the file has nothing, and without the columns that are dropped."""
        kept = {n: c for n, c in self.mapping.columns.items() if c.constant or c.column not in self.drop}
        for standard, value in self.constants.items():
            if standard not in kept or kept[standard].column not in self.present:
                kept[standard] = Column(constant=value)
        mapping = self.mapping.model_copy(update={"columns": kept})
        return Layout(mapping, self.present, dictionary, self.places, as_of, stands_in or {})


def take_in(engine: Engine, records: Records, layout: Layout) -> Query:
    """The intake: the mapped columns of the file, and no others, become `charges` and `quarantine`.

    Raises UnknownId for columns that are missing, RecordsError for columns that hold personal data.
    """
    mapping, present = layout.mapping, layout.present
    refused = [c for c in personal(present) if c not in (*mapping.drop, *records.drop)]
    if refused:
        names = ", ".join(f'"{column}"' for column in refused)
        raise RecordsError(
            f"the file has a column that looks like personal data: {names}. {NEVER}\n"
            f"Delete it from the file, or leave it unread with --drop {refused[0]!r} (or `drop:` in a mapping)."
        )
    needed = {column.column for column in mapping.columns.values() if column.column}
    missing = sorted(needed - set(present))
    if missing and not mapping.optional:
        raise UnknownId(_missing(mapping, missing, present))
    if not intake.own_columns(layout):
        raise UnknownId(_missing(mapping, sorted(needed), present))
    engine.take([column for column in present if column in needed], records.set_aside)
    query = intake.standardise(layout)
    engine.run(query)
    return query


def _missing(mapping: Mapping, missing: Sequence[str], present: Iterable[str]) -> str:
    names = ", ".join(f'"{column}"' for column in missing)
    wants = f"needs {'columns' if len(missing) > 1 else 'a column'} that the file does not have"
    if mapping.optional:
        wants = "reads columns of which the file has none"
    return (
        f'the mapping "{mapping.id}" {wants}: {names}.\n'
        f"The file has: {', '.join(present)}.\n"
        "Rename the columns, or write a mapping of your own (nolle init shows one)."
    )


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
    shape = intake.shape(layout)
    facts = _facts(mapping, shape)
    ranked = any(assumption.others_at_most_own_level for assumption in assumed)
    ran = Query((compiler.distinct_strings(),))
    engine.run(ran)
    matches = _matches(engine, matcher)
    told = [(number, match.how, "|".join(match.offenses)) for number, match in matches.items()]
    engine.load("matched", {"charge_string": "bigint", "how": "varchar", "offenses": "varchar"}, told)
    breaks = turning_points(question.catalogue, matches.values())
    keys = compiler.coded(breaks)
    engine.run(keys)
    stated = [element for element in ELEMENTS if element in shape.facts]
    law = LawTable(evaluator, matcher, matches, breaks, ranked, stated)
    engine.load("law", law.columns, law.rows(engine.fetch(compiler.law_keys(shape))))
    steps = compiler.patterns(question.variables, facts, _where(where or {}, shape))
    engine.run(steps)
    found = tuple(_decided(engine, evaluator, law))
    words = {
        column: tuple((word, n) for word, n in engine.fetch(sql)) for column, sql in intake.unrecognised(layout).items()
    }
    decided = Decided(
        found=found,
        n_charges=sum(pattern.n for pattern in found),
        source=_tally(engine, matches, shape),
        flagged=law.flagged,
        undated=law.undated,
        unrecognised={column: rows for column, rows in words.items() if rows},
    )
    return decided, query + ran + keys + steps, evaluator


def _stands_in(question: Question, assumed: Iterable[Assumption]) -> dict[str, str]:
    """By an assumption: the date that takes the place of a governing date that the record lacks."""
    governing = {policy.governs for asking in question.askings for policy in asking.policies}
    dates = [assumption.governing_date_is for assumption in assumed if assumption.governing_date_is]
    return dict.fromkeys(governing, dates[0]) if dates else {}


def _facts(mapping: Mapping, shape: intake.Shape) -> compiler.Facts:
    since = mapping.history.since
    return compiler.Facts(
        shape=shape,
        others_complete=mapping.case.others == "complete",
        history_complete=mapping.history.complete,
        history_since=since.first if isinstance(since, Span) else None,
    )


def _where(where: Dict[str, str], shape: intake.Shape) -> str:
    known = ("place", "level", "conduct", "code", "offense", *shape.facts)
    for column in where:
        if column not in known:
            raise UnknownId(f'"{column}" cannot be selected by. Use one of {", ".join(known)}.')
    tests = []
    for column, value in where.items():
        cell = f"k.{name(column)}"
        tests.append(f"({cell} = {text(value)} or {cell} like {text(value + '/%')})")
    return " and ".join(tests)


def _matches(engine: Engine, matcher: Matcher) -> dict[int, Match]:
    rows = engine.fetch(f"select charge_string, {', '.join(intake.STRINGS)} from strings order by charge_string")
    return {number: matcher.match(*strings) for number, *strings in rows}


def _decided(engine: Engine, evaluator: Evaluator, law: LawTable) -> Iterable[Found]:
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


def _tally(engine: Engine, matches: Dict[int, Match], shape: intake.Shape) -> Tally:
    aside = engine.fetch(
        "select reason, count(*) from (select reason from quarantine union all select reason from unreadable)"
        " group by 1 order by 2 desc, 1"
    )
    how: Counter[str] = Counter()
    for string, n in engine.fetch("select charge_string, count(*) from coded group by 1 order by 1"):
        how[matches[string].how] += n
    return Tally(
        n_in=_count(engine, "source") + _count(engine, "unreadable"),
        n_charges=_count(engine, "charges"),
        quarantined=tuple((reason, n) for reason, n in aside),
        matched=tuple(sorted(how.items())),
        period=dict(_period(engine, shape)),
    )


def _period(engine: Engine, shape: intake.Shape) -> Iterable[tuple[str, tuple[date, date]]]:
    for day in shape.dates:
        first, last = engine.fetch(f"select min({name(day + '_first')}), max({name(day + '_last')}) from read")[0]
        if first is not None and last is not None:
            yield day, (first, last)


def _count(engine: Engine, relation: str) -> int:
    return int(engine.fetch(f"select count(*) from {relation}")[0][0])
