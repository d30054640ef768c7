"""compare: policy against policy, usually against the model policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nolle.analysis import comparison, proof
from nolle.dates import ANY_DAY, Span, parse
from nolle.errors import NolleError
from nolle.law.charges import Kind
from nolle.law.evaluator import Evaluator
from nolle.law.library import Library
from nolle.law.policy import Policy
from nolle.law.question import Asking, Question
from nolle.publish.wording import WORD, Wording
from nolle.terms import Decision
from nolle.verbs.around import Around
from nolle.verbs.documents import open_library, question_of

if TYPE_CHECKING:  # records are opened only where they are counted
    from nolle.verbs.opening import Asked

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
    around: tuple[dict[str, Any], ...] = ()
    second: proof.Opinion | None = None

    def json(self) -> dict[str, Any]:
        told = self.comparison
        gaps = [
            _gap(gap, english) | around
            for gap, english, around in zip(told.gaps, self.english, self.around, strict=True)
        ]
        opened = [_gap(gap, english) for gap, english in zip(told.opened, self.opened_english, strict=True)]
        return {
            "left": told.left, "right": told.right, "on": self.on, "gaps": gaps, "gaps_in_opened_lists": opened,
            "end_demand": told.end_demand, "patterns": told.regions, "charges": self.n_in,
            **({"second_opinion": self.second.json()} if self.second else {}),
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
    workspace: Path | None = None, second_opinion: bool = False,
) -> Compared:  # fmt: skip
    """Does `left` give what `right` gives, over every charge possible under the law of left's place on a day?

    With records, each gap counts the real charges that fall there. With `second_opinion`, z3 seeks the gaps too.
    Raises UnknownId, and NolleError where z3 is wanted and not installed.
    """
    return compare_in(open_library(workspace), left, right, on, records, how, second_opinion)


def compare_in(
    lib: Library, left: str, right: str, on: Span, records: Path | str | None = None, how: Asked | None = None,
    second_opinion: bool = False,
) -> Compared:  # fmt: skip
    """The same within a library that is open already: a draft need not be written to be compared."""
    askings = [lib.asking(left, True), lib.asking(right, True)]
    for asking in askings:
        if not asking.policies:
            raise NolleError(f"{asking.id} has no document in the library: there is nothing to compare.")
    policies = [policy for asking in askings for policy in asking.policies]
    counts, n_in, question = _counted(lib, askings, policies, records, how)
    kinds = possible_charges(lib, question, policies, on)
    result = comparison.compare(Evaluator(question), kinds, counts)
    second = _second(askings, question, kinds, result) if second_opinion else None
    words = Wording(lib)
    english = tuple(_gap_english(gap, words, question) for gap in result.gaps)
    opened = tuple(_gap_english(gap, words, question) for gap in result.opened)
    witnesses = tuple(words.witness(gap.witness, question.variables) for gap in result.gaps)
    beside = Around(lib, lib.policies.get(left), min(on.last, how.as_of) if how and how.as_of else on.last)
    around = tuple(beside.of(gap) for gap in result.gaps)
    day = "" if on == ANY_DAY else str(on)
    return Compared(result, english, opened, witnesses, day, n_in, question, around, second)


def _second(
    askings: list[Asking], question: Question, kinds: list[Kind], result: comparison.Comparison
) -> proof.Opinion:
    """Whether z3, which reads the documents anew, finds the gaps that were found."""
    found = [(gap.conduct, gap.kind, gap.left[0], gap.right[0]) for gap in (*result.gaps, *result.opened)]
    return proof.second_opinion(askings, question.catalogue, question.dictionary, kinds, found)


def _counted(
    lib: Library, askings: list[Asking], policies: list[Policy], records: Path | str | None, how: Asked | None
) -> tuple[list[tuple[Any, int]], int | None, Question]:
    tests = comparison.class_tests(lib.dictionary)
    if records is None:
        return [], None, question_of(lib, askings, policies, also=tests)
    from nolle.decisions import decide as decide_charges  # a comparison without records needs no engine
    from nolle.engine.duckdb import DuckDB
    from nolle.verbs.matching import matcher_of
    from nolle.verbs.opening import Asked, mapping_of, opened, records_state

    how = how or Asked()
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
    short = words.gap(gap.kind, gap.left, left.policies, gap.left_answer.because)
    return f"{about[0].upper()}{about[1:]}: {theirs}; {short}. Smallest case: {example}."


def parse_day(text: str) -> Span:
    """A date of a command line. Raises NolleError."""
    try:
        return parse(text)
    except ValueError as error:
        raise NolleError(str(error)) from None
