"""Do two people who code the same text by the same codebook come to the same answers, and do the encoded rules?

Rate of divergence, kappa, what has to be coded again, and the answers that the engine computes. Reads no file.
"""

from nolle.analysis.intercoder.agreement import Agreement, Figures, agreement, kappa
from nolle.analysis.intercoder.computed import ComputedAnswer, computed_answers
from nolle.analysis.intercoder.pairs import Outcome, Pair, pairs
from nolle.analysis.intercoder.recoding import Again, again

__all__ = [
    "Again",
    "Agreement",
    "ComputedAnswer",
    "Figures",
    "Outcome",
    "Pair",
    "again",
    "agreement",
    "computed_answers",
    "kappa",
    "pairs",
]  # fmt: skip
