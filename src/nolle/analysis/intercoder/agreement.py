"""Pairs of answers → the rate of divergence and Cohen's kappa, per question, and what has to be coded twice next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module

from nolle.analysis.intercoder.pairs import COUNTED, Outcome, Pair
from nolle.errors import NolleError
from nolle.law.survey import Protocol, SurveyQuestion

NOTHING, ONE_VALUE = "nothing compared", "all answers are one value"


@dataclass(frozen=True)
class Figures:
    """The figures of one question. `kappa` is None where it is undefined, and `why` then says so.

    `left_out` are pairs that are not counted, by outcome.
    """

    question: str
    version: int
    n: int
    divergences: int
    kappa: float | None
    why: str
    left_out: Mapping[Outcome, int]

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.divergences, self.n) if self.n else None


@dataclass(frozen=True)
class Agreement:
    """The figures of a batch: per question, and together. `next` is the percent of versions to code twice next."""

    questions: tuple[Figures, ...]
    pairs: tuple[Pair, ...]
    n: int
    divergences: int
    next: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.divergences, self.n) if self.n else None

    @property
    def left_out(self) -> Mapping[Outcome, int]:
        return _left_out(self.pairs)


def agreement(found: Sequence[Pair], codebook: Mapping[str, SurveyQuestion], protocol: Protocol) -> Agreement:
    """The figures of some pairs. Raises NolleError where kappa is wanted and the extra is not installed."""
    figures = tuple(
        _figures(question, [p for p in found if p.question == question.id]) for question in codebook.values()
    )
    n, divergences = sum(one.n for one in figures), sum(one.divergences for one in figures)
    rate = Fraction(divergences, n) if n else None
    return Agreement(figures, tuple(found), n, divergences, protocol.coded_twice.next(rate))


def _figures(question: SurveyQuestion, found: Sequence[Pair]) -> Figures:
    counted = [(p.first.answer, p.second.answer) for p in found if p.outcome in COUNTED]
    value = kappa(counted)
    why = "" if value is not None else ONE_VALUE if counted else NOTHING
    apart = sum(one != two for one, two in counted)
    return Figures(question.id, question.version, len(counted), apart, value, why, _left_out(found))


def _left_out(found: Sequence[Pair]) -> Mapping[Outcome, int]:
    """All outcomes that are not counted, those that did not come up too."""
    counts = Counter(pair.outcome for pair in found)
    return {outcome: counts[outcome] for outcome in Outcome if outcome not in COUNTED}


def kappa(answers: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa, unweighted; None where chance alone would make both agree, so that there is nothing to measure.

    Raises NolleError where statsmodels is not installed.
    """
    words = sorted({word for both in answers for word in both})
    if len(words) < 2:
        return None
    try:
        inter_rater, numpy = import_module("statsmodels.stats.inter_rater"), import_module("numpy")
    except ImportError:
        raise NolleError('Kappa needs statsmodels. Install it with: pip install "nolle[impact]"') from None
    table = numpy.zeros((len(words), len(words)))
    for one, two in answers:
        table[words.index(one), words.index(two)] += 1
    return float(inter_rater.cohens_kappa(table, return_results=False))
