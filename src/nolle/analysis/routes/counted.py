"""How many real charges of the records each offense stands for: surely, and at most.

A charge is surely of an offense if everything it may be is of it, and at most if something it may be is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nolle.analysis.routes.told import Charges
from nolle.law.condition import OneOf
from nolle.law.evaluator import bits
from nolle.law.facts import Dictionary
from nolle.law.question import Question
from nolle.law.variables import Pattern


def offense_tests(dictionary: Dictionary, offenses: Iterable[str]) -> list[OneOf]:
    """Tests that keep offenses and classes apart, so that charges can be counted by both."""
    return [OneOf("conduct", (conduct,)) for conduct in dictionary.conduct] + [
        OneOf("offense", (offense,)) for offense in offenses
    ]


def counted(question: Question, found: Sequence[tuple[Pattern, int]], offense: str, conduct: Iterable[str]) -> Charges:
    """The charges under an offense or a part of it, of one of these classes. The question holds `offense_tests`."""
    under = OneOf("offense", (offense,))
    classes = [OneOf("conduct", (name,)) for name in conduct]
    sure = most = 0
    for known, n in found:
        if not known.offense_known:
            continue
        told = (question.cells.answers[cell] for cell in bits(known.masks[0]))
        hits = [answers[under] and any(answers[test] for test in classes) for answers in told]
        most += n if any(hits) else 0
        sure += n if hits and all(hits) else 0
    return Charges(sure, most)
