"""explain: what a policy says of one charge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from nolle.analysis import explanation
from nolle.errors import DocumentError, NolleError
from nolle.law.condition import BadCondition
from nolle.law.evaluator import Evaluator
from nolle.law.knowledge import pattern, read
from nolle.law.library import Library, unknown
from nolle.law.question import Question
from nolle.library.read import read_text
from nolle.publish.wording import Wording
from nolle.verbs.documents import known_place, open_library, question_of


@dataclass(frozen=True)
class Explained:
    """One charge explained, with the words for it."""

    explanation: explanation.Explanation
    english: str
    given: Mapping[str, Any]
    question: Question

    def json(self) -> dict[str, Any]:
        """The values that others rely on."""
        told, answer = self.explanation, self.explanation.answer
        return {
            "policy": told.asking,
            "version": " ".join(policy.id for policy in told.policies),
            "decision": answer.decision.value,
            "rule": answer.rule or None,
            "basis": told.basis,
            "note": told.note,
            "candidates": [c.value for c in answer.candidates],
            "needs": list(answer.needs),
            "because": list(answer.because),
            "rules": [
                {"rule": s.rule, "decision": s.decision.value, "policy": s.policy} for s in answer.rules if s.rule
            ],
            "citations": [{"source": c.source, "at": c.at} for c in told.citations],
            "protections": [
                {
                    "id": p.id,
                    "policy": p.policy,
                    "answer": p.answer.value,
                    "needs": list(p.needs),
                    "because": list(p.because),
                }
                for p in told.promises
            ],
            "carve_outs": [s.text or s.says for s in told.carve_outs],
            "other_readings": list(told.other_readings),
            "as_if_in_force": told.as_if,
            "given": dict(self.given),
            "english": self.english,
        }


def explain(
    policy: str, given: Mapping[str, Any], on: str = "", workspace: Path | None = None, known_on: date | None = None,
    accept_unverified: bool = False,
) -> Explained:  # fmt: skip
    """What a policy (or all documents of an office) says of one charge.

    `given` is what is known of it, as in a document's examples; what is not given is unknown. With a date
    (`on`, or the governing date in `given`) status counts; without one the question is asked as if in force.
    Raises UnknownId, or NolleError for a fact that cannot be.
    """
    lib = open_library(workspace)
    asked = lib.asking(policy, known_on=known_on)
    dated = {p.governs for p in asked.policies}
    facts = {key: value for key, value in given.items() if key != "on"}
    if on:
        facts |= dict.fromkeys(dated, on)
    as_if = not dated & facts.keys()
    evaluator = _evaluator(lib, policy, as_if, known_on, _state(lib, facts), accept_unverified)
    question = evaluator.question
    place = next((lib.place_of(p) for p in asked.policies if lib.place_of(p)), "")
    if isinstance(facts.get("place"), str):
        known_place(lib, facts["place"])
    if place and "place" not in facts:
        facts["place"] = place
    try:
        known = read(facts, question.catalogue, lib.dictionary)
    except BadCondition as fault:
        raise NolleError(_misgiven(fault, lib, question)) from None
    told = explanation.explain(evaluator, pattern(known, question))
    english = Wording(lib).answer(told.answer, told.policies, told.note)
    return Explained(told, english, given, question)


@lru_cache(maxsize=64)
def _evaluator(
    lib: Library, policy: str, as_if: bool, known_on: date | None, state: str, accept_unverified: bool
) -> Evaluator:
    """The evaluator of a policy, kept: its diagrams serve every charge asked about after the first."""
    asked = lib.asking(policy, as_if, known_on)
    return Evaluator(question_of(lib, [asked], asked.policies, state, accept_unverified))


def _state(lib: Library, facts: Mapping[str, Any]) -> str:
    """The state whose law a policy without a place is asked over: that of the charge, as far as it is named."""
    place, offense = facts.get("place"), facts.get("offense")
    first = offense[0] if isinstance(offense, list) and offense else offense
    if isinstance(place, str):
        return place.partition("/")[0]
    return "-".join(str(first).split("-")[:2]) if first in lib.offenses else ""


def _misgiven(fault: BadCondition, lib: Library, question: Question) -> str:
    where = str(fault.at[0]) if fault.at else ""
    if where in ("offense",) and "catalogue" in fault.what:
        name = fault.what.split('"')[1]
        return unknown("offense", name, question.catalogue.offenses) + " Look it up with: nolle law find"
    if "not a fact" in fault.what:
        return unknown("fact", where, [*lib.dictionary.facts]) + " The dictionary is data/facts.yaml: nolle show facts"
    return f"{where}: {fault.what}" if where else fault.what


def given_of(texts: Sequence[str]) -> dict[str, Any]:
    """`NAME=VALUE` pairs of a command line → a `given` mapping; a value may be a YAML list or mapping."""
    made: dict[str, Any] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise NolleError(f'"{text}" is not NAME=VALUE, such as offense=us-ny-pl-230.00')
        marked = read_text(value, f"--fact {name}")
        if marked.faults:
            raise DocumentError(marked.faults)
        made[name.strip()] = "" if marked.data is None else marked.data
    return made
