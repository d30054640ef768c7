"""lint: advice on one sound policy. What it cannot do, what it leaves open, what others have written that it lacks.

`nolle check` has found the faults by then: lint speaks of meaning, law and what is missing.
"""

from nolle.analysis.lint.case import Case
from nolle.analysis.lint.checks import CHECKS, lint
from nolle.analysis.lint.finding import Finding, Named, Opened, Place, Slot, Words

__all__ = ["CHECKS", "Case", "Finding", "Named", "Opened", "Place", "Slot", "Words", "lint"]
