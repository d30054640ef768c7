"""Faults between documents: ids that lead nowhere, words a fact cannot have, stories that do not fit.

A load has already found the faults of each document by itself. Whether examples hold and rules conflict
is asked by the analyses, which run them.
"""

from __future__ import annotations

from collections.abc import Iterator

from nolle.errors import Fault
from nolle.library import (
    check_elections,
    check_elements,
    check_events,
    check_examples,
    check_holders,
    check_law,
    check_lint,
    check_mappings,
    check_matching,
    check_outside,
    check_overviews,
    check_policies,
    check_situations,
    check_survey,
    check_todo,
)
from nolle.library.load import Loaded
from nolle.library.shelf import Doc, Shelf

OF_EACH_DOCUMENT = (*check_law.OF_EACH, check_policies.broken_tests, check_todo.marks)
OF_EACH_POLICY = (*check_policies.CHECKS, *check_events.CHECKS, *check_examples.CHECKS)
OF_ALL = (
    *check_law.CHECKS,
    *check_elements.CHECKS,
    *check_situations.CHECKS,
    *check_outside.CHECKS,
    *check_elections.CHECKS,
    *check_holders.CHECKS,
    *check_overviews.CHECKS,
    *check_lint.CHECKS,
    *check_survey.CHECKS,
    check_events.chains,
    check_mappings.mappings,
    *check_matching.CHECKS,
)


def check(loaded: Loaded) -> list[Fault]:
    """All faults and warnings between the documents of a load, by file and line."""
    return sorted(set(_found(Shelf(loaded))))


def _found(shelf: Shelf) -> Iterator[Fault]:
    for doc in shelf.documents():
        for one in OF_EACH_DOCUMENT:
            yield from one(shelf, doc)
    for id, policy in shelf.policies.items():
        for each in OF_EACH_POLICY:
            yield from each(shelf, Doc("policy", id), policy)
    for every in OF_ALL:
        yield from every(shelf)
