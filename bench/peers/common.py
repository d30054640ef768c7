"""What all that are measured share: the two policies, the words of an answer, and what one run tells."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORKSPACE = Path(__file__).with_name("workspace")
ROW_LOCAL, HISTORY = "row-local", "history"
OFFICES = {ROW_LOCAL: "us-xx/north-county-prosecutor", HISTORY: "us-xx/south-county-prosecutor"}
"""The policies, each by the office whose documents in the workspace say it."""

SELLING, BUYING, HOUSE = (f"Ex. Code § 10.0{number}" for number in (1, 2, 3))
UNMAPPED = "ZZ-UNMAPPED"
NORTH, SOUTH, WEST = (f"us-xx/{side}-county" for side in ("north", "south", "west"))
INFRACTION, VIOLATION, MISDEMEANOR, FELONY = "infraction", "violation", "misdemeanor", "felony"
FIRST_MEMO, SECOND_MEMO, SOUTH_MEMO = 20140101, 20200701, 20160301
"""Days as numbers: the first on which each memo is in force."""

DECLINE, DIVERT, APPROVAL, PROSECUTE = "decline", "divert", "supervisory_approval", "will_prosecute"
SILENT, NOT_IN_FORCE, UNDETERMINED = "silent", "not_in_force", "undetermined"
OUTCOMES = (DECLINE, DIVERT, APPROVAL, PROSECUTE, SILENT, NOT_IN_FORCE, UNDETERMINED)


def coded(answers: Iterable[str]) -> bytes:
    """One byte for each answer: its place in OUTCOMES."""
    places = {outcome: place for place, outcome in enumerate(OUTCOMES)}
    return bytes(places[answer] for answer in answers)


@dataclass(frozen=True)
class Ran:
    """CPU seconds of one run, and its answers in the order of the rows.

    `starting` is all before the first row is read; where `reading` is none, `deciding` has it in it.
    """

    version: str
    starting: float
    reading: float | None
    deciding: float
    peak_mb: float
    answers: bytes
    note: str = ""


class Laps:
    """CPU seconds of this process, user and system, all threads, since the last lap; the first since its start."""

    def __init__(self) -> None:
        self._before = 0.0

    def lap(self) -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        now = used.ru_utime + used.ru_stime
        passed, self._before = now - self._before, now
        return passed


def peak_mb() -> float:
    """The most memory that this process has held. Linux tells it of the process alone, without who started it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
