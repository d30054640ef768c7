"""A plain rule loop in Python, one row after another, as one writes it by hand, with the unknown taken seriously.

The rules are two functions of known facts. Where a fact is not known, each value it may have is tried; if the
answers differ, the charge is undetermined.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TypeVar

from bench.peers.common import (
    APPROVAL,
    BUYING,
    DECLINE,
    DIVERT,
    FELONY,
    FIRST_MEMO,
    HOUSE,
    INFRACTION,
    MISDEMEANOR,
    NORTH,
    NOT_IN_FORCE,
    PROSECUTE,
    ROW_LOCAL,
    SECOND_MEMO,
    SELLING,
    SILENT,
    SOUTH,
    SOUTH_MEMO,
    UNDETERMINED,
    VIOLATION,
    WEST,
    Laps,
    Ran,
    coded,
    peak_mb,
)
from bench.peers.gathering import Around
from bench.peers.rows import Row, read

T = TypeVar("T")
LOW = (VIOLATION, MISDEMEANOR)
SECTIONS, LEVELS, COUNTIES = (SELLING, BUYING, HOUSE, "other"), (INFRACTION, *LOW, FELONY), (NORTH, SOUTH, WEST)
DAYS = (FIRST_MEMO - 1, FIRST_MEMO, SECOND_MEMO)
SOUTH_DAYS = (SOUTH_MEMO - 1, SOUTH_MEMO)


def row_local(section: str, level: str, county: str, filed: int) -> str:
    """The two memos of North County, for a charge of which all is known."""
    if filed < FIRST_MEMO:
        return NOT_IN_FORCE
    if county != NORTH or section not in (SELLING, BUYING, HOUSE):
        return SILENT
    if filed < SECOND_MEMO:
        if section == SELLING:
            return DIVERT if level in LOW else SILENT
        return APPROVAL if section == BUYING else PROSECUTE
    if section == SELLING:
        return APPROVAL if level == FELONY else DECLINE
    if section == BUYING:
        return DIVERT if level in LOW else SILENT
    return PROSECUTE if level == FELONY else APPROVAL


def history(section: str, level: str, county: str, filed: int, beside: bool, sold: int, bought: int) -> str:
    """The memo of South County: a felony beside it, and how many earlier convictions for selling and for buying."""
    if filed < SOUTH_MEMO:
        return NOT_IN_FORCE
    if county != SOUTH:
        return SILENT
    if section == SELLING:
        if level not in LOW:
            return SILENT
        return APPROVAL if beside else DIVERT if sold >= 2 else DECLINE
    if section == BUYING:
        return PROSECUTE if beside or bought >= 1 else DIVERT
    return APPROVAL if section == HOUSE else SILENT


def settled(rule: Callable[..., str], *facts: Sequence[object]) -> str:
    """The one answer that every combination of possible values gives; else undetermined."""
    answers = {rule(*values) for values in product(*facts)}
    return answers.pop() if len(answers) == 1 else UNDETERMINED


def known(value: T | None, possible: Sequence[T]) -> Sequence[T]:
    return possible if value is None else (value,)


def decide_row_local(rows: Iterable[Row]) -> Iterator[str]:
    for section, level, county, filed, *_ in rows:
        if section is None or level is None or county is None or filed is None:
            yield settled(
                row_local, known(section, SECTIONS), known(level, LEVELS), known(county, COUNTIES), known(filed, DAYS)
            )
        else:
            yield row_local(section, level, county, filed)


def decide_history(rows: Sequence[Row]) -> Iterator[str]:
    around = Around(rows, (SELLING, BUYING))
    for number, row in enumerate(rows):
        section, level, county, filed, *_ = row
        own = known(section, SECTIONS), known(level, LEVELS), known(county, COUNTIES), known(filed, SOUTH_DAYS)
        if section not in (SELLING, BUYING, None):  # nothing around the charge matters
            yield settled(history, *own, (False,), (0,), (0,))
        else:
            beside = known(around.felony_beside(row), (False, True))
            yield settled(history, *own, beside, *(_counts(around, number, row, of) for of in (SELLING, BUYING)))


def _counts(around: Around, number: int, row: Row, of: str) -> Sequence[int]:
    """The numbers of convictions there may be; beyond two the memo tells none apart."""
    if row[5] is None:
        return range(3)
    least, most = around.convictions(number, row, of)
    return range(min(least, 2), min(most, 2) + 1)


def run(policy: str, file: Path) -> Ran:
    laps = Laps()
    starting = laps.lap()
    rows = read(file)
    reading = laps.lap()
    answers = list(decide_row_local(rows) if policy == ROW_LOCAL else decide_history(rows))
    return Ran(platform.python_version(), starting, reading, laps.lap(), peak_mb(), coded(answers))
