"""code book, new, check, recode, against: the codebook, one coder's sheet, and what is wrong or out of date in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nolle.analysis.intercoder import Again, ComputedAnswer, again, computed_answers
from nolle.cite import Document
from nolle.errors import DocumentError, Fault, NolleError
from nolle.law.library import Library, found
from nolle.law.policy import Policy
from nolle.law.survey import NOT_ASKED, NOT_CHECKED, Coded, Coding, Protocol, SurveyQuestion
from nolle.library.codings import Sheet, between, coding_faults, initials, read_coding
from nolle.publish.coding_sheets import coding_sheet
from nolle.terms import TextRead
from nolle.verbs.confirming import write_new
from nolle.verbs.documents import open_library

PROTOCOL = "standard"
"""The protocol that is used where none is named; a workspace lays its own over it."""


@dataclass(frozen=True)
class Book:
    """The codebook: the questions in order, and the protocol they are asked under."""

    questions: tuple[SurveyQuestion, ...]
    protocol: Protocol

    def json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "protocol": {**_plain(self.protocol), "version": self.protocol.version},
            "questions": [{**_plain(question), "version": question.version} for question in self.questions],
        }


def _plain(document: Document) -> dict[str, Any]:
    return document.model_dump(mode="json", exclude_defaults=True)


def code_book(workspace: Path | None = None) -> Book:
    """The codebook of the library, with its protocol."""
    lib = open_library(workspace)
    return Book(tuple(lib.survey.values()), found(lib.protocols, PROTOCOL, "protocol"))


def code_new(policy: str, coder: str, begun: str, out: Path, workspace: Path | None = None) -> Path:
    """Write an empty sheet for one coder; the path written.

    Nothing of another coder's answers, nor of the encoded rules, is in it. Raises UnknownId for a policy nobody
    knows, and NolleError where the coder is not named by initials or the file is there already.
    """
    lib = open_library(workspace)
    asked = lib.policy(policy)
    if not initials(coder):
        raise NolleError("--coder: write up to five letters or digits, and no name: it is published with the figures.")
    sources = list(dict.fromkeys(cited.source for cited in asked.cite))
    return write_new(out, coding_sheet(asked.id, asked.title, coder, begun, sources, tuple(lib.survey.values())))


# ---------------------------------------------------------------- check


def code_check(files: Sequence[Path], workspace: Path | None = None) -> list[Fault]:
    """All faults of some coders' sheets: each by itself, by the codebook, and beside one another."""
    lib = open_library(workspace)
    sheets, faults = opened(files)
    for sheet in sheets:
        faults += coding_faults(sheet, lib)
    return sorted({*faults, *between(sheets)})


def opened(files: Sequence[Path]) -> tuple[list[Sheet[Coding]], list[Fault]]:
    """The sheets that could be read, and the faults of all."""
    sheets, faults = [], []
    for file in files:
        sheet, wrong = read_coding(file)
        faults += wrong
        if sheet is not None:
            sheets.append(sheet)
    return sheets, faults


# ---------------------------------------------------------------- recode


@dataclass(frozen=True)
class ToRecode:
    """One answer to code again, and the file and line where the old one stands."""

    again: Again
    file: str
    line: int

    def json(self) -> dict[str, Any]:
        """As plain values."""
        row = self.again
        return {
            "policy": row.policy, "coder": row.coder, "question": row.question, "version": row.had,
            "codebook": row.has, "answer": row.answer, "changed": list(row.changed),
            "file": self.file, "line": self.line,
        }  # fmt: skip


def code_recode(files: Sequence[Path], workspace: Path | None = None) -> list[ToRecode]:
    """The answers of these sheets that must be coded again. Raises DocumentError where a file is no sheet."""
    lib = open_library(workspace)
    sheets, faults = opened(files)
    if faults:
        raise DocumentError(faults)
    return [_to_recode(sheet, row) for sheet in sheets for row in again(sheet.content, lib.survey)]


def _to_recode(sheet: Sheet[Coding], row: Again) -> ToRecode:
    order = [answer.question for answer in sheet.content.answers]
    at = ("answers", order.index(row.question)) if row.question in order else ("answers",)
    return ToRecode(row, sheet.marked.file, sheet.marked.line(at))


# ---------------------------------------------------------------- against the rules

FITS, DIFFERS, NOT_COMPUTED, NOT_CODED = "fits", "differs", "not_computed", "not_coded"


@dataclass(frozen=True)
class Beside:
    """A coded answer beside the computed one. `line` is where the coded one stands."""

    question: str
    coded: str
    computed: ComputedAnswer
    line: int

    @property
    def verdict(self) -> str:
        if not self.computed.answer:
            return NOT_COMPUTED
        if self.coded in ("", NOT_CHECKED, NOT_ASKED):
            return NOT_CODED
        return FITS if self.coded == self.computed.answer else DIFFERS


@dataclass(frozen=True)
class Against:
    """A sheet beside the encoded rules of its policy; `people_only` are questions that no rule can answer."""

    policy: str
    whole_text: bool
    file: str
    coder: str
    rows: tuple[Beside, ...]
    people_only: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """How many questions there are of each verdict; with `people_only` they are the codebook."""
        told = [row.verdict for row in self.rows]
        return {verdict: told.count(verdict) for verdict in (FITS, DIFFERS, NOT_COMPUTED, NOT_CODED)}

    def json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "policy": self.policy, "whole_text": self.whole_text, "file": self.file, "coder": self.coder,
            "rows": [
                {"question": row.question, "coded": row.coded, "computed": row.computed.answer,
                 "because": row.computed.because, "verdict": row.verdict, "line": row.line}
                for row in self.rows
            ],
            "people_only": list(self.people_only), "counts": {**self.counts(), "people_only": len(self.people_only)},
        }  # fmt: skip


def code_against(policy: str, file: Path, workspace: Path | None = None) -> Against:
    """Lay a sheet beside what the encoded rules of the policy say.

    Raises UnknownId for a policy nobody knows, DocumentError with every fault of the sheet, or where it is of
    another policy.
    """
    lib = open_library(workspace)
    asked = lib.policy(policy)
    sheet = _sound(file, lib)
    if sheet.content.coding.policy != asked.id:
        what = f'the sheet is of "{sheet.content.coding.policy}", not of "{asked.id}"'
        raise DocumentError([sheet.fault(("coding", "policy"), what, "Name the policy that was coded.")])
    return _against(asked, sheet, lib)


def _sound(file: Path, lib: Library) -> Sheet[Coding]:
    sheet, faults = read_coding(file)
    faults = [*faults, *(coding_faults(sheet, lib) if sheet else ())]
    if faults or sheet is None:
        raise DocumentError(faults)
    return sheet


def _against(policy: Policy, sheet: Sheet[Coding], lib: Library) -> Against:
    given: dict[str, tuple[int, Coded]] = {a.question: (n, a) for n, a in enumerate(sheet.content.answers)}
    rows = []
    for id, computed in computed_answers(policy, lib).items():
        number, answer = given[id]
        rows.append(Beside(id, answer.answer, computed, sheet.marked.line(("answers", number, "answer"))))
    people = tuple(id for id, question in lib.survey.items() if question.computed is None)
    whole = policy.text_read is TextRead.FULL
    return Against(policy.id, whole, sheet.marked.file, sheet.content.coding.coder, tuple(rows), people)
