"""Where the rules of one document contradict each other, with the smallest charge that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import eq

from nolle.law.charges import Kind
from nolle.law.diagram import Node, leaves
from nolle.law.evaluator import Evaluator
from nolle.law.meaning import ON, Said, settle
from nolle.law.witness import Witness, smallest
from nolle.terms import Decision

Clause = tuple[str, str]
"""A document, and the path of a clause in it."""


@dataclass(frozen=True)
class Conflict:
    """Two clauses that say different things to one charge; an overlap if one only lifts its own rule."""

    policies: tuple[str, str]
    clauses: tuple[str, str]
    says: tuple[Decision, Decision]
    overlap: bool
    witness: Witness


def conflicts(evaluator: Evaluator, kinds: Iterable[Kind]) -> Iterator[Conflict]:
    """Every pair of clauses of the first asking that contradict each other, each with its smallest charge."""
    found: dict[tuple[Clause, Clause, bool], tuple[Said, Said, list[Witness]]] = {}
    by_cell: dict[int, list[Kind]] = {}
    for kind in sorted(kinds):
        by_cell.setdefault(evaluator.question.cells.cell(kind), []).append(kind)
    for cell, inside in by_cell.items():
        root = _possible(evaluator, cell)
        for answers in {value for value in leaves(root) if value}:
            for one, two, overlap in _pairs(answers):
                witness = smallest(evaluator.question, root, partial(eq, answers), inside)
                key = (one[:2], two[:2], overlap)
                found.setdefault(key, (one, two, []))[2].append(witness)
    for (_, _, overlap), (one, two, witnesses) in sorted(found.items(), key=lambda item: item[0]):
        least = min(witnesses, key=lambda w: (w.cost, not w.kind.offense, w.kind.offense))
        clauses, says = (one.rule, two.rule), (one.decision, two.decision)
        yield Conflict((one.policy, two.policy), clauses, says, overlap, least)


def _possible(evaluator: Evaluator, cell: int) -> Node:
    heard = evaluator.meaning.heard(0, cell)
    return evaluator.diagrams.apply(lambda may, said: said if may else None, evaluator.constraint, heard)


def _pairs(answers: frozenset[Said]) -> Iterator[tuple[Said, Said, bool]]:
    said = sorted(s for s in answers - {ON} if s.decision is not Decision.UNKNOWN)
    kept = settle(answers)
    for index, one in enumerate(said):
        for two in said[index + 1 :]:
            if one.decision is two.decision:
                continue
            if one in kept and two in kept:
                yield one, two, False
            elif Decision.NOT_COVERED in (one.decision, two.decision) and (one in kept) != (two in kept):
                yield one, two, True
