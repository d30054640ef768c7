"""Everything that can be said of one charge: the decision, its clauses and citations, what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nolle.cite import Citation
from nolle.law.evaluator import Answer, Evaluator, Promise
from nolle.law.policy import Policy, Statement, clauses
from nolle.law.question import Asking
from nolle.law.variables import Pattern
from nolle.terms import Instrument, TextRead

NO_OFFICE_POLICY = "police agreement, no office policy found"


@dataclass(frozen=True)
class Explanation:
    """One charge asked of one policy or office."""

    asking: str
    policies: tuple[Policy, ...]
    answer: Answer
    basis: str
    note: str
    citations: tuple[Citation, ...]
    promises: tuple[Promise, ...]
    carve_outs: tuple[Statement, ...]
    other_readings: tuple[str, ...]
    as_if: bool
    pattern: Pattern


def explain(evaluator: Evaluator, pattern: Pattern) -> Explanation:
    """Ask the evaluator's first asking about a pattern, and gather what stands behind the answer."""
    asking = evaluator.question.askings[0]
    answer = evaluator.answer(pattern)
    return Explanation(
        asking=asking.id,
        policies=asking.policies,
        answer=answer,
        basis=basis(asking.policies),
        note=_note(asking),
        citations=_citations(answer, asking.policies),
        promises=tuple(evaluator.promises(pattern)),
        carve_outs=tuple(item for policy in asking.policies for item in policy.carve_outs),
        other_readings=_others(answer, asking.policies),
        as_if=asking.as_if,
        pattern=pattern,
    )


def basis(policies: Sequence[Policy]) -> str:
    """`full_text` where all of every text was read; else `reported`: "nothing found in what was read"."""
    whole = bool(policies) and all(policy.text_read is TextRead.FULL for policy in policies)
    return "full_text" if whole else "reported"


def _note(asking: Asking) -> str:
    """What to know of an answer where the office has no policy of its own."""
    if not asking.policies:
        office = asking.offices.get(asking.id)
        finding = office.finding if office else None
        if finding is not None and finding.none_found:
            searched = f" (searched {finding.searched_on})" if finding.searched_on else ""
            return f"no policy of this office was found{searched}"
        return "no document of this office is in the library, and nobody noted a search"
    police = all(policy.kind is Instrument.POLICE_AGREEMENT for policy in asking.policies)
    return NO_OFFICE_POLICY if police else ""


def _citations(answer: Answer, policies: tuple[Policy, ...]) -> tuple[Citation, ...]:
    """The sources of every clause that gives a candidate; of the documents themselves where none speaks."""
    found: dict[Citation, None] = {}
    for said in answer.rules:
        for policy in policies:
            if policy.id != said.policy:
                continue
            for rule in policy.rules:
                for path, clause in clauses(rule):
                    if path == said.rule:
                        found.update(dict.fromkeys(clause.cite or rule.cite))
    return tuple(found) or tuple(dict.fromkeys(c for policy in policies for c in policy.cite))


def _others(answer: Answer, policies: tuple[Policy, ...]) -> tuple[str, ...]:
    """Readings that are printed though another is preferred: rule id, and what they would say."""
    heads = {(said.policy, said.rule.partition("/")[0]) for said in answer.rules}
    found = []
    for policy in policies:
        for rule in policy.rules:
            if (policy.id, rule.id) in heads and rule.preferred is not None:
                for number, reading in enumerate(rule.readings, 1):
                    if number != rule.preferred:
                        said = "absent" if reading.absent else str(reading.then or rule.then)
                        found.append(f"{rule.id}: {said} ({', '.join(c.source for c in reading.cite)})")
    return tuple(found)
