"""The table of checks, and the findings of all of them on one policy, gravest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from nolle.analysis.lint.case import Case
from nolle.analysis.lint.elements import elements
from nolle.analysis.lint.finding import Finding
from nolle.analysis.lint.firing import firing
from nolle.analysis.lint.lists import empty, open_lists, open_rules, without_bounds
from nolle.analysis.lint.patterns import limits, pattern
from nolle.analysis.lint.powers import powers
from nolle.analysis.lint.promises import approval, commitments, first_day, protection, relief
from nolle.analysis.lint.recorded import recorded
from nolle.analysis.lint.sections import sections
from nolle.law.advice import Severity

CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    powers, sections, empty, firing, pattern, limits, without_bounds, open_rules, open_lists, elements, protection,
    relief, approval, commitments, first_day, recorded,
)  # fmt: skip


def lint(case: Case) -> tuple[Finding, ...]:
    """Every finding of every check: problems first, then gaps, then notes; those of one check together."""
    found = [finding for check in CHECKS for finding in check(case)]
    order, met = list(Severity), list(dict.fromkeys(finding.check for finding in found))
    return tuple(sorted(found, key=lambda f: (order.index(case.advice(f.check).severity), met.index(f.check))))
