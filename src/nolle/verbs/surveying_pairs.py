"""code compare, code review: two coders' sheets → figures and the sheet of divergences; a filled one → what stands."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from nolle.analysis.intercoder import Agreement, Figures, Outcome, agreement, pairs
from nolle.errors import DocumentError, Fault
from nolle.law.library import found
from nolle.law.survey import Protocol, SurveyQuestion
from nolle.library.codings import between, blind_pairs, coding_faults, read_review, review_faults
from nolle.publish.coding_sheets import review_sheet
from nolle.verbs.confirming import write_new
from nolle.verbs.documents import open_library
from nolle.verbs.importing import write_whole
from nolle.verbs.surveying import PROTOCOL, opened

COLUMNS = (
    "question", "version", "n", "divergences", "rate", "kappa", "kappa_note", "below_floor",
    *(outcome.value for outcome in Outcome if outcome not in (Outcome.AGREE, Outcome.DIVERGE)),
)  # fmt: skip
"""Columns of the figures; the last are pairs that are not counted."""


@dataclass(frozen=True)
class CodesCompared:
    """The agreement of a batch under a protocol, the questions it was coded by, and the files it was made from."""

    agreement: Agreement
    protocol: Protocol
    questions: tuple[SurveyQuestion, ...]
    files: tuple[str, ...]

    @property
    def policies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(pair.policy for pair in self.agreement.pairs))

    @property
    def met(self) -> bool:
        """Whether the rate is below the protocol's bound."""
        rate = self.agreement.rate
        return rate is not None and rate * 100 < self.protocol.coded_twice.once_below

    def below_floor(self, figures: Figures) -> bool:
        """Whether kappa is there and lies below the protocol's floor."""
        return figures.kappa is not None and round(figures.kappa * 100, 9) < self.protocol.kappa.floor

    def json(self) -> dict[str, Any]:
        """As plain values: rates as numbers between 0 and 1, what is undefined left out with its reason."""
        told = self.agreement
        return {
            "protocol": {"id": self.protocol.id, "version": self.protocol.version},
            "policies": list(self.policies), "files": list(self.files),
            "pairs": len(told.pairs), "n": told.n, "divergences": told.divergences, "rate": _number(told.rate),
            "once_below": self.protocol.coded_twice.once_below, "met": self.met, "code_twice_next": told.next,
            "left_out": {outcome.value: n for outcome, n in told.left_out.items()},
            "questions": [self._figures(one) for one in told.questions],
        }  # fmt: skip

    def _figures(self, one: Figures) -> dict[str, Any]:
        return {
            "question": one.question, "version": one.version, "n": one.n, "divergences": one.divergences,
            "rate": _number(one.rate), "kappa": one.kappa, "kappa_note": one.why, "below_floor": self.below_floor(one),
            "left_out": {outcome.value: n for outcome, n in one.left_out.items()},
        }  # fmt: skip

    def csv(self) -> str:
        """The figures as a table for a release: one row for each question, and one for all."""
        out = io.StringIO()
        write = csv.writer(out, lineterminator="\n").writerow
        write(COLUMNS)
        for one in self.agreement.questions:
            value = "" if one.kappa is None else f"{one.kappa:.3f}"
            below = {True: "yes", False: "no"}[self.below_floor(one)] if one.kappa is not None else ""
            rate = percent(one.rate)
            write(
                [one.question, one.version, one.n, one.divergences, rate, value, one.why, below, *one.left_out.values()]
            )
        told = self.agreement
        write(["all", "", told.n, told.divergences, percent(told.rate), "", "", "", *told.left_out.values()])
        return out.getvalue()


def _number(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate)


def percent(rate: Fraction | None) -> str:
    """`4.2`, per hundred, rounded half up; empty where nothing was compared."""
    if rate is None:
        return ""
    tenths = (rate * 2000 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


def code_compare(files: Sequence[Path], workspace: Path | None = None) -> CodesCompared:
    """Compare two coders' sheets for each policy; the order of the files does not matter.

    Raises DocumentError with every fault: a sheet that is not sound or not blind, a policy without two coders,
    two versions of a question. Answers to a version that is old in both sheets are left out and counted.
    """
    lib = open_library(workspace)
    sheets, faults = opened(files)
    for sheet in sheets:
        faults += coding_faults(sheet, lib, old_too=False)
    faults += [*between(sheets), *blind_pairs(sheets)]
    if faults:
        raise DocumentError(faults)
    protocol = found(lib.protocols, sheets[0].content.coding.protocol if sheets else PROTOCOL, "protocol")
    other = [s for s in sheets if s.content.coding.protocol != protocol.id]
    if other:
        what = f'is coded under another protocol than {sheets[0].marked.file}, which names "{protocol.id}"'
        raise DocumentError([s.fault(("coding", "protocol"), what, "Compare them apart.") for s in other])
    told = agreement(pairs([sheet.content for sheet in sheets], lib.survey), lib.survey, protocol)
    return CodesCompared(told, protocol, tuple(lib.survey.values()), tuple(sheet.marked.file for sheet in sheets))


def write_review(compared: CodesCompared, out: Path) -> tuple[Path, int]:
    """Write the sheet of divergences; the path and how many there are. Raises NolleError where a file is there."""
    apart = [pair for pair in compared.agreement.pairs if pair.outcome is Outcome.DIVERGE]
    text = review_sheet(apart, compared.protocol, {question.id: question for question in compared.questions})
    return write_new(out, text), len(apart)


def write_figures(compared: CodesCompared, out: Path) -> Path:
    """Write the figures of a release as CSV, over an earlier one. Raises NolleError where it cannot be written."""
    return write_whole(out, compared.csv())


# ---------------------------------------------------------------- the review


@dataclass(frozen=True)
class Reviewed:
    """A review sheet as far as it is settled: rows by cause, the questions to mend, the faults of what is open."""

    rows: int
    causes: dict[str, int]
    to_mend: tuple[str, ...]
    faults: tuple[Fault, ...]

    def json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "rows": self.rows, "causes": self.causes, "questions_to_mend": list(self.to_mend),
            "open": [{"file": f.file, "line": f.line, "what": f.what, "todo": f.todo} for f in self.faults],
        }  # fmt: skip


def code_review(file: Path, workspace: Path | None = None) -> Reviewed:
    """What a review sheet says: how many rows have which cause, and which questions need a new version.

    Raises DocumentError where the file is no review sheet.
    """
    lib = open_library(workspace)
    sheet, faults = read_review(file)
    if sheet is None or faults:
        raise DocumentError(faults)
    faults = list(review_faults(sheet, lib))
    protocol = lib.protocols.get(sheet.content.protocol)
    known = {cause.id: cause for cause in protocol.causes} if protocol else {}
    told = Counter(row.cause for row in sheet.content.review if row.cause in known)
    mend = [r.question for r in sheet.content.review if r.cause in known and known[r.cause].changes_question]
    counts = {cause: told[cause] for cause in known}
    return Reviewed(len(sheet.content.review), counts, tuple(dict.fromkeys(mend)), tuple(faults))
