"""A second opinion on what policies say and how they compare: a proof by z3, of the extra `verify`.

It reads the policy language anew, from the documents and the law alone; no diagram and no evaluator has a part in it.
"""

from nolle.analysis.proof.dead import Dead, never_fires
from nolle.analysis.proof.opinion import Found, Opinion, occurring, second_opinion
from nolle.analysis.proof.questions import Counterexample, disjoint, implies, same

__all__ = [
    "Counterexample",
    "Dead",
    "Found",
    "Opinion",
    "disjoint",
    "implies",
    "never_fires",
    "occurring",
    "same",
    "second_opinion",
]
