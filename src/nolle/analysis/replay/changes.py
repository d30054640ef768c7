"""What one change to one clause of the draft would add: an exception taken out, or a rule made to decline.

Each change is a draft of its own, asked of the same patterns. So nothing is guessed from counts: where an exception
is taken out and another one lifts the rule too, the charge is not gained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nolle.analysis.replay.intervals import Range
from nolle.analysis.replay.outcomes import DRAFT
from nolle.analysis.replay.tallies import Clause
from nolle.decisions import Found
from nolle.law.evaluator import Evaluator
from nolle.law.policy import Exception_, Policy, Rule
from nolle.law.question import Asking, Question
from nolle.terms import Decision

MOST = 40
"""So many changes are tried: those of the clauses that decide most charges."""

TAKEN_OUT, MADE_TO_DECLINE = "taken out", "made to decline"


@dataclass(frozen=True)
class Change:
    """One change to one clause, and the charges that would be declined then, surely and at most.

    `declined` is None where the change moves what other clauses mean (`listed`): to tell, the records would have to
    be read again.
    """

    policy: str
    path: str
    what: str
    declined: Range | None


def one_change(evaluator: Evaluator, found: Sequence[Found], clauses: Sequence[Clause]) -> tuple[Change, ...]:
    """What each change to a clause that speaks would give, most first.

    `evaluator` is of the question that the patterns were made for; its asking 0 is the draft.
    """
    question = evaluator.question
    tried = [(clause, asking) for clause in clauses for asking in _tried(question.askings[DRAFT], clause)][:MOST]
    together = _question(question, [asking for _, asking in tried])
    told: list[Range | None]
    if _same(question, together):
        asked = Evaluator(together)
        told = [_declined(asked, found, len(question.askings) + place) for place in range(len(tried))]
    else:
        told = [_alone(question, asking, found) for _, asking in tried]
    made = [Change(c.policy, c.path, _what(c), n) for (c, _), n in zip(tried, told, strict=True)]
    return tuple(sorted(made, key=_most_first))


def _most_first(change: Change) -> tuple[int, int, str, str]:
    n = change.declined or Range()
    return -n.surely, -n.at_most, change.policy, change.path


def _declined(evaluator: Evaluator, found: Sequence[Found], asking: int) -> Range:
    """How many charges an asking declines; what nobody has read may decline."""
    told = Range()
    for one in found:
        said = evaluator.candidates(one.pattern, asking)
        may = bool(said & {Decision.DECLINE, Decision.UNKNOWN})
        told += Range(one.n * (said == {Decision.DECLINE}), one.n * may)
    return told


def _alone(question: Question, asking: Asking, found: Sequence[Found]) -> Range | None:
    alone = _question(question, [asking])
    return _declined(Evaluator(alone), found, len(question.askings)) if _same(question, alone) else None


def _question(question: Question, more: Sequence[Asking]) -> Question:
    """The same question asked of more drafts; what is unverified was doubted before.

    Where it tells charges apart by the same tests, it takes over the cells, and patterns of the one are of the other.
    """
    askings = [*question.askings, *more]
    made = Question(question.catalogue, question.dictionary, askings, accept_unverified=True)
    if made.cells.tests == question.cells.tests:
        made.variables = (question.variables[0], *made.variables[1:])
    return made


def _same(one: Question, other: Question) -> bool:
    """Whether patterns of one question are patterns of the other."""
    return one.variables == other.variables


# ---------------------------------------------------------------- the changed drafts


def _what(clause: Clause) -> str:
    return TAKEN_OUT if "/" in clause.path else MADE_TO_DECLINE


def _tried(draft: Asking, clause: Clause) -> Iterator[Asking]:
    """The draft with this clause changed, if the clause speaks and says something else than to decline."""
    if not clause.decides.at_most or clause.says in ("", Decision.DECLINE, Decision.UNKNOWN):
        return
    changed = [_changed(policy, clause) if policy.id == clause.policy else policy for policy in draft.policies]
    yield replace(draft, policies=tuple(changed))


def _changed(policy: Policy, clause: Clause) -> Policy:
    head = clause.path.partition("/")[0]
    change = _without if "/" in clause.path else _declining
    rules = [change(rule, clause.path) if rule.id == head else rule for rule in policy.rules]
    return policy.model_copy(update={"rules": tuple(rules)})


def _declining(rule: Rule, _: str) -> Rule:
    """The rule with `then: decline`, also where a reading of it says something else."""
    readings = [
        reading if reading.then is None else reading.model_copy(update={"then": Decision.DECLINE})
        for reading in rule.readings
    ]
    return rule.model_copy(update={"then": Decision.DECLINE, "readings": tuple(readings)})


def _without(rule: Rule, path: str) -> Rule:
    """The rule without the exception at this path, in every reading."""
    readings = [
        reading
        if reading.unless is None
        else reading.model_copy(update={"unless": _left(reading.unless, rule.id, path)})
        for reading in rule.readings
    ]
    return rule.model_copy(update={"unless": _left(rule.unless, rule.id, path), "readings": tuple(readings)})


def _left(exceptions: Sequence[Exception_], above: str, path: str) -> tuple[Exception_, ...]:
    return tuple(
        one.model_copy(update={"unless": _left(one.unless, f"{above}/{one.id}", path)})
        for one in exceptions
        if f"{above}/{one.id}" != path
    )
