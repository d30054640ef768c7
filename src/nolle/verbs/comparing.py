"""compare: policy against policy, usually against the model policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis import comparison
from nolle.dates import ANY_DAY, Span, parse
from nolle.decisions import decide as decide_charges
from nolle.engine.duckdb import DuckDB
from nolle.errors import NolleError
from nolle.law.charges import Kind
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from nolle.publish.wording import WORD, Wording
from nolle.terms import Decision
from nolle.verbs.documents import open_library, question_of
from nolle.verbs.matching import matcher_of
from nolle.verbs.opening import Asked, mapping_of, opened, records_state

MODEL = "model"


@dataclass(frozen=True)
class Compared:
    """A comparison with the words for every gap."""

    comparison: comparison.Comparison
    english: tuple[str, ...]
    opened_english: tuple[str, ...]
    witnesses: tuple[str, ...]
    on: str
    n_in: int | None
    question: Question

    def json(self) -> dict[str, Any]:
        told = self.comparison
        gaps = [_gap(gap, english) for gap, english in zip(told.gaps, self.english, strict=True)]
        opened = [_gap(gap, english) for gap, english in zip(told.opened, self.opened_english, strict=True)]
        return {
            "left": told.left, "right": told.right, "on": self.on, "gaps": gaps, "gaps_in_opened_lists": opened,
            "end_demand": told.end_demand, "patterns": told.regions, "charges": self.n_in,
        }  # fmt: skip


def _gap(gap: comparison.Gap, english: str) -> dict[str, Any]:
    return {
        "conduct": gap.conduct,
        "kind": gap.kind.value,
        "left": {"decision": gap.left[0], "rule": gap.left[1] or None},
        "right": {"decision": gap.right[0], "rule": gap.right[1] or None},
        "classes": list(gap.classes),
        "offenses": list(gap.offenses),
        "witness": {"offense": gap.witness.kind.offense, "conduct": gap.witness.kind.conduct,
                    "level": gap.witness.kind.level.value, "special_facts": gap.witness.cost,
                    "left": gap.left_answer.decision.value, "right": gap.right_answer.decision.value},
        "english": english,
        "n": gap.n,
        "n_at_most": gap.n_at_most,
    }  # fmt: skip


def compare(
    left: str, right: str = MODEL, on: Span = ANY_DAY, records: Path | str | None = None, how: Asked | None = None,
    workspace: Path | None = None,
) -> Compared:  # fmt: skip
    """Does `left` give what `right` gives, over every charge possible under the law of left's place on a day?

    With records, each gap counts the real charges that fall there. Raises UnknownId.
    """
    how = how or Asked()
    lib = open_library(workspace)
    askings = [lib.asking(left, True), lib.asking(right, True)]
    policies = [policy for asking in askings for policy in asking.policies]
    counts, n_in, question = _counted(lib, askings, policies, records, how)
    result = comparison.compare(Evaluator(question), possible_charges(lib, question, policies, on), counts)
    words = Wording(lib)
    english = tuple(_gap_english(gap, words, question) for gap in result.gaps)
    opened = tuple(_gap_english(gap, words, question) for gap in result.opened)
    witnesses = tuple(words.witness(gap.witness, question.variables) for gap in result.gaps)
    return Compared(result, english, opened, witnesses, "" if on == ANY_DAY else str(on), n_in, question)


def _counted(
    lib: Library, askings: list[Asking], policies: list[Policy], records: Path | str | None, how: Asked
) -> tuple[list[tuple[Any, int]], int | None, Question]:
    tests = comparison.class_tests(lib.dictionary)
    if records is None:
        return [], None, question_of(lib, askings, policies, also=tests)
    mapping = mapping_of(lib, how.mapping)
    with DuckDB(how.memory_limit) as engine:
        source = opened(lib, engine, records, mapping, how)
        state = lib.state_of([lib.place_of(policy) for policy in policies]) or records_state(lib, source)
        question = question_of(lib, askings, policies, state, also=tests)
        matcher = matcher_of(lib, question.catalogue, mapping, state)
        decided, _, _ = decide_charges(engine, question, matcher, source, how.as_of, how.where, how.assume)
    return [(found.pattern, found.n) for found in decided.found], decided.n_charges, question


def possible_charges(lib: Library, question: Question, policies: Sequence[Policy], on: Span) -> list[Kind]:
    """Every charge possible under the law of the place on a day; of every class where no law is catalogued."""
    kinds = question.catalogue.on(on)
    place = next((lib.place_of(policy) for policy in policies if lib.place_of(policy)), "")
    here = lib.places[place].localities if place in lib.places else ()
    offenses = question.catalogue.offenses
    local = [
        k for k in kinds if k.offense and (not offenses[k.offense].locality or offenses[k.offense].locality in here)
    ]
    return local if local else [kind for kind in kinds if not kind.offense]


def _gap_english(gap: comparison.Gap, words: Wording, question: Question) -> str:
    left, right = question.askings
    classes = gap.classes if len(gap.classes) <= 3 else (gap.conduct,)
    about = ", ".join(dict.fromkeys(words.conduct(c) for c in classes))
    theirs = f"{'the model' if right.id == MODEL else right.id} says {WORD[Decision(gap.right[0])]}"
    example = words.witness(gap.witness, question.variables)
    short = words.gap(gap.kind, gap.left, left.policies)
    return f"{about[0].upper()}{about[1:]}: {theirs}; {short}. Smallest case: {example}."


def parse_day(text: str) -> Span:
    """A date of a command line. Raises NolleError."""
    try:
        return parse(text)
    except ValueError as error:
        raise NolleError(str(error)) from None
